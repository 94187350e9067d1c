#include "tests/integration/engines.h"
#include "tests/integration/wireclient.h"

#include <QTcpSocket>
#include <QTest>
#include <QTimer>

using namespace rejoin;
using namespace std::chrono_literals;
using test::WireClient;

namespace {

QJsonObject session(const QString &name, QJsonObject more = {})
{
    more.insert(QStringLiteral("name"), name);
    return more;
}

/// A request without the transport's help.
QByteArray rawExchange(quint16 port, const QByteArray &bytes)
{
    QTcpSocket socket;
    socket.connectToHost(QStringLiteral("127.0.0.1"), port);
    QByteArray answer;
    const bool up = test::waitUntil([&] { return socket.state() == QAbstractSocket::ConnectedState; });
    if (!up)
        return answer;
    socket.write(bytes);
    test::waitUntil([&] {
        answer += socket.readAll();
        return socket.state() == QAbstractSocket::UnconnectedState;
    });
    return answer + socket.readAll();
}

const QByteArray basic = "Authorization: Basic " + QByteArray("lab:lab-password").toBase64() + "\r\n";

} // namespace

class LabWireTest : public QObject
{
    Q_OBJECT

    test::EngineLabs labs;

private Q_SLOTS:
    void initTestCase_data() { test::addEngines(); }
    void init()
    {
        QJsonArray many;
        for (int i = 0; i < 7; ++i)
            many.append(session(QStringLiteral("Many%1").arg(i)));
        const QJsonObject busy{{QStringLiteral("connectedElsewhere"), true},
                               {QStringLiteral("clientIp"), QStringLiteral("10.9.8.7")}};
        const QJsonObject others{{QStringLiteral("owner"), QStringLiteral("other")}};
        const QJsonObject soon{{QStringLiteral("idleTimeout"), 0.3}};
        const QJsonObject running{{QStringLiteral("running"), QStringLiteral("1..3; Start-Sleep -Seconds 1; 4")},
                                  {QStringLiteral("age"), 600}};
        const QJsonObject asking{{QStringLiteral("running"), QStringLiteral("$a = Read-Host; \"got $a\"")}};
        const QJsonObject task{
            {QStringLiteral("configuration"), QStringLiteral("ITTasks")},
            {QStringLiteral("script"), QStringLiteral("$v = 42; $null = Start-Job -ScriptBlock { 'job output' }")},
            {QStringLiteral("firstJobId"), 2}};
        LabOptionsBuilder seed;
        seed.computer(QStringLiteral("Server01"),
                      {session(QStringLiteral("ITTask"), task), session(QStringLiteral("Busy"), busy),
                       session(QStringLiteral("Others"), others), session(QStringLiteral("Soon"), soon),
                       session(QStringLiteral("Running"), running), session(QStringLiteral("Asking"), asking)},
                      {});
        seed.computer(QStringLiteral("Server02"), many, {{QStringLiteral("pageSize"), 2}});
        seed.computer(QStringLiteral("Server03"), {},
                      {{QStringLiteral("minimumIdleTimeout"), 0.1}, {QStringLiteral("maximumShellsPerUser"), 2}});
        seed.computer(QStringLiteral("Server04"), {}, {{QStringLiteral("disconnectFaultsReceives"), true}});
        test::LabProcessOptions options;
        options.seed = seed.json();
        QVERIFY2(labs.start(options), qPrintable(labs.errorText()));
        QCOMPARE(labs.lab().computers().size(), 4);
    }

