// Entries, the choice among them, their file, and the vault of this run.

#include "core/vault/memoryvault.h"
#include "tests/unit/vault/contract.h"

#include <QFile>
#include <QTemporaryDir>

using namespace rejoin;
using namespace rejoin::vault;
using namespace Qt::StringLiterals;

class VaultTest : public QObject
{
    Q_OBJECT

    static Entry made(Scope::Kind kind, const QString &value, const QString &user)
    {
        Entry entry = test::passwordEntry(kind, value, user);
        entry.id = QUuid::createUuid();
        entry.changed = QDateTime::fromString(u"2026-01-01T00:00:00Z"_s, Qt::ISODate);
        return entry;
    }

private Q_SLOTS:
    void theMostSpecificWins()
    {
        const Entry fallback = made(Scope::Kind::Default, {}, u"default"_s);
        const Entry wide = made(Scope::Kind::Pattern, u"*"_s, u"wide"_s);
        const Entry corp = made(Scope::Kind::Pattern, u"*.corp.example"_s, u"corp"_s);
        const Entry group = made(Scope::Kind::Group, u"Production"_s, u"group"_s);
        const Entry computer = made(Scope::Kind::Computer, u"db1.corp.example"_s, u"own"_s);
        const QList<Entry> all{fallback, wide, corp, group, computer};
        const auto user = [&](const QString &name, const QString &itsGroup) {
            const Resolution found = resolve(all, ComputerFacts(name, itsGroup));
            return found.entry ? found.entry->userName : QString();
        };
        QCOMPARE(user(u"DB1.corp.example"_s, u"Production"_s), u"own"_s);
        QCOMPARE(user(u"db2.corp.example"_s, u"production"_s), u"group"_s);
        QCOMPARE(user(u"db2.corp.example"_s, {}), u"corp"_s);
        QCOMPARE(user(u"Server01"_s, {}), u"wide"_s);
        QCOMPARE(resolve({fallback, computer}, ComputerFacts(u"Server01"_s, {})).entry->userName, u"default"_s);
        const Resolution none = resolve({computer}, ComputerFacts(u"Server01"_s, {}));
        QVERIFY(!none.entry);
        QCOMPARE(none.reason.english(), u"Nothing is stored that is meant for Server01."_s);
        QCOMPARE(resolve(all, ComputerFacts(u"db2.corp.example"_s, {})).reason.english(),
                 u"The name db2.corp.example is one of *.corp.example; nothing is stored for the computer or its "
                 "group."_s);
    }

    void anAccountIsLookedForByItsName()
    {
        const Entry mine = made(Scope::Kind::Computer, u"Server01"_s, u"administrator"_s);
        const Entry ann = made(Scope::Kind::Default, {}, u"CORP\\ann"_s);
        const QList<Entry> all{mine, ann};
        QCOMPARE(resolve(all, ComputerFacts(u"Server01"_s, {}), u"corp\\ANN"_s).entry->id, ann.id);
        QCOMPARE(resolve(all, ComputerFacts(u"Server01"_s, {}), u"Administrator"_s).entry->id, mine.id);
        // The next computer's administrator is somebody else.
        QVERIFY(!resolve(all, ComputerFacts(u"Server02"_s, {}), u"administrator"_s).entry);
    }

    void ofSeveralIdentitiesTheRefusedComesLast()
    {
        Entry first = made(Scope::Kind::Computer, u"Server01"_s, u"first"_s);
        Entry second = made(Scope::Kind::Computer, u"Server01"_s, u"second"_s);
        const Entry fallback = made(Scope::Kind::Default, {}, u"default"_s);
        first.lastUsed = first.changed.addDays(2);
        second.lastUsed = first.changed.addDays(1);
        const auto resolved = [&] { return resolve({fallback, second, first}, ComputerFacts(u"server01"_s, {})); };
        QCOMPARE(resolved().entry->userName, u"first"_s);
        QCOMPARE(resolved().others.size(), 1);
        QCOMPARE(resolved().others.first().userName, u"second"_s);
        first.lastRefused = first.changed.addDays(3);
        QVERIFY(first.isRefused());
        QCOMPARE(resolved().entry->userName, u"second"_s);
        first.lastUsed = first.changed.addDays(4);
        QVERIFY(!first.isRefused());
        QCOMPARE(resolved().entry->userName, u"first"_s);
    }

