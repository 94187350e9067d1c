#pragma once

#include "core/clixml/displayviews.h"

// What the views are put together from.
namespace rejoin::clixml::display {

inline Cell plain(const QString &label, const QString &text)
{
    return {label, text, false};
}

inline View lines(QStringList text)
{
    View view;
    view.shape = Shape::Lines;
    view.lines = std::move(text);
    return view;
}

inline View table(const char *name, QList<Column> columns, std::vector<std::vector<Cell>> rows)
{
    View view;
    view.shape = Shape::Table;
    view.name = QLatin1String(name);
    view.columns = std::move(columns);
    view.rows = std::move(rows);
    return view;
}

inline View list(std::vector<Cell> cells)
{
    View view;
    view.shape = Shape::List;
    view.rows.push_back(std::move(cells));
    return view;
}

inline Column column(const char *label, int width = 0, bool right = false)
{
    return {QLatin1String(label), width, right, false, false};
}

} // namespace rejoin::clixml::display
