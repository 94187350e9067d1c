#include "tests/integration/cliprocess.h"
#include "tests/integration/engines.h"

#include <QFile>
#include <QJsonDocument>
#include <QTest>

using namespace rejoin;
using namespace Qt::StringLiterals;
using test::Cli;
using test::CliResult;

namespace {

QJsonObject seed(const QString &name, const QJsonObject &more = {})
{
    QJsonObject session = more;
    session.insert(u"name"_s, name);
    return session;
}

QJsonObject computer(const QString &name, const QJsonArray &sessions)
{
    return {{u"name"_s, name}, {u"sessions"_s, sessions}, {u"configurations"_s, QJsonArray{u"ITTasks"_s}}};
}

const QString header = u"Id Name            ComputerName    State         ConfigurationName     Availability"_s;
const QString rule = u"-- ----            ------------    -----         -----------------     ------------"_s;

} // namespace

/// rejoinctl as a user calls it, against rejoin-lab over TLS.
class CliTest : public QObject
{
    Q_OBJECT

    test::EngineLabs labs;

private Q_SLOTS:
    void initTestCase_data() { test::addEngines(); }
    void init()
    {
        const QJsonObject task{{u"configuration"_s, u"ITTasks"_s},
                               {u"script"_s, u"$null = Start-Job -Name Job2 { 'Backup finished' } | Wait-Job"_s},
                               {u"firstJobId"_s, 2}};
        const QJsonObject running{{u"running"_s, u"'first'; Start-Sleep -Seconds 1; 'last'"_s}};
        test::LabProcessOptions options;
        options.seed = {
            {u"computers"_s, QJsonArray{computer(u"Server01"_s, {seed(u"ITTask"_s, task), seed(u"Ends"_s, task),
                                                                 seed(u"Running"_s, running), seed(u"Plain"_s)}),
                                        computer(u"Server02"_s, {seed(u"A1"_s), seed(u"A2"_s), seed(u"B1"_s)}),
                                        computer(u"Localhost"_s, {seed(u"Backups"_s)})}}};
        QVERIFY2(labs.start(options), qPrintable(labs.errorText()));
    }

    // The reference text's examples, with only address and login added.

    void example1()
    {
        Cli cli(labs.lab());
        const CliResult result = cli.command(u"Connect-PSSession -ComputerName Server01 -Name ITTask LOGIN"_s);
        QVERIFY2(result.status == 0, result.all());
        const QStringList expected{
            QString(), header, rule,
            u" 1 ITTask          Server01        Opened        ITTasks                  Available"_s, QString()};
        QCOMPARE(result.lines().mid(0, 5), expected);
        QVERIFY2(result.err.contains("ITTask on Server01 ("_L1) && result.err.contains("is left disconnected"_L1),
                 result.all());
    }

    void example2()
    {
        Cli cli(labs.lab());
        const CliResult result =
            cli.command(u"$s = Connect-PSSession -ComputerName Localhost -Name Backups LOGIN\n"
                        "Get-PSSession\nGet-PSSession | Disconnect-PSSession\nGet-PSSession | Connect-PSSession"_s);
        QVERIFY2(result.status == 0, result.all());
        const QString opened = u" 1 Backups         Localhost       Opened        Microsoft.PowerShell     Available"_s;
        const QString disconnected =
            u" 1 Backups         Localhost       Disconnected  Microsoft.PowerShell          None"_s;
        QStringList expected;
        for (const QString &row : {opened, disconnected, opened})
            expected << QString() << header << rule << row << QString();
        QCOMPARE(result.lines(), expected << QString());
    }

