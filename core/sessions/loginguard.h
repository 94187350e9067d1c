#pragma once

#include "core/base/clock.h"
#include "core/base/credential.h"
#include "core/transport/auth/logingate.h"

#include <QHash>
#include <QList>

#include <functional>
#include <memory>

namespace rejoin::sessions {

/// A fleet must not lock an account. The first use of a password goes to one computer alone, the others wait for what
/// becomes of it; after a refusal it is not tried anywhere any more. Accounts of a computer itself (".\user",
/// "COMPUTER\user") are each their own. Connections are made side by side all the same: only logins wait.
class LoginGuard final : public transport::LoginGate, public std::enable_shared_from_this<LoginGuard>
{
public:
    /// Told when a login becomes known to be right or wrong.
    using Settled = std::function<void(const base::Credential &credential, bool accepted)>;

    /// How long an acceptance vouches for the password: it may have been changed since.
    static constexpr std::chrono::milliseconds proofLasts{300000};
    /// How long others wait for a server that does not say yes or no.
    static constexpr std::chrono::milliseconds patience{15000};

    LoginGuard(std::shared_ptr<base::Clock> clock, Settled settled, std::chrono::milliseconds patienceWith = patience);
    ~LoginGuard() override;

    [[nodiscard]] Task<std::shared_ptr<Attempt>> enter(transport::Endpoint endpoint, transport::Login login,
                                                       base::CancelToken cancel) override;
    /// Somebody typed this account's password anew: it may be tried, even if it is the one that was refused.
    void allow(const QString &userName);

private:
    struct Account;
    class Try;
    [[nodiscard]] std::shared_ptr<Account> accountOf(const base::Credential &credential, const QString &host);

    std::shared_ptr<base::Clock> m_clock;
    Settled m_settled;
    std::chrono::milliseconds m_patience;
    QHash<QString, QList<std::shared_ptr<Account>>> m_accounts; ///< by name; one for each password that was met
};

} // namespace rejoin::sessions
