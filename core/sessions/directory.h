#pragma once

#include "core/base/cancel.h"
#include "core/base/task.h"
#include "core/sessions/sessionservice.h"

namespace rejoin::sessions {

/// A shell that Get-PSSession shows, and its commands.
struct FoundShell
{
    wsman::ShellInfo shell;
    QList<wsman::CommandInfo> commands;
};

/// What one computer's enumeration gave.
struct Findings
{
    Findings() = default;
    QList<FoundShell> shells;
    QList<HiddenShell> hidden;
    QStringList unmatchedNames;
    QList<QUuid> unmatchedIds;
};

/// Enumerates the shells of a computer and the commands of each that is wanted: Get-PSSession's mapping. Throws Error.
[[nodiscard]] Task<Findings> lookUp(std::shared_ptr<transport::Transport> transport, ConnectionOptions target,
                                    ListFilter filter, base::CancelToken cancel);

/// The shell as the server describes it; nullopt when it is gone. Throws Error.
[[nodiscard]] Task<std::optional<wsman::ShellInfo>> lookUpShell(std::shared_ptr<transport::Transport> transport,
                                                                ConnectionOptions target, QUuid shellId,
                                                                base::CancelToken cancel);

/// Pure: why Get-PSSession leaves a shell out, by its own fields. Empty: it is shown.
[[nodiscard]] base::Text reasonToHide(const wsman::ShellInfo &shell);

} // namespace rejoin::sessions