    void example3()
    {
        Cli first(labs.lab());
        const CliResult left =
            first.command(u"$s = New-PSSession -ComputerName Server01 -Name Evening -ConfigurationName ITTasks LOGIN\n"
                          "Invoke-Command -Session $s {Start-Job -Name Job2 { 'specs' } | Wait-Job}\n"
                          "Disconnect-PSSession -Session $s -OutputBufferingMode Drop -IdleTimeoutSec 60*60*15"_s);
        QVERIFY2(left.status == 0, left.all());
        QVERIFY2(left.out.contains(u" 1 Evening         Server01        Disconnected  ITTasks  "_s), left.all());
        QVERIFY2(left.err.isEmpty(), left.all());

        Cli second(labs.lab());
        const CliResult back =
            second.command(u"(Get-PSSession -ComputerName Server01 -Name Evening LOGIN).IdleTimeout\n"
                           "$s = Connect-PSSession -ComputerName Server01 -Name Evening LOGIN\n"
                           "Invoke-Command -Session $s {Get-Job}\n"
                           "Invoke-Command -Session $s {$BackupSpecs = Receive-Job -Name Job2}\n"
                           "Invoke-Command -Session $s {\"input: $BackupSpecs\"}\n"
                           "Disconnect-PSSession -Session $s -OutputBufferingMode Drop -IdleTimeoutSec 60*60*15"_s);
        QVERIFY2(back.status == 0, back.all());
        QVERIFY2(back.out.startsWith("54000\n"_L1), back.all());
        QVERIFY2(back.out.contains("Job2"_L1) && back.out.contains("Completed"_L1), back.all());
        QVERIFY2(back.out.contains("input: specs"_L1), back.all());
        QVERIFY2(back.out.contains("Disconnected  ITTasks"_L1), back.all());
    }

    void theWholeWayInOneCall()
    {
        Cli cli(labs.lab());
        const CliResult result = cli.run(
            {u"-Command"_s,
             u"$s = Connect-PSSession -ComputerName Server01 -Name Ends -Credential lab -Authentication Basic -UseSSL "
             "-SessionOption (New-PSSessionOption -SkipCACheck); Invoke-Command -Session $s {Get-Job}; "
             "Invoke-Command -Session $s {Receive-Job -Name Job2 -Keep}; Disconnect-PSSession -Session $s "
             "-OutputBufferingMode Drop -IdleTimeoutSec 60*60*15"_s});
        QVERIFY2(result.status == 0, result.all());
        QVERIFY2(result.out.contains("Completed"_L1) && result.out.contains("Backup finished"_L1), result.all());
        const CliResult after = cli.command(u"(Get-PSSession -ComputerName Server01 -Name Ends LOGIN).State"_s);
        QCOMPARE(after.out, u"Disconnected\n"_s);
    }

    // Forms of a call.

    void wordsOfTheShell()
    {
        Cli cli(labs.lab());
        const CliResult result =
            cli.run({u"Get-PSSession"_s, u"-ComputerName"_s, u"Server01,Server02"_s, u"-Name"_s, u"A*,ITT*"_s,
                     u"-Credential"_s, u"lab"_s, u"-Authentication"_s, u"Basic"_s, u"-UseSSL"_s, u"-SessionOption"_s,
                     u"@{SkipCACheck=$true}"_s, u"-OutputFormat"_s, u"Csv"_s});
        QCOMPARE(result.lines().size(), 5);
        QVERIFY2(result.out.contains("\"ITTask\",\"Server01\""_L1) && result.out.contains("\"A2\",\"Server02\""_L1),
                 result.all());
    }

    void aFileOfStatements()
    {
        const QByteArray steps = Cli::expanded(u"\n# those of one computer\n$l = Get-PSSession -ComputerName `\n"
                                               "  Server02 -Name A* LOGIN\n$l.Name; $l[1].ComputerName\n"_s)
                                     .toUtf8();
        Cli cli(labs.lab());
        QFile file(cli.profile() + u"/steps.txt"_s);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(steps);
        file.close();
        const CliResult fromFile = cli.run({u"-File"_s, file.fileName()});
        QVERIFY2(fromFile.status == 0, fromFile.all());
        QCOMPARE(fromFile.out, u"A1\nA2\nServer02\n"_s);
        // Password and statements both come on standard input.
        const CliResult fromInput = cli.run({u"-File"_s, u"-"_s}, steps);
        QVERIFY2(fromInput.status == 0, fromInput.all());
        QCOMPARE(fromInput.out, fromFile.out);
        const CliResult missing = cli.run({u"-File"_s, u"/nonexistent/steps"_s});
        QVERIFY2(missing.status == 1 && missing.err.contains("/nonexistent/steps cannot be read"_L1), missing.all());
    }

    void helpAndVersion()
    {
        Cli cli(labs.lab());
        const CliResult help = cli.run({u"help"_s, u"Connect-PSSession"_s});
        QCOMPARE(help.status, 0);
        QCOMPARE(help.out.count("Connect-PSSession "_L1), 8);
        QVERIFY2(help.out.contains("[-OutputBufferingMode"_L1) == false && help.out.contains("-Name <string[]>"_L1),
                 help.all());
        QVERIFY(cli.run({u"--help"_s}).out.contains("Get-PSSession"_L1));
        QVERIFY(cli.run({u"--version"_s}).out.startsWith("rejoinctl "_L1));
        QCOMPARE(cli.run({u"help"_s, u"Get-Nothing"_s}).status, 2);
    }

