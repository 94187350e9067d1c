#include "core/transport/tlspolicy.h"
#include "core/transport/tlstickets.h"
#include "core/transport/transport.h"
#include "tests/support/await.h"
#include "tests/unit/transport/scriptedserver.h"

#include <QCryptographicHash>
#include <QTest>

using namespace rejoin;
using namespace rejoin::transport;
using namespace rejoin::test;
using namespace std::chrono_literals;
using base::Error;
using base::ErrorCategory;

namespace {

QByteArray answer(const ScriptedServer::Exchange &)
{
    return soapAnswer();
}

HttpResponse post(const TransportSettings &settings)
{
    const auto transport = makeHttpTransport(settings);
    return test::await(transport->post(soapRequest(), {}));
}

Error failure(const TransportSettings &settings)
{
    return errorOf([&] { post(settings); });
}

QByteArray sha256(const CertificateAndKey &identity)
{
    return identity.certificate.digest(QCryptographicHash::Sha256);
}

} // namespace

class TlsTest : public QObject
{
    Q_OBJECT

    CertificateAndKey m_authority;
    CertificateAndKey m_server; ///< signed by m_authority for server01 and 127.0.0.1

    TransportSettings trusting(quint16 port, const QString &host = QStringLiteral("127.0.0.1")) const
    {
        auto settings = settingsFor(host, port, true);
        settings.login.allowUnencrypted = false;
        settings.tls.extraAuthorities = {m_authority.certificate};
        if (host != QStringLiteral("127.0.0.1"))
            settings.connectTo.add(QStringLiteral("%1:%2:127.0.0.1:%2").arg(host).arg(port));
        return settings;
    }

    CertificateAndKey signedFor(const QStringList &names, int fromDays, int toDays) const
    {
        CertificateRequest request;
        request.names = names;
        request.notBefore = QDateTime::currentDateTimeUtc().addDays(fromDays);
        request.notAfter = QDateTime::currentDateTimeUtc().addDays(toDays);
        return makeCertificate(request, m_authority);
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(QSslSocket::supportsSsl());
        CertificateRequest authority;
        authority.names = {QStringLiteral("Test authority")};
        authority.isAuthority = true;
        m_authority = makeCertificate(authority);
        m_server = signedFor({QStringLiteral("server01"), QStringLiteral("127.0.0.1")}, -1, 30);
    }

    void trustedByItsAuthority()
    {
        const ScriptedServer server(answer, m_server);
        const auto transport = makeHttpTransport(trusting(server.port()));
        QCOMPARE(test::await(transport->post(soapRequest(), {})).status, 200);
        QCOMPARE(test::await(transport->post(soapRequest(), {})).status, 200);
        QCOMPARE(server.connections(), 1);
        const ConnectionFacts facts = transport->facts();
        QVERIFY(facts.tlsVersion.startsWith(QStringLiteral("TLSv1.")));
        QVERIFY(!facts.cipher.isEmpty());
        QCOMPARE(facts.certificateSha256, sha256(m_server));
        QCOMPARE(facts.certificateSubject, QStringLiteral("server01"));
        QVERIFY(!server.received().isEmpty());
    }

    void rsaCertificate()
    {
        CertificateRequest request;
        request.names = {QStringLiteral("127.0.0.1")};
        request.rsa = true;
        const auto identity = makeCertificate(request, m_authority);
        QCOMPARE(identity.certificate.publicKey().algorithm(), QSsl::Rsa);
        const ScriptedServer server(answer, identity);
        QCOMPARE(post(trusting(server.port())).status, 200);
    }

    void largeBodies()
    {
        const QByteArray big = envelope().repeated(20000);
        const ScriptedServer server(
            [&](const ScriptedServer::Exchange &exchange) {
                return serializeResponse(200, {{"Content-Type", "application/soap+xml"}}, exchange.request.body);
            },
            m_server);
        const auto transport = makeHttpTransport(trusting(server.port()));
        HttpRequest request = soapRequest();
        request.body = big;
        QCOMPARE(test::await(transport->post(request, {})).body, big);
    }

