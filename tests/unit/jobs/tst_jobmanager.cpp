#include "core/base/spawn.h"
#include "core/clixml/reader.h"
#include "core/jobs/jobs.h"
#include "tests/support/await.h"
#include "tests/support/scriptedtransport.h"

#include <QSignalSpy>
#include <QTest>
#include <QTimer>

using namespace rejoin;
using namespace rejoin::jobs;
using clixml::Value;
using test::ScriptedServer;
using test::ScriptedShell;

namespace {

// Shapes as PowerShell 7.6 sent them (names and ids made up): State in MS, JobStateInfo beside it, Nil times.
QByteArray jobXml(int id, const QByteArray &state, const QByteArray &end)
{
    return "<Obj RefId=\"0\"><TN RefId=\"0\"><T>Deserialized.System.Management.Automation.PSRemotingJob</T>"
           "<T>Deserialized.System.Management.Automation.Job</T><T>Deserialized.System.Object</T></TN>"
           "<ToString>System.Management.Automation.PSRemotingJob</ToString><Props><B N=\"HasMoreData\">true</B>"
           "<Nil N=\"StatusMessage\" /><S N=\"Location\">localhost</S><S N=\"Command\"> 'spec1'; 'spec2' </S>"
           "<Obj N=\"JobStateInfo\" RefId=\"1\"><ToString>" +
           state + "</ToString><Props><S N=\"State\">" + state +
           "</S><Nil N=\"Reason\" /></Props></Obj><G N=\"InstanceId\">c0cc0ee2-ecdc-4f3d-a131-ab3ed8232b8" +
           QByteArray::number(id) + "</G><I32 N=\"Id\">" + QByteArray::number(id) + "</I32><S N=\"Name\">Job" +
           QByteArray::number(id) +
           "</S><Obj N=\"ChildJobs\" RefId=\"2\"><LST><Obj RefId=\"3\"><TN RefId=\"3\">"
           "<T>Deserialized.System.Management.Automation.PSRemotingChildJob</T>"
           "<T>Deserialized.System.Management.Automation.Job</T></TN><Props><I32 N=\"Id\">90</I32>"
           "<S N=\"Name\">Child</S><S N=\"PSJobTypeName\"></S></Props><MS><Obj N=\"State\" RefId=\"4\"><TN RefId=\"5\">"
           "<T>Deserialized.System.Management.Automation.JobState</T><T>System.Enum</T></TN>"
           "<ToString>Completed</ToString><I32>2</I32></Obj></MS></Obj></LST></Obj>"
           "<S N=\"PSJobTypeName\">BackgroundJob</S><DT N=\"PSBeginTime\">2026-11-22T18:43:47.3756778+08:00</DT>" +
           end + "</Props><MS><S N=\"State\">" + state + "</S></MS></Obj>";
}

Value jobValue(int id, const QByteArray &state)
{
    return clixml::read(jobXml(id, state,
                               state == "Running" ? QByteArray("<Nil N=\"PSEndTime\" />")
                                                  : QByteArray("<DT N=\"PSEndTime\">2026-11-22T18:43:48Z</DT>")));
}

} // namespace

class JobManagerTest : public QObject
{
    Q_OBJECT

    std::shared_ptr<ScriptedServer> server;
    std::unique_ptr<sessions::SessionRegistry> registry;
    std::unique_ptr<sessions::SessionService> service;
    sessions::SessionPtr session;
    QByteArray state = "Running";
    QStringList scripts;
    bool refuses = false;

private Q_SLOTS:
    void init()
    {
        state = "Running";
        scripts.clear();
        refuses = false;
        server = std::make_shared<ScriptedServer>();
        server->onPipeline = [this](ScriptedShell &shell, const psrp::PipelineRequested &asked) {
            const psrp::PipelineCommand command = asked.request.commands.value(0);
            const QString text = command.text;
            const QUuid id = asked.pipelineId;
            QString line = text;
            for (const psrp::CommandParameter &parameter : command.parameters)
                line += QStringLiteral(" -%1 %2").arg(parameter.name, parameter.value.text());
            scripts.append(command.isScript ? QStringLiteral("script: ") + line : line);
            if (asked.request.addToHistory)
                scripts.last() += QStringLiteral(" (history)");
            if (text == QLatin1String("wait"))
                return;
            if (text == QLatin1String("Get-Job")) {
                shell.say(id, shell.pool->output(id, jobValue(1, "Completed")));
                shell.say(id, shell.pool->output(id, jobValue(2, state)));
            } else if (text == QLatin1String("Receive-Job")) {
                shell.say(id, shell.pool->output(id, Value::string(u"spec1")));
            } else if (refuses) {
                clixml::ErrorRecord record;
                record.message = QStringLiteral("no such job");
                record.fullyQualifiedId = QStringLiteral("JobWithSpecifiedSessionNotFound");
                shell.say(id, shell.pool->errorRecord(id, record));
            } else {
                state = "Stopped";
            }
            shell.finish(id, psrp::PipelineState::Completed);
        };
        registry = std::make_unique<sessions::SessionRegistry>();
        const auto factory = [this](const transport::TransportSettings &) -> std::shared_ptr<transport::Transport> {
            return std::make_shared<test::ScriptedTransport>(server);
        };
        service =
            std::make_unique<sessions::SessionService>(registry.get(), factory, std::make_shared<base::SystemClock>());
        sessions::CreateRequest request;
        request.target.computerName = QStringLiteral("server01");
        session = test::await(service->create({request})).first().session;
    }

