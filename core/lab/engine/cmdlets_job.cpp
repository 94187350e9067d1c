#include "core/lab/engine/cmdlet.h"
#include "core/lab/engine/jobselection.h"

#include "core/base/spawn.h"
#include "core/lab/engine/parser.h"

using namespace Qt::StringLiterals;

namespace rejoin::lab::engine {

namespace {

/// A job is a runspace of its own: it sees nothing of the variables here, and goes on without a client.
Task<> runJob(std::shared_ptr<Job> job, std::shared_ptr<const ScriptBlock> block, Array arguments,
              EngineSettings settings)
{
    const auto runspace = std::make_shared<Runspace>(settings);
    psrp::HostInfo noHost;
    noHost.isNull = true;
    const auto interpreter = std::make_shared<Interpreter>(runspace, makeJobSink(job), job->cancelToken(), noHost);
    EngineOutcome outcome = co_await interpreter->runJob(std::move(block), std::move(arguments));
    runspace->jobs.stopAll(); // its own jobs end with it
    switch (outcome.state) {
    case psrp::PipelineState::Failed:
        job->finish(JobState::Failed, std::move(outcome.reason));
        break;
    case psrp::PipelineState::Stopped:
        job->finish(JobState::Stopped, std::nullopt);
        break;
    default:
        job->finish(JobState::Completed, std::nullopt);
        break;
    }
}

class StartJob final : public Cmdlet
{
public:
    Task<> process(CmdletCall &call, const Value *) override
    {
        if (call.has("FilePath"))
            call.fail(ErrorParts(u"PathNotFound"_s,
                                 u"Cannot find path '%1' because it does not exist."_s.arg(call.text("FilePath")),
                                 Category::ObjectNotFound, call.value("FilePath"),
                                 u"System.Management.Automation.ItemNotFoundException"_s));
        const auto block = call.value("ScriptBlock").scriptBlock();
        if (!block)
            call.fail(ErrorParts(call.has("ScriptBlock") ? u"CannotConvertArgumentNoMessage"_s
                                                         : u"MissingMandatoryParameter"_s,
                                 call.has("ScriptBlock")
                                     ? u"Cannot bind parameter 'ScriptBlock'. Cannot convert the \"%1\" value of type "
                                       "\"%2\" to type \"System.Management.Automation.ScriptBlock\"."_s.arg(
                                           call.text("ScriptBlock"), call.value("ScriptBlock").typeName())
                                     : u"Cannot process command because of one or more missing mandatory parameters: "
                                       "ScriptBlock."_s,
                                 Category::InvalidArgument, {}, QString::fromLatin1(parameterBindingException)));
        // Parsed again from its text, as the job's own process would: positions count from the block's start.
        const auto own = parseScript(block->text);
        Runspace &runspace = call.interpreter.runspace();
        const auto job = runspace.jobs.create(call.text("Name"), block->text);
        EngineSettings settings = runspace.settings;
        settings.runspaceId = job->runspaceId();
        settings.jobIdStart = 1;
        job->start();
        base::spawn(runJob(job, own, call.list("ArgumentList"), settings));
        co_await call.write(Value(job));
    }
};

class GetJob final : public Cmdlet
{
public:
    Task<> process(CmdletCall &call, const Value *) override
    {
        JobSelection selection = selectJobs(call, nullptr, true);
        const QString state = call.text("State");
        for (const auto &job : std::as_const(selection.jobs)) {
            if (!state.isEmpty() && jobStateName(job->state()).compare(state, Qt::CaseInsensitive) != 0)
                continue;
            if (call.has("HasMoreData") && job->hasMoreData() != call.flag("HasMoreData"))
                continue;
            co_await call.write(Value(job));
        }
        for (ErrorParts &error : selection.errors)
            co_await call.error(std::move(error));
    }
};

class StopJob final : public Cmdlet
{
public:
    Task<> process(CmdletCall &call, const Value *input) override
    {
        JobSelection selection = selectJobs(call, input, false);
        Runspace &runspace = call.interpreter.runspace();
        for (const auto &job : std::as_const(selection.jobs)) {
            job->stop();
            while (!job->isFinished())
                co_await runspace.jobs.signal()->wait(std::nullopt, call.interpreter.cancelToken());
            if (call.flag("PassThru"))
                co_await call.write(Value(job));
        }
        for (ErrorParts &error : selection.errors)
            co_await call.error(std::move(error));
    }
};

class RemoveJob final : public Cmdlet
{
public:
    Task<> process(CmdletCall &call, const Value *input) override
    {
        JobSelection selection = selectJobs(call, input, false);
        Runspace &runspace = call.interpreter.runspace();
        for (const auto &job : std::as_const(selection.jobs)) {
            if (!job->isFinished() && !call.flag("Force")) {
                ErrorParts parts(
                    u"JobObjectNotFinishedCannotBeRemoved"_s,
                    u"The command cannot remove the job with the job ID %1 because the job is not finished. "
                    "To remove the job, first stop the job, or use the Force parameter."_s.arg(job->id()),
                    Category::InvalidOperation, Value(job), QString::fromLatin1(argumentException));
                co_await call.error(std::move(parts));
                continue;
            }
            job->stop();
            while (!job->isFinished())
                co_await runspace.jobs.signal()->wait(std::nullopt, call.interpreter.cancelToken());
            runspace.jobs.remove(job);
        }
        for (ErrorParts &error : selection.errors)
            co_await call.error(std::move(error));
    }
};

class WaitJob final : public Cmdlet
{
public:
    Task<> process(CmdletCall &call, const Value *input) override
    {
        JobSelection selection = selectJobs(call, input, false);
        m_jobs += selection.jobs;
        for (ErrorParts &error : selection.errors)
            co_await call.error(std::move(error));
    }

