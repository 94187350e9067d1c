#include "tests/support/await.h"

#include "core/base/settle.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>

namespace rejoin::test {

namespace {

/// What a test's last objects have cancelled ends before the application does, so that a leak is one.
void settleAtEnd()
{
    qAddPostRoutine(&base::settle);
}
Q_COREAPP_STARTUP_FUNCTION(settleAtEnd)

} // namespace

namespace detail {

bool spinUntil(const std::function<bool()> &done, std::chrono::milliseconds deadline)
{
    QElapsedTimer timer;
    timer.start();
    while (!done()) {
        if (timer.elapsed() > deadline.count())
            return false;
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents, 20);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
    return true;
}

Task<> collectVoid(Task<> task, std::shared_ptr<VoidSlot> slot)
{
    try {
        co_await task;
    } catch (...) {
        slot->failure = std::current_exception();
    }
    slot->done = true;
}

} // namespace detail

void await(Task<> task, std::chrono::milliseconds deadline)
{
    auto slot = std::make_shared<detail::VoidSlot>();
    [[maybe_unused]] const auto detached = detail::collectVoid(std::move(task), slot);
    if (!detail::spinUntil([&] { return slot->done; }, deadline))
        throw base::Error(base::ErrorCategory::TimedOut, QStringLiteral("TestDeadline"),
                          base::Text("The task did not end within the test's deadline."));
    if (slot->failure)
        std::rethrow_exception(slot->failure);
}

bool waitUntil(const std::function<bool()> &condition, std::chrono::milliseconds deadline)
{
    return detail::spinUntil(condition, deadline);
}

} // namespace rejoin::test
