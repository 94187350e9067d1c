// What runs inside a session, and what a client says of itself.
#include "core/sessions/serviceprivate.h"

#include "core/sessions/sessionerrors.h"
#include <QVersionNumber>

namespace rejoin::sessions {

using remoting::SessionState;

Task<std::shared_ptr<remoting::RemotePipeline>> SessionService::start(SessionPtr session, psrp::CreatePipeline request,
                                                                      base::CancelToken cancel)
{
    const auto before = session->runspace();
    if (!before || before->state() != SessionState::Opened)
        throw notConnectedHere(session->name());
    const SessionTurns::Turn turn = co_await session->turns()->user(session, cancel);
    const auto runspace = session->runspace();
    if (!runspace || runspace->state() != SessionState::Opened)
        throw notConnectedHere(session->name());
    const std::shared_ptr<remoting::RemotePipeline> pipeline = co_await runspace->start(request, cancel);
    co_return pipeline;
}

Task<QList<wsman::CommandInfo>> SessionService::commands(SessionPtr session, base::CancelToken cancel)
{
    const auto runspace = session->runspace();
    if (!runspace || runspace->state() != SessionState::Opened)
        throw notConnectedHere(session->name());
    const QList<wsman::CommandInfo> now = co_await runspace->commands(cancel);
    co_return now;
}

Task<std::shared_ptr<remoting::RemotePipeline>> SessionService::attach(SessionPtr session, QUuid commandId,
                                                                       base::CancelToken cancel)
{
    const auto runspace = session->runspace();
    if (!runspace || runspace->state() != SessionState::Opened)
        throw notConnectedHere(session->name());
    const std::shared_ptr<remoting::RemotePipeline> pipeline = co_await runspace->attach(commandId, cancel);
    co_return pipeline;
}

Task<std::shared_ptr<remoting::RemotePipeline>> SessionService::receive(SessionPtr session, base::CancelToken cancel)
{
    const auto data = d;
    if (session->state() != SessionState::Opened) {
        const SessionOutcome outcome = co_await data->connectOne(session, cancel);
        if (outcome.error)
            throw *outcome.error;
    }
    const auto runspace = session->runspace();
    if (!runspace)
        throw notConnectedHere(session->name());
    const QList<wsman::CommandInfo> commands = co_await runspace->commands(cancel);
    std::shared_ptr<remoting::RemotePipeline> pipeline;
    for (const wsman::CommandInfo &command : commands) {
        const auto kind = ownKind(command.id());
        if (kind && *kind != OwnKind::Fetch)
            continue; // what the jobs page asks just now
        pipeline = co_await runspace->attach(command.id(), cancel);
        if (pipeline && command.state.compare(QLatin1String("Pending"), Qt::CaseInsensitive) == 0)
            pipeline->listedAsPending();
        break;
    }
    co_return pipeline;
}

psrp::CreatePipeline scriptPipeline(const QString &script, int formattedWidth)
{
    psrp::CreatePipeline request;
    psrp::PipelineCommand command;
    command.text = script;
    command.isScript = true;
    request.commands = {command};
    if (formattedWidth > 0)
        formatRemotely(&request, formattedWidth);
    return request;
}

clixml::Value applicationArguments(const clixml::Value &more, const QString &protocolVersion)
{
    // What a client of PowerShell 5.1 says; the protocol version is the one that is advertised.
    QList<clixml::Value> compatible;
    for (const char16_t *version : {u"1.0", u"2.0", u"3.0", u"4.0", u"5.0", u"5.1"})
        compatible.append(clixml::Value::version(version));
    clixml::ObjectBuilder versions;
    versions.typeNames({"System.Version[]", "System.Array", "System.Object"}).container(clixml::Container::List);
    for (const clixml::Value &version : std::as_const(compatible))
        versions.item(version);
    clixml::ObjectBuilder table;
    table
        .typeNames(
            {"System.Management.Automation.PSPrimitiveDictionary", "System.Collections.Hashtable", "System.Object"})
        .container(clixml::Container::Dictionary)
        .entry("PSRemotingProtocolVersion", clixml::Value::version(protocolVersion))
        .entry("SerializationVersion", clixml::Value::version(u"1.1.0.1"))
        .entry("WSManStackVersion", clixml::Value::version(u"3.0"))
        .entry("PSVersion", clixml::Value::version(u"5.1.0.0"))
        .entry("PSCompatibleVersions", versions.build());
    clixml::ObjectBuilder arguments;
    arguments
        .typeNames(
            {"System.Management.Automation.PSPrimitiveDictionary", "System.Collections.Hashtable", "System.Object"})
        .container(clixml::Container::Dictionary)
        .entry("PSVersionTable", table.build());
    for (std::size_t i = 0; i < more.count(); ++i)
        arguments.entry(more.keyAt(i), more.at(i));
    return arguments.build();
}

bool canDisconnect(const remoting::RunspaceSession &runspace)
{
    // What PowerShell looks at, and what was agreed on; a server that says neither is not refused for it.
    const QString table = runspace.privateData().entry("PSVersionTable").entry("PSRemotingProtocolVersion").text();
    for (const QString &version : {table, runspace.serverProtocolVersion()}) {
        const auto number = QVersionNumber::fromString(version);
        if (!number.isNull() && number < QVersionNumber(2, 2))
            return false;
    }
    return true;
}

} // namespace rejoin::sessions
