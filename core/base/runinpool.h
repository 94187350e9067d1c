#pragma once

#include "core/base/awaitable.h"

#include <QCoreApplication>
#include <QThreadPool>

namespace rejoin::base {

/// Runs fn on the pool and resumes on the event loop's thread with its value or its Error.
///
/// The one way to use a pool: an exception thrown there otherwise arrives as QUnhandledException.
/// The result must be movable. fn must own what it touches.
template <typename Function, typename T = std::invoke_result_t<Function>>
Task<T> runInPool(QThreadPool *pool, Function fn)
{
    Awaitable<T> result;
    const auto handle = std::make_shared<typename Awaitable<T>::Handle>(result.handle());
    const auto work = [handle, fn = std::move(fn)]() mutable {
        std::optional<Result<T>> outcome;
        try {
            outcome.emplace(std::in_place_index<0>, fn());
        } catch (...) {
            outcome.emplace(std::in_place_index<1>, Error::from(std::current_exception()));
        }
        auto *application = QCoreApplication::instance();
        if (!application)
            return; // work that was left behind at the end of the program
        // Back to the event loop's thread: the state is not shared between threads.
        QMetaObject::invokeMethod(
            application,
            [handle, outcome = std::make_shared<Result<T>>(std::move(*outcome))] {
                if (auto *error = std::get_if<1>(outcome.get()))
                    handle->fail(std::move(*error));
                else
                    handle->resolve(std::move(std::get<0>(*outcome)));
            },
            Qt::QueuedConnection);
    };
    pool->start(std::move(work));
    co_return co_await result;
}

} // namespace rejoin::base
