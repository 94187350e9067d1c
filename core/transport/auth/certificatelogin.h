#pragma once

#include "core/transport/auth/authenticator.h"

namespace rejoin::transport {

/// The client's certificate of the TLS connection logs in; each request says so (MS-WSMV 3.1.4.1.35).
class CertificateLogin final : public Authenticator
{
public:
    CertificateLogin() = default;
    /// certificate: its subject and thumbprint, for sentences.
    explicit CertificateLogin(QString certificate) : m_certificate(std::move(certificate)) {}

    [[nodiscard]] QByteArray scheme() const override
    {
        return QByteArrayLiteral("http://schemas.dmtf.org/wbem/wsman/1/wsman/secprofile/https/mutual");
    }
    [[nodiscard]] Facts facts() const override;
    [[nodiscard]] base::SecretString authorize(const QByteArray &method, const QByteArray &target) override;
    [[nodiscard]] QString certificate() const { return m_certificate; }

private:
    QString m_certificate;
};

} // namespace rejoin::transport
