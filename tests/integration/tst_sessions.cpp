#include "core/base/spawn.h"
#include "core/jobs/jobs.h"
#include "core/sessions/hostinterface.h"
#include "core/sessions/sessionservice.h"
#include "tests/integration/engines.h"
#include "tests/support/await.h"
#include "tests/support/labprocess.h"

#include <QElapsedTimer>
#include <QSslCertificate>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

using namespace rejoin;
using namespace rejoin::sessions;
using namespace std::chrono_literals;
using remoting::SessionState;

namespace {

const QString server01 = QStringLiteral("Server01");
const QString server02 = QStringLiteral("Server02");
const QString server03 = QStringLiteral("Server03");

QJsonObject sessionSeed(const QString &name, QJsonObject more = {})
{
    more.insert(QStringLiteral("name"), name);
    return more;
}

QJsonObject computerSeed(const QString &name, const QJsonArray &sessions, const QJsonObject &behaviour = {})
{
    QJsonObject computer{{QStringLiteral("name"), name}, {QStringLiteral("sessions"), sessions}};
    if (!behaviour.isEmpty())
        computer.insert(QStringLiteral("behaviour"), behaviour);
    return computer;
}

QStringList namesOf(const ComputerListing &listing)
{
    QStringList names;
    for (const auto &session : listing.sessions)
        names.append(session->name());
    names.sort();
    return names;
}

} // namespace

/// The services against rejoin-lab as a process of its own, over real sockets.
class SessionsTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<test::LabProcess> lab;
    std::unique_ptr<SessionRegistry> registry;
    std::unique_ptr<SessionService> service;

    static QJsonObject seed()
    {
        const QJsonObject task{{QStringLiteral("script"),
                                QStringLiteral("$v = 42; $null = Start-Job -Name Job2 -ScriptBlock { 'job output' } "
                                               "| Wait-Job")},
                               {QStringLiteral("firstJobId"), 2}};
        const QJsonObject running{
            {QStringLiteral("running"), QStringLiteral("'first'; Start-Sleep -Seconds 1; 'last'")}};
        const QJsonObject busy{{QStringLiteral("connectedElsewhere"), true}};
        const QJsonObject others{{QStringLiteral("owner"), QStringLiteral("other")}};
        QJsonArray many;
        for (int i = 0; i < 7; ++i)
            many.append(sessionSeed(QStringLiteral("Many%1").arg(i)));
        const QJsonArray computers{
            computerSeed(server01,
                         {sessionSeed(QStringLiteral("ITTask"), task), sessionSeed(QStringLiteral("Running"), running),
                          sessionSeed(QStringLiteral("Busy"), busy), sessionSeed(QStringLiteral("Others"), others),
                          sessionSeed(QString())}),
            computerSeed(server02, many, {{QStringLiteral("pageSize"), 3}}),
            computerSeed(server03, {},
                         {{QStringLiteral("disconnectAfter"), 0.4}, {QStringLiteral("maximumOperationTimeout"), 20}})};
        return {{QStringLiteral("computers"), computers}};
    }

    void startService(const QString &heldStore = {})
    {
        service.reset();
        registry = std::make_unique<SessionRegistry>();
        service = makeService();
        if (!heldStore.isEmpty())
            service->setHeldStore(heldStore);
    }
    std::unique_ptr<SessionService> makeService()
    {
        transport::ConnectTo rules;
        const auto all = lab->connectToRules();
        for (const QString &rule : all)
            rules.add(rule);
        return std::make_unique<SessionService>(registry.get(), transport::makeHttpTransport,
                                                std::make_shared<base::SystemClock>(), rules);
    }
    void startLab()
    {
        lab = std::make_unique<test::LabProcess>();
        test::LabProcessOptions options;
        options.seed = seed();
        options.arguments = test::engineArguments();
        QVERIFY2(lab->start(options, 60s), qPrintable(lab->errorText()));
    }
    ConnectionOptions at(const QString &computer, bool ssl = true)
    {
        ConnectionOptions options;
        options.computerName = computer;
        options.useSsl = ssl;
        options.allowUnencrypted = !ssl;
        options.mechanism = transport::Mechanism::Basic;
        options.credential = base::Credential(lab->user(), base::SecretString::fromUtf16(lab->password()));
        options.extraAuthorities = QSslCertificate::fromPath(lab->certificateFile());
        options.session.operationTimeout = 20s;
        return options;
    }
    SessionPtr find(const QString &computer, const QString &name)
    {
        ListRequest request;
        request.targets = {at(computer)};
        request.filter.names = {name};
        const auto listing = test::await(service->list(request)).first();
        if (listing.error)
            qWarning("%s", listing.error->what());
        return listing.sessions.value(0);
    }
    std::optional<base::Error> connectError(const SessionPtr &session)
    {
        return test::await(service->connect({session})).first().error;
    }
    /// Runs a script; its output as texts.
    QStringList run(const SessionPtr &session, const QString &script)
    {
        const auto pipeline = test::await(service->start(session, scriptPipeline(script)));
        return drain(pipeline);
    }
    static QStringList drain(const std::shared_ptr<remoting::RemotePipeline> &pipeline)
    {
        auto texts = std::make_shared<QStringList>();
        QObject::connect(pipeline.get(), &remoting::RemotePipeline::streamed, pipeline.get(),
                         [texts](const psrp::PipelineEvent &event) {
                             if (const auto *value = std::get_if<psrp::OutputReceived>(&event))
                                 texts->append(value->value.text());
                         });
        pipeline->begin();
        (void)test::await(pipeline->finished());
        return *texts;
    }

