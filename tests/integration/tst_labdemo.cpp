#include "core/lab/labdemo.h"
#include "tests/integration/wireclient.h"

#include <QTest>

using namespace rejoin;
using namespace std::chrono_literals;
using test::WireClient;

/// The demo inside this process, on the same event loop, as `rejoin --demo` runs it.
class LabDemoTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<lab::LabDemo> demo;
    std::unique_ptr<lab::LabServer> server;
    QList<lab::LabDemoComputer> computers;

    lab::LabDemoComputer find(const QString &name) const
    {
        for (const auto &computer : computers) {
            if (computer.name == name)
                return computer;
        }
        return {};
    }
    std::unique_ptr<WireClient> client(const QString &name) const
    {
        const base::Credential credential(demo->user(), demo->password());
        return std::make_unique<WireClient>(name, find(name).httpsPort, true, credential,
                                            QList<QSslCertificate>{server->certificate()});
    }
    std::optional<base::ErrorCategory> failure(const QString &name) const
    {
        try {
            const auto shells = client(name)->list();
            Q_UNUSED(shells)
            return {};
        } catch (const base::Error &error) {
            return error.category;
        }
    }

private Q_SLOTS:
    void initTestCase()
    {
        demo = std::make_unique<lab::LabDemo>();
        server = std::make_unique<lab::LabServer>(demo->settings());
        test::await(server->start());
        computers = demo->computers(*server);
        QCOMPARE(computers.size(), 6);
    }

    void theReferenceSession()
    {
        const auto connection = client(QStringLiteral("Server01"));
        const auto task = connection->find(QStringLiteral("ITTask"));
        QCOMPARE(task.state, QStringLiteral("Disconnected"));
        QVERIFY(*task.shellInactivity >= 40min);
        QVERIFY(*task.shellRunTime >= 3h);
        connection->context.resourceUri = task.resourceUri;
        connection->connect(task.id());
        QCOMPARE(connection->run(QStringLiteral("Wait-Job -Name Job2 | ForEach-Object { $_.State }")),
                 QStringList{QStringLiteral("Completed")});
        QCOMPARE(connection->run(QStringLiteral("Get-Job | ForEach-Object { $_.Name }")),
                 (QStringList{QStringLiteral("Job2"), QStringLiteral("FullBackup")}));
        QCOMPARE(connection->run(QStringLiteral("Get-Job | ForEach-Object { $_.State }")),
                 (QStringList{QStringLiteral("Completed"), QStringLiteral("Running")}));
        const auto output = connection->run(QStringLiteral("Receive-Job -Name Job2 -Keep"));
        QCOMPARE(output.size(), 7);
        QCOMPARE(output.last(), QStringLiteral("All services are running"));
        connection->disconnect(15h, wsman::BufferMode::Drop);
    }

    void commandsGoOn()
    {
        const auto connection = client(QStringLiteral("Server03"));
        const auto nightly = connection->find(QStringLiteral("Nightly"));
        const auto commands = connection->commands(nightly.id());
        QCOMPARE(commands.size(), 1);
        QCOMPARE(commands[0].state, QStringLiteral("Running"));
        connection->context.resourceUri = nightly.resourceUri;
        connection->connect(nightly.id());
        const auto pipeline = connection->attach(commands[0].id());
        QStringList texts;
        for (int i = 0; i < 500 && texts.size() < 2001; ++i)
            QVERIFY(connection->take(*pipeline, &texts));
        QCOMPARE(texts.value(0), QStringLiteral("2000 files: file 1 checked"));
        QCOMPARE(texts.value(2000), QStringLiteral("Waiting for the archive, round 1"));
        connection->disconnect();
    }

    void statesAndOwners()
    {
        const auto second = client(QStringLiteral("Server02"));
        QCOMPARE(second->find(QStringLiteral("Patch")).state, QStringLiteral("Connected"));
        QCOMPARE(second->find(QStringLiteral("Backups")).bufferMode, wsman::BufferMode::Drop);
        QCOMPARE(client(QStringLiteral("Server01"))->find(QStringLiteral("Inventory")).owner,
                 QStringLiteral("OFFICE\\maria"));
        const auto expiring = client(QStringLiteral("Server03"))->find(QStringLiteral("Expiring"));
        QVERIFY(*expiring.idleTimeout - *expiring.shellInactivity < 10min);
        const auto question = client(QStringLiteral("Server04"))->find(QStringLiteral("Question"));
        QCOMPARE(client(QStringLiteral("Server04"))->commands(question.id()).value(0).state, QStringLiteral("Pending"));
    }

    void theTwoThatFail()
    {
        QVERIFY(find(QStringLiteral("Server05")).isUnreachable);
        QCOMPARE(failure(QStringLiteral("Server05")), base::ErrorCategory::ConnectFailed);
        QVERIFY(find(QStringLiteral("Server06")).hasOtherPassword);
        QCOMPARE(failure(QStringLiteral("Server06")), base::ErrorCategory::LoginRefused);
        QVERIFY(server->log().countLogins(false) > 0);
    }

    void aPulledCableLeavesTheSessions()
    {
        const auto connection = client(QStringLiteral("Server02"));
        QVERIFY(!connection->list().isEmpty());
        server->abortConnections(QStringLiteral("Server02"));
        QVERIFY(!client(QStringLiteral("Server02"))->list().isEmpty());
    }

    void cleanupTestCase()
    {
        server.reset();
        demo.reset();
    }
};

QTEST_GUILESS_MAIN(LabDemoTest)
#include "tst_labdemo.moc"
