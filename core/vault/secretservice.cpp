#include "core/vault/secretservice.h"

#include "core/base/awaitable.h"
#include "core/vault/credentialvault.h"

#include <QtGlobal>

#if defined(Q_OS_UNIX) && !defined(Q_OS_DARWIN)
#define REJOIN_SECRET_SERVICE
#include <QDBusArgument>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusMetaType>
#include <QDBusObjectPath>
#include <QDBusPendingCallWatcher>
#include <QDBusServiceWatcher>
#include <QDBusVariant>
#include <QLibrary>
#include <QMap>
#endif

namespace rejoin::vault {

SecretService::SecretService(QString service) : m_service(std::move(service))
{
}

#ifdef REJOIN_SECRET_SERVICE

using namespace Qt::StringLiterals;
using base::CancelToken;
using base::Error;

namespace {

const QString busName = u"org.freedesktop.secrets"_s;
const QString servicePath = u"/org/freedesktop/secrets"_s;
const QString serviceInterface = u"org.freedesktop.Secret.Service"_s;
const QString collectionInterface = u"org.freedesktop.Secret.Collection"_s;
const QString promptInterface = u"org.freedesktop.Secret.Prompt"_s;
const QString walletName = u"org.kde.kwalletd5"_s;
constexpr int callTimeoutMs = 25000; // a call that asks nobody

using Attributes = QMap<QString, QString>;
using Paths = QList<QDBusObjectPath>;

/// GIO ends the process when the session bus goes away under libsecret: sessions are worth more than a keychain.
void outliveTheBus()
{
    static const bool done = [] {
        QLibrary gio(u"gio-2.0"_s, 0);
        using BusGet = void *(*)(int type, void *cancellable, void **error);
        using SetExitOnClose = void (*)(void *connection, int exitOnClose);
        const auto busGet = reinterpret_cast<BusGet>(gio.resolve("g_bus_get_sync"));
        const auto setExit = reinterpret_cast<SetExitOnClose>(gio.resolve("g_dbus_connection_set_exit_on_close"));
        constexpr int sessionBus = 2; // G_BUS_TYPE_SESSION
        // Kept: the one connection that libsecret uses as well.
        if (void *connection = busGet && setExit ? busGet(sessionBus, nullptr, nullptr) : nullptr)
            setExit(connection, 0);
        return true;
    }();
    Q_UNUSED(done);
}

/// QtKeychain prefers KWallet on Plasma 5; KWallet asks for its own unlocking.
bool isPlasma5()
{
    return qgetenv("XDG_CURRENT_DESKTOP") == "KDE" && qgetenv("KDE_SESSION_VERSION") == "5";
}

Error busError(const QDBusMessage &answer)
{
    const QString name = answer.errorName();
    const QString words = name + u": "_s + answer.errorMessage();
    if (name == "org.freedesktop.DBus.Error.ServiceUnknown"_L1 ||
        name == "org.freedesktop.DBus.Error.NameHasNoOwner"_L1 ||
        name.startsWith("org.freedesktop.DBus.Error.Spawn"_L1))
        return vaultError(Problem::NoBackend, words);
    if (name == "org.freedesktop.DBus.Error.NoReply"_L1 || name == "org.freedesktop.DBus.Error.Disconnected"_L1)
        return vaultError(Problem::Gone, words);
    if (name == "org.freedesktop.Secret.Error.IsLocked"_L1)
        return vaultError(Problem::Locked, words);
    return vaultError(Problem::Failed, words);
}

Task<QDBusMessage> call(QString path, QString interface, QString method, QVariantList arguments, CancelToken cancel)
{
    cancel.check();
    QDBusMessage message = QDBusMessage::createMethodCall(busName, path, interface, method);
    message.setArguments(arguments);
    base::Awaitable<QDBusMessage> reply;
    const auto handle = reply.handle();
    auto *watcher = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(message, callTimeoutMs));
    QObject::connect(watcher, &QDBusPendingCallWatcher::finished, watcher, [handle](QDBusPendingCallWatcher *ended) {
        handle.resolve(ended->reply());
        ended->deleteLater();
    });
    const auto registration = cancel.onCancel([handle] { handle.fail(Error::cancelled()); });
    QDBusMessage answer = co_await reply;
    if (answer.type() == QDBusMessage::ErrorMessage)
        throw busError(answer);
    co_return answer;
}

Paths pathsOf(const QDBusMessage &answer, qsizetype at)
{
    const QVariant value = answer.arguments().value(at);
    return value.canConvert<QDBusArgument>() ? qdbus_cast<Paths>(value.value<QDBusArgument>()) : value.value<Paths>();
}

QString pathOf(const QDBusMessage &answer, qsizetype at)
{
    return answer.arguments().value(at).value<QDBusObjectPath>().path();
}

bool isNothing(const QString &path)
{
    return path.isEmpty() || path == "/"_L1;
}

/// Waits for a prompt of the keychain: true when it was answered, false when it was dismissed.
class PromptListener : public QObject
{
    Q_OBJECT

public:
    explicit PromptListener(base::Awaitable<bool>::Handle handle) : m_handle(std::move(handle)) {}

public Q_SLOTS:
    void completed(bool dismissed, const QDBusVariant &) { m_handle.resolve(!dismissed); }

private:
    base::Awaitable<bool>::Handle m_handle;
};

Task<bool> answered(QString prompt, CancelToken cancel)
{
    base::Awaitable<bool> ended;
    const auto handle = ended.handle();
    PromptListener listener(handle);
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.connect(busName, prompt, promptInterface, u"Completed"_s, &listener, SLOT(completed(bool, QDBusVariant))))
        throw vaultError(Problem::Gone);
    // However long the user thinks; but not for an answer that nobody can give any more.
    QDBusServiceWatcher watcher(busName, bus, QDBusServiceWatcher::WatchForUnregistration);
    QObject::connect(&watcher, &QDBusServiceWatcher::serviceUnregistered, &watcher,
                     [handle] { handle.fail(vaultError(Problem::Gone)); });
    // The question is left standing: gnome-keyring-daemon 42 aborts on Dismiss while its prompter asks, and locks
    // every keyring with that.
    const auto registration = cancel.onCancel([handle] { handle.fail(Error::cancelled()); });
    QVariantList noWindow;
    noWindow << QString();
    co_await call(prompt, promptInterface, u"Prompt"_s, std::move(noWindow), cancel);
    const bool yes = co_await ended;
    co_return yes;
}

