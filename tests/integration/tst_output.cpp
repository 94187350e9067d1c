#include "core/output/savedoutputstore.h"
#include "tests/integration/cliprocess.h"
#include "tests/integration/engines.h"
#include "tests/integration/serviceclient.h"

using namespace rejoin;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using output::EndState;
using output::SavedOutputStore;
using psrp::PipelineState;
using remoting::RemotePipeline;
using test::Cli;
using test::CliResult;
using test::ServiceClient;

namespace {

const QString server01 = u"Server01"_s;

QStringList savedTexts(const SavedOutputStore &store, const QString &id)
{
    QStringList texts;
    const auto reader = store.open(id);
    while (const auto record = reader->next()) {
        if (const auto *value = record->event ? std::get_if<psrp::OutputReceived>(&*record->event) : nullptr)
            texts.append(value->value.text());
    }
    return texts;
}

/// A session that Get-PSSession would hide, as *Show all shells* reaches it.
sessions::SessionPtr anyShell(ServiceClient &client, const QUuid &id)
{
    sessions::ListRequest request;
    request.targets = {client.at(server01)};
    const auto listing = test::await(client.service->list(request)).first();
    for (const auto &hidden : listing.hidden) {
        if (hidden.shell.id() != id)
            continue;
        const auto session = client.registry.forShell(id, client.at(server01));
        session->update(hidden.shell, {}, QDateTime::currentDateTimeUtc());
        return session;
    }
    for (const auto &session : listing.sessions) {
        if (session->instanceId() == id)
            return session;
    }
    return nullptr;
}

} // namespace

