#include "core/base/sleep.h"

#include "core/base/awaitable.h"

#include <QTimer>

namespace rejoin::base {

Task<> sleepFor(std::chrono::milliseconds time, CancelToken cancel)
{
    cancel.check();
    Awaitable<bool> ended;
    QTimer timer;
    timer.setSingleShot(true);
    QObject::connect(&timer, &QTimer::timeout, &timer, [handle = ended.handle()] { handle.resolve(true); });
    const auto registration = cancel.onCancel([handle = ended.handle()] { handle.resolve(false); });
    timer.start(time);
    if (!co_await ended)
        throw Error::cancelled();
}

} // namespace rejoin::base
