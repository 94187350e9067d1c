#pragma once

#include <QByteArray>

#include <functional>
#include <memory>

namespace rejoin::cli {

/// Writes to file descriptors in a thread of its own, in the order of the calls, so that a reader that takes its time
/// (a pager, a slow disk, a network file) does not stop the event loop: Ctrl+C, other sessions and keep-alives go on.
/// Who produces asks isBehind() and waits.
class OutputQueue
{
public:
    OutputQueue();
    /// What is still waiting is given up: drain() first.
    ~OutputQueue();
    OutputQueue(const OutputQueue &) = delete;
    OutputQueue &operator=(const OutputQueue &) = delete;

    void write(int descriptor, const QByteArray &bytes);
    /// More waits than is good.
    [[nodiscard]] bool isBehind() const;
    /// The reader of standard output went away: nothing more is written to it.
    [[nodiscard]] bool isBroken() const;
    /// Calls once on the event loop's thread when little waits (or at once).
    void whenCaughtUp(std::function<void()> call);
    /// The same when nothing waits any more.
    void whenDrained(std::function<void()> call);

private:
    struct State;
    void when(std::size_t bytes, std::function<void()> call);
    std::shared_ptr<State> m_state; ///< shared with the thread, which may be stuck in a write at the end
};

} // namespace rejoin::cli
