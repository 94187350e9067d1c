#pragma once

#include "core/base/cancel.h"
#include "core/base/credential.h"
#include "core/base/error.h"
#include "core/base/task.h"
#include "core/vault/entry.h"
#include "core/vault/vaultindex.h"

#include <memory>
#include <optional>

namespace rejoin::vault {

/// What is the matter with the keychain; each is an Error of its own id.
enum class Problem : quint8 {
    None,
    Locked,    ///< "KeychainLocked": it stayed locked
    Refused,   ///< "KeychainRefused": whoever was asked to unlock it, or to allow it, said no
    NoBackend, ///< "NoKeychain": this system runs none
    Gone,      ///< "KeychainGone": it went away in the middle
    NotFound,  ///< "CredentialNotFound": it holds no such secret
    Failed,    ///< "KeychainFailed": anything else
};

/// An Error (Local; CredentialMissing for NotFound). what: for *Details*, never a secret.
[[nodiscard]] base::Error vaultError(Problem problem, const QString &what = {});
/// None for errors of other origin.
[[nodiscard]] Problem problemOf(const base::Error &error);

/// Identities for computers, with their secrets kept where the system keeps secrets, or for this run only. Entries are
/// free to read; secrets are asked for one at a time and may wait for a user who unlocks the keychain.
class CredentialVault
{
public:
    enum class Keeper : quint8 {
        Keychain, ///< secrets outlive the program
        ThisRun,  ///< they do not
    };

    /// Reads and writes the index of this profile; empty: none is kept.
    explicit CredentialVault(const QString &directory);
    virtual ~CredentialVault();
    CredentialVault(const CredentialVault &) = delete;
    CredentialVault &operator=(const CredentialVault &) = delete;

    [[nodiscard]] virtual Keeper keeper() const = 0;
    /// Where secrets are, as a sentence: "Passwords are kept in …".
    [[nodiscard]] virtual base::Text place() const = 0;

    /// Those that can be used here. Throws Error (Local, "VaultUnreadable").
    [[nodiscard]] virtual Task<QList<Entry>> entries() = 0;
    /// The secret of an entry; empty for one that needs none. Throws Error: see Problem; Cancelled.
    [[nodiscard]] virtual Task<base::SecretString> secret(Entry entry, base::CancelToken cancel) = 0;
    /// Adds the entry, or replaces the same identity, and gives it as stored. The secret of the same domain account is
    /// replaced in every entry that has it. Throws Error as secret(), and what VaultIndex::change() throws.
    [[nodiscard]] virtual Task<Entry> store(Entry entry, base::SecretString secret, base::CancelToken cancel) = 0;
    /// Secret and entry. Nothing happens when there is none. Throws Error as store().
    [[nodiscard]] virtual Task<> remove(QUuid id, base::CancelToken cancel) = 0;
    /// A login with the entry was accepted or refused. A list that cannot be written is no reason to stop.
    virtual void settled(const QUuid &id, bool accepted, const QDateTime &when) = 0;

    /// The whole credential of an entry, for a login; nothing for a certificate. Throws Error as secret().
    [[nodiscard]] Task<std::optional<base::Credential>> credential(Entry entry, base::CancelToken cancel);

protected:
    [[nodiscard]] VaultIndex &index() { return m_index; }
    /// Id and time put in; the id of the same identity where there is one.
    [[nodiscard]] static Entry prepared(Entry entry, const QList<Entry> &known);
    static void put(QList<Entry> &entries, const Entry &entry);
    static void settle(QList<Entry> &entries, const QUuid &id, bool accepted, const QDateTime &when);
    /// changed, and lastRefused forgotten: their secrets are new.
    static void renew(QList<Entry> &entries, const QList<Entry> &sharing, const QDateTime &when);

private:
    VaultIndex m_index;
};

} // namespace rejoin::vault
