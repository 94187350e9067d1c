// TLS against openssl's own server: stapled OCSP, resumption, client certificates asked for late; and logins with a
// client certificate against the lab.

#include "core/base/spawn.h"
#include "core/lab/auth/certificateacceptor.h"
#include "core/lab/labserver.h"
#include "core/transport/selfsigned.h"
#include "core/transport/tlstickets.h"
#include "core/transport/transport.h"
#include "core/wsman/namespaces.h"
#include "core/wsman/requests.h"
#include "tests/integration/peerprocess.h"

#include <QCryptographicHash>
#include <QTemporaryDir>
#include <QTest>

using namespace rejoin;
using namespace rejoin::transport;
using base::Error;
using base::ErrorCategory;
using Revocation = ConnectionFacts::Revocation;

namespace {

const QByteArray envelope =
    "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\"><s:Body>hello</s:Body></s:Envelope>";

QByteArray answer()
{
    return "HTTP/1.1 200 OK\r\nContent-Type: application/soap+xml\r\nContent-Length: " +
           QByteArray::number(envelope.size()) + "\r\n\r\n" + envelope;
}

struct Posted
{
    std::optional<HttpResponse> response;
    std::optional<Error> failure;
    [[nodiscard]] bool isOver() const { return response || failure; }
};

Task<> postInto(std::shared_ptr<Transport> transport, HttpRequest request, std::shared_ptr<Posted> posted)
{
    std::optional<Error> failure;
    try {
        posted->response = co_await transport->post(std::move(request), {});
    } catch (const Error &error) {
        failure = error;
    }
    posted->failure = failure;
}

std::shared_ptr<Posted> post(const std::shared_ptr<Transport> &transport, const QByteArray &body = envelope)
{
    HttpRequest request;
    request.body = body;
    auto posted = std::make_shared<Posted>();
    base::spawn(postInto(transport, request, posted));
    return posted;
}

QString hex(const QSslCertificate &certificate)
{
    return QString::fromLatin1(certificate.digest(QCryptographicHash::Sha1).toHex().toUpper());
}

} // namespace

class TlsPeersTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_directory;
    CertificateAndKey m_authority;
    CertificateAndKey m_other; ///< another authority, that nobody trusts
    CertificateAndKey m_server;
    CertificateAndKey m_client;
    quint16 m_port = 0;

    QString path(const char *name) const { return m_directory.filePath(QString::fromLatin1(name)); }
    static CertificateAndKey authority(const QString &name)
    {
        CertificateRequest request;
        request.names = {name};
        request.isAuthority = true;
        return makeCertificate(request);
    }
    void write(const char *name, const CertificateAndKey &identity) const
    {
        QVERIFY(test::writeFile(path(name), identity.certificate.toPem() + identity.key.toPem()));
    }
    static ClientCertificate toLogInWith(const CertificateAndKey &identity)
    {
        ClientCertificate certificate;
        certificate.chain = {identity.certificate};
        certificate.key = identity.key;
        return certificate;
    }

    bool run(const QStringList &arguments) const
    {
        QProcess process;
        process.setWorkingDirectory(m_directory.path());
        process.start(QStringLiteral("openssl"), arguments);
        const bool good = process.waitForFinished() && process.exitCode() == 0;
        if (!good)
            qWarning() << arguments << process.readAllStandardError();
        return good;
    }

    /// openssl s_server with the server's certificate; the test answers through its standard input.
    bool serve(test::PeerProcess &peer, const QStringList &more, bool sendsIssuer = true)
    {
        QStringList arguments{QStringLiteral("s_server"), QStringLiteral("-accept"), QStringLiteral("127.0.0.1:0"),
                              QStringLiteral("-cert"),    path("server.pem"),        QStringLiteral("-state")};
        if (sendsIssuer)
            arguments += {QStringLiteral("-cert_chain"), path("ca.pem")};
        if (!peer.start(QStringLiteral("openssl"), arguments + more) || !peer.said("ACCEPT 127.0.0.1:"))
            return false;
        const bool whole = test::waitUntil([&] {
            const qsizetype at = peer.output().indexOf("ACCEPT 127.0.0.1:") + 17;
            const qsizetype end = peer.output().indexOf('\n', at);
            m_port = end < 0 ? quint16(0) : peer.output().mid(at, end - at).trimmed().toUShort();
            return m_port != 0;
        });
        return whole;
    }

    TransportSettings settings() const
    {
        TransportSettings settings;
        settings.endpoint = Endpoint::fromComputerName(QStringLiteral("server01"), 5986, true, {});
        settings.connectTo.add(QStringLiteral("::127.0.0.1:%1").arg(m_port));
        settings.login.mechanism = Mechanism::Basic;
        settings.login.credential = base::Credential(QStringLiteral("lab"), base::SecretString::fromUtf8("secret"));
        settings.tls.extraAuthorities = {m_authority.certificate};
        return settings;
    }

    /// One post that is answered; what is known of the connection, or why there is none.
    std::variant<ConnectionFacts, Error> exchange(test::PeerProcess &peer, const TransportSettings &with)
    {
        const auto transport = makeHttpTransport(with);
        const auto posted = post(transport);
        test::waitUntil([&] { return posted->isOver() || peer.output().contains("</s:Envelope>"); });
        if (!posted->isOver())
            peer.write(answer());
        if (!test::waitUntil([&] { return posted->isOver(); }))
            return Error(ErrorCategory::Internal, QStringLiteral("NoEnd"), base::Text("the post did not end"));
        peer.clearOutput();
        const ConnectionFacts facts = transport->facts();
        transport->close();
        if (posted->failure)
            return *posted->failure;
        return facts;
    }
    static ConnectionFacts factsOf(const std::variant<ConnectionFacts, Error> &end)
    {
        if (const auto *error = std::get_if<Error>(&end))
            qFatal("%s\n%s", qPrintable(error->english()), qPrintable(error->detail));
        return std::get<ConnectionFacts>(end);
    }
    static Error errorOf(const std::variant<ConnectionFacts, Error> &end)
    {
        return end.index() == 1 ? std::get<Error>(end) : Error();
    }

    /// A staple about a certificate, by an authority; state as in the index of openssl ca, empty: not listed.
    bool staple(const char *name, const QSslCertificate &about, const char *issuer, const QByteArray &state)
    {
        const QByteArray serial = about.serialNumber().replace(":", "").toUpper();
        const QByteArray index = state.isEmpty() ? QByteArray("V\t400101000000Z\t\t01\tunknown\t/CN=none\n")
                                                 : state + "\t400101000000Z\t" + (state == "R" ? "260101000000Z" : "") +
                                                       '\t' + serial + "\tunknown\t/CN=server01\n";
        return test::writeFile(path("index"), index) && test::writeFile(path("about.pem"), about.toPem()) &&
               run({QStringLiteral("ocsp"), QStringLiteral("-issuer"), path(issuer), QStringLiteral("-cert"),
                    path("about.pem"), QStringLiteral("-reqout"), path("request.der"), QStringLiteral("-no_nonce")}) &&
               run({QStringLiteral("ocsp"), QStringLiteral("-index"), path("index"), QStringLiteral("-CA"),
                    path(issuer), QStringLiteral("-rsigner"), path(issuer), QStringLiteral("-rkey"), path(issuer),
                    QStringLiteral("-reqin"), path("request.der"), QStringLiteral("-respout"), path(name),
                    QStringLiteral("-ndays"), QStringLiteral("1")});
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (test::systemProgram(QStringLiteral("openssl")).isEmpty())
            QSKIP("the openssl program is not installed");
        m_authority = authority(QStringLiteral("Test authority"));
        m_other = authority(QStringLiteral("Other authority"));
        CertificateRequest request;
        request.names = {QStringLiteral("server01")};
        m_server = makeCertificate(request, m_authority);
        request.names = {QStringLiteral("ann")};
        request.forClient = true;
        m_client = makeCertificate(request, m_authority);
        write("ca.pem", m_authority);
        write("other.pem", m_other);
        write("server.pem", m_server);
    }

    void revocation_data()
    {
        QTest::addColumn<QByteArray>("state");
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("words");
        QTest::newRow("good") << QByteArray("V") << QString() << QString();
        QTest::newRow("revoked") << QByteArray("R") << QString() << QStringLiteral("was revoked by the authority");
        QTest::newRow("unknown") << QByteArray() << QString() << QStringLiteral("cannot be told");
        QTest::newRow("of another certificate")
            << QByteArray("V") << QStringLiteral("other certificate") << QStringLiteral("cannot be told");
        QTest::newRow("of another authority")
            << QByteArray("V") << QStringLiteral("other authority") << QStringLiteral("cannot be told");
    }
    void revocation()
    {
        QFETCH(QByteArray, state);
        QFETCH(QString, kind);
        QFETCH(QString, words);
        const QSslCertificate about =
            kind == QStringLiteral("other certificate") ? m_client.certificate : m_server.certificate;
        QVERIFY(staple("staple.der", about, kind == QStringLiteral("other authority") ? "other.pem" : "ca.pem", state));
        for (const char *version : {"-tls1_2", "-tls1_3"}) {
            test::PeerProcess peer;
            QVERIFY2(serve(peer, {QString::fromLatin1(version), QStringLiteral("-status_file"), path("staple.der")}),
                     peer.output().constData());
            auto with = settings();
            if (words.isEmpty()) {
                QCOMPARE(factsOf(exchange(peer, with)).revocation, Revocation::Good);
            } else {
                const Error error = errorOf(exchange(peer, with));
                QCOMPARE(error.category, ErrorCategory::CertificateUntrusted);
                QCOMPARE(error.id, QStringLiteral("12175"));
                QVERIFY2(error.english().contains(words), qPrintable(error.english()));
                const auto sent = QSslCertificate::fromData(error.certificatePem, QSsl::Pem);
                QCOMPARE(sent.value(0), m_server.certificate);
                // The other two switches say nothing about it.
                with.tls.skipCnCheck = true;
                QCOMPARE(errorOf(exchange(peer, with)).category, ErrorCategory::CertificateUntrusted);
                with.tls.skipCnCheck = false;
            }
            with.tls.skipRevocationCheck = true;
            QCOMPARE(factsOf(exchange(peer, with)).revocation, Revocation::NotAsked);
            with.tls.skipRevocationCheck = false;
            with.tls.pinnedSha256 = m_server.certificate.digest(QCryptographicHash::Sha256);
            // A pin vouches for what nobody else does, but not for what its issuer took back.
            if (QByteArray(QTest::currentDataTag()).contains("revoked"))
                QCOMPARE(errorOf(exchange(peer, with)).category, ErrorCategory::CertificateUntrusted);
            else
                QVERIFY(factsOf(exchange(peer, with)).pinned);
        }
    }

    void stapleWithoutTheIssuerSaysNothing()
    {
        QVERIFY(staple("good.der", m_server.certificate, "ca.pem", "V"));
        test::PeerProcess peer;
        QVERIFY(serve(peer, {QStringLiteral("-status_file"), path("good.der")}, false));
        QCOMPARE(factsOf(exchange(peer, settings())).revocation, Revocation::NotChecked);
        peer.stop();
        // That it is revoked counts all the same.
        QVERIFY(staple("revoked.der", m_server.certificate, "ca.pem", "R"));
        test::PeerProcess other;
        QVERIFY(serve(other, {QStringLiteral("-status_file"), path("revoked.der")}, false));
        QVERIFY(errorOf(exchange(other, settings())).english().contains(QStringLiteral("was revoked")));
    }

    void noStapleIsNotChecked()
    {
        test::PeerProcess peer;
        QVERIFY(serve(peer, {}));
        const auto facts = factsOf(exchange(peer, settings()));
        QCOMPARE(facts.revocation, Revocation::NotChecked);
        QVERIFY(!facts.pinned);
        QVERIFY(!facts.resumed);
    }

    void sessionsAreGoneOnWith_data()
    {
        QTest::addColumn<QString>("version");
        QTest::newRow("TLS 1.2") << QStringLiteral("-tls1_2");
        QTest::newRow("TLS 1.3") << QStringLiteral("-tls1_3");
    }
    void sessionsAreGoneOnWith()
    {
        QFETCH(QString, version);
        QVERIFY(staple("good.der", m_server.certificate, "ca.pem", "V"));
        test::PeerProcess peer;
        QVERIFY(serve(peer, {version, QStringLiteral("-status_file"), path("good.der")}));
        const auto tickets = std::make_shared<TlsTickets>();
        auto with = settings();
        with.tlsTickets = tickets;
        const auto first = factsOf(exchange(peer, with));
        QVERIFY(!first.resumed);
        QVERIFY(tickets->size() > 0);
        for (int i = 0; i < 2; ++i) {
            const auto again = factsOf(exchange(peer, with));
            QVERIFY(again.resumed);
            QCOMPARE(again.revocation, Revocation::Good); // what was seen in the first handshake
            QCOMPARE(again.certificateSha256, first.certificateSha256);
        }
        QVERIFY(test::waitUntil([&] { return peer.output().contains("ACCEPT") || peer.isRunning(); }));
        // Nothing of it for other settings, and the names are checked anew.
        auto other = with;
        other.tls.skipCaCheck = true;
        QVERIFY(!factsOf(exchange(peer, other)).resumed);
        other = with;
        other.tls.skipRevocationCheck = true;
        QVERIFY(!factsOf(exchange(peer, other)).resumed);
        other = with;
        other.tls.pinnedSha256 = m_server.certificate.digest(QCryptographicHash::Sha256);
        QVERIFY(!factsOf(exchange(peer, other)).resumed);
        other = with;
        other.tls.extraAuthorities.clear();
        QCOMPARE(errorOf(exchange(peer, other)).category, ErrorCategory::CertificateUntrusted);
        other = with;
        other.endpoint.host = QStringLiteral("server02");
        QCOMPARE(errorOf(exchange(peer, other)).category, ErrorCategory::CertificateUntrusted);
    }

    void theServerSeesTheResumption()
    {
        test::PeerProcess peer;
        QVERIFY(serve(peer, {QStringLiteral("-tls1_3")}));
        auto with = settings();
        with.tlsTickets = std::make_shared<TlsTickets>();
        for (int i = 0; i < 2; ++i) {
            const auto transport = makeHttpTransport(with);
            const auto posted = post(transport);
            QVERIFY(peer.said("</s:Envelope>"));
            QCOMPARE(peer.output().contains("Reused session-id"), i == 1);
            peer.clearOutput();
            peer.write(answer());
            QVERIFY(test::waitUntil([&] { return posted->isOver(); }));
            QVERIFY(posted->response);
            transport->close();
        }
    }

    // --- client certificates ---

    void askedForInTheHandshake()
    {
        test::PeerProcess peer;
        QVERIFY(serve(peer, {QStringLiteral("-Verify"), QStringLiteral("1"), QStringLiteral("-verify_return_error"),
                             QStringLiteral("-CAfile"), path("ca.pem")}));
        auto with = settings();
        with.login.certificate = toLogInWith(m_client);
        const auto facts = factsOf(exchange(peer, with));
        QCOMPARE(facts.package, QStringLiteral("Certificate"));
        QCOMPARE(facts.tlsVersion, QStringLiteral("TLSv1.2"));
    }

    void askedForByRenegotiation()
    {
        test::PeerProcess peer;
        QVERIFY(serve(peer, {QStringLiteral("-CAfile"), path("ca.pem"), QStringLiteral("-no_resumption_on_reneg")}));
        auto with = settings();
        with.login.certificate = toLogInWith(m_client);
        const auto transport = makeHttpTransport(with);
        const auto posted = post(transport);
        QVERIFY(peer.said("</s:Envelope>"));
        QVERIFY(!peer.output().contains("read certificate verify"));
        peer.write("R\n"); // as Windows' HTTP service does by default
        QVERIFY2(peer.said("read certificate verify"), peer.output().right(600).constData());
        peer.write(answer());
        QVERIFY(test::waitUntil([&] { return posted->isOver(); }));
        QVERIFY2(posted->response, posted->failure ? qPrintable(posted->failure->english()) : "");
        QCOMPARE(posted->response->body, envelope);
    }

    void refusedByAnAlert_data()
    {
        QTest::addColumn<bool>("later");
        QTest::newRow("in the handshake") << false;
        QTest::newRow("by renegotiation") << true;
    }
    void refusedByAnAlert()
    {
        QFETCH(bool, later);
        test::PeerProcess peer;
        QStringList arguments{QStringLiteral("-CAfile"), path("other.pem"), QStringLiteral("-no_resumption_on_reneg"),
                              QStringLiteral("-verify_return_error")};
        if (!later)
            arguments += {QStringLiteral("-Verify"), QStringLiteral("1")};
        QVERIFY(serve(peer, arguments));
        auto with = settings();
        with.login.certificate = toLogInWith(m_client);
        const auto transport = makeHttpTransport(with);
        const auto posted = post(transport);
        if (later) {
            QVERIFY(peer.said("</s:Envelope>"));
            peer.write("R\n");
        }
        QVERIFY2(test::waitUntil([&] { return posted->isOver(); }), peer.output().right(600).constData());
        QVERIFY(posted->failure);
        QVERIFY2(posted->failure->category == ErrorCategory::LoginRefused, qPrintable(posted->failure->english()));
        QVERIFY(posted->failure->english().contains(QStringLiteral("does not accept the client certificate ann (") +
                                                    hex(m_client.certificate)));
    }

    void aServerOfTls13Only()
    {
        test::PeerProcess peer;
        QVERIFY(serve(peer, {QStringLiteral("-tls1_3")}));
        auto with = settings();
        with.login.certificate = toLogInWith(m_client);
        const Error error = errorOf(exchange(peer, with));
        QCOMPARE(error.category, ErrorCategory::TlsFailed);
        QVERIFY2(error.english().contains(QStringLiteral("does not take TLS 1.2")), qPrintable(error.english()));
    }

    void theLabMapsCertificates()
    {
        CertificateRequest request;
        request.names = {QStringLiteral("expired")};
        request.forClient = true;
        request.notBefore = QDateTime::currentDateTimeUtc().addDays(-20);
        request.notAfter = QDateTime::currentDateTimeUtc().addDays(-10);
        const auto expired = makeCertificate(request, m_authority);
        const auto unmapped = makeSelfSignedCertificate({QStringLiteral("stranger")});
        for (const bool asks : {true, false}) {
            lab::LabComputerSettings computer;
            computer.name = QStringLiteral("Server01");
            computer.users = {lab::LabUser(QStringLiteral("ann"), base::SecretString::fromUtf8("x"))};
            computer.login.offered = {QStringLiteral("Basic"),
                                      QString::fromLatin1(lab::certificateScheme.toByteArray())};
            computer.login.askForCertificate = asks;
            computer.login.certificateUsers = {{hex(m_client.certificate), QStringLiteral("ann")},
                                               {hex(expired.certificate), QStringLiteral("ann")}};
            lab::LabSettings labSettings;
            labSettings.computers = {computer};
            lab::LabServer server(labSettings);
            test::await(server.start());
            auto with = settings();
            with.connectTo = {};
            with.connectTo.add(QStringLiteral("::127.0.0.1:%1").arg(server.ports(QStringLiteral("Server01")).https));
            with.tls.extraAuthorities = {server.certificate()};
            const auto asked = [&](const CertificateAndKey &identity) {
                with.login.certificate = toLogInWith(identity);
                const auto transport = makeHttpTransport(with);
                wsman::RequestContext context;
                context.to = with.endpoint.urlText();
                context.sessionId = QUuid::createUuid();
                const auto posted = post(transport, wsman::enumerateShellsRequest(context, 20).envelope);
                test::waitUntil([&] { return posted->isOver(); });
                transport->close();
                return *posted;
            };
            const Posted right = asked(m_client);
            if (asks) {
                QVERIFY2(right.response, right.failure ? qPrintable(right.failure->english()) : "");
                QCOMPARE(right.response->status, 200);
            } else {
                QVERIFY(right.failure); // not asked for, so not sent
                QCOMPARE(right.failure->category, ErrorCategory::LoginRefused);
                QCOMPARE(right.failure->code, 401);
                QVERIFY(right.failure->detail.contains(QStringLiteral("Basic")));
            }
            for (const CertificateAndKey &identity : {unmapped, expired}) {
                const Posted wrong = asked(identity);
                QVERIFY(wrong.failure);
                QCOMPARE(wrong.failure->category, ErrorCategory::LoginRefused);
                QVERIFY(wrong.failure->english().contains(hex(identity.certificate)));
                QVERIFY(!wrong.failure->advice.isEmpty());
            }
            server.stop();
        }
    }
};

QTEST_GUILESS_MAIN(TlsPeersTest)
#include "tst_tlspeers.moc"
