#include "tests/integration/authfixture.h"

#include "core/transport/selfsigned.h"
#include "core/wsman/requests.h"
#include "core/wsman/responses.h"

#include <QTest>

using namespace rejoin;
using namespace rejoin::test;
using base::Error;
using base::ErrorCategory;
using transport::Mechanism;

namespace {

const QString modern = QStringLiteral("server01.lab.example");
const QString ntlmOnly = QStringLiteral("unlisted.lab.example"); // the realm knows no such service
const QString older = QStringLiteral("older.lab.example");
const QString version5 = QStringLiteral("version5.lab.example");
const QString impostor = QStringLiteral("impostor.lab.example");
const QString expired = QStringLiteral("expired.lab.example");
const QString tls12 = QStringLiteral("tls12.lab.example");
const QString withoutIt = QStringLiteral("negotiate.lab.example");

QByteArray firstToken(const QByteArray &bytes, int number)
{
    qsizetype at = -1;
    for (int i = 0; i <= number; ++i)
        at = bytes.indexOf("CredSSP ", at + 1);
    return at < 0 ? QByteArray() : bytes.mid(at + 8, bytes.indexOf('\r', at) - at - 8);
}

/// Every token of CredSSP in these bytes, decoded: what goes over the wire when nobody reads base64.
QByteArray tokens(const QByteArray &bytes)
{
    QByteArray all;
    for (int i = 0; i < 1000; ++i) {
        const QByteArray token = firstToken(bytes, i);
        if (token.isEmpty())
            return all;
        all += QByteArray::fromBase64(token);
    }
    return all;
}

} // namespace

/// CredSSP with the library's own acceptor inside, a real KDC, and every byte recorded.
class AuthCredsspTest : public QObject
{
    Q_OBJECT

    AuthFixture fixture;

    transport::TransportSettings settings(const QString &computer, bool tls,
                                          const QString &user = QStringLiteral("ann@LAB.EXAMPLE"),
                                          const QString &word = annPassword) const
    {
        auto made = fixture.settings(computer, tls, Mechanism::Credssp, AuthFixture::password(user, word));
        made.login.allowDelegation = true;
        made.login.allowNtlmWithoutTls = true;
        return made;
    }
    void verifyNoSecret() const
    {
        const QByteArray all = fixture.recorder->all();
        QVERIFY(!revealsSecret(all, annPassword));
        QVERIFY(!revealsSecret(tokens(all), annPassword));
    }
    static void rowsForBoth(const char *name, const std::function<void(QTestData &)> &fill)
    {
        for (const bool tls : {false, true})
            fill(QTest::addRow("%s, %s", name, tls ? "HTTPS" : "HTTP") << tls);
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (!Kdc::isInstalled())
            QSKIP("krb5-kdc is not installed");
        auto &kdc = fixture.kdc;
        const bool realm = kdc.start() && kdc.addUser(QStringLiteral("ann"), annPassword) &&
                           kdc.addServices({modern, older, version5, impostor, expired, tls12, withoutIt});
        QVERIFY2(realm, qPrintable(kdc.errorText()));
        kdc.setEnvironment();
        const auto computer = [](const QString &name, QJsonObject more = {}) {
            more.insert(QStringLiteral("name"), name);
            if (!more.contains(QStringLiteral("auth")))
                more.insert(QStringLiteral("auth"), QJsonArray{QStringLiteral("CredSSP")});
            return more;
        };
        QJsonArray sessions;
        for (int i = 0; i < 60; ++i)
            sessions.append(QJsonObject{{QStringLiteral("name"), QStringLiteral("Session number %1").arg(i)}});
        LabProcessOptions options;
        options.user = QStringLiteral("ann");
        options.password = annPassword;
        const QJsonArray computers{
            computer(modern, {{QStringLiteral("sessions"), sessions}}),
            computer(ntlmOnly),
            computer(older, {{QStringLiteral("credsspVersion"), 4}}),
            computer(version5, {{QStringLiteral("credsspVersion"), 5}}),
            computer(impostor, {{QStringLiteral("credsspWrongKey"), true}}),
            computer(expired, {{QStringLiteral("credsspStatus"), double(0xC0000071)}}),
            computer(tls12, {{QStringLiteral("credsspTls"), 12}}),
            computer(withoutIt,
                     {{QStringLiteral("auth"), QJsonArray{QStringLiteral("Negotiate"), QStringLiteral("Basic")}}})};
        options.seed.insert(QStringLiteral("computers"), computers);
        options.arguments = {QStringLiteral("--keytab"), kdc.keytab()};
        QVERIFY2(fixture.lab.start(options), qPrintable(fixture.lab.errorText()));
    }

