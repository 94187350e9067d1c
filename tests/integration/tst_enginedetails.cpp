#include "core/base/spawn.h"
#include "tests/integration/engines.h"
#include "tests/integration/serviceclient.h"
#include "tests/integration/wireclient.h"

#include <QFileInfo>
#include <QTemporaryDir>

using namespace rejoin;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using psrp::PipelineState;
using test::AnsweringHost;
using test::ServiceClient;
using test::WireClient;

namespace {

const QString server01 = u"Server01"_s;
const QString server24 = u"Server24"_s; // its engine speaks 2.4

psrp::PoolOptions speaking(const QString &version)
{
    psrp::PoolOptions options;
    options.protocolVersion = version;
    return options;
}

} // namespace

/// Corners of the protocol where a real engine and ours could part.
class EngineDetailsTest : public QObject
{
    Q_OBJECT

    test::EngineLabs labs;

private Q_SLOTS:
    void initTestCase_data() { test::addEngines(); }
    void init()
    {
        const QJsonObject plain{{u"name"_s, server01}};
        const QJsonObject newest{{u"name"_s, server24},
                                 {u"behaviour"_s, QJsonObject{{u"protocolVersion"_s, u"2.4"_s}}}};
        test::LabProcessOptions options;
        options.seed = {{u"computers"_s, QJsonArray{plain, newest}}};
        QVERIFY2(labs.start(options), qPrintable(labs.errorText()));
    }
    void cleanupTestCase() { labs.stop(); }

    void secretsOfEachVersion_data()
    {
        QTest::addColumn<QString>("version");
        QTest::newRow("2.1") << u"2.1"_s;
        QTest::newRow("2.2") << u"2.2"_s;
        QTest::newRow("2.3") << u"2.3"_s;
        QTest::newRow("2.4") << u"2.4"_s;
    }
    void secretsOfEachVersion()
    {
        QFETCH(QString, version);
        ServiceClient client(labs.lab());
        const auto shell = client.shell(server24, QUuid::createUuid(), speaking(version));
        test::await(shell->create());
        QCOMPARE(shell->serverProtocolVersion(), version);
        const auto host = std::make_shared<AnsweringHost>();
        const auto pipeline = test::await(shell->start(sessions::scriptPipeline(u"Read-Host -AsSecureString"_s)));
        const auto result = ServiceClient::drain(pipeline, host);
        QCOMPARE(result.state, PipelineState::Completed);
        const auto values = result.all<psrp::OutputReceived>();
        QCOMPARE(values.size(), 1);
        QCOMPARE(values[0].value.type(), clixml::Type::SecureString);
        QCOMPARE(QString::fromUtf8(test::await(shell->revealSecret(values[0].value)).utf8()), host->secret);
        test::await(shell->close());
    }

    void aSecretThatComesBeforeTheKey_data() { secretsOfEachVersion_data(); }
    void aSecretThatComesBeforeTheKey()
    {
        if (!test::isRealEngine())
            QSKIP("The built-in engine makes no secret of its own.");
        QFETCH(QString, version);
        ServiceClient client(labs.lab());
        const auto shell = client.shell(server24, QUuid::createUuid(), speaking(version));
        test::await(shell->create());
        const auto script = u"ConvertTo-SecureString 'earlier than the key' -AsPlainText -Force"_s;
        const auto pipeline = test::await(shell->start(sessions::scriptPipeline(script)));
        const auto result = ServiceClient::drain(pipeline);
        QCOMPARE(result.state, PipelineState::Completed);
        const auto values = result.all<psrp::OutputReceived>();
        QCOMPARE(values.size(), 1);
        QCOMPARE(test::await(shell->revealSecret(values[0].value)).utf8().toByteArray(),
                 QByteArray("earlier than the key"));
        test::await(shell->close());
    }