    void identifyNeedsNoLogin()
    {
        const auto body = wsman::identifyRequest().envelope;
        const auto head = "POST /wsman HTTP/1.1\r\nHost: server01\r\nConnection: close\r\nContent-Length: " +
                          QByteArray::number(body.size()) + "\r\n";
        const auto port = labs.lab().computer(QStringLiteral("Server01")).httpPort;
        const auto answer = rawExchange(port, head + "WSMANIDENTIFY: unauthenticated\r\n\r\n" + body);
        QVERIFY(answer.startsWith("HTTP/1.1 200"));
        const auto info = wsman::parseIdentify(answer.mid(answer.indexOf("\r\n\r\n") + 4));
        QVERIFY(info.productVersion.contains(QStringLiteral("Stack: 3.0")));
        const auto refused = rawExchange(port, head + "\r\n" + body);
        QVERIFY(refused.startsWith("HTTP/1.1 401"));
        QVERIFY(refused.contains("WWW-Authenticate: Basic realm=\"WSMAN\""));
    }

    void chunkedRequestsAreRefused()
    {
        const auto answer =
            rawExchange(labs.lab().computer(QStringLiteral("Server01")).httpPort,
                        "POST /wsman HTTP/1.1\r\nHost: server01\r\n" + basic +
                            "Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n");
        QVERIFY(answer.startsWith("HTTP/1.1 500"));
        const auto fault = wsman::parseFault(answer.mid(answer.indexOf("\r\n\r\n") + 4));
        QVERIFY(fault.has_value());
        QCOMPARE(fault->code, 50u);
    }

    void whatIsNoEnvelopeAndWhatIsTooLarge()
    {
        const auto port = labs.lab().computer(QStringLiteral("Server01")).httpPort;
        const auto post = [&](const QByteArray &body) {
            const auto answer =
                rawExchange(port, "POST /wsman HTTP/1.1\r\nHost: server01\r\n" + basic +
                                      "Connection: close\r\nContent-Length: " + QByteArray::number(body.size()) +
                                      "\r\n\r\n" + body);
            const auto fault = wsman::parseFault(answer.mid(answer.indexOf("\r\n\r\n") + 4));
            return fault ? fault->code : 0u;
        };
        QVERIFY(post("<html/>") != 0);
        QCOMPARE(post(QByteArray(600000, ' ')), 2150858825u);
        QVERIFY(rawExchange(port, "no http at all\r\n\r\n").startsWith("HTTP/1.1 400"));
        QVERIFY(rawExchange(port, "POST /other HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")
                    .startsWith("HTTP/1.1 404"));
    }

    void wrongPassword()
    {
        WireClient client(labs.lab(), QStringLiteral("Server01"), true, QStringLiteral("lab"), "wrong");
        try {
            client.list();
            QFAIL("let in");
        } catch (const base::Error &error) {
            QCOMPARE(error.category, base::ErrorCategory::LoginRefused);
        }
        const auto log = labs.lab().log();
        QVERIFY(std::any_of(log.begin(), log.end(), [](const QJsonObject &entry) {
            return entry.value(QLatin1String("kind")) == QLatin1String("login") &&
                   !entry.value(QLatin1String("accepted")).toBool(true);
        }));
    }

