#pragma once

#include "core/base/cancel.h"
#include "core/base/task.h"

#include <memory>

namespace rejoin::sessions {

/// ThrottleLimit: how many operations may be under way at once. First come, first served.
class Throttle
{
public:
    static constexpr int defaultLimit = 32;

    /// 0 or less: 32, as PowerShell takes it.
    explicit Throttle(int limit = 0);

    [[nodiscard]] int limit() const;
    /// Under way now.
    [[nodiscard]] int active() const;

    /// Waits for its turn. The turn ends when the last copy of the result is dropped. Throws Error (Cancelled).
    [[nodiscard]] Task<std::shared_ptr<void>> enter(base::CancelToken cancel = {});

private:
    struct State;
    std::shared_ptr<State> m_state;
    static Task<std::shared_ptr<void>> wait(std::shared_ptr<State> state, base::CancelToken cancel);
};

} // namespace rejoin::sessions
