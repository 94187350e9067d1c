#include "core/cli/outputqueue.h"

#include <QCoreApplication>

#include <cerrno>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <unistd.h>
#include <vector>

namespace rejoin::cli {

namespace {

constexpr std::size_t muchWaits = 1 << 20; // bytes
constexpr std::size_t littleWaits = 256 << 10;

} // namespace

struct OutputQueue::State
{
    struct Piece
    {
        int descriptor = -1;
        QByteArray bytes;
    };
    struct Waiter
    {
        std::size_t bytes = 0;
        std::function<void()> call;
    };

    std::mutex mutex;
    std::condition_variable more;
    std::deque<Piece> pieces;
    std::size_t waiting = 0; ///< bytes, the piece that is being written included
    bool broken = false;     ///< standard output
    bool ended = false;
    std::vector<Waiter> waiters;

    static void run(const std::shared_ptr<State> &self);
    void took(std::size_t bytes);
    static void post(std::function<void()> call);
};

void OutputQueue::State::post(std::function<void()> call)
{
    if (auto *application = QCoreApplication::instance())
        QMetaObject::invokeMethod(application, std::move(call), Qt::QueuedConnection);
}

/// With the mutex held.
void OutputQueue::State::took(std::size_t bytes)
{
    waiting -= bytes;
    std::vector<Waiter> later;
    for (Waiter &waiter : waiters) {
        if (waiting <= waiter.bytes)
            post(std::move(waiter.call));
        else
            later.push_back(std::move(waiter));
    }
    waiters = std::move(later);
}

void OutputQueue::State::run(const std::shared_ptr<State> &self)
{
    std::unique_lock lock(self->mutex);
    while (true) {
        self->more.wait(lock, [&] { return self->ended || !self->pieces.empty(); });
        if (self->ended)
            return;
        const Piece piece = std::move(self->pieces.front());
        self->pieces.pop_front();
        const auto size = std::size_t(piece.bytes.size());
        bool failed = piece.descriptor == STDOUT_FILENO && self->broken;
        std::size_t done = 0;
        lock.unlock();
        while (!failed && done < size) {
            const ssize_t count = ::write(piece.descriptor, piece.bytes.constData() + done, size - done);
            if (count >= 0)
                done += std::size_t(count);
            else if (errno != EINTR)
                failed = true;
        }
        lock.lock();
        if (failed && piece.descriptor == STDOUT_FILENO)
            self->broken = true;
        self->took(size);
    }
}

OutputQueue::OutputQueue() : m_state(std::make_shared<State>())
{
    std::thread([state = m_state] { State::run(state); }).detach();
}

OutputQueue::~OutputQueue()
{
    const std::scoped_lock lock(m_state->mutex);
    m_state->ended = true;
    m_state->pieces.clear();
    m_state->waiters.clear();
    m_state->more.notify_all();
}

void OutputQueue::write(int descriptor, const QByteArray &bytes)
{
    const std::scoped_lock lock(m_state->mutex);
    if (bytes.isEmpty() || (m_state->broken && descriptor == STDOUT_FILENO))
        return;
    m_state->waiting += std::size_t(bytes.size());
    // Small lines go together: a write each would cost more than making them.
    constexpr qsizetype smallPiece = 32 << 10;
    if (!m_state->pieces.empty() && m_state->pieces.back().descriptor == descriptor &&
        m_state->pieces.back().bytes.size() < smallPiece)
        m_state->pieces.back().bytes += bytes;
    else
        m_state->pieces.push_back({descriptor, bytes});
    m_state->more.notify_one();
}

bool OutputQueue::isBehind() const
{
    const std::scoped_lock lock(m_state->mutex);
    return m_state->waiting > muchWaits;
}

bool OutputQueue::isBroken() const
{
    const std::scoped_lock lock(m_state->mutex);
    return m_state->broken;
}

void OutputQueue::when(std::size_t bytes, std::function<void()> call)
{
    const std::scoped_lock lock(m_state->mutex);
    if (m_state->waiting <= bytes)
        State::post(std::move(call));
    else
        m_state->waiters.push_back({bytes, std::move(call)});
}

void OutputQueue::whenCaughtUp(std::function<void()> call)
{
    when(littleWaits, std::move(call));
}

void OutputQueue::whenDrained(std::function<void()> call)
{
    when(0, std::move(call));
}

} // namespace rejoin::cli