    void selfSignedIsUntrusted()
    {
        const auto identity = makeSelfSignedCertificate({QStringLiteral("127.0.0.1")});
        const ScriptedServer server(answer, identity);
        auto settings = trusting(server.port());
        const Error error = failure(settings);
        QCOMPARE(error.category, ErrorCategory::CertificateUntrusted);
        QCOMPARE(error.id, QStringLiteral("12175"));
        QVERIFY(error.english().contains(QStringLiteral("does not trust")));
        QVERIFY(!error.advice.isEmpty());
        QVERIFY(error.detail.contains(fingerprintText(sha256(identity))));
        QVERIFY(error.detail.contains(QStringLiteral("Subject: 127.0.0.1")));
        QCOMPARE(server.requests(), 0);

        settings.tls.skipCnCheck = true; // says nothing about the chain
        QCOMPARE(failure(settings).category, ErrorCategory::CertificateUntrusted);
        settings.tls.skipCnCheck = false;
        settings.tls.skipCaCheck = true;
        QCOMPARE(post(settings).status, 200);
        settings.tls.skipCaCheck = false;
        settings.tls.extraAuthorities = {identity.certificate};
        QCOMPARE(post(settings).status, 200);
    }

    void wrongName()
    {
        const auto identity = signedFor({QStringLiteral("other.example")}, -1, 30);
        const ScriptedServer server(answer, identity);
        auto settings = trusting(server.port());
        const Error error = failure(settings);
        QCOMPARE(error.category, ErrorCategory::CertificateUntrusted);
        QVERIFY(error.english().contains(QStringLiteral("another name (other.example)")));
        QVERIFY(error.detail.contains(QStringLiteral("Names: other.example")));

        settings.tls.skipCaCheck = true; // says nothing about the name
        QCOMPARE(failure(settings).category, ErrorCategory::CertificateUntrusted);
        settings.tls.skipCaCheck = false;
        settings.tls.skipCnCheck = true;
        QCOMPARE(post(settings).status, 200);
    }

    void nameIsCheckedNotTheDialledAddress()
    {
        const ScriptedServer server(answer, m_server);
        QCOMPARE(post(trusting(server.port(), QStringLiteral("Server01"))).status, 200);
        const Error error = failure(trusting(server.port(), QStringLiteral("server02")));
        QCOMPARE(error.category, ErrorCategory::CertificateUntrusted);
        QVERIFY(error.english().contains(QStringLiteral("another name")));
    }

    void expired()
    {
        const ScriptedServer server(answer, signedFor({QStringLiteral("127.0.0.1")}, -20, -10));
        auto settings = trusting(server.port());
        const Error error = failure(settings);
        QCOMPARE(error.category, ErrorCategory::CertificateUntrusted);
        QVERIFY(error.english().contains(QStringLiteral("expired on")));
        QVERIFY(error.detail.contains(QStringLiteral("Valid: ")));
        settings.tls.skipCaCheck = true;
        settings.tls.skipCnCheck = true;
        QVERIFY(failure(settings).english().contains(QStringLiteral("expired on")));
    }

    void notYetValid()
    {
        const ScriptedServer server(answer, signedFor({QStringLiteral("127.0.0.1")}, 10, 20));
        QVERIFY(failure(trusting(server.port())).english().contains(QStringLiteral("not valid before")));
    }

    void pinned()
    {
        // Wrong in every way but the pin.
        CertificateRequest request;
        request.names = {QStringLiteral("other.example")};
        request.notBefore = QDateTime::currentDateTimeUtc().addDays(-20);
        request.notAfter = QDateTime::currentDateTimeUtc().addDays(-10);
        const auto identity = makeCertificate(request);
        const ScriptedServer server(answer, identity);
        auto settings = settingsFor(QStringLiteral("127.0.0.1"), server.port(), true);
        settings.tls.pinnedSha256 = sha256(identity);
        const auto transport = makeHttpTransport(settings);
        QCOMPARE(test::await(transport->post(soapRequest(), {})).status, 200);
        QVERIFY(transport->facts().pinned);
        QCOMPARE(transport->facts().revocation, ConnectionFacts::Revocation::NotChecked);
        settings.tls.pinnedSha256.clear();
        settings.tls.skipCaCheck = true;
        settings.tls.skipCnCheck = true;
        settings.tls.skipRevocationCheck = true;
        QVERIFY(failure(settings).english().contains(QStringLiteral("expired on")));
    }