/// Commands that were left running: what they had to say, live and afterwards, and what is kept of it here.
class OutputTest : public QObject
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

    /// Buffered output first, then live, then the final state; the server has forgotten it, this computer has not.
    void aRunningCommandIsReceivedAndSaved()
    {
        ServiceClient first(labs.lab());
        const auto left = first.create(server01, u"Running"_s);
        const auto started = first.start(left, u"'buffered'; Start-Sleep -Seconds 2; Write-Warning 'live'; 'last'"_s);
        first.disconnect(left);

        const QTemporaryDir folder;
        ServiceClient second(labs.lab());
        const auto store = std::make_shared<SavedOutputStore>(folder.filePath(u"output"_s));
        second.service->setSavedOutput(store);
        const auto session = second.find(server01, u"Running"_s);
        QVERIFY(session);
        second.connect(session);
        const auto commands = test::await(second.service->commands(session));
        QCOMPARE(commands.size(), 1);
        QCOMPARE(commands.first().id(), started->id());
        const auto pipeline = test::await(second.service->attach(session, commands.first().id()));
        const auto result = ServiceClient::drain(pipeline);
        QCOMPARE(result.state, PipelineState::Completed);
        QCOMPARE(result.texts, (QStringList{u"buffered"_s, u"last"_s}));
        QCOMPARE(result.all<psrp::WarningReceived>().size(), 1);
        const auto entries = store->entries(session->instanceId());
        QCOMPARE(entries.size(), 1);
        QCOMPARE(entries.first().state, EndState::Completed);
        QCOMPARE(entries.first().source.commandId, started->id());
        QCOMPARE(savedTexts(*store, entries.first().id), result.texts);
        QVERIFY(test::await(second.service->commands(session)).isEmpty());
        second.remove(session);
    }

    void aCommandThatEndedUnreceivedIsThere()
    {
        ServiceClient first(labs.lab());
        const auto left = first.create(server01, u"Ended"_s);
        const auto ended = first.start(left, u"'all'; 'of it'"_s);
        // One runspace: this one is carried out after the other's end.
        QCOMPARE(first.run(left, u"'after it'"_s).texts, QStringList{u"after it"_s});
        first.disconnect(left);

        ServiceClient second(labs.lab());
        const auto session = second.find(server01, u"Ended"_s);
        QVERIFY(session);
        second.connect(session);
        const auto pipeline = test::await(second.service->receive(session));
        QVERIFY(pipeline);
        QCOMPARE(pipeline->id(), ended->id());
        const auto result = ServiceClient::drain(pipeline);
        QCOMPARE(result.state, PipelineState::Completed);
        QCOMPARE(result.texts, (QStringList{u"all"_s, u"of it"_s}));
        QVERIFY(!test::await(second.service->receive(session))); // nothing runs: nothing, and no error
        second.remove(session);
    }

    void severalCommandsOfOneShellComeSideBySide()
    {
        ServiceClient first(labs.lab());
        const auto left = first.create(server01, u"Pool"_s);
        const QUuid id = left->instanceId();
        const auto one = first.start(left, u"'a1'; Start-Sleep -Seconds 1; 'a2'"_s);
        const auto other = first.start(left, u"'b1'; 'b2'"_s);
        first.disconnect(left);

        ServiceClient second(labs.lab());
        QVERIFY(!second.find(server01, u"Pool"_s)); // hidden by Get-PSSession's filter
        const auto session = anyShell(second, id);
        QVERIFY(session);
        second.connect(session);
        const auto commands = test::await(second.service->commands(session));
        QCOMPARE(commands.size(), 2);
        QHash<QUuid, QStringList> texts;
        QList<std::shared_ptr<RemotePipeline>> pipelines;
        for (const auto &command : commands) {
            const auto pipeline = test::await(second.service->attach(session, command.id()));
            connect(pipeline.get(), &RemotePipeline::streamed, this, [&texts, key = command.id()](const auto &event) {
                if (const auto *value = std::get_if<psrp::OutputReceived>(&event))
                    texts[key].append(value->value.text());
            });
            pipeline->begin();
            pipelines.append(pipeline);
        }
        for (const auto &pipeline : std::as_const(pipelines))
            QCOMPARE(test::await(pipeline->finished(), 60s), PipelineState::Completed);
        QCOMPARE(texts.value(one->id()), (QStringList{u"a1"_s, u"a2"_s}));
        QCOMPARE(texts.value(other->id()), (QStringList{u"b1"_s, u"b2"_s}));
        second.remove(session);
    }

    /// Left by one process with its options, all of its output received by another.
    void leftInADisconnectedSession()
    {
        Cli first(labs.lab());
        const CliResult started = first.command(
            u"Invoke-Command -ComputerName Server01 LOGIN -InDisconnectedSession -SessionName Later -SessionOption "
            "@{SkipCACheck=$true; IdleTimeout=3600000; OutputBufferingMode='Drop'} { 'a'; Start-Sleep 1; 'b' }"_s);
        QVERIFY2(started.status == 0, started.all());
        QVERIFY2(started.out.contains("Later           Server01        Disconnected"_L1), started.all());

        Cli second(labs.lab());
        second.setOptions({u"-OutputFormat"_s, u"Json"_s});
        const CliResult listed = second.command(u"Get-PSSession -ComputerName Server01 -Name Later LOGIN"_s);
        QVERIFY2(listed.out.contains("\"IdleTimeout\":3600"_L1), listed.all());
        QVERIFY2(listed.out.contains("Drop"_L1), listed.all());
        const QString id = listed.out.section("\"InstanceId\":\""_L1, 1).section(u'"', 0, 0);
        // Named with its ShellId and until when.
        QVERIFY2(started.err.contains("Later on Server01"_L1) && started.err.contains(id, Qt::CaseInsensitive),
                 started.all() + listed.all());

        second.setOptions({});
        const CliResult none = second.command(u"Receive-PSSession -ComputerName Server01 -Name Lat* LOGIN"_s);
        QVERIFY2(none.status == 0 && none.out.isEmpty() && none.err.isEmpty(), none.all());
        const CliResult received = second.command(u"Receive-PSSession -ComputerName Server01 -Name later LOGIN"_s);
        QVERIFY2(received.status == 0, received.all());
        QCOMPARE(received.out, u"a\nb\n"_s);
        const CliResult again = second.command(u"Receive-PSSession -ComputerName Server01 -Name later LOGIN"_s);
        QVERIFY2(again.status == 0 && again.out.isEmpty(), again.all());
    }

    void receivedObjectsCarryPowerShellsNotes()
    {
        Cli cli(labs.lab());
        QVERIFY(cli.command(u"Invoke-Command -ComputerName Server01 LOGIN -InDisconnectedSession -SessionName Notes { "
                            "'text' }"_s)
                    .status == 0);
        cli.setOptions({u"-OutputFormat"_s, u"CliXml"_s});
        const CliResult received = cli.command(u"Receive-PSSession -ComputerName Server01 -Name Notes LOGIN"_s);
        QVERIFY2(received.out.contains("<S>text</S>"_L1), received.all());
        QVERIFY2(received.out.contains("<S N=\"PSComputerName\">Server01</S>"_L1), received.all());
        QVERIFY2(received.out.contains("<G N=\"RunspaceId\">"_L1), received.all());
        QVERIFY2(received.out.contains("<B N=\"PSShowComputerName\">true</B>"_L1), received.all());
        const CliResult hidden =
            cli.command(u"Invoke-Command -ComputerName Server01 LOGIN -HideComputerName { 'text' }"_s);
        QVERIFY2(hidden.out.contains("<B N=\"PSShowComputerName\">false</B>"_L1), hidden.all());
        cli.setOptions({u"-OutputFormat"_s, u"Json"_s});
        const CliResult json = cli.command(u"Invoke-Command -ComputerName Server01 LOGIN { 'text'; 7 }"_s);
        QCOMPARE(QString(json.out).remove(u'\n'), u"[\"text\",7]"_s);
    }

    void aFailureOfTheCommandIsWordedAsPowerShellDoes()
    {
        Cli cli(labs.lab());
        QVERIFY(cli.command(u"Invoke-Command -ComputerName Server01 LOGIN -InDisconnectedSession -SessionName Fails { "
                            "'before'; throw 'on purpose' }"_s)
                    .status == 0);
        const CliResult received = cli.command(u"Receive-PSSession -ComputerName Server01 -Name Fails LOGIN"_s);
        QVERIFY2(received.status == 1 && received.out == "before\n"_L1, received.all());
        QVERIFY2(received.err.contains("The remote pipeline failed for the following reason: on purpose"_L1),
                 received.all());
        QVERIFY2(received.err.contains(
                     "ReceivePSSessionPipelineFailed,Microsoft.PowerShell.Commands.ReceivePSSessionCommand"_L1),
                 received.all());
    }

    void aFolderThatCannotBeWrittenIsSaidOnce()
    {
        Cli cli(labs.lab());
        QFile inTheWay(cli.profile() + u"/output"_s);
        QVERIFY(inTheWay.open(QIODevice::WriteOnly));
        inTheWay.close();
        const CliResult result = cli.command(u"$s = New-PSSession -ComputerName Server01 -Name Full LOGIN; "
                                             "Invoke-Command -Session $s { 'a' }; Invoke-Command -Session $s { 'b' }; "
                                             "Remove-PSSession -Session $s"_s);
        QVERIFY2(result.status == 0 && result.out == "a\nb\n"_L1, result.all());
        QCOMPARE(result.err.count("Output cannot be saved on this computer"_L1), 1);
        QVERIFY2(result.err.startsWith("WARNING: "_L1), result.all());
    }

    /// kill -9: what had been printed is in the profile, and what the killed program had not received is still there.
    void savedOutputSurvivesAKill()
    {
        Cli cli(labs.lab());
        QVERIFY(cli.command(u"Invoke-Command -ComputerName Server01 LOGIN -InDisconnectedSession -SessionName Killed { "
                            "'first'; Start-Sleep 3; 'last' }"_s)
                    .status == 0);
        cli.start({u"-Command"_s, Cli::expanded(u"Receive-PSSession -ComputerName Server01 -Name Killed LOGIN"_s)});
        QVERIFY(cli.waitForOutput(u"first"_s));
        const SavedOutputStore store(cli.profile() + u"/output"_s);
        QCOMPARE(store.entries().value(0).state, EndState::Running);
        cli.kill();
        (void)cli.finish();
        const auto entry = store.entries().value(0);
        QCOMPARE(entry.state, EndState::Interrupted);
        QCOMPARE(entry.source.session, u"Killed"_s);
        QCOMPARE(savedTexts(store, entry.id), QStringList{u"first"_s});
    }
};

QTEST_GUILESS_MAIN(OutputTest)
#include "tst_output.moc"
