#include "core/lab/builtincommand.h"

#include "core/base/secretstring.h"
#include "core/clixml/secrets.h"
#include "core/psrp/sessionkey.h"

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

clixml::Value LabProtocol::opened(const clixml::Value &value) const
{
    return clixml::replaceSecrets(value, [this](const clixml::Value &secret) {
        QByteArray utf8;
        try {
            utf8 = pool.decryptSecret(secret);
        } catch (const base::Error &) {
            return secret; // of no key of ours: it stays what it is, unreadable
        }
        const auto plain = psrp::plainSecret(utf8);
        base::wipe(utf8.data(), static_cast<std::size_t>(utf8.size()));
        return plain;
    });
}

clixml::Value LabProtocol::sealed(const clixml::Value &value)
{
    return clixml::replaceSecrets(value, [this](const clixml::Value &secret) {
        QByteArray utf8 = psrp::readPlainSecret(secret);
        const auto cipher = pool.encryptSecret(utf8);
        base::wipe(utf8.data(), static_cast<std::size_t>(utf8.size()));
        return cipher;
    });
}

BuiltinCommand::BuiltinCommand(const QUuid &id, const QString &commandLine, std::shared_ptr<LabProtocol> protocol,
                               std::shared_ptr<LabStream> stream)
    : LabCommand(id, commandLine, std::move(stream)), m_protocol(std::move(protocol))
{
}

void BuiltinCommand::setRequest(const psrp::CreatePipeline &request)
{
    m_request = request;
    for (psrp::PipelineCommand &command : m_request->commands) {
        for (psrp::CommandParameter &parameter : command.parameters)
            parameter.value = m_protocol->opened(parameter.value);
    }
    if (request.noInput)
        m_inputOpen = false;
}

bool BuiltinCommand::answer(const psrp::HostResponse &response)
{
    const auto call = m_calls.find(response.callId);
    if (call == m_calls.end())
        return false;
    psrp::HostResponse opened = response;
    opened.result = m_protocol->opened(response.result);
    call->second.resolve(opened);
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

void BuiltinCommand::say(Making make, bool droppable)
{
    if (m_held.empty())
        stream()->push(make(), droppable);
    else
        m_held.emplace_back(std::move(make), droppable);
}

void BuiltinCommand::release()
{
    const auto held = std::exchange(m_held, {});
    for (const auto &[make, droppable] : held)
        stream()->push(make(), droppable);
    const auto waiting = std::exchange(m_releases, {});
    for (const auto &waiter : waiting)
        waiter.resolve(true);
}

Task<> BuiltinCommand::released(base::CancelToken cancel)
{
    const auto self = shared_from_this();
    if (m_held.empty())
        co_return;
    base::Awaitable<bool> keyCame;
    m_releases.append(keyCame.handle());
    const auto registration = cancel.onCancel([handle = keyCame.handle()] { handle.resolve(false); });
    co_await keyCame;
}

void BuiltinCommand::output(const clixml::Value &value)
{
    Making make = [this, value] { return m_protocol->pool.output(id(), m_protocol->sealed(value)); };
    if (!m_held.empty() || m_protocol->pool.canEncrypt() || !clixml::holdsSecret(value)) {
        say(std::move(make));
        return;
    }
    m_held.emplace_back(std::move(make), true);
    m_protocol->askForKey();
}

void BuiltinCommand::error(const clixml::ErrorRecord &record)
{
    say([this, record] { return m_protocol->pool.errorRecord(id(), record); });
}

void BuiltinCommand::warning(const clixml::InformationalRecord &record)
{
    say([this, record] { return m_protocol->pool.informational(id(), psrp::MessageType::WarningRecord, record); });
}

void BuiltinCommand::verbose(const clixml::InformationalRecord &record)
{
    say([this, record] { return m_protocol->pool.informational(id(), psrp::MessageType::VerboseRecord, record); });
}

void BuiltinCommand::debug(const clixml::InformationalRecord &record)
{
    say([this, record] { return m_protocol->pool.informational(id(), psrp::MessageType::DebugRecord, record); });
}

void BuiltinCommand::information(const clixml::InformationRecord &record)
{
    say([this, record] { return m_protocol->pool.information(id(), record); });
}

void BuiltinCommand::progress(const clixml::ProgressRecord &record)
{
    say([this, record] { return m_protocol->pool.progress(id(), record); });
}

Task<psrp::HostResponse> BuiltinCommand::hostCall(psrp::HostCall call, base::CancelToken cancel)
{
    const auto self = shared_from_this();
    call.pipelineId = id();
    if (isVoid(call.method)) {
        call.callId = psrp::HostCall::voidCallId;
        say([this, call] { return m_protocol->pool.hostCall(call); });
        co_return psrp::HostResponse();
    }
    cancel.check();
    call.callId = ++m_protocol->lastCallId;
    base::Awaitable<psrp::HostResponse> answered;
    const auto handle = answered.handle();
    m_calls.emplace(call.callId, handle);
    const auto registration = cancel.onCancel([handle] { handle.fail(base::Error::cancelled()); });
    say([this, call] { return m_protocol->pool.hostCall(call); }, false);
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
        return psrp::readPlainSecret(value);
    } catch (const base::Error &) {
        return {};
    }
}

} // namespace rejoin::lab
