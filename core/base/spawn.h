#pragma once

#include "core/base/error.h"
#include "core/base/task.h"

#include <functional>

namespace rejoin::base {

/// Starts a task that nobody awaits: the one way to leave coroutine land.
///
/// What it throws reaches onError on the thread of the event loop; without onError it is logged. The task runs
/// to its end whatever becomes of the caller, so it must hold what it uses by shared_ptr or QPointer.
void spawn(Task<> task, std::function<void(const Error &)> onError = {});

} // namespace rejoin::base
