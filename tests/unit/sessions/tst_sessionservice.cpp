#include "core/sessions/sessionservice.h"
#include "tests/support/await.h"
#include "tests/support/scriptedtransport.h"

#include <QTemporaryDir>
#include <QTest>

using namespace rejoin;
using namespace rejoin::sessions;
using namespace std::chrono_literals;
using remoting::SessionState;
using test::ScriptedServer;

class SessionServiceTest : public QObject
{
    Q_OBJECT

    /// One in-memory service for each host name; others cannot be reached.
    std::map<QString, std::shared_ptr<ScriptedServer>> servers;
    std::unique_ptr<SessionRegistry> registry;
    std::unique_ptr<SessionService> service;

    static ConnectionOptions at(const QString &computer)
    {
        ConnectionOptions options;
        options.computerName = computer;
        return options;
    }
    /// Refuses every connection.
    class Unreachable : public transport::Transport
    {
    public:
        explicit Unreachable(transport::Endpoint endpoint) : m_endpoint(std::move(endpoint)) {}
        Task<transport::HttpResponse> post(transport::HttpRequest, base::CancelToken) override
        {
            throw base::Error(base::ErrorCategory::ConnectFailed, QStringLiteral("CannotConnect"),
                              base::Text("refused"), base::Text("start WinRM"), 2150858770);
            co_return transport::HttpResponse();
        }
        transport::Endpoint endpoint() const override { return m_endpoint; }
        transport::ConnectionFacts facts() const override { return {}; }
        void close() override {}

    private:
        transport::Endpoint m_endpoint;
    };

    void restart()
    {
        service.reset();
        registry = std::make_unique<SessionRegistry>();
        const auto factory =
            [this](const transport::TransportSettings &settings) -> std::shared_ptr<transport::Transport> {
            const auto found = servers.find(settings.endpoint.host.toLower());
            if (found == servers.end())
                return std::make_shared<Unreachable>(settings.endpoint);
            return std::make_shared<test::ScriptedTransport>(found->second);
        };
        service = std::make_unique<SessionService>(registry.get(), factory, std::make_shared<base::SystemClock>());
    }
    ScriptedServer &server(const QString &name)
    {
        auto &one = servers[name];
        if (!one)
            one = std::make_shared<ScriptedServer>();
        return *one;
    }
    ComputerListing listOf(const QString &computer, const ListFilter &filter = {})
    {
        ListRequest request;
        request.targets = {at(computer)};
        request.filter = filter;
        return test::await(service->list(request)).first();
    }
    SessionOutcome connectOne(const SessionPtr &session) { return test::await(service->connect({session})).first(); }
    SessionPtr created(const QString &name = QStringLiteral("ITTask"))
    {
        server(QStringLiteral("server01"));
        CreateRequest request;
        request.target = at(QStringLiteral("server01"));
        request.name = name;
        const auto outcome = test::await(service->create({request})).first();
        if (outcome.error)
            qWarning("%s", outcome.error->what());
        return outcome.error ? nullptr : outcome.session;
    }

private Q_SLOTS:
    void init()
    {
        servers.clear();
        restart();
    }

    void listsEachComputerOnItsOwn()
    {
        server(QStringLiteral("server01")).addShell(QStringLiteral("ITTask"), QStringLiteral("Disconnected"));
        server(QStringLiteral("server03")).addShell(QStringLiteral("Other"), QStringLiteral("Connected"));
        ListRequest request;
        request.targets = {at(QStringLiteral("server01")), at(QStringLiteral("server02")),
                           at(QStringLiteral("bad name")), at(QStringLiteral("server03"))};
        int told = 0;
        const auto listings = test::await(service->list(request, [&](const ComputerListing &) { ++told; }));
        QCOMPARE(told, 4);
        QCOMPARE(listings.size(), 4);
        QCOMPARE(listings.at(0).sessions.size(), 1);
        QVERIFY(listings.at(0).sessions.first()->isConnectable());
        QVERIFY(listings.at(1).error);
        QCOMPARE(listings.at(1).error->id, QStringLiteral("CannotConnect,RemotePSSessionQueryFailed"));
        QCOMPARE(listings.at(1).error->english(),
                 QStringLiteral("The remote session query failed for server02 with the following error message: "
                                "refused"));
        QCOMPARE(listings.at(1).error->advice.english(), QStringLiteral("start WinRM"));
        QVERIFY(listings.at(2).error);
        QCOMPARE(listings.at(2).error->category, base::ErrorCategory::InvalidArgument);
        QVERIFY(listings.at(3).sessions.first()->isInUseElsewhere());
    }

