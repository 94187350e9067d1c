// What is done inside an open session: pipelines, secrets, questions about the shell.
#include "core/remoting/failures.h"
#include "core/remoting/remotepipeline_p.h"
#include "core/remoting/runspacesession_p.h"
#include "core/wsman/namespaces.h"

#include "core/base/logging.h"
#include "core/base/secretstring.h"

#include <QTimer>

namespace rejoin::remoting {

namespace {

void prepare(RemotePipeline &, auto &data, const RunspaceSession &session, std::shared_ptr<RemoteShell> shell)
{
    data.shell = std::move(shell);
    data.computerName = session.parameters().computerName;
    data.cancelTimeout = session.parameters().cancelTimeout;
    data.store = session.parameters().savedOutput;
}

} // namespace

Task<std::shared_ptr<RemotePipeline>> RunspaceSession::start(psrp::CreatePipeline request, base::CancelToken cancel,
                                                             QUuid commandId)
{
    const auto self = shared_from_this();
    require(QStringLiteral("start a command"), {SessionState::Opened});
    const QUuid id = commandId.isNull() ? QUuid::createUuid() : commandId;
    auto data = std::make_unique<RemotePipeline::Private>(d->pool, id);
    data->commandLine = request.commandLine();
    data->session = weak_from_this();
    const std::shared_ptr<RemotePipeline> pipeline(new RemotePipeline(std::move(data)));
    prepare(*pipeline, *pipeline->d, *this, d->shell);

    d->started.insert(id); // it may be listed before the answer comes
    QList<QByteArray> fragments = pipeline->d->pipeline.start(request);
    const QByteArray first = fragments.takeFirst();
    co_await d->shell->command(id, request.commandLine(), first, cancel);
    std::exception_ptr failure;
    try {
        if (!fragments.isEmpty()) {
            const QByteArray rest = fragments.join();
            co_await d->shell->send(id, QStringLiteral("stdin"), rest, cancel);
        }
    } catch (...) {
        failure = std::current_exception();
    }
    if (failure) {
        // The server waits for the rest of a message that will not come: take the command away again.
        try {
            co_await d->shell->signal(id, wsman::signalcode::terminate, base::CancelToken());
        } catch (const base::Error &error) {
            qCInfo(lcRemoting) << "a half-sent command could not be taken back:" << error.id;
        }
        std::rethrow_exception(failure);
    }
    if (d->state != SessionState::Opened)
        throw wrongState(QStringLiteral("start a command"), d->state);
    d->running.append(pipeline);
    Q_EMIT changed();
    co_return pipeline;
}

Task<std::shared_ptr<RemotePipeline>> RunspaceSession::attach(QUuid commandId, base::CancelToken cancel)
{
    const auto self = shared_from_this();
    require(QStringLiteral("attach to a command"), {SessionState::Opened});
    for (const auto &pipeline : std::as_const(d->running)) {
        if (pipeline->id() == commandId)
            co_return pipeline;
    }
    co_await d->shell->connectCommand(commandId, cancel);
    if (d->state != SessionState::Opened)
        throw wrongState(QStringLiteral("attach to a command"), d->state);
    auto data = std::make_unique<RemotePipeline::Private>(d->pool, commandId, psrp::Pipeline::Attached());
    data->session = weak_from_this();
    for (const wsman::CommandInfo &known : std::as_const(d->lastCommands)) {
        if (known.id() == commandId)
            data->commandLine = known.commandLine;
    }
    const std::shared_ptr<RemotePipeline> pipeline(new RemotePipeline(std::move(data)));
    prepare(*pipeline, *pipeline->d, *this, d->shell);
    pipeline->saveOutput();
    d->running.append(pipeline);
    Q_EMIT changed();
    co_return pipeline;
}

QStringList RunspaceSession::takeNotes()
{
    return std::exchange(d->notes, {});
}

Task<> RunspaceSession::forgetCommand(QUuid commandId, base::CancelToken cancel)
{
    const auto self = shared_from_this();
    require(QStringLiteral("end a command"), {SessionState::Opened});
    std::optional<base::Error> refused;
    try {
        co_await d->shell->signal(commandId, wsman::signalcode::terminate, cancel);
    } catch (const base::Error &error) {
        refused = error;
    }
    if (refused && refused->category != base::ErrorCategory::SessionNotFound)
        throw *refused;
}

void RunspaceSession::ended(const std::shared_ptr<RemotePipeline> &pipeline)
{
    if (d->running.removeOne(pipeline))
        Q_EMIT changed();
}

Task<QList<wsman::CommandInfo>> RunspaceSession::commands(base::CancelToken cancel)
{
    const auto self = shared_from_this();
    // A copy: QCoro moves from what co_return names.
    const QList<wsman::CommandInfo> now = co_await d->shell->commands(cancel);
    d->lastCommands = now;
    co_return now;
}

Task<wsman::ShellInfo> RunspaceSession::refreshShell(base::CancelToken cancel)
{
    const auto self = shared_from_this();
    const wsman::ShellInfo now = co_await d->shell->get(cancel);
    d->info = now;
    co_return now;
}

Task<> RunspaceSession::exchangeKey(base::CancelToken cancel)
{
    const auto self = shared_from_this();
    require(QStringLiteral("exchange the session key"), {SessionState::Opened});
    if (!d->pool->needsSessionKey() || d->pool->hasSessionKey())
        co_return;
    base::Awaitable<bool> ready;
    d->keyWaiters.append(ready.handle());
    if (!d->keyAsked) {
        d->keyAsked = true;
        const QByteArray fragments = d->pool->publicKey();
        std::optional<base::Error> refused;
        try {
            co_await d->shell->send(QUuid(), QStringLiteral("stdin"), fragments, cancel);
        } catch (const base::Error &error) {
            refused = error;
        }
        if (refused)
            d->failKeyWaiters(*refused);
    }
    QTimer timer;
    timer.setSingleShot(true);
    const base::Error late(
        base::ErrorCategory::TimedOut, QStringLiteral("SessionKeyTimedOut"),
        base::Text(QT_TRANSLATE_NOOP("core", "%1 did not answer with a key for secrets."),
                   {d->parameters.computerName}),
        base::Text(QT_TRANSLATE_NOOP("core", "Try again; disconnect and connect the session if it stays so.")));
    QObject::connect(&timer, &QTimer::timeout, &timer, [handle = ready.handle(), late] { handle.fail(late); });
    timer.start(d->parameters.cancelTimeout);
    const auto registration = cancel.onCancel([handle = ready.handle()] { handle.fail(base::Error::cancelled()); });
    std::exception_ptr failure;
    try {
        co_await ready;
    } catch (...) {
        failure = std::current_exception();
    }
    if (failure) {
        d->keyAsked = false; // the next one asks again
        std::rethrow_exception(failure);
    }
}

Task<base::SecretString> RunspaceSession::revealSecret(clixml::Value secureString, base::CancelToken cancel)
{
    const auto self = shared_from_this();
    co_await exchangeKey(cancel);
    co_return openSecret(secureString);
}

base::SecretString RunspaceSession::openSecret(const clixml::Value &secureString) const
{
    QByteArray utf8 = d->pool->decryptSecret(secureString);
    auto secret = base::SecretString::fromUtf8(utf8);
    base::wipe(utf8.data(), static_cast<std::size_t>(utf8.size()));
    return secret;
}

clixml::Value RunspaceSession::sealSecret(const base::SecretString &secret) const
{
    return d->pool->encryptSecret(secret.utf8());
}

Task<clixml::Value> RunspaceSession::encryptSecret(base::SecretString secret, base::CancelToken cancel)
{
    const auto self = shared_from_this();
    co_await exchangeKey(cancel);
    co_return sealSecret(secret);
}

Task<> RunspaceSession::respond(psrp::HostResponse response, base::CancelToken cancel)
{
    const auto self = shared_from_this();
    require(QStringLiteral("answer"), {SessionState::Opened});
    response.pipelineId = QUuid();
    const QByteArray fragments = d->pool->hostResponse(response);
    co_await d->shell->send(QUuid(), QStringLiteral("pr"), fragments, cancel);
}

bool RunspaceSession::isOwn(const QUuid &commandId) const
{
    return d->started.contains(commandId);
}

SessionState RunspaceSession::state() const
{
    return d->state;
}

const ShellParameters &RunspaceSession::parameters() const
{
    return d->parameters;
}

wsman::ShellInfo RunspaceSession::shell() const
{
    return d->info;
}

clixml::Value RunspaceSession::privateData() const
{
    return d->pool->privateData();
}

QString RunspaceSession::serverProtocolVersion() const
{
    return d->pool->serverProtocolVersion();
}

transport::ConnectionFacts RunspaceSession::facts() const
{
    return d->shell->facts();
}

QList<std::shared_ptr<RemotePipeline>> RunspaceSession::pipelines() const
{
    return d->running;
}

} // namespace rejoin::remoting
