#include "core/transport/tlsclient.h"

#include "core/base/logging.h"
#include "core/transport/tlspolicy.h"

#include <QCryptographicHash>
#include <QOcspResponse>
#include <QSslCipher>
#include <QSslConfiguration>

namespace rejoin::transport {

using base::Error;

namespace {

/// What was found good an hour ago is looked at again: an OCSP answer may say something else by now.
constexpr qint64 ticketSeconds = 3600;

} // namespace

QString certificateText(const ClientCertificate &certificate)
{
    if (certificate.chain.isEmpty())
        return {};
    const QSslCertificate &leaf = certificate.chain.first();
    return QStringLiteral("%1 (%2)").arg(leaf.subjectDisplayName(),
                                         QString::fromLatin1(leaf.digest(QCryptographicHash::Sha1).toHex().toUpper()));
}

TlsClient::TlsClient(std::shared_ptr<SocketLink> link, Peer peer, TlsPolicy policy, ClientCertificate certificate,
                     std::shared_ptr<TlsTickets> tickets, QByteArray ticketKey)
    : m_link(std::move(link)),
      m_peer(std::move(peer)),
      m_policy(std::move(policy)),
      m_certificate(std::move(certificate)),
      m_tickets(std::move(tickets)),
      m_ticketKey(std::move(ticketKey))
{
    const QSslSocket *socket = &m_link->socket();
    QObject::connect(socket, &QSslSocket::sslErrors, &m_context,
                     [this](const QList<QSslError> &errors) { onErrors(errors); });
    QObject::connect(socket, &QSslSocket::newSessionTicketReceived, &m_context, [this] { keepTicket(); });
    QObject::connect(socket, &QSslSocket::alertReceived, &m_context,
                     [this](QSsl::AlertLevel, QSsl::AlertType type, const QString &) { onAlert(type); });
}

Task<> TlsClient::shakeHands(std::chrono::milliseconds limit)
{
    const auto self = shared_from_this();
    QSslSocket &socket = m_link->socket();
    QSslConfiguration configuration = clientTlsConfiguration(m_policy, m_certificate);
    if (m_tickets)
        m_offered = m_tickets->take(m_ticketKey);
    if (m_offered)
        configuration.setSessionTicket(m_offered->session);
    socket.setSslConfiguration(configuration);
    socket.setPeerVerifyName(m_peer.endpoint.host);
    const QDeadlineTimer deadline(limit);
    socket.startClientEncryption();
    while (true) { // ends at the deadline at the latest
        const SocketLink::Event event = co_await m_link->next(deadline);
        if (event == SocketLink::Encrypted)
            break;
        if (event == SocketLink::Failed || event == SocketLink::Closed) {
            const Error error = failure();
            m_link->drop();
            throw error;
        }
        if (event == SocketLink::Cancelled || event == SocketLink::Deadline)
            m_link->drop();
        if (event == SocketLink::Cancelled)
            throw Error::cancelled();
        if (event == SocketLink::Deadline)
            throw errors::tlsTimedOut(m_peer, limit);
    }
    finish();
}

void TlsClient::finish()
{
    QSslSocket &socket = m_link->socket();
    m_leaf = socket.peerCertificate();
    m_chain = socket.peerCertificateChain();
    // A server that goes on with a session sends no certificates; OpenSSL knows the first one from the session.
    m_resumed = m_offered && m_chain.isEmpty() && !m_leaf.isNull();
    if (const auto wrong = checkPin(m_leaf, m_policy, m_peer.endpoint)) {
        m_link->drop();
        throw withChain(*wrong);
    }
    const auto stapled = socket.ocspResponses();
    const bool good = !stapled.isEmpty() && stapled.first().certificateStatus() == QOcspCertificateStatus::Good;
    m_revocation = m_resumed ? m_offered->revocation : revocationOf(m_allErrors, good, m_policy);
    m_done = true;
    // TLS 1.3 sends its tickets later; what is there now cannot be gone on with (RFC 8446 4.6.1).
    if (socket.sessionProtocol() == QSsl::TlsV1_2)
        keepTicket();
}

void TlsClient::keepTicket()
{
    if (!m_tickets || !m_done)
        return;
    TlsTickets::Ticket ticket;
    ticket.session = m_link->socket().sslConfiguration().sessionTicket();
    ticket.revocation = m_revocation;
    // Going on with a session does not make what was checked for it any newer.
    ticket.until = m_resumed ? m_offered->until : QDateTime::currentDateTimeUtc().addSecs(ticketSeconds);
    if (!isPinned(m_leaf, m_policy))
        ticket.until = std::min(ticket.until, m_leaf.expiryDate());
    m_tickets->put(m_ticketKey, std::move(ticket));
}

void TlsClient::onErrors(const QList<QSslError> &errors)
{
    m_leaf = m_link->socket().peerCertificate();
    m_chain = m_link->socket().peerCertificateChain();
    m_allErrors = errors;
    m_errors = effectiveTlsErrors(withoutOpenStaples(errors, m_chain), m_leaf, m_policy);
    if (m_errors.isEmpty())
        m_link->socket().ignoreSslErrors();
}

void TlsClient::onAlert(QSsl::AlertType type)
{
    if (type != QSsl::AlertType::CloseNotify)
        m_alert = type;
}

std::optional<Error> TlsClient::certificateRefusal() const
{
    if (m_certificate.isNull() || !m_alert)
        return std::nullopt;
    switch (*m_alert) {
    case QSsl::AlertType::BadCertificate:
    case QSsl::AlertType::UnsupportedCertificate:
    case QSsl::AlertType::CertificateRevoked:
    case QSsl::AlertType::CertificateExpired:
    case QSsl::AlertType::CertificateUnknown:
    case QSsl::AlertType::UnknownCa:
    case QSsl::AlertType::AccessDenied:
    case QSsl::AlertType::NoCertificate:
    case QSsl::AlertType::CertificateRequired:
        return errors::certificateRefused(m_peer, certificateText(m_certificate), m_link->socket().errorString(),
                                          static_cast<qint64>(*m_alert));
    default:
        return std::nullopt;
    }
}

Error TlsClient::withChain(Error error) const
{
    error.certificatePem = chainPem(m_leaf, m_chain);
    return error;
}

Error TlsClient::failure() const
{
    if (!m_errors.isEmpty()) {
        const auto wrong = checkPin(m_leaf, m_policy, m_peer.endpoint);
        return withChain(wrong ? *wrong : certificateError(m_errors, m_leaf, m_peer.endpoint));
    }
    const QSslSocket &socket = m_link->socket();
    if (const auto refused = certificateRefusal())
        return *refused;
    if (!m_certificate.isNull() && m_alert == QSsl::AlertType::ProtocolVersion)
        return errors::certificateNeedsTls12(m_peer, socket.errorString());
    return errors::tlsFailed(m_peer, socket.error(), socket.errorString());
}

void TlsClient::describe(ConnectionFacts *facts) const
{
    const QSslCipher cipher = m_link->socket().sessionCipher();
    facts->tlsVersion = cipher.protocolString();
    facts->cipher = cipher.name();
    facts->certificateSha256 = m_leaf.digest(QCryptographicHash::Sha256);
    facts->certificateSubject = m_leaf.subjectDisplayName();
    facts->pinned = isPinned(m_leaf, m_policy);
    facts->revocation = m_revocation;
    facts->resumed = m_resumed;
}

} // namespace rejoin::transport