    void createRunDisconnectListConnect_data()
    {
        QTest::addColumn<bool>("useSsl");
        QTest::newRow("https") << true;
        QTest::newRow("http") << false;
    }
    void createRunDisconnectListConnect()
    {
        QFETCH(bool, useSsl);
        const auto name = QStringLiteral("Made%1").arg(useSsl);
        WireClient first(labs.lab(), QStringLiteral("Server01"), useSsl);
        first.create(name, 5min);
        QCOMPARE(first.pool->state(), psrp::PoolState::Opened);
        QCOMPARE(first.created.state, QStringLiteral("Connected"));
        QCOMPARE(*first.created.idleTimeout, std::chrono::milliseconds(5min));
        QCOMPARE(first.run(QStringLiteral("$x = 5; 1..3")),
                 (QStringList{QStringLiteral("1"), QStringLiteral("2"), QStringLiteral("3")}));
        const auto pipeline = first.start(QStringLiteral("Start-Sleep -Milliseconds 300; 'late'"));
        first.disconnect(2h, wsman::BufferMode::Drop);

        WireClient second(labs.lab(), QStringLiteral("Server01"), useSsl);
        const auto seen = second.find(name);
        QCOMPARE(seen.id(), first.shellId);
        QCOMPARE(seen.state, QStringLiteral("Disconnected"));
        QCOMPARE(seen.bufferMode, wsman::BufferMode::Drop);
        QCOMPARE(seen.owner, QStringLiteral("SERVER01\\lab"));
        QCOMPARE(second.commands(first.shellId).size(), 1);
        // The first client's requests are refused now; so is a Reconnect of the second.
        QCOMPARE(first.fault(wsman::receiveRequest(first.context, first.shellId, {})), 2150859204u);
        QCOMPARE(second.fault(wsman::reconnectRequest(second.context, first.shellId)), 2150859206u);
        second.connect(first.shellId);
        const auto attached = second.attach(pipeline->id());
        QCOMPARE(second.finish(*attached), QStringList{QStringLiteral("late")});
        QCOMPARE(second.run(QStringLiteral("$x")), QStringList{QStringLiteral("5")});
        second.takePool();
        QVERIFY(std::any_of(second.poolEvents.begin(), second.poolEvents.end(), [](const psrp::PoolEvent &event) {
            return std::holds_alternative<psrp::PrivateDataReceived>(event);
        }));
        second.post(wsman::deleteRequest(second.context, first.shellId));
        QVERIFY(second.find(name).shellId.isEmpty());
        QCOMPARE(second.fault(wsman::receiveRequest(second.context, first.shellId, {})), 2150858843u);
    }

    void theSameClientReconnects()
    {
        WireClient client(labs.lab(), QStringLiteral("Server01"));
        client.create(QStringLiteral("Again"));
        client.disconnect();
        client.post(wsman::reconnectRequest(client.context, client.shellId));
        QCOMPARE(client.run(QStringLiteral("'back'")), QStringList{QStringLiteral("back")});
        client.post(wsman::deleteRequest(client.context, client.shellId));
    }

    void bufferedOutputComesFirst()
    {
        WireClient client(labs.lab(), QStringLiteral("Server01"));
        const auto shell = client.find(QStringLiteral("Running"));
        const auto commands = client.commands(shell.id());
        QCOMPARE(commands.size(), 1);
        client.connect(shell.id());
        const auto pipeline = client.attach(commands[0].id());
        QCOMPARE(client.finish(*pipeline),
                 (QStringList{QStringLiteral("1"), QStringLiteral("2"), QStringLiteral("3"), QStringLiteral("4")}));
        QCOMPARE(pipeline->state(), psrp::PipelineState::Completed);
        QVERIFY(client.commands(shell.id()).isEmpty());
    }

    void seededJobsAndVariablesAreThere()
    {
        WireClient client(labs.lab(), QStringLiteral("Server01"));
        const auto shell = client.find(QStringLiteral("ITTask"));
        QCOMPARE(shell.resourceUri, QStringLiteral("http://schemas.microsoft.com/powershell/ITTasks"));
        client.context.resourceUri = shell.resourceUri;
        client.connect(shell.id());
        QCOMPARE(client.run(QStringLiteral("$v")), QStringList{QStringLiteral("42")});
        QCOMPARE(client.run(QStringLiteral("Wait-Job -Name Job2 | ForEach-Object { $_.Id }")),
                 QStringList{QStringLiteral("2")});
        QCOMPARE(client.run(QStringLiteral("Receive-Job -Name Job2 -Keep")), QStringList{QStringLiteral("job output")});
        client.disconnect(15h);
        QCOMPARE(*client.find(QStringLiteral("ITTask")).idleTimeout, std::chrono::milliseconds(15h));
    }

