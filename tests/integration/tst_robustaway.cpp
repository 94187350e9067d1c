#include "core/base/sleep.h"
#include "core/base/spawn.h"
#include "core/lab/labserver.h"
#include "core/sessions/sessionservice.h"
#include "tests/support/await.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace rejoin;
using namespace rejoin::sessions;
using namespace std::chrono_literals;
using remoting::LineNotice;
using remoting::SessionState;

namespace {

const QString server01 = QStringLiteral("Server01");

} // namespace

/// A computer that is away for a while, or for too long; sessions that somebody else holds.
class RobustAwayTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<lab::LabServer> server;
    std::unique_ptr<SessionRegistry> registry;
    std::unique_ptr<SessionService> service;
    QList<LineNotice::Event> events;
    QStringList texts;

    void startLab(bool robust)
    {
        lab::LabComputerSettings computer;
        computer.name = server01;
        computer.https = false;
        computer.users.append(lab::LabUser(QStringLiteral("lab"), base::SecretString::fromUtf8("lab-password")));
        computer.behaviour.robust = robust;
        lab::LabSession busy;
        busy.name = QStringLiteral("Busy");
        busy.owner = QStringLiteral("lab");
        busy.connectedElsewhere = true;
        computer.sessions.append(busy);
        lab::LabSettings settings;
        settings.computers.append(computer);
        server = std::make_unique<lab::LabServer>(settings);
        test::await(server->start());
    }
    void startService(const QString &heldStore = {}, std::chrono::milliseconds bound = 10s)
    {
        service.reset();
        registry = std::make_unique<SessionRegistry>();
        transport::ConnectTo rules;
        rules.add(QStringLiteral("::127.0.0.1:%1").arg(server->ports(server01).http));
        service = std::make_unique<SessionService>(registry.get(), transport::makeHttpTransport,
                                                   std::make_shared<base::SystemClock>(), rules);
        service->setHeldStore(heldStore);
        remoting::RetryPolicy policy;
        policy.firstPause = 5ms;
        policy.longestPause = 20ms;
        policy.settling = 20ms;
        policy.bound = bound;
        service->setRetryPolicy(policy);
        events.clear();
        connect(service.get(), &SessionService::noticed, this, [this](const SessionPtr &, const LineNotice &notice) {
            if (events.isEmpty() || events.last() != notice.event)
                events.append(notice.event);
        });
    }
    static ConnectionOptions target()
    {
        ConnectionOptions options;
        options.computerName = server01;
        options.allowUnencrypted = true;
        options.mechanism = transport::Mechanism::Basic;
        options.credential = base::Credential(QStringLiteral("lab"), base::SecretString::fromUtf8("lab-password"));
        options.session.operationTimeout = 20s;
        return options;
    }
    SessionPtr made()
    {
        CreateRequest request;
        request.target = target();
        request.name = QStringLiteral("Mine");
        const auto outcome = test::await(service->create({request})).first();
        return outcome.error ? nullptr : outcome.session;
    }
    SessionPtr listed(const QString &name)
    {
        ListRequest request;
        request.targets = {target()};
        const auto listing = test::await(service->list(request)).first();
        for (const SessionPtr &session : listing.sessions) {
            if (session->name() == name)
                return session;
        }
        return nullptr;
    }
    std::shared_ptr<remoting::RemotePipeline> begin(const SessionPtr &session, const QString &script)
    {
        texts.clear();
        const auto pipeline = test::await(service->start(session, scriptPipeline(script)));
        connect(pipeline.get(), &remoting::RemotePipeline::streamed, this, [this](const psrp::PipelineEvent &event) {
            if (const auto *value = std::get_if<psrp::OutputReceived>(&event))
                texts.append(value->value.text());
        });
        pipeline->begin();
        return pipeline;
    }

