#include "core/clixml/displayviews.h"

#include "core/clixml/display.h"
#include "core/clixml/displayparts.h"
#include "core/clixml/displaytext.h"
#include "core/clixml/displaytypes.h"

#include <algorithm>

namespace rejoin::clixml::display {

namespace {

constexpr std::size_t mostTableProperties = 4;

Cell cellOf(const QString &label, const Value &value)
{
    const Value inner = value.isObject() ? value.base() : value;
    const bool isRight = isNumber(inner.type()) || inner.type() == Type::Boolean || inner.type() == Type::SecureString;
    return {label, cellText(value), isRight && !value.isA("System.Enum")};
}

/// In a table, a number with a fraction has two decimals.
Cell tableCellOf(const QString &label, const Value &value)
{
    Cell cell = cellOf(label, value);
    const Value inner = value.isObject() ? value.base() : value;
    if (inner.type() == Type::Double || inner.type() == Type::Single || inner.type() == Type::Decimal)
        cell.text = twoDecimalsText(inner);
    return cell;
}

QString property(const Value &value, std::string_view name)
{
    return cellText(value.member(name));
}

QString twoDecimals(double number)
{
    return QString::number(number, 'f', 2);
}

View jobView(const Value &job)
{
    const QString state =
        job.hasMember("State") ? property(job, "State") : property(job.member("JobStateInfo"), "State");
    return table("job",
                 {column("Id", 6), column("Name", 15), column("PSJobTypeName", 15), column("State", 13),
                  column("HasMoreData", 15), column("Location", 20), column("Command", 25)},
                 {{plain({}, property(job, "Id")), plain({}, property(job, "Name")),
                   plain({}, property(job, "PSJobTypeName")), plain({}, state), plain({}, property(job, "HasMoreData")),
                   plain({}, property(job, "Location")), plain({}, property(job, "Command"))}});
}

View dictionaryView(const Value &value)
{
    std::vector<std::vector<Cell>> rows;
    for (std::size_t i = 0; i < value.count(); ++i)
        rows.push_back({plain({}, cellText(value.keyAt(i))), plain({}, cellText(value.at(i)))});
    return table("dictionary", {column("Name", 30), column("Value")}, std::move(rows));
}

View processView(const Value &process)
{
    const auto number = [&](std::string_view name) { return process.member(name).toDouble().value_or(0); };
    double seconds = number("CPU");
    if (const auto ticks = process.member("TotalProcessorTime").toTicks(); ticks && !process.hasMember("CPU"))
        seconds = double(*ticks) / 1e7;
    const QString name = property(process, process.hasMember("ProcessName") ? "ProcessName" : "Name");
    return table("process",
                 {column("NPM(K)", 7, true),
                  column("PM(M)", 8, true),
                  column("WS(M)", 10, true),
                  column("CPU(s)", 10, true),
                  column("Id", 7, true),
                  column("SI", 3, true),
                  {QStringLiteral("ProcessName"), 0, false, false, true}},
                 {{plain({}, QString::number(qint64(number("NonpagedSystemMemorySize64") / 1024))),
                   plain({}, twoDecimals(number("PagedMemorySize64") / 1048576)),
                   plain({}, twoDecimals(number("WorkingSet64") / 1048576)), plain({}, twoDecimals(seconds)),
                   plain({}, property(process, "Id")), plain({}, property(process, "SessionId")), plain({}, name)}});
}

View serviceView(const Value &service)
{
    return table("service", {column("Status", 8), column("Name", 18), column("DisplayName", 38)},
                 {{plain({}, property(service, "Status")), plain({}, property(service, "Name")),
                   plain({}, property(service, "DisplayName"))}});
}

View fileView(const Value &file)
{
    const QString parent = property(file, "PSParentPath").section(QStringLiteral("::"), -1);
    const QString name = property(file, "Name");
    View view;
    const Value time = file.member("LastWriteTime");
    if (file.hasMember("UnixMode")) {
        view = table("unix file",
                     {column("UnixMode", 10), column("User", 10, true), column("Group", 10),
                      column("LastWriteTime", 16, true), column("Size", 12, true), column("Name")},
                     {{plain({}, property(file, "UnixMode")), plain({}, property(file, "User")),
                       plain({}, property(file, "Group")), plain({}, minuteText(time)),
                       plain({}, property(file, file.hasMember("Size") ? "Size" : "Length")), plain({}, name)}});
    } else {
        view = table(
            "file", {column("Mode", 7), column("LastWriteTime", 26, true), column("Length", 14, true), column("Name")},
            {{plain({}, property(file, "Mode")), plain({}, minuteText(time)),
              plain({}, file.isA("System.IO.DirectoryInfo") ? QString() : property(file, "Length")), plain({}, name)}});
    }
    view.groupHeader = QStringLiteral("    Directory: ") + parent;
    return view;
}

View progressView(const Value &value)
{
    std::vector<Cell> cells;
    for (const char *name : {"ActivityId", "ParentActivityId", "Activity", "StatusDescription", "CurrentOperation",
                             "PercentComplete", "SecondsRemaining"})
        cells.push_back(cellOf(QLatin1String(name), value.member(name)));
    cells.push_back(cellOf(QStringLiteral("RecordType"), value.member("Type")));
    return list(std::move(cells));
}

/// What Select-String found: the line, after its file and number when it came from a file.
View matchView(const Value &value)
{
    View view;
    view.shape = Shape::Text;
    view.name = QStringLiteral("match");
    const QString path = property(value, "Path");
    const QString line = property(value, "Line");
    const bool isInput = path.isEmpty() || path == QLatin1String("InputStream");
    view.lines.append(isInput ? line : path + u':' + property(value, "LineNumber") + u':' + line);
    return view;
}

View membersView(const Value &value, std::initializer_list<const char *> names)
{
    std::vector<Cell> cells;
    for (const char *name : names)
        cells.push_back(cellOf(QLatin1String(name), value.member(name)));
    return list(std::move(cells));
}

View measureView(const Value &value)
{
    return membersView(value, {"Count", "Average", "Sum", "Maximum", "Minimum", "Property"});
}

/// PowerShell makes a living address of it, which has members that its family does not answer for.
View addressView(const Value &value)
{
    return membersView(value,
                       {"AddressFamily", "ScopeId", "IsIPv6Multicast", "IsIPv6LinkLocal", "IsIPv6SiteLocal",
                        "IsIPv6Teredo", "IsIPv6UniqueLocal", "IsIPv4MappedToIPv6", "Address", "IPAddressToString"});
}

QString converted(const Value &value, const KnownColumn &column)
{
    const std::string_view name(column.property.constData(), std::size_t(column.property.size()));
    const Value member = value.member(name);
    switch (column.conversion) {
    case Conversion::None:
        break;
    case Conversion::Command:
        if (property(value, "CommandType") == QLatin1String("Alias"))
            return property(value, "DisplayName");
        break;
    case Conversion::MonthTime:
        return monthTimeText(member);
    case Conversion::Keys: {
        QStringList keys;
        constexpr std::size_t shown = 4;
        for (std::size_t i = 0; i < std::min(member.count(), shown); ++i)
            keys.append(cellText(member.keyAt(i)));
        return u'{' + keys.join(QStringLiteral(", ")) +
               (member.count() > shown ? QStringLiteral("…}") : QStringLiteral("}"));
    }
    case Conversion::Leaf:
        return cellText(member).section(u'\\', -1).section(u'/', -1);
    case Conversion::Gigabytes:
        return member.toDouble() ? twoDecimals(*member.toDouble() / 1073741824) : QString();
    }
    return tableCellOf({}, member).text;
}

View knownTable(const Value &value, const KnownView &known)
{
    View view;
    view.shape = Shape::Table;
    view.name = QString::fromLatin1(known.name);
    if (!known.groupProperty.isEmpty()) {
        const QString group = property(value, known.groupProperty.toStdString());
        view.groupHeader = known.groupWords + group.section(QStringLiteral("::"), -1);
    }
    std::vector<Cell> row;
    for (const KnownColumn &one : known.columns) {
        view.columns.append({one.label, one.width, one.right, false, one.width == 0 && !known.isAutomatic});
        row.push_back(plain(one.label, converted(value, one)));
    }
    view.rows.push_back(std::move(row));
    return view;
}

} // namespace

QStringList shownProperties(const Value &value)
{
    QStringList names;
    const Value defaults = value.member("PSStandardMembers").member("DefaultDisplayPropertySet");
    for (std::size_t i = 0; i < defaults.count(); ++i) {
        if (value.hasMember(defaults.at(i).text().toStdString()))
            names.append(defaults.at(i).text());
    }
    if (names.isEmpty()) {
        for (const QString &name : knownProperties(value)) {
            if (value.hasMember(name.toStdString()))
                names.append(name);
        }
    }
    if (!names.isEmpty()) {
        if (value.member("PSShowComputerName").toBool() == true)
            names.append(QStringLiteral("PSComputerName"));
        return names;
    }
    // What remoting adds to each object is shown only when the command asked for it.
    const bool hideComputer = value.member("PSShowComputerName").toBool() == false;
    for (std::size_t i = 0; i < value.memberCount(); ++i) {
        const QString name = value.memberName(i);
        if (name == QLatin1String("PSStandardMembers") || name == QLatin1String("PSShowComputerName") ||
            name == QLatin1String("PSSourceJobInstanceId") || (hideComputer && name == QLatin1String("PSComputerName")))
            continue;
        if (!names.contains(name, Qt::CaseInsensitive))
            names.append(name);
    }
    return names;
}

std::vector<Cell> rowOf(const Value &value, const QStringList &names)
{
    std::vector<Cell> row;
    for (const QString &name : names)
        row.push_back(tableCellOf(name, value.member(name.toStdString())));
    return row;
}

View viewOf(const Value &value, int width)
{
    if (value.isNil())
        return {};
    if (!value.isObject())
        return primitiveView(value);
    if (value.isA("System.Management.Automation.ErrorRecord"))
        return lines(formatError(ErrorRecord::fromValue(value), width));
    if (value.isA("System.Management.Automation.InformationalRecord"))
        return lines({InformationalRecord::fromValue(value).message});
    if (value.isA("System.Management.Automation.InformationRecord"))
        return lines({InformationRecord::fromValue(value).text()});
    if (value.isA("System.Management.Automation.ProgressRecord"))
        return progressView(value);
    if (value.isA("System.Enum") && value.hasToString())
        return table("enum", {column("Value")}, {{plain({}, value.toStringText())}});
    if (!value.base().isNil())
        return primitiveView(value);
    if (value.isA("System.Management.Automation.Job"))
        return jobView(value);
    if (value.isA("System.Collections.DictionaryEntry"))
        return table("dictionary", {column("Name", 30), column("Value")},
                     {{plain({}, property(value, value.hasMember("Name") ? "Name" : "Key")),
                       plain({}, property(value, "Value"))}});
    if (value.container() == Container::Dictionary)
        return dictionaryView(value);
    if (value.isA("System.Diagnostics.Process"))
        return processView(value);
    if (value.isA("System.ServiceProcess.ServiceController"))
        return serviceView(value);
    if (value.isA("System.IO.FileSystemInfo"))
        return fileView(value);
    if (value.isA("Microsoft.PowerShell.Commands.MatchInfo"))
        return matchView(value);
    if (value.isA("Microsoft.PowerShell.Commands.GenericMeasureInfo"))
        return measureView(value);
    if (value.isA("System.Net.IPAddress"))
        return addressView(value);
    if (value.isA("System.Numerics.BigInteger"))
        return lines({value.toStringText()});
    if (const KnownView *known = knownView(value))
        return knownTable(value, *known);

    const QStringList names = shownProperties(value);
    if (names.isEmpty())
        return lines(value.toStringText().split(u'\n'));
    if (names.size() > qsizetype(mostTableProperties)) {
        std::vector<Cell> cells;
        for (const QString &name : names)
            cells.push_back(cellOf(name, value.member(name.toStdString())));
        return list(std::move(cells));
    }
    QList<Column> columns;
    for (const QString &name : names)
        columns.append({name, 0, false, true, false});
    View view = table("properties", std::move(columns), {});
    view.rows.push_back(rowOf(value, names));
    return view;
}

std::vector<std::vector<Cell>> listsOf(const Value &value, const View &view)
{
    if (view.shape == Shape::List)
        return view.rows;
    std::vector<std::vector<Cell>> lists;
    const bool hasOwnProperties = value.isObject() && value.base().isNil() && value.container() == Container::None;
    if (hasOwnProperties) {
        std::vector<Cell> cells;
        for (const QString &name : shownProperties(value))
            cells.push_back(cellOf(name, value.member(name.toStdString())));
        lists.push_back(std::move(cells));
        return lists;
    }
    for (const std::vector<Cell> &row : view.rows) {
        std::vector<Cell> cells = row;
        for (qsizetype i = 0; i < std::min(view.columns.size(), qsizetype(cells.size())); ++i)
            cells[std::size_t(i)].label = view.columns[i].label;
        lists.push_back(std::move(cells));
    }
    return lists;
}

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

} // namespace rejoin::clixml::display
