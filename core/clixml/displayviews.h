#pragma once

#include "core/clixml/value.h"

#include <QList>
#include <QStringList>

#include <vector>

// Which shape PowerShell gives an object: the views of its format files for the types that sessions show often,
// else a table of up to four properties, else a list.
namespace rejoin::clixml::display {

struct Column
{
    QString label;
    int width = 0; ///< cells; 0: what its texts need
    bool right = false;
    bool alignByValue = false; ///< right when the first value is a number or a Boolean
};

struct Cell
{
    QString label; ///< of a list's line
    QString text;
    bool right = false; ///< aligned right when it is the first of its column
};

enum class Shape : quint8 { Nothing, Lines, Table, List, Text };

struct View
{
    Shape shape = Shape::Nothing;
    QString name;                        ///< rows of one name share a table
    QString groupHeader;                 ///< "Directory: /etc"
    QList<Column> columns;               ///< of a table
    std::vector<std::vector<Cell>> rows; ///< of a table (one for each row), or one list
    QStringList lines;                   ///< of Lines and Text
};

/// The properties that are shown, in order: those of DefaultDisplayPropertySet when there is one.
[[nodiscard]] QStringList shownProperties(const Value &value);
/// A row of value's properties with these names, for a table that another object began.
[[nodiscard]] std::vector<Cell> rowOf(const Value &value, const QStringList &names);
[[nodiscard]] View viewOf(const Value &value, int width);

} // namespace rejoin::clixml::display
