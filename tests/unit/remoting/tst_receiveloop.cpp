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

bool isReceive(const wsman::ServerRequest &request)
{
    return request.action.endsWith(QLatin1String("/Receive"));
}

base::Error trouble(base::ErrorCategory category)
{
    return {category, QStringLiteral("Trouble"), base::Text("the line is down")};
}

} // namespace

/// What a Receive does when the way to the server, or the shell, fails under it.
class ReceiveLoopTest : public QObject
{
    Q_OBJECT

    std::shared_ptr<ScriptedServer> server;

    std::shared_ptr<RunspaceSession> opened(std::chrono::milliseconds bound = 20s)
    {
        ShellParameters parameters;
        parameters.shellId = QUuid::createUuid();
        parameters.sessionId = QUuid::createUuid();
        parameters.name = QStringLiteral("ITTask");
        parameters.computerName = QStringLiteral("Server01");
        parameters.resourceUri = QStringLiteral("http://schemas.microsoft.com/powershell/Microsoft.PowerShell");
        parameters.operationTimeout = 50ms; // the shortest Receive, so that many go out in a test
        parameters.retry.firstPause = 1ms;
        parameters.retry.longestPause = 5ms;
        parameters.retry.settling = 50ms;
        parameters.retry.bound = bound;
        auto made = RunspaceSession::make(std::make_shared<test::ScriptedTransport>(server), parameters);
        test::await(made->create());
        return made;
    }
    static psrp::CreatePipeline script(const QString &text)
    {
        psrp::CreatePipeline request;
        psrp::PipelineCommand command;
        command.text = text;
        request.commands.append(command);
        return request;
    }

private Q_SLOTS:
    void init() { server = std::make_shared<ScriptedServer>(); }

    void operationTimeoutIsNoError()
    {
        const auto made = opened();
        const auto before = server->count(QStringLiteral("Receive"));
        QVERIFY(test::waitUntil([&] { return server->count(QStringLiteral("Receive")) >= before + 4; }));
        QCOMPARE(made->state(), SessionState::Opened);
    }

    void aLostConnectionIsRetried_data()
    {
        QTest::addColumn<int>("category");
        QTest::newRow("lost") << int(base::ErrorCategory::ConnectionLost);
        QTest::newRow("refused") << int(base::ErrorCategory::ConnectFailed);
        QTest::newRow("silent") << int(base::ErrorCategory::TimedOut);
        QTest::newRow("resolver") << int(base::ErrorCategory::NameNotResolved);
    }
    void aLostConnectionIsRetried()
    {
        QFETCH(int, category);
        const auto made = opened();
        QSignalSpy interrupted(made.get(), &RunspaceSession::interrupted);
        QSignalSpy restored(made.get(), &RunspaceSession::restored);
        QSignalSpy broken(made.get(), &RunspaceSession::broken);
        int failures = 3;
        server->intercept = [&](const wsman::ServerRequest &request) -> std::optional<ScriptedServer::Answer> {
            if (isReceive(request) && failures-- > 0)
                return trouble(base::ErrorCategory(category));
            return std::nullopt;
        };
        QVERIFY(test::waitUntil([&] { return restored.size() == 1; }));
        QCOMPARE(interrupted.size(), 1);
        QCOMPARE(broken.size(), 0);
        QCOMPARE(made->state(), SessionState::Opened);
        server->intercept = {};
        const auto pipeline = test::await(made->start(script(QStringLiteral("on"))));
        pipeline->begin();
        QCOMPARE(test::await(pipeline->finished()), psrp::PipelineState::Completed);
    }

