#pragma once

#include <chrono>

namespace rejoin::remoting {

/// How a lost connection is taken.
struct RetryPolicy
{
    RetryPolicy() = default;
    /// From the first failure to giving up (PowerShell's clients: about four minutes).
    std::chrono::milliseconds bound{240000};
    std::chrono::milliseconds firstPause{500}; ///< doubles with each failure
    std::chrono::milliseconds longestPause{15000};
    /// OperationTimeout of the question whether the computer is there again.
    std::chrono::milliseconds probeTimeout{20000};
    /// So long a line must hold to count as restored.
    std::chrono::milliseconds settling{1000};
    /// How long output is waited for that would show whether some was lost, before it is said that some may be.
    std::chrono::milliseconds doubtTimeout{15000};
    /// For requests that leave a session (Disconnect, Delete): nobody should wait minutes to get away.
    std::chrono::milliseconds leavingBound{20000};
};

} // namespace rejoin::remoting
