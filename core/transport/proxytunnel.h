#pragma once

#include "core/transport/auth/login.h"
#include "core/transport/socketlink.h"

class QThreadPool;

namespace rejoin::transport {

/// HTTP CONNECT (RFC 9110 9.3.6) with whatever login the proxy wants, for plain endpoints too: a login belongs to one
/// connection to the very computer.
class ProxyTunnel final : public LoginWire, public std::enable_shared_from_this<ProxyTunnel>
{
public:
    ProxyTunnel(std::shared_ptr<SocketLink> link, Proxy proxy, ConnectTo::Target target, HttpLimits limits);
    ~ProxyTunnel() override;
    Q_DISABLE_COPY_MOVE(ProxyTunnel)

    /// Leaves the link connected to the target. Throws Error (proxyerrors.h, Cancelled).
    [[nodiscard]] Task<> open(std::shared_ptr<QThreadPool> pool, base::CancelToken cancel);

    [[nodiscard]] Task<HttpResponse> ask(base::SecretString authorization, base::CancelToken cancel) override;
    [[nodiscard]] int challengeStatus() const override { return 407; }
    [[nodiscard]] QByteArray challengeHeader() const override { return QByteArrayLiteral("Proxy-Authenticate"); }
    [[nodiscard]] QString name() const override;
    void check(const HttpResponse &response) const override;

private:
    /// A proxy that ended the connection after its 407 is dialled again.
    [[nodiscard]] Task<> dial();
    /// With the authenticator, or bare without one; the last answer.
    [[nodiscard]] Task<HttpResponse> connectWith(std::shared_ptr<Authenticator> authenticator,
                                                 std::shared_ptr<QThreadPool> pool, base::CancelToken cancel);
    /// Once refused: the nonce was only stale.
    [[nodiscard]] bool takesAnother(Authenticator &authenticator) const;
    [[nodiscard]] base::Error refused(const Authenticator &authenticator) const;
    [[nodiscard]] QByteArray targetText() const;

    std::shared_ptr<SocketLink> m_link;
    Proxy m_proxy;
    ConnectTo::Target m_target;
    HttpLimits m_limits;
    std::shared_ptr<Authenticator> m_authenticator; ///< nullptr: none is tried yet
    QList<Challenge> m_offered;                     ///< by the last 407
    bool m_usable = false;                          ///< the link is connected to the proxy, and fit for a CONNECT
};

} // namespace rejoin::transport
