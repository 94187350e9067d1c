#pragma once

#include "core/base/credential.h"
#include "core/base/error.h"
#include "core/transport/auth/authenticator.h"
#include "core/transport/auth/securitycontext.h"
#include "core/transport/transport.h"

#include <memory>

namespace rejoin::transport {

/// "application/HTTP-SPNEGO-session-encrypted"
inline constexpr QByteArrayView spnegoSealProtocol("application/HTTP-SPNEGO-session-encrypted");
/// "application/HTTP-Kerberos-session-encrypted"
inline constexpr QByteArrayView kerberosSealProtocol("application/HTTP-Kerberos-session-encrypted");

/// Default, Negotiate, NegotiateWithImplicitCredential and Kerberos: logs in the connection with the platform's own
/// Kerberos and NTLM, and seals what goes over it.
class NegotiateAuthenticator final : public Authenticator, public MessageSealer
{
public:
    /// peer names the server in the words of errors. Throws Error: InvalidArgument for a credential together with
    /// NegotiateWithImplicitCredential, CredentialMissing for a password credential without name or password.
    NegotiateAuthenticator(const Login &login, const Endpoint &endpoint);
    /// For a proxy or whoever else is named so: "HTTP" at host. allowNtlm: what stands between may see an NTLM login.
    NegotiateAuthenticator(const Login &login, const QString &host, int port, bool allowNtlm);

    [[nodiscard]] QByteArray scheme() const override;
    [[nodiscard]] bool isConnectionBound() const override { return true; }
    [[nodiscard]] bool mayBlock() const override { return true; }
    [[nodiscard]] Facts facts() const override;
    /// Kerberos where only Negotiate is offered: goes on with Kerberos alone inside Negotiate.
    [[nodiscard]] bool takeChallenges(const QList<Challenge> &challenges) override;
    void setChannelBinding(const QByteArray &binding) override;
    [[nodiscard]] Step step(QByteArrayView challenge) override;
    [[nodiscard]] MessageSealer *sealer() override { return m_done ? this : nullptr; }

    [[nodiscard]] QByteArray sealProtocol() const override;
    [[nodiscard]] QList<SealedPart> seal(QByteArrayView plain) override;
    [[nodiscard]] QByteArray unseal(QByteArrayView header, QByteArrayView data) override;

private:
    void checkCredential() const;
    [[nodiscard]] SecurityRequest request() const;
    [[nodiscard]] base::Error failed(const SecurityFailure &failure) const;

    Login m_login;
    QString m_host;
    int m_port = 0;
    bool m_allowNtlm = false;
    bool m_kerberosOnly = false;
    bool m_spnego = true;
    bool m_done = false;
    QByteArray m_binding;
    std::unique_ptr<SecurityContext> m_context; ///< after m_login, whose password it reads
};

/// A failed login as the user reads it: one sentence, what to do, the library's words in detail. user as typed, may be
/// empty; service: "HTTP/server01".
[[nodiscard]] base::Error securityError(const SecurityFailure &failure, const QString &peer, const QString &user,
                                        const QString &service);

} // namespace rejoin::transport
