#pragma once

#include "core/vault/credentialvault.h"
#include "core/vault/secretservice.h"

namespace rejoin::vault {

/// Secrets in the system's keychain (Secret Service or KWallet, macOS' Keychain, Windows' Credential Manager), one item
/// each, named by the entry's id.
class KeychainVault final : public CredentialVault
{
public:
    explicit KeychainVault(const QString &directory);
    ~KeychainVault() override;

    /// A keychain answers on this system. Never throws.
    [[nodiscard]] static Task<bool> isPresent();

    [[nodiscard]] Keeper keeper() const override { return Keeper::Keychain; }
    [[nodiscard]] base::Text place() const override;
    [[nodiscard]] Task<QList<Entry>> entries() override;
    [[nodiscard]] Task<base::SecretString> secret(Entry entry, base::CancelToken cancel) override;
    [[nodiscard]] Task<Entry> store(Entry entry, base::SecretString secret, base::CancelToken cancel) override;
    [[nodiscard]] Task<> remove(QUuid id, base::CancelToken cancel) override;
    void settled(const QUuid &id, bool accepted, const QDateTime &when) override;

private:
    [[nodiscard]] Task<> write(QUuid id, base::SecretString secret, base::CancelToken cancel);

    SecretService m_service;
};

/// The keychain of this system, or a vault of this run where there is none. directory: of the profile.
[[nodiscard]] Task<std::shared_ptr<CredentialVault>> openVault(QString directory);

} // namespace rejoin::vault
