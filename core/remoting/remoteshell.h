#pragma once

#include "core/base/awaitable.h"
#include "core/base/cancel.h"
#include "core/base/task.h"
#include "core/remoting/linekeeper.h"
#include "core/remoting/losswatch.h"
#include "core/remoting/streamcompression.h"
#include "core/transport/transport.h"
#include "core/wsman/requests.h"
#include "core/wsman/types.h"

#include <QSet>

#include <memory>

namespace rejoin::remoting {

struct ShellParameters;

/// The WS-Management operations of one shell over a transport: each posts one envelope and reads its answer.
///
/// Every task throws base::Error; a fault as wsman::faultError() makes it. A shell that turned Disconnected by itself
/// while we were attached (it does without requests) is reconnected with the same SessionId and the request is sent
/// again, once.
///
/// A lost connection is waited for (LineKeeper). What then becomes of a request whose answer was lost:
/// - the server keeps answers (it echoes OperationID): it is asked for the same answer, nothing is done twice;
/// - else what can do no harm is sent again, and for what changes something the server's state is asked first;
/// - else, input that cannot be asked for ends as InputInDoubt, and output that may be missing is told by takeLoss().
///
/// Where the shell's streams are compressed, data are compressed on their way out and unpacked on their way in: callers
/// give and get PSRP fragments.
class RemoteShell : public std::enable_shared_from_this<RemoteShell>
{
public:
    RemoteShell(std::shared_ptr<transport::Transport> transport, const ShellParameters &parameters);

    [[nodiscard]] const wsman::RequestContext &context() const { return m_context; }
    /// For servers up to protocol 2.1 (protocol limits of WinRM 2: 150 KB).
    void setMaxEnvelopeSize(quint32 bytes) { m_context.maxEnvelopeSize = bytes; }
    /// Blob bytes of a fragment whose envelope the server takes.
    [[nodiscard]] qsizetype maximumBlob() const;
    /// True while this client is attached to the shell: only then is it reconnected silently.
    void setAttached(bool attached) { m_attached = attached; }
    /// Ends all that runs as Cancelled.
    void abort();
    [[nodiscard]] transport::ConnectionFacts facts() const { return m_transport->facts(); }

    void setLineCallbacks(LineKeeper::Callbacks callbacks);
    /// Until a lost connection is given up; none while there is none.
    [[nodiscard]] std::optional<std::chrono::milliseconds> retryTimeLeft() const;
    /// The machine slept or the network changed: running requests are taken for lost and sent again over new
    /// connections, a pause between two attempts ends.
    void renewConnections();
    /// The server keeps answers; none: not known yet.
    [[nodiscard]] std::optional<bool> isRobust() const { return m_robust; }
    /// What the last receive() of this command (null: the pool) found missing before what it gave.
    [[nodiscard]] LossWatch::Loss takeLoss(const QUuid &commandId);
    /// An answer of this command may have been lost, and nothing came since.
    [[nodiscard]] bool isDoubtful(const QUuid &commandId) const { return m_losses.isDoubtful(commandId); }

