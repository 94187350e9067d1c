#include "core/vault/memoryvault.h"

#include "core/vault/resolver.h"

#include <algorithm>

namespace rejoin::vault {

using base::Error;
using base::SecretString;
using base::Text;

MemoryVault::MemoryVault(const QString &directory) : CredentialVault(directory)
{
}

MemoryVault::~MemoryVault() = default;

Text MemoryVault::place() const
{
    return Text(QT_TRANSLATE_NOOP("core", "No keychain was found: passwords last for this run only and are not written "
                                          "anywhere."));
}

QList<Entry> MemoryVault::known()
{
    QList<Entry> all = m_entries;
    // Secrets of an earlier run are in a keychain that is not there now.
    for (const Entry &entry : index().read())
        if (!entry.needsSecret())
            all.append(entry);
    return all;
}

Task<QList<Entry>> MemoryVault::entries()
{
    co_return known();
}

Task<SecretString> MemoryVault::secret(Entry entry, base::CancelToken cancel)
{
    cancel.check();
    if (!entry.needsSecret())
        co_return SecretString();
    const auto found = m_secrets.constFind(entry.id);
    if (found == m_secrets.constEnd())
        throw vaultError(Problem::NotFound);
    co_return *found;
}

Task<Entry> MemoryVault::store(Entry entry, SecretString secret, base::CancelToken cancel)
{
    cancel.check();
    const QList<Entry> all = known();
    entry = prepared(std::move(entry), all);
    if (!entry.needsSecret()) {
        index().change([&](QList<Entry> &entries) { put(entries, entry); });
        co_return entry;
    }
    const QList<Entry> sharing = sharingSecret(all, entry);
    for (const Entry &other : sharing)
        m_secrets.insert(other.id, secret);
    renew(m_entries, sharing, entry.changed);
    put(m_entries, entry);
    m_secrets.insert(entry.id, std::move(secret));
    co_return entry;
}

Task<> MemoryVault::remove(QUuid id, base::CancelToken cancel)
{
    cancel.check();
    m_secrets.remove(id);
    m_entries.removeIf([&](const Entry &entry) { return entry.id == id; });
    const QList<Entry> kept = index().read();
    if (std::any_of(kept.begin(), kept.end(), [&](const Entry &entry) { return entry.id == id; }))
        index().change(
            [&](QList<Entry> &entries) { entries.removeIf([&](const Entry &entry) { return entry.id == id; }); });
    co_return;
}

void MemoryVault::settled(const QUuid &id, bool accepted, const QDateTime &when)
{
    settle(m_entries, id, accepted, when);
    try {
        const QList<Entry> kept = index().read();
        if (std::any_of(kept.begin(), kept.end(), [&](const Entry &entry) { return entry.id == id; }))
            index().change([&](QList<Entry> &entries) { settle(entries, id, accepted, when); });
    } catch (const Error &) {
        // Told when the list is read or changed by somebody.
    }
}

} // namespace rejoin::vault
