#include "core/base/spawn.h"
#include "core/remoting/runspacesession.h"
#include "tests/support/await.h"
#include "tests/support/scriptedtransport.h"

#include <QSignalSpy>
#include <QTest>

using namespace rejoin;
using namespace rejoin::remoting;
using namespace std::chrono_literals;
using test::ScriptedServer;
using test::ScriptedShell;

namespace {

psrp::CreatePipeline script(const QString &text)
{
    psrp::CreatePipeline request;
    psrp::PipelineCommand command;
    command.text = text;
    request.commands.append(command);
    return request;
}

std::optional<base::Error> errorOf(Task<> task)
{
    try {
        test::await(std::move(task));
    } catch (const base::Error &error) {
        return error;
    }
    return std::nullopt;
}

/// Everything that a pipeline says, in order.
struct Output
{
    QStringList texts;
    int hostCalls = 0;
    int warnings = 0;
    psrp::PipelineState end = psrp::PipelineState::NotStarted;
};

std::shared_ptr<Output> listen(const std::shared_ptr<RemotePipeline> &pipeline)
{
    auto output = std::make_shared<Output>();
    QObject::connect(pipeline.get(), &RemotePipeline::streamed, pipeline.get(),
                     [output](const psrp::PipelineEvent &event) {
                         if (const auto *value = std::get_if<psrp::OutputReceived>(&event))
                             output->texts.append(value->value.text());
                         else if (std::holds_alternative<psrp::HostCallReceived>(event))
                             ++output->hostCalls;
                         else if (std::holds_alternative<psrp::WarningReceived>(event))
                             ++output->warnings;
                         else if (const auto *change = std::get_if<psrp::PipelineStateChanged>(&event))
                             output->end = change->state;
                     });
    return output;
}

} // namespace

class RunspaceSessionTest : public QObject
{
    Q_OBJECT

    std::shared_ptr<ScriptedServer> server;

    std::shared_ptr<RunspaceSession> session(const QUuid &shellId = QUuid::createUuid())
    {
        ShellParameters parameters;
        parameters.shellId = shellId;
        parameters.sessionId = QUuid::createUuid();
        parameters.name = QStringLiteral("ITTask");
        parameters.computerName = QStringLiteral("Server01");
        parameters.resourceUri = QStringLiteral("http://schemas.microsoft.com/powershell/Microsoft.PowerShell");
        parameters.retry.firstPause = 1ms;
        parameters.retry.bound = 500ms;
        parameters.retry.settling = 5ms;
        parameters.cancelTimeout = 2000ms;
        return RunspaceSession::make(std::make_shared<test::ScriptedTransport>(server), parameters);
    }
    std::shared_ptr<RunspaceSession> opened()
    {
        auto made = session();
        test::await(made->create());
        return made;
    }

private Q_SLOTS:
    void init() { server = std::make_shared<ScriptedServer>(); }

    void createOpensAndKeepsOneReceive()
    {
        const auto made = session();
        QSignalSpy states(made.get(), &RunspaceSession::stateChanged);
        test::await(made->create());
        QCOMPARE(made->state(), SessionState::Opened);
        QCOMPARE(states.size(), 2); // Opening, Opened
        QCOMPARE(made->serverProtocolVersion(), QStringLiteral("2.3"));
        QVERIFY(!made->privateData().isNil());
        QCOMPARE(made->shell().name, QStringLiteral("ITTask"));
        // The pool's Receive is out although nothing runs: without it the shell turns Disconnected.
        QVERIFY(test::waitUntil([&] { return server->running == 1; }));
        QCOMPARE(server->log.first(), QStringLiteral("Create"));
    }

    void runsAScript()
    {
        const auto made = opened();
        const auto pipeline = test::await(made->start(script(QStringLiteral("hello"))));
        const auto output = listen(pipeline);
        QCOMPARE(made->pipelines().size(), 1);
        pipeline->begin();
        QCOMPARE(test::await(pipeline->finished()), psrp::PipelineState::Completed);
        QCOMPARE(output->texts, QStringList{QStringLiteral("hello")});
        QCOMPARE(output->end, psrp::PipelineState::Completed);
        QVERIFY(made->pipelines().isEmpty());
        QCOMPARE(server->count(QStringLiteral("Signal/Terminate")), 1);
        QVERIFY(server->only().commands.empty()); // the server may forget it
    }

    void aLongScriptGoesInPieces()
    {
        ShellParameters parameters;
        parameters.shellId = QUuid::createUuid();
        parameters.sessionId = QUuid::createUuid();
        parameters.resourceUri = QStringLiteral("http://schemas.microsoft.com/powershell/Microsoft.PowerShell");
        parameters.maxEnvelopeSize = 16384;
        const auto made = RunspaceSession::make(std::make_shared<test::ScriptedTransport>(server), parameters);
        test::await(made->create());
        const QString text(100000, u'x');
        const auto pipeline = test::await(made->start(script(text)));
        const auto output = listen(pipeline);
        pipeline->begin();
        QCOMPARE(test::await(pipeline->finished()), psrp::PipelineState::Completed);
        QCOMPARE(output->texts, QStringList{text});
        QVERIFY(server->count(QStringLiteral("Send")) >= 8);
    }

