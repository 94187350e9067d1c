#include "core/clixml/display.h"

#include "core/clixml/displaytext.h"
#include "core/clixml/displayviews.h"

#include <algorithm>
#include <optional>
#include <set>

namespace rejoin::clixml {

namespace {

using namespace display;

constexpr int narrowest = 20;
/// Arrays in arrays are shown as one row of items, down to here.
constexpr int deepestItems = 64;

/// Columns with their final widths; those that find no room are gone.
class TableLayout
{
public:
    TableLayout(QList<Column> columns, const std::vector<std::vector<Cell>> &rows, int width)
        : m_columns(std::move(columns))
    {
        share(width);
        int used = 0;
        for (qsizetype i = 0; i < m_columns.size(); ++i) {
            Column &column = m_columns[i];
            if (column.alignByValue)
                column.right = !rows.empty() && rows.front()[std::size_t(i)].right;
            const bool last = i + 1 == m_columns.size();
            if (column.width == 0) {
                column.width = cellWidth(column.label);
                for (const auto &row : rows)
                    column.width = std::max(column.width, cellWidth(row[std::size_t(i)].text));
                // What comes later may be longer, and to the right of the last column is room.
                if (last && !column.right)
                    column.width = std::max(1, width - used);
            }
            const int room = width - used;
            if (room < std::min(column.width, 3)) {
                m_columns.resize(std::max<qsizetype>(i, 1));
                break;
            }
            column.width = std::min(column.width, room);
            used += column.width + 1;
        }
    }

    [[nodiscard]] QStringList header() const
    {
        QStringList labels;
        QStringList rules;
        for (const Column &column : m_columns) {
            const QString label = cut(column.label, column.width);
            labels.append(label);
            rules.append(QString(cellWidth(label), QLatin1Char('-')));
        }
        return {line(labels), line(rules)};
    }

    [[nodiscard]] QString row(const std::vector<Cell> &cells) const
    {
        QStringList texts;
        for (qsizetype i = 0; i < m_columns.size(); ++i)
            texts.append(cut(firstLine(cells[std::size_t(i)].text), m_columns[i].width, m_columns[i].right));
        return line(texts);
    }

private:
    /// The columns of a type's own table that have no width divide what the others leave.
    void share(int width)
    {
        constexpr int least = 4;
        int sharing = 0;
        int left = width - int(m_columns.size()) + 1;
        for (const Column &column : std::as_const(m_columns)) {
            sharing += column.shares ? 1 : 0;
            left -= column.width;
        }
        for (Column &column : m_columns) {
            if (column.shares)
                column.width = std::max(least, left / sharing);
        }
    }

    [[nodiscard]] static QString firstLine(const QString &text)
    {
        const qsizetype end = text.indexOf(u'\n');
        return end < 0 ? text : text.first(end).trimmed() + QStringLiteral("…");
    }

    [[nodiscard]] QString line(const QStringList &texts) const
    {
        QString out;
        for (qsizetype i = 0; i < m_columns.size(); ++i) {
            const bool last = i + 1 == m_columns.size();
            if (i > 0)
                out += u' ';
            out += last && !m_columns[i].right ? texts[i] : padded(texts[i], m_columns[i].width, m_columns[i].right);
        }
        return out;
    }

    QList<Column> m_columns;
};

} // namespace

/// As PowerShell does it: the first object that is no scalar decides the shape of the whole output. Scalars stand
/// between its rows; an object of another kind is shown as a list there, and the rows go on after it.
struct OutputFormatter::Private
{
    int width = 120;
    Shape open = Shape::Nothing;
    QString name;
    QString groupHeader;
    QList<Column> columns;
    QStringList propertyNames; ///< of the object that began a table of properties
    std::vector<std::vector<Cell>> pending;
    std::optional<TableLayout> layout;
    QStringList out;

