#include "core/sessions/keeping.h"
#include "core/sessions/sessionservice.h"
#include "tests/support/await.h"
#include "tests/support/scriptedtransport.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace rejoin;
using namespace rejoin::sessions;
using namespace std::chrono_literals;
using remoting::SessionState;
using std::chrono::milliseconds;
using test::ScriptedServer;

Q_DECLARE_METATYPE(std::optional<milliseconds>)

/// How long servers keep what is left, and keeping it alive, against the server halves in memory.
class KeepingTest : public QObject
{
    Q_OBJECT

    std::shared_ptr<ScriptedServer> server;
    std::unique_ptr<SessionRegistry> registry;
    std::unique_ptr<SessionService> service;

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
    SessionPtr found(const ConnectionOptions &options = target())
    {
        ListRequest request;
        request.targets = {options};
        return test::await(service->list(request)).first().sessions.value(0);
    }
    SessionPtr created(const ConnectionOptions &options = target())
    {
        CreateRequest request;
        request.target = options;
        return test::await(service->create({request})).first().session;
    }
    SessionOutcome keepAlive(const SessionPtr &session, std::optional<milliseconds> time = {})
    {
        return test::await(service->keepAlive({session}, time)).first();
    }
    /// Requests since the last call, without listings.
    QStringList spoken()
    {
        QStringList log = std::exchange(server->log, {});
        log.removeIf([](const QString &name) { return name.startsWith(QLatin1String("Enumerate")); });
        return log;
    }

private Q_SLOTS:
    void init()
    {
        server = std::make_shared<ScriptedServer>();
        restart();
    }

    void keepTimes_data()
    {
        QTest::addColumn<std::optional<milliseconds>>("keepFor");
        QTest::addColumn<std::optional<milliseconds>>("option");
        QTest::addColumn<std::optional<milliseconds>>("present");
        QTest::addColumn<std::optional<milliseconds>>("maximum");
        QTest::addColumn<milliseconds>("expected");
        const std::optional<milliseconds> none;
        QTest::newRow("a day") << none << none << none << none << milliseconds(24h);
        QTest::newRow("longer than the server's default")
            << none << none << std::optional<milliseconds>(2h) << none << milliseconds(24h);
        QTest::newRow("never shortened unasked")
            << none << none << std::optional<milliseconds>(240h) << none << milliseconds(240h);
        QTest::newRow("cut to the maximum")
            << none << none << std::optional<milliseconds>(2h) << std::optional<milliseconds>(12h) << milliseconds(12h);
        QTest::newRow("the computer's word") << std::optional<milliseconds>(1h) << std::optional<milliseconds>(3h)
                                             << std::optional<milliseconds>(2h) << none << milliseconds(1h);
        QTest::newRow("the computer's word, cut")
            << std::optional<milliseconds>(1000h) << none << none << none << longestIdleTimeout;
        QTest::newRow("the computer's word, too short")
            << std::optional<milliseconds>(5s) << none << none << none << milliseconds(60s);
        QTest::newRow("the session option's")
            << none << std::optional<milliseconds>(3h) << std::optional<milliseconds>(48h) << none << milliseconds(3h);
        QTest::newRow("a maximum below the minimum")
            << none << none << none << std::optional<milliseconds>(10s) << milliseconds(60s);
    }

    void keepTimes()
    {
        QFETCH(std::optional<milliseconds>, keepFor);
        QFETCH(std::optional<milliseconds>, option);
        QFETCH(std::optional<milliseconds>, present);
        QFETCH(std::optional<milliseconds>, maximum);
        ConnectionOptions origin = target();
        origin.keepFor = keepFor;
        origin.session.idleTimeout = option;
        Session session(1, QUuid::createUuid(), origin);
        wsman::ShellInfo shell;
        shell.idleTimeout = present;
        shell.maxIdleTimeout = maximum;
        session.update(shell, {}, QDateTime::currentDateTimeUtc());
        QTEST(keepTime(session), "expected");
        QCOMPARE(leavingOptions(session).idleTimeout, keepTime(session));
        const QDateTime now(QDate(2026, 1, 15), QTime(12, 0), Qt::UTC);
        QCOMPARE(keptUntil(session, now, 2h), std::optional(now.addSecs(7200)));
        QCOMPARE(keptUntil(session, now).has_value(), present.has_value());
    }

