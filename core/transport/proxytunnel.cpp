#include "core/transport/proxytunnel.h"

#include "core/base/logging.h"
#include "core/transport/auth/chooseproxy.h"
#include "core/transport/proxyerrors.h"

#include <QUrl>

#include <algorithm>

namespace rejoin::transport {

using base::CancelToken;
using base::Error;
using base::ErrorCategory;
using base::SecretString;

namespace {

constexpr qint64 maximumPage = 1 << 20; // bytes of a refusal's page
constexpr int proxyLoginNeeded = 407;
constexpr int wrongLogin = 401;

} // namespace

ProxyTunnel::ProxyTunnel(std::shared_ptr<SocketLink> link, Proxy proxy, ConnectTo::Target target, HttpLimits limits)
    : m_link(std::move(link)), m_proxy(std::move(proxy)), m_target(std::move(target)), m_limits(limits)
{
}

ProxyTunnel::~ProxyTunnel() = default;

QString ProxyTunnel::name() const
{
    return proxyName(m_proxy);
}

QByteArray ProxyTunnel::targetText() const
{
    ConnectTo::Target ascii = m_target;
    if (const QByteArray ace = QUrl::toAce(m_target.host); !ace.isEmpty() && !m_target.host.contains(u':'))
        ascii.host = QString::fromLatin1(ace);
    return targetName(ascii).toUtf8();
}

Task<> ProxyTunnel::dial()
{
    const auto self = shared_from_this();
    const SocketLink::Dialled dialled = co_await m_link->dial(m_proxy.host, m_proxy.port, m_limits.connectTimeout);
    if (!dialled.connected)
        throw errors::proxyNotReached(m_proxy, dialled, m_limits.connectTimeout);
    m_usable = true;
}

Task<HttpResponse> ProxyTunnel::ask(SecretString authorization, CancelToken cancel)
{
    const auto self = shared_from_this();
    cancel.check();
    if (!m_usable)
        co_await dial();
    m_usable = false;
    const auto parser = std::make_shared<ResponseParser>(m_limits.maximumHeaderBytes, maximumPage);
    parser->setAnswersConnect();
    m_link->writeSecret(serializeConnect(targetText(), authorization.utf8()));
    SocketLink::ReadEnd end = SocketLink::ReadEnd::Closed;
    try {
        end = co_await m_link->read(parser, m_limits.connectTimeout);
    } catch (const Error &error) {
        if (error.category == ErrorCategory::Cancelled)
            throw;
        throw errors::proxyNotUnderstood(m_proxy, error.english());
    }
    if (end == SocketLink::ReadEnd::Silent)
        throw errors::proxySilent(m_proxy, targetName(m_target), m_limits.connectTimeout);
    if (end == SocketLink::ReadEnd::Closed) {
        m_link->drop();
        // A page that ends with the connection is whole all the same; a header that is cut short is not.
        try {
            parser->end();
        } catch (const Error &) {
            throw errors::proxyLost(m_proxy, targetName(m_target));
        }
    }
    const bool keep = parser->keepAlive() && m_link->isOpen();
    const qint64 ahead = parser->trailingBytes();
    HttpResponse response = parser->take();
    if (response.status / 100 == 2 && ahead > 0) {
        // The computer says nothing before it is asked: these would be taken for its words.
        m_link->drop();
        throw errors::proxyNotUnderstood(m_proxy, QStringLiteral("bytes that nobody asked for"));
    }
    m_usable = keep && response.status == proxyLoginNeeded;
    m_offered = parseChallenges(response.headers, challengeHeader());
    const auto ours = [this](const Challenge &challenge) {
        return m_authenticator && challenge.scheme.compare(m_authenticator->scheme(), Qt::CaseInsensitive) == 0 &&
               !challenge.parameters.isEmpty();
    };
    const bool goesOn = m_authenticator && m_authenticator->isConnectionBound() &&
                        std::any_of(m_offered.cbegin(), m_offered.cend(), ours);
    if (response.status == proxyLoginNeeded && goesOn && !m_usable)
        throw errors::proxyLost(m_proxy, targetName(m_target)); // the login cannot go on elsewhere
    co_return response;
}

void ProxyTunnel::check(const HttpResponse &response) const
{
    if (response.status / 100 != 2 && response.status != proxyLoginNeeded)
        throw errors::proxyRefusedTarget(m_proxy, targetName(m_target), response.status);
}

Error ProxyTunnel::refused(const Authenticator &authenticator) const
{
    QString tried = authenticator.facts().package;
    if (tried.isEmpty())
        tried = QString::fromLatin1(authenticator.scheme());
    return errors::proxyRefusedLogin(m_proxy, tried, offeredSchemes(m_offered), proxyLoginNeeded);
}

bool ProxyTunnel::takesAnother(Authenticator &authenticator) const
{
    try {
        return authenticator.takeChallenges(m_offered);
    } catch (const Error &) {
        return false; // what it says after a refusal is no challenge: it was refused
    }
}

Task<HttpResponse> ProxyTunnel::connectWith(std::shared_ptr<Authenticator> authenticator,
                                            std::shared_ptr<QThreadPool> pool, CancelToken cancel)
{
    const auto self = shared_from_this();
    m_authenticator = authenticator;
    if (!authenticator) {
        SecretString nothing;
        HttpResponse bare = co_await ask(std::move(nothing), cancel);
        co_return bare;
    }
    std::optional<HttpResponse> response;
    if (authenticator->isConnectionBound() || authenticator->needsChallenge()) {
        try {
            response = co_await logIn(self, authenticator, pool, cancel);
        } catch (const Error &error) {
            if (error.category != ErrorCategory::LoginRefused)
                throw;
            throw refused(*authenticator); // in the words of a proxy
        }
    }
    // A mechanism of requests: the challenge is known now. A second time when the nonce was stale.
    for (int turn = 0; turn < 2 && !authenticator->isConnectionBound(); ++turn) {
        if (response && response->status != proxyLoginNeeded)
            break;
        if (turn > 0 && !takesAnother(*authenticator))
            break;
        SecretString authorization = authenticator->authorize(QByteArrayLiteral("CONNECT"), targetText());
        response = co_await ask(std::move(authorization), cancel);
    }
    co_return std::move(*response);
}

Task<> ProxyTunnel::open(std::shared_ptr<QThreadPool> pool, CancelToken cancel)
{
    const auto self = shared_from_this();
    std::shared_ptr<Authenticator> authenticator = chooseProxyAuthenticator(m_proxy);
    // A proxy that wants no login is told nothing, and has no token to end one with.
    const bool asksFirst = authenticator && authenticator->isConnectionBound();
    const std::shared_ptr<Authenticator> first = asksFirst ? nullptr : authenticator;
    HttpResponse response = co_await connectWith(first, pool, cancel);
    if (asksFirst && response.status == proxyLoginNeeded)
        response = co_await connectWith(authenticator, pool, cancel);
    if (response.status == proxyLoginNeeded && !authenticator) {
        // Nobody was named: whoever runs the program, if the proxy takes that; never a weaker mechanism.
        if (!offersScheme(m_offered, "Negotiate"))
            throw errors::proxyWantsCredential(m_proxy, offeredSchemes(m_offered), proxyLoginNeeded);
        Proxy negotiating = m_proxy;
        negotiating.mechanism = Mechanism::Negotiate;
        authenticator = chooseProxyAuthenticator(negotiating);
        response = co_await connectWith(authenticator, pool, cancel);
    }
    // tinyproxy says 401 to a login that is wrong and 407 to none.
    if (response.status == proxyLoginNeeded || (authenticator && response.status == wrongLogin)) {
        m_link->drop();
        throw refused(*authenticator);
    }
    if (response.status / 100 != 2)
        m_link->drop();
    check(response);
}

} // namespace rejoin::transport