    Task<> end(CmdletCall &call) override
    {
        const auto settled = [](const std::shared_ptr<Job> &job) {
            return job->isFinished() || job->state() == JobState::Blocked;
        };
        const double seconds = call.number("Timeout", -1);
        const auto deadline =
            std::chrono::steady_clock::now() + std::chrono::milliseconds(qint64(std::clamp(seconds, 0.0, 2e6) * 1000));
        const auto signal = call.interpreter.runspace().jobs.signal();
        while (call.flag("Any") ? std::none_of(m_jobs.cbegin(), m_jobs.cend(), settled)
                                : !std::all_of(m_jobs.cbegin(), m_jobs.cend(), settled)) {
            if (m_jobs.isEmpty())
                co_return;
            std::optional<std::chrono::milliseconds> left;
            if (seconds >= 0) {
                left =
                    std::chrono::duration_cast<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
                if (left->count() <= 0)
                    break;
            }
            co_await signal->wait(left, call.interpreter.cancelToken());
        }
        for (const auto &job : std::as_const(m_jobs)) {
            if (!settled(job))
                continue;
            co_await call.write(Value(job));
            if (call.flag("Any"))
                co_return;
        }
    }

private:
    QList<std::shared_ptr<Job>> m_jobs;
};

} // namespace

/// cmdlets_receivejob.cpp
[[nodiscard]] std::unique_ptr<Cmdlet> makeReceiveJob();

QList<CmdletSpec> jobCmdlets()
{
    const auto type = [](const char *name) { return u"Microsoft.PowerShell.Commands."_s + QString::fromLatin1(name); };
    const ParameterSpec job("Job", 0);
    const ParameterSpec name("Name");
    const ParameterSpec id("Id");
    const ParameterSpec instanceId("InstanceId");
    return {
        {u"Start-Job"_s,
         type("StartJobCommand"),
         {{"ScriptBlock", 0, ParameterSpec::Kind::Value, {u"Command"_s}},
          {"Name"},
          {"FilePath"},
          {"ArgumentList", -1, ParameterSpec::Kind::Value, {u"Args"_s}}},
         &makeCmdlet<StartJob>},
        {u"Get-Job"_s,
         type("GetJobCommand"),
         {job, name, id, instanceId, {"State"}, {"HasMoreData"}, {"IncludeChildJob", -1, Switch}},
         &makeCmdlet<GetJob>},
        {u"Receive-Job"_s,
         type("ReceiveJobCommand"),
         {job,
          {"Name", -1, ParameterSpec::Kind::Value, {u"JobName"_s}},
          id,
          instanceId,
          {"Keep", -1, Switch},
          {"Wait", -1, Switch},
          {"AutoRemoveJob", -1, Switch},
          {"NoRecurse", -1, Switch},
          {"WriteEvents", -1, Switch},
          {"WriteJobInResults", -1, Switch}},
         &makeReceiveJob},
        {u"Stop-Job"_s,
         type("StopJobCommand"),
         {job, name, id, instanceId, {"State"}, {"PassThru", -1, Switch}},
         &makeCmdlet<StopJob>},
        {u"Remove-Job"_s,
         type("RemoveJobCommand"),
         {job, name, id, instanceId, {"State"}, {"Force", -1, Switch}},
         &makeCmdlet<RemoveJob>},
        {u"Wait-Job"_s,
         type("WaitJobCommand"),
         {job,
          name,
          id,
          instanceId,
          {"State"},
          {"Timeout", -1, ParameterSpec::Kind::Value, {u"TimeoutSec"_s}},
          {"Any", -1, Switch},
          {"Force", -1, Switch}},
         &makeCmdlet<WaitJob>},
    };
}

} // namespace rejoin::lab::engine
