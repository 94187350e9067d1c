#pragma once

#include <QString>

namespace rejoin::psrp {

/// MS-PSRP 2.2.3.4 RunspacePoolState.
enum class PoolState : qint32 {
    BeforeOpen = 0,
    Opening = 1,
    Opened = 2,
    Closed = 3,
    Closing = 4,
    Broken = 5,
    NegotiationSent = 6,
    NegotiationSucceeded = 7,
    Connecting = 8,
    Disconnected = 9,
};

/// MS-PSRP 2.2.3.5 PSInvocationState.
enum class PipelineState : qint32 {
    NotStarted = 0,
    Running = 1,
    Stopping = 2,
    Stopped = 3,
    Completed = 4,
    Failed = 5,
    Disconnected = 6,
};

[[nodiscard]] constexpr bool isFinal(PipelineState state)
{
    return state == PipelineState::Stopped || state == PipelineState::Completed || state == PipelineState::Failed;
}

/// The enumeration's own word, "NegotiationSent"; the number for an unknown one.
[[nodiscard]] QString stateName(PoolState state);
[[nodiscard]] QString stateName(PipelineState state);

} // namespace rejoin::psrp
