// Fragments, messages and both halves of a session: whatever comes, only base::Error may leave.
#include "core/base/error.h"
#include "core/psrp/runspacepool.h"
#include "core/psrp/server.h"

#include <array>

using namespace rejoin;
using namespace rejoin::psrp;
using clixml::Value;

namespace {

const QUuid poolId(QStringLiteral("{00112233-4455-6677-8899-aabbccddeeff}"));
const QUuid pipelineId(QStringLiteral("{01020304-0506-0708-090a-0b0c0d0e0f10}"));

constexpr MessageType types[] = {
    MessageType::SessionCapability,      MessageType::CloseSession,
    MessageType::InitRunspacePool,       MessageType::PublicKey,
    MessageType::EncryptedSessionKey,    MessageType::PublicKeyRequest,
    MessageType::ConnectRunspacePool,    MessageType::SetMaxRunspaces,
    MessageType::SetMinRunspaces,        MessageType::RunspaceAvailability,
    MessageType::RunspacePoolState,      MessageType::CreatePipeline,
    MessageType::GetAvailableRunspaces,  MessageType::UserEvent,
    MessageType::ApplicationPrivateData, MessageType::GetCommandMetadata,
    MessageType::RunspacePoolInitData,   MessageType::ResetRunspaceState,
    MessageType::RunspacePoolHostCall,   MessageType::RunspacePoolHostResponse,
    MessageType::PipelineInput,          MessageType::EndOfPipelineInput,
    MessageType::PipelineOutput,         MessageType::ErrorRecord,
    MessageType::PipelineState,          MessageType::DebugRecord,
    MessageType::VerboseRecord,          MessageType::WarningRecord,
    MessageType::ProgressRecord,         MessageType::InformationRecord,
    MessageType::StopPowerShell,         MessageType::PipelineHostCall,
    MessageType::PipelineHostResponse,
};

CreatePipeline request()
{
    CreatePipeline pipeline;
    PipelineCommand first;
    first.text = QStringLiteral("Get-Job");
    first.isScript = false;
    first.endOfStatement = true;
    first.parameters = {{QStringLiteral("Id"), Value::int32(1)}, {QString(), Value::string(u"x")}};
    PipelineCommand second;
    second.text = QStringLiteral("1..3 | ForEach-Object { $_ }");
    pipeline.commands = {first, second};
    return pipeline;
}

/// Good messages of both sides, to be bent; made once.
struct Seeds
{
    QList<QByteArray> toClient;
    QList<QByteArray> toServer;
    QByteArray creation;
    QByteArray connect;
    QByteArray connectAnswer;

    Seeds()
    {
        RunspacePool client(poolId);
        ServerRunspacePool server(poolId);
        creation = client.open();
        server.receiveCreation(creation);
        toClient = server.openedMessages(clixml::ObjectBuilder().container(clixml::Container::Dictionary).build());
        for (const QByteArray &message : toClient)
            (void)client.receive(message);
        Pipeline pipeline(client, pipelineId);
        CreatePipeline wanted = request();
        wanted.noInput = false;
        toServer.append(pipeline.start(wanted).join());
        toServer.append(pipeline.input(Value::int32(5)));
        toServer.append(pipeline.endOfInput());
        toServer.append(client.setMaxRunspaces(3, 1));
        toServer.append(client.getAvailableRunspaces(2));
        HostCall call;
        call.callId = 7;
        call.method = HostMethod::PromptForChoice;
        call.parameters = {Value::string(u"c"), wrapHostObject("System.Int32", Value::int32(1)),
                           wrapHostArray(std::array{Value::int32(1), Value()})};
        toClient.append(server.hostCall(call));
        toServer.append(client.hostResponse(HostResponse::refusal(call, QStringLiteral("no"))));
        call.pipelineId = pipelineId;
        toClient.append(server.hostCall(call));
        toServer.append(client.hostResponse(HostResponse::refusal(call, QStringLiteral("no"))));
        toClient.append(server.output(pipelineId, Value::string(u"text")));
        clixml::ErrorRecord wrong;
        wrong.message = QStringLiteral("wrong");
        toClient.append(server.errorRecord(pipelineId, wrong));
        toClient.append(server.informational(pipelineId, MessageType::WarningRecord, {}));
        toClient.append(server.information(pipelineId, {}));
        toClient.append(server.progress(pipelineId, {}));
        toClient.append(server.availability(1, Value::boolean(true)));
        toClient.append(server.publicKeyRequest());
        toClient.append(server.pipelineState(pipelineId, PipelineState::Failed, wrong));
        RunspacePool other(poolId);
        connect = other.connect();
        connectAnswer = server.receiveConnect(connect);
    }
};

/// Takes the input apart; gives zeros at its end.
class Input
{
public:
    Input(const quint8 *data, std::size_t size) : m_rest(reinterpret_cast<const char *>(data), qsizetype(size)) {}
    [[nodiscard]] bool isEmpty() const { return m_rest.isEmpty(); }
    quint8 byte()
    {
        if (m_rest.isEmpty())
            return 0;
        const auto value = static_cast<quint8>(m_rest.front());
        m_rest = m_rest.sliced(1);
        return value;
    }
    int number() { return byte() * 256 + byte(); }
    QByteArray bytes()
    {
        const qsizetype length = qMin<qsizetype>(number(), m_rest.size());
        const QByteArray taken = m_rest.first(length).toByteArray();
        m_rest = m_rest.sliced(length);
        return taken;
    }
    /// The bytes with a few of them changed.
    QByteArray bent(QByteArray good)
    {
        for (int changes = byte() % 8; changes > 0 && !good.isEmpty(); --changes) {
            const int at = number() % int(good.size());
            switch (byte() % 3) {
            case 0:
                good[at] = static_cast<char>(byte());
                break;
            case 1:
                good.insert(at, bytes());
                break;
            default:
                good.remove(at, 1 + byte() % 32);
            }
        }
        return good;
    }
    /// A right header around whatever data.
    QByteArray message(Destination to)
    {
        const MessageType type = types[byte() % std::size(types)];
        const quint8 flags = byte();
        QByteArray whole =
            Message(to, type, (flags & 1) != 0 ? QUuid() : poolId, (flags & 2) != 0 ? pipelineId : QUuid(), {})
                .encode() +
            bytes();
        return Fragmenter().fragment(whole, 1 + number()).join();
    }

private:
    QByteArrayView m_rest;
};

struct Session
{
    RunspacePool client{poolId};
    ServerRunspacePool server{poolId};
    std::unique_ptr<Pipeline> pipeline;

