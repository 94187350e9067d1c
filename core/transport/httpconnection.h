#pragma once

#include "core/base/awaitable.h"
#include "core/base/cancel.h"
#include "core/base/task.h"
#include "core/transport/auth/authenticator.h"
#include "core/transport/httpcodec.h"
#include "core/transport/transporterrors.h"

#include <QDeadlineTimer>
#include <QElapsedTimer>
#include <QSslError>
#include <QTimer>

#include <chrono>
#include <memory>
#include <optional>

class QSslSocket;

namespace rejoin::transport {

/// One TCP connection and its login: the one user of QSslSocket in the client. One request in flight.
///
/// Held by shared_ptr; each coroutine keeps it alive until its end.
class HttpConnection : public std::enable_shared_from_this<HttpConnection>
{
public:
    HttpConnection(Peer peer, TlsPolicy tls, HttpLimits limits, std::shared_ptr<Authenticator> authenticator);
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
    /// What a wait ended on, most urgent first.
    enum Event : quint8 {
        Cancelled = 1,
        DataArrived = 2,
        Written = 4,
        Encrypted = 8,
        Connected = 16,
        Failed = 32,
        Closed = 64,
        Deadline = 128,
    };
    void note(Event event);
    /// The next event since the last call.
    [[nodiscard]] Task<Event> next(QDeadlineTimer deadline);
    [[nodiscard]] Task<> connectTcp();
    [[nodiscard]] Task<> startTls();
    [[nodiscard]] base::Error tlsError() const;
    void onTlsErrors(const QList<QSslError> &errors);
    void feedAvailable(ResponseParser &parser);
    void drop();
    [[nodiscard]] base::CancelToken::Registration watch(const base::CancelToken &cancel);

    Peer m_peer;
    TlsPolicy m_tls;
    HttpLimits m_limits;
    /// Shared with the thread that steps it.
    std::shared_ptr<Authenticator> m_authenticator;
    QSslSocket *m_socket; ///< ours, but only ever deleted later: Qt may still be inside it
    QTimer m_timer;       ///< also the context of the socket's signals
    quint8 m_seen = 0;
    std::optional<base::Awaitable<bool>::Handle> m_wake;
    QList<QSslError> m_tlsErrors;
    QSslCertificate m_leaf;
    QElapsedTimer m_idle;
    MessageSealer *m_sealer = nullptr;
    bool m_proven = false;
    bool m_reusable = false;
};

} // namespace rejoin::transport
