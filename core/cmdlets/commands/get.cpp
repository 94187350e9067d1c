// Get-PSSession, and how the remote sets of the other cmdlets find their sessions.

#include "core/cmdlets/commands/commands.h"

namespace rejoin::cmdlets {

namespace {

using base::Error;
using base::ErrorCategory;
using base::Text;
using sessions::ComputerListing;
using sessions::SessionPtr;

bool stateWanted(const QString &filter, remoting::SessionState state)
{
    using remoting::SessionState;
    if (filter.isEmpty() || filter == QLatin1String("All"))
        return true;
    if (filter == QLatin1String("Opened"))
        return state == SessionState::Opened;
    if (filter == QLatin1String("Disconnected"))
        return state == SessionState::Disconnected;
    if (filter == QLatin1String("Closed"))
        return state == SessionState::Closed;
    return state == SessionState::Broken;
}

void reportUnmatched(const InvocationPtr &call, const ComputerListing &listing)
{
    const Text advice(QT_TRANSLATE_NOOP("core", "Get-PSSession -ComputerName %1 lists what there is."),
                      {listing.target.displayName()});
    for (const QString &name : listing.unmatchedNames)
        call->error(
            {ErrorCategory::SessionNotFound, QStringLiteral("PSSessionNameMatchFail"),
             Text(QT_TRANSLATE_NOOP("core", "The command cannot find a PSSession that has the name \"%1\"."), {name}),
             advice},
            listing.target.displayName());
    for (const QUuid &id : listing.unmatchedIds)
        call->error({ErrorCategory::SessionNotFound, QStringLiteral("PSSessionIdMatchFail"),
                     Text(QT_TRANSLATE_NOOP(
                              "core", "The command cannot find a PSSession that has an InstanceId value of \"%1\"."),
                          {id.toString(QUuid::WithoutBraces)}),
                     advice},
                    listing.target.displayName());
}

} // namespace

bool isRemoteSet(const BoundCommand &bound)
{
    return bound.has("ComputerName") || bound.has("ConnectionUri");
}

Task<QList<SessionPtr>> findRemote(InvocationPtr call)
{
    sessions::ListRequest request;
    request.targets = co_await call->targets(false);
    request.filter.names = call->bound().texts("Name");
    request.filter.instanceIds = call->bound().guids("InstanceId");
    request.throttleLimit = static_cast<int>(call->bound().integer("ThrottleLimit").value_or(0));
    const QList<ComputerListing> listings = co_await call->service()->list(std::move(request), nullptr, call->cancel());
    QList<SessionPtr> found;
    for (const ComputerListing &listing : listings) {
        const QString computer = listing.target.displayName();
        if (listing.error) {
            call->error(*listing.error, computer);
            continue;
        }
        for (const sessions::HiddenShell &hidden : listing.hidden)
            call->verbose(
                QStringLiteral("%1: left out %2: %3").arg(computer, hidden.shell.shellId, hidden.reason.english()));
        reportUnmatched(call, listing);
        for (const SessionPtr &session : listing.sessions)
            if (!found.contains(session))
                found << session;
    }
    co_return found;
}

Task<> getPSSession(InvocationPtr call)
{
    const BoundCommand &bound = call->bound();
    if (isRemoteSet(bound)) {
        const QList<SessionPtr> found = co_await findRemote(call);
        const QString filter = bound.text("State");
        for (const SessionPtr &session : found)
            if (stateWanted(filter, session->state()))
                call->output(Object::session(session));
        co_return;
    }
    QList<SessionPtr> local;
    if (bound.has("Id") || bound.has("InstanceId") || bound.has("Name"))
        local = call->localSessions();
    else
        local = call->service()->registry()->held();
    for (const SessionPtr &session : std::as_const(local))
        call->output(Object::session(session));
}

} // namespace rejoin::cmdlets
