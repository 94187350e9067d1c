#include "core/lab/labserver.h"
#include "core/sessions/keeping.h"
#include "core/sessions/sessionservice.h"
#include "tests/support/await.h"

#include <QTest>

using namespace rejoin;
using namespace rejoin::sessions;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using remoting::SessionState;
using std::chrono::milliseconds;
using wsman::BufferMode;

/// Idle times and buffering against the lab over real sockets; the lab lives in this process, so that what it holds can
/// be looked at.
class IdleTest : public QObject
{
    Q_OBJECT

    static constexpr int lineCount = 3000;
    const base::SecretString password = base::SecretString::fromUtf16(u"lab-password");
    std::unique_ptr<lab::LabServer> server;
    std::unique_ptr<SessionRegistry> registry;
    std::unique_ptr<SessionService> service;

    /// About 100 bytes a line, far more than the buffer takes.
    static QString lines() { return u"1..%1 | ForEach-Object { \"line $_ \" + ('x' * 80) }"_s.arg(lineCount); }
    static QString line(int i) { return u"line %1 "_s.arg(i) + QString(80, u'x'); }

    void startLab(qint64 buffered)
    {
        lab::LabComputerSettings computer;
        computer.name = u"Server01"_s;
        computer.https = false;
        computer.login.allowUnencrypted = true;
        computer.users = {lab::LabUser(u"lab"_s, password)};
        computer.behaviour.bufferedOutput = buffered;
        computer.behaviour.maximumIdleTimeout = 48h;
        computer.behaviour.maximumOperationTimeout = 5s;
        for (const auto &[name, mode] :
             {std::pair(u"Blocks"_s, BufferMode::Block), std::pair(u"Drops"_s, BufferMode::Drop)}) {
            lab::LabSession session;
            session.name = name;
            session.running = lines();
            session.bufferMode = mode;
            computer.sessions += session;
        }
        lab::LabSession waits;
        waits.name = u"Waits"_s;
        waits.running = u"'begun'; Start-Sleep -Milliseconds 1500; 'done'"_s;
        computer.sessions += waits;
        lab::LabSession busy;
        busy.name = u"Busy"_s;
        busy.connectedElsewhere = true;
        computer.sessions += busy;
        for (lab::LabSession &session : computer.sessions)
            session.owner = u"lab"_s;
        lab::LabSettings settings;
        settings.computers = {computer};
        server = std::make_unique<lab::LabServer>(settings);
        test::await(server->start());
    }
    void startService()
    {
        service.reset();
        registry = std::make_unique<SessionRegistry>();
        transport::ConnectTo rules;
        rules.add(u"Server01:5985:127.0.0.1:%1"_s.arg(server->ports(u"Server01"_s).http));
        service = std::make_unique<SessionService>(registry.get(), transport::makeHttpTransport,
                                                   std::make_shared<base::SystemClock>(), rules);
    }
    ConnectionOptions target() const
    {
        ConnectionOptions options;
        options.computerName = u"Server01"_s;
        options.allowUnencrypted = true;
        options.mechanism = transport::Mechanism::Basic;
        options.credential = base::Credential(u"lab"_s, password);
        return options;
    }
    SessionPtr find(const QString &name)
    {
        ListRequest request;
        request.targets = {target()};
        request.filter.names = {name};
        const auto listing = test::await(service->list(request)).first();
        if (listing.error)
            qWarning("%s", listing.error->what());
        return listing.sessions.value(0);
    }
    [[nodiscard]] std::shared_ptr<lab::LabShell> shellOf(const SessionPtr &session) const
    {
        return server->computer(u"Server01"_s)->shell(session->instanceId());
    }
    /// Whether its command has come to its end in the lab.
    [[nodiscard]] bool isDone(const SessionPtr &session) const
    {
        const auto commands = shellOf(session)->commands();
        return !commands.isEmpty() && commands.first().state == u"Done"_s;
    }
    QStringList receive(const SessionPtr &session)
    {
        const auto pipeline = test::await(service->receive(session));
        auto texts = std::make_shared<QStringList>();
        QObject::connect(pipeline.get(), &remoting::RemotePipeline::streamed, pipeline.get(),
                         [texts](const psrp::PipelineEvent &event) {
                             if (const auto *value = std::get_if<psrp::OutputReceived>(&event))
                                 texts->append(value->value.text());
                         });
        pipeline->begin();
        (void)test::await(pipeline->finished(), 60s);
        return *texts;
    }
    static QStringList allLines()
    {
        QStringList all;
        for (int i = 1; i <= lineCount; ++i)
            all += line(i);
        return all;
    }

private Q_SLOTS:
    void cleanup()
    {
        service.reset();
        registry.reset();
        server.reset();
    }

    void blockHoldsTheCommandUp()
    {
        startLab(60000);
        startService();
        const SessionPtr session = find(u"Blocks"_s);
        QCOMPARE(session->shell().bufferMode, BufferMode::Block);
        // The one that drops shares the lab and has come to its end: so the other had the time to.
        const SessionPtr other = find(u"Drops"_s);
        QVERIFY(test::waitUntil([&] { return isDone(other); }));
        QVERIFY(!isDone(session));
        QCOMPARE(receive(session), allLines());
    }

