#pragma once

#include "core/base/error.h"
#include "core/remoting/runspacesession.h"

// The errors that this layer makes itself.
namespace rejoin::remoting {

/// "Opened", as PowerShell names the state.
[[nodiscard]] QString stateWord(SessionState state);
[[nodiscard]] base::Error wrongState(const QString &action, SessionState state);
[[nodiscard]] base::Error pipelineIsOver();
[[nodiscard]] base::Error openTimedOut(const QString &computer, std::chrono::milliseconds limit);
[[nodiscard]] base::Error poolEnded(const QString &computer, const QString &reason);
/// The last failure of the retries, in PowerShell's words.
[[nodiscard]] base::Error connectivityLost(const QString &computer, const base::Error &cause);

} // namespace rejoin::remoting
