#pragma once

#include "core/sessions/connectplanner.h"
#include "core/sessions/heldsessions.h"
#include "core/sessions/loginguard.h"
#include "core/sessions/redirecttrail.h"
#include "core/sessions/sessionservice.h"
#include "core/sessions/throttle.h"

#include <QPointer>

namespace rejoin::sessions {

using Outcomes = QList<SessionOutcome>;
using OnOutcome = std::function<void(const SessionOutcome &)>;

/// Held by the coroutines, so that they may outlive the service.
struct SessionService::Private : std::enable_shared_from_this<SessionService::Private>
{
    QPointer<SessionRegistry> registry;
    QPointer<SessionService> owner;
    std::optional<remoting::RetryPolicy> retry;
    TransportFactory factory;
    std::shared_ptr<base::Clock> clock;
    transport::ConnectTo connectTo;
    std::shared_ptr<QThreadPool> authenticationPool;
    std::shared_ptr<LoginGuard> loginGuard;
    NetworkDefaults defaults;
    std::shared_ptr<RedirectHandler> redirects;
    std::shared_ptr<output::SavedOutputStore> savedOutput;
    std::unique_ptr<HeldSessions> held = std::make_unique<HeldSessions>();

    [[nodiscard]] std::shared_ptr<transport::Transport> transportFor(const ConnectionOptions &target) const;
    /// An object for the session's shell; nothing is sent yet.
    [[nodiscard]] std::shared_ptr<remoting::RunspaceSession> makeRunspace(const SessionPtr &session,
                                                                          const QUuid &sessionId) const;
    void nowHeld(const SessionPtr &session);
    void nowDisconnected(const SessionPtr &session);
    [[nodiscard]] Task<> clearLeftOvers(SessionPtr session, bool afterKill, base::CancelToken cancel);

    [[nodiscard]] Task<ComputerListing> listOne(ConnectionOptions target, ListFilter filter, bool withHidden,
                                                base::CancelToken cancel);
    /// What the runspace says of its connection becomes the service's.
    void follow(const SessionPtr &session, const std::shared_ptr<remoting::RunspaceSession> &runspace) const;
    [[nodiscard]] Task<SessionOutcome> connectWhenFree(SessionPtr session, std::chrono::milliseconds interval,
                                                       base::CancelToken cancel);
    /// These give failures as data; only Cancelled is thrown.
    [[nodiscard]] Task<SessionOutcome> connectOne(SessionPtr session, base::CancelToken cancel);
    [[nodiscard]] Task<SessionOutcome> disconnectOne(SessionPtr session, remoting::DisconnectOptions options,
                                                     base::CancelToken cancel);
    [[nodiscard]] Task<SessionOutcome> leaveOne(SessionPtr session, std::optional<std::chrono::milliseconds> wish,
                                                base::CancelToken cancel);
    [[nodiscard]] Task<SessionOutcome>
    keepAliveOne(SessionPtr session, std::optional<std::chrono::milliseconds> idleTimeout, base::CancelToken cancel);
    [[nodiscard]] Task<SessionOutcome> removeOne(SessionPtr session, base::CancelToken cancel);
    [[nodiscard]] Task<SessionOutcome> createOne(SessionPtr session, CreateRequest request, base::CancelToken cancel);

    /// Create, again where no connection could be made (MaxConnectionRetryCount). Throws what the last attempt threw.
    [[nodiscard]] Task<> createRunspace(SessionPtr session, base::CancelToken cancel);
    /// Asks the server for the shell once more; nullopt: it is gone. Throws Error.
    [[nodiscard]] Task<std::optional<wsman::ShellInfo>> askAgain(SessionPtr session, base::CancelToken cancel);
    /// What is known of a session before it is connected.
    [[nodiscard]] ConnectFacts factsOf(const SessionPtr &session) const;
    /// Throw what the step threw.
    [[nodiscard]] Task<> connectAnew(SessionPtr session, base::CancelToken cancel);
    [[nodiscard]] Task<> reclaim(SessionPtr session, QUuid sessionId, base::CancelToken cancel);
};

/// Runs step(index) for each, with at most the throttle's number under way, and gathers in the order of the request.
/// Step makes the task of one outcome; it is called when its turn has come.
[[nodiscard]] Task<Outcomes> runAll(qsizetype count, int throttleLimit,
                                    std::function<Task<SessionOutcome>(qsizetype)> step, OnOutcome onEach,
                                    base::CancelToken cancel);
/// PSVersionTable and others that a client of PowerShell sends with a new session, and those of -ApplicationArguments.
[[nodiscard]] clixml::Value applicationArguments(const clixml::Value &more, const QString &protocolVersion);
/// Versions of the server before 2.2 cannot disconnect.
[[nodiscard]] bool canDisconnect(const remoting::RunspaceSession &runspace);

} // namespace rejoin::sessions
