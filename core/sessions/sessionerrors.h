#pragma once

#include "core/base/error.h"

#include <chrono>

// PowerShell's errors of the session cmdlets: its ids and words around the inner error, whose category, advice, code
// and detail are kept.
namespace rejoin::sessions {

[[nodiscard]] base::Error queryFailed(const QString &computer, const base::Error &inner);
/// "Cannot connect PSSession …, either because it is not in the Disconnected state, or …"
[[nodiscard]] base::Error notConnectable(const QString &session, bool inUseElsewhere);
[[nodiscard]] base::Error noPowerShell(const QString &session);
[[nodiscard]] base::Error connectFailed(const QString &session, const base::Error &inner);
[[nodiscard]] base::Error sessionVanished(const QString &session, const QString &computer, const base::Error &inner);
[[nodiscard]] base::Error disconnectFailed(const QString &session, const base::Error &inner);
[[nodiscard]] base::Error notOpened(const QString &session);
[[nodiscard]] base::Error idleTimeoutOutOfRange(const QString &session, std::chrono::milliseconds wanted,
                                                std::chrono::milliseconds maximum);
/// Of a session option: PowerShell's cmdlets throw an argument error before they do anything.
[[nodiscard]] base::Error idleTimeoutTooShort(std::chrono::milliseconds wanted);
[[nodiscard]] base::Error keepAliveFailed(const QString &session, const base::Error &inner);
[[nodiscard]] base::Error keepAliveInUse(const QString &session);
[[nodiscard]] base::Error busyToKeepLonger(const QString &session);
[[nodiscard]] base::Error tooOldToDisconnect(const QString &session);
/// The service knows no Disconnect for this session: Exchange's and other endpoints that are not plain WinRM.
[[nodiscard]] base::Error cannotBeDisconnected(const QString &session, const base::Error &inner);
[[nodiscard]] bool refusesDisconnecting(const base::Error &failure);
[[nodiscard]] base::Error openFailed(const QString &computer, const base::Error &inner);
[[nodiscard]] base::Error removeFailed(const QString &session, const QString &computer, const base::Error &inner);
/// A request of our own (Get-Job …) ended with an error; id and reason are the remote side's.
[[nodiscard]] base::Error ownRequestRefused(const QString &command, const QString &id, const QString &reason);
[[nodiscard]] base::Error notConnectedHere(const QString &session);

/// -IdleTimeout of PowerShell: not under a minute.
inline constexpr std::chrono::milliseconds minimumIdleTimeout{60000};

} // namespace rejoin::sessions