    /// What events carry is used once, as a caller would.
    void use(const QList<PoolEvent> &events)
    {
        for (const PoolEvent &event : events) {
            if (const auto *call = std::get_if<HostCallReceived>(&event))
                (void)client.hostResponse(HostResponse::refusal(call->call, call->call.methodName));
        }
    }
    void use(const QList<PipelineEvent> &events)
    {
        for (const PipelineEvent &event : events) {
            if (const auto *call = std::get_if<HostCallReceived>(&event))
                (void)server.hostCall(call->call);
            else if (const auto *output = std::get_if<OutputReceived>(&event))
                (void)client.decryptSecret(output->value);
        }
    }
    void use(const QList<ServerEvent> &events)
    {
        for (const ServerEvent &event : events) {
            if (const auto *wanted = std::get_if<PipelineRequested>(&event)) {
                (void)wanted->request.commandLine();
                (void)CreatePipeline::fromValue(wanted->request.toValue());
            } else if (const auto *key = std::get_if<PublicKeyReceived>(&event)) {
                (void)server.encryptedSessionKey(*key);
            } else if (const auto *answer = std::get_if<HostAnswered>(&event)) {
                (void)answer->response.toValue();
            }
        }
    }

    void step(Input &input, const Seeds &seeds)
    {
        const quint8 what = input.byte();
        const QUuid stream = (what & 0x80) != 0 ? pipelineId : QUuid();
        switch (what % 20) {
        case 0:
            return use(client.receive(input.bytes()));
        case 1:
            return use(client.receive(input.message(Destination::Client)));
        case 2:
            return use(client.receive(input.bent(seeds.toClient[input.byte() % seeds.toClient.size()])));
        case 3:
            return use(pipeline ? pipeline->receive(input.bytes()) : QList<PipelineEvent>());
        case 4:
            return use(pipeline ? pipeline->receive(input.message(Destination::Client)) : QList<PipelineEvent>());
        case 5:
            return use(pipeline ? pipeline->receive(input.bent(seeds.toClient[input.byte() % seeds.toClient.size()]))
                                : QList<PipelineEvent>());
        case 6:
            return use(server.receive(stream, input.bytes()));
        case 7:
            return use(server.receive(stream, input.message(Destination::Server), InputStream::PromptResponse));
        case 8:
            return use(server.receive(stream, input.bent(seeds.toServer[input.byte() % seeds.toServer.size()])));
        case 9:
            server.receiveCreation(input.bent(seeds.creation));
            return;
        case 10:
            (void)server.receiveConnect(input.bent(seeds.connect));
            return;
        case 11:
            return use(client.receiveConnectResponse(input.bent(seeds.connectAnswer)));
        case 12:
            (void)client.open();
            return;
        case 13:
            (void)client.connect();
            return;
        case 14:
            return client.disconnected();
        case 15:
            return client.reconnected();
        case 16:
            pipeline = std::make_unique<Pipeline>(client, pipelineId);
            (void)pipeline->start(request());
            return;
        case 17:
            pipeline = std::make_unique<Pipeline>(client, pipelineId, Pipeline::Attached());
            return;
        case 18:
            if (pipeline)
                pipeline->stopping();
            return;
        default:
            if ((what & 0x40) != 0)
                client.closed();
            else if (pipeline)
                pipeline->reconnected();
        }
    }
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const quint8 *data, std::size_t size)
{
    static const Seeds seeds;
    Input input(data, size);
    Session session;
    // Most inputs are about an open session.
    if ((input.byte() & 3) != 0) {
        // By the shortest way, so that many inputs are tried.
        (void)session.client.connect();
        (void)session.client.receiveConnectResponse(seeds.connectAnswer);
        session.pipeline = std::make_unique<Pipeline>(session.client, pipelineId, Pipeline::Attached());
    }
    for (int steps = 0; steps < 64 && !input.isEmpty(); ++steps) {
        try {
            session.step(input, seeds);
        } catch (const base::Error &) {
            // What a session says to wrong bytes and wrong states.
        }
    }
    return 0;
}
