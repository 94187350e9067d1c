#include "core/base/spawn.h"

#include "core/base/logging.h"

namespace rejoin::base {

namespace {

Task<> guarded(Task<> task, std::function<void(const Error &)> onError)
{
    std::exception_ptr failure;
    try {
        co_await task;
    } catch (...) {
        failure = std::current_exception();
    }
    if (!failure)
        co_return;
    const Error error = Error::from(failure);
    if (onError)
        onError(error);
    else if (error.category != ErrorCategory::Cancelled)
        qCWarning(lcSessions) << "a task failed:" << error.english();
}

} // namespace

void spawn(Task<> task, std::function<void(const Error &)> onError)
{
    // Dropping the outer task detaches it; guarded() has caught everything that could be lost.
    [[maybe_unused]] const auto detached = guarded(std::move(task), std::move(onError));
}

} // namespace rejoin::base
