#include "core/base/error.h"
#include "core/base/sleep.h"
#include "core/lab/labfaults.h"
#include "core/lab/labshell.h"
#include "core/psrp/runspacepool.h"
#include "core/wsman/namespaces.h"
#include "tests/support/await.h"

#include <QTest>

using namespace rejoin;
using namespace std::chrono_literals;
using lab::LabShell;
using wsman::ServerRequest;

namespace {

/// Writes `count` lines, pausing where a test says so.
class CountingEngine final : public lab::Engine
{
public:
    int lines = 3;
    int pauseAfter = -1; ///< waits for go after so many lines
    bool asks = false;   ///< ReadLine first
    bool ended = false;
    int started = 0;
    std::shared_ptr<bool> go = std::make_shared<bool>(false);
    QString answer;

    Task<lab::EngineOutcome> run(psrp::CreatePipeline, QList<clixml::Value> input,
                                 std::shared_ptr<lab::PipelineSink> sink, base::CancelToken cancel) override
    {
        ++started;
        lab::EngineOutcome outcome;
        const auto open = go;
        try {
            if (asks) {
                psrp::HostCall call;
                call.method = psrp::HostMethod::ReadLine;
                auto asking = sink->hostCall(call, cancel);
                const auto response = co_await asking;
                answer = response.result.text();
                sink->output(response.result);
            }
            for (const auto &value : input)
                sink->output(value);
            for (int i = 0; i < lines; ++i) {
                while (i == pauseAfter && !*open) {
                    auto nap = base::sleepFor(1ms, cancel);
                    co_await nap;
                }
                auto room = sink->room(cancel);
                co_await room;
                sink->output(clixml::Value::int32(i));
            }
        } catch (const base::Error &) {
            outcome.state = psrp::PipelineState::Stopped;
        }
        co_return outcome;
    }
    clixml::Value privateData() const override { return clixml::Value::string(u"private"); }
    void shutdown() override { ended = true; }
};

/// A client's half of one shell.
struct Client
{
    Client(std::shared_ptr<LabShell> to) : shell(std::move(to)), pool(shell->id()), session(QUuid::createUuid()) {}

    ServerRequest request(std::string_view action) const
    {
        ServerRequest request;
        request.action = QString::fromLatin1(action.data());
        request.resourceUri = shell->resourceUri();
        request.sessionId = session;
        request.messageId = QUuid::createUuid();
        request.operationTimeout = 10s;
        request.maxEnvelopeSize = 512000;
        return request;
    }
    void connect(wsman::BufferMode mode = wsman::BufferMode::None)
    {
        auto message = request(wsman::action::connect);
        message.connectXml = pool.connect();
        message.bufferMode = mode;
        const auto answer = shell->connect(message, QStringLiteral("10.0.0.9"));
        QVERIFY(!pool.receiveConnectResponse(answer).isEmpty());
    }
    QUuid start(psrp::Pipeline &pipeline, bool noInput = true)
    {
        psrp::PipelineCommand text;
        text.text = QStringLiteral("count");
        psrp::CreatePipeline create;
        create.commands.append(text);
        create.noInput = noInput;
        auto message = request(wsman::action::command);
        message.commandId = pipeline.id();
        message.commandLine = text.text;
        message.arguments = pipeline.start(create).value(0);
        return shell->command(message);
    }
    wsman::ReceiveResult receive(const QUuid &command = {}, std::chrono::milliseconds timeout = 10s)
    {
        auto message = request(wsman::action::receive);
        message.commandId = command;
        message.operationTimeout = timeout;
        return test::await(shell->receive(message, {}));
    }
    /// The whole output of a command up to its end.
    QStringList finish(psrp::Pipeline &pipeline)
    {
        QStringList texts;
        for (int i = 0; i < 1000; ++i) {
            const auto result = receive(pipeline.id());
            for (const auto &stream : result.streams) {
                const auto events = pipeline.receive(stream.data);
                for (const auto &event : events) {
                    if (const auto *output = std::get_if<psrp::OutputReceived>(&event))
                        texts.append(output->value.text());
                }
            }
            if (result.isDone())
                return texts;
        }
        throw std::runtime_error("never done");
    }
    void send(const QByteArray &data, const QUuid &command, const QString &stream = QStringLiteral("stdin"))
    {
        auto message = request(wsman::action::send);
        wsman::StreamData part;
        part.name = stream;
        part.commandId = command;
        part.data = data;
        message.streams.append(part);
        shell->send(message);
    }

