#include "core/base/error.h"
#include "core/cli/completion.h"
#include "core/cli/programoptions.h"

#include <QTest>

using namespace rejoin;
using namespace rejoin::cli;
using namespace Qt::StringLiterals;
using Form = ProgramOptions::Form;

class ProgramOptionsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void forms()
    {
        QVERIFY(ProgramOptions::parse({}).form == Form::Prompt);
        const auto words = ProgramOptions::parse({u"Get-PSSession"_s, u"-Name"_s, u"a"_s});
        QVERIFY(words.form == Form::Words);
        QCOMPARE(words.words, (QStringList{u"Get-PSSession"_s, u"-Name"_s, u"a"_s}));
        const auto command = ProgramOptions::parse({u"-command"_s, u"'a'; 'b'"_s});
        QVERIFY(command.form == Form::Command);
        QCOMPARE(command.text, u"'a'; 'b'"_s);
        const auto file = ProgramOptions::parse({u"-File"_s, u"-"_s});
        QVERIFY(file.form == Form::File && file.text == u"-"_s);
        QVERIFY(ProgramOptions::parse({u"help"_s, u"cnsn"_s}).form == Form::Help);
        QVERIFY(ProgramOptions::parse({u"--version"_s}).form == Form::Version);
    }

    void options()
    {
        const auto all = ProgramOptions::parse({u"--connect-to"_s, u"a:1:b:2"_s, u"--connect-to=c:3:d:4"_s,
                                                u"--password-fd"_s, u"3"_s, u"--profile"_s, u"/p"_s, u"--log-level"_s,
                                                u"debug"_s, u"-OutputFormat"_s, u"json"_s, u"Get-PSSession"_s});
        QCOMPARE(all.connectTo, (QStringList{u"a:1:b:2"_s, u"c:3:d:4"_s}));
        QCOMPARE(all.passwordFd, 3);
        QCOMPARE(all.profile, u"/p"_s);
        QCOMPARE(all.logLevel, u"debug"_s);
        QVERIFY(all.outputFormat == cmdlets::OutputFormat::Json);
        QVERIFY(!all.errorsAsJson);
    }

    void network()
    {
        const auto all =
            ProgramOptions::parse({u"--proxy"_s, u"socks5h://jump:1080"_s, u"--trust-host=a*"_s, u"--trust-host"_s,
                                   u"b"_s, u"--certificate"_s, u"c.pem"_s, u"--certificate=d.pfx"_s, u"--keytab"_s,
                                   u"k"_s, u"--proxy-password-fd"_s, u"7"_s, u"Get-PSSession"_s});
        QCOMPARE(all.proxy, u"socks5h://jump:1080"_s);
        QCOMPARE(all.trustedHosts, (QStringList{u"a*"_s, u"b"_s}));
        QCOMPARE(all.certificates, (QStringList{u"c.pem"_s, u"d.pfx"_s}));
        QCOMPARE(all.keytab, u"k"_s);
        QCOMPARE(all.proxyPasswordFd, 7);
    }

    void formatsMayStandAmongTheWords()
    {
        const auto parsed = ProgramOptions::parse(
            {u"Get-PSSession"_s, u"-OutputFormat"_s, u"Csv"_s, u"-Name"_s, u"a"_s, u"-ErrorFormat"_s, u"Json"_s});
        QCOMPARE(parsed.words, (QStringList{u"Get-PSSession"_s, u"-Name"_s, u"a"_s}));
        QVERIFY(parsed.outputFormat == cmdlets::OutputFormat::Csv && parsed.errorsAsJson);
    }

    void refused_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("said");
        QTest::newRow("unknown") << QStringList{u"--nonsense"_s} << u"--nonsense"_s;
        QTest::newRow("single dash") << QStringList{u"-Nonsense"_s} << u"-Nonsense"_s;
        QTest::newRow("no value") << QStringList{u"--profile"_s} << u"--profile"_s;
        QTest::newRow("no text") << QStringList{u"-Command"_s} << u"-Command"_s;
        QTest::newRow("too many") << QStringList{u"-Command"_s, u"a"_s, u"b"_s} << u"'b'"_s;
        QTest::newRow("descriptor") << QStringList{u"--password-fd"_s, u"x"_s} << u"'x'"_s;
        QTest::newRow("level") << QStringList{u"--log-level"_s, u"loud"_s} << u"'loud'"_s;
        QTest::newRow("format") << QStringList{u"-OutputFormat"_s, u"Yaml"_s} << u"'Yaml'"_s;
        QTest::newRow("error format") << QStringList{u"-ErrorFormat"_s, u"Yaml"_s} << u"'Yaml'"_s;
        QTest::newRow("no proxy") << QStringList{u"--proxy"_s} << u"--proxy"_s;
        QTest::newRow("no pattern") << QStringList{u"--trust-host"_s} << u"--trust-host"_s;
        QTest::newRow("no descriptor") << QStringList{u"--proxy-password-fd"_s, u"x"_s} << u"'x'"_s;
        QTest::newRow("a password is never an argument") << QStringList{u"--password"_s, u"x"_s} << u"--password"_s;
    }
    void refused()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, said);
        try {
            (void)ProgramOptions::parse(arguments);
            QFAIL("taken");
        } catch (const base::Error &error) {
            QVERIFY(error.category == base::ErrorCategory::InvalidArgument);
            QVERIFY2(error.english().contains(said), error.what());
            QVERIFY(!error.advice.isEmpty());
        }
    }

    void errorsAsJsonBeforeTheWordsAreUnderstood()
    {
        QVERIFY(wantsJsonErrors({u"x"_s, u"-errorformat"_s, u"json"_s, u"--nonsense"_s}));
        QVERIFY(!wantsJsonErrors({u"-ErrorFormat"_s, u"Text"_s}));
        QVERIFY(!wantsJsonErrors({u"-ErrorFormat"_s}));
    }

    void help()
    {
        QCOMPARE(helpText(u"connect-pssession"_s).split(u"\n\n"_s).size(), 8);
        QVERIFY(helpText(u"icm"_s).startsWith("Invoke-Command "_L1));
        QVERIFY(helpText(QString()).contains("--password-stdin"_L1));
        QVERIFY_THROWS_EXCEPTION(base::Error, (void)helpText(u"Get-Nothing"_s));
    }

    void completion()
    {
        sessions::SessionRegistry registry;
        sessions::ConnectionOptions origin;
        origin.computerName = u"Server01"_s;
        const sessions::SessionPtr session = registry.forShell(QUuid::createUuid(), origin);
        registry.hold(session);
        QCOMPARE(completions(u"connect-"_s, registry), QStringList{u"Connect-PSSession"_s});
        QVERIFY(completions(u"Get-P"_s, registry).contains(u"Get-PSSession"_s));
        QVERIFY(completions(u"$s = Get-PSSession | disc"_s, registry).contains(u"Disconnect-PSSession"_s));
        QCOMPARE(completions(u"Connect-PSSession -Auth"_s, registry), QStringList{u"-Authentication"_s});
        QCOMPARE(completions(u"Connect-PSSession -Authentication B"_s, registry), QStringList{u"Basic"_s});
        QCOMPARE(completions(u"Connect-PSSession -ComputerName s"_s, registry), QStringList{u"Server01"_s});
        QVERIFY(completions(u"Get-Nothing -"_s, registry).isEmpty());
        QVERIFY(!completions(QString(), registry).isEmpty());
    }
};

QTEST_GUILESS_MAIN(ProgramOptionsTest)
#include "tst_programoptions.moc"
