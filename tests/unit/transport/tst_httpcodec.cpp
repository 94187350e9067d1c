#include "core/base/error.h"
#include "core/transport/httpcodec.h"

#include <QTest>

using namespace rejoin;
using namespace rejoin::transport;
using base::Error;
using base::ErrorCategory;

namespace {

constexpr qint64 headerLimit = 4096;
constexpr qint64 bodyLimit = 1 << 16;

template <typename Function>
Error errorOf(Function function)
{
    try {
        function();
    } catch (const Error &error) {
        return error;
    }
    return {ErrorCategory::Internal, QStringLiteral("NoError"), base::Text("nothing was thrown")};
}

/// Fed in two parts, cut at each place, and byte by byte.
void checkEverySplit(const QByteArray &bytes, int status, const QByteArray &body, bool ends = false)
{
    const auto run = [&](const QByteArrayList &parts) {
        ResponseParser parser(headerLimit, bodyLimit);
        for (const QByteArray &part : parts)
            parser.feed(part);
        if (ends) {
            QVERIFY(!parser.isDone());
            parser.end();
        }
        QVERIFY(parser.isDone());
        const HttpResponse response = parser.take();
        QCOMPARE(response.status, status);
        QCOMPARE(response.body, body);
    };
    for (qsizetype cut = 0; cut <= bytes.size(); ++cut)
        run({bytes.left(cut), bytes.mid(cut)});
    QByteArrayList single;
    for (const char c : bytes)
        single.append(QByteArray(1, c));
    run(single);
}

Error failureOf(const QByteArray &bytes)
{
    return errorOf([&] {
        ResponseParser parser(headerLimit, bodyLimit);
        parser.feed(bytes);
        parser.end();
    });
}

Error requestFailureOf(const QByteArray &bytes)
{
    return errorOf([&] {
        RequestParser parser(headerLimit, bodyLimit);
        parser.feed(bytes);
        parser.end();
    });
}

} // namespace

class HttpCodecTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sized() { checkEverySplit("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX: y\r\n\r\nhello", 200, "hello"); }
    void chunked()
    {
        checkEverySplit("HTTP/1.1 500 Internal Server Error\r\nTransfer-Encoding: chunked\r\n\r\n"
                        "3;name=value\r\nhel\r\nA\r\nlo, world!\r\n0\r\nTrailer: x\r\n\r\n",
                        500, "hello, world!");
    }
    void untilClose() { checkEverySplit("HTTP/1.0 200 OK\r\nX: y\r\n\r\nhello", 200, "hello", true); }
    void empty() { checkEverySplit("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n", 401, {}); }
    void interimIsSkipped()
    {
        checkEverySplit("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 102 Processing\r\nX: y\r\n\r\n"
                        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
                        200, "ok");
    }
    void interimWithoutEnd()
    {
        QCOMPARE(failureOf(QByteArray("HTTP/1.1 100 Continue\r\n\r\n").repeated(100)).category,
                 ErrorCategory::Protocol);
    }

    void headersAreFoundInAnyCase()
    {
        ResponseParser parser(headerLimit, bodyLimit);
        QVERIFY(!parser.hasStarted());
        parser.feed("HTTP/1.1 401 No\r\nWWW-Authenticate: Basic\r\nwww-authenticate:  Negotiate \r\n"
                    "content-TYPE: text/html\r\nContent-Length: 0\r\n\r\n");
        QVERIFY(parser.keepAlive());
        const HttpResponse response = parser.take();
        QCOMPARE(response.header("www-AUTHENTICATE"), QByteArray("Basic"));
        QCOMPARE(response.headers.size(), 4);
        QCOMPARE(response.contentType, QByteArray("text/html"));
        QCOMPARE(response.header("none"), QByteArray());
    }

    void keepAlive_data()
    {
        QTest::addColumn<QByteArray>("head");
        QTest::addColumn<bool>("kept");
        QTest::newRow("1.1") << QByteArray("HTTP/1.1 200 OK\r\n") << true;
        QTest::newRow("close") << QByteArray("HTTP/1.1 200 OK\r\nConnection: close\r\n") << false;
        QTest::newRow("1.0") << QByteArray("HTTP/1.0 200 OK\r\n") << false;
        QTest::newRow("1.0 kept") << QByteArray("HTTP/1.0 200 OK\r\nConnection: keep-alive\r\n") << true;
    }
    void keepAlive()
    {
        QFETCH(QByteArray, head);
        QFETCH(bool, kept);
        ResponseParser parser(headerLimit, bodyLimit);
        parser.feed(head + "Content-Length: 1\r\n\r\nx");
        QVERIFY(parser.isDone());
        QCOMPARE(parser.keepAlive(), kept);
    }

    void trailingData()
    {
        ResponseParser parser(headerLimit, bodyLimit);
        parser.feed("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nxHTTP");
        QVERIFY(parser.isDone());
        QCOMPARE(parser.trailingBytes(), 4);
        QVERIFY(!parser.keepAlive());
        QCOMPARE(parser.take().body, QByteArray("x"));
    }

    void truncatedAnywhere()
    {
        const QByteArray whole = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n";
        for (qsizetype length = 0; length < whole.size(); ++length)
            QCOMPARE(failureOf(whole.left(length)).category, ErrorCategory::Protocol);
        QCOMPARE(failureOf(whole).id, QStringLiteral("NoError"));
        const QByteArray sized = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";
        for (qsizetype length = 0; length < sized.size(); ++length)
            QCOMPARE(failureOf(sized.left(length)).category, ErrorCategory::Protocol);
    }

    void garbage_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("ssh") << QByteArray("SSH-2.0-OpenSSH\r\n\r\n");
        QTest::newRow("tls") << QByteArray("\x15\x03\x03\x00\x02\x02\x46", 7) + QByteArray("\r\n\r\n");
        QTest::newRow("tls alert without a line end") << QByteArray("\x15\x03\x03\x00\x02\x02\x46", 7);
        QTest::newRow("banner and silence") << QByteArray("SSH-2.0-OpenSSH\r\n");
        QTest::newRow("nul") << QByteArray(100, '\0');
        QTest::newRow("bad length") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n");
        QTest::newRow("two lengths") << QByteArray(
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello!");
        QTest::newRow("bad chunk") << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n");
        QTest::newRow("huge chunk") << QByteArray(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n");
        QTest::newRow("header name") << QByteArray("HTTP/1.1 200 OK\r\nA B: c\r\n\r\n");
        QTest::newRow("version") << QByteArray("HTTP/9.7 200 OK\r\n\r\n");
    }
    void garbage()
    {
        QFETCH(QByteArray, bytes);
        const Error error = failureOf(bytes);
        QCOMPARE(error.category, ErrorCategory::Protocol);
        QCOMPARE(error.id, QStringLiteral("ImproperResponse"));
        QVERIFY(!error.detail.isEmpty());
    }

    void limits_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const QByteArray ok = "HTTP/1.1 200 OK\r\n";
        QTest::newRow("header") << ok + "X: " + QByteArray(headerLimit, 'x') + "\r\n\r\n";
        QTest::newRow("many headers") << ok + QByteArray("X: y\r\n").repeated(headerLimit / 4);
        QTest::newRow("status line") << "HTTP/1.1 200 " + QByteArray(headerLimit * 2, 'x');
        QTest::newRow("header without an end") << ok + "X: " + QByteArray(headerLimit * 2, 'x');
        QTest::newRow("announced body") << ok + "Content-Length: " + QByteArray::number(bodyLimit + 1) + "\r\n\r\n";
        QTest::newRow("chunks") << ok + "Transfer-Encoding: chunked\r\n\r\n" +
                                       ("8000\r\n" + QByteArray(0x8000, 'x') + "\r\n").repeated(3);
        QTest::newRow("chunk extension") << ok + "Transfer-Encoding: chunked\r\n\r\n5;" +
                                                QByteArray(headerLimit * 2, 'x');
        QTest::newRow("until close") << ok + "\r\n" + QByteArray(bodyLimit + 1, 'x');
    }
    void limits()
    {
        QFETCH(QByteArray, bytes);
        QCOMPARE(failureOf(bytes).category, ErrorCategory::LimitExceeded);
        // In small parts too.
        QCOMPARE(errorOf([&] {
                     ResponseParser parser(headerLimit, bodyLimit);
                     for (qsizetype at = 0; at < bytes.size(); at += 100)
                         parser.feed(bytes.mid(at, 100));
                     parser.end();
                 }).category,
                 ErrorCategory::LimitExceeded);
    }

    void atTheLimit()
    {
        const QByteArray body(bodyLimit, 'x');
        ResponseParser parser(headerLimit, bodyLimit);
        parser.feed(serializeResponse(200, {}, body));
        QVERIFY(parser.isDone());
        QCOMPARE(parser.take().body.size(), body.size());
    }

    void responsesRoundTrip()
    {
        checkEverySplit(serializeResponse(200, {{"Content-Type", "text/plain"}}, "body", true), 200, "body");
        checkEverySplit(serializeChunkedResponse(500, {}, "some body", 4, false), 500, "some body");
        QVERIFY(serializeResponse(404, {}, {}, false).startsWith("HTTP/1.1 404 Not Found\r\n"));
        QVERIFY(serializeResponse(404, {}, {}, false).contains("\r\nConnection: close\r\n"));
    }

    void requestsRoundTrip()
    {
        const QByteArray head = serializeRequestHead("/wsman?a=b", {{"Host", "h:1"}, {"X", "y"}}, 4, "Basic YTpi");
        const QByteArray bytes = head + "body";
        for (qsizetype cut = 0; cut <= bytes.size(); ++cut) {
            RequestParser parser(headerLimit, bodyLimit);
            QVERIFY(!parser.hasStarted());
            parser.feed(bytes.left(cut));
            QCOMPARE(parser.hasStarted(), cut > 0 && cut < bytes.size());
            parser.feed(bytes.mid(cut));
            QVERIFY(parser.isDone());
            const HttpServerRequest request = parser.take();
            QCOMPARE(request.method, QByteArray("POST"));
            QCOMPARE(request.target, QByteArray("/wsman?a=b"));
            QCOMPARE(request.header("authorization"), QByteArray("Basic YTpi"));
            QCOMPARE(request.body, QByteArray("body"));
            QVERIFY(request.keepAlive);
            QVERIFY(!request.chunked);
            QVERIFY(!parser.isDone());
            parser.end(); // between two requests
        }
    }

    void requestsOneAfterTheOther()
    {
        const QByteArray one = serializeRequestHead("/a", {}, 1) + "1";
        const QByteArray two = serializeRequestHead("/b", {}, 1) + "2";
        RequestParser parser(headerLimit, bodyLimit);
        parser.feed(one + two + one.left(10));
        QCOMPARE(parser.take().target, QByteArray("/a"));
        QVERIFY(parser.isDone());
        QCOMPARE(parser.take().target, QByteArray("/b"));
        QVERIFY(!parser.isDone());
        QVERIFY(parser.hasStarted());
        parser.feed(one.mid(10));
        QCOMPARE(parser.take().body, QByteArray("1"));
    }

    void chunkedRequestsAreMarked()
    {
        RequestParser parser(headerLimit, bodyLimit);
        parser.feed("POST /wsman HTTP/1.1\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
                    "4\r\nbody\r\n0\r\n\r\n");
        QVERIFY(parser.isDone());
        const HttpServerRequest request = parser.take();
        QVERIFY(request.chunked);
        QVERIFY(!request.keepAlive);
        QCOMPARE(request.body, QByteArray("body"));
    }

    void expectContinue()
    {
        RequestParser parser(headerLimit, bodyLimit);
        parser.feed("POST /wsman HTTP/1.1\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n");
        QVERIFY(parser.expectsContinue());
        parser.feed("body");
        QVERIFY(!parser.expectsContinue());
        QCOMPARE(parser.take().body, QByteArray("body"));
    }

    void badRequests()
    {
        QCOMPARE(requestFailureOf("\x16\x03\x01\x02\x00\x01\r\n\r\n").id, QStringLiteral("ImproperRequest"));
        QCOMPARE(requestFailureOf("POST /wsman HTTP/1.1\r\nContent-Length: 4\r\n\r\nbo").category,
                 ErrorCategory::Protocol);
        QCOMPARE(requestFailureOf("POST /wsman HTTP/1.1\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n")
                     .category,
                 ErrorCategory::Protocol);
        QCOMPARE(requestFailureOf("POST /wsman HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n").category,
                 ErrorCategory::LimitExceeded);
        QCOMPARE(requestFailureOf("POST /" + QByteArray(headerLimit, 'a')).category, ErrorCategory::LimitExceeded);
        QCOMPARE(requestFailureOf({}).id, QStringLiteral("NoError"));
    }

    void linesCannotBeBroken()
    {
        for (const QByteArray &value : {QByteArray("a\rb"), QByteArray("a\nb"), QByteArray("a\0b", 3)}) {
            QCOMPARE(errorOf([&] {
                         (void)serializeRequestHead("/", {{"X", value}}, 0);
                     }).category,
                     ErrorCategory::InvalidArgument);
            QCOMPARE(errorOf([&] { (void)serializeRequestHead(value, {}, 0); }).category,
                     ErrorCategory::InvalidArgument);
            QCOMPARE(errorOf([&] { (void)serializeRequestHead("/", {}, 0, value); }).category,
                     ErrorCategory::InvalidArgument);
            QCOMPARE(errorOf([&] {
                         (void)serializeResponse(200, {{value, "x"}}, {});
                     }).category,
                     ErrorCategory::InvalidArgument);
        }
    }
};

QTEST_APPLESS_MAIN(HttpCodecTest)
#include "tst_httpcodec.moc"
