#include "core/transport/selfsigned.h"
#include "tests/integration/authfixture.h"

#include <QRegularExpression>
#include <QTcpSocket>
#include <QTest>

using namespace rejoin;
using namespace rejoin::test;
using base::Credential;
using base::Error;
using base::ErrorCategory;
using transport::Mechanism;

namespace {

const QByteArray plainEnvelope =
    "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\"><s:Header/><s:Body/></s:Envelope>";
const QByteArray plainAnswer = "HTTP/1.1 200 OK\r\nContent-Type: application/soap+xml;charset=UTF-8\r\n"
                               "Content-Length: " +
                               QByteArray::number(plainEnvelope.size()) + "\r\n\r\n" + plainEnvelope;

/// One base64 character of the token in this header, well inside it.
QByteArray garbled(QByteArray bytes, const QByteArray &before)
{
    const auto start = bytes.indexOf(before);
    const auto end = start < 0 ? -1 : bytes.indexOf("\r\n", start);
    if (end < 0)
        return bytes;
    const auto at = start + before.size() + (end - start - before.size()) * 2 / 3;
    bytes[at] = bytes.at(at) == 'A' ? 'B' : 'A';
    return bytes;
}

/// What one connection answers to these Authorization values, one after the other: the statuses.
QList<int> statusesFor(quint16 port, const QList<QByteArray> &authorizations)
{
    QTcpSocket socket;
    socket.connectToHost(QStringLiteral("127.0.0.1"), port);
    QList<int> statuses;
    QByteArray answer;
    for (const QByteArray &authorization : authorizations) {
        answer.clear();
        socket.write("POST /wsman HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n" + authorization + "\r\n\r\n");
        const bool answered = waitUntil([&] {
            answer += socket.readAll();
            return answer.contains("\r\n\r\n") || socket.state() == QAbstractSocket::UnconnectedState;
        });
        statuses.append(answered ? answer.mid(9, 3).toInt() : 0);
    }
    socket.abort();
    return statuses;
}

QList<QByteArray> authorizationsIn(const QByteArray &recorded)
{
    QList<QByteArray> found;
    static const QRegularExpression header(QStringLiteral("Authorization: [^\r\n]+"));
    auto matches = header.globalMatch(QString::fromLatin1(recorded));
    while (matches.hasNext())
        found.append(matches.next().captured().toLatin1());
    return found;
}

} // namespace

/// Somebody between the client and the server: whatever they change, repeat or relay is refused, on the right side.
class AuthTamperingTest : public QObject
{
    Q_OBJECT

    AuthFixture fixture;

    static Credential ann(bool ntlm)
    {
        return AuthFixture::password(ntlm ? QStringLiteral(".\\ann") : QStringLiteral("ann@LAB.EXAMPLE"));
    }
    transport::TransportSettings settings(Mechanism mechanism, bool ntlm, const QString &computer = server01,
                                          bool tls = false) const
    {
        auto settings = fixture.settings(computer, tls, mechanism, ann(ntlm));
        settings.login.allowNtlmWithoutTls = true;
        return settings;
    }
    static void mechanisms()
    {
        QTest::addColumn<int>("mechanism");
        QTest::addColumn<bool>("ntlm");
        QTest::addColumn<QByteArray>("scheme");
        QTest::newRow("Negotiate, Kerberos") << int(Mechanism::Negotiate) << false << QByteArray("Negotiate ");
        QTest::newRow("Kerberos") << int(Mechanism::Kerberos) << false << QByteArray("Kerberos ");
        QTest::newRow("Negotiate, NTLM") << int(Mechanism::Negotiate) << true << QByteArray("Negotiate ");
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (!Kdc::isInstalled())
            QSKIP("krb5-kdc is not installed");
        QVERIFY2(fixture.start(), qPrintable(fixture.errorText()));
    }

