#include "core/remoting/linekeeper.h"

#include "core/base/logging.h"
#include "core/base/spawn.h"
#include "core/remoting/failures.h"
#include "core/remoting/linkedcancel.h"

namespace rejoin::remoting {

using std::chrono::milliseconds;

LineKeeper::LineKeeper(const RetryPolicy &policy, std::shared_ptr<base::Clock> clock, Question question)
    : m_policy(policy), m_clock(std::move(clock)), m_question(std::move(question))
{
}

std::optional<milliseconds> LineKeeper::timeLeft() const
{
    if (m_state == State::Up)
        return std::nullopt;
    return std::max(m_since + m_policy.bound - m_clock->monotonic(), milliseconds(0));
}

Task<> LineKeeper::waitFor(base::Error failure, base::CancelToken cancel, std::optional<milliseconds> patience)
{
    const auto self = shared_from_this();
    if (m_stopped)
        throw base::Error::cancelled();
    m_failure = failure;
    if (m_state == State::Settling)
        m_failedAgain = true;
    if (m_state == State::Up) {
        m_state = State::Down;
        m_since = m_clock->monotonic();
    }
    base::Awaitable<bool> there;
    const auto handle = there.handle();
    m_waiters.append(handle);
    if (!std::exchange(m_running, true))
        base::spawn(run(self));
    else if (m_failedAgain)
        wake();
    QTimer timer;
    timer.setSingleShot(true);
    if (patience) {
        QObject::connect(&timer, &QTimer::timeout, &timer, [handle, failure] { handle.fail(failure); });
        timer.start(*patience);
    }
    const auto registration = cancel.onCancel([handle] { handle.fail(base::Error::cancelled()); });
    co_await there;
}

void LineKeeper::answered()
{
    if (m_state == State::Up || m_stopped)
        return;
    // Some request went through: that is worth more than any question.
    m_failedAgain = false;
    m_state = State::Settling;
    release(std::nullopt);
    wake();
}

void LineKeeper::hurry()
{
    m_hurried = m_state == State::Down;
    wake();
}

void LineKeeper::stop()
{
    m_stopped = true;
    m_state = State::Up;
    m_cancel.cancel();
    wake();
    release(base::Error::cancelled());
}

void LineKeeper::wake() const
{
    if (m_sleeper)
        m_sleeper->resolve(false);
}

void LineKeeper::release(const std::optional<base::Error> &error)
{
    const auto waiters = std::exchange(m_waiters, {});
    for (const auto &waiter : waiters) {
        if (error)
            waiter.fail(*error);
        else
            waiter.resolve(true);
    }
}

Task<bool> LineKeeper::pauseFor(milliseconds time)
{
    const auto self = shared_from_this();
    base::Awaitable<bool> over;
    const auto handle = over.handle();
    m_sleeper = handle;
    QTimer timer;
    timer.setSingleShot(true);
    QObject::connect(&timer, &QTimer::timeout, &timer, [handle] { handle.resolve(true); });
    timer.start(std::max(time, milliseconds(0)));
    const bool passed = co_await over;
    m_sleeper.reset();
    co_return passed;
}

Task<bool> LineKeeper::ask(milliseconds limit)
{
    const auto self = shared_from_this();
    base::CancelSource late;
    const LinkedCancel both(m_cancel.token(), late.token());
    QTimer timer;
    timer.setSingleShot(true);
    QObject::connect(&timer, &QTimer::timeout, &timer, [late]() mutable { late.cancel(); });
    timer.start(std::max(limit, milliseconds(1)));
    std::optional<base::Error> failure;
    try {
        co_await m_question(both.token());
    } catch (const base::Error &error) {
        failure = error;
    }
    if (failure && failure->category != base::ErrorCategory::Cancelled)
        m_failure = *failure;
    co_return !failure;
}

Task<> LineKeeper::run(std::shared_ptr<LineKeeper> self)
{
    qCInfo(lcRemoting) << "the connection was interrupted:" << self->m_failure.id << self->m_failure.code;
    if (self->m_callbacks.interrupted)
        self->m_callbacks.interrupted(self->m_failure);
    auto pause = self->m_policy.firstPause;
    int attempt = 0;
    while (!self->m_stopped) { // ends with the bound
        if (self->m_state == State::Down) {
            const auto left = *self->timeLeft();
            if (left.count() == 0)
                break;
            if (!std::exchange(self->m_hurried, false))
                co_await self->pauseFor(std::min(pause, left));
            self->m_hurried = false;
            if (self->m_stopped || self->m_state != State::Down)
                continue;
            ++attempt;
            if (self->m_callbacks.retrying)
                self->m_callbacks.retrying(attempt);
            const bool there = co_await self->ask(*self->timeLeft());
            if (self->m_stopped)
                break;
            pause = std::min(pause * 2, self->m_policy.longestPause);
            if (there && self->m_state == State::Down) {
                self->m_failedAgain = false;
                self->m_state = State::Settling;
                self->release(std::nullopt);
            }
            continue;
        }
        // Settling: a line that fails again at once was not restored.
        const auto since = self->m_clock->monotonic();
        while (!self->m_failedAgain && !self->m_stopped) {
            const auto left = since + self->m_policy.settling - self->m_clock->monotonic();
            if (left.count() <= 0)
                break;
            co_await self->pauseFor(left);
        }
        if (self->m_stopped)
            break;
        if (!self->m_failedAgain) {
            self->m_state = State::Up;
            self->m_running = false;
            qCInfo(lcRemoting) << "the connection is restored";
            if (self->m_callbacks.restored)
                self->m_callbacks.restored();
            co_return;
        }
        self->m_failedAgain = false;
        self->m_state = State::Down;
    }
    self->m_running = false;
    if (self->m_stopped)
        co_return;
    self->m_state = State::Up;
    qCInfo(lcRemoting) << "the connection stayed away:" << self->m_failure.id << self->m_failure.code;
    if (self->m_callbacks.lost)
        self->m_callbacks.lost(self->m_failure);
    self->release(self->m_failure);
}

} // namespace rejoin::remoting