    void readsEveryPage()
    {
        auto &one = server(QStringLiteral("server01"));
        for (int i = 0; i < 7; ++i)
            one.addShell(QStringLiteral("S%1").arg(i), QStringLiteral("Disconnected"));
        one.pageSize = 3;
        QCOMPARE(listOf(QStringLiteral("server01")).sessions.size(), 7);
        QCOMPARE(one.count(QStringLiteral("Pull")), 2);
    }

    void filtersAndHides()
    {
        auto &one = server(QStringLiteral("server01"));
        one.addShell(QStringLiteral("ITTask"), QStringLiteral("Disconnected"));
        one.addShell(QStringLiteral("ITOther"), QStringLiteral("Disconnected"));
        one.addShell(QStringLiteral("Backup"), QStringLiteral("Disconnected"));
        one.addShell(QString(), QStringLiteral("Disconnected"));
        auto &pool = one.addShell(QStringLiteral("ITPool"), QStringLiteral("Disconnected"), QStringLiteral("a"));
        pool.commands[QUuid::createUuid()];
        ListFilter filter;
        filter.names = {QStringLiteral("it*"), QStringLiteral("nosuch")};
        const auto listing = listOf(QStringLiteral("server01"), filter);
        QStringList names;
        for (const auto &session : listing.sessions)
            names.append(session->name());
        names.sort();
        QCOMPARE(names, QStringList({QStringLiteral("ITOther"), QStringLiteral("ITTask")}));
        QCOMPARE(listing.hidden.size(), 2); // without a name; a pool
        QCOMPARE(listing.unmatchedNames, QStringList{QStringLiteral("nosuch")});
        QVERIFY(!listing.error);

        // Nothing there at all: no name can be missed.
        server(QStringLiteral("server02"));
        QVERIFY(listOf(QStringLiteral("server02"), filter).unmatchedNames.isEmpty());
    }

    void neverMoreComputersAtOnceThanTheLimit()
    {
        auto shared = std::make_shared<ScriptedServer>();
        shared->addShell(QStringLiteral("ITTask"), QStringLiteral("Disconnected"));
        ListRequest request;
        for (int i = 0; i < 20; ++i) {
            servers[QStringLiteral("host%1").arg(i)] = shared;
            request.targets.append(at(QStringLiteral("host%1").arg(i)));
        }
        request.throttleLimit = 3;
        QCOMPARE(test::await(service->list(request)).size(), 20);
        QCOMPARE(shared->mostRunning, 3);
    }

    void connectsRunsAndDisconnects()
    {
        const auto made = created();
        QVERIFY(made);
        remoting::DisconnectOptions options;
        options.idleTimeout = 15h;
        options.bufferMode = wsman::BufferMode::Drop;
        QVERIFY(!test::await(service->disconnect({made}, options)).first().error);
        QCOMPARE(made->state(), SessionState::Disconnected);
        QCOMPARE(*made->shell().idleTimeout, 15h);
        QVERIFY(made->expiresOn());
        // Disconnected already: as it is.
        QVERIFY(!test::await(service->disconnect({made}, options)).first().error);

        // A later start of the program finds and connects it.
        restart();
        const auto listing = listOf(QStringLiteral("server01"));
        QCOMPARE(listing.sessions.size(), 1);
        const auto session = listing.sessions.first();
        QCOMPARE(session->name(), QStringLiteral("ITTask"));
        QVERIFY(!connectOne(session).error);
        QCOMPARE(session->state(), SessionState::Opened);
        QCOMPARE(session->availability(), Availability::Available);
        QCOMPARE(registry->held(), QList<SessionPtr>{session});
        // Open here already: no error, nothing asked.
        QVERIFY(!connectOne(session).error);
        // A listing gives the same object with its live state.
        QCOMPARE(listOf(QStringLiteral("server01")).sessions.first(), session);
        QCOMPARE(session->state(), SessionState::Opened);
        QCOMPARE(session->availability(), Availability::Available);

        const auto pipeline = test::await(service->start(session, scriptPipeline(QStringLiteral("Get-Job"))));
        QCOMPARE(session->availability(), Availability::Busy);
        pipeline->begin();
        QCOMPARE(test::await(pipeline->finished()), psrp::PipelineState::Completed);
        QCOMPARE(session->availability(), Availability::Available);

        // Reconnect of what was disconnected here.
        QVERIFY(!test::await(service->disconnect({session}, options)).first().error);
        QVERIFY(!connectOne(session).error);
        QCOMPARE(server(QStringLiteral("server01")).count(QStringLiteral("Reconnect")), 1);
        QVERIFY(!test::await(service->remove({session})).first().error);
        QVERIFY(registry->held().isEmpty());
        QVERIFY(server(QStringLiteral("server01")).shells.empty());
    }

