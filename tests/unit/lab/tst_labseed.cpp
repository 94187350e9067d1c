#include "core/base/error.h"
#include "core/lab/labdemo.h"
#include "core/lab/labseed.h"

#include <QTest>

using namespace rejoin;
using namespace std::chrono_literals;
using lab::LabSettings;
using lab::LabUser;

namespace {

LabSettings read(const QByteArray &json)
{
    LabSettings settings;
    lab::readSeed(json, LabUser(QStringLiteral("lab"), base::SecretString::fromUtf8("secret"), true), &settings);
    return settings;
}

} // namespace

class LabSeedTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsAll()
    {
        const auto settings = read(
            R"({ "delay": 40, "computers": [ { "name": "Server01", "https": false, "httpPort": 5985, "engine": "Pwsh",
            "users": [ { "name": "other", "password": "pw" } ], "configurations": [ "Extra" ],
            "configurationFiles": { "JEA": "jea.pssc" },
            "behaviour": { "minimumIdleTimeout": 0.5, "disconnectAfter": 120, "pageSize": 3 },
            "sessions": [ { "name": "ITTask", "configuration": "ITTasks", "script": "1", "running": "2", "age": 60,
                "idleTimeout": 1.5, "bufferMode": "Drop", "connectedElsewhere": true, "clientIp": "10.1.1.1",
                "shellId": "AAAAAAAA-0000-4000-8000-000000000001", "firstJobId": 2 } ] } ],
            "faults": [ { "kind": "cut", "action": "Receive", "bytes": 100, "times": 2, "delay": 5 } ] })");
        QCOMPARE(settings.delay, 40ms);
        QCOMPARE(settings.computers.size(), 1);
        const auto &computer = settings.computers[0];
        QVERIFY(computer.http && !computer.https);
        QCOMPARE(computer.httpPort, 5985);
        QCOMPARE(computer.engine, std::optional(lab::LabEngine::Pwsh));
        QCOMPARE(computer.users.size(), 2);
        QCOMPARE(computer.users[0].name, QStringLiteral("other"));
        QVERIFY(!computer.users[0].administrator);
        QCOMPARE(computer.users[1].name, QStringLiteral("lab"));
        // A session's configuration is known without being named again.
        QCOMPARE(computer.configurations,
                 (QStringList{QStringLiteral("Extra"), QStringLiteral("JEA"), QStringLiteral("ITTasks")}));
        QCOMPARE(computer.configurationFiles.value(QStringLiteral("jea")), QStringLiteral("jea.pssc"));
        QCOMPARE(computer.behaviour.minimumIdleTimeout, 500ms);
        QCOMPARE(*computer.behaviour.disconnectAfter, std::chrono::milliseconds(120s));
        QCOMPARE(computer.behaviour.pageSize, 3);
        const auto &session = computer.sessions[0];
        QCOMPARE(session.owner, QStringLiteral("lab"));
        QCOMPARE(session.age, std::chrono::milliseconds(60s));
        QVERIFY(!session.inactivity);
        QCOMPARE(*session.idleTimeout, 1500ms);
        QCOMPARE(session.bufferMode, wsman::BufferMode::Drop);
        QVERIFY(session.connectedElsewhere);
        QCOMPARE(session.firstJobId, 2);

        auto scenario = settings.scenario;
        QVERIFY(!scenario.next(QStringLiteral("Server01"), QStringLiteral("Send")));
        for (int i = 0; i < 2; ++i) {
            const auto fault = scenario.next(QStringLiteral("Server01"), QStringLiteral("Receive"));
            QVERIFY(fault.has_value());
            QCOMPARE(fault->kind, lab::LabFault::Kind::Cut);
            QCOMPARE(fault->delay, 5ms);
        }
        QVERIFY(!scenario.next(QStringLiteral("Server01"), QStringLiteral("Receive")));
    }

    void saysWhereItIsWrong_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("place");
        const auto row = [](const char *name, const char *json, const char *place) {
            QTest::newRow(name) << QByteArray(json) << QString::fromLatin1(place);
        };
        row("no JSON", "{ \"computers\": [\n}", "line 2");
        row("engine", R"({ "computers": [ { "name": "a", "engine": "perl" } ] })", "computers[0].engine");
        row("no object", "[]", "an object is expected");
        row("unknown key", R"({"computers":[{"name":"a","sesions":[]}]})", "computers[0].sesions: no such key");
        row("wrong kind", R"({"computers":[{"name":"a","sessions":[{"age":"old"}]}]})", "computers[0].sessions[0].age");
        row("negative", R"({"computers":[{"name":"a","sessions":[{"age":-1}]}]})", "computers[0].sessions[0].age");
        row("fraction", R"({"computers":[{"name":"a","httpPort":1.5}]})", "computers[0].httpPort");
        row("too large", R"({"computers":[{"name":"a","httpPort":65536}]})", "computers[0].httpPort");
        row("no name", R"({"computers":[{}]})", "computers[0].name");
        row("twice", R"({"computers":[{"name":"a"},{"name":"A"}]})", "computers[1].name");
        row("mode", R"({"computers":[{"name":"a","sessions":[{"bufferMode":"Lose"}]}]})", "bufferMode");
        row("id", R"({"computers":[{"name":"a","sessions":[{"shellId":"7"}]}]})", "shellId");
        row("fault", R"({"faults":[{"kind":"explode"}]})", "faults[0].kind");
    }
    void saysWhereItIsWrong()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, place);
        try {
            (void)read(json);
            QFAIL("accepted");
        } catch (const base::Error &error) {
            QCOMPARE(error.id, QStringLiteral("SeedInvalid"));
            QVERIFY2(error.english().contains(place), qPrintable(error.english()));
        }
    }

    void skippedRequestsPass()
    {
        lab::LabScenario scenario;
        lab::LabFault fault(lab::LabFault::Kind::Drop);
        fault.computer = QStringLiteral("Server01");
        fault.skip = 1;
        fault.times = 1;
        scenario.add(fault);
        const auto hit = [&](const char *computer) {
            return scenario.next(QString::fromLatin1(computer), QStringLiteral("Receive")).has_value();
        };
        QVERIFY(!hit("server02"));
        QVERIFY(!hit("server01"));
        QVERIFY(hit("server01"));
        QVERIFY(!hit("server01"));
    }

    void demoHasWhatItPromises()
    {
        const lab::LabDemo demo;
        int busy = 0;
        int others = 0;
        for (const auto &computer : demo.settings().computers) {
            for (const auto &session : computer.sessions) {
                busy += session.connectedElsewhere;
                others += session.owner != demo.user();
            }
        }
        QVERIFY(demo.settings().computers.size() >= 4);
        QVERIFY(busy > 0);
        QVERIFY(others > 0);
        QCOMPARE(demo.password().size(), std::size_t(20));
        QVERIFY(!(demo.password() == lab::LabDemo().password()));
    }
};

QTEST_GUILESS_MAIN(LabSeedTest)
#include "tst_labseed.moc"
