#include "core/lab/engine/convert.h"
#include "core/lab/engine/jobselection.h"

using namespace Qt::StringLiterals;

namespace rejoin::lab::engine {

namespace {

/// An error that was met in another process: PowerShell wraps it in a RemoteException.
clixml::ErrorRecord remoteRecord(clixml::ErrorRecord record)
{
    record.exceptionType = u"System.Management.Automation.RemoteException"_s;
    return record;
}

class ReceiveJob final : public Cmdlet
{
public:
    Task<> begin(CmdletCall &call) override
    {
        if (call.flag("AutoRemoveJob") && !call.flag("Wait"))
            call.fail(ErrorParts(u"AutoRemoveJobWithoutWait"_s,
                                 u"The AutoRemoveJob parameter cannot be used without the Wait parameter."_s,
                                 Category::InvalidArgument, {}, QString::fromLatin1(argumentException)));
        co_return;
    }

    Task<> process(CmdletCall &call, const Value *input) override
    {
        JobSelection selection = selectJobs(call, input, false);
        for (const auto &job : std::as_const(selection.jobs)) {
            if (call.flag("WriteJobInResults"))
                co_await call.write(Value(job));
            co_await receive(call, job);
            if (call.flag("AutoRemoveJob") && job->isFinished())
                call.interpreter.runspace().jobs.remove(job);
        }
        for (ErrorParts &error : selection.errors)
            co_await call.error(std::move(error));
    }

private:
    Task<> receive(CmdletCall &call, std::shared_ptr<Job> job)
    {
        const bool keep = call.flag("Keep");
        const auto signal = call.interpreter.runspace().jobs.signal();
        qsizetype kept = 0;
        while (true) {
            while (kept < job->items().size()) {
                JobItem item = job->items()[kept];
                const bool isPrompt = std::holds_alternative<PendingHostCall>(item);
                if (keep && !isPrompt)
                    ++kept;
                else
                    job->removeItem(kept);
                co_await emitItem(call, job, std::move(item));
            }
            if (!call.flag("Wait") || job->isFinished())
                break;
            co_await signal->wait(std::nullopt, call.interpreter.cancelToken());
        }
        if (job->state() == JobState::Failed && job->failure()) {
            clixml::ErrorRecord failure = remoteRecord(*job->failure());
            co_await call.errorRecord(std::move(failure));
        }
    }

    Task<> emitItem(CmdletCall &call, std::shared_ptr<Job> job, JobItem item)
    {
        co_await call.interpreter.breathe();
        if (const auto *value = std::get_if<clixml::Value>(&item)) {
            Value output = Value::fromData(decorated(*value, u"localhost"_s, job->runspaceId()));
            co_await call.write(std::move(output));
        } else if (const auto *error = std::get_if<clixml::ErrorRecord>(&item)) {
            clixml::ErrorRecord record = remoteRecord(*error);
            co_await call.errorRecord(std::move(record));
        } else if (const auto *record = std::get_if<JobRecord>(&item)) {
            // Without a host PowerShell does not pass these on.
            JobRecord copy = *record;
            if (call.interpreter.hasHost())
                co_await emitRecord(call, std::move(copy));
        } else if (const auto *information = std::get_if<clixml::InformationRecord>(&item)) {
            clixml::InformationRecord copy = *information;
            co_await call.information(std::move(copy), information->isHostMessage());
        } else if (const auto *progress = std::get_if<clixml::ProgressRecord>(&item)) {
            clixml::ProgressRecord copy = *progress;
            co_await call.progress(std::move(copy));
        } else if (const auto *prompt = std::get_if<PendingHostCall>(&item)) {
            PendingHostCall pending = *prompt;
            QList<clixml::Value> parameters = pending.call.parameters;
            psrp::HostResponse response =
                co_await call.interpreter.callHost(pending.call.method, std::move(parameters), true);
            pending.answer->resolve(std::move(response));
        }
    }

    Task<> emitRecord(CmdletCall &call, JobRecord record)
    {
        switch (record.stream) {
        case JobRecord::Stream::Warning:
            co_await call.emitWarning(std::move(record.record));
            break;
        case JobRecord::Stream::Verbose:
            co_await call.emitVerbose(std::move(record.record));
            break;
        case JobRecord::Stream::Debug:
            co_await call.emitDebug(std::move(record.record));
            break;
        }
    }
};

} // namespace

[[nodiscard]] std::unique_ptr<Cmdlet> makeReceiveJob();

std::unique_ptr<Cmdlet> makeReceiveJob()
{
    return std::make_unique<ReceiveJob>();
}

} // namespace rejoin::lab::engine
