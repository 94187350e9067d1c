#pragma once

#include "core/base/cancel.h"
#include "core/base/task.h"

#include <chrono>

namespace rejoin::base {

/// Resumes after the time on the event loop. Throws Error (Cancelled) as soon as the token is cancelled.
Task<> sleepFor(std::chrono::milliseconds time, CancelToken cancel = {});

} // namespace rejoin::base
