// Logins towards an HTTP proxy: Digest with the acceptor of the lab, behind a proxy that speaks CONNECT and keeps or
// ends its connections as real ones do; and what becomes of Negotiate there.

#include "core/lab/auth/digestacceptor.h"
#include "core/lab/auth/gssacceptor.h"
#include "core/lab/auth/ntlmusers.h"
#include "core/lab/labserver.h"
#include "core/transport/transport.h"
#include "core/wsman/namespaces.h"
#include "core/wsman/requests.h"
#include "tests/support/await.h"
#include "tests/unit/transport/relayproxy.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace rejoin;
using namespace rejoin::transport;
using base::Error;
using base::ErrorCategory;
using test::RelayProxy;

namespace {

const QString user = QStringLiteral("ann");
const QByteArray password = "proxy-secret";

/// Which login a proxy wants, and how it treats its connections.
struct Wanted
{
    Wanted() = default;
    QByteArray scheme = "Digest";
    QString digest = QStringLiteral("SHA-256");
    /// After each 407.
    bool closes = false;
    /// Offered beside it.
    QByteArray also;
};

/// Asks who comes, then passes everything on to one port.
class Gatekeeper
{
public:
    Gatekeeper(Wanted wanted, quint16 target, QList<lab::LabUser> users)
        : m_wanted(std::move(wanted)),
          m_target(target),
          m_users(std::move(users)),
          m_proxy([this](RelayProxy::Turn &t) { answer(t); })
    {
    }
    [[nodiscard]] const RelayProxy &proxy() const { return m_proxy; }
    [[nodiscard]] int admitted() const { return m_admitted; }

private:
    void answer(RelayProxy::Turn &turn)
    {
        if (!turn.bytes.endsWith("\r\n\r\n"))
            return;
        RequestParser parser(64 << 10, 1 << 20);
        parser.feed(turn.bytes);
        if (!parser.isDone()) {
            turn.close = true;
            return;
        }
        const HttpServerRequest request = parser.take();
        const QByteArray given = request.header("Proxy-Authorization");
        // A nonce outlives the connection that the proxy itself ended.
        if (!m_acceptor && m_wanted.scheme == "Negotiate")
            m_acceptor = std::make_shared<lab::GssAcceptor>(m_wanted.scheme, lab::LabLoginSettings(), m_users);
        if (!m_acceptor)
            m_acceptor = std::make_shared<lab::DigestAcceptor>(m_users, m_wanted.digest, 0);
        const auto login = m_acceptor;
        lab::Acceptor::Outcome outcome;
        if (!given.startsWith(m_wanted.scheme + ' ')) {
            outcome.parameters = login->offer(); // a nonce of its own each time
        } else {
            lab::Acceptor::Request what;
            what.method = request.method;
            what.target = request.target;
            outcome = login->accept(QByteArrayView(given).sliced(m_wanted.scheme.size() + 1), what);
        }
        if (outcome.kind == lab::Acceptor::Outcome::Kind::Accepted) {
            ++m_admitted;
            turn.answer = "HTTP/1.1 200 Connection established\r\n";
            if (!outcome.parameters.isEmpty())
                turn.answer += "Proxy-Authenticate: " + m_wanted.scheme + ' ' + outcome.parameters + "\r\n";
            turn.answer += "\r\n";
            turn.relayTo = m_target;
            return;
        }
        HttpHeaders headers{{"Proxy-Authenticate", m_wanted.scheme}};
        if (!outcome.parameters.isEmpty())
            headers.first().second += ' ' + outcome.parameters;
        if (!m_wanted.also.isEmpty())
            headers.emplaceBack("Proxy-Authenticate", m_wanted.also);
        turn.close = m_wanted.closes;
        turn.answer = serializeResponse(407, headers, "<html>who are you?</html>", !turn.close);
    }

    Wanted m_wanted;
    quint16 m_target;
    QList<lab::LabUser> m_users;
    std::shared_ptr<lab::Acceptor> m_acceptor;
    int m_admitted = 0;
    RelayProxy m_proxy;
};

} // namespace

class ProxiesLoginTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_directory;
    std::unique_ptr<lab::NtlmUserFile> m_ntlmUsers;
    std::unique_ptr<lab::LabServer> m_lab;
    QList<lab::LabUser> m_users{lab::LabUser(user, base::SecretString::fromUtf8(password))};
    lab::LabServer::Ports m_ports;

    TransportSettings settings(quint16 port, Mechanism mechanism, const QByteArray &secret) const
    {
        TransportSettings settings;
        settings.endpoint = Endpoint::fromComputerName(QStringLiteral("server01.invalid"), 5986, true, {});
        settings.login.mechanism = Mechanism::Basic;
        settings.login.credential = base::Credential(user, base::SecretString::fromUtf8(password));
        settings.tls.extraAuthorities = {m_lab->certificate()};
        settings.proxy.kind = Proxy::Kind::Http;
        settings.proxy.host = QStringLiteral("127.0.0.1");
        settings.proxy.port = port;
        settings.proxy.mechanism = mechanism;
        settings.proxy.credential = base::Credential(user, base::SecretString::fromUtf8(secret));
        return settings;
    }

    /// The status, or why there is none.
    static std::variant<int, Error> ask(const TransportSettings &with)
    {
        const auto transport = makeHttpTransport(with);
        wsman::RequestContext context;
        context.to = with.endpoint.urlText();
        context.sessionId = QUuid::createUuid();
        HttpRequest request;
        request.body = wsman::enumerateShellsRequest(context, 20).envelope;
        try {
            return test::await(transport->post(request, {})).status;
        } catch (const Error &error) {
            return error;
        }
    }
    static QString words(const std::variant<int, Error> &end)
    {
        const auto *error = std::get_if<Error>(&end);
        return error ? error->english() + u'\n' + error->detail : QStringLiteral("answered");
    }

    /// Neither as it is nor as NTLM and Basic would write it.
    static bool holdsThePassword(const QByteArray &bytes)
    {
        const QByteArray wide =
            QByteArray(reinterpret_cast<const char *>(QString::fromUtf8(password).utf16()), 2 * password.size());
        return bytes.contains(password) || bytes.contains(wide) || bytes.contains(password.toBase64().chopped(4)) ||
               bytes.contains((user.toUtf8() + ':' + password).toBase64());
    }