    void clientsTokenGarbled_data() { mechanisms(); }
    void clientsTokenGarbled()
    {
        QFETCH(int, mechanism);
        QFETCH(bool, ntlm);
        QFETCH(QByteArray, scheme);
        Recorder &recorder = fixture.record(server01, false);
        int tokens = 0;
        recorder.changeToServer = [&](const QByteArray &bytes) {
            // NTLM's last one: the first is not protected by anything.
            const bool has = bytes.contains("Authorization: " + scheme);
            tokens += has ? 1 : 0;
            return has && tokens == (ntlm ? 2 : 1) ? garbled(bytes, "Authorization: " + scheme) : bytes;
        };
        const auto before = fixture.acceptedLogins(server01);
        const Error error = AuthFixture::failure(settings(static_cast<Mechanism>(mechanism), ntlm));
        QVERIFY2(error.category == ErrorCategory::LoginRefused || error.category == ErrorCategory::Protocol,
                 qPrintable(error.english()));
        QCOMPARE(fixture.acceptedLogins(server01), before);
        QVERIFY(!recorder.toServer().contains("multipart/encrypted"));
    }

    void serversTokenGarbled_data() { mechanisms(); }
    void serversTokenGarbled()
    {
        QFETCH(int, mechanism);
        QFETCH(bool, ntlm);
        QFETCH(QByteArray, scheme);
        Recorder &recorder = fixture.record(server01, false);
        recorder.changeToClient = [&](const QByteArray &bytes) {
            return garbled(bytes, "WWW-Authenticate: " + scheme);
        };
        const Error error = AuthFixture::failure(settings(static_cast<Mechanism>(mechanism), ntlm));
        QVERIFY2(error.category == ErrorCategory::LoginRefused || error.category == ErrorCategory::Protocol,
                 qPrintable(error.english()));
        QVERIFY(!recorder.toServer().contains("multipart/encrypted")); // nothing of the message was sent
    }

