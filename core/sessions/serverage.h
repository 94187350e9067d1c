#pragma once

#include "core/base/error.h"
#include "core/sessions/connectionoptions.h"

// Services from before disconnected sessions: WinRM 2, whose Identify says "Stack: 2.0". Nothing else decides it; the
// PSRP of a session does so on its own (canDisconnect).
namespace rejoin::sessions {

/// The stack of "OS: 10.0.17763 SP: 0.0 Stack: 3.0" is there and below 3.0.
[[nodiscard]] bool isTooOld(const wsman::IdentifyInfo &info);

/// Why what was asked of the service failed, when it is because of its age: asks it what it is. None when it is new
/// enough, or does not say. Throws only Cancelled.
[[nodiscard]] Task<std::optional<base::Error>> ageOf(std::shared_ptr<transport::Transport> transport,
                                                     ConnectionOptions target, base::CancelToken cancel);

/// A failure that an old service answers with: an operation or an element that it does not know.
[[nodiscard]] bool mayComeOfAge(const base::Error &error);

} // namespace rejoin::sessions
