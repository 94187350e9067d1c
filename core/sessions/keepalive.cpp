// Leaving sessions, and keeping those alive that were left.
#include "core/base/logging.h"
#include "core/sessions/connectplanner.h"
#include "core/sessions/keeping.h"
#include "core/sessions/serviceprivate.h"
#include "core/sessions/sessionerrors.h"

namespace rejoin::sessions {

using base::Error;
using base::ErrorCategory;
using remoting::RunspaceSession;
using remoting::SessionState;

namespace {

const QString disconnectedWord = QStringLiteral("Disconnected");
const QString connectedWord = QStringLiteral("Connected");

} // namespace

// --- leave ---

Task<SessionOutcome> SessionService::Private::leaveOne(SessionPtr session,
                                                       std::optional<std::chrono::milliseconds> wish,
                                                       base::CancelToken cancel)
{
    const auto self = shared_from_this();
    const remoting::DisconnectOptions options = leavingOptions(*session, wish);
    SessionOutcome outcome = co_await disconnectOne(session, options, cancel);
    if (outcome.error && (isIdleTimeoutRefused(*outcome.error) ||
                          outcome.error->id == QLatin1String("CannotDisconnectSessionWithInvalidIdleTimeout"))) {
        // Better with the time that is in force than not left at all.
        qCInfo(lcSessions) << "session" << session->instanceId() << "is left with its present idle time-out";
        const remoting::DisconnectOptions asItIs;
        outcome = co_await disconnectOne(session, asItIs, cancel);
    }
    co_return outcome;
}

Task<Outcomes> SessionService::leave(QList<SessionPtr> sessions, std::optional<std::chrono::milliseconds> wish,
                                     int throttleLimit, OnOutcome onEach, base::CancelToken cancel)
{
    const std::function<Task<SessionOutcome>(qsizetype)> step = [data = d, sessions, wish, cancel](qsizetype i) {
        return data->leaveOne(sessions.at(i), wish, cancel);
    };
    return runAll(sessions.size(), throttleLimit, step, std::move(onEach), cancel);
}

// --- keep alive ---

Task<SessionOutcome> SessionService::Private::keepAliveOne(SessionPtr session,
                                                           std::optional<std::chrono::milliseconds> idleTimeout,
                                                           base::CancelToken cancel)
{
    const auto self = shared_from_this();
    SessionOutcome outcome{session, std::nullopt};
    if (session->state() == SessionState::Opened)
        co_return outcome; // it does not expire
    remoting::DisconnectOptions options;
    options.idleTimeout = idleTimeout.value_or(keepTime(*session));
    outcome.error = refusedIdleTimeout(*session, *options.idleTimeout);
    if (outcome.error)
        co_return outcome;
    const ConnectFacts facts = factsOf(session);
    ConnectPlan plan = planConnect(facts);
    if (!plan.step) {
        outcome.error = facts.attached ? keepAliveInUse(session->name()) : plan.error;
        co_return outcome;
    }

    const auto before = session->runspace();
    const auto ours = held->find(session->instanceId());
    std::optional<Error> failure;
    bool again = true;
    bool asked = false;
    while (again) { // once more at most: when what was known is out of date
        again = false;
        failure.reset();
        // One that this process disconnected goes on to be its own, pipelines included; else nothing is kept of it.
        std::shared_ptr<RunspaceSession> runspace = before;
        auto how = RunspaceSession::Renewal::Reconnect;
        if (*plan.step == ConnectStep::Connect) {
            how = RunspaceSession::Renewal::Connect;
            runspace = makeRunspace(session, QUuid::createUuid());
        } else if (*plan.step == ConnectStep::Reclaim) {
            how = RunspaceSession::Renewal::Attached;
            if (ours)
                runspace = makeRunspace(session, ours->sessionId);
        }
        // As for a connected session: after a kill in between the next start can take it back.
        HeldSessions::Entry entry;
        entry.shellId = session->instanceId();
        entry.sessionId = runspace->parameters().sessionId;
        entry.computer = session->computerName();
        entry.name = session->name();
        held->put(entry);
        try {
            co_await runspace->renew(how, options, cancel);
        } catch (const Error &error) {
            failure = error;
        }
        if (runspace->state() == SessionState::Broken) {
            // Attached to our SessionId, which can take it back.
            session->setRunspace(runspace);
            wsman::ShellInfo info = session->shell();
            info.state = connectedWord;
            session->update(info, session->commands(), clock->now());
            break;
        }
        held->remove(session->instanceId());
        if (failure && failure->category == ErrorCategory::Cancelled)
            throw *failure;
        if (!failure || !isStale(*failure) || asked)
            break;
        asked = true;
        std::optional<wsman::ShellInfo> now;
        std::optional<Error> queryError;
        try {
            now = co_await askAgain(session, cancel);
        } catch (const Error &error) {
            queryError = error;
        }
        if (queryError && queryError->category == ErrorCategory::Cancelled)
            throw *queryError;
        if (queryError) {
            failure = queryError;
        } else if (!now) {
            outcome.error = sessionVanished(session->name(), session->computerName(), *failure);
            co_return outcome;
        } else {
            session->update(*now, session->commands(), clock->now());
            if (now->state != disconnectedWord) {
                outcome.error = keepAliveInUse(session->name());
                co_return outcome;
            }
            plan.step = ConnectStep::Connect;
            again = true;
        }
    }
    if (failure) {
        outcome.error = failure->category == ErrorCategory::SessionNotFound
                            ? sessionVanished(session->name(), session->computerName(), *failure)
                        : isIdleTimeoutRefused(*failure)
                            ? idleTimeoutOutOfRange(session->name(), *options.idleTimeout, maximumIdleTimeout(*session))
                            : keepAliveFailed(session->name(), *failure);
        co_return outcome;
    }
    wsman::ShellInfo info = session->shell();
    info.state = disconnectedWord;
    info.shellInactivity = std::chrono::milliseconds(0);
    info.idleTimeout = options.idleTimeout;
    session->update(info, session->commands(), clock->now());
    co_return outcome;
}

Task<Outcomes> SessionService::keepAlive(QList<SessionPtr> sessions,
                                         std::optional<std::chrono::milliseconds> idleTimeout, int throttleLimit,
                                         OnOutcome onEach, base::CancelToken cancel)
{
    const std::function<Task<SessionOutcome>(qsizetype)> step = [data = d, sessions, idleTimeout, cancel](qsizetype i) {
        return data->keepAliveOne(sessions.at(i), idleTimeout, cancel);
    };
    return runAll(sessions.size(), throttleLimit, step, std::move(onEach), cancel);
}

// --- keep longer ---

Task<SessionOutcome> SessionService::keepLonger(SessionPtr session, base::CancelToken cancel)
{
    const auto data = d;
    SessionOutcome outcome{session, std::nullopt};
    const auto runspace = session->runspace();
    if (!runspace || session->state() != SessionState::Opened) {
        outcome.error = notConnectedHere(session->name());
        co_return outcome;
    }
    if (!runspace->pipelines().isEmpty()) {
        outcome.error = busyToKeepLonger(session->name());
        co_return outcome;
    }
    // Only Disconnect carries an idle time-out (MS-WSMV 2.2.4.15).
    const remoting::DisconnectOptions options = leavingOptions(*session);
    outcome = co_await data->disconnectOne(session, options, cancel);
    if (!outcome.error) {
        const base::CancelToken goesOn; // it was connected and shall be so again
        outcome = co_await data->connectOne(session, goesOn);
    }
    co_return outcome;
}

} // namespace rejoin::sessions
