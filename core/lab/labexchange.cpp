#include "core/lab/labexchange.h"

namespace rejoin::lab {

namespace {

QByteArray pathOf(const QByteArray &target)
{
    QByteArray path = target.left(target.indexOf('?') < 0 ? target.size() : target.indexOf('?')).toLower();
    while (path.size() > 1 && path.endsWith('/'))
        path.chop(1);
    return path;
}

} // namespace

LabExchange::Place LabExchange::placeOf(const QByteArray &target) const
{
    const QByteArray path = pathOf(target);
    const bool redirects = !m_settings.redirect.isEmpty();
    if (path == "/powershell")
        return redirects ? Place::Front : Place::Service;
    // Where the redirect leads to, here or on another computer of the lab.
    return path == "/powershell-liveid" ? Place::Service : Place::Elsewhere;
}

LabHttpReply LabExchange::redirect(const LabHttpRequest &request) const
{
    QByteArray location = m_settings.redirect.toUtf8();
    if (location.startsWith('/'))
        location.prepend((request.tls ? "https://" : "http://") + request.http.header("Host"));
    LabHttpReply reply;
    reply.status = 302;
    reply.headers.append({QByteArrayLiteral("Location"), location});
    reply.headers.append({QByteArrayLiteral("Content-Type"), QByteArrayLiteral("text/html; charset=UTF-8")});
    reply.body = "<html><head><title>Object moved</title></head><body><h2>Object moved</h2></body></html>";
    return reply;
}

bool LabExchange::isForbidden(const QString &user) const
{
    return m_settings.forbidden.contains(user, Qt::CaseInsensitive);
}

bool LabExchange::hasCookie(const LabHttpRequest &request) const
{
    const QList<QByteArray> cookies = request.http.header("Cookie").split(';');
    for (const QByteArray &cookie : cookies) {
        if (cookie.trimmed() == m_cookie)
            return true;
    }
    return false;
}

void LabExchange::setCookie(LabHttpReply *reply) const
{
    reply->headers.append({QByteArrayLiteral("Set-Cookie"), m_cookie + "; path=/; secure; HttpOnly"});
}

LabHttpReply LabExchange::page(int status)
{
    const QByteArray title = status == 403   ? QByteArrayLiteral("403 - Forbidden: Access is denied.")
                             : status == 404 ? QByteArrayLiteral("404 - File or directory not found.")
                                             : QByteArrayLiteral("Service Unavailable");
    LabHttpReply reply;
    reply.status = status;
    reply.headers.append({QByteArrayLiteral("Content-Type"), QByteArrayLiteral("text/html")});
    reply.headers.append({QByteArrayLiteral("Server"), QByteArrayLiteral("Microsoft-IIS/10.0")});
    reply.body = "<!DOCTYPE html><html><head><title>" + title + "</title></head><body><h1>Server Error</h1><h2>" +
                 title + "</h2></body></html>";
    return reply;
}

} // namespace rejoin::lab
