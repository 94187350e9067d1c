#include "core/transport/httptransport.h"

#include "core/base/logging.h"
#include "core/transport/auth/choose.h"
#include "core/transport/auth/login.h"
#include "core/transport/httpstatus.h"
#include "core/transport/sealedbody.h"

#include <QThreadPool>

#include <algorithm>

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

/// The password was judged, and not found right; anything else says nothing about it.
bool isRefusal(const base::Error &error)
{
    return error.category == base::ErrorCategory::LoginRefused && error.id == QLatin1String("AccessDenied");
}

/// A 401 that offers other mechanisms only did not look at the password. Some that refuse offer nothing more.
bool isOffered(const HttpResponse &response, const Authenticator &authenticator)
{
    const auto challenges = parseChallenges(response.headers);
    return challenges.isEmpty() || std::any_of(challenges.begin(), challenges.end(), [&](const Challenge &challenge) {
               return challenge.scheme.compare(authenticator.scheme(), Qt::CaseInsensitive) == 0;
           });
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

/// The tokens of a login travel with empty posts: the message would go in the clear with the first of them.
class HttpTransport::Wire final : public LoginWire
{
public:
    Wire(std::shared_ptr<HttpTransport> owner, Connection connection)
        : m_owner(std::move(owner)), m_connection(std::move(connection))
    {
    }
    Task<HttpResponse> ask(SecretString authorization, CancelToken cancel) override
    {
        const auto owner = m_owner;
        const auto connection = m_connection;
        QByteArray requestHead = owner->head(HttpRequest(), authorization);
        HttpResponse response = co_await connection->exchange(
            std::move(requestHead), QByteArray(), owner->m_settings.limits.readMargin, owner->m_answered, cancel);
        owner->m_answered = true;
        const auto challenges = parseChallenges(response.headers);
        const auto &authenticator = *connection->authenticator();
        const bool goesOn = std::any_of(challenges.begin(), challenges.end(), [&](const Challenge &challenge) {
            return challenge.scheme.compare(authenticator.scheme(), Qt::CaseInsensitive) == 0 &&
                   !challenge.parameters.isEmpty();
        });
        if (response.status == 401 && authenticator.isConnectionBound() && goesOn && !connection->isReusable())
            throw errors::connectionLost(connection->peer(), true, false); // the login cannot go on elsewhere
        co_return response;
    }
    [[nodiscard]] QString name() const override { return m_owner->m_settings.endpoint.authority(); }
    void check(const HttpResponse &response) const override
    {
        if (response.status >= 300)
            checkResponse(response, m_owner->m_settings.endpoint, *m_connection->authenticator());
    }

private:
    std::shared_ptr<HttpTransport> m_owner;
    Connection m_connection;
};

HttpTransport::HttpTransport(TransportSettings settings)
    : m_settings(std::move(settings)),
      m_pool(m_settings.authenticationPool ? m_settings.authenticationPool : makeAuthenticationPool()),
      m_tickets(m_settings.tlsTickets ? m_settings.tlsTickets : std::make_shared<TlsTickets>())
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
    Connection fresh = co_await connect(cancel);
    co_return fresh;
}

HttpTransport::Connection HttpTransport::makeConnection(const std::shared_ptr<Authenticator> &authenticator) const
{
    Peer peer(m_settings.endpoint, m_settings.connectTo.resolve(m_settings.endpoint.host, m_settings.endpoint.port));
    Route route;
    route.proxy = m_settings.proxy;
    route.tls = m_settings.tls;
    route.certificate = m_settings.login.certificate;
    route.tickets = m_tickets;
    route.pool = m_pool;
    return std::make_shared<HttpConnection>(std::move(peer), std::move(route), m_settings.limits, authenticator);
}

