#include "core/remoting/runspacesession_p.h"

#include "core/base/logging.h"
#include "core/base/spawn.h"
#include "core/remoting/failures.h"
#include "core/remoting/remotepipeline_p.h"
#include "core/wsman/namespaces.h"

#include <QTimer>

namespace rejoin::remoting {

std::shared_ptr<RunspaceSession> RunspaceSession::make(std::shared_ptr<transport::Transport> transport,
                                                       ShellParameters parameters)
{
    auto data = std::make_unique<Private>();
    data->parameters = std::move(parameters);
    data->shell = std::make_shared<RemoteShell>(std::move(transport), data->parameters);
    data->makePool();
    std::shared_ptr<RunspaceSession> session(new RunspaceSession(std::move(data)));
    session->followLine();
    return session;
}

RunspaceSession::RunspaceSession(std::unique_ptr<Private> data) : d(std::move(data))
{
}

RunspaceSession::~RunspaceSession()
{
    stopLoops();
    d->shell->abort();
    const base::Error gone = base::Error::cancelled();
    d->failKeyWaiters(gone);
    if (d->opening)
        d->opening->fail(gone);
    const auto pipelines = std::exchange(d->running, {});
    for (const auto &pipeline : pipelines)
        pipeline->endWith(gone);
}

void RunspaceSession::Private::makePool()
{
    psrp::PoolOptions options = parameters.pool;
    options.fragmentSize = shell->maximumBlob();
    pool = std::make_shared<psrp::RunspacePool>(parameters.shellId, options);
    keyAsked = false;
}

void RunspaceSession::Private::failKeyWaiters(const base::Error &error)
{
    keyAsked = false;
    const auto waiters = std::exchange(keyWaiters, {});
    for (const auto &waiter : waiters)
        waiter.fail(error);
}

void RunspaceSession::setState(SessionState state)
{
    if (d->state == state)
        return;
    d->state = state;
    d->shell->setAttached(state == SessionState::Opened);
    qCInfo(lcRemoting) << "session" << d->parameters.shellId << "is" << stateWord(state);
    Q_EMIT stateChanged(state);
}

void RunspaceSession::require(const QString &action, std::initializer_list<SessionState> states) const
{
    if (std::find(states.begin(), states.end(), d->state) == states.end())
        throw wrongState(action, d->state);
}

void RunspaceSession::startLoop()
{
    const std::weak_ptr<RunspaceSession> weak = weak_from_this();
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
            self->d->pool->skipToNextMessage();
        if (self->d->opening)
            self->d->opening->fail(openingLost());
        else if (!loss.silent) // the pool has little to say: silence is its usual state
            self->outputLost();
    };
    callbacks.failed = [weak](const base::Error &error) {
        if (const auto self = weak.lock())
            self->loopFailed(error);
    };
    d->loop = std::make_unique<ReceiveLoop>(d->shell, QUuid(), std::move(callbacks));
    d->loop->start();
}

void RunspaceSession::stopLoops()
{
    if (d->loop)
        d->loop->stop();
}

void RunspaceSession::received(const wsman::ReceiveResult &result)
{
    const auto self = shared_from_this();
    try {
        for (const wsman::StreamData &stream : result.streams) {
            if (!stream.commandId.isNull())
                continue;
            const auto pool = d->pool;
            const QList<psrp::PoolEvent> events = pool->receive(stream.data);
            for (const psrp::PoolEvent &event : events)
                handle(event);
        }
    } catch (const base::Error &error) {
        breakWith(error);
    }
}

void RunspaceSession::handle(const psrp::PoolEvent &event)
{
    if (std::holds_alternative<psrp::CapabilityReceived>(event)) {
        capabilityArrived();
    } else if (std::holds_alternative<psrp::PrivateDataReceived>(event)) {
        Q_EMIT changed();
    } else if (const auto *call = std::get_if<psrp::HostCallReceived>(&event)) {
        Q_EMIT hostCalled(call->call);
    } else if (std::holds_alternative<psrp::SessionKeyReady>(event)) {
        d->keyAsked = false;
        const auto waiters = std::exchange(d->keyWaiters, {});
        for (const auto &waiter : waiters)
            waiter.resolve(true);
    } else if (std::holds_alternative<psrp::PublicKeyRequested>(event)) {
        // Servers of protocol 2.1 ask for it and wait; who fails here fails again where a secret is needed.
        base::spawn(exchangeKey());
    } else if (const auto *note = std::get_if<psrp::NoteReceived>(&event)) {
        constexpr qsizetype kept = 100; // a server that says nothing else is not listened to for ever
        if (d->notes.size() < kept)
            d->notes.append(note->text);
    } else if (const auto *change = std::get_if<psrp::PoolStateChanged>(&event)) {
        if (change->state == psrp::PoolState::Opened) {
            if (d->opening)
                d->opening->resolve(true);
        } else if (change->state == psrp::PoolState::Closed || change->state == psrp::PoolState::Broken) {
            if (d->state != SessionState::Closing)
                breakWith(poolEnded(d->parameters.computerName, change->reason ? change->reason->message : QString()));
        }
    }
}