    void failureCarriesItsReason()
    {
        server->onPipeline = [](ScriptedShell &shell, const psrp::PipelineRequested &asked) {
            clixml::ErrorRecord record;
            record.message = QStringLiteral("failed on purpose");
            record.exceptionType = QStringLiteral("System.Management.Automation.RuntimeException");
            shell.finish(asked.pipelineId, psrp::PipelineState::Failed, record);
        };
        const auto made = opened();
        const auto pipeline = test::await(made->start(script(QStringLiteral("throw"))));
        pipeline->begin();
        QCOMPARE(test::await(pipeline->finished()), psrp::PipelineState::Failed);
        QVERIFY(pipeline->reason());
        QCOMPARE(pipeline->reason()->message, QStringLiteral("failed on purpose"));
    }

    void eachEventIsShownOnce()
    {
        server->onPipeline = [](ScriptedShell &shell, const psrp::PipelineRequested &asked) {
            const QUuid id = asked.pipelineId;
            clixml::InformationalRecord record;
            record.message = QStringLiteral("w");
            psrp::HostCall call;
            call.method = psrp::HostMethod::WriteWarningLine;
            call.methodName = QStringLiteral("WriteWarningLine");
            call.parameters = {clixml::Value::string(u"w")};
            call.pipelineId = id;
            // Recorded order: the record, then the void call.
            shell.say(id, shell.pool->informational(id, psrp::MessageType::WarningRecord, record));
            shell.say(id, shell.pool->hostCall(call));
            // $host.UI.WriteWarningLine alone has no record.
            call.parameters = {clixml::Value::string(u"other")};
            shell.say(id, shell.pool->hostCall(call));
            shell.finish(id, psrp::PipelineState::Completed);
        };
        const auto made = opened();
        const auto pipeline = test::await(made->start(script(QStringLiteral("x"))));
        const auto output = listen(pipeline);
        pipeline->begin();
        test::await(pipeline->finished());
        QCOMPARE(output->warnings, 1);
        QCOMPARE(output->hostCalls, 1);
    }

    void stopWaitsForTheEnd()
    {
        server->onPipeline = [](ScriptedShell &, const psrp::PipelineRequested &) {};
        const auto made = opened();
        const auto pipeline = test::await(made->start(script(QStringLiteral("forever"))));
        pipeline->begin();
        test::await(pipeline->stop());
        QCOMPARE(pipeline->state(), psrp::PipelineState::Stopped);
        QVERIFY(server->log.contains(QStringLiteral("Signal/crtl_c")));
    }

    void aCommandThatDoesNotStopIsTerminated()
    {
        server->onPipeline = [](ScriptedShell &, const psrp::PipelineRequested &) {};
        server->onStop = [](ScriptedShell &, const QUuid &) {};
        const auto made = opened();
        const auto pipeline = test::await(made->start(script(QStringLiteral("forever"))));
        test::await(pipeline->stop());
        QCOMPARE(pipeline->state(), psrp::PipelineState::Stopped);
        QVERIFY(server->log.contains(QStringLiteral("Signal/Terminate")));
    }

    void answersAHostCall()
    {
        QString answer;
        server->onPipeline = [](ScriptedShell &shell, const psrp::PipelineRequested &asked) {
            psrp::HostCall call;
            call.callId = 1;
            call.method = psrp::HostMethod::ReadLine;
            call.methodName = QStringLiteral("ReadLine");
            call.pipelineId = asked.pipelineId;
            shell.say(asked.pipelineId, shell.pool->hostCall(call));
        };
        server->onEvent = [&](ScriptedShell &shell, const psrp::ServerEvent &event) {
            if (const auto *answered = std::get_if<psrp::HostAnswered>(&event)) {
                answer = answered->response.result.text();
                shell.finish(answered->response.pipelineId, psrp::PipelineState::Completed);
            }
        };
        const auto made = opened();
        const auto pipeline = test::await(made->start(script(QStringLiteral("Read-Host"))));
        QObject::connect(pipeline.get(), &RemotePipeline::streamed, pipeline.get(),
                         [&pipeline](const psrp::PipelineEvent &event) {
                             const auto *received = std::get_if<psrp::HostCallReceived>(&event);
                             if (!received)
                                 return;
                             psrp::HostResponse response;
                             response.callId = received->call.callId;
                             response.method = received->call.method;
                             response.result = clixml::Value::string(u"typed");
                             base::spawn(pipeline->respond(response));
                         });
        pipeline->begin();
        QCOMPARE(test::await(pipeline->finished()), psrp::PipelineState::Completed);
        QCOMPARE(answer, QStringLiteral("typed"));
    }

