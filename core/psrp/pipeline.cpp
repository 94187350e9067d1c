#include "core/base/logging.h"
#include "core/psrp/failures.h"
#include "core/psrp/poolmessages.h"
#include "core/psrp/poolprivate.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rejoin::psrp {

namespace {
using A = PipelineAction;
using S = PipelineState;

struct PipelineTransition
{
    PipelineAction action;
    PipelineState from;
    PipelineState to;
};

// MS-PSRP 3.1.1.3 and 3.1.5.4.21. What is not here is an error.
constexpr PipelineTransition transitions[] = {
    {A::Start, S::NotStarted, S::Running},

    {A::Input, S::Running, S::Running},

    {A::Receive, S::Running, S::Running},
    {A::Receive, S::Stopping, S::Stopping},
    // The answer to a Receive that was under way.
    {A::Receive, S::Disconnected, S::Disconnected},
    {A::Receive, S::Stopped, S::Stopped},
    {A::Receive, S::Completed, S::Completed},
    {A::Receive, S::Failed, S::Failed},

    {A::Stop, S::Running, S::Stopping},
    {A::Stop, S::Stopping, S::Stopping},
    {A::Stop, S::Disconnected, S::Stopping},
    {A::Stop, S::Stopped, S::Stopped},
    {A::Stop, S::Completed, S::Completed},
    {A::Stop, S::Failed, S::Failed},

    {A::Disconnect, S::Running, S::Disconnected},
    {A::Disconnect, S::Stopping, S::Disconnected},
    {A::Disconnect, S::Disconnected, S::Disconnected},
    {A::Disconnect, S::Stopped, S::Stopped},
    {A::Disconnect, S::Completed, S::Completed},
    {A::Disconnect, S::Failed, S::Failed},

    {A::Reconnect, S::Disconnected, S::Running},
    {A::Reconnect, S::Stopped, S::Stopped},
    {A::Reconnect, S::Completed, S::Completed},
    {A::Reconnect, S::Failed, S::Failed},

    {A::TakeRunning, S::Running, S::Running},
    {A::TakeRunning, S::Stopping, S::Stopping}, // sent before the server heard of the stop
    {A::TakeRunning, S::Disconnected, S::Disconnected},
    {A::TakeStopping, S::Running, S::Stopping},
    {A::TakeStopping, S::Stopping, S::Stopping},
    {A::TakeStopping, S::Disconnected, S::Disconnected},
    {A::TakeDisconnected, S::Running, S::Disconnected},
    {A::TakeDisconnected, S::Stopping, S::Disconnected},
    {A::TakeDisconnected, S::Disconnected, S::Disconnected},

    {A::TakeStopped, S::Running, S::Stopped},
    {A::TakeStopped, S::Stopping, S::Stopped},
    {A::TakeStopped, S::Disconnected, S::Stopped},
    {A::TakeCompleted, S::Running, S::Completed},
    {A::TakeCompleted, S::Stopping, S::Completed},
    {A::TakeCompleted, S::Disconnected, S::Completed},
    {A::TakeFailed, S::Running, S::Failed},
    {A::TakeFailed, S::Stopping, S::Failed},
    {A::TakeFailed, S::Disconnected, S::Failed},
};

const char *name(PipelineAction action)
{
    static constexpr const char *names[] = {"Start",          "Send input",       "Receive",
                                            "Stop",           "Disconnect",       "Reconnect",
                                            "Report Running", "Report Stopping",  "Report Disconnected",
                                            "Report Stopped", "Report Completed", "Report Failed"};
    return names[static_cast<std::size_t>(action)];
}

std::optional<PipelineAction> actionFor(PipelineState reported)
{
    switch (reported) {
    case S::NotStarted:
        return std::nullopt;
    case S::Running:
        return A::TakeRunning;
    case S::Stopping:
        return A::TakeStopping;
    case S::Stopped:
        return A::TakeStopped;
    case S::Completed:
        return A::TakeCompleted;
    case S::Failed:
        return A::TakeFailed;
    case S::Disconnected:
        return A::TakeDisconnected;
    }
    return std::nullopt;
}
} // namespace

PipelineState nextState(PipelineAction action, PipelineState state)
{
    QStringList expected;
    for (const PipelineTransition &transition : transitions) {
        if (transition.action != action)
            continue;
        if (transition.from == state)
            return transition.to;
        expected.append(stateName(transition.from));
    }
    throw invalidState(u"InvalidPipelineState"_s, QLatin1String(name(action)), stateName(state), expected);
}

struct Pipeline::Private
{
    Private(std::shared_ptr<RunspacePool::Private> owner, const QUuid &commandId, PipelineState first)
        : pool(std::move(owner)),
          id(commandId),
          state(first),
          defragmenter(defaultMaximumMessage, first != S::NotStarted)
    {
        pool->pipelines.push_back(&state);
        if (pool->options.maximumReceivedObject)
            defragmenter.setMaximumObject(*pool->options.maximumReceivedObject);
    }
    ~Private() { std::erase(pool->pipelines, &state); }
    Private(const Private &) = delete;
    Private &operator=(const Private &) = delete;

    void requireInput() const;
    void take(Message &&message, QList<PipelineEvent> &events);

    std::shared_ptr<RunspacePool::Private> pool;
    QUuid id;
    PipelineState state;
    Defragmenter defragmenter;
    qint64 received = 0; ///< bytes, fragment headers included, as PowerShell counts them
    /// A server closes the input of a running pipeline when a client connects, so an attached one takes none.
    bool inputOpen = false;
};