    void logsIn_data()
    {
        QTest::addColumn<bool>("tls");
        QTest::addColumn<QString>("computer");
        QTest::addColumn<QString>("user");
        QTest::addColumn<QString>("package");
        const auto row = [](const char *name, const QString &computer, const char *user, const char *package) {
            rowsForBoth(name, [&](QTestData &data) {
                data << computer << QString::fromLatin1(user) << QString::fromLatin1(package);
            });
        };
        row("Kerberos", modern, "ann@LAB.EXAMPLE", "CredSSP 6 (Kerberos)");
        row("NTLM, local account", modern, ".\\ann", "CredSSP 6 (NTLM)");
        row("NTLM, domain that is no realm", ntlmOnly, "UNLISTED\\ann", "CredSSP 6 (NTLM)");
        row("version 5, Kerberos", version5, "ann@LAB.EXAMPLE", "CredSSP 5 (Kerberos)");
        row("version 5, NTLM", version5, ".\\ann", "CredSSP 5 (NTLM)");
        row("TLS 1.2 inside, Kerberos", tls12, "ann@LAB.EXAMPLE", "CredSSP 6 (Kerberos)");
        row("TLS 1.2 inside, NTLM", tls12, ".\\ann", "CredSSP 6 (NTLM)");
    }
    void logsIn()
    {
        QFETCH(bool, tls);
        QFETCH(QString, computer);
        QFETCH(QString, user);
        Recorder &recorder = fixture.record(computer, tls);
        const auto transport = transport::makeHttpTransport(settings(computer, tls, user));
        for (int i = 0; i < 3; ++i) {
            const auto response = AuthFixture::post(transport);
            QCOMPARE(response.status, 200);
            QVERIFY(response.body.contains("IdentifyResponse"));
        }
        QCOMPARE(recorder.connections(), 1);
        const auto facts = transport->facts();
        QTEST(facts.package, "package");
        QCOMPARE(facts.mechanism, QStringLiteral("CredSSP"));
        QCOMPARE(facts.fallbackReason.isEmpty(), facts.package.contains(QLatin1String("Kerberos")));
        if (!tls) {
            QVERIFY2(facts.sealing.contains(QStringLiteral("TLS_")), qPrintable(facts.sealing));
            for (const QByteArray &bytes : {recorder.toServer(), recorder.toClient()})
                QCOMPARE(bytes.count("multipart/encrypted;protocol=\"application/HTTP-CredSSP-session-encrypted\""), 3);
            QVERIFY(!recorder.all().contains("Envelope"));
        }
        transport->close();
        verifyNoSecret();
    }

    /// HTTPS is ended in between, so that what is inside can be searched as well.
    void insideHttps()
    {
        const auto certificate = transport::makeSelfSignedCertificate({modern});
        QSslConfiguration tls;
        tls.setLocalCertificate(certificate.certificate);
        tls.setPrivateKey(certificate.key);
        Recorder::Options options;
        options.serverPort = fixture.lab.computer(modern).httpsPort;
        options.tlsToServer = true;
        options.tlsToClient = tls;
        Recorder &recorder = fixture.record(options);
        auto made = settings(modern, true);
        made.tls.extraAuthorities = {certificate.certificate};
        const auto transport = transport::makeHttpTransport(made);
        QCOMPARE(AuthFixture::post(transport).status, 200);
        QVERIFY(recorder.toServer().contains("Authorization: CredSSP "));
        QVERIFY(recorder.toServer().contains("Identify"));
        transport->close();
        verifyNoSecret();
    }

    void longMessages()
    {
        Recorder &recorder = fixture.record(modern, false);
        const auto transport = transport::makeHttpTransport(settings(modern, false));
        wsman::RequestContext context;
        context.to = transport->endpoint().urlText();
        context.resourceUri = QStringLiteral("http://schemas.microsoft.com/powershell/Microsoft.PowerShell");
        context.sessionId = QUuid::createUuid();
        const auto asked = wsman::enumerateShellsRequest(context, 32000);
        transport::HttpRequest request;
        // Longer than two records: blanks after the envelope are no content.
        request.body = asked.envelope + QByteArray(40000, ' ');
        const auto response = await(transport->post(request, {}));
        QCOMPARE(response.status, 200);
        QCOMPARE(wsman::parseShells(response.body, asked).items.size(), 60);
        QVERIFY(response.body.size() > 32768);
        QVERIFY(recorder.toServer().contains("multipart/x-multi-encrypted"));
        QCOMPARE(recorder.toServer().count("OriginalContent"), 3);
        QVERIFY(recorder.toClient().contains("multipart/x-multi-encrypted"));
        QVERIFY(recorder.toClient().count("OriginalContent") >= 3);
        QVERIFY(!recorder.all().contains("Session number"));
        transport->close();
    }

