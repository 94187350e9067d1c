// What becomes of a session whose connection is lost.
#include "core/base/logging.h"
#include "core/base/spawn.h"
#include "core/remoting/failures.h"
#include "core/remoting/remotepipeline_p.h"
#include "core/remoting/runspacesession_p.h"

namespace rejoin::remoting {

void RunspaceSession::followLine()
{
    const std::weak_ptr<RunspaceSession> weak = weak_from_this();
    LineKeeper::Callbacks callbacks;
    callbacks.interrupted = [weak](const base::Error &error) {
        const auto self = weak.lock();
        if (!self)
            return;
        self->notice(LineNotice::Event::Interrupted);
        Q_EMIT self->interrupted(error);
    };
    callbacks.retrying = [weak](int) {
        if (const auto self = weak.lock())
            self->notice(LineNotice::Event::Retrying);
    };
    callbacks.restored = [weak] {
        const auto self = weak.lock();
        if (!self)
            return;
        self->notice(LineNotice::Event::Restored);
        Q_EMIT self->restored();
    };
    callbacks.lost = [weak](const base::Error &error) {
        if (const auto self = weak.lock())
            self->lineLost(error);
    };
    d->shell->setLineCallbacks(std::move(callbacks));
}

void RunspaceSession::notice(LineNotice::Event event)
{
    Q_EMIT noticed(LineNotice(event, d->parameters.computerName, d->parameters.retry.bound));
}

void RunspaceSession::outputLost()
{
    qCWarning(lcRemoting) << "session" << d->parameters.shellId << "may have lost output on the way";
    notice(LineNotice::Event::OutputLost);
}

std::optional<std::chrono::milliseconds> RunspaceSession::retryTimeLeft() const
{
    return d->shell->retryTimeLeft();
}

void RunspaceSession::renewConnections()
{
    if (d->state == SessionState::Opened)
        d->shell->renewConnections();
}

bool RunspaceSession::isCutOff() const
{
    return d->cutOff;
}

void RunspaceSession::lineLost(const base::Error &error)
{
    const auto self = shared_from_this();
    const base::Error gone = connectivityLost(d->parameters.computerName, error);
    if (d->opening) {
        d->opening->fail(gone); // create() goes on with it
        return;
    }
    // Who is connecting or leaving meets the error itself.
    if (d->state != SessionState::Opened)
        return;
    stopLoops();
    for (const auto &pipeline : std::as_const(d->running))
        pipeline->suspend();
    setState(SessionState::Disconnecting);
    notice(LineNotice::Event::Disconnecting);
    base::spawn(leaveLost(self, gone));
}

Task<> RunspaceSession::leaveLost(std::shared_ptr<RunspaceSession> self, base::Error error)
{
    std::optional<base::Error> refused;
    try {
        co_await self->d->shell->disconnectOnce(base::CancelToken());
    } catch (const base::Error &caught) {
        refused = caught;
    }
    if (self->d->state != SessionState::Disconnecting)
        co_return;
    if (refused && refused->category == base::ErrorCategory::SessionNotFound) {
        self->breakWith(*refused);
        co_return;
    }
    self->d->cutOff = refused.has_value();
    self->becomeDisconnected();
    LineNotice word(refused ? LineNotice::Event::Lost : LineNotice::Event::Disconnected,
                    self->d->parameters.computerName, self->d->parameters.retry.bound);
    word.error = error;
    Q_EMIT self->noticed(word);
}

Task<> RunspaceSession::endCutOff(base::CancelToken cancel)
{
    const auto self = shared_from_this();
    if (!d->cutOff)
        co_return;
    // A Receive of ours that still waits there would take what comes next with it.
    const wsman::ShellInfo now = co_await d->shell->get(cancel, true);
    if (now.state != QLatin1String("Disconnected"))
        co_await d->shell->disconnect(std::nullopt, wsman::BufferMode::None, cancel);
    d->cutOff = false;
}

void RunspaceSession::becomeDisconnected()
{
    stopLoops();
    d->failKeyWaiters(base::Error::cancelled());
    d->pool->disconnected();
    const auto pipelines = d->running;
    for (const auto &pipeline : pipelines) {
        if (!psrp::isFinal(pipeline->d->pipeline.state()))
            pipeline->d->pipeline.disconnected();
        pipeline->markDisconnected();
    }
    setState(SessionState::Disconnected);
}

} // namespace rejoin::remoting
