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

/// A server that keeps no answers: what becomes of a request that was carried out and whose answer was lost.
class LostAnswersTest : public QObject
{
    Q_OBJECT

    std::shared_ptr<ScriptedServer> server;

    std::shared_ptr<RunspaceSession> session()
    {
        ShellParameters parameters;
        parameters.shellId = QUuid::createUuid();
        parameters.sessionId = QUuid::createUuid();
        parameters.name = QStringLiteral("ITTask");
        parameters.computerName = QStringLiteral("Server01");
        parameters.resourceUri = QStringLiteral("http://schemas.microsoft.com/powershell/Microsoft.PowerShell");
        parameters.retry.firstPause = 1ms;
        parameters.retry.settling = 1ms;
        return RunspaceSession::make(std::make_shared<test::ScriptedTransport>(server), parameters);
    }
    static psrp::CreatePipeline script(const QString &text, bool input = false)
    {
        psrp::CreatePipeline request;
        psrp::PipelineCommand command;
        command.text = text;
        request.commands.append(command);
        request.noInput = !input;
        return request;
    }
    /// The next answer to this action does not arrive.
    void loseOnce(const char *action)
    {
        auto left = std::make_shared<int>(1);
        server->loses = [left, action = QString::fromLatin1(action)](const wsman::ServerRequest &request) {
            return request.action.section(u'/', -1) == action && (*left)-- > 0;
        };
    }

private Q_SLOTS:
    void init() { server = std::make_shared<ScriptedServer>(); }

    void aCreateIsNotDoneTwice()
    {
        loseOnce("Create");
        const auto made = session();
        test::await(made->create());
        QCOMPARE(made->state(), SessionState::Opened);
        QCOMPARE(server->count(QStringLiteral("Create")), 1);
        QCOMPARE(int(server->shells.size()), 1);
        QCOMPARE(made->shell().name, QStringLiteral("ITTask"));
    }

    void aCreateThatNeverArrivedIsDone()
    {
        int left = 1;
        server->intercept = [&](const wsman::ServerRequest &request) -> std::optional<ScriptedServer::Answer> {
            if (!request.action.endsWith(QLatin1String("/Create")) || left-- <= 0)
                return std::nullopt;
            base::Error lost(base::ErrorCategory::ConnectionLost, QStringLiteral("12030"), base::Text("lost"));
            lost.requestSent = true;
            return lost;
        };
        const auto made = session();
        test::await(made->create());
        QCOMPARE(server->count(QStringLiteral("Create")), 2);
        QCOMPARE(int(server->shells.size()), 1);
    }

    void aComputerThatIsNotThereIsSaidAtOnce()
    {
        server->intercept = [](const wsman::ServerRequest &) -> std::optional<ScriptedServer::Answer> {
            return base::Error(base::ErrorCategory::ConnectFailed, QStringLiteral("CannotConnect"), base::Text("no"));
        };
        const auto made = session();
        std::optional<base::Error> error;
        try {
            test::await(made->create());
        } catch (const base::Error &caught) {
            error = caught;
        }
        QVERIFY(error);
        QCOMPARE(error->id, QStringLiteral("CannotConnect"));
        QCOMPARE(server->count(QStringLiteral("Create")), 1);
    }

    void aConnectIsDoneAgain()
    {
        const auto made = session();
        test::await(made->create());
        test::await(made->disconnect(DisconnectOptions()));
        const auto before = server->count(QStringLiteral("Connect"));
        loseOnce("Connect");
        test::await(made->connect());
        QCOMPARE(made->state(), SessionState::Opened);
        QCOMPARE(server->count(QStringLiteral("Connect")), before + 2);
    }

    void aCommandIsNotRunTwice()
    {
        const auto made = session();
        test::await(made->create());
        int runs = 0;
        server->onPipeline = [&](ScriptedShell &shell, const psrp::PipelineRequested &asked) {
            ++runs;
            shell.say(asked.pipelineId, shell.pool->output(asked.pipelineId, clixml::Value::string(u"once")));
            shell.finish(asked.pipelineId, psrp::PipelineState::Completed);
        };
        loseOnce("Command");
        const auto pipeline = test::await(made->start(script(QStringLiteral("x"))));
        pipeline->begin();
        QCOMPARE(test::await(pipeline->finished()), psrp::PipelineState::Completed);
        QCOMPARE(runs, 1);
    }

