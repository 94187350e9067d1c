#include "core/sessions/throttle.h"

#include "core/base/awaitable.h"

#include <list>

namespace rejoin::sessions {

struct Throttle::State
{
    int limit = defaultLimit;
    int active = 0;
    std::list<base::Awaitable<bool>::Handle> waiting;

    void leave()
    {
        --active;
        while (!waiting.empty() && active < limit) {
            const auto next = waiting.front();
            waiting.pop_front();
            if (!next.isPending())
                continue; // was cancelled
            ++active;     // the turn is handed over here, so that nobody can come between
            next.resolve(true);
        }
    }
};

Throttle::Throttle(int limit) : m_state(std::make_shared<State>())
{
    m_state->limit = limit > 0 ? limit : defaultLimit;
}

int Throttle::limit() const
{
    return m_state->limit;
}

int Throttle::active() const
{
    return m_state->active;
}

Task<std::shared_ptr<void>> Throttle::enter(base::CancelToken cancel)
{
    return wait(m_state, std::move(cancel));
}

Task<std::shared_ptr<void>> Throttle::wait(std::shared_ptr<State> state, base::CancelToken cancel)
{
    cancel.check();
    if (state->active < state->limit) {
        ++state->active;
    } else {
        base::Awaitable<bool> turn;
        state->waiting.push_back(turn.handle());
        const auto registration = cancel.onCancel([handle = turn.handle()] { handle.fail(base::Error::cancelled()); });
        co_await turn;
    }
    std::shared_ptr<void> slot(state.get(), [state](void *) { state->leave(); });
    co_return slot;
}

} // namespace rejoin::sessions
