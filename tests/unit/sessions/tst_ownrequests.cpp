#include "core/base/spawn.h"
#include "core/sessions/sessionservice.h"
#include "tests/support/await.h"
#include "tests/support/scriptedtransport.h"

#include <QTest>

using namespace rejoin;
using namespace rejoin::sessions;
using clixml::Value;
using remoting::SessionState;
using test::ScriptedServer;
using test::ScriptedShell;

namespace {

wsman::ServerRequest lastOf(const QList<wsman::ServerRequest> &requests)
{
    return requests.isEmpty() ? wsman::ServerRequest() : requests.last();
}

} // namespace

/// Own requests: their shape, their turns, and what they leave behind.
class OwnRequestsTest : public QObject
{
    Q_OBJECT

    std::shared_ptr<ScriptedServer> server;
    std::unique_ptr<SessionRegistry> registry;
    std::unique_ptr<SessionService> service;
    SessionPtr session;
    /// Commands whose first word is in here never end by themselves.
    QStringList holding;
    QList<psrp::CreatePipeline> requests;

    static ConnectionOptions target()
    {
        ConnectionOptions options;
        options.computerName = QStringLiteral("server01");
        return options;
    }
    void restart()
    {
        service.reset();
        registry = std::make_unique<SessionRegistry>();
        const auto factory = [this](const transport::TransportSettings &) -> std::shared_ptr<transport::Transport> {
            return std::make_shared<test::ScriptedTransport>(server);
        };
        service = std::make_unique<SessionService>(registry.get(), factory, std::make_shared<base::SystemClock>());
    }
    std::optional<base::Error> outcomeOf(Task<> task)
    {
        try {
            test::await(std::move(task));
        } catch (const base::Error &error) {
            return error;
        }
        return std::nullopt;
    }
    [[nodiscard]] ScriptedShell &shell() { return server->only(); }
    [[nodiscard]] QList<QUuid> commandIds()
    {
        QList<QUuid> ids;
        for (const auto &[id, stream] : shell().commands)
            ids.append(id);
        return ids;
    }
    SessionPtr listed()
    {
        ListRequest request;
        request.targets = {target()};
        const auto listing = test::await(service->list(request)).first();
        return listing.sessions.value(0);
    }

private Q_SLOTS:
    void init()
    {
        holding.clear();
        requests.clear();
        server = std::make_shared<ScriptedServer>();
        server->onPipeline = [this](ScriptedShell &at, const psrp::PipelineRequested &asked) {
            requests.append(asked.request);
            const QString text = asked.request.commands.value(0).text;
            if (holding.contains(text))
                return;
            if (text == QLatin1String("absent")) {
                clixml::ErrorRecord record;
                record.fullyQualifiedId = QStringLiteral("CommandNotFoundException");
                record.message = QStringLiteral("The term 'absent' is not recognized.");
                record.categoryTargetName = text;
                at.finish(asked.pipelineId, psrp::PipelineState::Failed, record);
                return;
            }
            at.say(asked.pipelineId, at.pool->output(asked.pipelineId, Value::string(text)));
            at.finish(asked.pipelineId, psrp::PipelineState::Completed);
        };
        restart();
        CreateRequest request;
        request.target = target();
        request.name = QStringLiteral("ITTask");
        session = test::await(service->create({request})).first().session;
        QVERIFY(session);
    }

    void requestsAreCommandsWithParameters()
    {
        for (const OwnRequest &request : {own::getJob(), own::receiveJob(3, true), own::receiveJob(3, false),
                                          own::stopJob(3), own::removeJob(3), own::prompt()}) {
            QCOMPARE(request.pipeline.commands.size(), 1);
            QVERIFY(!request.pipeline.commands.first().isScript);
            QVERIFY(!request.pipeline.addToHistory);
            QVERIFY(!request.command().contains(u' '));
        }
        QCOMPARE(own::receiveJob(3, true).kind, OwnKind::Question);
        QCOMPARE(own::receiveJob(3, false).kind, OwnKind::Fetch);
        psrp::CreatePipeline script = scriptPipeline(QStringLiteral("a | b"), 100);
        QCOMPARE(script.commands.size(), 2);
        QVERIFY(script.commands[0].isScript && !script.commands[1].isScript);
        QVERIFY(isFormattedRemotely(script));
        QVERIFY(!isFormattedRemotely(scriptPipeline(QStringLiteral("a | Out-String"))));
    }

    void idsTellWhoseCommandItIs()
    {
        for (const OwnKind kind : {OwnKind::Question, OwnKind::Action, OwnKind::Fetch}) {
            const QUuid id = makeOwnCommandId(kind);
            QCOMPARE(ownKind(id), std::optional(kind));
            QVERIFY(id.toString().startsWith(QLatin1String("{52656a6f-696e-8"))); // "Rejoin"
            QCOMPARE(id.variant(), QUuid::DCE);
            QVERIFY(makeOwnCommandId(kind) != id);
        }
        for (int i = 0; i < 1000; ++i)
            QVERIFY(!ownKind(QUuid::createUuid()));
        // Of a later version: nothing that may be taken away.
        QCOMPARE(ownKind(QUuid("{52656a6f-696e-8007-8123-000000000000}")), std::optional(OwnKind::Fetch));
    }