    void readsAJobAsPowerShellWritesIt()
    {
        const Job job = Job::fromValue(jobValue(2, "Running"));
        QCOMPARE(job.id, 2);
        QCOMPARE(job.name, QStringLiteral("Job2"));
        QCOMPARE(job.state, QStringLiteral("Running"));
        QVERIFY(!job.isFinal());
        QCOMPARE(job.command, QStringLiteral(" 'spec1'; 'spec2' ")); // the spaces belong to it
        QCOMPARE(job.psJobTypeName, QStringLiteral("BackgroundJob"));
        QVERIFY(job.hasMoreData);
        QVERIFY(job.begin && !job.end);
        QVERIFY(job.statusMessage.isEmpty());
        QCOMPARE(job.children.size(), 1);
        QCOMPARE(job.children.first().state, QStringLiteral("Completed")); // an enum object
        QVERIFY(job.children.first().psJobTypeName.isEmpty());
        QVERIFY(!Job::isJob(Value::string(u"Job2")));
        QVERIFY(Job::fromValue(jobValue(1, "Completed")).end);
    }

    void refreshTellsWhatChanged()
    {
        JobManager manager(service.get(), session);
        QSignalSpy changed(&manager, &JobManager::jobsChanged);
        QSignalSpy ended(&manager, &JobManager::jobEnded);
        test::await(manager.refresh());
        QCOMPARE(manager.jobs().size(), 2);
        QCOMPARE(changed.size(), 1);
        test::await(manager.refresh());
        QCOMPARE(changed.size(), 1); // nothing new
        QCOMPARE(ended.size(), 0);
        state = "Completed";
        test::await(manager.refresh());
        QCOMPARE(changed.size(), 2);
        QCOMPARE(ended.size(), 1);
        QCOMPARE(ended.first().first().value<Job>().name, QStringLiteral("Job2"));
    }

    void asksWithCommandsNeverWithScripts()
    {
        JobManager manager(service.get(), session);
        QStringList texts;
        connect(&manager, &JobManager::output, this, [&](int id, const psrp::PipelineEvent &event) {
            if (const auto *value = std::get_if<psrp::OutputReceived>(&event))
                texts.append(QString::number(id) + value->value.text());
        });
        test::await(manager.receive(2, true));
        test::await(manager.receive(2, false));
        test::await(manager.stop(2));
        test::await(manager.remove(2));
        QCOMPARE(scripts,
                 QStringList({QStringLiteral("Receive-Job -Id 2 -Keep true"), QStringLiteral("Receive-Job -Id 2"),
                              QStringLiteral("Stop-Job -Id 2"), QStringLiteral("Remove-Job -Id 2 -Force true")}));
        QCOMPARE(texts, QStringList({QStringLiteral("2spec1"), QStringLiteral("2spec1")}));
    }

    void aRefusedActionSaysWhy()
    {
        refuses = true;
        JobManager manager(service.get(), session);
        std::optional<base::Error> error;
        try {
            test::await(manager.stop(9));
        } catch (const base::Error &caught) {
            error = caught;
        }
        QVERIFY(error);
        QCOMPARE(error->id, QStringLiteral("JobWithSpecifiedSessionNotFound"));
        QVERIFY(error->english().contains(QLatin1String("no such job")));
    }

    void waitsForTheConsole()
    {
        const auto console = test::await(service->start(session, sessions::scriptPipeline(QStringLiteral("wait"))));
        console->begin();
        JobManager manager(service.get(), session);
        bool refreshed = false;
        const auto run = [](JobManager *one, bool *done) -> Task<> {
            co_await one->refresh();
            *done = true;
        };
        base::spawn(run(&manager, &refreshed));
        QVERIFY(manager.isRefreshing());
        // Long after a refresh would have started.
        int turns = 0;
        QTimer ticks;
        connect(&ticks, &QTimer::timeout, this, [&] { ++turns; });
        ticks.start(0);
        QVERIFY(test::waitUntil([&] { return turns > 20; }));
        QVERIFY(!refreshed);
        QCOMPARE(scripts, QStringList{QStringLiteral("script: wait")});
        server->only().finish(console->id(), psrp::PipelineState::Completed);
        QVERIFY(test::waitUntil([&] { return refreshed; }));
        QCOMPARE(manager.jobs().size(), 2);
        QVERIFY(!manager.isRefreshing());
    }

    void oneCommandAtATime()
    {
        JobManager manager(service.get(), session);
        int done = 0;
        const auto run = [](JobManager *one, int *count) -> Task<> {
            co_await one->refresh();
            ++*count;
        };
        int most = 0;
        connect(session->runspace().get(), &remoting::RunspaceSession::changed, this,
                [&] { most = std::max(most, int(session->runspace()->pipelines().size())); });
        for (int i = 0; i < 5; ++i)
            base::spawn(run(&manager, &done));
        QVERIFY(test::waitUntil([&] { return done == 5; }));
        QCOMPARE(most, 1);
    }

    void goneWhileItAsks()
    {
        auto manager = std::make_unique<JobManager>(service.get(), session);
        std::optional<base::Error> seen;
        bool over = false;
        auto task = manager->receive(2, true);
        base::spawn(std::move(task), [&](const base::Error &error) {
            seen = error;
            over = true;
        });
        manager.reset();
        QVERIFY(test::waitUntil([&] { return over; }));
        QCOMPARE(seen->category, base::ErrorCategory::Cancelled);
    }
};

QTEST_GUILESS_MAIN(JobManagerTest)
#include "tst_jobmanager.moc"