Task<HttpTransport::Connection> HttpTransport::connect(CancelToken cancel)
{
    const auto self = shared_from_this();
    // Chosen before anything is dialled: a login that is refused here sends nothing.
    const std::shared_ptr<Authenticator> authenticator = chooseAuthenticator(m_settings.login, m_settings.endpoint);
    Connection fresh = makeConnection(authenticator);
    const Use use(self, fresh);
    co_await fresh->open(cancel);
    if (authenticator->isConnectionBound()) {
        const QByteArray binding = fresh->channelBinding();
        if (m_settings.endpoint.useSsl && binding.isEmpty())
            throw base::Error(base::ErrorCategory::TlsFailed, QStringLiteral("12175"),
                              base::Text(QT_TRANSLATE_NOOP("core", "The login cannot be bound to the certificate of "
                                                                   "%1, which cannot be read; nothing was sent."),
                                         {m_settings.endpoint.authority()}),
                              base::Text(QT_TRANSLATE_NOOP("core", "Have the certificate replaced on the server.")));
        authenticator->setChannelBinding(binding);
        const auto wire = std::make_shared<Wire>(self, fresh);
        const auto attempt = co_await admitted(cancel);
        std::optional<base::Error> failure;
        try {
            co_await logIn(wire, authenticator, m_pool, cancel);
        } catch (const base::Error &error) {
            failure = error;
        }
        if (attempt && !failure)
            attempt->accepted();
        else if (attempt && isRefusal(*failure))
            attempt->refused();
        if (failure)
            throw *failure;
        // On HTTPS the messages are protected already (protocol: sealing is for HTTP).
        const bool seal = !m_settings.endpoint.useSsl && !m_settings.login.noEncryption;
        fresh->setLoggedIn(seal ? authenticator->sealer() : nullptr);
    } else if (authenticator->needsChallenge()) {
        const auto wire = std::make_shared<Wire>(self, fresh);
        co_await logIn(wire, authenticator, m_pool, cancel);
        if (!fresh->isReusable()) {
            // It closes after its challenge, which holds for the next connection too.
            Connection next = makeConnection(authenticator);
            const Use another(self, next);
            co_await next->open(cancel);
            m_facts = next->facts();
            co_return next;
        }
    }
    m_facts = fresh->facts();
    co_return fresh;
}

Task<std::shared_ptr<LoginGate::Attempt>> HttpTransport::admitted(CancelToken cancel)
{
    const auto self = shared_from_this();
    std::shared_ptr<LoginGate::Attempt> attempt;
    if (m_settings.loginGate)
        attempt = co_await m_settings.loginGate->enter(m_settings.endpoint, m_settings.login, cancel);
    co_return attempt;
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
    QByteArrayList cookies;
    for (auto it = m_cookies.cbegin(); it != m_cookies.cend(); ++it)
        cookies.append(it.key() + '=' + it.value());
    if (!cookies.isEmpty())
        headers.emplaceBack(QByteArrayLiteral("Cookie"), cookies.join("; "));
    headers += request.extraHeaders;
    return serializeRequestHead(requestTarget(m_settings.endpoint), headers, request.body.size(), authorization.utf8());
}

void HttpTransport::keepCookies(const HttpResponse &response)
{
    // MS-WSMV 3.1.4.1.31.4: affinity behind a load balancer. Exchange's is tied by cookies of other names, so all are
    // kept, as Windows does, within bounds. They go to this host alone: a transport has one.
    constexpr qsizetype mostCookies = 16;
    constexpr qsizetype largestCookie = 4096;
    for (const auto &[name, value] : response.headers) {
        if (name.compare("Set-Cookie", Qt::CaseInsensitive) != 0)
            continue;
        const qsizetype end = value.indexOf(';');
        const QByteArray pair = (end < 0 ? value : value.left(end)).trimmed();
        const qsizetype sign = pair.indexOf('=');
        if (sign <= 0 || pair.size() > largestCookie)
            continue;
        const QByteArray key = pair.left(sign);
        if (m_cookies.contains(key) || m_cookies.size() < mostCookies)
            m_cookies.insert(key, pair.mid(sign + 1));
    }
}