    void busyIsRefusedWithoutAsking()
    {
        auto &one = server(QStringLiteral("server01"));
        one.addShell(QStringLiteral("ITTask"), QStringLiteral("Connected"));
        const auto session = listOf(QStringLiteral("server01")).sessions.first();
        const auto before = one.log.size();
        const auto outcome = connectOne(session);
        QVERIFY(outcome.error);
        QCOMPARE(outcome.error->id, QStringLiteral("PSSessionConnectFailed"));
        QCOMPARE(one.log.size(), before);
    }

    void takenBetweenListingAndConnecting()
    {
        created();
        restart();
        auto &one = server(QStringLiteral("server01"));
        one.only().disconnectItself();
        const auto session = listOf(QStringLiteral("server01")).sessions.first();
        one.only().info.state = QStringLiteral("Connected"); // somebody was quicker
        const auto outcome = connectOne(session);
        QVERIFY(outcome.error);
        QCOMPARE(outcome.error->id, QStringLiteral("CannotConnectAlreadyConnected,PSSessionConnectFailed"));
        QCOMPARE(outcome.error->category, base::ErrorCategory::SessionBusy);
        QVERIFY(session->isInUseElsewhere());
        // Asked once more, no second Connect.
        QCOMPARE(one.count(QStringLiteral("Connect")), 1);
    }

    void aStaleReconnectBecomesANewClientsConnect()
    {
        const auto session = created();
        QVERIFY(!test::await(service->disconnect({session}, remoting::DisconnectOptions())).first().error);
        auto &one = server(QStringLiteral("server01"));
        one.only().sessionId = QUuid::createUuid(); // another client was there and left again
        QVERIFY(!connectOne(session).error);
        QCOMPARE(session->state(), SessionState::Opened);
        QCOMPARE(one.count(QStringLiteral("Connect")), 1);
    }

    void vanishedBetweenListingAndConnecting()
    {
        auto &one = server(QStringLiteral("server01"));
        one.addShell(QStringLiteral("ITTask"), QStringLiteral("Disconnected"));
        const auto session = listOf(QStringLiteral("server01")).sessions.first();
        one.shells.clear();
        const auto outcome = connectOne(session);
        QVERIFY(outcome.error);
        QCOMPARE(outcome.error->english(),
                 QStringLiteral("Cannot connect to session ITTask.  The session no longer exists on computer "
                                "server01."));
        QCOMPARE(outcome.error->category, base::ErrorCategory::SessionNotFound);
        QVERIFY(registry->held().isEmpty());
    }

    void wrongDisconnects()
    {
        auto &one = server(QStringLiteral("server01"));
        const auto session = created();
        remoting::DisconnectOptions options;
        options.idleTimeout = 59s;
        auto outcome = test::await(service->disconnect({session}, options)).first();
        QCOMPARE(outcome.error->id, QStringLiteral("CannotDisconnectSessionWithInvalidIdleTimeout"));
        options.idleTimeout = std::chrono::milliseconds(2147483648LL);
        outcome = test::await(service->disconnect({session}, options)).first();
        QCOMPARE(outcome.error->id, QStringLiteral("CannotDisconnectSessionWithInvalidIdleTimeout"));
        QCOMPARE(one.count(QStringLiteral("Disconnect")), 0);
        QCOMPARE(session->state(), SessionState::Opened);

        test::await(session->runspace()->close());
        outcome = test::await(service->disconnect({session}, remoting::DisconnectOptions())).first();
        QCOMPARE(outcome.error->id, QStringLiteral("CannotDisconnectSessionWhenNotOpened"));
    }