void Pipeline::Private::requireInput() const
{
    pool->requireSend();
    (void)nextState(A::Input, state);
    if (inputOpen)
        return;
    throw base::Error(
        base::ErrorCategory::InvalidState, u"PipelineInputClosed"_s,
        base::Text(QT_TRANSLATE_NOOP("core", "The remote command takes no more input.")),
        base::Text(QT_TRANSLATE_NOOP("core", "Start the command again with its input. Input ends when a session is "
                                             "disconnected.")));
}

void Pipeline::Private::take(Message &&message, QList<PipelineEvent> &events)
{
    const clixml::Value &data = message.data;
    // Shown where verbose records are: a front end has no other place for the protocol's own affairs.
    const auto note = [&events](const QString &text) {
        clixml::InformationalRecord record;
        record.message = text;
        events.append(VerboseReceived{record});
    };
    switch (message.type) {
    case MessageType::PipelineOutput:
        events.append(OutputReceived{data});
        return;
    case MessageType::ErrorRecord:
        events.append(ErrorReceived{clixml::ErrorRecord::fromValue(data), data});
        return;
    case MessageType::WarningRecord:
        events.append(WarningReceived{clixml::InformationalRecord::fromValue(data)});
        return;
    case MessageType::VerboseRecord:
        events.append(VerboseReceived{clixml::InformationalRecord::fromValue(data)});
        return;
    case MessageType::DebugRecord:
        events.append(DebugReceived{clixml::InformationalRecord::fromValue(data)});
        return;
    case MessageType::InformationRecord:
        events.append(InformationReceived{clixml::InformationRecord::fromValue(data)});
        return;
    case MessageType::ProgressRecord:
        events.append(ProgressReceived{clixml::ProgressRecord::fromValue(data)});
        return;
    case MessageType::PipelineHostCall:
        events.append(HostCallReceived{HostCall::fromValue(data, id)});
        if (const auto call = std::get<HostCallReceived>(events.last()).call; !isKnown(call.method))
            note(unknownCallNote(call));
        return;
    case MessageType::PipelineState: {
        qint64 unknown = 0;
        const std::optional<PipelineState> known = knownPipelineState(data, unknown);
        if (!known) {
            note(unknownStateNote(u"state of a command"_s, unknown));
            return;
        }
        const PipelineState reported = *known;
        const std::optional<PipelineAction> action = actionFor(reported);
        if (!action) {
            throw messageInvalid(base::Text(
                QT_TRANSLATE_NOOP("core", "The remote computer reported the state %1 for a running command."),
                {stateName(reported)}));
        }
        state = nextState(*action, state);
        events.append(PipelineStateChanged{state, stateReason(data)});
        return;
    }
    default:
        break;
    }
    if (isKnown(message.type)) {
        throw messageInvalid(
            base::Text(QT_TRANSLATE_NOOP("core", "The remote computer sent a %1 message where it has no place."),
                       {messageTypeName(message.type)}));
    }
    note(unknownMessageNote(static_cast<quint32>(message.type), message.dataBytes, messageText(message.data)));
}

Pipeline::Pipeline(RunspacePool &pool, const QUuid &id) : d(std::make_unique<Private>(pool.d, id, S::NotStarted))
{
}

Pipeline::Pipeline(RunspacePool &pool, const QUuid &id, Attached /*attached*/)
    : d(std::make_unique<Private>(pool.d, id, S::Running))
{
}

Pipeline::~Pipeline() = default;

QUuid Pipeline::id() const
{
    return d->id;
}

PipelineState Pipeline::state() const
{
    return d->state;
}

QList<QByteArray> Pipeline::start(const CreatePipeline &request)
{
    d->pool->requireSend();
    d->state = nextState(A::Start, d->state);
    d->inputOpen = !request.noInput;
    return d->pool->fragments(MessageType::CreatePipeline, d->id, request.toValue());
}

QByteArray Pipeline::input(const clixml::Value &value)
{
    d->requireInput();
    return d->pool->bytes(MessageType::PipelineInput, d->id, value);
}

QByteArray Pipeline::endOfInput()
{
    d->requireInput();
    d->inputOpen = false;
    return d->pool->bytes(MessageType::EndOfPipelineInput, d->id, {});
}

QList<PipelineEvent> Pipeline::receive(QByteArrayView fragments)
{
    (void)nextState(A::Receive, d->state);
    QList<PipelineEvent> events;
    d->received += fragments.size();
    if (const auto &most = d->pool->options.maximumReceivedPerCommand; most && d->received > *most)
        throw commandDataTooLarge(*most);
    for (QByteArray &bytes : d->defragmenter.add(fragments)) {
        if (isFinal(d->state))
            break; // nothing belongs to it after its last state
        Message message = d->pool->decode(std::move(bytes));
        if (message.pipelineId != d->id) {
            throw messageInvalid(base::Text(
                QT_TRANSLATE_NOOP("core", "The remote computer sent a %1 message that is for another command."),
                {messageTypeName(message.type)}));
        }
        d->take(std::move(message), events);
    }
    return events;
}

void Pipeline::stopping()
{
    d->state = nextState(A::Stop, d->state);
}

void Pipeline::skipToNextMessage()
{
    d->defragmenter.skipToNextMessage();
}

void Pipeline::disconnected()
{
    d->state = nextState(A::Disconnect, d->state);
}

void Pipeline::reconnected()
{
    d->state = nextState(A::Reconnect, d->state);
}

void Pipeline::ended(PipelineState state)
{
    if (!isFinal(d->state) && isFinal(state))
        d->state = state;
}

} // namespace rejoin::psrp