    void theServerSeesTheMarkedId()
    {
        QList<wsman::ServerRequest> commands;
        server->intercept = [&](const wsman::ServerRequest &request) -> std::optional<ScriptedServer::Answer> {
            if (request.action.endsWith(QLatin1String("/Command")))
                commands.append(request);
            return std::nullopt;
        };
        test::await(service->runOwn(session, own::getJob()));
        QCOMPARE(ownKind(lastOf(commands).commandId), std::optional(OwnKind::Question));
        QVERIFY(shell().commands.empty()); // ended and forgotten
        const auto users = test::await(service->start(session, scriptPipeline(QStringLiteral("x"))));
        QVERIFY(!ownKind(lastOf(commands).commandId));
        users->begin();
        test::await(users->finished());
    }

    void whatIsNotOfferedIsAskedOnce()
    {
        OwnRequest request = own::getJob();
        request.pipeline.commands.first().text = QStringLiteral("absent");
        auto error = outcomeOf(service->runOwn(session, request));
        QVERIFY(error);
        QCOMPARE(error->id, QString(commandNotOfferedId));
        QCOMPARE(error->english(), QStringLiteral("This endpoint does not offer absent."));
        QCOMPARE(requests.size(), 1);
        error = outcomeOf(service->runOwn(session, request));
        QCOMPARE(error->id, QString(commandNotOfferedId));
        QCOMPARE(requests.size(), 1);
        QVERIFY(!outcomeOf(service->runOwn(session, own::getJob())));
    }

    void neverBesideAnotherCommand()
    {
        int most = 0;
        server->intercept = [&](const wsman::ServerRequest &request) -> std::optional<ScriptedServer::Answer> {
            // Looked at before each request is carried out: what the shell holds then.
            if (!request.action.endsWith(QLatin1String("/Create")))
                most = std::max(most, int(shell().commands.size()));
            return std::nullopt;
        };
        int ended = 0;
        const auto ask = [](SessionService *of, SessionPtr in, OwnRequest what, int *count) -> Task<> {
            co_await of->runOwn(in, what);
            ++*count;
        };
        const auto type = [](SessionService *of, SessionPtr in, int *count) -> Task<> {
            const psrp::CreatePipeline request = scriptPipeline(QStringLiteral("typed"));
            const auto pipeline = co_await of->start(in, request);
            pipeline->begin();
            co_await pipeline->finished();
            ++*count;
        };
        base::spawn(ask(service.get(), session, own::getJob(), &ended));
        base::spawn(type(service.get(), session, &ended));
        base::spawn(ask(service.get(), session, own::prompt(), &ended));
        base::spawn(ask(service.get(), session, own::stopJob(1), &ended));
        QVERIFY(test::waitUntil([&] { return ended == 4; }));
        QCOMPARE(most, 1);
        // What the user typed went first, although it came second.
        QCOMPARE(requests.at(1).commands.first().text, QStringLiteral("typed"));
    }

    void aUsersCommandStopsAQuestionThatHangs()
    {
        holding = {QStringLiteral("Get-Job")};
        std::optional<base::Error> asked;
        base::spawn(service->runOwn(session, own::getJob()), [&](const base::Error &error) { asked = error; });
        QVERIFY(test::waitUntil([&] { return shell().commands.size() == 1; }));
        const auto pipeline = test::await(service->start(session, scriptPipeline(QStringLiteral("typed"))));
        QVERIFY(test::waitUntil([&] { return asked.has_value(); }));
        QCOMPARE(server->log.count(QStringLiteral("Signal/Terminate")), 1);
        pipeline->begin();
        QCOMPARE(test::await(pipeline->finished()), psrp::PipelineState::Completed);
    }

