#pragma once

#include "core/base/error.h"

#include <QString>

namespace rejoin::text {

/// PowerShell's word for a state of a session, an availability, a job or a pipeline ("Disconnected", "Busy",
/// "Running") in the user's language; an unknown word stays as it is.
[[nodiscard]] QString stateWord(const QString &powershellWord);

/// One sentence for an error that brought none of its own.
[[nodiscard]] QString categorySentence(base::ErrorCategory category);

/// A length of time in two units at most: "14 h 12 m", "3 m 10 s", "2 d 4 h". Negative counts as nothing.
[[nodiscard]] QString duration(qint64 seconds);

} // namespace rejoin::text
