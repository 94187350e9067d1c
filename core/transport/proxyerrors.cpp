#include "core/transport/proxyerrors.h"

namespace rejoin::transport {

using base::Error;
using base::ErrorCategory;
using base::Text;

namespace {

QString hostAndPort(const QString &host, quint16 port)
{
    return (host.contains(u':') ? QStringLiteral("[%1]:%2") : QStringLiteral("%1:%2")).arg(host).arg(port);
}

} // namespace

QString proxyName(const Proxy &proxy)
{
    if (proxy.kind == Proxy::Kind::None || proxy.kind == Proxy::Kind::System)
        return proxy.text();
    const QString scheme = proxy.kind == Proxy::Kind::Socks5 ? QStringLiteral("socks5h://") : QStringLiteral("http://");
    return scheme + hostAndPort(proxy.host, proxy.port);
}

QString targetName(const ConnectTo::Target &target)
{
    return hostAndPort(target.host, target.port);
}

namespace errors {

namespace {

QString secondsText(std::chrono::milliseconds time)
{
    return QString::number(static_cast<double>(time.count()) / 1000.0, 'f', time.count() % 1000 == 0 ? 0 : 1);
}

const char *const checkProxy = QT_TRANSLATE_NOOP("core", "Check the proxy's address (--proxy, or the computer's "
                                                         "settings), and that it runs and can be reached from here.");

Error refused(Text message, Text advice, qint64 code)
{
    return Error(ErrorCategory::ConnectFailed, QStringLiteral("ProxyRefusedTarget"), std::move(message),
                 std::move(advice), code);
}

} // namespace

Error proxyNotReached(const Proxy &proxy, const SocketLink::Dialled &dialled, std::chrono::milliseconds limit)
{
    const QString name = proxyName(proxy);
    Error error(ErrorCategory::ConnectFailed, QStringLiteral("ProxyNotReachable"), {}, Text(checkProxy));
    error.detail = dialled.words;
    if (dialled.timedOut) {
        error.category = ErrorCategory::TimedOut;
        error.detail.clear();
        error.message = Text(QT_TRANSLATE_NOOP("core", "The proxy %1 did not accept a connection within %2 seconds."),
                             {name, secondsText(limit)});
    } else if (dialled.reason == QAbstractSocket::HostNotFoundError) {
        error.category = ErrorCategory::NameNotResolved;
        error.id = QStringLiteral("ProxyNotFound");
        error.message = Text(QT_TRANSLATE_NOOP("core", "No proxy with the name %1 was found."), {proxy.host});
    } else if (dialled.reason == QAbstractSocket::ConnectionRefusedError) {
        error.message =
            Text(QT_TRANSLATE_NOOP("core", "Nothing listens at the proxy %1: the connection was refused."), {name});
    } else {
        error.message = Text(QT_TRANSLATE_NOOP("core", "Could not connect to the proxy %1: %2"), {name, dialled.words});
    }
    return error;
}

Error proxySilent(const Proxy &proxy, const QString &target, std::chrono::milliseconds limit)
{
    return Error(ErrorCategory::TimedOut, QStringLiteral("ProxyTimedOut"),
                 Text(QT_TRANSLATE_NOOP("core", "The proxy %1 gave no answer about %2 within %3 seconds."),
                      {proxyName(proxy), target, secondsText(limit)}),
                 Text(QT_TRANSLATE_NOOP("core", "Check that the computer is on and can be reached from the proxy, and "
                                                "that the proxy is of the kind that was given (http or socks5h).")));
}

Error proxyLost(const Proxy &proxy, const QString &target)
{
    return Error(ErrorCategory::ConnectionLost, QStringLiteral("ProxyConnectionLost"),
                 Text(QT_TRANSLATE_NOOP("core", "The proxy %1 ended the connection before it had connected to %2."),
                      {proxyName(proxy), target}),
                 Text(QT_TRANSLATE_NOOP("core", "Check that the proxy is of the kind that was given (http or socks5h) "
                                                "and that it lets this computer and that port through.")));
}

Error proxyNotUnderstood(const Proxy &proxy, const QString &why)
{
    Error error(ErrorCategory::Protocol, QStringLiteral("ProxyImproperResponse"),
                Text(QT_TRANSLATE_NOOP("core", "%1 does not answer as a proxy of that kind."), {proxyName(proxy)}),
                Text(QT_TRANSLATE_NOOP("core", "Check address, port and kind of the proxy (http or socks5h).")));
    error.detail = why;
    return error;
}

Error proxyRefusedLogin(const Proxy &proxy, const QString &tried, const QString &offered, qint64 code)
{
    const QString name = proxyName(proxy);
    Error error(ErrorCategory::LoginRefused, QStringLiteral("ProxyAuthenticationRequired"), {}, {}, code);
    if (offered.isEmpty()) {
        error.message = Text(QT_TRANSLATE_NOOP("core", "The proxy %1 refused the login (tried: %2)."), {name, tried});
        error.advice =
            Text(QT_TRANSLATE_NOOP("core", "Check user name and password for the proxy, and what logins it allows."));
    } else {
        error.message = Text(QT_TRANSLATE_NOOP("core", "The proxy %1 refused the login (tried: %2); it offers %3."),
                             {name, tried, offered});
        error.advice = Text(QT_TRANSLATE_NOOP("core", "Check user name and password for the proxy, or choose a "
                                                      "mechanism that it offers (-ProxyAuthentication)."));
    }
    return error;
}

Error proxyWantsCredential(const Proxy &proxy, const QString &offered, qint64 code)
{
    const QString name = proxyName(proxy);
    return Error(
        ErrorCategory::CredentialMissing, QStringLiteral("ProxyAuthenticationRequired"),
        offered.isEmpty()
            ? Text(QT_TRANSLATE_NOOP("core", "The proxy %1 wants a login and none was given."), {name})
            : Text(QT_TRANSLATE_NOOP("core", "The proxy %1 wants a login and none was given; it offers %2."),
                   {name, offered}),
        Text(QT_TRANSLATE_NOOP("core", "Give a user name and password for the proxy (-ProxyCredential) and a mechanism "
                                       "that it offers (-ProxyAuthentication).")),
        code);
}

Error proxyRefusedTarget(const Proxy &proxy, const QString &target, int status)
{
    const QStringList where{proxyName(proxy), target, QString::number(status)};
    if (status == 502 || status == 503)
        return refused(
            Text(QT_TRANSLATE_NOOP("core", "The proxy %1 could not connect to %2 (HTTP %3)."), where),
            Text(QT_TRANSLATE_NOOP("core", "Check the computer's name as the proxy knows it, and that WinRM runs "
                                           "there and can be reached from the proxy.")),
            status);
    if (status == 504)
        return refused(
            Text(QT_TRANSLATE_NOOP("core", "The proxy %1 had no answer from %2 (HTTP %3)."), where),
            Text(QT_TRANSLATE_NOOP("core", "Check that the computer is on, and that a firewall lets the WinRM port "
                                           "through from the proxy.")),
            status);
    if (status == 403)
        return refused(
            Text(QT_TRANSLATE_NOOP("core", "The proxy %1 does not allow connections to %2 (HTTP %3)."), where),
            Text(QT_TRANSLATE_NOOP("core", "Have the proxy allow CONNECT to that computer and port; many allow port "
                                           "443 only.")),
            status);
    return refused(
        Text(QT_TRANSLATE_NOOP("core", "The proxy %1 refused to connect to %2 (HTTP %3)."), where),
        Text(QT_TRANSLATE_NOOP("core", "Check that it is a proxy that does CONNECT, and that it allows that computer "
                                       "and port.")),
        status);
}

Error socksRefusedTarget(const Proxy &proxy, const QString &target, quint8 reply)
{
    const QStringList where{proxyName(proxy), target};
    const Text fromThere(QT_TRANSLATE_NOOP("core", "Check the computer's name as the proxy knows it, and that WinRM "
                                                   "runs there and can be reached from the proxy."));
    switch (reply) { // RFC 1928 6
    case 2:
        return refused(Text(QT_TRANSLATE_NOOP("core", "The proxy %1 does not allow connections to %2."), where),
                       Text(QT_TRANSLATE_NOOP("core", "Have the proxy allow that computer and port.")), reply);
    case 3:
        return refused(Text(QT_TRANSLATE_NOOP("core", "The proxy %1 has no way into the network of %2."), where),
                       fromThere, reply);
    case 4:
        return refused(
            Text(QT_TRANSLATE_NOOP("core", "The proxy %1 could not reach %2, or does not know that name."), where),
            fromThere, reply);
    case 5:
        return refused(Text(QT_TRANSLATE_NOOP("core", "Behind the proxy %1 nothing listens at %2: the connection was "
                                                      "refused."),
                            where),
                       fromThere, reply);
    case 6:
        return refused(Text(QT_TRANSLATE_NOOP("core", "The proxy %1 had no answer from %2."), where), fromThere, reply);
    case 8:
        return refused(Text(QT_TRANSLATE_NOOP("core", "The proxy %1 does not take addresses such as %2."), where),
                       Text(QT_TRANSLATE_NOOP("core", "Give the computer's name instead of its address, or the "
                                                      "address instead of the name.")),
                       reply);
    default:
        break;
    }
    return refused(Text(QT_TRANSLATE_NOOP("core", "The proxy %1 could not connect to %2 (SOCKS reply %3)."),
                        where + QStringList{QString::number(reply)}),
                   fromThere, reply);
}

Error socksHungUp(const Proxy &proxy, const QString &target)
{
    return refused(Text(QT_TRANSLATE_NOOP("core", "The proxy %1 ended the connection when it was asked for %2; ssh -D "
                                                  "does that when it cannot reach a computer or does not know its "
                                                  "name."),
                        {proxyName(proxy), target}),
                   Text(QT_TRANSLATE_NOOP("core", "Check the computer's name as the far end knows it, that WinRM runs "
                                                  "there, and that the far end lets it be reached.")),
                   0);
}

} // namespace errors

} // namespace rejoin::transport
