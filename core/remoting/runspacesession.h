#pragma once

#include "core/base/awaitable.h"
#include "core/base/cancel.h"
#include "core/base/error.h"
#include "core/base/secretstring.h"
#include "core/base/task.h"
#include "core/psrp/runspacepool.h"
#include "core/remoting/linenotice.h"
#include "core/remoting/receiveloop.h"
#include "core/remoting/remotepipeline.h"
#include "core/transport/transport.h"
#include "core/wsman/types.h"

#include <QObject>

#include <memory>

namespace rejoin::output {
class SavedOutputStore;
} // namespace rejoin::output

namespace rejoin::remoting {

/// What identifies one remote shell and how its operations are sent.
struct ShellParameters
{
    ShellParameters() = default;
    QUuid shellId;   ///< RPID and ShellId
    QUuid sessionId; ///< p:SessionId: decides whether Reconnect is allowed
    QString name;
    QString resourceUri;                         ///< http://schemas.microsoft.com/powershell/<ConfigurationName>
    QString computerName;                        ///< for messages
    QString culture = QStringLiteral("en-US");   ///< DataLocale
    QString uiCulture = QStringLiteral("en-US"); ///< Locale
    std::optional<std::chrono::milliseconds> idleTimeout; ///< on Create; none: the server's default
    wsman::BufferMode bufferMode = wsman::BufferMode::None;
    bool noMachineProfile = false;
    bool offerCompression = true; ///< on Create; the server decides
    /// "XpressCompression" or "NoCompression", as the shell that is connected to was listed. Empty: not known.
    QString compressionMode;
    std::chrono::milliseconds operationTimeout{180000};
    std::chrono::milliseconds openTimeout{180000};
    std::chrono::milliseconds cancelTimeout{60000};
    quint32 maxEnvelopeSize = 512000; ///< bytes
    bool utf16 = false;               ///< the transport sends UTF-16: envelopes are twice as large
    RetryPolicy retry;                ///< of a lost connection
    std::shared_ptr<base::Clock> clock = std::make_shared<base::SystemClock>(); ///< for the retries
    psrp::PoolOptions pool;
    std::shared_ptr<output::SavedOutputStore> savedOutput; ///< of what comes; null: nothing is saved
};

/// PowerShell's RunspaceState, as far as a remote session can be in it.
enum class SessionState : quint8 {
    BeforeOpen,
    Opening,
    Opened,
    Disconnecting,
    Disconnected,
    Connecting,
    Closing,
    Closed,
    Broken,
};

/// IdleTimeOut and BufferMode to leave behind; both optional.
struct DisconnectOptions
{
    DisconnectOptions() = default;
    std::optional<std::chrono::milliseconds> idleTimeout;
    wsman::BufferMode bufferMode = wsman::BufferMode::None;
};

/// A RunspacePool driven over WS-Man: one remote shell as this process sees it.
///
/// Keeps one Receive for the pool outstanding while Opened (a shell without requests turns Disconnected by itself)
/// and one for each pipeline. Every task throws base::Error. A lost connection is waited for up to the retry policy's
/// bound, then everything goes on where it was (RemoteShell says how); after the bound the session becomes
/// Disconnected: it goes on at the server, and reconnect() takes up its pipelines again. `noticed` tells of all that.
/// Broken is only what is known to be gone; `broken` says why. Held by shared_ptr; destroying it aborts what runs and
/// leaves the remote shell as it is.
class RunspaceSession : public QObject, public std::enable_shared_from_this<RunspaceSession>
{
    Q_OBJECT

public:
    [[nodiscard]] static std::shared_ptr<RunspaceSession> make(std::shared_ptr<transport::Transport> transport,
                                                               ShellParameters parameters);
    ~RunspaceSession() override;

    /// Create, then PSRP's opening. BeforeOpen → Opened.
    [[nodiscard]] Task<> create(base::CancelToken cancel = {});
    /// A new client's Connect (MS-PSRP 3.1.4.10.3). BeforeOpen or Disconnected → Opened.
    [[nodiscard]] Task<> connect(base::CancelToken cancel = {});
    /// Connect of a shell that the server still takes for attached to this SessionId, because the process that used it
    /// was killed: Disconnect first, then as connect(). BeforeOpen, Disconnected or Broken → Opened.
    [[nodiscard]] Task<> reclaim(base::CancelToken cancel = {});
    /// The same client's Reconnect, shell and its pipelines. Disconnected → Opened. Where the server still takes us for
    /// attached (isCutOff()) it is told to disconnect first.
    [[nodiscard]] Task<> reconnect(base::CancelToken cancel = {});
    /// How renew() becomes the client that may disconnect the shell.
    enum class Renewal : quint8 {
        Connect,   ///< as a new client
        Reconnect, ///< it was disconnected with this SessionId
        Attached,  ///< the server takes it for attached to this SessionId already
    };
    /// Renews the idle time of a disconnected shell without looking into it: Connect or Reconnect, then at once
    /// Disconnect. Nothing is received and no command is attached to. BeforeOpen, Disconnected or Broken →
    /// Disconnected; Broken when it was attached to and could not be disconnected again. From the moment that it is
    /// attached to, cancel no longer counts.
    [[nodiscard]] Task<> renew(Renewal how, DisconnectOptions options, base::CancelToken cancel = {});
    /// Opened → Disconnected. Its running pipelines go on remotely and become Disconnected here.
    [[nodiscard]] Task<> disconnect(DisconnectOptions options, base::CancelToken cancel = {});
    /// Delete: the remote shell and all in it end. Any state → Closed. A shell that is gone already is no error.
    [[nodiscard]] Task<> close(base::CancelToken cancel = {});
    /// Stops talking without a word to the server.
    void abandon();

