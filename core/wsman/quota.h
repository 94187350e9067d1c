#pragma once

#include "core/base/text.h"

#include <optional>

namespace rejoin::wsman {

/// A limit of the WinRM service or of one of its plug-ins (a session configuration).
struct Quota
{
    const char *name = nullptr;     ///< as it is set on the server: "MaxShellsPerUser"
    const char *sentence = nullptr; ///< what is full; no argument
    bool filledByShells = false;    ///< removing shells makes room
};

/// Nothing when the fault code speaks of no quota.
[[nodiscard]] std::optional<Quota> quotaOf(qint64 code);

} // namespace rejoin::wsman
