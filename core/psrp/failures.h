#pragma once

#include "core/base/error.h"
#include "core/psrp/hostcall.h"

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

/// Notes about what a newer protocol has and this program does not know: it is left out, and said. English, as all that
/// servers say.
/// A message: its type, the bytes of its data, and the start of their text.
[[nodiscard]] QString unknownMessageNote(quint32 type, qsizetype bytes, const QString &text);
/// A host call: its number and the name that it came with.
[[nodiscard]] QString unknownCallNote(const HostCall &call);
/// A value of an enumeration.
[[nodiscard]] QString unknownStateNote(const QString &what, qint64 value);

} // namespace rejoin::psrp
