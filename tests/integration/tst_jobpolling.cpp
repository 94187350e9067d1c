#include "core/base/spawn.h"
#include "core/jobs/jobs.h"
#include "core/lab/labserver.h"
#include "tests/support/await.h"

#include <QTemporaryDir>
#include <QTest>

using namespace rejoin;
using lab::LabFault;

/// The jobs page's polling over real connections, with the cable cut at each of its requests: whatever is cut, another
/// client's Get-PSSession lists the session, and the next start of the same user finds it clean.
class JobPollingTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<lab::LabServer> server;
    std::unique_ptr<QTemporaryDir> heldStore;

    /// One program with its own registry.
    struct Client
    {
        explicit Client(const lab::LabServer &at, const QString &held = {})
        {
            transport::ConnectTo rules;
            rules.add(QStringLiteral("server01:5985:127.0.0.1:%1").arg(at.ports(QStringLiteral("server01")).http));
            service = std::make_unique<sessions::SessionService>(&registry, transport::makeHttpTransport,
                                                                 std::make_shared<base::SystemClock>(), rules);
            if (!held.isEmpty())
                service->setHeldStore(held);
        }
        static sessions::ConnectionOptions target()
        {
            sessions::ConnectionOptions options;
            options.computerName = QStringLiteral("server01");
            options.allowUnencrypted = true;
            options.mechanism = transport::Mechanism::Basic;
            options.credential =
                base::Credential(QStringLiteral("lab"), base::SecretString::fromUtf16(QStringLiteral("pw")));
            options.session.operationTimeout = std::chrono::seconds(20);
            return options;
        }
        sessions::ComputerListing list()
        {
            sessions::ListRequest request;
            request.targets = {target()};
            return test::await(service->list(request)).first();
        }
        sessions::SessionRegistry registry;
        std::unique_ptr<sessions::SessionService> service;
    };

    [[nodiscard]] std::shared_ptr<lab::LabShell> onlyShell() const
    {
        return server->computer(QStringLiteral("server01"))->shells().value(0);
    }

    /// A session with one job, made by this client.
    static sessions::SessionPtr withJob(Client &client)
    {
        sessions::CreateRequest request;
        request.target = Client::target();
        request.name = QStringLiteral("ITTask");
        const auto outcome = test::await(client.service->create({request})).first();
        if (outcome.error)
            throw *outcome.error;
        const auto script = sessions::scriptPipeline(QStringLiteral("$null = Start-Job { Start-Sleep 600 }"));
        const auto pipeline = test::await(client.service->start(outcome.session, script));
        pipeline->begin();
        test::await(pipeline->finished());
        return outcome.session;
    }

    static Task<> pollTwice(jobs::JobManager *manager, bool *done)
    {
        co_await manager->refresh();
        co_await manager->refresh();
        *done = true;
    }

private Q_SLOTS:
    void init()
    {
        lab::LabComputerSettings computer;
        computer.name = QStringLiteral("server01");
        computer.https = false;
        computer.login.allowUnencrypted = true;
        computer.users.append(
            lab::LabUser(QStringLiteral("lab"), base::SecretString::fromUtf16(QStringLiteral("pw")), true));
        lab::LabSettings settings;
        settings.computers.append(computer);
        server = std::make_unique<lab::LabServer>(settings);
        test::await(server->start());
        heldStore = std::make_unique<QTemporaryDir>();
    }

    void cutAnywhere_data()
    {
        QTest::addColumn<int>("kind");
        QTest::newRow("before the request is carried out") << int(LabFault::Kind::Drop);
        QTest::newRow("after it was carried out") << int(LabFault::Kind::DropAfter);
        QTest::newRow("in the middle of its answer") << int(LabFault::Kind::Cut);
    }
    void cutAnywhere()
    {
        QFETCH(int, kind);
        int position = 0;
        bool undisturbed = false;
        for (; !undisturbed && position < 50; ++position) {
            auto first = std::make_unique<Client>(*server, heldStore->path());
            auto session = withJob(*first);
            server->log().clear();
            LabFault cut{LabFault::Kind(kind)};
            cut.skip = position;
            cut.bytes = 60;
            server->scenario().add(cut);
            auto manager = std::make_unique<jobs::JobManager>(first->service.get(), session);
            bool over = false;
            base::spawn(pollTwice(manager.get(), &undisturbed), [&over](const base::Error &) { over = true; });
            const auto isCut = [&] { return server->log().requests().size() > position; };
            QVERIFY(test::waitUntil([&] { return undisturbed || over || isCut(); }));
            // The program is gone, as after a power cut.
            manager.reset();
            session.reset();
            first.reset();
            server->scenario().clear();
            server->abortConnections(QStringLiteral("server01"));

            Client other(*server);
            const auto listing = other.list();
            QVERIFY(!listing.error);
            QCOMPARE(listing.hidden.size(), 0);
            QCOMPARE(listing.sessions.size(), 1);
            QVERIFY(onlyShell()->commands().size() <= 1);

            // The next start takes its own session back, without what the polling left.
            Client next(*server, heldStore->path());
            const auto again = next.list().sessions.value(0);
            QVERIFY(again);
            const auto outcome = test::await(next.service->connect({again})).first();
            QVERIFY2(!outcome.error, outcome.error ? outcome.error->what() : "");
            QVERIFY(onlyShell()->commands().isEmpty());
            jobs::JobManager jobs(next.service.get(), again);
            test::await(jobs.refresh());
            QCOMPARE(jobs.jobs().size(), 1);
            test::await(next.service->remove({again}));
        }
        QVERIFY(undisturbed);
        // Two polls of at least a command, its output and its end.
        QVERIFY2(position >= 6, qPrintable(QString::number(position)));
    }
};

QTEST_GUILESS_MAIN(JobPollingTest)
#include "tst_jobpolling.moc"
