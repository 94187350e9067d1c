#include "core/jobs/jobs.h"
#include "tests/integration/engines.h"
#include "tests/integration/serviceclient.h"

using namespace rejoin;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using psrp::PipelineState;
using test::AnsweringHost;
using test::PipelineResult;
using test::ServiceClient;

namespace {
const QString server01 = u"Server01"_s;
} // namespace

/// Streams, records, prompts, secrets and jobs: the same on both engines.
class EngineStreamsTest : public QObject
{
    Q_OBJECT

    test::EngineLabs labs;
    std::unique_ptr<ServiceClient> client;
    sessions::SessionPtr session;

private Q_SLOTS:
    void initTestCase_data() { test::addEngines(); }
    void init()
    {
        test::LabProcessOptions options;
        options.names = {server01};
        QVERIFY2(labs.start(options), qPrintable(labs.errorText()));
        client = std::make_unique<ServiceClient>(labs.lab());
        session = client->create(server01, QString::fromLatin1(QTest::currentTestFunction()));
    }
    void cleanup()
    {
        if (session)
            client->remove(session);
        session.reset();
        client.reset();
    }
    void cleanupTestCase() { labs.stop(); }

    void everyStreamOnce()
    {
        const auto host = std::make_shared<AnsweringHost>();
        const auto result = client->run(session,
                                        u"'out'; Write-Warning 'careful'; Write-Verbose 'more' -Verbose; Write-Debug "
                                        "'deep' -Debug; Write-Information 'told'; Write-Host 'shown' -ForegroundColor "
                                        "Green; Write-Error 'wrong'; Write-Progress -Activity 'Act' -Status 'Stat' "
                                        "-Id 2 -ParentId 1 -PercentComplete 50 -SecondsRemaining 9"_s,
                                        host);
        QCOMPARE(result.state, PipelineState::Completed);
        QCOMPARE(result.texts, QStringList{u"out"_s});
        const auto warnings = result.all<psrp::WarningReceived>();
        QCOMPARE(warnings.size(), 1);
        QCOMPARE(warnings[0].record.message, u"careful"_s);
        const auto verbose = result.all<psrp::VerboseReceived>();
        QCOMPARE(verbose.size(), 1);
        QCOMPARE(verbose[0].record.message, u"more"_s);
        const auto debug = result.all<psrp::DebugReceived>();
        QCOMPARE(debug.size(), 1);
        QCOMPARE(debug[0].record.message, u"deep"_s);
        const auto information = result.all<psrp::InformationReceived>();
        QCOMPARE(information.size(), 2);
        QCOMPARE(information[0].record.text(), u"told"_s);
        QVERIFY(!information[0].record.isHostMessage());
        QCOMPARE(information[1].record.text(), u"shown"_s);
        QVERIFY(information[1].record.isHostMessage());
        QCOMPARE(information[1].record.foreground, std::optional<qint32>(10));
        const auto errors = result.all<psrp::ErrorReceived>();
        QCOMPARE(errors.size(), 1);
        QCOMPARE(errors[0].record.message, u"wrong"_s);
        const auto progress = result.all<psrp::ProgressReceived>();
        QVERIFY(!progress.isEmpty());
        QCOMPARE(progress[0].record.activity, u"Act"_s);
        QCOMPARE(progress[0].record.statusDescription, u"Stat"_s);
        QCOMPARE(progress[0].record.activityId, 2);
        QCOMPARE(progress[0].record.parentActivityId, 1);
        QCOMPARE(progress[0].record.percentComplete, 50);
        QCOMPARE(progress[0].record.secondsRemaining, 9);
        // No twin of a record was shown a second time.
        QCOMPARE(host->written, QStringList());
        QVERIFY(result.all<psrp::HostCallReceived>().isEmpty());
    }