private Q_SLOTS:
    void initTestCase()
    {
        lab::LabComputerSettings computer;
        computer.name = QStringLiteral("server01.invalid");
        computer.users = m_users;
        lab::LabSettings labSettings;
        labSettings.computers = {computer};
        QVERIFY(m_directory.isValid());
        QFile realms(m_directory.filePath(QStringLiteral("krb5.conf")));
        QVERIFY(realms.open(QIODevice::WriteOnly));
        realms.write("[libdefaults]\ndns_lookup_kdc=false\ndns_lookup_realm=false\n");
        qputenv("KRB5_CONFIG", realms.fileName().toUtf8());
        m_ntlmUsers = std::make_unique<lab::NtlmUserFile>(labSettings);
        m_lab = std::make_unique<lab::LabServer>(labSettings);
        test::await(m_lab->start());
        m_ports = m_lab->ports(computer.name);
    }
    void cleanupTestCase() { m_lab.reset(); }

    void digest_data()
    {
        QTest::addColumn<QString>("algorithm");
        QTest::addColumn<bool>("closes");
        QTest::newRow("SHA-256") << QStringLiteral("SHA-256") << false;
        QTest::newRow("MD5") << QStringLiteral("MD5") << false;
        // tinyproxy and squid end the connection with their first 407.
        QTest::newRow("closing") << QStringLiteral("SHA-256") << true;
    }
    void digest()
    {
        QFETCH(QString, algorithm);
        QFETCH(bool, closes);
        constexpr Mechanism mechanism = Mechanism::Digest;
        Wanted wanted;
        wanted.digest = algorithm;
        wanted.closes = closes;
        wanted.also = "Basic realm=\"jump\""; // never taken by itself
        const Gatekeeper keeper(wanted, m_ports.https, m_users);
        const auto right = ask(settings(keeper.proxy().port(), mechanism, password));
        QVERIFY2(right.index() == 0, qPrintable(words(right)));
        QCOMPARE(std::get<int>(right), 200);
        QCOMPARE(keeper.admitted(), 1);
        QCOMPARE(keeper.proxy().connections(), closes ? 2 : 1);
        QVERIFY(!holdsThePassword(keeper.proxy().received()));

        const auto wrong = ask(settings(keeper.proxy().port(), mechanism, "wrong"));
        QVERIFY2(wrong.index() == 1, qPrintable(words(wrong)));
        const Error error = std::get<Error>(wrong);
        QCOMPARE(error.category, ErrorCategory::LoginRefused);
        QCOMPARE(error.id, QStringLiteral("ProxyAuthenticationRequired"));
        QVERIFY2(error.english().contains(QStringLiteral("The proxy http://127.0.0.1:")), qPrintable(words(wrong)));
        QVERIFY2(error.english().contains(QStringLiteral("Basic")), qPrintable(words(wrong))); // what it offers
        QVERIFY(!keeper.proxy().received().contains("Proxy-Authorization: Basic"));
        QCOMPARE(keeper.admitted(), 1);
    }

    void endedInTheMiddleOfALogin()
    {
        // NTLM is bound to the connection: it cannot go on elsewhere.
        const RelayProxy proxy([](RelayProxy::Turn &turn) {
            turn.close = true;
            turn.answer = serializeResponse(407, {{"Proxy-Authenticate", "Negotiate TlRMTVNTUAACAAAA"}}, {}, false);
        });
        auto with = settings(proxy.port(), Mechanism::Default, password); // which is Negotiate
        const auto end = ask(with);
        QVERIFY2(end.index() == 1, qPrintable(words(end)));
        QCOMPARE(std::get<Error>(end).id, QStringLiteral("ProxyConnectionLost"));
        QVERIFY(proxy.received().contains("Proxy-Authorization: Negotiate "));
        QVERIFY(!holdsThePassword(proxy.received()));
    }

    void negotiate_data()
    {
        QTest::addColumn<QByteArray>("secret");
        QTest::addColumn<bool>("right");
        QTest::newRow("right") << password << true;
        QTest::newRow("wrong") << QByteArray("not it") << false;
    }
    /// NTLM by the library's own acceptor: there is no realm here.
    void negotiate()
    {
        QFETCH(QByteArray, secret);
        QFETCH(bool, right);
        Wanted wanted;
        wanted.scheme = "Negotiate";
        const Gatekeeper keeper(wanted, m_ports.https, m_users);
        const auto end = ask(settings(keeper.proxy().port(), Mechanism::Negotiate, secret));
        QVERIFY2(end.index() == (right ? 0 : 1), qPrintable(words(end)));
        QCOMPARE(keeper.admitted(), right ? 1 : 0);
        if (right)
            QCOMPARE(std::get<int>(end), 200);
        else
            QCOMPARE(std::get<Error>(end).category, ErrorCategory::LoginRefused);
        QVERIFY(!holdsThePassword(keeper.proxy().received()));
    }

    /// One that wants no login is told none.
    void negotiateWhereNobodyAsks()
    {
        const RelayProxy proxy([this](RelayProxy::Turn &turn) {
            turn.answer = "HTTP/1.1 200 Connection established\r\n\r\n";
            turn.relayTo = m_ports.https;
        });
        const auto end = ask(settings(proxy.port(), Mechanism::Negotiate, password));
        QVERIFY2(end.index() == 0, qPrintable(words(end)));
        QVERIFY(!proxy.received().contains("Proxy-Authorization"));
    }

    void notOffered()
    {
        Wanted wanted;
        wanted.scheme = "Negotiate";
        const Gatekeeper keeper(wanted, m_ports.https, m_users);
        const auto end = ask(settings(keeper.proxy().port(), Mechanism::Digest, password));
        QVERIFY2(end.index() == 1, qPrintable(words(end)));
        const Error error = std::get<Error>(end);
        QVERIFY2(error.category == ErrorCategory::LoginRefused, qPrintable(words(end)));
        QVERIFY2(error.english().contains(QStringLiteral("it offers Negotiate")), qPrintable(words(end)));
    }

    void nobodyIsNamed()
    {
        Wanted wanted;
        wanted.scheme = "Negotiate";
        const Gatekeeper keeper(wanted, m_ports.https, m_users);
        auto with = settings(keeper.proxy().port(), Mechanism::Default, password);
        with.proxy.credential = {};
        const auto end = ask(with); // whoever runs the program has no ticket, and NTLM was not allowed
        QVERIFY2(end.index() == 1, qPrintable(words(end)));
        QCOMPARE(keeper.admitted(), 0);
        QVERIFY(keeper.proxy().received().startsWith("CONNECT server01.invalid:5986 HTTP/1.1\r\n"));
    }
};

QTEST_GUILESS_MAIN(ProxiesLoginTest)
#include "tst_proxieslogin.moc"
