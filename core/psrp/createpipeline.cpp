#include "core/psrp/createpipeline.h"

#include "core/psrp/failures.h"

namespace rejoin::psrp {

namespace {
using clixml::Container;
using clixml::ObjectBuilder;
using clixml::Value;

constexpr qsizetype maximumCommandLine = 256; // characters of rsp:Command

// The version is that of Windows PowerShell 3 to 5.1; servers do not look at it.
constexpr std::string_view psObjectList =
    "System.Collections.Generic.List`1[[System.Management.Automation.PSObject, System.Management.Automation, "
    "Version=3.0.0.0, Culture=neutral, PublicKeyToken=31bf3856ad364e35]]";

Value list(std::span<const Value> items)
{
    ObjectBuilder builder;
    builder.typeNames({psObjectList, "System.Object"}).container(Container::List);
    for (const Value &item : items)
        builder.item(item);
    return builder.build();
}

enum class ResultTypes : qint32 { None = 0, Output = 1, Error = 2 };

Value resultTypes(ResultTypes types)
{
    static constexpr const char16_t *names[] = {u"None", u"Output", u"Error"};
    return clixml::enumeration("System.Management.Automation.Runspaces.PipelineResultTypes",
                               names[static_cast<std::size_t>(types)], static_cast<qint32>(types));
}

Value commandValue(const PipelineCommand &command)
{
    std::vector<Value> arguments;
    arguments.reserve(static_cast<std::size_t>(command.parameters.size()));
    for (const CommandParameter &parameter : command.parameters) {
        arguments.push_back(ObjectBuilder()
                                .note("N", parameter.name.isEmpty() ? Value() : Value::string(parameter.name))
                                .note("V", parameter.value)
                                .build());
    }
    const bool merge = command.mergeErrorToOutput;
    return ObjectBuilder()
        .note("Cmd", Value::string(command.text))
        .note("IsScript", Value::boolean(command.isScript))
        .note("UseLocalScope", command.useLocalScope ? Value::boolean(*command.useLocalScope) : Value())
        .note("MergeMyResult", resultTypes(merge ? ResultTypes::Error : ResultTypes::None))
        .note("MergeToResult", resultTypes(merge ? ResultTypes::Output : ResultTypes::None))
        .note("MergePreviousResults", resultTypes(ResultTypes::None))
        .note("MergeError", resultTypes(merge ? ResultTypes::Output : ResultTypes::None))
        .note("MergeWarning", resultTypes(ResultTypes::None))
        .note("MergeVerbose", resultTypes(ResultTypes::None))
        .note("MergeDebug", resultTypes(ResultTypes::None))
        .note("MergeInformation", resultTypes(ResultTypes::None))
        .note("Args", list(arguments))
        .build();
}

PipelineCommand readCommand(const Value &value)
{
    PipelineCommand command;
    command.text = value.member("Cmd").text();
    command.isScript = value.member("IsScript").toBool().value_or(false);
    command.useLocalScope = value.member("UseLocalScope").toBool();
    command.mergeErrorToOutput = value.member("MergeMyResult").toInteger() == static_cast<qint64>(ResultTypes::Error) ||
                                 value.member("MergeError").toInteger() == static_cast<qint64>(ResultTypes::Output);
    const Value arguments = value.member("Args");
    command.parameters.reserve(static_cast<qsizetype>(arguments.count()));
    for (std::size_t i = 0; i < arguments.count(); ++i) {
        const Value argument = arguments.at(i);
        command.parameters.append({argument.member("N").text(), argument.member("V")});
    }
    return command;
}

void readStatement(const Value &list, QList<PipelineCommand> &commands)
{
    for (std::size_t i = 0; i < list.count(); ++i)
        commands.append(readCommand(list.at(i)));
}
} // namespace

clixml::Value CreatePipeline::toValue() const
{
    // A node that appears twice is written as a reference, so the first statement is built twice.
    const auto statementsOf = [this] {
        std::vector<std::vector<Value>> statements(1);
        for (qsizetype i = 0; i < commands.size(); ++i) {
            statements.back().push_back(commandValue(commands[i]));
            if (commands[i].endOfStatement && i + 1 < commands.size())
                statements.emplace_back();
        }
        return statements;
    };
    const std::vector<std::vector<Value>> statements = statementsOf();
    ObjectBuilder powerShell;
    if (statements.size() > 1) {
        // All statements, the first one included, which also stands in Cmds for servers that know only that.
        std::vector<Value> extra;
        extra.reserve(statements.size());
        for (const std::vector<Value> &statement : statements)
            extra.push_back(ObjectBuilder().note("Cmds", list(statement)).build());
        powerShell.note("ExtraCmds", list(extra));
        powerShell.note("Cmds", list(statementsOf().front()));
    } else {
        powerShell.note("Cmds", list(statements.front()));
    }
    powerShell.note("IsNested", Value::boolean(isNested))
        .note("History", Value())
        .note("RedirectShellErrorOutputPipe", Value::boolean(true));
    const qint32 streamOptions = addInvocationInfo ? 15 : 0;
    return ObjectBuilder()
        .note("PowerShell", powerShell.build())
        .note("NoInput", Value::boolean(noInput))
        .note("ApartmentState", clixml::enumeration("System.Threading.ApartmentState", u"Unknown", 2))
        .note("RemoteStreamOptions",
              clixml::enumeration("System.Management.Automation.RemoteStreamOptions",
                                  addInvocationInfo ? u"AddInvocationInfo" : u"0", streamOptions))
        .note("AddToHistory", Value::boolean(addToHistory))
        .note("HostInfo", hostInfo.toValue(true))
        .note("IsNested", Value::boolean(isNested))
        .build();
}

CreatePipeline CreatePipeline::fromValue(const clixml::Value &value)
{
    CreatePipeline request;
    const Value powerShell = value.member("PowerShell");
    const Value statements = powerShell.member("ExtraCmds");
    if (statements.count() > 0) {
        for (std::size_t i = 0; i < statements.count(); ++i) {
            const qsizetype before = request.commands.size();
            readStatement(statements.at(i).member("Cmds"), request.commands);
            if (request.commands.size() > before && i + 1 < statements.count())
                request.commands.last().endOfStatement = true;
        }
    } else {
        readStatement(powerShell.member("Cmds"), request.commands);
    }
    if (request.commands.isEmpty())
        throw messageInvalid(
            base::Text(QT_TRANSLATE_NOOP("core", "The client asked for a pipeline without any command.")));
    request.noInput = value.member("NoInput").toBool().value_or(true);
    request.addToHistory = value.member("AddToHistory").toBool().value_or(false);
    request.isNested = value.member("IsNested").toBool().value_or(false);
    request.addInvocationInfo = value.member("RemoteStreamOptions").toInteger().value_or(0) != 0;
    request.hostInfo = HostInfo::fromValue(value.member("HostInfo"));
    return request;
}

QString CreatePipeline::commandLine() const
{
    QString line;
    for (qsizetype i = 0; i < commands.size() && line.size() < maximumCommandLine; ++i) {
        if (i > 0)
            line += commands[i - 1].endOfStatement ? QLatin1String("; ") : QLatin1String(" | ");
        line += commands[i].text;
    }
    line.truncate(maximumCommandLine);
    if (line.size() == maximumCommandLine && line.back().isHighSurrogate())
        line.chop(1);
    return line;
}

} // namespace rejoin::psrp
