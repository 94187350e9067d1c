#include "tests/integration/engines.h"
#include "tests/integration/serviceclient.h"

#include <QTemporaryDir>

using namespace rejoin;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using psrp::PipelineState;
using test::ServiceClient;

namespace {
const QString server01 = u"Server01"_s;
} // namespace

/// What the services see is the same whichever engine runs the commands.
class EngineTest : public QObject
{
    Q_OBJECT

    test::EngineLabs labs;

private Q_SLOTS:
    void initTestCase_data() { test::addEngines(); }
    void init()
    {
        test::LabProcessOptions options;
        options.names = {server01};
        QVERIFY2(labs.start(options), qPrintable(labs.errorText()));
    }
    void cleanupTestCase() { labs.stop(); }

    void createsRunsAndRemoves()
    {
        ServiceClient client(labs.lab());
        const auto session = client.create(server01, u"First"_s);
        QCOMPARE(session->state(), remoting::SessionState::Opened);
        const auto result = client.run(session, u"$kept = 40; 1..3; $kept + 2"_s);
        QCOMPARE(result.texts, (QStringList{u"1"_s, u"2"_s, u"3"_s, u"42"_s}));
        QCOMPARE(result.state, PipelineState::Completed);
        QCOMPARE(client.run(session, u"$kept"_s).texts, QStringList{u"40"_s});
        client.remove(session);
        QVERIFY(!client.find(server01, u"First"_s));
    }

    void privateDataSaysWhatItIs()
    {
        ServiceClient client(labs.lab());
        const auto session = client.create(server01, u"Private"_s);
        const auto table = session->runspace()->privateData().entry("PSVersionTable");
        const auto version = table.entry("PSRemotingProtocolVersion").text();
        QVERIFY2(version.startsWith(u"2."_s), qPrintable(version));
        if (test::isRealEngine())
            QCOMPARE(table.entry("PSEdition").text(), u"Core"_s);
        client.disconnect(session);

        // A client that connects gets the same.
        ServiceClient second(labs.lab());
        const auto again = second.find(server01, u"Private"_s);
        second.connect(again);
        QVERIFY(test::waitUntil([&] { return !again->runspace()->privateData().isNil(); }));
        QCOMPARE(again->runspace()->privateData().entry("PSVersionTable").entry("PSRemotingProtocolVersion").text(),
                 version);
        second.remove(again);
    }

    void aRunningCommandIsTakenOver()
    {
        ServiceClient first(labs.lab());
        const auto session = first.create(server01, u"TakenOver"_s);
        const auto pipeline = first.start(
            session,
            u"$n = 7; 'one'; 'two'; while (-not $go) { Start-Sleep -Milliseconds 50; $i++; if ($i -eq 40) { $go = "
            "1 } }; 'three'; 'four'"_s);
        QStringList before;
        connect(pipeline.get(), &remoting::RemotePipeline::streamed, this, [&](const psrp::PipelineEvent &event) {
            if (const auto *value = std::get_if<psrp::OutputReceived>(&event))
                before.append(value->value.text());
        });
        pipeline->begin();
        QVERIFY(test::waitUntil([&] { return before.contains(u"one"_s); }));
        first.disconnect(session);

        ServiceClient second(labs.lab());
        const auto again = second.find(server01, u"TakenOver"_s);
        QVERIFY(again && again->isConnectable());
        QCOMPARE(again->commands().size(), 1);
        QCOMPARE(again->commands().first().state, u"Running"_s);
        const auto attached = test::await(second.service->receive(again));
        QVERIFY(attached);
        QCOMPARE(attached->id(), pipeline->id());
        const auto result = ServiceClient::drain(attached);
        QCOMPARE(result.state, PipelineState::Completed);
        // Nothing twice, nothing lost: what the first one had and what came after.
        QCOMPARE(before + result.texts, (QStringList{u"one"_s, u"two"_s, u"three"_s, u"four"_s}));
        QCOMPARE(second.run(again, u"$n"_s).texts, QStringList{u"7"_s});
        second.remove(again);
    }