    void errorsSayWhereAndWhat()
    {
        const auto result = client->run(session, u"'first'\nGet-NoSuchThing -Name x\n'last'"_s);
        QCOMPARE(result.texts, (QStringList{u"first"_s, u"last"_s}));
        const auto errors = result.all<psrp::ErrorReceived>();
        QCOMPARE(errors.size(), 1);
        const auto &record = errors[0].record;
        QCOMPARE(record.fullyQualifiedId, u"CommandNotFoundException"_s);
        QCOMPARE(record.exceptionType, u"System.Management.Automation.CommandNotFoundException"_s);
        QCOMPARE(record.categoryName, u"ObjectNotFound"_s);
        QCOMPARE(record.categoryTargetName, u"Get-NoSuchThing"_s);
        QVERIFY2(record.message.contains(u"'Get-NoSuchThing' is not recognized"_s), qPrintable(record.message));
        QVERIFY(record.invocation.has_value());
        QCOMPARE(record.invocation->scriptLineNumber, 2);
        QCOMPARE(record.invocation->offsetInLine, 1);
        QVERIFY2(record.invocation->positionMessage.startsWith(u"At line:2 char:1"_s),
                 qPrintable(record.invocation->positionMessage));
    }

    void aTerminatingErrorIsTheReason()
    {
        const auto result = client->run(session, u"'before'; throw 'stop here'; 'after'"_s);
        QCOMPARE(result.state, PipelineState::Failed);
        QCOMPARE(result.texts, QStringList{u"before"_s});
        QVERIFY(result.reason.has_value());
        QCOMPARE(result.reason->message, u"stop here"_s);
        QCOMPARE(result.reason->fullyQualifiedId, u"stop here"_s);
        QCOMPARE(result.reason->categoryName, u"OperationStopped"_s);
        // A parse error is one too.
        const auto wrong = client->run(session, u"if ("_s);
        QCOMPARE(wrong.state, PipelineState::Failed);
        QVERIFY(wrong.reason.has_value());
        QCOMPARE(wrong.reason->categoryName, u"ParserError"_s);
    }

    void valuesOfManyTypes()
    {
        const auto result = client->run(
            session, u"1; 2.5; $true; 'text'; [char]'c'; $null; ,(1,2); @{ a = 1 }; [datetime]'2024-02-29T12:00:00'"_s);
        QCOMPARE(result.state, PipelineState::Completed);
        const auto values = result.all<psrp::OutputReceived>();
        QList<clixml::Type> types;
        for (const auto &one : values)
            types.append(one.value.type());
        QCOMPARE(values.size(), 9);
        QCOMPARE(types[0], clixml::Type::Int32);
        QCOMPARE(types[1], clixml::Type::Double);
        QCOMPARE(types[2], clixml::Type::Boolean);
        QCOMPARE(types[3], clixml::Type::String);
        QCOMPARE(types[4], clixml::Type::Char);
        QVERIFY(values[5].value.isNil());
        QCOMPARE(values[6].value.count(), std::size_t(2));
        QCOMPARE(values[7].value.entry("a").text(), u"1"_s);
        QCOMPARE(types[8], clixml::Type::DateTime);
    }

    void promptsAreAnswered()
    {
        const auto host = std::make_shared<AnsweringHost>();
        host->lines = {u"Ann"_s, u"blue"_s};
        const auto lines = client->run(session, u"$n = Read-Host; $c = Read-Host 'Colour'; \"$n likes $c\""_s, host);
        QCOMPARE(lines.texts, QStringList{u"Ann likes blue"_s});
        QVERIFY2(host->asked.contains(u"line"_s), qPrintable(host->asked.join(u'|')));

        host->asked.clear();
        const auto chosen =
            client->run(session, u"$host.UI.PromptForChoice('Cap', 'Go on?', ('&Yes','&No','&All'), 0)"_s, host);
        QCOMPARE(chosen.texts, QStringList{u"1"_s});
        QCOMPARE(host->asked, (QStringList{u"CapGo on?"_s, u"&Yes"_s, u"&No"_s, u"&All"_s}));
    }

