#include "tests/integration/cliprocess.h"

#include <QJsonDocument>
#include <QTest>

using namespace rejoin;
using namespace Qt::StringLiterals;
using test::Cli;
using test::CliResult;

namespace {

QJsonObject redirect(const QString &computer, const QString &location, int times = -1)
{
    return {{u"kind"_s, u"redirect"_s}, {u"computer"_s, computer}, {u"location"_s, location}, {u"times"_s, times}};
}

} // namespace

/// Session options, redirects and the program's network options, as rejoinctl against the lab.
class CliOptionsTest : public QObject
{
    Q_OBJECT

    test::LabProcess lab;

    /// How many requests a computer of the lab was sent.
    [[nodiscard]] int requests(const QString &computer) const
    {
        int count = 0;
        for (const QJsonObject &entry : lab.log())
            count += entry["kind"_L1].toString() == u"request"_s && entry["computer"_L1].toString() == computer;
        return count;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QJsonArray computers;
        for (const char *name : {"Server01", "Off", "Hop", "Hops", "Many", "Circle", "Down", "Else", "Create", "Word"})
            computers.append(QJsonObject{{u"name"_s, QString::fromLatin1(name)},
                                         {u"sessions"_s, QJsonArray{QJsonObject{{u"name"_s, u"Kept"_s}}}}});
        QJsonArray faults{
            redirect(u"Off"_s, u"https://Off:5986/wsman?there"_s),
            redirect(u"Hop"_s, u"https://Hop:5986/wsman?there"_s, 1),
            redirect(u"Circle"_s, u"/wsman?round"_s),
            redirect(u"Down"_s, u"http://Down:5985/wsman"_s),
            redirect(u"Else"_s, u"https://Server01:5986/wsman"_s),
            redirect(u"Create"_s, u"/wsman?there"_s, 1),
            redirect(u"Word"_s, u"https://ann@Word/"_s),
        };
        for (int i = 1; i <= 6; ++i) {
            faults.append(redirect(u"Hops"_s, u"/wsman?%1"_s.arg(i), 1));
            faults.append(redirect(u"Many"_s, u"/wsman?%1"_s.arg(i), 1));
        }
        test::LabProcessOptions options;
        options.seed = {{u"computers"_s, computers}, {u"faults"_s, faults}};
        QVERIFY2(lab.start(options), qPrintable(lab.errorText()));
    }

    void redirects_data()
    {
        QTest::addColumn<QString>("computer");
        QTest::addColumn<QString>("parameters");
        QTest::addColumn<QString>("options");
        QTest::addColumn<QString>("id"); ///< empty: it works
        QTest::addColumn<int>("hops");   ///< announced
        const QString allow = u"-AllowRedirection"_s;
        QTest::newRow("off") << u"Off"_s << QString() << QString() << u"RedirectInformationRequired,"_s << 0;
        QTest::newRow("on") << u"Hop"_s << allow << QString() << QString() << 1;
        QTest::newRow("more than five") << u"Hops"_s << allow << QString() << u"RedirectInformationRequired,"_s << 5;
        QTest::newRow("as many as there are") << u"Many"_s << allow << u"-MaximumRedirection -1"_s << QString() << 6;
        QTest::newRow("none by the option")
            << u"Off"_s << allow << u"-MaximumRedirection 0"_s << u"RedirectInformationRequired,"_s << 0;
        QTest::newRow("in a circle") << u"Circle"_s << allow << u"-MaximumRedirection -1"_s << u"RedirectLoop,"_s << 1;
        QTest::newRow("down to http") << u"Down"_s << allow << QString() << u"RedirectToUnprotected,"_s << 0;
        QTest::newRow("another host, nobody to ask")
            << u"Else"_s << allow << QString() << u"RedirectToOtherHost,"_s << 1;
        QTest::newRow("improper") << u"Word"_s << allow << QString() << u"RedirectedURINotWellFormatted,"_s << 0;
    }
    void redirects()
    {
        QFETCH(QString, computer);
        QFETCH(QString, parameters);
        QFETCH(QString, options);
        QFETCH(QString, id);
        QFETCH(int, hops);
        const int before = requests(u"Server01"_s);
        Cli cli(lab);
        const CliResult result = cli.run(
            {u"-Command"_s, u"$PSSessionOption = New-PSSessionOption -SkipCACheck %1; Get-PSSession "
                            "-ConnectionUri https://%2:5986/wsman %3 -Credential lab -Authentication Basic"_s.arg(
                                options, computer, parameters)});
        QCOMPARE(result.err.count("Your connection has been redirected to the following URI"_L1), hops);
        if (id.isEmpty()) {
            QVERIFY2(result.status == 0 && result.out.contains("Kept"_L1), result.all());
        } else {
            QVERIFY2(result.status == 1 && result.err.contains(u"FullyQualifiedErrorId : "_s + id), result.all());
            QVERIFY2(!result.out.contains("Kept"_L1), result.all());
        }
        QCOMPARE(requests(u"Server01"_s), before);
    }

