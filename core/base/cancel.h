#pragma once

#include <functional>
#include <memory>

namespace rejoin::base {

namespace detail {
struct CancelState;
}

/// Seen by what can be cancelled. Single-threaded: made, asked and cancelled on the event loop's thread.
class CancelToken
{
public:
    /// A token that is never cancelled.
    CancelToken() = default;

    [[nodiscard]] bool isCancelled() const;
    /// Throws Error (Cancelled) when it is.
    void check() const;

    /// Unregisters in its destructor.
    class Registration
    {
    public:
        Registration() = default;
        Registration(Registration &&other) noexcept;
        Registration &operator=(Registration &&other) noexcept;
        ~Registration();

    private:
        friend class CancelToken;
        std::weak_ptr<detail::CancelState> m_state;
        int m_id = 0;
    };
    /// Calls back once when cancelled; at once if it is already.
    [[nodiscard]] Registration onCancel(std::function<void()> callback) const;

private:
    friend class CancelSource;
    std::shared_ptr<detail::CancelState> m_state;
};

/// Held by who may cancel. Dropping it does not cancel.
class CancelSource
{
public:
    CancelSource();
    void cancel();
    [[nodiscard]] CancelToken token() const;
    [[nodiscard]] bool isCancelled() const;

private:
    std::shared_ptr<detail::CancelState> m_state;
};

} // namespace rejoin::base
