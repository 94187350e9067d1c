#include "core/transport/httpconnection.h"

#include "core/base/logging.h"
#include "core/base/sleep.h"
#include "core/transport/channelbinding.h"
#include "core/transport/tlspolicy.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QNetworkProxy>
#include <QSslCipher>
#include <QSslSocket>

namespace rejoin::transport {

using base::CancelToken;
using base::Error;
using std::chrono::milliseconds;

namespace {

constexpr qint64 readChunk = 64 << 10;
/// Below the two minutes after which Windows' HTTP service drops an idle connection.
constexpr milliseconds maximumIdle{90'000};

} // namespace

HttpConnection::HttpConnection(Peer peer, TlsPolicy tls, HttpLimits limits,
                               std::shared_ptr<Authenticator> authenticator)
    : m_peer(std::move(peer)),
      m_tls(std::move(tls)),
      m_limits(limits),
      m_authenticator(std::move(authenticator)),
      m_socket(new QSslSocket)
{
    m_timer.setSingleShot(true);
    QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { note(Deadline); });
    QObject::connect(m_socket, &QSslSocket::connected, &m_timer, [this] { note(Connected); });
    QObject::connect(m_socket, &QSslSocket::encrypted, &m_timer, [this] { note(Encrypted); });
    QObject::connect(m_socket, &QSslSocket::readyRead, &m_timer, [this] { note(DataArrived); });
    QObject::connect(m_socket, &QSslSocket::bytesWritten, &m_timer, [this] { note(Written); });
    QObject::connect(m_socket, &QSslSocket::errorOccurred, &m_timer, [this] { note(Failed); });
    QObject::connect(m_socket, &QSslSocket::disconnected, &m_timer, [this] { note(Closed); });
    QObject::connect(m_socket, &QSslSocket::sslErrors, &m_timer,
                     [this](const QList<QSslError> &errors) { onTlsErrors(errors); });
}

HttpConnection::~HttpConnection()
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

void HttpConnection::note(Event event)
{
    m_seen |= event;
    if (m_wake)
        std::exchange(m_wake, std::nullopt)->resolve(true);
}

Task<HttpConnection::Event> HttpConnection::next(QDeadlineTimer deadline)
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

CancelToken::Registration HttpConnection::watch(const CancelToken &cancel)
{
    return cancel.onCancel([weak = weak_from_this()] {
        if (const auto self = weak.lock())
            self->note(Cancelled);
    });
}

void HttpConnection::drop()
{
    m_reusable = false;
    m_socket->abort();
}

void HttpConnection::abort()
{
    note(Cancelled); // before abort(), whose own signals look like a peer that hung up
    drop();
}

Task<> HttpConnection::open(CancelToken cancel)
{
    const auto self = shared_from_this();
    const auto registration = watch(cancel);
    co_await connectTcp();
    if (m_peer.endpoint.useSsl)
        co_await startTls();
    m_seen &= Cancelled | Failed | Closed | DataArrived;
    qCDebug(lcTransport) << "connected" << m_peer.endpoint.authority() << m_socket->sessionProtocol();
}

Task<> HttpConnection::connectTcp()
{
    const auto self = shared_from_this();
    m_socket->setProxy(QNetworkProxy::NoProxy);
    m_socket->setPeerVerifyName(m_peer.endpoint.host);
    const QDeadlineTimer deadline(m_limits.connectTimeout);
    m_socket->connectToHost(m_peer.target.host, m_peer.target.port);
    while (true) { // ends at the deadline at the latest
        const Event event = co_await next(deadline);
        if (event == Connected)
            break;
        const auto reason = m_socket->error();
        const QString words = m_socket->errorString();
        if (event == Cancelled || event == Deadline || event == Failed || event == Closed)
            drop();
        if (event == Cancelled)
            throw Error::cancelled();
        if (event == Deadline)
            throw errors::connectTimedOut(m_peer, m_limits.connectTimeout);
        if (event == Failed || event == Closed)
            throw errors::connectFailed(m_peer, reason, words);
    }
    // Head and body are two writes: Nagle would hold the second back until the first is acknowledged.
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_socket->setSocketOption(QAbstractSocket::KeepAliveOption, 1);
}

Task<> HttpConnection::startTls()
{
    const auto self = shared_from_this();
    m_socket->setSslConfiguration(clientTlsConfiguration(m_tls));
    const QDeadlineTimer deadline(m_limits.tlsTimeout);
    m_socket->startClientEncryption();
    while (true) { // ends at the deadline at the latest
        const Event event = co_await next(deadline);
        if (event == Encrypted)
            break;
        if (event == Failed || event == Closed) {
            const Error error = tlsError();
            drop();
            throw error;
        }
        if (event == Cancelled || event == Deadline)
            drop();
        if (event == Cancelled)
            throw Error::cancelled();
        if (event == Deadline)
            throw errors::tlsTimedOut(m_peer, m_limits.tlsTimeout);
    }
    m_leaf = m_socket->peerCertificate();
    if (const auto wrong = checkPin(m_leaf, m_tls, m_peer.endpoint)) {
        drop();
        throw *wrong;
    }
}

void HttpConnection::onTlsErrors(const QList<QSslError> &errors)
{
    m_leaf = m_socket->peerCertificate();
    m_tlsErrors = effectiveTlsErrors(errors, m_leaf, m_tls);
    if (m_tlsErrors.isEmpty())
        m_socket->ignoreSslErrors();
}

Error HttpConnection::tlsError() const
{
    if (m_tlsErrors.isEmpty())
        return errors::tlsFailed(m_peer, m_socket->error(), m_socket->errorString());
    if (const auto wrong = checkPin(m_leaf, m_tls, m_peer.endpoint))
        return *wrong;
    return certificateError(m_tlsErrors, m_leaf, m_peer.endpoint);
}

void HttpConnection::feedAvailable(ResponseParser &parser)
{
    try {
        while (m_socket->bytesAvailable() > 0)
            parser.feed(m_socket->read(readChunk));
    } catch (const Error &) {
        drop();
        // A TLS alert record: content type 21, version 3.x (RFC 8446 5.1).
        if (!m_peer.endpoint.useSsl && parser.firstBytes().startsWith("\x15\x03"))
            throw errors::tlsExpected(m_peer);
        throw;
    }
}

Task<HttpResponse> HttpConnection::exchange(QByteArray head, QByteArray body, milliseconds readTimeout,
                                            bool answeredBefore, CancelToken cancel)
{
    const auto self = shared_from_this();
    const auto registration = watch(cancel);
    m_reusable = false;
    if ((m_seen & Cancelled) != 0) {
        drop();
        throw Error::cancelled(); // nothing is sent
    }
    ResponseParser parser(m_limits.maximumHeaderBytes, m_limits.maximumBodyBytes);
    // As pointer and size: the QByteArray overload would share the bytes that are wiped next.
    m_socket->write(head.constData(), head.size());
    base::wipe(head.data(), static_cast<std::size_t>(head.size()));
    m_socket->write(body);
    QDeadlineTimer deadline(readTimeout);
    while (!parser.isDone()) { // each turn is progress, or ends it; the parser's limits bound the progress
        const Event event = co_await next(deadline);
        if (event == Cancelled || event == Deadline)
            drop();
        if (event == Cancelled)
            throw Error::cancelled();
        if (event == Deadline)
            throw errors::readTimedOut(m_peer, readTimeout, parser.hasStarted());
        feedAvailable(parser);
        deadline.setRemainingTime(readTimeout);
        if (parser.isDone() || (event != Failed && event != Closed))
            continue;
        drop();
        if (!parser.hasStarted())
            throw errors::connectionLost(m_peer, false, !answeredBefore);
        try {
            parser.end();
        } catch (const Error &error) {
            qCDebug(lcTransport) << "answer cut short:" << error.detail;
            throw errors::connectionLost(m_peer, true, false);
        }
    }
    if (parser.trailingBytes() > 0)
        qCWarning(lcTransport) << m_peer.endpoint.authority() << "sent" << parser.trailingBytes()
                               << "bytes after an answer; the connection is not used again";
    m_reusable =
        parser.keepAlive() && m_socket->bytesToWrite() == 0 && m_socket->state() == QAbstractSocket::ConnectedState;
    m_seen &= Cancelled | Failed | Closed;
    m_idle.start();
    co_return parser.take();
}

bool HttpConnection::isReusable() const
{
    return m_reusable && m_seen == 0 && m_socket->state() == QAbstractSocket::ConnectedState &&
           m_socket->bytesAvailable() == 0 && !m_idle.hasExpired(maximumIdle.count());
}

Task<bool> HttpConnection::isStillOpen()
{
    const auto self = shared_from_this();
    // One turn of the event loop: a close that has arrived already is seen before the request is written.
    co_await base::sleepFor(milliseconds(0));
    m_seen &= static_cast<quint8>(~Written);
    co_return isReusable();
}

QByteArray HttpConnection::channelBinding() const
{
    return m_leaf.isNull() ? QByteArray() : serverEndPointBinding(m_leaf);
}

ConnectionFacts HttpConnection::facts() const
{
    ConnectionFacts facts;
    const Authenticator::Facts login = m_authenticator->facts();
    facts.mechanism = QString::fromLatin1(m_authenticator->scheme());
    facts.package = login.package;
    facts.fallbackReason = login.fallbackReason;
    if (m_sealer)
        facts.sealing = login.cipher;
    facts.peerAddress = m_socket->peerAddress().toString();
    if (!m_peer.endpoint.useSsl)
        return facts;
    const QSslCipher cipher = m_socket->sessionCipher();
    facts.tlsVersion = cipher.protocolString();
    facts.cipher = cipher.name();
    facts.certificateSha256 = m_leaf.digest(QCryptographicHash::Sha256);
    facts.certificateSubject = m_leaf.subjectDisplayName();
    return facts;
}

} // namespace rejoin::transport
