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
    bool shares = false;       ///< of width 0: an equal share of what the fixed ones leave
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

inline constexpr QLatin1String propertiesTable{"properties"}; ///< View::name of a table that no type has for itself

/// The properties that are shown, in order: those of DefaultDisplayPropertySet when there is one.
[[nodiscard]] QStringList shownProperties(const Value &value);
/// A row of value's properties with these names, for a table that another object began.
[[nodiscard]] std::vector<Cell> rowOf(const Value &value, const QStringList &names);
[[nodiscard]] View viewOf(const Value &value, int width);
/// The same for a primitive, or the primitive inside an extended one.
[[nodiscard]] View primitiveView(const Value &value);
/// The same object as lists, for the middle of output that began in another shape. view: what viewOf gave.
[[nodiscard]] std::vector<std::vector<Cell>> listsOf(const Value &value, const View &view);
/// "Name : text" for each cell, with what is longer than the line below it.
[[nodiscard]] QStringList listLines(const std::vector<Cell> &cells, int width);

} // namespace rejoin::clixml::display
