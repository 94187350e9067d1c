#pragma once

#include "core/base/error.h"
#include "core/psrp/runspacepool.h"
#include "core/transport/transport.h"
#include "core/wsman/namespaces.h"
#include "core/wsman/responses.h"
#include "tests/support/await.h"
#include "tests/support/labprocess.h"

#include <QFile>

#include <stdexcept>

namespace rejoin::test {

using Shells = QList<wsman::ShellInfo>;

/// One client: its own p:SessionId, posts over the real transport.
class WireClient
{
public:
    WireClient(const LabProcess &lab, const QString &computer, bool useSsl = true,
               const QString &user = QStringLiteral("lab"), const QByteArray &password = "lab-password")
        : WireClient(computer, useSsl ? lab.computer(computer).httpsPort : lab.computer(computer).httpPort, useSsl,
                     base::Credential(user, base::SecretString::fromUtf8(password)),
                     certificates(lab.certificateFile()))
    {
    }
    WireClient(const QString &computer, quint16 port, bool useSsl, const base::Credential &credential,
               const QList<QSslCertificate> &authorities)
    {
        transport::TransportSettings settings;
        settings.endpoint = transport::Endpoint::fromComputerName(computer, 0, useSsl, QString());
        settings.connectTo.add(QStringLiteral("::127.0.0.1:%1").arg(port));
        settings.login.mechanism = transport::Mechanism::Basic;
        settings.login.credential = credential;
        settings.login.allowUnencrypted = !useSsl;
        settings.tls.extraAuthorities = authorities;
        m_transport = transport::makeHttpTransport(settings);
        context.to = settings.endpoint.urlText();
        context.resourceUri = QStringLiteral("http://schemas.microsoft.com/powershell/Microsoft.PowerShell");
        context.sessionId = QUuid::createUuid();
        context.operationTimeout = std::chrono::seconds(10);
    }
    [[nodiscard]] static QList<QSslCertificate> certificates(const QString &pemFile)
    {
        QFile file(pemFile);
        return file.open(QIODevice::ReadOnly) ? QSslCertificate::fromData(file.readAll(), QSsl::Pem)
                                              : QList<QSslCertificate>();
    }
    ~WireClient() { m_transport->close(); }

    [[nodiscard]] Task<transport::HttpResponse> begin(const wsman::Request &request, base::CancelToken cancel = {})
    {
        transport::HttpRequest http;
        http.body = request.envelope;
        http.operationTimeout = context.operationTimeout;
        return m_transport->post(std::move(http), std::move(cancel));
    }
    /// The answer's envelope; a fault throws.
    QByteArray post(const wsman::Request &request)
    {
        const auto response = await(begin(request));
        if (const auto fault = wsman::parseFault(response.body))
            throw wsman::faultError(*fault);
        return response.body;
    }
    quint32 fault(const wsman::Request &request)
    {
        const auto found = wsman::parseFault(await(begin(request)).body);
        return found ? found->code : 0;
    }

    Shells list(int maxElements = 32000)
    {
        auto request = wsman::enumerateShellsRequest(context, maxElements);
        auto page = wsman::parseShells(post(request), request);
        auto all = page.items;
        pages = 1;
        while (!page.endOfSequence && pages < 1000) {
            request = wsman::pullRequest(context, wsman::resource::shell, page.context, maxElements);
            page = wsman::parseShells(post(request), request);
            all += page.items;
            ++pages;
        }
        return all;
    }
    wsman::ShellInfo find(const QString &name)
    {
        const auto all = list();
        for (const auto &shell : all) {
            if (shell.name == name)
                return shell;
        }
        return {};
    }
    QList<wsman::CommandInfo> commands(const QUuid &shell)
    {
        const auto request = wsman::enumerateCommandsRequest(context, shell);
        return wsman::parseCommands(post(request), request).items;
    }

