#pragma once

#include "core/psrp/createpipeline.h"
#include "core/psrp/events.h"
#include "core/psrp/fragment.h"

#include <memory>

// The server's half (MS-PSRP 3.2), for the lab, the tests and anyone's experiments. Sans-IO.
namespace rejoin::psrp {

// --- what a client asked for ---
struct ClientOpened
{
    QString protocolVersion;
    int minRunspaces = 1;
    int maxRunspaces = 1;
    HostInfo host;
};
struct ClientConnected
{
    QString protocolVersion;
};
struct PipelineRequested
{
    QUuid pipelineId;
    CreatePipeline request;
};
struct InputReceived
{
    QUuid pipelineId;
    clixml::Value value;
};
struct InputEnded
{
    QUuid pipelineId;
};
struct HostAnswered
{
    HostResponse response;
};
struct RunspacesRequested
{
    MessageType type; ///< SetMin…, SetMax…, GetAvailable…, ResetRunspaceState
    int count = 0;
    qint64 callId = 0;
};
struct PublicKeyReceived
{
    QByteArray blob; ///< decoded base64
};
using ServerEvent = std::variant<ClientOpened, ClientConnected, PipelineRequested, InputReceived, InputEnded,
                                 HostAnswered, RunspacesRequested, PublicKeyReceived>;

/// Which of a client's two input streams bytes came on; each has messages of its own (MS-WSMV "stdin", "pr").
enum class InputStream : quint8 { Standard, PromptResponse };

/// One shell's protocol state. Every function that answers gives whole fragments for ReceiveResponse; the object
/// ids count on over pool, pipelines and the answer to a Connect.
class ServerRunspacePool
{
public:
    explicit ServerRunspacePool(const QUuid &id, QString highestVersion = QStringLiteral("2.3"));
    ~ServerRunspacePool();
    ServerRunspacePool(const ServerRunspacePool &) = delete;
    ServerRunspacePool &operator=(const ServerRunspacePool &) = delete;

    /// The RPID: the one that the creator sent, which need not be the ShellId (old clients swap bytes).
    [[nodiscard]] QUuid id() const;
    /// What creator or connector and this side agreed on; empty before.
    [[nodiscard]] QString protocolVersion() const;
    [[nodiscard]] int minRunspaces() const;
    [[nodiscard]] int maxRunspaces() const;

    /// creationXml. Throws Error (Protocol) on anything that is not the two messages.
    ClientOpened receiveCreation(QByteArrayView fragments);
    /// The pool stream after Create: SESSION_CAPABILITY (zero RPID, as Windows sends), APPLICATION_PRIVATE_DATA,
    /// RUNSPACEPOOL_STATE Opened.
    [[nodiscard]] QList<QByteArray> openedMessages(const clixml::Value &privateData);
    /// connectXml → connectResponseXml. Begins all input streams anew and drops the session key. Throws Error (id
    /// "ServerConnectFailedOnNegotiation", …) when refused: too old a version, wrong pool id, wrong number of messages.
    [[nodiscard]] QByteArray receiveConnect(QByteArrayView fragments);
    /// What follows on the pool's stream after a Connect.
    [[nodiscard]] QByteArray privateDataMessage(const clixml::Value &privateData);

    /// Pool level (null id) or of a command. Throws Error (Protocol) on messages that have no place there.
    [[nodiscard]] QList<ServerEvent> receive(const QUuid &pipelineId, QByteArrayView fragments,
                                             InputStream stream = InputStream::Standard);
    /// Forgets what a command's streams hold; pipelineState() with a final state does so too.
    void forget(const QUuid &pipelineId);
    /// In force once an availability() with true went out: SET_MIN/MAX_RUNSPACES.
    void setRunspaces(int minimum, int maximum);

    /// PUBLIC_KEY_REQUEST, for clients older than 2.2.
    [[nodiscard]] QByteArray publicKeyRequest();
    /// USER_EVENT, the body as it is.
    [[nodiscard]] QByteArray userEvent(const clixml::Value &data);

    // --- what the engine says; each gives one message as whole fragments ---
    [[nodiscard]] QByteArray poolState(PoolState state, const clixml::Value &errorRecord = {});
    [[nodiscard]] QByteArray output(const QUuid &pipelineId, const clixml::Value &value);
    [[nodiscard]] QByteArray errorRecord(const QUuid &pipelineId, const clixml::ErrorRecord &record);
    /// MessageType Warning, Verbose or Debug.
    [[nodiscard]] QByteArray informational(const QUuid &pipelineId, MessageType type,
                                           const clixml::InformationalRecord &record);
    [[nodiscard]] QByteArray information(const QUuid &pipelineId, const clixml::InformationRecord &record);
    [[nodiscard]] QByteArray progress(const QUuid &pipelineId, const clixml::ProgressRecord &record);
    [[nodiscard]] QByteArray hostCall(const HostCall &call);
    [[nodiscard]] QByteArray pipelineState(const QUuid &pipelineId, PipelineState state,
                                           const std::optional<clixml::ErrorRecord> &reason = {});
    [[nodiscard]] QByteArray availability(qint64 callId, const clixml::Value &response);
    /// Makes a session key, encrypts it for the client's key and remembers it.
    [[nodiscard]] QByteArray encryptedSessionKey(const PublicKeyReceived &key);
    [[nodiscard]] bool hasSessionKey() const;
    /// False while a client of 2.1 or older has not answered PUBLIC_KEY_REQUEST: what holds a secret has to wait.
    [[nodiscard]] bool canEncrypt() const;
    /// From 2.2 on the client is not asked for its key: it asks for ours once it wants to read what it got.
    [[nodiscard]] clixml::Value encryptSecret(QByteArrayView utf8);
    [[nodiscard]] QByteArray decryptSecret(const clixml::Value &secureString) const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace rejoin::psrp
