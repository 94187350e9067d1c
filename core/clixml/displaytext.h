#pragma once

#include "core/clixml/value.h"

// How one value becomes text where PowerShell formats output, with the invariant culture.
namespace rejoin::clixml::display {

/// A value inside a table or a list: "True", "{1, 2, 3, 4…}", "@{A=1; B=x}".
[[nodiscard]] QString cellText(const Value &value);
/// A primitive, or the primitive inside an extended one.
[[nodiscard]] QString primitiveText(const Value &value);
/// "Friday, 02 January 2026 03:04:05", less when the DisplayHint member says so. The clock is the one of the text.
[[nodiscard]] QString longDateText(const Value &value);
/// "01/02/2026 03:04:05", and without seconds.
[[nodiscard]] QString shortDateText(const Value &value);
[[nodiscard]] QString minuteText(const Value &value);
/// "Jan 02 03:04"
[[nodiscard]] QString monthTimeText(const Value &value);
/// A Double, Single or Decimal with two decimals.
[[nodiscard]] QString twoDecimalsText(const Value &number);
/// [-][d.]hh:mm:ss[.fffffff]
[[nodiscard]] QString durationText(qint64 ticks);
[[nodiscard]] bool isNumber(Type type);

/// Cells of the screen that text takes (East Asian wide characters take two).
[[nodiscard]] int cellWidth(QStringView text);
/// Cut to width with an ellipsis at the end, or at the start of what is aligned right.
[[nodiscard]] QString cut(const QString &text, int width, bool atStart = false);
[[nodiscard]] QString padded(const QString &text, int width, bool right);

} // namespace rejoin::clixml::display
