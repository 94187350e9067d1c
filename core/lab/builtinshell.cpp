#include "core/lab/builtinshell.h"

#include "core/base/logging.h"
#include "core/base/spawn.h"
#include "core/lab/labfaults.h"
#include "core/psrp/runspacepool.h"

namespace rejoin::lab {

using wsman::BufferMode;

namespace {

std::shared_ptr<BuiltinCommand> ours(const std::shared_ptr<LabCommand> &command)
{
    return std::static_pointer_cast<BuiltinCommand>(command); // makeCommand() makes no others
}

psrp::CreatePipeline scriptPipeline(const QString &script)
{
    psrp::PipelineCommand text;
    text.text = script;
    text.isScript = true;
    psrp::CreatePipeline request;
    request.commands.append(text);
    return request;
}

} // namespace

void BuiltinShell::attach(const ShellContext &context)
{
    m_context = context;
    m_protocol = std::make_shared<LabProtocol>(context.id, context.protocolVersion);
    const std::weak_ptr<LabProtocol> weak = m_protocol;
    m_protocol->askForKey = [weak, stream = context.poolStream, asked = false]() mutable {
        if (const auto protocol = weak.lock(); protocol && !std::exchange(asked, true))
            stream->push(protocol->pool.publicKeyRequest(), false);
    };
}

Task<> BuiltinShell::open(QByteArray creationXml)
{
    try {
        m_poolHost = m_protocol->pool.receiveCreation(creationXml).host;
        const auto messages = m_protocol->pool.openedMessages(m_engine->privateData());
        for (const auto &message : messages)
            m_context.poolStream->push(message, false);
    } catch (const base::Error &error) {
        throw faultError(faultcode::pluginException, error.english());
    }
    co_return;
}

QByteArray BuiltinShell::connect(const QByteArray &connectXml)
{
    QByteArray answer;
    try {
        answer = m_protocol->pool.receiveConnect(connectXml);
    } catch (const base::Error &error) {
        throw connectFault(error);
    }
    m_context.poolStream->push(m_protocol->pool.privateDataMessage(m_engine->privateData()), false);
    for (const auto &command : std::as_const(m_commands))
        command->endInput();
    startNext();
    return answer;
}

std::shared_ptr<LabCommand> BuiltinShell::makeCommand(const QUuid &id, const QString &line,
                                                      std::shared_ptr<LabStream> stream)
{
    return std::make_shared<BuiltinCommand>(id, line, m_protocol, std::move(stream));
}

void BuiltinShell::begin(const std::shared_ptr<LabCommand> &command, const QByteArray &arguments)
{
    m_commands.insert(command->id(), ours(command));
    try {
        take(m_protocol->pool.receive(command->id(), arguments), ours(command));
    } catch (...) {
        m_commands.remove(command->id());
        throw;
    }
}

void BuiltinShell::send(const std::shared_ptr<LabCommand> &command, const wsman::StreamData &data)
{
    take(m_protocol->pool.receive(data.commandId, data.data), ours(command));
}

void BuiltinShell::take(const QList<psrp::ServerEvent> &events, const std::shared_ptr<BuiltinCommand> &command)
{
    for (const auto &event : events) {
        if (const auto *created = std::get_if<psrp::PipelineRequested>(&event)) {
            if (!command || command->hasRequest())
                throw faultError(faultcode::invalidParameter);
            auto request = created->request;
            // MS-PSRP 2.2.3.14: the pipeline has the pool's host then, the creator's even for a later client.
            if (request.hostInfo.useRunspaceHost)
                request.hostInfo = m_poolHost;
            command->setRequest(request);
            m_queue.append(command);
        } else if (const auto *input = std::get_if<psrp::InputReceived>(&event)) {
            if (command)
                command->addInput(input->value);
        } else if (std::get_if<psrp::InputEnded>(&event)) {
            if (command)
                command->endInput();
        } else if (const auto *answered = std::get_if<psrp::HostAnswered>(&event)) {
            // An answer to nothing that waits is ignored, as Windows does.
            for (const auto &waiting : std::as_const(m_commands)) {
                if (waiting->answer(answered->response))
                    break;
            }
        } else if (const auto *runspaces = std::get_if<psrp::RunspacesRequested>(&event)) {
            // Get… is answered with an I32 by a real engine, Set… and Reset… with whether it was done.
            const bool asks = runspaces->type == psrp::MessageType::GetAvailableRunspaces;
            const auto value = asks ? clixml::Value::int32(m_running ? 0 : 1) : clixml::Value::boolean(!m_running);
            m_context.poolStream->push(m_protocol->pool.availability(runspaces->callId, value), false);
        } else if (const auto *key = std::get_if<psrp::PublicKeyReceived>(&event)) {
            m_context.poolStream->push(m_protocol->pool.encryptedSessionKey(*key), false);
            for (const auto &waiting : std::as_const(m_commands))
                waiting->release();
        }
    }
    startNext();
}

void BuiltinShell::stop(const std::shared_ptr<LabCommand> &command)
{
    const auto stopped = ours(command);
    stopped->stop();
    if (stopped->isStarted())
        return;
    m_queue.removeAll(stopped);
    EngineOutcome outcome;
    outcome.state = psrp::PipelineState::Stopped;
    stopped->finished(outcome);
}

void BuiltinShell::forget(const std::shared_ptr<LabCommand> &command)
{
    m_queue.removeAll(ours(command));
    m_commands.remove(command->id());
    ours(command)->abandon();
}

void BuiltinShell::shutdown(const QList<std::shared_ptr<LabCommand>> &commands)
{
    m_closed = true;
    m_queue.clear();
    m_commands.clear();
    for (const auto &command : commands)
        ours(command)->abandon();
    m_engine->shutdown();
}

// --- running ---

void BuiltinShell::startNext()
{
    if (m_running || m_closed)
        return;
    // In the order they came; one whose input is still open holds the runspace, as on Windows.
    if (m_queue.isEmpty() || !m_queue.front()->isReady())
        return;
    const auto command = m_queue.takeFirst();
    m_running = true;
    command->started();
    base::spawn(run(shared_from_this(), command));
}

Task<> BuiltinShell::run(std::shared_ptr<BuiltinShell> self, std::shared_ptr<BuiltinCommand> command)
{
    const auto engine = self->m_engine;
    auto request = command->request();
    auto input = command->input();
    std::shared_ptr<PipelineSink> sink = command;
    auto cancel = command->cancelToken();
    auto running = engine->run(std::move(request), std::move(input), std::move(sink), std::move(cancel));
    const auto outcome = co_await running;
    auto released = command->released(command->cancelToken());
    co_await released;
    command->finished(outcome);
    self->m_running = false;
    self->startNext();
}

// --- sessions that are there at the start ---

Task<> BuiltinShell::prepare(QString script)
{
    const auto self = shared_from_this();
    // Its client's opening messages, so that the protocol state is that of an opened pool.
    psrp::RunspacePool client(m_context.id);
    m_poolHost = m_protocol->pool.receiveCreation(client.open()).host;
    const auto messages = m_protocol->pool.openedMessages(m_engine->privateData());
    Q_UNUSED(messages) // its client has fetched them
    if (script.isEmpty())
        co_return;
    const auto stream = std::make_shared<LabStream>(m_context.bufferedOutput, BufferMode::Drop);
    const auto command = std::make_shared<BuiltinCommand>(QUuid::createUuid(), script, m_protocol, stream);
    auto request = scriptPipeline(script);
    command->setRequest(request);
    m_running = true;
    QList<clixml::Value> input;
    std::shared_ptr<PipelineSink> sink = command;
    auto cancel = command->cancelToken();
    auto running = m_engine->run(std::move(request), std::move(input), std::move(sink), std::move(cancel));
    const auto outcome = co_await running;
    m_running = false;
    if (outcome.state != psrp::PipelineState::Completed)
        qCWarning(lcLab) << "the script of a seeded session failed" << m_context.name
                         << (outcome.reason ? outcome.reason->message : QString());
    startNext();
}

void BuiltinShell::beginScript(const std::shared_ptr<LabCommand> &command, const QString &script)
{
    m_commands.insert(command->id(), ours(command));
    ours(command)->setRequest(scriptPipeline(script));
    m_queue.append(ours(command));
    startNext();
}

} // namespace rejoin::lab