    void refusals_data()
    {
        QTest::addColumn<bool>("tls");
        QTest::addColumn<QString>("computer");
        QTest::addColumn<QString>("user");
        QTest::addColumn<QString>("word");
        QTest::addColumn<int>("category");
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("sentence");
        const auto row = [](const char *name, const QString &computer, const char *user, const QString &word,
                            ErrorCategory category, const char *id, const char *sentence) {
            rowsForBoth(name, [&](QTestData &data) {
                data << computer << QString::fromLatin1(user) << word << int(category) << QString::fromLatin1(id)
                     << QString::fromLatin1(sentence);
            });
        };
        const QString wrong = QStringLiteral("not her password");
        const auto refused = ErrorCategory::LoginRefused;
        row("wrong password, Kerberos", modern, "ann@LAB.EXAMPLE", wrong, refused, "AccessDenied", "is wrong");
        row("wrong password, NTLM", modern, ".\\ann", wrong, refused, "AccessDenied", "is not right");
        row("wrong password, version 5", version5, ".\\ann", wrong, refused, "AccessDenied", "look alike");
        row("unknown user, Negotiate", modern, "nobody@LAB.EXAMPLE", annPassword, refused, "AccessDenied",
            "is not right");
        row("unknown user, NTLM", modern, ".\\nobody", annPassword, refused, "AccessDenied", "is not right");
        row("password expired", expired, ".\\ann", annPassword, refused, "AccessDenied", "password has expired");
        row("not offered", withoutIt, ".\\ann", annPassword, refused, "InvalidAuthentication",
            "it offers Negotiate, Basic");
        row("version 4", older, ".\\ann", annPassword, ErrorCategory::Unsupported, "CredSspVersion", "CVE-2018-0886");
        row("not the server's TLS, NTLM", impostor, ".\\ann", annPassword, ErrorCategory::Protocol,
            "CredSspServerNotProven", "password was not sent");
        row("not the server's TLS, Kerberos", impostor, "ann", annPassword, ErrorCategory::Protocol,
            "CredSspServerNotProven", "password was not sent");
    }
    void refusals()
    {
        QFETCH(bool, tls);
        QFETCH(QString, computer);
        QFETCH(QString, user);
        QFETCH(QString, word);
        QFETCH(QString, sentence);
        fixture.record(computer, tls);
        const auto before = fixture.acceptedLogins(computer);
        const Error error = AuthFixture::failure(settings(computer, tls, user, word));
        QTEST(int(error.category), "category");
        QTEST(error.id, "id");
        QVERIFY2(error.english().contains(sentence), qPrintable(error.english()));
        QVERIFY(!error.advice.isEmpty());
        QVERIFY(!revealsSecret((error.english() + error.advice.english() + error.detail).toUtf8(), word));
        QCOMPARE(fixture.acceptedLogins(computer), before);
        verifyNoSecret();
    }
    void acceptedCountsCanBeSeen()
    {
        fixture.record(tls12, false);
        const auto before = fixture.acceptedLogins(tls12);
        const auto transport = transport::makeHttpTransport(settings(tls12, false));
        QCOMPARE(AuthFixture::post(transport).status, 200);
        QVERIFY(fixture.acceptedLogins(tls12) > before);
        transport->close();
    }

    void olderVersionWhereAllowed()
    {
        fixture.record(older, false);
        auto made = settings(older, false);
        made.login.minimumCredsspVersion = 2;
        const auto transport = transport::makeHttpTransport(made);
        QCOMPARE(AuthFixture::post(transport).status, 200);
        QCOMPARE(transport->facts().package, QStringLiteral("CredSSP 4 (Kerberos)"));
        transport->close();
        verifyNoSecret();
    }