    void add(const Value &value, int depth = 0);
    void begin(View view, const Value &value);
    void beginTable(View view, const Value &value);
    void goOn(View view, const Value &value);
    void addLists(const std::vector<std::vector<Cell>> &lists);
    void flushRows();
    void close();
    QStringList take() { return std::exchange(out, {}); }
};

void OutputFormatter::Private::flushRows()
{
    if (pending.empty())
        return;
    if (!layout) {
        layout.emplace(columns, pending, width);
        out.append(layout->header());
    }
    for (const auto &row : pending)
        out.append(layout->row(row));
    pending.clear();
}

void OutputFormatter::Private::close()
{
    flushRows();
    // A table and a text end with an empty line; each object of a list has one already.
    if (open == Shape::Table || open == Shape::Text)
        out.append(QString());
    open = Shape::Nothing;
    layout.reset();
}

void OutputFormatter::Private::addLists(const std::vector<std::vector<Cell>> &lists)
{
    for (const std::vector<Cell> &cells : lists) {
        out.append(listLines(cells, width));
        out.append(QString());
    }
}

void OutputFormatter::Private::beginTable(View view, const Value &value)
{
    name = view.name;
    groupHeader = view.groupHeader;
    columns = std::move(view.columns);
    pending = std::move(view.rows);
    layout.reset();
    propertyNames.clear();
    if (name == propertiesTable) {
        propertyNames.reserve(columns.size());
        for (const Column &column : std::as_const(columns))
            propertyNames.append(column.label);
    } else if (value.member("PSShowComputerName").toBool() == true) {
        columns.append({QStringLiteral("PSComputerName"), 0, false, false, true});
        for (std::vector<Cell> &row : pending)
            row.push_back({{}, cellText(value.member("PSComputerName")), false});
    }
    out.append(QString());
    if (!groupHeader.isEmpty())
        out << groupHeader << QString();
}

void OutputFormatter::Private::begin(View view, const Value &value)
{
    open = view.shape;
    switch (view.shape) {
    case Shape::Table:
        beginTable(std::move(view), value);
        return;
    case Shape::List:
        out.append(QString());
        addLists(view.rows);
        return;
    case Shape::Text:
        name = view.name;
        out.append(QString());
        out.append(view.lines);
        return;
    case Shape::Nothing:
    case Shape::Lines:
        return;
    }
}

void OutputFormatter::Private::goOn(View view, const Value &value)
{
    if (open == Shape::List && view.shape != Shape::Text) {
        addLists(listsOf(value, view));
        return;
    }
    if (open == Shape::Text && view.shape == Shape::Text && name == view.name) {
        out.append(view.lines);
        return;
    }
    if (open == Shape::Table && name == propertiesTable) {
        // In the columns of the first. PowerShell shows an empty row for what has none of them; that helps nobody.
        const bool fits = value.isObject() &&
                          std::any_of(propertyNames.begin(), propertyNames.end(),
                                      [&](const QString &property) { return value.hasMember(property.toStdString()); });
        if (fits) {
            pending.push_back(rowOf(value, propertyNames));
            return;
        }
    } else if (open == Shape::Table && view.shape == Shape::Table && name == view.name) {
        if (groupHeader != view.groupHeader) {
            flushRows();
            beginTable(std::move(view), value);
            return;
        }
        for (std::vector<Cell> &row : view.rows) {
            if (row.size() < std::size_t(columns.size()))
                row.push_back({{}, cellText(value.member("PSComputerName")), false});
            pending.push_back(std::move(row));
        }
        return;
    }
    flushRows();
    out.append(QString());
    if (view.shape == Shape::Text)
        out << view.lines << QString();
    else
        addLists(listsOf(value, view));
}

void OutputFormatter::Private::add(const Value &value, int depth)
{
    const bool items = value.isObject() && value.base().isNil() && value.container() != Container::None &&
                       value.container() != Container::Dictionary;
    if (items) {
        for (std::size_t i = 0; i < value.count() && depth < deepestItems; ++i)
            add(value.at(i), depth + 1);
        return;
    }
    View view = viewOf(value, width);
    if (view.shape == Shape::Nothing || (view.shape == Shape::Table && view.rows.empty()))
        return; // $null and an empty hashtable show nothing
    if (view.shape == Shape::Lines) {
        flushRows();
        out.append(view.lines);
    } else if (open == Shape::Nothing) {
        begin(std::move(view), value);
    } else {
        goOn(std::move(view), value);
    }
}

OutputFormatter::OutputFormatter(int width) : d(std::make_unique<Private>())
{
    d->width = std::max(width, narrowest);
}

OutputFormatter::~OutputFormatter() = default;
OutputFormatter::OutputFormatter(OutputFormatter &&) noexcept = default;
OutputFormatter &OutputFormatter::operator=(OutputFormatter &&) noexcept = default;

QStringList OutputFormatter::add(const Value &value)
{
    d->add(value);
    d->flushRows();
    return d->take();
}

QStringList OutputFormatter::hold(const Value &value)
{
    d->add(value);
    if (d->layout)
        d->flushRows();
    return d->take();
}

QStringList OutputFormatter::flush()
{
    d->flushRows();
    return d->take();
}

bool OutputFormatter::isHolding() const
{
    return !d->pending.empty();
}

QStringList OutputFormatter::finish()
{
    d->close();
    return d->take();
}

QStringList formatValues(const QList<Value> &values, int width)
{
    // One list of them all, so that no row is written before the last is known.
    ObjectBuilder all;
    all.container(Container::List);
    for (const Value &value : values)
        all.item(value);
    OutputFormatter formatter(width);
    // Two statements: operands of + come in any order, and the formatter keeps state.
    QStringList out = formatter.add(all.build());
    out += formatter.finish();
    return out;
}

} // namespace rejoin::clixml
