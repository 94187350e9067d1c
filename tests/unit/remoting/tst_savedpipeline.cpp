#include "core/output/savedoutputstore.h"
#include "core/remoting/runspacesession.h"
#include "tests/support/await.h"
#include "tests/support/scriptedtransport.h"

#include <QTemporaryDir>
#include <QTest>

using namespace rejoin;
using namespace rejoin::remoting;
using namespace std::chrono_literals;
using output::EndState;
using output::SavedOutputStore;
using test::ScriptedServer;
using test::ScriptedShell;

/// What a pipeline saves on this computer, and how a consumer that is behind holds it.
class SavedPipelineTest : public QObject
{
    Q_OBJECT

    std::shared_ptr<ScriptedServer> server;
    std::unique_ptr<QTemporaryDir> folder;
    std::shared_ptr<SavedOutputStore> store;

    std::shared_ptr<RunspaceSession> session(const QUuid &shellId = QUuid::createUuid())
    {
        ShellParameters parameters;
        parameters.shellId = shellId;
        parameters.sessionId = QUuid::createUuid();
        parameters.name = QStringLiteral("ITTask");
        parameters.computerName = QStringLiteral("Server01");
        parameters.resourceUri = QStringLiteral("http://schemas.microsoft.com/powershell/Microsoft.PowerShell");
        parameters.operationTimeout = 50ms; // what is gone is noticed soon
        parameters.savedOutput = store;
        return RunspaceSession::make(std::make_shared<test::ScriptedTransport>(server), parameters);
    }
    static psrp::CreatePipeline script(const QString &text)
    {
        psrp::CreatePipeline request;
        psrp::PipelineCommand command;
        command.text = text;
        request.commands.append(command);
        return request;
    }
    static void say(ScriptedShell &shell, const QUuid &command, const QString &text)
    {
        shell.say(command, shell.pool->output(command, clixml::Value::string(text)));
    }
    /// What another program would read of an entry now.
    [[nodiscard]] QStringList savedTexts(const QString &id) const
    {
        QStringList texts;
        const auto reader = store->open(id);
        while (const auto record = reader->next()) {
            if (const auto *value = std::get_if<psrp::OutputReceived>(&record->event.value()))
                texts.append(value->value.text());
        }
        return texts;
    }
    [[nodiscard]] QString onlyId() const
    {
        const auto entries = store->entries();
        return entries.size() == 1 ? entries.first().id : QString();
    }

    /// As many turns of the loop as anything here needs to happen.
    static void turn()
    {
        for (int i = 0; i < 50; ++i)
            QCoreApplication::processEvents();
    }

private Q_SLOTS:
    void init()
    {
        server = std::make_shared<ScriptedServer>();
        store.reset();
        folder = std::make_unique<QTemporaryDir>();
        store = std::make_shared<SavedOutputStore>(folder->filePath(QStringLiteral("output")));
    }

    void isSavedBeforeItIsShown()
    {
        const auto made = session();
        test::await(made->create());
        const auto pipeline = test::await(made->start(script(QStringLiteral("hello"))));
        pipeline->saveOutput(QStringLiteral("job 3 (Backup)"));
        QStringList atTheTime;
        connect(pipeline.get(), &RemotePipeline::streamed, this, [&](const psrp::PipelineEvent &event) {
            if (std::holds_alternative<psrp::OutputReceived>(event))
                atTheTime = savedTexts(onlyId());
        });
        pipeline->begin();
        QCOMPARE(test::await(pipeline->finished()), psrp::PipelineState::Completed);
        QCOMPARE(atTheTime, QStringList{QStringLiteral("hello")});
        const auto entry = store->entries().value(0);
        QCOMPARE(entry.state, EndState::Completed);
        QCOMPARE(entry.source.shellId, made->parameters().shellId);
        QCOMPARE(entry.source.commandId, pipeline->id());
        QCOMPARE(entry.source.session, QStringLiteral("ITTask"));
        QCOMPARE(entry.source.computer, QStringLiteral("Server01"));
        QCOMPARE(entry.source.label, QStringLiteral("job 3 (Backup)"));
    }

    void ownRequestsAreNotSaved()
    {
        const auto made = session();
        test::await(made->create());
        const auto pipeline = test::await(made->start(script(QStringLiteral("prompt"))));
        pipeline->begin();
        QCOMPARE(test::await(pipeline->finished()), psrp::PipelineState::Completed);
        QVERIFY(store->entries().isEmpty());
    }