    void dropLosesTheOldest()
    {
        startLab(60000);
        startService();
        const SessionPtr session = find(u"Drops"_s);
        QVERIFY(test::waitUntil([&] { return isDone(session); }));
        const QStringList got = receive(session);
        QVERIFY(!got.isEmpty() && got.size() < lineCount);
        QCOMPARE(got, allLines().last(got.size()));
        // Connecting did not change what it does with its output.
        QCOMPARE(shellOf(session)->info().bufferMode, BufferMode::Drop);
    }

    void noneKeepsWhatIsThere_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("mode");
        QTest::newRow("block") << u"Blocks"_s << int(BufferMode::Block);
        QTest::newRow("drop") << u"Drops"_s << int(BufferMode::Drop);
    }

    void noneKeepsWhatIsThere()
    {
        QFETCH(QString, name);
        QFETCH(int, mode);
        startLab(60000);
        startService();
        const SessionPtr session = find(name);
        QVERIFY(!test::await(service->connect({session})).first().error);
        QVERIFY(!test::await(service->disconnect({session}, remoting::DisconnectOptions())).first().error);
        QCOMPARE(int(shellOf(session)->info().bufferMode), mode);
        QCOMPARE(int(find(name)->shell().bufferMode), mode);
        // Another one is set when it is said.
        const BufferMode turned = mode == int(BufferMode::Block) ? BufferMode::Drop : BufferMode::Block;
        QVERIFY(!test::await(service->connect({session})).first().error);
        remoting::DisconnectOptions options;
        options.bufferMode = turned;
        QVERIFY(!test::await(service->disconnect({session}, options)).first().error);
        QCOMPARE(shellOf(session)->info().bufferMode, turned);
        startService();
        const SessionPtr again = find(name);
        QVERIFY(!test::await(service->connect({again})).first().error);
        QCOMPARE(shellOf(again)->info().bufferMode, turned);
    }

    void dropLetsABlockedCommandGoOn()
    {
        startLab(60000);
        startService();
        const SessionPtr session = find(u"Blocks"_s);
        QVERIFY(!test::await(service->connect({session})).first().error);
        QVERIFY(!isDone(session));
        remoting::DisconnectOptions options;
        options.bufferMode = BufferMode::Drop;
        QVERIFY(!test::await(service->disconnect({session}, options)).first().error);
        QVERIFY(test::waitUntil([&] { return isDone(session); }));
    }

    void keptAliveWithAllItsOutput()
    {
        startLab(60000);
        startService();
        const SessionPtr blocked = find(u"Blocks"_s);
        const SessionPtr waits = find(u"Waits"_s);
        const auto outcomes = test::await(service->keepAlive({blocked, waits}, 30h, 0));
        for (const SessionOutcome &outcome : outcomes)
            QVERIFY2(!outcome.error, outcome.error ? outcome.error->what() : "");
        QVERIFY(!shellOf(blocked)->isConnected());
        QCOMPARE(shellOf(blocked)->info().idleTimeout, std::optional<milliseconds>(30h));
        QVERIFY(!isDone(blocked)); // nothing of it was fetched, so it still waits
        QVERIFY(blocked->expiresOn());
        QVERIFY(blocked->isConnectable());
        // By another client, as the next listing finds it: byte for byte.
        startService();
        const SessionPtr again = find(u"Blocks"_s);
        QCOMPARE(again->shell().idleTimeout, std::optional<milliseconds>(30h));
        QCOMPARE(receive(again), allLines());
        QCOMPARE(receive(find(u"Waits"_s)), (QStringList{u"begun"_s, u"done"_s}));
    }

    void keepAliveIsRefusedWhileInUse()
    {
        startLab(60000);
        startService();
        const SessionPtr busy = find(u"Busy"_s);
        const auto before = shellOf(busy)->info().idleTimeout;
        const auto outcome = test::await(service->keepAlive({busy}, std::nullopt)).first();
        QVERIFY(outcome.error);
        QCOMPARE(outcome.error->category, base::ErrorCategory::SessionBusy);
        QCOMPARE(shellOf(busy)->info().idleTimeout, before);
    }

    void leavingCutsToTheServersMaximum()
    {
        startLab(60000);
        startService();
        ConnectionOptions options = target();
        options.keepFor = 100h;
        CreateRequest request;
        request.target = options;
        const auto created = test::await(service->create({request})).first();
        QVERIFY2(!created.error, created.error ? created.error->what() : "");
        QVERIFY(!test::await(service->leave({created.session})).first().error);
        QCOMPARE(shellOf(created.session)->info().idleTimeout, std::optional<milliseconds>(48h));
        QCOMPARE(keptUntil(*created.session, *created.session->disconnectedOn()), created.session->expiresOn());
    }

    void aNewSessionBeyondTheMaximumIsTheServersToRefuse()
    {
        startLab(60000);
        startService();
        CreateRequest request;
        request.target = target();
        request.target.session.idleTimeout = 49h;
        const auto outcome = test::await(service->create({request})).first();
        QVERIFY(outcome.error);
        QCOMPARE(outcome.error->code, 2150859250);
        QCOMPARE(outcome.error->category, base::ErrorCategory::InvalidArgument);
        QVERIFY(outcome.error->advice.english().contains(u"idle timeout"_s));
        QVERIFY(registry->held().isEmpty());
    }
};

QTEST_GUILESS_MAIN(IdleTest)
#include "tst_idle.moc"
