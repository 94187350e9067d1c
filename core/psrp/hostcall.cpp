#include "core/psrp/hostcall.h"

#include "core/clixml/records.h"
#include "core/psrp/failures.h"

#include <array>
#include <limits>

using namespace Qt::StringLiterals;

namespace rejoin::psrp {

namespace {
using clixml::ObjectBuilder;
using clixml::Value;

// MS-PSRP 2.2.3.17, in the order of the identifiers from 1.
constexpr std::array<const char *, 56> methodNames{"GetName",
                                                   "GetVersion",
                                                   "GetInstanceId",
                                                   "GetCurrentCulture",
                                                   "GetCurrentUICulture",
                                                   "SetShouldExit",
                                                   "EnterNestedPrompt",
                                                   "ExitNestedPrompt",
                                                   "NotifyBeginApplication",
                                                   "NotifyEndApplication",
                                                   "ReadLine",
                                                   "ReadLineAsSecureString",
                                                   "Write1",
                                                   "Write2",
                                                   "WriteLine1",
                                                   "WriteLine2",
                                                   "WriteLine3",
                                                   "WriteErrorLine",
                                                   "WriteDebugLine",
                                                   "WriteProgress",
                                                   "WriteVerboseLine",
                                                   "WriteWarningLine",
                                                   "Prompt",
                                                   "PromptForCredential1",
                                                   "PromptForCredential2",
                                                   "PromptForChoice",
                                                   "GetForegroundColor",
                                                   "SetForegroundColor",
                                                   "GetBackgroundColor",
                                                   "SetBackgroundColor",
                                                   "GetCursorPosition",
                                                   "SetCursorPosition",
                                                   "GetWindowPosition",
                                                   "SetWindowPosition",
                                                   "GetCursorSize",
                                                   "SetCursorSize",
                                                   "GetBufferSize",
                                                   "SetBufferSize",
                                                   "GetWindowSize",
                                                   "SetWindowSize",
                                                   "GetWindowTitle",
                                                   "SetWindowTitle",
                                                   "GetMaxWindowSize",
                                                   "GetMaxPhysicalWindowSize",
                                                   "GetKeyAvailable",
                                                   "ReadKey",
                                                   "FlushInputBuffer",
                                                   "SetBufferContents1",
                                                   "SetBufferContents2",
                                                   "GetBufferContents",
                                                   "ScrollBufferContents",
                                                   "PushRunspace",
                                                   "PopRunspace",
                                                   "GetIsRunspacePushed",
                                                   "GetRunspace",
                                                   "PromptForChoiceMultipleSelection"};

Value methodValue(HostMethod method, const QString &name)
{
    return clixml::enumeration("System.Management.Automation.Remoting.RemoteHostMethodId",
                               name.isEmpty() ? hostMethodName(method) : name, static_cast<qint32>(method));
}

struct CallHead
{
    qint64 callId = 0;
    HostMethod method = HostMethod::GetName;
    QString methodName;
};

CallHead readHead(const Value &data)
{
    const std::optional<qint64> callId = data.member("ci").toInteger();
    const Value method = data.member("mi");
    const std::optional<qint64> id = method.toInteger();
    if (!callId || !id || *id < 1 || *id > std::numeric_limits<qint32>::max()) {
        throw messageInvalid(base::Text(
            QT_TRANSLATE_NOOP("core", "The remote computer sent a host call without its number or method.")));
    }
    CallHead head;
    head.callId = *callId;
    head.method = static_cast<HostMethod>(*id);
    head.methodName = method.toStringText();
    if (head.methodName.isEmpty())
        head.methodName = hostMethodName(head.method);
    return head;
}

/// MS-PSRP 2.2.6.1.4: an array is its elements (mae) and the length of each dimension (mal).
bool isArray(const Value &value)
{
    return value.hasMember("mae") && value.hasMember("mal");
}
} // namespace

bool isKnown(HostMethod method)
{
    const auto id = static_cast<qint32>(method);
    return id >= 1 && id <= static_cast<qint32>(methodNames.size());
}

QString hostMethodName(HostMethod method)
{
    const auto id = static_cast<qint32>(method);
    if (!isKnown(method))
        return QString::number(id);
    return QLatin1String(methodNames[static_cast<std::size_t>(id - 1)]);
}

clixml::Value wrapHostObject(std::string_view typeName, const clixml::Value &value)
{
    return ObjectBuilder()
        .note("T", Value::string(QString::fromUtf8(typeName.data(), static_cast<qsizetype>(typeName.size()))))
        .note("V", value)
        .build();
}

clixml::Value unwrapHostObject(const clixml::Value &value)
{
    if (!value.isObject() || value.memberCount() != 2)
        return value;
    if (value.hasMember("T") && value.hasMember("V"))
        return value.member("V");
    // Only one-dimensional arrays become lists; the rectangle of GetBufferContents keeps its lengths.
    if (isArray(value) && value.member("mal").count() == 1) {
        const Value elements = value.member("mae");
        std::vector<Value> items;
        items.reserve(elements.count());
        for (std::size_t i = 0; i < elements.count(); ++i) {
            const Value element = elements.at(i);
            const bool wrapped = element.isObject() && element.memberCount() == 2 && element.hasMember("T");
            items.push_back(wrapped ? element.member("V") : element);
        }
        return clixml::arrayList(items);
    }
    return value;
}

clixml::Value wrapHostArray(std::span<const clixml::Value> elements)
{
    const Value length = Value::int32(static_cast<qint32>(elements.size()));
    return ObjectBuilder()
        .note("mae", clixml::arrayList(elements))
        .note("mal", clixml::arrayList(std::span(&length, 1)))
        .build();
}

HostCall HostCall::fromValue(const clixml::Value &data, const QUuid &pipelineId)
{
    const CallHead head = readHead(data);
    HostCall call;
    call.callId = head.callId;
    call.method = head.method;
    call.methodName = head.methodName;
    call.pipelineId = pipelineId;
    const Value parameters = data.member("mp");
    call.parameters.reserve(static_cast<qsizetype>(parameters.count()));
    for (std::size_t i = 0; i < parameters.count(); ++i)
        call.parameters.append(unwrapHostObject(parameters.at(i)));
    return call;
}

clixml::Value HostCall::toValue() const
{
    return ObjectBuilder()
        .note("ci", Value::int64(callId))
        .note("mi", methodValue(method, methodName))
        .note("mp", clixml::arrayList(std::span(parameters.constData(), static_cast<std::size_t>(parameters.size()))))
        .build();
}

HostResponse HostResponse::fromValue(const clixml::Value &data, const QUuid &pipelineId)
{
    const CallHead head = readHead(data);
    HostResponse response;
    response.callId = head.callId;
    response.method = head.method;
    response.result = unwrapHostObject(data.member("mr"));
    response.exception = data.member("me");
    response.pipelineId = pipelineId;
    return response;
}

clixml::Value HostResponse::toValue() const
{
    ObjectBuilder builder;
    builder.note("ci", Value::int64(callId)).note("mi", methodValue(method, {}));
    if (!result.isNil())
        builder.note("mr", result);
    if (!exception.isNil())
        builder.note("me", exception);
    return builder.build();
}

HostResponse HostResponse::refusal(const HostCall &call, const QString &words)
{
    clixml::ErrorRecord record;
    record.exceptionType = u"System.NotImplementedException"_s;
    record.message = words;
    // PowerShell's own word for an exception of a host.
    record.fullyQualifiedId = u"RemoteHostExecutionException"_s;
    record.category = 11; // ErrorCategory.NotImplemented
    record.categoryName = u"NotImplemented"_s;
    record.categoryReason = u"NotImplementedException"_s;
    HostResponse response;
    response.callId = call.callId;
    response.method = call.method;
    response.exception = record.toValue();
    response.pipelineId = call.pipelineId;
    return response;
}

clixml::Value credentialObject(const QString &userName, const clixml::Value &password)
{
    return clixml::ObjectBuilder()
        .typeNames({"System.Management.Automation.PSCredential", "System.Object"})
        .toString(u"System.Management.Automation.PSCredential")
        .property("UserName", clixml::Value::string(userName))
        .property("Password", password)
        .build();
}

} // namespace rejoin::psrp
