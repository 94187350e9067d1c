#pragma once

#include "core/base/task.h"
#include "core/lab/labcommand.h"

#include <functional>

namespace rejoin::lab {

/// What an engine gets to know of its shell.
struct ShellContext
{
    ShellContext() = default;
    QUuid id;
    QString name;            ///< for messages of the lab
    QString protocolVersion; ///< the highest that it speaks
    qint64 bufferedOutput = 0;
    std::shared_ptr<LabStream> poolStream; ///< what goes to the client without a CommandId
    std::function<void()> ended;           ///< the engine is gone and cannot go on: the shell closes
};

/// What is behind a shell: all of PSRP. The shell keeps WS-Management to itself: who may ask, who is connected, idle
/// time, Receives. Errors are those of labfaults.h. Held by shared_ptr; single-threaded.
class ShellEngine
{
public:
    virtual ~ShellEngine() = default;

    /// Before everything else.
    virtual void attach(const ShellContext &context) = 0;
    /// creationXml of the client that made the shell; what follows goes to the pool's stream.
    [[nodiscard]] virtual Task<> open(QByteArray creationXml) = 0;
    /// Resumes when a client can connect: an engine that waits to be needed starts.
    [[nodiscard]] virtual Task<> wake() = 0;
    /// connectXml of a new client → connectResponseXml. Private data follows on the pool's stream; the input of running
    /// pipelines ends.
    [[nodiscard]] virtual QByteArray connect(const QByteArray &connectXml) = 0;

    [[nodiscard]] virtual std::shared_ptr<LabCommand> makeCommand(const QUuid &id, const QString &line,
                                                                  std::shared_ptr<LabStream> stream) = 0;
    /// The Arguments of Command: the first fragments of CREATE_PIPELINE.
    virtual void begin(const std::shared_ptr<LabCommand> &command, const QByteArray &arguments) = 0;
    /// A Stream of Send; command is null for the pool's.
    virtual void send(const std::shared_ptr<LabCommand> &command, const wsman::StreamData &data) = 0;
    /// Signal powershell/signal/crtl_c: its Stopped state follows.
    virtual void stop(const std::shared_ptr<LabCommand> &command) = 0;
    /// Signal Terminate: stops it and forgets its output.
    virtual void forget(const std::shared_ptr<LabCommand> &command) = 0;
    /// The shell is going, with all that runs in it.
    virtual void shutdown(const QList<std::shared_ptr<LabCommand>> &commands) = 0;

    // --- sessions that are there at the start ---
    /// Opens the pool as a client that is gone since, and runs the script to its end, output thrown away.
    [[nodiscard]] virtual Task<> prepare(QString script) = 0;
    /// Runs it as the command of that client.
    virtual void beginScript(const std::shared_ptr<LabCommand> &command, const QString &script) = 0;
};

} // namespace rejoin::lab