    void boundaries_data()
    {
        QTest::addColumn<milliseconds>("wanted");
        QTest::addColumn<bool>("allowed");
        QTest::newRow("just too short") << milliseconds(59999) << false;
        QTest::newRow("minimum") << milliseconds(60000) << true;
        QTest::newRow("maximum") << milliseconds(43200000) << true;
        QTest::newRow("just too long") << milliseconds(43200001) << false;
        QTest::newRow("nothing") << milliseconds(0) << false;
    }

    void boundaries()
    {
        QFETCH(milliseconds, wanted);
        QFETCH(bool, allowed);
        server->addShell(QStringLiteral("ITTask"), QStringLiteral("Disconnected")).info.maxIdleTimeout = 12h;
        const SessionPtr session = found();
        const auto kept = keepAlive(session, wanted);
        QCOMPARE(!kept.error, allowed);
        if (!allowed)
            QVERIFY(!server->log.contains(QStringLiteral("Connect")));
        QVERIFY(!test::await(service->connect({session})).first().error);
        remoting::DisconnectOptions options;
        options.idleTimeout = wanted;
        const auto outcome = test::await(service->disconnect({session}, options)).first();
        QCOMPARE(!outcome.error, allowed);
        for (const auto &one : {kept, outcome})
            if (one.error)
                QCOMPARE(one.error->id, QStringLiteral("CannotDisconnectSessionWithInvalidIdleTimeout"));
    }

    void theServersOwnRefusalIsWordedAlike()
    {
        server->addShell(QStringLiteral("ITTask"), QStringLiteral("Disconnected")).info.maxIdleTimeout.reset();
        server->intercept = [](const wsman::ServerRequest &request) -> std::optional<ScriptedServer::Answer> {
            if (request.action.endsWith(QLatin1String("/Disconnect")) && request.idleTimeout > 12h)
                return ScriptedServer::fault(request, 2150859250, QStringLiteral("w:InvalidParameter"),
                                             QStringLiteral("out of bounds"));
            return std::nullopt;
        };
        const SessionPtr session = found();
        QVERIFY(!test::await(service->connect({session})).first().error);
        remoting::DisconnectOptions options;
        options.idleTimeout = 15h;
        const auto outcome = test::await(service->disconnect({session}, options)).first();
        QVERIFY(outcome.error);
        QCOMPARE(outcome.error->id, QStringLiteral("CannotDisconnectSessionWithInvalidIdleTimeout"));
        QCOMPARE(outcome.error->code, 2150859250);
        QVERIFY(outcome.error->detail.contains(QLatin1String("out of bounds")));
        QCOMPARE(session->state(), SessionState::Opened);
        // Left without a word it is left with what is in force, rather than not at all.
        QVERIFY(!test::await(service->leave({session})).first().error);
        QCOMPARE(session->state(), SessionState::Disconnected);
        QCOMPARE(session->shell().idleTimeout, std::optional<milliseconds>(2h));
        // Kept alive: says so, and nothing stays attached.
        const auto kept = keepAlive(session, 15h);
        QVERIFY(kept.error);
        QCOMPARE(kept.error->id, QStringLiteral("CannotDisconnectSessionWithInvalidIdleTimeout"));
        QVERIFY(!server->only().isConnected());
    }

    void leavingSendsTheKeepTime()
    {
        ConnectionOptions options = target();
        options.keepFor = 8h;
        const SessionPtr session = created(options);
        QVERIFY(isKeptShorter(*session)); // the server's default is two hours
        QVERIFY(!test::await(service->leave({session})).first().error);
        QCOMPARE(server->only().info.idleTimeout, std::optional<milliseconds>(8h));
        QCOMPARE(session->shell().idleTimeout, std::optional<milliseconds>(8h));
        QVERIFY(!isKeptShorter(*session)); // it is not connected
        QVERIFY(session->expiresOn());
        QVERIFY(std::abs(QDateTime::currentDateTimeUtc().secsTo(*session->expiresOn()) - 8 * 3600) < 60);
    }

