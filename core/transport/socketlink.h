#pragma once

#include "core/base/awaitable.h"
#include "core/base/cancel.h"
#include "core/base/task.h"
#include "core/transport/httpcodec.h"

#include <QAbstractSocket>
#include <QDeadlineTimer>
#include <QTimer>

#include <chrono>
#include <memory>
#include <optional>

class QSslSocket;

namespace rejoin::transport {

/// The one user of QSslSocket in the client: a socket, and whatever can happen to it as one thing to wait for.
///
/// Held by shared_ptr; each coroutine keeps it alive until its end. What ends with Cancelled throws Error (Cancelled)
/// and leaves the socket closed.
class SocketLink : public std::enable_shared_from_this<SocketLink>
{
public:
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
    enum class ReadEnd : quint8 {
        Done,
        Silent, ///< nothing came for so long
        Closed, ///< by the peer or the network
    };
    /// How dialling ended.
    struct Dialled
    {
        Dialled() = default;
        bool connected = false;
        bool timedOut = false;
        QAbstractSocket::SocketError reason = QAbstractSocket::UnknownSocketError;
        QString words; ///< of the system
    };

    SocketLink();
    ~SocketLink();
    Q_DISABLE_COPY_MOVE(SocketLink)

    [[nodiscard]] QSslSocket &socket() const { return *m_socket; }

    /// Dials; a socket that is open is closed first.
    [[nodiscard]] Task<Dialled> dial(QString host, quint16 port, std::chrono::milliseconds limit);
    /// The next event since the last call.
    [[nodiscard]] Task<Event> next(QDeadlineTimer deadline);
    /// Reads one answer; silence is counted anew with everything that comes. Throws what the parser throws, with the
    /// socket closed. Done and Closed leave the rest to the caller; Silent has closed the socket.
    [[nodiscard]] Task<ReadEnd> read(std::shared_ptr<ResponseParser> parser, std::chrono::milliseconds silence);
    /// Written and wiped: the socket keeps its own copy, once.
    void writeSecret(QByteArray bytes);

    /// For as long as the registration lives, cancelling ends what waits here.
    [[nodiscard]] base::CancelToken::Registration watch(const base::CancelToken &cancel);
    [[nodiscard]] bool isCancelled() const { return (m_seen & Cancelled) != 0; }
    /// Nothing has happened that nobody waited for.
    [[nodiscard]] bool isQuiet() const { return m_seen == 0; }
    [[nodiscard]] bool isOpen() const;
    /// Forgets what has happened but for these.
    void keepOnly(quint8 events) { m_seen &= events; }

    /// Ends at once.
    void drop();
    /// The same; whoever waits is cancelled.
    void abort();

private:
    void note(Event event);

    QSslSocket *m_socket; ///< ours, but only ever deleted later: Qt may still be inside it
    QTimer m_timer;       ///< also the context of the socket's signals
    quint8 m_seen = 0;
    std::optional<base::Awaitable<bool>::Handle> m_wake;
};

} // namespace rejoin::transport