    void versionsAtConnect()
    {
        ServiceClient client(labs.lab());
        const auto created = client.shell(server24, QUuid::createUuid(), speaking(u"2.3"_s));
        test::await(created->create());
        test::await(created->disconnect({}));
        const auto newer = client.shell(server24, created->parameters().shellId, speaking(u"2.4"_s));
        test::await(newer->connect());
        const auto host = std::make_shared<AnsweringHost>();
        auto result = ServiceClient::drain(
            test::await(newer->start(sessions::scriptPipeline(u"Read-Host -AsSecureString"_s))), host);
        QCOMPARE(QString::fromUtf8(
                     test::await(newer->revealSecret(result.all<psrp::OutputReceived>().value(0).value)).utf8()),
                 host->secret);
        test::await(newer->close());

        const auto newest = client.shell(server24, QUuid::createUuid(), speaking(u"2.4"_s));
        test::await(newest->create());
        test::await(newest->disconnect({}));
        const auto older = client.shell(server24, newest->parameters().shellId, speaking(u"2.3"_s));
        if (test::isRealEngine()) {
            try {
                test::await(older->connect());
                QFAIL("connected");
            } catch (const base::Error &error) {
                QVERIFY2(error.english().contains(u"agreed on version 2.4"_s), error.what());
            }
        } else {
            test::await(older->connect());
            QCOMPARE(older->serverProtocolVersion(), u"2.3"_s);
        }
    }

    void aMessageOfWhichTheFirstClientTookHalf()
    {
        WireClient first(labs.lab(), server01);
        first.create(u"Half"_s);
        // As large as an envelope three times; the first Receive takes its head.
        first.context.maxEnvelopeSize = 153600;
        const auto pipeline = first.start(u"'x' * 300000; Start-Sleep -Milliseconds 300; 'after'"_s);
        QStringList texts;
        QVERIFY(first.take(*pipeline, &texts));
        QVERIFY(texts.isEmpty());
        first.disconnect();

        WireClient second(labs.lab(), server01);
        second.connect(first.shellId);
        const auto attached = second.attach(pipeline->id());
        QCOMPARE(second.finish(*attached), QStringList{u"after"_s});
        QCOMPARE(attached->state(), PipelineState::Completed);
        second.post(wsman::deleteRequest(second.context, first.shellId));
    }

    void aPipelineThatUsesThePoolsHost()
    {
        ServiceClient client(labs.lab());
        const auto shell = client.shell(server01, QUuid::createUuid(), speaking(u"2.3"_s));
        test::await(shell->create());
        // Its call is the pipeline's or the pool's; either is answered.
        connect(shell.get(), &remoting::RunspaceSession::hostCalled, this, [shell](const psrp::HostCall &call) {
            psrp::HostResponse response;
            response.callId = call.callId;
            response.method = call.method;
            response.pipelineId = call.pipelineId;
            response.result = clixml::Value::string(u"by the pool");
            base::spawn(shell->respond(response));
        });
        auto request = sessions::scriptPipeline(u"$a = Read-Host; \"answered $a\""_s);
        request.hostInfo.useRunspaceHost = true;
        const auto host = std::make_shared<AnsweringHost>();
        host->lines = {u"by the pipeline"_s};
        const auto result = ServiceClient::drain(test::await(shell->start(request)), host);
        QCOMPARE(result.texts.size(), 1);
        QVERIFY2(result.texts[0].startsWith(u"answered by the p"_s), qPrintable(result.texts[0]));
        test::await(shell->close());
    }

    void severalCommandsWaitForTheirTurn()
    {
        WireClient client(labs.lab(), server01);
        client.create(u"Queue"_s);
        const auto one = client.start(u"'a'; Start-Sleep -Milliseconds 600; 'b'"_s);
        const auto two = client.start(u"'c'"_s);
        const auto three = client.start(u"'d'"_s);
        QCOMPARE(client.commands(client.shellId).size(), 3);
        QCOMPARE(client.finish(*two), QStringList{u"c"_s});
        QCOMPARE(client.finish(*one), (QStringList{u"a"_s, u"b"_s}));
        // One that has ended unfetched is there until it is fetched; one that waits can be taken away.
        client.post(wsman::signalRequest(client.context, client.shellId, three->id(), wsman::signalcode::terminate));
        QCOMPARE(client.run(u"'e'"_s), QStringList{u"e"_s});
        QCOMPARE(client.commands(client.shellId).size(), 0);
        client.post(wsman::deleteRequest(client.context, client.shellId));
    }