private Q_SLOTS:
    void cleanup()
    {
        service.reset();
        registry.reset();
        server.reset();
    }

    void aComputerThatComesBackIsGoneOnWith_data()
    {
        QTest::addColumn<bool>("robust");
        QTest::newRow("keeps its answers") << true;
        QTest::newRow("keeps none") << false;
    }
    void aComputerThatComesBackIsGoneOnWith()
    {
        QFETCH(bool, robust);
        startLab(robust);
        startService();
        const SessionPtr session = made();
        QVERIFY(session);
        const auto pipeline = begin(session, QStringLiteral("'one'; Start-Sleep -Milliseconds 300; 'two'"));
        QVERIFY(test::waitUntil([&] { return texts.size() == 1; }));
        server->setPlugged(server01, false);
        QVERIFY(test::waitUntil([&] { return events.contains(LineNotice::Event::Retrying); }));
        QVERIFY(session->runspace()->retryTimeLeft());
        QCOMPARE(session->state(), SessionState::Opened);
        server->setPlugged(server01, true);
        QCOMPARE(test::await(pipeline->finished()), psrp::PipelineState::Completed);
        QCOMPARE(texts, QStringList({QStringLiteral("one"), QStringLiteral("two")}));
        QVERIFY(test::waitUntil([&] { return events.contains(LineNotice::Event::Restored); }));
        QVERIFY(!session->runspace()->retryTimeLeft());
        const auto next = begin(session, QStringLiteral("'three'"));
        QCOMPARE(test::await(next->finished()), psrp::PipelineState::Completed);
        QCOMPARE(texts, QStringList{QStringLiteral("three")});
    }

    void aCommandThatIsGivenMeanwhileRunsOnce()
    {
        startLab(false);
        startService();
        const SessionPtr session = made();
        server->setPlugged(server01, false);
        QVERIFY(test::waitUntil([&] { return events.contains(LineNotice::Event::Retrying); }));
        texts.clear();
        QTimer::singleShot(50, this, [this] { server->setPlugged(server01, true); });
        const auto pipeline = begin(session, QStringLiteral("$n = $n + 1; $n"));
        QCOMPARE(test::await(pipeline->finished()), psrp::PipelineState::Completed);
        QCOMPARE(texts, QStringList{QStringLiteral("1")});
    }

    void oneThatStaysAwayLongerThanTheBoundIsTakenUpAgain_data() { aComputerThatComesBackIsGoneOnWith_data(); }
    void oneThatStaysAwayLongerThanTheBoundIsTakenUpAgain()
    {
        QFETCH(bool, robust);
        QTemporaryDir folder;
        startLab(robust);
        startService(folder.path(), 100ms);
        const SessionPtr session = made();
        const auto pipeline = begin(session, QStringLiteral("'one'; $a = Read-Host; \"got $a\""));
        std::optional<psrp::HostCall> call;
        connect(pipeline.get(), &remoting::RemotePipeline::streamed, this, [&](const psrp::PipelineEvent &event) {
            if (const auto *asked = std::get_if<psrp::HostCallReceived>(&event))
                call = asked->call;
        });
        QVERIFY(test::waitUntil([&] { return call.has_value(); }));
        server->setPlugged(server01, false);
        QVERIFY(test::waitUntil([&] { return events.contains(LineNotice::Event::Lost); }));
        QCOMPARE(session->state(), SessionState::Disconnected);
        QVERIFY(session->isConnectable());
        QCOMPARE(test::await(pipeline->finished()), psrp::PipelineState::Disconnected);
        // Still away: one error, and the session stays what it was.
        auto outcome = test::await(service->connect({session})).first();
        QVERIFY(outcome.error);
        QCOMPARE(session->state(), SessionState::Disconnected);
        QVERIFY(session->isConnectable());
        // Back, and listed as attached: by us.
        server->setPlugged(server01, true);
        QCOMPARE(listed(QStringLiteral("Mine")), session);
        QVERIFY(session->isConnectable());
        outcome = test::await(service->connect({session})).first();
        QVERIFY2(!outcome.error, outcome.error ? outcome.error->what() : "");
        QCOMPARE(session->state(), SessionState::Opened);
        // The very command goes on, with the answer to its question.
        QCOMPARE(pipeline->state(), psrp::PipelineState::Running);
        psrp::HostResponse response;
        response.callId = call->callId;
        response.method = call->method;
        response.result = clixml::Value::string(u"yes");
        test::await(pipeline->respond(response));
        QCOMPARE(test::await(pipeline->finished()), psrp::PipelineState::Completed);
        QCOMPARE(texts, QStringList({QStringLiteral("one"), QStringLiteral("got yes")}));
        service.reset(); // its locks go before the folder
    }

    void theNextStartTakesBackWhatWasGivenUp()
    {
        QTemporaryDir folder;
        startLab(true);
        startService(folder.path(), 50ms);
        const SessionPtr session = made();
        QCOMPARE(test::await(begin(session, QStringLiteral("$kept = 'here'"))->finished()),
                 psrp::PipelineState::Completed);
        server->setPlugged(server01, false);
        QVERIFY(test::waitUntil([&] { return events.contains(LineNotice::Event::Lost); }));
        server->setPlugged(server01, true);
        startService(folder.path()); // another run, by the file alone
        const SessionPtr again = listed(QStringLiteral("Mine"));
        QVERIFY(again);
        QVERIFY(again->isAttached());
        QVERIFY(again->isConnectable());
        const auto outcome = test::await(service->connect({again})).first();
        QVERIFY2(!outcome.error, outcome.error ? outcome.error->what() : "");
        QCOMPARE(test::await(begin(again, QStringLiteral("$kept"))->finished()), psrp::PipelineState::Completed);
        QCOMPARE(texts, QStringList{QStringLiteral("here")});
        service.reset();
    }

    void aSessionThatWasRemovedLeavesNoEntry()
    {
        QTemporaryDir folder;
        startLab(true);
        startService(folder.path(), 50ms);
        QVERIFY(made());
        QCOMPARE(QDir(folder.path()).entryList({QStringLiteral("*.json")}).size(), 1);
        startService(folder.path()); // killed
        for (const auto &shell : server->computer(server01)->shells()) {
            if (shell->info().name == QLatin1String("Mine"))
                server->computer(server01)->removeShell(shell->id());
        }
        QVERIFY(!listed(QStringLiteral("Mine")));
        QCOMPARE(QDir(folder.path()).entryList({QStringLiteral("*.json")}).size(), 0);
        service.reset();
    }

    void oneThatSomebodyElseHoldsIsWaitedFor()
    {
        startLab(true);
        startService();
        const SessionPtr holder = made();
        SessionRegistry otherRegistry;
        transport::ConnectTo rules;
        rules.add(QStringLiteral("::127.0.0.1:%1").arg(server->ports(server01).http));
        SessionService other(&otherRegistry, transport::makeHttpTransport, std::make_shared<base::SystemClock>(),
                             rules);
        ListRequest request;
        request.targets = {target()};
        request.filter.names = {QStringLiteral("Mine")};
        const SessionPtr wanted = test::await(other.list(request)).first().sessions.first();
        QVERIFY(wanted->isInUseElsewhere());
        const auto free = [](SessionService *owner, SessionPtr session, base::CancelToken cancel) -> Task<> {
            co_await base::sleepFor(60ms, cancel);
            QList<SessionPtr> sessions;
            sessions.append(session);
            (void)co_await owner->disconnect(sessions, remoting::DisconnectOptions());
        };
        base::spawn(free(service.get(), holder, base::CancelToken()));
        const auto outcome = test::await(other.connectWhenFree(wanted, 10ms));
        QVERIFY2(!outcome.error, outcome.error ? outcome.error->what() : "");
        QCOMPARE(wanted->state(), SessionState::Opened);
        QCOMPARE(holder->state(), SessionState::Disconnected);
    }

    void waitingEndsWithTheSessionOrTheUser()
    {
        startLab(true);
        startService();
        const SessionPtr busy = listed(QStringLiteral("Busy"));
        QVERIFY(busy->isInUseElsewhere());
        base::CancelSource source;
        QTimer::singleShot(50, this, [source]() mutable { source.cancel(); });
        bool cancelled = false;
        try {
            (void)test::await(service->connectWhenFree(busy, 10ms, source.token()));
        } catch (const base::Error &error) {
            cancelled = error.category == base::ErrorCategory::Cancelled;
        }
        QVERIFY(cancelled);
        QTimer::singleShot(30, this, [this, id = busy->instanceId()] { server->computer(server01)->removeShell(id); });
        const auto outcome = test::await(service->connectWhenFree(busy, 10ms));
        QVERIFY(outcome.error);
        QCOMPARE(outcome.error->category, base::ErrorCategory::SessionNotFound);
    }
};

QTEST_GUILESS_MAIN(RobustAwayTest)
#include "tst_robustaway.moc"
