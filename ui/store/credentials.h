#pragma once

#include "core/sessions/connectionoptions.h"
#include "core/vault/credentialvault.h"
#include "core/vault/resolver.h"
#include "ui/store/computer.h"

#include <memory>

namespace rejoin::ui {

/// Logins of the saved computers: what was entered in this run, and what the vault holds. Who asks here does not care
/// where the answer is kept.
class Credentials
{
public:
    Credentials();
    ~Credentials();
    Credentials(const Credentials &) = delete;
    Credentials &operator=(const Credentials &) = delete;

    /// For this run.
    void store(const QUuid &computer, base::Credential credential);
    void forget(const QUuid &computer);
    [[nodiscard]] bool has(const QUuid &computer) const;
    /// The computer's options with what is known of its login put in.
    [[nodiscard]] sessions::ConnectionOptions complete(const Computer &computer) const;
    /// Whether a login has to be asked for first.
    [[nodiscard]] bool isMissing(const Computer &computer) const;

    void setVault(std::shared_ptr<vault::CredentialVault> vault);
    /// Null until it was opened.
    [[nodiscard]] std::shared_ptr<vault::CredentialVault> vault() const;
    /// The vault's choice for a computer, as the list of entries was read last.
    [[nodiscard]] vault::Resolution resolve(const Computer &computer) const;
    /// Some of these log in with a secret that is still in the keychain.
    [[nodiscard]] bool wantsFetching(const QList<Computer> &computers) const;
    /// Brings those secrets; may wait for whoever unlocks the keychain. Gives what kept it from doing so. A secret that
    /// did not come is not asked for again until fetchAgain().
    [[nodiscard]] Task<std::optional<base::Error>> fetch(QList<Computer> computers, base::CancelToken cancel);
    /// Entries or their secrets have changed, or somebody wants to be asked once more.
    void fetchAgain();

    /// Stores it for these scopes as soon as a server has accepted it; after a refusal not at all.
    void rememberWhenProven(const base::Credential &credential, const QList<vault::Scope> &scopes);
    /// A login turned out right or wrong. What was refused is not used again: it has to be entered anew. Gives an error
    /// when what should be remembered could not be stored.
    [[nodiscard]] Task<std::optional<base::Error>> settled(base::Credential credential, bool accepted);

private:
    struct State;
    std::shared_ptr<State> d; ///< coroutines outlive this
};

} // namespace rejoin::ui
