#include "core/psrp/message.h"
#include "tests/unit/psrp/tools.h"

#include <QtEndian>
#include <QtTest>

using namespace rejoin;
using namespace rejoin::psrp;
using clixml::Value;
using psrp::test::errorOf;

namespace {
const QUuid pool(QStringLiteral("{00112233-4455-6677-8899-aabbccddeeff}"));
const QUuid pipeline(QStringLiteral("{01020304-0506-0708-090a-0b0c0d0e0f10}"));

QByteArray header(quint32 destination, quint32 type)
{
    QByteArray bytes(8, '\0');
    qToLittleEndian<quint32>(destination, bytes.data());
    qToLittleEndian<quint32>(type, bytes.data() + 4);
    return bytes + guidBytes(pool) + guidBytes(pipeline);
}
} // namespace

class TestMessage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void guidsAreInDotNetOrder()
    {
        QCOMPARE(guidBytes(pool).toHex(), QByteArray("33221100554477668899aabbccddeeff"));
        QCOMPARE(guidFromBytes(guidBytes(pool)), pool);
        QVERIFY(guidFromBytes("short").isNull());
    }

    void headerIsLittleEndian()
    {
        const Message message(Destination::Server, MessageType::SessionCapability, pool, {}, Value());
        QCOMPARE(message.encode().toHex(), QByteArray("02000000"
                                                      "02000100"
                                                      "33221100554477668899aabbccddeeff"
                                                      "00000000000000000000000000000000"));
    }

    void onlyTheServerWritesAByteOrderMark()
    {
        const Message toServer(Destination::Server, MessageType::PipelineInput, pool, pipeline, Value::int32(7));
        QCOMPARE(toServer.encode().sliced(40), QByteArray("<I32>7</I32>"));
        const Message toClient(Destination::Client, MessageType::PipelineOutput, pool, pipeline, Value::int32(7));
        QCOMPARE(toClient.encode().sliced(40), QByteArray("\xEF\xBB\xBF<I32>7</I32>"));
    }

    void nullIsNoDataAtAll()
    {
        const Message output(Destination::Client, MessageType::PipelineOutput, pool, pipeline, Value());
        QCOMPARE(output.encode().size(), 40);
        QVERIFY(Message::decode(output.encode()).data.isNil());
        QVERIFY(Message::decode(header(1, 0x00041004) + "\xEF\xBB\xBF").data.isNil());
        QVERIFY(Message::decode(header(1, 0x00041004) + "<Nil/>").data.isNil());
    }

    void aByteOrderMarkIsTakenFromEitherSide()
    {
        for (const quint32 destination : {1u, 2u}) {
            const Message message = Message::decode(header(destination, 0x00041002) + "\xEF\xBB\xBF<S>x</S>");
            QCOMPARE(message.destination, static_cast<Destination>(destination));
            QCOMPARE(message.type, MessageType::PipelineInput);
            QCOMPARE(message.runspacePoolId, pool);
            QCOMPARE(message.pipelineId, pipeline);
            QCOMPARE(message.data.text(), QStringLiteral("x"));
        }
    }

    void aSharedBufferIsNotChanged()
    {
        const QByteArray bytes = header(1, 0x00041004) + "<S>kept</S>";
        const QByteArray copy(bytes.constData(), bytes.size());
        (void)Message::decode(bytes);
        QCOMPARE(bytes, copy);
    }

    void hostileMessages_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("id");
        const QString invalid = QStringLiteral("PSRPMessageInvalid");
        const QString xml = QStringLiteral("CliXmlInvalid");
        QTest::newRow("nothing") << QByteArray() << invalid;
        QTest::newRow("header cut off") << header(1, 0x00041004).chopped(1) << invalid;
        QTest::newRow("no destination") << header(0, 0x00041004) + "<S/>" << invalid;
        QTest::newRow("unknown destination") << header(3, 0x00041004) + "<S/>" << invalid;
        QTest::newRow("big-endian") << header(0x01000000, 0x04100400) + "<S/>" << invalid;
        QTest::newRow("no xml") << header(1, 0x00041004) + "nonsense" << xml;
        QTest::newRow("cut xml") << header(1, 0x00041004) + "<Obj RefId=\"0\"><MS>" << xml;
        QTest::newRow("zeros") << header(1, 0x00041004) + QByteArray(100, '\0') << xml;
    }
    void hostileMessages()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, id);
        const auto error = errorOf([&] { (void)Message::decode(bytes); });
        QVERIFY(error);
        QCOMPARE(error->category, base::ErrorCategory::Protocol);
        QCOMPARE(error->id, id);
    }

    void typeNames()
    {
        QCOMPARE(messageTypeName(MessageType::SessionCapability), QStringLiteral("SESSION_CAPABILITY"));
        QCOMPARE(messageTypeName(MessageType::ProgressRecord), QStringLiteral("PROGRESS_RECORD"));
        QCOMPARE(messageTypeName(static_cast<MessageType>(0x00099999)), QStringLiteral("0x00099999"));
    }
};

QTEST_GUILESS_MAIN(TestMessage)
#include "tst_message.moc"
