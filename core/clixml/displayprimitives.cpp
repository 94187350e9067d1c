#include "core/clixml/displayparts.h"
#include "core/clixml/displaytext.h"
#include "core/clixml/lexical.h"

#include <pugixml.hpp>

#include <QRegularExpression>
#include <QUrl>

#include <algorithm>

namespace rejoin::clixml::display {

namespace {

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
        columns.append({name, 0, false, false, false});
        row.push_back(plain(name, textOnly ? QString::fromUtf8(node.child_value()) : name));
    }
    return columns.isEmpty() ? lines({value.text()}) : table("xml", std::move(columns), {row});
}

/// An absolute or relative System.Uri, which PowerShell makes anew of the text.
View uriView(const QString &text)
{
    const QUrl url(text);
    const bool isAbsolute = !url.scheme().isEmpty();
    const auto yes = [](bool is) { return is ? QStringLiteral("True") : QStringLiteral("False"); };
    const auto known = [&](const QString &words) { return isAbsolute ? words : QString(); };
    const QString host = url.host();
    const QString path =
        url.path(QUrl::FullyEncoded).isEmpty() && !host.isEmpty() ? QStringLiteral("/") : url.path(QUrl::FullyEncoded);
    const QString scheme = url.scheme();
    const int usual = scheme == QLatin1String("http")    ? 80
                      : scheme == QLatin1String("https") ? 443
                      : scheme == QLatin1String("ftp")   ? 21
                                                         : -1;
    const int port = url.port(usual);
    const bool isV6 = host.contains(u':');
    static const QRegularExpression v4(QStringLiteral("^\\d{1,3}(\\.\\d{1,3}){3}$"));
    const QString kind = host.isEmpty()              ? QStringLiteral("Basic")
                         : isV6                      ? QStringLiteral("IPv6")
                         : v4.match(host).hasMatch() ? QStringLiteral("IPv4")
                                                     : QStringLiteral("Dns");
    const QString shownHost = isV6 ? u'[' + host + u']' : host;
    const QString query = url.hasQuery() ? u'?' + url.query(QUrl::FullyEncoded) : QString();
    QStringList segments;
    for (qsizetype at = 0; at < path.size();) {
        const qsizetype slash = path.indexOf(u'/', at);
        const qsizetype end = slash < 0 ? path.size() : slash + 1;
        segments.append(path.mid(at, end - at));
        at = end;
    }
    const QString some =
        segments.mid(0, 4).join(QStringLiteral(", ")) + (segments.size() > 4 ? QStringLiteral("…") : QString());
    const bool isLoopback = host == QLatin1String("localhost") || host.startsWith(QLatin1String("127.")) ||
                            host == QLatin1String("::1") || (host.isEmpty() && scheme == QLatin1String("file"));
    const std::pair<const char *, QString> members[] = {
        {"AbsolutePath", known(path)},
        {"AbsoluteUri", known(QString::fromLatin1(url.toEncoded()))},
        {"LocalPath", known(url.path(QUrl::FullyDecoded).isEmpty() ? path : url.path(QUrl::FullyDecoded))},
        {"Authority", known(shownHost + (port >= 0 && port != usual ? QStringLiteral(":%1").arg(port) : QString()))},
        {"HostNameType", known(kind)},
        {"IsDefaultPort", known(yes(port == usual))},
        {"IsFile", known(yes(scheme == QLatin1String("file")))},
        {"IsLoopback", known(yes(isLoopback))},
        {"PathAndQuery", known(path + query)},
        {"Segments", known(u'{' + some + u'}')},
        {"IsUnc", known(yes(scheme == QLatin1String("file") && !host.isEmpty()))},
        {"Host", known(shownHost)},
        {"Port", known(QString::number(port))},
        {"Query", known(query)},
        {"Fragment", known(url.hasFragment() ? u'#' + url.fragment(QUrl::FullyEncoded) : QString())},
        {"Scheme", known(scheme)},
        {"OriginalString", text},
        {"DnsSafeHost", known(host)},
        {"IdnHost", known(host)},
        {"IsAbsoluteUri", yes(isAbsolute)},
        {"UserEscaped", yes(false)},
        {"UserInfo", known(url.userInfo(QUrl::FullyEncoded))}};
    std::vector<Cell> cells;
    for (const auto &[name, words] : members)
        cells.push_back(plain(QLatin1String(name), words));
    return list(std::move(cells));
}

} // namespace

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
    case Type::Uri:
        return uriView(inner.text());
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

} // namespace rejoin::clixml::display
