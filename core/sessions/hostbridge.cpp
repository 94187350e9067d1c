#include "core/sessions/hostinterface.h"

#include "core/base/logging.h"
#include "core/base/spawn.h"
#include "core/remoting/runspacesession.h"

#include <QTimer>

#include <chrono>

namespace rejoin::sessions {

using base::CancelToken;
using clixml::Value;
using psrp::HostCall;
using psrp::HostMethod;
using psrp::HostResponse;
using remoting::RemotePipeline;
using remoting::RunspaceSession;

namespace {

/// Where calls come from and answers go: a pipeline, or the pool itself.
class Caller
{
public:
    virtual ~Caller() = default;
    [[nodiscard]] virtual Task<> respond(HostResponse response, CancelToken cancel) = 0;
    [[nodiscard]] virtual Task<Value> encrypt(base::SecretString secret, CancelToken cancel) = 0;
    /// Nobody waits for an answer any more.
    [[nodiscard]] virtual bool isOver() const = 0;
};

class PipelineCaller final : public Caller
{
public:
    explicit PipelineCaller(std::shared_ptr<RemotePipeline> pipeline) : m_pipeline(std::move(pipeline)) {}
    Task<> respond(HostResponse response, CancelToken cancel) override
    {
        return m_pipeline->respond(std::move(response), std::move(cancel));
    }
    Task<Value> encrypt(base::SecretString secret, CancelToken cancel) override
    {
        return m_pipeline->encryptSecret(std::move(secret), std::move(cancel));
    }
    bool isOver() const override
    {
        return psrp::isFinal(m_pipeline->state()) || m_pipeline->state() == psrp::PipelineState::Disconnected;
    }

private:
    std::shared_ptr<RemotePipeline> m_pipeline;
};

class PoolCaller final : public Caller
{
public:
    explicit PoolCaller(std::shared_ptr<RunspaceSession> runspace) : m_runspace(std::move(runspace)) {}
    Task<> respond(HostResponse response, CancelToken cancel) override
    {
        return m_runspace->respond(std::move(response), std::move(cancel));
    }
    Task<Value> encrypt(base::SecretString secret, CancelToken cancel) override
    {
        return m_runspace->encryptSecret(std::move(secret), std::move(cancel));
    }
    bool isOver() const override { return m_runspace->state() != remoting::SessionState::Opened; }

private:
    std::shared_ptr<RunspaceSession> m_runspace;
};

using CallerPtr = std::shared_ptr<Caller>;

// ConsoleColor, for lines that a script writes to the host's error or warning stream itself.
constexpr int errorColour = 12;   // Red
constexpr int warningColour = 14; // Yellow

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

int numberAt(const HostCall &call, qsizetype i, int otherwise = -1)
{
    return static_cast<int>(call.parameters.value(i).toInteger().value_or(otherwise));
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

Value credentialValue(const QString &userName, const Value &password)
{
    return clixml::ObjectBuilder()
        .typeNames({"System.Management.Automation.PSCredential", "System.Object"})
        .toString(u"System.Management.Automation.PSCredential")
        .property("UserName", Value::string(userName))
        .property("Password", password)
        .build();
}

Task<Value> fieldAnswer(CallerPtr caller, PromptField field, HostInterface::FieldAnswer given, CancelToken cancel)
{
    switch (field.kind()) {
    case FieldKind::Text:
        break;
    case FieldKind::Secret: {
        const Value secret = co_await caller->encrypt(given.secret, cancel);
        co_return secret;
    }
    case FieldKind::Credential: {
        const Value password = co_await caller->encrypt(given.secret, cancel);
        co_return credentialValue(given.text, password);
    }
    case FieldKind::List: {
        std::vector<Value> items;
        for (const QString &item : std::as_const(given.items))
            items.push_back(field.valueOf(item));
        co_return clixml::arrayList(items);
    }
    }
    co_return field.valueOf(given.text);
}

// PSCredentialUIOptions.ReadOnlyUserName.
constexpr int readOnlyUserName = 3;

CredentialQuestion credentialQuestion(const HostCall &call)
{
    CredentialQuestion question;
    question.caption = textAt(call, 0);
    question.message = textAt(call, 1);
    question.userName = textAt(call, 2);
    question.targetName = textAt(call, 3);
    // The form with six arguments adds which kinds are allowed and how the name is treated.
    question.fixedUserName = call.method == HostMethod::PromptForCredential2 && numberAt(call, 5) == readOnlyUserName &&
                             !question.userName.isEmpty();
    return question;
}

Value keyInfo(const KeyPress &key)
{
    return clixml::ObjectBuilder()
        .note("virtualKeyCode", Value::int32(key.virtualKey))
        .note("character", Value::character(key.character))
        .note("controlKeyState", Value::int32(key.controlState))
        .note("keyDown", Value::boolean(key.isDown))
        .build();
}

/// The questions: each takes time, and a secret needs the session key.
Task<> ask(CallerPtr caller, std::shared_ptr<HostInterface> host, HostCall call, CancelToken cancel)
{
    switch (call.method) {
    case HostMethod::ReadLine: {
        const QString line = co_await host->readLine(cancel);
        const HostResponse response = answer(call, Value::string(line));
        co_await caller->respond(response, cancel);
        break;
    }
    case HostMethod::ReadLineAsSecureString: {
        const base::SecretString secret = co_await host->readSecret(cancel);
        const Value encrypted = co_await caller->encrypt(secret, cancel);
        const HostResponse response = answer(call, encrypted);
        co_await caller->respond(response, cancel);
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
            const PromptField field = fields.at(i);
            const HostInterface::FieldAnswer typed = answers.at(i);
            const Value given = co_await fieldAnswer(caller, field, typed, cancel);
            table.entry(Value::string(field.name), given);
        }
        const HostResponse response = answer(call, table.build());
        co_await caller->respond(response, cancel);
        break;
    }
    case HostMethod::PromptForCredential1:
    case HostMethod::PromptForCredential2: {
        const CredentialQuestion question = credentialQuestion(call);
        const base::Credential given = co_await host->credential(question, cancel);
        const Value password = co_await caller->encrypt(given.password, cancel);
        const HostResponse response = answer(call, credentialValue(given.userName, password));
        co_await caller->respond(response, cancel);
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
        co_await caller->respond(response, cancel);
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
        co_await caller->respond(response, cancel);
        break;
    }
    case HostMethod::ReadKey: {
        const KeyPress key = co_await host->readKey(cancel);
        const HostResponse response = answer(call, keyInfo(key));
        co_await caller->respond(response, cancel);
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
    case HostMethod::ReadKey:
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
        return Value::int32(host.raw().foreground);
    case HostMethod::GetBackgroundColor:
        return Value::int32(host.raw().background);
    case HostMethod::GetCursorPosition:
        return coordinates(host.raw().cursorX, host.raw().cursorY);
    case HostMethod::GetWindowPosition:
        return coordinates(host.raw().windowX, host.raw().windowY);
    case HostMethod::GetCursorSize:
        return Value::int32(host.raw().cursorSize);
    case HostMethod::GetBufferSize:
    case HostMethod::GetWindowSize:
    case HostMethod::GetMaxWindowSize:
    case HostMethod::GetMaxPhysicalWindowSize:
        return size(host.width(), host.height());
    case HostMethod::GetWindowTitle:
        return Value::string(host.raw().title);
    case HostMethod::GetKeyAvailable: // keys are asked for, not gathered
    case HostMethod::GetIsRunspacePushed:
        return Value::boolean(false);
    default:
        return std::nullopt;
    }
}

/// RawUI's setters: what was set is read back, and text without a colour is written in the one that was set.
bool setRaw(const HostCall &call, HostInterface &host)
{
    RawState &raw = host.raw();
    const Value first = call.parameters.value(0);
    const auto coordinate = [&first](std::string_view name) {
        return static_cast<int>(first.member(name).toInteger().value_or(0));
    };
    switch (call.method) {
    case HostMethod::SetForegroundColor:
        raw.foreground = numberAt(call, 0, raw.foreground);
        raw.isColoured = true;
        return true;
    case HostMethod::SetBackgroundColor:
        raw.background = numberAt(call, 0, raw.background);
        return true;
    case HostMethod::SetCursorPosition:
        raw.cursorX = coordinate("x");
        raw.cursorY = coordinate("y");
        return true;
    case HostMethod::SetWindowPosition:
        raw.windowX = coordinate("x");
        raw.windowY = coordinate("y");
        return true;
    case HostMethod::SetCursorSize:
        raw.cursorSize = numberAt(call, 0, raw.cursorSize);
        return true;
    case HostMethod::SetWindowTitle:
        raw.title = first.text();
        host.titleChanged();
        return true;
    case HostMethod::SetBufferContents1: {
        // Clear-Host fills the whole buffer, which is the rectangle of -1, with spaces.
        const auto side = [&first](std::string_view name) { return first.member(name).toInteger().value_or(0); };
        if (side("left") == -1 && side("top") == -1 && side("right") == -1 && side("bottom") == -1)
            host.clear();
        return true;
    }
    case HostMethod::SetBufferSize: // the window decides how large it is
    case HostMethod::SetWindowSize:
    case HostMethod::SetBufferContents2: // lines that scroll have no cells to put things into
    case HostMethod::ScrollBufferContents:
    case HostMethod::FlushInputBuffer:
    case HostMethod::NotifyBeginApplication:
    case HostMethod::NotifyEndApplication:
        return true;
    default:
        return false;
    }
}

/// True when the call was a write or another order without a question.
bool obey(const HostCall &call, HostInterface &host)
{
    const auto newLine = QStringLiteral("\n");
    const int usual = host.raw().isColoured ? host.raw().foreground : -1;
    switch (call.method) {
    case HostMethod::Write1:
        host.write(textAt(call, 0), usual, -1);
        return true;
    case HostMethod::Write2:
        host.write(textAt(call, 2), numberAt(call, 0), numberAt(call, 1));
        return true;
    case HostMethod::WriteLine1:
        host.write(newLine, -1, -1);
        return true;
    case HostMethod::WriteLine2:
        host.write(textAt(call, 0) + newLine, usual, -1);
        return true;
    case HostMethod::WriteErrorLine:
        host.write(textAt(call, 0) + newLine, errorColour, -1);
        return true;
    case HostMethod::WriteDebugLine:
        host.write(QStringLiteral("DEBUG: ") + textAt(call, 0) + newLine, warningColour, -1);
        return true;
    case HostMethod::WriteVerboseLine:
        host.write(QStringLiteral("VERBOSE: ") + textAt(call, 0) + newLine, warningColour, -1);
        return true;
    case HostMethod::WriteWarningLine:
        host.write(QStringLiteral("WARNING: ") + textAt(call, 0) + newLine, warningColour, -1);
        return true;
    case HostMethod::WriteLine3:
        host.write(textAt(call, 2) + newLine, numberAt(call, 0), numberAt(call, 1));
        return true;
    case HostMethod::SetShouldExit:
        host.setShouldExit(numberAt(call, 0, 0));
        return true;
    default:
        return setRaw(call, host);
    }
}

/// What the remote command is told; it is what its author reads.
QString refusalWords(const HostCall &call)
{
    switch (call.method) {
    case HostMethod::EnterNestedPrompt:
    case HostMethod::ExitNestedPrompt:
        return QStringLiteral("Nested prompts are not offered here; run the command without them.");
    case HostMethod::PushRunspace:
    case HostMethod::PopRunspace:
    case HostMethod::GetRunspace:
        return QStringLiteral(
            "A session cannot be entered from within this one; connect to the other computer instead.");
    case HostMethod::GetBufferContents:
        return QStringLiteral("What the screen shows is not given to remote commands.");
    default:
        return QStringLiteral("The host of this session does not offer %1.").arg(call.methodName);
    }
}

/// What a bridge knows of the calls that it has taken.
struct Calls
{
    base::CancelSource questions; ///< ended with the pipeline
    int unanswered = 0;
    bool waitsElsewhere = false;
    QTimer patience; ///< a question that is still on its way to us comes within it
};
using CallsPtr = std::shared_ptr<Calls>;

/// Counts a call until its answer has been sent, or could not be.
Task<> counted(CallsPtr calls, Task<> work)
{
    ++calls->unanswered;
    std::exception_ptr failure;
    try {
        co_await work;
    } catch (...) {
        failure = std::current_exception();
    }
    --calls->unanswered;
    if (failure)
        std::rethrow_exception(failure);
}

void send(const CallsPtr &calls, const CallerPtr &caller, const HostResponse &response)
{
    base::spawn(counted(calls, caller->respond(response, CancelToken())), [](const base::Error &error) {
        qCInfo(lcSessions) << "a host call could not be answered:" << error.id;
    });
}

/// Asks; what goes wrong is told to the remote command, which would wait for ever.
void begin(const CallsPtr &calls, const CallerPtr &caller, const std::shared_ptr<HostInterface> &host,
           const HostCall &call)
{
    Task<> question = ask(caller, host, call, calls->questions.token());
    base::spawn(counted(calls, std::move(question)), [calls, caller, call](const base::Error &error) {
        if (caller->isOver())
            return;
        send(calls, caller,
             HostResponse::refusal(call, error.category == base::ErrorCategory::Cancelled
                                             ? QStringLiteral("The user cancelled the question.")
                                             : error.english()));
    });
}

/// One call: obeyed, answered at once, asked, or refused.
void take(const CallsPtr &calls, const HostCall &call, const CallerPtr &caller,
          const std::shared_ptr<HostInterface> &host, const QString &asker)
{
    if (host && obey(call, *host)) {
        if (call.wantsAnswer())
            send(calls, caller, answer(call));
        return;
    }
    if (!call.wantsAnswer())
        return; // an order that this host has no part for
    const auto known = host ? constant(call, *host) : std::nullopt;
    if (host && isQuestion(call.method)) {
        host->askedBy(asker);
        begin(calls, caller, host, call);
    } else if (known) {
        send(calls, caller, answer(call, *known));
    } else {
        send(calls, caller, HostResponse::refusal(call, refusalWords(call)));
    }
}

constexpr std::chrono::milliseconds patience{1500};

/// The command waits, and none of its questions is with us: it went to a client that is gone.
void tellWhereItWaits(const CallsPtr &calls, bool pending, const std::shared_ptr<HostInterface> &host)
{
    const bool elsewhere = pending && calls->unanswered == 0;
    if (host && std::exchange(calls->waitsElsewhere, elsewhere) != elsewhere)
        host->waitsForAnotherClient(elsewhere);
}

} // namespace

void bridgeHost(const std::shared_ptr<RemotePipeline> &pipeline, std::weak_ptr<HostInterface> host,
                const QString &asker)
{
    const auto calls = std::make_shared<Calls>();
    const std::weak_ptr<RemotePipeline> weak = pipeline;
    QObject::connect(pipeline.get(), &RemotePipeline::stateChanged, pipeline.get(),
                     [calls, host](psrp::PipelineState state) {
                         if (!psrp::isFinal(state) && state != psrp::PipelineState::Disconnected)
                             return;
                         calls->questions.cancel();
                         calls->patience.stop();
                         tellWhereItWaits(calls, false, host.lock());
                     });
    calls->patience.setSingleShot(true);
    calls->patience.setInterval(patience);
    QObject::connect(&calls->patience, &QTimer::timeout, pipeline.get(), [weak, host, calls = std::weak_ptr(calls)] {
        const auto target = weak.lock();
        const auto known = calls.lock();
        if (target && known)
            tellWhereItWaits(known, target->isPending(), host.lock());
    });
    if (pipeline->isPending())
        calls->patience.start();
    QObject::connect(pipeline.get(), &RemotePipeline::pendingChanged, pipeline.get(), [calls, host](bool pending) {
        if (pending)
            calls->patience.start();
        else
            tellWhereItWaits(calls, false, host.lock());
    });
    QObject::connect(pipeline.get(), &RemotePipeline::streamed, pipeline.get(),
                     [weak, host, calls, asker](const psrp::PipelineEvent &event) {
                         const auto *received = std::get_if<psrp::HostCallReceived>(&event);
                         const auto target = weak.lock();
                         if (received && target)
                             take(calls, received->call, std::make_shared<PipelineCaller>(target), host.lock(), asker);
                     });
}

QMetaObject::Connection bridgePoolHost(const std::shared_ptr<RunspaceSession> &runspace,
                                       std::weak_ptr<HostInterface> host)
{
    const auto calls = std::make_shared<Calls>();
    const std::weak_ptr<RunspaceSession> weak = runspace;
    return QObject::connect(
        runspace.get(), &RunspaceSession::hostCalled, runspace.get(), [weak, host, calls](const HostCall &call) {
            if (const auto target = weak.lock())
                take(calls, call, std::make_shared<PoolCaller>(target), host.lock(), target->parameters().computerName);
        });
}

} // namespace rejoin::sessions
