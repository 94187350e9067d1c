#include "core/base/error.h"
#include "core/wsman/namespaces.h"
#include "core/wsman/responses.h"
#include "core/wsman/robust.h"

#include <QTest>

using namespace rejoin;
using namespace rejoin::wsman;
using namespace Qt::StringLiterals;

/// The messages around a retransmission (MS-WSMV 3.1.4.1.39).
class RobustTest : public QObject
{
    Q_OBJECT

    static RequestContext context()
    {
        RequestContext context;
        context.to = u"http://server01:5985/wsman"_s;
        context.resourceUri = u"http://schemas.microsoft.com/powershell/Microsoft.PowerShell"_s;
        context.sessionId = QUuid::createUuid();
        context.operationId = QUuid::createUuid();
        return context;
    }

private Q_SLOTS:
    void aRetransmissionIsTheSameMessageMarked()
    {
        // Data that looks like the header must not be touched.
        const Request first = sendRequest(context(), QUuid::createUuid(), QUuid::createUuid(), u"stdin"_s,
                                          "<p:OperationID s:mustUnderstand=\"false\">");
        const Request again = retransmission(first);
        const ServerRequest one = parseRequest(first.envelope);
        const ServerRequest other = parseRequest(again.envelope);
        QVERIFY(!one.retransmitted);
        QVERIFY(other.retransmitted);
        QCOMPARE(other.operationId, one.operationId);
        QCOMPARE(other.messageId, one.messageId);
        QCOMPARE(other.sequenceId, quint64(1));
        QCOMPARE(other.streams.value(0).data, one.streams.value(0).data);
        QCOMPARE(again.envelope.size(), first.envelope.size() - 1);
        // Once more is the same.
        QCOMPARE(retransmission(again).envelope, again.envelope);
    }

    void withoutAnOperationIdThereIsNone()
    {
        RequestContext plain = context();
        plain.operationId = QUuid();
        const Request request = receiveRequest(plain, QUuid::createUuid(), QUuid());
        QVERIFY_THROWS_EXCEPTION(base::Error, (void)retransmission(request));
    }

    void oneEnvelopeIsItself()
    {
        const QByteArray body = acknowledgement(parseRequest(
            signalRequest(context(), QUuid::createUuid(), QUuid::createUuid(), signalcode::terminate).envelope));
        const RobustBody read = readRobustBody(body);
        QCOMPARE(read.answers, QList<QByteArray>{body});
        QCOMPARE(read.signsOfLife, 0);
    }

    void signsOfLifeStandBeforeTheAnswer_data()
    {
        QTest::addColumn<QByteArray>("between");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("lines") << QByteArray("\r\n\r\n");
        QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBF");
        QTest::newRow("declaration") << QByteArray("<?xml version=\"1.0\"?>\n");
    }
    void signsOfLifeStandBeforeTheAnswer()
    {
        QFETCH(QByteArray, between);
        const Request request = receiveRequest(context(), QUuid::createUuid(), QUuid());
        const ServerRequest seen = parseRequest(request.envelope);
        ReceiveResult result;
        StreamData data;
        data.name = u"stdout"_s;
        data.data = QByteArray(100000, 'x');
        result.streams.append(data);
        const QByteArray answer = receiveResponse(seen, result);
        const QByteArray body = acknowledgeMessage(seen, 1) + between + keepAliveMessage(seen) + between +
                                keepAliveMessage(seen) + between + answer;
        const RobustBody read = readRobustBody(body);
        QCOMPARE(read.signsOfLife, 3);
        QCOMPARE(read.answers.size(), 1);
        QCOMPARE(parseReceive(read.answers.first(), request).streams.value(0).data, data.data);
    }

    void severalAnswersAreKeptInOrder()
    {
        const Request request = receiveRequest(context(), QUuid::createUuid(), QUuid());
        const ServerRequest seen = parseRequest(request.envelope);
        ReceiveResult result;
        StreamData data;
        data.name = u"stdout"_s;
        data.data = "one";
        result.streams = {data};
        QByteArray body = receiveResponse(seen, result);
        data.data = "two";
        result.streams = {data};
        body += receiveResponse(seen, result);
        const RobustBody read = readRobustBody(body);
        QCOMPARE(read.answers.size(), 2);
        QCOMPARE(parseReceive(read.answers.at(0), request).streams.value(0).data, QByteArray("one"));
        QCOMPARE(parseReceive(read.answers.at(1), request).streams.value(0).data, QByteArray("two"));
    }

    void onlySignsOfLifeAreNoAnswer()
    {
        const ServerRequest seen = parseRequest(receiveRequest(context(), QUuid::createUuid(), QUuid()).envelope);
        const RobustBody read = readRobustBody(keepAliveMessage(seen));
        QVERIFY(read.answers.isEmpty());
        QCOMPARE(read.signsOfLife, 1);
    }

    void whatIsNoXmlIsGivenAsItIs_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("words") << QByteArray("Service Unavailable");
        QTest::newRow("cut short") << QByteArray("<s:Envelope xmlns:s='x'><s:Body>");
        QTest::newRow("never closed name") << QByteArray("<s:Envelope");
        QTest::newRow("declaration only") << QByteArray("<?xml version='1.0'");
    }
    void whatIsNoXmlIsGivenAsItIs()
    {
        QFETCH(QByteArray, body);
        const RobustBody read = readRobustBody(body);
        QCOMPARE(read.answers, QList<QByteArray>{body});
        QCOMPARE(read.signsOfLife, 0);
    }
};

QTEST_GUILESS_MAIN(RobustTest)
#include "tst_robust.moc"
