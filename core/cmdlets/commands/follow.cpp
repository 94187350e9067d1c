// Following a remote pipeline to its end, and running several things side by side.

#include "core/base/awaitable.h"
#include "core/base/overloaded.h"
#include "core/base/spawn.h"
#include "core/cmdlets/commands/commands.h"
#include "core/cmdlets/keeppace.h"
#include "core/cmdlets/remotenotes.h"
#include "core/sessions/secondhop.h"
#include "core/sessions/throttle.h"

namespace rejoin::cmdlets {

namespace {

using base::Error;
using base::ErrorCategory;
using base::Overloaded;
using base::Text;
using remoting::RemotePipeline;

/// Streams of one pipeline to those of the call. What stops the call (-ErrorAction Stop) is kept until the end:
/// a signal's slot must not throw.
struct Follower
{
    InvocationPtr call;
    QString computer;
    QUuid runspaceId;
    std::weak_ptr<remoting::RunspaceSession> origin;
    RemoteNotes notes = RemoteNotes::Set;
    sessions::SessionPtr session;
    std::exception_ptr stopped;

    /// What to do about a denied second hop, below the error.
    void explain(const clixml::ErrorRecord &record) const
    {
        if (const auto hop = sessions::secondHopNoteOnce(*session, record))
            call->warning(hop->english());
    }

    void take(const psrp::PipelineEvent &event)
    {
        if (stopped)
            return;
        try {
            std::visit(Overloaded{
                           [&](const psrp::OutputReceived &e) {
                               const auto noted = withRemoteNotes(e.value, computer, runspaceId, notes);
                               call->output(Object::remote(noted, origin));
                           },
                           [&](const psrp::ErrorReceived &e) {
                               call->remoteError(e.record, computer);
                               explain(e.record);
                           },
                           [&](const psrp::WarningReceived &e) { call->warning(e.record.message); },
                           [&](const psrp::VerboseReceived &e) { call->frontEnd()->verbose(e.record.message); },
                           [&](const psrp::DebugReceived &e) { call->frontEnd()->debug(e.record.message); },
                           [&](const psrp::InformationReceived &e) { call->frontEnd()->information(e.record); },
                           [&](const psrp::ProgressReceived &e) { call->frontEnd()->progress(e.record); },
                           [](const auto &) {},
                       },
                       event);
        } catch (...) {
            stopped = std::current_exception();
        }
    }
};

Task<> resolveWithEnd(std::shared_ptr<RemotePipeline> pipeline, base::Awaitable<psrp::PipelineState>::Handle end)
{
    const psrp::PipelineState state = co_await pipeline->finished();
    end.resolve(state);
}

Task<> inTurn(sessions::Throttle throttle, std::function<Task<>()> job, base::CancelToken cancel)
{
    const std::shared_ptr<void> turn = co_await throttle.enter(cancel);
    co_await job();
}

} // namespace

Task<psrp::PipelineState> followPipeline(InvocationPtr call, sessions::SessionPtr session,
                                         std::shared_ptr<RemotePipeline> pipeline, RemoteNotes notes,
                                         std::function<bool(const clixml::ErrorRecord &reason)> isRefusal)
{
    const auto follower = std::make_shared<Follower>();
    follower->call = call;
    follower->computer = session->computerName();
    follower->runspaceId = session->instanceId();
    follower->origin = session->runspace();
    follower->notes = notes;
    follower->session = session;
    QObject::connect(pipeline.get(), &RemotePipeline::streamed, pipeline.get(),
                     [follower](const psrp::PipelineEvent &event) { follower->take(event); });
    keepPace(call->frontEnd(), pipeline);
    sessions::bridgeHost(pipeline, call->frontEnd()->host(), session->computerName());
    // Ctrl+C stops the remote command; its last words still arrive.
    std::weak_ptr<RemotePipeline> weak = pipeline;
    const auto registration = call->cancel().onCancel([weak] {
        if (const auto running = weak.lock())
            base::spawn(running->stop());
    });
    pipeline->begin();
    base::Awaitable<psrp::PipelineState> end;
    const auto handle = end.handle();
    const auto giveUp = call->state()->giveUp.onCancel([handle] { handle.fail(Error::cancelled()); });
    base::spawn(resolveWithEnd(pipeline, handle), [handle](const Error &error) { handle.fail(error); });
    const psrp::PipelineState state = co_await end;
    if (follower->stopped)
        std::rethrow_exception(follower->stopped);
    // Receive-PSSession words a failure its own way.
    if (state == psrp::PipelineState::Failed && notes != RemoteNotes::Add) {
        const auto reason = pipeline->reason();
        if (reason && isRefusal && isRefusal(*reason))
            co_return state;
        if (reason) {
            call->remoteError(*reason, session->computerName());
            follower->explain(*reason);
        } else {
            call->error({ErrorCategory::Fault, QStringLiteral("PipelineFailed"),
                         Text(QT_TRANSLATE_NOOP("core", "The command failed on %1 without saying why."),
                              {session->computerName()})},
                        session->computerName());
        }
    }
    if (state == psrp::PipelineState::Disconnected)
        call->warning(QStringLiteral("The session %1 on %2 was disconnected; the command goes on there.")
                          .arg(session->name(), session->computerName()));
    co_return state;
}

Task<> runThrottled(QList<std::function<Task<>()>> jobs, int limit, base::CancelToken cancel)
{
    const sessions::Throttle throttle(limit);
    std::vector<Task<>> tasks;
    for (const auto &job : std::as_const(jobs))
        tasks.push_back(inTurn(throttle, job, cancel));
    // All are waited for, whatever one of them throws.
    std::exception_ptr failure;
    for (Task<> &task : tasks) {
        try {
            co_await task;
        } catch (...) {
            if (!failure)
                failure = std::current_exception();
        }
    }
    if (failure)
        std::rethrow_exception(failure);
}

} // namespace rejoin::cmdlets
