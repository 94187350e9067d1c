#pragma once

#include "core/transport/transport.h"

#include <QDateTime>
#include <QHash>

#include <optional>

namespace rejoin::transport {

/// What is needed to go on with an earlier TLS session: one round trip less, and no certificate is checked again. So a
/// session counts only for the same host, the same login certificate and the very same trust settings.
class TlsTickets
{
public:
    struct Ticket
    {
        Ticket() = default;
        QByteArray session; ///< OpenSSL's; holds keys, so it is kept in memory only
        ConnectionFacts::Revocation revocation = ConnectionFacts::Revocation::NotAsked;
        /// Not used after this: the certificate expires, or its revocation is due to be looked at again.
        QDateTime until;
    };

    /// Of everything that decides whether a handshake succeeds.
    [[nodiscard]] static QByteArray keyFor(const Endpoint &endpoint, const ConnectTo::Target &dialled,
                                           const Proxy &proxy, const TlsPolicy &policy,
                                           const ClientCertificate &certificate);

    /// Each is given once (RFC 8446 C.4).
    [[nodiscard]] std::optional<Ticket> take(const QByteArray &key);
    void put(const QByteArray &key, Ticket ticket);
    [[nodiscard]] qsizetype size() const;

private:
    QHash<QByteArray, QList<Ticket>> m_tickets;
};

} // namespace rejoin::transport