    void pinnedToAnother()
    {
        const ScriptedServer server(answer, m_server);
        auto settings = trusting(server.port()); // trusted but for the pin
        settings.tls.pinnedSha256 = sha256(m_authority);
        settings.tls.skipCaCheck = true;
        settings.tls.skipCnCheck = true;
        Error error = failure(settings);
        QCOMPARE(error.category, ErrorCategory::CertificateUntrusted);
        QVERIFY(error.english().contains(QStringLiteral("not the one that is trusted")));
        QVERIFY(error.detail.contains(fingerprintText(sha256(m_server))));
        QVERIFY(error.detail.contains(fingerprintText(sha256(m_authority))));
        const auto sent = QSslCertificate::fromData(error.certificatePem, QSsl::Pem);
        QCOMPARE(sent.value(0), m_server.certificate);
        settings.tls.extraAuthorities.clear();
        settings.tls.skipCaCheck = false;
        error = failure(settings);
        QVERIFY(error.english().contains(QStringLiteral("not the one that is trusted")));
        QCOMPARE(server.requests(), 0);
    }

    void eachSwitchForItself_data()
    {
        QTest::addColumn<int>("bits");
        for (int bits = 0; bits < 8; ++bits)
            QTest::addRow("CA %d CN %d revocation %d", bits & 1, (bits >> 1) & 1, bits >> 2) << bits;
    }
    void eachSwitchForItself()
    {
        QFETCH(int, bits);
        TlsPolicy policy;
        policy.skipCaCheck = (bits & 1) != 0;
        policy.skipCnCheck = (bits & 2) != 0;
        policy.skipRevocationCheck = (bits & 4) != 0;
        const QSslCertificate leaf = m_server.certificate;
        // Every set of these failures against every setting of the switches.
        const QSslError chain(QSslError::UnableToGetLocalIssuerCertificate, leaf);
        const QSslError above(QSslError::CertificateExpired, m_authority.certificate);
        const QSslError name(QSslError::HostNameMismatch, leaf);
        const QSslError revoked(QSslError::CertificateRevoked, leaf);
        const QSslError unclear(QSslError::OcspStatusUnknown, leaf);
        const QSslError none(QSslError::OcspNoResponseFound);
        const QSslError date(QSslError::CertificateExpired, leaf);
        const QList<std::pair<QSslError, bool>> all{
            {chain, !policy.skipCaCheck},
            {above, !policy.skipCaCheck},
            {name, !policy.skipCnCheck},
            {revoked, !policy.skipRevocationCheck},
            {unclear, !policy.skipRevocationCheck},
            {none, false},
            {date, true},
        };
        for (int set = 0; set < (1 << all.size()); ++set) {
            QList<QSslError> given;
            QList<QSslError> counted;
            for (qsizetype i = 0; i < all.size(); ++i) {
                if ((set & (1 << i)) == 0)
                    continue;
                given.append(all.at(i).first);
                if (all.at(i).second)
                    counted.append(all.at(i).first);
            }
            QCOMPARE(effectiveTlsErrors(given, leaf, policy), counted);
        }
        QCOMPARE(clientTlsConfiguration(policy).ocspStaplingEnabled(), !policy.skipRevocationCheck);
        QCOMPARE(clientTlsConfiguration(policy).peerVerifyMode(), QSslSocket::VerifyPeer);
        TlsPolicy pinned = policy;
        pinned.pinnedSha256 = sha256(m_server);
        QVERIFY(effectiveTlsErrors({chain, name, date}, leaf, pinned).isEmpty());
        // Taken back by its issuer is more than unknown.
        QCOMPARE(effectiveTlsErrors({chain, revoked}, leaf, pinned).size(), policy.skipRevocationCheck ? 0 : 1);
        pinned.pinnedSha256 = sha256(m_authority);
        QVERIFY(!effectiveTlsErrors({date}, leaf, pinned).isEmpty());
    }

