#include "core/remoting/receiveloop.h"

#include "core/base/awaitable.h"
#include "core/base/sleep.h"
#include "core/base/spawn.h"

#include <QElapsedTimer>

namespace rejoin::remoting {

namespace {

using namespace std::chrono_literals;

// A server that answers empty at once, again and again, must not make this end spin.
constexpr int tolerated = 8;
constexpr auto fast = 20ms;
constexpr auto breather = 200ms;

} // namespace

struct ReceiveLoop::State
{
    std::shared_ptr<RemoteShell> shell;
    QUuid commandId;
    Callbacks callbacks;
    base::CancelSource cancel;
    bool running = false;
    bool suspended = false;
    bool stopped = false;
    bool held = false;
    std::optional<base::Awaitable<bool>::Handle> gate; ///< where the loop waits while held

    void wake()
    {
        if (gate)
            gate->resolve(true);
        gate.reset();
    }
};

ReceiveLoop::ReceiveLoop(std::shared_ptr<RemoteShell> shell, const QUuid &commandId, Callbacks callbacks)
    : m_state(std::make_shared<State>())
{
    m_state->shell = std::move(shell);
    m_state->commandId = commandId;
    m_state->callbacks = std::move(callbacks);
}

ReceiveLoop::~ReceiveLoop()
{
    stop();
}

void ReceiveLoop::start()
{
    m_state->suspended = false;
    if (m_state->running || m_state->stopped)
        return;
    m_state->running = true;
    base::spawn(run(m_state));
}

void ReceiveLoop::suspend()
{
    m_state->suspended = true;
    m_state->wake();
}

void ReceiveLoop::setHeld(bool held)
{
    m_state->held = held;
    if (!held)
        m_state->wake();
}

void ReceiveLoop::stop()
{
    if (std::exchange(m_state->stopped, true))
        return;
    m_state->cancel.cancel();
    m_state->wake();
}

Task<> ReceiveLoop::run(std::shared_ptr<State> state)
{
    int emptyOnes = 0;
    const base::CancelToken cancel = state->cancel.token();
    while (!state->stopped && !state->suspended) {
        if (state->held) {
            base::Awaitable<bool> released;
            state->gate = released.handle();
            co_await released;
            continue;
        }
        wsman::ReceiveResult result;
        std::optional<base::Error> error;
        QElapsedTimer round;
        round.start();
        try {
            result = co_await state->shell->receive(state->commandId, cancel);
        } catch (const base::Error &caught) {
            error = caught;
        }
        if (state->stopped || (state->suspended && error))
            break;
        if (error) {
            state->callbacks.failed(*error);
            break;
        }
        const bool empty = result.streams.isEmpty() && result.commandState.isEmpty();
        emptyOnes = empty && round.elapsed() < fast.count() ? emptyOnes + 1 : 0;
        const LossWatch::Loss loss = state->shell->takeLoss(state->commandId);
        if (loss.isLoss() && state->callbacks.lost)
            state->callbacks.lost(loss);
        if (state->stopped)
            break;
        state->callbacks.received(result);
        if (result.isDone())
            break;
        if (emptyOnes > tolerated) {
            try {
                co_await base::sleepFor(breather, cancel);
            } catch (const base::Error &) {
            }
        }
    }
    state->running = false;
}

} // namespace rejoin::remoting