    void whatWasAttachedToIsSavedAndGoesOnAfterReconnect()
    {
        QUuid shellId;
        QUuid commandId;
        {
            server->onPipeline = [](ScriptedShell &shell, const psrp::PipelineRequested &asked) {
                say(shell, asked.pipelineId, QStringLiteral("buffered"));
            };
            const auto first = session();
            test::await(first->create());
            shellId = first->parameters().shellId;
            commandId = test::await(first->start(script(QStringLiteral("Get-Everything"))))->id();
            test::await(first->disconnect(DisconnectOptions()));
        }
        const auto second = session(shellId);
        test::await(second->connect());
        (void)test::await(second->commands());
        const auto pipeline = test::await(second->attach(commandId));
        int shown = 0;
        connect(pipeline.get(), &RemotePipeline::streamed, this, [&] { ++shown; });
        pipeline->begin();
        QVERIFY(test::waitUntil([&] { return shown == 1; }));
        QCOMPARE(store->entries().value(0).state, EndState::Running);
        QCOMPARE(store->entries().value(0).source.command, QStringLiteral("Get-Everything"));
        test::await(second->disconnect(DisconnectOptions()));
        QCOMPARE(store->entries().value(0).state, EndState::Disconnected);
        say(server->only(), commandId, QStringLiteral("meanwhile"));
        test::await(second->reconnect());
        server->only().finish(commandId, psrp::PipelineState::Completed);
        QCOMPARE(test::await(pipeline->finished()), psrp::PipelineState::Completed);
        QCOMPARE(savedTexts(onlyId()), QStringList({QStringLiteral("buffered"), QStringLiteral("meanwhile")}));
        QCOMPARE(store->entries().value(0).state, EndState::Completed);
    }

    void aBrokenConnectionIsAnInterruption()
    {
        server->onPipeline = [](ScriptedShell &shell, const psrp::PipelineRequested &asked) {
            say(shell, asked.pipelineId, QStringLiteral("before"));
        };
        const auto made = session();
        test::await(made->create());
        const auto pipeline = test::await(made->start(script(QStringLiteral("long"))));
        pipeline->saveOutput();
        int shown = 0;
        connect(pipeline.get(), &RemotePipeline::streamed, this, [&] { ++shown; });
        pipeline->begin();
        QVERIFY(test::waitUntil([&] { return shown == 1; }));
        server->shells.clear();
        QVERIFY(test::waitUntil([&] { return pipeline->state() == psrp::PipelineState::Failed; }));
        QCOMPARE(store->entries().value(0).state, EndState::Interrupted);
        QCOMPARE(savedTexts(onlyId()), QStringList{QStringLiteral("before")});
    }

    /// Who is behind holds the command at the server: nothing further is asked for until the last token is gone.
    void holdStopsTheNextReceive()
    {
        QUuid id;
        server->onPipeline = [&](ScriptedShell &shell, const psrp::PipelineRequested &asked) {
            id = asked.pipelineId;
            say(shell, id, QStringLiteral("1"));
        };
        const auto made = session();
        test::await(made->create());
        const auto pipeline = test::await(made->start(script(QStringLiteral("long"))));
        std::shared_ptr<void> first;
        std::shared_ptr<void> second = pipeline->hold();
        QStringList texts;
        connect(pipeline.get(), &RemotePipeline::streamed, this, [&](const psrp::PipelineEvent &event) {
            if (const auto *value = std::get_if<psrp::OutputReceived>(&event))
                texts.append(value->value.text());
            if (texts.size() == 1 && !first)
                first = pipeline->hold();
        });
        pipeline->begin();
        turn();
        QVERIFY(texts.isEmpty());
        second.reset();
        QVERIFY(test::waitUntil([&] { return texts.size() == 1; }));
        QVERIFY(first);
        say(server->only(), id, QStringLiteral("2"));
        turn();
        QCOMPARE(texts.size(), 1);
        QCOMPARE(server->only().commands[id].messages.size(), 1); // still there
        // A disconnect in the meantime is not held up, and what it left is there afterwards.
        test::await(made->disconnect(DisconnectOptions()));
        test::await(made->reconnect());
        turn();
        QCOMPARE(texts.size(), 1);
        first.reset();
        QVERIFY(test::waitUntil([&] { return texts.size() == 2; }));
        server->only().finish(id, psrp::PipelineState::Completed);
        QCOMPARE(test::await(pipeline->finished()), psrp::PipelineState::Completed);
    }
};

QTEST_GUILESS_MAIN(SavedPipelineTest)
#include "tst_savedpipeline.moc"
