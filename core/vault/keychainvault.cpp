#include "core/vault/keychainvault.h"

#include "core/base/awaitable.h"
#include "core/vault/memoryvault.h"
#include "core/vault/resolver.h"

#include <qt6keychain/keychain.h>

#include <algorithm>
#include <functional>

namespace rejoin::vault {

using namespace Qt::StringLiterals;
using base::CancelToken;
using base::Error;
using base::SecretString;
using base::Text;

namespace {

const QString serviceName = u"Rejoin"_s;

QString keyOf(const QUuid &id)
{
    return id.toString(QUuid::WithoutBraces);
}

Error failureOf(const QKeychain::Job &job)
{
    switch (job.error()) {
    case QKeychain::EntryNotFound:
        return vaultError(Problem::NotFound, job.errorString());
    case QKeychain::AccessDeniedByUser:
    case QKeychain::AccessDenied:
        return vaultError(Problem::Refused, job.errorString());
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
        return vaultError(Problem::NoBackend, job.errorString());
    default:
        return vaultError(Problem::Failed, job.errorString());
    }
}

/// The bytes themselves, not a copy: QtKeychain shares them with us.
void wipeShared(const QByteArray &bytes)
{
    base::wipe(const_cast<char *>(bytes.constData()), static_cast<std::size_t>(bytes.size()));
}

/// Runs a job to its end; take sees it before it deletes itself.
template <typename Job, typename T>
Task<T> finished(Job *job, T (*take)(Job *), CancelToken cancel)
{
    base::Awaitable<T> ended;
    const auto handle = ended.handle();
    job->setAutoDelete(true);
    job->setInsecureFallback(false); // never a file in plain text
    QObject::connect(job, &QKeychain::Job::finished, job, [handle, job, take] {
        if (job->error() != QKeychain::NoError)
            handle.fail(failureOf(*job));
        else
            handle.resolve(take(job));
    });
    const auto registration = cancel.onCancel([handle] { handle.fail(Error::cancelled()); });
    job->start();
    T value = co_await ended;
    co_return value;
}

/// Once more after a failure of no known kind: the keychain may have been started anew since the last time.
template <typename Job, typename T>
Task<T> attempted(std::function<Job *()> make, T (*take)(Job *), CancelToken cancel)
{
    std::optional<Error> failure;
    std::optional<T> value;
    try {
        value = co_await finished(make(), take, cancel);
    } catch (const Error &error) {
        failure = error;
    }
    if (failure && problemOf(*failure) != Problem::Failed)
        throw *failure;
    if (failure) {
        SecretService::forgetConnection();
        value = co_await finished(make(), take, cancel);
    }
    co_return std::move(*value);
}

SecretString takeSecret(QKeychain::ReadPasswordJob *job)
{
    const QByteArray bytes = job->binaryData();
    const SecretString secret = SecretString::fromUtf8(bytes);
    wipeShared(bytes);
    return secret;
}

template <typename Job>
bool takeNothing(Job *)
{
    return true;
}

} // namespace

KeychainVault::KeychainVault(const QString &directory) : CredentialVault(directory), m_service(serviceName)
{
}

KeychainVault::~KeychainVault() = default;

Task<bool> KeychainVault::isPresent()
{
    const SecretService service(serviceName);
    const bool present = co_await service.isPresent();
    co_return present;
}

Text KeychainVault::place() const
{
#if defined(Q_OS_DARWIN)
    return Text(QT_TRANSLATE_NOOP("core", "Passwords are kept in the macOS Keychain."));
#elif defined(Q_OS_WIN)
    return Text(QT_TRANSLATE_NOOP("core", "Passwords are kept in the Windows Credential Manager."));
#else
    return Text(QT_TRANSLATE_NOOP("core", "Passwords are kept in this desktop's keychain (Secret Service)."));
#endif
}

Task<QList<Entry>> KeychainVault::entries()
{
    co_return index().read();
}

Task<SecretString> KeychainVault::secret(Entry entry, CancelToken cancel)
{
    if (!entry.needsSecret())
        co_return SecretString();
    const QString key = keyOf(entry.id);
    co_await m_service.unlockFor(key, cancel);
    std::function<QKeychain::ReadPasswordJob *()> make = [key] {
        auto *job = new QKeychain::ReadPasswordJob(serviceName);
        job->setKey(key);
        return job;
    };
    SecretString secret = co_await attempted(std::move(make), takeSecret, cancel);
    co_return secret;
}

Task<> KeychainVault::write(QUuid id, SecretString secret, CancelToken cancel)
{
    const QString key = keyOf(id);
    co_await m_service.unlockFor(key, cancel);
    std::function<QKeychain::WritePasswordJob *()> make = [key, secret] {
        auto *job = new QKeychain::WritePasswordJob(serviceName);
        job->setKey(key);
        QString words = QString::fromUtf8(secret.utf8());
        job->setTextData(words);
        base::wipe(words.data(), static_cast<std::size_t>(words.size()) * sizeof(QChar));
        return job;
    };
    co_await attempted(std::move(make), takeNothing<QKeychain::WritePasswordJob>, cancel);
}

Task<Entry> KeychainVault::store(Entry entry, SecretString secret, CancelToken cancel)
{
    const QList<Entry> known = index().read();
    entry = prepared(std::move(entry), known);
    QList<Entry> sharing;
    if (entry.needsSecret()) {
        // The secret first: an entry without one would promise too much.
        co_await write(entry.id, secret, cancel);
        sharing = sharingSecret(known, entry);
        for (const Entry &other : std::as_const(sharing))
            co_await write(other.id, secret, cancel);
    }
    index().change([&](QList<Entry> &entries) {
        renew(entries, sharing, entry.changed);
        put(entries, entry);
    });
    co_return entry;
}

Task<> KeychainVault::remove(QUuid id, CancelToken cancel)
{
    const QList<Entry> known = index().read();
    const auto found = std::find_if(known.begin(), known.end(), [&](const Entry &entry) { return entry.id == id; });
    if (found == known.end())
        co_return;
    if (found->needsSecret()) {
        const QString key = keyOf(id);
        co_await m_service.unlockFor(key, cancel);
        std::function<QKeychain::DeletePasswordJob *()> make = [key] {
            auto *job = new QKeychain::DeletePasswordJob(serviceName);
            job->setKey(key);
            return job;
        };
        std::optional<Error> failure;
        try {
            co_await attempted(std::move(make), takeNothing<QKeychain::DeletePasswordJob>, cancel);
        } catch (const Error &error) {
            failure = error;
        }
        // Not there any more is what was wanted.
        if (failure && problemOf(*failure) != Problem::NotFound)
            throw *failure;
    }
    index().change(
        [&](QList<Entry> &entries) { entries.removeIf([&](const Entry &entry) { return entry.id == id; }); });
}

void KeychainVault::settled(const QUuid &id, bool accepted, const QDateTime &when)
{
    try {
        index().change([&](QList<Entry> &entries) { settle(entries, id, accepted, when); });
    } catch (const Error &) {
        // Told when the list is read or changed by somebody.
    }
}

Task<std::shared_ptr<CredentialVault>> openVault(QString directory)
{
    std::shared_ptr<CredentialVault> vault;
    if (co_await KeychainVault::isPresent())
        vault = std::make_shared<KeychainVault>(directory);
    else
        vault = std::make_shared<MemoryVault>(directory);
    co_return vault;
}

} // namespace rejoin::vault
