#pragma once

#include "core/lab/auth/acceptor.h"

#include <QHash>

namespace rejoin::lab {

inline constexpr QByteArrayView certificateScheme("http://schemas.dmtf.org/wbem/wsman/1/wsman/secprofile/https/mutual");

/// The client certificate of the TLS connection is the login: mapped by its thumbprint, as
/// WSMan:\localhost\ClientCertificate maps by issuer and subject. Expired ones are refused.
class CertificateAcceptor final : public Acceptor
{
public:
    /// SHA-1 thumbprints (hex, upper case) to user names.
    explicit CertificateAcceptor(QHash<QString, QString> users) : m_users(std::move(users)) {}
    [[nodiscard]] QByteArray scheme() const override { return certificateScheme.toByteArray(); }
    [[nodiscard]] Outcome accept(QByteArrayView parameters, const Request &request) override;

private:
    QHash<QString, QString> m_users;
};

} // namespace rejoin::lab
