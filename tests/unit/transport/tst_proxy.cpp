#include "core/base/spawn.h"
#include "core/transport/auth/basic.h"
#include "core/transport/auth/chooseproxy.h"
#include "core/transport/proxyerrors.h"
#include "core/transport/proxysocks.h"
#include "core/transport/proxysystem.h"
#include "core/transport/transport.h"
#include "tests/support/await.h"
#include "tests/unit/transport/relayproxy.h"
#include "tests/unit/transport/scriptedserver.h"

#include <QNetworkProxy>
#include <QTest>

using namespace rejoin;
using namespace rejoin::transport;
using namespace rejoin::test;
using namespace std::chrono_literals;
using base::Error;
using base::ErrorCategory;

namespace {

const QByteArray accepted = "HTTP/1.0 200 Connection established\r\nProxy-agent: test\r\n\r\n";

QByteArray answerTo(const ScriptedServer::Exchange &)
{
    return soapAnswer();
}

Proxy proxyAt(quint16 port, Proxy::Kind kind = Proxy::Kind::Http)
{
    Proxy proxy;
    proxy.kind = kind;
    proxy.host = QStringLiteral("127.0.0.1");
    proxy.port = port;
    return proxy;
}

/// A computer that only the proxy knows.
TransportSettings behind(const Proxy &proxy)
{
    auto settings = settingsFor(QStringLiteral("server01.invalid"), 5985, false);
    settings.proxy = proxy;
    return settings;
}

Error failureOf(const TransportSettings &settings)
{
    const auto transport = makeHttpTransport(settings);
    return errorOf([&] { test::await(transport->post(soapRequest(), {})); });
}

Error failureWith(const QByteArray &answer, bool close = true)
{
    const RelayProxy proxy([&](RelayProxy::Turn &turn) {
        turn.answer = answer;
        turn.close = close;
    });
    return failureOf(behind(proxyAt(proxy.port())));
}

base::Credential ann()
{
    return {QStringLiteral("ann"), base::SecretString::fromUtf8("proxy-secret")};
}

QByteArray bytes(std::initializer_list<int> values)
{
    QByteArray out;
    for (const int value : values)
        out.append(static_cast<char>(value));
    return out;
}

Socks5Handshake socksTo(const QString &host, const base::Credential &credential = {})
{
    Proxy proxy = proxyAt(1080, Proxy::Kind::Socks5);
    proxy.credential = credential;
    return {proxy, {host, 5986}};
}

Task<> postInto(std::shared_ptr<Transport> transport, base::CancelToken cancel, std::shared_ptr<Error> failure,
                std::shared_ptr<bool> done)
{
    HttpRequest request = soapRequest();
    try {
        co_await transport->post(std::move(request), cancel);
    } catch (const Error &error) {
        *failure = error;
    }
    *done = true;
}

} // namespace

class ProxyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void textsThatAreUnderstood_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("again");
        const auto row = [](const char *text, const char *again) {
            QTest::newRow(text) << QString::fromLatin1(text) << QString::fromLatin1(again);
        };
        row("none", "none");
        row("", "none");
        row("System", "system");
        row("http://jump:3128", "http://jump:3128");
        row("http://jump:3128/", "http://jump:3128");
        row("HTTP://Jump:80", "http://jump:80");
        row("socks5h://jump:1080", "socks5h://jump:1080");
        row("socks5://jump", "socks5h://jump:1080");
        row("socks5h://[::1]:1081", "socks5h://[::1]:1081");
        row("http://ann@jump:3128", "http://ann@jump:3128");
        row("http://LAB%5Cann@jump:3128", "http://LAB%5Cann@jump:3128");
    }
    void textsThatAreUnderstood()
    {
        QFETCH(QString, text);
        QFETCH(QString, again);
        const Proxy proxy = Proxy::fromText(text);
        QCOMPARE(proxy.text(), again);
        QCOMPARE(Proxy::fromText(proxy.text()).text(), again);
    }

    void userOfAText()
    {
        const Proxy proxy = Proxy::fromText(QStringLiteral("http://LAB%5Cann@jump:3128"));
        QCOMPARE(proxy.credential.userName, QStringLiteral("LAB\\ann"));
        QCOMPARE(proxy.host, QStringLiteral("jump"));
        QCOMPARE(proxyName(proxy), QStringLiteral("http://jump:3128"));
    }

    void textsThatAreNot_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *text : {"jump", "jump:3128", "http://jump", "http://:3128", "https://jump:3128",
                                 "ftp://jump:21", "http://ann:hunter2@jump:3128", "http://jump:0", "http://jump:99999",
                                 "http://jump:3128/path", "http://jump:3128?q", "socks5h://"})
            QTest::newRow(text) << QString::fromLatin1(text);
    }
    void textsThatAreNot()
    {
        QFETCH(QString, text);
        const Error error = errorOf([&] { (void)Proxy::fromText(text); });
        QCOMPARE(error.category, ErrorCategory::InvalidArgument);
        QCOMPARE(error.id, QStringLiteral("InvalidProxy"));
        QVERIFY(!error.advice.isEmpty());
        QVERIFY(!(error.english() + error.detail).contains(QStringLiteral("hunter2")));
    }

    // --- SOCKS5 without sockets ---

    void socksBytes_data()
    {
        QTest::addColumn<QString>("host");
        QTest::addColumn<QByteArray>("request");
        QTest::newRow("name") << QStringLiteral("Server_01")
                              << bytes({5, 1, 0, 3, 9}) + "Server_01" + bytes({0x17, 0x62});
        QTest::newRow("IDN") << QString::fromUtf8("bücher.example")
                             << bytes({5, 1, 0, 3, 21}) + "xn--bcher-kva.example" + bytes({0x17, 0x62});
        QTest::newRow("IPv4") << QStringLiteral("10.0.2.15") << bytes({5, 1, 0, 1, 10, 0, 2, 15, 0x17, 0x62});
        QTest::newRow("IPv6") << QStringLiteral("::1")
                              << bytes({5, 1, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0x17, 0x62});
    }
    void socksBytes()
    {
        QFETCH(QString, host);
        QFETCH(QByteArray, request);
        Socks5Handshake socks = socksTo(host);
        QCOMPARE(socks.takeOutput(), bytes({5, 1, 0}));
        QCOMPARE(socks.takeOutput(), QByteArray());
        QCOMPARE(socks.wanted(), 2);
        socks.feed(bytes({5, 0}));
        QCOMPARE(socks.takeOutput().toLower(), request.toLower());
        socks.feed(bytes({5, 0}));
        QVERIFY(!socks.isDone());
        QCOMPARE(socks.wanted(), 3);
        socks.feed(bytes({0, 3, 4})); // a name of four bytes comes
        QCOMPARE(socks.wanted(), 6);
        socks.feed("jum");
        QCOMPARE(socks.wanted(), 3);
        socks.feed(bytes({'p', 1, 2}));
        QVERIFY(socks.isDone());
        QCOMPARE(socks.wanted(), 0);
    }

    void socksLogin()
    {
        Socks5Handshake socks = socksTo(QStringLiteral("10.0.0.1"), ann());
        QCOMPARE(socks.takeOutput(), bytes({5, 2, 0, 2}));
        socks.feed(bytes({5, 2}));
        QCOMPARE(socks.takeOutput(), bytes({1, 3}) + "ann" + bytes({12}) + "proxy-secret");
        socks.feed(bytes({1, 0}));
        QCOMPARE(socks.takeOutput(), bytes({5, 1, 0, 1, 10, 0, 0, 1, 0x17, 0x62}));
        socks.feed(bytes({5, 0}));
        socks.feed(bytes({0, 1, 9}));
        QCOMPARE(socks.wanted(), 5);
        socks.feed(bytes({9, 9, 9, 1, 1}));
        QVERIFY(socks.isDone());
    }

    void socksLoginThatIsNotAskedFor()
    {
        Socks5Handshake socks = socksTo(QStringLiteral("10.0.0.1"), ann());
        QCOMPARE(socks.takeOutput(), bytes({5, 2, 0, 2}));
        socks.feed(bytes({5, 0}));
        QVERIFY(!socks.takeOutput().contains("proxy-secret"));
    }

    void socksRefusals()
    {
        const auto fed = [](const base::Credential &credential, const QList<QByteArray> &answers) {
            Socks5Handshake socks = socksTo(QStringLiteral("server01"), credential);
            return errorOf([&] {
                for (const QByteArray &answer : answers)
                    socks.feed(answer);
            });
        };
        Error error = fed(ann(), {bytes({5, 2}), bytes({1, 1})});
        QCOMPARE(error.category, ErrorCategory::LoginRefused);
        QVERIFY(error.english().contains(QStringLiteral("refused the login")));
        error = fed(ann(), {bytes({5, 0xff})});
        QCOMPARE(error.category, ErrorCategory::LoginRefused);
        error = fed({}, {bytes({5, 0xff})});
        QCOMPARE(error.category, ErrorCategory::CredentialMissing);
        error = fed({}, {bytes({5, 2})}); // not offered to it
        QCOMPARE(error.category, ErrorCategory::Protocol);
        error = fed({}, {bytes({4, 0})});
        QCOMPARE(error.category, ErrorCategory::Protocol);
        error = fed({}, {QByteArray("HT")});
        QCOMPARE(error.category, ErrorCategory::Protocol);
        error = fed({}, {bytes({5, 0}), bytes({5, 0}), bytes({0, 7, 0})});
        QCOMPARE(error.category, ErrorCategory::Protocol);
        QStringList sentences;
        for (int reply = 1; reply <= 9; ++reply) {
            error = fed({}, {bytes({5, 0}), bytes({5, reply})});
            QCOMPARE(error.category, ErrorCategory::ConnectFailed);
            QCOMPARE(error.id, QStringLiteral("ProxyRefusedTarget"));
            QVERIFY(error.english().contains(QStringLiteral("server01:5986")));
            QVERIFY(error.english().contains(QStringLiteral("socks5h://127.0.0.1:1080")));
            QVERIFY(!error.advice.isEmpty());
            sentences.append(error.english());
        }
        sentences.removeDuplicates();
        QCOMPARE(sentences.size(), 9);
    }

    void socksLimits()
    {
        const QString tooLong(256, u'a');
        QCOMPARE(errorOf([&] { (void)socksTo(tooLong); }).id, QStringLiteral("InvalidProxy"));
        QCOMPARE(errorOf([&] {
                     (void)socksTo(QStringLiteral("a"), {tooLong, base::SecretString::fromUtf8("x")});
                 }).id,
                 QStringLiteral("InvalidProxy"));
    }

    // --- over sockets ---

    void socksOverASocket()
    {
        const ScriptedServer server(answerTo);
        const RelayProxy relay([&](RelayProxy::Turn &turn) {
            if (turn.turn == 1)
                turn.answer = bytes({5, 0});
            else {
                turn.answer = bytes({5, 0, 0, 1, 0, 0, 0, 0, 0, 0});
                turn.relayTo = server.port();
            }
        });
        const auto transport = makeHttpTransport(behind(proxyAt(relay.port(), Proxy::Kind::Socks5)));
        QCOMPARE(test::await(transport->post(soapRequest(), {})).status, 200);
        QCOMPARE(test::await(transport->post(soapRequest(), {})).status, 200);
        QCOMPARE(relay.connections(), 1);
        QVERIFY(relay.received().contains("server01.invalid")); // resolved at the far end
        QCOMPARE(transport->facts().proxy, QStringLiteral("socks5h://127.0.0.1:%1").arg(relay.port()));
        QVERIFY(server.received().contains("Host: server01.invalid:5985"));
    }

    void socksProxyThatHangsUpOrKeepsSilent()
    {
        const RelayProxy closing([](RelayProxy::Turn &turn) { turn.close = true; });
        Error error = failureOf(behind(proxyAt(closing.port(), Proxy::Kind::Socks5)));
        QCOMPARE(error.id, QStringLiteral("ProxyConnectionLost"));
        const RelayProxy silent([](RelayProxy::Turn &) {});
        auto settings = behind(proxyAt(silent.port(), Proxy::Kind::Socks5));
        settings.limits.connectTimeout = 50ms;
        error = failureOf(settings);
        QCOMPARE(error.category, ErrorCategory::TimedOut);
        QCOMPARE(error.id, QStringLiteral("ProxyTimedOut"));
        QVERIFY(error.english().contains(QStringLiteral("server01.invalid:5985")));
    }

    void socksProxyThatHangsUpOnTheRequest()
    {
        const RelayProxy relay([](RelayProxy::Turn &turn) {
            turn.close = turn.turn == 2;
            if (turn.turn == 1)
                turn.answer = bytes({5, 0});
        });
        const Error error = failureOf(behind(proxyAt(relay.port(), Proxy::Kind::Socks5)));
        QCOMPARE(error.id, QStringLiteral("ProxyRefusedTarget"));
        QVERIFY(error.english().contains(QStringLiteral("when it was asked for server01.invalid:5985")));
    }

    void bytesAheadOfTheComputer()
    {
        const RelayProxy relay([](RelayProxy::Turn &turn) {
            if (turn.turn == 1)
                turn.answer = bytes({5, 0});
            else
                turn.answer = bytes({5, 0, 0, 1, 0, 0, 0, 0, 0, 0}) + soapAnswer();
        });
        QCOMPARE(failureOf(behind(proxyAt(relay.port(), Proxy::Kind::Socks5))).category, ErrorCategory::Protocol);
        QCOMPARE(failureWith(accepted + soapAnswer(), false).category, ErrorCategory::Protocol);
    }

    void connectOverASocket()
    {
        const ScriptedServer server(answerTo);
        const RelayProxy relay([&](RelayProxy::Turn &turn) {
            turn.answer = accepted;
            turn.relayTo = server.port();
        });
        const auto transport = makeHttpTransport(behind(proxyAt(relay.port())));
        QCOMPARE(test::await(transport->post(soapRequest(), {})).status, 200);
        QVERIFY(relay.received().startsWith("CONNECT server01.invalid:5985 HTTP/1.1\r\n"));
        QVERIFY(relay.received().contains("Host: server01.invalid:5985\r\n"));
        QVERIFY(!relay.received().contains("Authorization"));
        QCOMPARE(transport->facts().proxy, QStringLiteral("http://127.0.0.1:%1").arg(relay.port()));
    }

    void connectToAppliesBehindTheProxy()
    {
        const ScriptedServer server(answerTo);
        const RelayProxy relay([&](RelayProxy::Turn &turn) {
            turn.answer = accepted;
            turn.relayTo = server.port();
        });
        auto settings = behind(proxyAt(relay.port()));
        settings.connectTo.add(QStringLiteral("server01.invalid::inner.example:8443"));
        const auto transport = makeHttpTransport(settings);
        QCOMPARE(test::await(transport->post(soapRequest(), {})).status, 200);
        QVERIFY(relay.received().startsWith("CONNECT inner.example:8443 HTTP/1.1\r\n"));
        QVERIFY(server.received().contains("Host: server01.invalid:5985"));
    }

    void tlsInsideTheTunnel()
    {
        const auto identity = makeSelfSignedCertificate({QStringLiteral("server01.invalid")});
        const ScriptedServer server(answerTo, identity);
        const RelayProxy relay([&](RelayProxy::Turn &turn) {
            turn.answer = accepted;
            turn.relayTo = server.port();
        });
        auto settings = settingsFor(QStringLiteral("server01.invalid"), 5986, true);
        settings.tls.extraAuthorities = {identity.certificate};
        settings.proxy = proxyAt(relay.port());
        const auto transport = makeHttpTransport(settings);
        QCOMPARE(test::await(transport->post(soapRequest(), {})).status, 200);
        QVERIFY(transport->facts().tlsVersion.startsWith(QStringLiteral("TLS")));
        settings.tls.extraAuthorities.clear(); // the proxy is no excuse
        QCOMPARE(failureOf(settings).category, ErrorCategory::CertificateUntrusted);
    }

    void basicWhenItWasAskedForByName()
    {
        const ScriptedServer server(answerTo);
        const RelayProxy relay([&](RelayProxy::Turn &turn) {
            const bool known =
                turn.bytes.contains("Proxy-Authorization: Basic " + QByteArray("ann:proxy-secret").toBase64() + "\r\n");
            turn.answer = known ? accepted : QByteArray("HTTP/1.1 407 x\r\nContent-Length: 0\r\n\r\n");
            turn.relayTo = known ? server.port() : 0;
        });
        Proxy proxy = proxyAt(relay.port());
        proxy.mechanism = Mechanism::Basic;
        proxy.credential = ann();
        const auto transport = makeHttpTransport(behind(proxy));
        QCOMPARE(test::await(transport->post(soapRequest(), {})).status, 200);
        QCOMPARE(relay.connections(), 1);
        // The proxy's login goes to the proxy only, the computer's to the computer only.
        QVERIFY(!server.received().contains("Proxy-Authorization"));
        QVERIFY(!relay.received().contains(QByteArray("lab:secret").toBase64()));

        proxy.credential = base::Credential(QStringLiteral("ann"), base::SecretString::fromUtf8("wrong"));
        const Error error = failureOf(behind(proxy));
        QCOMPARE(error.category, ErrorCategory::LoginRefused);
        QCOMPARE(error.id, QStringLiteral("ProxyAuthenticationRequired"));
        QCOMPARE(error.code, 407);
        QVERIFY(error.english().contains(QStringLiteral("tried: Basic")));
        proxy.credential = {};
        QCOMPARE(failureOf(behind(proxy)).category, ErrorCategory::CredentialMissing);
    }

    void someProxiesSay401()
    {
        const RelayProxy relay([](RelayProxy::Turn &turn) {
            turn.answer = "HTTP/1.0 401 Unauthorized\r\n\r\nno";
            turn.close = true;
        });
        Proxy proxy = proxyAt(relay.port());
        QCOMPARE(failureOf(behind(proxy)).id, QStringLiteral("ProxyRefusedTarget"));
        proxy.mechanism = Mechanism::Basic;
        proxy.credential = ann();
        QCOMPARE(failureOf(behind(proxy)).category, ErrorCategory::LoginRefused);
    }

    void neverBasicByItself()
    {
        const RelayProxy relay([](RelayProxy::Turn &turn) {
            turn.answer = "HTTP/1.0 407 x\r\nProxy-Authenticate: Basic realm=\"jump\"\r\n\r\n<html>who?</html>";
            turn.close = true;
        });
        Error error = failureOf(behind(proxyAt(relay.port())));
        QCOMPARE(error.category, ErrorCategory::CredentialMissing);
        QVERIFY(error.english().contains(QStringLiteral("it offers Basic")));
        Proxy proxy = proxyAt(relay.port());
        proxy.mechanism = Mechanism::Default;
        proxy.credential = ann();
        error = failureOf(behind(proxy));
        QVERIFY(!relay.received().contains("Proxy-Authorization: Basic"));
        QVERIFY(error.category != ErrorCategory::Internal);
    }

    void mechanismsThatProxiesDoNotKnow()
    {
        for (const Mechanism mechanism :
             {Mechanism::Credssp, Mechanism::Kerberos, Mechanism::NegotiateWithImplicitCredential}) {
            Proxy proxy = proxyAt(3128);
            proxy.mechanism = mechanism;
            proxy.credential = ann();
            QCOMPARE(errorOf([&] { (void)chooseProxyAuthenticator(proxy); }).category, ErrorCategory::InvalidArgument);
        }
        QVERIFY(!chooseProxyAuthenticator(proxyAt(3128)));
        Proxy withoutPassword = Proxy::fromText(QStringLiteral("http://ann@jump:3128"));
        QCOMPARE(errorOf([&] { (void)chooseProxyAuthenticator(withoutPassword); }).category,
                 ErrorCategory::CredentialMissing);
    }

    void refusals_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("words");
        QTest::newRow("403") << 403 << QStringLiteral("does not allow connections to server01.invalid:5985");
        QTest::newRow("502") << 502 << QStringLiteral("could not connect to server01.invalid:5985");
        QTest::newRow("503") << 503 << QStringLiteral("could not connect to server01.invalid:5985");
        QTest::newRow("504") << 504 << QStringLiteral("had no answer from server01.invalid:5985");
        QTest::newRow("405") << 405 << QStringLiteral("refused to connect to server01.invalid:5985");
        QTest::newRow("302") << 302 << QStringLiteral("refused to connect to server01.invalid:5985");
    }
    void refusals()
    {
        QFETCH(int, status);
        QFETCH(QString, words);
        const Error error = failureWith("HTTP/1.1 " + QByteArray::number(status) +
                                        " x\r\nContent-Length: 5\r\nLocation: http://evil/\r\n\r\nwords");
        QCOMPARE(error.category, ErrorCategory::ConnectFailed);
        QCOMPARE(error.id, QStringLiteral("ProxyRefusedTarget"));
        QCOMPARE(error.code, status);
        QVERIFY2(error.english().contains(words), qPrintable(error.english()));
        QVERIFY(!error.advice.isEmpty());
    }

    void whatIsNoProxy()
    {
        QCOMPARE(failureWith("SSH-2.0-OpenSSH_9.2\r\n").id, QStringLiteral("ProxyImproperResponse"));
        QCOMPARE(failureWith("HTTP/1.1 200 O").id, QStringLiteral("ProxyConnectionLost"));
        QCOMPARE(failureWith("").id, QStringLiteral("ProxyConnectionLost"));
        const RelayProxy silent([](RelayProxy::Turn &) {});
        auto settings = behind(proxyAt(silent.port()));
        settings.limits.connectTimeout = 50ms;
        const Error error = failureOf(settings);
        QCOMPARE(error.id, QStringLiteral("ProxyTimedOut"));
        QCOMPARE(error.category, ErrorCategory::TimedOut);
    }

    void unreachableProxies()
    {
        quint16 port = 0;
        {
            QTcpServer server;
            QVERIFY(server.listen(QHostAddress::LocalHost));
            port = server.serverPort();
        }
        for (const auto kind : {Proxy::Kind::Http, Proxy::Kind::Socks5}) {
            Error error = failureOf(behind(proxyAt(port, kind)));
            QCOMPARE(error.category, ErrorCategory::ConnectFailed);
            QCOMPARE(error.id, QStringLiteral("ProxyNotReachable"));
            QVERIFY(error.english().contains(QString::number(port)));
            Proxy unknown = proxyAt(3128, kind);
            unknown.host = QStringLiteral("jump.invalid");
            error = failureOf(behind(unknown));
            QCOMPARE(error.category, ErrorCategory::NameNotResolved);
            QCOMPARE(error.id, QStringLiteral("ProxyNotFound"));
            QVERIFY(error.english().contains(QStringLiteral("jump.invalid")));
        }
    }

    void cancelledWhileTheProxyIsSilent()
    {
        for (const auto kind : {Proxy::Kind::Http, Proxy::Kind::Socks5}) {
            const RelayProxy silent([](RelayProxy::Turn &) {});
            const auto transport = makeHttpTransport(behind(proxyAt(silent.port(), kind)));
            base::CancelSource source;
            const auto failure = std::make_shared<Error>();
            const auto done = std::make_shared<bool>(false);
            base::spawn(postInto(transport, source.token(), failure, done));
            QVERIFY(waitUntil([&] { return !silent.received().isEmpty(); }));
            source.cancel();
            QVERIFY(waitUntil([&] { return *done; }));
            QCOMPARE(failure->category, ErrorCategory::Cancelled);
        }
    }

    // --- the system's ---

    void answersOfTheSystem()
    {
        const Proxy login;
        QCOMPARE(proxyFromSystem(QNetworkProxy(QNetworkProxy::NoProxy), login)->text(), QStringLiteral("none"));
        const QNetworkProxy http(QNetworkProxy::HttpProxy, QStringLiteral("jump"), 3128);
        QCOMPARE(proxyFromSystem(http, login)->text(), QStringLiteral("http://jump:3128"));
        const QNetworkProxy socks(QNetworkProxy::Socks5Proxy, QStringLiteral("jump"), 1080, QStringLiteral("ann"),
                                  QStringLiteral("secret"));
        const auto proxy = proxyFromSystem(socks, login);
        QCOMPARE(proxy->text(), QStringLiteral("socks5h://ann@jump:1080"));
        QVERIFY(proxy->credential.password == base::SecretString::fromUtf8("secret"));
        Proxy own;
        own.credential = base::Credential(QStringLiteral("bob"), base::SecretString::fromUtf8("x"));
        QCOMPARE(proxyFromSystem(socks, own)->credential.userName, QStringLiteral("bob"));
        QVERIFY(!proxyFromSystem(QNetworkProxy(QNetworkProxy::FtpCachingProxy, QStringLiteral("jump"), 21), login));
        QVERIFY(!proxyFromSystem(QNetworkProxy(QNetworkProxy::HttpProxy), login));
    }

    void theSystemsProxyIsUsed()
    {
        const ScriptedServer server(answerTo);
        const RelayProxy relay([&](RelayProxy::Turn &turn) {
            turn.answer = accepted;
            turn.relayTo = server.port();
        });
        qputenv("http_proxy", "http://127.0.0.1:" + QByteArray::number(relay.port()));
        qputenv("no_proxy", "direct.example");
        Proxy system;
        system.kind = Proxy::Kind::System;
        const auto transport = makeHttpTransport(behind(system));
        const int status = test::await(transport->post(soapRequest(), {})).status;
        qunsetenv("http_proxy");
        qunsetenv("no_proxy");
        QCOMPARE(status, 200);
        QCOMPARE(relay.connections(), 1);
        QCOMPARE(transport->facts().proxy, QStringLiteral("http://127.0.0.1:%1").arg(relay.port()));
        const auto straight = makeHttpTransport([&] {
            auto settings = settingsFor(QStringLiteral("127.0.0.1"), server.port(), false);
            settings.proxy = system;
            return settings;
        }());
        QCOMPARE(test::await(straight->post(soapRequest(), {})).status, 200);
        QVERIFY(straight->facts().proxy.isEmpty());
        QCOMPARE(relay.connections(), 1);
    }
};

QTEST_GUILESS_MAIN(ProxyTest)
#include "tst_proxy.moc"
