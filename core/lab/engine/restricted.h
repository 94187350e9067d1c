#pragma once

#include "core/lab/engine/cmdlet.h"

namespace rejoin::lab::engine {

/// The commands that every JEA endpoint shows, by name or alias (Clear-Host/cls, Exit-PSSession/exsn, Get-Command/gcm,
/// Get-FormatData, Get-Help, Measure-Object/measure, Out-Default, Select-Object/select), with the few parameters that
/// PowerShell's proxy functions leave them. Null for any other name.
[[nodiscard]] const CmdletSpec *findRestrictedCmdlet(const QString &name);
/// Their full names.
[[nodiscard]] QStringList restrictedCmdletNames();

} // namespace rejoin::lab::engine
