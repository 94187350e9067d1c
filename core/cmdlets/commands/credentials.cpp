// Get-, Set- and Remove-RejoinCredential: the vault. None of them ever prints a secret.

#include "core/cmdlets/commands/commands.h"

#include "core/base/wildcard.h"
#include "core/vault/resolver.h"

#include <algorithm>

namespace rejoin::cmdlets {

namespace {

using base::Error;
using base::ErrorCategory;
using base::SecretString;
using base::Text;
using vault::Entry;
using vault::Scope;
using VaultPtr = std::shared_ptr<vault::CredentialVault>;

using Properties = QList<std::pair<QString, Object>>;

Object timeOf(const QDateTime &time)
{
    return time.isValid() ? Object(Object::Variant(time)) : Object();
}

/// The columns that a list needs; all of it in List and Json.
Properties describe(const Entry &entry, const vault::CredentialVault &vault)
{
    const bool kept = !entry.needsSecret() || vault.keeper() == vault::CredentialVault::Keeper::Keychain;
    Properties properties;
    const auto add = [&](const char *name, const Object &value) {
        properties.append(std::pair(QString::fromLatin1(name), value));
    };
    add("UserName", Object::string(entry.identity().english()));
    add("Kind", Object::string(vault::kindWord(entry.kind)));
    add("Scope", Object::string(vault::scopeWord(entry.scope.kind)));
    add("Target", Object::string(entry.scope.value));
    add("LastUsed", timeOf(entry.lastUsed));
    add("LastRefused", timeOf(entry.lastRefused));
    add("IsRefused", Object::boolean(entry.isRefused()));
    add("Lasts", Object::string(kept ? QStringLiteral("kept") : QStringLiteral("this run")));
    if (!entry.keytab.isEmpty())
        add("Keytab", Object::string(entry.keytab));
    if (!entry.certificateFile.isEmpty())
        add("CertificateFile", Object::string(entry.certificateFile));
    add("Id", Object(Object::Variant(entry.id)));
    return properties;
}

Object recordOf(const Properties &properties)
{
    return Object::record(QStringLiteral("Rejoin.Credential"), properties);
}

Task<VaultPtr> openedVault(InvocationPtr call)
{
    VaultPtr vault = co_await call->frontEnd()->vault(FrontEnd::VaultUse::Open, call->cancel());
    if (!vault)
        throw Error(ErrorCategory::Unsupported, QStringLiteral("NoVault"),
                    Text(QT_TRANSLATE_NOOP("core", "There is no vault here.")));
    co_return vault;
}

Error wrongScope()
{
    return {ErrorCategory::InvalidArgument, QStringLiteral("AmbiguousParameterSet"),
            Text(QT_TRANSLATE_NOOP("core", "A credential is for computers, for a group or for a pattern: give one of "
                                           "-ComputerName, -Group and -Pattern.")),
            Text(QT_TRANSLATE_NOOP("core", "Leave the others out; without any of them it is the default."))};
}

/// -ComputerName, -Group, -Pattern; none of them: the default.
QList<Scope> scopesOf(const BoundCommand &bound)
{
    const QStringList computers = bound.texts("ComputerName");
    const QString group = bound.text("Group");
    const QString pattern = bound.text("Pattern");
    if (int(!computers.isEmpty()) + int(!group.isEmpty()) + int(!pattern.isEmpty()) > 1)
        throw wrongScope();
    QList<Scope> scopes;
    for (const QString &computer : computers)
        scopes.append(Scope(Scope::Kind::Computer, computer));
    if (!group.isEmpty())
        scopes.append(Scope(Scope::Kind::Group, group));
    if (!pattern.isEmpty())
        scopes.append(Scope(Scope::Kind::Pattern, pattern));
    if (scopes.isEmpty())
        scopes.append(Scope());
    return scopes;
}

bool isNamed(const Entry &entry, const QStringList &patterns)
{
    const QString user = entry.identity().english();
    return patterns.isEmpty() || std::any_of(patterns.begin(), patterns.end(), [&](const QString &pattern) {
               return user.compare(pattern, Qt::CaseInsensitive) == 0 || base::Wildcard(pattern).matches(user);
           });
}

/// Logs in once, so that nothing wrong is stored: lists the computer's sessions and forgets them.
Task<> verify(InvocationPtr call, base::Credential credential, QString computer)
{
    QList<sessions::ConnectionOptions> targets = co_await call->targetsAt(computer);
    for (sessions::ConnectionOptions &target : targets) {
        target.credential = credential;
        call->service()->allowLogin(credential.userName);
        sessions::ListRequest request;
        request.targets.append(target);
        const QList<sessions::ComputerListing> listings =
            co_await call->service()->list(std::move(request), nullptr, call->cancel());
        for (const sessions::ComputerListing &listing : listings)
            if (listing.error)
                throw *listing.error;
    }
}

/// The entry that the parameters describe, without its scope.
Entry entryFrom(const BoundCommand &bound)
{
    Entry entry;
    if (bound.has("Keytab")) {
        entry.kind = Entry::Kind::Keytab;
        entry.userName = bound.text("UserName");
        entry.keytab = bound.text("Keytab");
    } else if (bound.has("CertificateThumbprint")) {
        entry.kind = Entry::Kind::Certificate;
        entry.thumbprint = bound.text("CertificateThumbprint");
        entry.certificateFile = bound.text("CertificateFile");
    } else if (bound.has("CurrentUser")) {
        entry.kind = Entry::Kind::CurrentUser;
    }
    return entry;
}

/// What is stored: the password, the passphrase, or nothing.
Task<base::Credential> secretFor(InvocationPtr call, Entry entry)
{
    base::Credential credential;
    if (entry.kind == Entry::Kind::Certificate) {
        const QString what = entry.certificateFile.isEmpty() ? entry.thumbprint : entry.certificateFile;
        credential.password = co_await call->frontEnd()->passphrase(what, call->cancel());
    } else if (entry.kind == Entry::Kind::Keytab) {
        credential = base::Credential::fromKeytab(entry.userName, entry.keytab);
    } else if (entry.kind == Entry::Kind::Password) {
        const Object given = call->bound().value("Credential");
        if (const auto *known = given.as<std::shared_ptr<base::Credential>>()) {
            credential = **known;
        } else {
            const QString user = given.toText();
            credential = co_await call->frontEnd()->credential(user, call->cancel());
        }
        if (credential.kind != base::Credential::Kind::Password || credential.password.isEmpty())
            throw Error(ErrorCategory::CredentialMissing, QStringLiteral("CredentialMissing"),
                        Text(QT_TRANSLATE_NOOP("core", "There is no password to store for %1."), {credential.userName}),
                        Text(QT_TRANSLATE_NOOP("core", "Type it, or give it with --password-stdin or --password-fd.")));
    }
    co_return credential;
}

} // namespace

Task<> getRejoinCredential(InvocationPtr call)
{
    const BoundCommand &bound = call->bound();
    const VaultPtr vault = co_await openedVault(call);
    call->verbose(vault->place().english());
    const QList<Entry> entries = co_await vault->entries();
    if (!bound.has("ComputerName")) {
        const QStringList names = bound.texts("UserName");
        for (const Entry &entry : entries)
            if (isNamed(entry, names))
                call->output(recordOf(describe(entry, *vault)));
        co_return;
    }
    // Which one would be used, and why.
    const QString group = bound.text("Group");
    for (const QString &computer : bound.texts("ComputerName")) {
        const vault::Resolution found = vault::resolve(entries, vault::ComputerFacts(computer, group));
        Properties properties;
        if (found.entry)
            properties = describe(*found.entry, *vault);
        else
            properties.append(std::pair(QStringLiteral("UserName"), Object()));
        properties.prepend(std::pair(QStringLiteral("ComputerName"), Object::string(computer)));
        QStringList others;
        for (const Entry &other : found.others)
            others << other.identity().english();
        properties.append(std::pair(QStringLiteral("OtherIdentities"), Object::string(others.join(u','))));
        properties.append(std::pair(QStringLiteral("Reason"), Object::string(found.reason.english())));
        call->output(recordOf(properties));
    }
}

Task<> setRejoinCredential(InvocationPtr call)
{
    const BoundCommand &bound = call->bound();
    const QList<Scope> scopes = scopesOf(bound);
    const VaultPtr vault = co_await openedVault(call);
    Entry entry = entryFrom(bound);
    const base::Credential credential = co_await secretFor(call, entry);
    if (entry.kind == Entry::Kind::Password)
        entry.userName = credential.userName;
    const bool canBeTested = entry.kind == Entry::Kind::Password || entry.kind == Entry::Kind::Keytab;
    bool isTested = false;
    for (const Scope &scope : scopes) {
        entry.scope = scope;
        const QString target = entry.identity().english() + QStringLiteral(", ") + scope.words().english();
        const bool wanted = co_await call->shouldProcess(target);
        if (!wanted)
            continue;
        const QString testAt = bound.has("TestComputerName")         ? bound.text("TestComputerName")
                               : scope.kind == Scope::Kind::Computer ? scope.value
                                                                     : QString();
        const bool test =
            canBeTested && !bound.isSet("NoTest") && !testAt.isEmpty() && !(isTested && bound.has("TestComputerName"));
        std::optional<Error> failure;
        Entry stored;
        try {
            if (test)
                co_await verify(call, credential, testAt);
            isTested = isTested || test;
            stored = co_await vault->store(entry, credential.password, call->cancel());
        } catch (const Error &error) {
            failure = error;
        }
        if (failure) {
            call->error(*failure, testAt);
            continue;
        }
        if (test || isTested)
            vault->settled(stored.id, true, call->service()->clock()->now());
        else if (canBeTested)
            call->warning(
                QStringLiteral("The login of %1 was stored without having been tried; -TestComputerName names "
                               "a computer to try it at.")
                    .arg(entry.identity().english()));
        if (entry.needsSecret() && vault->keeper() == vault::CredentialVault::Keeper::ThisRun)
            call->warning(vault->place().english());
        call->verbose(vault->place().english());
    }
}

Task<> removeRejoinCredential(InvocationPtr call)
{
    const BoundCommand &bound = call->bound();
    const VaultPtr vault = co_await openedVault(call);
    const QList<Entry> entries = co_await vault->entries();
    QList<Entry> chosen;
    if (bound.has("Id")) {
        for (const QUuid &id : bound.guids("Id")) {
            const auto found =
                std::find_if(entries.begin(), entries.end(), [&](const Entry &entry) { return entry.id == id; });
            if (found == entries.end())
                call->error({ErrorCategory::InvalidArgument, QStringLiteral("CredentialNotFound"),
                             Text(QT_TRANSLATE_NOOP("core", "No stored credential has the id %1."),
                                  {id.toString(QUuid::WithoutBraces)}),
                             Text(QT_TRANSLATE_NOOP("core", "Get-RejoinCredential lists what there is."))});
            else
                chosen.append(*found);
        }
    } else {
        const bool anyScope = !bound.has("ComputerName") && !bound.has("Group") && !bound.has("Pattern");
        const QList<Scope> scopes = anyScope ? QList<Scope>() : scopesOf(bound);
        const QStringList names = bound.texts("UserName");
        for (const Entry &entry : entries)
            if (isNamed(entry, names) && (anyScope || scopes.contains(entry.scope)))
                chosen.append(entry);
        if (chosen.isEmpty())
            call->error({ErrorCategory::InvalidArgument, QStringLiteral("CredentialNotFound"),
                         Text(QT_TRANSLATE_NOOP("core", "No stored credential matches %1."), {names.join(u',')}),
                         Text(QT_TRANSLATE_NOOP("core", "Get-RejoinCredential lists what there is."))});
    }
    for (const Entry &entry : std::as_const(chosen)) {
        const QString target = entry.identity().english() + QStringLiteral(", ") + entry.scope.words().english();
        const bool wanted = co_await call->shouldProcess(target);
        if (!wanted)
            continue;
        std::optional<Error> failure;
        try {
            co_await vault->remove(entry.id, call->cancel());
        } catch (const Error &error) {
            failure = error;
        }
        if (failure)
            call->error(*failure);
    }
}

} // namespace rejoin::cmdlets
