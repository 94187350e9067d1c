#pragma once

#include "core/base/awaitable.h"
#include "core/base/cancel.h"
#include "core/base/clock.h"
#include "core/lab/engine/engine.h"

#include <variant>

namespace rejoin::lab::engine {

/// System.Management.Automation.JobState, as far as background jobs go.
enum class JobState : quint8 { NotStarted, Running, Completed, Failed, Stopped, Blocked };
[[nodiscard]] QString jobStateName(JobState state);

/// A prompt inside a job: it waits until Receive-Job brings a host.
struct PendingHostCall
{
    psrp::HostCall call;
    std::shared_ptr<base::Awaitable<psrp::HostResponse>::Handle> answer;
};

struct JobRecord
{
    enum class Stream : quint8 { Warning, Verbose, Debug };
    Stream stream = Stream::Warning;
    clixml::InformationalRecord record;
};

/// One thing that a job said, of whatever stream, in the order in which it was said.
using JobItem = std::variant<clixml::Value, clixml::ErrorRecord, JobRecord, clixml::InformationRecord,
                             clixml::ProgressRecord, PendingHostCall>;

/// Wakes whoever waits for any job to change.
class JobSignal
{
public:
    void notify();
    /// Resumes at the next notify (true) or when the time is over (false); no time: none. Throws Error (Cancelled).
    [[nodiscard]] Task<bool> wait(std::optional<std::chrono::milliseconds> time, base::CancelToken cancel);

private:
    QList<base::Awaitable<int>::Handle> m_waiting;
};

/// A background job: its state and what it has said and nobody has received yet.
class Job
{
public:
    Job(int id, QString name, QString command, std::shared_ptr<base::Clock> clock, std::shared_ptr<JobSignal> signal);

    [[nodiscard]] int id() const { return m_id; }
    [[nodiscard]] QString name() const { return m_name; }
    [[nodiscard]] QString command() const { return m_command; }
    [[nodiscard]] QUuid instanceId() const { return m_instanceId; }
    [[nodiscard]] QUuid runspaceId() const { return m_runspaceId; }
    [[nodiscard]] JobState state() const { return m_state; }
    [[nodiscard]] bool isFinished() const;
    /// True while it may say more, and while something is not received.
    [[nodiscard]] bool hasMoreData() const { return !isFinished() || !m_items.isEmpty(); }
    [[nodiscard]] QDateTime beginTime() const { return m_begin; }
    [[nodiscard]] QDateTime endTime() const { return m_end; }
    [[nodiscard]] const std::optional<clixml::ErrorRecord> &failure() const { return m_failure; }

    [[nodiscard]] const QList<JobItem> &items() const { return m_items; }
    void add(JobItem item);
    void removeItem(qsizetype index) { m_items.removeAt(index); }
    void clearItems() { m_items.clear(); }

    void start();
    void block();
    void unblock();
    void finish(JobState state, std::optional<clixml::ErrorRecord> failure);
    void stop() { m_cancel.cancel(); }
    [[nodiscard]] base::CancelToken cancelToken() const { return m_cancel.token(); }

    /// The job with its child, as PowerShell serializes a PSRemotingJob.
    [[nodiscard]] clixml::Value toClixml() const;
    [[nodiscard]] clixml::Value childToClixml() const;

private:
    [[nodiscard]] clixml::Value serialized(bool child) const;
    [[nodiscard]] clixml::Value stateInfo(bool child) const;

    int m_id;
    QString m_name;
    QString m_command;
    QUuid m_instanceId = QUuid::createUuid();
    QUuid m_childInstanceId = QUuid::createUuid();
    QUuid m_runspaceId = QUuid::createUuid();
    std::shared_ptr<base::Clock> m_clock;
    std::shared_ptr<JobSignal> m_signal;
    JobState m_state = JobState::NotStarted;
    QDateTime m_begin;
    QDateTime m_end;
    std::optional<clixml::ErrorRecord> m_failure;
    QList<JobItem> m_items;
    base::CancelSource m_cancel;
};

/// The jobs of one runspace.
class JobTable
{
public:
    JobTable(int firstId, std::shared_ptr<base::Clock> clock);

    std::shared_ptr<Job> create(const QString &name, const QString &command);
    [[nodiscard]] const QList<std::shared_ptr<Job>> &all() const { return m_jobs; }
    void remove(const std::shared_ptr<Job> &job);
    void stopAll();
    [[nodiscard]] const std::shared_ptr<JobSignal> &signal() const { return m_signal; }

private:
    int m_nextId;
    std::shared_ptr<base::Clock> m_clock;
    std::shared_ptr<JobSignal> m_signal = std::make_shared<JobSignal>();
    QList<std::shared_ptr<Job>> m_jobs;
};

/// Where a job's own pipeline writes to.
[[nodiscard]] std::shared_ptr<PipelineSink> makeJobSink(std::shared_ptr<Job> job);

} // namespace rejoin::lab::engine
