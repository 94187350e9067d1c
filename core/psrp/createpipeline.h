#pragma once

#include "core/psrp/hostcall.h"

#include <QList>

#include <optional>

namespace rejoin::psrp {

/// MS-PSRP 2.2.3.13 Command Parameter; an empty name is positional.
struct CommandParameter
{
    QString name;
    clixml::Value value;
};

/// MS-PSRP 2.2.3.12 Command.
struct PipelineCommand
{
    QString text;
    bool isScript = true;
    std::optional<bool> useLocalScope;
    QList<CommandParameter> parameters;
    /// Ends a statement: the next command starts a new one instead of taking this one's output.
    bool endOfStatement = false;
    /// 2>&1 of everything, as Out-String and Out-Default get it (MergeMyResult Error, MergeToResult Output).
    bool mergeErrorToOutput = false;
};

/// MS-PSRP 2.2.2.10 CREATE_PIPELINE.
struct CreatePipeline
{
    QList<PipelineCommand> commands;
    bool noInput = true;
    bool addToHistory = false;
    bool isNested = false;
    /// Warnings, verbose, debug and error records carry where they came from (RemoteStreamOptions 15, as
    /// [PowerShell] sends it; Invoke-Command sends 0).
    bool addInvocationInfo = true;
    HostInfo hostInfo;

    [[nodiscard]] clixml::Value toValue() const;
    /// Throws Error (Protocol, "PSRPMessageInvalid") when there is no command.
    [[nodiscard]] static CreatePipeline fromValue(const clixml::Value &value);
    /// The text that is enumerated as CommandLine: at most 256 UTF-16 units, as PowerShell cuts it.
    [[nodiscard]] QString commandLine() const;
};

} // namespace rejoin::psrp
