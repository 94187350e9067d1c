#include "core/lab/engine/job.h"

#include <QTimer>

using namespace Qt::StringLiterals;

namespace rejoin::lab::engine {

QString jobStateName(JobState state)
{
    switch (state) {
    case JobState::NotStarted:
        return u"NotStarted"_s;
    case JobState::Running:
        return u"Running"_s;
    case JobState::Completed:
        return u"Completed"_s;
    case JobState::Failed:
        return u"Failed"_s;
    case JobState::Stopped:
        return u"Stopped"_s;
    case JobState::Blocked:
        return u"Blocked"_s;
    }
    return {};
}

void JobSignal::notify()
{
    for (const auto &handle : std::exchange(m_waiting, {}))
        handle.resolve(1);
}

Task<bool> JobSignal::wait(std::optional<std::chrono::milliseconds> time, base::CancelToken cancel)
{
    cancel.check();
    base::Awaitable<int> changed;
    m_waiting.append(changed.handle());
    const auto registration = cancel.onCancel([handle = changed.handle()] { handle.resolve(-1); });
    QTimer timer;
    timer.setSingleShot(true);
    QObject::connect(&timer, &QTimer::timeout, &timer, [handle = changed.handle()] { handle.resolve(0); });
    if (time)
        timer.start(*time);
    const int outcome = co_await changed;
    if (outcome < 0)
        throw base::Error::cancelled();
    m_waiting.removeIf([](const auto &handle) { return !handle.isPending(); });
    co_return outcome > 0;
}

Job::Job(int id, QString name, QString command, std::shared_ptr<base::Clock> clock, std::shared_ptr<JobSignal> signal)
    : m_id(id),
      m_name(std::move(name)),
      m_command(std::move(command)),
      m_clock(std::move(clock)),
      m_signal(std::move(signal))
{
}

bool Job::isFinished() const
{
    return m_state == JobState::Completed || m_state == JobState::Failed || m_state == JobState::Stopped;
}

void Job::add(JobItem item)
{
    m_items.append(std::move(item));
    m_signal->notify();
}

void Job::start()
{
    m_state = JobState::Running;
    m_begin = m_clock->now();
    m_signal->notify();
}

void Job::block()
{
    if (m_state == JobState::Running)
        m_state = JobState::Blocked;
    m_signal->notify();
}

void Job::unblock()
{
    if (m_state == JobState::Blocked)
        m_state = JobState::Running;
    m_signal->notify();
}

void Job::finish(JobState state, std::optional<clixml::ErrorRecord> failure)
{
    m_state = state;
    m_failure = std::move(failure);
    m_end = m_clock->now();
    m_items.removeIf([](const JobItem &item) { return std::holds_alternative<PendingHostCall>(item); });
    m_signal->notify();
}

namespace {

constexpr auto jobList = "System.Collections.Generic.List`1[[System.Management.Automation.Job, "
                         "System.Management.Automation, Version=7.4.0.500, Culture=neutral, "
                         "PublicKeyToken=31bf3856ad364e35]]";

clixml::Value timeOrNil(const QDateTime &time)
{
    return time.isValid() ? clixml::Value::dateTime(time) : clixml::Value();
}

} // namespace

clixml::Value Job::stateInfo(bool child) const
{
    clixml::Value reason;
    if (child && m_failure) {
        clixml::ObjectBuilder exception;
        exception.typeNames({"System.Management.Automation.RemoteException",
                             "System.Management.Automation.RuntimeException", "System.SystemException",
                             "System.Exception", "System.Object"});
        exception.toString(u"System.Management.Automation.RemoteException: "_s + m_failure->message);
        exception.property("Message", clixml::Value::string(m_failure->message));
        reason = exception.build();
    }
    clixml::ObjectBuilder info;
    info.typeNames({"System.Management.Automation.JobStateInfo", "System.Object"});
    info.toString(jobStateName(m_state));
    info.property("State", clixml::Value::string(jobStateName(m_state)));
    info.property("Reason", reason);
    return info.build();
}

/// The members in the order in which PowerShell 7 writes them.
clixml::Value Job::serialized(bool child) const
{
    const auto typeName =
        child ? "System.Management.Automation.PSRemotingChildJob" : "System.Management.Automation.PSRemotingJob";
    clixml::ObjectBuilder children;
    children.typeNames({jobList, "System.Object"});
    children.container(clixml::Container::List);
    if (!child)
        children.item(serialized(true));

    clixml::ObjectBuilder job;
    job.typeNames({typeName, "System.Management.Automation.Job", "System.Object"});
    job.toString(QString::fromLatin1(typeName));
    job.property("HasMoreData", clixml::Value::boolean(hasMoreData()));
    job.property("StatusMessage", child ? clixml::Value::string(u"") : clixml::Value());
    job.property("Location", clixml::Value::string(u"localhost"));
    job.property("Command", clixml::Value::string(m_command));
    job.property("JobStateInfo", stateInfo(child));
    job.property("InstanceId", clixml::Value::guid(child ? m_childInstanceId : m_instanceId));
    job.property("Id", clixml::Value::int32(child ? m_id + 1 : m_id));
    job.property("Name", clixml::Value::string(child ? u"Job%1"_s.arg(m_id + 1) : m_name));
    job.property("ChildJobs", children.build());
    job.property("PSJobTypeName", clixml::Value::string(child ? u"" : u"BackgroundJob"));
    job.property("PSBeginTime", timeOrNil(m_begin));
    job.property("PSEndTime", timeOrNil(m_end));
    job.note("State", clixml::Value::string(jobStateName(m_state)));
    return job.build();
}

clixml::Value Job::toClixml() const
{
    return serialized(false);
}

clixml::Value Job::childToClixml() const
{
    return serialized(true);
}

JobTable::JobTable(int firstId, std::shared_ptr<base::Clock> clock)
    : m_nextId(std::max(1, firstId)), m_clock(std::move(clock))
{
}

std::shared_ptr<Job> JobTable::create(const QString &name, const QString &command)
{
    const int id = m_nextId;
    m_nextId += 2; // the child takes the next one
    auto job = std::make_shared<Job>(id, name.isEmpty() ? u"Job%1"_s.arg(id) : name, command, m_clock, m_signal);
    m_jobs.append(job);
    return job;
}

void JobTable::remove(const std::shared_ptr<Job> &job)
{
    m_jobs.removeOne(job);
    m_signal->notify();
}

void JobTable::stopAll()
{
    const auto jobs = m_jobs;
    for (const auto &job : jobs)
        job->stop();
}

} // namespace rejoin::lab::engine
