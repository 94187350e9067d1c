#pragma once

#include "core/base/error.h"
#include "core/base/task.h"

#include <QMetaObject>
#include <QTimer>

#include <coroutine>
#include <memory>
#include <optional>

namespace rejoin::base {

/// One value that arrives later, awaited once, on the event loop's thread.
///
/// The first resolve() or fail() counts, later ones do nothing. The awaiting coroutine resumes from the event
/// loop, never inside resolve(): whoever resolves is not re-entered and may be destroyed by what resumes.
template <typename T>
class Awaitable
{
    struct State
    {
        std::optional<Result<T>> result;
        std::coroutine_handle<> waiting;
    };

public:
    /// Given to callbacks; may outlive the Awaitable.
    class Handle
    {
    public:
        void resolve(T value) const { finish(Result<T>(std::in_place_index<0>, std::move(value))); }
        void fail(Error error) const { finish(Result<T>(std::in_place_index<1>, std::move(error))); }
        [[nodiscard]] bool isPending() const { return !m_state->result; }

    private:
        friend class Awaitable;
        explicit Handle(std::shared_ptr<State> state) : m_state(std::move(state)) {}
        void finish(Result<T> result) const
        {
            if (m_state->result)
                return;
            m_state->result = std::move(result);
            if (m_state->waiting)
                QTimer::singleShot(0, [state = m_state] {
                    if (const auto waiting = std::exchange(state->waiting, nullptr))
                        waiting.resume();
                });
        }
        std::shared_ptr<State> m_state;
    };

    Awaitable() : m_state(std::make_shared<State>()) {}
    [[nodiscard]] Handle handle() const { return Handle(m_state); }

    bool await_ready() const noexcept { return m_state->result.has_value(); }
    void await_suspend(std::coroutine_handle<> waiting) const noexcept { m_state->waiting = waiting; }
    T await_resume() const
    {
        if (auto *error = std::get_if<1>(&*m_state->result))
            throw *error;
        return std::move(std::get<0>(*m_state->result));
    }

private:
    std::shared_ptr<State> m_state;
};

} // namespace rejoin::base
