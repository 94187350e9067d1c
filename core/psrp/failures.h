#pragma once

#include "core/base/error.h"

// The errors of this layer, made in one place so that ids and wording stay the same everywhere.
namespace rejoin::psrp {

/// Protocol, "PSRPFragmentInvalid".
[[nodiscard]] base::Error fragmentInvalid(base::Text message);
/// Protocol, "PSRPMessageInvalid".
[[nodiscard]] base::Error messageInvalid(base::Text message);
/// InvalidState: action is not possible in state, only in one of the expected ones.
[[nodiscard]] base::Error invalidState(const QString &id, const QString &action, const QString &state,
                                       const QStringList &expected);

/// MaximumReceivedObjectSize and MaximumReceivedDataSizePerCommand, in PowerShell's words; bytes.
[[nodiscard]] base::Error objectTooLarge(qint64 size, qint64 maximum);
[[nodiscard]] base::Error commandDataTooLarge(qint64 maximum);

} // namespace rejoin::psrp
