#include "core/lab/pwsh/shell.h"

#include "core/base/logging.h"
#include "core/base/spawn.h"
#include "core/lab/labfaults.h"
#include "core/psrp/poolmessages.h"
#include "core/psrp/server.h"

namespace rejoin::lab::pwsh {

using psrp::MessageType;
using Kind = Packet::Kind;

namespace {

constexpr int mostProcesses = 64;
constexpr std::chrono::milliseconds timeToOpen{60000};

/// The version that PowerShell 7.6 speaks; an older one answers with its own.
QString highestVersion()
{
    return QStringLiteral("2.4");
}

std::shared_ptr<Command> ours(const std::shared_ptr<LabCommand> &command)
{
    return std::static_pointer_cast<Command>(command); // makeCommand() makes no others
}

base::Error engineFailed(const QString &how)
{
    return faultError(faultcode::hostProcessFailed, QStringLiteral("PowerShell did not open the session. ") + how);
}

} // namespace

Shell::~Shell()
{
    if (m_process)
        m_process->end();
}

// --- opening ---

void Shell::start(const QByteArray &creationXml)
{
    psrp::ServerRunspacePool reader(m_context.id, highestVersion());
    const auto opened = reader.receiveCreation(creationXml);
    Pool pool;
    pool.id = reader.id();
    pool.version = reader.protocolVersion();
    pool.minRunspaces = opened.minRunspaces;
    pool.maxRunspaces = opened.maxRunspaces;
    m_pool = pool;
    if (Process::running() >= mostProcesses)
        throw engineFailed(QStringLiteral("The lab runs %1 of them already.").arg(mostProcesses));
    m_process = new Process(m_options.program, m_options.configurationFile);
    const std::weak_ptr<Shell> weak = weak_from_this();
    QObject::connect(m_process, &Process::received, [weak](const Packet &packet) {
        if (const auto self = weak.lock())
            self->received(packet);
    });
    QObject::connect(m_process, &Process::ended, [weak](const QString &how) {
        if (const auto self = weak.lock())
            self->ended(how);
    });
    QTimer::singleShot(timeToOpen, m_process, [weak] {
        const auto self = weak.lock();
        if (self && !self->m_isOpen)
            self->ended(QStringLiteral("It did not answer in time."));
    });
    m_process->start();
    if (m_process) // it may have ended in start()
        m_process->send(Packet(Kind::Data, {}, creationXml));
}

Task<> Shell::open(QByteArray creationXml)
{
    const auto self = shared_from_this();
    try {
        start(creationXml);
    } catch (const base::Error &error) {
        throw error.code ? error : faultError(faultcode::pluginException, error.english());
    }
    auto waiting = opened();
    co_await waiting;
}

void Shell::startAsClient()
{
    psrp::PoolOptions options;
    options.protocolVersion = m_context.protocolVersion;
    m_client = std::make_unique<psrp::RunspacePool>(m_context.id, options);
    start(m_client->open());
}

Task<> Shell::opened()
{
    const auto self = shared_from_this();
    if (!m_isOpen && !m_failure) {
        base::Awaitable<bool> open;
        m_waiting.push_back(open.handle());
        const bool isOpen = co_await open;
        Q_UNUSED(isOpen)
    }
    if (m_failure)
        throw *m_failure;
}

void Shell::ended(const QString &how)
{
    if (std::exchange(m_over, true))
        return;
    qCWarning(lcLab).noquote() << "the PowerShell of session" << m_context.name << "is gone:" << how;
    if (m_process)
        m_process->end();
    if (!m_isOpen)
        m_failure = engineFailed(how);
    for (const auto &waiting : std::exchange(m_waiting, {}))
        waiting.resolve(false);
    if (const auto closeShell = std::exchange(m_context.ended, {}))
        closeShell();
}

// --- clients ---

Task<> Shell::wake()
{
    const auto self = shared_from_this();
    if (!m_pool)
        startAsClient();
    auto waiting = opened();
    co_await waiting;
}

QByteArray Shell::connect(const QByteArray &connectXml)
{
    if (!m_isOpen)
        throw engineFailed(QStringLiteral("It was not woken."));
    try {
        // The engine keeps to what it agreed on with the creator.
        psrp::ServerRunspacePool connector(m_pool->id, m_pool->version);
        connector.setRunspaces(m_pool->minRunspaces, m_pool->maxRunspaces);
        auto answer = connector.receiveConnect(connectXml);
        if (connector.protocolVersion() != m_pool->version && m_pool->version == highestVersion())
            throw base::Error(
                base::ErrorCategory::Unsupported, QStringLiteral("ServerConnectFailedOnNegotiation"),
                base::Text(QT_TRANSLATE_NOOP("core", "This session's PowerShell agreed on version %1 of the remoting "
                                                     "protocol with its creator and cannot agree anew with a client "
                                                     "that speaks %2: secrets would be unreadable."),
                           {m_pool->version, connector.protocolVersion()}));
        m_client.reset();
        m_context.poolStream->push(m_privateData, false);
        // As PowerShell does when a new client connects: nobody is left to give input.
        for (const auto &command : std::as_const(m_commands)) {
            if (!command->isDone())
                deliver(Packet(Kind::Data, command->id(),
                               clientMessage(MessageType::EndOfPipelineInput, command->id(), {})));
        }
        return answer;
    } catch (const base::Error &error) {
        throw error.code ? error : connectFault(error);
    }
}

std::shared_ptr<LabCommand> Shell::makeCommand(const QUuid &id, const QString &line, std::shared_ptr<LabStream> stream)
{
    return std::make_shared<Command>(id, line, std::move(stream));
}

void Shell::begin(const std::shared_ptr<LabCommand> &command, const QByteArray &arguments)
{
    m_commands.insert(command->id(), ours(command));
    deliver(Packet(Kind::Command, command->id()));
    if (!arguments.isEmpty())
        deliver(Packet(Kind::Data, command->id(), arguments));
}

void Shell::send(const std::shared_ptr<LabCommand> &command, const wsman::StreamData &data)
{
    const bool answers = data.name == QLatin1String("pr");
    if (answers)
        noteAnswer(data.data);
    deliver(Packet(Kind::Data, command ? command->id() : QUuid(), data.data, answers));
}

void Shell::noteAnswer(QByteArrayView fragments)
{
    // One answer is one message; what is split or no answer is the engine's to judge.
    try {
        MessageGatherer gatherer;
        for (const auto &message : gatherer.add(fragments)) {
            const auto decoded = message.decode();
            const auto response = psrp::HostResponse::fromValue(decoded.data, decoded.pipelineId);
            for (const auto &command : std::as_const(m_commands))
                command->answered(response.callId);
        }
    } catch (const base::Error &error) {
        qCInfo(lcLab) << "an answer that cannot be read" << error.id;
    }
}

void Shell::stop(const std::shared_ptr<LabCommand> &command)
{
    ours(command)->stopHolding();
    deliver(Packet(Kind::Signal, command->id()));
}

void Shell::forget(const std::shared_ptr<LabCommand> &command)
{
    m_commands.remove(command->id());
    ours(command)->abandon();
    deliver(Packet(Kind::Close, command->id()));
}

void Shell::shutdown(const QList<std::shared_ptr<LabCommand>> &commands)
{
    m_over = true;
    m_context.ended = {};
    for (const auto &command : commands)
        ours(command)->abandon();
    for (const auto &command : std::exchange(m_commands, {}))
        command->abandon();
    if (m_process)
        m_process->end();
    if (!m_failure)
        m_failure = faultError(faultcode::operationAborted);
    for (const auto &waiting : std::exchange(m_waiting, {}))
        waiting.resolve(false);
}

// --- packets ---

void Shell::deliver(const Packet &packet)
{
    if (m_isOpen && m_process)
        m_process->send(packet);
    else if (!m_over)
        m_early.append(packet);
}

void Shell::received(const Packet &packet)
{
    if (packet.kind != Kind::Data)
        return; // the engine asks for nothing
    try {
        if (packet.id.isNull()) {
            takePool(packet.data);
            return;
        }
        const auto command = m_commands.value(packet.id);
        if (!command)
            return; // forgotten, but not yet ended
        const auto calls = command->take(packet.data);
        if (packet.id == m_scriptCommand && m_client) {
            for (const auto &call : calls) {
                const auto refused = psrp::HostResponse::refusal(call, QStringLiteral("There is nobody to ask yet."));
                command->answered(call.callId);
                deliver(Packet(Kind::Data, packet.id, m_client->hostResponse(refused), true));
            }
        }
        holdFor(command);
    } catch (const base::Error &error) {
        ended(error.english());
    }
}

void Shell::takePool(QByteArrayView fragments)
{
    for (const auto &message : m_poolMessages.add(fragments)) {
        if (message.type == MessageType::ApplicationPrivateData)
            m_privateData = message.fragments;
        const bool opensIt = !m_isOpen && message.type == MessageType::RunspacePoolState &&
                             psrp::readPoolState(message.decode().data) == psrp::PoolState::Opened;
        if (m_client) {
            const auto events = m_client->receive(message.fragments);
            Q_UNUSED(events) // the client that made it is gone by the time anybody else comes
        } else {
            m_context.poolStream->push(message.fragments, false);
        }
        if (!opensIt)
            continue;
        m_isOpen = true;
        for (const auto &packet : std::exchange(m_early, {}))
            deliver(packet);
        for (const auto &waiting : std::exchange(m_waiting, {}))
            waiting.resolve(true);
    }
}

void Shell::holdFor(const std::shared_ptr<Command> &command)
{
    if (!m_process || !command->holds() || command->stream()->hasRoom())
        return;
    m_process->hold();
    base::spawn(waitForRoom(shared_from_this(), command, m_process));
}

Task<> Shell::waitForRoom(std::shared_ptr<Shell> self, std::shared_ptr<Command> command, QPointer<Process> process)
{
    try {
        auto room = command->stream()->room(command->holdToken());
        co_await room;
    } catch (const base::Error &) { // it is being stopped
    }
    if (process)
        process->release();
}

QByteArray Shell::clientMessage(MessageType type, const QUuid &pipeline, const clixml::Value &data)
{
    const psrp::Message message(psrp::Destination::Server, type, m_pool->id, pipeline, data);
    return m_fragmenter.fragment(message.encode()).join();
}

// --- sessions that are there at the start ---

Task<> Shell::prepare(QString script)
{
    const auto self = shared_from_this();
    QStringList scripts;
    if (!script.isEmpty()) {
        if (m_options.firstJobId > 1)
            // The counter has no other door.
            scripts.append(QStringLiteral("[System.Management.Automation.Job].GetField('s_jobIdSeed', 'NonPublic, "
                                          "Static').SetValue($null, %1)")
                               .arg(m_options.firstJobId - 1));
        scripts.append(script);
        startAsClient();
        auto waiting = opened();
        co_await waiting;
    }
    for (const auto &text : std::as_const(scripts)) {
        auto running = run(text);
        const bool completed = co_await running;
        Q_UNUSED(completed)
    }
}

Task<bool> Shell::run(QString script)
{
    const auto self = shared_from_this();
    const auto stream = std::make_shared<LabStream>(m_context.bufferedOutput, wsman::BufferMode::Drop);
    const auto command = std::make_shared<Command>(QUuid::createUuid(), script, stream);
    m_scriptCommand = command->id();
    beginRequest(command, script);
    auto ending = command->finished();
    co_await ending;
    m_scriptCommand = QUuid();
    const bool completed = command->finalState() == psrp::PipelineState::Completed;
    if (!completed)
        qCWarning(lcLab) << "the script of a seeded session failed" << m_context.name
                         << (command->reason() ? command->reason()->message : QString());
    forget(command);
    co_return completed;
}

void Shell::beginScript(const std::shared_ptr<LabCommand> &command, const QString &script)
{
    if (!m_pool)
        startAsClient();
    beginRequest(ours(command), script);
}

void Shell::beginRequest(const std::shared_ptr<Command> &command, const QString &script)
{
    psrp::PipelineCommand text;
    text.text = script;
    psrp::CreatePipeline request;
    request.commands.append(text);
    begin(command, clientMessage(MessageType::CreatePipeline, command->id(), request.toValue()));
}

} // namespace rejoin::lab::pwsh
