#pragma once

#include "core/base/cancel.h"
#include "core/base/error.h"
#include "core/base/task.h"

#include <QString>

namespace rejoin::vault {

/// The keychain that QtKeychain talks to on this system, as far as it has to be asked beside QtKeychain: whether there
/// is one, and whether it is locked. A locked Secret Service answers "no such entry", which is never to be believed.
class SecretService
{
public:
    /// service: the attribute "server" of our items.
    explicit SecretService(QString service);

    /// One that answers. Never throws.
    [[nodiscard]] Task<bool> isPresent() const;
    /// Returns when the item of this key, or where it would be, can be read: unlocked, after asking whoever sits there
    /// where it must. Throws Error: see vaultError (Locked, Refused, NoBackend, Gone); Cancelled, which
    /// leaves the question to whoever was asked.
    [[nodiscard]] Task<> unlockFor(QString key, base::CancelToken cancel) const;
    /// Drops what QtKeychain's library remembers of the keychain: it goes on with the session of one that was started
    /// anew since, which then knows nothing of it.
    static void forgetConnection();

private:
    QString m_service;
};

} // namespace rejoin::vault
