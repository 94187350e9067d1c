#pragma once

#include "core/base/error.h"
#include "core/remoting/runspacesession.h"

namespace rejoin::sessions {

/// What is known of a session when it is to be connected.
struct ConnectFacts
{
    ConnectFacts() = default;
    QString name;
    /// A shell of another kind than PowerShell's can be removed, not connected.
    bool isPowerShell = true;
    /// As Session::state() says.
    remoting::SessionState state = remoting::SessionState::Disconnected;
    /// This process disconnected it and has its object still.
    bool disconnectedHere = false;
    /// It was given up with its connection: the server may think us attached.
    bool cutOff = false;
    /// The last listing showed it attached to a client.
    bool attached = false;
    /// Its SessionId is known: from the object that broke, or from an earlier run of ours that was killed.
    bool ownSessionId = false;
};

enum class ConnectStep : quint8 {
    Reconnect, ///< the same client's, with its SessionId
    Connect,   ///< a new client's
    Reclaim,   ///< our own SessionId, which the server thinks attached: Disconnect, then Connect
};

struct ConnectPlan
{
    /// None and no error: it is open here already.
    std::optional<ConnectStep> step;
    std::optional<base::Error> error;
};

/// Pure: what to do first.
[[nodiscard]] ConnectPlan planConnect(const ConnectFacts &facts);

/// What to do when a step failed and the server was asked once more.
struct RequeryFacts
{
    RequeryFacts() = default;
    QString name;
    QString computer;
    bool exists = false;
    bool attached = false;
    base::Error failure;
};
[[nodiscard]] ConnectPlan planAfterRequery(const RequeryFacts &facts);

/// True when the failure says that what we knew of the session is out of date.
[[nodiscard]] bool isStale(const base::Error &failure);

} // namespace rejoin::sessions
