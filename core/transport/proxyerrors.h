#pragma once

#include "core/base/error.h"
#include "core/transport/auth/challenge.h"
#include "core/transport/socketlink.h"
#include "core/transport/transport.h"

// One sentence and one advice for each way in which a proxy is in the way. Targets are texts: "server01:5986".
namespace rejoin::transport {

/// "http://jump:3128", "socks5h://[::1]:1080": without the user name.
[[nodiscard]] QString proxyName(const Proxy &proxy);
/// "server01:5986", "[::1]:5985"
[[nodiscard]] QString targetName(const ConnectTo::Target &target);

namespace errors {

/// By what dialling says: NameNotResolved "ProxyNotFound", TimedOut or ConnectFailed "ProxyNotReachable".
[[nodiscard]] base::Error proxyNotReached(const Proxy &proxy, const SocketLink::Dialled &dialled,
                                          std::chrono::milliseconds limit);
/// TimedOut "ProxyTimedOut": it is connected and does not answer.
[[nodiscard]] base::Error proxySilent(const Proxy &proxy, const QString &target, std::chrono::milliseconds limit);
/// ConnectionLost "ProxyConnectionLost".
[[nodiscard]] base::Error proxyLost(const Proxy &proxy, const QString &target);
/// Protocol "ProxyImproperResponse": it speaks something else, or out of turn.
[[nodiscard]] base::Error proxyNotUnderstood(const Proxy &proxy, const QString &why);
/// LoginRefused "ProxyAuthenticationRequired": names what was tried (empty: nothing) and what it offers (empty: it does
/// not say).
[[nodiscard]] base::Error proxyRefusedLogin(const Proxy &proxy, const QString &tried, const QString &offered,
                                            qint64 code);
/// CredentialMissing "ProxyAuthenticationRequired": it wants a user name and password and there are none.
[[nodiscard]] base::Error proxyWantsCredential(const Proxy &proxy, const QString &offered, qint64 code);
/// ConnectFailed "ProxyRefusedTarget": by the status of its answer to CONNECT.
[[nodiscard]] base::Error proxyRefusedTarget(const Proxy &proxy, const QString &target, int status);
/// The same by the reply code of RFC 1928 6.
[[nodiscard]] base::Error socksRefusedTarget(const Proxy &proxy, const QString &target, quint8 reply);
/// ConnectFailed "ProxyRefusedTarget": it hung up on the request itself, which is how ssh -D says no.
[[nodiscard]] base::Error socksHungUp(const Proxy &proxy, const QString &target);

} // namespace errors

} // namespace rejoin::transport