    [[nodiscard]] Task<wsman::ShellInfo> create(QByteArray creationXml, QString protocolVersion,
                                                base::CancelToken cancel);
    /// Gives connectResponseXml.
    [[nodiscard]] Task<QByteArray> connect(QByteArray connectXml, QString protocolVersion, base::CancelToken cancel);
    [[nodiscard]] Task<> connectCommand(QUuid commandId, base::CancelToken cancel);
    [[nodiscard]] Task<> disconnect(std::optional<wsman::Milliseconds> idleTimeout, wsman::BufferMode bufferMode,
                                    base::CancelToken cancel);
    /// One attempt, for when the connection was given up.
    [[nodiscard]] Task<> disconnectOnce(base::CancelToken cancel);
    /// Of the shell (null id) or of a command.
    [[nodiscard]] Task<> reconnect(QUuid commandId, base::CancelToken cancel);
    [[nodiscard]] Task<> command(QUuid commandId, QString commandLine, QByteArray arguments, base::CancelToken cancel);
    /// data: whole PSRP fragments, cut into as many Sends as the envelope size wants. Sends of one stream go one after
    /// the other in the order of the calls: the server puts messages together in the order they come.
    [[nodiscard]] Task<> send(QUuid commandId, QString stream, QByteArray data, base::CancelToken cancel);
    /// No data within OperationTimeout is an empty result.
    [[nodiscard]] Task<wsman::ReceiveResult> receive(QUuid commandId, base::CancelToken cancel);
    /// code: one of wsman::signalcode.
    [[nodiscard]] Task<> signal(QUuid commandId, std::string_view code, base::CancelToken cancel);
    /// Delete.
    [[nodiscard]] Task<> remove(base::CancelToken cancel);
    /// atOnce: a computer that is not there is an error, not waited for.
    [[nodiscard]] Task<wsman::ShellInfo> get(base::CancelToken cancel, bool atOnce = false);
    [[nodiscard]] Task<QList<wsman::CommandInfo>> commands(base::CancelToken cancel);

private:
    enum class Revival : quint8 { Allowed, Refused };
    /// What an answer says about the shell's state.
    enum class Hint : quint8 { None, Disconnected, Ask };
    /// What may follow when an answer was lost at a server that keeps none.
    enum class Again : quint8 {
        Harmless, ///< the request once more
        Ask,      ///< the caller asks for the server's state
        Never,    ///< nothing: InputInDoubt
    };
    struct Rules
    {
        Rules(Again whenLost, Revival whenDisconnected) : again(whenLost), revival(whenDisconnected) {}
        Again again;
        Revival revival;
        bool robust = true;  ///< with an OperationID
        bool atOnce = false; ///< fails at once when nothing could be sent
        bool once = false;   ///< no second attempt at all
        std::optional<std::chrono::milliseconds> patience;
        std::optional<std::chrono::milliseconds> timeout; ///< OperationTimeout; none: the session's
        std::optional<QUuid> receives;                    ///< the stream whose output is lost with the answer
    };
    /// Makes the message anew: a second one must have ids of its own.
    using Maker = std::function<wsman::Request(const wsman::RequestContext &)>;
    struct Outcome
    {
        Outcome() = default;
        wsman::Request request; ///< the one that was answered
        QList<QByteArray> answers;
        std::optional<base::Error> error;
        Hint hint = Hint::None;
        bool answered = false; ///< an HTTP answer came, whatever it says
        bool inDoubt = false;  ///< Again::Ask: it may have been carried out
        bool repeated = false; ///< it was sent more than once
        [[nodiscard]] QByteArray body() const { return answers.value(0); }
    };

    [[nodiscard]] const std::shared_ptr<LineKeeper> &line();
    [[nodiscard]] wsman::RequestContext contextFor(const Rules &rules) const;
    /// Throws when there is no good answer; gives inDoubt only for Again::Ask.
    [[nodiscard]] Task<Outcome> converse(Maker make, Rules rules, base::CancelToken cancel);
    [[nodiscard]] Task<Outcome> attempt(wsman::Request request, std::chrono::milliseconds operationTimeout,
                                        bool waitsForData, base::CancelToken cancel);
    void learn(const wsman::Request &request, const QByteArray &answer);
    /// As get(); nullopt when there is no such shell.
    [[nodiscard]] Task<std::optional<wsman::ShellInfo>> find(base::CancelToken cancel);
    [[nodiscard]] Task<> probe(base::CancelToken cancel);
    [[nodiscard]] Task<bool> revive(quint64 seenRevivals, Hint hint, base::CancelToken cancel);
    [[nodiscard]] Task<> sendPieces(QUuid commandId, QString stream, QByteArray data, base::CancelToken cancel);
    [[nodiscard]] Task<bool> reconnectAll(Hint hint, base::CancelToken cancel);

    std::shared_ptr<transport::Transport> m_transport;
    wsman::RequestContext m_context;
    QUuid m_shellId;
    QString m_name;
    QString m_computerName;
    std::optional<std::chrono::milliseconds> m_idleTimeout;
    wsman::BufferMode m_bufferMode;
    bool m_noProfile;
    bool m_utf16;
    bool m_offerCompression;
    StreamCompression m_compression;
    std::chrono::milliseconds m_openTimeout;
    std::chrono::milliseconds m_cancelTimeout;

    RetryPolicy m_retry;
    std::shared_ptr<base::Clock> m_clock;
    std::shared_ptr<LineKeeper> m_line;
    LineKeeper::Callbacks m_lineCallbacks;
    std::optional<bool> m_robust;
    bool m_signsOfLife = false; ///< the server sends KeepAlive messages
    LossWatch m_losses;
    QHash<QUuid, LossWatch::Loss> m_lost;

    base::CancelSource m_abort;
    base::CancelSource m_renew;
    bool m_attached = false;
    bool m_reviving = false;
    quint64 m_revivals = 0;
    QList<base::Awaitable<bool>::Handle> m_revivalWaiters;
    struct SendQueue
    {
        bool busy = false;
        QList<base::Awaitable<bool>::Handle> waiting;
    };
    QHash<QString, SendQueue> m_sending; ///< by stream
    QSet<QUuid> m_commands;              ///< begun or attached to, not signalled away
};

} // namespace rejoin::remoting