    std::shared_ptr<LabShell> shell;
    psrp::RunspacePool pool;
    QUuid session;
};

quint32 faultOf(const std::function<void()> &call)
{
    try {
        call();
    } catch (const base::Error &error) {
        return static_cast<quint32>(error.code);
    }
    return 0;
}

} // namespace

class LabShellTest : public QObject
{
    Q_OBJECT

    std::shared_ptr<CountingEngine> engine;

    lab::LabShellOptions options() const
    {
        lab::LabShellOptions value;
        value.id = QUuid::createUuid();
        value.name = QStringLiteral("Test");
        value.resourceUri = QStringLiteral("http://schemas.microsoft.com/powershell/Microsoft.PowerShell");
        value.owner = QStringLiteral("SERVER01\\lab");
        return value;
    }
    std::shared_ptr<LabShell> disconnected(lab::LabShellOptions value)
    {
        engine = std::make_shared<CountingEngine>();
        value.sessionId = QUuid::createUuid();
        auto shell = std::make_shared<LabShell>(value, engine);
        test::await(shell->prepare(QString()));
        shell->leaveDisconnected();
        return shell;
    }

private Q_SLOTS:
    void createRunReceive()
    {
        engine = std::make_shared<CountingEngine>();
        auto value = options();
        value.sessionId = QUuid::createUuid();
        const auto shell = std::make_shared<LabShell>(value, engine);
        Client client(shell);
        client.session = value.sessionId;
        test::await(shell->open(client.pool.open()));
        const auto opening = client.receive();
        QVERIFY(opening.streams.size() >= 1);
        for (const auto &stream : opening.streams)
            QVERIFY(!client.pool.receive(stream.data).isEmpty());
        QCOMPARE(client.pool.state(), psrp::PoolState::Opened);

        psrp::Pipeline pipeline(client.pool, QUuid::createUuid());
        QCOMPARE(client.start(pipeline), pipeline.id());
        QCOMPARE(client.finish(pipeline), (QStringList{QStringLiteral("0"), QStringLiteral("1"), QStringLiteral("2")}));
        QCOMPARE(pipeline.state(), psrp::PipelineState::Completed);
        // Received to its end: it is not there any more.
        QVERIFY(shell->commands().isEmpty());
        QCOMPARE(faultOf([&] { client.receive(pipeline.id()); }), lab::faultcode::invalidSelectors);
    }

    void connectFromANewClientGetsBufferedOutput()
    {
        const auto shell = disconnected(options());
        engine->pauseAfter = 2;
        const auto command = shell->leaveRunning(QStringLiteral("count"));
        QCOMPARE(shell->commands().size(), 1);
        QCOMPARE(shell->commands()[0].state, QStringLiteral("Running"));

        Client client(shell);
        client.connect();
        QVERIFY(shell->isConnected());
        QCOMPARE(shell->info().clientIp, QStringLiteral("10.0.0.9"));
        // Not before it was connected itself.
        QCOMPARE(faultOf([&] { client.receive(command); }), lab::faultcode::shellDisconnected);
        auto attach = client.request(wsman::action::connect);
        attach.commandId = command;
        shell->connectCommand(attach);
        psrp::Pipeline pipeline(client.pool, command, psrp::Pipeline::Attached{});
        const auto first = client.receive(command);
        QVERIFY(!first.streams.isEmpty());
        QVERIFY(first.commandState.isEmpty());
        for (const auto &stream : first.streams)
            QVERIFY(!pipeline.receive(stream.data).isEmpty());
        *engine->go = true;
        QCOMPARE(client.finish(pipeline), QStringList{QStringLiteral("2")});
    }

    void aFinishedCommandWaitsToBeReceived()
    {
        const auto shell = disconnected(options());
        const auto command = shell->leaveRunning(QStringLiteral("count"));
        QVERIFY(test::waitUntil([&] { return shell->commands()[0].state == QStringLiteral("Done"); }));
        Client client(shell);
        client.connect();
        auto attach = client.request(wsman::action::connect);
        attach.commandId = command;
        shell->connectCommand(attach);
        psrp::Pipeline pipeline(client.pool, command, psrp::Pipeline::Attached{});
        QCOMPARE(client.finish(pipeline).size(), 3);
        QVERIFY(shell->commands().isEmpty());
    }

