#include "core/transport/selfsigned.h"
#include "tests/integration/authfixture.h"
#include "tests/integration/cliprocess.h"

#include <QCryptographicHash>
#include <QTest>

using namespace rejoin;
using namespace rejoin::test;
using namespace Qt::StringLiterals;

namespace {

const QString certificateOnly = u"certificate.lab.example"_s;
const QString credssp = u"credssp.lab.example"_s;
const QString digest = u"digest.lab.example"_s;

} // namespace

/// Every login of rejoinctl as a user calls it: the program, a real KDC, and the lab as a process.
class AuthCliTest : public QObject
{
    Q_OBJECT

    Kdc kdc;
    LabProcess lab;
    std::unique_ptr<Cli> cli;
    QString certificateFile;
    QString thumbprint;

    /// One listing that shows the lab's session, or what came instead.
    CliResult list(const QString &computer, const QString &login, const QString &password = annPassword)
    {
        cli->setPassword(password);
        return cli->command(u"Get-PSSession -ComputerName %1 %2"_s.arg(computer, login));
    }
    void writeCertificate()
    {
        transport::CertificateRequest request;
        request.names = {u"ann"_s};
        request.rsa = true;
        request.forClient = true;
        const auto made = transport::makeCertificate(request);
        thumbprint = QString::fromLatin1(made.certificate.digest(QCryptographicHash::Sha1).toHex().toUpper());
        certificateFile = kdc.path(u"ann.pem"_s);
        QFile file(certificateFile);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(made.certificate.toPem());
        file.write(made.key.toPem(QByteArrayLiteral("open sesame")));
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (!Kdc::isInstalled())
            QSKIP("no KDC is installed");
        QVERIFY2(kdc.start(), qPrintable(kdc.errorText()));
        QVERIFY(kdc.addUser(u"ann"_s, annPassword));
        QVERIFY(kdc.addServices({server01, credssp}));
        QVERIFY(kdc.administer({u"ktadd -norandkey -k %1 ann"_s.arg(kdc.path(u"ann.keytab"_s))}));
        kdc.setEnvironment();
        writeCertificate();
        const QJsonArray sessions{QJsonObject{{u"name"_s, u"ITTask"_s}, {u"owner"_s, u"ann"_s}}};
        const auto computer = [&](const QString &name, const QStringList &auth, QJsonObject more = {}) {
            more.insert(u"name"_s, name);
            more.insert(u"auth"_s, QJsonArray::fromStringList(auth));
            more.insert(u"sessions"_s, sessions);
            return more;
        };
        LabProcessOptions options;
        options.user = u"ann"_s;
        options.password = annPassword;
        options.seed.insert(u"computers"_s,
                            QJsonArray{computer(server01, {u"Negotiate"_s, u"Kerberos"_s}),
                                       computer(unlisted, {u"Negotiate"_s}), computer(credssp, {u"CredSSP"_s}),
                                       computer(digest, {u"Digest"_s}),
                                       computer(certificateOnly, {u"Certificate"_s},
                                                {{u"askForCertificate"_s, true},
                                                 {u"certificateUsers"_s, QJsonObject{{thumbprint, u"ann"_s}}}})});
        options.arguments = {u"--keytab"_s, kdc.keytab()};
        QVERIFY2(lab.start(options), qPrintable(lab.errorText()));
    }
    void init() { cli = std::make_unique<Cli>(lab); }

    void passwordLogins_data()
    {
        QTest::addColumn<QString>("computer");
        QTest::addColumn<QString>("login");
        const QString ann = u"-Credential ann@LAB.EXAMPLE"_s;
        QTest::newRow("default, HTTP") << server01 << ann;
        QTest::newRow("default, HTTPS") << server01 << ann + u" -UseSSL"_s;
        QTest::newRow("Kerberos, HTTP") << server01 << ann + u" -Authentication Kerberos"_s;
        QTest::newRow("CredSSP, HTTP") << credssp << ann + u" -Authentication Credssp"_s;
        QTest::newRow("CredSSP, HTTPS") << credssp << ann + u" -Authentication Credssp -UseSSL"_s;
        QTest::newRow("Digest, HTTPS") << digest << u"-Credential ann -Authentication Digest -UseSSL"_s;
        QTest::newRow("NTLM, HTTPS") << unlisted << u"-Credential ann -Authentication Negotiate -UseSSL"_s;
    }
    void passwordLogins()
    {
        QFETCH(QString, computer);
        QFETCH(QString, login);
        const CliResult right = list(computer, login);
        QVERIFY2(right.status == 0 && right.out.contains(u"ITTask"_s), right.all());
        QCOMPARE(right.err.contains(u"password"_s), login.contains(u"Credssp"_s)); // it is handed over: said each time
        const CliResult wrong = list(computer, login, u"not it"_s);
        QVERIFY2(wrong.status == 1 && !wrong.out.contains(u"ITTask"_s), wrong.all());
        QVERIFY2(!wrong.err.contains(u"not it"_s), wrong.all());
    }

