#include "tests/integration/cliprocess.h"

#include <QJsonDocument>
#include <QTcpServer>
#include <QTest>

using namespace rejoin;
using namespace Qt::StringLiterals;
using test::Cli;
using test::CliResult;

namespace {

QJsonObject computer(const QString &name, const QJsonArray &sessions)
{
    return {{u"name"_s, name}, {u"sessions"_s, sessions}};
}
QJsonObject fault(const QString &kind, const QString &computer, QJsonObject more = {})
{
    more.insert(u"kind"_s, kind);
    more.insert(u"computer"_s, computer);
    return more;
}
quint16 closedPort()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return server.serverPort();
}

} // namespace

/// What goes wrong, as the user reads it: one sentence, PowerShell's id, what to do, the other computers intact.
class CliFailuresTest : public QObject
{
    Q_OBJECT

    test::LabProcess lab;
    QTcpServer silent; ///< accepts in the kernel's queue and says nothing

    /// Fields of the single error that -ErrorFormat Json wrote.
    static QJsonObject error(const CliResult &result)
    {
        const QStringList lines = result.err.split(u'\n', Qt::SkipEmptyParts);
        return lines.size() == 1 ? QJsonDocument::fromJson(lines.first().toUtf8())["error"_L1].toObject()
                                 : QJsonObject();
    }
    static void verify(const CliResult &result, const QString &id, const QString &said)
    {
        const QJsonObject fields = error(result);
        QVERIFY2(result.status == 1, result.all());
        QVERIFY2(fields["fullyQualifiedErrorId"_L1].toString().startsWith(id), result.all());
        QVERIFY2(fields["message"_L1].toString().contains(said), result.all());
        QVERIFY2(!fields["advice"_L1].toString().isEmpty(), result.all());
    }

private Q_SLOTS:
    void initTestCase()
    {
        const QJsonObject one{{u"name"_s, u"T"_s}};
        QJsonArray computers{
            computer(u"Server01"_s, {QJsonObject{{u"name"_s, u"Busy"_s}, {u"connectedElsewhere"_s, true}},
                                     QJsonObject{{u"name"_s, u"Others"_s}, {u"owner"_s, u"other"_s}},
                                     QJsonObject{{u"name"_s, u"Mine"_s}}, QJsonObject{{u"name"_s, u"Vanishes"_s}}}),
            computer(u"Server02"_s, {QJsonObject{{u"name"_s, u"Good"_s}}})};
        for (const char *name : {"Truncated", "Oversized", "Html", "Cut", "Resolved", "Closed", "Silent", "PlainPort"})
            computers.append(computer(QString::fromLatin1(name), {one}));
        test::LabProcessOptions options;
        options.seed = {
            {u"computers"_s, computers},
            {u"faults"_s, QJsonArray{fault(u"truncated"_s, u"Truncated"_s, {{u"bytes"_s, 400}}),
                                     fault(u"oversized"_s, u"Oversized"_s, {{u"bytes"_s, 80 << 20}}),
                                     fault(u"answer"_s, u"Html"_s,
                                           {{u"status"_s, 500},
                                            {u"contentType"_s, u"text/html"_s},
                                            {u"body"_s, u"<html><body>Something went wrong</body></html>"_s}}),
                                     fault(u"cut"_s, u"Cut"_s, {{u"bytes"_s, 20}})}}};
        QVERIFY2(lab.start(options), qPrintable(lab.errorText()));
        QVERIFY(silent.listen(QHostAddress::LocalHost));
    }

