#pragma once

#include "core/base/awaitable.h"
#include "core/psrp/server.h"
#include "core/transport/transport.h"
#include "core/wsman/namespaces.h"
#include "core/wsman/server.h"

#include <QTimer>

#include <map>

// A WS-Management service in memory, for tests of what drives a transport: the server halves of wsman and psrp behind
// Transport::post. What it does with a script is the test's; any request can be answered otherwise.
namespace rejoin::test {

/// Output of the pool or of one command, and who waits for it.
struct ScriptedStream
{
    QList<QByteArray> messages;
    bool done = false;
    QList<base::Awaitable<bool>::Handle> waiting;

    void wake()
    {
        const auto all = std::exchange(waiting, {});
        for (const auto &one : all)
            one.resolve(true);
    }
};

struct ScriptedShell
{
    wsman::ShellInfo info;
    QUuid sessionId;
    std::unique_ptr<psrp::ServerRunspacePool> pool;
    ScriptedStream poolStream;
    std::map<QUuid, ScriptedStream> commands;
    std::map<QUuid, QString> commandLines;

    void say(const QByteArray &message)
    {
        poolStream.messages.append(message);
        poolStream.wake();
    }
    void say(const QUuid &command, const QByteArray &message)
    {
        commands[command].messages.append(message);
        commands[command].wake();
    }
    void finish(const QUuid &command, psrp::PipelineState state, const std::optional<clixml::ErrorRecord> &reason = {})
    {
        commands[command].done = true;
        say(command, pool->pipelineState(command, state, reason));
    }
    [[nodiscard]] bool isConnected() const { return info.state == QLatin1String("Connected"); }
    void disconnectItself()
    {
        info.state = QStringLiteral("Disconnected");
        poolStream.wake();
        for (auto &[id, stream] : commands)
            stream.wake();
    }
};

class ScriptedServer
{
public:
    /// Instead of the ordinary answer: a response, or an error of the transport.
    using Answer = base::Result<transport::HttpResponse>;
    std::function<std::optional<Answer>(const wsman::ServerRequest &)> intercept;
    /// Carried out, but the answer does not arrive.
    std::function<bool(const wsman::ServerRequest &)> loses;
    /// What a new pipeline does; without one it says its script's text and completes.
    std::function<void(ScriptedShell &, const psrp::PipelineRequested &)> onPipeline;
    std::function<void(ScriptedShell &, const psrp::ServerEvent &)> onEvent;
    std::function<void(ScriptedShell &, const QUuid &command)> onStop;
    QString protocolVersion = QStringLiteral("2.3");
    QString owner = QStringLiteral("SERVER\\lab");
    /// A disconnected shell refuses what it must with a bare HTTP 400 instead of a fault.
    bool refusesWithBadRequest = false;
    std::map<QUuid, std::unique_ptr<ScriptedShell>> shells;
    /// Last words of the actions, in order: "Create", "Receive", …; with the id for commands: "Signal/Terminate".
    QStringList log;
    int running = 0;
    int mostRunning = 0;
    /// Shells on a page of an enumeration; 0: all.
    int pageSize = 0;

    [[nodiscard]] ScriptedShell &only() { return *shells.begin()->second; }
    [[nodiscard]] qsizetype count(const QString &action) const { return log.count(action); }

    /// A shell that some client made and left, with a running command when line is not empty.
    ScriptedShell &addShell(const QString &name, const QString &state, const QString &line = {})
    {
        auto shell = std::make_unique<ScriptedShell>();
        const QUuid id = QUuid::createUuid();
        shell->info.shellId = id.toString(QUuid::WithoutBraces).toUpper();
        shell->info.name = name;
        shell->info.resourceUri = QStringLiteral("http://schemas.microsoft.com/powershell/Microsoft.PowerShell");
        describe(shell->info);
        shell->info.state = state;
        shell->sessionId = QUuid::createUuid();
        shell->pool = std::make_unique<psrp::ServerRunspacePool>(id, protocolVersion);
        if (!line.isNull()) {
            const QUuid command = QUuid::createUuid();
            shell->commands[command];
            shell->commandLines[command] = line;
        }
        auto &kept = *shell;
        shells[id] = std::move(shell);
        return kept;
    }

