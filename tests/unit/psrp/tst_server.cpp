#include "core/psrp/server.h"

#include "tests/unit/psrp/pair.h"

#include <QtEndian>
#include <QtTest>

using namespace rejoin;
using namespace rejoin::psrp;
using clixml::Value;
using psrp::test::errorOf;
using psrp::test::find;
using psrp::test::Pair;
using namespace Qt::StringLiterals;

namespace {
Value capability(const QString &protocol)
{
    return clixml::ObjectBuilder()
        .note("protocolversion", Value::version(protocol))
        .note("PSVersion", Value::version(u"2.0"))
        .note("SerializationVersion", Value::version(u"1.1.0.1"))
        .build();
}

Value counts(int minimum, int maximum)
{
    return clixml::ObjectBuilder()
        .note("MinRunspaces", Value::int32(minimum))
        .note("MaxRunspaces", Value::int32(maximum))
        .build();
}

QByteArray clientMessages(const QUuid &pool, const QList<std::pair<MessageType, Value>> &messages,
                          const QUuid &pipeline = {})
{
    Fragmenter fragmenter;
    QByteArray bytes;
    for (const auto &[type, data] : messages)
        bytes += fragmenter.fragment(Message(Destination::Server, type, pool, pipeline, data).encode()).join();
    return bytes;
}

quint64 objectId(const QByteArray &fragment)
{
    return qFromBigEndian<quint64>(fragment.constData());
}
} // namespace