Task<> unlock(Paths objects, CancelToken cancel)
{
    QVariantList arguments;
    arguments << QVariant::fromValue(objects);
    QVariantList sameAgain = arguments;
    const QDBusMessage answer = co_await call(servicePath, serviceInterface, u"Unlock"_s, std::move(arguments), cancel);
    const QString prompt = pathOf(answer, 1);
    if (isNothing(prompt)) {
        if (pathsOf(answer, 0).isEmpty())
            throw vaultError(Problem::Locked);
        co_return;
    }
    const bool yes = co_await answered(prompt, cancel);
    if (yes)
        co_return;
    // A keychain shows one question at a time: another one may have been answered in the place of this.
    const QDBusMessage now = co_await call(servicePath, serviceInterface, u"Unlock"_s, std::move(sameAgain), cancel);
    if (!isNothing(pathOf(now, 1)) || pathsOf(now, 0).isEmpty())
        throw vaultError(Problem::Refused);
}

Task<bool> isLocked(QString collection, CancelToken cancel)
{
    QVariantList arguments;
    arguments << collectionInterface << u"Locked"_s;
    const QDBusMessage answer =
        co_await call(collection, u"org.freedesktop.DBus.Properties"_s, u"Get"_s, std::move(arguments), cancel);
    co_return answer.arguments().value(0).value<QDBusVariant>().variant().toBool();
}

Task<QString> defaultCollection(CancelToken cancel)
{
    QVariantList arguments;
    arguments << u"default"_s;
    const QDBusMessage answer =
        co_await call(servicePath, serviceInterface, u"ReadAlias"_s, std::move(arguments), cancel);
    co_return pathOf(answer, 0);
}

} // namespace

Task<bool> SecretService::isPresent() const
{
    if (!QDBusConnection::sessionBus().isConnected())
        co_return false;
    if (isPlasma5()) {
        const QDBusMessage question = QDBusMessage::createMethodCall(walletName, u"/modules/kwalletd5"_s,
                                                                     u"org.kde.KWallet"_s, u"networkWallet"_s);
        base::Awaitable<bool> reply;
        const auto handle = reply.handle();
        auto *watcher = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(question, callTimeoutMs));
        QObject::connect(watcher, &QDBusPendingCallWatcher::finished, watcher, [handle](auto *ended) {
            handle.resolve(!ended->isError());
            ended->deleteLater();
        });
        if (co_await reply)
            co_return true;
    }
    bool present = true;
    try {
        co_await defaultCollection(CancelToken());
    } catch (const Error &) {
        present = false;
    }
    co_return present;
}

Task<> SecretService::unlockFor(QString key, CancelToken cancel) const
{
    const QString service = m_service;
    if (!QDBusConnection::sessionBus().isConnected())
        throw vaultError(Problem::NoBackend);
    outliveTheBus();
    if (isPlasma5() && co_await isPresent())
        co_return; // either KWallet, which asks by itself, or nothing that could be asked more
    qDBusRegisterMetaType<Attributes>();
    qDBusRegisterMetaType<Paths>();
    // What QtKeychain's items are known by.
    const Attributes attributes{{u"user"_s, key}, {u"server"_s, service}};
    QVariantList arguments;
    arguments << QVariant::fromValue(attributes);
    const QDBusMessage items =
        co_await call(servicePath, serviceInterface, u"SearchItems"_s, std::move(arguments), cancel);
    if (!pathsOf(items, 0).isEmpty())
        co_return;
    const Paths locked = pathsOf(items, 1);
    if (!locked.isEmpty()) {
        co_await unlock(locked, cancel);
        co_return;
    }
    // Some keychains hide what they hold while they are locked, and a new item goes into this collection.
    const QString collection = co_await defaultCollection(cancel);
    if (isNothing(collection))
        co_return; // made, and asked for, with the first item
    if (!co_await isLocked(collection, cancel))
        co_return;
    Paths whole;
    whole << QDBusObjectPath(collection);
    co_await unlock(std::move(whole), cancel);
    if (co_await isLocked(collection, cancel))
        throw vaultError(Problem::Locked);
}

void SecretService::forgetConnection()
{
    QLibrary library(u"secret-1"_s, 0);
    using Disconnect = void (*)();
    if (const auto disconnect = reinterpret_cast<Disconnect>(library.resolve("secret_service_disconnect")))
        disconnect();
}

#else

// The Keychain and the Credential Manager ask by themselves and say what they were told.
Task<bool> SecretService::isPresent() const
{
    co_return true;
}

Task<> SecretService::unlockFor(QString /*key*/, base::CancelToken cancel) const
{
    cancel.check();
    co_return;
}

void SecretService::forgetConnection()
{
}

#endif

} // namespace rejoin::vault

#ifdef REJOIN_SECRET_SERVICE
#include "secretservice.moc"
#endif
