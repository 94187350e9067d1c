#include "core/base/error.h"
#include "core/lab/labseed.h"
#include "tests/unit/lab/enginefixture.h"

using namespace rejoin;
using namespace rejoin::lab;

/// The built-in engine without a language: what JEA's endpoints allow and how they refuse the rest. Ids and words are
/// those that PowerShell 7.6 gives for [initialsessionstate]::CreateRestricted('RemoteServer').
class RestrictedEngineTest : public QObject
{
    Q_OBJECT

    std::shared_ptr<Engine> engine;

    static psrp::PipelineCommand command(const QString &name, QList<psrp::CommandParameter> parameters = {})
    {
        psrp::PipelineCommand one;
        one.text = name;
        one.isScript = false;
        one.parameters = std::move(parameters);
        return one;
    }
    static psrp::CommandParameter parameter(const QString &name, clixml::Value value = {})
    {
        psrp::CommandParameter one;
        one.name = name;
        one.value = std::move(value);
        return one;
    }
    lab::test::Ran runAll(QList<psrp::PipelineCommand> commands)
    {
        psrp::CreatePipeline request;
        request.commands = std::move(commands);
        return lab::test::runRequest(engine, request);
    }
    static QByteArray quoted(QByteArray json) { return json.replace('\'', '"'); }
    static QString idOf(const lab::test::Ran &ran)
    {
        return ran.outcome.reason ? ran.outcome.reason->fullyQualifiedId : QString();
    }

private Q_SLOTS:
    void init()
    {
        EngineSettings settings;
        settings.noLanguage = true;
        settings.functions = QStringLiteral("function Get-Widget { param([int]$Count = 1, [switch]$Loud)\n"
                                            " 1..$Count | ForEach-Object { \"widget $_\" }; if ($Loud) { 'LOUD' } }");
        engine = makeBuiltinEngine(settings);
    }

    void scriptsAreRefused()
    {
        const auto ran = lab::test::run(engine, QStringLiteral("Get-Command"));
        QCOMPARE(ran.outcome.state, psrp::PipelineState::Failed);
        QCOMPARE(idOf(ran), QStringLiteral("ScriptsNotAllowed"));
        QCOMPARE(ran.outcome.reason->message,
                 QStringLiteral("The syntax is not supported by this runspace. This can occur if the runspace is in "
                                "no-language mode."));
        QCOMPARE(ran.outcome.reason->categoryName, QStringLiteral("ParserError"));
    }

    void whatIsNotVisibleIsNotThere_data()
    {
        QTest::addColumn<QString>("name");
        for (const char *name : {"Out-String", "Get-Job", "prompt", "TabExpansion2", "gjb", "Start-Sleep"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }
    void whatIsNotVisibleIsNotThere()
    {
        QFETCH(QString, name);
        const auto ran = runAll({command(QStringLiteral("Get-Widget")), command(name)});
        QCOMPARE(ran.outcome.state, psrp::PipelineState::Failed);
        QCOMPARE(idOf(ran), QStringLiteral("CommandNotFoundException"));
        QCOMPARE(ran.outcome.reason->categoryTargetName, name);
        QVERIFY(ran.texts().isEmpty()); // nothing has run
    }

    void visibleOnesRunWithAllBehindThem()
    {
        const auto ran = runAll({command(QStringLiteral("get-widget"),
                                         {parameter(QStringLiteral("-Count")), parameter({}, clixml::Value::int32(2)),
                                          parameter(QStringLiteral("-Loud"))})});
        QCOMPARE(ran.texts(),
                 QStringList({QStringLiteral("widget 1"), QStringLiteral("widget 2"), QStringLiteral("LOUD")}));
        QCOMPARE(ran.outcome.state, psrp::PipelineState::Completed);
    }

    void proxiesHaveFewParameters()
    {
        const auto measured = runAll(
            {command(QStringLiteral("Get-Widget"), {parameter(QStringLiteral("Count"), clixml::Value::int32(3))}),
             command(QStringLiteral("measure"))});
        QCOMPARE(measured.sink->outputs.size(), 1);
        QCOMPARE(measured.sink->outputs.first().member("Count").toInteger(), std::optional<qint64>(3));
        const auto first =
            runAll({command(QStringLiteral("gcm")),
                    command(QStringLiteral("select"), {parameter(QStringLiteral("First"), clixml::Value::int32(1))})});
        QVERIFY2(idOf(first).startsWith(QLatin1String("NamedParameterNotFound,Select-Object")),
                 qPrintable(idOf(first)));
    }

    void getCommandListsWhatIsVisible()
    {
        const auto ran = runAll({command(QStringLiteral("Get-Command"))});
        QStringList names;
        for (const auto &value : ran.sink->outputs)
            names.append(value.member("Name").text());
        QCOMPARE(names, QStringList({QStringLiteral("Clear-Host"), QStringLiteral("Exit-PSSession"),
                                     QStringLiteral("Get-Command"), QStringLiteral("Get-FormatData"),
                                     QStringLiteral("Get-Help"), QStringLiteral("Get-Widget"),
                                     QStringLiteral("Measure-Object"), QStringLiteral("Out-Default"),
                                     QStringLiteral("Select-Object")}));
    }

    void seedsNameThem()
    {
        LabSettings settings;
        const QByteArray seed =
            quoted("{'computers': [{'name': 'S', 'restricted': {'JEA.Repair': 'function Get-A { 1 }'}, 'exchange': "
                   "{'redirect': '/PowerShell-LiveID', 'functions': 'function Get-Mailbox { 2 }', 'forbidden': "
                   "['bob'], 'maximumShells': 3}}]}");
        readSeed(seed, LabUser(QStringLiteral("lab"), base::SecretString()), &settings);
        QVERIFY(settings.computers.first().restricted.contains(QStringLiteral("jea.repair")));
        QVERIFY(settings.computers.first().configurations.contains(QStringLiteral("JEA.Repair")));
        QCOMPARE(settings.computers.first().exchange->forbidden, QStringList{QStringLiteral("bob")});
        LabSettings broken;
        const QByteArray wrong = quoted("{'computers': [{'name': 'S', 'restricted': {'J': 'function Get-A {'}}]}");
        const LabUser user(QStringLiteral("lab"), base::SecretString());
        QVERIFY_THROWS_EXCEPTION(base::Error, readSeed(wrong, user, &broken));
    }
};

QTEST_GUILESS_MAIN(RestrictedEngineTest)
#include "tst_engine_restricted.moc"