    void whatStapledAnswersMean()
    {
        const QSslCertificate leaf = m_server.certificate;
        const Endpoint endpoint = Endpoint::fromComputerName(QStringLiteral("server01"), 0, true, {});
        const TlsPolicy policy;
        using Revocation = ConnectionFacts::Revocation;
        QCOMPARE(revocationOf({}, true, policy), Revocation::Good);
        QCOMPARE(revocationOf({}, false, policy), Revocation::NotChecked);
        QCOMPARE(revocationOf({QSslError(QSslError::OcspNoResponseFound)}, false, policy), Revocation::NotChecked);
        TlsPolicy skipping;
        skipping.skipRevocationCheck = true;
        QCOMPARE(revocationOf({}, true, skipping), Revocation::NotAsked);
        TlsPolicy anyAuthority;
        anyAuthority.skipCaCheck = true;
        const QSslError untrusted(QSslError::OcspResponseCannotBeTrusted, leaf);
        QCOMPARE(effectiveTlsErrors({untrusted}, leaf, policy).size(), 1);
        QVERIFY(effectiveTlsErrors({untrusted}, leaf, anyAuthority).isEmpty());
        QCOMPARE(revocationOf({untrusted}, true, anyAuthority), Revocation::NotChecked);

        const Error revoked = certificateError({QSslError(QSslError::CertificateRevoked, leaf)}, leaf, endpoint);
        QVERIFY(revoked.english().contains(QStringLiteral("was revoked by the authority")));
        QCOMPARE(revoked.id, QStringLiteral("12175"));
        for (const auto code : {QSslError::OcspMalformedResponse, QSslError::OcspTryLater, QSslError::OcspUnauthorized,
                                QSslError::OcspResponseCannotBeTrusted, QSslError::OcspResponseCertIdUnknown,
                                QSslError::OcspResponseExpired, QSslError::OcspStatusUnknown}) {
            const QSslError one(code, leaf);
            QCOMPARE(effectiveTlsErrors({one}, leaf, policy).size(), 1);
            const Error error = certificateError({one}, leaf, endpoint);
            QCOMPARE(error.category, ErrorCategory::CertificateUntrusted);
            QVERIFY(error.english().contains(QStringLiteral("cannot be told")));
            QVERIFY(error.advice.english().contains(QStringLiteral("-SkipRevocationCheck")));
        }
    }

    void ticketsOfOtherSettingsAreNeverShared()
    {
        const Endpoint endpoint = Endpoint::fromComputerName(QStringLiteral("Server01"), 0, true, {});
        const ConnectTo::Target target{endpoint.host, endpoint.port};
        const TlsPolicy policy;
        QSet<QByteArray> keys;
        keys << TlsTickets::keyFor(endpoint, target, {}, policy, {});
        const auto variant = [&](auto change) {
            TlsPolicy changed = policy;
            change(changed);
            keys << TlsTickets::keyFor(endpoint, target, {}, changed, {});
        };
        variant([](TlsPolicy &p) { p.skipCaCheck = true; });
        variant([](TlsPolicy &p) { p.skipCnCheck = true; });
        variant([](TlsPolicy &p) { p.skipRevocationCheck = true; });
        variant([&](TlsPolicy &p) { p.extraAuthorities = {m_authority.certificate}; });
        variant([&](TlsPolicy &p) { p.pinnedSha256 = sha256(m_server); });
        const Endpoint other = Endpoint::fromComputerName(QStringLiteral("Server02"), 0, true, {});
        keys << TlsTickets::keyFor(other, target, {}, policy, {});
        keys << TlsTickets::keyFor(endpoint, {endpoint.host, 8443}, {}, policy, {});
        const Proxy proxy = Proxy::fromText(QStringLiteral("http://jump:3128"));
        keys << TlsTickets::keyFor(endpoint, target, proxy, policy, {});
        ClientCertificate certificate;
        certificate.chain = {m_server.certificate};
        certificate.key = m_server.key;
        keys << TlsTickets::keyFor(endpoint, target, {}, policy, certificate);
        QCOMPARE(keys.size(), 10);
        Endpoint lower = endpoint;
        lower.host = lower.host.toLower();
        QVERIFY(keys.contains(TlsTickets::keyFor(lower, {lower.host, lower.port}, {}, policy, {})));

        TlsTickets tickets;
        TlsTickets::Ticket ticket;
        ticket.session = "session";
        ticket.until = QDateTime::currentDateTimeUtc().addSecs(60);
        tickets.put("a", ticket);
        QVERIFY(!tickets.take("b"));
        QCOMPARE(tickets.take("a")->session, QByteArray("session"));
        QVERIFY(!tickets.take("a")); // each once
        ticket.until = QDateTime::currentDateTimeUtc().addSecs(-1);
        tickets.put("a", ticket);
        QVERIFY(!tickets.take("a"));
        ticket.until = QDateTime::currentDateTimeUtc().addSecs(60);
        for (int i = 0; i < 1000; ++i) {
            tickets.put("a", ticket);
            tickets.put(QByteArray::number(i), ticket);
        }
        QVERIFY(tickets.size() < 300);
    }

    void onlyTls12And13()
    {
        QCOMPARE(clientTlsConfiguration({}).protocol(), QSsl::TlsV1_2OrLater);
        ClientCertificate certificate;
        certificate.chain = {m_server.certificate};
        certificate.key = m_server.key;
        QCOMPARE(clientTlsConfiguration({}, certificate).protocol(), QSsl::TlsV1_2);
    }

