#include "core/lab/engine/cmdlet.h"

#include "core/lab/engine/convert.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace rejoin::lab::engine {

namespace {

/// The one parameter of these: given by name or place, or each object of the pipeline.
Value given(const CmdletCall &call, const char *parameter, const Value *input)
{
    return input ? *input : call.value(parameter);
}

class WriteOutput final : public Cmdlet
{
public:
    Task<> process(CmdletCall &call, const Value *input) override
    {
        Value value = given(call, "InputObject", input);
        if (call.flag("NoEnumerate"))
            co_await call.write(std::move(value));
        else
            co_await call.interpreter.writeEnumerated(std::move(value), *call.frame().out);
    }
};

class WriteError final : public Cmdlet
{
public:
    Task<> process(CmdletCall &call, const Value *input) override
    {
        const auto category = call.has("Category") ? categoryByName(call.text("Category")) : std::optional<qint32>(0);
        if (!category)
            call.fail(ErrorParts(
                u"CannotConvertArgumentNoMessage"_s,
                u"Cannot bind parameter 'Category'. \"%1\" is not an error category."_s.arg(call.text("Category")),
                Category::InvalidArgument, {}, QString::fromLatin1(parameterBindingException)));
        const Value record = call.has("ErrorRecord") ? call.value("ErrorRecord") : given(call, "Message", input);
        if (const auto *known = record.as<std::shared_ptr<const clixml::ErrorRecord>>()) {
            clixml::ErrorRecord copy = **known;
            co_await call.errorRecord(std::move(copy));
            co_return;
        }
        const QString type = u"Microsoft.PowerShell.Commands.WriteErrorException"_s;
        ErrorParts parts(call.has("ErrorId") ? call.text("ErrorId") : type, record.text(), Category::NotSpecified,
                         call.value("TargetObject"), type);
        parts.category = *category;
        parts.recommendedAction = call.text("RecommendedAction");
        // As seen on the wire: id alone is followed by the command, the type's name alone is not.
        if (call.has("ErrorId")) {
            co_await call.error(std::move(parts));
            co_return;
        }
        clixml::ErrorRecord made = call.recordHere(parts);
        co_await call.errorRecord(std::move(made));
    }
};

class WriteWarning final : public Cmdlet
{
public:
    Task<> process(CmdletCall &call, const Value *input) override
    {
        co_await call.warning(given(call, "Message", input).text());
    }
};

class WriteVerbose final : public Cmdlet
{
public:
    Task<> process(CmdletCall &call, const Value *input) override
    {
        co_await call.verbose(given(call, "Message", input).text());
    }
};

class WriteDebug final : public Cmdlet
{
public:
    Task<> process(CmdletCall &call, const Value *input) override
    {
        co_await call.debug(given(call, "Message", input).text());
    }
};

clixml::InformationRecord informationRecord(const CmdletCall &call, const clixml::Value &data, const QStringList &tags)
{
    const Runspace &runspace = call.interpreter.runspace();
    clixml::InformationRecord record;
    record.messageData = data;
    record.source = call.spec().name;
    record.timeGenerated = runspace.clock->now();
    record.tags = tags;
    record.user = runspace.settings.userName;
    record.computer = runspace.settings.computerName;
    record.processId = quint32(QCoreApplication::applicationPid());
    return record;
}

class WriteInformation final : public Cmdlet
{
public:
    Task<> process(CmdletCall &call, const Value *input) override
    {
        const Action wanted = call.action("InformationAction", "InformationPreference", Action::SilentlyContinue);
        if (wanted == Action::Ignore)
            co_return;
        QStringList tags;
        for (const Value &tag : call.list("Tags"))
            tags.append(tag.text());
        const Value data = given(call, "MessageData", input);
        clixml::InformationRecord record = informationRecord(call, toClixml(data), tags);
        // SilentlyContinue keeps it from the host, not from the stream.
        co_await call.information(std::move(record), wanted == Action::Continue);
    }
};

std::optional<qint32> colour(const CmdletCall &call, const char *parameter)
{
    if (!call.has(parameter))
        return std::nullopt;
    static const QStringList names{u"Black"_s,    u"DarkBlue"_s,    u"DarkGreen"_s,  u"DarkCyan"_s,
                                   u"DarkRed"_s,  u"DarkMagenta"_s, u"DarkYellow"_s, u"Gray"_s,
                                   u"DarkGray"_s, u"Blue"_s,        u"Green"_s,      u"Cyan"_s,
                                   u"Red"_s,      u"Magenta"_s,     u"Yellow"_s,     u"White"_s};
    const QString name = call.text(parameter);
    for (qsizetype i = 0; i < names.size(); ++i) {
        if (names[i].compare(name, Qt::CaseInsensitive) == 0 || QString::number(i) == name)
            return qint32(i);
    }
    call.fail(ErrorParts(
        u"CannotConvertArgumentNoMessage"_s,
        u"Cannot bind parameter '%1'. \"%2\" is not a console colour."_s.arg(QString::fromLatin1(parameter), name),
        Category::InvalidArgument, {}, QString::fromLatin1(parameterBindingException)));
}

class WriteHost final : public Cmdlet
{
public:
    Task<> process(CmdletCall &call, const Value *input) override
    {
        const Value object = given(call, "Object", input);
        const QString separator = call.has("Separator") ? call.text("Separator") : u" "_s;
        QStringList parts;
        const Array items = listOf(object);
        for (const Value &item : items)
            parts.append(item.text());
        const auto foreground = colour(call, "ForegroundColor");
        const auto background = colour(call, "BackgroundColor");
        const QString text = parts.join(separator);
        const bool coloured = foreground || background;
        const auto named = [&](const char *parameter, const std::optional<qint32> &value) {
            if (!coloured)
                return clixml::Value();
            return clixml::Value::string(value ? call.text(parameter) : u"-1"_s);
        };
        clixml::ObjectBuilder message;
        message.typeNames({"System.Management.Automation.HostInformationMessage", "System.Object"});
        message.toString(text);
        message.property("Message", clixml::Value::string(text));
        message.property("NoNewLine", clixml::Value::boolean(call.flag("NoNewline")));
        message.property("ForegroundColor", named("ForegroundColor", foreground));
        message.property("BackgroundColor", named("BackgroundColor", background));
        clixml::InformationRecord record = informationRecord(call, message.build(), {u"PSHOST"_s});
        record.foreground = foreground;
        record.background = background;
        record.noNewLine = call.flag("NoNewline");
        if (call.action("InformationAction", "", Action::Continue) != Action::Ignore)
            co_await call.information(std::move(record), true);
    }
};

class WriteProgress final : public Cmdlet
{
public:
    Task<> process(CmdletCall &call, const Value *) override
    {
        if (!call.has("Activity"))
            call.fail(
                ErrorParts(u"MissingMandatoryParameter"_s,
                           u"Cannot process command because of one or more missing mandatory parameters: Activity."_s,
                           Category::InvalidArgument, {}, QString::fromLatin1(parameterBindingException)));
        clixml::ProgressRecord record;
        record.activity = call.text("Activity");
        record.activityId = call.whole("Id", 0);
        record.statusDescription = call.has("Status") ? call.text("Status") : u"Processing"_s;
        record.currentOperation = call.text("CurrentOperation");
        record.parentActivityId = call.whole("ParentId", -1);
        record.percentComplete = call.whole("PercentComplete", -1);
        record.secondsRemaining = call.whole("SecondsRemaining", -1);
        record.completed = call.flag("Completed");
        if (record.percentComplete > 100)
            call.fail(ErrorParts(u"ParameterArgumentValidationError"_s,
                                 u"Cannot validate argument on parameter 'PercentComplete'. The %1 argument is greater "
                                 "than the maximum allowed range of 100."_s.arg(record.percentComplete),
                                 Category::InvalidData, {}, QString::fromLatin1(parameterBindingException)));
        co_await call.progress(std::move(record));
    }
};

} // namespace

