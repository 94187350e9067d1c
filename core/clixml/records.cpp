#include "core/clixml/records.h"

#include "core/clixml/invocation.h"

#include <algorithm>
#include <array>
#include <limits>

namespace rejoin::clixml {

namespace {

qint32 integer(const Value &value, qint32 otherwise)
{
    const auto number = value.toInteger();
    return number && *number >= std::numeric_limits<qint32>::min() && *number <= std::numeric_limits<qint32>::max()
               ? qint32(*number)
               : otherwise;
}

/// System.ConsoleColor.
constexpr std::array<const char *, 16> colours{
    "Black",    "DarkBlue", "DarkGreen", "DarkCyan", "DarkRed", "DarkMagenta", "DarkYellow", "Gray",
    "DarkGray", "Blue",     "Green",     "Cyan",     "Red",     "Magenta",     "Yellow",     "White"};

/// Arrives as a name below the serialization depth, else as an enum; -1 means none.
std::optional<qint32> colourOf(const Value &value)
{
    std::optional<qint32> colour;
    if (const auto number = value.toInteger()) {
        colour = integer(value, -1);
    } else {
        const QString name = value.text();
        for (std::size_t i = 0; i < colours.size(); ++i) {
            if (name.compare(QLatin1String(colours[i]), Qt::CaseInsensitive) == 0)
                colour = qint32(i);
        }
    }
    return colour && *colour >= 0 && *colour < qint32(colours.size()) ? colour : std::nullopt;
}

Value colourValue(std::optional<qint32> colour)
{
    if (!colour)
        return Value();
    const auto index = std::size_t(std::clamp<qint32>(*colour, 0, qint32(colours.size()) - 1));
    return enumeration("System.ConsoleColor", QString::fromLatin1(colours[index]), qint32(index));
}

} // namespace

std::optional<InvocationInfo> invocationOf(const Value &record)
{
    Value object = record.member("InvocationInfo");
    // An error that a job or another session passed on keeps where it happened there in its exception.
    if (!object.isObject())
        object = record.member("Exception").member("SerializedRemoteInvocationInfo");
    const bool flat = record.hasMember("InvocationInfo_InvocationName") || record.hasMember("InvocationInfo_Line");
    if (!object.isObject() && !flat)
        return {};
    const auto part = [&](const char *nameInObject, const char *flatName) {
        return flat ? record.member(flatName) : object.member(nameInObject);
    };
    InvocationInfo invocation;
    invocation.myCommand = flat ? record.member("CommandInfo_Name").text() : object.member("MyCommand").text();
    if (invocation.myCommand.isEmpty())
        invocation.myCommand = part("InvocationName", "InvocationInfo_InvocationName").text();
    invocation.line = part("Line", "InvocationInfo_Line").text();
    invocation.positionMessage = part("PositionMessage", "InvocationInfo_PositionMessage").text();
    invocation.scriptName = part("ScriptName", "InvocationInfo_ScriptName").text();
    invocation.scriptLineNumber = integer(part("ScriptLineNumber", "InvocationInfo_ScriptLineNumber"), 0);
    invocation.offsetInLine = integer(part("OffsetInLine", "InvocationInfo_OffsetInLine"), 0);
    invocation.pipelineLength = integer(part("PipelineLength", "InvocationInfo_PipelineLength"), 0);
    invocation.pipelinePosition = integer(part("PipelinePosition", "InvocationInfo_PipelinePosition"), 0);
    return invocation;
}

Value invocationObject(const InvocationInfo &invocation)
{
    return ObjectBuilder()
        .typeNames({"System.Management.Automation.InvocationInfo", "System.Object"})
        .toString(u"System.Management.Automation.InvocationInfo")
        .property("MyCommand", invocation.myCommand.isEmpty() ? Value() : Value::string(invocation.myCommand))
        .property("ScriptLineNumber", Value::int32(invocation.scriptLineNumber))
        .property("OffsetInLine", Value::int32(invocation.offsetInLine))
        .property("ScriptName", Value::string(invocation.scriptName))
        .property("Line", Value::string(invocation.line))
        .property("PositionMessage", Value::string(invocation.positionMessage))
        .property("InvocationName", Value::string(invocation.myCommand))
        .build();
}

void addInvocation(ObjectBuilder &record, const InvocationInfo &invocation)
{
    record.note("InvocationInfo_InvocationName", Value::string(invocation.myCommand))
        .note("InvocationInfo_Line", Value::string(invocation.line))
        .note("InvocationInfo_OffsetInLine", Value::int32(invocation.offsetInLine))
        .note("InvocationInfo_PositionMessage", Value::string(invocation.positionMessage))
        .note("InvocationInfo_ScriptLineNumber", Value::int32(invocation.scriptLineNumber))
        .note("InvocationInfo_ScriptName", Value::string(invocation.scriptName));
}

InformationalRecord InformationalRecord::fromValue(const Value &value)
{
    InformationalRecord record;
    record.message = value.hasMember("InformationalRecord_Message") ? value.member("InformationalRecord_Message").text()
                     : value.hasMember("Message")                   ? value.member("Message").text()
                                                                    : value.text();
    record.invocation = invocationOf(value);
    return record;
}

Value InformationalRecord::toValue(std::string_view typeName) const
{
    ObjectBuilder builder;
    builder.typeNames({typeName, "System.Management.Automation.InformationalRecord", "System.Object"})
        .toString(message)
        .note("InformationalRecord_Message", Value::string(message))
        .note("InformationalRecord_SerializeInvocationInfo", Value::boolean(invocation.has_value()));
    if (invocation)
        addInvocation(builder, *invocation);
    return builder.build();
}

ProgressRecord ProgressRecord::fromValue(const Value &value)
{
    ProgressRecord record;
    record.activity = value.member("Activity").text();
    record.activityId = integer(value.member("ActivityId"), 0);
    record.statusDescription = value.member("StatusDescription").text();
    record.currentOperation = value.member("CurrentOperation").text();
    record.parentActivityId = integer(value.member("ParentActivityId"), -1);
    record.percentComplete = integer(value.member("PercentComplete"), -1);
    record.secondsRemaining = integer(value.member("SecondsRemaining"), -1);
    const Value type = value.member("Type");
    record.completed = type.toInteger() ? *type.toInteger() == 1
                                        : type.text().compare(QLatin1String("Completed"), Qt::CaseInsensitive) == 0;
    return record;
}

Value ProgressRecord::toValue() const
{
    return ObjectBuilder()
        .note("Activity", Value::string(activity))
        .note("ActivityId", Value::int32(activityId))
        .note("StatusDescription", Value::string(statusDescription))
        .note("CurrentOperation", currentOperation.isEmpty() ? Value() : Value::string(currentOperation))
        .note("ParentActivityId", Value::int32(parentActivityId))
        .note("PercentComplete", Value::int32(percentComplete))
        .note("Type", enumeration("System.Management.Automation.ProgressRecordType",
                                  completed ? u"Completed" : u"Processing", completed ? 1 : 0))
        .note("SecondsRemaining", Value::int32(secondsRemaining))
        .build();
}

QString InformationRecord::text() const
{
    if (messageData.isA("System.Management.Automation.HostInformationMessage"))
        return messageData.member("Message").text();
    return messageData.text();
}

InformationRecord InformationRecord::fromValue(const Value &value)
{
    InformationRecord record;
    record.messageData = value.member("MessageData");
    record.source = value.member("Source").text();
    record.timeGenerated = value.member("TimeGenerated").toDateTime().value_or(QDateTime());
    const Value tags = value.member("Tags");
    for (std::size_t i = 0; i < tags.count(); ++i)
        record.tags.append(tags.at(i).text());
    record.user = value.member("User").text();
    record.computer = value.member("Computer").text();
    record.processId = quint32(value.member("ProcessId").toUnsigned().value_or(0));
    if (record.messageData.isA("System.Management.Automation.HostInformationMessage")) {
        record.foreground = colourOf(record.messageData.member("ForegroundColor"));
        record.background = colourOf(record.messageData.member("BackgroundColor"));
        const Value noNewLine = record.messageData.member("NoNewLine");
        record.noNewLine = noNewLine.toBool().value_or(noNewLine.text().compare(u"true", Qt::CaseInsensitive) == 0);
    }
    return record;
}

Value InformationRecord::toValue() const
{
    Value data = messageData;
    const bool hostMessage = data.isA("System.Management.Automation.HostInformationMessage");
    if (!hostMessage && isHostMessage()) {
        data = ObjectBuilder()
                   .typeNames({"System.Management.Automation.HostInformationMessage", "System.Object"})
                   .toString(text())
                   .property("Message", Value::string(text()))
                   .property("NoNewLine", Value::boolean(noNewLine))
                   .property("ForegroundColor", colourValue(foreground))
                   .property("BackgroundColor", colourValue(background))
                   .build();
    }
    ObjectBuilder list;
    list.typeNames({"System.Collections.Generic.List`1[[System.String, mscorlib, Version=4.0.0.0, Culture=neutral, "
                    "PublicKeyToken=b77a5c561934e089]]",
                    "System.Object"})
        .container(Container::List);
    for (const QString &tag : tags)
        list.item(Value::string(tag));
    return ObjectBuilder()
        .note("MessageData", data)
        .note("Source", Value::string(source))
        .note("TimeGenerated", Value::dateTime(timeGenerated))
        .note("Tags", list.build())
        .note("User", Value::string(user))
        .note("Computer", Value::string(computer))
        .note("ProcessId", Value::uint32(processId))
        .note("NativeThreadId", Value::uint32(0))
        .note("ManagedThreadId", Value::uint32(0))
        .build();
}

} // namespace rejoin::clixml
