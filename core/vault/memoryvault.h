#pragma once

#include "core/vault/credentialvault.h"

#include <QHash>

namespace rejoin::vault {

/// Secrets of this run only. What needs no secret (current user, keytab) is kept in the profile all the same.
class MemoryVault final : public CredentialVault
{
public:
    explicit MemoryVault(const QString &directory = {});
    ~MemoryVault() override;

    [[nodiscard]] Keeper keeper() const override { return Keeper::ThisRun; }
    [[nodiscard]] base::Text place() const override;
    [[nodiscard]] Task<QList<Entry>> entries() override;
    [[nodiscard]] Task<base::SecretString> secret(Entry entry, base::CancelToken cancel) override;
    [[nodiscard]] Task<Entry> store(Entry entry, base::SecretString secret, base::CancelToken cancel) override;
    [[nodiscard]] Task<> remove(QUuid id, base::CancelToken cancel) override;
    void settled(const QUuid &id, bool accepted, const QDateTime &when) override;

private:
    [[nodiscard]] QList<Entry> known();

    QList<Entry> m_entries; ///< those with secrets
    QHash<QUuid, base::SecretString> m_secrets;
};

} // namespace rejoin::vault
