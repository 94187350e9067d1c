#include "core/base/error.h"
#include "core/transport/transport.h"

#include <QUrl>

namespace rejoin::transport {

using base::Error;
using base::ErrorCategory;
using base::Text;

namespace {

constexpr int defaultSocksPort = 1080;

/// The text itself stays out of it: there may be a password in it.
Error badProxy(const Text &why)
{
    return Error(ErrorCategory::InvalidArgument, QStringLiteral("InvalidProxy"),
                 Text(QT_TRANSLATE_NOOP("core", "The proxy's address is not understood: %1"), {why.english()}),
                 Text(QT_TRANSLATE_NOOP("core", "Write it as http://host:3128 or socks5h://host:1080, with a user name "
                                                "as in http://ann@host:3128, or give none or system.")));
}

} // namespace

Proxy Proxy::fromText(const QString &text)
{
    Proxy proxy;
    const QString trimmed = text.trimmed();
    if (trimmed.isEmpty() || trimmed.compare(u"none", Qt::CaseInsensitive) == 0)
        return proxy;
    if (trimmed.compare(u"system", Qt::CaseInsensitive) == 0) {
        proxy.kind = Kind::System;
        return proxy;
    }
    const QUrl url(trimmed, QUrl::StrictMode);
    if (!url.isValid() || !trimmed.contains(QLatin1String("://")))
        throw badProxy(Text(QT_TRANSLATE_NOOP("core", "it is no address with a scheme.")));
    const QString scheme = url.scheme();
    if (scheme == QLatin1String("http"))
        proxy.kind = Kind::Http;
    else if (scheme == QLatin1String("socks5") || scheme == QLatin1String("socks5h"))
        proxy.kind = Kind::Socks5;
    else
        throw badProxy(Text(QT_TRANSLATE_NOOP("core", "the scheme %1 is none of http and socks5h."), {scheme}));
    if (!url.password().isEmpty())
        throw badProxy(Text(QT_TRANSLATE_NOOP("core", "a password does not belong into it.")));
    if (url.host().isEmpty())
        throw badProxy(Text(QT_TRANSLATE_NOOP("core", "the host is missing.")));
    if ((!url.path().isEmpty() && url.path() != QLatin1String("/")) || url.hasQuery() || url.hasFragment())
        throw badProxy(Text(QT_TRANSLATE_NOOP("core", "something follows the port.")));
    const int port = url.port(proxy.kind == Kind::Socks5 ? defaultSocksPort : -1);
    if (port < 1 || port > 65535)
        throw badProxy(Text(QT_TRANSLATE_NOOP("core", "the port is missing.")));
    proxy.host = url.host();
    proxy.port = static_cast<quint16>(port);
    if (const QString user = url.userName(QUrl::FullyDecoded); !user.isEmpty())
        proxy.credential = base::Credential(user, {});
    return proxy;
}

QString Proxy::text() const
{
    switch (kind) {
    case Kind::None:
        return QStringLiteral("none");
    case Kind::System:
        return QStringLiteral("system");
    case Kind::Http:
    case Kind::Socks5:
        break;
    }
    QUrl url;
    url.setScheme(kind == Kind::Http ? QStringLiteral("http") : QStringLiteral("socks5h"));
    url.setHost(host);
    url.setPort(port);
    if (credential.kind != base::Credential::Kind::CurrentUser)
        url.setUserName(credential.userName, QUrl::DecodedMode);
    return url.toString(QUrl::FullyEncoded);
}

} // namespace rejoin::transport
