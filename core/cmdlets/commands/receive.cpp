// Receive-PSSession.

#include "core/cmdlets/commands/commands.h"
#include "core/cmdlets/remotenotes.h"

namespace rejoin::cmdlets {

namespace {

using base::Error;
using base::ErrorCategory;
using base::Text;
using remoting::RemotePipeline;
using remoting::SessionState;
using sessions::SessionPtr;

constexpr auto queryFailedWord = QLatin1String("RemotePSSessionQueryFailed");
constexpr auto connectFailedWord = QLatin1String("PSSessionConnectFailed");

void refuse(const BoundCommand &bound)
{
    if (bound.text("OutTarget") != QLatin1String("Job") && !bound.has("JobName"))
        return;
    throw Error(ErrorCategory::Unsupported, QStringLiteral("ParameterNotOffered"),
                Text(QT_TRANSLATE_NOOP("core", "-OutTarget Job and -JobName have no meaning in rejoinctl: it has no "
                                               "job table of its own.")),
                Text(QT_TRANSLATE_NOOP("core", "Leave them out: the output comes here.")));
}

/// The session that the remote sets mean: the name is exact here and only the first match counts, unlike
/// Connect-PSSession; none is no error. Null for none.
Task<SessionPtr> findOne(InvocationPtr call)
{
    const BoundCommand &bound = call->bound();
    sessions::ListRequest request;
    request.targets = co_await call->targets(false);
    const QList<sessions::ComputerListing> listings =
        co_await call->service()->list(std::move(request), nullptr, call->cancel());
    const QString name = bound.text("Name");
    const QList<QUuid> ids = bound.guids("InstanceId");
    SessionPtr first;
    for (const sessions::ComputerListing &listing : listings) {
        const QString computer = listing.target.displayName();
        if (listing.error) {
            Error error = *listing.error;
            error.id.replace(queryFailedWord, QLatin1String("ReceivePSSessionQueryForSessionFailed"));
            call->error(error, computer);
            continue;
        }
        for (const sessions::HiddenShell &hidden : listing.hidden)
            call->verbose(
                QStringLiteral("%1: left out %2: %3").arg(computer, hidden.shell.shellId, hidden.reason.english()));
        for (const SessionPtr &session : listing.sessions) {
            const bool matches = ids.isEmpty() ? session->name().compare(name, Qt::CaseInsensitive) == 0
                                               : ids.contains(session->instanceId());
            if (!first && matches)
                first = session;
        }
    }
    co_return first;
}

/// Why a command ended as Failed, in PowerShell's words. Its records have been written before.
void writeFailure(const InvocationPtr &call, const RemotePipeline &pipeline, const QString &computer)
{
    const auto reason = pipeline.reason();
    const Text words = reason && !reason->message.isEmpty()
                           ? Text(QT_TRANSLATE_NOOP("core", "The remote pipeline failed for the following reason: %1"),
                                  {reason->message})
                           : Text(QT_TRANSLATE_NOOP("core", "The remote pipeline failed."));
    call->error({ErrorCategory::Fault, QStringLiteral("ReceivePSSessionPipelineFailed"), words}, computer);
}

} // namespace

Task<> receivePSSession(InvocationPtr call)
{
    const BoundCommand &bound = call->bound();
    refuse(bound);
    SessionPtr session;
    if (isRemoteSet(bound))
        session = co_await findOne(call);
    else
        session = call->localSessions().value(0);
    if (!session)
        co_return;
    const QString target = targetName(*session);
    const bool go = co_await call->shouldProcess(target);
    if (!go)
        co_return;
    const QString computer = session->computerName();
    std::optional<Error> failure;
    try {
        const std::shared_ptr<RemotePipeline> pipeline = co_await call->service()->receive(session, call->cancel());
        if (session->state() == SessionState::Opened && !call->state()->toLeave.contains(session))
            call->state()->toLeave << session;
        // No running command: PowerShell gives nothing, and so do we.
        if (pipeline) {
            const psrp::PipelineState state = co_await followPipeline(call, session, pipeline, RemoteNotes::Add);
            if (state == psrp::PipelineState::Failed)
                writeFailure(call, *pipeline, computer);
        }
    } catch (const Error &error) {
        failure = error;
    }
    if (failure) {
        failure->id.replace(connectFailedWord, QLatin1String("ReceivePSSessionCannotConnectSession"));
        call->error(*failure, computer);
    }
}

} // namespace rejoin::cmdlets
