#pragma once

#include "core/base/error.h"
#include "core/remoting/remoteshell.h"

#include <functional>

namespace rejoin::remoting {

/// How a lost connection under a Receive is taken.
struct RetryPolicy
{
    RetryPolicy() = default;
    /// From the first failure to giving up (MS-WSMV's clients: about four minutes).
    std::chrono::milliseconds bound{240000};
    std::chrono::milliseconds firstPause{500}; ///< doubles with each failure
    std::chrono::milliseconds longestPause{15000};
};

/// True for failures of the way there, after which the same Receive may be sent again.
[[nodiscard]] bool isConnectionTrouble(const base::Error &error);

/// Keeps one Receive of a shell's pool or of one command outstanding, until CommandState Done, a failure or a stop.
/// Callbacks come on the event loop's thread and never after stop() or the destructor.
class ReceiveLoop
{
public:
    struct Callbacks
    {
        std::function<void(const wsman::ReceiveResult &)> received;
        std::function<void(const base::Error &)> interrupted;
        std::function<void()> restored;
        std::function<void(const base::Error &)> failed; ///< the loop has ended
    };

    /// commandId null: the pool.
    ReceiveLoop(std::shared_ptr<RemoteShell> shell, const QUuid &commandId, const RetryPolicy &retry,
                Callbacks callbacks);
    ~ReceiveLoop();
    ReceiveLoop(const ReceiveLoop &) = delete;
    ReceiveLoop &operator=(const ReceiveLoop &) = delete;

    /// Starts, or goes on after suspend().
    void start();
    /// Sends no further Receive and ignores errors of the one that is out: for the time of a Disconnect, whose answer
    /// waits for it. Data that still come are given.
    void suspend();
    /// While held no further Receive is sent; the one that is out is still answered.
    void setHeld(bool held);
    /// Aborts what is out.
    void stop();

private:
    struct State;
    static Task<> run(std::shared_ptr<State> state);
    std::shared_ptr<State> m_state;
};

} // namespace rejoin::remoting
