#pragma once

#include "core/base/cancel.h"
#include "core/base/task.h"

#include <QString>

namespace rejoin::sessions {

/// A redirect to another host: the login would go there.
struct RedirectQuestion
{
    RedirectQuestion() = default;
    QString from; ///< "https://mail.example.com:443/powershell"
    QString to;
    QString userName;               ///< empty: the current user's tickets
    bool checksOff = false;         ///< whose certificate it is will not be checked there either
    bool handsPasswordOver = false; ///< CredSSP: the host gets the password itself
};

/// Who hears of redirects and says whether the login may go to another host. Without one no redirect is followed.
class RedirectHandler
{
public:
    virtual ~RedirectHandler() = default;
    /// Each hop, before anything is sent to the new address.
    virtual void redirected(const QString &to) = 0;
    /// False: the redirect ends as an error.
    [[nodiscard]] virtual Task<bool> mayLogInAt(RedirectQuestion question, base::CancelToken cancel) = 0;
};

} // namespace rejoin::sessions