    [[nodiscard]] static transport::HttpResponse ok(const QByteArray &body, int status = 200)
    {
        transport::HttpResponse response;
        response.status = status;
        response.contentType = QByteArrayLiteral("application/soap+xml;charset=UTF-8");
        response.body = body;
        return response;
    }
    [[nodiscard]] static transport::HttpResponse fault(const wsman::ServerRequest &request, quint32 code,
                                                       const QString &subcode, const QString &words)
    {
        return ok(wsman::faultResponse(request, wsman::ServerFault(code, subcode, words)), 500);
    }
    [[nodiscard]] static transport::HttpResponse notFound(const wsman::ServerRequest &request)
    {
        return fault(request, 2150858843, QStringLiteral("w:InvalidSelectors"), QStringLiteral("no such shell"));
    }

    Task<transport::HttpResponse> answer(transport::HttpRequest http, base::CancelToken cancel)
    {
        wsman::ServerRequest request = wsman::parseRequest(http.body);
        request.operationId = QUuid(); // keeps no answers: says nothing of operations
        log.append(nameOf(request));
        ++running;
        mostRunning = std::max(mostRunning, running);
        base::Awaitable<bool> loop; // answers come from the event loop, as real ones do
        const auto registration = cancel.onCancel([handle = loop.handle()] { handle.fail(base::Error::cancelled()); });
        QTimer::singleShot(0, [handle = loop.handle()] { handle.resolve(true); });
        std::exception_ptr failure;
        transport::HttpResponse response;
        try {
            co_await loop;
            std::optional<Answer> other;
            if (intercept)
                other = intercept(request);
            if (other && other->index() == 1)
                throw std::get<base::Error>(*other);
            if (other)
                response = std::get<transport::HttpResponse>(*other);
            else if (request.action == QLatin1String(wsman::action::receive.data()))
                response = co_await receive(request, cancel);
            else
                response = handle(request);
            if (loses && loses(request)) {
                base::Error lost(base::ErrorCategory::ConnectionLost, QStringLiteral("12030"),
                                 base::Text("the answer was lost"));
                lost.requestSent = true;
                throw lost;
            }
        } catch (...) {
            failure = std::current_exception();
        }
        --running;
        if (failure)
            std::rethrow_exception(failure);
        co_return response;
    }

private:
    static QString nameOf(const wsman::ServerRequest &request)
    {
        if (request.isIdentify)
            return QStringLiteral("Identify");
        QString name = request.action.section(u'/', -1);
        if (!request.signalCode.isEmpty())
            name += u'/' + request.signalCode.section(u'/', -1);
        if (name == QLatin1String("Enumerate"))
            name += u'/' + request.resourceUri.section(u'/', -1);
        if (!request.commandId.isNull() && (name == QLatin1String("Receive") || name == QLatin1String("Reconnect") ||
                                            name == QLatin1String("Connect")))
            name += QStringLiteral("/command");
        return name;
    }

    static void describe(wsman::ShellInfo &info)
    {
        info.idleTimeout = std::chrono::hours(2);
        info.maxIdleTimeout = std::chrono::milliseconds(2147483647);
        info.inputStreams = QStringLiteral("stdin pr");
        info.outputStreams = QStringLiteral("stdout");
        info.compressionMode = QStringLiteral("NoCompression");
        info.shellRunTime = std::chrono::seconds(5);
        info.shellInactivity = std::chrono::seconds(3);
    }

    [[nodiscard]] ScriptedShell *find(const wsman::ServerRequest &request)
    {
        const auto found = shells.find(request.shellId());
        return found == shells.end() ? nullptr : found->second.get();
    }

    [[nodiscard]] transport::HttpResponse refuse(const wsman::ServerRequest &request) const
    {
        if (refusesWithBadRequest)
            return ok({}, 400);
        return fault(request, 2150859212 + 999, QStringLiteral("w:InternalError"), QStringLiteral("disconnected"));
    }

    Task<transport::HttpResponse> receive(wsman::ServerRequest request, base::CancelToken cancel)
    {
        for (int round = 0; round < 1000; ++round) {
            ScriptedShell *shell = find(request);
            if (!shell)
                co_return notFound(request);
            if (!shell->isConnected())
                co_return refuse(request);
            if (!request.commandId.isNull() && !shell->commands.contains(request.commandId))
                co_return notFound(request);
            ScriptedStream &stream =
                request.commandId.isNull() ? shell->poolStream : shell->commands[request.commandId];
            if (!stream.messages.isEmpty() || stream.done) {
                wsman::ReceiveResult result;
                for (const QByteArray &message : std::as_const(stream.messages)) {
                    wsman::StreamData data;
                    data.name = QStringLiteral("stdout");
                    data.commandId = request.commandId;
                    data.data = message;
                    result.streams.append(data);
                }
                stream.messages.clear();
                if (stream.done) {
                    result.commandId = request.commandId;
                    result.commandState = QLatin1String(wsman::commandstate::done.data());
                    result.exitCode = 0;
                }
                co_return ok(wsman::receiveResponse(request, result));
            }
            base::Awaitable<bool> more;
            stream.waiting.append(more.handle());
            QTimer timer;
            timer.setSingleShot(true);
            QObject::connect(&timer, &QTimer::timeout, &timer, [handle = more.handle()] { handle.resolve(false); });
            timer.start(request.operationTimeout);
            const auto registration =
                cancel.onCancel([handle = more.handle()] { handle.fail(base::Error::cancelled()); });
            const bool came = co_await more;
            if (!came)
                co_return fault(request, 2150858793, QStringLiteral("w:TimedOut"), QStringLiteral("timed out"));
        }
        co_return notFound(request);
    }

