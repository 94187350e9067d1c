#include "core/lab/labcommand.h"

namespace rejoin::lab {

using psrp::HostMethod;

namespace {

// MS-PSRP 2.2.3.17: the methods that return nothing.
bool isVoid(HostMethod method)
{
    switch (method) {
    case HostMethod::SetShouldExit:
    case HostMethod::EnterNestedPrompt:
    case HostMethod::ExitNestedPrompt:
    case HostMethod::NotifyBeginApplication:
    case HostMethod::NotifyEndApplication:
    case HostMethod::Write1:
    case HostMethod::Write2:
    case HostMethod::WriteLine1:
    case HostMethod::WriteLine2:
    case HostMethod::WriteLine3:
    case HostMethod::WriteErrorLine:
    case HostMethod::WriteDebugLine:
    case HostMethod::WriteProgress:
    case HostMethod::WriteVerboseLine:
    case HostMethod::WriteWarningLine:
    case HostMethod::SetForegroundColor:
    case HostMethod::SetBackgroundColor:
    case HostMethod::SetCursorPosition:
    case HostMethod::SetWindowPosition:
    case HostMethod::SetCursorSize:
    case HostMethod::SetBufferSize:
    case HostMethod::SetWindowSize:
    case HostMethod::SetWindowTitle:
    case HostMethod::FlushInputBuffer:
    case HostMethod::SetBufferContents1:
    case HostMethod::SetBufferContents2:
    case HostMethod::ScrollBufferContents:
    case HostMethod::PushRunspace:
    case HostMethod::PopRunspace:
        return true;
    default:
        return false;
    }
}

} // namespace

LabCommand::LabCommand(const QUuid &id, QString commandLine, std::shared_ptr<LabProtocol> protocol,
                       std::shared_ptr<LabStream> stream)
    : m_id(id), m_commandLine(std::move(commandLine)), m_protocol(std::move(protocol)), m_stream(std::move(stream))
{
}

wsman::CommandInfo LabCommand::info() const
{
    wsman::CommandInfo info;
    info.commandId = m_id.toString(QUuid::WithoutBraces).toUpper();
    info.commandLine = m_commandLine;
    info.state = m_done ? QStringLiteral("Done") : isPending() ? QStringLiteral("Pending") : QStringLiteral("Running");
    return info;
}

void LabCommand::setRequest(const psrp::CreatePipeline &request)
{
    m_request = request;
    if (request.noInput)
        m_inputOpen = false;
}

bool LabCommand::answer(const psrp::HostResponse &response)
{
    const auto call = m_calls.find(response.callId);
    if (call == m_calls.end())
        return false;
    call->second.resolve(response);
    m_calls.erase(call);
    return true;
}

void LabCommand::abandon()
{
    m_stream->close();
    stop();
}

void LabCommand::finished(const EngineOutcome &outcome)
{
    if (m_done)
        return;
    m_done = true;
    m_calls.clear();
    m_stream->push(m_protocol->pool.pipelineState(m_id, outcome.state, outcome.reason), false);
}

void LabCommand::output(const clixml::Value &value)
{
    m_stream->push(m_protocol->pool.output(m_id, value), true);
}

void LabCommand::error(const clixml::ErrorRecord &record)
{
    m_stream->push(m_protocol->pool.errorRecord(m_id, record), true);
}

void LabCommand::warning(const clixml::InformationalRecord &record)
{
    m_stream->push(m_protocol->pool.informational(m_id, psrp::MessageType::WarningRecord, record), true);
}

void LabCommand::verbose(const clixml::InformationalRecord &record)
{
    m_stream->push(m_protocol->pool.informational(m_id, psrp::MessageType::VerboseRecord, record), true);
}

void LabCommand::debug(const clixml::InformationalRecord &record)
{
    m_stream->push(m_protocol->pool.informational(m_id, psrp::MessageType::DebugRecord, record), true);
}

void LabCommand::information(const clixml::InformationRecord &record)
{
    m_stream->push(m_protocol->pool.information(m_id, record), true);
}

void LabCommand::progress(const clixml::ProgressRecord &record)
{
    m_stream->push(m_protocol->pool.progress(m_id, record), true);
}

Task<psrp::HostResponse> LabCommand::hostCall(psrp::HostCall call, base::CancelToken cancel)
{
    const auto self = shared_from_this();
    call.pipelineId = m_id;
    if (isVoid(call.method)) {
        call.callId = psrp::HostCall::voidCallId;
        m_stream->push(m_protocol->pool.hostCall(call), true);
        co_return psrp::HostResponse();
    }
    cancel.check();
    call.callId = ++m_protocol->lastCallId;
    base::Awaitable<psrp::HostResponse> answered;
    const auto handle = answered.handle();
    m_calls.emplace(call.callId, handle);
    const auto registration = cancel.onCancel([handle] { handle.fail(base::Error::cancelled()); });
    m_stream->push(m_protocol->pool.hostCall(call), false);
    std::exception_ptr failure;
    psrp::HostResponse response;
    try {
        response = co_await answered;
    } catch (...) {
        failure = std::current_exception();
    }
    m_calls.erase(call.callId);
    if (failure)
        std::rethrow_exception(failure);
    co_return response;
}

Task<> LabCommand::room(base::CancelToken cancel)
{
    const auto self = shared_from_this();
    auto waiting = m_stream->room(std::move(cancel));
    co_await waiting;
}

std::optional<QByteArray> LabCommand::decryptSecret(const clixml::Value &value) const
{
    try {
        return m_protocol->pool.decryptSecret(value);
    } catch (const base::Error &) {
        return {};
    }
}

} // namespace rejoin::lab