    void aPendingHostCallReachesTheNewClient()
    {
        WireClient client(labs.lab(), QStringLiteral("Server01"));
        const auto shell = client.find(QStringLiteral("Asking"));
        const auto commands = client.commands(shell.id());
        QCOMPARE(commands.size(), 1);
        client.connect(shell.id());
        const auto pipeline = client.attach(commands[0].id());
        QStringList texts;
        QVERIFY(client.take(*pipeline, &texts));
        QCOMPARE(client.calls.size(), 1);
        const auto call = client.calls[0];
        QCOMPARE(call.method, psrp::HostMethod::ReadLine);
        psrp::HostResponse response;
        response.callId = call.callId;
        response.method = call.method;
        response.pipelineId = call.pipelineId;
        response.result = clixml::Value::string(u"blue");
        client.post(wsman::sendRequest(client.context, client.shellId, call.pipelineId, QStringLiteral("pr"),
                                       client.pool->hostResponse(response)));
        QCOMPARE(client.finish(*pipeline), QStringList{QStringLiteral("got blue")});
    }

    void aSessionInUseElsewhereIsRefused()
    {
        WireClient client(labs.lab(), QStringLiteral("Server01"));
        const auto shell = client.find(QStringLiteral("Busy"));
        QCOMPARE(shell.state, QStringLiteral("Connected"));
        QCOMPARE(shell.clientIp, QStringLiteral("10.9.8.7"));
        psrp::RunspacePool pool(shell.id());
        QCOMPARE(
            client.fault(wsman::connectShellRequest(client.context, shell.id(), pool.connect(), QStringLiteral("2.3"))),
            2150859213u);
    }

    void someoneElsesSession()
    {
        WireClient client(labs.lab(), QStringLiteral("Server01"));
        const auto shell = client.find(QStringLiteral("Others"));
        QCOMPARE(shell.owner, QStringLiteral("SERVER01\\other")); // an administrator sees it
        psrp::RunspacePool pool(shell.id());
        QCOMPARE(
            client.fault(wsman::connectShellRequest(client.context, shell.id(), pool.connect(), QStringLiteral("2.3"))),
            5u);
        WireClient other(labs.lab(), QStringLiteral("Server01"), true, QStringLiteral("other"), "other-password");
        const auto own = other.list();
        QCOMPARE(own.size(), 1);
        QCOMPARE(own[0].name, QStringLiteral("Others"));
    }

    void connectXmlOfAnotherPool()
    {
        WireClient client(labs.lab(), QStringLiteral("Server02"));
        const auto shell = client.find(QStringLiteral("Many0"));
        psrp::RunspacePool stranger(QUuid::createUuid());
        const auto answer = test::await(client.begin(
            wsman::connectShellRequest(client.context, shell.id(), stranger.connect(), QStringLiteral("2.3"))));
        QCOMPARE(answer.status, 500);
        const auto fault = wsman::parseFault(answer.body);
        QVERIFY(fault.has_value());
        QVERIFY(fault->code == 0x80540FA2 || fault->code == 0x80540FA3);
        QVERIFY(!fault->provider.isEmpty());
    }

    void enumerationsHavePages()
    {
        WireClient client(labs.lab(), QStringLiteral("Server02"));
        QCOMPARE(client.list().size(), 7);
        QCOMPARE(client.pages, 4);
        QCOMPARE(client.list(1).size(), 7);
        QCOMPARE(client.pages, 7);
        QVERIFY(client.fault(wsman::pullRequest(client.context, wsman::resource::shell, QStringLiteral("uuid:0"))) !=
                0);
    }

    void unknownThings()
    {
        WireClient client(labs.lab(), QStringLiteral("Server02"));
        const auto nobody = QUuid::createUuid();
        QCOMPARE(client.fault(wsman::getShellRequest(client.context, nobody)), 2150858843u);
        QCOMPARE(client.fault(wsman::deleteRequest(client.context, nobody)), 2150858843u);
        client.context.resourceUri = QStringLiteral("http://schemas.microsoft.com/powershell/Nowhere");
        psrp::RunspacePool pool(nobody);
        wsman::CreateShell shell;
        shell.shellId = nobody;
        shell.creationXml = pool.open();
        QCOMPARE(client.fault(wsman::createRequest(client.context, shell)), 2150858811u);
    }