    void secretsGoBothWays()
    {
        const auto host = std::make_shared<AnsweringHost>();
        const auto result = client->run(session, u"Read-Host -AsSecureString"_s, host);
        QCOMPARE(result.state, PipelineState::Completed);
        QCOMPARE(host->asked, QStringList{u"secret"_s});
        const auto values = result.all<psrp::OutputReceived>();
        QCOMPARE(values.size(), 1);
        QCOMPARE(values[0].value.type(), clixml::Type::SecureString);
        QCOMPARE(QString::fromUtf8(test::await(session->runspace()->revealSecret(values[0].value)).utf8()),
                 host->secret);

        host->lines = {u"CORP\\ann"_s};
        host->asked.clear();
        const auto credential = client->run(
            session, u"$c = Get-Credential -Message 'Who?' -UserName 'u'; $c.UserName; $c.Password"_s, host);
        QCOMPARE(host->asked, (QStringList{u"Who?"_s, u"u"_s}));
        const auto parts = credential.all<psrp::OutputReceived>();
        QCOMPARE(parts.size(), 2);
        QCOMPARE(parts[0].value.text(), u"CORP\\ann"_s);
        QCOMPARE(QString::fromUtf8(test::await(session->runspace()->revealSecret(parts[1].value)).utf8()),
                 host->secret);
    }

    void aPromptNobodyFetchedReachesTheNextClient()
    {
        const auto pipeline = client->start(session, u"Start-Sleep -Milliseconds 700; $a = Read-Host; \"got $a\""_s);
        client->disconnect(session);
        ServiceClient second(labs.lab());
        sessions::SessionPtr again;
        QVERIFY(test::waitUntil([&] {
            again = second.find(server01, session->name());
            return again->commands().value(0).state == u"Pending"_s;
        }));
        const auto host = std::make_shared<AnsweringHost>();
        host->lines = {u"it"_s};
        const auto attached = test::await(second.service->receive(again));
        QCOMPARE(ServiceClient::drain(attached, host).texts, QStringList{u"got it"_s});
        QCOMPARE(host->asked, QStringList{u"line"_s});
    }

    void aPromptTheFirstClientFetchedWaitsUntilItIsStopped()
    {
        const auto pipeline = client->start(session, u"'asks'; $a = Read-Host; \"got $a\""_s);
        bool called = false;
        connect(pipeline.get(), &remoting::RemotePipeline::streamed, this, [&](const psrp::PipelineEvent &event) {
            called = called || std::holds_alternative<psrp::HostCallReceived>(event);
        });
        pipeline->begin();
        QVERIFY(test::waitUntil([&] { return called; }));
        client->disconnect(session);
        ServiceClient second(labs.lab());
        const auto again = second.find(server01, session->name());
        QCOMPARE(again->commands().value(0).state, u"Pending"_s);
        const auto attached = test::await(second.service->receive(again));
        attached->begin();
        test::await(attached->stop());
        QCOMPARE(attached->state(), PipelineState::Stopped);
        QCOMPARE(second.run(again, u"'on'"_s).texts, QStringList{u"on"_s});
    }

    void jobsStayAndAreReceived()
    {
        QCOMPARE(client->run(session, u"$j = Start-Job -Name Later { 'job says'; 2 }; $null = $j | Wait-Job; $j.Name"_s)
                     .texts,
                 QStringList{u"Later"_s});
        client->disconnect(session);
        ServiceClient second(labs.lab());
        const auto again = second.find(server01, session->name());
        second.connect(again);
        jobs::JobManager manager(second.service.get(), again);
        test::await(manager.refresh(), 60s);
        QCOMPARE(manager.jobs().size(), 1);
        const auto job = manager.jobs().first();
        QCOMPARE(job.name, u"Later"_s);
        QCOMPARE(job.state, u"Completed"_s);
        QCOMPARE(job.psJobTypeName, u"BackgroundJob"_s);
        QVERIFY(job.hasMoreData);
        QCOMPARE(job.command.trimmed(), u"'job says'; 2"_s);
        QVERIFY(job.begin && job.end);
        QCOMPARE(job.children.size(), 1);
        QStringList output;
        connect(&manager, &jobs::JobManager::output, this, [&](int, const psrp::PipelineEvent &event) {
            if (const auto *value = std::get_if<psrp::OutputReceived>(&event))
                output.append(value->value.text());
        });
        test::await(manager.receive(job.id, true), 60s);
        QCOMPARE(output, (QStringList{u"job says"_s, u"2"_s}));
        test::await(manager.remove(job.id), 60s);
        test::await(manager.refresh(), 60s);
        QVERIFY(manager.jobs().isEmpty());
    }
};

QTEST_GUILESS_MAIN(EngineStreamsTest)
#include "tst_enginestreams.moc"
