#include "core/base/cancel.h"

#include "core/base/error.h"

#include <map>

namespace rejoin::base {

namespace detail {
struct CancelState
{
    bool cancelled = false;
    int nextId = 1;
    std::map<int, std::function<void()>> callbacks;
};
} // namespace detail

bool CancelToken::isCancelled() const
{
    return m_state && m_state->cancelled;
}

void CancelToken::check() const
{
    if (isCancelled())
        throw Error::cancelled();
}

CancelToken::Registration::Registration(Registration &&other) noexcept
    : m_state(std::move(other.m_state)), m_id(std::exchange(other.m_id, 0))
{
}

CancelToken::Registration &CancelToken::Registration::operator=(Registration &&other) noexcept
{
    std::swap(m_state, other.m_state);
    std::swap(m_id, other.m_id);
    return *this;
}

CancelToken::Registration::~Registration()
{
    if (const auto state = m_state.lock())
        state->callbacks.erase(m_id);
}

CancelToken::Registration CancelToken::onCancel(std::function<void()> callback) const
{
    Registration registration;
    if (!m_state)
        return registration;
    if (m_state->cancelled) {
        callback();
        return registration;
    }
    registration.m_state = m_state;
    registration.m_id = m_state->nextId++;
    m_state->callbacks.emplace(registration.m_id, std::move(callback));
    return registration;
}

CancelSource::CancelSource() : m_state(std::make_shared<detail::CancelState>())
{
}

void CancelSource::cancel()
{
    if (m_state->cancelled)
        return;
    const auto state = m_state;
    state->cancelled = true;
    // A callback may unregister others: take one at a time.
    while (!state->callbacks.empty()) {
        auto node = state->callbacks.extract(state->callbacks.begin());
        node.mapped()();
    }
}

CancelToken CancelSource::token() const
{
    CancelToken token;
    token.m_state = m_state;
    return token;
}

bool CancelSource::isCancelled() const
{
    return m_state->cancelled;
}

} // namespace rejoin::base
