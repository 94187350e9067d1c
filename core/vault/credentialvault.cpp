#include "core/vault/credentialvault.h"

#include <algorithm>

namespace rejoin::vault {

using namespace Qt::StringLiterals;
using base::Credential;
using base::Error;
using base::ErrorCategory;
using base::SecretString;
using base::Text;

namespace {

struct Words
{
    Problem problem;
    const char *id;
    const char *message;
    const char *advice;
};

const Words words[] = {
    {Problem::Locked, "KeychainLocked", QT_TRANSLATE_NOOP("core", "The keychain is locked."),
     QT_TRANSLATE_NOOP("core", "Unlock it and try again, or type the password.")},
    {Problem::Refused, "KeychainRefused", QT_TRANSLATE_NOOP("core", "The keychain was not unlocked."),
     QT_TRANSLATE_NOOP("core", "Try again and unlock it when the system asks, or type the password.")},
    {Problem::NoBackend, "NoKeychain", QT_TRANSLATE_NOOP("core", "This system runs no keychain for Rejoin to use."),
     QT_TRANSLATE_NOOP("core",
                       "Start one (GNOME Keyring, KWallet, KeePassXC); until then passwords last for this run.")},
    {Problem::Gone, "KeychainGone", QT_TRANSLATE_NOOP("core", "The keychain went away before it answered."),
     QT_TRANSLATE_NOOP("core", "Start it again and try once more, or type the password.")},
    {Problem::NotFound, "CredentialNotFound", QT_TRANSLATE_NOOP("core", "The keychain holds no secret for this entry."),
     QT_TRANSLATE_NOOP("core", "It was removed there, or never stored: enter it again.")},
    {Problem::Failed, "KeychainFailed", QT_TRANSLATE_NOOP("core", "The keychain could not do it."),
     QT_TRANSLATE_NOOP("core", "Look at the details, and at the keychain's own program.")},
};

} // namespace

Error vaultError(Problem problem, const QString &what)
{
    const Words *found = std::find_if(std::begin(words), std::end(words),
                                      [problem](const Words &each) { return each.problem == problem; });
    if (found == std::end(words))
        found = std::end(words) - 1;
    Error error(problem == Problem::NotFound ? ErrorCategory::CredentialMissing : ErrorCategory::Local,
                QString::fromLatin1(found->id), Text(found->message), Text(found->advice));
    error.detail = what;
    return error;
}

Problem problemOf(const Error &error)
{
    for (const Words &each : words)
        if (error.id == QLatin1String(each.id))
            return each.problem;
    return Problem::None;
}

CredentialVault::CredentialVault(const QString &directory) : m_index(directory)
{
}

CredentialVault::~CredentialVault() = default;

Task<std::optional<Credential>> CredentialVault::credential(Entry entry, base::CancelToken cancel)
{
    std::optional<Credential> credential;
    switch (entry.kind) {
    case Entry::Kind::Certificate:
        co_return credential;
    case Entry::Kind::CurrentUser:
        credential.emplace();
        break;
    case Entry::Kind::Keytab:
        credential = Credential::fromKeytab(entry.userName, entry.keytab);
        break;
    case Entry::Kind::Password: {
        const QUuid id = entry.id;
        const QString user = entry.userName;
        SecretString password = co_await secret(std::move(entry), std::move(cancel));
        credential.emplace(user, std::move(password));
        credential->storedAs = id;
        co_return credential;
    }
    }
    credential->storedAs = entry.id;
    co_return credential;
}

Entry CredentialVault::prepared(Entry entry, const QList<Entry> &known)
{
    for (const Entry &other : known)
        if (other.isSameIdentity(entry))
            entry.id = other.id;
    if (entry.id.isNull())
        entry.id = QUuid::createUuid();
    entry.changed = QDateTime::currentDateTimeUtc();
    entry.lastRefused = {};
    return entry;
}

void CredentialVault::put(QList<Entry> &entries, const Entry &entry)
{
    entries.removeIf([&](const Entry &known) { return known.id == entry.id || known.isSameIdentity(entry); });
    entries.append(entry);
}

void CredentialVault::settle(QList<Entry> &entries, const QUuid &id, bool accepted, const QDateTime &when)
{
    for (Entry &entry : entries)
        if (entry.id == id)
            (accepted ? entry.lastUsed : entry.lastRefused) = when;
}

void CredentialVault::renew(QList<Entry> &entries, const QList<Entry> &sharing, const QDateTime &when)
{
    for (Entry &entry : entries) {
        const bool shares =
            std::any_of(sharing.begin(), sharing.end(), [&](const Entry &each) { return each.id == entry.id; });
        if (!shares)
            continue;
        entry.changed = when;
        entry.lastRefused = {};
    }
}

} // namespace rejoin::vault
