// The vault from the terminal: rejoinctl against a lab, with a real gnome-keyring on a bus of this test's own.

#include "tests/integration/cliprocess.h"
#include "tests/support/await.h"
#include "tests/support/keyring.h"

#include <QDir>
#include <QDirIterator>
#include <QJsonDocument>
#include <QTest>

using namespace rejoin;
using namespace Qt::StringLiterals;
using test::Cli;
using test::CliResult;

class CliVaultTest : public QObject
{
    Q_OBJECT

    test::PrivateBus m_bus;
    test::Keyring m_keyring;
    std::unique_ptr<test::Prompter> m_prompter;
    test::LabProcess m_lab;
    std::unique_ptr<Cli> m_cli;

    static constexpr auto basic = "-UseSSL -Authentication Basic";

    /// Failed and accepted logins in the lab's log since the last call.
    std::pair<int, int> logins()
    {
        std::pair<int, int> counts;
        const QList<QJsonObject> all = m_lab.log();
        for (qsizetype i = m_seen; i < all.size(); ++i) {
            if (all.at(i).value("kind"_L1).toString() == "login"_L1)
                ++(all.at(i).value("accepted"_L1).toBool() ? counts.second : counts.first);
        }
        m_seen = all.size();
        return counts;
    }
    qsizetype m_seen = 0;

    CliResult set(const QString &password, const QString &parameters)
    {
        m_cli->setPassword(password);
        const CliResult result = m_cli->command(u"Set-RejoinCredential %1 %2"_s.arg(parameters, QLatin1String(basic)));
        m_cli->setPassword(QString());
        return result;
    }
    /// Without a password of its own.
    CliResult run(const QString &statements)
    {
        m_cli->setPassword(QString());
        return m_cli->command(statements);
    }
    QJsonObject entryOf(const QString &user)
    {
        m_cli->setOptions({u"-OutputFormat"_s, u"Json"_s});
        const CliResult result = run(u"Get-RejoinCredential "_s + user);
        m_cli->setOptions({});
        return QJsonDocument::fromJson(result.out.toUtf8()).array().first().toObject();
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (!test::Keyring::isInstalled())
            QSKIP("gnome-keyring is not installed (scripts/packages.sh test installs it)");
        const QString problem = m_bus.start();
        if (problem.contains(u"not installed"_s))
            QSKIP(qPrintable(problem));
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
        QVERIFY(m_keyring.start("master"));
        m_prompter = std::make_unique<test::Prompter>();
        m_prompter->password = "master";
        QVERIFY(m_prompter->appear());
        test::LabProcessOptions options;
        options.names = {u"Server01"_s, u"Server02"_s};
        options.arguments = {u"--auth"_s, u"Negotiate,Digest,Basic"_s};
        QVERIFY2(m_lab.start(options), qPrintable(m_lab.errorText()));
    }
    void init()
    {
        m_cli = std::make_unique<Cli>(m_lab);
        (void)logins();
    }
    void cleanupTestCase() { m_prompter.reset(); }

