#pragma once

#include "core/cmdlets/object.h"

namespace rejoin::cmdlets {

/// Properties of a PSSession, in PowerShell's order and with its names, then ours (Owner, ClientIP, IdleTimeout …).
[[nodiscard]] QStringList sessionPropertyNames();
/// By name, case-insensitive; durations in seconds; nullopt for a name that a PSSession does not have.
[[nodiscard]] std::optional<Object> sessionProperty(const sessions::Session &session, const QString &name);

} // namespace rejoin::cmdlets