    transport::HttpResponse handle(const wsman::ServerRequest &request)
    {
        const std::string action = request.action.toStdString();
        if (request.isIdentify) {
            wsman::IdentifyInfo info;
            info.protocolVersion = QStringLiteral("http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd");
            info.productVendor = QStringLiteral("Microsoft Corporation");
            info.productVersion = QStringLiteral("OS: 0.0.0 SP: 0.0 Stack: 3.0");
            return ok(wsman::identifyResponse(info));
        }
        if (action == wsman::action::create)
            return create(request);
        if (action == wsman::action::enumerate || action == wsman::action::pull)
            return enumerate(request);
        ScriptedShell *shell = find(request);
        if (!shell)
            return notFound(request);
        if (action == wsman::action::get)
            return ok(wsman::getShellResponse(request, shell->info));
        if (action == wsman::action::remove) {
            shell->poolStream.wake();
            for (auto &[id, stream] : shell->commands)
                stream.wake();
            shells.erase(request.shellId());
            return ok(wsman::acknowledgement(request));
        }
        if (action == wsman::action::connect && request.commandId.isNull())
            return connect(request, *shell);
        if (action == wsman::action::disconnect || action == wsman::action::reconnect)
            return detach(request, *shell);
        if (!shell->isConnected())
            return refuse(request);
        if (request.sessionId != shell->sessionId)
            return fault(request, 2150859206, QStringLiteral("w:InternalError"), QStringLiteral("mismatch"));
        if (action == wsman::action::command) {
            shell->commands[request.commandId];
            shell->commandLines[request.commandId] = request.commandLine;
            take(*shell, request.commandId, request.arguments, psrp::InputStream::Standard);
            return ok(wsman::commandResponse(request, request.commandId));
        }
        if (!request.commandId.isNull() && !shell->commands.contains(request.commandId))
            return notFound(request);
        if (action == wsman::action::signal)
            signal(request, *shell);
        for (const wsman::StreamData &stream : request.streams)
            take(*shell, stream.commandId, stream.data,
                 stream.name == QLatin1String("pr") ? psrp::InputStream::PromptResponse : psrp::InputStream::Standard);
        return ok(wsman::acknowledgement(request));
    }

    transport::HttpResponse create(const wsman::ServerRequest &request)
    {
        auto shell = std::make_unique<ScriptedShell>();
        const QUuid id = request.shell.id();
        shell->info = request.shell;
        shell->info.resourceUri = request.resourceUri;
        const auto asked = request.shell.idleTimeout;
        describe(shell->info);
        if (asked)
            shell->info.idleTimeout = asked;
        shell->info.owner = owner;
        shell->info.state = QStringLiteral("Connected");
        shell->sessionId = request.sessionId;
        shell->pool = std::make_unique<psrp::ServerRunspacePool>(id, protocolVersion);
        shell->pool->receiveCreation(request.creationXml);
        for (const QByteArray &message : shell->pool->openedMessages(privateData()))
            shell->poolStream.messages.append(message);
        const wsman::ShellInfo info = shell->info;
        shells[id] = std::move(shell);
        return ok(wsman::createResponse(request, info));
    }

    transport::HttpResponse connect(const wsman::ServerRequest &request, ScriptedShell &shell)
    {
        if (shell.isConnected())
            return fault(request, 2150859213, QStringLiteral("w:InternalError"), QStringLiteral("in use"));
        const QByteArray answer = shell.pool->receiveConnect(request.connectXml);
        shell.info.state = QStringLiteral("Connected");
        shell.sessionId = request.sessionId;
        shell.poolStream.messages.append(shell.pool->privateDataMessage(privateData()));
        return ok(wsman::connectShellResponse(request, answer));
    }

