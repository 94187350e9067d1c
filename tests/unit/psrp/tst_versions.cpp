#include "core/clixml/writer.h"
#include "core/psrp/capability.h"
#include "tests/unit/psrp/pair.h"

#include <QtTest>

using namespace rejoin;
using namespace rejoin::psrp;
using namespace Qt::StringLiterals;
using clixml::Value;
using psrp::test::errorOf;
using psrp::test::Pair;

namespace {

const char *const versions[] = {"2.0", "2.1", "2.2", "2.3", "2.4"};

/// A message of the server with any type and any data, as one fragment.
QByteArray said(const Pair &pair, quint32 type, const QByteArray &data, const QUuid &pipeline = {})
{
    const Message head(Destination::Client, static_cast<MessageType>(type), pair.id, pipeline, {});
    Fragmenter fragmenter;
    for (int i = 0; i < 1000; ++i) // object ids go on from wherever the server is
        (void)fragmenter.fragment("x");
    return fragmenter.fragment(head.encode() + data).join();
}

QByteArray said(const Pair &pair, MessageType type, const Value &data, const QUuid &pipeline = {})
{
    return said(pair, static_cast<quint32>(type), clixml::write(data), pipeline);
}

template <typename Event, typename Variant>
QList<Event> all(const QList<Variant> &events)
{
    QList<Event> found;
    for (const auto &event : events) {
        if (const auto *one = std::get_if<Event>(&event))
            found.append(*one);
    }
    return found;
}

} // namespace

