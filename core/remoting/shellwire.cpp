// How a request of a shell gets its answer: attempts, lost connections, shells that disconnected by themselves.
#include "core/base/logging.h"
#include "core/remoting/failures.h"
#include "core/remoting/linkedcancel.h"
#include "core/remoting/remoteshell.h"
#include "core/wsman/responses.h"
#include "core/wsman/robust.h"

namespace rejoin::remoting {

namespace {

using std::chrono::milliseconds;

constexpr qint64 invalidHeaderCode = 2150858767;
/// MS-WSMV 3.1.4.1.39: the lesser of a minute and 70 % of OperationTimeout.
constexpr milliseconds longestSilence{60000};

base::Error endedWithoutAnswer()
{
    base::Error error(
        base::ErrorCategory::ConnectionLost, QStringLiteral("ImproperResponse"),
        base::Text(QT_TRANSLATE_NOOP("core", "The computer said that it works on the request, then ended the answer.")),
        base::Text(QT_TRANSLATE_NOOP("core", "Try again.")));
    error.requestSent = true;
    return error;
}

/// A post that we gave up ourselves, because the network under it has gone.
base::Error givenUp()
{
    base::Error error(base::ErrorCategory::ConnectionLost, QStringLiteral("12030"),
                      base::Text(QT_TRANSLATE_NOOP("core", "The network changed under the connection.")),
                      base::Text(QT_TRANSLATE_NOOP("core", "Try again.")));
    error.requestSent = true;
    return error;
}

} // namespace

const std::shared_ptr<LineKeeper> &RemoteShell::line()
{
    if (!m_line) {
        const std::weak_ptr<RemoteShell> weak = weak_from_this();
        m_line = std::make_shared<LineKeeper>(m_retry, m_clock, [weak](base::CancelToken cancel) {
            const auto self = weak.lock();
            if (!self)
                throw base::Error::cancelled();
            return self->probe(std::move(cancel));
        });
        m_line->setCallbacks(m_lineCallbacks);
    }
    return m_line;
}

void RemoteShell::setLineCallbacks(LineKeeper::Callbacks callbacks)
{
    m_lineCallbacks = std::move(callbacks);
    if (m_line)
        m_line->setCallbacks(m_lineCallbacks);
}

std::optional<milliseconds> RemoteShell::retryTimeLeft() const
{
    return m_line ? m_line->timeLeft() : std::nullopt;
}

void RemoteShell::abort()
{
    if (m_line)
        m_line->stop();
    m_abort.cancel();
}

void RemoteShell::renewConnections()
{
    m_transport->dropIdle();
    if (m_line && m_line->isInterrupted()) {
        m_line->hurry();
        return;
    }
    std::exchange(m_renew, base::CancelSource()).cancel();
}

wsman::RequestContext RemoteShell::contextFor(const Rules &rules) const
{
    wsman::RequestContext context = m_context;
    context.operationTimeout = rules.timeout.value_or(m_context.operationTimeout);
    if (rules.robust)
        context.operationId = QUuid::createUuid();
    return context;
}

void RemoteShell::learn(const wsman::Request &request, const QByteArray &answer)
{
    if (m_robust || request.operationId.isNull())
        return;
    // MS-WSMV 3.1.4.1.39: a server without it leaves the header out of its answers.
    m_robust = wsman::parseResponseHeader(answer).operationId == request.operationId;
    qCInfo(lcRemoting) << "shell" << m_shellId << (*m_robust ? "keeps" : "does not keep") << "its answers";
}

Task<RemoteShell::Outcome> RemoteShell::attempt(wsman::Request request, milliseconds operationTimeout,
                                                bool waitsForData, base::CancelToken cancel)
{
    const auto self = shared_from_this();
    Outcome outcome;
    outcome.request = request;
    transport::HttpRequest http;
    http.body = request.envelope;
    // Who says regularly that it lives is missed sooner.
    http.operationTimeout =
        waitsForData && m_signsOfLife ? std::min(operationTimeout, longestSilence) : operationTimeout;
    const base::CancelSource renew = m_renew;
    const LinkedCancel both(cancel, renew.token());
    std::exception_ptr failure;
    transport::HttpResponse response;
    try {
        response = co_await m_transport->post(std::move(http), both.token());
    } catch (...) {
        failure = std::current_exception();
    }
    if (failure) {
        outcome.error = base::Error::from(failure);
        if (outcome.error->category == base::ErrorCategory::Cancelled && renew.isCancelled() && !cancel.isCancelled())
            outcome.error = givenUp();
        // A shell that turned Disconnected by itself answers with a bare HTTP 400 (jborean93/pypsrp issue 21).
        if (outcome.error->code == 400)
            outcome.hint = Hint::Disconnected;
        co_return outcome;
    }
    wsman::RobustBody read = wsman::readRobustBody(response.body);
    m_signsOfLife = m_signsOfLife || read.signsOfLife > 0;
    if (read.answers.isEmpty()) {
        outcome.error = endedWithoutAnswer();
        co_return outcome;
    }
    outcome.answered = true;
    outcome.answers = std::move(read.answers);
    try {
        learn(request, outcome.body());
        if (const auto fault = wsman::parseFault(outcome.body())) {
            outcome.error = wsman::faultError(*fault);
            // MS-WSMV 3.1.4.1.31.7: a Disconnected shell refuses nearly everything with InternalError, which has
            // other causes too: ask before reconnecting.
            if (fault->subcode == QLatin1String("InternalError") && !fault->isShellNotFound())
                outcome.hint = Hint::Ask;
        }
    } catch (...) {
        failure = std::current_exception();
    }
    if (failure)
        outcome.error = base::Error::from(failure);
    if (outcome.error && response.status == 400)
        outcome.hint = Hint::Disconnected;
    co_return outcome;
}

Task<RemoteShell::Outcome> RemoteShell::converse(Maker make, Rules rules, base::CancelToken cancel)
{
    const auto self = shared_from_this();
    const LinkedCancel both(cancel, m_abort.token());
    milliseconds timeout = rules.timeout.value_or(m_context.operationTimeout);
    wsman::Request request = make(contextFor(rules));
    bool sent = false;     // this message, at some time
    bool repeated = false; // under any id
    bool revived = false;
    std::optional<milliseconds> firstLoss;
    while (true) { // ends with an answer, or with the bound of the line
        // While the line is down nothing more is risked on it.
        if (!rules.atOnce && !rules.once && m_line && m_line->isDown())
            co_await m_line->waitFor(m_line->failure(), both.token(), rules.patience);
        const quint64 revivals = m_revivals;
        Outcome outcome = co_await attempt(request, timeout, rules.receives.has_value(), both.token());
        outcome.repeated = repeated;
        if (outcome.answered && m_line)
            m_line->answered();
        if (outcome.hint != Hint::None && rules.revival == Revival::Allowed && m_attached && !revived) {
            revived = co_await revive(revivals, outcome.hint, both.token());
            if (revived) {
                request = make(contextFor(rules)); // the server knows the old one: it answered it
                sent = false;
                continue;
            }
        }
        // A server that marks OperationID as not understood does not keep answers after all.
        const bool refusesRetransmission = outcome.answered && sent && repeated && m_robust.value_or(false) &&
                                           outcome.error && outcome.error->code == invalidHeaderCode;
        if (!refusesRetransmission && (!outcome.error || outcome.answered || !isConnectionTrouble(*outcome.error))) {
            if (outcome.error)
                throw *outcome.error;
            co_return outcome;
        }
        if (refusesRetransmission) {
            m_robust = false;
        } else {
            sent = sent || outcome.error->requestSent;
            if (rules.once || (!sent && rules.atOnce))
                throw *outcome.error;
            if (!firstLoss)
                firstLoss = m_clock->monotonic();
            std::optional<base::Error> ending;
            try {
                co_await line()->waitFor(*outcome.error, both.token(), rules.patience);
            } catch (const base::Error &error) {
                ending = error;
            }
            if (ending) {
                if (sent && rules.receives)
                    m_losses.doubt(*rules.receives);
                throw *ending;
            }
            if (!sent)
                continue; // nothing of it left: the very same message
        }
        repeated = true;
        const bool kept = firstLoss && m_clock->monotonic() - *firstLoss < wsman::retransmissionBound;
        if (m_robust.value_or(false) && kept && rules.robust) {
            request = wsman::retransmission(request);
            continue;
        }
        if (rules.again == Again::Never)
            throw inputInDoubt(*outcome.error);
        if (rules.again == Again::Ask) {
            outcome.error.reset();
            outcome.inDoubt = true;
            co_return outcome;
        }
        if (rules.receives) {
            m_losses.doubt(*rules.receives);
            timeout = std::min(m_retry.doubtTimeout, timeout);
            rules.timeout = timeout;
        }
        request = make(contextFor(rules));
        sent = false;
    }
}

Task<> RemoteShell::probe(base::CancelToken cancel)
{
    const auto self = shared_from_this();
    m_transport->dropIdle(); // they may be as dead as the one that failed
    Rules rules(Again::Harmless, Revival::Refused);
    rules.robust = false;
    rules.timeout = std::min(m_retry.probeTimeout, m_context.operationTimeout);
    const wsman::Request request = wsman::getShellRequest(contextFor(rules), m_shellId);
    const LinkedCancel both(cancel, m_abort.token());
    const Outcome outcome = co_await attempt(request, *rules.timeout, false, both.token());
    // What is no trouble of the way there is for the requests themselves to meet.
    const bool silent =
        outcome.error && !outcome.answered &&
        (isConnectionTrouble(*outcome.error) || outcome.error->category == base::ErrorCategory::Cancelled);
    if (silent)
        throw *outcome.error;
}

Task<bool> RemoteShell::revive(quint64 seenRevivals, Hint hint, base::CancelToken cancel)
{
    const auto self = shared_from_this();
    if (m_revivals != seenRevivals)
        co_return true;
    if (m_reviving) {
        base::Awaitable<bool> ended;
        m_revivalWaiters.append(ended.handle());
        const bool revived = co_await ended;
        co_return revived;
    }
    m_reviving = true;
    bool revived = false;
    try {
        revived = co_await reconnectAll(hint, cancel);
    } catch (const base::Error &error) {
        qCInfo(lcRemoting) << "shell" << m_shellId << "could not be reconnected:" << error.id << error.code;
    }
    m_reviving = false;
    if (revived)
        ++m_revivals;
    const auto waiters = std::exchange(m_revivalWaiters, {});
    for (const auto &waiter : waiters)
        waiter.resolve(revived);
    co_return revived;
}

Task<bool> RemoteShell::reconnectAll(Hint hint, base::CancelToken cancel)
{
    const auto self = shared_from_this();
    if (hint == Hint::Ask) {
        const wsman::ShellInfo info = co_await get(cancel);
        if (info.state != QLatin1String("Disconnected"))
            co_return false;
    }
    qCInfo(lcRemoting) << "shell" << m_shellId << "turned Disconnected by itself: reconnecting";
    co_await reconnect(QUuid(), cancel);
    const QSet<QUuid> ids = m_commands;
    for (const QUuid &id : ids) {
        try {
            co_await reconnect(id, cancel);
        } catch (const base::Error &error) {
            qCInfo(lcRemoting) << "command" << id << "was not reconnected:" << error.id << error.code;
        }
    }
    co_return true;
}

} // namespace rejoin::remoting
