#include "ui/store/credentials.h"

#include <QHash>
#include <QSet>

namespace rejoin::ui {

using base::Credential;
using base::Error;
using base::SecretString;
using vault::Entry;

namespace {

struct Pending
{
    Credential credential;
    QList<vault::Scope> scopes;
};

} // namespace

struct Credentials::State
{
    QHash<QUuid, Credential> entered; ///< by computer
    std::shared_ptr<vault::CredentialVault> vault;
    QList<Entry> entries;
    QHash<QUuid, SecretString> secrets; ///< by entry
    QSet<QUuid> withheld;               ///< entries whose secret could not be had
    QList<Pending> pending;
    bool isRead = false;

    [[nodiscard]] vault::Resolution resolve(const Computer &computer) const
    {
        const vault::ComputerFacts facts(computer.name(), computer.group);
        return vault::resolve(entries, facts, computer.options.credential.userName);
    }
    /// The entry that logs in, with its secret at hand.
    [[nodiscard]] std::optional<Entry> usable(const Computer &computer) const
    {
        if (!computer.wantsPassword())
            return std::nullopt;
        const vault::Resolution found = resolve(computer);
        if (!found.entry || found.entry->isRefused())
            return std::nullopt;
        if (found.entry->kind == Entry::Kind::Password && !secrets.contains(found.entry->id))
            return std::nullopt;
        return found.entry;
    }
};

Credentials::Credentials() : d(std::make_shared<State>())
{
}

Credentials::~Credentials() = default;

void Credentials::store(const QUuid &computer, Credential credential)
{
    d->entered.insert(computer, std::move(credential));
}

void Credentials::forget(const QUuid &computer)
{
    d->entered.remove(computer);
}

bool Credentials::has(const QUuid &computer) const
{
    return d->entered.contains(computer);
}

sessions::ConnectionOptions Credentials::complete(const Computer &computer) const
{
    sessions::ConnectionOptions options = computer.options;
    if (const auto found = d->entered.constFind(computer.id); found != d->entered.constEnd()) {
        options.credential = *found;
        return options;
    }
    const std::optional<Entry> entry = d->usable(computer);
    if (!entry)
        return options;
    switch (entry->kind) {
    case Entry::Kind::Password:
        options.credential = Credential(entry->userName, d->secrets.value(entry->id));
        break;
    case Entry::Kind::Keytab:
        options.credential = Credential::fromKeytab(entry->userName, entry->keytab);
        break;
    case Entry::Kind::CurrentUser:
        options.credential = Credential();
        break;
    case Entry::Kind::Certificate:
        options.credential = Credential();
        options.certificateThumbprint = entry->thumbprint;
        break;
    }
    options.credential.storedAs = entry->id;
    return options;
}

bool Credentials::isMissing(const Computer &computer) const
{
    return computer.wantsPassword() && !has(computer.id) && !d->usable(computer);
}

void Credentials::setVault(std::shared_ptr<vault::CredentialVault> vault)
{
    d->vault = std::move(vault);
    fetchAgain();
}

std::shared_ptr<vault::CredentialVault> Credentials::vault() const
{
    return d->vault;
}

vault::Resolution Credentials::resolve(const Computer &computer) const
{
    return d->resolve(computer);
}

bool Credentials::wantsFetching(const QList<Computer> &computers) const
{
    if (!d->vault)
        return false;
    for (const Computer &computer : computers) {
        if (!computer.wantsPassword() || has(computer.id))
            continue;
        if (!d->isRead)
            return true;
        const vault::Resolution found = d->resolve(computer);
        if (found.entry && found.entry->kind == Entry::Kind::Password && !found.entry->isRefused() &&
            !d->secrets.contains(found.entry->id) && !d->withheld.contains(found.entry->id))
            return true;
    }
    return false;
}

void Credentials::fetchAgain()
{
    d->isRead = false;
    d->secrets.clear();
    d->withheld.clear();
}

Task<std::optional<Error>> Credentials::fetch(QList<Computer> computers, base::CancelToken cancel)
{
    const auto state = d;
    const auto vault = state->vault;
    std::optional<Error> problem;
    if (!vault)
        co_return problem;
    try {
        state->entries = co_await vault->entries();
    } catch (const Error &error) {
        problem = error;
    }
    state->isRead = true;
    bool goesOn = !problem;
    for (const Computer &computer : std::as_const(computers)) {
        if (!goesOn || !computer.wantsPassword() || state->entered.contains(computer.id))
            continue;
        const vault::Resolution found = state->resolve(computer);
        if (!found.entry || found.entry->kind != Entry::Kind::Password || found.entry->isRefused() ||
            state->secrets.contains(found.entry->id) || state->withheld.contains(found.entry->id))
            continue;
        const Entry entry = *found.entry;
        try {
            SecretString secret = co_await vault->secret(entry, cancel);
            state->secrets.insert(entry.id, std::move(secret));
        } catch (const Error &error) {
            problem = error;
        }
        if (!state->secrets.contains(entry.id))
            state->withheld.insert(entry.id);
        // Whoever did not unlock it once is not asked for each entry.
        goesOn = !problem || vault::problemOf(*problem) == vault::Problem::NotFound;
    }
    if (!goesOn)
        for (const Entry &entry : std::as_const(state->entries))
            if (!state->secrets.contains(entry.id))
                state->withheld.insert(entry.id);
    co_return problem;
}

void Credentials::rememberWhenProven(const Credential &credential, const QList<vault::Scope> &scopes)
{
    d->pending.append(Pending{credential, scopes});
}

Task<std::optional<Error>> Credentials::settled(Credential credential, bool accepted)
{
    const auto state = d;
    const auto vault = state->vault;
    std::optional<Error> problem;
    QList<Pending> proven;
    for (const Pending &each : std::as_const(state->pending))
        if (accepted && each.credential == credential)
            proven.append(each);
    state->pending.removeIf([&](const Pending &each) { return each.credential == credential; });
    const QDateTime now = QDateTime::currentDateTimeUtc();
    if (!accepted) {
        state->entered.removeIf([&](const auto &entry) { return entry.value() == credential; });
        for (Entry &entry : state->entries)
            if (entry.id == credential.storedAs)
                entry.lastRefused = now;
    }
    if (!vault)
        co_return problem;
    if (!credential.storedAs.isNull())
        vault->settled(credential.storedAs, accepted, now);
    for (const Pending &each : std::as_const(proven)) {
        for (const vault::Scope &scope : each.scopes) {
            Entry entry;
            entry.scope = scope;
            entry.userName = each.credential.userName;
            try {
                const Entry stored = co_await vault->store(entry, each.credential.password, base::CancelToken());
                vault->settled(stored.id, true, now.addMSecs(1));
                state->isRead = false;
                state->secrets.insert(stored.id, each.credential.password);
            } catch (const Error &error) {
                problem = error;
            }
        }
    }
    co_return problem;
}

} // namespace rejoin::ui