    void storedOnceUsedWithoutAsking()
    {
        CliResult result = set(m_lab.password(), u"-Credential lab -ComputerName Server01"_s);
        QVERIFY2(result.status == 0, result.all());
        QCOMPARE(result.out, QString());
        QCOMPARE(logins(), (std::pair<int, int>(0, 1))); // it was tried before it was stored
        for (const char *parameters : {"", "-Credential lab"}) {
            result = run(
                u"Get-PSSession -ComputerName Server01 %1 %2"_s.arg(QLatin1String(basic), QLatin1String(parameters)));
            QVERIFY2(result.status == 0, result.all());
            QCOMPARE(logins(), (std::pair<int, int>(0, 1)));
        }
        // It is that computer's alone: nobody is there to ask for the other one.
        result = run(u"Get-PSSession -ComputerName Server02 -Credential lab "_s + QLatin1String(basic));
        QCOMPARE(result.status, 1);
        QVERIFY2(result.err.contains(u"CredentialMissing"_s), result.all());
        QCOMPARE(logins(), (std::pair<int, int>(0, 0)));

        const QJsonObject entry = entryOf(u"lab"_s);
        QCOMPARE(entry.value("Scope"_L1).toString(), u"Computer"_s);
        QCOMPARE(entry.value("Target"_L1).toString(), u"Server01"_s);
        QVERIFY(!entry.value("LastUsed"_L1).toString().isEmpty());
        QCOMPARE(entry.value("Lasts"_L1).toString(), u"kept"_s);
        result = run(u"Get-RejoinCredential -ComputerName Server01,Server02 -Verbose"_s);
        QVERIFY2(result.out.contains(u"It is stored for Server01 itself."_s), result.all());
        QVERIFY2(result.out.contains(u"Nothing is stored that is meant for Server02."_s), result.all());
        QVERIFY2(result.err.contains(u"keychain"_s), result.all());
        for (const QString &text : {result.out, result.err})
            QVERIFY(!text.contains(m_lab.password()));

        result = run(u"Remove-RejoinCredential -UserName lab -WhatIf; Get-RejoinCredential"_s);
        QVERIFY2(result.out.contains(u"What if"_s) && result.out.contains(u"Server01"_s), result.all());
        result = run(u"Get-RejoinCredential | Remove-RejoinCredential; Get-RejoinCredential"_s);
        QVERIFY2(result.status == 0 && result.out.trimmed().isEmpty(), result.all());
    }

    void aWrongPasswordIsNotStored()
    {
        const CliResult result = set(u"wrong"_s, u"-Credential lab -ComputerName Server01"_s);
        QCOMPARE(result.status, 1);
        QVERIFY2(result.err.contains(u"refused the login"_s), result.all());
        QCOMPARE(logins(), (std::pair<int, int>(1, 0)));
        QVERIFY(run(u"Get-RejoinCredential"_s).out.trimmed().isEmpty());
    }

    void aRefusedStoredPasswordIsNotTriedAgain()
    {
        CliResult result = set(u"outdated"_s, u"-Credential lab -Pattern Server* -NoTest"_s);
        QVERIFY2(result.status == 0, result.all());
        QVERIFY2(result.err.contains(u"without having been tried"_s), result.all());
        const QString list = u"Get-PSSession -ComputerName Server01,Server02 "_s + QLatin1String(basic);
        result = run(list);
        QCOMPARE(result.status, 1);
        QCOMPARE(logins(), (std::pair<int, int>(1, 0)));
        QVERIFY(entryOf(u"lab"_s).value("IsRefused"_L1).toBool());
        for (int i = 0; i < 2; ++i) {
            result = run(list);
            QCOMPARE(result.status, 1);
            QVERIFY2(result.err.contains(u"is not tried again"_s), result.all());
            QVERIFY2(result.err.contains(u"CredentialMissing"_s), result.all());
            QCOMPARE(logins(), (std::pair<int, int>(0, 0)));
        }
        // Changed, it counts again.
        result = set(m_lab.password(), u"-Credential lab -Pattern Server* -TestComputerName Server02"_s);
        QVERIFY2(result.status == 0, result.all());
        QVERIFY(!entryOf(u"lab"_s).value("IsRefused"_L1).toBool());
        result = run(list);
        QVERIFY2(result.status == 0, result.all());
        (void)run(u"Remove-RejoinCredential -UserName lab"_s);
    }