    void whoMayConnectAndReconnect()
    {
        const auto shell = disconnected(options());
        Client first(shell);
        first.connect();
        Client second(shell);
        QCOMPARE(faultOf([&] { second.connect(); }), lab::faultcode::connectedElsewhere);
        QCOMPARE(faultOf([&] { second.receive(); }), lab::faultcode::sessionIdMismatch);
        QCOMPARE(faultOf([&] { shell->disconnect(second.request(wsman::action::disconnect)); }),
                 lab::faultcode::connectedElsewhere);
        QCOMPARE(faultOf([&] { shell->reconnect(first.request(wsman::action::reconnect)); }),
                 lab::faultcode::reconnectNotValid);

        shell->disconnect(first.request(wsman::action::disconnect));
        QCOMPARE(shell->info().state, QStringLiteral("Disconnected"));
        QCOMPARE(faultOf([&] { first.receive(); }), lab::faultcode::shellDisconnected);
        QCOMPARE(faultOf([&] { shell->reconnect(second.request(wsman::action::reconnect)); }),
                 lab::faultcode::sessionIdMismatch);
        shell->reconnect(first.request(wsman::action::reconnect));
        QVERIFY(shell->isConnected());
    }

    void connectIsRefusedByThePlugin()
    {
        const auto shell = disconnected(options());
        Client client(shell);
        auto message = client.request(wsman::action::connect);
        QCOMPARE(faultOf([&] { (void)shell->connect(message, {}); }), lab::faultcode::connectWithoutNegotiation);
        // Another pool's messages: refused by the negotiation.
        psrp::RunspacePool stranger(QUuid::createUuid());
        message.connectXml = stranger.connect();
        const auto code = faultOf([&] { (void)shell->connect(message, {}); });
        QVERIFY(code == lab::faultcode::connectFailed || code == lab::faultcode::connectWithoutNegotiation);
        QVERIFY(!shell->isConnected());
    }

    void heldSessionsAreBusy()
    {
        const auto shell = disconnected(options());
        shell->holdConnected();
        Client client(shell);
        QCOMPARE(faultOf([&] { client.connect(); }), lab::faultcode::connectedElsewhere);
        QCOMPARE(shell->info().state, QStringLiteral("Connected"));
        QCOMPARE(*shell->info().shellInactivity, 0ms);
    }

    void disconnectEndsReceivesAndTakesItsSettings()
    {
        const auto shell = disconnected(options());
        Client client(shell);
        client.connect();
        client.receive(); // the private data
        auto waiting = shell->receive(client.request(wsman::action::receive), {});
        auto message = client.request(wsman::action::disconnect);
        message.idleTimeout = 1s;
        QCOMPARE(faultOf([&] { shell->disconnect(message); }), lab::faultcode::idleTimeoutOutOfBounds);
        message.idleTimeout = 15h;
        message.bufferMode = wsman::BufferMode::Drop;
        shell->disconnect(message);
        QVERIFY(test::await(std::move(waiting)).streams.isEmpty());
        QCOMPARE(*shell->info().idleTimeout, std::chrono::milliseconds(15h));
        QCOMPARE(shell->info().bufferMode, wsman::BufferMode::Drop);
    }

    void aReceiveWithoutDataTimesOut()
    {
        const auto shell = disconnected(options());
        Client client(shell);
        client.connect();
        client.receive();
        QCOMPARE(faultOf([&] { client.receive({}, 5ms); }), lab::faultcode::operationTimedOut);
    }

    void hostCallsWaitForWhoeverConnects()
    {
        const auto shell = disconnected(options());
        engine->asks = true;
        engine->lines = 0;
        const auto command = shell->leaveRunning(QStringLiteral("ask"));
        Client client(shell);
        client.connect();
        auto attach = client.request(wsman::action::connect);
        attach.commandId = command;
        shell->connectCommand(attach);
        psrp::Pipeline pipeline(client.pool, command, psrp::Pipeline::Attached{});
        const auto asked = client.receive(command);
        QCOMPARE(asked.commandState, QString::fromLatin1(wsman::commandstate::pending));
        const auto events = pipeline.receive(asked.streams.value(0).data);
        QCOMPARE(events.size(), 1);
        const auto *call = std::get_if<psrp::HostCallReceived>(&events[0]);
        QVERIFY(call);
        QCOMPARE(call->call.method, psrp::HostMethod::ReadLine);
        psrp::HostResponse response;
        response.callId = call->call.callId;
        response.method = call->call.method;
        response.pipelineId = command;
        response.result = clixml::Value::string(u"blue");
        client.send(client.pool.hostResponse(response), command, QStringLiteral("pr"));
        QCOMPARE(client.finish(pipeline), QStringList{QStringLiteral("blue")});
    }