    void secretsExchangeTheKeyFirst()
    {
        QByteArray heard;
        server->onPipeline = [](ScriptedShell &shell, const psrp::PipelineRequested &asked) {
            psrp::HostCall call;
            call.callId = 2;
            call.method = psrp::HostMethod::ReadLineAsSecureString;
            call.methodName = QStringLiteral("ReadLineAsSecureString");
            call.pipelineId = asked.pipelineId;
            shell.say(asked.pipelineId, shell.pool->hostCall(call));
        };
        server->onEvent = [&](ScriptedShell &shell, const psrp::ServerEvent &event) {
            if (const auto *answered = std::get_if<psrp::HostAnswered>(&event)) {
                heard = shell.pool->decryptSecret(answered->response.result);
                shell.finish(answered->response.pipelineId, psrp::PipelineState::Completed);
            }
        };
        const auto made = opened();
        const auto pipeline = test::await(made->start(script(QStringLiteral("Read-Host -AsSecureString"))));
        QObject::connect(
            pipeline.get(), &RemotePipeline::streamed, pipeline.get(), [&pipeline](const psrp::PipelineEvent &event) {
                if (const auto *received = std::get_if<psrp::HostCallReceived>(&event))
                    base::spawn(pipeline->respondSecret(received->call, base::SecretString::fromUtf8("s3cret")));
            });
        pipeline->begin();
        QCOMPARE(test::await(pipeline->finished()), psrp::PipelineState::Completed);
        QCOMPARE(heard, QByteArrayLiteral("s3cret"));
    }

    void disconnectLeavesAndReconnectResumes()
    {
        server->onPipeline = [](ScriptedShell &shell, const psrp::PipelineRequested &asked) {
            shell.say(asked.pipelineId, shell.pool->output(asked.pipelineId, clixml::Value::string(u"one")));
        };
        const auto made = opened();
        const auto pipeline = test::await(made->start(script(QStringLiteral("long"))));
        const auto output = listen(pipeline);
        pipeline->begin();
        QVERIFY(test::waitUntil([&] { return output->texts.size() == 1; }));
        DisconnectOptions options;
        options.idleTimeout = 15h;
        options.bufferMode = wsman::BufferMode::Drop;
        test::await(made->disconnect(options));
        QCOMPARE(made->state(), SessionState::Disconnected);
        QCOMPARE(test::await(pipeline->finished()), psrp::PipelineState::Disconnected);
        QCOMPARE(*server->only().info.idleTimeout, 15h);
        QCOMPARE(server->only().info.bufferMode, wsman::BufferMode::Drop);
        QVERIFY(test::waitUntil([&] { return server->running == 0; }));

        // It goes on without us.
        ScriptedShell &shell = server->only();
        shell.say(pipeline->id(), shell.pool->output(pipeline->id(), clixml::Value::string(u"two")));
        test::await(made->reconnect());
        QCOMPARE(made->state(), SessionState::Opened);
        shell.finish(pipeline->id(), psrp::PipelineState::Completed);
        QCOMPARE(test::await(pipeline->finished()), psrp::PipelineState::Completed);
        QCOMPARE(output->texts, QStringList({QStringLiteral("one"), QStringLiteral("two")}));
        QCOMPARE(server->count(QStringLiteral("Reconnect")), 1);
        QCOMPARE(server->count(QStringLiteral("Reconnect/command")), 1);
    }

    void aRefusedDisconnectLeavesTheSessionOpen()
    {
        const auto made = opened();
        server->intercept = [](const wsman::ServerRequest &request) -> std::optional<ScriptedServer::Answer> {
            if (request.action.endsWith(QLatin1String("/Disconnect")))
                return ScriptedServer::fault(request, 2150858868, QStringLiteral("w:UnsupportedFeature"),
                                             QStringLiteral("not supported"));
            return std::nullopt;
        };
        const auto error = errorOf(made->disconnect(DisconnectOptions()));
        QVERIFY(error);
        QCOMPARE(error->category, base::ErrorCategory::Unsupported);
        QCOMPARE(made->state(), SessionState::Opened);
        server->intercept = {};
        const auto pipeline = test::await(made->start(script(QStringLiteral("still here"))));
        pipeline->begin();
        QCOMPARE(test::await(pipeline->finished()), psrp::PipelineState::Completed);
    }