    void endedBeforeADisconnect_data()
    {
        QTest::addColumn<bool>("hangs");
        QTest::newRow("ends by itself") << false;
        QTest::newRow("hangs") << true;
    }
    void endedBeforeADisconnect()
    {
        QFETCH(bool, hangs);
        holding = {QStringLiteral("Get-Job")};
        std::optional<base::Error> asked;
        bool over = false;
        const auto ask = [](SessionService *of, SessionPtr in, bool *end) -> Task<> {
            co_await of->runOwn(in, own::getJob());
            *end = true;
        };
        base::spawn(ask(service.get(), session, &over), [&](const base::Error &error) { asked = error; });
        QVERIFY(test::waitUntil([&] { return shell().commands.size() == 1; }));
        qsizetype left = -1;
        server->intercept = [&](const wsman::ServerRequest &request) -> std::optional<ScriptedServer::Answer> {
            if (request.action.endsWith(QLatin1String("/Disconnect")))
                left = qsizetype(shell().commands.size());
            return std::nullopt;
        };
        if (!hangs)
            QTimer::singleShot(50, this,
                               [this] { shell().finish(commandIds().first(), psrp::PipelineState::Completed); });
        const auto outcome = test::await(service->disconnect({session}, {})).first();
        QVERIFY(!outcome.error);
        QCOMPARE(left, 0);
        QVERIFY(test::waitUntil([&] { return over || asked; }));
        QCOMPARE(over, !hangs);
        // Nothing is sent to a disconnected session, and all goes on after a connect.
        const qsizetype sent = server->log.size();
        QVERIFY(outcomeOf(service->runOwn(session, own::getJob())));
        QCOMPARE(server->log.size(), sent);
        holding.clear();
        QVERIFY(!test::await(service->connect({session})).first().error);
        QVERIFY(!outcomeOf(service->runOwn(session, own::getJob())));
    }

    void whatIsInDoubtIsClearedUp_data()
    {
        QTest::addColumn<QString>("action");
        QTest::newRow("of the command") << QStringLiteral("/Command");
        QTest::newRow("of its end") << QStringLiteral("/Signal");
    }
    void whatIsInDoubtIsClearedUp()
    {
        QFETCH(QString, action);
        holding = {QStringLiteral("Get-Job")};
        bool done = false;
        server->intercept = [&](const wsman::ServerRequest &request) -> std::optional<ScriptedServer::Answer> {
            if (done || !request.action.endsWith(action))
                return std::nullopt;
            done = true;
            if (action == QLatin1String("/Command"))
                shell().commands[request.commandId]; // carried out, whatever the answer says
            return ScriptedServer::fault(request, 995, QStringLiteral("w:InternalError"), QStringLiteral("aborted"));
        };
        if (action == QLatin1String("/Command")) {
            QVERIFY(outcomeOf(service->runOwn(session, own::getJob())));
        } else {
            holding.clear();
            QVERIFY(!outcomeOf(service->runOwn(session, own::getJob())));
        }
        QCOMPARE(shell().commands.size(), std::size_t(1));
        // Whatever is next, ours or the user's, finds the shell empty.
        holding.clear();
        const auto pipeline = test::await(service->start(session, scriptPipeline(QStringLiteral("typed"))));
        QCOMPARE(shell().commands.size(), std::size_t(1));
        QVERIFY(!ownKind(commandIds().first()));
        pipeline->begin();
        test::await(pipeline->finished());
        QVERIFY(shell().commands.empty());
    }

    void leftOversOfAnEarlierConnectionGo_data()
    {
        QTest::addColumn<int>("kind"); // -1: a user's
        QTest::addColumn<bool>("goes");
        QTest::newRow("question") << int(OwnKind::Question) << true;
        QTest::newRow("action") << int(OwnKind::Action) << true;
        QTest::newRow("fetch") << int(OwnKind::Fetch) << false;
        QTest::newRow("user's Get-Job") << -1 << false;
    }
    void leftOversOfAnEarlierConnectionGo()
    {
        QFETCH(int, kind);
        QFETCH(bool, goes);
        test::await(service->disconnect({session}, {}));
        const QUuid left = kind < 0 ? QUuid::createUuid() : makeOwnCommandId(OwnKind(kind));
        shell().commands[left];
        shell().commandLines[left] = QStringLiteral("Get-Job");
        session.reset();
        restart(); // another process
        const SessionPtr found = listed();
        QVERIFY(found);
        QCOMPARE(found->commands().size(), 1);
        QVERIFY(!test::await(service->connect({found})).first().error);
        QCOMPARE(shell().commands.contains(left), !goes);
        QCOMPARE(found->commands().size(), goes ? 0 : 1);
        if (goes) {
            QVERIFY(!outcomeOf(service->runOwn(found, own::getJob())));
            return;
        }
        // It is somebody's output: own requests wait until it is received.
        bool ran = false;
        const auto ask = [](SessionService *of, SessionPtr in, bool *end) -> Task<> {
            co_await of->runOwn(in, own::getJob());
            *end = true;
        };
        base::spawn(ask(service.get(), found, &ran));
        const auto pipeline = test::await(service->receive(found));
        QVERIFY(pipeline);
        QCOMPARE(pipeline->id(), left);
        pipeline->begin();
        QCOMPARE(shell().commands.size(), std::size_t(1));
        QVERIFY(!ran);
        shell().finish(left, psrp::PipelineState::Completed);
        test::await(pipeline->finished());
        QVERIFY(test::waitUntil([&] { return ran; }));
    }
};

QTEST_GUILESS_MAIN(OwnRequestsTest)
#include "tst_ownrequests.moc"
