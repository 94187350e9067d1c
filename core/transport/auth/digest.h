#pragma once

#include "core/base/credential.h"
#include "core/transport/auth/authenticator.h"
#include "core/transport/auth/digesthash.h"

#include <functional>
#include <optional>

namespace rejoin::transport {

/// RFC 7616 with MD5 and SHA-256, qop auth. The password does not travel, but neither the messages nor their bodies are
/// protected: only over TLS, or where the user permits it (choose.cpp decides that).
class DigestAuthenticator final : public Authenticator
{
public:
    /// Gives the client's nonces, each once.
    using MakeNonce = std::function<QByteArray()>;

    /// Throws Error: CredentialMissing without a user name and password, InvalidArgument for a ':' in the user name.
    explicit DigestAuthenticator(base::Credential credential, MakeNonce makeNonce = {});

    [[nodiscard]] QByteArray scheme() const override { return QByteArrayLiteral("Digest"); }
    [[nodiscard]] bool needsChallenge() const override { return true; }
    /// Takes the strongest that can be answered. Once a nonce was used only stale=true with another nonce helps;
    /// without it the login was refused. Throws Error (Unsupported) when no Digest of the server's can be answered.
    [[nodiscard]] bool takeChallenges(const QList<Challenge> &challenges) override;
    /// Throws Error (Internal) before a challenge came.
    [[nodiscard]] base::SecretString authorize(const QByteArray &method, const QByteArray &target) override;
    [[nodiscard]] Facts facts() const override;

private:
    struct Offer
    {
        DigestAlgorithm algorithm;
        QByteArray realm;
        QByteArray nonce;
        QByteArray opaque;
        bool hasOpaque = false;
        bool utf8 = false;
        bool userHash = false;
        bool stale = false;
    };
    [[nodiscard]] static std::optional<Offer> read(const Challenge &challenge, QByteArray *unusable);
    [[nodiscard]] QByteArray userParameter(const QByteArray &user) const;

    base::Credential m_credential;
    MakeNonce m_makeNonce;
    std::optional<Offer> m_offer;
    QByteArray m_cnonce;
    quint32 m_count = 0; ///< uses of the nonce
};

} // namespace rejoin::transport
