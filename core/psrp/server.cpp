#include "core/psrp/server.h"

#include "core/psrp/capability.h"
#include "core/psrp/failures.h"
#include "core/psrp/poolmessages.h"
#include "core/psrp/sessionkey.h"

#include <limits>
#include <map>

using namespace Qt::StringLiterals;

namespace rejoin::psrp {

namespace {
constexpr ProtocolVersion lowestCreate{2, 0};
/// PowerShell: clients older than 2.2 cannot disconnect nor connect.
constexpr ProtocolVersion lowestConnect{2, 2};
/// Servers of older versions send PUBLIC_KEY_REQUEST and wait for the client's key before they send a secret.
constexpr ProtocolVersion lowestUnasked{2, 2};
/// Clients have a handful of commands; the bound is for hostile ones.
constexpr std::size_t mostStreams = 2048;
/// What one client message may hold; a server has many clients.
constexpr qsizetype maximumClientMessage = 64 << 20;

base::Error connectRefused(const QString &id, base::Text message)
{
    return base::Error(base::ErrorCategory::Protocol, id, std::move(message),
                       base::Text(QT_TRANSLATE_NOOP("core", "Connect with a client that speaks version 2.2 or later of "
                                                            "the PowerShell remoting protocol.")));
}

base::Error misplaced(MessageType type)
{
    return messageInvalid(base::Text(QT_TRANSLATE_NOOP("core", "The client sent a %1 message where it has no place."),
                                     {messageTypeName(type)}));
}
} // namespace

struct ServerRunspacePool::Private
{
    using StreamKey = std::pair<QUuid, InputStream>;

    Private(const QUuid &poolId, QString version) : id(poolId), highest(std::move(version)) {}

    QUuid id;
    QString highest;
    QString agreed;
    int minRunspaces = 1;
    int maxRunspaces = 1;
    Fragmenter fragmenter;
    std::map<StreamKey, Defragmenter> streams;
    SessionKey key;

    /// Zero RPID where Windows sends none.
    QByteArray say(MessageType type, const QUuid &pipeline, const clixml::Value &data, bool zeroPool = false)
    {
        const Message message(Destination::Client, type, zeroPool ? QUuid() : id, pipeline, data);
        return fragmenter.fragment(message.encode()).join();
    }

    static QList<Message> twoMessages(QByteArrayView fragments)
    {
        Defragmenter defragmenter(maximumClientMessage);
        const QList<QByteArray> parts = defragmenter.add(fragments);
        if (parts.size() != 2 || !defragmenter.isEmpty()) {
            throw messageInvalid(
                base::Text(QT_TRANSLATE_NOOP("core", "The client sent %1 messages where exactly 2 are needed."),
                           {QString::number(parts.size())}));
        }
        QList<Message> messages;
        for (const QByteArray &part : parts) {
            messages.append(Message::decode(part));
            if (messages.last().destination != Destination::Server)
                throw misplaced(messages.last().type);
        }
        return messages;
    }

    Defragmenter &stream(const QUuid &pipeline, InputStream which)
    {
        const auto found = streams.find({pipeline, which});
        if (found != streams.end())
            return found->second;
        if (streams.size() >= mostStreams) {
            throw base::Error(base::ErrorCategory::LimitExceeded, u"PSRPTooManyStreams"_s,
                              base::Text(QT_TRANSLATE_NOOP("core", "The client has too many commands in one session.")),
                              base::Text(QT_TRANSLATE_NOOP("core", "End some of the commands first.")));
        }
        return streams.emplace(StreamKey(pipeline, which), Defragmenter(maximumClientMessage)).first->second;
    }

