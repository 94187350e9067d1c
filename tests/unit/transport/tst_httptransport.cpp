#include "core/base/spawn.h"
#include "core/transport/auth/basic.h"
#include "core/transport/transport.h"
#include "tests/support/await.h"
#include "tests/unit/transport/scriptedserver.h"

#include <QTest>

using namespace rejoin;
using namespace rejoin::transport;
using namespace rejoin::test;
using namespace std::chrono_literals;
using base::Error;
using base::ErrorCategory;

namespace {

QString localHost()
{
    return QStringLiteral("127.0.0.1");
}

HttpResponse post(const std::shared_ptr<Transport> &transport, const base::CancelToken &cancel = {})
{
    return test::await(transport->post(soapRequest(), cancel));
}

/// What one post against a server with this handler throws.
Error failureAgainst(const ScriptedServer::Handler &handler)
{
    const ScriptedServer server(handler);
    const auto transport = makeHttpTransport(settingsFor(localHost(), server.port(), false));
    return errorOf([&] { post(transport); });
}

Error failureWithAnswer(const QByteArray &answer)
{
    return failureAgainst([answer](const ScriptedServer::Exchange &) { return answer; });
}

Task<> postInto(std::shared_ptr<Transport> transport, base::CancelToken cancel,
                std::shared_ptr<QList<ErrorCategory>> failures, std::shared_ptr<int> done)
{
    HttpRequest request = soapRequest();
    std::optional<Error> failure;
    try {
        co_await transport->post(std::move(request), cancel);
    } catch (const Error &error) {
        failure = error;
    }
    if (failure)
        failures->append(failure->category);
    ++*done;
}

} // namespace

class HttpTransportTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void postsWhatWinRmExpects()
    {
        HttpServerRequest seen;
        const ScriptedServer server([&](const ScriptedServer::Exchange &exchange) {
            seen = exchange.request;
            return soapAnswer();
        });
        auto settings = settingsFor(localHost(), server.port(), false);
        settings.endpoint.query = QStringLiteral("PSVersion=7.4.10");
        const auto transport = makeHttpTransport(settings);
        const HttpResponse response = post(transport);
        QCOMPARE(response.status, 200);
        QCOMPARE(response.body, envelope());
        QCOMPARE(response.contentType, QByteArray("application/soap+xml;charset=UTF-8"));
        QCOMPARE(seen.method, QByteArray("POST"));
        QCOMPARE(seen.target, QByteArray("/wsman?PSVersion=7.4.10"));
        QCOMPARE(seen.body, envelope());
        QVERIFY(!seen.chunked);
        QCOMPARE(seen.header("content-length"), QByteArray::number(envelope().size()));
        QCOMPARE(seen.header("Host"), "127.0.0.1:" + QByteArray::number(server.port()));
        QCOMPARE(seen.header("Connection"), QByteArray("Keep-Alive"));
        QCOMPARE(seen.header("User-Agent"), QByteArray("Rejoin"));
        QCOMPARE(seen.header("Accept-Encoding"), QByteArray("identity"));
        QCOMPARE(seen.header("Content-Type"), QByteArray("application/soap+xml;charset=UTF-8"));
        const auto credential = readBasic(seen.header("Authorization"));
        QVERIFY(credential);
        QCOMPARE(credential->userName, QStringLiteral("lab"));
        QVERIFY(credential->password == base::SecretString::fromUtf8("secret"));
        QCOMPARE(transport->facts().mechanism, QStringLiteral("Basic"));
        QCOMPARE(transport->facts().peerAddress, localHost());
        QVERIFY(transport->facts().tlsVersion.isEmpty());
    }

    void faultsAreAnswers()
    {
        const ScriptedServer server([](const ScriptedServer::Exchange &) { return soapAnswer(500); });
        const auto transport = makeHttpTransport(settingsFor(localHost(), server.port(), false));
        QCOMPARE(post(transport).status, 500);
    }

    void envelopeWithoutItsTypeIsAnAnswer()
    {
        const ScriptedServer server([](const ScriptedServer::Exchange &) {
            return serializeResponse(400, {{"Content-Type", "text/xml"}},
                                     "\xEF\xBB\xBF<?xml version=\"1.0\"?>\r\n" + envelope());
        });
        const auto transport = makeHttpTransport(settingsFor(localHost(), server.port(), false));
        QCOMPARE(post(transport).status, 400);
    }

    void keepsTheConnection()
    {
        const ScriptedServer server([](const ScriptedServer::Exchange &) { return soapAnswer(); });
        const auto transport = makeHttpTransport(settingsFor(localHost(), server.port(), false));
        for (int i = 0; i < 5; ++i)
            post(transport);
        QCOMPARE(server.requests(), 5);
        QCOMPARE(server.connections(), 1);
    }

    void readsChunkedAnswers()
    {
        const QByteArray body = envelope().repeated(1000);
        const ScriptedServer server([&](const ScriptedServer::Exchange &) {
            return serializeChunkedResponse(200, {{"Content-Type", "application/soap+xml"}}, body, 777);
        });
        const auto transport = makeHttpTransport(settingsFor(localHost(), server.port(), false));
        QCOMPARE(post(transport).body, body);
        QCOMPARE(post(transport).body, body);
        QCOMPARE(server.connections(), 1);
    }

    void obeysConnectionClose()
    {
        const ScriptedServer server([](const ScriptedServer::Exchange &) {
            return serializeResponse(200, {{"Content-Type", "application/soap+xml"}}, envelope(), false);
        });
        const auto transport = makeHttpTransport(settingsFor(localHost(), server.port(), false));
        post(transport);
        post(transport);
        QCOMPARE(server.connections(), 2);
    }

    void twoPostsUseTwoConnections()
    {
        QList<QPointer<QTcpSocket>> waiting;
        const ScriptedServer server([&](const ScriptedServer::Exchange &exchange) {
            waiting.append(exchange.socket);
            if (waiting.size() == 2)
                for (const auto &socket : waiting)
                    socket->write(soapAnswer());
            return QByteArray();
        });
        const auto transport = makeHttpTransport(settingsFor(localHost(), server.port(), false));
        const auto failures = std::make_shared<QList<ErrorCategory>>();
        const auto done = std::make_shared<int>(0);
        base::spawn(postInto(transport, {}, failures, done));
        base::spawn(postInto(transport, {}, failures, done));
        QVERIFY(waitUntil([&] { return *done == 2; }));
        QVERIFY(failures->isEmpty());
        QCOMPARE(server.connections(), 2);
    }

    void echoesCookies()
    {
        QList<QByteArray> cookies;
        const ScriptedServer server([&](const ScriptedServer::Exchange &exchange) {
            cookies.append(exchange.request.header("Cookie"));
            return serializeResponse(200,
                                     {{"Content-Type", "application/soap+xml"},
                                      {"Set-Cookie", "other=1"},
                                      {"Set-Cookie", "MS-WSMAN=abc; path=/; secure"}},
                                     envelope());
        });
        const auto transport = makeHttpTransport(settingsFor(localHost(), server.port(), false));
        post(transport);
        post(transport);
        QCOMPARE(cookies, (QList<QByteArray>{"", "MS-WSMAN=abc; other=1"}));
    }

    void connectionClosedWhileIdleIsReplaced()
    {
        const ScriptedServer server([&](const ScriptedServer::Exchange &exchange) {
            // Says nothing of closing, and does.
            QObject::connect(exchange.socket, &QTcpSocket::bytesWritten, exchange.socket,
                             [socket = exchange.socket] { socket->disconnectFromHost(); });
            return soapAnswer();
        });
        const auto transport = makeHttpTransport(settingsFor(localHost(), server.port(), false));
        post(transport);
        QVERIFY(waitUntil([&] { return server.closed() == 1; }));
        QCOMPARE(post(transport).status, 200);
        QCOMPARE(server.connections(), 2);
        QCOMPARE(server.requests(), 2);
    }

    void connectionLostUnderARequestIsNotRepeated()
    {
        const ScriptedServer server([&](const ScriptedServer::Exchange &exchange) {
            if (exchange.request.header("X-Last").isEmpty())
                return soapAnswer();
            exchange.socket->abort();
            return QByteArray();
        });
        const auto transport = makeHttpTransport(settingsFor(localHost(), server.port(), false));
        post(transport);
        HttpRequest last = soapRequest();
        last.extraHeaders = {{"X-Last", "1"}};
        const Error error = errorOf([&] { test::await(transport->post(last, {})); });
        QCOMPARE(error.category, ErrorCategory::ConnectionLost);
        QVERIFY(error.requestSent);
        QVERIFY(error.detail.isEmpty());
        QVERIFY(!error.advice.isEmpty());
        QCOMPARE(server.requests(), 2);
        // The transport itself goes on.
        QCOMPARE(post(transport).status, 200);
    }

    void closedPort()
    {
        quint16 port = 0;
        {
            QTcpServer server;
            QVERIFY(server.listen(QHostAddress::LocalHost));
            port = server.serverPort();
        }
        const auto transport = makeHttpTransport(settingsFor(localHost(), port, false));
        const Error error = errorOf([&] { post(transport); });
        QCOMPARE(error.category, ErrorCategory::ConnectFailed);
        QCOMPARE(error.id, QStringLiteral("CannotConnect"));
        QCOMPARE(error.code, 2150858770);
        QVERIFY(error.english().contains(QString::number(port)));
        QVERIFY(!error.advice.isEmpty());
    }

    void unknownName()
    {
        // RFC 6761: .invalid never resolves.
        const auto transport = makeHttpTransport(settingsFor(QStringLiteral("nobody.invalid"), 5985, false));
        const Error error = errorOf([&] { post(transport); });
        QCOMPARE(error.category, ErrorCategory::NameNotResolved);
        QCOMPARE(error.id, QStringLiteral("ComputerNotFound"));
        QVERIFY(error.english().contains(QStringLiteral("nobody.invalid")));
    }

    void silentServer()
    {
        const ScriptedServer server([](const ScriptedServer::Exchange &) { return QByteArray(); });
        auto settings = settingsFor(localHost(), server.port(), false);
        settings.limits.readMargin = 20ms;
        const auto transport = makeHttpTransport(settings);
        HttpRequest request = soapRequest();
        request.operationTimeout = 30ms;
        const Error error = errorOf([&] { test::await(transport->post(request, {})); });
        QCOMPARE(error.category, ErrorCategory::TimedOut);
        QCOMPARE(error.id, QStringLiteral("WinRMOperationTimeout"));
        QVERIFY(error.english().contains(localHost()));
        QVERIFY(error.english().contains(QString::number(server.port())));
        QVERIFY(error.english().contains(QStringLiteral("0.1 seconds")));
        QVERIFY(error.requestSent);
        QVERIFY(error.detail.isEmpty());
    }

    void serverThatStopsInTheMiddle()
    {
        const ScriptedServer server([](const ScriptedServer::Exchange &) { return soapAnswer().chopped(5); });
        auto settings = settingsFor(localHost(), server.port(), false);
        settings.limits.readMargin = 20ms;
        const auto transport = makeHttpTransport(settings);
        HttpRequest request = soapRequest();
        request.operationTimeout = 30ms;
        const Error error = errorOf([&] { test::await(transport->post(request, {})); });
        QCOMPARE(error.category, ErrorCategory::TimedOut);
        QVERIFY(error.english().contains(QStringLiteral("middle")));
    }

    void truncatedAnswer()
    {
        const Error error = failureAgainst([](const ScriptedServer::Exchange &exchange) {
            exchange.socket->write(soapAnswer().chopped(5));
            exchange.socket->disconnectFromHost();
            return QByteArray();
        });
        QCOMPARE(error.category, ErrorCategory::ConnectionLost);
        QVERIFY(error.requestSent);
        QVERIFY(error.detail.isEmpty());
        QVERIFY(error.english().contains(QStringLiteral("middle of an answer")));
    }

    void hangsUpWithoutAnAnswer()
    {
        const Error error = failureAgainst([](const ScriptedServer::Exchange &exchange) {
            exchange.socket->disconnectFromHost();
            return QByteArray();
        });
        QCOMPARE(error.category, ErrorCategory::ConnectionLost);
        QVERIFY(error.requestSent);
        QVERIFY(error.detail.isEmpty());
        QVERIFY(error.advice.english().contains(QStringLiteral("-UseSSL")));
    }

    void garbage()
    {
        const Error error = failureWithAnswer("SSH-2.0-OpenSSH_9.2p1\r\n");
        QCOMPARE(error.category, ErrorCategory::Protocol);
        QVERIFY(!error.advice.isEmpty());
    }

    void oversizedBody()
    {
        const ScriptedServer server([](const ScriptedServer::Exchange &) { return soapAnswer(); });
        auto settings = settingsFor(localHost(), server.port(), false);
        settings.limits.maximumBodyBytes = envelope().size() - 1;
        const auto transport = makeHttpTransport(settings);
        QCOMPARE(errorOf([&] { post(transport); }).category, ErrorCategory::LimitExceeded);
    }

    void oversizedHeader()
    {
        const Error error = failureWithAnswer("HTTP/1.1 200 OK\r\nX: " + QByteArray(100 << 10, 'x'));
        QCOMPARE(error.category, ErrorCategory::LimitExceeded);
    }

    void trailingBytesEndTheConnection()
    {
        const ScriptedServer server([](const ScriptedServer::Exchange &) { return soapAnswer() + "more"; });
        const auto transport = makeHttpTransport(settingsFor(localHost(), server.port(), false));
        QCOMPARE(post(transport).body, envelope());
        QCOMPARE(post(transport).body, envelope());
        QCOMPARE(server.connections(), 2);
    }

    void htmlPage()
    {
        const Error error =
            failureWithAnswer(serializeResponse(200, {{"Content-Type", "text/html"}}, "<html><body>Hi</body></html>"));
        QCOMPARE(error.category, ErrorCategory::NotWsMan);
        QCOMPARE(error.code, 200);
        QVERIFY(error.english().contains(QStringLiteral("not a WS-Management service")));
    }

    void statuses_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("id");
        QTest::addColumn<int>("category");
        QTest::newRow("400") << 400 << "WinRMHttpError" << int(ErrorCategory::Protocol);
        QTest::newRow("403") << 403 << "AccessDenied" << int(ErrorCategory::AccessDenied);
        QTest::newRow("404") << 404 << "URLNotAvailable" << int(ErrorCategory::NotWsMan);
        QTest::newRow("500") << 500 << "WinRMHttpError" << int(ErrorCategory::NotWsMan);
        QTest::newRow("503") << 503 << "WinRMHttpError" << int(ErrorCategory::NotWsMan);
        QTest::newRow("200 empty") << 200 << "WinRMHttpError" << int(ErrorCategory::NotWsMan);
    }
    void statuses()
    {
        QFETCH(int, status);
        QFETCH(QString, id);
        QFETCH(int, category);
        const Error error = failureWithAnswer(serializeResponse(status, {}, {}));
        QCOMPARE(int(error.category), category);
        QCOMPARE(error.id, id);
        QCOMPARE(error.code, status);
        QVERIFY(!error.advice.isEmpty());
    }

    void redirect()
    {
        const Error error =
            failureWithAnswer(serializeResponse(302, {{"Location", "https://other/wsman"}}, envelope()));
        QCOMPARE(error.category, ErrorCategory::Redirected);
        QCOMPARE(error.id, QStringLiteral("RedirectInformationRequired"));
        QCOMPARE(error.detail, QStringLiteral("https://other/wsman"));
    }

    void wrongPassword()
    {
        const Error error = failureWithAnswer(serializeResponse(
            401, {{"WWW-Authenticate", "Negotiate"}, {"WWW-Authenticate", "Basic realm=\"WSMAN\""}}, {}));
        QCOMPARE(error.category, ErrorCategory::LoginRefused);
        QCOMPARE(error.id, QStringLiteral("AccessDenied"));
        QVERIFY(error.english().contains(QStringLiteral("user name or password")));
        QVERIFY(error.detail.contains(QStringLiteral("Negotiate, Basic")));
        QVERIFY(!error.detail.contains(QStringLiteral("secret")));
    }

    void basicNotOffered()
    {
        const Error error = failureWithAnswer(
            serializeResponse(401, {{"WWW-Authenticate", "Negotiate"}, {"WWW-Authenticate", "Kerberos"}}, {}));
        QCOMPARE(error.category, ErrorCategory::LoginRefused);
        QCOMPARE(error.id, QStringLiteral("InvalidAuthentication"));
        QVERIFY(error.english().contains(QStringLiteral("Negotiate, Kerberos")));
    }

    void basicOverHttpIsRefusedBeforeAnythingIsSent()
    {
        const ScriptedServer server([](const ScriptedServer::Exchange &) { return soapAnswer(); });
        auto settings = settingsFor(localHost(), server.port(), false);
        settings.login.allowUnencrypted = false;
        const auto transport = makeHttpTransport(settings);
        const Error error = errorOf([&] { post(transport); });
        QCOMPARE(error.category, ErrorCategory::NotPermitted);
        QVERIFY(error.advice.english().contains(QStringLiteral("-UseSSL")));
        QVERIFY(error.advice.english().contains(QStringLiteral("-NoEncryption")));
        QCOMPARE(server.connections(), 0);
    }

    void cancelledMidFlight()
    {
        base::CancelSource source;
        const ScriptedServer server([&](const ScriptedServer::Exchange &) {
            source.cancel();
            return QByteArray();
        });
        const auto transport = makeHttpTransport(settingsFor(localHost(), server.port(), false));
        const Error error = errorOf([&] { post(transport, source.token()); });
        QCOMPARE(error.category, ErrorCategory::Cancelled);
        QVERIFY(waitUntil([&] { return server.closed() == 1; }));
    }

    void cancelledBefore()
    {
        const ScriptedServer server([](const ScriptedServer::Exchange &) { return soapAnswer(); });
        const auto transport = makeHttpTransport(settingsFor(localHost(), server.port(), false));
        base::CancelSource source;
        source.cancel();
        QCOMPARE(errorOf([&] { post(transport, source.token()); }).category, ErrorCategory::Cancelled);
        QCOMPARE(server.connections(), 0);
    }

    void cancelledWhileConnecting()
    {
        const ScriptedServer server([](const ScriptedServer::Exchange &) { return soapAnswer(); });
        const auto transport = makeHttpTransport(settingsFor(localHost(), server.port(), false));
        base::CancelSource source;
        const auto failures = std::make_shared<QList<ErrorCategory>>();
        const auto done = std::make_shared<int>(0);
        base::spawn(postInto(transport, source.token(), failures, done));
        source.cancel();
        QVERIFY(waitUntil([&] { return *done == 1; }));
        QCOMPARE(*failures, QList<ErrorCategory>{ErrorCategory::Cancelled});
        QCOMPARE(server.requests(), 0);
    }

    void closeEndsRunningPosts()
    {
        int arrived = 0;
        const ScriptedServer server([&](const ScriptedServer::Exchange &exchange) {
            if (exchange.request.header("X-First").isEmpty()) {
                ++arrived;
                return QByteArray();
            }
            return soapAnswer();
        });
        auto transport = makeHttpTransport(settingsFor(localHost(), server.port(), false));
        HttpRequest first = soapRequest();
        first.extraHeaders = {{"X-First", "1"}};
        test::await(transport->post(first, {}));
        const auto failures = std::make_shared<QList<ErrorCategory>>();
        const auto done = std::make_shared<int>(0);
        for (int i = 0; i < 3; ++i)
            base::spawn(postInto(transport, {}, failures, done));
        QVERIFY(waitUntil([&] { return arrived == 3; }));
        transport->close();
        transport.reset();
        QVERIFY(waitUntil([&] { return *done == 3; }));
        QCOMPARE(*failures, QList<ErrorCategory>(3, ErrorCategory::Cancelled));
        QVERIFY(waitUntil([&] { return server.closed() == server.connections(); }));
    }

    void droppingTheTransportClosesIdleConnections()
    {
        const ScriptedServer server([](const ScriptedServer::Exchange &) { return soapAnswer(); });
        auto transport = makeHttpTransport(settingsFor(localHost(), server.port(), false));
        post(transport);
        transport.reset();
        QVERIFY(waitUntil([&] { return server.closed() == 1; }));
    }

    void connectToDialsElsewhereAndKeepsTheName()
    {
        QByteArray host;
        const ScriptedServer server([&](const ScriptedServer::Exchange &exchange) {
            host = exchange.request.header("Host");
            return soapAnswer();
        });
        auto settings = settingsFor(QStringLiteral("Server01"), 0, false);
        settings.connectTo.add(QStringLiteral("server01:5985:127.0.0.1:%1").arg(server.port()));
        QCOMPARE(post(makeHttpTransport(settings)).status, 200);
        QCOMPARE(host, QByteArray("server01:5985"));
    }

    void headersCannotBeInjected()
    {
        const ScriptedServer server([](const ScriptedServer::Exchange &) { return soapAnswer(); });
        const auto transport = makeHttpTransport(settingsFor(localHost(), server.port(), false));
        HttpRequest request = soapRequest();
        request.extraHeaders = {{"X", "1\r\nY: 2"}};
        QCOMPARE(errorOf([&] { test::await(transport->post(request, {})); }).category, ErrorCategory::InvalidArgument);
        QCOMPARE(server.requests(), 0);
    }
};

QTEST_GUILESS_MAIN(HttpTransportTest)
#include "tst_httptransport.moc"