    void ntlmOverHttpNeedsTrust()
    {
        const QString login = u"-Credential ann -Authentication Negotiate"_s;
        const CliResult refused = list(unlisted, login);
        QVERIFY2(refused.status == 1 && refused.err.contains(u"ServerNotTrusted"_s), refused.all());
        cli->setOptions({u"--trust-host"_s, u"*.lab.example"_s});
        const CliResult trusted = list(unlisted, login);
        QVERIFY2(trusted.status == 0 && trusted.out.contains(u"ITTask"_s), trusted.all());
    }

    void keytab()
    {
        cli->setOptions({u"--keytab"_s, kdc.path(u"ann.keytab"_s)});
        const CliResult right = list(server01, u"-Credential ann@LAB.EXAMPLE"_s, u"unused"_s);
        QVERIFY2(right.status == 0 && right.out.contains(u"ITTask"_s), right.all());
        const CliResult other = list(server01, u"-Credential nobody@LAB.EXAMPLE"_s, u"unused"_s);
        QVERIFY2(other.status == 1 && !other.out.contains(u"ITTask"_s), other.all());
    }

    void ticketCache()
    {
        const QString login = u"-Authentication NegotiateWithImplicitCredential"_s;
        const CliResult without = list(server01, login);
        QVERIFY2(without.status == 1 && without.err.contains(u"kinit"_s), without.all());
        const QString cache = kdc.path(u"ann.cache"_s);
        QVERIFY(kdc.logIn(u"ann"_s, annPassword, cache));
        const QByteArray before = qgetenv("KRB5CCNAME");
        qputenv("KRB5CCNAME", "FILE:" + cache.toUtf8());
        const CliResult with = list(server01, login);
        qputenv("KRB5CCNAME", before);
        QVERIFY2(with.status == 0 && with.out.contains(u"ITTask"_s), with.all());
    }

    /// The passphrase is asked for on a terminal only; here the key is opened from the profile without one.
    void certificate()
    {
        QFile locked(certificateFile);
        QVERIFY(locked.open(QIODevice::ReadOnly));
        const QByteArray bytes = locked.readAll();
        const QSslKey key(bytes, QSsl::Rsa, QSsl::Pem, QSsl::PrivateKey, "open sesame");
        QVERIFY(!key.isNull());
        const QString open = kdc.path(u"open.pem"_s);
        QFile file(open);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QSslCertificate::fromData(bytes).first().toPem() + key.toPem());
        file.close();

        const QString login = u"-UseSSL -CertificateThumbprint '%1'"_s;
        cli->setOptions({u"--certificate"_s, open});
        const CliResult right = list(certificateOnly, login.arg(thumbprint));
        QVERIFY2(right.status == 0 && right.out.contains(u"ITTask"_s), right.all());
        const CliResult unknown = list(certificateOnly, login.arg(QString(40, u'A')));
        QVERIFY2(unknown.status == 1 && unknown.err.contains(u"CertificateNotFound"_s), unknown.all());
        const CliResult plain = list(certificateOnly, u"-CertificateThumbprint '%1'"_s.arg(thumbprint));
        QVERIFY2(plain.status == 1 && plain.err.contains(u"HTTPS"_s), plain.all());
        cli->setOptions({u"--certificate"_s, certificateFile});
        const CliResult withoutPassphrase = list(certificateOnly, login.arg(thumbprint));
        QVERIFY2(withoutPassphrase.status == 1 && withoutPassphrase.err.contains(u"passphrase"_s),
                 withoutPassphrase.all());
    }

    void connectedSessionSaysHowItLoggedIn()
    {
        cli->setPassword(annPassword);
        cli->setOptions({u"-OutputFormat"_s, u"List"_s});
        const CliResult result = cli->command(
            u"Connect-PSSession -ComputerName %1 -Name ITTask -Credential ann@LAB.EXAMPLE"_s.arg(server01));
        QVERIFY2(result.status == 0 && result.out.contains(u"Kerberos"_s), result.all());
        QVERIFY2(result.out.contains(u"AES"_s, Qt::CaseInsensitive), result.all());
    }
};

QTEST_GUILESS_MAIN(AuthCliTest)
#include "tst_authcli.moc"
