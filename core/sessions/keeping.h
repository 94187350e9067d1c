#pragma once

#include "core/base/error.h"
#include "core/remoting/runspacesession.h"

#include <QDateTime>

#include <chrono>
#include <optional>

// For how long servers keep sessions that are left. Pure.
namespace rejoin::sessions {

class Session;

/// What is asked for where neither computer nor group nor session option says anything: a server's own default is often
/// two hours, and a disconnected session counts as idle even while it works.
inline constexpr std::chrono::milliseconds defaultKeepFor = std::chrono::hours(24);
/// What Windows allows at most, and what holds where a server did not say.
inline constexpr std::chrono::milliseconds longestIdleTimeout{2147483647};

/// The server's MaxIdleTimeOut.
[[nodiscard]] std::chrono::milliseconds maximumIdleTimeout(const Session &session);
/// The idle time-out that is in force now; nullopt when the server did not say.
[[nodiscard]] std::optional<std::chrono::milliseconds> presentIdleTimeout(const Session &session);

/// For how long a session shall be kept when it is left without a word about it: *keep for* of the computer or group,
/// else the session option's IdleTimeout, else a day (which never shortens what is in force), within the server's
/// limits.
/// wish: what was asked for this once, instead of all that.
[[nodiscard]] std::chrono::milliseconds keepTime(const Session &session,
                                                 std::optional<std::chrono::milliseconds> wish = {});
/// What leaving it so sends with Disconnect.
[[nodiscard]] remoting::DisconnectOptions leavingOptions(const Session &session,
                                                         std::optional<std::chrono::milliseconds> wish = {});

/// Until when the server keeps a session that is disconnected at now with this time-out, or without one with what is
/// in force; nullopt when that is not known (UTC).
[[nodiscard]] std::optional<QDateTime> keptUntil(const Session &session, const QDateTime &now,
                                                 std::optional<std::chrono::milliseconds> idleTimeout = {});
/// Connected here with a time-out shorter than keepTime(): a lost network would leave that one in force.
[[nodiscard]] bool isKeptShorter(const Session &session);

/// CannotDisconnectSessionWithInvalidIdleTimeout where the time is outside of what client and server allow.
[[nodiscard]] std::optional<base::Error> refusedIdleTimeout(const Session &session, std::chrono::milliseconds wanted);
/// The server's own word for that (ERROR_WINRS_IDLETIMEOUT_OUTOFBOUNDS).
[[nodiscard]] bool isIdleTimeoutRefused(const base::Error &error);

} // namespace rejoin::sessions