    void aNewClientConnectsAndAttaches()
    {
        QUuid shellId;
        QUuid commandId;
        {
            server->onPipeline = [](ScriptedShell &shell, const psrp::PipelineRequested &asked) {
                shell.say(asked.pipelineId, shell.pool->output(asked.pipelineId, clixml::Value::string(u"kept")));
            };
            const auto first = opened();
            shellId = first->parameters().shellId;
            const auto pipeline = test::await(first->start(script(QStringLiteral("Get-Job"))));
            commandId = pipeline->id();
            test::await(first->disconnect(DisconnectOptions()));
        }
        const auto second = session(shellId);
        test::await(second->connect());
        QCOMPARE(second->state(), SessionState::Opened);
        const auto commands = test::await(second->commands());
        QCOMPARE(commands.size(), 1);
        QCOMPARE(commands.first().id(), commandId);
        QCOMPARE(commands.first().commandLine, QStringLiteral("Get-Job"));
        const auto pipeline = test::await(second->attach(commandId));
        QCOMPARE(pipeline->commandLine(), QStringLiteral("Get-Job"));
        const auto output = listen(pipeline);
        pipeline->begin();
        QVERIFY(test::waitUntil([&] { return output->texts.size() == 1; }));
        server->only().finish(commandId, psrp::PipelineState::Completed);
        QCOMPARE(test::await(pipeline->finished()), psrp::PipelineState::Completed);
        QCOMPARE(output->texts, QStringList{QStringLiteral("kept")});
        QVERIFY(test::waitUntil([&] { return !second->privateData().isNil(); }));
    }

    void connectToABusyShellSaysSo()
    {
        const auto first = opened();
        const auto second = session(first->parameters().shellId);
        const auto error = errorOf(second->connect());
        QVERIFY(error);
        QCOMPARE(error->category, base::ErrorCategory::SessionBusy);
        QCOMPARE(error->id, QStringLiteral("CannotConnectAlreadyConnected"));
        QVERIFY(!error->advice.isEmpty());
        QCOMPARE(second->state(), SessionState::BeforeOpen);
        // The other one goes away, the same object connects.
        test::await(first->disconnect(DisconnectOptions()));
        test::await(second->connect());
        QCOMPARE(second->state(), SessionState::Opened);
    }

    void aKilledClientsShellIsReclaimed()
    {
        ShellParameters parameters;
        {
            const auto first = opened();
            parameters = first->parameters();
        } // gone without a word
        QVERIFY(server->only().isConnected());
        const auto second = RunspaceSession::make(std::make_shared<test::ScriptedTransport>(server), parameters);
        test::await(second->reclaim());
        QCOMPARE(second->state(), SessionState::Opened);
        const auto pipeline = test::await(second->start(script(QStringLiteral("back"))));
        const auto output = listen(pipeline);
        pipeline->begin();
        test::await(pipeline->finished());
        QCOMPARE(output->texts, QStringList{QStringLiteral("back")});
    }

    void closeDeletesAndAVanishedShellIsNoError()
    {
        const auto made = opened();
        test::await(made->close());
        QCOMPARE(made->state(), SessionState::Closed);
        QVERIFY(server->shells.empty());
        test::await(made->close());

        const auto other = opened();
        server->shells.clear();
        test::await(other->close());
        QCOMPARE(other->state(), SessionState::Closed);
    }

    void wrongStatesAreRefused()
    {
        const auto made = session();
        const auto error = errorOf(made->disconnect(DisconnectOptions()));
        QVERIFY(error);
        QCOMPARE(error->category, base::ErrorCategory::InvalidState);
        QVERIFY(server->log.isEmpty());
    }

    void destroyedWhileItCreates()
    {
        auto made = session();
        bool over = false;
        const auto run = [](std::shared_ptr<RunspaceSession> one) -> Task<> { co_await one->create(); };
        base::spawn(run(made), [&](const base::Error &) { over = true; });
        made->abandon();
        made.reset();
        QVERIFY(test::waitUntil([&] { return over && server->running == 0; }));
    }

    void destroyedWhileAPipelineRuns()
    {
        server->onPipeline = [](ScriptedShell &, const psrp::PipelineRequested &) {};
        auto made = opened();
        const auto pipeline = test::await(made->start(script(QStringLiteral("forever"))));
        pipeline->begin();
        std::optional<base::Error> seen;
        const auto wait = [](std::shared_ptr<RemotePipeline> one) -> Task<> { (void)co_await one->finished(); };
        base::spawn(wait(pipeline), [&](const base::Error &error) { seen = error; });
        QVERIFY(test::waitUntil([&] { return server->running == 2; }));
        made.reset();
        QVERIFY(test::waitUntil([&] { return seen && server->running == 0; }));
        QCOMPARE(seen->category, base::ErrorCategory::Cancelled);
        QVERIFY(server->only().isConnected()); // left as it is
    }
};

QTEST_GUILESS_MAIN(RunspaceSessionTest)
#include "tst_runspacesession.moc"