HttpResponse HttpTransport::opened(MessageSealer &sealer, HttpResponse response) const
{
    if (isSealedType(response.contentType)) {
        response.body = unsealBody(sealer, response.body, response.contentType, &response.contentType);
        return response;
    }
    // Whoever stands between can write such an answer: neither its words nor a success of it count.
    // A redirect among them: its address would be theirs.
    const bool claims = response.status < 400 || isSoap(response);
    response.body.clear();
    response.contentType.clear();
    response.headers.clear();
    if (claims)
        throw base::Error(base::ErrorCategory::Protocol, QStringLiteral("UnprotectedResponse"),
                          base::Text(QT_TRANSLATE_NOOP("core", "%1 answered a protected message with an unprotected "
                                                               "one; the answer was not read."),
                                     {m_settings.endpoint.authority()}),
                          base::Text(QT_TRANSLATE_NOOP("core", "Something between here and the server may be changing "
                                                               "the messages; use HTTPS (-UseSSL).")));
    return response;
}

Task<HttpResponse> HttpTransport::send(Connection connection, HttpRequest request, CancelToken cancel)
{
    const auto self = shared_from_this();
    const auto authenticator = connection->authenticator();
    SecretString authorization;
    if (!authenticator->isConnectionBound())
        authorization = authenticator->authorize(QByteArrayLiteral("POST"), requestTarget(m_settings.endpoint));
    MessageSealer *sealer = connection->sealer();
    if (sealer) {
        SealedBody sealed = sealBody(*sealer, request.body, request.contentType);
        request.body = std::move(sealed.body);
        request.contentType = std::move(sealed.contentType);
    }
    QByteArray requestHead = head(request, authorization);
    const auto readTimeout = request.operationTimeout + m_settings.limits.readMargin;
    HttpResponse response =
        co_await connection->exchange(std::move(requestHead), request.body, readTimeout, m_answered, cancel);
    m_answered = true;
    qCDebug(lcTransport) << m_settings.endpoint.authority() << "sent" << request.body.size() << "got" << response.status
                         << response.body.size();
    keepCookies(response);
    if (sealer && response.status != 401)
        response = opened(*sealer, std::move(response));
    co_return response;
}

Task<HttpResponse> HttpTransport::post(HttpRequest request, CancelToken cancel)
{
    const auto self = shared_from_this();
    cancel.check();
    Connection used = co_await connection(cancel);
    std::optional<Use> use(std::in_place, self, used);
    std::shared_ptr<LoginGate::Attempt> attempt;
    if (!used->authenticator()->isConnectionBound() && !used->isProven()) {
        attempt = co_await admitted(cancel);
        // It may have been closed while others went first.
        if (attempt && !co_await used->isStillOpen()) {
            use.reset();
            used = co_await connect(cancel);
            use.emplace(self, used);
        }
    }
    HttpResponse response = co_await send(used, request, cancel);
    if (response.status == 401) {
        const auto authenticator = used->authenticator();
        const auto challenges = parseChallenges(response.headers);
        // Over plain HTTP anybody can say so after the request was carried out: it is not sent a second time.
        if (used->sealer() && used->isProven())
            throw errors::connectionLost(used->peer(), false, false);
        if (authenticator->isConnectionBound() ? used->isProven() : authenticator->takeChallenges(challenges)) {
            // A login that the server has forgotten, or a nonce that is stale: nothing was carried out, once more.
            if (authenticator->isConnectionBound() || !used->isReusable()) {
                use.reset();
                used = co_await connect(cancel);
                use.emplace(self, used);
            }
            response = co_await send(used, request, cancel);
        }
    }
    if (response.status != 401)
        used->setProven();
    if (attempt && response.status != 401)
        attempt->accepted();
    else if (attempt && isOffered(response, *used->authenticator()))
        attempt->refused();
    if (used->isReusable() && m_idle.size() < maximumIdleConnections)
        m_idle.append(used);
    checkResponse(response, m_settings.endpoint, *used->authenticator());
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
