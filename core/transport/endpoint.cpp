#include "core/transport/endpoint.h"

#include "core/base/error.h"

#include <QHostAddress>

#include <algorithm>

namespace rejoin::transport {

namespace {

using base::Error;
using base::ErrorCategory;
using base::Text;

constexpr int httpPort = 5985;
constexpr int httpsPort = 5986;
constexpr int maximumPort = 65535;
constexpr qsizetype maximumHostLength = 255; // RFC 1035 2.3.4

/// IPv6, with a zone or without, but without brackets.
bool isIpv6(const QString &host)
{
    const QHostAddress address(host);
    return address.protocol() == QAbstractSocket::IPv6Protocol;
}

bool isHostName(const QString &name)
{
    if (name.size() > maximumHostLength || name.startsWith(u'.') || name.startsWith(u'-') ||
        name.contains(QStringLiteral("..")))
        return false;
    return std::all_of(name.begin(), name.end(), [](QChar c) {
        // An underscore is no RFC 952 name, but Windows computers may have one.
        return c.isLetterOrNumber() || c.isMark() || c.isSurrogate() || c == u'-' || c == u'.' || c == u'_';
    });
}

[[noreturn]] void throwUriFormat()
{
    throw Error(ErrorCategory::InvalidArgument, QStringLiteral("System.UriFormatException"),
                Text(QT_TRANSLATE_NOOP("core", "Invalid URI: The hostname could not be parsed.")),
                Text(QT_TRANSLATE_NOOP("core", "Give a computer name, a fully qualified name or an IP address. A port "
                                               "or a path belongs into -Port, -ApplicationName or -ConnectionUri.")));
}

void checkPort(int port)
{
    if (port < 0 || port > maximumPort)
        throw Error(ErrorCategory::InvalidArgument, QStringLiteral("ParameterArgumentValidationError"),
                    Text(QT_TRANSLATE_NOOP("core", "Port %1 is not between 1 and 65535."), {QString::number(port)}),
                    Text(QT_TRANSLATE_NOOP("core", "Leave the port out for 5985 (HTTP) or 5986 (with -UseSSL).")));
}

QString checkedHost(const QString &text)
{
    QString host = text;
    if (host.startsWith(u'[') && host.endsWith(u']')) {
        host = host.mid(1, host.size() - 2);
        if (!isIpv6(host))
            throwUriFormat();
        return host;
    }
    if (!isIpv6(host) && !isHostName(host))
        throwUriFormat();
    return host;
}

} // namespace

Endpoint Endpoint::fromComputerName(const QString &name, int port, bool useSsl, const QString &applicationName)
{
    checkPort(port);
    Endpoint endpoint;
    endpoint.useSsl = useSsl;
    const QString trimmed = name.trimmed();
    endpoint.host =
        trimmed.isEmpty() || trimmed == QStringLiteral(".") ? QStringLiteral("localhost") : checkedHost(trimmed);
    endpoint.port = static_cast<quint16>(port != 0 ? port : useSsl ? httpsPort : httpPort);

    QString path = applicationName.trimmed();
    while (path.startsWith(u'/'))
        path.remove(0, 1);
    if (!path.isEmpty()) {
        // The same escapes as UriBuilder.Path gives it: '?' and '#' are no part of a path.
        QUrl url;
        url.setPath(u'/' + path, QUrl::DecodedMode);
        endpoint.path = url.path(QUrl::FullyEncoded);
    }
    return endpoint;
}

Endpoint Endpoint::fromUri(const QUrl &uri)
{
    if (uri.isEmpty() || uri.isRelative())
        throw Error(
            ErrorCategory::InvalidArgument, QStringLiteral("System.NotSupportedException"),
            Text(QT_TRANSLATE_NOOP("core", "Relative URIs are not supported in the creation of remote sessions.")),
            Text(QT_TRANSLATE_NOOP("core", "Write the whole address, as in https://server:5986/wsman.")));
    const QString scheme = uri.scheme().toLower();
    if (scheme != QStringLiteral("http") && scheme != QStringLiteral("https"))
        throw Error(ErrorCategory::InvalidArgument, QStringLiteral("System.ArgumentException"),
                    Text(QT_TRANSLATE_NOOP("core", "%1 is not a valid schema value. Valid values are \"http\" and "
                                                   "\"https\"."),
                         {uri.scheme()}),
                    Text(QT_TRANSLATE_NOOP("core", "Begin the address with https:// or http://.")));
    if (!uri.isValid() || uri.host().isEmpty() || uri.port() == 0)
        throwUriFormat();

    Endpoint endpoint;
    endpoint.useSsl = scheme == QStringLiteral("https");
    endpoint.host = checkedHost(uri.host());
    // .NET's Uri.Port: without one it is the scheme's, not WinRM's.
    endpoint.port = static_cast<quint16>(uri.port(endpoint.useSsl ? 443 : 80));
    endpoint.query = uri.query(QUrl::FullyEncoded);
    const QString path = uri.path(QUrl::FullyEncoded);
    const bool bare = path.isEmpty() || path == QStringLiteral("/");
    if (!bare)
        endpoint.path = path;
    else if (!endpoint.query.isEmpty() || uri.hasFragment())
        endpoint.path = QStringLiteral("/"); // "/" becomes /wsman only when nothing follows it
    return endpoint;
}

QUrl Endpoint::url() const
{
    QUrl url;
    url.setScheme(useSsl ? QStringLiteral("https") : QStringLiteral("http"));
    url.setHost(host);
    url.setPort(port);
    url.setPath(path, QUrl::TolerantMode);
    if (!query.isEmpty())
        url.setQuery(query, QUrl::TolerantMode);
    return url;
}

QString Endpoint::urlText() const
{
    const QString scheme = useSsl ? QStringLiteral("https://") : QStringLiteral("http://");
    const QString text = scheme + authority() + path;
    return query.isEmpty() ? text : text + u'?' + query;
}

QString Endpoint::authority() const
{
    const QString shown = host.contains(u':') ? u'[' + host + u']' : host;
    return shown + u':' + QString::number(port);
}

} // namespace rejoin::transport
