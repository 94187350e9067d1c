#include "core/transport/httptransport.h"

#include "core/base/logging.h"
#include "core/transport/auth/choose.h"
#include "core/transport/httpstatus.h"

namespace rejoin::transport {

using base::CancelToken;
using base::SecretString;

namespace {

constexpr qsizetype maximumIdleConnections = 8;

QByteArray hostHeader(const Endpoint &endpoint)
{
    Endpoint ascii = endpoint;
    // RFC 9110 7.2 wants the A-label form.
    if (const QByteArray ace = QUrl::toAce(endpoint.host); !ace.isEmpty() && !endpoint.host.contains(u':'))
        ascii.host = QString::fromLatin1(ace);
    return ascii.authority().toLatin1();
}

QByteArray requestTarget(const Endpoint &endpoint)
{
    const QUrl url = endpoint.url();
    QByteArray target = url.path(QUrl::FullyEncoded).toLatin1();
    if (url.hasQuery())
        target += '?' + url.query(QUrl::FullyEncoded).toLatin1();
    return target;
}

} // namespace

class HttpTransport::Use
{
public:
    Use(std::shared_ptr<HttpTransport> owner, Connection used)
        : m_owner(std::move(owner)), m_connection(std::move(used))
    {
        m_owner->m_used.insert(m_connection);
    }
    ~Use() { m_owner->m_used.erase(m_connection); }
    Q_DISABLE_COPY_MOVE(Use)

private:
    std::shared_ptr<HttpTransport> m_owner;
    Connection m_connection;
};

HttpTransport::HttpTransport(TransportSettings settings) : m_settings(std::move(settings))
{
}

HttpTransport::~HttpTransport() = default;

Task<HttpTransport::Connection> HttpTransport::connection(CancelToken cancel)
{
    const auto self = shared_from_this();
    while (!m_idle.isEmpty()) { // one fewer each turn
        const Connection idle = m_idle.takeLast();
        const Use use(self, idle);
        if (co_await idle->isStillOpen())
            co_return idle;
        cancel.check();
    }
    // Chosen before anything is dialled: a login that is refused here sends nothing.
    auto authenticator = chooseAuthenticator(m_settings.login, m_settings.endpoint);
    Peer peer(m_settings.endpoint, m_settings.connectTo.resolve(m_settings.endpoint.host, m_settings.endpoint.port));
    const auto fresh =
        std::make_shared<HttpConnection>(std::move(peer), m_settings.tls, m_settings.limits, std::move(authenticator));
    const Use use(self, fresh);
    co_await fresh->open(cancel);
    m_facts = fresh->facts();
    co_return fresh;
}

QByteArray HttpTransport::head(const HttpRequest &request, const SecretString &authorization) const
{
    HttpHeaders headers{
        {QByteArrayLiteral("Host"), hostHeader(m_settings.endpoint)},
        {QByteArrayLiteral("User-Agent"), QByteArrayLiteral("Rejoin")},
        {QByteArrayLiteral("Connection"), QByteArrayLiteral("Keep-Alive")},
        {QByteArrayLiteral("Accept-Encoding"), QByteArrayLiteral("identity")},
        {QByteArrayLiteral("Content-Type"), request.contentType},
    };
    if (!m_cookie.isEmpty())
        headers.emplaceBack(QByteArrayLiteral("Cookie"), m_cookie);
    headers += request.extraHeaders;
    return serializeRequestHead(requestTarget(m_settings.endpoint), headers, request.body.size(), authorization.utf8());
}

void HttpTransport::keepCookies(const HttpResponse &response)
{
    // MS-WSMV 3.1.4.1.31.4: affinity behind a load balancer; no other cookie has a meaning here.
    for (const auto &[name, value] : response.headers) {
        if (name.compare("Set-Cookie", Qt::CaseInsensitive) != 0)
            continue;
        const qsizetype end = value.indexOf(';');
        const QByteArray pair = (end < 0 ? value : value.left(end)).trimmed();
        if (pair.startsWith("MS-WSMAN="))
            m_cookie = pair;
    }
}

Task<HttpResponse> HttpTransport::post(HttpRequest request, CancelToken cancel)
{
    const auto self = shared_from_this();
    cancel.check();
    const Connection used = co_await connection(cancel);
    const Use use(self, used);
    const auto step = used->authenticator().step({});
    QByteArray requestHead = head(request, step.authorization);
    const auto readTimeout = request.operationTimeout + m_settings.limits.readMargin;
    HttpResponse response =
        co_await used->exchange(std::move(requestHead), request.body, readTimeout, m_answered, cancel);
    m_answered = true;
    qCDebug(lcTransport) << m_settings.endpoint.authority() << "sent" << request.body.size() << "got" << response.status
                         << response.body.size();
    keepCookies(response);
    if (used->isReusable() && m_idle.size() < maximumIdleConnections)
        m_idle.append(used);
    checkResponse(response, m_settings.endpoint, used->authenticator().scheme());
    co_return response;
}

void HttpTransport::close()
{
    m_idle.clear();
    const auto running = m_used;
    for (const Connection &used : running)
        used->abort();
}

std::shared_ptr<Transport> makeHttpTransport(TransportSettings settings)
{
    return std::make_shared<HttpTransport>(std::move(settings));
}

} // namespace rejoin::transport
