#include "core/base/error.h"
#include "core/lab/pwsh/objects.h"
#include "core/lab/pwsh/packets.h"
#include "core/psrp/fragment.h"
#include "core/psrp/server.h"

#include <QTest>

using namespace rejoin;
using namespace rejoin::lab;
using pwsh::LineReader;
using pwsh::MessageGatherer;
using pwsh::Packet;
using Kind = Packet::Kind;

namespace {
const QUuid someId(QStringLiteral("dddce358-6d84-494d-a0c0-a791bfa69840"));
} // namespace

/// The packets of `pwsh -s`, as the program itself writes them.
class PwshPacketsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatPowerShellWrote()
    {
        const auto data =
            Packet::fromLine("<Data Stream='Default' PSGuid='dddce358-6d84-494d-a0c0-a791bfa69840'>AAEC</Data>\r");
        QVERIFY(data.has_value());
        QCOMPARE(data->kind, Kind::Data);
        QCOMPARE(data->id, someId);
        QVERIFY(!data->isPromptResponse);
        QCOMPARE(data->data, QByteArray::fromHex("000102"));
        const auto pool = Packet::fromLine("<DataAck PSGuid='00000000-0000-0000-0000-000000000000' />");
        QVERIFY(pool.has_value());
        QCOMPARE(pool->kind, Kind::DataAck);
        QVERIFY(pool->id.isNull());
        QCOMPARE(Packet::fromLine("<CloseAck PSGuid=\"dddce358-6d84-494d-a0c0-a791bfa69840\"/>")->kind, Kind::CloseAck);
    }

    void whatIsNoPacket_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("text") << QByteArray("hello");
        QTest::newRow("unknown") << QByteArray("<Other PSGuid='dddce358-6d84-494d-a0c0-a791bfa69840' />");
        QTest::newRow("no id") << QByteArray("<DataAck />");
        QTest::newRow("no end") << QByteArray(
            "<Data Stream='Default' PSGuid='dddce358-6d84-494d-a0c0-a791bfa69840'>AAEC");
        QTest::newRow("no base64") << QByteArray(
            "<Data Stream='Default' PSGuid='dddce358-6d84-494d-a0c0-a791bfa69840'>%%%</Data>");
        QTest::newRow("cut tag") << QByteArray("<Data Stream='Default' PSGuid='dddce358");
        QTest::newRow("open quote") << QByteArray("<DataAck PSGuid='dddce358>");
    }
    void whatIsNoPacket()
    {
        QFETCH(QByteArray, line);
        QVERIFY(!Packet::fromLine(line));
    }

    void writesWhatPowerShellReads()
    {
        QCOMPARE(Packet(Kind::Command, someId).toLine(),
                 QByteArray("<Command PSGuid='dddce358-6d84-494d-a0c0-a791bfa69840' />\n"));
        QCOMPARE(
            Packet(Kind::Data, {}, "abc", true).toLine(),
            QByteArray("<Data Stream='PromptResponse' PSGuid='00000000-0000-0000-0000-000000000000'>YWJj</Data>\n"));
        for (const auto kind : {Kind::Data, Kind::DataAck, Kind::Command, Kind::CommandAck, Kind::Close, Kind::CloseAck,
                                Kind::Signal, Kind::SignalAck}) {
            auto line = Packet(kind, someId, kind == Kind::Data ? "x" : "").toLine();
            line.chop(1);
            const auto back = Packet::fromLine(line);
            QVERIFY(back.has_value());
            QCOMPARE(back->kind, kind);
            QCOMPARE(back->id, someId);
        }
    }

    void linesInPieces()
    {
        LineReader reader;
        QVERIFY(!reader.next());
        reader.add("one\ntw");
        QCOMPARE(reader.next(), std::optional<QByteArray>("one"));
        QVERIFY(!reader.next());
        reader.add("o");
        QVERIFY(!reader.next());
        reader.add("\n\nthree\n");
        QCOMPARE(reader.next(), std::optional<QByteArray>("two"));
        QCOMPARE(reader.next(), std::optional<QByteArray>(""));
        QCOMPARE(reader.next(), std::optional<QByteArray>("three"));
        QVERIFY(!reader.next());
    }

    void aLineWithoutEndIsRefused()
    {
        LineReader reader;
        reader.add(QByteArray((16 << 20) + 1, 'x'));
        QVERIFY_THROWS_EXCEPTION(base::Error, (void)reader.next());
    }

    void messagesPassAsTheyAre()
    {
        psrp::ServerRunspacePool server(QUuid::createUuid());
        const auto small = server.output(someId, clixml::Value::int32(7));
        const auto large = server.output(someId, clixml::Value::string(QString(100000, u'x')));
        const auto state = server.pipelineState(someId, psrp::PipelineState::Completed);
        QVERIFY(large.size() > 100000 + psrp::fragmentHeaderSize * 3);
        MessageGatherer gatherer;
        auto messages = gatherer.add(small);
        QCOMPARE(messages.size(), 1);
        QCOMPARE(messages[0].type, psrp::MessageType::PipelineOutput);
        QCOMPARE(messages[0].fragments, small);
        QVERIFY(messages[0].isDroppable());
        // A large one in two parts, its second with what follows.
        constexpr auto whole = psrp::fragmentHeaderSize + psrp::defaultFragmentSize;
        QVERIFY(gatherer.add(large.first(whole)).isEmpty());
        messages = gatherer.add(large.sliced(whole) + state);
        QCOMPARE(messages.size(), 2);
        QCOMPARE(messages[0].fragments, large);
        QCOMPARE(messages[0].decode().data.text().size(), 100000);
        QCOMPARE(messages[1].type, psrp::MessageType::PipelineState);
        QVERIFY(!messages[1].isDroppable());
    }

    void cutFragmentsAreRefused()
    {
        psrp::ServerRunspacePool server(QUuid::createUuid());
        const auto message = server.output(someId, clixml::Value::int32(7));
        for (qsizetype size = 1; size < message.size(); ++size) {
            MessageGatherer gatherer;
            QVERIFY_THROWS_EXCEPTION(base::Error, (void)gatherer.add(message.first(size)));
        }
    }
};

QTEST_GUILESS_MAIN(PwshPacketsTest)
#include "tst_pwshpackets.moc"