    /// Commands of the shell as the server lists them.
    [[nodiscard]] Task<QList<wsman::CommandInfo>> commands(base::CancelToken cancel = {});
    /// The shell as the server describes it now (also updates shell()).
    [[nodiscard]] Task<wsman::ShellInfo> refreshShell(base::CancelToken cancel = {});

    /// Starts a pipeline. Connect to its signals, then call begin(). commandId: null for any.
    [[nodiscard]] Task<std::shared_ptr<RemotePipeline>> start(psrp::CreatePipeline request,
                                                              base::CancelToken cancel = {}, QUuid commandId = {});
    /// Attaches to a command that runs (or ended unreceived). Buffered output comes first, after begin().
    [[nodiscard]] Task<std::shared_ptr<RemotePipeline>> attach(QUuid commandId, base::CancelToken cancel = {});

    /// The machine slept or the network changed: what runs is sent again over new connections, at once.
    void renewConnections();
    /// How long a lost connection is still waited for; none while there is none.
    [[nodiscard]] std::optional<std::chrono::milliseconds> retryTimeLeft() const;
    /// Disconnected here because the connection was given up; the server may think us attached.
    [[nodiscard]] bool isCutOff() const;
    /// Signal Terminate for a command that nobody here is attached to. One that is gone already is no error.
    [[nodiscard]] Task<> forgetCommand(QUuid commandId, base::CancelToken cancel = {});

    [[nodiscard]] SessionState state() const;
    [[nodiscard]] const ShellParameters &parameters() const;
    /// Latest description by the server; fields may be empty before Create's answer or refreshShell().
    [[nodiscard]] wsman::ShellInfo shell() const;
    /// APPLICATION_PRIVATE_DATA; Nil until it came.
    [[nodiscard]] clixml::Value privateData() const;
    [[nodiscard]] QString serverProtocolVersion() const;
    [[nodiscard]] transport::ConnectionFacts facts() const;
    /// True for a command that start() began, from before it is sent: to be told from those that were found running.
    [[nodiscard]] bool isOwn(const QUuid &commandId) const;
    /// Pipelines of this process that have not ended.
    [[nodiscard]] QList<std::shared_ptr<RemotePipeline>> pipelines() const;

    /// Exchanges the session key when secrets need one and there is none yet (MS-PSRP 3.1.4.8).
    [[nodiscard]] Task<> exchangeKey(base::CancelToken cancel = {});
    /// The text of a SecureString that the session sent, at whatever time: the key is exchanged first where needed. One
    /// from before a new client's Connect cannot be read any more: its key went with that connection.
    [[nodiscard]] Task<base::SecretString> revealSecret(clixml::Value secureString, base::CancelToken cancel = {});
    /// The same, and its opposite, once exchangeKey() is done. Throw Error (InvalidState) without a key.
    [[nodiscard]] base::SecretString openSecret(const clixml::Value &secureString) const;
    [[nodiscard]] clixml::Value sealSecret(const base::SecretString &secret) const;
    /// A SecureString for an answer; exchanges the session key first where needed.
    [[nodiscard]] Task<clixml::Value> encryptSecret(base::SecretString secret, base::CancelToken cancel = {});
    /// Answers a call of the pool's host.
    [[nodiscard]] Task<> respond(psrp::HostResponse response, base::CancelToken cancel = {});

Q_SIGNALS:
    void stateChanged(rejoin::remoting::SessionState state);
    /// The connection is being retried (retryTimeLeft()); ended by `restored`, or by the state leaving Opened.
    void interrupted(const rejoin::base::Error &error);
    void restored();
    /// What PowerShell would warn of: interruptions, attempts, their outcome.
    void noticed(const rejoin::remoting::LineNotice &notice);
    void broken(const rejoin::base::Error &error);
    /// Pool-level host calls, void ones too.
    void hostCalled(const rejoin::psrp::HostCall &call);
    /// Number of pipelines or the private data changed.
    void changed();

private:
    struct Private;
    explicit RunspaceSession(std::unique_ptr<Private> d);

    void setState(SessionState state);
    void require(const QString &action, std::initializer_list<SessionState> states) const;
    void startLoop();
    void stopLoops();
    void received(const wsman::ReceiveResult &result);
    void handle(const psrp::PoolEvent &event);
    void loopFailed(const base::Error &error);
    void followLine();
    void notice(LineNotice::Event event);
    void lineLost(const base::Error &error);
    void outputLost();
    [[nodiscard]] static Task<> leaveLost(std::shared_ptr<RunspaceSession> self, base::Error error);
    void becomeDisconnected();
    /// Tells the server of the disconnection that it has not heard of.
    [[nodiscard]] Task<> endCutOff(base::CancelToken cancel);
    void breakWith(const base::Error &error);
    void capabilityArrived();
    void ended(const std::shared_ptr<RemotePipeline> &pipeline);
    [[nodiscard]] Task<> awaitOpened(base::Awaitable<bool> opened, base::CancelToken cancel);
    [[nodiscard]] Task<> connectShell(base::CancelToken cancel);
    [[nodiscard]] Task<> resumePipelines(base::CancelToken cancel);
    [[nodiscard]] QStringList takeNotes();

    std::unique_ptr<Private> d;
    friend class RemotePipeline;
};

} // namespace rejoin::remoting