    void serverThatDoesNotProveItself_data() { mechanisms(); }
    void serverThatDoesNotProveItself()
    {
        QFETCH(int, mechanism);
        QFETCH(bool, ntlm);
        Recorder &recorder = fixture.record(server01, false);
        recorder.changeToClient = [](const QByteArray &) {
            return QByteArrayLiteral("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        };
        const Error error = AuthFixture::failure(settings(static_cast<Mechanism>(mechanism), ntlm));
        QVERIFY2(error.category != ErrorCategory::Internal, qPrintable(error.english()));
        QCOMPARE(error.id, QStringLiteral("LoginIncomplete"));
        QVERIFY(!recorder.toServer().contains("multipart/encrypted"));
    }

    void tokensReplayed_data() { mechanisms(); }
    void tokensReplayed()
    {
        QFETCH(int, mechanism);
        QFETCH(bool, ntlm);
        const Recorder &recorder = fixture.record(server01, false);
        QCOMPARE(AuthFixture::failure(settings(static_cast<Mechanism>(mechanism), ntlm)).id, QStringLiteral("NoError"));
        const auto tokens = authorizationsIn(recorder.toServer());
        QCOMPARE(tokens.size(), ntlm ? 2 : 1);
        const auto before = fixture.acceptedLogins(server01);
        const auto port = fixture.lab.computer(server01).httpPort;
        const auto whole = statusesFor(port, tokens);
        QCOMPARE(whole.last(), 401);
        QCOMPARE(statusesFor(port, {tokens.last()}), QList<int>{401});
        QCOMPARE(fixture.acceptedLogins(server01), before);
    }

    void plainAnswerToASealedRequest_data() { mechanisms(); }
    void plainAnswerToASealedRequest()
    {
        QFETCH(int, mechanism);
        QFETCH(bool, ntlm);
        Recorder &recorder = fixture.record(server01, false);
        recorder.changeToClient = [](const QByteArray &bytes) {
            return bytes.contains("multipart/encrypted") ? plainAnswer : bytes;
        };
        const Error error = AuthFixture::failure(settings(static_cast<Mechanism>(mechanism), ntlm));
        QCOMPARE(error.category, ErrorCategory::Protocol);
        QCOMPARE(error.id, QStringLiteral("UnprotectedResponse"));
    }

    void sealedAnswerChanged_data() { mechanisms(); }
    void sealedAnswerChanged()
    {
        QFETCH(int, mechanism);
        QFETCH(bool, ntlm);
        Recorder &recorder = fixture.record(server01, false);
        recorder.changeToClient = [](QByteArray bytes) {
            const auto end = bytes.lastIndexOf("--Encrypted Boundary--");
            if (end > 10)
                bytes[end - 5] = static_cast<char>(bytes.at(end - 5) ^ 1);
            return bytes;
        };
        const Error error = AuthFixture::failure(settings(static_cast<Mechanism>(mechanism), ntlm));
        QCOMPARE(error.category, ErrorCategory::Protocol);
        QCOMPARE(error.id, QStringLiteral("MessageUnsealFailed"));
    }

    void sealedRequestChanged_data() { mechanisms(); }
    void sealedRequestChanged()
    {
        QFETCH(int, mechanism);
        QFETCH(bool, ntlm);
        Recorder &recorder = fixture.record(server01, false);
        recorder.changeToServer = [](QByteArray bytes) {
            const auto end = bytes.lastIndexOf("--Encrypted Boundary--");
            if (end > 10)
                bytes[end - 5] = static_cast<char>(bytes.at(end - 5) ^ 1);
            return bytes;
        };
        const Error error = AuthFixture::failure(settings(static_cast<Mechanism>(mechanism), ntlm));
        QVERIFY2(error.id != QLatin1String("NoError"), "a changed request was carried out");
        QVERIFY(!recorder.toClient().contains("Content-Type: multipart/encrypted"));
    }

    /// The client's TLS ends at somebody who passes the login on in a TLS of their own.
    void relayedLogin_data() { mechanisms(); }
    void relayedLogin()
    {
        QFETCH(int, mechanism);
        QFETCH(bool, ntlm);
        const auto other = transport::makeSelfSignedCertificate({server01});
        Recorder::Options options;
        options.serverPort = fixture.lab.computer(server01).httpsPort;
        options.tlsToServer = true;
        options.tlsToClient = QSslConfiguration::defaultConfiguration();
        options.tlsToClient->setLocalCertificate(other.certificate);
        options.tlsToClient->setPrivateKey(other.key);
        options.tlsToClient->setPeerVerifyMode(QSslSocket::VerifyNone);
        (void)fixture.record(options);
        auto relayed = settings(static_cast<Mechanism>(mechanism), ntlm, server01, true);
        relayed.tls.extraAuthorities = {other.certificate}; // the user was taken in
        const auto before = fixture.acceptedLogins(server01);
        const Error error = AuthFixture::failure(relayed);
        QVERIFY2(error.category == ErrorCategory::LoginRefused || error.category == ErrorCategory::Protocol,
                 qPrintable(error.english()));
        QCOMPARE(fixture.acceptedLogins(server01), before);
    }

    /// A login that was bound to nothing, carried into TLS: only a server that wants bindings notices.
    void loginWithoutBindings_data() { mechanisms(); }
    void loginWithoutBindings()
    {
        QFETCH(int, mechanism);
        QFETCH(bool, ntlm);
        for (const QString &computer : {strict, server01}) {
            Recorder::Options options;
            options.serverPort = fixture.lab.computer(computer).httpsPort;
            options.tlsToServer = true;
            (void)fixture.record(options);
            const auto before = fixture.acceptedLogins(computer);
            (void)AuthFixture::failure(settings(static_cast<Mechanism>(mechanism), ntlm, computer));
            QCOMPARE(fixture.acceptedLogins(computer) > before, computer == server01);
        }
    }
};

QTEST_GUILESS_MAIN(AuthTamperingTest)
#include "tst_authtampering.moc"
