#pragma once

#include "core/lab/engine/value.h"

namespace rejoin::lab::engine {

/// As PowerShell's serializer writes it to a remote client.
[[nodiscard]] clixml::Value toClixml(const Value &value);

/// What came out of a job: type names with "Deserialized.", and the notes PSComputerName, RunspaceId and
/// PSShowComputerName on everything, texts and numbers included.
[[nodiscard]] clixml::Value decorated(const clixml::Value &value, const QString &computer, const QUuid &runspaceId);

/// -like: * ? [a-z] and backtick escapes, without case unless asked for.
[[nodiscard]] bool matchesWildcard(const QString &text, const QString &pattern, bool caseSensitive = false);
[[nodiscard]] bool hasWildcard(QStringView text);

/// A value as a .NET format string item would show it: N2, D3, X, 0.00, or a date's yyyy-MM-dd.
[[nodiscard]] QString formatted(const Value &value, const QString &format);

} // namespace rejoin::lab::engine
