#pragma once

#include "core/clixml/value.h"

namespace rejoin::cmdlets {

/// How a cmdlet marks what came from a remote computer.
enum class RemoteNotes : quint8 {
    Add,    ///< Receive-PSSession: adds what is not there yet
    Set,    ///< Invoke-Command: the computer that gave it, whoever it had it from
    Hidden, ///< Invoke-Command -HideComputerName: as Set, not shown
};

/// The object with PowerShell's notes PSComputerName, RunspaceId and PSShowComputerName; texts and numbers get them
/// too. $null stays as it is.
[[nodiscard]] clixml::Value withRemoteNotes(const clixml::Value &value, const QString &computer,
                                            const QUuid &runspaceId, RemoteNotes notes);

} // namespace rejoin::cmdlets
