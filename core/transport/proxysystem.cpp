#include "core/transport/proxysystem.h"

#include "core/base/awaitable.h"
#include "core/base/runinpool.h"
#include "core/base/spawn.h"

#include <QNetworkProxy>
#include <QTimer>

namespace rejoin::transport {

using base::Error;
using base::ErrorCategory;
using base::Text;

namespace {

constexpr qsizetype mostAnswers = 8;

using Answers = QList<QNetworkProxy>;

Task<> ask(QUrl url, std::shared_ptr<QThreadPool> pool, base::Awaitable<Answers>::Handle done)
{
    auto work = [url] { return QNetworkProxyFactory::systemProxyForQuery(QNetworkProxyQuery(url)); };
    try {
        Answers answers = co_await base::runInPool(pool.get(), std::move(work));
        done.resolve(std::move(answers));
    } catch (const Error &error) {
        done.fail(error);
    }
}

Error tookTooLong(const QString &host)
{
    return Error(ErrorCategory::TimedOut, QStringLiteral("ProxyTimedOut"),
                 Text(QT_TRANSLATE_NOOP("core", "The system did not say in time which proxy is for %1."), {host}),
                 Text(QT_TRANSLATE_NOOP("core", "Check the system's proxy settings, or name the proxy or none "
                                                "(--proxy).")));
}

} // namespace

std::optional<Proxy> proxyFromSystem(const QNetworkProxy &answer, const Proxy &login)
{
    Proxy proxy;
    switch (answer.type()) {
    case QNetworkProxy::NoProxy:
        return proxy;
    case QNetworkProxy::HttpProxy:
        proxy.kind = Proxy::Kind::Http;
        break;
    case QNetworkProxy::Socks5Proxy:
        proxy.kind = Proxy::Kind::Socks5;
        break;
    default:
        return std::nullopt; // nothing that a connection could go through
    }
    proxy.host = answer.hostName();
    proxy.port = answer.port();
    proxy.mechanism = login.mechanism;
    proxy.credential = login.credential;
    if (login.credential.kind == base::Credential::Kind::CurrentUser && !answer.user().isEmpty())
        proxy.credential = base::Credential(answer.user(), base::SecretString::fromUtf16(answer.password()));
    if (proxy.host.isEmpty() || proxy.port == 0)
        return std::nullopt;
    return proxy;
}

Task<QList<Proxy>> systemProxies(Endpoint endpoint, Proxy login, std::shared_ptr<QThreadPool> pool,
                                 std::chrono::milliseconds limit, base::CancelToken cancel)
{
    base::Awaitable<Answers> answered;
    const auto handle = answered.handle();
    // Outlives this coroutine when it is given up: a script that is being fetched cannot be interrupted.
    base::spawn(ask(endpoint.url(), pool, handle));
    QTimer deadline;
    deadline.setSingleShot(true);
    const QString host = endpoint.host;
    QObject::connect(&deadline, &QTimer::timeout, &deadline, [handle, host] { handle.fail(tookTooLong(host)); });
    deadline.start(limit);
    const auto registration = cancel.onCancel([handle] { handle.fail(Error::cancelled()); });
    const Answers answers = co_await answered;
    QList<Proxy> usable;
    for (const QNetworkProxy &answer : answers) {
        if (const auto proxy = proxyFromSystem(answer, login); proxy && usable.size() < mostAnswers)
            usable.append(*proxy);
    }
    if (usable.isEmpty())
        usable.append(Proxy());
    co_return usable;
}

} // namespace rejoin::transport
