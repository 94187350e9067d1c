// Keeping a disconnected shell alive: its idle time is counted from the last request of its client.
#include "core/remoting/runspacesession_p.h"

#include "core/base/logging.h"

namespace rejoin::remoting {

Task<> RunspaceSession::renew(Renewal how, DisconnectOptions options, base::CancelToken cancel)
{
    const auto self = shared_from_this();
    require(QStringLiteral("keep alive"), {SessionState::BeforeOpen, SessionState::Disconnected, SessionState::Broken});
    const SessionState before = d->state;
    setState(SessionState::Connecting);
    bool attached = how == Renewal::Attached;
    std::exception_ptr failure;
    try {
        if (how == Renewal::Connect) {
            // A pool for this one exchange: what it learns is not kept, since nothing is received.
            psrp::PoolOptions pool = d->parameters.pool;
            pool.fragmentSize = d->shell->maximumBlob();
            psrp::RunspacePool client(d->parameters.shellId, pool);
            const QByteArray connectXml = client.connect();
            const QByteArray answer = co_await d->shell->connect(connectXml, pool.protocolVersion, cancel);
            attached = true;
            const QList<psrp::PoolEvent> events = client.receiveConnectResponse(answer);
            qCDebug(lcRemoting) << "shell" << d->parameters.shellId << "answered with" << events.size() << "messages";
        } else if (how == Renewal::Reconnect) {
            // The shell only: its commands stay disconnected (MS-PSRP 3.1.5.3.18).
            co_await endCutOff(cancel);
            co_await d->shell->reconnect(QUuid(), cancel);
            attached = true;
        }
    } catch (...) {
        failure = std::current_exception();
    }
    if (!attached) {
        // The request may have been carried out although its answer never came: then the shell would stay attached.
        const base::Error reason = base::Error::from(failure);
        if (reason.requestSent || reason.category == base::ErrorCategory::Cancelled) {
            try {
                co_await d->shell->disconnect(options.idleTimeout, options.bufferMode, base::CancelToken());
            } catch (const base::Error &error) {
                qCInfo(lcRemoting) << "shell" << d->parameters.shellId << "was not attached to:" << error.id;
            }
        }
        setState(before);
        std::rethrow_exception(failure);
    }
    // Whatever happens now, the shell must not be left attached.
    std::exception_ptr stillAttached;
    try {
        co_await d->shell->disconnect(options.idleTimeout, options.bufferMode, base::CancelToken());
    } catch (...) {
        stillAttached = std::current_exception();
    }
    if (stillAttached) {
        const base::Error first = base::Error::from(stillAttached);
        if (!failure)
            failure = stillAttached;
        stillAttached = nullptr;
        qCInfo(lcRemoting) << "shell" << d->parameters.shellId << "refused the time:" << first.id << first.code;
        try {
            co_await d->shell->disconnect(std::nullopt, wsman::BufferMode::None, base::CancelToken());
        } catch (...) {
            stillAttached = std::current_exception();
        }
    }
    setState(stillAttached ? SessionState::Broken : SessionState::Disconnected);
    if (failure)
        std::rethrow_exception(failure);
    if (options.idleTimeout)
        d->info.idleTimeout = options.idleTimeout;
    if (options.bufferMode != wsman::BufferMode::None)
        d->info.bufferMode = options.bufferMode;
}

} // namespace rejoin::remoting
