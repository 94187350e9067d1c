#include "core/cmdlets/storedlogins.h"

#include "core/vault/resolver.h"

namespace rejoin::cmdlets {

using base::Error;
using base::ErrorCategory;
using vault::Entry;

Task<bool> addStoredLogin(FrontEnd *frontEnd, std::shared_ptr<vault::CredentialVault> vault,
                          sessions::ConnectionOptions *options, QString *userName, base::CancelToken cancel)
{
    const QString computer = options->displayName();
    const QList<Entry> entries = co_await vault->entries();
    const vault::Resolution found = vault::resolve(entries, vault::ComputerFacts(computer, QString()), *userName);
    if (!found.entry)
        co_return false;
    const Entry entry = *found.entry;
    // A name on the command line is a password's or a keytab's; a certificate has no part in -Credential.
    if (!userName->isEmpty() && entry.kind != Entry::Kind::Password && entry.kind != Entry::Kind::Keytab)
        co_return false;
    if (entry.isRefused()) {
        // Not tried again and again: that locks accounts.
        frontEnd->warning(QStringLiteral("The stored login of %1 was refused on %2 and is not tried again. "
                                         "Set-RejoinCredential replaces it.")
                              .arg(entry.identity().english(),
                                   entry.lastRefused.toLocalTime().toString(QStringLiteral("yyyy-MM-dd HH:mm"))));
        *userName = entry.userName;
        co_return false;
    }
    if (entry.kind == Entry::Kind::Certificate) {
        options->certificateThumbprint = entry.thumbprint;
        co_return true;
    }
    std::optional<Error> failure;
    std::optional<base::Credential> credential;
    try {
        credential = co_await vault->credential(entry, cancel);
    } catch (const Error &error) {
        failure = error;
    }
    if (failure && failure->category == ErrorCategory::Cancelled)
        throw *failure;
    if (failure && userName->isEmpty())
        throw *failure;
    if (failure) {
        // Whoever named the user can still type the password.
        frontEnd->warning(failure->english() + QLatin1Char(' ') + failure->advice.english());
        co_return false;
    }
    options->credential = *credential;
    co_return true;
}

} // namespace rejoin::cmdlets