    void keepLongerGoesOnConnected()
    {
        const SessionPtr session = created();
        QVERIFY(isKeptShorter(*session));
        const auto outcome = test::await(service->keepLonger(session));
        QVERIFY2(!outcome.error, outcome.error ? outcome.error->what() : "");
        QCOMPARE(session->state(), SessionState::Opened);
        QCOMPARE(server->only().info.idleTimeout, std::optional<milliseconds>(24h));
        QVERIFY(!isKeptShorter(*session));
        // Not under a running command.
        server->onPipeline = [](test::ScriptedShell &, const psrp::PipelineRequested &) {};
        const auto pipeline = test::await(service->start(session, scriptPipeline(QStringLiteral("long"))));
        pipeline->begin();
        const auto busy = test::await(service->keepLonger(session));
        QVERIFY(busy.error);
        QCOMPARE(busy.error->category, base::ErrorCategory::InvalidState);
        QCOMPARE(session->state(), SessionState::Opened);
    }

    void keptAliveWithoutLookingInside()
    {
        server->addShell(QStringLiteral("ITTask"), QStringLiteral("Disconnected"), QStringLiteral("Get-Long"));
        const SessionPtr session = found();
        (void)spoken();
        const auto outcome = keepAlive(session);
        QVERIFY2(!outcome.error, outcome.error ? outcome.error->what() : "");
        QCOMPARE(spoken(), (QStringList{QStringLiteral("Connect"), QStringLiteral("Disconnect")}));
        QCOMPARE(server->only().info.idleTimeout, std::optional<milliseconds>(24h));
        QCOMPARE(server->only().commands.size(), 1U);
        QVERIFY(!server->only().isConnected());
        QVERIFY(session->isConnectable());
        QVERIFY(!session->runspace());
        QVERIFY(session->expiresOn());
        // And once more, then it is connected as ever.
        QVERIFY(!keepAlive(session, 5h).error);
        QCOMPARE(server->only().info.idleTimeout, std::optional<milliseconds>(5h));
        QVERIFY(!test::await(service->connect({session})).first().error);
        const auto pipeline = test::await(service->receive(session));
        QVERIFY(pipeline);
    }

    void oneDisconnectedHereStaysItsOwn()
    {
        const SessionPtr session = created();
        QVERIFY(!test::await(service->leave({session})).first().error);
        const auto runspace = session->runspace();
        (void)spoken();
        QVERIFY(!keepAlive(session, 5h).error);
        QCOMPARE(spoken(), (QStringList{QStringLiteral("Reconnect"), QStringLiteral("Disconnect")}));
        QCOMPARE(session->runspace(), runspace);
        QCOMPARE(session->state(), SessionState::Disconnected);
        QVERIFY(!test::await(service->connect({session})).first().error);
        QCOMPARE(session->runspace(), runspace); // the same client's Reconnect
    }

    void refusedWhileInUse()
    {
        server->addShell(QStringLiteral("ITTask"), QStringLiteral("Connected"));
        const SessionPtr session = found();
        (void)spoken();
        auto outcome = keepAlive(session);
        QVERIFY(outcome.error);
        QCOMPARE(outcome.error->category, base::ErrorCategory::SessionBusy);
        QVERIFY(spoken().isEmpty());
        // Taken after it was listed.
        server->only().disconnectItself();
        const SessionPtr again = found();
        server->only().info.state = QStringLiteral("Connected");
        outcome = keepAlive(again);
        QVERIFY(outcome.error);
        QCOMPARE(outcome.error->category, base::ErrorCategory::SessionBusy);
        QCOMPARE(server->only().info.idleTimeout, std::optional<milliseconds>(2h));
        QVERIFY(again->isInUseElsewhere());
    }

    void connectedHereThereIsNothingToDo()
    {
        const SessionPtr session = created();
        (void)spoken();
        QVERIFY(!keepAlive(session).error);
        QVERIFY(!spoken().contains(QStringLiteral("Disconnect")));
        QCOMPARE(session->state(), SessionState::Opened);
    }

    void goneIsSaid()
    {
        server->addShell(QStringLiteral("ITTask"), QStringLiteral("Disconnected"));
        const SessionPtr session = found();
        server->shells.clear();
        const auto outcome = keepAlive(session);
        QVERIFY(outcome.error);
        QCOMPARE(outcome.error->category, base::ErrorCategory::SessionNotFound);
    }

