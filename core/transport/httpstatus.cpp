#include "core/transport/httpstatus.h"

#include "core/base/error.h"
#include "core/transport/auth/certificatelogin.h"
#include "core/transport/auth/login.h"
#include "core/transport/transporterrors.h"

#include <algorithm>

namespace rejoin::transport {

namespace {

using base::Error;
using base::ErrorCategory;
using base::Text;

constexpr qsizetype sniffedBytes = 1024;

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

QByteArrayView trimmedLeft(QByteArrayView text)
{
    while (!text.isEmpty() && isSpace(text.front()))
        text = text.sliced(1);
    return text;
}

/// <s:Envelope …, perhaps after a byte order mark and an XML declaration.
bool beginsAsEnvelope(QByteArrayView body)
{
    QByteArrayView text = body.first(std::min(body.size(), sniffedBytes));
    if (text.startsWith("\xEF\xBB\xBF"))
        text = text.sliced(3);
    text = trimmedLeft(text);
    if (text.startsWith("<?xml")) {
        const qsizetype end = text.indexOf("?>");
        if (end < 0)
            return false;
        text = trimmedLeft(text.sliced(end + 2));
    }
    if (!text.startsWith('<'))
        return false;
    qsizetype length = 1;
    while (length < text.size() && !isSpace(text.at(length)) && text.at(length) != '>' && text.at(length) != '/')
        ++length;
    const QByteArrayView name = text.sliced(1, length - 1);
    return name == QByteArrayView("Envelope") || name.endsWith(":Envelope");
}

[[noreturn]] void throwUnauthorized(const HttpResponse &response, const Endpoint &endpoint,
                                    const Authenticator &authenticator)
{
    const auto challenges = parseChallenges(response.headers);
    if (challenges.isEmpty() || offersScheme(challenges, authenticator.scheme()))
        throw loginRefused(endpoint.authority(), authenticator, challenges, response.status);
    throw mechanismNotOffered(endpoint.authority(), authenticator.scheme(), challenges, response.status);
}

bool isRedirect(int status)
{
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

} // namespace

bool isSoap(const HttpResponse &response)
{
    if (response.body.isEmpty())
        return false;
    const QByteArray type = response.contentType.left(response.contentType.indexOf(';')).trimmed().toLower();
    // MS-WSMV 2.2.9.1: sealed bodies are multipart; what is in them is judged once they are open.
    if (type == "application/soap+xml" || type == "multipart/encrypted" || type == "multipart/x-multi-encrypted")
        return true;
    return beginsAsEnvelope(response.body);
}

void checkResponse(const HttpResponse &response, const Endpoint &endpoint, const Authenticator &authenticator)
{
    const int status = response.status;
    const auto *certificate = dynamic_cast<const CertificateLogin *>(&authenticator);
    if (certificate && (status == 401 || (status == 403 && !isSoap(response)))) {
        const QString offered = offeredSchemes(parseChallenges(response.headers));
        throw errors::certificateRefused(
            Peer(endpoint, {endpoint.host, endpoint.port}), certificate->certificate(),
            offered.isEmpty() ? QString() : QStringLiteral("The server offers: %1").arg(offered), status);
    }
    if (status == 401)
        throwUnauthorized(response, endpoint, authenticator);
    if (isRedirect(status)) {
        const QString location = QString::fromUtf8(response.header("Location"));
        Error error(ErrorCategory::Redirected, QStringLiteral("RedirectInformationRequired"),
                    Text(QT_TRANSLATE_NOOP("core", "%1 points to another address: %2"), {endpoint.urlText(), location}),
                    Text(QT_TRANSLATE_NOOP("core", "If you trust that address, use -ConnectionUri with "
                                                   "-AllowRedirection, or give the address itself.")),
                    status);
        error.detail = location;
        throw error;
    }
    if ((status == 200 || status >= 400) && isSoap(response))
        return;
    if (status == 403)
        throw Error(
            ErrorCategory::AccessDenied, QStringLiteral("AccessDenied"),
            Text(QT_TRANSLATE_NOOP("core", "%1 logged you in but does not allow this (HTTP 403)."), {endpoint.host}),
            Text(QT_TRANSLATE_NOOP("core", "Use an account that may use PowerShell remoting there, and check "
                                           "that its service accepts connections from this network.")),
            status);
    if (status == 404)
        throw Error(ErrorCategory::NotWsMan, QStringLiteral("URLNotAvailable"),
                    Text(QT_TRANSLATE_NOOP("core", "%1 answered, but there is no WS-Management service at %2 (HTTP "
                                                   "404)."),
                         {endpoint.authority(), endpoint.path}),
                    Text(QT_TRANSLATE_NOOP("core", "Check the application name (wsman by default) or the path of the "
                                                   "address, and the port.")),
                    status);
    // Windows gives an empty 400 for a shell that turned Disconnected by itself, among other things.
    if (status == 400 && response.body.isEmpty())
        throw Error(
            ErrorCategory::Protocol, QStringLiteral("WinRMHttpError"),
            Text(QT_TRANSLATE_NOOP("core", "%1 refused the request (HTTP 400) and gave no reason."), {endpoint.host}),
            Text(QT_TRANSLATE_NOOP("core", "If the session was idle, reconnect it and try again.")), status);
    if (status >= 500)
        throw Error(ErrorCategory::NotWsMan, QStringLiteral("WinRMHttpError"),
                    Text(QT_TRANSLATE_NOOP("core", "%1 answered with HTTP %2 and no reason that a WS-Management "
                                                   "service would give."),
                         {endpoint.authority(), QString::number(status)}),
                    Text(QT_TRANSLATE_NOOP("core", "Check that the port belongs to WinRM and that no proxy stands "
                                                   "between; if it does, look into the server's event log.")),
                    status);
    throw Error(ErrorCategory::NotWsMan, QStringLiteral("WinRMHttpError"),
                Text(QT_TRANSLATE_NOOP("core", "%1 answered (HTTP %2), but it is not a WS-Management service."),
                     {endpoint.authority(), QString::number(status)}),
                Text(QT_TRANSLATE_NOOP("core", "Check the port (5985, or 5986 with -UseSSL) and the application name; "
                                               "another web server or a proxy may be answering.")),
                status);
}

} // namespace rejoin::transport