    void refusedDisconnectKeepsTheInnerError_data()
    {
        QTest::addColumn<quint32>("code");
        QTest::addColumn<QString>("words");
        QTest::newRow("for some reason") << 995u << QStringLiteral("not here");
        // Exchange's endpoints know no Disconnect.
        QTest::newRow("not supported") << 2150858868u << QStringLiteral("this endpoint does not support disconnecting");
    }
    void refusedDisconnectKeepsTheInnerError()
    {
        QFETCH(quint32, code);
        QFETCH(QString, words);
        const auto session = created();
        server(QStringLiteral("server01")).intercept =
            [code](const wsman::ServerRequest &request) -> std::optional<ScriptedServer::Answer> {
            if (request.action.endsWith(QLatin1String("/Disconnect")))
                return ScriptedServer::fault(request, code, QStringLiteral("w:UnsupportedFeature"),
                                             QStringLiteral("not here"));
            return std::nullopt;
        };
        const auto outcome = test::await(service->disconnect({session}, remoting::DisconnectOptions())).first();
        QVERIFY(outcome.error);
        QCOMPARE(outcome.error->code, qint64(code));
        QVERIFY2(outcome.error->english().contains(words), outcome.error->what());
        QVERIFY(outcome.error->detail.contains(QLatin1String("not here")));
        QCOMPARE(session->state(), SessionState::Opened);
    }

    void creatingFailsInPowerShellsWords()
    {
        CreateRequest request;
        request.target = at(QStringLiteral("server09"));
        auto outcome = test::await(service->create({request})).first();
        QCOMPARE(outcome.error->id, QStringLiteral("CannotConnect,PSSessionOpenFailed"));
        QCOMPARE(outcome.error->english(),
                 QStringLiteral("[server09] Connecting to remote server server09 failed with the following error "
                                "message : refused For more information, see the about_Remote_Troubleshooting Help "
                                "topic."));
        request.target.session.idleTimeout = 10s;
        outcome = test::await(service->create({request})).first();
        QCOMPARE(outcome.error->category, base::ErrorCategory::InvalidArgument);
        QCOMPARE(outcome.error->id, QStringLiteral("Argument"));
        request.target.session.idleTimeout = std::chrono::milliseconds(59999);
        QCOMPARE(test::await(service->create({request})).first().error->id, QStringLiteral("Argument"));
        request.target.session.idleTimeout = 60s; // goes as far as the connection
        outcome = test::await(service->create({request})).first();
        QCOMPARE(outcome.error->id, QStringLiteral("CannotConnect,PSSessionOpenFailed"));
        QVERIFY(registry->held().isEmpty());
    }

    void namesAndOptionsOfANewSession()
    {
        server(QStringLiteral("server01"));
        CreateRequest request;
        request.target = at(QStringLiteral("server01"));
        request.target.configurationName = QStringLiteral("Own");
        request.target.session.idleTimeout = 5min;
        const auto outcomes = test::await(service->create({request, request}));
        QCOMPARE(outcomes.at(0).session->name(), QStringLiteral("Runspace1"));
        QCOMPARE(outcomes.at(1).session->name(), QStringLiteral("Runspace2"));
        QCOMPARE(outcomes.at(0).session->configurationName(), QStringLiteral("Own"));
        for (const auto &[id, shell] : server(QStringLiteral("server01")).shells) {
            QVERIFY(shell->info.name.startsWith(QLatin1String("Runspace")));
            QCOMPARE(*shell->info.idleTimeout, 5min);
        }
    }