    void httpWhereTlsIsExpected()
    {
        const ScriptedServer server(answer);
        const Error error = failure(trusting(server.port()));
        QCOMPARE(error.category, ErrorCategory::TlsFailed);
        QVERIFY(error.english().contains(QStringLiteral("does not speak TLS on port %1").arg(server.port())));
        QVERIFY(error.advice.english().contains(QStringLiteral("leave out -UseSSL")));
    }

    void otherProtocolsWhereTlsIsExpected_data()
    {
        QTest::addColumn<QByteArray>("greeting");
        QTest::newRow("HTTP") << QByteArray("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
        QTest::newRow("SSH") << QByteArray("SSH-2.0-OpenSSH_9.2\r\n");
        QTest::newRow("zeros") << QByteArray(64, '\0');
    }
    void otherProtocolsWhereTlsIsExpected()
    {
        QFETCH(QByteArray, greeting);
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        connect(&server, &QTcpServer::newConnection, &server, [&] {
            QTcpSocket *socket = server.nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [socket, greeting] {
                socket->readAll();
                socket->write(greeting);
                socket->disconnectFromHost();
            });
        });
        const Error error = failure(trusting(server.serverPort()));
        QCOMPARE(error.category, ErrorCategory::TlsFailed);
        QCOMPARE(error.id, QStringLiteral("12175"));
        QVERIFY2(error.english().contains(QStringLiteral("speak TLS")), qPrintable(error.english()));
        QVERIFY(error.advice.english().contains(QStringLiteral("leave out -UseSSL")));
    }

    void hangsUpInTheHandshake_data()
    {
        QTest::addColumn<bool>("orderly");
        QTest::newRow("orderly") << true;
        QTest::newRow("reset") << false;
    }
    void hangsUpInTheHandshake()
    {
        QFETCH(bool, orderly);
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        connect(&server, &QTcpServer::newConnection, &server, [&] {
            QTcpSocket *socket = server.nextPendingConnection();
            orderly ? socket->disconnectFromHost() : socket->abort();
        });
        const Error error = failure(trusting(server.serverPort()));
        QCOMPARE(error.category, ErrorCategory::TlsFailed);
        QVERIFY(error.english().contains(QStringLiteral("may not speak TLS there")));
        QVERIFY(error.advice.english().contains(QStringLiteral("-UseSSL")));
    }

    void silentInTheHandshake()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        auto settings = trusting(server.serverPort());
        settings.limits.tlsTimeout = 50ms;
        const Error error = failure(settings);
        QCOMPARE(error.category, ErrorCategory::TimedOut);
        QVERIFY(error.english().contains(QString::number(server.serverPort())));
    }

    void tlsWhereHttpIsExpected()
    {
        const ScriptedServer server(answer, m_server);
        const Error error = failure(settingsFor(QStringLiteral("127.0.0.1"), server.port(), false));
        const QString said = error.english() + error.advice.english();
        QVERIFY2(error.category == ErrorCategory::TlsFailed || error.category == ErrorCategory::ConnectionLost,
                 qPrintable(said));
        QVERIFY(error.english().contains(QStringLiteral("TLS (HTTPS)")));
        QVERIFY(error.advice.english().contains(QStringLiteral("-UseSSL")));
    }

    void tlsAlertWhereHttpIsExpected()
    {
        const ScriptedServer server(
            [](const ScriptedServer::Exchange &) { return QByteArray("\x15\x03\x01\x00\x02\x02\x46", 7); });
        const Error error = failure(settingsFor(QStringLiteral("127.0.0.1"), server.port(), false));
        QCOMPARE(error.category, ErrorCategory::TlsFailed);
        QVERIFY(error.english().contains(QStringLiteral("expects TLS (HTTPS)")));
    }

    void olderThanTls12IsRefused()
    {
        QSslServer server;
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        QT_WARNING_PUSH
        QT_WARNING_DISABLE_DEPRECATED
        configuration.setProtocol(QSsl::TlsV1_1);
        QT_WARNING_POP
        configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
        configuration.setLocalCertificate(m_server.certificate);
        configuration.setPrivateKey(m_server.key);
        server.setSslConfiguration(configuration);
        QVERIFY(server.listen(QHostAddress::LocalHost));
        const Error error = failure(trusting(server.serverPort()));
        QCOMPARE(error.category, ErrorCategory::TlsFailed);
    }

    void certificateMakerRefusesNoName()
    {
        QCOMPARE(errorOf([] { (void)makeCertificate({}); }).category, ErrorCategory::InvalidArgument);
    }
};

QTEST_GUILESS_MAIN(TlsTest)
#include "tst_tls.moc"
