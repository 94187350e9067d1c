#include "core/remoting/remotepipeline_p.h"

#include "core/base/logging.h"
#include "core/base/secretstring.h"
#include "core/base/spawn.h"
#include "core/remoting/failures.h"
#include "core/wsman/namespaces.h"

#include <QMetaMethod>
#include <QTimer>

namespace rejoin::remoting {

RemotePipeline::RemotePipeline(std::unique_ptr<Private> data) : d(std::move(data))
{
}

RemotePipeline::~RemotePipeline() = default;

QUuid RemotePipeline::id() const
{
    return d->pipeline.id();
}

QString RemotePipeline::commandLine() const
{
    return d->commandLine;
}

psrp::PipelineState RemotePipeline::state() const
{
    return d->outcome ? *d->outcome : d->pipeline.state();
}

std::optional<clixml::ErrorRecord> RemotePipeline::reason() const
{
    return d->reason;
}

bool RemotePipeline::isPending() const
{
    return d->pending && !d->outcome;
}

void RemotePipeline::listedAsPending()
{
    if (!std::exchange(d->pending, true))
        Q_EMIT pendingChanged(true);
}

std::shared_ptr<RunspaceSession> RemotePipeline::liveSession() const
{
    return d->session.lock();
}

void RemotePipeline::begin()
{
    if (d->loop || d->outcome)
        return;
    const std::weak_ptr<RemotePipeline> weak = weak_from_this();
    ReceiveLoop::Callbacks callbacks;
    callbacks.received = [weak](const wsman::ReceiveResult &result) {
        if (const auto self = weak.lock())
            self->received(result);
    };
    callbacks.lost = [weak](const LossWatch::Loss &loss) {
        const auto self = weak.lock();
        if (!self)
            return;
        if (loss.headless)
            self->d->pipeline.skipToNextMessage();
        if (const auto session = self->liveSession())
            session->outputLost();
    };
    callbacks.failed = [weak](const base::Error &error) {
        if (const auto self = weak.lock())
            self->loopFailed(error);
    };
    d->loop = std::make_unique<ReceiveLoop>(d->shell, id(), std::move(callbacks));
    d->loop->setHeld(d->holds > 0);
    d->loop->start();
}

std::shared_ptr<void> RemotePipeline::hold()
{
    const auto setHeld = [](RemotePipeline &pipeline) {
        if (pipeline.d->loop)
            pipeline.d->loop->setHeld(pipeline.d->holds > 0);
    };
    ++d->holds;
    setHeld(*this);
    return {d.get(), [weak = weak_from_this(), setHeld](void *) {
                if (const auto self = weak.lock()) {
                    --self->d->holds;
                    setHeld(*self);
                }
            }};
}

// --- what is saved ---

void RemotePipeline::saveOutput(const QString &label)
{
    d->saves = true;
    d->saveLabel = label;
}

void RemotePipeline::save(const QList<psrp::PipelineEvent> &events)
{
    if (!d->saves || !d->store || events.isEmpty())
        return;
    if (!d->saved) {
        output::OutputSource source;
        source.commandId = id();
        source.computer = d->computerName;
        source.command = d->commandLine;
        source.label = d->saveLabel;
        if (const auto session = liveSession()) {
            source.shellId = session->parameters().shellId;
            source.session = session->parameters().name;
        }
        d->saved = d->store->begin(source);
    }
    for (const psrp::PipelineEvent &event : events)
        d->saved->append(event);
    d->saved->flush();
}

namespace {

output::EndState endState(psrp::PipelineState state)
{
    switch (state) {
    case psrp::PipelineState::Completed:
        return output::EndState::Completed;
    case psrp::PipelineState::Failed:
        return output::EndState::Failed;
    case psrp::PipelineState::Stopped:
        return output::EndState::Stopped;
    default:
        return output::EndState::Disconnected;
    }
}

} // namespace

// --- what comes ---

QList<psrp::PipelineEvent> RemotePipeline::take(const wsman::ReceiveResult &result, std::optional<base::Error> &failure)
{
    QList<psrp::PipelineEvent> shown;
    try {
        for (const wsman::StreamData &stream : result.streams) {
            if (!stream.commandId.isNull() && stream.commandId != id())
                continue;
            const QList<psrp::PipelineEvent> events = d->pipeline.receive(stream.data);
            for (const psrp::PipelineEvent &event : events) {
                if (const auto *change = std::get_if<psrp::PipelineStateChanged>(&event); change && change->reason)
                    d->reason = change->reason;
                if (!d->twins.isRepetition(event))
                    shown.append(event);
            }
        }
    } catch (const base::Error &error) {
        failure = error;
    }
    return shown;
}

void RemotePipeline::received(const wsman::ReceiveResult &result)
{
    const auto self = shared_from_this();
    std::optional<base::Error> failure;
    QList<psrp::PipelineEvent> events = take(result, failure);
    if (const auto session = liveSession()) {
        QList<psrp::PipelineEvent> notes;
        const QStringList texts = session->takeNotes();
        for (const QString &text : texts) {
            clixml::InformationalRecord record;
            record.message = text;
            notes.append(psrp::VerboseReceived{record});
        }
        events = notes + events;
    }
    // First on this computer's disk: the server has forgotten it already.
    save(events);
    for (const psrp::PipelineEvent &event : events) {
        Q_EMIT streamed(event);
        if (d->outcome) // a slot ended the session
            return;
    }
    if (failure) {
        endWith(*failure);
        // What gives more than was allowed must not run on, unread.
        if (failure->category == base::ErrorCategory::LimitExceeded)
            base::spawn(terminate(self));
        return;
    }
    if (!result.commandState.isEmpty() || !events.isEmpty()) {
        const bool pending = result.commandState == QLatin1String(wsman::commandstate::pending);
        if (std::exchange(d->pending, pending) != pending)
            Q_EMIT pendingChanged(pending);
    }
    if (result.isDone()) {
        if (!psrp::isFinal(d->pipeline.state())) {
            // Done without a PIPELINE_STATE: the exit code is all there is to tell by.
            const bool failed = result.exitCode.value_or(0) != 0;
            d->pipeline.ended(d->stopping ? psrp::PipelineState::Stopped
                              : failed    ? psrp::PipelineState::Failed
                                          : psrp::PipelineState::Completed);
        }
        base::spawn(terminate(self));
    }
}

Task<> RemotePipeline::terminate(std::shared_ptr<RemotePipeline> self)
{
    // The server keeps an ended command until it is told to forget it (MS-PSRP 3.1.5.3.9), and lists it so long.
    try {
        co_await self->d->shell->signal(self->id(), wsman::signalcode::terminate, base::CancelToken());
        self->d->forgotten = true;
    } catch (const base::Error &error) {
        self->d->forgotten = error.category == base::ErrorCategory::SessionNotFound;
        qCInfo(lcRemoting) << "Terminate of" << self->id() << "failed:" << error.id << error.code;
    }
    self->endAs(self->d->pipeline.state());
}

void RemotePipeline::loopFailed(const base::Error &error)
{
    const auto self = shared_from_this();
    if (psrp::isFinal(d->pipeline.state())) {
        endAs(d->pipeline.state());
        return;
    }
    if (error.category == base::ErrorCategory::SessionNotFound && d->stopping) {
        d->pipeline.ended(psrp::PipelineState::Stopped);
        endAs(psrp::PipelineState::Stopped);
        return;
    }
    if (error.category == base::ErrorCategory::SessionNotFound && d->shell->isDoubtful(id()))
        endWith(endLost(d->computerName));
    else
        endWith(isConnectionTrouble(error) ? connectivityLost(d->computerName, error) : error);
}

void RemotePipeline::suspend()
{
    if (d->loop)
        d->loop->suspend();
}

void RemotePipeline::resume()
{
    if (d->loop && !d->outcome)
        d->loop->start();
}

bool RemotePipeline::hasListeners() const
{
    static const QMetaMethod streamedSignal = QMetaMethod::fromSignal(&RemotePipeline::streamed);
    return isSignalConnected(streamedSignal);
}

void RemotePipeline::markDisconnected()
{
    if (psrp::isFinal(d->pipeline.state()))
        endAs(d->pipeline.state());
    else
        endAs(psrp::PipelineState::Disconnected);
}

void RemotePipeline::endAs(psrp::PipelineState state)
{
    if (d->outcome)
        return;
    d->outcome = state;
    conclude();
}

void RemotePipeline::endWith(const base::Error &error)
{
    if (d->outcome)
        return;
    d->failure = error;
    d->outcome = psrp::PipelineState::Failed;
    conclude();
}

void RemotePipeline::conclude()
{
    const auto self = weak_from_this().lock(); // null inside the session's destructor chain only
    if (d->loop)
        d->loop->stop();
    if (d->saved)
        d->saved->finish(d->failure ? output::EndState::Interrupted : endState(*d->outcome));
    const auto waiters = std::exchange(d->waiters, {});
    for (const auto &waiter : waiters)
        waiter.resolve(true);
    const auto session = liveSession();
    if (session && *d->outcome != psrp::PipelineState::Disconnected)
        session->ended(self);
    Q_EMIT stateChanged(*d->outcome);
    if (d->failure)
        Q_EMIT failed(*d->failure);
}

Task<psrp::PipelineState> RemotePipeline::finished()
{
    const auto self = shared_from_this();
    if (!d->outcome) {
        base::Awaitable<bool> over;
        d->waiters.append(over.handle());
        co_await over;
    }
    if (d->failure)
        throw *d->failure;
    co_return d->outcome.value_or(d->pipeline.state());
}

Task<> RemotePipeline::stop(base::CancelToken cancel)
{
    const auto self = shared_from_this();
    if (d->outcome) {
        if (psrp::isFinal(*d->outcome))
            co_return;
        throw pipelineIsOver();
    }
    begin();
    d->stopping = true;
    if (d->pipeline.state() == psrp::PipelineState::Running)
        d->pipeline.stopping();

    base::Awaitable<bool> over;
    d->waiters.append(over.handle());
    std::optional<base::Error> refused;
    try {
        co_await d->shell->signal(id(), wsman::signalcode::stopPipeline, cancel);
    } catch (const base::Error &error) {
        refused = error;
    }
    // A command that has just ended is unknown: what it had to say is on its way.
    if (refused && refused->category != base::ErrorCategory::SessionNotFound)
        throw *refused;

    QTimer timer;
    timer.setSingleShot(true);
    QObject::connect(&timer, &QTimer::timeout, &timer, [handle = over.handle()] { handle.resolve(false); });
    timer.start(d->cancelTimeout);
    const auto registration = cancel.onCancel([handle = over.handle()] { handle.fail(base::Error::cancelled()); });
    const bool ended = co_await over;
    if (ended)
        co_return;
    qCInfo(lcRemoting) << "pipeline" << id() << "did not stop in time: terminating it";
    co_await discard(cancel);
}

Task<> RemotePipeline::discard(base::CancelToken cancel)
{
    const auto self = shared_from_this();
    if (d->outcome)
        co_return;
    d->stopping = true;
    std::optional<base::Error> refused;
    try {
        co_await d->shell->signal(id(), wsman::signalcode::terminate, cancel);
    } catch (const base::Error &error) {
        refused = error;
    }
    d->forgotten = !refused || refused->category == base::ErrorCategory::SessionNotFound;
    if (!d->forgotten)
        throw *refused;
    if (!psrp::isFinal(d->pipeline.state()))
        d->pipeline.ended(psrp::PipelineState::Stopped);
    endAs(d->pipeline.state());
}

bool RemotePipeline::isForgotten() const
{
    return d->forgotten;
}

Task<> RemotePipeline::sendInput(clixml::Value value, base::CancelToken cancel)
{
    const auto self = shared_from_this();
    if (d->outcome)
        throw pipelineIsOver();
    const QByteArray fragments = d->pipeline.input(value);
    co_await d->shell->send(id(), QStringLiteral("stdin"), fragments, cancel);
}

Task<> RemotePipeline::endInput(base::CancelToken cancel)
{
    const auto self = shared_from_this();
    if (d->outcome)
        throw pipelineIsOver();
    const QByteArray fragments = d->pipeline.endOfInput();
    co_await d->shell->send(id(), QStringLiteral("stdin"), fragments, cancel);
}

Task<> RemotePipeline::respond(psrp::HostResponse response, base::CancelToken cancel)
{
    const auto self = shared_from_this();
    if (d->outcome)
        throw pipelineIsOver();
    response.pipelineId = id();
    const QByteArray fragments = d->pool->hostResponse(response);
    // Stream "pr" of the shell; the pipeline's id is in the message's header (as recorded from Windows).
    co_await d->shell->send(QUuid(), QStringLiteral("pr"), fragments, cancel);
}

Task<clixml::Value> RemotePipeline::encryptSecret(base::SecretString secret, base::CancelToken cancel)
{
    const auto self = shared_from_this();
    const auto session = liveSession();
    if (d->outcome || !session)
        throw pipelineIsOver();
    co_await session->exchangeKey(cancel);
    co_return d->pool->encryptSecret(secret.utf8());
}

Task<> RemotePipeline::respondSecret(psrp::HostCall call, base::SecretString secret, base::CancelToken cancel)
{
    const auto self = shared_from_this();
    psrp::HostResponse response;
    response.callId = call.callId;
    response.method = call.method;
    response.result = co_await encryptSecret(secret, cancel);
    co_await respond(response, cancel);
}

Task<> RemotePipeline::respondCredential(psrp::HostCall call, base::Credential credential, base::CancelToken cancel)
{
    const auto self = shared_from_this();
    const clixml::Value password = co_await encryptSecret(credential.password, cancel);
    psrp::HostResponse response;
    response.callId = call.callId;
    response.method = call.method;
    response.result = psrp::credentialObject(credential.userName, password);
    co_await respond(response, cancel);
}

} // namespace rejoin::remoting
