// Connect, disconnect, remove and create: each session's failure is data in its outcome.
#include "core/base/logging.h"
#include "core/base/sleep.h"
#include "core/sessions/connectplanner.h"
#include "core/sessions/directory.h"
#include "core/sessions/keeping.h"
#include "core/sessions/serverage.h"
#include "core/sessions/serviceprivate.h"
#include "core/sessions/sessionerrors.h"
#include "core/wsman/namespaces.h"

namespace rejoin::sessions {

using base::Error;
using base::ErrorCategory;
using remoting::SessionState;

namespace {

const QString disconnectedWord = QStringLiteral("Disconnected");
const QString connectedWord = QStringLiteral("Connected");
const QString defaultConfiguration = QStringLiteral("Microsoft.PowerShell");

void rethrowCancelled(const std::optional<Error> &failure)
{
    if (failure && failure->category == ErrorCategory::Cancelled)
        throw *failure;
}

} // namespace

std::shared_ptr<remoting::RunspaceSession> SessionService::Private::makeRunspace(const SessionPtr &session,
                                                                                 const QUuid &sessionId) const
{
    const ConnectionOptions &origin = session->origin();
    remoting::ShellParameters parameters;
    parameters.shellId = session->instanceId();
    parameters.sessionId = sessionId;
    parameters.name = session->name();
    parameters.computerName = session->computerName();
    parameters.resourceUri = session->shell().resourceUri;
    if (parameters.resourceUri.isEmpty())
        parameters.resourceUri = origin.resourceUri();
    if (parameters.resourceUri.isEmpty())
        parameters.resourceUri = resourceUriFor(defaultConfiguration);
    if (!origin.session.culture.isEmpty())
        parameters.culture = origin.session.culture;
    if (!origin.session.uiCulture.isEmpty())
        parameters.uiCulture = origin.session.uiCulture;
    parameters.idleTimeout = origin.session.idleTimeout;
    // As PowerShell does with a session that it found: the shell's own mode unless the option says one.
    parameters.bufferMode = origin.session.outputBufferingMode;
    if (parameters.bufferMode == wsman::BufferMode::None)
        parameters.bufferMode = session->shell().bufferMode;
    parameters.noMachineProfile = origin.session.noMachineProfile;
    parameters.offerCompression = !origin.session.noCompression;
    parameters.compressionMode = session->shell().compressionMode;
    parameters.operationTimeout = timeLimit(origin.session.operationTimeout);
    parameters.openTimeout = timeLimit(origin.session.openTimeout);
    parameters.cancelTimeout = timeLimit(origin.session.cancelTimeout);
    parameters.utf16 = origin.session.useUtf16;
    parameters.pool.protocolVersion = origin.session.protocolVersion;
    parameters.pool.maximumReceivedObject = origin.session.maximumReceivedObjectSize;
    parameters.pool.maximumReceivedPerCommand = origin.session.maximumReceivedDataSizePerCommand;
    parameters.pool.applicationArguments =
        applicationArguments(origin.session.applicationArguments, origin.session.protocolVersion);
    parameters.savedOutput = savedOutput;
    if (retry)
        parameters.retry = *retry;
    parameters.clock = clock;
    const auto runspace = remoting::RunspaceSession::make(transportFor(origin), parameters);
    follow(session, runspace);
    return runspace;
}

void SessionService::Private::nowHeld(const SessionPtr &session)
{
    if (registry)
        registry->hold(session);
    HeldSessions::Entry entry;
    entry.shellId = session->instanceId();
    entry.sessionId = session->runspace()->parameters().sessionId;
    entry.computer = session->computerName();
    entry.name = session->name();
    held->put(entry);
    wsman::ShellInfo info = session->shell();
    info.state = connectedWord;
    session->update(info, session->commands(), clock->now());
    session->turns()->reopen(!session->commands().isEmpty());
}

/// Requests of our own that a cut connection, or another Rejoin, left in the shell are taken away before anything else
/// begins: Get-PSSession hides a shell with two commands, and one of them would be ours.
Task<> SessionService::Private::clearLeftOvers(SessionPtr session, bool afterKill, base::CancelToken cancel)
{
    const auto self = shared_from_this();
    bool looks = afterKill;
    QList<wsman::CommandInfo> commands = session->commands();
    for (const wsman::CommandInfo &command : std::as_const(commands))
        looks = looks || ownKind(command.id()).has_value();
    if (!looks)
        co_return;
    const QList<QUuid> cleared = co_await session->turns()->clearLeftOvers(session->runspace(), cancel);
    commands.removeIf([&cleared](const wsman::CommandInfo &command) { return cleared.contains(command.id()); });
    session->update(session->shell(), commands, clock->now());
}

void SessionService::Private::nowDisconnected(const SessionPtr &session)
{
    held->remove(session->instanceId());
    wsman::ShellInfo info = session->shell();
    if (const auto runspace = session->runspace()) {
        info.idleTimeout = runspace->shell().idleTimeout ? runspace->shell().idleTimeout : info.idleTimeout;
        if (runspace->shell().bufferMode != wsman::BufferMode::None)
            info.bufferMode = runspace->shell().bufferMode;
    }
    info.state = disconnectedWord;
    info.shellInactivity = std::chrono::milliseconds(0);
    session->update(info, session->commands(), clock->now());
}

// --- connect ---

Task<> SessionService::Private::connectAnew(SessionPtr session, base::CancelToken cancel)
{
    const auto self = shared_from_this();
    const auto before = session->runspace();
    const auto trail = std::make_shared<RedirectTrail>(session->origin(), redirects);
    bool again = true;
    while (again) { // each turn uses up one of the redirects
        again = false;
        const auto runspace = makeRunspace(session, QUuid::createUuid());
        session->setRunspace(runspace);
        std::exception_ptr failure;
        try {
            co_await runspace->connect(cancel);
        } catch (...) {
            failure = std::current_exception();
        }
        if (failure) {
            session->setRunspace(before);
            const Error reason = Error::from(failure);
            const std::optional<Error> ending = co_await trail->follow(reason, cancel);
            if (ending)
                throw *ending;
            session->setOrigin(trail->target());
            again = true;
        }
    }
}

Task<> SessionService::Private::reclaim(SessionPtr session, QUuid sessionId, base::CancelToken cancel)
{
    const auto self = shared_from_this();
    const auto before = session->runspace();
    const auto runspace = makeRunspace(session, sessionId);
    session->setRunspace(runspace);
    std::exception_ptr failure;
    try {
        co_await runspace->reclaim(cancel);
    } catch (...) {
        failure = std::current_exception();
    }
    if (failure) {
        session->setRunspace(before);
        std::rethrow_exception(failure);
    }
}

ConnectFacts SessionService::Private::factsOf(const SessionPtr &session) const
{
    const auto runspace = session->runspace();
    ConnectFacts facts;
    facts.name = session->name();
    facts.isPowerShell = session->isPowerShell();
    facts.state = session->state();
    facts.disconnectedHere = runspace && runspace->state() == SessionState::Disconnected;
    facts.cutOff = runspace && runspace->isCutOff();
    facts.attached = session->isAttached();
    facts.ownSessionId = held->find(session->instanceId()) || (runspace && runspace->state() == SessionState::Broken);
    return facts;
}

Task<std::optional<wsman::ShellInfo>> SessionService::Private::askAgain(SessionPtr session, base::CancelToken cancel)
{
    const auto self = shared_from_this();
    const auto transport = transportFor(session->origin());
    std::optional<wsman::ShellInfo> now;
    std::exception_ptr failure;
    try {
        now = co_await lookUpShell(transport, session->origin(), session->instanceId(), cancel);
    } catch (...) {
        failure = std::current_exception();
    }
    transport->close();
    if (failure)
        std::rethrow_exception(failure);
    co_return now;
}

Task<SessionOutcome> SessionService::Private::connectOne(SessionPtr session, base::CancelToken cancel)
{
    const auto self = shared_from_this();
    SessionOutcome outcome{session, std::nullopt};
    const auto runspace = session->runspace();
    const auto ours = held->find(session->instanceId());
    const ConnectFacts facts = factsOf(session);
    ConnectPlan plan = planConnect(facts);
    if (!plan.step) {
        outcome.error = plan.error;
        if (!plan.error && registry)
            registry->hold(session);
        co_return outcome;
    }

    std::optional<Error> failure;
    try {
        if (*plan.step == ConnectStep::Reconnect) {
            co_await runspace->reconnect(cancel);
        } else if (*plan.step == ConnectStep::Reclaim) {
            const QUuid sessionId = ours ? ours->sessionId : runspace->parameters().sessionId;
            co_await reclaim(session, sessionId, cancel);
        } else {
            co_await connectAnew(session, cancel);
        }
    } catch (const Error &error) {
        failure = error;
    }
    rethrowCancelled(failure);
    if (failure && isStale(*failure)) {
        // What was known is out of date: ask once, connect as a new client once.
        qCInfo(lcSessions) << "session" << session->instanceId() << "is not as it was listed:" << failure->code;
        RequeryFacts again;
        again.name = session->name();
        again.computer = session->computerName();
        again.failure = *failure;
        std::optional<wsman::ShellInfo> now;
        std::optional<Error> queryError;
        try {
            now = co_await askAgain(session, cancel);
        } catch (const Error &error) {
            queryError = error;
        }
        rethrowCancelled(queryError);
        if (queryError) {
            outcome.error = connectFailed(session->name(), *queryError);
            co_return outcome;
        }
        again.exists = now.has_value();
        again.attached = now && now->state != disconnectedWord;
        if (now)
            session->update(*now, session->commands(), clock->now());
        plan = planAfterRequery(again);
        if (!plan.step) {
            outcome.error = plan.error;
            co_return outcome;
        }
        failure.reset();
        try {
            co_await connectAnew(session, cancel);
        } catch (const Error &error) {
            failure = error;
        }
        rethrowCancelled(failure);
    }
    if (!failure) {
        nowHeld(session);
        co_await clearLeftOvers(session, plan.step == ConnectStep::Reclaim, cancel);
        co_return outcome;
    }
    if (mayComeOfAge(*failure)) {
        const auto transport = transportFor(session->origin());
        const std::optional<Error> age = co_await ageOf(transport, session->origin(), cancel);
        transport->close();
        if (age)
            failure = age;
    }
    outcome.error = failure->category == ErrorCategory::SessionNotFound
                        ? sessionVanished(session->name(), session->computerName(), *failure)
                        : connectFailed(session->name(), *failure);
    co_return outcome;
}

// --- disconnect ---

Task<SessionOutcome> SessionService::Private::disconnectOne(SessionPtr session, remoting::DisconnectOptions options,
                                                            base::CancelToken cancel)
{
    const auto self = shared_from_this();
    SessionOutcome outcome{session, std::nullopt};
    if (session->state() == SessionState::Disconnected)
        co_return outcome;
    const auto runspace = session->runspace();
    if (session->state() != SessionState::Opened || !runspace) {
        outcome.error = notOpened(session->name());
        co_return outcome;
    }
    if (!canDisconnect(*runspace)) {
        outcome.error = tooOldToDisconnect(session->name());
        co_return outcome;
    }
    if (options.idleTimeout)
        outcome.error = refusedIdleTimeout(*session, *options.idleTimeout);
    if (outcome.error)
        co_return outcome;
    std::optional<Error> failure;
    try {
        co_await session->turns()->close(cancel);
        co_await runspace->disconnect(options, cancel);
    } catch (const Error &error) {
        failure = error;
    }
    if (failure)
        session->turns()->reopen(false);
    rethrowCancelled(failure);
    const bool badTime = failure && options.idleTimeout && isIdleTimeoutRefused(*failure);
    if (failure && !badTime && mayComeOfAge(*failure)) {
        const auto transport = transportFor(session->origin());
        const std::optional<Error> age = co_await ageOf(transport, session->origin(), cancel);
        transport->close();
        if (age)
            failure = age;
    }
    if (badTime) {
        // The server's limits are other than it said: worded as ours are.
        outcome.error = idleTimeoutOutOfRange(session->name(), *options.idleTimeout, maximumIdleTimeout(*session));
        outcome.error->code = failure->code;
        outcome.error->detail = failure->detail;
    } else if (failure) {
        outcome.error = refusesDisconnecting(*failure) ? cannotBeDisconnected(session->name(), *failure)
                                                       : disconnectFailed(session->name(), *failure);
    } else {
        nowDisconnected(session);
    }
    if (!failure && options.idleTimeout) {
        wsman::ShellInfo info = session->shell();
        info.idleTimeout = options.idleTimeout;
        session->update(info, session->commands(), clock->now());
    }
    co_return outcome;
}

// --- remove ---

Task<SessionOutcome> SessionService::Private::removeOne(SessionPtr session, base::CancelToken cancel)
{
    const auto self = shared_from_this();
    SessionOutcome outcome{session, std::nullopt};
    std::optional<Error> failure;
    try {
        // A bare Delete is enough for a session that is not connected here.
        auto runspace = session->runspace();
        if (!runspace) {
            const auto ours = held->find(session->instanceId());
            runspace = makeRunspace(session, ours ? ours->sessionId : QUuid::createUuid());
        }
        session->setRunspace(runspace);
        co_await runspace->close(cancel);
    } catch (const Error &error) {
        failure = error;
    }
    if (registry)
        registry->release(session->instanceId());
    rethrowCancelled(failure);
    held->remove(session->instanceId());
    if (!failure) {
        // Whoever still knows the session needs its login no more.
        ConnectionOptions origin = session->origin();
        origin.credential.password = {};
        session->setOrigin(origin);
    }
    if (failure)
        outcome.error = removeFailed(session->name(), session->computerName(), *failure);
    co_return outcome;
}

// --- create ---

namespace {

using namespace std::chrono_literals;

constexpr auto firstPause = 100ms;
constexpr auto longestPause = 500ms;

/// No connection was made (PowerShell retries its CANNOT_CONNECT), so that asking again cannot make a second session.
bool isWorthAnotherTry(const Error &failure, const remoting::RunspaceSession &runspace)
{
    return failure.category == ErrorCategory::ConnectFailed && failure.id == QLatin1String("CannotConnect") &&
           failure.detail != QLatin1String("sent") && runspace.shell().shellId.isEmpty();
}

} // namespace

Task<> SessionService::Private::createRunspace(SessionPtr session, base::CancelToken cancel)
{
    const auto self = shared_from_this();
    const auto trail = std::make_shared<RedirectTrail>(session->origin(), redirects);
    int retries = session->origin().session.maxConnectionRetryCount;
    auto pause = firstPause;
    bool again = true;
    while (again) { // each turn uses up a retry or a redirect
        again = false;
        const auto runspace = makeRunspace(session, QUuid::createUuid());
        session->setRunspace(runspace);
        std::optional<Error> failure;
        try {
            co_await runspace->create(cancel);
        } catch (const Error &error) {
            failure = error;
        }
        if (failure && retries > 0 && isWorthAnotherTry(*failure, *runspace)) {
            --retries;
            qCInfo(lcSessions) << "no connection for a new session:" << failure->id << "tries left:" << retries;
            co_await base::sleepFor(pause, cancel);
            pause = std::min(pause * 2, longestPause);
            again = true;
        } else if (failure) {
            failure = co_await trail->follow(*failure, cancel);
            if (failure)
                throw *failure;
            session->setOrigin(trail->target());
            again = true;
        }
    }
}

Task<SessionOutcome> SessionService::Private::createOne(SessionPtr session, CreateRequest request,
                                                        base::CancelToken cancel)
{
    const auto self = shared_from_this();
    SessionOutcome outcome{session, std::nullopt};
    const auto &idleTimeout = request.target.session.idleTimeout;
    if (idleTimeout && *idleTimeout < minimumIdleTimeout) {
        outcome.error = idleTimeoutTooShort(*idleTimeout);
        co_return outcome;
    }
    std::optional<Error> failure;
    bool wrongWords = false;
    try {
        wsman::ShellInfo info;
        info.name = request.name.isEmpty() ? QStringLiteral("Runspace%1").arg(session->id()) : request.name;
        info.resourceUri = request.target.configurationName.isEmpty() ? resourceUriFor(defaultConfiguration)
                                                                      : request.target.resourceUri();
        session->update(info, {}, clock->now());
        wrongWords = true;
        (void)request.target.transportSettings(connectTo);
        wrongWords = false;
        co_await createRunspace(session, cancel);
        wsman::ShellInfo made = session->runspace()->shell();
        if (made.name.isEmpty())
            made.name = info.name;
        if (made.resourceUri.isEmpty())
            made.resourceUri = info.resourceUri;
        if (made.shellId.isEmpty())
            made.shellId = session->instanceId().toString(QUuid::WithoutBraces).toUpper();
        session->update(made, {}, clock->now());
    } catch (const Error &error) {
        failure = error;
    }
    rethrowCancelled(failure);
    if (!failure)
        nowHeld(session);
    else if (wrongWords && failure->category == ErrorCategory::InvalidArgument)
        outcome.error = *failure;
    else
        outcome.error = openFailed(session->computerName(), *failure);
    co_return outcome;
}

// --- many at a time ---

Task<Outcomes> runAll(qsizetype count, int throttleLimit, std::function<Task<SessionOutcome>(qsizetype)> step,
                      OnOutcome onEach, base::CancelToken cancel)
{
    auto results = std::make_shared<Outcomes>(count);
    Throttle throttle(throttleLimit);
    const auto one = [](std::shared_ptr<Outcomes> all, qsizetype index, Throttle gate,
                        std::function<Task<SessionOutcome>(qsizetype)> make, OnOutcome tell,
                        base::CancelToken stop) -> Task<> {
        const std::shared_ptr<void> turn = co_await gate.enter(stop);
        const SessionOutcome outcome = co_await make(index);
        (*all)[index] = outcome;
        if (tell)
            tell(outcome);
    };
    std::vector<Task<>> running;
    for (qsizetype i = 0; i < count; ++i)
        running.push_back(one(results, i, throttle, step, onEach, cancel));
    std::exception_ptr failure;
    for (Task<> &task : running) {
        try {
            co_await task;
        } catch (...) {
            failure = std::current_exception();
        }
    }
    if (failure)
        std::rethrow_exception(failure);
    co_return *std::as_const(results);
}

Task<Outcomes> SessionService::connect(QList<SessionPtr> sessions, int throttleLimit, OnOutcome onEach,
                                       base::CancelToken cancel)
{
    const std::function<Task<SessionOutcome>(qsizetype)> step = [data = d, sessions, cancel](qsizetype i) {
        return data->connectOne(sessions.at(i), cancel);
    };
    return runAll(sessions.size(), throttleLimit, step, std::move(onEach), cancel);
}

Task<Outcomes> SessionService::disconnect(QList<SessionPtr> sessions, remoting::DisconnectOptions options,
                                          int throttleLimit, OnOutcome onEach, base::CancelToken cancel)
{
    const std::function<Task<SessionOutcome>(qsizetype)> step = [data = d, sessions, options, cancel](qsizetype i) {
        return data->disconnectOne(sessions.at(i), options, cancel);
    };
    return runAll(sessions.size(), throttleLimit, step, std::move(onEach), cancel);
}

Task<Outcomes> SessionService::remove(QList<SessionPtr> sessions, int throttleLimit, OnOutcome onEach,
                                      base::CancelToken cancel)
{
    const std::function<Task<SessionOutcome>(qsizetype)> step = [data = d, sessions, cancel](qsizetype i) {
        return data->removeOne(sessions.at(i), cancel);
    };
    return runAll(sessions.size(), throttleLimit, step, std::move(onEach), cancel);
}

Task<Outcomes> SessionService::create(QList<CreateRequest> requests, int throttleLimit, OnOutcome onEach,
                                      base::CancelToken cancel)
{
    // Ids in the order of the request, whoever is first.
    QList<SessionPtr> sessions;
    for (const CreateRequest &request : requests)
        sessions.append(d->registry->forShell(QUuid::createUuid(), request.target));
    const std::function<Task<SessionOutcome>(qsizetype)> step = [data = d, sessions, requests, cancel](qsizetype i) {
        return data->createOne(sessions.at(i), requests.at(i), cancel);
    };
    return runAll(requests.size(), throttleLimit, step, std::move(onEach), cancel);
}

} // namespace rejoin::sessions
