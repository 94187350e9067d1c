#pragma once

#include "core/base/error.h"
#include "core/base/task.h"

#include <chrono>
#include <optional>

namespace rejoin::test {

namespace detail {
/// Runs the event loop until done() or the deadline; true when done.
bool spinUntil(const std::function<bool()> &done, std::chrono::milliseconds deadline);

template <typename T>
struct Slot
{
    std::optional<T> value;
    std::exception_ptr failure;
};

template <typename T>
Task<> collect(Task<T> task, std::shared_ptr<Slot<T>> slot)
{
    try {
        slot->value.emplace(co_await task);
    } catch (...) {
        slot->failure = std::current_exception();
    }
}

struct VoidSlot
{
    bool done = false;
    std::exception_ptr failure;
};
Task<> collectVoid(Task<> task, std::shared_ptr<VoidSlot> slot);
} // namespace detail

inline constexpr std::chrono::milliseconds defaultDeadline{20000};

/// Waits for a task in a test: its value, or what it threw; Error (TimedOut) after the deadline.
/// QCoro::waitFor would hang for ever on a task that throws.
template <typename T>
T await(Task<T> task, std::chrono::milliseconds deadline = defaultDeadline)
{
    auto slot = std::make_shared<detail::Slot<T>>();
    [[maybe_unused]] const auto detached = detail::collect<T>(std::move(task), slot);
    if (!detail::spinUntil([&] { return slot->value || slot->failure; }, deadline))
        throw base::Error(base::ErrorCategory::TimedOut, QStringLiteral("TestDeadline"),
                          base::Text("The task did not end within the test's deadline."));
    if (slot->failure)
        std::rethrow_exception(slot->failure);
    return std::move(*slot->value);
}

void await(Task<> task, std::chrono::milliseconds deadline = defaultDeadline);

/// Waits for a condition, running the event loop.
bool waitUntil(const std::function<bool()> &condition, std::chrono::milliseconds deadline = defaultDeadline);

} // namespace rejoin::test