    void commandsQueueForTheRunspace()
    {
        const auto shell = disconnected(options());
        engine->pauseAfter = 0;
        Client client(shell);
        client.connect();
        psrp::Pipeline first(client.pool, QUuid::createUuid());
        psrp::Pipeline second(client.pool, QUuid::createUuid());
        client.start(first);
        client.start(second);
        QCOMPARE(engine->started, 1);
        // One that has not begun stops at once.
        auto stop = client.request(wsman::action::signal);
        stop.commandId = second.id();
        stop.signalCode = QString::fromLatin1(wsman::signalcode::stopPipeline);
        shell->signal(stop);
        client.finish(second);
        QCOMPARE(second.state(), psrp::PipelineState::Stopped);
        *engine->go = true;
        QCOMPARE(client.finish(first).size(), 3);
        QCOMPARE(engine->started, 1);
    }

    void inputComesBeforeTheCommandRuns()
    {
        const auto shell = disconnected(options());
        engine->lines = 0;
        Client client(shell);
        client.connect();
        psrp::Pipeline pipeline(client.pool, QUuid::createUuid());
        client.start(pipeline, false);
        QCOMPARE(engine->started, 0);
        client.send(pipeline.input(clixml::Value::string(u"in")), pipeline.id());
        client.send(pipeline.endOfInput(), pipeline.id());
        QCOMPARE(client.finish(pipeline), QStringList{QStringLiteral("in")});
    }

    void signals()
    {
        const auto shell = disconnected(options());
        engine->pauseAfter = 1;
        Client client(shell);
        client.connect();
        psrp::Pipeline pipeline(client.pool, QUuid::createUuid());
        client.start(pipeline);
        auto message = client.request(wsman::action::signal);
        message.commandId = pipeline.id();
        message.signalCode = QString::fromLatin1(wsman::signalcode::stopPipeline);
        shell->signal(message);
        client.finish(pipeline);
        QCOMPARE(pipeline.state(), psrp::PipelineState::Stopped);
        message.signalCode = QString::fromLatin1(wsman::signalcode::terminate);
        shell->signal(message);
        QVERIFY(!shell->hasCommand(pipeline.id()));
        QCOMPARE(faultOf([&] { shell->signal(message); }), lab::faultcode::invalidSelectors);
    }

    void theWronglySpeltStopClosesTheCommand()
    {
        const auto shell = disconnected(options());
        engine->pauseAfter = 1;
        Client client(shell);
        client.connect();
        psrp::Pipeline pipeline(client.pool, QUuid::createUuid());
        client.start(pipeline);
        QVERIFY(test::waitUntil([&] { return engine->started == 1; }));
        auto message = client.request(wsman::action::signal);
        message.commandId = pipeline.id();
        message.signalCode = QStringLiteral("powershell/signal/ctrl_c");
        shell->signal(message);
        QVERIFY(!shell->hasCommand(pipeline.id()));
    }

    void idleShellsExpire()
    {
        auto value = options();
        value.idleTimeout = 200ms;
        value.behaviour.minimumIdleTimeout = 1ms;
        const auto shell = disconnected(value);
        bool expired = false;
        shell->onExpired([&] { expired = true; });
        QVERIFY(test::waitUntil([&] { return expired; }));
        QVERIFY(shell->isClosed());
        QVERIFY(engine->ended);
    }

    void aConnectedShellWithAReceiveDoesNotExpire()
    {
        auto value = options();
        value.idleTimeout = 300ms;
        const auto shell = disconnected(value);
        Client client(shell);
        client.connect();
        client.receive();
        // Five times its idle time under a Receive, then without one.
        QCOMPARE(faultOf([&] { client.receive({}, 1500ms); }), lab::faultcode::operationTimedOut);
        QVERIFY(!shell->isClosed());
        QVERIFY(test::waitUntil([&] { return shell->isClosed(); }));
    }

    void aSilentClientsShellDisconnects()
    {
        auto value = options();
        value.behaviour.disconnectAfter = 30ms;
        const auto shell = disconnected(value);
        Client client(shell);
        client.connect();
        QVERIFY(test::waitUntil([&] { return !shell->isConnected(); }));
        QVERIFY(!shell->isClosed());
        shell->reconnect(client.request(wsman::action::reconnect));
        QVERIFY(shell->isConnected());
    }

    void closingEndsWaitingReceives()
    {
        const auto shell = disconnected(options());
        Client client(shell);
        client.connect();
        client.receive();
        auto waiting = shell->receive(client.request(wsman::action::receive), {});
        shell->close();
        try {
            test::await(std::move(waiting));
            QFAIL("no fault");
        } catch (const base::Error &error) {
            QCOMPARE(static_cast<quint32>(error.code), lab::faultcode::operationAborted);
        }
    }
};

QTEST_GUILESS_MAIN(LabShellTest)
#include "tst_labshell.moc"
