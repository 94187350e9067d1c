#include "core/psrp/runspacepool.h"

#include "core/base/logging.h"
#include "core/psrp/failures.h"
#include "core/psrp/poolmessages.h"
#include "core/psrp/poolprivate.h"

#include <limits>

using namespace Qt::StringLiterals;

namespace rejoin::psrp {

namespace {
enum class PoolAction : quint8 {
    Open,
    Connect,
    TakeConnectResponse,
    Receive,
    Send,
    Disconnect,
    Reconnect,
    Close,
    Break,
    TakeCapability,
    TakeOpening,
    TakeOpened,
    TakeClosing,
    TakeClosed,
    TakeBroken,
    TakeDisconnected,
};

struct PoolTransition
{
    PoolAction action;
    PoolState from;
    PoolState to;
};

using A = PoolAction;
using S = PoolState;

// MS-PSRP 3.1.1.2 and 3.1.5.4, with disconnecting of 3.1.4.9 and 3.1.4.10. What is not here is an error.
constexpr PoolTransition transitions[] = {
    {A::Open, S::BeforeOpen, S::NegotiationSent},

    {A::Connect, S::BeforeOpen, S::Connecting},
    {A::Connect, S::Disconnected, S::Connecting},
    {A::TakeConnectResponse, S::Connecting, S::Opened},

    {A::Receive, S::NegotiationSent, S::NegotiationSent},
    {A::Receive, S::NegotiationSucceeded, S::NegotiationSucceeded},
    {A::Receive, S::Opened, S::Opened},
    // The answer to a Receive that was under way when the session was disconnected, or closed.
    {A::Receive, S::Disconnected, S::Disconnected},
    {A::Receive, S::Closing, S::Closing},
    {A::Receive, S::Closed, S::Closed},
    {A::Receive, S::Broken, S::Broken},

    {A::Send, S::Opened, S::Opened},

    {A::Disconnect, S::Opened, S::Disconnected},
    {A::Disconnect, S::Disconnected, S::Disconnected},
    {A::Reconnect, S::Disconnected, S::Opened},

    {A::TakeCapability, S::NegotiationSent, S::NegotiationSucceeded},
    // What an earlier client did not fetch comes to the next one.
    {A::TakeCapability, S::Opened, S::Opened},
    {A::TakeCapability, S::Disconnected, S::Disconnected},

    {A::TakeOpening, S::NegotiationSucceeded, S::NegotiationSucceeded},
    {A::TakeOpening, S::Opened, S::Opened},
    {A::TakeOpening, S::Disconnected, S::Disconnected},

    {A::TakeOpened, S::NegotiationSucceeded, S::Opened},
    {A::TakeOpened, S::Opened, S::Opened}, // after a Connect the old message may come once more
    {A::TakeOpened, S::Disconnected, S::Disconnected},

    {A::TakeDisconnected, S::Opened, S::Disconnected},
    {A::TakeDisconnected, S::Disconnected, S::Disconnected},

    {A::TakeClosing, S::NegotiationSent, S::Closing},
    {A::TakeClosing, S::NegotiationSucceeded, S::Closing},
    {A::TakeClosing, S::Opened, S::Closing},
    {A::TakeClosing, S::Disconnected, S::Closing},
    {A::TakeClosing, S::Closing, S::Closing},
};

const char *name(PoolAction action)
{
    static constexpr const char *names[] = {
        "Open",   "Connect",     "Take the answer to a connect", "Receive", "Send",   "Disconnect", "Reconnect",
        "Close",  "Break",       "SESSION_CAPABILITY",           "Opening", "Opened", "Closing",    "Closed",
        "Broken", "Disconnected"};
    return names[static_cast<std::size_t>(action)];
}

PoolState nextState(PoolAction action, PoolState state)
{
    // A shell can be closed or lost at any time; both are final, and the first one stays.
    if (action == A::Close || action == A::TakeClosed)
        return state == S::Broken ? S::Broken : S::Closed;
    if (action == A::Break || action == A::TakeBroken)
        return state == S::Closed ? S::Closed : S::Broken;
    QStringList expected;
    for (const PoolTransition &transition : transitions) {
        if (transition.action != action)
            continue;
        if (transition.from == state)
            return transition.to;
        expected.append(stateName(transition.from));
    }
    throw invalidState(u"InvalidRunspacePoolState"_s, QLatin1String(name(action)), stateName(state), expected);
}

std::optional<PoolAction> actionFor(PoolState reported)
{
    switch (reported) {
    case S::Opening:
        return A::TakeOpening;
    case S::Opened:
        return A::TakeOpened;
    case S::Closing:
        return A::TakeClosing;
    case S::Closed:
        return A::TakeClosed;
    case S::Broken:
        return A::TakeBroken;
    case S::Disconnected:
        return A::TakeDisconnected;
    case S::BeforeOpen:
    case S::NegotiationSent:
    case S::NegotiationSucceeded:
    case S::Connecting:
        break;
    }
    return std::nullopt;
}

/// The action for a state that the server reports, with wrong ones as what they are: wrong bytes.
PoolState takeReported(PoolState reported, PoolState state)
{
    const std::optional<PoolAction> action = actionFor(reported);
    if (!action) {
        throw messageInvalid(
            base::Text(QT_TRANSLATE_NOOP("core", "The remote computer reported the state %1 for a session."),
                       {stateName(reported)}));
    }
    try {
        return nextState(*action, state);
    } catch (const base::Error &) {
        throw messageInvalid(base::Text(
            QT_TRANSLATE_NOOP("core", "The remote computer reported the state %1 for a session in the state %2."),
            {stateName(reported), stateName(state)}));
    }
}
} // namespace

// --- what pool and pipelines share ---

void RunspacePool::Private::requireSend() const
{
    (void)nextState(A::Send, state);
}

QList<QByteArray> RunspacePool::Private::fragments(MessageType type, const QUuid &pipeline, const clixml::Value &data)
{
    const Message message(Destination::Server, type, id, pipeline, data);
    return fragmenter.fragment(message.encode(), options.fragmentSize);
}

QByteArray RunspacePool::Private::bytes(MessageType type, const QUuid &pipeline, const clixml::Value &data)
{
    return fragments(type, pipeline, data).join();
}

Message RunspacePool::Private::decode(QByteArray bytes) const
{
    Message message = Message::decode(std::move(bytes));
    // SESSION_CAPABILITY and ENCRYPTED_SESSION_KEY of Windows have a zero RPID.
    const bool ours = message.runspacePoolId.isNull() || message.runspacePoolId == id;
    if (message.destination != Destination::Client || !ours) {
        throw messageInvalid(
            base::Text(QT_TRANSLATE_NOOP("core", "The remote computer sent a %1 message that is not for this session."),
                       {messageTypeName(message.type)}));
    }
    return message;
}

void RunspacePool::Private::endPipelines(PipelineState with)
{
    for (PipelineState *pipeline : pipelines) {
        if (isFinal(*pipeline) || *pipeline == PipelineState::NotStarted)
            continue;
        *pipeline = with;
    }
}

bool RunspacePool::Private::plainSecrets() const
{
    const auto theirs = ProtocolVersion::parse(serverProtocol);
    const auto ours = ProtocolVersion::parse(options.protocolVersion);
    return theirs && ours && std::min(*theirs, *ours) >= plainSecretsVersion;
}

void RunspacePool::Private::checkCapability(const Message &message, QList<PoolEvent> &events)
{
    const SessionCapability capability = SessionCapability::fromValue(message.data);
    capability.checkServer(options.protocolVersion);
    serverProtocol = capability.protocolVersion;
    events.append(
        CapabilityReceived{capability.protocolVersion, capability.psVersion, capability.serializationVersion});
}

void RunspacePool::Private::take(Message &&message, QList<PoolEvent> &events)
{
    const clixml::Value &data = message.data;
    const auto changeTo = [this, &events](PoolState to, std::optional<clixml::ErrorRecord> reason) {
        if (to == state)
            return;
        state = to;
        if (to == S::Closed)
            endPipelines(PipelineState::Stopped);
        else if (to == S::Broken)
            endPipelines(PipelineState::Failed);
        else if (to == S::Disconnected)
            endPipelines(PipelineState::Disconnected);
        events.append(PoolStateChanged{to, std::move(reason)});
    };
    switch (message.type) {
    case MessageType::SessionCapability: {
        if (state == S::Closing)
            return;
        const PoolState to = nextState(A::TakeCapability, state);
        checkCapability(message, events);
        changeTo(to, {});
        return;
    }
    case MessageType::ApplicationPrivateData:
        privateData = data.member("ApplicationPrivateData");
        events.append(PrivateDataReceived{privateData});
        return;
    case MessageType::RunspacePoolState: {
        qint64 unknown = 0;
        if (const auto reported = knownPoolState(data, unknown))
            changeTo(takeReported(*reported, state), stateReason(data));
        else
            events.append(NoteReceived{unknownStateNote(u"state of the session"_s, unknown)});
        return;
    }
    case MessageType::CloseSession:
        changeTo(nextState(A::TakeClosed, state), {});
        return;
    case MessageType::RunspacePoolInitData: {
        const RunspaceCounts counts = RunspaceCounts::fromValue(data);
        minRunspaces = counts.minimum;
        maxRunspaces = counts.maximum;
        events.append(InitDataReceived{counts.minimum, counts.maximum});
        return;
    }
    case MessageType::RunspaceAvailability: {
        const qint64 callId = readCallId(data);
        const clixml::Value response = data.member("SetMinMaxRunspacesResponse");
        const auto [type, count] = pendingCounts.take(callId);
        if (count > 0 && response.toBool().value_or(false))
            (type == MessageType::SetMinRunspaces ? minRunspaces : maxRunspaces) = count;
        events.append(AvailabilityReceived{callId, response});
        return;
    }
    case MessageType::UserEvent:
        events.append(UserEventReceived{data});
        return;
    case MessageType::PublicKeyRequest:
        events.append(PublicKeyRequested{});
        return;
    case MessageType::EncryptedSessionKey:
        key.takeEncryptedKey(readBase64(data, "EncryptedSessionKey"));
        events.append(SessionKeyReady{});
        return;
    case MessageType::RunspacePoolHostCall:
        events.append(HostCallReceived{HostCall::fromValue(data, {})});
        if (const auto &call = std::get<HostCallReceived>(events.last()).call; !isKnown(call.method))
            events.append(NoteReceived{unknownCallNote(call)});
        return;
    default:
        break;
    }
    if (isKnown(message.type)) {
        throw messageInvalid(
            base::Text(QT_TRANSLATE_NOOP("core", "The remote computer sent a %1 message where it has no place."),
                       {messageTypeName(message.type)}));
    }
    // Newer servers may say more than we know: that is no reason to give up the session.
    events.append(NoteReceived{
        unknownMessageNote(static_cast<quint32>(message.type), message.dataBytes, messageText(message.data))});
}

// --- the public face ---

RunspacePool::RunspacePool(const QUuid &id, const PoolOptions &options) : d(std::make_shared<Private>(id, options))
{
}
RunspacePool::~RunspacePool() = default;

QUuid RunspacePool::id() const
{
    return d->id;
}

PoolState RunspacePool::state() const
{
    return d->state;
}

const PoolOptions &RunspacePool::options() const
{
    return d->options;
}

void RunspacePool::setFragmentSize(qsizetype blobBytes)
{
    d->options.fragmentSize = blobBytes;
}

QString RunspacePool::serverProtocolVersion() const
{
    return d->serverProtocol;
}

clixml::Value RunspacePool::privateData() const
{
    return d->privateData;
}

int RunspacePool::minRunspaces() const
{
    return d->minRunspaces;
}

int RunspacePool::maxRunspaces() const
{
    return d->maxRunspaces;
}

QByteArray RunspacePool::open()
{
    d->state = nextState(A::Open, d->state);
    SessionCapability capability;
    capability.protocolVersion = d->options.protocolVersion;
    QByteArray bytes = d->bytes(MessageType::SessionCapability, {}, capability.toValue());
    bytes += d->bytes(MessageType::InitRunspacePool, {}, initRunspacePool(d->options));
    return bytes;
}

QByteArray RunspacePool::connect()
{
    d->state = nextState(A::Connect, d->state);
    // MS-PSRP 3.1.4.10.3: a new session on our side; object ids begin anew (recordings).
    d->fragmenter = Fragmenter();
    d->defragmenter = Defragmenter(defaultMaximumMessage, true);
    if (d->options.maximumReceivedObject)
        d->defragmenter.setMaximumObject(*d->options.maximumReceivedObject);
    d->serverProtocol.clear();
    d->privateData = {};
    d->pendingCounts.clear();
    d->key.reset();
    SessionCapability capability;
    capability.protocolVersion = d->options.protocolVersion;
    const Message first(Destination::Server, MessageType::SessionCapability, d->id, {}, capability.toValue());
    // An empty text claims no number of runspaces, so a server cannot refuse it for that.
    const Message second(Destination::Server, MessageType::ConnectRunspacePool, d->id, {}, clixml::Value::string(u""));
    // Each must be one fragment, whatever the size agreed on.
    constexpr qsizetype whole = std::numeric_limits<qint32>::max();
    // Two statements: operands of + come in any order, and the fragmenter counts.
    QByteArray out = d->fragmenter.fragment(first.encode(), whole).join();
    out += d->fragmenter.fragment(second.encode(), whole).join();
    return out;
}

QList<PoolEvent> RunspacePool::receiveConnectResponse(QByteArrayView fragments)
{
    const PoolState to = nextState(A::TakeConnectResponse, d->state);
    Defragmenter defragmenter;
    const QList<QByteArray> messages = defragmenter.add(fragments);
    if (messages.size() != 2 || !defragmenter.isEmpty()) {
        throw messageInvalid(base::Text(
            QT_TRANSLATE_NOOP("core", "The remote computer answered the connect with %1 messages instead of 2."),
            {QString::number(messages.size())}));
    }
    const Message capability = d->decode(messages.first());
    const Message counts = d->decode(messages.last());
    if (capability.type != MessageType::SessionCapability || counts.type != MessageType::RunspacePoolInitData) {
        throw messageInvalid(
            base::Text(QT_TRANSLATE_NOOP("core", "The remote computer answered the connect with %1 and %2."),
                       {messageTypeName(capability.type), messageTypeName(counts.type)}));
    }
    QList<PoolEvent> events;
    const RunspaceCounts numbers = RunspaceCounts::fromValue(counts.data);
    d->checkCapability(capability, events);
    d->minRunspaces = numbers.minimum;
    d->maxRunspaces = numbers.maximum;
    events.append(InitDataReceived{numbers.minimum, numbers.maximum});
    d->state = to;
    events.append(PoolStateChanged{to, {}});
    return events;
}

QList<PoolEvent> RunspacePool::receive(QByteArrayView fragments)
{
    (void)nextState(A::Receive, d->state);
    QList<PoolEvent> events;
    for (QByteArray &bytes : d->defragmenter.add(fragments)) {
        if (d->state == S::Closed || d->state == S::Broken)
            break; // what still arrives is of no use
        d->take(d->decode(std::move(bytes)), events);
    }
    return events;
}

void RunspacePool::skipToNextMessage()
{
    d->defragmenter.skipToNextMessage();
}

void RunspacePool::disconnected()
{
    d->state = nextState(A::Disconnect, d->state);
    d->endPipelines(PipelineState::Disconnected);
}

void RunspacePool::reconnected()
{
    d->state = nextState(A::Reconnect, d->state);
}

void RunspacePool::closed()
{
    d->state = nextState(A::Close, d->state);
    d->endPipelines(PipelineState::Stopped);
}

void RunspacePool::broken()
{
    d->state = nextState(A::Break, d->state);
    d->endPipelines(PipelineState::Failed);
}

QByteArray RunspacePool::setMinRunspaces(int count, qint64 callId)
{
    d->requireSend();
    d->pendingCounts.insert(callId, {MessageType::SetMinRunspaces, count});
    return d->bytes(MessageType::SetMinRunspaces, {}, runspaceRequest("MinRunspaces", count, callId));
}

QByteArray RunspacePool::setMaxRunspaces(int count, qint64 callId)
{
    d->requireSend();
    d->pendingCounts.insert(callId, {MessageType::SetMaxRunspaces, count});
    return d->bytes(MessageType::SetMaxRunspaces, {}, runspaceRequest("MaxRunspaces", count, callId));
}

QByteArray RunspacePool::getAvailableRunspaces(qint64 callId)
{
    d->requireSend();
    return d->bytes(MessageType::GetAvailableRunspaces, {}, runspaceRequest({}, 0, callId));
}

QByteArray RunspacePool::resetRunspaceState(qint64 callId)
{
    d->requireSend();
    return d->bytes(MessageType::ResetRunspaceState, {}, runspaceRequest({}, 0, callId));
}

QByteArray RunspacePool::publicKey()
{
    d->requireSend();
    return d->bytes(MessageType::PublicKey, {}, base64Message("PublicKey", d->key.publicKeyBlob()));
}

QByteArray RunspacePool::hostResponse(const HostResponse &response)
{
    d->requireSend();
    const MessageType type =
        response.pipelineId.isNull() ? MessageType::RunspacePoolHostResponse : MessageType::PipelineHostResponse;
    return d->bytes(type, response.pipelineId, response.toValue());
}

bool RunspacePool::hasSessionKey() const
{
    return d->key.isReady();
}

bool RunspacePool::needsSessionKey() const
{
    return !d->plainSecrets() && !d->key.isReady();
}

clixml::Value RunspacePool::encryptSecret(QByteArrayView utf8) const
{
    return d->plainSecrets() ? plainSecret(utf8) : d->key.encrypt(utf8);
}

QByteArray RunspacePool::decryptSecret(const clixml::Value &secureString) const
{
    return d->plainSecrets() ? readPlainSecret(secureString) : d->key.decrypt(secureString);
}

} // namespace rejoin::psrp
