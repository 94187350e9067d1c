#pragma once

#include "core/psrp/createpipeline.h"
#include "core/psrp/events.h"
#include "core/psrp/fragment.h"

#include <memory>

namespace rejoin::psrp {

class SessionKey;

struct PoolOptions
{
    PoolOptions() = default;
    int minRunspaces = 1;
    int maxRunspaces = 1;
    QString protocolVersion = QStringLiteral("2.3"); ///< what we advertise
    HostInfo host;
    qsizetype fragmentSize = defaultFragmentSize;
    std::optional<qint64> maximumReceivedObject;     ///< bytes of one message; none: what we can bear
    std::optional<qint64> maximumReceivedPerCommand; ///< bytes of all that a pipeline gives; none: any number
    /// PSVersionTable and others, sent as ApplicationArguments; Nil for none.
    clixml::Value applicationArguments;
};

/// The client's half of a RunspacePool (MS-PSRP 3.1). Sans-IO: bytes in, events out; the caller carries the
/// payloads in WS-Man messages. Transitions are a table in runspacepool.cpp; a call in a wrong state throws
/// Error (InvalidState) naming action, state and expected states; wrong bytes throw Error (Protocol).
class RunspacePool
{
public:
    /// id is the ShellId (RPID).
    explicit RunspacePool(const QUuid &id, const PoolOptions &options = {});
    ~RunspacePool();
    RunspacePool(const RunspacePool &) = delete;
    RunspacePool &operator=(const RunspacePool &) = delete;

    [[nodiscard]] QUuid id() const;
    [[nodiscard]] PoolState state() const;
    [[nodiscard]] const PoolOptions &options() const;
    void setFragmentSize(qsizetype blobBytes);
    /// Versions of the server; empty before SESSION_CAPABILITY came.
    [[nodiscard]] QString serverProtocolVersion() const;
    /// Application private data; Nil before it came.
    [[nodiscard]] clixml::Value privateData() const;
    [[nodiscard]] int minRunspaces() const;
    [[nodiscard]] int maxRunspaces() const;

    /// creationXml: SESSION_CAPABILITY and INIT_RUNSPACEPOOL (MS-PSRP 3.1.4.1). BeforeOpen → NegotiationSent.
    [[nodiscard]] QByteArray open();
    /// connectXml: SESSION_CAPABILITY and CONNECT_RUNSPACEPOOL, each one fragment (3.1.4.10.3).
    /// BeforeOpen or Disconnected → Connecting. Resets what belonged to the earlier connection.
    [[nodiscard]] QByteArray connect();
    /// connectResponseXml: SESSION_CAPABILITY and RUNSPACEPOOL_INIT_DATA. → Opened.
    [[nodiscard]] QList<PoolEvent> receiveConnectResponse(QByteArrayView fragments);
    /// A Stream without CommandId.
    [[nodiscard]] QList<PoolEvent> receive(QByteArrayView fragments);

    /// Part of the pool's stream was lost: goes on with its next message.
    void skipToNextMessage();

    /// After the server agreed. Opened → Disconnected; pipelines that run become Disconnected.
    void disconnected();
    /// The same client's Reconnect. Disconnected → Opened; nothing is exchanged.
    void reconnected();
    /// → Closed, or Broken.
    void closed();
    void broken();

    /// Fragments for Send on the pool's stream.
    [[nodiscard]] QByteArray setMinRunspaces(int count, qint64 callId);
    [[nodiscard]] QByteArray setMaxRunspaces(int count, qint64 callId);
    [[nodiscard]] QByteArray getAvailableRunspaces(qint64 callId);
    [[nodiscard]] QByteArray resetRunspaceState(qint64 callId);
    /// PUBLIC_KEY; SessionKeyReady follows (MS-PSRP 3.1.4.8). Makes the RSA key when first asked.
    [[nodiscard]] QByteArray publicKey();
    /// For stream "pr", pool or pipeline by response.pipelineId.
    [[nodiscard]] QByteArray hostResponse(const HostResponse &response);

    /// SecureString values by the version in force: needs the session key below 2.4 (see hasSessionKey).
    [[nodiscard]] bool hasSessionKey() const;
    [[nodiscard]] bool needsSessionKey() const;
    [[nodiscard]] clixml::Value encryptSecret(QByteArrayView utf8) const;
    /// UTF-8 of the secret. Throws Error (Protocol) when it cannot be decrypted.
    [[nodiscard]] QByteArray decryptSecret(const clixml::Value &secureString) const;

private:
    friend class Pipeline;
    struct Private;
    std::shared_ptr<Private> d;
};

/// The client's half of one pipeline.
class Pipeline
{
public:
    /// A new one (id is the CommandId): start() gives its fragments. NotStarted.
    Pipeline(RunspacePool &pool, const QUuid &id);
    /// One that runs already, attached to after a connect: Running; a stream that starts mid-message is skipped to
    /// its next message.
    struct Attached
    {
    };
    Pipeline(RunspacePool &pool, const QUuid &id, Attached);
    ~Pipeline();
    Pipeline(const Pipeline &) = delete;
    Pipeline &operator=(const Pipeline &) = delete;

    [[nodiscard]] QUuid id() const;
    [[nodiscard]] PipelineState state() const;

    /// CREATE_PIPELINE as whole fragments: the first goes into Command's Arguments, the rest by Send. → Running.
    [[nodiscard]] QList<QByteArray> start(const CreatePipeline &request);
    [[nodiscard]] QByteArray input(const clixml::Value &value);
    [[nodiscard]] QByteArray endOfInput();
    /// A Stream with this CommandId.
    [[nodiscard]] QList<PipelineEvent> receive(QByteArrayView fragments);
    /// Part of the stream was lost: goes on with its next message.
    void skipToNextMessage();
    void stopping();
    void disconnected();
    void reconnected();
    /// WS-Man said Done without a PIPELINE_STATE, or the shell is gone. Final states stay.
    void ended(PipelineState state);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace rejoin::psrp
