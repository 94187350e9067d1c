#include "core/lab/engine/jobselection.h"

#include "core/lab/engine/convert.h"

using namespace Qt::StringLiterals;

namespace rejoin::lab::engine {

namespace {

ErrorParts notFound(const char *id, const QString &message, const Value &target)
{
    return ErrorParts(QString::fromLatin1(id), message, Category::ObjectNotFound, target,
                      QString::fromLatin1(argumentException));
}

void addById(const JobTable &table, const Value &wanted, JobSelection &selection)
{
    const auto id = wanted.wholeNumber();
    for (const auto &job : table.all()) {
        if (id && job->id() == *id) {
            selection.jobs.append(job);
            return;
        }
    }
    selection.errors.append(notFound("JobWithSpecifiedSessionNotFound",
                                     u"The command cannot find a job with the job ID %1. Verify the value of the Id "
                                     "parameter and then try the command again."_s.arg(wanted.text()),
                                     wanted));
}

void addByName(const JobTable &table, const Value &wanted, JobSelection &selection)
{
    bool found = false;
    for (const auto &job : table.all()) {
        if (matchesWildcard(job->name(), wanted.text())) {
            selection.jobs.append(job);
            found = true;
        }
    }
    if (!found && !hasWildcard(wanted.text()))
        selection.errors.append(
            notFound("JobWithSpecifiedNameNotFound",
                     u"The command cannot find the job because the job name %1 was not found. Verify "
                     "the value of the Name parameter, and then try the command again."_s.arg(wanted.text()),
                     wanted));
}

void addByInstanceId(const JobTable &table, const Value &wanted, JobSelection &selection)
{
    const QUuid id = QUuid::fromString(wanted.text());
    for (const auto &job : table.all()) {
        if (job->instanceId() == id) {
            selection.jobs.append(job);
            return;
        }
    }
    selection.errors.append(
        notFound("JobWithSpecifiedInstanceIdNotFound",
                 u"The command cannot find a job with the instance identifier %1. Verify the value of "
                 "the InstanceId parameter and then try the command again."_s.arg(wanted.text()),
                 wanted));
}

/// What stands without a parameter's name: a job, a number or a name.
void addByKind(const JobTable &table, const Value &wanted, JobSelection &selection)
{
    if (const auto job = wanted.job())
        selection.jobs.append(job);
    else if (wanted.isNumeric())
        addById(table, wanted, selection);
    else if (const auto *data = wanted.as<clixml::Value>(); data && data->hasMember("InstanceId"))
        addByInstanceId(table, Value::fromData(data->member("InstanceId")), selection);
    else
        addByName(table, wanted, selection);
}

} // namespace

JobSelection selectJobs(const CmdletCall &call, const Value *input, bool allByDefault)
{
    const JobTable &table = call.interpreter.runspace().jobs;
    JobSelection selection;
    int ways = 0;
    for (const char *name : {"Job", "Id", "Name", "InstanceId"})
        ways += call.has(name) ? 1 : 0;
    if (ways > 1)
        call.fail(ErrorParts(
            u"AmbiguousParameterSet"_s,
            u"Parameter set cannot be resolved using the specified named parameters. One or more "
            "parameters issued cannot be used together or an insufficient number of parameters were provided."_s,
            Category::InvalidArgument, {}, QString::fromLatin1(parameterBindingException)));
    if (input) {
        addByKind(table, *input, selection);
        return selection;
    }
    for (const Value &wanted : call.list("Job"))
        addByKind(table, wanted, selection);
    for (const Value &wanted : call.list("Id"))
        addById(table, wanted, selection);
    for (const Value &wanted : call.list("Name"))
        addByName(table, wanted, selection);
    for (const Value &wanted : call.list("InstanceId"))
        addByInstanceId(table, wanted, selection);
    if (ways > 0)
        return selection;
    if (allByDefault) {
        selection.jobs = table.all();
    } else if (call.has("State")) {
        for (const auto &job : table.all()) {
            if (jobStateName(job->state()).compare(call.text("State"), Qt::CaseInsensitive) == 0)
                selection.jobs.append(job);
        }
    } else {
        call.fail(ErrorParts(u"MissingMandatoryParameter"_s,
                             u"Cannot process command because of one or more missing mandatory parameters: Job."_s,
                             Category::InvalidArgument, {}, QString::fromLatin1(parameterBindingException)));
    }
    return selection;
}

} // namespace rejoin::lab::engine
