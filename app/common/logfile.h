#pragma once

#include <QString>

namespace rejoin::app {

/// Sets which of our messages are logged (debug, info, warning, error) and, when a file is named, where. False when
/// the file cannot be opened. Call once, before threads start.
[[nodiscard]] bool startLogging(const QString &level, const QString &fileName);

} // namespace rejoin::app