    void receiveAttachesToTheOneCommand()
    {
        auto &one = server(QStringLiteral("server01"));
        one.onPipeline = [](test::ScriptedShell &shell, const psrp::PipelineRequested &asked) {
            shell.say(asked.pipelineId, shell.pool->output(asked.pipelineId, clixml::Value::string(u"kept")));
        };
        auto session = created();
        auto pipeline = test::await(service->start(session, scriptPipeline(QStringLiteral("long"))));
        QVERIFY(!test::await(service->disconnect({session}, remoting::DisconnectOptions())).first().error);
        // Here again, with nobody listening: nothing may be lost before the caller listens.
        pipeline = test::await(service->receive(session));
        QVERIFY(pipeline);
        QStringList texts;
        QObject::connect(pipeline.get(), &remoting::RemotePipeline::streamed, pipeline.get(),
                         [&](const psrp::PipelineEvent &event) {
                             if (const auto *value = std::get_if<psrp::OutputReceived>(&event))
                                 texts.append(value->value.text());
                         });
        pipeline->begin();
        QVERIFY(test::waitUntil([&] { return texts == QStringList{QStringLiteral("kept")}; }));
        one.only().finish(pipeline->id(), psrp::PipelineState::Completed);
        test::await(pipeline->finished());
        // Nothing runs any more.
        QVERIFY(!test::await(service->receive(session)));
    }

    void aKilledRunsSessionIsTakenBack()
    {
        QTemporaryDir folder;
        service->setHeldStore(folder.path());
        QVERIFY(created());
        restart(); // as after a kill: the server thinks it attached
        auto session = listOf(QStringLiteral("server01")).sessions.first();
        QVERIFY(session->isInUseElsewhere());
        QVERIFY(connectOne(session).error); // without the store it is somebody's
        service->setHeldStore(folder.path());
        const auto outcome = connectOne(session);
        QVERIFY(!outcome.error);
        QCOMPARE(session->state(), SessionState::Opened);
        // Disconnected properly: nothing is kept.
        QVERIFY(!test::await(service->disconnect({session}, remoting::DisconnectOptions())).first().error);
        QVERIFY(QDir(folder.path()).entryList({QStringLiteral("*.json")}).isEmpty());
    }

    void removingADisconnectedOneIsABareDelete()
    {
        auto &one = server(QStringLiteral("server01"));
        one.addShell(QStringLiteral("ITTask"), QStringLiteral("Disconnected"));
        const auto session = listOf(QStringLiteral("server01")).sessions.first();
        QVERIFY(!test::await(service->remove({session})).first().error);
        QVERIFY(one.shells.empty());
        QCOMPARE(one.count(QStringLiteral("Connect")), 0);
    }

    void identify()
    {
        server(QStringLiteral("server01"));
        QCOMPARE(test::await(service->identify(at(QStringLiteral("server01")))).productVendor,
                 QStringLiteral("Microsoft Corporation"));
    }

    void cancelledListingThrows()
    {
        auto &one = server(QStringLiteral("server01"));
        one.addShell(QStringLiteral("ITTask"), QStringLiteral("Disconnected"));
        base::CancelSource source;
        one.intercept = [&](const wsman::ServerRequest &) -> std::optional<ScriptedServer::Answer> {
            source.cancel();
            return ScriptedServer::Answer(base::Error::cancelled());
        };
        ListRequest request;
        request.targets = {at(QStringLiteral("server01"))};
        bool cancelled = false;
        try {
            (void)test::await(service->list(request, {}, source.token()));
        } catch (const base::Error &error) {
            cancelled = error.category == base::ErrorCategory::Cancelled;
        }
        QVERIFY(cancelled);
    }

    void theServiceMayGoWhileItLists()
    {
        auto &one = server(QStringLiteral("server01"));
        one.addShell(QStringLiteral("ITTask"), QStringLiteral("Disconnected"));
        ListRequest request;
        request.targets = {at(QStringLiteral("server01"))};
        auto task = service->list(request);
        service.reset();
        registry.reset();
        const auto listings = test::await(std::move(task));
        QCOMPARE(listings.size(), 1);
        QVERIFY(listings.first().sessions.isEmpty());
    }
};

QTEST_GUILESS_MAIN(SessionServiceTest)
#include "tst_sessionservice.moc"
