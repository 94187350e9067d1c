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
/// True for failures of the way there, after which a request may be sent again.
[[nodiscard]] bool isConnectionTrouble(const base::Error &error);
/// Input went out, no answer came, and the server has no way to say whether it took it.
[[nodiscard]] base::Error inputInDoubt(const base::Error &cause);
/// The server's first words to a new session were lost on the way.
[[nodiscard]] base::Error openingLost();
/// A command ended while its last answer was lost on the way.
[[nodiscard]] base::Error endLost(const QString &computer);
/// The last failure of the retries, in PowerShell's words.
[[nodiscard]] base::Error connectivityLost(const QString &computer, const base::Error &cause);

} // namespace rejoin::remoting
