#include "core/jobs/jobs.h"

#include "core/sessions/sessionservice.h"

#include <algorithm>
#include <tuple>

namespace rejoin::jobs {

namespace {

// A job's children are jobs without children; a hostile server may nest them as it likes.
constexpr int deepest = 8;

std::optional<QDateTime> timeOf(const clixml::Value &value)
{
    return value.toDateTime();
}

/// JobState comes as a string, or as an enum object whose text is the name; an older one only inside JobStateInfo.
QString stateOf(const clixml::Value &value)
{
    static constexpr const char *names[] = {"NotStarted", "Running",  "Completed",   "Failed",
                                            "Stopped",    "Blocked",  "Suspended",   "Disconnected",
                                            "Suspending", "Stopping", "AtBreakpoint"};
    clixml::Value state = value.member("State");
    if (state.isNil())
        state = value.member("JobStateInfo").member("State");
    if (state.isObject() && state.hasToString())
        return state.toStringText();
    const auto number = state.type() == clixml::Type::String ? std::nullopt : state.toInteger();
    if (number && *number >= 0 && *number < qint64(std::size(names)))
        return QLatin1String(names[*number]);
    if (!state.isNil())
        return state.text();
    return value.member("JobStateInfo").toStringText();
}

Job jobOf(const clixml::Value &value, int depth)
{
    Job job;
    job.id = static_cast<int>(value.member("Id").toInteger().value_or(0));
    job.instanceId = value.member("InstanceId").toGuid().value_or(QUuid());
    job.name = value.member("Name").text();
    job.psJobTypeName = value.member("PSJobTypeName").text();
    job.state = stateOf(value);
    job.hasMoreData = value.member("HasMoreData").toBool().value_or(false);
    job.location = value.member("Location").text();
    job.command = value.member("Command").text();
    job.statusMessage = value.member("StatusMessage").text();
    job.begin = timeOf(value.member("PSBeginTime"));
    job.end = timeOf(value.member("PSEndTime"));
    const clixml::Value children = value.member("ChildJobs");
    for (std::size_t i = 0; depth < deepest && i < children.count(); ++i) {
        if (Job::isJob(children.at(i)))
            job.children.append(jobOf(children.at(i), depth + 1));
    }
    return job;
}

} // namespace

bool Job::operator==(const Job &other) const
{
    // Not defaulted, and the lists by their elements: g++ 12 finds no == for a QList of a type still incomplete.
    return std::tie(id, instanceId, name, psJobTypeName, state, hasMoreData, location, command, statusMessage, begin,
                    end) == std::tie(other.id, other.instanceId, other.name, other.psJobTypeName, other.state,
                                     other.hasMoreData, other.location, other.command, other.statusMessage, other.begin,
                                     other.end) &&
           std::equal(children.begin(), children.end(), other.children.begin(), other.children.end());
}

bool Job::isFinal() const
{
    return state == QLatin1String("Completed") || state == QLatin1String("Failed") || state == QLatin1String("Stopped");
}

Job Job::fromValue(const clixml::Value &value)
{
    return jobOf(value, 0);
}

bool Job::isJob(const clixml::Value &value)
{
    if (!value.isObject())
        return false;
    if (value.isA("System.Management.Automation.Job"))
        return true;
    // Select-Object and the like take the type names away.
    return value.hasMember("Id") && value.hasMember("Name") && value.hasMember("HasMoreData") &&
           (value.hasMember("State") || value.hasMember("JobStateInfo"));
}

} // namespace rejoin::jobs