    void aConnectionThatStaysLostDisconnectsTheSession()
    {
        server->onPipeline = [](ScriptedShell &, const psrp::PipelineRequested &) {};
        const auto made = opened(30ms);
        const auto pipeline = test::await(made->start(script(QStringLiteral("long"))));
        QStringList texts;
        QObject::connect(pipeline.get(), &RemotePipeline::streamed, pipeline.get(),
                         [&](const psrp::PipelineEvent &event) {
                             if (const auto *value = std::get_if<psrp::OutputReceived>(&event))
                                 texts.append(value->value.text());
                         });
        pipeline->begin();
        QList<LineNotice::Event> events;
        std::optional<base::Error> why;
        QObject::connect(made.get(), &RunspaceSession::noticed, made.get(), [&](const LineNotice &notice) {
            if (events.isEmpty() || events.last() != notice.event)
                events.append(notice.event);
            if (notice.error)
                why = notice.error;
            QVERIFY(notice.message.english().contains(QLatin1String("Server01")));
        });
        server->intercept = [](const wsman::ServerRequest &) -> std::optional<ScriptedServer::Answer> {
            return trouble(base::ErrorCategory::ConnectFailed);
        };
        QVERIFY(test::waitUntil([&] { return made->state() == SessionState::Disconnected; }));
        using Event = LineNotice::Event;
        QCOMPARE(events, QList<Event>({Event::Interrupted, Event::Retrying, Event::Disconnecting, Event::Lost}));
        QVERIFY(made->isCutOff());
        QVERIFY(why);
        QCOMPARE(why->id, QStringLiteral("PowerShellNetworkFailedStartDisconnect"));
        QVERIFY(!why->advice.isEmpty());
        QCOMPARE(test::await(pipeline->finished()), psrp::PipelineState::Disconnected);
        // It is back, and the server has not heard of a disconnection: the same object takes up its shell and command.
        server->intercept = {};
        QVERIFY(server->only().isConnected());
        test::await(made->reconnect());
        QCOMPARE(made->state(), SessionState::Opened);
        QVERIFY(!made->isCutOff());
        server->only().say(pipeline->id(),
                           server->only().pool->output(pipeline->id(), clixml::Value::string(u"still here")));
        server->only().finish(pipeline->id(), psrp::PipelineState::Completed);
        QCOMPARE(test::await(pipeline->finished()), psrp::PipelineState::Completed);
        QCOMPARE(texts, QStringList{QStringLiteral("still here")});
    }

    void whatCanSayGoodbyeIsDisconnected()
    {
        const auto made = opened(30ms);
        QList<LineNotice::Event> events;
        QObject::connect(made.get(), &RunspaceSession::noticed, made.get(),
                         [&](const LineNotice &notice) { events.append(notice.event); });
        // Only the Disconnect gets through.
        server->intercept = [](const wsman::ServerRequest &request) -> std::optional<ScriptedServer::Answer> {
            if (request.action.endsWith(QLatin1String("/Disconnect")))
                return std::nullopt;
            return trouble(base::ErrorCategory::ConnectFailed);
        };
        QVERIFY(test::waitUntil([&] { return made->state() == SessionState::Disconnected; }));
        QCOMPARE(events.last(), LineNotice::Event::Disconnected);
        QVERIFY(!made->isCutOff());
        QVERIFY(!server->only().isConnected());
        server->intercept = {};
        test::await(made->reconnect());
        QCOMPARE(made->state(), SessionState::Opened);
    }

    void whatIsGoneAfterAllIsBroken()
    {
        const auto made = opened(30ms);
        QSignalSpy broken(made.get(), &RunspaceSession::broken);
        server->intercept = [this](const wsman::ServerRequest &request) -> std::optional<ScriptedServer::Answer> {
            if (!request.action.endsWith(QLatin1String("/Disconnect")))
                return trouble(base::ErrorCategory::ConnectFailed);
            server->shells.clear();
            return std::nullopt;
        };
        QVERIFY(test::waitUntil([&] { return broken.size() == 1; }));
        QCOMPARE(made->state(), SessionState::Broken);
    }

    void anotherNetworkDoesNotWaitForTimeOuts()
    {
        server->onPipeline = [](ScriptedShell &shell, const psrp::PipelineRequested &asked) {
            shell.say(asked.pipelineId, shell.pool->output(asked.pipelineId, clixml::Value::string(u"before")));
        };
        ShellParameters parameters;
        parameters.shellId = QUuid::createUuid();
        parameters.sessionId = QUuid::createUuid();
        parameters.computerName = QStringLiteral("Server01");
        parameters.resourceUri = QStringLiteral("http://schemas.microsoft.com/powershell/Microsoft.PowerShell");
        parameters.retry.firstPause = 10min; // nothing but the change of network gets it going
        parameters.retry.settling = 1ms;
        const auto made = RunspaceSession::make(std::make_shared<test::ScriptedTransport>(server), parameters);
        test::await(made->create());
        QVERIFY(test::waitUntil([&] { return server->running == 1; }));
        const auto before = server->count(QStringLiteral("Receive"));
        QSignalSpy interrupted(made.get(), &RunspaceSession::interrupted);
        QSignalSpy restored(made.get(), &RunspaceSession::restored);
        made->renewConnections(); // what is out is taken for lost
        QVERIFY(test::waitUntil([&] { return interrupted.size() == 1; }));
        made->renewConnections(); // the next change ends the pause
        QVERIFY(test::waitUntil([&] { return restored.size() == 1; }));
        QVERIFY(test::waitUntil([&] { return server->count(QStringLiteral("Receive")) > before; }));
        QCOMPARE(made->state(), SessionState::Opened);
    }

