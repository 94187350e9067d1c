#include "core/base/awaitable.h"
#include "core/base/logging.h"
#include "core/base/spawn.h"
#include "core/jobs/jobs.h"
#include "core/remoting/linkedcancel.h"
#include "core/sessions/hostinterface.h"

#include <QPointer>

namespace rejoin::jobs {

using remoting::RemotePipeline;
using remoting::SessionState;

namespace {

using Sink = std::function<void(const psrp::PipelineEvent &)>;

base::Error failureOf(const RemotePipeline &pipeline, const QString &action)
{
    QString reason = QStringLiteral("stopped");
    QString id;
    if (const auto record = pipeline.reason()) {
        reason = record->message;
        id = record->fullyQualifiedId;
    }
    return {base::ErrorCategory::Fault, id.isEmpty() ? QStringLiteral("RemoteCommandFailed") : id,
            base::Text(QT_TRANSLATE_NOOP("core", "%1 failed on the remote computer: %2"), {action, reason}),
            base::Text(QT_TRANSLATE_NOOP("core", "Refresh the jobs and try again."))};
}

base::Error failureOf(const clixml::ErrorRecord &record, const QString &action)
{
    return {base::ErrorCategory::Fault, record.fullyQualifiedId,
            base::Text(QT_TRANSLATE_NOOP("core", "%1 failed on the remote computer: %2"), {action, record.message}),
            base::Text(QT_TRANSLATE_NOOP("core", "Refresh the jobs and try again."))};
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
    bool busy = false;
    QList<base::Awaitable<bool>::Handle> waiting;

    void leave();
    [[nodiscard]] Task<> enter(base::CancelToken cancel);
    [[nodiscard]] Task<> sessionFree(base::CancelToken cancel);
    [[nodiscard]] Task<> run(QString script, QString action, Sink sink, base::CancelToken cancel);
    [[nodiscard]] Task<> runNow(QString script, QString action, Sink sink, base::CancelToken cancel);
    [[nodiscard]] Task<> act(QString script, QString action, base::CancelToken cancel);
    void take(QList<Job> now);
};

// --- one command at a time ---

Task<> JobManager::Private::enter(base::CancelToken cancel)
{
    const auto self = shared_from_this();
    cancel.check();
    if (!busy) {
        busy = true;
        co_return;
    }
    base::Awaitable<bool> turn;
    waiting.append(turn.handle());
    const auto registration = cancel.onCancel([handle = turn.handle()] { handle.fail(base::Error::cancelled()); });
    co_await turn; // busy was handed over
}

void JobManager::Private::leave()
{
    while (!waiting.isEmpty()) {
        const auto next = waiting.takeFirst();
        if (next.isPending()) {
            next.resolve(true);
            return;
        }
    }
    busy = false;
}

/// A console command that runs makes us wait, not fail.
Task<> JobManager::Private::sessionFree(base::CancelToken cancel)
{
    const auto self = shared_from_this();
    const auto runspace = session->runspace();
    while (runspace && runspace->state() == SessionState::Opened && !runspace->pipelines().isEmpty()) {
        base::Awaitable<bool> changed;
        QObject context;
        const auto handle = changed.handle();
        QObject::connect(runspace.get(), &remoting::RunspaceSession::changed, &context,
                         [handle] { handle.resolve(true); });
        QObject::connect(runspace.get(), &remoting::RunspaceSession::stateChanged, &context,
                         [handle] { handle.resolve(true); });
        const auto registration = cancel.onCancel([handle] { handle.fail(base::Error::cancelled()); });
        co_await changed;
    }
}

Task<> JobManager::Private::run(QString script, QString action, Sink sink, base::CancelToken cancel)
{
    const auto self = shared_from_this();
    co_await enter(cancel);
    std::exception_ptr failure;
    try {
        co_await sessionFree(cancel);
        co_await runNow(script, action, sink, cancel);
    } catch (...) {
        failure = std::current_exception();
    }
    leave();
    if (failure)
        std::rethrow_exception(failure);
}

Task<> JobManager::Private::runNow(QString script, QString action, Sink sink, base::CancelToken cancel)
{
    const auto self = shared_from_this();
    if (!service)
        throw base::Error::cancelled();
    const psrp::CreatePipeline request = sessions::scriptPipeline(script);
    const std::shared_ptr<RemotePipeline> pipeline = co_await service->start(session, request, cancel);
    // The answers must not outlive who asked: the context goes with this coroutine.
    QObject context;
    QObject::connect(pipeline.get(), &RemotePipeline::streamed, &context,
                     [sink](const psrp::PipelineEvent &event) { sink(event); });
    // Nobody is there to answer questions of Get-Job and its kind.
    sessions::bridgeHost(pipeline, {});
    const std::weak_ptr<RemotePipeline> weak = pipeline;
    const auto registration = cancel.onCancel([weak] {
        if (const auto target = weak.lock())
            base::spawn(target->stop(), [](const base::Error &error) {
                qCInfo(lcJobs) << "a job command could not be stopped:" << error.id;
            });
    });
    pipeline->begin();
    const psrp::PipelineState state = co_await pipeline->finished();
    cancel.check();
    if (state != psrp::PipelineState::Completed)
        throw failureOf(*pipeline, action);
}

Task<> JobManager::Private::act(QString script, QString action, base::CancelToken cancel)
{
    const auto self = shared_from_this();
    auto refused = std::make_shared<std::optional<clixml::ErrorRecord>>();
    const Sink sink = [refused](const psrp::PipelineEvent &event) {
        if (const auto *error = std::get_if<psrp::ErrorReceived>(&event); error && !*refused)
            *refused = error->record;
    };
    co_await run(script, action, sink, cancel);
    if (*refused)
        throw failureOf(**refused, action);
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
        co_await data->run(QStringLiteral("Get-Job"), QStringLiteral("Get-Job"), sink, both.token());
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
    // Only numbers go into scripts: names are the remote side's words.
    const QString script =
        QStringLiteral("Receive-Job -Id %1%2").arg(jobId).arg(keep ? QLatin1String(" -Keep") : QLatin1String(""));
    co_await data->run(script, QStringLiteral("Receive-Job"), sink, both.token());
}

Task<> JobManager::stop(int jobId, base::CancelToken cancel)
{
    const auto data = d;
    const remoting::LinkedCancel both(cancel, data->closing.token());
    const QString script = QStringLiteral("Stop-Job -Id %1").arg(jobId);
    co_await data->act(script, QStringLiteral("Stop-Job"), both.token());
}

Task<> JobManager::remove(int jobId, base::CancelToken cancel)
{
    const auto data = d;
    const remoting::LinkedCancel both(cancel, data->closing.token());
    const QString script = QStringLiteral("Remove-Job -Id %1 -Force").arg(jobId);
    co_await data->act(script, QStringLiteral("Remove-Job"), both.token());
}

} // namespace rejoin::jobs