void RunspaceSession::capabilityArrived()
{
    // PSRP 2.1 is WinRM 2, whose envelopes end at 150 KB.
    constexpr quint32 oldEnvelope = 153600;
    const QStringList parts = d->pool->serverProtocolVersion().split(u'.');
    const int major = parts.value(0).toInt();
    const int minor = parts.value(1).toInt();
    if (major == 2 && minor <= 1 && d->shell->context().maxEnvelopeSize > oldEnvelope) {
        d->shell->setMaxEnvelopeSize(oldEnvelope);
        d->pool->setFragmentSize(d->shell->maximumBlob());
    }
}

void RunspaceSession::loopFailed(const base::Error &error)
{
    breakWith(error);
}

void RunspaceSession::breakWith(const base::Error &error)
{
    const auto self = shared_from_this();
    if (d->opening) {
        d->opening->fail(error); // create() goes on with it
        return;
    }
    if (d->state == SessionState::Closed || d->state == SessionState::Broken)
        return;
    stopLoops();
    d->pool->broken();
    d->failKeyWaiters(error);
    setState(SessionState::Broken);
    const auto pipelines = d->running;
    for (const auto &pipeline : pipelines)
        pipeline->endWith(error);
    Q_EMIT broken(error);
}

Task<> RunspaceSession::awaitOpened(base::Awaitable<bool> opened, base::CancelToken cancel)
{
    const auto self = shared_from_this();
    QTimer timer;
    timer.setSingleShot(true);
    const base::Error late = openTimedOut(d->parameters.computerName, d->parameters.openTimeout);
    QObject::connect(&timer, &QTimer::timeout, &timer, [handle = opened.handle(), late] { handle.fail(late); });
    timer.start(d->parameters.openTimeout);
    const auto registration = cancel.onCancel([handle = opened.handle()] { handle.fail(base::Error::cancelled()); });
    co_await opened;
}

Task<> RunspaceSession::create(base::CancelToken cancel)
{
    const auto self = shared_from_this();
    require(QStringLiteral("create"), {SessionState::BeforeOpen});
    setState(SessionState::Opening);
    std::exception_ptr failure;
    bool made = false;
    try {
        const QByteArray creationXml = d->pool->open();
        d->info = co_await d->shell->create(creationXml, d->parameters.pool.protocolVersion, cancel);
        made = true;
        base::Awaitable<bool> opened;
        d->opening = opened.handle();
        startLoop();
        co_await awaitOpened(opened, cancel);
    } catch (...) {
        failure = std::current_exception();
    }
    d->opening.reset();
    if (!failure) {
        setState(SessionState::Opened);
        co_return;
    }
    stopLoops();
    if (base::Error::from(failure).id == openingLost().id) {
        // The shell is there, its first words were lost: a Connect gets them said once more.
        failure = nullptr;
        try {
            co_await d->shell->disconnect(std::nullopt, wsman::BufferMode::None, cancel);
            co_await connectShell(cancel);
        } catch (...) {
            failure = std::current_exception();
        }
        if (!failure)
            co_return;
        stopLoops();
    }
    d->pool->broken();
    if (made) {
        // Nothing half open is left behind.
        try {
            co_await d->shell->remove(base::CancelToken());
        } catch (const base::Error &error) {
            qCInfo(lcRemoting) << "a shell that did not open could not be deleted:" << error.id;
        }
    }
    setState(SessionState::Broken);
    std::rethrow_exception(failure);
}

Task<> RunspaceSession::connectShell(base::CancelToken cancel)
{
    const auto self = shared_from_this();
    // A Connect begins anew: object ids from 1, no session key, pipelines attached to one by one.
    d->makePool();
    const QByteArray connectXml = d->pool->connect();
    const QByteArray answer = co_await d->shell->connect(connectXml, d->parameters.pool.protocolVersion, cancel);
    const QList<psrp::PoolEvent> events = d->pool->receiveConnectResponse(answer);
    d->running.clear();
    d->cutOff = false;
    d->started.clear();
    startLoop();
    for (const psrp::PoolEvent &event : events)
        handle(event);
    capabilityArrived();
    setState(SessionState::Opened);
}

Task<> RunspaceSession::connect(base::CancelToken cancel)
{
    const auto self = shared_from_this();
    require(QStringLiteral("connect"), {SessionState::BeforeOpen, SessionState::Disconnected});
    const SessionState before = d->state;
    setState(SessionState::Connecting);
    std::exception_ptr failure;
    try {
        co_await connectShell(cancel);
    } catch (...) {
        failure = std::current_exception();
    }
    if (failure) {
        setState(before);
        std::rethrow_exception(failure);
    }
}

