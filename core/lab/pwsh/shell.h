#pragma once

#include "core/lab/pwsh/command.h"
#include "core/lab/pwsh/process.h"
#include "core/lab/shellengine.h"
#include "core/psrp/fragment.h"
#include "core/psrp/runspacepool.h"

#include <QPointer>

namespace rejoin::lab::pwsh {

struct ShellOptions
{
    ShellOptions() = default;
    QString program;           ///< pwsh, with its path
    QString configurationFile; ///< .pssc; empty: none
    int firstJobId = 1;        ///< Id of the first job of a session that is there at the start
};

/// A real PowerShell behind a shell. Everything within the session is its own; a Connect, for which it has no entry
/// over standard input, is answered here.
///
/// A session that is there at the start and has nothing to run gets its process when a client connects.
class Shell final : public ShellEngine, public std::enable_shared_from_this<Shell>
{
public:
    explicit Shell(const ShellOptions &options) : m_options(options) {}
    ~Shell() override;

    void attach(const ShellContext &context) override { m_context = context; }
    [[nodiscard]] Task<> open(QByteArray creationXml) override;
    [[nodiscard]] Task<> wake() override;
    [[nodiscard]] QByteArray connect(const QByteArray &connectXml) override;
    [[nodiscard]] std::shared_ptr<LabCommand> makeCommand(const QUuid &id, const QString &line,
                                                          std::shared_ptr<LabStream> stream) override;
    void begin(const std::shared_ptr<LabCommand> &command, const QByteArray &arguments) override;
    void send(const std::shared_ptr<LabCommand> &command, const wsman::StreamData &data) override;
    void stop(const std::shared_ptr<LabCommand> &command) override;
    void forget(const std::shared_ptr<LabCommand> &command) override;
    void shutdown(const QList<std::shared_ptr<LabCommand>> &commands) override;
    [[nodiscard]] Task<> prepare(QString script) override;
    void beginScript(const std::shared_ptr<LabCommand> &command, const QString &script) override;

private:
    /// What the creator and the engine have agreed on.
    struct Pool
    {
        QUuid id;
        QString version;
        int minRunspaces = 1;
        int maxRunspaces = 1;
    };

    /// Throws pluginException when the two messages are none.
    void start(const QByteArray &creationXml);
    /// With the lab itself as the creator.
    void startAsClient();
    [[nodiscard]] Task<> opened();
    void deliver(const Packet &packet);
    void received(const Packet &packet);
    void takePool(QByteArrayView fragments);
    void ended(const QString &how);
    /// Keeps the engine waiting until a full buffer has room.
    void holdFor(const std::shared_ptr<Command> &command);
    [[nodiscard]] static Task<> waitForRoom(std::shared_ptr<Shell> self, std::shared_ptr<Command> command,
                                            QPointer<Process> process);
    void noteAnswer(QByteArrayView fragments);
    /// Runs it for the lab; true when it completed.
    [[nodiscard]] Task<bool> run(QString script);
    void beginRequest(const std::shared_ptr<Command> &command, const QString &script);
    [[nodiscard]] QByteArray clientMessage(psrp::MessageType type, const QUuid &pipeline, const clixml::Value &data);

    ShellOptions m_options;
    ShellContext m_context;
    QPointer<Process> m_process;
    std::optional<Pool> m_pool;
    /// Commands by id, until the engine's acknowledgement of their end is of no interest any more.
    QHash<QUuid, std::shared_ptr<Command>> m_commands;
    QList<Packet> m_early; ///< for commands of a pool that is still opening
    bool m_isOpen = false;
    bool m_over = false;
    std::optional<base::Error> m_failure;
    std::vector<base::Awaitable<bool>::Handle> m_waiting; ///< for the pool to be open
    MessageGatherer m_poolMessages;
    QByteArray m_privateData;      ///< the message, as the engine sent it
    psrp::Fragmenter m_fragmenter; ///< for the lab's own messages to the engine
    /// Set while the creator is the lab and no other client has come.
    std::unique_ptr<psrp::RunspacePool> m_client;
    QUuid m_scriptCommand; ///< the lab's own, whose prompts are refused
};

} // namespace rejoin::lab::pwsh