class TestServer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void objectIdsCountOverEverything()
    {
        Pair pair;
        pair.server.receiveCreation(pair.client.open());
        const QList<QByteArray> opened = pair.server.openedMessages(psrp::test::versionTable());
        QCOMPARE(objectId(opened[0]), 1u);
        QCOMPARE(objectId(opened[2]), 3u);
        const QUuid id = QUuid::createUuid();
        QCOMPARE(objectId(pair.server.output(id, Value::int32(1))), 4u);
        RunspacePool other(pair.id);
        const QByteArray answer = pair.server.receiveConnect(other.connect());
        QCOMPARE(objectId(answer), 5u);
        QCOMPARE(objectId(pair.server.pipelineState(id, PipelineState::Completed)), 7u);
    }

    void messagesAreThoseOfWindows()
    {
        Pair pair;
        pair.server.receiveCreation(pair.client.open());
        const QList<QByteArray> opened = pair.server.openedMessages(psrp::test::versionTable());
        QList<Message> messages;
        for (const QByteArray &bytes : opened) {
            QCOMPARE(bytes.sliced(fragmentHeaderSize + 40, 3), QByteArray("\xEF\xBB\xBF"));
            messages.append(Message::decode(Defragmenter().add(bytes).first()));
        }
        QVERIFY(messages[0].runspacePoolId.isNull());
        QCOMPARE(messages[0].type, MessageType::SessionCapability);
        QCOMPARE(messages[1].runspacePoolId, pair.id);
        QCOMPARE(psrp::test::memberNames(messages[1].data), QStringList{u"ApplicationPrivateData"_s});
        QCOMPARE(messages[2].data.member("RunspaceState").toInteger(), 2);
        QCOMPARE(messages[2].data.memberCount(), 1u);
        // The answer to a Connect names the pool in both messages (recordings).
        RunspacePool other(pair.id);
        for (const QByteArray &bytes : Defragmenter().add(pair.server.receiveConnect(other.connect())))
            QCOMPARE(Message::decode(bytes).runspacePoolId, pair.id);
    }

    void creationsAreChecked_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const QUuid id = QUuid::createUuid();
        const std::pair good(MessageType::SessionCapability, capability(u"2.3"_s));
        const std::pair init(MessageType::InitRunspacePool, counts(1, 1));
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("one") << clientMessages(id, {good});
        QTest::newRow("three") << clientMessages(id, {good, init, init});
        QTest::newRow("wrong order") << clientMessages(id, {init, good});
        QTest::newRow("a connect") << clientMessages(id,
                                                     {good, {MessageType::ConnectRunspacePool, Value::string(u"")}});
        QTest::newRow("no counts") << clientMessages(id, {good, {MessageType::InitRunspacePool, Value()}});
        QTest::newRow("more minimum than maximum")
            << clientMessages(id, {good, {MessageType::InitRunspacePool, counts(2, 1)}});
        QTest::newRow("no runspace") << clientMessages(id, {good, {MessageType::InitRunspacePool, counts(0, 0)}});
        QTest::newRow("half a message") << clientMessages(id, {good, init}).chopped(1);
        QTest::newRow("version 1") << clientMessages(id,
                                                     {{MessageType::SessionCapability, capability(u"1.0"_s)}, init});
        QTest::newRow("version 3") << clientMessages(id,
                                                     {{MessageType::SessionCapability, capability(u"3.0"_s)}, init});
        QTest::newRow("for the client") << [&] {
            Fragmenter fragmenter;
            const Message wrong(Destination::Client, good.first, id, {}, good.second);
            return fragmenter.fragment(wrong.encode()).join() + clientMessages(id, {init});
        }();
    }
    void creationsAreChecked()
    {
        QFETCH(QByteArray, bytes);
        ServerRunspacePool server(QUuid::createUuid());
        const auto error = errorOf([&] { server.receiveCreation(bytes); });
        QVERIFY(error);
        QCOMPARE(error->category, base::ErrorCategory::Protocol);
    }

    void olderClientsMayCreate()
    {
        const QUuid id = QUuid::createUuid();
        ServerRunspacePool server(id);
        server.receiveCreation(clientMessages(id, {{MessageType::SessionCapability, capability(u"2.1"_s)},
                                                   {MessageType::InitRunspacePool, counts(1, 2)}}));
        QCOMPARE(server.protocolVersion(), u"2.1"_s);
    }

    void theCreatorsPoolIdCounts()
    {
        // Old clients write GUIDs in another byte order; whoever connects must do the same.
        const QUuid sentId = QUuid::createUuid();
        ServerRunspacePool server(QUuid::createUuid());
        server.receiveCreation(clientMessages(sentId, {{MessageType::SessionCapability, capability(u"2.3"_s)},
                                                       {MessageType::InitRunspacePool, counts(1, 1)}}));
        QCOMPARE(server.id(), sentId);
        RunspacePool other(sentId);
        QVERIFY(!server.receiveConnect(other.connect()).isEmpty());
    }

    void connectsAreChecked_data()
    {
        QTest::addColumn<QList<std::pair<MessageType, Value>>>("messages");
        QTest::addColumn<bool>("stranger");
        QTest::addColumn<QString>("id");
        using Messages = QList<std::pair<MessageType, Value>>;
        const std::pair good(MessageType::SessionCapability, capability(u"2.3"_s));
        const std::pair connect(MessageType::ConnectRunspacePool, Value::string(u""));
        const QString input = u"ServerConnectFailedOnInputValidation"_s;
        const QString negotiation = u"ServerConnectFailedOnNegotiation"_s;
        const QString counted = u"ServerConnectFailedOnMismatchedRunspacePoolProperties"_s;
        QTest::newRow("good") << Messages{good, connect} << false << QString();
        QTest::newRow("2.2") << Messages{{good.first, capability(u"2.2"_s)}, connect} << false << QString();
        QTest::newRow("newer") << Messages{{good.first, capability(u"2.4"_s)}, connect} << false << QString();
        QTest::newRow("same counts") << Messages{good, {connect.first, counts(1, 1)}} << false << QString();
        QTest::newRow("one count differs") << Messages{good, {connect.first, counts(1, 7)}} << false << QString();
        QTest::newRow("both counts differ") << Messages{good, {connect.first, counts(2, 7)}} << false << counted;
        QTest::newRow("2.1") << Messages{{good.first, capability(u"2.1"_s)}, connect} << false << negotiation;
        QTest::newRow("3.0") << Messages{{good.first, capability(u"3.0"_s)}, connect} << false << negotiation;
        QTest::newRow("wrong pool") << Messages{good, connect} << true << input;
        QTest::newRow("nothing") << Messages{} << false << input;
        QTest::newRow("one") << Messages{good} << false << input;
        QTest::newRow("three") << Messages{good, connect, connect} << false << input;
        QTest::newRow("wrong order") << Messages{connect, good} << false << input;
    }
    void connectsAreChecked()
    {
        using Messages = QList<std::pair<MessageType, Value>>;
        QFETCH(Messages, messages);
        QFETCH(bool, stranger);
        QFETCH(QString, id);
        Pair pair;
        pair.open();
        const QByteArray bytes = clientMessages(stranger ? QUuid::createUuid() : pair.id, messages);
        const auto error = errorOf([&] { (void)pair.server.receiveConnect(bytes); });
        QCOMPARE(error ? error->id : QString(), id);
        if (error)
            QVERIFY(errorOf([&] { (void)pair.server.receiveConnect(bytes.chopped(bytes.size() / 3)); }));
    }

    void versionsAreEchoed()
    {
        Pair pair({}, u"2.4"_s);
        pair.open();
        const QByteArray answer = pair.server.receiveConnect(
            clientMessages(pair.id, {{MessageType::SessionCapability, capability(u"2.2"_s)},
                                     {MessageType::ConnectRunspacePool, Value::string(u"")}}));
        const Message message = Message::decode(Defragmenter().add(answer).first());
        QCOMPARE(message.data.member("protocolversion").text(), u"2.2"_s);
        QCOMPARE(pair.server.protocolVersion(), u"2.2"_s);
    }

    void aConnectBeginsTheInputAnew()
    {
        Pair pair;
        pair.open();
        const QUuid id = QUuid::createUuid();
        CreatePipeline request;
        request.commands = {PipelineCommand()};
        request.commands[0].text = u"1"_s;
        Pipeline half(pair.client, id);
        pair.client.setFragmentSize(100);
        const QList<QByteArray> fragments = half.start(request);
        QVERIFY(pair.server.receive(id, fragments.first()).isEmpty());
        RunspacePool other(pair.id);
        (void)other.receiveConnectResponse(pair.server.receiveConnect(other.connect()));
        Pipeline whole(other, id);
        QVERIFY(find<PipelineRequested>(pair.server.receive(id, whole.start(request).join())));
    }

    void hostileClients()
    {
        Pair pair;
        pair.open();
        const QUuid id = QUuid::createUuid();
        const auto refused = [&](const QUuid &stream, const QByteArray &bytes) {
            const auto error = errorOf([&] { (void)pair.server.receive(stream, bytes); });
            return error && error->category == base::ErrorCategory::Protocol;
        };
        using T = MessageType;
        const Value nonsense = Value::string(u"x");
        QVERIFY(refused(id, clientMessages(pair.id, {{T::CreatePipeline, nonsense}}, id)));
        QVERIFY(refused(id, clientMessages(pair.id, {{T::PipelineInput, nonsense}}, QUuid::createUuid())));
        QVERIFY(refused(id, clientMessages(QUuid::createUuid(), {{T::PipelineInput, nonsense}}, id)));
        QVERIFY(refused({}, clientMessages(pair.id, {{T::PipelineInput, nonsense}})));
        QVERIFY(refused({}, clientMessages(pair.id, {{T::SessionCapability, capability(u"2.3"_s)}})));
        QVERIFY(refused({}, clientMessages(pair.id, {{T::PublicKey, nonsense}})));
        QVERIFY(refused({}, clientMessages(pair.id, {{T::SetMaxRunspaces, nonsense}})));
        QVERIFY(refused({}, clientMessages(pair.id, {{T::RunspacePoolHostResponse, nonsense}})));
        QVERIFY(refused({}, clientMessages(pair.id, {{T::PipelineOutput, nonsense}})));
        QVERIFY(refused({}, clientMessages(pair.id, {{static_cast<T>(0x12345678), nonsense}})));
        QVERIFY(find<InputEnded>(pair.server.receive(id, clientMessages(pair.id, {{T::EndOfPipelineInput, {}}}, id))));
    }

    void streamsAreCounted()
    {
        Pair pair;
        pair.open();
        const auto open = [&](int number) {
            for (int i = 0; i < number; ++i)
                (void)pair.server.receive(QUuid::createUuid(), {});
        };
        const QUuid first = QUuid::createUuid();
        (void)pair.server.receive(first, {});
        const auto error = errorOf([&] { open(10'000); });
        QVERIFY(error);
        QCOMPARE(error->category, base::ErrorCategory::LimitExceeded);
        // A command that ended makes room.
        (void)pair.server.pipelineState(first, PipelineState::Completed);
        open(1);
        QVERIFY(errorOf([&] { open(1); }));
    }

    void onlyThreeKindsAreInformational()
    {
        Pair pair;
        pair.open();
        QVERIFY(errorOf([&] { (void)pair.server.informational({}, MessageType::PipelineOutput, {}); }));
    }
};

QTEST_GUILESS_MAIN(TestServer)
#include "tst_server.moc"