    void nothingIsSent_data()
    {
        QTest::addColumn<bool>("tls");
        QTest::addColumn<bool>("delegation");
        QTest::addColumn<QString>("id");
        rowsForBoth("delegation not allowed",
                    [](QTestData &data) { data << false << QStringLiteral("DelegationNotPermitted"); });
        QTest::addRow("NTLM not allowed, HTTP") << false << true << QStringLiteral("ServerNotTrusted");
    }
    void nothingIsSent()
    {
        QFETCH(bool, tls);
        QFETCH(bool, delegation);
        Recorder &recorder = fixture.record(ntlmOnly, tls);
        auto made = settings(ntlmOnly, tls, QStringLiteral(".\\ann"));
        made.login.allowDelegation = delegation;
        made.login.allowNtlmWithoutTls = false;
        const Error error = AuthFixture::failure(made);
        QCOMPARE(error.category, ErrorCategory::NotPermitted);
        QTEST(error.id, "id");
        QVERIFY(recorder.all().isEmpty());
    }

    void garbledToken_data()
    {
        QTest::addColumn<bool>("fromServer");
        QTest::addColumn<int>("number");
        for (const bool fromServer : {false, true}) {
            for (int number = 0; number < (fromServer ? 4 : 5); ++number)
                QTest::addRow("token %d from the %s", number, fromServer ? "server" : "client") << fromServer << number;
        }
    }
    void garbledToken()
    {
        QFETCH(bool, fromServer);
        QFETCH(int, number);
        Recorder &recorder = fixture.record(ntlmOnly, false);
        int seen = 0;
        bool changed = false;
        const auto change = [&](QByteArray bytes) {
            const QByteArray token = firstToken(bytes, 0);
            if (token.isEmpty() || seen++ != number)
                return bytes;
            QByteArray decoded = QByteArray::fromBase64(token);
            const qsizetype middle = decoded.size() / 2;
            decoded[middle] = static_cast<char>(decoded.at(middle) ^ 0x20);
            changed = true;
            return bytes.replace(token, decoded.toBase64());
        };
        (fromServer ? recorder.changeToClient : recorder.changeToServer) = change;
        const auto before = fixture.acceptedLogins(ntlmOnly);
        const Error error = AuthFixture::failure(settings(ntlmOnly, false, QStringLiteral(".\\ann")));
        QVERIFY(changed);
        // A ticket of TLS in between is of no use to the login; to change it ends it all the same.
        QVERIFY2(error.category == ErrorCategory::LoginRefused || error.category == ErrorCategory::Protocol ||
                     error.category == ErrorCategory::TlsFailed,
                 qPrintable(error.english()));
        QVERIFY(error.id != QLatin1String("NoError"));
        QCOMPARE(fixture.acceptedLogins(ntlmOnly), before);
        verifyNoSecret();
    }

    /// The tokens of a login that went well, on another connection.
    void replayedTokens()
    {
        Recorder &recorder = fixture.record(modern, false);
        const auto transport = transport::makeHttpTransport(settings(modern, false));
        QCOMPARE(AuthFixture::post(transport).status, 200);
        transport->close();
        const QByteArray recorded = recorder.toServer();
        const auto before = fixture.acceptedLogins(modern);
        Recorder &second = fixture.record(modern, false);
        int number = 0;
        second.changeToServer = [&](QByteArray bytes) {
            const QByteArray token = firstToken(bytes, 0);
            const QByteArray old = firstToken(recorded, number++);
            return token.isEmpty() || old.isEmpty() ? bytes : bytes.replace(token, old);
        };
        // The lengths differ by a few bytes at most; a request line has no body that could be cut.
        const Error error = AuthFixture::failure(settings(modern, false));
        QVERIFY(error.id != QLatin1String("NoError"));
        QCOMPARE(fixture.acceptedLogins(modern), before);
    }

    void changedMessage()
    {
        for (const bool fromServer : {false, true}) {
            Recorder &recorder = fixture.record(modern, false);
            const auto change = [](QByteArray bytes) {
                const qsizetype at = bytes.indexOf("--Encrypted Boundary--");
                if (at > 0)
                    bytes[at - 3] = static_cast<char>(bytes.at(at - 3) ^ 1);
                return bytes;
            };
            (fromServer ? recorder.changeToClient : recorder.changeToServer) = change;
            const Error error = AuthFixture::failure(settings(modern, false));
            QVERIFY(error.id != QLatin1String("NoError"));
            if (fromServer)
                QCOMPARE(error.id, QStringLiteral("MessageUnsealFailed"));
        }
    }
};

QTEST_GUILESS_MAIN(AuthCredsspTest)
#include "tst_authcredssp.moc"
