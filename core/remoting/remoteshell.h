#pragma once

#include "core/base/awaitable.h"
#include "core/base/cancel.h"
#include "core/base/task.h"
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
    void abort() { m_abort.cancel(); }
    [[nodiscard]] transport::ConnectionFacts facts() const { return m_transport->facts(); }

    [[nodiscard]] Task<wsman::ShellInfo> create(QByteArray creationXml, QString protocolVersion,
                                                base::CancelToken cancel);
    /// Gives connectResponseXml.
    [[nodiscard]] Task<QByteArray> connect(QByteArray connectXml, QString protocolVersion, base::CancelToken cancel);
    [[nodiscard]] Task<> connectCommand(QUuid commandId, base::CancelToken cancel);
    [[nodiscard]] Task<> disconnect(std::optional<wsman::Milliseconds> idleTimeout, wsman::BufferMode bufferMode,
                                    base::CancelToken cancel);
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
    [[nodiscard]] Task<wsman::ShellInfo> get(base::CancelToken cancel);
    [[nodiscard]] Task<QList<wsman::CommandInfo>> commands(base::CancelToken cancel);

private:
    enum class Revival : quint8 { Allowed, Refused };
    /// What an answer says about the shell's state.
    enum class Hint : quint8 { None, Disconnected, Ask };
    struct Outcome
    {
        Outcome() = default;
        QByteArray body;
        std::optional<base::Error> error;
        Hint hint = Hint::None;
    };

    [[nodiscard]] Task<QByteArray> exchange(wsman::Request request, std::chrono::milliseconds operationTimeout,
                                            Revival revival, base::CancelToken cancel);
    [[nodiscard]] Task<Outcome> attempt(wsman::Request request, std::chrono::milliseconds operationTimeout,
                                        base::CancelToken cancel);
    [[nodiscard]] Task<bool> revive(quint64 seenRevivals, Hint hint, base::CancelToken cancel);
    [[nodiscard]] Task<> sendPieces(QUuid commandId, QString stream, QByteArray data, base::CancelToken cancel);
    [[nodiscard]] Task<bool> reconnectAll(Hint hint, base::CancelToken cancel);
    [[nodiscard]] wsman::RequestContext contextWith(std::chrono::milliseconds operationTimeout) const;

    std::shared_ptr<transport::Transport> m_transport;
    wsman::RequestContext m_context;
    QUuid m_shellId;
    QString m_name;
    std::optional<std::chrono::milliseconds> m_idleTimeout;
    wsman::BufferMode m_bufferMode;
    bool m_noProfile;
    bool m_utf16;
    bool m_offerCompression;
    StreamCompression m_compression;
    std::chrono::milliseconds m_openTimeout;
    std::chrono::milliseconds m_cancelTimeout;

    base::CancelSource m_abort;
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