/// Two versions that meet, and what newer ones may send.
class TestVersions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyPairing_data()
    {
        QTest::addColumn<QString>("client");
        QTest::addColumn<QString>("server");
        for (const char *client : versions) {
            for (const char *server : versions)
                QTest::addRow("client %s, server %s", client, server)
                    << QString::fromLatin1(client) << QString::fromLatin1(server);
        }
    }
    void everyPairing()
    {
        QFETCH(QString, client);
        QFETCH(QString, server);
        PoolOptions options;
        options.protocolVersion = client;
        Pair pair(options, server);
        pair.open();
        const QString lower = std::min(client, server);
        QCOMPARE(pair.client.state(), PoolState::Opened);
        QCOMPARE(pair.client.serverProtocolVersion(), lower);
        QCOMPARE(pair.server.protocolVersion(), lower);
        QCOMPARE(pair.client.needsSessionKey(), lower != u"2.4"_s);
        QCOMPARE(pair.server.canEncrypt(), lower >= u"2.2"_s);

        // A secret before any key: sent at once from 2.2 on, read once the client has asked for the key.
        if (lower < u"2.2"_s) {
            QVERIFY(errorOf([&] { (void)pair.server.encryptSecret("early"); }));
        } else {
            const Value early = psrp::test::sent(pair.server.encryptSecret("early"));
            if (lower != u"2.4"_s) {
                QVERIFY(errorOf([&] { (void)pair.client.decryptSecret(early); }));
                const auto events = pair.server.receive({}, pair.client.publicKey());
                (void)pair.client.receive(pair.server.encryptedSessionKey(std::get<PublicKeyReceived>(events.first())));
            }
            QCOMPARE(pair.client.decryptSecret(early), QByteArray("early"));
            QCOMPARE(pair.server.decryptSecret(pair.client.encryptSecret("back")), QByteArray("back"));
        }

        // Connecting wants 2.2 of the client; what the server was made for does not matter then.
        pair.client.disconnected();
        const QByteArray connectXml = pair.client.connect();
        if (lower < u"2.2"_s) {
            const auto refused = errorOf([&] { (void)pair.server.receiveConnect(connectXml); });
            QCOMPARE(refused.has_value(), client < u"2.2"_s);
            if (refused)
                QCOMPARE(refused->id, u"ServerConnectFailedOnNegotiation"_s);
            return;
        }
        (void)pair.client.receiveConnectResponse(pair.server.receiveConnect(connectXml));
        QCOMPARE(pair.client.state(), PoolState::Opened);
        QCOMPARE(pair.client.serverProtocolVersion(), lower);
        QVERIFY(!pair.client.hasSessionKey());
    }

    void aServerOfAnotherMajorIsRefused()
    {
        SessionCapability capability;
        for (const char *version : {"1.9", "2.5", "3.0", "x"}) {
            capability.protocolVersion = QString::fromLatin1(version);
            const auto refused = errorOf([&] { capability.checkServer(u"2.3"_s); });
            QVERIFY2(refused, version);
            QCOMPARE(refused->id, u"ClientNegotiationFailed"_s);
            QVERIFY(!refused->advice.isEmpty());
        }
    }

    void unknownMessagesOfThePool()
    {
        Pair pair;
        pair.open();
        auto notes = all<NoteReceived>(pair.client.receive(said(pair, 0x00021055, "<S>from the future</S>")));
        QCOMPARE(notes.size(), 1);
        QCOMPARE(notes.first().text,
                 u"The remote computer sent a message of the unknown type 0x00021055 (22 bytes): from the future"_s);
        notes = all<NoteReceived>(pair.client.receive(
            said(pair, 0x00021056, R"(<Obj RefId="0"><MS><S N="a">1</S><I32 N="b">2</I32></MS></Obj>)")));
        QVERIFY(notes.first().text.endsWith(u": a=1, b=2"_s));
        // It need not even be CLIXML.
        notes = all<NoteReceived>(pair.client.receive(said(pair, 0x00021057, "{ \"json\": [1")));
        QVERIFY(notes.first().text.endsWith(u"(12 bytes): { \"json\": [1"_s));
        notes = all<NoteReceived>(pair.client.receive(said(pair, 0x00021058, {})));
        QVERIFY(notes.first().text.endsWith(u"(0 bytes)."_s));
        QCOMPARE(pair.client.state(), PoolState::Opened);
    }

    void unknownStatesOfThePool()
    {
        Pair pair;
        pair.open();
        const Value state = clixml::ObjectBuilder().note("RunspaceState", Value::int32(17)).build();
        const auto events = pair.client.receive(said(pair, MessageType::RunspacePoolState, state));
        QCOMPARE(all<NoteReceived>(events).size(), 1);
        QVERIFY(all<NoteReceived>(events).first().text.contains(u"17"_s));
        QCOMPARE(pair.client.state(), PoolState::Opened);
        // No number at all is no message of any version.
        QVERIFY(errorOf([&] { (void)pair.client.receive(said(pair, MessageType::RunspacePoolState, Value())); }));
    }

    void unknownThingsOfAPipeline()
    {
        Pair pair;
        pair.open();
        const QUuid id = QUuid::createUuid();
        Pipeline pipeline(pair.client, id);
        CreatePipeline request;
        request.commands.append(PipelineCommand());
        (void)pipeline.start(request);
        auto notes = all<VerboseReceived>(pipeline.receive(said(pair, 0x00041099, "<S>new record</S>", id)));
        QCOMPARE(notes.size(), 1);
        QVERIFY(notes.first().record.message.contains(u"0x00041099 (17 bytes): new record"_s));
        const Value state = clixml::ObjectBuilder().note("PipelineState", Value::int32(9)).build();
        notes = all<VerboseReceived>(pipeline.receive(said(pair, MessageType::PipelineState, state, id)));
        QVERIFY(notes.first().record.message.contains(u"unknown state of a command 9"_s));
        QCOMPARE(pipeline.state(), PipelineState::Running);
        HostCall call;
        call.callId = 5;
        call.method = static_cast<HostMethod>(99);
        call.methodName = u"Vibrate"_s;
        const auto events = pipeline.receive(said(pair, MessageType::PipelineHostCall, call.toValue(), id));
        QCOMPARE(all<HostCallReceived>(events).size(), 1);
        QVERIFY(all<HostCallReceived>(events).first().call.wantsAnswer());
        QVERIFY(all<VerboseReceived>(events).first().record.message.contains(u"99 (Vibrate)"_s));
    }

    /// Members that are more, or that are missing, change nothing.
    void recordsOfOtherVersions_data()
    {
        QTest::addColumn<quint32>("type");
        for (const auto type :
             {MessageType::ErrorRecord, MessageType::DebugRecord, MessageType::VerboseRecord,
              MessageType::WarningRecord, MessageType::ProgressRecord, MessageType::InformationRecord})
            QTest::newRow(qPrintable(messageTypeName(type))) << static_cast<quint32>(type);
    }
    void recordsOfOtherVersions()
    {
        QFETCH(quint32, type);
        Pair pair;
        pair.open();
        const QUuid id = QUuid::createUuid();
        Pipeline pipeline(pair.client, id, Pipeline::Attached());
        for (const char *data :
             {"<Obj RefId=\"0\" />", "<S>only text</S>", "<Nil />",
              "<Obj RefId=\"0\"><MS><Obj N=\"FromTheFuture\" RefId=\"1\"><MS><S N=\"x\">y</S></MS></Obj></MS></Obj>",
              "<Obj RefId=\"0\"><MS><S N=\"PercentComplete\">many</S><I32 N=\"Activity\">1</I32><S "
              "N=\"Exception\">text</S><I32 N=\"MessageData\">3</I32></MS></Obj>"}) {
            const auto events = pipeline.receive(said(pair, type, data, id));
            QCOMPARE(events.size(), 1);
        }
        QCOMPARE(pipeline.state(), PipelineState::Running);
    }
};

QTEST_GUILESS_MAIN(TestVersions)
#include "tst_versions.moc"
