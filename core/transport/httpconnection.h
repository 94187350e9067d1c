#pragma once

#include "core/base/cancel.h"
#include "core/base/task.h"
#include "core/transport/auth/authenticator.h"
#include "core/transport/dialer.h"
#include "core/transport/tlsclient.h"
#include "core/transport/transporterrors.h"

#include <QElapsedTimer>

#include <chrono>
#include <memory>

namespace rejoin::transport {

/// How to get to a peer and what is checked there.
struct Route
{
    Route() = default;
    Proxy proxy;
    TlsPolicy tls;
    ClientCertificate certificate; ///< to log in with; null: none
    std::shared_ptr<TlsTickets> tickets;
    std::shared_ptr<QThreadPool> pool; ///< for what may wait
};

/// One connection and its login. One request in flight.
///
/// Held by shared_ptr; each coroutine keeps it alive until its end.
class HttpConnection : public std::enable_shared_from_this<HttpConnection>
{
public:
    HttpConnection(Peer peer, Route route, HttpLimits limits, std::shared_ptr<Authenticator> authenticator);
    ~HttpConnection();
    Q_DISABLE_COPY_MOVE(HttpConnection)

    /// Dials and, for HTTPS, shakes hands. Throws as Transport::post.
    [[nodiscard]] Task<> open(base::CancelToken cancel);
    /// Sends and reads one answer, whatever its status. head is wiped once it is handed to the socket. answeredBefore:
    /// somebody speaks HTTP at this endpoint for certain, which decides the advice when the connection just ends.
    [[nodiscard]] Task<HttpResponse> exchange(QByteArray head, QByteArray body, std::chrono::milliseconds readTimeout,
                                              bool answeredBefore, base::CancelToken cancel);
    /// Whether an idle connection can carry another request; lets the event loop deliver a close that is due first.
    [[nodiscard]] Task<bool> isStillOpen();

    /// The last exchange left the connection fit for another one.
    [[nodiscard]] bool isReusable() const;
    /// Ends at once; a running open() or exchange() throws Cancelled.
    void abort();

    [[nodiscard]] const std::shared_ptr<Authenticator> &authenticator() const { return m_authenticator; }
    /// What a login over this connection is bound to (RFC 5929 4.1); empty on plain HTTP.
    [[nodiscard]] QByteArray channelBinding() const;
    /// The login over it succeeded; messages go through this sealer, if any.
    void setLoggedIn(MessageSealer *sealer) { m_sealer = sealer; }
    /// Owned by the authenticator; nullptr: messages go as they are.
    [[nodiscard]] MessageSealer *sealer() const { return m_sealer; }
    /// An answer other than a refused login came over it.
    [[nodiscard]] bool isProven() const { return m_proven; }
    void setProven() { m_proven = true; }
    [[nodiscard]] const Peer &peer() const { return m_peer; }
    [[nodiscard]] ConnectionFacts facts() const;

private:
    void drop();
    /// The connection ended, and what was read is no whole answer.
    [[nodiscard]] base::Error lost(ResponseParser &parser, bool answeredBefore) const;

    Peer m_peer;
    HttpLimits m_limits;
    /// Shared with the thread that steps it.
    std::shared_ptr<Authenticator> m_authenticator;
    std::shared_ptr<SocketLink> m_link;
    std::shared_ptr<Dialer> m_dialer;
    std::shared_ptr<TlsClient> m_tls; ///< nullptr on plain HTTP
    QElapsedTimer m_idle;
    MessageSealer *m_sealer = nullptr;
    bool m_proven = false;
    bool m_reusable = false;
};

} // namespace rejoin::transport