    ServerEvent take(const Message &message);
};

ServerEvent ServerRunspacePool::Private::take(const Message &message)
{
    const clixml::Value &data = message.data;
    const auto pipeline = [&message] {
        if (message.pipelineId.isNull())
            throw misplaced(message.type);
        return message.pipelineId;
    };
    switch (message.type) {
    case MessageType::CreatePipeline:
        return PipelineRequested{pipeline(), CreatePipeline::fromValue(data)};
    case MessageType::PipelineInput:
        return InputReceived{pipeline(), data};
    case MessageType::EndOfPipelineInput:
        return InputEnded{pipeline()};
    case MessageType::PipelineHostResponse:
        return HostAnswered{HostResponse::fromValue(data, pipeline())};
    case MessageType::RunspacePoolHostResponse:
        return HostAnswered{HostResponse::fromValue(data, {})};
    case MessageType::SetMinRunspaces:
    case MessageType::SetMaxRunspaces: {
        const char *member = message.type == MessageType::SetMinRunspaces ? "MinRunspaces" : "MaxRunspaces";
        const qint64 count = data.member(member).toInteger().value_or(0);
        if (count < std::numeric_limits<int>::min() || count > std::numeric_limits<int>::max())
            throw misplaced(message.type);
        return RunspacesRequested{message.type, static_cast<int>(count), readCallId(data)};
    }
    case MessageType::GetAvailableRunspaces:
    case MessageType::ResetRunspaceState:
        return RunspacesRequested{message.type, 0, readCallId(data)};
    case MessageType::PublicKey:
        return PublicKeyReceived{readBase64(data, "PublicKey")};
    default:
        throw misplaced(message.type);
    }
}

ServerRunspacePool::ServerRunspacePool(const QUuid &id, QString highestVersion)
    : d(std::make_unique<Private>(id, std::move(highestVersion)))
{
}

ServerRunspacePool::~ServerRunspacePool() = default;

QUuid ServerRunspacePool::id() const
{
    return d->id;
}

QString ServerRunspacePool::protocolVersion() const
{
    return d->agreed;
}

int ServerRunspacePool::minRunspaces() const
{
    return d->minRunspaces;
}

int ServerRunspacePool::maxRunspaces() const
{
    return d->maxRunspaces;
}

void ServerRunspacePool::setRunspaces(int minimum, int maximum)
{
    d->minRunspaces = minimum;
    d->maxRunspaces = maximum;
}

ClientOpened ServerRunspacePool::receiveCreation(QByteArrayView fragments)
{
    const QList<Message> messages = Private::twoMessages(fragments);
    const Message &first = messages.first();
    const Message &second = messages.last();
    if (first.type != MessageType::SessionCapability || second.type != MessageType::InitRunspacePool)
        throw misplaced(first.type != MessageType::SessionCapability ? first.type : second.type);
    const SessionCapability capability = SessionCapability::fromValue(first.data);
    const auto version = capability.negotiate(d->highest, lowestCreate);
    if (!version) {
        throw base::Error(
            base::ErrorCategory::Protocol, u"ServerNegotiationFailed"_s,
            base::Text(QT_TRANSLATE_NOOP("core", "The client speaks version %1 of the PowerShell remoting protocol, "
                                                 "which this server does not know."),
                       {capability.protocolVersion}),
            base::Text(QT_TRANSLATE_NOOP("core", "Use a client that speaks version 2.2 or 2.3.")));
    }
    ClientOpened opened;
    const RunspaceCounts counts = RunspaceCounts::fromValue(second.data);
    opened.protocolVersion = capability.protocolVersion;
    opened.minRunspaces = counts.minimum;
    opened.maxRunspaces = counts.maximum;
    opened.host = HostInfo::fromValue(second.data.member("HostInfo"));
    // A connecting client must name this id again, so the creator's own bytes count (protocol trap of old clients).
    if (!second.runspacePoolId.isNull())
        d->id = second.runspacePoolId;
    d->minRunspaces = counts.minimum;
    d->maxRunspaces = counts.maximum;
    d->agreed = version->text();
    return opened;
}

QList<QByteArray> ServerRunspacePool::openedMessages(const clixml::Value &privateData)
{
    SessionCapability capability;
    capability.protocolVersion = d->agreed.isEmpty() ? d->highest : d->agreed;
    QList<QByteArray> messages;
    messages.append(d->say(MessageType::SessionCapability, {}, capability.toValue(), true));
    messages.append(privateDataMessage(privateData));
    messages.append(poolState(PoolState::Opened));
    return messages;
}

QByteArray ServerRunspacePool::receiveConnect(QByteArrayView fragments)
{
    QList<Message> messages;
    try {
        messages = Private::twoMessages(fragments);
    } catch (const base::Error &error) {
        throw connectRefused(u"ServerConnectFailedOnInputValidation"_s, error.message);
    }
    const Message &first = messages.first();
    const Message &second = messages.last();
    if (first.type != MessageType::SessionCapability || second.type != MessageType::ConnectRunspacePool) {
        throw connectRefused(
            u"ServerConnectFailedOnInputValidation"_s,
            base::Text(QT_TRANSLATE_NOOP("core", "The client's connect has %1 and %2 instead of SESSION_CAPABILITY and "
                                                 "CONNECT_RUNSPACEPOOL."),
                       {messageTypeName(first.type), messageTypeName(second.type)}));
    }
    if (second.runspacePoolId != d->id) {
        throw connectRefused(
            u"ServerConnectFailedOnInputValidation"_s,
            base::Text(QT_TRANSLATE_NOOP("core", "The client's connect names another runspace pool than this one.")));
    }
    const SessionCapability capability = SessionCapability::fromValue(first.data);
    const auto version = capability.negotiate(d->highest, lowestConnect);
    if (!version) {
        throw connectRefused(
            u"ServerConnectFailedOnNegotiation"_s,
            base::Text(QT_TRANSLATE_NOOP("core", "The client speaks version %1 of the PowerShell remoting protocol, "
                                                 "which cannot connect to a disconnected session."),
                       {capability.protocolVersion}));
    }
    // An Obj claims numbers of runspaces; only two wrong ones are refused (PowerShell).
    if (second.data.isObject()) {
        const auto minimum = second.data.member("MinRunspaces").toInteger();
        const auto maximum = second.data.member("MaxRunspaces").toInteger();
        if (minimum && maximum && *minimum != d->minRunspaces && *maximum != d->maxRunspaces) {
            throw connectRefused(u"ServerConnectFailedOnMismatchedRunspacePoolProperties"_s,
                                 base::Text(QT_TRANSLATE_NOOP(
                                     "core", "The client's connect asks for other numbers of runspaces than this "
                                             "session has.")));
        }
    }
    d->agreed = version->text();
    d->streams.clear();
    d->key.reset();
    SessionCapability ours;
    ours.protocolVersion = d->agreed;
    QByteArray answer = d->say(MessageType::SessionCapability, {}, ours.toValue());
    answer += d->say(MessageType::RunspacePoolInitData, {}, RunspaceCounts{d->minRunspaces, d->maxRunspaces}.toValue());
    return answer;
}

QByteArray ServerRunspacePool::privateDataMessage(const clixml::Value &privateData)
{
    return d->say(MessageType::ApplicationPrivateData, {},
                  clixml::ObjectBuilder().note("ApplicationPrivateData", privateData).build());
}

QList<ServerEvent> ServerRunspacePool::receive(const QUuid &pipelineId, QByteArrayView fragments, InputStream stream)
{
    QList<ServerEvent> events;
    for (const QByteArray &bytes : d->stream(pipelineId, stream).add(fragments)) {
        const Message message = Message::decode(bytes);
        // Answers to a pipeline's host calls also come on the pool's stream (recordings), never the other way round.
        const bool fits = pipelineId.isNull() || message.pipelineId == pipelineId;
        if (message.destination != Destination::Server || message.runspacePoolId != d->id || !fits)
            throw misplaced(message.type);
        events.append(d->take(message));
    }
    return events;
}

void ServerRunspacePool::forget(const QUuid &pipelineId)
{
    d->streams.erase({pipelineId, InputStream::Standard});
    d->streams.erase({pipelineId, InputStream::PromptResponse});
}

QByteArray ServerRunspacePool::poolState(PoolState state, const clixml::Value &errorRecord)
{
    return d->say(MessageType::RunspacePoolState, {},
                  stateMessage("RunspaceState", static_cast<qint32>(state), errorRecord));
}

QByteArray ServerRunspacePool::output(const QUuid &pipelineId, const clixml::Value &value)
{
    return d->say(MessageType::PipelineOutput, pipelineId, value);
}

QByteArray ServerRunspacePool::errorRecord(const QUuid &pipelineId, const clixml::ErrorRecord &record)
{
    return d->say(MessageType::ErrorRecord, pipelineId, record.toValue());
}

QByteArray ServerRunspacePool::informational(const QUuid &pipelineId, MessageType type,
                                             const clixml::InformationalRecord &record)
{
    std::string_view typeName = "System.Management.Automation.WarningRecord";
    if (type == MessageType::VerboseRecord)
        typeName = "System.Management.Automation.VerboseRecord";
    else if (type == MessageType::DebugRecord)
        typeName = "System.Management.Automation.DebugRecord";
    else if (type != MessageType::WarningRecord)
        throw base::Error(base::ErrorCategory::Internal, u"PSRPMessageInvalid"_s,
                          base::Text(QT_TRANSLATE_NOOP("core", "%1 is no warning, verbose or debug message."),
                                     {messageTypeName(type)}));
    return d->say(type, pipelineId, record.toValue(typeName));
}

QByteArray ServerRunspacePool::information(const QUuid &pipelineId, const clixml::InformationRecord &record)
{
    return d->say(MessageType::InformationRecord, pipelineId, record.toValue());
}

QByteArray ServerRunspacePool::progress(const QUuid &pipelineId, const clixml::ProgressRecord &record)
{
    return d->say(MessageType::ProgressRecord, pipelineId, record.toValue());
}

QByteArray ServerRunspacePool::hostCall(const HostCall &call)
{
    const MessageType type =
        call.pipelineId.isNull() ? MessageType::RunspacePoolHostCall : MessageType::PipelineHostCall;
    return d->say(type, call.pipelineId, call.toValue());
}

QByteArray ServerRunspacePool::pipelineState(const QUuid &pipelineId, PipelineState state,
                                             const std::optional<clixml::ErrorRecord> &reason)
{
    if (isFinal(state))
        forget(pipelineId);
    return d->say(
        MessageType::PipelineState, pipelineId,
        stateMessage("PipelineState", static_cast<qint32>(state), reason ? reason->toValue() : clixml::Value()));
}

QByteArray ServerRunspacePool::availability(qint64 callId, const clixml::Value &response)
{
    return d->say(MessageType::RunspaceAvailability, {}, runspaceAvailability(callId, response));
}

QByteArray ServerRunspacePool::publicKeyRequest()
{
    return d->say(MessageType::PublicKeyRequest, {}, clixml::Value::string(u""));
}

QByteArray ServerRunspacePool::userEvent(const clixml::Value &data)
{
    return d->say(MessageType::UserEvent, {}, data);
}

QByteArray ServerRunspacePool::encryptedSessionKey(const PublicKeyReceived &key)
{
    return d->say(MessageType::EncryptedSessionKey, {},
                  base64Message("EncryptedSessionKey", d->key.generateFor(key.blob)), true);
}

bool ServerRunspacePool::hasSessionKey() const
{
    return d->key.isReady();
}

bool ServerRunspacePool::canEncrypt() const
{
    const auto version = ProtocolVersion::parse(d->agreed);
    return d->key.isReady() || (version && *version >= lowestUnasked);
}

clixml::Value ServerRunspacePool::encryptSecret(QByteArrayView utf8)
{
    const auto version = ProtocolVersion::parse(d->agreed);
    if (version && *version >= plainSecretsVersion)
        return plainSecret(utf8);
    if (version && *version >= lowestUnasked)
        d->key.makeKey();
    return d->key.encrypt(utf8);
}

QByteArray ServerRunspacePool::decryptSecret(const clixml::Value &secureString) const
{
    const auto version = ProtocolVersion::parse(d->agreed);
    return version && *version >= plainSecretsVersion ? readPlainSecret(secureString) : d->key.decrypt(secureString);
}

} // namespace rejoin::psrp
