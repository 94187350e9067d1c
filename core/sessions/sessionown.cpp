// The program's own requests in a session.
#include "core/base/logging.h"
#include "core/base/spawn.h"
#include "core/sessions/hostinterface.h"
#include "core/sessions/serviceprivate.h"
#include "core/sessions/sessionerrors.h"

namespace rejoin::sessions {

using remoting::RemotePipeline;

namespace {

base::Error ownRequestFailed(const RemotePipeline &pipeline, const QString &command)
{
    QString reason = QStringLiteral("stopped");
    QString id;
    if (const auto record = pipeline.reason()) {
        reason = record->message;
        id = record->fullyQualifiedId;
    }
    return ownRequestRefused(command, id, reason);
}

} // namespace

Task<> SessionService::runOwn(SessionPtr session, OwnRequest request, OwnOutput output, base::CancelToken cancel)
{
    const QString command = request.command();
    const auto offered = [](const Session &of, const QString &name) {
        if (of.limits().lacks(name))
            throw commandNotOffered(name);
    };
    offered(*session, command);
    const auto turns = session->turns();
    const SessionTurns::Turn turn = co_await turns->own(session, cancel);
    offered(*session, command); // learned while this one waited
    const auto runspace = session->runspace();
    const QUuid id = makeOwnCommandId(request.kind);
    std::shared_ptr<RemotePipeline> pipeline;
    std::exception_ptr failure;
    try {
        pipeline = co_await runspace->start(request.pipeline, cancel, id);
    } catch (...) {
        failure = std::current_exception();
    }
    if (failure) {
        // It may be the answer that was lost.
        turns->doubt(id);
        std::rethrow_exception(failure);
    }
    turns->ownRuns(pipeline);
    if (!request.savedAs.isEmpty())
        pipeline->saveOutput(request.savedAs);
    // The events must not outlive who asked: the context goes with this coroutine.
    QObject context;
    QObject::connect(pipeline.get(), &RemotePipeline::streamed, &context, [output](const psrp::PipelineEvent &event) {
        if (output)
            output(event);
    });
    // Nobody is there to answer questions of Get-Job and its kind.
    bridgeHost(pipeline, {});
    const std::weak_ptr<RemotePipeline> weak = pipeline;
    const bool mayStop = request.kind != OwnKind::Fetch; // what it has fetched would be lost with it
    const auto registration = cancel.onCancel([weak, mayStop] {
        const auto target = weak.lock();
        if (target && mayStop)
            base::spawn(target->stop(), [](const base::Error &error) {
                qCInfo(lcSessions) << "an own request could not be stopped:" << error.id;
            });
    });
    pipeline->begin();
    psrp::PipelineState state = psrp::PipelineState::Failed;
    try {
        state = co_await pipeline->finished();
    } catch (...) {
        failure = std::current_exception();
    }
    if (!pipeline->isForgotten() && mayStop)
        turns->doubt(id);
    if (failure)
        std::rethrow_exception(failure);
    cancel.check();
    if (state == psrp::PipelineState::Completed)
        co_return;
    const auto reason = pipeline->reason();
    if (reason && isMissing(*reason, command)) {
        session->limits().setLacks(command);
        throw commandNotOffered(command);
    }
    throw ownRequestFailed(*pipeline, command);
}

} // namespace rejoin::sessions
