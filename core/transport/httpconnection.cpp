#include "core/transport/httpconnection.h"

#include "core/base/logging.h"
#include "core/base/sleep.h"
#include "core/transport/channelbinding.h"

#include <QSslSocket>

namespace rejoin::transport {

using base::CancelToken;
using base::Error;
using std::chrono::milliseconds;

namespace {

/// Below the two minutes after which Windows' HTTP service drops an idle connection.
constexpr milliseconds maximumIdle{90'000};

constexpr quint8 cancelledOrEnded = SocketLink::Cancelled | SocketLink::Failed | SocketLink::Closed;

} // namespace

HttpConnection::HttpConnection(Peer peer, Route route, HttpLimits limits, std::shared_ptr<Authenticator> authenticator)
    : m_peer(std::move(peer)),
      m_limits(limits),
      m_authenticator(std::move(authenticator)),
      m_link(std::make_shared<SocketLink>()),
      m_dialer(std::make_shared<Dialer>(m_link, m_peer, route.proxy, limits, route.pool))
{
    if (!m_peer.endpoint.useSsl)
        return;
    const QByteArray key =
        TlsTickets::keyFor(m_peer.endpoint, m_peer.target, route.proxy, route.tls, route.certificate);
    m_tls = std::make_shared<TlsClient>(m_link, m_peer, route.tls, route.certificate, route.tickets, key);
}

HttpConnection::~HttpConnection() = default;

void HttpConnection::drop()
{
    m_reusable = false;
    m_link->drop();
}

void HttpConnection::abort()
{
    m_reusable = false;
    m_link->abort();
}

Task<> HttpConnection::open(CancelToken cancel)
{
    const auto self = shared_from_this();
    const auto registration = m_link->watch(cancel);
    co_await m_dialer->dial(cancel);
    if (m_tls)
        co_await m_tls->shakeHands(m_limits.tlsTimeout);
    m_link->keepOnly(cancelledOrEnded | SocketLink::DataArrived);
    qCDebug(lcTransport) << "connected" << m_peer.endpoint.authority() << m_dialer->proxyText();
}

Error HttpConnection::lost(ResponseParser &parser, bool answeredBefore) const
{
    if (m_tls) {
        if (const auto refused = m_tls->certificateRefusal())
            return *refused; // it had asked by renegotiation
    }
    if (!parser.hasStarted())
        return errors::connectionLost(m_peer, false, !answeredBefore);
    return errors::connectionLost(m_peer, true, false);
}

Task<HttpResponse> HttpConnection::exchange(QByteArray head, QByteArray body, milliseconds readTimeout,
                                            bool answeredBefore, CancelToken cancel)
{
    const auto self = shared_from_this();
    const auto registration = m_link->watch(cancel);
    m_reusable = false;
    if (m_link->isCancelled()) {
        drop();
        throw Error::cancelled(); // nothing is sent
    }
    const auto parser = std::make_shared<ResponseParser>(m_limits.maximumHeaderBytes, m_limits.maximumBodyBytes);
    QSslSocket &socket = m_link->socket();
    m_link->writeSecret(std::move(head));
    socket.write(body);
    SocketLink::ReadEnd end = SocketLink::ReadEnd::Closed;
    try {
        end = co_await m_link->read(parser, readTimeout);
    } catch (const Error &) {
        // A TLS alert record: content type 21, version 3.x (RFC 8446 5.1).
        if (!m_tls && parser->firstBytes().startsWith("\x15\x03"))
            throw errors::tlsExpected(m_peer);
        throw;
    }
    if (end == SocketLink::ReadEnd::Silent)
        throw errors::readTimedOut(m_peer, readTimeout, parser->hasStarted());
    if (end == SocketLink::ReadEnd::Closed) {
        drop();
        if (!parser->hasStarted())
            throw lost(*parser, answeredBefore);
        try {
            parser->end();
        } catch (const Error &error) {
            qCDebug(lcTransport) << "answer cut short:" << error.detail;
            throw lost(*parser, answeredBefore);
        }
    }
    if (parser->trailingBytes() > 0)
        qCWarning(lcTransport) << m_peer.endpoint.authority() << "sent" << parser->trailingBytes()
                               << "bytes after an answer; the connection is not used again";
    m_reusable = parser->keepAlive() && socket.bytesToWrite() == 0 && m_link->isOpen();
    m_link->keepOnly(cancelledOrEnded);
    m_idle.start();
    co_return parser->take();
}

bool HttpConnection::isReusable() const
{
    return m_reusable && m_link->isQuiet() && m_link->isOpen() && m_link->socket().bytesAvailable() == 0 &&
           !m_idle.hasExpired(maximumIdle.count());
}

Task<bool> HttpConnection::isStillOpen()
{
    const auto self = shared_from_this();
    // One turn of the event loop: a close that has arrived already is seen before the request is written.
    co_await base::sleepFor(milliseconds(0));
    m_link->keepOnly(static_cast<quint8>(~SocketLink::Written));
    co_return isReusable();
}

QByteArray HttpConnection::channelBinding() const
{
    return m_tls && !m_tls->leaf().isNull() ? serverEndPointBinding(m_tls->leaf()) : QByteArray();
}

ConnectionFacts HttpConnection::facts() const
{
    ConnectionFacts facts;
    const Authenticator::Facts login = m_authenticator->facts();
    // The scheme of a client certificate is an address that says nothing to people.
    facts.mechanism =
        m_authenticator->scheme().contains(':') ? login.package : QString::fromLatin1(m_authenticator->scheme());
    facts.package = login.package;
    facts.fallbackReason = login.fallbackReason;
    if (m_sealer)
        facts.sealing = login.cipher;
    facts.peerAddress = m_link->socket().peerAddress().toString();
    facts.proxy = m_dialer->proxyText();
    if (m_tls)
        m_tls->describe(&facts);
    return facts;
}

} // namespace rejoin::transport
