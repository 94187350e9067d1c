#pragma once

#include "core/base/cancel.h"
#include "core/base/error.h"
#include "core/base/task.h"
#include "core/transport/auth/authenticator.h"
#include "core/transport/transport.h"

class QThreadPool;

namespace rejoin::transport {

/// What carries the tokens of a login: empty posts to a service, CONNECTs to a proxy.
class LoginWire
{
public:
    virtual ~LoginWire() = default;
    /// Sends one token and gives the answer, whatever its status. Throws as Transport::post.
    [[nodiscard]] virtual Task<HttpResponse> ask(base::SecretString authorization, base::CancelToken cancel) = 0;
    /// 401, or 407 of a proxy.
    [[nodiscard]] virtual int challengeStatus() const { return 401; }
    [[nodiscard]] virtual QByteArray challengeHeader() const { return QByteArrayLiteral("WWW-Authenticate"); }
    /// In the words of errors: "server01:5985", "the proxy jump:3128".
    [[nodiscard]] virtual QString name() const = 0;
    /// An answer that is neither a challenge nor an acceptance: throws what it means, or returns.
    virtual void check(const HttpResponse &response) const = 0;
};

/// How long one step of a mechanism may take before it is given up: a KDC that does not answer is tried several times
/// by the library.
inline constexpr std::chrono::milliseconds loginStepTimeout{45000};

/// Logs in a connection (Authenticator::isConnectionBound), or fetches the challenge of a mechanism that needs one.
/// Gives the last answer. Throws Error: LoginRefused, CredentialMissing, NotPermitted, Protocol, TimedOut, and what the
/// wire throws. The authenticator may still be in use by a thread of the pool when this has thrown: drop it.
[[nodiscard]] Task<HttpResponse> logIn(std::shared_ptr<LoginWire> wire, std::shared_ptr<Authenticator> authenticator,
                                       std::shared_ptr<QThreadPool> pool, base::CancelToken cancel);

/// "… refused the login": names what was tried, what is offered, what to change on which side. Detail: the mechanisms
/// that the server offers.
[[nodiscard]] base::Error loginRefused(const QString &peer, const Authenticator &authenticator,
                                       const QList<Challenge> &offered, int status);
[[nodiscard]] base::Error mechanismNotOffered(const QString &peer, const QByteArray &scheme,
                                              const QList<Challenge> &offered, int status);

/// Threads for logins that wait for a KDC or a name server: at least as many as computers are asked at once. When the
/// last user lets go, threads that hang in a library are abandoned, not joined.
[[nodiscard]] std::shared_ptr<QThreadPool> makeAuthenticationPool(int threads = 32);

} // namespace rejoin::transport
