#pragma once

#include "core/base/awaitable.h"
#include "core/base/cancel.h"
#include "core/remoting/runspacesession.h"
#include "core/sessions/ownrequests.h"

#include <chrono>

namespace rejoin::sessions {

class Session;

/// Who may have a command in the session now. One queue for all pages and both front ends: an own request runs only
/// while no other command is in the shell, since Get-PSSession hides a shell with two, and has ended before the session
/// is disconnected. Commands of users go first.
class SessionTurns : public std::enable_shared_from_this<SessionTurns>
{
public:
    /// The turn lasts as long as this lives.
    using Turn = std::shared_ptr<void>;

    /// For an own request: waits until nothing else is in the session. Throws Error: Cancelled when the session is
    /// being disconnected, InvalidRunspaceState when it is not connected.
    [[nodiscard]] Task<Turn> own(std::shared_ptr<Session> session, base::CancelToken cancel);
    /// The pipeline of the own request whose turn it is.
    void ownRuns(const std::shared_ptr<remoting::RemotePipeline> &pipeline);
    /// For the start of a user's command: waits for the own request that runs, and stops one that only asks when it
    /// does not end by itself. Throws only Cancelled.
    [[nodiscard]] Task<Turn> user(std::shared_ptr<Session> session, base::CancelToken cancel);
    /// Before a disconnect: no own request begins any more; the one that runs has ended, was stopped, or is a fetch
    /// that would lose its output, when this resumes. Bounded by about ten seconds.
    [[nodiscard]] Task<> close(base::CancelToken cancel);
    /// Connected (again), or the disconnect failed. mayHoldCommands: commands may be in the shell that nobody here is
    /// attached to.
    void reopen(bool mayHoldCommands);

    /// The server may know this own command although it is over here.
    void doubt(const QUuid &commandId);
    /// Takes own requests off the server that an earlier connection left: those in doubt here, and what the server
    /// lists. Gives the ids that were taken away; a failure is logged and tried again later.
    [[nodiscard]] Task<QList<QUuid>> clearLeftOvers(std::shared_ptr<remoting::RunspaceSession> runspace,
                                                    base::CancelToken cancel);

    /// How long an own request may end by itself before a disconnect or a user's command stops it.
    static constexpr std::chrono::milliseconds grace{2000};

private:
    struct Release;
    [[nodiscard]] bool isFree(const remoting::RunspaceSession &runspace) const;
    [[nodiscard]] Turn takeOwn();
    void wake();
    /// Something changed here or in the runspace; false when the time passed first.
    [[nodiscard]] Task<bool> change(std::shared_ptr<remoting::RunspaceSession> runspace,
                                    std::chrono::milliseconds longest, base::CancelToken cancel);
    [[nodiscard]] Task<> forgetDoubtful(std::shared_ptr<remoting::RunspaceSession> runspace, base::CancelToken cancel);
    [[nodiscard]] Task<bool> holdsOthers(std::shared_ptr<remoting::RunspaceSession> runspace, base::CancelToken cancel);

    bool m_ownActive = false;
    bool m_closed = false;
    bool m_mayHoldCommands = false;
    std::chrono::steady_clock::time_point m_occupiedUntil; ///< by a command that nobody here is attached to
    int m_users = 0;                                       ///< waiting for their turn or starting
    std::weak_ptr<remoting::RemotePipeline> m_own;
    QList<QUuid> m_doubtful;
    QList<base::Awaitable<bool>::Handle> m_waiting;
};

} // namespace rejoin::sessions
