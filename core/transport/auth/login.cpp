#include "core/transport/auth/login.h"

#include "core/base/awaitable.h"
#include "core/base/logging.h"
#include "core/base/runinpool.h"
#include "core/base/spawn.h"

#include <QThreadPool>

#include <algorithm>

namespace rejoin::transport {

namespace {

using base::CancelToken;
using base::Error;
using base::ErrorCategory;
using base::Text;

/// CredSSP over Kerberos takes seven; more is a server that never comes to an end.
constexpr int maximumLegs = 16;
constexpr int poolGraceMs = 300;

using Step = Authenticator::Step;

Task<> stepOnThread(std::shared_ptr<Authenticator> authenticator, QByteArray challenge,
                    std::shared_ptr<QThreadPool> pool, base::Awaitable<Step>::Handle done)
{
    auto work = [authenticator, challenge] { return authenticator->step(challenge); };
    try {
        Step step = co_await base::runInPool(pool.get(), std::move(work));
        done.resolve(std::move(step));
    } catch (const Error &error) {
        done.fail(error);
    }
}

Error stepTimedOut(const QString &peer)
{
    return Error(
        ErrorCategory::TimedOut, QStringLiteral("LoginTimedOut"),
        Text(QT_TRANSLATE_NOOP("core", "Logging in to %1 was given up: no answer came from the domain's "
                                       "controllers or name servers within %2 seconds."),
             {peer, QString::number(std::chrono::duration_cast<std::chrono::seconds>(loginStepTimeout).count())}),
        Text(QT_TRANSLATE_NOOP("core", "Check that a domain controller can be reached from here (port 88), or "
                                       "use another mechanism.")));
}

Task<Step> takeStep(std::shared_ptr<Authenticator> authenticator, QByteArray challenge,
                    std::shared_ptr<QThreadPool> pool, QString peer, CancelToken cancel)
{
    if (!authenticator->mayBlock())
        co_return authenticator->step(challenge);
    base::Awaitable<Step> stepped;
    const auto handle = stepped.handle();
    // Outlives this coroutine when it is given up: the library cannot be interrupted.
    base::spawn(stepOnThread(authenticator, challenge, pool, handle));
    QTimer deadline;
    deadline.setSingleShot(true);
    QObject::connect(&deadline, &QTimer::timeout, &deadline, [handle, peer] { handle.fail(stepTimedOut(peer)); });
    deadline.start(loginStepTimeout);
    const auto registration = cancel.onCancel([handle] { handle.fail(Error::cancelled()); });
    Step step = co_await stepped;
    co_return step;
}

const Challenge *find(const QList<Challenge> &challenges, const QByteArray &scheme)
{
    const auto found = std::find_if(challenges.begin(), challenges.end(), [&](const Challenge &challenge) {
        return challenge.scheme.compare(scheme, Qt::CaseInsensitive) == 0;
    });
    return found == challenges.end() ? nullptr : &*found;
}

QByteArray decoded(const QString &peer, const Challenge &challenge)
{
    const auto result = QByteArray::fromBase64Encoding(challenge.parameters, QByteArray::AbortOnBase64DecodingErrors);
    if (result)
        return *result;
    throw Error(ErrorCategory::Protocol, QStringLiteral("ImproperResponse"),
                Text(QT_TRANSLATE_NOOP("core", "%1 sent a login token that cannot be read."), {peer}),
                Text(QT_TRANSLATE_NOOP("core", "Look for a proxy between here and the server; HTTPS (-UseSSL) avoids "
                                               "it.")));
}

Error endedEarly(const QString &peer, const QByteArray &scheme)
{
    return Error(ErrorCategory::Protocol, QStringLiteral("LoginIncomplete"),
                 Text(QT_TRANSLATE_NOOP("core", "%1 ended the %2 login without proving who it is; nothing was sent to "
                                                "it."),
                      {peer, QString::fromLatin1(scheme)}),
                 Text(QT_TRANSLATE_NOOP("core", "Something between here and the server may be changing the messages; "
                                                "use HTTPS (-UseSSL).")));
}

/// Digest and its like: the first answer is only there for its challenge.
Task<HttpResponse> fetchChallenge(std::shared_ptr<LoginWire> wire, std::shared_ptr<Authenticator> authenticator,
                                  CancelToken cancel)
{
    base::SecretString nothing;
    HttpResponse response = co_await wire->ask(std::move(nothing), cancel);
    const auto challenges = parseChallenges(response.headers, wire->challengeHeader());
    if (response.status != wire->challengeStatus()) {
        wire->check(response);
        co_return response; // It asks for no login at all.
    }
    if (!authenticator->takeChallenges(challenges))
        throw mechanismNotOffered(wire->name(), authenticator->scheme(), challenges, response.status);
    co_return response;
}

} // namespace

Task<HttpResponse> logIn(std::shared_ptr<LoginWire> wire, std::shared_ptr<Authenticator> authenticator,
                         std::shared_ptr<QThreadPool> pool, CancelToken cancel)
{
    if (!authenticator->isConnectionBound()) {
        HttpResponse response = co_await fetchChallenge(wire, authenticator, cancel);
        co_return response;
    }
    const QString peer = wire->name();
    QByteArray token;
    for (int leg = 0; leg < maximumLegs; ++leg) {
        Step step = co_await takeStep(authenticator, token, pool, peer, cancel);
        HttpResponse response = co_await wire->ask(step.authorization, cancel);
        const auto challenges = parseChallenges(response.headers, wire->challengeHeader());
        const Challenge *ours = find(challenges, authenticator->scheme());
        const bool hasToken = ours && !ours->parameters.isEmpty();
        if (response.status != wire->challengeStatus()) {
            if (!step.done && hasToken) {
                // The last token: the server's half of mutual authentication.
                token = decoded(peer, *ours);
                step = co_await takeStep(authenticator, token, pool, peer, cancel);
            }
            if (step.done && step.authorization.isEmpty())
                co_return response;
            if (step.done && !hasToken)
                co_return response;
            wire->check(response);
            throw endedEarly(peer, authenticator->scheme());
        }
        if (!ours) {
            token.clear();
            if (authenticator->takeChallenges(challenges))
                continue; // another scheme for the same mechanism
            // Some servers leave the header out once they have refused.
            if (challenges.isEmpty() && leg > 0)
                throw loginRefused(peer, *authenticator, challenges, response.status);
            throw mechanismNotOffered(peer, authenticator->scheme(), challenges, response.status);
        }
        if (!hasToken && !authenticator->takesEmptyToken())
            throw loginRefused(peer, *authenticator, challenges, response.status);
        token = decoded(peer, *ours);
    }
    throw endedEarly(peer, authenticator->scheme());
}

Error loginRefused(const QString &peer, const Authenticator &authenticator, const QList<Challenge> &offered, int status)
{
    const auto facts = authenticator.facts();
    const bool ntlm = facts.package.contains(QLatin1String("NTLM"));
    Error error(
        ErrorCategory::LoginRefused, QStringLiteral("AccessDenied"),
        ntlm
            ? Text(QT_TRANSLATE_NOOP("core", "%1 refused the login (tried: %2). With NTLM a wrong password, an expired "
                                             "one and a locked account look alike."),
                   {peer, facts.package})
            : Text(QT_TRANSLATE_NOOP("core", "%1 refused the login (tried: %2): the user name or password is not "
                                             "right, or the account may not log in here."),
                   {peer, facts.package}),
        Text(QT_TRANSLATE_NOOP("core", "Check user name and password. The account must be allowed to use PowerShell "
                                       "remoting there: a member of Administrators or of Remote Management Users.")),
        status);
    const QString schemes = offeredSchemes(offered);
    error.detail = schemes.isEmpty() ? QStringLiteral("The server offers no mechanism.")
                                     : QStringLiteral("The server offers: %1").arg(schemes);
    if (!facts.fallbackReason.isEmpty())
        error.detail += QStringLiteral("\nNTLM was used because Kerberos was not possible: ") + facts.fallbackReason;
    return error;
}

Error mechanismNotOffered(const QString &peer, const QByteArray &scheme, const QList<Challenge> &offered, int status)
{
    const QString schemes = offeredSchemes(offered);
    const QString tried = QString::fromLatin1(scheme);
    Error error(
        ErrorCategory::LoginRefused, QStringLiteral("InvalidAuthentication"),
        schemes.isEmpty()
            ? Text(QT_TRANSLATE_NOOP("core", "%1 wants a login and offers no mechanism for it; %2 was tried."),
                   {peer, tried})
            : Text(QT_TRANSLATE_NOOP("core", "%1 does not offer the authentication mechanism %2; it offers %3."),
                   {peer, tried, schemes}),
        Text(QT_TRANSLATE_NOOP("core", "Choose one that the server offers (-Authentication), or allow this one there "
                                       "(winrm set winrm/config/service/auth).")),
        status);
    error.detail = schemes.isEmpty() ? QStringLiteral("The server offers no mechanism.")
                                     : QStringLiteral("The server offers: %1").arg(schemes);
    return error;
}

std::shared_ptr<QThreadPool> makeAuthenticationPool(int threads)
{
    auto *pool = new QThreadPool;
    pool->setMaxThreadCount(threads);
    return {pool, [](QThreadPool *ending) {
                ending->clear();
                // The destructor would wait for a library that waits for a dead network.
                if (ending->waitForDone(poolGraceMs))
                    delete ending;
                else
                    qCWarning(lcTransport) << "a login that hangs was left behind";
            }};
}

} // namespace rejoin::transport
