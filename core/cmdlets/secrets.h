#pragma once

#include "core/base/cancel.h"
#include "core/base/task.h"
#include "core/cmdlets/object.h"

// Values that hold passwords on their way between sessions: PSCredentials of this computer, SecureStrings and
// PSCredentials that a session gave.
namespace rejoin::cmdlets {

/// The object as an argument or input of a command in the session, its secrets encrypted with that session's key;
/// keys are exchanged where there are none yet. Throws Error.
[[nodiscard]] Task<clixml::Value> valueFor(Object object, sessions::SessionPtr session, base::CancelToken cancel);

/// The text of a SecureString. Throws Error: InvalidArgument when it is none, InvalidState when its session is gone.
[[nodiscard]] Task<base::SecretString> secretOf(Object object, base::CancelToken cancel);

} // namespace rejoin::cmdlets