    void sessionsAreMadeBehindARedirect()
    {
        Cli cli(lab);
        const CliResult result =
            cli.run({u"-Command"_s,
                     u"$PSSessionOption = New-PSSessionOption -SkipCACheck; Invoke-Command -ConnectionUri "
                     "https://Create:5986/wsman -AllowRedirection -Credential lab -Authentication Basic { 6*7 }"_s});
        QVERIFY2(result.status == 0, result.all());
        QCOMPARE(result.out, u"42\n"_s);
        QVERIFY2(result.err.contains("\"https://create:5986/wsman?there\""_L1, Qt::CaseInsensitive), result.all());
    }

    void utf16()
    {
        Cli cli(lab);
        const CliResult result = cli.run(
            {u"-Command"_s, u"$PSSessionOption = New-PSSessionOption -SkipCACheck -UseUTF16; Get-PSSession "
                            "-ComputerName Server01 -Credential lab -Authentication Basic -UseSSL; Invoke-Command "
                            "-ComputerName Server01 -Credential lab -Authentication Basic -UseSSL "
                            "{ \"gr\u00fc\u00df \u4f1a\u8bdd\" }"_s});
        QVERIFY2(result.status == 0, result.all());
        QVERIFY2(result.out.contains("Kept"_L1) && result.out.contains(u"gr\u00fc\u00df \u4f1a\u8bdd"_s), result.all());
    }

    void receivedLimits_data()
    {
        QTest::addColumn<QString>("option");
        QTest::addColumn<QString>("id");
        QTest::newRow("object") << u"-MaximumReceivedObjectSize 50000"_s
                                << u"ReceivedObjectSizeExceededMaximumClient"_s;
        QTest::newRow("command") << u"-MaximumReceivedDataSizePerCommand 50000"_s
                                 << u"ReceivedDataSizeExceededMaximumClient"_s;
        QTest::newRow("enough") << u"-MaximumReceivedObjectSize 500000 -MaximumReceivedDataSizePerCommand 900000"_s
                                << QString();
    }
    void receivedLimits()
    {
        QFETCH(QString, option);
        QFETCH(QString, id);
        Cli cli(lab);
        const CliResult result =
            cli.run({u"-Command"_s, u"$PSSessionOption = New-PSSessionOption -SkipCACheck %1; $s = New-PSSession "
                                    "-ComputerName Server01 -Credential lab -Authentication Basic -UseSSL; "
                                    "Invoke-Command -Session $s { 'x' * 100000 }; Invoke-Command -Session $s { 'after' "
                                    "}; Remove-PSSession $s"_s.arg(option)});
        QCOMPARE(result.status, id.isEmpty() ? 0 : 1);
        QVERIFY2(id.isEmpty() || result.err.contains(id), result.all());
        QVERIFY2(result.out.contains(QString(100000, u'x')) == id.isEmpty(), result.all());
        // The session itself goes on.
        QVERIFY2(result.out.contains("after\n"_L1), result.all());
    }