    void oneComputerFails_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QStringList>("rules");
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("said");
        const auto dial = [](const QString &name, quint16 port) {
            return QStringList{u"%1:5986:127.0.0.1:%2"_s.arg(name).arg(port)};
        };
        const QString query = u",RemotePSSessionQueryFailed,Microsoft.PowerShell.Commands.GetPSSessionCommand"_s;
        QTest::newRow("no such name") << u"nosuch.invalid"_s << QStringList() << u"ComputerNotFound"_s + query
                                      << u"No computer with the name nosuch.invalid was found"_s;
        QTest::newRow("closed port") << u"elsewhere"_s << dial(u"elsewhere"_s, closedPort())
                                     << u"CannotConnect"_s + query << u"elsewhere"_s;
        QTest::newRow("silent") << u"mute"_s << dial(u"mute"_s, silent.serverPort())
                                << u"WinRMOperationTimeout"_s + query << u"mute"_s;
        QTest::newRow("HTTP where TLS is expected")
            << u"plain"_s << dial(u"plain"_s, lab.computer(u"PlainPort"_s).httpPort) << u"12175"_s + query
            << u"does not speak TLS"_s;
        QTest::newRow("HTML page") << u"Html"_s << QStringList() << u"WinRMHttpError"_s + query
                                   << u"Html:5986 answered with HTTP 500"_s;
        QTest::newRow("truncated") << u"Truncated"_s << QStringList() << u"12030"_s + query
                                   << u"in the middle of an answer"_s;
        QTest::newRow("oversized") << u"Oversized"_s << QStringList() << u"ResponseTooLarge"_s + query
                                   << u"larger than"_s;
        QTest::newRow("cut") << u"Cut"_s << QStringList() << u"12030"_s + query << u"in the middle of an answer"_s;
        QTest::newRow("no host name") << u"'a b'"_s << QStringList() << u"System.UriFormatException"_s
                                      << u"The hostname could not be parsed"_s;
    }
    void oneComputerFails()
    {
        QFETCH(QString, name);
        QFETCH(QStringList, rules);
        QFETCH(QString, id);
        QFETCH(QString, said);
        Cli cli(lab);
        for (const QString &rule : std::as_const(rules))
            cli.addRule(rule);
        cli.setOptions({u"-ErrorFormat"_s, u"Json"_s, u"-OutputFormat"_s, u"JsonLines"_s});
        const CliResult result = cli.run(
            {u"-Command"_s,
             u"Get-PSSession -ComputerName %1,Server02 -Credential lab -Authentication Basic -UseSSL "
             "-SessionOption @{SkipCACheck=$true; SkipCNCheck=$true; OpenTimeout=2000; OperationTimeout=2000}"_s.arg(
                 name)});
        verify(result, id, said);
        QVERIFY2(result.out.count("\"Name\":\"Good\""_L1) == 1, result.all());
    }

    void tlsWherePlainHttpIsExpected()
    {
        Cli cli(lab);
        cli.addRule(u"sealed:5985:127.0.0.1:%1"_s.arg(lab.computer(u"Server02"_s).httpsPort));
        cli.setOptions({u"-ErrorFormat"_s, u"Json"_s});
        const CliResult result =
            cli.run({u"-Command"_s, u"Get-PSSession -ComputerName sealed -Credential lab -Authentication Basic "
                                    "-SessionOption (New-PSSessionOption -NoEncryption -OperationTimeout 2000)"_s});
        QCOMPARE(result.status, 1);
        QVERIFY2(result.err.contains("sealed"_L1) &&
                     result.err.contains("RemotePSSessionQueryFailed,Microsoft.PowerShell"_L1),
                 result.all());
    }

    void aWrongPassword()
    {
        Cli cli(lab);
        cli.setPassword(u"not-the-password"_s);
        cli.setOptions({u"-ErrorFormat"_s, u"Json"_s});
        const CliResult result = cli.command(u"Get-PSSession -ComputerName Server02 LOGIN"_s);
        verify(result, u"AccessDenied,RemotePSSessionQueryFailed,"_s, u"the user name or password is not right"_s);
        QVERIFY2(!result.all().contains("not-the-password"), result.all());
    }

    void aPasswordIsNotSentUnprotected()
    {
        Cli cli(lab);
        cli.setOptions({u"-ErrorFormat"_s, u"Json"_s});
        const CliResult result = cli.run({u"-Command"_s, u"Get-PSSession -ComputerName Server02 -Credential lab "
                                                         "-Authentication Basic"_s});
        verify(result, QString(), u"unprotected"_s);
    }

    void noPasswordAtHand()
    {
        Cli cli(lab);
        cli.setPassword(QString());
        const CliResult result = cli.command(u"Get-PSSession -ComputerName Server02 LOGIN"_s);
        QCOMPARE(result.status, 1);
    }

    void anUntrustedCertificate()
    {
        Cli cli(lab);
        cli.setOptions({u"-ErrorFormat"_s, u"Json"_s});
        const CliResult result = cli.run({u"-Command"_s, u"Get-PSSession -ComputerName Server02 -Credential lab "
                                                         "-Authentication Basic -UseSSL"_s});
        verify(result, u"12175,"_s, u"signed by an authority that this computer does not trust"_s);
    }

    void anExpiredCertificate()
    {
        test::LabProcess expired;
        test::LabProcessOptions options;
        options.names = {u"Old01"_s};
        options.arguments = {u"--expired-certificate"_s};
        QVERIFY2(expired.start(options), qPrintable(expired.errorText()));
        Cli cli(expired);
        cli.setOptions({u"-ErrorFormat"_s, u"Json"_s});
        const CliResult result = cli.run({u"-Command"_s, u"Get-PSSession -ComputerName Old01 -Credential lab "
                                                         "-Authentication Basic -UseSSL"_s});
        verify(result, u"12175,"_s, u"The certificate of Old01:5986 expired on"_s);
    }

    void sessionsThatCannotBeHad_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("said");
        QTest::newRow("elsewhere") << u"Busy"_s << u"PSSessionConnectFailed,"_s
                                   << u"Cannot connect PSSession \"Busy\""_s;
        QTest::newRow("someone else's") << u"Others"_s << u"AccessDenied,PSSessionConnectFailed,"_s
                                        << u"Access is denied"_s;
        QTest::newRow("no such") << u"zzz"_s << u"PSSessionNameMatchFail,"_s << u"\"zzz\""_s;
    }
    void sessionsThatCannotBeHad()
    {
        QFETCH(QString, name);
        QFETCH(QString, id);
        QFETCH(QString, said);
        Cli cli(lab);
        cli.setOptions({u"-ErrorFormat"_s, u"Json"_s, u"-OutputFormat"_s, u"JsonLines"_s});
        const CliResult result =
            cli.command(u"Connect-PSSession -ComputerName Server01 -Name Mine,%1 LOGIN"_s.arg(name));
        const QStringList lines = result.err.split(u'\n', Qt::SkipEmptyParts);
        QVERIFY2(lines.size() == 2, result.all()); // the error, and that Mine is left
        const QJsonObject fields = QJsonDocument::fromJson(lines.first().toUtf8())["error"_L1].toObject();
        QVERIFY2(fields["fullyQualifiedErrorId"_L1].toString() ==
                     id + u"Microsoft.PowerShell.Commands.ConnectPSSessionCommand"_s,
                 result.all());
        QVERIFY2(fields["message"_L1].toString().contains(said), result.all());
        QCOMPARE(result.status, 1);
        QVERIFY2(result.out.contains("\"State\":\"Opened\""_L1), result.all());
    }

    void aSessionThatVanishes()
    {
        Cli cli(lab);
        cli.startOpen({});
        cli.write(Cli::expanded(u"$l = Get-PSSession -ComputerName Server01 -Name Vanishes LOGIN; $l.Name"_s));
        QVERIFY(cli.waitForOutput(u"Vanishes"_s));
        Cli other(lab);
        const CliResult removed =
            other.command(u"Get-PSSession -ComputerName Server01 -Name Vanishes LOGIN | Remove-PSSession"_s);
        QVERIFY2(removed.status == 0, removed.all());
        cli.write(u"$l | Connect-PSSession"_s);
        cli.closeInput();
        const CliResult result = cli.finish();
        QCOMPARE(result.status, 1);
        QVERIFY2(result.err.contains("PSSessionConnectFailed,Microsoft.PowerShell.Commands.ConnectPSSession"_L1) &&
                     result.err.contains("Vanishes"_L1),
                 result.all());
    }
};

QTEST_GUILESS_MAIN(CliFailuresTest)
#include "tst_clifailures.moc"
