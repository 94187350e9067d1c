#include "tests/integration/cliprocess.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>

using namespace rejoin;
using namespace Qt::StringLiterals;
using test::Cli;
using test::CliResult;

/// Idle times, buffering and leaving as a terminal's user meets them; each call is a process of its own.
class CliIdleTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<test::LabProcess> lab;

    /// Properties of the session that the listing finds.
    QJsonObject session(const QString &name)
    {
        Cli cli(*lab);
        cli.setOptions({u"-OutputFormat"_s, u"Json"_s});
        const CliResult result = cli.command(u"Get-PSSession -ComputerName Server01 -Name %1 LOGIN"_s.arg(name));
        return QJsonDocument::fromJson(result.out.toUtf8()).array().first().toObject();
    }
    [[nodiscard]] static QString id(const QString &word, const QString &type)
    {
        return word + u",Microsoft.PowerShell.Commands."_s + type;
    }

private Q_SLOTS:
    void init()
    {
        const QJsonObject running{{u"name"_s, u"Runs"_s},
                                  {u"running"_s, u"1..400 | ForEach-Object { \"line $_\" }; 'last'"_s}};
        const QJsonObject drops{{u"name"_s, u"Drops"_s}, {u"bufferMode"_s, u"Drop"_s}};
        const QJsonObject behaviour{{u"maximumIdleTimeout"_s, 172800}, {u"bufferedOutput"_s, 20000}};
        test::LabProcessOptions options;
        options.seed = {{u"computers"_s, QJsonArray{QJsonObject{{u"name"_s, u"Server01"_s},
                                                                {u"behaviour"_s, behaviour},
                                                                {u"sessions"_s, QJsonArray{running, drops}}}}}};
        lab = std::make_unique<test::LabProcess>();
        QVERIFY2(lab->start(options), qPrintable(lab->errorText()));
    }
    void cleanup() { lab.reset(); }

    void keptAliveInTwoWordsConsumesNothing()
    {
        Cli cli(*lab);
        const CliResult kept = cli.command(
            u"Connect-PSSession -ComputerName Server01 -Name Runs LOGIN | Disconnect-PSSession -IdleTimeoutSec 36000"_s);
        QVERIFY2(kept.status == 0 && kept.err.isEmpty(), kept.all());
        QCOMPARE(session(u"Runs"_s).value(u"IdleTimeout"_s).toInt(), 36000);
        const CliResult received = Cli(*lab).command(u"Receive-PSSession -ComputerName Server01 -Name Runs LOGIN"_s);
        QStringList expected;
        for (int i = 1; i <= 400; ++i)
            expected += u"line %1"_s.arg(i);
        expected += u"last"_s;
        QStringList got = received.lines();
        got.removeAll(QString());
        QVERIFY2(got == expected, received.all());
    }

    void leftAtTheEndItIsKeptForADay()
    {
        const CliResult left = Cli(*lab).command(u"Connect-PSSession -ComputerName Server01 -Name Drops LOGIN"_s);
        QVERIFY2(left.status == 0, left.all());
        static const QRegularExpression line(
            u"^Drops on Server01 \\([0-9A-F-]{36}\\) is left disconnected\\. Kept until .*[0-9]{1,2}:[0-9]{2}\\b.*"_s);
        QVERIFY2(line.match(left.err.trimmed()).hasMatch(), left.all());
        const QJsonObject after = session(u"Drops"_s);
        QCOMPARE(after.value(u"IdleTimeout"_s).toInt(), 86400);
        QCOMPARE(after.value(u"OutputBufferingMode"_s).toString(), u"Drop"_s); // connecting changed nothing
        // The session option's word counts before that.
        const CliResult told =
            Cli(*lab).command(u"Connect-PSSession -ComputerName Server01 -Name Drops LOGIN -SessionOption "
                              "(New-PSSessionOption -SkipCACheck -IdleTimeout 18000000)"_s);
        QVERIFY2(told.status == 0, told.all());
        QCOMPARE(session(u"Drops"_s).value(u"IdleTimeout"_s).toInt(), 18000);
    }

    void disconnectWithoutATimeKeepsWhatIsInForce()
    {
        const CliResult left =
            Cli(*lab).command(u"Connect-PSSession -ComputerName Server01 -Name Drops LOGIN | Disconnect-PSSession"_s);
        QVERIFY2(left.status == 0 && left.err.isEmpty(), left.all());
        QCOMPARE(session(u"Drops"_s).value(u"IdleTimeout"_s).toInt(), 7200);
    }

    void disconnectBoundaries_data()
    {
        QTest::addColumn<QString>("seconds");
        QTest::addColumn<int>("idle"); // 0: refused
        QTest::newRow("nothing") << u"0"_s << 0;
        QTest::newRow("too short") << u"59"_s << 0;
        QTest::newRow("minimum") << u"60"_s << 60;
        QTest::newRow("maximum") << u"(60*60*48)"_s << 172800;
        QTest::newRow("too long") << u"172801"_s << 0;
        QTest::newRow("longest") << u"2147483647"_s << 0;
    }

    void disconnectBoundaries()
    {
        QFETCH(QString, seconds);
        QFETCH(int, idle);
        const CliResult left = Cli(*lab).command(
            u"Connect-PSSession -ComputerName Server01 -Name Drops LOGIN | Disconnect-PSSession -IdleTimeoutSec "_s +
            seconds);
        if (idle == 0) {
            QVERIFY2(left.status == 1 && left.err.contains(id(u"CannotDisconnectSessionWithInvalidIdleTimeout"_s,
                                                              u"DisconnectPSSessionCommand"_s)),
                     left.all());
            // It is left at the end all the same.
            QCOMPARE(session(u"Drops"_s).value(u"IdleTimeout"_s).toInt(), 86400);
        } else {
            QVERIFY2(left.status == 0, left.all());
            QCOMPARE(session(u"Drops"_s).value(u"IdleTimeout"_s).toInt(), idle);
        }
    }

    void tooShortForANewSession_data()
    {
        QTest::addColumn<QString>("statement");
        QTest::addColumn<QString>("type");
        QTest::newRow("new") << u"New-PSSession -ComputerName Server01 LOGIN"_s << u"NewPSSessionCommand"_s;
        QTest::newRow("invoke") << u"Invoke-Command -ComputerName Server01 LOGIN -ScriptBlock { 1 }"_s
                                << u"InvokeCommandCommand"_s;
        QTest::newRow("invoke disconnected")
            << u"Invoke-Command -ComputerName Server01 LOGIN -InDisconnectedSession -ScriptBlock { 1 }"_s
            << u"InvokeCommandCommand"_s;
    }

    void tooShortForANewSession()
    {
        QFETCH(QString, statement);
        QFETCH(QString, type);
        for (const auto &[idle, refused] : {std::pair(u"59999"_s, true), std::pair(u"60000"_s, false)}) {
            const CliResult result = Cli(*lab).command(
                statement + u" -SessionOption (New-PSSessionOption -SkipCACheck -IdleTimeout %1)"_s.arg(idle));
            QVERIFY2(result.err.contains(id(u"Argument"_s, type)) == refused, result.all());
            QVERIFY2((result.status != 0) == refused, result.all());
        }
    }

    void leftRunningWithItsOptions()
    {
        const CliResult left = Cli(*lab).command(
            u"Invoke-Command -ComputerName Server01 LOGIN -InDisconnectedSession -SessionName Made -ScriptBlock "
            "{ 'made' } -SessionOption (New-PSSessionOption -SkipCACheck -IdleTimeout 7205000 -OutputBufferingMode "
            "Drop)"_s);
        QVERIFY2(left.status == 0 && left.err.contains(u"Made on Server01 ("_s) && left.err.contains(u"Kept until"_s),
                 left.all());
        QCOMPARE(left.err.count(u"is left disconnected"_s), 1);
        const QJsonObject made = session(u"Made"_s);
        QCOMPARE(made.value(u"IdleTimeout"_s).toInt(), 7205);
        QCOMPARE(made.value(u"OutputBufferingMode"_s).toString(), u"Drop"_s);
        const CliResult received = Cli(*lab).command(u"Receive-PSSession -ComputerName Server01 -Name Made LOGIN"_s);
        QVERIFY2(received.out.contains(u"made"_s), received.all());
    }
};

QTEST_GUILESS_MAIN(CliIdleTest)
#include "tst_cliidle.moc"
