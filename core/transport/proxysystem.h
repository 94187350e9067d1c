#pragma once

#include "core/base/cancel.h"
#include "core/base/task.h"
#include "core/transport/transport.h"

class QNetworkProxy;

namespace rejoin::transport {

/// What the system says for this address, best first: None, Http and Socks5 only. Asked in a thread of the pool, for
/// it may wait for a script from the network; given up after limit with Error (TimedOut, "ProxyTimedOut").
/// login: mechanism and, unless the system has one of its own, the credential for what it names.
[[nodiscard]] Task<QList<Proxy>> systemProxies(Endpoint endpoint, Proxy login, std::shared_ptr<QThreadPool> pool,
                                               std::chrono::milliseconds limit, base::CancelToken cancel);

/// One of its answers; nullopt for a kind that cannot be used.
[[nodiscard]] std::optional<Proxy> proxyFromSystem(const QNetworkProxy &answer, const Proxy &login);

} // namespace rejoin::transport
