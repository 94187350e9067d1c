#pragma once

#include "core/clixml/records.h"
#include "core/sessions/sessionservice.h"

#include <QObject>

namespace rejoin::jobs {

/// A job of the remote session as Get-Job shows it.
struct Job
{
    int id = 0;
    QUuid instanceId;
    QString name;
    QString psJobTypeName; ///< "BackgroundJob"; empty for child jobs
    QString state;         ///< "Running", "Completed", "Failed", "Stopped", "Blocked", …
    bool hasMoreData = false;
    QString location;
    QString command;
    QString statusMessage;
    std::optional<QDateTime> begin;
    std::optional<QDateTime> end;
    QList<Job> children;

    [[nodiscard]] bool isFinal() const;
    [[nodiscard]] static Job fromValue(const clixml::Value &value);
    /// True for deserialized jobs (type name or the members of one).
    [[nodiscard]] static bool isJob(const clixml::Value &value);
    bool operator==(const Job &other) const;
};

/// The jobs of one connected session: asks with Get-Job, receives, stops, removes. All are own requests (see
/// SessionService::runOwn): one at a time, and a running console command makes the refresh wait, not fail.
class JobManager : public QObject
{
    Q_OBJECT

public:
    JobManager(sessions::SessionService *service, sessions::SessionPtr session, QObject *parent = nullptr);
    ~JobManager() override;

    [[nodiscard]] QList<Job> jobs() const;
    [[nodiscard]] bool isRefreshing() const;

    /// Runs Get-Job and updates jobs(). Throws Error.
    [[nodiscard]] Task<> refresh(base::CancelToken cancel = {});
    /// Receive-Job, -Keep when keep. Output arrives through `output` as it comes. Throws Error.
    [[nodiscard]] Task<> receive(int jobId, bool keep, base::CancelToken cancel = {});
    [[nodiscard]] Task<> stop(int jobId, base::CancelToken cancel = {});
    /// Remove-Job -Force.
    [[nodiscard]] Task<> remove(int jobId, base::CancelToken cancel = {});

Q_SIGNALS:
    void jobsChanged();
    /// Events of a Receive-Job: outputs and records of that job.
    void output(int jobId, const rejoin::psrp::PipelineEvent &event);
    /// A job that was running at the last refresh is not any more.
    void jobEnded(const rejoin::jobs::Job &job);
    void refreshFailed(const rejoin::base::Error &error);

private:
    struct Private;
    std::shared_ptr<Private> d;
};

} // namespace rejoin::jobs
