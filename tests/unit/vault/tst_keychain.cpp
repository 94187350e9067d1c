// The vault on a real gnome-keyring, on a bus of this test's own: locked, unlocked, refused, restarted, gone.

#include "core/vault/keychainvault.h"
#include "core/vault/memoryvault.h"
#include "tests/support/keyring.h"
#include "tests/unit/vault/contract.h"

#include <QDBusConnection>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>

using namespace rejoin;
using namespace rejoin::vault;
using namespace Qt::StringLiterals;

class KeychainTest : public QObject
{
    Q_OBJECT

    test::PrivateBus m_bus;
    std::unique_ptr<test::Keyring> m_keyring;
    std::unique_ptr<test::Prompter> m_prompter;
    std::unique_ptr<QTemporaryDir> m_profile;
    const base::CancelToken m_never;

    Entry stored(KeychainVault &vault, const char *secret)
    {
        try {
            return test::await(vault.store(test::passwordEntry(Scope::Kind::Computer, u"Server01"_s, u"CORP\\ann"_s),
                                           test::secretOf(secret), m_never));
        } catch (const base::Error &error) {
            qWarning("not stored: %s: %s", error.what(), qPrintable(error.detail));
            throw;
        }
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
    }
    void init()
    {
        m_profile = std::make_unique<QTemporaryDir>();
        m_keyring = std::make_unique<test::Keyring>();
        QVERIFY(m_keyring->start("master"));
        m_prompter = std::make_unique<test::Prompter>();
        m_prompter->password = "master";
        QVERIFY(m_prompter->appear());
    }
    void cleanup()
    {
        m_prompter.reset();
        m_keyring.reset();
    }

    void contract()
    {
        const auto vault = test::await(openVault(m_profile->path()));
        QCOMPARE(vault->keeper(), CredentialVault::Keeper::Keychain);
        test::vaultContract(*vault);
        QCOMPARE(m_prompter->asked, 0);
    }

    void nothingOfTheSecretIsInAFile()
    {
        KeychainVault vault(m_profile->path());
        (void)stored(vault, "Find-Me-7351");
        QByteArray all = m_keyring->files();
        for (const QString &name : QDir(m_profile->path()).entryList(QDir::Files | QDir::Hidden)) {
            QFile file(m_profile->filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            all += file.readAll();
        }
        QVERIFY(all.contains("CORP")); // the entry itself is there
        QVERIFY(!all.contains("Find-Me-7351"));
        QVERIFY(!all.contains(QByteArray("Find-Me-7351").toBase64()));
    }

    void aLockedKeychainIsUnlockedByItself()
    {
        KeychainVault vault(m_profile->path());
        const Entry entry = stored(vault, "s1");
        QVERIFY(test::Keyring::lock());
        QVERIFY(test::await(vault.secret(entry, m_never)) == test::secretOf("s1"));
        QCOMPARE(m_prompter->asked, 1);
        QVERIFY(!test::Keyring::isLocked());
    }

    void storingUnlocksToo()
    {
        KeychainVault vault(m_profile->path());
        QVERIFY(test::Keyring::lock());
        const Entry entry = stored(vault, "s2");
        QCOMPARE(m_prompter->asked, 1);
        QVERIFY(test::await(vault.secret(entry, m_never)) == test::secretOf("s2"));
    }

    void aRefusalIsNoMissingEntry()
    {
        KeychainVault vault(m_profile->path());
        const Entry entry = stored(vault, "s3");
        QVERIFY(test::Keyring::lock());
        m_prompter->answer = test::Prompter::Answer::Refuse;
        QCOMPARE(test::problemOf([&] { (void)test::await(vault.secret(entry, m_never)); }), Problem::Refused);
        QCOMPARE(test::problemOf([&] { test::await(vault.remove(entry.id, m_never)); }), Problem::Refused);
        QCOMPARE(test::await(vault.entries()).size(), 1);
        QVERIFY(test::Keyring::isLocked());
        // The next time it is asked anew.
        m_prompter->answer = test::Prompter::Answer::Password;
        QVERIFY(test::await(vault.secret(entry, m_never)) == test::secretOf("s3"));
    }

    void aKeychainThatIsStartedAgainStillHoldsIt()
    {
        KeychainVault vault(m_profile->path());
        const Entry entry = stored(vault, "s5");
        m_keyring->stop();
        QCOMPARE(test::problemOf([&] { (void)test::await(vault.secret(entry, m_never)); }), Problem::NoBackend);
        QCOMPARE(test::await(vault.entries()).size(), 1);
        QVERIFY(m_keyring->start()); // comes back locked
        QVERIFY(test::Keyring::isLocked());
        QVERIFY(test::await(vault.secret(entry, m_never)) == test::secretOf("s5"));
        QCOMPARE(m_prompter->asked, 1);
        const Entry next = test::await(
            vault.store(test::passwordEntry(Scope::Kind::Default, {}, u".\\local"_s), test::secretOf("s6"), m_never));
        QVERIFY(test::await(vault.secret(next, m_never)) == test::secretOf("s6"));
    }

    void aKeychainThatGoesWhileItAsks()
    {
        KeychainVault vault(m_profile->path());
        const Entry entry = stored(vault, "s7");
        QVERIFY(test::Keyring::lock());
        m_prompter->answer = test::Prompter::Answer::Silence;
        const auto ask = [](KeychainVault *asked, Entry what, Problem *problem) -> Task<> {
            try {
                (void)co_await asked->secret(what, base::CancelToken());
            } catch (const base::Error &error) {
                *problem = problemOf(error);
            }
        };
        Problem problem = Problem::None;
        Task<> asking = ask(&vault, entry, &problem);
        QVERIFY(test::waitUntil([&] { return m_prompter->asked == 1; }));
        m_keyring->stop();
        test::await(std::move(asking));
        QCOMPARE(problem, Problem::Gone);
    }

    void whatIsGoneFromTheKeychainCanBeRemoved()
    {
        KeychainVault vault(m_profile->path());
        const Entry entry = stored(vault, "s8");
        KeychainVault same(m_profile->path());
        test::await(same.remove(entry.id, m_never));
        QCOMPARE(test::problemOf([&] { (void)test::await(vault.secret(entry, m_never)); }), Problem::NotFound);
        test::await(vault.remove(entry.id, m_never));
    }

    void withoutAKeychainItIsSaid()
    {
        m_keyring->stop();
        const auto vault = test::await(openVault(m_profile->path()));
        QCOMPARE(vault->keeper(), CredentialVault::Keeper::ThisRun);
        QVERIFY(vault->place().english().contains(u"this run only"_s));
        test::vaultContract(*vault);
        QVERIFY(!QFile::exists(m_profile->filePath(u"credentials.json"_s)) ||
                VaultIndex(m_profile->path()).read().isEmpty());
    }

    /// Last: nothing works on this bus any more. The program goes on.
    void theBusMayGoAway()
    {
        KeychainVault vault(m_profile->path());
        const Entry entry = stored(vault, "s9");
        m_prompter.reset();
        m_bus.stop();
        QVERIFY(test::waitUntil([] { return !QDBusConnection::sessionBus().isConnected(); }));
        QCOMPARE(test::problemOf([&] { (void)test::await(vault.secret(entry, m_never)); }), Problem::NoBackend);
    }
};

QTEST_GUILESS_MAIN(KeychainTest)
#include "tst_keychain.moc"
