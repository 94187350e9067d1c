#pragma once

#include "core/base/clock.h"
#include "core/lab/engine/engine.h"
#include "core/lab/labsettings.h"
#include "core/lab/shellengine.h"
#include "core/wsman/server.h"

#include <QTimer>

namespace rejoin::lab {

struct LabShellOptions
{
    LabShellOptions() = default;
    QUuid id;
    QString name;
    QString resourceUri;
    QString owner; ///< "SERVER01\lab"
    QString clientIp;
    QUuid sessionId; ///< p:SessionId of the client that made it
    QString locale = QStringLiteral("en-US");
    QString dataLocale = QStringLiteral("en-US");
    milliseconds idleTimeout{7200000};
    wsman::BufferMode bufferMode = wsman::BufferMode::Block;
    bool compression = false; ///< XpressCompression
    milliseconds age{0};
    milliseconds inactivity{0};
    LabBehaviour behaviour;
};

/// One shell of a computer: MS-WSMV 3.1.4 (server); its engine has MS-PSRP 3.2. Errors are those of labfaults.h.
///
/// Held by shared_ptr: operations and the engine's pipeline may outlive its removal.
class LabShell : public std::enable_shared_from_this<LabShell>
{
public:
    LabShell(const LabShellOptions &options, std::shared_ptr<ShellEngine> engine);
    /// With our server half of PSRP.
    LabShell(const LabShellOptions &options, std::shared_ptr<Engine> engine);
    ~LabShell();

    /// Called once when the idle time is over or the engine has ended; the shell has closed itself.
    void onExpired(std::function<void()> callback) { m_onExpired = std::move(callback); }

    [[nodiscard]] QUuid id() const { return m_options.id; }
    /// Upper case, as compared.
    [[nodiscard]] QString shellId() const;
    [[nodiscard]] QString owner() const { return m_options.owner; }
    [[nodiscard]] QString resourceUri() const { return m_options.resourceUri; }
    [[nodiscard]] bool isConnected() const { return m_connected; }
    [[nodiscard]] wsman::ShellInfo info() const;
    [[nodiscard]] QList<wsman::CommandInfo> commands() const;
    [[nodiscard]] bool hasCommand(const QUuid &id) const { return m_commands.contains(id); }

    /// creationXml of the client that made it.
    [[nodiscard]] Task<> open(QByteArray creationXml);
    /// Before a connect(): what waits to be needed starts.
    [[nodiscard]] Task<> wake();
    /// Connect of a new client; gives connectResponseXml.
    [[nodiscard]] QByteArray connect(const wsman::ServerRequest &request, const QString &clientIp);
    void connectCommand(const wsman::ServerRequest &request);
    void disconnect(const wsman::ServerRequest &request);
    /// Of the shell, or of a command of it.
    void reconnect(const wsman::ServerRequest &request);
    /// Gives the command's id.
    [[nodiscard]] QUuid command(const wsman::ServerRequest &request);
    void send(const wsman::ServerRequest &request);
    [[nodiscard]] Task<wsman::ReceiveResult> receive(wsman::ServerRequest request, base::CancelToken cancel);
    void signal(const wsman::ServerRequest &request);
    /// Ends everything in it. Receives that wait end with operationAborted.
    void close();
    [[nodiscard]] bool isClosed() const { return m_closed; }

    // --- for sessions that are there at the start ---
    /// Runs to its end, output thrown away.
    [[nodiscard]] Task<> prepare(QString script) { return m_engine->prepare(std::move(script)); }
    /// Left running as a command.
    QUuid leaveRunning(const QString &script);
    /// Disconnected, the idle time counted from inactivity ago.
    void leaveDisconnected();
    /// Connected, by a client that never goes away.
    void holdConnected();

private:
    void checkClient(const wsman::ServerRequest &request);
    void checkIdleTimeout(milliseconds time) const;
    /// The fragments of a stream that a client sent.
    [[nodiscard]] QByteArray unpacked(const QByteArray &stream) const;
    void setBufferMode(wsman::BufferMode mode);
    [[nodiscard]] std::shared_ptr<LabCommand> commandOf(const QUuid &id) const;
    [[nodiscard]] std::shared_ptr<LabCommand> addCommand(const QUuid &id, const QString &line);
    void becomeDisconnected();
    void touch();
    void arm();
    void timePassed();
    [[nodiscard]] milliseconds inactive() const;
    void engineEnded();

    LabShellOptions m_options;
    std::shared_ptr<ShellEngine> m_engine;
    std::shared_ptr<LabStream> m_poolStream;
    QHash<QUuid, std::shared_ptr<LabCommand>> m_commands;
    bool m_connected = true;
    bool m_held = false;
    bool m_compressed; ///< the streams of the client that is attached
    bool m_closed = false;
    int m_operations = 0; ///< Receives that wait: the shell is not idle
    base::SystemClock m_clock;
    milliseconds m_created{0};
    milliseconds m_lastRequest{0};
    QTimer m_timer;
    std::function<void()> m_onExpired;
};

} // namespace rejoin::lab