QList<CmdletSpec> writeCmdlets()
{
    using Kind = ParameterSpec::Kind;
    const auto type = [](const char *name) { return u"Microsoft.PowerShell.Commands."_s + QString::fromLatin1(name); };
    const ParameterSpec message("Message", 0, Kind::Value, {u"Msg"_s});
    return {
        {u"Write-Output"_s,
         type("WriteOutputCommand"),
         {{"InputObject", 0}, {"NoEnumerate", -1, Switch}},
         &makeCmdlet<WriteOutput>,
         true},
        {u"Write-Error"_s,
         type("WriteErrorCommand"),
         {message, {"ErrorRecord"}, {"ErrorId"}, {"Category"}, {"TargetObject"}, {"RecommendedAction"}},
         &makeCmdlet<WriteError>},
        {u"Write-Warning"_s, type("WriteWarningCommand"), {message}, &makeCmdlet<WriteWarning>},
        {u"Write-Verbose"_s, type("WriteVerboseCommand"), {message}, &makeCmdlet<WriteVerbose>},
        {u"Write-Debug"_s, type("WriteDebugCommand"), {message}, &makeCmdlet<WriteDebug>},
        {u"Write-Information"_s,
         type("WriteInformationCommand"),
         {{"MessageData", 0, Kind::Value, {u"Message"_s, u"Msg"_s}}, {"Tags", 1}},
         &makeCmdlet<WriteInformation>},
        {u"Write-Host"_s,
         type("WriteHostCommand"),
         {{"Object", 0, Kind::Value, {u"Message"_s, u"Msg"_s}},
          {"NoNewline", -1, Switch},
          {"Separator"},
          {"ForegroundColor"},
          {"BackgroundColor"}},
         &makeCmdlet<WriteHost>,
         true},
        {u"Write-Progress"_s,
         type("WriteProgressCommand"),
         {{"Activity", 0},
          {"Status", 1},
          {"Id", 2},
          {"PercentComplete"},
          {"SecondsRemaining"},
          {"CurrentOperation"},
          {"ParentId"},
          {"Completed", -1, Switch}},
         &makeCmdlet<WriteProgress>},
    };
}

} // namespace rejoin::lab::engine