    void detailsOfTheConnection()
    {
        Cli cli(lab);
        cli.setOptions({u"-OutputFormat"_s, u"Json"_s});
        const CliResult result = cli.command(
            u"Get-PSSession -ComputerName Server01 -Name Kept LOGIN | Connect-PSSession; Get-PSSession -ComputerName "
            "Hop -Name Kept LOGIN"_s);
        QVERIFY2(result.status == 0, result.all());
        const QJsonArray sessions = QJsonDocument::fromJson(result.out.toUtf8()).array();
        QCOMPARE(sessions.size(), 2);
        const QJsonObject opened = sessions.at(0).toObject();
        QCOMPARE(opened["Authentication"_L1].toString(), u"Basic"_s);
        QVERIFY2(opened["TlsVersion"_L1].toString().startsWith("TLSv1."_L1), result.all());
        QVERIFY2(!opened["TlsCipher"_L1].toString().isEmpty(), result.all());
        QCOMPARE(opened["CertificatePinned"_L1].toBool(true), false);
        QVERIFY2(opened["Revocation"_L1].isString() && opened["Proxy"_L1].isNull(), result.all());
        // One that is only listed has no connection.
        QVERIFY2(sessions.at(1).toObject()["Authentication"_L1].isNull(), result.all());
    }

    void theIdentityIsShownWhole()
    {
        Cli cli(lab);
        const CliResult result = cli.command(u"Test-WSMan -ComputerName Server01 LOGIN"_s);
        QVERIFY2(result.status == 0, result.all());
        QVERIFY2(result.out.contains("wsmid           : http://schemas.dmtf.org/wbem/wsman/identity/1/"
                                     "wsmanidentity.xsd\n"_L1),
                 result.all());
    }

    void connectingNamesWhatHasNoEffect()
    {
        Cli cli(lab);
        const CliResult result = cli.run(
            {u"-Command"_s, u"Connect-PSSession -ComputerName Create -Credential lab -Authentication Basic -UseSSL "
                            "-Verbose -SessionOption (New-PSSessionOption -SkipCACheck -IdleTimeout 120000 -Culture "
                            "de-DE)"_s});
        QVERIFY2(result.status == 0, result.all());
        QVERIFY2(result.err.contains("VERBOSE: Session options without effect on connecting to a session that exists: "
                                     "IdleTimeout, Culture."_L1),
                 result.all());
    }

    void trustedHosts_data()
    {
        QTest::addColumn<QStringList>("options");
        QTest::addColumn<bool>("trusted");
        QTest::newRow("none") << QStringList() << false;
        QTest::newRow("another") << QStringList{u"--trust-host"_s, u"Server02"_s} << false;
        QTest::newRow("by pattern") << QStringList{u"--trust-host"_s, u"x"_s, u"--trust-host"_s, u"server*"_s} << true;
    }
    void trustedHosts()
    {
        QFETCH(QStringList, options);
        QFETCH(bool, trusted);
        const int before = requests(u"Server01"_s);
        Cli cli(lab);
        cli.setOptions(options);
        const CliResult result = cli.run({u"Get-PSSession"_s, u"-ComputerName"_s, u"Server01"_s, u"-Credential"_s,
                                          u"lab"_s, u"-Authentication"_s, u"Negotiate"_s});
        // This computer offers Basic only, so that the trusted one fails too, but not for want of trust.
        QCOMPARE(result.status, 1);
        QVERIFY2(result.err.contains("ServerNotTrusted"_L1) != trusted, result.all());
        QVERIFY2(trusted || (result.err.contains("--trust-host"_L1) && requests(u"Server01"_s) == before),
                 result.all());
    }

    void certificates()
    {
        Cli cli(lab);
        const QString thumbprint = u"A1B2C3D4E5F60718293A4B5C6D7E8F9001122334"_s;
        const QStringList call{u"Get-PSSession"_s, u"-ComputerName"_s,          u"Server01"_s,
                               u"-UseSSL"_s,       u"-CertificateThumbprint"_s, thumbprint};
        CliResult result = cli.run(call);
        QVERIFY2(result.status == 1 && result.err.contains(thumbprint), result.all());
        QVERIFY2(result.err.contains("FullyQualifiedErrorId : CertificateNotFound,"_L1), result.all());
        cli.setOptions({u"--certificate"_s, cli.profile() + u"/missing.pem"_s});
        result = cli.run(call);
        QVERIFY2(result.status == 1 && result.err.contains("missing.pem"_L1), result.all());
    }
};

QTEST_GUILESS_MAIN(CliOptionsTest)
#include "tst_clioptions.moc"
