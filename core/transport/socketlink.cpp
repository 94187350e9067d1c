#include "core/transport/socketlink.h"

#include "core/base/secretstring.h"

#include <QCoreApplication>
#include <QNetworkProxy>
#include <QSslSocket>

namespace rejoin::transport {

using base::CancelToken;
using base::Error;
using std::chrono::milliseconds;

namespace {

constexpr qint64 readChunk = 64 << 10;
/// What waits unread while nobody asked anything; the rest stays with the peer.
constexpr qint64 unreadBytes = 256 << 10;

} // namespace

SocketLink::SocketLink() : m_socket(new QSslSocket)
{
    m_timer.setSingleShot(true);
    m_socket->setReadBufferSize(unreadBytes);
    QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { note(Deadline); });
    QObject::connect(m_socket, &QSslSocket::connected, &m_timer, [this] { note(Connected); });
    QObject::connect(m_socket, &QSslSocket::encrypted, &m_timer, [this] { note(Encrypted); });
    QObject::connect(m_socket, &QSslSocket::readyRead, &m_timer, [this] { note(DataArrived); });
    QObject::connect(m_socket, &QSslSocket::bytesWritten, &m_timer, [this] { note(Written); });
    QObject::connect(m_socket, &QSslSocket::errorOccurred, &m_timer, [this] { note(Failed); });
    QObject::connect(m_socket, &QSslSocket::disconnected, &m_timer, [this] { note(Closed); });
}

SocketLink::~SocketLink()
{
    m_socket->disconnect(&m_timer);
    m_socket->abort();
    // The application as parent: what the event loop no longer deletes goes with it.
    if (auto *application = QCoreApplication::instance()) {
        m_socket->setParent(application);
        m_socket->deleteLater();
    } else {
        delete m_socket;
    }
}

void SocketLink::note(Event event)
{
    m_seen |= event;
    if (m_wake)
        std::exchange(m_wake, std::nullopt)->resolve(true);
}

Task<SocketLink::Event> SocketLink::next(QDeadlineTimer deadline)
{
    const auto self = shared_from_this();
    if (m_seen == 0) {
        base::Awaitable<bool> woken;
        m_wake = woken.handle();
        m_timer.start(std::chrono::duration_cast<milliseconds>(deadline.remainingTimeAsDuration()));
        co_await woken;
        m_timer.stop();
        // Whatever else came restarts the count; a deadline that fired at the same time is not kept for the next call.
        if ((m_seen & ~Deadline) != 0)
            m_seen = static_cast<quint8>(m_seen & ~Deadline);
    }
    for (const Event event : {Cancelled, DataArrived, Written, Encrypted, Connected, Failed, Closed, Deadline}) {
        if ((m_seen & event) == 0)
            continue;
        m_seen = static_cast<quint8>(m_seen & ~event);
        co_return event;
    }
    co_return Deadline;
}

Task<SocketLink::Dialled> SocketLink::dial(QString host, quint16 port, milliseconds limit)
{
    const auto self = shared_from_this();
    m_socket->abort();
    keepOnly(Cancelled);
    m_socket->setProxy(QNetworkProxy::NoProxy); // what goes through a proxy is ours to say
    const QDeadlineTimer deadline(limit);
    m_socket->connectToHost(host, port);
    Dialled dialled;
    while (true) { // ends at the deadline at the latest
        const Event event = co_await next(deadline);
        if (event == Connected)
            break;
        dialled.reason = m_socket->error();
        dialled.words = m_socket->errorString();
        dialled.timedOut = event == Deadline;
        if (event != Cancelled && event != Deadline && event != Failed && event != Closed)
            continue;
        drop();
        if (event == Cancelled)
            throw Error::cancelled();
        co_return dialled;
    }
    // Head and body are two writes: Nagle would hold the second back until the first is acknowledged.
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_socket->setSocketOption(QAbstractSocket::KeepAliveOption, 1);
    dialled.connected = true;
    co_return dialled;
}

Task<SocketLink::ReadEnd> SocketLink::read(std::shared_ptr<ResponseParser> parser, milliseconds silence)
{
    const auto self = shared_from_this();
    QDeadlineTimer deadline(silence);
    while (!parser->isDone()) { // each turn is progress, or ends it; the parser's limits bound the progress
        const Event event = co_await next(deadline);
        if (event == Cancelled || event == Deadline)
            drop();
        if (event == Cancelled)
            throw Error::cancelled();
        if (event == Deadline)
            co_return ReadEnd::Silent;
        try {
            while (m_socket->bytesAvailable() > 0)
                parser->feed(m_socket->read(readChunk));
        } catch (const Error &) {
            drop();
            throw;
        }
        deadline.setRemainingTime(silence);
        if (!parser->isDone() && (event == Failed || event == Closed))
            co_return ReadEnd::Closed;
    }
    co_return ReadEnd::Done;
}

void SocketLink::writeSecret(QByteArray bytes)
{
    // As pointer and size: the QByteArray overload would share the bytes that are wiped next.
    m_socket->write(bytes.constData(), bytes.size());
    base::wipe(bytes.data(), static_cast<std::size_t>(bytes.size()));
}

CancelToken::Registration SocketLink::watch(const CancelToken &cancel)
{
    return cancel.onCancel([weak = weak_from_this()] {
        if (const auto self = weak.lock())
            self->note(Cancelled);
    });
}

bool SocketLink::isOpen() const
{
    return m_socket->state() == QAbstractSocket::ConnectedState;
}

void SocketLink::drop()
{
    m_socket->abort();
}

void SocketLink::abort()
{
    note(Cancelled); // before abort(), whose own signals look like a peer that hung up
    drop();
}

} // namespace rejoin::transport
