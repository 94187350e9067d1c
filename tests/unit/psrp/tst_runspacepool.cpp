#include "core/psrp/runspacepool.h"

#include "tests/unit/psrp/pair.h"

#include <QtTest>

using namespace rejoin;
using namespace rejoin::psrp;
using clixml::Value;
using psrp::test::errorOf;
using psrp::test::find;
using psrp::test::Pair;
using namespace Qt::StringLiterals;

namespace {
CreatePipeline request(const QString &text)
{
    CreatePipeline pipeline;
    PipelineCommand command;
    command.text = text;
    pipeline.commands = {command};
    return pipeline;
}

QByteArray serverMessage(const QUuid &pool, MessageType type, const Value &data, const QUuid &pipeline = {},
                         Destination to = Destination::Client)
{
    Fragmenter fragmenter;
    return fragmenter.fragment(Message(to, type, pool, pipeline, data).encode()).join();
}

Value capability(const QString &protocol, const QString &ps = u"2.0"_s, const QString &serialization = u"1.1.0.1"_s)
{
    return clixml::ObjectBuilder()
        .note("protocolversion", Value::version(protocol))
        .note("PSVersion", Value::version(ps))
        .note("SerializationVersion", Value::version(serialization))
        .build();
}
} // namespace

class TestRunspacePool : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void opens()
    {
        PoolOptions options;
        options.minRunspaces = 2;
        options.maxRunspaces = 5;
        options.host.width = 90;
        Pair pair(options);
        QCOMPARE(pair.client.state(), PoolState::BeforeOpen);
        const ClientOpened opened = pair.server.receiveCreation(pair.client.open());
        QCOMPARE(pair.client.state(), PoolState::NegotiationSent);
        QCOMPARE(opened.protocolVersion, u"2.3"_s);
        QCOMPARE(opened.minRunspaces, 2);
        QCOMPARE(opened.maxRunspaces, 5);
        QCOMPARE(opened.host.width, 90);
        QCOMPARE(pair.server.maxRunspaces(), 5);

        const QList<QByteArray> messages = pair.server.openedMessages(psrp::test::versionTable());
        QCOMPARE(messages.size(), 3);
        const QList<PoolEvent> first = pair.client.receive(messages[0]);
        QCOMPARE(find<CapabilityReceived>(first)->protocolVersion, u"2.3"_s);
        QCOMPARE(find<PoolStateChanged>(first)->state, PoolState::NegotiationSucceeded);
        QCOMPARE(pair.client.serverProtocolVersion(), u"2.3"_s);
        const QList<PoolEvent> second = pair.client.receive(messages[1]);
        QCOMPARE(find<PrivateDataReceived>(second)->data.entry("PSVersionTable").entry("PSVersion").text(),
                 u"5.1.14393.2248"_s);
        QVERIFY(!pair.client.privateData().isNil());
        const QList<PoolEvent> third = pair.client.receive(messages[2]);
        QCOMPARE(find<PoolStateChanged>(third)->state, PoolState::Opened);
        QCOMPARE(pair.client.state(), PoolState::Opened);
        // The same state once more is nothing new.
        QVERIFY(pair.client.receive(pair.server.poolState(PoolState::Opened)).isEmpty());
    }

    void aBrokenPoolSaysWhy()
    {
        Pair pair;
        pair.open();
        Pipeline pipeline(pair.client, QUuid::createUuid());
        (void)pipeline.start(request(u"1"_s));
        clixml::ErrorRecord reason;
        reason.exceptionType = u"System.Exception"_s;
        reason.message = u"out of memory"_s;
        reason.fullyQualifiedId = u"Id"_s;
        const auto events = pair.client.receive(pair.server.poolState(PoolState::Broken, reason.toValue()));
        const auto changed = find<PoolStateChanged>(events);
        QVERIFY(changed);
        QCOMPARE(changed->state, PoolState::Broken);
        QCOMPARE(changed->reason->message, u"out of memory"_s);
        QCOMPARE(pipeline.state(), PipelineState::Failed);
        // What still arrives does no harm, and a close afterwards does not hide that it broke.
        QVERIFY(pair.client.receive(pair.server.poolState(PoolState::Closed)).isEmpty());
        pair.client.closed();
        QCOMPARE(pair.client.state(), PoolState::Broken);
    }

    void closes()
    {
        Pair pair;
        pair.open();
        Pipeline pipeline(pair.client, QUuid::createUuid());
        (void)pipeline.start(request(u"1"_s));
        auto events = pair.client.receive(pair.server.poolState(PoolState::Closing));
        QCOMPARE(find<PoolStateChanged>(events)->state, PoolState::Closing);
        events = pair.client.receive(pair.server.poolState(PoolState::Closed));
        QCOMPARE(find<PoolStateChanged>(events)->state, PoolState::Closed);
        QCOMPARE(pipeline.state(), PipelineState::Stopped);
        QVERIFY(errorOf([&] { (void)pair.client.connect(); }));
    }

    void aServersCloseSessionCloses()
    {
        Pair pair;
        pair.open();
        const auto events = pair.client.receive(serverMessage(pair.id, MessageType::CloseSession, {}));
        QCOMPARE(find<PoolStateChanged>(events)->state, PoolState::Closed);
    }

    void runsAPipeline()
    {
        Pair pair;
        pair.open();
        const QUuid id = QUuid::createUuid();
        Pipeline pipeline(pair.client, id);
        QCOMPARE(pipeline.state(), PipelineState::NotStarted);
        CreatePipeline wanted = request(u"process { $_ * 2 }"_s);
        wanted.noInput = false;
        QByteArray bytes = pipeline.start(wanted).join();
        QCOMPARE(pipeline.state(), PipelineState::Running);
        bytes += pipeline.input(Value::int32(21));
        bytes += pipeline.endOfInput();
        QVERIFY(errorOf([&] { (void)pipeline.input(Value::int32(1)); }));

        const QList<ServerEvent> asked = pair.server.receive(id, bytes);
        QCOMPARE(asked.size(), 3);
        QCOMPARE(find<PipelineRequested>(asked)->pipelineId, id);
        QCOMPARE(find<PipelineRequested>(asked)->request.commands[0].text, u"process { $_ * 2 }"_s);
        QCOMPARE(find<InputReceived>(asked)->value.toInteger(), 21);
        QVERIFY(find<InputEnded>(asked));

        clixml::InformationalRecord warning;
        warning.message = u"careful"_s;
        clixml::InformationRecord information;
        information.messageData = Value::string(u"note");
        information.source = u"here"_s;
        clixml::ProgressRecord progress;
        progress.activity = u"working"_s;
        progress.percentComplete = 40;
        clixml::ErrorRecord wrong;
        wrong.exceptionType = u"System.Exception"_s;
        wrong.message = u"went wrong"_s;
        wrong.fullyQualifiedId = u"Wrong"_s;
        QByteArray answer = pair.server.output(id, Value::int32(42));
        answer += pair.server.output(id, Value());
        answer += pair.server.informational(id, MessageType::WarningRecord, warning);
        answer += pair.server.informational(id, MessageType::VerboseRecord, warning);
        answer += pair.server.informational(id, MessageType::DebugRecord, warning);
        answer += pair.server.information(id, information);
        answer += pair.server.progress(id, progress);
        answer += pair.server.errorRecord(id, wrong);
        answer += pair.server.pipelineState(id, PipelineState::Completed);
        const QList<PipelineEvent> events = pipeline.receive(answer);
        QCOMPARE(events.size(), 9);
        QCOMPARE(std::get<OutputReceived>(events[0]).value.toInteger(), 42);
        QVERIFY(std::get<OutputReceived>(events[1]).value.isNil());
        QCOMPARE(std::get<WarningReceived>(events[2]).record.message, u"careful"_s);
        QCOMPARE(std::get<VerboseReceived>(events[3]).record.message, u"careful"_s);
        QCOMPARE(std::get<DebugReceived>(events[4]).record.message, u"careful"_s);
        QCOMPARE(std::get<InformationReceived>(events[5]).record.text(), u"note"_s);
        QCOMPARE(std::get<ProgressReceived>(events[6]).record.percentComplete, 40);
        QCOMPARE(std::get<ErrorReceived>(events[7]).record.message, u"went wrong"_s);
        QVERIFY(!std::get<ErrorReceived>(events[7]).raw.isNil());
        QCOMPARE(std::get<PipelineStateChanged>(events[8]).state, PipelineState::Completed);
        QCOMPARE(pipeline.state(), PipelineState::Completed);
        // Final states stay, whatever happens to the session.
        QVERIFY(pipeline.receive(pair.server.output(id, Value::int32(1))).isEmpty());
        pipeline.ended(PipelineState::Failed);
        pair.client.disconnected();
        pipeline.reconnected();
        QCOMPARE(pipeline.state(), PipelineState::Completed);
    }

    void largeRequestsAreSeveralFragments()
    {
        PoolOptions options;
        options.fragmentSize = 500;
        Pair pair(options);
        pair.open();
        const QUuid id = QUuid::createUuid();
        Pipeline pipeline(pair.client, id);
        const QList<QByteArray> fragments = pipeline.start(request(QString(3000, u'x')));
        QVERIFY(fragments.size() > 5);
        QList<ServerEvent> events;
        for (const QByteArray &fragment : fragments) {
            QVERIFY(fragment.size() <= 500 + fragmentHeaderSize);
            events += pair.server.receive(id, fragment);
        }
        QCOMPARE(find<PipelineRequested>(events)->request.commands[0].text.size(), 3000);
        pair.client.setFragmentSize(100'000);
        Pipeline second(pair.client, QUuid::createUuid());
        QCOMPARE(second.start(request(QString(3000, u'x'))).size(), 1);
    }

    void stops()
    {
        Pair pair;
        pair.open();
        const QUuid id = QUuid::createUuid();
        Pipeline pipeline(pair.client, id);
        (void)pair.server.receive(id, pipeline.start(request(u"Start-Sleep 99"_s)).join());
        pipeline.stopping();
        QCOMPARE(pipeline.state(), PipelineState::Stopping);
        // Output that was on its way still counts.
        QVERIFY(find<OutputReceived>(pipeline.receive(pair.server.output(id, Value::string(u"late")))));
        clixml::ErrorRecord reason;
        reason.exceptionType = u"System.Management.Automation.PipelineStoppedException"_s;
        reason.message = u"The pipeline has been stopped."_s;
        reason.fullyQualifiedId = u"PipelineStopped"_s;
        const auto events = pipeline.receive(pair.server.pipelineState(id, PipelineState::Stopped, reason));
        QCOMPARE(find<PipelineStateChanged>(events)->state, PipelineState::Stopped);
        QCOMPARE(find<PipelineStateChanged>(events)->reason->fullyQualifiedId, u"PipelineStopped"_s);
        pipeline.stopping();
        QCOMPARE(pipeline.state(), PipelineState::Stopped);
    }

    void endsWithoutAState()
    {
        Pair pair;
        pair.open();
        Pipeline pipeline(pair.client, QUuid::createUuid());
        (void)pipeline.start(request(u"1"_s));
        pipeline.ended(PipelineState::Running); // no end at all
        QCOMPARE(pipeline.state(), PipelineState::Running);
        pipeline.ended(PipelineState::Failed);
        QCOMPARE(pipeline.state(), PipelineState::Failed);
    }

    void answersHostCalls()
    {
        Pair pair;
        pair.open();
        const QUuid id = QUuid::createUuid();
        Pipeline pipeline(pair.client, id);
        (void)pair.server.receive(id, pipeline.start(request(u"Read-Host"_s)).join());
        HostCall call;
        call.callId = 4;
        call.method = HostMethod::ReadLine;
        call.pipelineId = id;
        const auto asked = find<HostCallReceived>(pipeline.receive(pair.server.hostCall(call)));
        QVERIFY(asked);
        QCOMPARE(asked->call.method, HostMethod::ReadLine);
        QCOMPARE(asked->call.pipelineId, id);
        HostResponse response;
        response.callId = asked->call.callId;
        response.method = asked->call.method;
        response.pipelineId = asked->call.pipelineId;
        response.result = Value::string(u"typed");
        const QByteArray bytes = pair.client.hostResponse(response);
        const auto answered = find<HostAnswered>(pair.server.receive(id, bytes, InputStream::PromptResponse));
        QCOMPARE(answered->response.callId, 4);
        QCOMPARE(answered->response.result.text(), u"typed"_s);
        QCOMPARE(answered->response.pipelineId, id);
        // Real clients also send it on the pool's stream.
        const auto again = find<HostAnswered>(pair.server.receive({}, bytes, InputStream::PromptResponse));
        QCOMPARE(again->response.pipelineId, id);
    }

    void poolHostCalls()
    {
        Pair pair;
        pair.open();
        HostCall call;
        call.method = HostMethod::SetShouldExit;
        call.parameters = {Value::int32(3)};
        const auto asked = find<HostCallReceived>(pair.client.receive(pair.server.hostCall(call)));
        QVERIFY(asked);
        QVERIFY(!asked->call.wantsAnswer());
        QVERIFY(asked->call.pipelineId.isNull());
        const HostResponse response = HostResponse::refusal(asked->call, u"no"_s);
        const auto answered = find<HostAnswered>(pair.server.receive({}, pair.client.hostResponse(response)));
        QVERIFY(answered->response.pipelineId.isNull());
        QVERIFY(!answered->response.exception.isNil());
    }

    void answersDoNotMixWithInputOfTheOtherStream()
    {
        PoolOptions options;
        options.fragmentSize = 200;
        Pair pair(options);
        pair.open();
        const QUuid id = QUuid::createUuid();
        Pipeline pipeline(pair.client, id);
        const QList<QByteArray> fragments = pipeline.start(request(u"Read-Host"_s));
        HostResponse response;
        response.callId = 1;
        response.pipelineId = id;
        response.result = Value::string(u"x");
        QVERIFY(pair.server.receive(id, fragments.first()).isEmpty());
        QVERIFY(find<HostAnswered>(
            pair.server.receive(id, pair.client.hostResponse(response), InputStream::PromptResponse)));
        QVERIFY(find<PipelineRequested>(pair.server.receive(id, fragments.sliced(1).join())));
    }

    void disconnectsAndReconnects()
    {
        Pair pair;
        pair.open();
        const QUuid id = QUuid::createUuid();
        Pipeline running(pair.client, id);
        (void)running.start(request(u"1"_s));
        Pipeline waiting(pair.client, QUuid::createUuid());
        pair.client.disconnected();
        QCOMPARE(pair.client.state(), PoolState::Disconnected);
        QCOMPARE(running.state(), PipelineState::Disconnected);
        QCOMPARE(waiting.state(), PipelineState::NotStarted);
        const auto error = errorOf([&] { (void)waiting.start(request(u"2"_s)); });
        QVERIFY(error);
        QCOMPARE(error->category, base::ErrorCategory::InvalidState);
        QVERIFY(error->english().contains(u"Send"_s));
        QVERIFY(error->english().contains(u"Disconnected"_s));
        QVERIFY(error->english().contains(u"Opened"_s));

        pair.client.reconnected();
        QCOMPARE(pair.client.state(), PoolState::Opened);
        QCOMPARE(running.state(), PipelineState::Disconnected);
        running.reconnected();
        QCOMPARE(running.state(), PipelineState::Running);
        QVERIFY(find<OutputReceived>(running.receive(pair.server.output(id, Value::int32(1)))));
    }

    void aNewClientConnects()
    {
        PoolOptions options;
        options.minRunspaces = 1;
        options.maxRunspaces = 3;
        Pair pair(options);
        pair.open();
        const QUuid id = QUuid::createUuid();
        Pipeline first(pair.client, id);
        (void)pair.server.receive(id, first.start(request(u"1..100"_s)).join());
        pair.client.disconnected();

        RunspacePool other(pair.id);
        const QByteArray connectXml = other.connect();
        QCOMPARE(other.state(), PoolState::Connecting);
        const QByteArray answer = pair.server.receiveConnect(connectXml);
        const QList<PoolEvent> events = other.receiveConnectResponse(answer);
        QCOMPARE(other.state(), PoolState::Opened);
        QCOMPARE(find<CapabilityReceived>(events)->protocolVersion, u"2.3"_s);
        QCOMPARE(find<InitDataReceived>(events)->maxRunspaces, 3);
        QCOMPARE(other.maxRunspaces(), 3);
        QCOMPARE(find<PoolStateChanged>(events)->state, PoolState::Opened);

        // Private data comes, or an old state once more, or nothing: each is right.
        QVERIFY(find<PrivateDataReceived>(other.receive(pair.server.privateDataMessage(psrp::test::versionTable()))));
        QVERIFY(other.receive(pair.server.poolState(PoolState::Opened)).isEmpty());

        Pipeline attached(other, id, Pipeline::Attached());
        QCOMPARE(attached.state(), PipelineState::Running);
        QVERIFY(find<OutputReceived>(attached.receive(pair.server.output(id, Value::int32(5)))));
        const auto noInput = errorOf([&] { (void)attached.input(Value::int32(1)); });
        QVERIFY(noInput);
        QCOMPARE(noInput->id, u"PipelineInputClosed"_s);
        QVERIFY(errorOf([&] { (void)attached.start(request(u"again"_s)); }));
        (void)attached.receive(pair.server.pipelineState(id, PipelineState::Completed));
        QCOMPARE(attached.state(), PipelineState::Completed);
    }

    void connectXmlIsTwoWholeFragments()
    {
        PoolOptions options;
        options.fragmentSize = 10; // must not matter
        RunspacePool pool(QUuid::createUuid(), options);
        const QByteArray bytes = pool.connect();
        Defragmenter defragmenter;
        QCOMPARE(defragmenter.add(bytes).size(), 2);
        QCOMPARE(bytes.at(16), '\x03');
        const Message last = Message::decode(Defragmenter().add(bytes).last());
        QCOMPARE(last.type, MessageType::ConnectRunspacePool);
        QCOMPARE(last.runspacePoolId, pool.id());
        QCOMPARE(last.data.type(), clixml::Type::String);
        QVERIFY(last.data.text().isEmpty());
    }

    void theSameClientConnectsAgainAsANewOne()
    {
        Pair pair;
        pair.open();
        (void)pair.client.publicKey();
        pair.client.disconnected();
        const QByteArray connectXml = pair.client.connect();
        QVERIFY(pair.client.privateData().isNil());
        QVERIFY(pair.client.serverProtocolVersion().isEmpty());
        // Object ids begin anew (recordings of real servers and clients).
        QCOMPARE(connectXml.first(8).toHex(), QByteArray("0000000000000001"));
        (void)pair.client.receiveConnectResponse(pair.server.receiveConnect(connectXml));
        QCOMPARE(pair.client.state(), PoolState::Opened);
    }

    void anAttachedPipelineSkipsTheTailOfAMessage()
    {
        Pair pair;
        pair.open();
        const QUuid id = QUuid::createUuid();
        Fragmenter fragmenter;
        const QByteArray message =
            Message(Destination::Client, MessageType::PipelineOutput, pair.id, id, Value::string(QString(100, u'x')))
                .encode();
        const QList<QByteArray> fragments = fragmenter.fragment(message, 60);
        QVERIFY(fragments.size() > 2);
        Pipeline attached(pair.client, id, Pipeline::Attached());
        // The earlier client fetched the first fragment.
        QVERIFY(attached.receive(fragments.sliced(1).join()).isEmpty());
        QVERIFY(find<OutputReceived>(attached.receive(fragments.join())));
        Pipeline own(pair.client, id);
        (void)own.start(request(u"1"_s));
        QVERIFY(errorOf([&] { (void)own.receive(fragments.last()); }));
    }

    void countsOfRunspaces()
    {
        Pair pair;
        pair.open();
        auto asked = find<RunspacesRequested>(pair.server.receive({}, pair.client.setMaxRunspaces(4, 11)));
        QCOMPARE(asked->type, MessageType::SetMaxRunspaces);
        QCOMPARE(asked->count, 4);
        QCOMPARE(asked->callId, 11);
        QCOMPARE(pair.client.maxRunspaces(), 1);
        auto told = find<AvailabilityReceived>(pair.client.receive(pair.server.availability(11, Value::boolean(true))));
        QCOMPARE(told->callId, 11);
        QCOMPARE(pair.client.maxRunspaces(), 4);
        asked = find<RunspacesRequested>(pair.server.receive({}, pair.client.setMinRunspaces(2, 12)));
        QCOMPARE(asked->type, MessageType::SetMinRunspaces);
        (void)pair.client.receive(pair.server.availability(12, Value::boolean(false)));
        QCOMPARE(pair.client.minRunspaces(), 1);
        asked = find<RunspacesRequested>(pair.server.receive({}, pair.client.getAvailableRunspaces(13)));
        QCOMPARE(asked->type, MessageType::GetAvailableRunspaces);
        told = find<AvailabilityReceived>(pair.client.receive(pair.server.availability(13, Value::int32(1))));
        QCOMPARE(told->response.toInteger(), 1);
        asked = find<RunspacesRequested>(pair.server.receive({}, pair.client.resetRunspaceState(14)));
        QCOMPARE(asked->type, MessageType::ResetRunspaceState);
        QCOMPARE(asked->callId, 14);
    }

    void secretsNeedAKeyBelow24()
    {
        Pair pair;
        pair.open();
        QVERIFY(pair.client.needsSessionKey());
        QVERIFY(errorOf([&] { (void)pair.client.encryptSecret("pw"); }));
        QVERIFY(find<PublicKeyRequested>(pair.client.receive(pair.server.publicKeyRequest())));
        const auto key = find<PublicKeyReceived>(pair.server.receive({}, pair.client.publicKey()));
        QVERIFY(key);
        const auto events = pair.client.receive(pair.server.encryptedSessionKey(*key));
        QVERIFY(find<SessionKeyReady>(events));
        QVERIFY(pair.client.hasSessionKey());
        QVERIFY(!pair.client.needsSessionKey());
        QVERIFY(pair.server.hasSessionKey());
        QCOMPARE(pair.server.decryptSecret(pair.client.encryptSecret("p\xC3\xA4ss")), QByteArray("p\xC3\xA4ss"));
        QCOMPARE(pair.client.decryptSecret(pair.server.encryptSecret("back")), QByteArray("back"));
        // A new client has a new key of its own.
        pair.client.disconnected();
        (void)pair.client.receiveConnectResponse(pair.server.receiveConnect(pair.client.connect()));
        QVERIFY(!pair.client.hasSessionKey());
        QVERIFY(!pair.server.hasSessionKey());
    }

    void secretsNeedNoKeyFrom24()
    {
        PoolOptions options;
        options.protocolVersion = u"2.4"_s;
        Pair pair(options, u"2.4"_s);
        pair.open();
        QCOMPARE(pair.client.serverProtocolVersion(), u"2.4"_s);
        QVERIFY(!pair.client.needsSessionKey());
        const Value secret = pair.client.encryptSecret("secret text");
        QCOMPARE(secret.text(), u"cwBlAGMAcgBlAHQAIAB0AGUAeAB0AA=="_s);
        QCOMPARE(pair.server.decryptSecret(secret), QByteArray("secret text"));
        // The lower version of both sides counts.
        Pair older(options, u"2.3"_s);
        older.open();
        QCOMPARE(older.client.serverProtocolVersion(), u"2.3"_s);
        QVERIFY(older.client.needsSessionKey());
        Pair newer({}, u"2.4"_s);
        newer.open();
        QCOMPARE(newer.server.protocolVersion(), u"2.3"_s);
        QVERIFY(newer.client.needsSessionKey());
    }

    void userEvents()
    {
        Pair pair;
        pair.open();
        const auto event = find<UserEventReceived>(pair.client.receive(pair.server.userEvent(Value::int32(8))));
        QCOMPARE(event->data.toInteger(), 8);
    }

    void serverVersions_data()
    {
        QTest::addColumn<Value>("value");
        QTest::addColumn<bool>("accepted");
        for (const char *good : {"2.0", "2.1", "2.2", "2.3", "2.4"})
            QTest::newRow(good) << capability(QLatin1String(good)) << true;
        for (const char *bad : {"1.0", "2.5", "3.0"})
            QTest::newRow(bad) << capability(QLatin1String(bad)) << false;
        QTest::newRow("other PSVersion") << capability(u"2.3"_s, u"3.0"_s) << false;
        QTest::newRow("other serialization") << capability(u"2.3"_s, u"2.0"_s, u"1.2.0.0"_s) << false;
        QTest::newRow("no versions") << Value::string(u"x") << false;
        QTest::newRow("words") << capability(u"two"_s) << false;
    }
    void serverVersions()
    {
        QFETCH(Value, value);
        QFETCH(bool, accepted);
        const QUuid id = QUuid::createUuid();
        RunspacePool pool(id);
        (void)pool.open();
        const auto error =
            errorOf([&] { (void)pool.receive(serverMessage({}, MessageType::SessionCapability, value)); });
        QCOMPARE(!error, accepted);
        QCOMPARE(pool.state(), accepted ? PoolState::NegotiationSucceeded : PoolState::NegotiationSent);
        if (error) {
            QVERIFY(!error->message.isEmpty());
            QVERIFY(!error->advice.isEmpty());
        }
    }

    void wrongStates()
    {
        const QUuid id = QUuid::createUuid();
        RunspacePool fresh(id);
        const auto wrong = [](auto call) {
            const auto error = errorOf(call);
            return error && error->category == base::ErrorCategory::InvalidState &&
                   error->id == u"InvalidRunspacePoolState"_s;
        };
        QVERIFY(wrong([&] { (void)fresh.receive({}); }));
        QVERIFY(wrong([&] { (void)fresh.receiveConnectResponse({}); }));
        QVERIFY(wrong([&] { fresh.disconnected(); }));
        QVERIFY(wrong([&] { fresh.reconnected(); }));
        QVERIFY(wrong([&] { (void)fresh.publicKey(); }));
        QVERIFY(wrong([&] { (void)fresh.setMinRunspaces(1, 1); }));
        QVERIFY(wrong([&] { (void)fresh.hostResponse({}); }));
        Pipeline early(fresh, QUuid::createUuid());
        QVERIFY(wrong([&] { (void)early.start(request(u"1"_s)); }));
        QCOMPARE(early.state(), PipelineState::NotStarted);
        (void)fresh.open();
        QVERIFY(wrong([&] { (void)fresh.open(); }));
        QVERIFY(wrong([&] { (void)fresh.connect(); }));
        fresh.closed();
        QVERIFY(wrong([&] { (void)fresh.open(); }));
        QVERIFY(wrong([&] { fresh.reconnected(); }));
        QCOMPARE(fresh.state(), PoolState::Closed);

        Pair pair;
        pair.open();
        QVERIFY(wrong([&] { (void)pair.client.connect(); }));
        QVERIFY(wrong([&] { pair.client.reconnected(); }));
        Pipeline pipeline(pair.client, QUuid::createUuid());
        const auto notRunning = errorOf([&] { (void)pipeline.receive({}); });
        QVERIFY(notRunning);
        QCOMPARE(notRunning->id, u"InvalidPipelineState"_s);
        QVERIFY(errorOf([&] { pipeline.stopping(); }));
        (void)pipeline.start(request(u"1"_s));
        QVERIFY(errorOf([&] { (void)pipeline.start(request(u"1"_s)); }));
        QVERIFY(errorOf([&] { pipeline.reconnected(); }));
    }

    void hostileServers()
    {
        Pair pair;
        pair.open();
        const QUuid stranger = QUuid::createUuid();
        const auto refused = [&](const QByteArray &bytes) {
            const auto error = errorOf([&] { (void)pair.client.receive(bytes); });
            return error && error->category == base::ErrorCategory::Protocol;
        };
        const Value opened = clixml::ObjectBuilder().note("RunspaceState", Value::int32(2)).build();
        QVERIFY(refused(serverMessage(stranger, MessageType::RunspacePoolState, opened)));
        QVERIFY(refused(serverMessage(pair.id, MessageType::RunspacePoolState, opened, {}, Destination::Server)));
        QVERIFY(refused(serverMessage(pair.id, MessageType::PipelineOutput, opened)));
        QVERIFY(refused(serverMessage(pair.id, MessageType::CreatePipeline, opened)));
        QVERIFY(refused(serverMessage(pair.id, MessageType::RunspacePoolState, Value())));
        for (const int state : {-1, 0, 6, 7, 8}) { // higher ones are of newer servers
            QVERIFY(refused(serverMessage(pair.id, MessageType::RunspacePoolState,
                                          clixml::ObjectBuilder().note("RunspaceState", Value::int32(state)).build())));
        }
        QVERIFY(refused(serverMessage(pair.id, MessageType::RunspaceAvailability, opened)));
        QVERIFY(refused(serverMessage(pair.id, MessageType::RunspacePoolInitData, opened)));
        QVERIFY(refused(serverMessage(pair.id, MessageType::EncryptedSessionKey, opened)));
        QVERIFY(refused(serverMessage(pair.id, MessageType::RunspacePoolHostCall, opened)));
        QCOMPARE(pair.client.state(), PoolState::Opened);
        // What nobody knows is left out.
        const auto notes = pair.client.receive(serverMessage(pair.id, static_cast<MessageType>(0x00022222), opened));
        QVERIFY(notes.size() == 1 && find<NoteReceived>(notes));

        const QUuid id = QUuid::createUuid();
        Pipeline pipeline(pair.client, id);
        (void)pipeline.start(request(u"1"_s));
        const auto refusedThere = [&](const QByteArray &bytes) {
            return errorOf([&] { (void)pipeline.receive(bytes); }).has_value();
        };
        QVERIFY(refusedThere(serverMessage(pair.id, MessageType::PipelineOutput, opened, stranger)));
        QVERIFY(refusedThere(serverMessage(stranger, MessageType::PipelineOutput, opened, id)));
        QVERIFY(refusedThere(serverMessage(pair.id, MessageType::RunspacePoolState, opened, id)));
        QVERIFY(refusedThere(serverMessage(pair.id, MessageType::PipelineState, opened, id)));
        QCOMPARE(pipeline.state(), PipelineState::Running);
    }

    void hostileConnectAnswers()
    {
        Pair pair;
        pair.open();
        pair.client.disconnected();
        const QByteArray good = pair.server.receiveConnect(pair.client.connect());
        const QList<QByteArray> parts = Defragmenter().add(good);
        Fragmenter fragmenter;
        const QByteArray first = fragmenter.fragment(parts[0]).join();
        const QByteArray second = fragmenter.fragment(parts[1]).join();
        const QList<QByteArray> wrongAnswers{{}, first, first + first, second + first, good + first, good.chopped(1)};
        for (const QByteArray &wrong : wrongAnswers) {
            QVERIFY(errorOf([&] { (void)pair.client.receiveConnectResponse(wrong); }));
            QCOMPARE(pair.client.state(), PoolState::Connecting);
        }
        (void)pair.client.receiveConnectResponse(good);
        QCOMPARE(pair.client.state(), PoolState::Opened);
    }

    void aPipelineOutlivesItsPool()
    {
        auto pool = std::make_unique<RunspacePool>(QUuid::createUuid());
        Pipeline pipeline(*pool, QUuid::createUuid(), Pipeline::Attached());
        pool.reset();
        pipeline.ended(PipelineState::Stopped);
        QCOMPARE(pipeline.state(), PipelineState::Stopped);
    }
};

QTEST_GUILESS_MAIN(TestRunspacePool)
#include "tst_runspacepool.moc"