    void aVanishedShellBreaksTheSession()
    {
        const auto made = opened();
        QSignalSpy broken(made.get(), &RunspaceSession::broken);
        server->shells.clear();
        QVERIFY(test::waitUntil([&] { return broken.size() == 1; }));
        QCOMPARE(broken.first().first().value<base::Error>().category, base::ErrorCategory::SessionNotFound);
        QCOMPARE(made->state(), SessionState::Broken);
    }

    void aShellThatDisconnectedItselfIsReconnected_data()
    {
        QTest::addColumn<bool>("badRequest");
        QTest::newRow("HTTP 400") << true;
        QTest::newRow("InternalError") << false;
    }
    void aShellThatDisconnectedItselfIsReconnected()
    {
        QFETCH(bool, badRequest);
        server->refusesWithBadRequest = badRequest;
        server->onPipeline = [](ScriptedShell &shell, const psrp::PipelineRequested &asked) {
            shell.say(asked.pipelineId, shell.pool->output(asked.pipelineId, clixml::Value::string(u"one")));
        };
        const auto made = opened();
        QStringList texts;
        const auto pipeline = test::await(made->start(script(QStringLiteral("long"))));
        QObject::connect(pipeline.get(), &RemotePipeline::streamed, pipeline.get(),
                         [&](const psrp::PipelineEvent &event) {
                             if (const auto *value = std::get_if<psrp::OutputReceived>(&event))
                                 texts.append(value->value.text());
                         });
        pipeline->begin();
        QVERIFY(test::waitUntil([&] { return texts.size() == 1; }));
        ScriptedShell &shell = server->only();
        shell.disconnectItself();
        QVERIFY(test::waitUntil([&] { return shell.isConnected(); }));
        shell.say(pipeline->id(), shell.pool->output(pipeline->id(), clixml::Value::string(u"two")));
        shell.finish(pipeline->id(), psrp::PipelineState::Completed);
        QCOMPARE(test::await(pipeline->finished()), psrp::PipelineState::Completed);
        QCOMPARE(texts, QStringList({QStringLiteral("one"), QStringLiteral("two")}));
        QCOMPARE(made->state(), SessionState::Opened);
        // Both loops met it, one reconnected.
        QCOMPARE(server->count(QStringLiteral("Reconnect")), 1);
        QCOMPARE(server->count(QStringLiteral("Reconnect/command")), 1);
    }

    void takenOverWhileDisconnectedBreaksTheSession()
    {
        server->refusesWithBadRequest = true;
        const auto made = opened();
        QSignalSpy broken(made.get(), &RunspaceSession::broken);
        ScriptedShell &shell = server->only();
        shell.sessionId = QUuid::createUuid(); // another client connected meanwhile
        shell.disconnectItself();
        QVERIFY(test::waitUntil([&] { return broken.size() == 1; }));
        QCOMPARE(made->state(), SessionState::Broken);
    }

    void errorsOfAReceiveAreIgnoredOnceDisconnecting()
    {
        const auto made = opened();
        QSignalSpy broken(made.get(), &RunspaceSession::broken);
        // The Receive that is out ends with "stream disconnected", as a server may do.
        server->intercept = [](const wsman::ServerRequest &request) -> std::optional<ScriptedServer::Answer> {
            if (isReceive(request))
                return ScriptedServer::fault(request, 2150859230, QStringLiteral("w:InternalError"),
                                             QStringLiteral("stream disconnected"));
            return std::nullopt;
        };
        DisconnectOptions options;
        test::await(made->disconnect(options));
        QCOMPARE(made->state(), SessionState::Disconnected);
        QVERIFY(test::waitUntil([&] { return server->running == 0; }));
        QCOMPARE(broken.size(), 0);
    }

    void brokenBytesBreakTheSession()
    {
        const auto made = opened();
        QSignalSpy broken(made.get(), &RunspaceSession::broken);
        server->only().say(QByteArrayLiteral("no fragment at all, but long enough"));
        QVERIFY(test::waitUntil([&] { return broken.size() == 1; }));
        QCOMPARE(broken.first().first().value<base::Error>().category, base::ErrorCategory::Protocol);
    }
};

QTEST_GUILESS_MAIN(ReceiveLoopTest)
#include "tst_receiveloop.moc"
