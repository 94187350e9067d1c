// Connect-, Disconnect-, Remove-, New- and Enter-PSSession.

#include "core/cmdlets/commands/commands.h"
#include "core/cmdlets/sessionoptionproperties.h"
#include "core/sessions/keeping.h"
#include "core/sessions/sessionerrors.h"

namespace rejoin::cmdlets {

namespace {

using base::Error;
using base::ErrorCategory;
using base::Text;
using remoting::SessionState;
using sessions::SessionOutcome;
using sessions::SessionPtr;

int throttleLimit(const InvocationPtr &call)
{
    return static_cast<int>(call->bound().integer("ThrottleLimit").value_or(0));
}

/// The sessions that -WhatIf and -Confirm let through.
Task<QList<SessionPtr>> confirmed(InvocationPtr call, QList<SessionPtr> sessions)
{
    QList<SessionPtr> list;
    for (const SessionPtr &session : std::as_const(sessions)) {
        const QString target = targetName(*session);
        const bool yes = co_await call->shouldProcess(target);
        if (yes)
            list << session;
    }
    co_return list;
}

/// Remembers each session as soon as it is open: what follows may be interrupted.
std::function<void(const SessionOutcome &)> remember(const InvocationPtr &call)
{
    return [state = call->state()](const SessionOutcome &outcome) {
        if (!outcome.error && outcome.session && !state->toLeave.contains(outcome.session))
            state->toLeave << outcome.session;
    };
}

remoting::DisconnectOptions disconnectOptions(const BoundCommand &bound)
{
    remoting::DisconnectOptions options;
    // PowerShell's TimeSpan becomes an int of milliseconds: what is longer is the longest.
    if (const auto seconds = bound.integer("IdleTimeoutSec"))
        options.idleTimeout =
            std::min<std::chrono::milliseconds>(std::chrono::seconds(*seconds), sessions::longestIdleTimeout);
    const QString mode = bound.text("OutputBufferingMode");
    if (mode == QLatin1String("Drop"))
        options.bufferMode = wsman::BufferMode::Drop;
    else if (mode == QLatin1String("Block"))
        options.bufferMode = wsman::BufferMode::Block;
    return options;
}

Task<> disconnectOne(InvocationPtr call, SessionPtr session, remoting::DisconnectOptions options,
                     std::shared_ptr<QList<SessionOutcome>> all, qsizetype index)
{
    const bool was = session->state() == SessionState::Opened;
    const QList<SessionPtr> list{session};
    const QList<SessionOutcome> outcomes =
        co_await call->service()->disconnect(list, options, 0, nullptr, call->cancel());
    (*all)[index] = outcomes.first();
    if (was && !outcomes.first().error)
        call->frontEnd()->left(session, true);
}

} // namespace

QString targetName(const sessions::Session &session)
{
    return session.computerName() + u'\\' + session.name();
}

void writeOutcomes(const InvocationPtr &call, const QList<SessionOutcome> &outcomes, bool output)
{
    for (const SessionOutcome &outcome : outcomes) {
        if (outcome.error)
            call->error(*outcome.error, outcome.session ? outcome.session->computerName() : QString());
        else if (output && outcome.session)
            call->output(Object::session(outcome.session));
    }
}

Task<> connectPSSession(InvocationPtr call)
{
    QList<SessionPtr> wanted;
    if (isRemoteSet(call->bound()))
        wanted = co_await findRemote(call);
    else
        wanted = call->localSessions();
    const QList<SessionPtr> chosen = co_await confirmed(call, wanted);
    if (isRemoteSet(call->bound()) && !chosen.isEmpty()) {
        const QStringList useless = withoutEffectOnConnect(chosen.first()->origin().session);
        if (!useless.isEmpty())
            call->verbose(QStringLiteral("Session options without effect on connecting to a session that exists: %1.")
                              .arg(useless.join(QStringLiteral(", "))));
    }
    std::function<void(const SessionOutcome &)> each = remember(call);
    const QList<SessionOutcome> outcomes =
        co_await call->service()->connect(chosen, throttleLimit(call), std::move(each), call->cancel());
    writeOutcomes(call, outcomes, true);
}

Task<> disconnectPSSession(InvocationPtr call)
{
    const QList<SessionPtr> chosen = co_await confirmed(call, call->localSessions());
    const remoting::DisconnectOptions given = disconnectOptions(call->bound());
    // Side by side, each with its own time: without -IdleTimeoutSec PowerShell sends the session option's, and where
    // that says none the server keeps what is in force. A default of ours would change what scripts count on.
    QList<std::function<Task<>()>> jobs;
    const auto all = std::make_shared<QList<SessionOutcome>>(chosen.size());
    for (qsizetype i = 0; i < chosen.size(); ++i) {
        remoting::DisconnectOptions options = given;
        if (!options.idleTimeout)
            options.idleTimeout = chosen.at(i)->origin().session.idleTimeout;
        jobs <<
            [call, session = chosen.at(i), options, all, i]() { return disconnectOne(call, session, options, all, i); };
    }
    co_await runThrottled(std::move(jobs), throttleLimit(call), call->cancel());
    writeOutcomes(call, *all, true);
}

Task<> removePSSession(InvocationPtr call)
{
    const QList<SessionPtr> chosen = co_await confirmed(call, call->localSessions());
    const QList<SessionOutcome> outcomes = co_await call->service()->remove(chosen, 0, nullptr, call->cancel());
    writeOutcomes(call, outcomes, false);
    for (const SessionOutcome &outcome : outcomes)
        call->state()->toLeave.removeAll(outcome.session);
}

Task<QList<SessionPtr>> createSessions(InvocationPtr call, QStringList names)
{
    QList<sessions::ConnectionOptions> targets = co_await call->targets(true);
    // As PowerShell: before anything is sent, and for all of them.
    for (const sessions::ConnectionOptions &target : std::as_const(targets)) {
        const auto &idle = target.session.idleTimeout;
        if (idle && *idle < sessions::minimumIdleTimeout)
            throw sessions::idleTimeoutTooShort(*idle);
    }
    if (!names.isEmpty() && names.size() != targets.size())
        call->warning(
            QStringLiteral("%1 names for %2 computers: sessions without a name of their own are named Runspace<Id>.")
                .arg(names.size())
                .arg(targets.size()));
    QList<sessions::CreateRequest> requests;
    for (qsizetype i = 0; i < targets.size(); ++i) {
        sessions::CreateRequest request;
        request.target = targets.at(i);
        request.name = names.value(i);
        requests << request;
    }
    std::function<void(const SessionOutcome &)> each = remember(call);
    const QList<SessionOutcome> outcomes =
        co_await call->service()->create(std::move(requests), throttleLimit(call), std::move(each), call->cancel());
    QList<SessionPtr> created;
    for (const SessionOutcome &outcome : outcomes)
        if (!outcome.error)
            created << outcome.session;
    writeOutcomes(call, outcomes, false);
    co_await tellQuotaShells(call, outcomes);
    co_return created;
}

Task<> newPSSession(InvocationPtr call)
{
    const BoundCommand &bound = call->bound();
    if (bound.isSet("EnableNetworkAccess"))
        throw Error(
            ErrorCategory::Unsupported, QStringLiteral("EnableNetworkAccessNotSupported"),
            Text(QT_TRANSLATE_NOOP("core", "-EnableNetworkAccess is for sessions on the local Windows computer; "
                                           "Rejoin reaches remote ones only.")),
            Text(QT_TRANSLATE_NOOP("core", "Leave -EnableNetworkAccess out.")));
    QList<SessionPtr> created;
    if (bound.setName == QLatin1String("Session")) {
        // A new session on the computer of each given one, reached in the same way.
        QList<sessions::CreateRequest> requests;
        const QStringList names = bound.texts("Name");
        const QList<SessionPtr> models = bound.sessions("Session");
        for (qsizetype i = 0; i < models.size(); ++i) {
            sessions::CreateRequest request;
            request.target = models.at(i)->origin();
            request.target.configurationName = models.at(i)->configurationName();
            request.name = names.value(i);
            requests << request;
        }
        std::function<void(const SessionOutcome &)> each = remember(call);
        const QList<SessionOutcome> outcomes =
            co_await call->service()->create(std::move(requests), throttleLimit(call), std::move(each), call->cancel());
        writeOutcomes(call, outcomes, true);
        co_await tellQuotaShells(call, outcomes);
        co_return;
    }
    created = co_await createSessions(call, bound.texts("Name"));
    for (const SessionPtr &session : std::as_const(created))
        call->output(Object::session(session));
}

Task<> enterPSSession(InvocationPtr call)
{
    SessionPtr session;
    const bool own = isRemoteSet(call->bound());
    if (own) {
        const QList<SessionPtr> created = co_await createSessions(call, QStringList());
        session = created.value(0);
    } else {
        session = call->localSessions().value(0);
    }
    if (!session)
        co_return;
    std::exception_ptr failure;
    try {
        co_await call->frontEnd()->interact(session, call->cancel());
    } catch (...) {
        failure = std::current_exception();
    }
    if (own) {
        // A session that Enter-PSSession made for itself ends with it, as in PowerShell.
        const QList<SessionPtr> list{session};
        const QList<SessionOutcome> outcomes = co_await call->service()->remove(list);
        call->state()->toLeave.removeAll(session);
        writeOutcomes(call, outcomes, false);
    }
    if (failure)
        std::rethrow_exception(failure);
}

} // namespace rejoin::cmdlets
