#pragma once

#include "core/transport/socketlink.h"
#include "core/transport/transporterrors.h"

class QThreadPool;

namespace rejoin::transport {

/// Gets a link to where it is to go: straight, or through a proxy.
class Dialer : public std::enable_shared_from_this<Dialer>
{
public:
    /// pool: where the system is asked for its proxies and logins to a proxy wait.
    Dialer(std::shared_ptr<SocketLink> link, Peer peer, Proxy proxy, HttpLimits limits,
           std::shared_ptr<QThreadPool> pool);
    Q_DISABLE_COPY_MOVE(Dialer)

    /// Leaves the link connected to peer.target. Throws Error: of transporterrors.h and proxyerrors.h, Cancelled.
    [[nodiscard]] Task<> dial(base::CancelToken cancel);
    /// "http://jump:3128"; empty: straight.
    [[nodiscard]] QString proxyText() const { return m_through; }

private:
    [[nodiscard]] Task<> through(Proxy proxy, base::CancelToken cancel);
    [[nodiscard]] Task<> straight();
    [[nodiscard]] Task<> socks(Proxy proxy);

    std::shared_ptr<SocketLink> m_link;
    Peer m_peer;
    Proxy m_proxy;
    HttpLimits m_limits;
    std::shared_ptr<QThreadPool> m_pool;
    QString m_through;
};

} // namespace rejoin::transport