    void whatTheLanguageLacksIsSaid_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QString>("said");
        QTest::newRow("unknown cmdlet") << QStringList{u"Get-Nonsense"_s} << u"'Get-Nonsense' is not recognized"_s;
        QTest::newRow("computers") << QStringList{u"Get-RejoinComputer"_s} << u"not offered in this version"_s;
        QTest::newRow("proxy") << QStringList{u"--proxy"_s, u"ftp://p"_s} << u"The proxy's address is not understood"_s;
        QTest::newRow("trust") << QStringList{u"--trust-host"_s, u""_s} << u"--trust-host takes"_s;
        QTest::newRow("option") << QStringList{u"--nonsense"_s} << u"There is no option --nonsense"_s;
        QTest::newRow("syntax") << QStringList{u"-Command"_s, u"Get-PSSession | | x"_s} << u"line 1, character 17"_s;
        QTest::newRow("binding") << QStringList{u"Connect-PSSession"_s, u"-ComputerName"_s}
                                 << u"Missing an argument for parameter 'ComputerName'"_s;
        QTest::newRow("as job") << QStringList{u"-Command"_s, u"Invoke-Command -ComputerName a -AsJob {1}"_s}
                                << u"-AsJob has no meaning"_s;
    }
    void whatTheLanguageLacksIsSaid()
    {
        QFETCH(QStringList, words);
        QFETCH(QString, said);
        Cli cli(labs.lab());
        const CliResult result = cli.run(words);
        QVERIFY2(result.err.contains(said), result.all());
        QVERIFY2(result.out.isEmpty(), result.all());
        QCOMPARE(result.status, QByteArray(QTest::currentDataTag()) == "as job" ? 1 : 2);
    }

    // Running commands.

    void valuesGoToTheRemoteSide()
    {
        Cli cli(labs.lab());
        const CliResult result = cli.command(
            u"$x = 5; Invoke-Command -ComputerName Server02 LOGIN { $using:x + 1; $args[0] } -ArgumentList 'seven'\n"
            "1,2,3 | Invoke-Command -ComputerName Server02 LOGIN { $input | ForEach-Object { $_ * 2 } }"_s);
        QVERIFY2(result.status == 0, result.all());
        QCOMPARE(result.out, u"6\nseven\n2\n4\n6\n"_s);
    }

    void streamsKeepApart()
    {
        Cli cli(labs.lab());
        const CliResult result = cli.command(
            u"Invoke-Command -ComputerName Server02 LOGIN { 'out'; Write-Warning 'careful'; Write-Error 'wrong'; "
            "Write-Verbose 'more' -Verbose }"_s);
        QCOMPARE(result.status, 1);
        QCOMPARE(result.out, u"out\n"_s);
        QVERIFY2(
            result.err.contains("WARNING: careful\n"_L1) && result.err.contains("VERBOSE: more\n"_L1) &&
                result.err.contains("FullyQualifiedErrorId : Microsoft.PowerShell.Commands.WriteErrorException"_L1),
            result.all());
        // Not a terminal: no colours.
        QVERIFY2(!result.err.contains(u'\x1b'), result.all());
    }

    void newAndRemove()
    {
        Cli cli(labs.lab());
        const CliResult result =
            cli.command(u"$s = New-PSSession -ComputerName Server02 -Name Fresh LOGIN; $s.State; Remove-PSSession $s; "
                        "Get-PSSession; Get-PSSession -ComputerName Server02 -Name Fresh LOGIN"_s);
        QCOMPARE(result.status, 1);
        QCOMPARE(result.out, u"Opened\n"_s);
        QVERIFY2(result.err.contains("PSSessionNameMatchFail,Microsoft.PowerShell.Commands.GetPSSessionCommand"_L1),
                 result.all());
    }

    void aRunningCommandIsReceived()
    {
        Cli cli(labs.lab());
        const CliResult result = cli.command(u"Receive-PSSession -ComputerName Server01 -Name Running LOGIN"_s);
        QVERIFY2(result.status == 0, result.all());
        QCOMPARE(result.out, u"first\nlast\n"_s);
    }

    void startedInOneProcessReceivedInAnother()
    {
        Cli first(labs.lab());
        const CliResult started = first.command(
            u"Invoke-Command -ComputerName Server02 LOGIN -InDisconnectedSession -SessionName Later { 'a'; "
            "Start-Sleep 1; 'b' }"_s);
        QVERIFY2(started.status == 0 && started.out.contains("Later           Server02        Disconnected"_L1),
                 started.all());
        Cli second(labs.lab());
        const CliResult received = second.command(u"Receive-PSSession -ComputerName Server02 -Name Later LOGIN"_s);
        QVERIFY2(received.status == 0, received.all());
        QCOMPARE(received.out, u"a\nb\n"_s);
    }

    void anInterruptStopsTheCommandAndLeavesTheSession()
    {
        Cli cli(labs.lab());
        cli.start({u"-Command"_s,
                   Cli::expanded(u"$s = Connect-PSSession -ComputerName Server01 -Name Plain LOGIN; Invoke-Command "
                                 "-Session $s { 'started'; Start-Sleep 600; 'never' }; 'not reached'"_s)});
        QVERIFY(cli.waitForOutput(u"started"_s));
        cli.interrupt();
        const CliResult result = cli.finish();
        QVERIFY2(result.status == 130, result.all());
        QVERIFY2(!result.out.contains("never"_L1) && !result.out.contains("not reached"_L1), result.all());
        QVERIFY2(result.err.contains("Plain on Server01"_L1), result.all());
        const CliResult after = cli.command(
            u"$s = Connect-PSSession -ComputerName Server01 -Name Plain LOGIN; Invoke-Command -Session $s { 'free' }"_s);
        QCOMPARE(after.out, u"free\n"_s);
    }

    void aSessionMadeForACommandEndsWithItEvenInterrupted()
    {
        Cli cli(labs.lab());
        cli.start({u"-Command"_s, Cli::expanded(u"Invoke-Command -ComputerName Localhost LOGIN { 'started'; "
                                                "Start-Sleep 600 }"_s)});
        QVERIFY(cli.waitForOutput(u"started"_s));
        cli.interrupt();
        const CliResult result = cli.finish();
        QVERIFY2(result.status == 130 && result.err.isEmpty(), result.all());
        const CliResult after = cli.command(u"(Get-PSSession -ComputerName Localhost LOGIN).Name"_s);
        QCOMPARE(after.out, u"Backups\n"_s);
    }

    void severalComputersOneFailing()
    {
        Cli cli(labs.lab());
        const CliResult result = cli.command(
            u"$s = New-PSSession -ComputerName Server02,nosuch.invalid,Localhost -Name N1,N2,N3 LOGIN; $s.Name; "
            "Invoke-Command -Session $s -ThrottleLimit 1 { 'here' }; $s | Remove-PSSession"_s);
        QVERIFY2(result.status == 1, result.all());
        QCOMPARE(result.out, u"N1\nN3\nhere\nhere\n"_s);
        QVERIFY2(result.err.count("FullyQualifiedErrorId"_L1) == 1 && result.err.contains("nosuch.invalid"_L1),
                 result.all());
    }

    void aReaderThatGoesAwayIsNoCrash()
    {
        Cli cli(labs.lab());
        cli.start({u"-Command"_s, Cli::expanded(u"Invoke-Command -ComputerName Server02 LOGIN { 1..20000 }"_s)});
        cli.closeOutput();
        QVERIFY(cli.finish().status >= 0);
    }

    // Output.

    void formats()
    {
        Cli cli(labs.lab());
        const QString statement =
            Cli::expanded(u"Get-PSSession -ComputerName Server02 -Name A1,A2 LOGIN | Sort-Object Name"_s);
        const auto as = [&](const QString &format) {
            const CliResult result = cli.run({u"-OutputFormat"_s, format, u"-Command"_s, statement});
            if (result.status != 0)
                qWarning("%s", result.all().constData());
            return result.out;
        };
        const QJsonArray array = QJsonDocument::fromJson(as(u"Json"_s).toUtf8()).array();
        QCOMPARE(array.size(), 2);
        QCOMPARE(array.at(1)["Name"_L1].toString(), u"A2"_s);
        QCOMPARE(array.at(1)["IdleTimeout"_L1].toInt(), 7200);
        QVERIFY(!QUuid(array.at(1)["InstanceId"_L1].toString()).isNull());
        const QStringList lines = as(u"jsonlines"_s).split(u'\n', Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 2);
        QCOMPARE(QJsonDocument::fromJson(lines.at(0).toUtf8())["State"_L1].toString(), u"Disconnected"_s);
        const QStringList csv = as(u"Csv"_s).split(u'\n', Qt::SkipEmptyParts);
        QCOMPARE(csv.size(), 3);
        QVERIFY(csv.at(0).startsWith("\"Id\",\"Name\",\"ComputerName\",\"State\""_L1));
        QVERIFY(as(u"List"_s).contains(u"ConfigurationName   : Microsoft.PowerShell\n"_s));
        const QString clixml = as(u"CliXml"_s);
        QVERIFY(clixml.startsWith("<Objs Version=\"1.1.0.1\""_L1) && clixml.count("<S N=\"Name\">"_L1) == 2);
        QCOMPARE(cli.run({u"-OutputFormat"_s, u"Nonsense"_s, u"Get-PSSession"_s}).status, 2);
    }

    void whatIfChangesNothing()
    {
        Cli cli(labs.lab());
        const CliResult result =
            cli.command(u"Connect-PSSession -ComputerName Server02 -Name B1 -WhatIf LOGIN; Get-PSSession"_s);
        QCOMPARE(result.status, 0);
        QCOMPARE(result.out,
                 u"What if: Performing the operation \"Connect-PSSession\" on target \"Server02\\B1\".\n"_s);
    }

    void errorActions()
    {
        Cli cli(labs.lab());
        const QString missing = u"Connect-PSSession -ComputerName Server02 -Name zzz LOGIN -ErrorAction %1; 'after'"_s;
        const CliResult goesOn = cli.command(missing.arg(u"Continue"_s));
        QVERIFY2(goesOn.status == 1 && goesOn.out == "after\n"_L1 && !goesOn.err.isEmpty(), goesOn.all());
        const CliResult stops = cli.command(missing.arg(u"Stop"_s));
        QVERIFY2(stops.status == 1 && stops.out.isEmpty() && !stops.err.isEmpty(), stops.all());
        const CliResult silent = cli.command(missing.arg(u"SilentlyContinue"_s));
        QVERIFY2(silent.status == 1 && silent.out == "after\n"_L1 && silent.err.isEmpty(), silent.all());
        const CliResult ignored = cli.command(missing.arg(u"Ignore"_s));
        QVERIFY2(ignored.status == 0 && ignored.out == "after\n"_L1 && ignored.err.isEmpty(), ignored.all());
    }

    void filtersAndLimits()
    {
        Cli cli(labs.lab());
        const CliResult result = cli.command(
            u"(Get-PSSession -ComputerName Server02,Localhost -ThrottleLimit 1 -State Disconnected -Name A?,Back* "
            "LOGIN -ErrorAction Ignore).Name; (Get-PSSession -ComputerName Server02 -State Opened LOGIN).Name; "
            "(Get-PSSession -ComputerName Server02 LOGIN | Where-Object Name -like 'B*').Name"_s);
        QVERIFY2(result.status == 0, result.all());
        QCOMPARE(result.out, u"A1\nA2\nBackups\nB1\n"_s);
    }

    void noSecretIsWritten()
    {
        Cli cli(labs.lab());
        const QString log = cli.profile() + u"/log"_s;
        cli.setOptions({u"--log-level"_s, u"debug"_s, u"--log-file"_s, log});
        const CliResult result = cli.command(
            u"$s = Connect-PSSession -ComputerName Server02 -Name A1 LOGIN; Invoke-Command -Session $s { 1 } -Verbose"_s);
        QVERIFY2(result.status == 0, result.all());
        QFile file(log);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray logged = file.readAll();
        QVERIFY(logged.size() > 100);
        const QByteArray basic = (labs.lab().user() + u':' + labs.lab().password()).toUtf8().toBase64();
        for (const QByteArray &secret : {labs.lab().password().toUtf8(), basic}) {
            QVERIFY(!logged.contains(secret));
            QVERIFY(!result.all().contains(secret));
        }
        // Nothing of the program's own doings unless asked for.
        cli.setOptions({});
        QCOMPARE(cli.command(u"Get-PSSession -ComputerName Server02 -Name A2 LOGIN"_s).err, QString());
    }
};

QTEST_GUILESS_MAIN(CliTest)
#include "tst_cli.moc"