    void aFinishedCommandWaitsForItsClient()
    {
        ServiceClient first(labs.lab());
        const auto session = first.create(server01, u"Waits"_s);
        const auto pipeline = first.start(session, u"1..500"_s); // nothing is fetched
        first.disconnect(session);
        ServiceClient second(labs.lab());
        const auto again = second.find(server01, u"Waits"_s);
        QVERIFY(again);
        QVERIFY(test::waitUntil([&] {
            const auto commands = test::await(second.service->list([&] {
                sessions::ListRequest request;
                request.targets = {second.at(server01)};
                return request;
            }()));
            return again->commands().size() == 1 && again->commands().first().state == u"Done"_s;
        }));
        const auto attached = test::await(second.service->receive(again));
        const auto result = ServiceClient::drain(attached);
        QCOMPARE(result.state, PipelineState::Completed);
        QVERIFY(!result.texts.isEmpty());
        QCOMPARE(result.texts.last(), u"500"_s);
        second.remove(again);
    }

    void aStopEndsWhatRunsAndLeavesTheSession()
    {
        ServiceClient client(labs.lab());
        const auto session = client.create(server01, u"Stops"_s);
        const auto pipeline = client.start(session, u"'begun'; Start-Sleep -Seconds 600"_s);
        bool begun = false;
        connect(pipeline.get(), &remoting::RemotePipeline::streamed, this, [&] { begun = true; });
        pipeline->begin();
        QVERIFY(test::waitUntil([&] { return begun; }));
        test::await(pipeline->stop());
        QCOMPARE(pipeline->state(), PipelineState::Stopped);
        QCOMPARE(client.run(session, u"'on'"_s).texts, QStringList{u"on"_s});
        client.remove(session);
    }

    void oneAfterTheOther()
    {
        ServiceClient client(labs.lab());
        const auto session = client.create(server01, u"Several"_s);
        for (int i = 0; i < 12; ++i)
            QCOMPARE(client.run(session, u"%1 * 2"_s.arg(i)).texts, QStringList{QString::number(i * 2)});
        client.remove(session);
    }

    void inputGoesIn()
    {
        ServiceClient client(labs.lab());
        const auto session = client.create(server01, u"Input"_s);
        auto request = sessions::scriptPipeline(u"$input | ForEach-Object { $_ * 3 }"_s);
        request.noInput = false;
        const auto pipeline = test::await(client.service->start(session, request));
        for (int i = 1; i <= 3; ++i)
            test::await(pipeline->sendInput(clixml::Value::int32(i)));
        test::await(pipeline->endInput());
        QCOMPARE(ServiceClient::drain(pipeline).texts, (QStringList{u"3"_s, u"6"_s, u"9"_s}));
        client.remove(session);
    }

    void inputEndsWhenAnotherClientConnects()
    {
        ServiceClient first(labs.lab());
        const auto session = first.create(server01, u"InputEnds"_s);
        auto request = sessions::scriptPipeline(u"@($input).Count; 'rest'"_s);
        request.noInput = false;
        const auto pipeline = test::await(first.service->start(session, request));
        pipeline->begin();
        test::await(pipeline->sendInput(clixml::Value::int32(1)));
        test::await(pipeline->sendInput(clixml::Value::int32(2)));
        first.disconnect(session);
        ServiceClient second(labs.lab());
        const auto again = second.find(server01, u"InputEnds"_s);
        const auto attached = test::await(second.service->receive(again));
        QCOMPARE(ServiceClient::drain(attached).texts, (QStringList{u"2"_s, u"rest"_s}));
        second.remove(again);
    }

    void aKilledClientsSessionIsReclaimed()
    {
        QTemporaryDir folder;
        QUuid command;
        {
            ServiceClient killed(labs.lab(), folder.path());
            const auto session = killed.create(server01, u"Killed"_s);
            QCOMPARE(killed.run(session, u"$kept = 'here'; $kept"_s).texts, QStringList{u"here"_s});
            const auto pipeline = killed.start(session, u"'left'; Start-Sleep -Seconds 1; 'alone'"_s);
            command = pipeline->id();
            session->runspace()->abandon(); // as a kill: not a word to the server
        }
        ServiceClient next(labs.lab(), folder.path());
        const auto session = next.find(server01, u"Killed"_s);
        QVERIFY(session);
        QVERIFY(session->isAttached() && !session->isInUseElsewhere()); // to nobody but us
        next.connect(session);
        const auto attached = test::await(next.service->receive(session));
        QVERIFY(attached);
        QCOMPARE(attached->id(), command);
        QCOMPARE(ServiceClient::drain(attached).texts, (QStringList{u"left"_s, u"alone"_s}));
        QCOMPARE(next.run(session, u"$kept"_s).texts, QStringList{u"here"_s});
        next.remove(session);
        next.service.reset(); // its lock goes before the folder
    }

