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
        int used = 0;
        for (qsizetype i = 0; i < m_columns.size(); ++i) {
            Column &column = m_columns[i];
            if (column.alignByValue)
                column.right = !rows.empty() && rows.front()[std::size_t(i)].right;
            const bool last = i + 1 == m_columns.size();
            if (column.width == 0) {
                column.width = cellWidth(column.label);
                for (const auto &row : rows)
                    column.width = std::max(column.width, cellWidth(firstLine(row[std::size_t(i)].text)));
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

QStringList listLines(const std::vector<Cell> &cells, int width)
{
    int indent = 0;
    for (const Cell &cell : cells)
        indent = std::max(indent, cellWidth(cell.label));
    const int room = std::max(8, width - indent - 3);
    QStringList out;
    for (const Cell &cell : cells) {
        QString head = padded(cell.label, indent, false) + QStringLiteral(" : ");
        for (const QString &text : cell.text.split(u'\n')) {
            qsizetype at = 0;
            do {
                qsizetype size = std::min<qsizetype>(text.size() - at, room);
                while (size > 1 && cellWidth(QStringView(text).sliced(at, size)) > room)
                    --size;
                out.append(head + text.mid(at, size));
                head = QString(indent + 3, QLatin1Char(' '));
                at += size;
            } while (at < text.size());
        }
    }
    return out;
}

} // namespace

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
    void addTable(View view, const Value &value);
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

void OutputFormatter::Private::addTable(View view, const Value &value)
{
    const bool ofProperties = view.name == QLatin1String("properties");
    if (open == Shape::Table && name == view.name && ofProperties) {
        // PowerShell shows what follows in the columns of the first; with none of them the rows would be empty.
        const bool fits = std::any_of(propertyNames.begin(), propertyNames.end(),
                                      [&](const QString &property) { return value.hasMember(property.toStdString()); });
        if (fits) {
            pending.push_back(rowOf(value, propertyNames));
            return;
        }
        close();
    }
    if (open == Shape::Table && name == view.name && groupHeader == view.groupHeader) {
        std::move(view.rows.begin(), view.rows.end(), std::back_inserter(pending));
        return;
    }
    close();
    open = Shape::Table;
    name = view.name;
    groupHeader = view.groupHeader;
    columns = std::move(view.columns);
    pending = std::move(view.rows);
    propertyNames.clear();
    if (ofProperties) {
        for (const Column &column : std::as_const(columns))
            propertyNames.append(column.label);
    }
    out.append(QString());
    if (!groupHeader.isEmpty())
        out << groupHeader << QString();
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
    if (view.shape == Shape::Table && view.rows.empty())
        return; // an empty hashtable shows nothing
    if (open == Shape::Table && name == QLatin1String("properties") && view.shape == Shape::List) {
        const bool sameType = std::all_of(propertyNames.begin(), propertyNames.end(), [&](const QString &property) {
            return value.hasMember(property.toStdString());
        });
        if (sameType) {
            pending.push_back(rowOf(value, propertyNames));
            return;
        }
    }
    switch (view.shape) {
    case Shape::Nothing:
        return;
    case Shape::Lines:
        close();
        out.append(view.lines);
        return;
    case Shape::Text:
        if (open != Shape::Text || name != view.name) {
            close();
            out.append(QString());
            open = Shape::Text;
            name = view.name;
        }
        out.append(view.lines);
        return;
    case Shape::List:
        if (open != Shape::List) {
            close();
            out.append(QString());
            open = Shape::List;
        }
        out.append(listLines(view.rows.front(), width));
        out.append(QString());
        return;
    case Shape::Table:
        addTable(std::move(view), value);
        return;
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

QStringList formatError(const ErrorRecord &error, int width)
{
    QString head = error.categoryActivity;
    if (head.isEmpty() && error.invocation)
        head = error.invocation->myCommand;
    if (head.isEmpty())
        head = error.category == 14 ? QStringLiteral("Exception") : QStringLiteral("Error"); // 14: thrown by a script
    const QStringList message = error.message.split(u'\n');
    const QStringList position = error.invocation ? error.invocation->positionMessage.split(u'\n') : QStringList();
    QStringList out;
    if (error.invocation && !error.invocation->scriptName.isEmpty() && position.size() >= 3) {
        // "At /a.ps1:17 char:5", "+ the line", "+     ~~~"
        const InvocationInfo &invocation = *error.invocation;
        out << QStringLiteral("%1: %2:%3").arg(head, invocation.scriptName).arg(invocation.scriptLineNumber);
        out << QStringLiteral("Line |");
        out << QStringLiteral("%1 | %2")
                   .arg(invocation.scriptLineNumber, 4)
                   .arg(cut(position[1].mid(1), std::max(width, narrowest) - 7));
        out << QStringLiteral("     | ") + cut(position[2].mid(1), std::max(width, narrowest) - 7);
        for (const QString &line : message)
            out << QStringLiteral("     | ") + line;
        out << QString();
    } else {
        out << head + QStringLiteral(": ") + message.join(u'\n');
        out = out.join(QString()).split(u'\n');
    }
    return out;
}

} // namespace rejoin::clixml