    transport::HttpResponse detach(const wsman::ServerRequest &request, ScriptedShell &shell)
    {
        if (request.sessionId != shell.sessionId)
            return fault(request, 2150859213, QStringLiteral("w:InternalError"), QStringLiteral("another client's"));
        const bool away = request.action.endsWith(QLatin1String("/Disconnect"));
        if (away && request.idleTimeout)
            shell.info.idleTimeout = request.idleTimeout;
        if (away && request.bufferMode != wsman::BufferMode::None)
            shell.info.bufferMode = request.bufferMode;
        if (away)
            shell.disconnectItself();
        else
            shell.info.state = QStringLiteral("Connected");
        return ok(wsman::acknowledgement(request));
    }

    transport::HttpResponse enumerate(const wsman::ServerRequest &request)
    {
        const bool isCommands = request.resourceUri.endsWith(QLatin1String("/Command"));
        if (isCommands) {
            const QUuid id(request.filterSelectors.value(QStringLiteral("ShellId")));
            const auto found = shells.find(id);
            if (found == shells.end())
                return notFound(request);
            QList<wsman::CommandInfo> items;
            for (const auto &[commandId, stream] : found->second->commands) {
                wsman::CommandInfo info;
                info.commandId = commandId.toString(QUuid::WithoutBraces).toUpper();
                info.commandLine = found->second->commandLines[commandId];
                info.state = QStringLiteral("Running");
                items.append(info);
            }
            return ok(wsman::enumerateCommandsResponse(request, items, {}));
        }
        QList<wsman::ShellInfo> items;
        const int from = request.enumerationContext.section(u'-', -1).toInt();
        int index = 0;
        for (const auto &[id, shell] : shells) {
            if (index >= from && (pageSize == 0 || index < from + pageSize))
                items.append(shell->info);
            ++index;
        }
        const int next = from + pageSize;
        const bool more = pageSize > 0 && next < index;
        return ok(
            wsman::enumerateShellsResponse(request, items, more ? QStringLiteral("page-%1").arg(next) : QString()));
    }

    void signal(const wsman::ServerRequest &request, ScriptedShell &shell)
    {
        if (request.signalCode == QLatin1String(wsman::signalcode::terminate.data())) {
            shell.commands[request.commandId].wake();
            shell.commands.erase(request.commandId);
        } else if (onStop) {
            onStop(shell, request.commandId);
        } else {
            shell.finish(request.commandId, psrp::PipelineState::Stopped);
        }
    }

    void take(ScriptedShell &shell, const QUuid &command, const QByteArray &data, psrp::InputStream stream)
    {
        for (const psrp::ServerEvent &event : shell.pool->receive(command, data, stream)) {
            if (const auto *asked = std::get_if<psrp::PipelineRequested>(&event)) {
                if (onPipeline) {
                    onPipeline(shell, *asked);
                } else {
                    const QString text = asked->request.commands.value(0).text;
                    shell.say(asked->pipelineId, shell.pool->output(asked->pipelineId, clixml::Value::string(text)));
                    shell.finish(asked->pipelineId, psrp::PipelineState::Completed);
                }
            } else if (const auto *key = std::get_if<psrp::PublicKeyReceived>(&event)) {
                shell.say(shell.pool->encryptedSessionKey(*key));
            }
            if (onEvent)
                onEvent(shell, event);
        }
    }

    static clixml::Value privateData()
    {
        clixml::ObjectBuilder versions;
        versions.container(clixml::Container::Dictionary)
            .entry("PSRemotingProtocolVersion", clixml::Value::version(u"2.3"))
            .entry("PSVersion", clixml::Value::version(u"5.1.17763.1"));
        clixml::ObjectBuilder data;
        data.container(clixml::Container::Dictionary).entry("PSVersionTable", versions.build());
        return data.build();
    }
};

class ScriptedTransport final : public transport::Transport
{
public:
    explicit ScriptedTransport(std::shared_ptr<ScriptedServer> server) : m_server(std::move(server))
    {
        m_endpoint.host = QStringLiteral("server01");
        m_endpoint.port = 5985;
    }
    Task<transport::HttpResponse> post(transport::HttpRequest request, base::CancelToken cancel) override
    {
        cancel.check();
        const auto server = m_server;
        const transport::HttpResponse response = co_await server->answer(request, cancel);
        co_return response;
    }
    [[nodiscard]] transport::Endpoint endpoint() const override { return m_endpoint; }
    [[nodiscard]] transport::ConnectionFacts facts() const override { return {}; }
    void close() override {}

private:
    std::shared_ptr<ScriptedServer> m_server;
    transport::Endpoint m_endpoint;
};

} // namespace rejoin::test