    void idsAreComparedInUpperCase()
    {
        WireClient client(labs.lab(), QStringLiteral("Server02"));
        const auto shell = client.find(QStringLiteral("Many1"));
        auto request = wsman::getShellRequest(client.context, shell.id());
        QCOMPARE(client.fault(request), 0u);
        const auto upper = shell.shellId.toLatin1();
        QVERIFY(request.envelope.contains(upper));
        request.envelope.replace(upper, upper.toLower());
        QCOMPARE(client.fault(request), 2150858843u);
    }

    void idleTimeAndQuota()
    {
        WireClient client(labs.lab(), QStringLiteral("Server03"));
        client.create(QStringLiteral("Short"), 400ms);
        client.disconnect();
        WireClient second(labs.lab(), QStringLiteral("Server03"));
        QVERIFY(test::waitUntil([&] { return second.list().isEmpty(); }));
        second.create(QStringLiteral("One"));
        second.create(QStringLiteral("Two"));
        psrp::RunspacePool pool(QUuid::createUuid());
        wsman::CreateShell third;
        third.shellId = pool.id();
        third.creationXml = pool.open();
        QCOMPARE(second.fault(wsman::createRequest(second.context, third)), 2150859173u);
        QCOMPARE(second.fault(wsman::disconnectRequest(second.context, second.shellId, 1ms)), 2150859250u);
    }

    void seededIdleTimeRunsOut()
    {
        WireClient client(labs.lab(), QStringLiteral("Server01"));
        QVERIFY(test::waitUntil([&] { return client.find(QStringLiteral("Soon")).shellId.isEmpty(); }));
    }

    void aKilledClientsSessionStaysConnected()
    {
        QUuid id;
        {
            WireClient killed(labs.lab(), QStringLiteral("Server04"));
            killed.create(QStringLiteral("Killed"));
            id = killed.shellId;
            base::CancelSource source;
            auto waiting = killed.begin(wsman::receiveRequest(killed.context, id, {}), source.token());
            QTimer::singleShot(100, this, [source]() mutable { source.cancel(); });
            bool ended = false;
            try {
                test::await(std::move(waiting));
            } catch (const base::Error &error) {
                ended = error.category == base::ErrorCategory::Cancelled;
            }
            QVERIFY(ended);
        }
        WireClient client(labs.lab(), QStringLiteral("Server04"));
        QCOMPARE(client.find(QStringLiteral("Killed")).state, QStringLiteral("Connected"));
        psrp::RunspacePool pool(id);
        QCOMPARE(client.fault(wsman::connectShellRequest(client.context, id, pool.connect(), QStringLiteral("2.3"))),
                 2150859213u);
    }

    void aReceiveMayEndAsAFaultOnDisconnect()
    {
        WireClient client(labs.lab(), QStringLiteral("Server04"));
        client.create(QStringLiteral("Faulting"));
        auto waiting = client.begin(wsman::receiveRequest(client.context, client.shellId, {}));
        WireClient same(labs.lab(), QStringLiteral("Server04"));
        same.context.sessionId = client.context.sessionId;
        same.shellId = client.shellId;
        same.disconnect();
        const auto fault = wsman::parseFault(test::await(std::move(waiting)).body);
        QVERIFY(fault.has_value());
        // The Receive may have come after the Disconnect: then the shell is disconnected already.
        QVERIFY(fault->code == 2150859230u || fault->code == 2150859204u);
    }

    void stopAndOperationTimeout()
    {
        WireClient client(labs.lab(), QStringLiteral("Server02"));
        client.create(QStringLiteral("Stopping"));
        const auto pipeline = client.start(QStringLiteral("Start-Sleep -Seconds 600"));
        client.context.operationTimeout = 50ms;
        QCOMPARE(client.fault(wsman::receiveRequest(client.context, client.shellId, pipeline->id())), 2150858793u);
        client.context.operationTimeout = 10s;
        client.post(
            wsman::signalRequest(client.context, client.shellId, pipeline->id(), wsman::signalcode::stopPipeline));
        client.finish(*pipeline);
        QCOMPARE(pipeline->state(), psrp::PipelineState::Stopped);
        client.post(wsman::deleteRequest(client.context, client.shellId));
    }