    void disconnectReconnectSignalAndDelete()
    {
        const auto made = session();
        test::await(made->create());
        loseOnce("Disconnect");
        test::await(made->disconnect(DisconnectOptions()));
        QCOMPARE(made->state(), SessionState::Disconnected);
        loseOnce("Reconnect");
        test::await(made->reconnect());
        QCOMPARE(made->state(), SessionState::Opened);
        loseOnce("Signal");
        const auto pipeline = test::await(made->start(script(QStringLiteral("x"))));
        pipeline->begin();
        QCOMPARE(test::await(pipeline->finished()), psrp::PipelineState::Completed);
        QVERIFY(server->only().commands.empty());
        loseOnce("Delete");
        test::await(made->close());
        QCOMPARE(made->state(), SessionState::Closed);
        QVERIFY(server->shells.empty());
    }

    void inputIsNeverSentTwice()
    {
        const auto made = session();
        test::await(made->create());
        int inputs = 0;
        server->onPipeline = [](ScriptedShell &, const psrp::PipelineRequested &) {};
        server->onEvent = [&](ScriptedShell &, const psrp::ServerEvent &event) {
            inputs += std::holds_alternative<psrp::InputReceived>(event);
        };
        const auto pipeline = test::await(made->start(script(QStringLiteral("$input"), true)));
        pipeline->begin();
        loseOnce("Send");
        std::optional<base::Error> error;
        try {
            test::await(pipeline->sendInput(clixml::Value::string(u"one")));
        } catch (const base::Error &caught) {
            error = caught;
        }
        QVERIFY(error);
        QCOMPARE(error->id, QStringLiteral("InputInDoubt"));
        QCOMPARE(inputs, 1);
        QCOMPARE(made->state(), SessionState::Opened);
    }

    void lostOutputIsSaid()
    {
        server->onPipeline = [](ScriptedShell &shell, const psrp::PipelineRequested &asked) {
            shell.say(asked.pipelineId, shell.pool->output(asked.pipelineId, clixml::Value::string(u"one")));
        };
        const auto made = session();
        test::await(made->create());
        QStringList texts;
        int said = 0;
        QObject::connect(made.get(), &RunspaceSession::noticed, made.get(),
                         [&](const LineNotice &notice) { said += notice.event == LineNotice::Event::OutputLost; });
        const auto pipeline = test::await(made->start(script(QStringLiteral("x"))));
        QObject::connect(pipeline.get(), &RemotePipeline::streamed, pipeline.get(),
                         [&](const psrp::PipelineEvent &event) {
                             if (const auto *value = std::get_if<psrp::OutputReceived>(&event))
                                 texts.append(value->value.text());
                         });
        pipeline->begin();
        QVERIFY(test::waitUntil([&] { return texts.size() == 1; }));
        const QUuid id = pipeline->id();
        auto left = std::make_shared<int>(1);
        server->loses = [left, id](const wsman::ServerRequest &request) {
            return request.action.endsWith(QLatin1String("/Receive")) && request.commandId == id && (*left)-- > 0;
        };
        ScriptedShell &shell = server->only();
        QSignalSpy interrupted(made.get(), &RunspaceSession::interrupted);
        QSignalSpy restored(made.get(), &RunspaceSession::restored);
        shell.say(id, shell.pool->output(id, clixml::Value::string(u"two")));
        QVERIFY(test::waitUntil([&] { return restored.size() == 1; }));
        QCOMPARE(said, 0); // nothing is known yet
        shell.say(id, shell.pool->output(id, clixml::Value::string(u"three")));
        shell.finish(id, psrp::PipelineState::Completed);
        QCOMPARE(test::await(pipeline->finished()), psrp::PipelineState::Completed);
        QCOMPARE(texts, QStringList({QStringLiteral("one"), QStringLiteral("three")}));
        QCOMPARE(said, 1);
    }
};

QTEST_GUILESS_MAIN(LostAnswersTest)
#include "tst_lostanswers.moc"
