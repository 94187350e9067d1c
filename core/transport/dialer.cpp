#include "core/transport/dialer.h"

#include "core/base/logging.h"
#include "core/transport/proxyerrors.h"
#include "core/transport/proxysocks.h"
#include "core/transport/proxysystem.h"
#include "core/transport/proxytunnel.h"

#include <QSslSocket>

namespace rejoin::transport {

using base::CancelToken;
using base::Error;
using base::ErrorCategory;

namespace {

/// The proxy itself could not be had; the system may know another.
bool isUnreachable(const Error &error)
{
    return error.id == QLatin1String("ProxyNotReachable") || error.id == QLatin1String("ProxyNotFound");
}

} // namespace

Dialer::Dialer(std::shared_ptr<SocketLink> link, Peer peer, Proxy proxy, HttpLimits limits,
               std::shared_ptr<QThreadPool> pool)
    : m_link(std::move(link)),
      m_peer(std::move(peer)),
      m_proxy(std::move(proxy)),
      m_limits(limits),
      m_pool(std::move(pool))
{
}

Task<> Dialer::dial(CancelToken cancel)
{
    const auto self = shared_from_this();
    QList<Proxy> proxies{m_proxy};
    if (m_proxy.kind == Proxy::Kind::System)
        proxies = co_await systemProxies(m_peer.endpoint, m_proxy, m_pool, m_limits.connectTimeout, cancel);
    for (qsizetype i = 0; i < proxies.size(); ++i) {
        const Proxy proxy = proxies.at(i);
        const bool last = i + 1 == proxies.size();
        try {
            co_await through(proxy, cancel);
            co_return;
        } catch (const Error &error) {
            if (last || !isUnreachable(error))
                throw;
            qCInfo(lcTransport) << proxyName(proxy) << "is not reachable; the system names another";
        }
    }
}

Task<> Dialer::through(Proxy proxy, CancelToken cancel)
{
    const auto self = shared_from_this();
    m_through = proxy.kind == Proxy::Kind::None ? QString() : proxyName(proxy);
    if (proxy.kind == Proxy::Kind::Socks5) {
        co_await socks(proxy);
    } else if (proxy.kind == Proxy::Kind::Http) {
        const auto tunnel = std::make_shared<ProxyTunnel>(m_link, proxy, m_peer.target, m_limits);
        co_await tunnel->open(m_pool, cancel);
    } else {
        co_await straight();
    }
}

Task<> Dialer::straight()
{
    const auto self = shared_from_this();
    const SocketLink::Dialled dialled =
        co_await m_link->dial(m_peer.target.host, m_peer.target.port, m_limits.connectTimeout);
    if (dialled.timedOut)
        throw errors::connectTimedOut(m_peer, m_limits.connectTimeout);
    if (!dialled.connected)
        throw errors::connectFailed(m_peer, dialled.reason, dialled.words);
}

Task<> Dialer::socks(Proxy proxy)
{
    const auto self = shared_from_this();
    const auto handshake = std::make_shared<Socks5Handshake>(proxy, m_peer.target);
    const SocketLink::Dialled dialled = co_await m_link->dial(proxy.host, proxy.port, m_limits.connectTimeout);
    if (!dialled.connected)
        throw errors::proxyNotReached(proxy, dialled, m_limits.connectTimeout);
    const QString target = targetName(m_peer.target);
    // For all of it: the proxy connects to the target meanwhile.
    const QDeadlineTimer deadline(m_limits.connectTimeout);
    QSslSocket &socket = m_link->socket();
    while (!handshake->isDone()) { // ends at the deadline at the latest
        if (QByteArray output = handshake->takeOutput(); !output.isEmpty())
            m_link->writeSecret(std::move(output));
        const SocketLink::Event event = co_await m_link->next(deadline);
        if (event == SocketLink::Cancelled || event == SocketLink::Deadline)
            m_link->drop();
        if (event == SocketLink::Cancelled)
            throw Error::cancelled();
        if (event == SocketLink::Deadline)
            throw errors::proxySilent(proxy, target, m_limits.connectTimeout);
        try {
            while (socket.bytesAvailable() > 0 && !handshake->isDone()) {
                handshake->feed(socket.read(handshake->wanted()));
                if (QByteArray output = handshake->takeOutput(); !output.isEmpty())
                    m_link->writeSecret(std::move(output));
            }
        } catch (const Error &) {
            m_link->drop();
            throw;
        }
        if (!handshake->isDone() && (event == SocketLink::Failed || event == SocketLink::Closed)) {
            m_link->drop();
            throw handshake->hasAsked() ? errors::socksHungUp(proxy, target) : errors::proxyLost(proxy, target);
        }
    }
    if (socket.bytesAvailable() > 0) {
        // The computer says nothing before it is asked: these would be taken for its words.
        m_link->drop();
        throw errors::proxyNotUnderstood(proxy, QStringLiteral("bytes that nobody asked for"));
    }
}

} // namespace rejoin::transport
