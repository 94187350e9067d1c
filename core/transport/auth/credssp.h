#pragma once

#include "core/base/credential.h"
#include "core/base/error.h"
#include "core/transport/auth/authenticator.h"
#include "core/transport/auth/credsspsealer.h"
#include "core/transport/auth/securitycontext.h"
#include "core/transport/auth/tlspipe.h"
#include "core/transport/auth/tsrequest.h"

#include <functional>

namespace rejoin::transport {

/// MS-CSSP: TLS inside the tokens, Negotiate inside that, and once the server has proven that the TLS session is its
/// own the password itself goes to it.
class CredsspAuthenticator final : public Authenticator
{
public:
    using MakeContext = std::function<std::unique_ptr<SecurityContext>(SecurityRequest)>;

    struct Settings
    {
        Settings() = default;
        QString peer; ///< in the words of errors: "server01:5985"
        /// Of the login inside: user and password are put in here, the rest is taken.
        SecurityRequest inner;
        int minimumVersion = 5;
        int version = credsspVersion; ///< highest that is spoken
        TlsPipe::Versions tls = TlsPipe::Versions::Tls12And13;
    };

    /// Throws Error (CredentialMissing, "ExplicitCredentialsRequired") without a user name and password.
    CredsspAuthenticator(base::Credential credential, Settings settings, MakeContext makeContext = makeSecurityContext);

    [[nodiscard]] QByteArray scheme() const override { return QByteArrayLiteral("CredSSP"); }
    [[nodiscard]] bool isConnectionBound() const override { return true; }
    [[nodiscard]] bool mayBlock() const override { return true; }
    [[nodiscard]] bool takesEmptyToken() const override { return m_state == State::TlsFinished; }
    [[nodiscard]] Facts facts() const override;
    /// Throws Error besides what Authenticator says: Unsupported ("CredSspVersion") for a server below minimumVersion,
    /// Protocol ("CredSspServerNotProven") when the TLS session is not the server's own; both before the password goes.
    [[nodiscard]] Step step(QByteArrayView challenge) override;
    [[nodiscard]] MessageSealer *sealer() override { return m_sealer.get(); }

private:
    enum class State : quint8 {
        Fresh,
        Handshake,
        TlsFinished, ///< TLS 1.3: the last word of the handshake was ours
        Negotiating,
        Binding, ///< pubKeyAuth was sent
        Done,    ///< the password was sent
        Failed,
    };
    [[nodiscard]] QByteArray advance(QByteArrayView token);
    [[nodiscard]] QByteArray shakeHands(QByteArrayView token);
    [[nodiscard]] QByteArray begin();
    [[nodiscard]] QByteArray negotiate(const TsRequest &answer);
    [[nodiscard]] QByteArray handOver(const TsRequest &answer);
    [[nodiscard]] TsRequest receive(QByteArrayView token);
    [[nodiscard]] QByteArray send(const TsRequest &request);
    void stepInner(QByteArrayView token);
    [[nodiscard]] base::Error failed(const SecurityFailure &failure) const;

    base::Credential m_credential;
    Settings m_settings;
    MakeContext m_makeContext;
    std::shared_ptr<TlsPipe> m_tls;
    std::unique_ptr<SecurityContext> m_inner; ///< after m_credential, whose password it reads
    std::unique_ptr<CredsspSealer> m_sealer;
    SecurityContext::Token m_innerToken; ///< the last one
    QByteArray m_nonce;
    int m_version = 0; ///< the lower of both; 0: not known yet
    bool m_ntlm = false;
    State m_state = State::Fresh;
};

} // namespace rejoin::transport
