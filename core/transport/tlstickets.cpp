#include "core/transport/tlstickets.h"

#include <QCryptographicHash>
#include <QDataStream>
#include <QIODevice>

#include <numeric>

namespace rejoin::transport {

namespace {

constexpr qsizetype ticketsForOne = 8; // as many as there are idle connections
constexpr qsizetype hosts = 256;

QByteArray digestOf(const QSslCertificate &certificate)
{
    return certificate.digest(QCryptographicHash::Sha256);
}

} // namespace

QByteArray TlsTickets::keyFor(const Endpoint &endpoint, const ConnectTo::Target &dialled, const Proxy &proxy,
                              const TlsPolicy &policy, const ClientCertificate &certificate)
{
    QByteArray words;
    QDataStream stream(&words, QIODevice::WriteOnly);
    stream << endpoint.host.toLower() << endpoint.port << dialled.host.toLower() << dialled.port;
    stream << static_cast<quint8>(proxy.kind) << proxy.host.toLower() << proxy.port;
    stream << policy.skipCaCheck << policy.skipCnCheck << policy.skipRevocationCheck << policy.pinnedSha256;
    QByteArrayList authorities;
    for (const QSslCertificate &authority : policy.extraAuthorities)
        authorities.append(digestOf(authority));
    std::sort(authorities.begin(), authorities.end());
    stream << authorities;
    stream << (certificate.isNull() ? QByteArray() : digestOf(certificate.chain.first()));
    return QCryptographicHash::hash(words, QCryptographicHash::Sha256);
}

std::optional<TlsTickets::Ticket> TlsTickets::take(const QByteArray &key)
{
    const auto found = m_tickets.find(key);
    if (found == m_tickets.end())
        return std::nullopt;
    const QDateTime now = QDateTime::currentDateTimeUtc();
    found->removeIf([&](const Ticket &ticket) { return ticket.until <= now; });
    std::optional<Ticket> taken;
    if (!found->isEmpty())
        taken = found->takeLast();
    if (found->isEmpty())
        m_tickets.erase(found);
    return taken;
}

void TlsTickets::put(const QByteArray &key, Ticket ticket)
{
    if (ticket.session.isEmpty())
        return;
    if (m_tickets.size() >= hosts && !m_tickets.contains(key))
        m_tickets.erase(m_tickets.begin());
    QList<Ticket> &all = m_tickets[key];
    if (all.size() >= ticketsForOne)
        all.removeFirst();
    all.append(std::move(ticket));
}

qsizetype TlsTickets::size() const
{
    return std::accumulate(m_tickets.begin(), m_tickets.end(), qsizetype(0),
                           [](qsizetype sum, const QList<Ticket> &all) { return sum + all.size(); });
}

} // namespace rejoin::transport