private Q_SLOTS:
    void initTestCase_data() { test::addEngines(); }
    void init()
    {
        startLab();
        startService();
    }
    void cleanup()
    {
        service.reset();
        registry.reset();
        lab.reset();
    }

    void listsManyComputersEachWithItsOwnFailure()
    {
        QTcpServer closed;
        QVERIFY(closed.listen(QHostAddress::LocalHost));
        const int closedPort = closed.serverPort();
        closed.close();

        ConnectionOptions refused = at(QStringLiteral("127.0.0.1"), false);
        refused.port = closedPort;
        ConnectionOptions wrongPassword = at(server01);
        wrongPassword.credential = base::Credential(lab->user(), base::SecretString::fromUtf16(u"not the password"));
        ConnectionOptions unknown = at(QStringLiteral("nosuch.invalid"), false);
        ConnectionOptions untrusted = at(server02);
        untrusted.extraAuthorities.clear();
        ListRequest request;
        request.targets = {at(server01), refused, wrongPassword, unknown, untrusted, at(server02, false)};
        request.throttleLimit = 2;
        const auto listings = test::await(service->list(request), 60s);
        QCOMPARE(namesOf(listings.at(0)), QStringList({QStringLiteral("Busy"), QStringLiteral("ITTask"),
                                                       QStringLiteral("Others"), QStringLiteral("Running")}));
        QCOMPARE(listings.at(0).hidden.size(), 1); // without a name
        QCOMPARE(listings.at(1).error->category, base::ErrorCategory::ConnectFailed);
        QCOMPARE(listings.at(2).error->category, base::ErrorCategory::LoginRefused);
        QCOMPARE(listings.at(3).error->category, base::ErrorCategory::NameNotResolved);
        QCOMPARE(listings.at(4).error->category, base::ErrorCategory::CertificateUntrusted);
        for (int i = 1; i <= 4; ++i) {
            QVERIFY(listings.at(i).error->id.endsWith(QLatin1String("RemotePSSessionQueryFailed")));
            QVERIFY(listings.at(i).error->english().startsWith(QLatin1String("The remote session query failed for ")));
            QVERIFY(!listings.at(i).error->advice.isEmpty());
        }
        QCOMPARE(listings.at(5).sessions.size(), 7); // three pages
    }

    void theWholeWay()
    {
        const auto session = find(server01, QStringLiteral("ITTask"));
        QVERIFY(session);
        QVERIFY(session->isConnectable());
        const auto error = connectError(session);
        QVERIFY2(!error, error ? error->what() : "");
        QCOMPARE(session->state(), SessionState::Opened);
        QCOMPARE(session->availability(), Availability::Available);
        QCOMPARE(run(session, QStringLiteral("$v")), QStringList{QStringLiteral("42")});

        jobs::JobManager manager(service.get(), session);
        test::await(manager.refresh());
        QCOMPARE(manager.jobs().size(), 1);
        QCOMPARE(manager.jobs().first().name, QStringLiteral("Job2"));
        QCOMPARE(manager.jobs().first().state, QStringLiteral("Completed"));
        QStringList output;
        connect(&manager, &jobs::JobManager::output, this, [&](int, const psrp::PipelineEvent &event) {
            if (const auto *value = std::get_if<psrp::OutputReceived>(&event))
                output.append(value->value.text());
        });
        test::await(manager.receive(manager.jobs().first().id, true));
        QCOMPARE(output, QStringList{QStringLiteral("job output")});

        remoting::DisconnectOptions options;
        options.idleTimeout = 15h;
        options.bufferMode = wsman::BufferMode::Drop;
        const auto left = test::await(service->disconnect({session}, options)).first();
        QVERIFY(!left.error);
        QCOMPARE(session->state(), SessionState::Disconnected);

        // The computer says the same to a new start of the program.
        startService();
        const auto again = find(server01, QStringLiteral("ITTask"));
        QVERIFY(again->isConnectable());
        QCOMPARE(*again->shell().idleTimeout, 15h);
        QCOMPARE(again->shell().bufferMode, wsman::BufferMode::Drop);
    }

    void reconnectsWhatItDisconnected()
    {
        const auto session = find(server01, QStringLiteral("ITTask"));
        QVERIFY(!connectError(session));
        const auto runspace = session->runspace();
        QVERIFY(!test::await(service->disconnect({session}, remoting::DisconnectOptions())).first().error);
        QVERIFY(!connectError(session));
        QCOMPARE(session->runspace(), runspace);
        QCOMPARE(run(session, QStringLiteral("$v + 1")), QStringList{QStringLiteral("43")});
        // Open here: as it is.
        QVERIFY(!connectError(session));
    }

    void receivesWhatARunningCommandHadToSay()
    {
        const auto session = find(server01, QStringLiteral("Running"));
        const auto pipeline = test::await(service->receive(session));
        QVERIFY(pipeline);
        QCOMPARE(session->availability(), Availability::Busy);
        QCOMPARE(drain(pipeline), QStringList({QStringLiteral("first"), QStringLiteral("last")}));
        QCOMPARE(session->availability(), Availability::Available);
        QVERIFY(!test::await(service->receive(session)));
    }

    void stopsACommand()
    {
        const auto session = find(server01, QStringLiteral("ITTask"));
        QVERIFY(!connectError(session));
        const auto pipeline =
            test::await(service->start(session, scriptPipeline(QStringLiteral("Start-Sleep -Seconds 600"))));
        pipeline->begin();
        test::await(pipeline->stop());
        QCOMPARE(pipeline->state(), psrp::PipelineState::Stopped);
        QCOMPARE(run(session, QStringLiteral("'on'")), QStringList{QStringLiteral("on")});
    }

    void busyOthersAndVanished()
    {
        const auto busy = find(server01, QStringLiteral("Busy"));
        QVERIFY(busy->isInUseElsewhere());
        QCOMPARE(connectError(busy)->id, QStringLiteral("PSSessionConnectFailed"));

        const auto others = find(server01, QStringLiteral("Others"));
        const auto denied = connectError(others);
        QVERIFY(denied);
        QVERIFY(denied->id.endsWith(QLatin1String("PSSessionConnectFailed")));
        QCOMPARE(denied->category, base::ErrorCategory::AccessDenied);

        const auto task = find(server01, QStringLiteral("ITTask"));
        {
            // Another program removes it.
            SessionRegistry other;
            transport::ConnectTo rules;
            for (const QString &rule : lab->connectToRules())
                rules.add(rule);
            SessionService second(&other, transport::makeHttpTransport, std::make_shared<base::SystemClock>(), rules);
            ListRequest request;
            request.targets = {at(server01)};
            request.filter.names = {QStringLiteral("ITTask")};
            const auto listing = test::await(second.list(request)).first();
            QVERIFY(!test::await(second.remove(listing.sessions)).first().error);
        }
        const auto gone = connectError(task);
        QVERIFY(gone);
        QCOMPARE(gone->category, base::ErrorCategory::SessionNotFound);
        QCOMPARE(
            gone->english(),
            QStringLiteral("Cannot connect to session ITTask.  The session no longer exists on computer Server01."));
    }

    void theLabRestartsBetweenListingAndConnecting()
    {
        const auto session = find(server01, QStringLiteral("ITTask"));
        QVERIFY(session);
        lab.reset();
        // Down: the connection is what fails.
        auto error = connectError(session);
        QVERIFY(error);
        QCOMPARE(error->category, base::ErrorCategory::ConnectFailed);
        QVERIFY(error->id.endsWith(QLatin1String("PSSessionConnectFailed")));
        QCOMPARE(session->state(), SessionState::Disconnected);
        // Up again, the shells are others.
        startLab();
        session->setOrigin(at(server01));
        service = makeService();
        error = connectError(session);
        QVERIFY(error);
        QCOMPARE(error->category, base::ErrorCategory::SessionNotFound);
    }

    void createsUsesAndRemoves()
    {
        CreateRequest request;
        request.target = at(server02, false);
        request.name = QStringLiteral("Fresh");
        request.target.session.idleTimeout = 5min;
        const auto outcome = test::await(service->create({request})).first();
        QVERIFY2(!outcome.error, outcome.error ? outcome.error->what() : "");
        QCOMPARE(run(outcome.session, QStringLiteral("1..3")),
                 QStringList({QStringLiteral("1"), QStringLiteral("2"), QStringLiteral("3")}));
        const auto listed = find(server02, QStringLiteral("Fresh"));
        QCOMPARE(listed, outcome.session);
        QCOMPARE(listed->state(), SessionState::Opened);
        QCOMPARE(*listed->shell().idleTimeout, 5min);
        QVERIFY(!test::await(service->remove({listed})).first().error);
        QVERIFY(!find(server02, QStringLiteral("Fresh")));
    }

    void aKilledRunsSessionIsTakenBack()
    {
        QTemporaryDir folder;
        startService(folder.path());
        CreateRequest request;
        request.target = at(server01);
        request.name = QStringLiteral("Mine");
        const auto made = test::await(service->create({request})).first();
        QVERIFY(!made.error);
        QCOMPARE(run(made.session, QStringLiteral("$kept = 'here'; $kept")), QStringList{QStringLiteral("here")});
        made.session->runspace()->abandon(); // as a kill: not a word to the server
        startService(folder.path());
        const auto session = find(server01, QStringLiteral("Mine"));
        QVERIFY(session);
        QVERIFY(session->isAttached()); // says the server
        QVERIFY(!session->isInUseElsewhere());
        QVERIFY(session->isConnectable());
        const auto error = connectError(session);
        QVERIFY2(!error, error ? error->what() : "");
        QCOMPARE(run(session, QStringLiteral("$kept")), QStringList{QStringLiteral("here")});
        service.reset(); // its lock goes before the folder
    }

    void anIdleConnectedSessionStaysConnected()
    {
        // Server03 takes a shell without a request for 0.4 s for disconnected: the Receive that is out keeps it.
        CreateRequest request;
        request.target = at(server03);
        const auto made = test::await(service->create({request})).first();
        QVERIFY(!made.error);
        QElapsedTimer timer;
        timer.start();
        QVERIFY(test::waitUntil([&] { return timer.elapsed() > 1200; }));
        QCOMPARE(made.session->state(), SessionState::Opened);
        QCOMPARE(run(made.session, QStringLiteral("'still here'")), QStringList{QStringLiteral("still here")});
    }
};

QTEST_GUILESS_MAIN(SessionsTest)
#include "tst_sessions.moc"
