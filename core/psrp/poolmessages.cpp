#include "core/psrp/poolmessages.h"

#include "core/psrp/failures.h"

namespace rejoin::psrp {

namespace {
using clixml::ObjectBuilder;
using clixml::Value;

base::Error stateUnknown()
{
    return messageInvalid(base::Text(QT_TRANSLATE_NOOP("core", "The remote computer reported a state without a known "
                                                               "value.")));
}

/// PowerShell's own upper bound is that of an int; nobody has that many runspaces.
constexpr qint64 mostRunspaces = 0x7FFFFFFF;
} // namespace

clixml::Value initRunspacePool(const PoolOptions &options)
{
    return ObjectBuilder()
        .note("MinRunspaces", Value::int32(options.minRunspaces))
        .note("MaxRunspaces", Value::int32(options.maxRunspaces))
        .note("PSThreadOptions",
              clixml::enumeration("System.Management.Automation.Runspaces.PSThreadOptions", u"Default", 0))
        .note("ApartmentState", clixml::enumeration("System.Threading.ApartmentState", u"Unknown", 2))
        .note("ApplicationArguments", options.applicationArguments)
        .note("HostInfo", options.host.toValue(false))
        .build();
}

clixml::Value RunspaceCounts::toValue() const
{
    return ObjectBuilder()
        .note("MinRunspaces", Value::int32(minimum))
        .note("MaxRunspaces", Value::int32(maximum))
        .build();
}

RunspaceCounts RunspaceCounts::fromValue(const clixml::Value &value)
{
    const qint64 minimum = value.member("MinRunspaces").toInteger().value_or(0);
    const qint64 maximum = value.member("MaxRunspaces").toInteger().value_or(0);
    if (minimum < 1 || maximum < minimum || maximum > mostRunspaces) {
        throw messageInvalid(base::Text(
            QT_TRANSLATE_NOOP("core", "The remote computer reported impossible numbers of runspaces (%1 to %2)."),
            {QString::number(minimum), QString::number(maximum)}));
    }
    return {static_cast<int>(minimum), static_cast<int>(maximum)};
}

clixml::Value runspaceRequest(std::string_view member, int count, qint64 callId)
{
    ObjectBuilder builder;
    if (!member.empty())
        builder.note(member, Value::int32(count));
    return builder.note("ci", Value::int64(callId)).build();
}

clixml::Value runspaceAvailability(qint64 callId, const clixml::Value &response)
{
    return ObjectBuilder().note("SetMinMaxRunspacesResponse", response).note("ci", Value::int64(callId)).build();
}

clixml::Value stateMessage(std::string_view member, qint32 state, const clixml::Value &errorRecord)
{
    ObjectBuilder builder;
    builder.note(member, Value::int32(state));
    if (!errorRecord.isNil())
        builder.note("ExceptionAsErrorRecord", errorRecord);
    return builder.build();
}

std::optional<clixml::ErrorRecord> stateReason(const clixml::Value &value)
{
    const Value record = value.member("ExceptionAsErrorRecord");
    if (record.isNil())
        return std::nullopt;
    return clixml::ErrorRecord::fromValue(record);
}

PoolState readPoolState(const clixml::Value &value)
{
    qint64 unknown = 0;
    const auto state = knownPoolState(value, unknown);
    if (!state)
        throw stateUnknown();
    return *state;
}

PipelineState readPipelineState(const clixml::Value &value)
{
    qint64 unknown = 0;
    const auto state = knownPipelineState(value, unknown);
    if (!state)
        throw stateUnknown();
    return *state;
}

std::optional<PoolState> knownPoolState(const clixml::Value &value, qint64 &unknown)
{
    const auto state = value.member("RunspaceState").toInteger();
    if (!state || *state < 0)
        throw stateUnknown();
    if (*state <= static_cast<qint32>(PoolState::Disconnected))
        return static_cast<PoolState>(*state);
    unknown = *state;
    return std::nullopt;
}

std::optional<PipelineState> knownPipelineState(const clixml::Value &value, qint64 &unknown)
{
    const auto state = value.member("PipelineState").toInteger();
    if (!state || *state < 0)
        throw stateUnknown();
    if (*state <= static_cast<qint32>(PipelineState::Disconnected))
        return static_cast<PipelineState>(*state);
    unknown = *state;
    return std::nullopt;
}

qint64 readCallId(const clixml::Value &value)
{
    const auto callId = value.member("ci").toInteger();
    if (!callId)
        throw messageInvalid(
            base::Text(QT_TRANSLATE_NOOP("core", "The remote computer sent a call or an answer without its number.")));
    return *callId;
}

clixml::Value base64Message(std::string_view member, QByteArrayView bytes)
{
    return ObjectBuilder().note(member, Value::string(QString::fromLatin1(bytes.toByteArray().toBase64()))).build();
}

QByteArray readBase64(const clixml::Value &value, std::string_view member)
{
    const auto decoded =
        QByteArray::fromBase64Encoding(value.member(member).text().toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded || (*decoded).isEmpty())
        throw messageInvalid(
            base::Text(QT_TRANSLATE_NOOP("core", "The remote computer sent a key that is not base64 text.")));
    return *decoded;
}

} // namespace rejoin::psrp