Task<> RunspaceSession::reclaim(base::CancelToken cancel)
{
    const auto self = shared_from_this();
    require(QStringLiteral("connect"), {SessionState::BeforeOpen, SessionState::Disconnected, SessionState::Broken});
    const SessionState before = d->state;
    setState(SessionState::Connecting);
    std::exception_ptr failure;
    try {
        // Only a Disconnected shell can be connected to, and only its own SessionId may disconnect it.
        co_await d->shell->disconnect(std::nullopt, wsman::BufferMode::None, cancel);
        d->cutOff = false;
        co_await connectShell(cancel);
    } catch (...) {
        failure = std::current_exception();
    }
    if (failure) {
        setState(before);
        std::rethrow_exception(failure);
    }
}

Task<> RunspaceSession::reconnect(base::CancelToken cancel)
{
    const auto self = shared_from_this();
    require(QStringLiteral("reconnect"), {SessionState::Disconnected});
    setState(SessionState::Connecting);
    std::exception_ptr failure;
    try {
        co_await endCutOff(cancel);
        co_await d->shell->reconnect(QUuid(), cancel);
    } catch (...) {
        failure = std::current_exception();
    }
    if (failure) {
        setState(SessionState::Disconnected);
        std::rethrow_exception(failure);
    }
    d->pool->reconnected();
    startLoop();
    setState(SessionState::Opened);
    co_await resumePipelines(cancel);
}

Task<> RunspaceSession::resumePipelines(base::CancelToken cancel)
{
    const auto self = shared_from_this();
    // The shell's Reconnect does not resume its commands (MS-PSRP 3.1.5.3.18).
    const auto pipelines = d->running;
    for (const auto &pipeline : pipelines) {
        std::optional<base::Error> refused;
        try {
            co_await d->shell->reconnect(pipeline->id(), cancel);
        } catch (const base::Error &error) {
            refused = error;
        }
        if (refused && refused->category == base::ErrorCategory::Cancelled)
            throw *refused;
        pipeline->d->outcome.reset();
        if (refused) {
            pipeline->endWith(*refused);
            continue;
        }
        pipeline->d->pipeline.reconnected();
        pipeline->d->loop.reset();
        // Output that nobody listens to would be lost: who attaches begins.
        if (pipeline->hasListeners())
            pipeline->begin();
        Q_EMIT pipeline->stateChanged(pipeline->state());
    }
}

Task<> RunspaceSession::disconnect(DisconnectOptions options, base::CancelToken cancel)
{
    const auto self = shared_from_this();
    require(QStringLiteral("disconnect"), {SessionState::Opened});
    setState(SessionState::Disconnecting);
    // The server first completes the Receives that are out; no new ones may follow, and how they end does not matter.
    d->loop->suspend();
    for (const auto &pipeline : std::as_const(d->running))
        pipeline->suspend();
    std::exception_ptr failure;
    try {
        co_await d->shell->disconnect(options.idleTimeout, options.bufferMode, cancel);
    } catch (...) {
        failure = std::current_exception();
    }
    if (failure) {
        if (d->state == SessionState::Disconnecting) {
            setState(SessionState::Opened);
            d->loop->start();
            for (const auto &pipeline : std::as_const(d->running))
                pipeline->resume();
        }
        std::rethrow_exception(failure);
    }
    if (options.idleTimeout)
        d->info.idleTimeout = options.idleTimeout;
    if (options.bufferMode != wsman::BufferMode::None)
        d->info.bufferMode = options.bufferMode;
    becomeDisconnected();
}

Task<> RunspaceSession::close(base::CancelToken cancel)
{
    const auto self = shared_from_this();
    if (d->state == SessionState::Closed)
        co_return;
    const SessionState before = d->state;
    setState(SessionState::Closing);
    if (d->loop)
        d->loop->suspend();
    for (const auto &pipeline : std::as_const(d->running))
        pipeline->suspend();
    std::optional<base::Error> refused;
    try {
        co_await d->shell->remove(cancel);
    } catch (const base::Error &error) {
        refused = error;
    }
    if (refused && refused->category != base::ErrorCategory::SessionNotFound) {
        setState(before);
        if (before == SessionState::Opened) {
            d->loop->start();
            for (const auto &pipeline : std::as_const(d->running))
                pipeline->resume();
        }
        throw *refused;
    }
    stopLoops();
    d->failKeyWaiters(base::Error::cancelled());
    d->pool->closed();
    const auto pipelines = d->running;
    for (const auto &pipeline : pipelines)
        pipeline->endAs(psrp::PipelineState::Stopped);
    d->running.clear();
    setState(SessionState::Closed);
}

void RunspaceSession::abandon()
{
    const auto self = shared_from_this();
    stopLoops();
    d->shell->abort();
    const base::Error gone = base::Error::cancelled();
    d->failKeyWaiters(gone);
    const auto pipelines = std::exchange(d->running, {});
    for (const auto &pipeline : pipelines)
        pipeline->endWith(gone);
    if (d->state != SessionState::Closed && d->state != SessionState::Disconnected)
        setState(SessionState::Broken);
}

} // namespace rejoin::remoting
