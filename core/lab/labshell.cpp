#include "core/lab/labshell.h"

#include "core/base/logging.h"
#include "core/lab/builtinshell.h"
#include "core/lab/labfaults.h"
#include "core/wsman/namespaces.h"
#include "core/wsman/xpress.h"

#include <QCoreApplication>

namespace rejoin::lab {

using wsman::BufferMode;
using wsman::ServerRequest;

LabShell::LabShell(const LabShellOptions &options, std::shared_ptr<Engine> engine)
    : LabShell(options, std::make_shared<BuiltinShell>(std::move(engine)))
{
}

LabShell::LabShell(const LabShellOptions &options, std::shared_ptr<ShellEngine> engine)
    : m_options(options),
      m_engine(std::move(engine)),
      m_poolStream(std::make_shared<LabStream>(options.behaviour.bufferedOutput, options.bufferMode)),
      m_compressed(options.compression)
{
    const auto now = m_clock.monotonic();
    m_created = now - options.age;
    m_lastRequest = now - options.inactivity;
    ShellContext context;
    context.id = options.id;
    context.name = options.name;
    context.protocolVersion = options.behaviour.protocolVersion;
    context.bufferedOutput = options.behaviour.bufferedOutput;
    context.poolStream = m_poolStream;
    context.ended = [this] { engineEnded(); };
    m_engine->attach(context);
    m_timer.setSingleShot(true);
    QObject::connect(&m_timer, &QTimer::timeout, [this] { timePassed(); });
    arm();
}

LabShell::~LabShell()
{
    close();
}

QString LabShell::shellId() const
{
    return m_options.id.toString(QUuid::WithoutBraces).toUpper();
}

wsman::ShellInfo LabShell::info() const
{
    // As Server 2016 describes one (recorded: test_psrp_disconnected_commands 10).
    wsman::ShellInfo info;
    info.shellId = shellId();
    info.name = m_options.name;
    info.resourceUri = m_options.resourceUri;
    info.owner = m_options.owner;
    info.clientIp = m_options.clientIp;
    info.processId = QCoreApplication::applicationPid();
    info.idleTimeout = m_options.idleTimeout;
    info.maxIdleTimeout = m_options.behaviour.maximumIdleTimeout;
    info.inputStreams = QStringLiteral("stdin pr");
    info.outputStreams = QStringLiteral("stdout");
    info.locale = m_options.locale;
    info.dataLocale = m_options.dataLocale;
    info.compressionMode =
        m_options.compression ? QStringLiteral("XpressCompression") : QStringLiteral("NoCompression");
    info.profileLoaded = QStringLiteral("Yes");
    info.encoding = QStringLiteral("UTF8");
    info.bufferMode = m_options.bufferMode;
    info.state = m_connected ? QStringLiteral("Connected") : QStringLiteral("Disconnected");
    info.shellRunTime = m_clock.monotonic() - m_created;
    info.shellInactivity = inactive();
    info.memoryUsed = QStringLiteral("51MB");
    info.childProcesses = 0;
    return info;
}

QList<wsman::CommandInfo> LabShell::commands() const
{
    QList<wsman::CommandInfo> list;
    for (const auto &command : m_commands) {
        if (!command->isReceived())
            list.append(command->info());
    }
    return list;
}

Task<> LabShell::open(QByteArray creationXml)
{
    const auto self = shared_from_this();
    ++m_operations; // a real engine takes its time, in which the shell is not idle
    std::exception_ptr failure;
    try {
        auto opening = m_engine->open(std::move(creationXml));
        co_await opening;
    } catch (...) {
        failure = std::current_exception();
    }
    --m_operations;
    if (failure)
        std::rethrow_exception(failure);
    if (!m_closed)
        touch();
}

Task<> LabShell::wake()
{
    const auto self = shared_from_this();
    if (m_connected)
        co_return; // connect() says no
    auto waking = m_engine->wake();
    co_await waking;
}

QByteArray LabShell::connect(const ServerRequest &request, const QString &clientIp)
{
    if (m_connected)
        throw faultError(request.sessionId == m_options.sessionId && !m_held ? faultcode::reconnectNotValid
                                                                             : faultcode::connectedElsewhere);
    if (request.connectXml.isEmpty())
        throw faultError(faultcode::connectWithoutNegotiation);
    const auto answer = m_engine->connect(request.connectXml);
    m_connected = true;
    m_compressed = m_options.compression && !m_options.behaviour.plainForConnectors;
    m_options.sessionId = request.sessionId;
    m_options.clientIp = clientIp;
    setBufferMode(request.bufferMode);
    touch();
    return answer;
}

void LabShell::connectCommand(const ServerRequest &request)
{
    checkClient(request);
    commandOf(request.commandId)->attachedTo = request.sessionId;
}

void LabShell::checkIdleTimeout(milliseconds time) const
{
    if (time < m_options.behaviour.minimumIdleTimeout || time > m_options.behaviour.maximumIdleTimeout)
        throw faultError(faultcode::idleTimeoutOutOfBounds);
}

/// None keeps what there is.
void LabShell::setBufferMode(BufferMode mode)
{
    if (mode == BufferMode::None)
        return;
    m_options.bufferMode = mode;
    m_poolStream->setMode(mode);
    for (const auto &command : std::as_const(m_commands))
        command->stream()->setMode(mode);
}

void LabShell::disconnect(const ServerRequest &request)
{
    if (m_connected && request.sessionId != m_options.sessionId)
        throw faultError(faultcode::connectedElsewhere);
    if (!m_connected && request.sessionId != m_options.sessionId)
        throw faultError(faultcode::sessionIdMismatch);
    if (request.idleTimeout) {
        checkIdleTimeout(*request.idleTimeout);
        m_options.idleTimeout = *request.idleTimeout;
    }
    setBufferMode(request.bufferMode);
    becomeDisconnected();
    touch();
}

void LabShell::becomeDisconnected()
{
    m_connected = false;
    m_poolStream->interrupt(LabStream::Wake::Disconnected);
    for (const auto &command : std::as_const(m_commands))
        command->stream()->interrupt(LabStream::Wake::Disconnected);
}

void LabShell::reconnect(const ServerRequest &request)
{
    if (!request.commandId.isNull()) {
        checkClient(request);
        commandOf(request.commandId)->attachedTo = request.sessionId;
        return;
    }
    if (m_connected)
        throw faultError(request.sessionId == m_options.sessionId && !m_held ? faultcode::reconnectNotValid
                                                                             : faultcode::connectedElsewhere);
    // MS-WSMV 3.1.4.16: only the client that disconnected it; another one must Connect.
    if (request.sessionId != m_options.sessionId)
        throw faultError(faultcode::sessionIdMismatch);
    m_connected = true;
    setBufferMode(request.bufferMode);
    touch();
}

void LabShell::checkClient(const ServerRequest &request)
{
    // MS-WSMV 3.1.4.1.31.7
    if (!m_connected)
        throw faultError(faultcode::shellDisconnected);
    if (m_held)
        throw faultError(faultcode::connectedElsewhere);
    if (request.sessionId != m_options.sessionId)
        throw faultError(faultcode::sessionIdMismatch);
    touch();
}

std::shared_ptr<LabCommand> LabShell::commandOf(const QUuid &id) const
{
    const auto command = m_commands.value(id);
    if (!command)
        throw commandNotFound();
    return command;
}

std::shared_ptr<LabCommand> LabShell::addCommand(const QUuid &id, const QString &line)
{
    auto stream = std::make_shared<LabStream>(m_options.behaviour.bufferedOutput, m_options.bufferMode);
    auto command = m_engine->makeCommand(id, line, std::move(stream));
    m_commands.insert(id, command);
    return command;
}

QUuid LabShell::command(const ServerRequest &request)
{
    checkClient(request);
    const auto id = request.commandId.isNull() ? QUuid::createUuid() : request.commandId;
    if (m_commands.contains(id))
        throw faultError(faultcode::commandIdConflict);
    if (m_commands.size() >= m_options.behaviour.maximumCommandsPerShell)
        throw faultError(faultcode::commandsPerShell);
    const auto command = addCommand(id, request.commandLine);
    command->attachedTo = request.sessionId;
    try {
        m_engine->begin(command, request.arguments);
    } catch (...) {
        m_commands.remove(id);
        throw;
    }
    return id;
}

QByteArray LabShell::unpacked(const QByteArray &stream) const
{
    if (!m_compressed)
        return stream;
    try {
        return wsman::decompressStream(stream);
    } catch (const base::Error &error) {
        throw faultError(faultcode::invalidParameter, error.english());
    }
}

void LabShell::send(const ServerRequest &request)
{
    checkClient(request);
    for (auto stream : request.streams) {
        const auto command = stream.commandId.isNull() ? nullptr : commandOf(stream.commandId);
        stream.data = unpacked(stream.data);
        m_engine->send(command, stream);
    }
}

Task<wsman::ReceiveResult> LabShell::receive(ServerRequest request, base::CancelToken cancel)
{
    const auto self = shared_from_this();
    checkClient(request);
    const auto command = request.commandId.isNull() ? nullptr : commandOf(request.commandId);
    if (command && command->isReceived())
        throw commandNotFound();
    if (command && command->attachedTo != request.sessionId)
        throw faultError(faultcode::shellDisconnected,
                         QStringLiteral("The command is disconnected. Connect to it first."));
    const auto stream = command ? command->stream() : m_poolStream;
    const auto timeout = qMin(request.operationTimeout, m_options.behaviour.maximumOperationTimeout);
    const auto deadline = m_clock.monotonic() + timeout;

    auto reason = LabStream::Wake::Data;
    std::exception_ptr failure;
    ++m_operations;
    // A wake-up without data (another Receive was quicker) waits on; bounded by the deadline.
    while (stream->isEmpty() && reason == LabStream::Wake::Data && !failure) {
        try {
            const auto left = std::max(deadline - m_clock.monotonic(), milliseconds(0));
            auto waiting = stream->wait(left, cancel);
            reason = co_await waiting;
        } catch (...) {
            failure = std::current_exception();
        }
    }
    --m_operations;
    if (!m_closed)
        touch();
    if (failure)
        std::rethrow_exception(failure);

    wsman::ReceiveResult result;
    switch (reason) {
    case LabStream::Wake::TimedOut:
        throw faultError(faultcode::operationTimedOut);
    case LabStream::Wake::Superseded:
    case LabStream::Wake::Closed:
        throw faultError(faultcode::operationAborted);
    case LabStream::Wake::Disconnected:
        if (m_options.behaviour.disconnectFaultsReceives)
            throw faultError(faultcode::streamDisconnected);
        co_return result;
    case LabStream::Wake::Data:
        break;
    }
    // Base64 grows by a third; what is left is for the envelope around it.
    const auto envelope =
        request.maxEnvelopeSize ? qint64(request.maxEnvelopeSize) : m_options.behaviour.maximumEnvelope;
    const auto room = (qMin(envelope, m_options.behaviour.maximumEnvelope) - 4096) / 4 * 3;
    const auto messages = stream->take(room);
    for (const auto &message : messages) {
        wsman::StreamData data;
        data.name = QStringLiteral("stdout");
        data.commandId = request.commandId;
        data.data = m_compressed ? wsman::compressStream(message) : message;
        result.streams.append(data);
    }
    if (command && stream->isEmpty()) {
        result.commandId = command->id();
        if (command->isDone()) {
            result.commandState = QString::fromLatin1(wsman::commandstate::done);
            result.exitCode = 0;
            command->setReceived();
        } else if (command->isPending()) {
            // Recorded: test_psrp_pshost_ui_mocked_methods 06.
            result.commandState = QString::fromLatin1(wsman::commandstate::pending);
        } else {
            result.commandId = QUuid();
        }
    }
    co_return result;
}

void LabShell::signal(const ServerRequest &request)
{
    checkClient(request);
    const auto command = commandOf(request.commandId);
    // Compared ordinally, misspelling included; every other code closes the command.
    if (request.signalCode == QLatin1String(wsman::signalcode::stopPipeline.data())) {
        m_engine->stop(command);
        return;
    }
    m_commands.remove(command->id());
    m_engine->forget(command);
}

void LabShell::close()
{
    if (m_closed)
        return;
    m_closed = true;
    m_timer.stop();
    m_poolStream->close();
    m_engine->shutdown(m_commands.values());
}

void LabShell::engineEnded()
{
    if (m_closed)
        return;
    qCInfo(lcLab) << "the engine of a shell has ended" << shellId();
    close();
    if (m_onExpired)
        QTimer::singleShot(0, m_onExpired);
}

// --- idle time ---

milliseconds LabShell::inactive() const
{
    if (m_held || (m_connected && m_operations > 0))
        return milliseconds(0);
    return m_clock.monotonic() - m_lastRequest;
}

void LabShell::touch()
{
    m_lastRequest = m_clock.monotonic();
    arm();
}

void LabShell::arm()
{
    if (m_closed || m_held)
        return;
    auto left = m_options.idleTimeout - inactive();
    if (m_connected && m_options.behaviour.disconnectAfter)
        left = std::min(left, *m_options.behaviour.disconnectAfter - inactive());
    // A QTimer counts no longer than 24 days; an hour at a time is as good.
    m_timer.start(std::clamp(left, milliseconds(0), milliseconds(3600000)));
}

void LabShell::timePassed()
{
    const auto idle = inactive();
    if (idle >= m_options.idleTimeout) {
        qCInfo(lcLab) << "shell expired" << shellId();
        close();
        // Later: whoever is told may drop the last hold on this, and with it the timer that runs here.
        if (m_onExpired)
            QTimer::singleShot(0, m_onExpired);
        return;
    }
    if (m_connected && m_options.behaviour.disconnectAfter && idle >= *m_options.behaviour.disconnectAfter)
        becomeDisconnected();
    arm();
}

// --- sessions that are there at the start ---

QUuid LabShell::leaveRunning(const QString &script)
{
    const auto command = addCommand(QUuid::createUuid(), script.left(256));
    m_engine->beginScript(command, script);
    return command->id();
}

void LabShell::leaveDisconnected()
{
    m_connected = false;
    arm();
}

void LabShell::holdConnected()
{
    m_connected = true;
    m_held = true;
    m_timer.stop();
}

} // namespace rejoin::lab
