#include "core/psrp/sessionkey.h"
#include "tests/unit/psrp/tools.h"

#include <QtTest>

using namespace rejoin;
using namespace rejoin::psrp;
using clixml::Value;
using psrp::test::errorOf;

class TestSessionKey : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_client.takeEncryptedKey(m_server.generateFor(m_client.publicKeyBlob())); }

    void publicKeyIsAPublicKeyBlob()
    {
        SessionKey key;
        const QByteArray blob = key.publicKeyBlob();
        // MS-PSRP 2.2.2.3: BLOBHEADER, "RSA1", 2048 bits, then exponent 65537 and the modulus, little-endian.
        QCOMPARE(blob.size(), 16 + 4 + 256);
        QCOMPARE(blob.first(20).toHex(), QByteArray("06020000"
                                                    "00a40000"
                                                    "52534131"
                                                    "00080000"
                                                    "01000100"));
        QVERIFY((blob.back() & 0x80) != 0); // the highest bit of a 2048-bit modulus
        QCOMPARE(key.publicKeyBlob(), blob);
        QVERIFY(!key.isReady());
    }

    void encryptedKeyIsASimpleBlob()
    {
        SessionKey client;
        SessionKey server;
        const QByteArray blob = server.generateFor(client.publicKeyBlob());
        QCOMPARE(blob.size(), 12 + 256);
        QCOMPARE(blob.first(12).toHex(), QByteArray("010200001066000000a40000"));
        QVERIFY(server.isReady());
        QVERIFY(!client.isReady());
        client.takeEncryptedKey(blob);
        QVERIFY(client.isReady());
        client.reset();
        QVERIFY(!client.isReady());
    }

    void secretsGoBothWays_data()
    {
        QTest::addColumn<QByteArray>("secret");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("short") << QByteArray("pw");
        QTest::newRow("exactly a block") << QByteArray("8 chars.");
        QTest::newRow("beyond ASCII") << QByteArray("p\xC3\xA4sswort \xF0\x9F\x94\x91 \xE5\xAF\x86\xE7\xA0\x81");
        QTest::newRow("long") << QByteArray(5000, 'x');
    }
    void secretsGoBothWays()
    {
        QFETCH(QByteArray, secret);
        const Value up = psrp::test::sent(m_client.encrypt(secret));
        QCOMPARE(up.type(), clixml::Type::SecureString);
        QCOMPARE(m_server.decrypt(up), secret);
        QCOMPARE(m_client.decrypt(psrp::test::sent(m_server.encrypt(secret))), secret);
        QCOMPARE(readPlainSecret(psrp::test::sent(plainSecret(secret))), secret);
    }

    void plainFormIsBase64OfUtf16()
    {
        // As a real PowerShell 7.6 sends 'secret text' to another one.
        QCOMPARE(plainSecret("secret text").text(), QStringLiteral("cwBlAGMAcgBlAHQAIAB0AGUAeAB0AA=="));
        QCOMPARE(readPlainSecret(Value::secureString("cwBlAGMAcgBlAHQAIAB0AGUAeAB0AA==")), QByteArray("secret text"));
    }

    void aDecoratedSecretIsReadToo()
    {
        const Value decorated = clixml::ObjectBuilder()
                                    .base(m_server.encrypt("inside"))
                                    .note("PSComputerName", Value::string(u"srv"))
                                    .build();
        QCOMPARE(m_client.decrypt(psrp::test::sent(decorated)), QByteArray("inside"));
    }

    void withoutKeyNothingIsSaid()
    {
        SessionKey key;
        const auto writing = errorOf([&] { (void)key.encrypt("secret"); });
        QVERIFY(writing);
        QCOMPARE(writing->category, base::ErrorCategory::InvalidState);
        QVERIFY(!writing->english().contains(QLatin1String("secret")));
        QVERIFY(errorOf([&] { (void)key.decrypt(m_client.encrypt("secret")); }));
    }

    void anotherKeyDoesNotOpenIt()
    {
        SessionKey client;
        SessionKey server;
        client.takeEncryptedKey(server.generateFor(client.publicKeyBlob()));
        const Value secret = server.encrypt("a text that is some blocks long, so that chance cannot make it fit");
        QByteArray opened;
        const auto error = errorOf([&] { opened = m_client.decrypt(secret); });
        // The padding may fit by chance (1 in 256); the words never do.
        QVERIFY(error || !opened.contains("chance"));
    }

    void hostileSecrets_data()
    {
        QTest::addColumn<Value>("value");
        QTest::newRow("null") << Value();
        QTest::newRow("a string") << Value::string(u"AAAA");
        QTest::newRow("no base64") << Value::secureString("!!!");
        QTest::newRow("no whole block") << Value::secureString(QByteArray(17, 'x').toBase64());
        QTest::newRow("nothing") << Value::secureString("");
        QTest::newRow("odd") << Value::secureString(QByteArray(31, 'x').toBase64());
    }
    void hostileSecrets()
    {
        QFETCH(Value, value);
        const auto error = errorOf([&] { (void)m_client.decrypt(value); });
        QVERIFY(error);
        QCOMPARE(error->id, QStringLiteral("SecureStringInvalid"));
        if (QByteArray(QTest::currentDataTag()) != "nothing")
            QVERIFY(errorOf([&] { (void)readPlainSecret(value); }));
    }

    void hostileKeys_data()
    {
        QTest::addColumn<QByteArray>("blob");
        SessionKey good;
        const QByteArray blob = good.publicKeyBlob();
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("cut") << blob.chopped(1);
        QTest::newRow("too long") << blob + 'x';
        QByteArray other = blob;
        other[0] = 7;
        QTest::newRow("other kind") << other;
        other = blob;
        other[13] = 4;
        QTest::newRow("1024 bits said") << other;
        QTest::newRow("zero modulus") << blob.first(20) + QByteArray(256, '\0');
        other = blob;
        other[16] = 0;
        other[18] = 0;
        QTest::newRow("zero exponent") << other;
    }
    void hostileKeys()
    {
        QFETCH(QByteArray, blob);
        SessionKey server;
        const auto error = errorOf([&] { (void)server.generateFor(blob); });
        QVERIFY(error);
        QCOMPARE(error->id, QStringLiteral("SessionKeyInvalid"));
        QVERIFY(!server.isReady());
    }

    void hostileAnswers()
    {
        SessionKey client;
        SessionKey server;
        SessionKey stranger;
        QVERIFY(errorOf([&] { client.takeEncryptedKey(QByteArray(268, 'x')); })); // never asked
        const QByteArray mine = client.publicKeyBlob();
        const QByteArray answer = server.generateFor(mine);
        QVERIFY(errorOf([&] { client.takeEncryptedKey({}); }));
        QVERIFY(errorOf([&] { client.takeEncryptedKey(answer.chopped(1)); }));
        QByteArray other = answer;
        other[4] = 0;
        QVERIFY(errorOf([&] { client.takeEncryptedKey(other); }));
        QVERIFY(!client.isReady());
    }

private:
    SessionKey m_client;
    SessionKey m_server;
};

QTEST_GUILESS_MAIN(TestSessionKey)
#include "tst_sessionkey.moc"
