#pragma once

#include "core/base/error.h"
#include "core/transport/socketlink.h"
#include "core/transport/tlstickets.h"
#include "core/transport/transporterrors.h"

#include <QSslError>
#include <QSslSocket>

namespace rejoin::transport {

/// The TLS of one connection: the handshake, what is checked in it, and what is known afterwards.
class TlsClient : public std::enable_shared_from_this<TlsClient>
{
public:
    /// tickets may be null; ticketKey as TlsTickets::keyFor gives it.
    TlsClient(std::shared_ptr<SocketLink> link, Peer peer, TlsPolicy policy, ClientCertificate certificate,
              std::shared_ptr<TlsTickets> tickets, QByteArray ticketKey);
    Q_DISABLE_COPY_MOVE(TlsClient)

    /// Throws Error (TlsFailed, CertificateUntrusted, LoginRefused for a refused client certificate, TimedOut,
    /// Cancelled), with the link closed.
    [[nodiscard]] Task<> shakeHands(std::chrono::milliseconds limit);
    /// The server ended the connection because of the client's certificate, in the handshake or, when it asked for it
    /// by renegotiation, later. nullopt: not for that.
    [[nodiscard]] std::optional<base::Error> certificateRefusal() const;
    [[nodiscard]] const QSslCertificate &leaf() const { return m_leaf; }
    void describe(ConnectionFacts *facts) const;

private:
    void onErrors(const QList<QSslError> &errors);
    void onAlert(QSsl::AlertType type);
    void keepTicket();
    void finish();
    [[nodiscard]] base::Error failure() const;
    [[nodiscard]] base::Error withChain(base::Error error) const;

    std::shared_ptr<SocketLink> m_link;
    Peer m_peer;
    TlsPolicy m_policy;
    ClientCertificate m_certificate;
    std::shared_ptr<TlsTickets> m_tickets;
    QByteArray m_ticketKey;
    std::optional<TlsTickets::Ticket> m_offered;
    QList<QSslError> m_allErrors;
    QList<QSslError> m_errors; ///< those that count
    QSslCertificate m_leaf;
    QList<QSslCertificate> m_chain;
    std::optional<QSsl::AlertType> m_alert; ///< the server's last word, if it was fatal
    ConnectionFacts::Revocation m_revocation = ConnectionFacts::Revocation::NotAsked;
    bool m_resumed = false;
    bool m_done = false;
    QObject m_context;
};

/// "CN (SHA-1 thumbprint)", for sentences.
[[nodiscard]] QString certificateText(const ClientCertificate &certificate);

} // namespace rejoin::transport
