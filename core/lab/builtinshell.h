#pragma once

#include "core/lab/builtincommand.h"
#include "core/lab/shellengine.h"

namespace rejoin::lab {

/// Our server half of PSRP over a command engine of our own: one runspace, one pipeline after the other.
class BuiltinShell final : public ShellEngine, public std::enable_shared_from_this<BuiltinShell>
{
public:
    explicit BuiltinShell(std::shared_ptr<Engine> engine) : m_engine(std::move(engine)) {}

    void attach(const ShellContext &context) override;
    [[nodiscard]] Task<> open(QByteArray creationXml) override;
    [[nodiscard]] Task<> wake() override { co_return; }
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
    void take(const QList<psrp::ServerEvent> &events, const std::shared_ptr<BuiltinCommand> &command);
    void startNext();
    [[nodiscard]] static Task<> run(std::shared_ptr<BuiltinShell> self, std::shared_ptr<BuiltinCommand> command);

    std::shared_ptr<Engine> m_engine;
    ShellContext m_context;
    std::shared_ptr<LabProtocol> m_protocol;
    psrp::HostInfo m_poolHost; ///< the creator's
    /// All that were not forgotten, and those of them that wait for the runspace.
    QHash<QUuid, std::shared_ptr<BuiltinCommand>> m_commands;
    QList<std::shared_ptr<BuiltinCommand>> m_queue;
    bool m_running = false;
    bool m_closed = false;
};

} // namespace rejoin::lab