    void faultsOnDemand()
    {
        test::LabProcessOptions options;
        options.names = {QStringLiteral("Bad")};
        QJsonArray faults;
        const auto add = [&faults](const char *kind, QJsonObject more) {
            more.insert(QStringLiteral("kind"), QString::fromLatin1(kind));
            more.insert(QStringLiteral("times"), 1);
            more.insert(QStringLiteral("action"), QStringLiteral("Enumerate"));
            faults.append(more);
        };
        add("fault", {{QStringLiteral("code"), 1722}, {QStringLiteral("message"), QStringLiteral("on demand")}});
        add("answer", {{QStringLiteral("status"), 503},
                       {QStringLiteral("contentType"), QStringLiteral("text/html")},
                       {QStringLiteral("body"), QStringLiteral("<html>busy</html>")}});
        add("cut", {{QStringLiteral("bytes"), 200}});
        add("truncated", {{QStringLiteral("bytes"), 5}});
        options.seed = {{QStringLiteral("faults"), faults}};
        test::LabProcess bad;
        QVERIFY2(bad.start(options), qPrintable(bad.errorText()));
        WireClient client(bad, QStringLiteral("Bad"));
        const auto category = [&]() -> std::optional<base::ErrorCategory> {
            try {
                client.list();
                return {};
            } catch (const base::Error &error) {
                return error.category;
            }
        };
        QCOMPARE(client.fault(wsman::enumerateShellsRequest(client.context)), 1722u);
        QCOMPARE(category(), base::ErrorCategory::NotWsMan);
        QVERIFY(category().has_value());
        QVERIFY(category().has_value());
        QCOMPARE(category(), std::nullopt); // used up
        QVERIFY(bad.stop());
    }

    void endsWhenItsInputCloses()
    {
        QProcess process;
        process.start(QStringLiteral(REJOIN_BIN_DIR "/rejoin-lab"),
                      {QStringLiteral("--password-stdin"), QStringLiteral("--exit-with-stdin")});
        QVERIFY(process.waitForStarted());
        process.write("secret\n");
        QVERIFY(process.waitForReadyRead(10000));
        QVERIFY(process.readAllStandardOutput().startsWith("Server01\thttp "));
        process.closeWriteChannel();
        QVERIFY(process.waitForFinished(10000));
        QCOMPARE(process.exitCode(), 0);
    }

    void wrongOptionsAreRefused()
    {
        QProcess process;
        process.start(QStringLiteral(REJOIN_BIN_DIR "/rejoin-lab"),
                      {QStringLiteral("--listen"), QStringLiteral("0.0.0.0"), QStringLiteral("--ready-file"),
                       QStringLiteral("unused")});
        QVERIFY(process.waitForFinished(10000));
        QCOMPARE(process.exitCode(), 2);
        QVERIFY(process.readAllStandardError().contains("--listen-anywhere"));
    }

private:
    /// The seed of this test's computers: each knows the second user too.
    struct LabOptionsBuilder
    {
        QJsonArray computers;
        void computer(const QString &name, const QJsonArray &sessions, const QJsonObject &behaviour)
        {
            const QJsonObject other{{QStringLiteral("name"), QStringLiteral("other")},
                                    {QStringLiteral("password"), QStringLiteral("other-password")}};
            computers.append(QJsonObject{{QStringLiteral("name"), name},
                                         {QStringLiteral("users"), QJsonArray{other}},
                                         {QStringLiteral("sessions"), sessions},
                                         {QStringLiteral("behaviour"), behaviour}});
        }
        QJsonObject json() const { return {{QStringLiteral("computers"), computers}}; }
    };
};

QTEST_GUILESS_MAIN(LabWireTest)
#include "tst_labwire.moc"
