#pragma once

#include "core/cmdlets/object.h"

namespace rejoin::cmdlets {

/// PowerShell's table of sessions, header and rule included, a blank line before and after. Columns are as wide as in
/// the reference text or as their content needs; width (cells, 0: no limit) cuts the longest names with an ellipsis.
[[nodiscard]] QStringList sessionTable(const ObjectList &sessions, int width);

/// Cells that a text takes on a terminal (wide characters take two, combining ones none).
[[nodiscard]] int cellWidth(const QString &text);
/// Text from a server on a terminal: control characters made visible.
[[nodiscard]] QString visibleText(const QString &text);

} // namespace rejoin::cmdlets
