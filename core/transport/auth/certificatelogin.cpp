#include "core/transport/auth/certificatelogin.h"

namespace rejoin::transport {

Authenticator::Facts CertificateLogin::facts() const
{
    Facts facts;
    facts.package = QStringLiteral("Certificate");
    return facts;
}

base::SecretString CertificateLogin::authorize(const QByteArray & /*method*/, const QByteArray & /*target*/)
{
    return base::SecretString::fromUtf8(scheme());
}

} // namespace rejoin::transport
