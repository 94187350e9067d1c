#pragma once

#include "core/base/error.h"
#include "core/wsman/quota.h"

namespace rejoin::sessions {

/// A quota is full, and removing shells of that computer makes room.
[[nodiscard]] inline bool isQuotaOfShells(const base::Error &error)
{
    const auto quota = wsman::quotaOf(error.code);
    return quota && quota->filledByShells;
}

} // namespace rejoin::sessions
