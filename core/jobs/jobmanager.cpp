#include "core/jobs/jobs.h"
#include "core/remoting/linkedcancel.h"
#include "core/sessions/sessionerrors.h"

#include <QPointer>

namespace rejoin::jobs {

namespace {

using Sink = std::function<void(const psrp::PipelineEvent &)>;

base::Error failureOf(const clixml::ErrorRecord &record, const QString &action)
{
    return sessions::ownRequestRefused(action, record.fullyQualifiedId, record.message);
}

} // namespace

struct JobManager::Private : std::enable_shared_from_this<JobManager::Private>
{
    QPointer<JobManager> manager;
    QPointer<sessions::SessionService> service;
    sessions::SessionPtr session;
    base::CancelSource closing;
    QList<Job> jobs;
    int refreshing = 0;

    [[nodiscard]] Task<> run(sessions::OwnRequest request, Sink sink, base::CancelToken cancel);
    [[nodiscard]] Task<> act(sessions::OwnRequest request, base::CancelToken cancel);
    void take(QList<Job> now);
};

Task<> JobManager::Private::run(sessions::OwnRequest request, Sink sink, base::CancelToken cancel)
{
    const auto self = shared_from_this();
    if (!service)
        throw base::Error::cancelled();
    co_await service->runOwn(session, std::move(request), std::move(sink), cancel);
}

/// One whose error records are its failure.
Task<> JobManager::Private::act(sessions::OwnRequest request, base::CancelToken cancel)
{
    const auto self = shared_from_this();
    const QString command = request.command();
    auto refused = std::make_shared<std::optional<clixml::ErrorRecord>>();
    Sink sink = [refused](const psrp::PipelineEvent &event) {
        if (const auto *error = std::get_if<psrp::ErrorReceived>(&event); error && !*refused)
            *refused = error->record;
    };
    co_await run(std::move(request), std::move(sink), cancel);
    if (*refused)
        throw failureOf(**refused, command);
}

void JobManager::Private::take(QList<Job> now)
{
    QList<Job> ended;
    for (const Job &job : std::as_const(now)) {
        for (const Job &before : std::as_const(jobs)) {
            if (before.instanceId == job.instanceId && !before.isFinal() && job.isFinal())
                ended.append(job);
        }
    }
    const bool same = std::equal(now.cbegin(), now.cend(), jobs.cbegin(), jobs.cend());
    jobs = std::move(now);
    if (!manager)
        return;
    if (!same)
        Q_EMIT manager->jobsChanged();
    for (const Job &job : std::as_const(ended)) {
        if (manager)
            Q_EMIT manager->jobEnded(job);
    }
}

// --- the public face ---

JobManager::JobManager(sessions::SessionService *service, sessions::SessionPtr session, QObject *parent)
    : QObject(parent), d(std::make_shared<Private>())
{
    d->manager = this;
    d->service = service;
    d->session = std::move(session);
}

JobManager::~JobManager()
{
    d->closing.cancel();
}

QList<Job> JobManager::jobs() const
{
    return d->jobs;
}

bool JobManager::isRefreshing() const
{
    return d->refreshing > 0;
}

Task<> JobManager::refresh(base::CancelToken cancel)
{
    const auto data = d;
    auto found = std::make_shared<QList<Job>>();
    const Sink sink = [found](const psrp::PipelineEvent &event) {
        if (const auto *output = std::get_if<psrp::OutputReceived>(&event); output && Job::isJob(output->value))
            found->append(Job::fromValue(output->value));
    };
    const remoting::LinkedCancel both(cancel, data->closing.token());
    ++data->refreshing;
    std::optional<base::Error> failure;
    try {
        co_await data->run(sessions::own::getJob(), sink, both.token());
    } catch (const base::Error &error) {
        failure = error;
    }
    --data->refreshing;
    if (failure) {
        if (data->manager && failure->category != base::ErrorCategory::Cancelled)
            Q_EMIT data->manager->refreshFailed(*failure);
        throw *failure;
    }
    data->take(*found);
}

Task<> JobManager::receive(int jobId, bool keep, base::CancelToken cancel)
{
    const auto data = d;
    const remoting::LinkedCancel both(cancel, data->closing.token());
    const QPointer<JobManager> manager(this);
    const Sink sink = [manager, jobId](const psrp::PipelineEvent &event) {
        if (manager && !std::holds_alternative<psrp::PipelineStateChanged>(event))
            Q_EMIT manager->output(jobId, event);
    };
    co_await data->run(sessions::own::receiveJob(jobId, keep), sink, both.token());
}

Task<> JobManager::stop(int jobId, base::CancelToken cancel)
{
    const auto data = d;
    const remoting::LinkedCancel both(cancel, data->closing.token());
    co_await data->act(sessions::own::stopJob(jobId), both.token());
}

Task<> JobManager::remove(int jobId, base::CancelToken cancel)
{
    const auto data = d;
    const remoting::LinkedCancel both(cancel, data->closing.token());
    co_await data->act(sessions::own::removeJob(jobId), both.token());
}

} // namespace rejoin::jobs