    void accountsOfADomain()
    {
        QVERIFY(isDomainAccount(u"CORP\\ann"_s));
        QVERIFY(isDomainAccount(u"ann@corp.example"_s));
        QVERIFY(!isDomainAccount(u"ann"_s));
        QVERIFY(!isDomainAccount(u".\\ann"_s));
        QVERIFY(!isDomainAccount(u"\\ann"_s));
    }

    void theFileHoldsNoSecretAndNothingIsLost()
    {
        const QTemporaryDir directory;
        VaultIndex index(directory.path());
        Entry certificate;
        certificate.id = QUuid::createUuid();
        certificate.kind = Entry::Kind::Certificate;
        certificate.scope = Scope(Scope::Kind::Group, u"Lab \"1\""_s);
        certificate.thumbprint = u"AB CD"_s;
        certificate.certificateFile = u"/home/ann/ann.pfx"_s;
        certificate.lastUsed = QDateTime::currentDateTimeUtc();
        Entry ann = made(Scope::Kind::Default, {}, u"CORP\\änn"_s);
        ann.lastRefused = QDateTime::currentDateTimeUtc();
        index.change([&](QList<Entry> &entries) { entries = {certificate, ann}; });
        const QList<Entry> read = VaultIndex(directory.path()).read();
        QCOMPARE(VaultIndex::toJson(read), VaultIndex::toJson({certificate, ann}));
        QVERIFY(read.first().isSameIdentity(certificate));
        QCOMPARE(read.last().lastRefused, ann.lastRefused);
        const QFile file(directory.filePath(u"credentials.json"_s));
        QCOMPARE(file.permissions() & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteOther), QFile::Permissions());
    }

    void aFileThatCannotBeReadIsLeftAlone_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("no JSON") << QByteArray("{ not");
        QTest::newRow("a later version") << QByteArray(R"({"version":2,"entries":[]})");
        QTest::newRow("no version") << QByteArray(R"({"entries":[]})");
    }
    void aFileThatCannotBeReadIsLeftAlone()
    {
        QFETCH(QByteArray, content);
        const QTemporaryDir directory;
        QFile file(directory.filePath(u"credentials.json"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
        file.close();
        VaultIndex index(directory.path());
        QVERIFY_THROWS_EXCEPTION(base::Error, (void)index.read());
        QVERIFY_THROWS_EXCEPTION(base::Error, index.change([](QList<Entry> &entries) { entries.clear(); }));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), content);
    }

    void contractOfTheVaultOfThisRun()
    {
        MemoryVault vault;
        test::vaultContract(vault);
    }

    void whatNeedsNoSecretOutlivesTheRun()
    {
        const QTemporaryDir directory;
        const base::CancelToken never;
        {
            MemoryVault vault(directory.path());
            Entry keys;
            keys.kind = Entry::Kind::Keytab;
            keys.userName = u"svc@CORP"_s;
            keys.keytab = u"/etc/svc.keytab"_s;
            (void)test::await(vault.store(keys, {}, never));
            (void)test::await(vault.store(test::passwordEntry(Scope::Kind::Default, {}, u"CORP\\ann"_s),
                                          test::secretOf("not to be written"), never));
            QCOMPARE(test::await(vault.entries()).size(), 2);
        }
        MemoryVault next(directory.path());
        const QList<Entry> left = test::await(next.entries());
        QCOMPARE(left.size(), 1);
        QCOMPARE(left.first().keytab, u"/etc/svc.keytab"_s);
        QFile file(directory.filePath(u"credentials.json"_s));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().contains("CORP\\\\ann"));
    }
};

QTEST_GUILESS_MAIN(VaultTest)
#include "tst_vault.moc"
