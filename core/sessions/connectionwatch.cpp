// What concerns the way to a session: words about it, a new network, waiting until a session is free.
#include "core/base/logging.h"
#include "core/base/sleep.h"
#include "core/remoting/failures.h"
#include "core/sessions/directory.h"
#include "core/sessions/serviceprivate.h"
#include "core/sessions/sessionerrors.h"

namespace rejoin::sessions {

void SessionService::Private::follow(const SessionPtr &session,
                                     const std::shared_ptr<remoting::RunspaceSession> &runspace) const
{
    if (!owner)
        return;
    const std::weak_ptr<Session> weak = session;
    QObject::connect(runspace.get(), &remoting::RunspaceSession::noticed, owner.data(),
                     [service = owner, weak](const remoting::LineNotice &notice) {
                         const SessionPtr said = weak.lock();
                         if (service && said)
                             Q_EMIT service->noticed(said, notice);
                     });
}

void SessionService::renewConnections()
{
    if (!d->registry)
        return;
    const QList<SessionPtr> held = d->registry->held();
    for (const SessionPtr &session : held) {
        if (const auto runspace = session->runspace())
            runspace->renewConnections();
    }
}

void SessionService::setRetryPolicy(const remoting::RetryPolicy &policy)
{
    d->retry = policy;
}

Task<SessionOutcome> SessionService::connectWhenFree(SessionPtr session, std::chrono::milliseconds interval,
                                                     base::CancelToken cancel)
{
    const auto data = d;
    const SessionOutcome outcome = co_await data->connectWhenFree(session, interval, cancel);
    co_return outcome;
}

Task<SessionOutcome> SessionService::Private::connectWhenFree(SessionPtr session, std::chrono::milliseconds interval,
                                                              base::CancelToken cancel)
{
    const auto self = shared_from_this();
    SessionOutcome outcome{session, std::nullopt};
    while (true) { // ends with the session's end, a refusal, or when it is ours; or it is cancelled
        std::optional<wsman::ShellInfo> now;
        std::optional<base::Error> failure;
        std::shared_ptr<transport::Transport> transport;
        try {
            transport = transportFor(session->origin());
            now = co_await lookUpShell(transport, session->origin(), session->instanceId(), cancel);
        } catch (const base::Error &error) {
            failure = error;
        }
        if (transport)
            transport->close();
        if (failure && failure->category == base::ErrorCategory::Cancelled)
            throw *failure;
        if (failure && !remoting::isConnectionTrouble(*failure)) {
            outcome.error = connectFailed(session->name(), *failure);
            co_return outcome;
        }
        if (!failure && !now) {
            const base::Error gone(base::ErrorCategory::SessionNotFound, {}, base::Text());
            outcome.error = sessionVanished(session->name(), session->computerName(), gone);
            co_return outcome;
        }
        if (now)
            session->update(*now, session->commands(), clock->now());
        if (session->state() == remoting::SessionState::Opened)
            co_return outcome; // connected by other means meanwhile
        if (now && session->isConnectable()) {
            outcome = co_await connectOne(session, cancel);
            // Somebody may have been quicker: then it is waited for again.
            if (!outcome.error || outcome.error->category != base::ErrorCategory::SessionBusy)
                co_return outcome;
            outcome.error.reset();
        }
        co_await base::sleepFor(interval, cancel);
    }
}

} // namespace rejoin::sessions
