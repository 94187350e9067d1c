#pragma once

#include "core/psrp/createpipeline.h"
#include "core/sessions/endpointlimits.h"

// Running what a user wrote where the endpoint allows no script text: as commands with parameters and constant
// arguments, which is what PowerShell's own client makes of a line in Enter-PSSession.
namespace rejoin::cmdlets {

/// One pipeline (or several statements) of commands with constant arguments: numbers, strings, $true, $false, $null,
/// arrays, hashtables, switches. Throws Error (InvalidArgument, "ScriptsNotAllowed") that names line and column of
/// what would need a script.
[[nodiscard]] QList<psrp::PipelineCommand> plainCommands(const QString &text);

/// The request as this endpoint takes it, by what is known of it: script text as commands, no Out-String where there is
/// none. Throws Error as plainCommands() does.
[[nodiscard]] psrp::CreatePipeline fitted(const psrp::CreatePipeline &request, const sessions::EndpointLimits &limits);

/// True when a pipeline that was sent like this failed for a reason that tells something new about the endpoint, which
/// is then noted: the fitted request is to be sent again. Nothing of a refused pipeline has run: PowerShell looks for
/// all of its commands before it begins.
[[nodiscard]] bool learnsFrom(const clixml::ErrorRecord &reason, const psrp::CreatePipeline &sent,
                              sessions::EndpointLimits *limits);

} // namespace rejoin::cmdlets
