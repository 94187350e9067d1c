#include "core/clixml/displayviews.h"

#include "core/clixml/display.h"
#include "core/clixml/displaytext.h"
#include "core/clixml/lexical.h"

#include <pugixml.hpp>

#include <algorithm>

namespace rejoin::clixml::display {

namespace {

constexpr std::size_t mostTableProperties = 4;

Cell cellOf(const QString &label, const Value &value)
{
    const Value inner = value.isObject() ? value.base() : value;
    return {label, cellText(value),
            (isNumber(inner.type()) || inner.type() == Type::Boolean) && !value.isA("System.Enum")};
}

Cell plain(const QString &label, const QString &text)
{
    return {label, text, false};
}

View lines(QStringList text)
{
    View view;
    view.shape = Shape::Lines;
    view.lines = std::move(text);
    return view;
}

View table(const char *name, QList<Column> columns, std::vector<std::vector<Cell>> rows)
{
    View view;
    view.shape = Shape::Table;
    view.name = QLatin1String(name);
    view.columns = std::move(columns);
    view.rows = std::move(rows);
    return view;
}

View list(std::vector<Cell> cells)
{
    View view;
    view.shape = Shape::List;
    view.rows.push_back(std::move(cells));
    return view;
}

Column column(const char *label, int width = 0, bool right = false)
{
    return {QLatin1String(label), width, right, false};
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
                 {column("NPM(K)", 7, true), column("PM(M)", 8, true), column("WS(M)", 10, true),
                  column("CPU(s)", 10, true), column("Id", 7, true), column("SI", 3, true), column("ProcessName")},
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

// .NET cuts TotalMilliseconds to whole ones at the ends of the range.
constexpr double mostMilliseconds = 922337203685477;

View durationView(qint64 ticks)
{
    const auto whole = [](qint64 number) { return QString::number(number); };
    const auto total = [ticks](double unit) {
        return QString::fromStdString(lexical::fromDouble(double(ticks) / unit, 15));
    };
    const qint64 seconds = ticks / 10'000'000;
    return list({plain(QStringLiteral("Days"), whole(seconds / 86400)),
                 plain(QStringLiteral("Hours"), whole(seconds / 3600 % 24)),
                 plain(QStringLiteral("Minutes"), whole(seconds / 60 % 60)),
                 plain(QStringLiteral("Seconds"), whole(seconds % 60)),
                 plain(QStringLiteral("Milliseconds"), whole(ticks / 10'000 % 1000)),
                 plain(QStringLiteral("Ticks"), whole(ticks)), plain(QStringLiteral("TotalDays"), total(864e9)),
                 plain(QStringLiteral("TotalHours"), total(36e9)), plain(QStringLiteral("TotalMinutes"), total(6e8)),
                 plain(QStringLiteral("TotalSeconds"), total(1e7)),
                 plain(QStringLiteral("TotalMilliseconds"),
                       QString::fromStdString(lexical::fromDouble(
                           std::clamp(double(ticks) / 1e4, -mostMilliseconds, mostMilliseconds), 15)))});
}

View versionView(const QString &text)
{
    const QStringList parts = text.split(u'.');
    std::vector<Cell> row;
    for (qsizetype i = 0; i < 4; ++i)
        row.push_back(plain({}, parts.value(i, QStringLiteral("-1"))));
    return table("version", {column("Major", 6), column("Minor", 6), column("Build", 6), column("Revision", 8)}, {row});
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

/// A document shows its nodes as properties: an element by its name, or by its text when it holds nothing else.
View xmlView(const Value &value)
{
    const QByteArray text = value.text().toUtf8();
    pugi::xml_document document;
    if (!document.load_buffer(text.constData(), std::size_t(text.size()), pugi::parse_default, pugi::encoding_utf8))
        return lines({value.text()});
    QList<Column> columns;
    std::vector<Cell> row;
    for (const pugi::xml_node node : document.children()) {
        const bool textOnly = !node.first_attribute() && node.first_child().type() == pugi::node_pcdata;
        const QString name = QString::fromUtf8(node.name());
        columns.append({name, 0, false, false});
        row.push_back(plain(name, textOnly ? QString::fromUtf8(node.child_value()) : name));
    }
    return columns.isEmpty() ? lines({value.text()}) : table("xml", std::move(columns), {row});
}

View primitiveView(const Value &value)
{
    const Value inner = value.isObject() ? value.base() : value;
    switch (inner.type()) {
    case Type::DateTime: {
        View view;
        view.shape = Shape::Text;
        view.name = QStringLiteral("date");
        view.lines.append(longDateText(value));
        return view;
    }
    case Type::Duration:
        if (const auto ticks = inner.toTicks())
            return durationView(*ticks);
        break;
    case Type::Version:
        return versionView(inner.text());
    case Type::Guid:
        return table("guid", {column("Guid")}, {{plain({}, inner.text())}});
    case Type::Xml:
        return xmlView(inner);
    case Type::Bytes: {
        QStringList bytes;
        for (const char byte : inner.toBytes().value_or(QByteArray()))
            bytes.append(QString::number(quint8(byte)));
        return lines(std::move(bytes));
    }
    default:
        break;
    }
    return lines(primitiveText(value).replace(QStringLiteral("\r\n"), QStringLiteral("\n")).split(u'\n'));
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
    if (!names.isEmpty())
        return names;
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
        row.push_back(cellOf(name, value.member(name.toStdString())));
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
    if (value.isA("System.Management.Automation.ProgressRecord"))
        return progressView(value);
    if (value.isA("System.Enum") && value.hasToString())
        return table("enum", {column("Value")}, {{plain({}, value.toStringText())}});
    if (!value.base().isNil())
        return primitiveView(value);
    if (value.isA("System.Management.Automation.Job"))
        return jobView(value);
    if (value.container() == Container::Dictionary)
        return dictionaryView(value);
    if (value.isA("System.Diagnostics.Process"))
        return processView(value);
    if (value.isA("System.ServiceProcess.ServiceController"))
        return serviceView(value);
    if (value.isA("System.IO.FileSystemInfo"))
        return fileView(value);
    if (value.isA("System.Numerics.BigInteger"))
        return lines({value.toStringText()});

    const QStringList names = shownProperties(value);
    if (names.isEmpty())
        return value.hasToString() ? lines(value.toStringText().split(u'\n')) : View();
    std::vector<Cell> cells = rowOf(value, names);
    if (cells.size() > mostTableProperties)
        return list(std::move(cells));
    QList<Column> columns;
    for (const QString &name : names)
        columns.append({name, 0, false, true});
    View view = table("properties", std::move(columns), {});
    view.rows.push_back(std::move(cells));
    return view;
}

} // namespace rejoin::clixml::display