    void muchOutputIsHeldAtTheServerAndComesWhole()
    {
        constexpr int count = 50;
        ServiceClient first(labs.lab());
        const auto session = first.create(server01, u"Large"_s);
        // 50 pieces of a MiB: more than the lab buffers.
        const auto pipeline =
            first.start(session, u"$x = 'x' * 1MB; foreach ($i in 1..%1) { \"$i $x\" }; 'end'"_s.arg(count));
        first.disconnect(session);
        ServiceClient second(labs.lab());
        const auto again = second.find(server01, u"Large"_s);
        QCOMPARE(again->commands().value(0).state, u"Running"_s); // it waits for room
        const auto attached = test::await(second.service->receive(again));
        qint64 bytes = 0;
        int pieces = 0;
        bool inOrder = true;
        QString last;
        connect(attached.get(), &remoting::RemotePipeline::streamed, this, [&](const psrp::PipelineEvent &event) {
            const auto *value = std::get_if<psrp::OutputReceived>(&event);
            if (!value)
                return;
            last = value->value.text();
            bytes += last.size();
            if (last != u"end"_s)
                inOrder = inOrder && last.startsWith(QString::number(++pieces) + u' ');
        });
        attached->begin();
        QCOMPARE(test::await(attached->finished(), 90s), PipelineState::Completed);
        QVERIFY(inOrder);
        QCOMPARE(pieces, count);
        QCOMPARE(last, u"end"_s);
        QVERIFY(bytes > count * (qint64(1) << 20));
        second.remove(again);
    }

    void aHeldCommandCanBeStopped()
    {
        ServiceClient first(labs.lab());
        const auto session = first.create(server01, u"HeldStop"_s);
        first.start(session, u"$x = 'x' * 1MB; while ($true) { $x }"_s)->begin();
        first.disconnect(session);
        ServiceClient second(labs.lab());
        const auto again = second.find(server01, u"HeldStop"_s);
        const auto attached = test::await(second.service->receive(again));
        attached->begin();
        test::await(attached->stop(), 60s);
        QCOMPARE(attached->state(), PipelineState::Stopped);
        QCOMPARE(second.run(again, u"'on'"_s).texts, QStringList{u"on"_s});
        second.remove(again);
    }

    void dropLosesTheOldest()
    {
        ServiceClient first(labs.lab());
        const auto session = first.create(server01, u"Dropping"_s);
        remoting::DisconnectOptions options;
        options.bufferMode = wsman::BufferMode::Drop;
        const auto pipeline = first.start(session, u"$x = 'x' * 1MB; foreach ($i in 1..30) { \"$i $x\" }; 'end'"_s);
        first.disconnect(session, options);
        ServiceClient second(labs.lab());
        sessions::SessionPtr again;
        QVERIFY(test::waitUntil([&] {
            again = second.find(server01, u"Dropping"_s);
            return again->commands().value(0).state == u"Done"_s;
        }));
        QCOMPARE(again->shell().bufferMode, wsman::BufferMode::Drop);
        const auto attached = test::await(second.service->receive(again));
        const auto result = ServiceClient::drain(attached);
        QCOMPARE(result.state, PipelineState::Completed);
        QVERIFY2(result.texts.size() < 30 && result.texts.size() > 1, qPrintable(QString::number(result.texts.size())));
        QVERIFY(!result.texts.first().startsWith(u"1 "_s));
        QCOMPARE(result.texts.last(), u"end"_s);
        second.remove(again);
    }

    void anEngineThatDiesTakesItsShellAlong()
    {
        if (!test::isRealEngine())
            QSKIP("The built-in engine has no process that could be ended.");
        ServiceClient client(labs.lab());
        const auto session = client.create(server01, u"Dies"_s);
        const auto pipeline = client.start(session, u"'last words'; Stop-Process -Id $PID -Force"_s);
        pipeline->begin();
        try {
            test::await(pipeline->finished(), 60s);
            QFAIL("a dead command came to an end");
        } catch (const base::Error &error) {
            QVERIFY2(error.category == base::ErrorCategory::SessionNotFound ||
                         error.category == base::ErrorCategory::ConnectionLost ||
                         error.category == base::ErrorCategory::Fault,
                     error.what());
        }
        ServiceClient second(labs.lab());
        QVERIFY(test::waitUntil([&] { return !second.find(server01, u"Dies"_s); }));
    }
};

QTEST_GUILESS_MAIN(EngineTest)
#include "tst_engine.moc"