    /// A fleet must not lock an account.
    void aThousandComputersAndOneWrongPassword_data()
    {
        QTest::addColumn<QString>("mechanism");
        QTest::addColumn<int>("computers");
        QTest::newRow("Basic") << u"Basic"_s << 1000;
        QTest::newRow("Negotiate") << u"Negotiate"_s << 100;
        QTest::newRow("Digest") << u"Digest"_s << 100;
    }
    void aThousandComputersAndOneWrongPassword()
    {
        QFETCH(QString, mechanism);
        QFETCH(int, computers);
        m_cli->addRule(u"::127.0.0.1:%1"_s.arg(m_lab.computer(u"Server01"_s).httpsPort));
        m_cli->setPassword(u"wrong"_s);
        QStringList names;
        for (int i = 0; i < computers; ++i)
            names << u"Node%1"_s.arg(i);
        const CliResult result = m_cli->run(
            {u"-Command"_s,
             u"Get-PSSession -ComputerName %1 -Credential CORP\\lab -UseSSL -Authentication %2 "
             "-SessionOption (New-PSSessionOption -SkipCACheck -SkipCNCheck)"_s.arg(names.join(u','), mechanism)});
        QCOMPARE(result.status, 1);
        QCOMPARE(result.err.count(u"LoginNotTriedAgain,"_s), computers - 1);
        QCOMPARE(logins(), (std::pair<int, int>(1, 0)));
    }

    void aLockedKeychainIsNotOneWithoutTheEntry()
    {
        CliResult result = set(m_lab.password(), u"-Credential lab -ComputerName Server01"_s);
        QVERIFY2(result.status == 0, result.all());
        (void)logins();
        const QString list = u"Get-PSSession -ComputerName Server01 "_s + QLatin1String(basic);
        QVERIFY(test::Keyring::lock());
        m_prompter->answer = test::Prompter::Answer::Refuse;
        const auto answered = [&] {
            m_cli->setPassword(QString());
            m_cli->start({u"-Command"_s, Cli::expanded(list)});
            (void)test::waitUntil([&] { return !m_cli->isRunning(); });
            return m_cli->finish();
        };
        result = answered();
        QCOMPARE(result.status, 1);
        QVERIFY2(result.err.contains(u"KeychainRefused"_s), result.all());
        QCOMPARE(logins(), (std::pair<int, int>(0, 0)));
        m_prompter->answer = test::Prompter::Answer::Password;
        result = answered();
        QVERIFY2(result.status == 0, result.all());
        QCOMPARE(logins(), (std::pair<int, int>(0, 1)));
        QCOMPARE(m_prompter->asked, 2);
    }

    void withoutAKeychainItLastsForTheRun()
    {
        m_keyring.stop();
        const CliResult result = m_cli->command(
            u"Set-RejoinCredential lab -Group Lab -NoTest; Get-RejoinCredential | Select-Object UserName,Lasts"_s);
        QVERIFY2(result.status == 0, result.all());
        QVERIFY2(result.err.contains(u"last for this run only"_s), result.all());
        QVERIFY2(result.out.contains(u"this run"_s), result.all());
        QVERIFY(run(u"Get-RejoinCredential"_s).out.trimmed().isEmpty());
        // A keytab needs no keychain.
        const CliResult kept = run(u"Set-RejoinCredential -UserName svc@CORP -Keytab /etc/svc.keytab -NoTest"_s);
        QVERIFY2(kept.status == 0, kept.all());
        QVERIFY(run(u"Get-RejoinCredential"_s).out.contains(u"svc@CORP"_s));
        QDirIterator it(m_cli->profile(), QDir::Files, QDirIterator::Subdirectories);
        while (it.hasNext()) {
            QFile file(it.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            QVERIFY(!file.readAll().contains(m_lab.password().toUtf8()));
        }
    }

    void scopesExcludeEachOther()
    {
        const CliResult result = run(u"Set-RejoinCredential -CurrentUser -Group a -Pattern b"_s);
        QVERIFY2(result.err.contains(u"give one of -ComputerName, -Group and -Pattern"_s), result.all());
        QVERIFY(result.status != 0);
    }
};

QTEST_GUILESS_MAIN(CliVaultTest)
#include "tst_clivault.moc"
