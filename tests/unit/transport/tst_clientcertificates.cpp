#include "core/transport/auth/choose.h"
#include "core/transport/clientcertificates.h"
#include "core/transport/selfsigned.h"
#include "tests/support/await.h"
#include "tests/unit/transport/scriptedserver.h"

#include <openssl/evp.h>

#include <QCryptographicHash>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace rejoin;
using namespace rejoin::transport;
using namespace rejoin::test;
using base::Error;
using base::ErrorCategory;
using base::SecretString;

namespace {

const SecretString &passphrase()
{
    static const SecretString text = SecretString::fromUtf8("p\xC3\xA4ss phrase");
    return text;
}

QString passArgument()
{
    return QStringLiteral("pass:") + QString::fromUtf8(passphrase().utf8().toByteArray());
}

Error failureOf(const QByteArray &data, const SecretString &secret = {})
{
    return errorOf([&] { (void)readClientCertificate(data, secret, QStringLiteral("file")); });
}

} // namespace

class ClientCertificatesTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_directory;
    CertificateAndKey m_authority;
    CertificateAndKey m_client; ///< EC, signed by m_authority
    CertificateAndKey m_rsa;    ///< self-signed

    QString path(const QString &name) const { return m_directory.filePath(name); }
    QString written(const QString &name, const QByteArray &data) const
    {
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(data) != data.size())
            qFatal("cannot write");
        return path(name);
    }
    QByteArray contents(const QString &name) const
    {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    /// Another program's file: what openssl writes.
    bool openssl(const QStringList &arguments)
    {
        QProcess process;
        process.setWorkingDirectory(m_directory.path());
        process.start(QStringLiteral("openssl"), arguments);
        return process.waitForFinished() && process.exitCode() == 0;
    }
    static QByteArray pem(const CertificateAndKey &identity)
    {
        return identity.certificate.toPem() + identity.key.toPem();
    }

private Q_SLOTS:
    void initTestCase()
    {
        CertificateRequest request;
        request.names = {QStringLiteral("Test authority")};
        request.isAuthority = true;
        m_authority = makeCertificate(request);
        CertificateRequest client;
        client.names = {QStringLiteral("ann")};
        client.forClient = true;
        m_client = makeCertificate(client, m_authority);
        client.names = {QStringLiteral("bob")};
        client.rsa = true;
        m_rsa = makeCertificate(client);
        written(QStringLiteral("ca.pem"), m_authority.certificate.toPem());
        written(QStringLiteral("ann.pem"), pem(m_client));
        written(QStringLiteral("bob.pem"), pem(m_rsa));
        if (QStandardPaths::findExecutable(QStringLiteral("openssl")).isEmpty())
            QSKIP("the openssl program is not installed");
    }

    void pemWithItsKeyInAnyOrder()
    {
        const QByteArray ca = m_authority.certificate.toPem();
        const QByteArray leaf = m_client.certificate.toPem();
        const QByteArray key = m_client.key.toPem();
        for (const QByteArray &data : {leaf + key, key + leaf, ca + leaf + key, leaf + ca + key, key + ca + leaf}) {
            const StoredCertificate read = readClientCertificate(data, {}, QStringLiteral("file"));
            QCOMPARE(read.certificate.chain.first(), m_client.certificate);
            QCOMPARE(read.certificate.chain.size(), data.contains(ca) ? 2 : 1);
            QCOMPARE(read.certificate.key, m_client.key);
            QVERIFY(read.warning.isEmpty());
        }
        QCOMPARE(readClientCertificate(pem(m_rsa), {}, QStringLiteral("file")).certificate.key, m_rsa.key);
    }

    void pemWithAPassphrase_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("PKCS#8") << QStringList{
            QStringLiteral("pkcs8"), QStringLiteral("-topk8"),  QStringLiteral("-in"),      QStringLiteral("bob.pem"),
            QStringLiteral("-out"),  QStringLiteral("key.pem"), QStringLiteral("-passout"), passArgument()};
        QTest::newRow("traditional") << QStringList{
            QStringLiteral("rsa"),     QStringLiteral("-traditional"), QStringLiteral("-aes128"),
            QStringLiteral("-in"),     QStringLiteral("bob.pem"),      QStringLiteral("-out"),
            QStringLiteral("key.pem"), QStringLiteral("-passout"),     passArgument()};
    }
    void pemWithAPassphrase()
    {
        QFETCH(QStringList, arguments);
        QVERIFY(openssl(arguments));
        const QByteArray data = m_rsa.certificate.toPem() + contents(QStringLiteral("key.pem"));
        QVERIFY(data.contains("ENCRYPTED"));
        QCOMPARE(readClientCertificate(data, passphrase(), QStringLiteral("file")).certificate.key, m_rsa.key);
        Error error = failureOf(data, SecretString::fromUtf8("wrong"));
        QCOMPARE(error.id, QStringLiteral("CertificatePassphraseWrong"));
        QVERIFY(error.english().contains(QStringLiteral("does not open file")));
        error = failureOf(data);
        QCOMPARE(error.id, QStringLiteral("CertificatePassphraseWrong"));
        QVERIFY(error.english().contains(QStringLiteral("protected by a passphrase")));
        QVERIFY(!(error.english() + error.detail).contains(QStringLiteral("wrong")));
    }

    void pkcs12_data()
    {
        QTest::addColumn<QStringList>("more");
        QTest::addColumn<bool>("secret");
        QTest::newRow("AES-256") << QStringList{} << true;
        // RC2-40 for certificates, 3DES for the key, SHA-1: what Windows Server 2012 exports.
        QTest::newRow("RC2 and 3DES") << QStringList{QStringLiteral("-legacy")} << true;
        QTest::newRow("3DES") << QStringList{QStringLiteral("-keypbe"),  QStringLiteral("PBE-SHA1-3DES"),
                                             QStringLiteral("-certpbe"), QStringLiteral("PBE-SHA1-3DES"),
                                             QStringLiteral("-macalg"),  QStringLiteral("sha1")}
                              << true;
        QTest::newRow("no passphrase") << QStringList{} << false;
        QTest::newRow("old, no passphrase") << QStringList{QStringLiteral("-legacy")} << false;
    }
    void pkcs12()
    {
        QFETCH(QStringList, more);
        QFETCH(bool, secret);
        const QStringList arguments{QStringLiteral("pkcs12"),    QStringLiteral("-export"),
                                    QStringLiteral("-in"),       QStringLiteral("ann.pem"),
                                    QStringLiteral("-certfile"), QStringLiteral("ca.pem"),
                                    QStringLiteral("-out"),      QStringLiteral("ann.p12"),
                                    QStringLiteral("-passout"),  secret ? passArgument() : QStringLiteral("pass:")};
        QVERIFY(openssl(arguments + more));
        const QByteArray data = contents(QStringLiteral("ann.p12"));
        QVERIFY(!data.isEmpty());
        const auto read =
            readClientCertificate(data, secret ? passphrase() : SecretString(), QStringLiteral("ann.p12"));
        QCOMPARE(read.certificate.chain, (QList<QSslCertificate>{m_client.certificate, m_authority.certificate}));
        QCOMPARE(read.certificate.key, m_client.key);
        QCOMPARE(read.subject(), QStringLiteral("ann"));
        QCOMPARE(failureOf(data, SecretString::fromUtf8("wrong")).id, QStringLiteral("CertificatePassphraseWrong"));
        if (secret)
            QCOMPARE(failureOf(data).id, QStringLiteral("CertificatePassphraseWrong"));
        QCOMPARE(failureOf(data.chopped(20), passphrase()).category, ErrorCategory::Local);
        // Old ciphers are opened apart: TLS does not get them.
        QVERIFY(!EVP_CIPHER_fetch(nullptr, "RC2-40-CBC", nullptr));
    }

    void withoutItsKey()
    {
        QCOMPARE(failureOf(m_client.certificate.toPem()).id, QStringLiteral("CertificateWithoutKey"));
        // Somebody else's key.
        QCOMPARE(failureOf(m_client.certificate.toPem() + m_rsa.key.toPem()).id,
                 QStringLiteral("CertificateWithoutKey"));
        QVERIFY(openssl({QStringLiteral("pkcs12"), QStringLiteral("-export"), QStringLiteral("-nokeys"),
                         QStringLiteral("-in"), QStringLiteral("ca.pem"), QStringLiteral("-out"),
                         QStringLiteral("ca.p12"), QStringLiteral("-passout"), passArgument()}));
        QCOMPARE(failureOf(contents(QStringLiteral("ca.p12")), passphrase()).id,
                 QStringLiteral("CertificateWithoutKey"));
    }

    void whatIsNoCertificate_data()
    {
        QTest::addColumn<QByteArray>("data");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("text") << QByteArray("hello");
        QTest::newRow("broken PEM") << QByteArray("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        QTest::newRow("other PEM") << QByteArray("-----BEGIN X-----\nAAAA\n-----END X-----\n");
        QTest::newRow("DER") << QByteArray("\x30\x82\x01\x00\x02\x01\x03", 7);
    }
    void whatIsNoCertificate()
    {
        QFETCH(QByteArray, data);
        const Error error = failureOf(data, passphrase());
        QCOMPARE(error.id, QStringLiteral("CertificateNotReadable"));
        QVERIFY(!error.advice.isEmpty());
    }

    void datesThatAreOverAreAWarning()
    {
        CertificateRequest request;
        request.names = {QStringLiteral("old")};
        request.forClient = true;
        request.notBefore = QDateTime::currentDateTimeUtc().addDays(-20);
        request.notAfter = QDateTime::currentDateTimeUtc().addDays(-10);
        auto read = readClientCertificate(pem(makeCertificate(request)), {}, QStringLiteral("file"));
        QVERIFY(read.warning.english().contains(QStringLiteral("old expired on")));
        QVERIFY(!read.certificate.isNull());
        request.notBefore = QDateTime::currentDateTimeUtc().addDays(10);
        request.notAfter = QDateTime::currentDateTimeUtc().addDays(20);
        read = readClientCertificate(pem(makeCertificate(request)), {}, QStringLiteral("file"));
        QVERIFY(read.warning.english().contains(QStringLiteral("not valid before")));
    }

    void thumbprints_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("normal");
        const QString digits = QStringLiteral("0123456789ABCDEF0123456789ABCDEF01234567");
        QTest::newRow("plain") << digits << digits;
        QTest::newRow("lower") << digits.toLower() << digits;
        QTest::newRow("spaces") << QStringLiteral("01 23 45 67 89 ab cd ef 0123456789abcdef01234567") << digits;
        QTest::newRow("colons") << QString::fromLatin1(QByteArray::fromHex(digits.toLatin1()).toHex(':')) << digits;
        // What copying out of Windows' certificate dialog brings along.
        QTest::newRow("mark") << QString(QChar(0x200e)) + digits << digits;
        QTest::newRow("SHA-256") << digits + QStringLiteral("0123456789abcdef01234567")
                                 << digits + QStringLiteral("0123456789ABCDEF01234567");
        QTest::newRow("short") << digits.chopped(1) << QString();
        QTest::newRow("no digits") << QString(40, u'g') << QString();
        QTest::newRow("empty") << QString() << QString();
    }
    void thumbprints()
    {
        QFETCH(QString, text);
        QFETCH(QString, normal);
        QCOMPARE(normalizedThumbprint(text), normal);
    }

    void aDirectoryOfThem()
    {
        QTemporaryDir directory;
        const auto write = [&](const char *name, const QByteArray &data) {
            QFile file(directory.filePath(QString::fromLatin1(name)));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(data);
        };
        write("ann.crt", m_client.certificate.toPem());
        write("ann.key", m_client.key.toPem());
        write("bob.pem", pem(m_rsa));
        write("bob-again.pem", pem(m_rsa));
        write("broken.pfx", "no certificate");
        write("notes.txt", pem(m_rsa));
        ClientCertificates all;
        all.addDirectory(directory.path());
        QCOMPARE(all.all().size(), 2);
        QCOMPARE(all.problems().size(), 1);
        QVERIFY(all.problems().first().english().contains(QStringLiteral("broken.pfx")));
        const QByteArray sha1 = m_client.certificate.digest(QCryptographicHash::Sha1);
        QCOMPARE(all.find(QString::fromLatin1(sha1.toHex(' '))).subject(), QStringLiteral("ann"));
        QCOMPARE(all.find(QString::fromLatin1(sha1.toHex())).thumbprint(), QString::fromLatin1(sha1.toHex().toUpper()));
        QVERIFY(all.find(QString::fromLatin1(sha1.toHex())).source.endsWith(QStringLiteral("ann.crt")));
        const QByteArray sha256 = m_rsa.certificate.digest(QCryptographicHash::Sha256);
        QCOMPARE(all.find(QString::fromLatin1(sha256.toHex())).subject(), QStringLiteral("bob"));

        Error error = errorOf([&] { (void)all.find(QString(40, u'A')); });
        QCOMPARE(error.id, QStringLiteral("CertificateNotFound"));
        QVERIFY(error.detail.contains(QStringLiteral("bob")));
        QVERIFY(error.detail.contains(QStringLiteral("broken.pfx")));
        QCOMPARE(errorOf([&] { (void)all.find(QStringLiteral("x")); }).category, ErrorCategory::InvalidArgument);
        QCOMPARE(errorOf([&] { all.addDirectory(directory.filePath(QStringLiteral("none"))); }).id,
                 QStringLiteral("FileNotFound"));
        QCOMPARE(errorOf([&] { all.addFile(directory.filePath(QStringLiteral("none.pem"))); }).id,
                 QStringLiteral("FileNotFound"));
    }

    void onlyOverHttps()
    {
        Login login;
        login.certificate = readClientCertificate(pem(m_client), {}, QStringLiteral("file")).certificate;
        login.mechanism = Mechanism::Basic; // the certificate counts
        Endpoint endpoint = Endpoint::fromComputerName(QStringLiteral("server01"), 0, false, {});
        const Error error = errorOf([&] { (void)chooseAuthenticator(login, endpoint); });
        QCOMPARE(error.category, ErrorCategory::InvalidArgument);
        QVERIFY(error.english().contains(QStringLiteral("requires HTTPS")));
        endpoint.useSsl = true;
        QCOMPARE(chooseAuthenticator(login, endpoint)->facts().package, QStringLiteral("Certificate"));
        // Half a certificate is none, and nothing weaker takes its place.
        login.certificate.key = {};
        login.credential = base::Credential(QStringLiteral("ann"), SecretString::fromUtf8("x"));
        QCOMPARE(errorOf([&] { (void)chooseAuthenticator(login, endpoint); }).category,
                 ErrorCategory::CredentialMissing);
    }

    void refusedByStatus_data()
    {
        QTest::addColumn<int>("status");
        QTest::newRow("401") << 401;
        QTest::newRow("403") << 403;
    }
    void refusedByStatus()
    {
        QFETCH(int, status);
        const auto identity = makeSelfSignedCertificate({QStringLiteral("127.0.0.1")});
        const ScriptedServer server(
            [&](const ScriptedServer::Exchange &) {
                return serializeResponse(status, {{"WWW-Authenticate", "Negotiate"}}, {});
            },
            identity);
        auto settings = settingsFor(QStringLiteral("127.0.0.1"), server.port(), true);
        settings.tls.extraAuthorities = {identity.certificate};
        settings.login.certificate = readClientCertificate(pem(m_client), {}, QStringLiteral("file")).certificate;
        const auto transport = makeHttpTransport(settings);
        const Error error = errorOf([&] { test::await(transport->post(soapRequest(), {})); });
        QCOMPARE(error.category, ErrorCategory::LoginRefused);
        QCOMPARE(error.code, status);
        QVERIFY(error.english().contains(QStringLiteral("does not accept the client certificate ann (")));
        QVERIFY(error.detail.contains(QStringLiteral("Negotiate")));
        QVERIFY(server.received().contains(
            "Authorization: http://schemas.dmtf.org/wbem/wsman/1/wsman/secprofile/https/mutual\r\n"));
        QVERIFY(!server.received().contains("Basic"));
        QCOMPARE(server.requests(), 1);
    }
};

QTEST_GUILESS_MAIN(ClientCertificatesTest)
#include "tst_clientcertificates.moc"
