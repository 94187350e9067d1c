#pragma once

#include "core/base/cancel.h"
#include "core/base/clock.h"
#include "core/base/task.h"
#include "core/clixml/records.h"
#include "core/psrp/createpipeline.h"
#include "core/psrp/states.h"

#include <memory>
#include <optional>

namespace rejoin::lab {

/// Where one pipeline's streams go. Held by shared_ptr: the pipeline may outlive its client's connection.
class PipelineSink
{
public:
    virtual ~PipelineSink() = default;
    virtual void output(const clixml::Value &value) = 0;
    virtual void error(const clixml::ErrorRecord &record) = 0;
    virtual void warning(const clixml::InformationalRecord &record) = 0;
    virtual void verbose(const clixml::InformationalRecord &record) = 0;
    virtual void debug(const clixml::InformationalRecord &record) = 0;
    virtual void information(const clixml::InformationRecord &record) = 0;
    virtual void progress(const clixml::ProgressRecord &record) = 0;
    /// Calls the client's host. A void method returns at once; another one resumes with the client's answer, however
    /// long that takes and whichever client gives it. Ends as Cancelled when the pipeline is stopped.
    [[nodiscard]] virtual Task<psrp::HostResponse> hostCall(psrp::HostCall call, base::CancelToken cancel) = 0;
    /// Resumes when there is room in the buffer (BufferMode Block holds a command up). Called by the engine between
    /// objects. Ends as Cancelled when the pipeline is stopped.
    [[nodiscard]] virtual Task<> room(base::CancelToken cancel) = 0;
    /// SecureString values read by Read-Host -AsSecureString.
    [[nodiscard]] virtual std::optional<QByteArray> decryptSecret(const clixml::Value &value) const = 0;
};

/// How a pipeline ended: Completed, Failed (with the terminating error) or Stopped.
struct EngineOutcome
{
    psrp::PipelineState state = psrp::PipelineState::Completed;
    std::optional<clixml::ErrorRecord> reason;
};

/// One runspace: variables and jobs live as long as it. Runs one pipeline at a time (the lab queues).
class Engine
{
public:
    virtual ~Engine() = default;
    /// Never throws; a stop gives Stopped.
    [[nodiscard]] virtual Task<EngineOutcome> run(psrp::CreatePipeline request, QList<clixml::Value> input,
                                                  std::shared_ptr<PipelineSink> sink, base::CancelToken cancel) = 0;
    /// APPLICATION_PRIVATE_DATA: PSVersionTable with PSRemotingProtocolVersion.
    [[nodiscard]] virtual clixml::Value privateData() const = 0;
    /// Ends its jobs: the shell is going.
    virtual void shutdown() = 0;
};

struct EngineSettings
{
    EngineSettings() = default;
    QString computerName = QStringLiteral("localhost");
    QString userName = QStringLiteral("lab");
    QString configurationName = QStringLiteral("Microsoft.PowerShell");
    QUuid runspaceId;
    /// Id of the first job; each takes two, one for its child.
    int jobIdStart = 1;
    /// A no-language endpoint, as JEA makes them: no script text, JEA's eight commands, and `visible`.
    bool noLanguage = false;
    /// Definitions of functions, there from the start. Throws Error (SeedInvalid) from makeBuiltinEngine when it is no
    /// script. In a no-language runspace each can be called.
    QString functions;
    /// Names that can be called besides; the functions' are added.
    QStringList visible;
    /// Its private data have no PSVersionTable, as Exchange's have none.
    bool hidesVersions = false;
    /// For dates; the system's when null.
    std::shared_ptr<base::Clock> clock;
};

/// Takes everything and keeps nothing; refuses prompts. For commands that are run before there is a client.
[[nodiscard]] std::shared_ptr<PipelineSink> makeNullSink();

/// The built-in command engine: job cmdlets, Write-*, host prompts, variables and simple expressions;
/// CommandNotFoundException for everything else.
[[nodiscard]] std::shared_ptr<Engine> makeBuiltinEngine(const EngineSettings &settings);

} // namespace rejoin::lab
