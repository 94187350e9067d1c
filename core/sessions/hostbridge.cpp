#include "core/sessions/hostinterface.h"

#include "core/base/logging.h"
#include "core/base/spawn.h"

namespace rejoin::sessions {

using base::CancelToken;
using clixml::Value;
using psrp::HostCall;
using psrp::HostMethod;
using psrp::HostResponse;
using remoting::RemotePipeline;

namespace {

constexpr int consoleHeight = 50;       // rows; a window has no fixed number
constexpr int cursorSize = 25;          // percent, as Windows consoles
constexpr qint32 defaultForeground = 7; // ConsoleColor.Gray
constexpr qint32 defaultBackground = 0; // ConsoleColor.Black

HostResponse answer(const HostCall &call, const Value &result = {})
{
    HostResponse response;
    response.callId = call.callId;
    response.method = call.method;
    response.result = result;
    response.pipelineId = call.pipelineId;
    return response;
}

Value size(int width, int height)
{
    return clixml::ObjectBuilder().note("width", Value::int32(width)).note("height", Value::int32(height)).build();
}

Value coordinates(int x, int y)
{
    return clixml::ObjectBuilder().note("x", Value::int32(x)).note("y", Value::int32(y)).build();
}

QString textAt(const HostCall &call, qsizetype i)
{
    return call.parameters.value(i).text();
}

int colourAt(const HostCall &call, qsizetype i)
{
    return static_cast<int>(call.parameters.value(i).toInteger().value_or(-1));
}

/// MS-PSRP 2.2.3.x FieldDescription as the server writes it.
QList<PromptField> fieldsOf(const Value &list)
{
    QList<PromptField> fields;
    for (std::size_t i = 0; i < list.count(); ++i) {
        const Value item = list.at(i);
        PromptField field;
        field.name = item.member("name").text();
        field.label = item.member("label").text();
        field.typeName = item.member("parameterTypeFullName").text();
        field.helpMessage = item.member("helpMessage").text();
        field.isMandatory = item.member("isMandatory").toBool().value_or(false);
        field.defaultValue = item.member("defaultValue").text();
        fields.append(field);
    }
    return fields;
}

QList<PromptChoice> choicesOf(const Value &list)
{
    QList<PromptChoice> choices;
    for (std::size_t i = 0; i < list.count(); ++i)
        choices.append({list.at(i).member("label").text(), list.at(i).member("helpMessage").text()});
    return choices;
}

/// The questions: each takes time, and a secret needs the session key.
Task<> ask(std::shared_ptr<RemotePipeline> pipeline, std::shared_ptr<HostInterface> host, HostCall call,
           CancelToken cancel)
{
    switch (call.method) {
    case HostMethod::ReadLine: {
        const QString line = co_await host->readLine(cancel);
        const HostResponse response = answer(call, Value::string(line));
        co_await pipeline->respond(response, cancel);
        break;
    }
    case HostMethod::ReadLineAsSecureString: {
        const base::SecretString secret = co_await host->readSecret(cancel);
        const QByteArray utf8 = secret.utf8().toByteArray();
        co_await pipeline->respondSecret(call, utf8, cancel);
        break;
    }
    case HostMethod::Prompt: {
        const QList<PromptField> fields = fieldsOf(call.parameters.value(2));
        const QList<HostInterface::FieldAnswer> answers =
            co_await host->prompt(textAt(call, 0), textAt(call, 1), fields, cancel);
        // Recorded: a Hashtable of the field names.
        clixml::ObjectBuilder table;
        table.typeNames({"System.Collections.Hashtable", "System.Object"}).container(clixml::Container::Dictionary);
        for (qsizetype i = 0; i < fields.size() && i < answers.size(); ++i) {
            Value given = Value::string(answers.at(i).text);
            if (fields.at(i).isSecret())
                given = co_await pipeline->encryptSecret(answers.at(i).secret.utf8().toByteArray(), cancel);
            table.entry(Value::string(fields.at(i).name), given);
        }
        const HostResponse response = answer(call, table.build());
        co_await pipeline->respond(response, cancel);
        break;
    }
    case HostMethod::PromptForCredential1:
    case HostMethod::PromptForCredential2: {
        const base::Credential given =
            co_await host->credential(textAt(call, 0), textAt(call, 1), textAt(call, 2), cancel);
        const QByteArray utf8 = given.password.utf8().toByteArray();
        co_await pipeline->respondCredential(call, given.userName, utf8, cancel);
        break;
    }
    case HostMethod::PromptForChoice: {
        QList<int> defaults;
        const int preset = static_cast<int>(call.parameters.value(3).toInteger().value_or(-1));
        if (preset >= 0)
            defaults.append(preset);
        const QList<PromptChoice> choices = choicesOf(call.parameters.value(2));
        const QList<int> chosen =
            co_await host->choose(textAt(call, 0), textAt(call, 1), choices, defaults, false, cancel);
        const HostResponse response = answer(call, Value::int32(chosen.value(0, preset)));
        co_await pipeline->respond(response, cancel);
        break;
    }
    case HostMethod::PromptForChoiceMultipleSelection: {
        QList<int> defaults;
        const Value presets = call.parameters.value(3);
        for (std::size_t i = 0; i < presets.count(); ++i)
            defaults.append(static_cast<int>(presets.at(i).toInteger().value_or(0)));
        const QList<PromptChoice> choices = choicesOf(call.parameters.value(2));
        const QList<int> chosen =
            co_await host->choose(textAt(call, 0), textAt(call, 1), choices, defaults, true, cancel);
        std::vector<Value> numbers;
        for (const int one : chosen)
            numbers.push_back(Value::int32(one));
        const HostResponse response = answer(call, clixml::arrayList(numbers));
        co_await pipeline->respond(response, cancel);
        break;
    }
    default:
        break;
    }
}

bool isQuestion(HostMethod method)
{
    switch (method) {
    case HostMethod::ReadLine:
    case HostMethod::ReadLineAsSecureString:
    case HostMethod::Prompt:
    case HostMethod::PromptForCredential1:
    case HostMethod::PromptForCredential2:
    case HostMethod::PromptForChoice:
    case HostMethod::PromptForChoiceMultipleSelection:
        return true;
    default:
        return false;
    }
}

/// Methods of $host and $host.UI.RawUI whose answer is known at once.
std::optional<Value> constant(const HostCall &call, const HostInterface &host)
{
    switch (call.method) {
    case HostMethod::GetName:
        return Value::string(u"Rejoin");
    case HostMethod::GetVersion:
        return Value::version(u"1.0.0");
    case HostMethod::GetInstanceId:
        return Value::guid(QUuid::createUuidV5(QUuid(), QStringLiteral("rejoin-host")));
    case HostMethod::GetCurrentCulture:
    case HostMethod::GetCurrentUICulture:
        return Value::string(u"en-US");
    case HostMethod::GetForegroundColor:
        return Value::int32(defaultForeground);
    case HostMethod::GetBackgroundColor:
        return Value::int32(defaultBackground);
    case HostMethod::GetCursorPosition:
    case HostMethod::GetWindowPosition:
        return coordinates(0, 0);
    case HostMethod::GetCursorSize:
        return Value::int32(cursorSize);
    case HostMethod::GetBufferSize:
    case HostMethod::GetWindowSize:
    case HostMethod::GetMaxWindowSize:
    case HostMethod::GetMaxPhysicalWindowSize:
        return size(host.width(), consoleHeight);
    case HostMethod::GetWindowTitle:
        return Value::string(u"Rejoin");
    case HostMethod::GetKeyAvailable:
    case HostMethod::GetIsRunspacePushed:
        return Value::boolean(false);
    default:
        return std::nullopt;
    }
}

/// True when the call was a write or another order without a question.
bool obey(const HostCall &call, HostInterface &host)
{
    const auto newLine = QStringLiteral("\n");
    switch (call.method) {
    case HostMethod::Write1:
        host.write(textAt(call, 0), -1, -1);
        return true;
    case HostMethod::Write2:
        host.write(textAt(call, 2), colourAt(call, 0), colourAt(call, 1));
        return true;
    case HostMethod::WriteLine1:
        host.write(newLine, -1, -1);
        return true;
    case HostMethod::WriteLine2:
    case HostMethod::WriteErrorLine:
    case HostMethod::WriteDebugLine:
    case HostMethod::WriteVerboseLine:
    case HostMethod::WriteWarningLine:
        host.write(textAt(call, 0) + newLine, -1, -1);
        return true;
    case HostMethod::WriteLine3:
        host.write(textAt(call, 2) + newLine, colourAt(call, 0), colourAt(call, 1));
        return true;
    case HostMethod::SetShouldExit:
        host.setShouldExit(static_cast<int>(call.parameters.value(0).toInteger().value_or(0)));
        return true;
    default:
        return false;
    }
}

QString refusalWords(const HostCall &call)
{
    return QStringLiteral("The host of this session does not offer %1.").arg(call.methodName);
}

void send(const std::shared_ptr<RemotePipeline> &pipeline, const HostResponse &response)
{
    base::spawn(pipeline->respond(response), [](const base::Error &error) {
        qCInfo(lcSessions) << "a host call could not be answered:" << error.id;
    });
}

/// Asks; what goes wrong is told to the remote command, which would wait for ever.
void begin(const std::shared_ptr<RemotePipeline> &pipeline, const std::shared_ptr<HostInterface> &host,
           const HostCall &call, const CancelToken &cancel)
{
    const std::weak_ptr<RemotePipeline> weak = pipeline;
    base::spawn(ask(pipeline, host, call, cancel), [weak, call](const base::Error &error) {
        const auto target = weak.lock();
        if (!target || psrp::isFinal(target->state()) || target->state() == psrp::PipelineState::Disconnected)
            return;
        send(target, HostResponse::refusal(call, error.category == base::ErrorCategory::Cancelled
                                                     ? QStringLiteral("The user cancelled the question.")
                                                     : error.english()));
    });
}

} // namespace

void bridgeHost(const std::shared_ptr<RemotePipeline> &pipeline, std::weak_ptr<HostInterface> host)
{
    // Ends the questions that are open when the pipeline ends, or goes away.
    auto questions = std::make_shared<base::CancelSource>();
    const std::weak_ptr<RemotePipeline> weak = pipeline;
    QObject::connect(pipeline.get(), &RemotePipeline::stateChanged, pipeline.get(),
                     [questions](psrp::PipelineState state) {
                         if (psrp::isFinal(state) || state == psrp::PipelineState::Disconnected)
                             questions->cancel();
                     });
    QObject::connect(pipeline.get(), &RemotePipeline::streamed, pipeline.get(),
                     [weak, host, questions](const psrp::PipelineEvent &event) {
                         const auto *received = std::get_if<psrp::HostCallReceived>(&event);
                         const auto target = weak.lock();
                         if (!received || !target)
                             return;
                         const HostCall &call = received->call;
                         const auto interface = host.lock();
                         if (interface && obey(call, *interface)) {
                             if (call.wantsAnswer())
                                 send(target, answer(call));
                             return;
                         }
                         if (!call.wantsAnswer())
                             return; // a setter of RawUI: there is nothing to set
                         const auto known = interface ? constant(call, *interface) : std::nullopt;
                         if (interface && isQuestion(call.method))
                             begin(target, interface, call, questions->token());
                         else if (known)
                             send(target, answer(call, *known));
                         else
                             send(target, HostResponse::refusal(call, refusalWords(call)));
                     });
}

} // namespace rejoin::sessions
