#include "core/output/eventcodec.h"

#include "core/base/overloaded.h"
#include "core/clixml/reader.h"
#include "core/clixml/writer.h"
#include "core/psrp/poolmessages.h"

namespace rejoin::output {

namespace {

using psrp::HostMethod;
using psrp::MessageType;

constexpr std::string_view stateMember = "PipelineState";

/// Calls of the host that only write text.
bool writesText(HostMethod method)
{
    switch (method) {
    case HostMethod::Write1:
    case HostMethod::Write2:
    case HostMethod::WriteLine1:
    case HostMethod::WriteLine2:
    case HostMethod::WriteLine3:
    case HostMethod::WriteErrorLine:
    case HostMethod::WriteDebugLine:
    case HostMethod::WriteVerboseLine:
    case HostMethod::WriteWarningLine:
        return true;
    default:
        return false;
    }
}

/// Empties every <SS> of our writer's XML. In text a '<' is always escaped, so that only elements are met.
QByteArray withoutSecrets(QByteArray xml)
{
    static constexpr QByteArrayView start = "<SS";
    static constexpr QByteArrayView end = "</SS>";
    qsizetype at = xml.indexOf(start);
    while (at >= 0) {
        const qsizetype open = xml.indexOf('>', at);
        if (open < 0)
            break;
        const char next = xml.at(at + start.size());
        const bool isSecret = next == '>' || next == ' ';
        if (isSecret && xml.at(open - 1) != '/') {
            const qsizetype close = xml.indexOf(end, open);
            if (close < 0)
                break;
            xml.remove(open + 1, close - open - 1);
        }
        at = xml.indexOf(start, open);
    }
    return xml;
}

EncodedEvent encoded(MessageType type, const clixml::Value &value)
{
    return {type, withoutSecrets(clixml::write(value))};
}

using Encoded = std::optional<EncodedEvent>;

} // namespace

std::optional<EncodedEvent> encode(const psrp::PipelineEvent &event)
{
    return std::visit(
        base::Overloaded{
            [](const psrp::OutputReceived &e) -> Encoded { return encoded(MessageType::PipelineOutput, e.value); },
            [](const psrp::ErrorReceived &e) -> Encoded { return encoded(MessageType::ErrorRecord, e.raw); },
            [](const psrp::WarningReceived &e) -> Encoded {
                return encoded(MessageType::WarningRecord,
                               e.record.toValue("System.Management.Automation.WarningRecord"));
            },
            [](const psrp::VerboseReceived &e) -> Encoded {
                return encoded(MessageType::VerboseRecord,
                               e.record.toValue("System.Management.Automation.VerboseRecord"));
            },
            [](const psrp::DebugReceived &e) -> Encoded {
                return encoded(MessageType::DebugRecord, e.record.toValue("System.Management.Automation.DebugRecord"));
            },
            [](const psrp::InformationReceived &e) -> Encoded {
                return encoded(MessageType::InformationRecord, e.record.toValue());
            },
            [](const psrp::HostCallReceived &e) -> Encoded {
                if (e.call.wantsAnswer() || !writesText(e.call.method))
                    return {};
                return encoded(MessageType::PipelineHostCall, e.call.toValue());
            },
            [](const psrp::PipelineStateChanged &e) -> Encoded {
                return encoded(
                    MessageType::PipelineState,
                    psrp::stateMessage(stateMember, qint32(e.state), e.reason ? e.reason->toValue() : clixml::Value()));
            },
            [](const auto &) -> Encoded { return {}; },
        },
        event);
}

std::optional<psrp::PipelineEvent> decode(const EncodedEvent &event)
{
    const clixml::Value value = clixml::read(event.body);
    switch (event.type) {
    case MessageType::PipelineOutput:
        return psrp::OutputReceived{value};
    case MessageType::ErrorRecord:
        return psrp::ErrorReceived{clixml::ErrorRecord::fromValue(value), value};
    case MessageType::WarningRecord:
        return psrp::WarningReceived{clixml::InformationalRecord::fromValue(value)};
    case MessageType::VerboseRecord:
        return psrp::VerboseReceived{clixml::InformationalRecord::fromValue(value)};
    case MessageType::DebugRecord:
        return psrp::DebugReceived{clixml::InformationalRecord::fromValue(value)};
    case MessageType::InformationRecord:
        return psrp::InformationReceived{clixml::InformationRecord::fromValue(value)};
    case MessageType::PipelineHostCall:
        return psrp::HostCallReceived{psrp::HostCall::fromValue(value, QUuid())};
    case MessageType::PipelineState:
        return psrp::PipelineStateChanged{psrp::readPipelineState(value), psrp::stateReason(value)};
    default:
        return {};
    }
}

} // namespace rejoin::output
