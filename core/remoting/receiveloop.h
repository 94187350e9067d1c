#pragma once

#include "core/base/error.h"
#include "core/remoting/remoteshell.h"

#include <functional>

namespace rejoin::remoting {

/// Keeps one Receive of a shell's pool or of one command outstanding, until CommandState Done, a failure or a stop.
/// Lost connections are RemoteShell's to wait for. Callbacks come on the event loop's thread and never after stop() or
/// the destructor.
class ReceiveLoop
{
public:
    struct Callbacks
    {
        std::function<void(const wsman::ReceiveResult &)> received;
        /// Before `received`: output may be missing before what comes now.
        std::function<void(const LossWatch::Loss &)> lost;
        std::function<void(const base::Error &)> failed; ///< the loop has ended
    };

    /// commandId null: the pool.
    ReceiveLoop(std::shared_ptr<RemoteShell> shell, const QUuid &commandId, Callbacks callbacks);
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
