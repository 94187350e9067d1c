#pragma once

#include "core/base/credential.h"
#include "core/transport/auth/authenticator.h"

#include <optional>

namespace rejoin::transport {

/// RFC 7617, with UTF-8. Each request carries the password: only over TLS, or where the user permits it
/// (checkLogin() in choose.h decides that before anything is sent).
class BasicAuthenticator final : public Authenticator
{
public:
    /// Throws Error: CredentialMissing without a user name and password, InvalidArgument for a ':' in the user name.
    explicit BasicAuthenticator(base::Credential credential);

    [[nodiscard]] QByteArray scheme() const override { return QByteArrayLiteral("Basic"); }
    [[nodiscard]] base::SecretString authorize(const QByteArray &method, const QByteArray &target) override;

private:
    base::Credential m_credential;
};

/// The server half: what an Authorization header says; nullopt when it is no well-formed Basic. The temporary copies
/// are wiped.
[[nodiscard]] std::optional<base::Credential> readBasic(QByteArrayView authorization);

} // namespace rejoin::transport
