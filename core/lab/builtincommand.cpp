#include "core/lab/builtincommand.h"

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

BuiltinCommand::BuiltinCommand(const QUuid &id, const QString &commandLine, std::shared_ptr<LabProtocol> protocol,
                               std::shared_ptr<LabStream> stream)
    : LabCommand(id, commandLine, std::move(stream)), m_protocol(std::move(protocol))
{
}

void BuiltinCommand::setRequest(const psrp::CreatePipeline &request)
{
    m_request = request;
    if (request.noInput)
        m_inputOpen = false;
}

bool BuiltinCommand::answer(const psrp::HostResponse &response)
{
    const auto call = m_calls.find(response.callId);
    if (call == m_calls.end())
        return false;
    call->second.resolve(response);
    m_calls.erase(call);
    return true;
}

void BuiltinCommand::abandon()
{
    stream()->close();
    stop();
}

void BuiltinCommand::finished(const EngineOutcome &outcome)
{
    if (isDone())
        return;
    setDone();
    m_calls.clear();
    stream()->push(m_protocol->pool.pipelineState(id(), outcome.state, outcome.reason), false);
}

void BuiltinCommand::output(const clixml::Value &value)
{
    stream()->push(m_protocol->pool.output(id(), value), true);
}

void BuiltinCommand::error(const clixml::ErrorRecord &record)
{
    stream()->push(m_protocol->pool.errorRecord(id(), record), true);
}

void BuiltinCommand::warning(const clixml::InformationalRecord &record)
{
    stream()->push(m_protocol->pool.informational(id(), psrp::MessageType::WarningRecord, record), true);
}

void BuiltinCommand::verbose(const clixml::InformationalRecord &record)
{
    stream()->push(m_protocol->pool.informational(id(), psrp::MessageType::VerboseRecord, record), true);
}

void BuiltinCommand::debug(const clixml::InformationalRecord &record)
{
    stream()->push(m_protocol->pool.informational(id(), psrp::MessageType::DebugRecord, record), true);
}

void BuiltinCommand::information(const clixml::InformationRecord &record)
{
    stream()->push(m_protocol->pool.information(id(), record), true);
}

void BuiltinCommand::progress(const clixml::ProgressRecord &record)
{
    stream()->push(m_protocol->pool.progress(id(), record), true);
}

Task<psrp::HostResponse> BuiltinCommand::hostCall(psrp::HostCall call, base::CancelToken cancel)
{
    const auto self = shared_from_this();
    call.pipelineId = id();
    if (isVoid(call.method)) {
        call.callId = psrp::HostCall::voidCallId;
        stream()->push(m_protocol->pool.hostCall(call), true);
        co_return psrp::HostResponse();
    }
    cancel.check();
    call.callId = ++m_protocol->lastCallId;
    base::Awaitable<psrp::HostResponse> answered;
    const auto handle = answered.handle();
    m_calls.emplace(call.callId, handle);
    const auto registration = cancel.onCancel([handle] { handle.fail(base::Error::cancelled()); });
    stream()->push(m_protocol->pool.hostCall(call), false);
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

Task<> BuiltinCommand::room(base::CancelToken cancel)
{
    const auto self = shared_from_this();
    auto waiting = stream()->room(std::move(cancel));
    co_await waiting;
}

std::optional<QByteArray> BuiltinCommand::decryptSecret(const clixml::Value &value) const
{
    try {
        return m_protocol->pool.decryptSecret(value);
    } catch (const base::Error &) {
        return {};
    }
}

} // namespace rejoin::lab