    void exitTellsTheHost()
    {
        ServiceClient client(labs.lab());
        const auto session = client.create(server01, u"Exits"_s);
        const auto host = std::make_shared<AnsweringHost>();
        const auto result = client.run(session, u"'before'; exit 3; 'after'"_s, host);
        QCOMPARE(result.texts, QStringList{u"before"_s});
        QCOMPARE(result.state, PipelineState::Completed);
        QCOMPARE(host->asked, QStringList{u"exit 3"_s});
        client.remove(session);
    }

    void aRestrictedConfiguration()
    {
        if (!test::isRealEngine())
            QSKIP("A session configuration file needs a real engine.");
        QTemporaryDir folder;
        QFile file(folder.filePath(u"jea.pssc"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("@{ SchemaVersion = '2.0.0.0'; GUID = '6b6a2d2f-0d4e-4c7c-9a57-0f2f6b6d7a11'; SessionType = "
                   "'RestrictedRemoteServer' }");
        file.close();
        test::LabProcessOptions options;
        const QJsonObject computer{{u"name"_s, server01},
                                   {u"configurationFiles"_s, QJsonObject{{u"JEA"_s, file.fileName()}}}};
        options.seed = {{u"computers"_s, QJsonArray{computer}}};
        options.arguments = test::engineArguments();
        test::LabProcess lab;
        QVERIFY2(lab.start(options, 60s), qPrintable(lab.errorText()));
        ServiceClient client(lab);
        sessions::CreateRequest request;
        request.target = client.at(server01);
        request.target.configurationName = u"JEA"_s;
        request.name = u"Restricted"_s;
        const auto session = client.create(request);
        QCOMPARE(session->configurationName(), u"JEA"_s);
        // Script text is refused, a command with parameters is not: JEA's eight.
        const auto refused = client.run(session, u"1 + 1"_s);
        QCOMPARE(refused.state, PipelineState::Failed);
        QVERIFY(refused.reason.has_value());
        QCOMPARE(refused.reason->fullyQualifiedId, u"ScriptsNotAllowed"_s);
        psrp::PipelineCommand command;
        command.text = u"Get-Command"_s;
        command.isScript = false;
        psrp::CreatePipeline pipeline;
        pipeline.commands.append(command);
        const auto listed = ServiceClient::drain(test::await(client.service->start(session, pipeline)));
        QCOMPARE(listed.state, PipelineState::Completed);
        QStringList names;
        for (const auto &one : listed.all<psrp::OutputReceived>())
            names.append(one.value.member("Name").text());
        names.sort();
        QCOMPARE(names, (QStringList{u"Clear-Host"_s, u"Exit-PSSession"_s, u"Get-Command"_s, u"Get-FormatData"_s,
                                     u"Get-Help"_s, u"Measure-Object"_s, u"Out-Default"_s, u"Select-Object"_s}));
        client.remove(session);
    }

    void noProcessOutlivesItsShell()
    {
        if (!test::isRealEngine())
            QSKIP("The built-in engine has no process.");
        ServiceClient client(labs.lab());
        const auto session = client.create(server01, u"Process"_s);
        const auto alive = [](const QString &pid) { return QFileInfo::exists(u"/proc/"_s + pid + u"/stat"_s); };
        const auto pids = client
                              .run(session, u"$PID; $j = Start-Job { $PID; Start-Sleep 600 }; while (-not ($p = "
                                            "Receive-Job $j -Keep)) { Start-Sleep -Milliseconds 50 }; \"$p\""_s)
                              .texts;
        QCOMPARE(pids.size(), 2);
        QVERIFY(alive(pids[0]));
        QVERIFY(alive(pids[1]));
        client.remove(session);
        QVERIFY(test::waitUntil([&] { return !alive(pids[0]) && !alive(pids[1]); }));
    }
};

QTEST_GUILESS_MAIN(EngineDetailsTest)
#include "tst_enginedetails.moc"
