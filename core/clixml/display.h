#pragma once

#include "core/clixml/records.h"
#include "core/clixml/value.h"

#include <QList>
#include <QStringList>

#include <memory>

namespace rejoin::clixml {

/// Shows a sequence of output objects as PowerShell's default formatting would. It is a stream because a table's
/// header is written once, with the first object of its kind.
class OutputFormatter
{
public:
    /// width: cells of the screen, at least 20.
    explicit OutputFormatter(int width = 120);
    ~OutputFormatter();
    OutputFormatter(OutputFormatter &&) noexcept;
    OutputFormatter &operator=(OutputFormatter &&) noexcept;

    /// The lines that are certain now, without line ends. A table's column widths are fixed by its first object.
    QStringList add(const Value &value);
    /// The same, but the first rows of a table wait for flush, so that all of them have a say in its widths.
    /// PowerShell waits for them for 300 ms.
    QStringList hold(const Value &value);
    /// The rows that wait.
    QStringList flush();
    [[nodiscard]] bool isHolding() const;
    /// The lines still due at the end of the output; the formatter starts anew after it.
    QStringList finish();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

/// All values at once: a table's columns take the widths of all its rows.
[[nodiscard]] QStringList formatValues(const QList<Value> &values, int width = 120);

/// An error as PowerShell 7's ConciseView shows it: "Get-Item: Cannot find path …", with the line it happened in when
/// that is in a script file.
[[nodiscard]] QStringList formatError(const ErrorRecord &error, int width = 120);

/// Everything that came with an error, a line for each part, as Get-Error lists it: exception and inner exceptions,
/// category, id, target, command, position, script stack.
[[nodiscard]] QStringList formatErrorDetails(const ErrorRecord &error, int width = 120);

} // namespace rejoin::clixml