    void attachedAndCutOffItIsTakenBack()
    {
        QTemporaryDir folder;
        service->setHeldStore(folder.path());
        server->addShell(QStringLiteral("ITTask"), QStringLiteral("Disconnected"));
        const SessionPtr session = found();
        server->intercept = [](const wsman::ServerRequest &request) -> std::optional<ScriptedServer::Answer> {
            if (request.action.endsWith(QLatin1String("/Disconnect")))
                return base::Error(base::ErrorCategory::ConnectionLost, QStringLiteral("Lost"), base::Text("lost"));
            return std::nullopt;
        };
        const auto outcome = keepAlive(session);
        QVERIFY(outcome.error);
        QVERIFY(server->only().isConnected());
        // Written down: after a kill the next start knows it for its own.
        QCOMPARE(QDir(folder.path()).entryList({QStringLiteral("*.json")}).size(), 1);
        server->intercept = nullptr;
        QVERIFY(!keepAlive(session, 5h).error);
        QVERIFY(!server->only().isConnected());
        QCOMPARE(server->only().info.idleTimeout, std::optional<milliseconds>(5h));
        QVERIFY(QDir(folder.path()).entryList({QStringLiteral("*.json")}).isEmpty());
        QVERIFY(!test::await(service->connect({session})).first().error);
    }

    void cancelledAtAnyRequestNothingStaysAttached_data()
    {
        QTest::addColumn<QString>("at");
        QTest::newRow("connect") << QStringLiteral("/Connect");
        QTest::newRow("disconnect") << QStringLiteral("/Disconnect");
    }

    void cancelledAtAnyRequestNothingStaysAttached()
    {
        QFETCH(QString, at);
        server->addShell(QStringLiteral("ITTask"), QStringLiteral("Disconnected"));
        const SessionPtr session = found();
        base::CancelSource stop;
        bool fired = false;
        // The request is carried out, and the user cancels before its answer is there.
        server->intercept = [&](const wsman::ServerRequest &request) -> std::optional<ScriptedServer::Answer> {
            if (!request.action.endsWith(at) || std::exchange(fired, true))
                return std::nullopt;
            if (at == QLatin1String("/Connect")) {
                server->only().info.state = QStringLiteral("Connected");
                server->only().sessionId = request.sessionId;
            }
            stop.cancel();
            if (at == QLatin1String("/Connect"))
                return base::Error::cancelled();
            return std::nullopt;
        };
        std::optional<base::Error> failure;
        try {
            (void)test::await(service->keepAlive({session}, std::nullopt, 0, nullptr, stop.token()));
        } catch (const base::Error &error) {
            failure = error;
        }
        QVERIFY(fired);
        QCOMPARE(failure.has_value(), at == QLatin1String("/Connect"));
        QVERIFY(!server->only().isConnected());
    }

    void connectingKeepsTheBufferMode_data()
    {
        QTest::addColumn<int>("shells");
        QTest::addColumn<int>("option");
        QTest::addColumn<int>("sent");
        const int none = int(wsman::BufferMode::None);
        const int drop = int(wsman::BufferMode::Drop);
        const int block = int(wsman::BufferMode::Block);
        QTest::newRow("drop stays") << drop << none << drop;
        QTest::newRow("block stays") << block << none << block;
        QTest::newRow("not known: not said") << none << none << none;
        QTest::newRow("the option's word") << drop << block << block;
    }

    void connectingKeepsTheBufferMode()
    {
        QFETCH(int, shells);
        QFETCH(int, option);
        server->addShell(QStringLiteral("ITTask"), QStringLiteral("Disconnected")).info.bufferMode =
            wsman::BufferMode(shells);
        ConnectionOptions options = target();
        options.session.outputBufferingMode = wsman::BufferMode(option);
        const SessionPtr session = found(options);
        int sent = -1;
        server->intercept = [&](const wsman::ServerRequest &request) -> std::optional<ScriptedServer::Answer> {
            if (request.action.endsWith(QLatin1String("/Connect")))
                sent = int(request.bufferMode);
            return std::nullopt;
        };
        QVERIFY(!test::await(service->connect({session})).first().error);
        QTEST(sent, "sent");
    }
};

QTEST_GUILESS_MAIN(KeepingTest)
#include "tst_keeping.moc"
