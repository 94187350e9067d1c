#pragma once

#include "core/clixml/value.h"

#include <QByteArray>
#include <QList>
#include <QStringList>

// The tables that PowerShell's own format files give to well-known types, as data.
namespace rejoin::clixml::display {

/// How a column's text is made of its property, where that is more than showing it.
enum class Conversion : quint8 {
    None,
    Command,   ///< an alias shows what it stands for
    MonthTime, ///< "Jan 02 03:04"
    Keys,      ///< the keys of a dictionary
    Leaf,      ///< the last part of a path
    Gigabytes, ///< "12.34", nothing for nothing
};

struct KnownColumn
{
    QString label;
    QByteArray property;
    Conversion conversion = Conversion::None;
    int width = 0; ///< cells; 0: an equal share of what the others leave
    bool right = false;
};

struct KnownView
{
    QByteArray name; ///< rows of types with one name share a table
    QString groupWords;
    QByteArray groupProperty; ///< empty: no groups
    bool isAutomatic = false; ///< a width of 0 is then what the texts need
    QList<KnownColumn> columns;
};

/// The table of the value's most derived known type, or null.
[[nodiscard]] const KnownView *knownView(const Value &value);
/// The properties that are shown of its type when it is shown by properties; empty when no type is known.
[[nodiscard]] QStringList knownProperties(const Value &value);

} // namespace rejoin::clixml::display
