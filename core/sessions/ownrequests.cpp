#include "core/sessions/ownrequests.h"

namespace rejoin::sessions {

namespace {

const QString outString = QStringLiteral("Out-String");

psrp::CommandParameter parameter(const char *name, clixml::Value value)
{
    psrp::CommandParameter one;
    one.name = QString::fromLatin1(name);
    one.value = std::move(value);
    return one;
}

OwnRequest request(OwnKind kind, const char *command, QList<psrp::CommandParameter> parameters = {})
{
    psrp::PipelineCommand one;
    one.text = QString::fromLatin1(command);
    one.isScript = false;
    one.parameters = std::move(parameters);
    OwnRequest made;
    made.kind = kind;
    made.pipeline.commands = {one};
    return made;
}

// "Rejoin": time_low and time_mid of the GUID.
constexpr uint idStart = 0x52656A6F;
constexpr ushort idMiddle = 0x696E;
constexpr ushort idVersion = 0x8000;
constexpr ushort idVersionMask = 0xF000;
constexpr ushort idKindMask = 0x0FFF;

} // namespace

namespace own {

OwnRequest getJob()
{
    return request(OwnKind::Question, "Get-Job");
}

OwnRequest receiveJob(int id, bool keep)
{
    QList<psrp::CommandParameter> parameters{parameter("Id", clixml::Value::int32(id))};
    if (keep)
        parameters.append(parameter("Keep", clixml::Value::boolean(true)));
    OwnRequest made = request(keep ? OwnKind::Question : OwnKind::Fetch, "Receive-Job", std::move(parameters));
    if (!keep)
        made.savedAs = QStringLiteral("job %1").arg(id); // the server has it no more
    return made;
}

OwnRequest stopJob(int id)
{
    return request(OwnKind::Action, "Stop-Job", {parameter("Id", clixml::Value::int32(id))});
}

OwnRequest removeJob(int id)
{
    return request(OwnKind::Action, "Remove-Job",
                   {parameter("Id", clixml::Value::int32(id)), parameter("Force", clixml::Value::boolean(true))});
}

OwnRequest prompt()
{
    return request(OwnKind::Question, "prompt");
}

} // namespace own

void formatRemotely(psrp::CreatePipeline *request, int width)
{
    psrp::PipelineCommand formatter;
    formatter.text = outString;
    formatter.isScript = false;
    formatter.parameters = {parameter("Stream", clixml::Value::boolean(true)),
                            parameter("Width", clixml::Value::int32(width))};
    request->commands.append(formatter);
    request->hostInfo.width = width;
}

bool isFormattedRemotely(const psrp::CreatePipeline &request)
{
    if (request.commands.size() < 2)
        return false;
    const psrp::PipelineCommand &last = request.commands.last();
    return !last.isScript && last.text == outString;
}

QUuid makeOwnCommandId(OwnKind kind)
{
    QUuid id = QUuid::createUuid(); // its variant and the random rest stay
    id.data1 = idStart;
    id.data2 = idMiddle;
    id.data3 = static_cast<ushort>(idVersion | static_cast<ushort>(kind));
    return id;
}

std::optional<OwnKind> ownKind(const QUuid &commandId)
{
    if (commandId.data1 != idStart || commandId.data2 != idMiddle || (commandId.data3 & idVersionMask) != idVersion)
        return std::nullopt;
    switch (commandId.data3 & idKindMask) {
    case 0:
        return OwnKind::Question;
    case 1:
        return OwnKind::Action;
    default:
        return OwnKind::Fetch; // and what a later version may add: left alone
    }
}

} // namespace rejoin::sessions
