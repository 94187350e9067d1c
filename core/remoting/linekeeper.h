#pragma once

#include "core/base/awaitable.h"
#include "core/base/cancel.h"
#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/base/task.h"
#include "core/remoting/retrypolicy.h"

#include <functional>
#include <memory>
#include <optional>

namespace rejoin::remoting {

/// Whether the way to one computer is there, for all requests of a shell together: the first that fails begins an
/// interruption, one question after the other asks for the computer, and all requests that wait go on at once.
///
/// Sans-IO but for timers: what asks is a function. Callbacks come on the event loop's thread, never after stop().
class LineKeeper : public std::enable_shared_from_this<LineKeeper>
{
public:
    struct Callbacks
    {
        std::function<void(const base::Error &)> interrupted; ///< the first failure
        std::function<void(int attempt)> retrying;            ///< from 1
        std::function<void()> restored;
        /// The bound has passed. Called before those who wait get their error.
        std::function<void(const base::Error &)> lost;
    };
    /// Throws where no answer came; any answer will do.
    using Question = std::function<Task<>(base::CancelToken cancel)>;

    LineKeeper(const RetryPolicy &policy, std::shared_ptr<base::Clock> clock, Question question);
    LineKeeper(const LineKeeper &) = delete;
    LineKeeper &operator=(const LineKeeper &) = delete;

    void setCallbacks(Callbacks callbacks) { m_callbacks = std::move(callbacks); }

    /// A request failed with this: resumes when the computer is there again. Throws the last failure when the bound has
    /// passed, or Cancelled. patience: how long this one waits at most; its own failure is thrown then.
    [[nodiscard]] Task<> waitFor(base::Error failure, base::CancelToken cancel,
                                 std::optional<std::chrono::milliseconds> patience = {});
    /// An answer came.
    void answered();
    /// The network is back, or the machine woke up: asks at once instead of after the pause.
    void hurry();
    [[nodiscard]] bool isInterrupted() const { return m_state != State::Up; }
    /// Nothing is known to get through: who is not in a hurry waits.
    [[nodiscard]] bool isDown() const { return m_state == State::Down; }
    /// The latest one of an interruption.
    [[nodiscard]] const base::Error &failure() const { return m_failure; }
    /// Until the bound; none while there is no interruption.
    [[nodiscard]] std::optional<std::chrono::milliseconds> timeLeft() const;
    /// Those who wait end as Cancelled.
    void stop();

private:
    enum class State : quint8 {
        Up,
        Down,     ///< pausing, or a question is out
        Settling, ///< there again; requests go out
    };
    [[nodiscard]] static Task<> run(std::shared_ptr<LineKeeper> self);
    /// True when the time passed, false when woken.
    [[nodiscard]] Task<bool> pauseFor(std::chrono::milliseconds time);
    [[nodiscard]] Task<bool> ask(std::chrono::milliseconds limit);
    void wake() const;
    void release(const std::optional<base::Error> &error);

    RetryPolicy m_policy;
    std::shared_ptr<base::Clock> m_clock;
    Question m_question;
    Callbacks m_callbacks;
    State m_state = State::Up;
    bool m_running = false;
    bool m_stopped = false;
    bool m_failedAgain = false; ///< while settling
    bool m_hurried = false;
    std::chrono::milliseconds m_since{0};
    base::Error m_failure; ///< the last one
    base::CancelSource m_cancel;
    std::optional<base::Awaitable<bool>::Handle> m_sleeper;
    QList<base::Awaitable<bool>::Handle> m_waiters;
};

} // namespace rejoin::remoting
