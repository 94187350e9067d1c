#pragma once

#include "core/transport/auth/authenticator.h"

namespace rejoin::transport {

/// The client's certificate of the TLS connection logs in; each request says so (MS-WSMV 3.1.4.1.35).
class CertificateLogin final : public Authenticator
{
public:
    [[nodiscard]] QByteArray scheme() const override
    {
        return QByteArrayLiteral("http://schemas.dmtf.org/wbem/wsman/1/wsman/secprofile/https/mutual");
    }
    [[nodiscard]] Facts facts() const override;
    [[nodiscard]] base::SecretString authorize(const QByteArray &method, const QByteArray &target) override;
};

} // namespace rejoin::transport
