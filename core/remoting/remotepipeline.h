#pragma once

#include "core/base/cancel.h"
#include "core/base/credential.h"
#include "core/base/error.h"
#include "core/base/task.h"
#include "core/psrp/events.h"
#include "core/wsman/types.h"

#include <QObject>

#include <memory>

namespace rejoin::remoting {

class RunspaceSession;

/// One command of a remote session: its streams as signals, its end as a task.
///
/// Events are shown once: what comes both as a record and as a void host call (WriteWarning …) is emitted as the
/// record only; HostCallReceived is emitted for calls that want an answer and for void calls with no twin.
class RemotePipeline : public QObject, public std::enable_shared_from_this<RemotePipeline>
{
    Q_OBJECT

public:
    ~RemotePipeline() override;

    [[nodiscard]] QUuid id() const;
    [[nodiscard]] QString commandLine() const;
    [[nodiscard]] psrp::PipelineState state() const;
    /// Why it Failed or was Stopped, when the server said so.
    [[nodiscard]] std::optional<clixml::ErrorRecord> reason() const;

    /// From begin() on, what comes is saved on this computer before it is emitted, where the session has a store. On
    /// for commands that were attached to; for one that was started here the caller decides: the program's own
    /// requests are nobody's output. label: in place of the command's text ("job 3 (Backup)").
    void saveOutput(const QString &label = {});
    /// The server said Pending: the command waits for an answer or for input.
    [[nodiscard]] bool isPending() const;
    /// A listing of the shell's commands said so.
    void listedAsPending();

    /// Starts the Receive loop; call once, after connecting to the signals.
    void begin();
    /// No further Receive is sent while someone holds: for who cannot take more just now. The server then holds the
    /// command (Block) or drops its oldest output (Drop). Ends when the last token is gone.
    [[nodiscard]] std::shared_ptr<void> hold();
    /// Ends with the final state (Completed, Failed, Stopped), or Disconnected when the session was disconnected.
    /// Throws Error when the connection broke.
    [[nodiscard]] Task<psrp::PipelineState> finished();
    /// Asks the server to stop it (Signal powershell/signal/crtl_c) and waits for the end.
    [[nodiscard]] Task<> stop(base::CancelToken cancel = {});
    /// Signal Terminate at once: whatever it was doing, the server forgets it. Ends as Stopped here; throws
    /// Error and goes on when the server could not be told.
    [[nodiscard]] Task<> discard(base::CancelToken cancel = {});
    /// The server has been told to forget it, or knows it no more: it does not list it.
    [[nodiscard]] bool isForgotten() const;
    /// An object of the pipeline's input, and its end.
    [[nodiscard]] Task<> sendInput(clixml::Value value, base::CancelToken cancel = {});
    [[nodiscard]] Task<> endInput(base::CancelToken cancel = {});
    /// Answers a HostCallReceived. Secrets: pass the result of RunspaceSession's pool encryption through
    /// respondSecret instead.
    [[nodiscard]] Task<> respond(psrp::HostResponse response, base::CancelToken cancel = {});
    /// Answers ReadLineAsSecureString; exchanges the session key first where the version wants one.
    [[nodiscard]] Task<> respondSecret(psrp::HostCall call, base::SecretString secret, base::CancelToken cancel = {});
    /// A SecureString for a part of an answer (a field of Prompt); exchanges the session key first where needed.
    [[nodiscard]] Task<clixml::Value> encryptSecret(base::SecretString secret, base::CancelToken cancel = {});
    /// Answers PromptForCredential likewise.
    [[nodiscard]] Task<> respondCredential(psrp::HostCall call, base::Credential credential,
                                           base::CancelToken cancel = {});

Q_SIGNALS:
    void streamed(const rejoin::psrp::PipelineEvent &event);
    void stateChanged(rejoin::psrp::PipelineState state);
    void pendingChanged(bool isPending);
    void failed(const rejoin::base::Error &error);

private:
    friend class RunspaceSession;
    struct Private;
    explicit RemotePipeline(std::unique_ptr<Private> d);

    // For the session:
    void received(const wsman::ReceiveResult &result);
    /// The events of an answer that are to be shown; those before a broken one are given too, and then the error.
    [[nodiscard]] QList<psrp::PipelineEvent> take(const wsman::ReceiveResult &result,
                                                  std::optional<base::Error> &failure);
    void save(const QList<psrp::PipelineEvent> &events);
    void loopFailed(const base::Error &error);
    [[nodiscard]] static Task<> terminate(std::shared_ptr<RemotePipeline> self);
    void suspend();
    void markDisconnected();
    void resume();
    [[nodiscard]] bool hasListeners() const;
    void endAs(psrp::PipelineState state);
    void endWith(const base::Error &error);
    void conclude();
    [[nodiscard]] std::shared_ptr<RunspaceSession> liveSession() const;

    std::unique_ptr<Private> d;
};

} // namespace rejoin::remoting