    void create(const QString &name, std::optional<std::chrono::milliseconds> idle = {})
    {
        shellId = QUuid::createUuid();
        pool = std::make_unique<psrp::RunspacePool>(shellId);
        wsman::CreateShell shell;
        shell.shellId = shellId;
        shell.name = name;
        shell.creationXml = pool->open();
        shell.idleTimeout = idle;
        const auto request = wsman::createRequest(context, shell);
        created = wsman::parseCreate(post(request), request);
        for (int i = 0; i < 10 && pool->state() != psrp::PoolState::Opened; ++i)
            takePool();
    }
    void connect(const QUuid &id)
    {
        shellId = id;
        pool = std::make_unique<psrp::RunspacePool>(id);
        const auto request =
            wsman::connectShellRequest(context, id, pool->connect(), QStringLiteral("2.3"), wsman::BufferMode::Block);
        poolEvents += pool->receiveConnectResponse(wsman::parseConnectShell(post(request), request));
    }
    void takePool()
    {
        const auto request = wsman::receiveRequest(context, shellId, {});
        const auto result = wsman::parseReceive(post(request), request);
        for (const auto &stream : result.streams) {
            const auto events = pool->receive(stream.data);
            poolEvents += events;
        }
    }
    std::unique_ptr<psrp::Pipeline> start(const QString &script)
    {
        auto pipeline = std::make_unique<psrp::Pipeline>(*pool, QUuid::createUuid());
        psrp::PipelineCommand text;
        text.text = script;
        psrp::CreatePipeline create;
        create.commands.append(text);
        const auto fragments = pipeline->start(create);
        const auto request =
            wsman::commandRequest(context, shellId, pipeline->id(), create.commandLine(), fragments.value(0));
        const auto id = wsman::parseCommand(post(request), request);
        if (id != pipeline->id())
            throw std::runtime_error("another command id");
        for (qsizetype i = 1; i < fragments.size(); ++i)
            post(wsman::sendRequest(context, shellId, id, QStringLiteral("stdin"), fragments[i]));
        return pipeline;
    }
    std::unique_ptr<psrp::Pipeline> attach(const QUuid &command)
    {
        const auto request = wsman::connectCommandRequest(context, shellId, command);
        wsman::parseAcknowledgement(post(request), request, wsman::action::connect);
        return std::make_unique<psrp::Pipeline>(*pool, command, psrp::Pipeline::Attached{});
    }
    /// One Receive; false when the command is done.
    bool take(psrp::Pipeline &pipeline, QStringList *texts)
    {
        const auto request = wsman::receiveRequest(context, shellId, pipeline.id());
        const auto result = wsman::parseReceive(post(request), request);
        for (const auto &stream : result.streams) {
            const auto events = pipeline.receive(stream.data);
            for (const auto &event : events) {
                if (const auto *output = std::get_if<psrp::OutputReceived>(&event))
                    texts->append(output->value.text());
                else if (const auto *call = std::get_if<psrp::HostCallReceived>(&event))
                    calls.append(call->call);
            }
        }
        return !result.isDone();
    }
    QStringList finish(psrp::Pipeline &pipeline)
    {
        QStringList texts;
        for (int i = 0; i < 1000; ++i) {
            if (!take(pipeline, &texts))
                return texts;
        }
        throw std::runtime_error("never done");
    }
    QStringList run(const QString &script)
    {
        const auto pipeline = start(script);
        const auto texts = finish(*pipeline);
        post(wsman::signalRequest(context, shellId, pipeline->id(), wsman::signalcode::terminate));
        return texts;
    }
    void disconnect(std::optional<std::chrono::milliseconds> idle = {},
                    wsman::BufferMode mode = wsman::BufferMode::None)
    {
        const auto request = wsman::disconnectRequest(context, shellId, idle, mode);
        wsman::parseAcknowledgement(post(request), request, wsman::action::disconnect);
    }

    wsman::RequestContext context;
    QUuid shellId;
    wsman::ShellInfo created;
    std::unique_ptr<psrp::RunspacePool> pool;
    QList<psrp::PoolEvent> poolEvents;
    QList<psrp::HostCall> calls;
    int pages = 0;

private:
    std::shared_ptr<transport::Transport> m_transport;
};

} // namespace rejoin::test
