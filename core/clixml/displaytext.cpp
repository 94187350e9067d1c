#include "core/clixml/displaytext.h"

#include "core/clixml/lexical.h"

#include <QLocale>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <iterator>

namespace rejoin::clixml::display {

namespace {

// $FormatEnumerationLimit
constexpr std::size_t shownItems = 4;

QString fromLexical(const std::string &text)
{
    return QString::fromStdString(text);
}

QString realText(const Value &value, int significant)
{
    const auto number = value.toDouble();
    if (!number)
        return value.text();
    if (std::isinf(*number))
        return *number < 0 ? QStringLiteral("-Infinity") : QStringLiteral("Infinity");
    return fromLexical(lexical::fromDouble(*number, significant));
}

std::optional<lexical::DateTime> dateOf(const Value &value)
{
    return lexical::toDateTime(value.text().toStdString());
}

QString twoDigits(int number)
{
    return QStringLiteral("%1").arg(number, 2, 10, QLatin1Char('0'));
}

QString clockText(const lexical::DateTime &time)
{
    return twoDigits(time.hour) + u':' + twoDigits(time.minute) + u':' + twoDigits(time.second);
}

QString dayText(const lexical::DateTime &time)
{
    return QStringLiteral("%1/%2/%3")
        .arg(twoDigits(time.month), twoDigits(time.day))
        .arg(time.year, 4, 10, QLatin1Char('0'));
}

bool isBag(const Value &value)
{
    return value.isA("System.Management.Automation.PSCustomObject");
}

/// What PowerShell's ToString gives for a value inside "@{…}": nothing for another bag of members.
QString memberText(const Value &value)
{
    if (!value.isObject())
        return cellText(value);
    if (!value.base().isNil())
        return value.hasToString() ? value.toStringText() : primitiveText(value.base());
    if (value.hasToString())
        return value.toStringText();
    switch (value.container()) {
    case Container::List:
    case Container::Enumerable:
        return QStringLiteral("System.Collections.ArrayList");
    case Container::Queue:
        return QStringLiteral("System.Collections.Queue");
    case Container::Stack:
        return QStringLiteral("System.Collections.Stack");
    case Container::Dictionary:
        return QStringLiteral("System.Collections.Hashtable");
    case Container::None:
        break;
    }
    return {};
}

bool isList(const Value &value)
{
    return value.isObject() && value.base().isNil() && value.container() != Container::None &&
           value.container() != Container::Dictionary;
}

/// An item of an array in a cell: a list inside it is its items with spaces between.
QString itemText(const Value &item)
{
    if (item.isNil())
        return QStringLiteral("$null");
    if (isBag(item) && !item.hasToString())
        return cellText(item);
    if (!isList(item))
        return memberText(item);
    QStringList parts;
    for (std::size_t i = 0; i < item.count(); ++i)
        parts.append(memberText(item.at(i)));
    return parts.join(u' ');
}

QString itemsText(const Value &value)
{
    QStringList parts;
    for (std::size_t i = 0; i < std::min(value.count(), shownItems); ++i) {
        if (value.container() == Container::Dictionary)
            parts.append(QStringLiteral("[%1, %2]").arg(memberText(value.keyAt(i)), itemText(value.at(i))));
        else
            parts.append(itemText(value.at(i)));
    }
    return u'{' + parts.join(QStringLiteral(", ")) +
           (value.count() > shownItems ? QStringLiteral("…}") : QStringLiteral("}"));
}

} // namespace

bool isNumber(Type type)
{
    return type >= Type::Byte && type <= Type::Decimal;
}

QString longDateText(const Value &value)
{
    const auto time = dateOf(value);
    if (!time)
        return value.text();
    const QLocale invariant = QLocale::c();
    const QDate date(time->year, time->month, time->day);
    const QString day =
        QStringLiteral("%1, %2 %3 %4")
            .arg(invariant.dayName(date.dayOfWeek()), twoDigits(time->day), invariant.monthName(time->month))
            .arg(time->year, 4, 10, QLatin1Char('0'));
    const QString hint = value.member("DisplayHint").toStringText();
    if (hint == QLatin1String("Date"))
        return day;
    return hint == QLatin1String("Time") ? clockText(*time) : day + u' ' + clockText(*time);
}

QString shortDateText(const Value &value)
{
    const auto time = dateOf(value);
    return time ? dayText(*time) + u' ' + clockText(*time) : value.text();
}

QString minuteText(const Value &value)
{
    const auto time = dateOf(value);
    return time ? dayText(*time) + u' ' + clockText(*time).first(5) : value.text();
}

QString monthTimeText(const Value &value)
{
    const auto time = dateOf(value);
    if (!time)
        return value.text();
    const QString month = QLocale::c().monthName(time->month, QLocale::ShortFormat);
    return month + u' ' + twoDigits(time->day) + u' ' + clockText(*time).first(5);
}

QString twoDecimalsText(const Value &number)
{
    if (number.type() == Type::Decimal) {
        // Exact: a decimal has more digits than a double holds. Halves go away from zero.
        const QString text = number.text().trimmed();
        const qsizetype point = text.indexOf(u'.');
        QString digits = text;
        digits.remove(u'.');
        const bool isNegative = digits.startsWith(u'-');
        digits.remove(u'-');
        const qsizetype decimals = point < 0 ? 0 : text.size() - point - 1;
        if (decimals <= 2) {
            digits += QString(2 - decimals, u'0');
        } else {
            const bool roundsUp = digits.at(digits.size() - decimals + 2) >= u'5';
            digits.chop(decimals - 2);
            qsizetype i = digits.size() - 1;
            for (; roundsUp && i >= 0; --i) {
                if (digits.at(i) != u'9') {
                    digits[i] = QChar(digits.at(i).unicode() + 1);
                    break;
                }
                digits[i] = u'0';
            }
            if (roundsUp && i < 0)
                digits.prepend(u'1');
        }
        digits.insert(digits.size() - 2, u'.');
        return isNegative ? u'-' + digits : digits;
    }
    const auto value = number.toDouble();
    if (!value || !std::isfinite(*value))
        return primitiveText(number);
    char buffer[400];
    const auto [end, error] = std::to_chars(std::begin(buffer), std::end(buffer), *value, std::chars_format::fixed, 2);
    return error == std::errc() ? QString::fromLatin1(buffer, end - buffer) : primitiveText(number);
}

QString durationText(qint64 ticks)
{
    const quint64 all = ticks < 0 ? quint64(0) - quint64(ticks) : quint64(ticks);
    const quint64 seconds = all / 10'000'000;
    QString text = ticks < 0 ? QStringLiteral("-") : QString();
    if (seconds >= 86400)
        text += QString::number(seconds / 86400) + u'.';
    text += twoDigits(int(seconds / 3600 % 24)) + u':' + twoDigits(int(seconds / 60 % 60)) + u':' +
            twoDigits(int(seconds % 60));
    if (all % 10'000'000 != 0)
        text += QStringLiteral(".%1").arg(all % 10'000'000, 7, 10, QLatin1Char('0'));
    return text;
}

QString primitiveText(const Value &value)
{
    const Value inner = value.isObject() ? value.base() : value;
    switch (inner.type()) {
    case Type::Boolean:
        if (const auto truth = inner.toBool())
            return *truth ? QStringLiteral("True") : QStringLiteral("False");
        break;
    case Type::Char:
        if (const auto unit = inner.toInteger(); unit && *unit >= 0 && *unit <= 0xffff)
            return QString(QChar(char16_t(*unit)));
        break;
    case Type::Double:
        return realText(inner, 15);
    case Type::Single:
        return realText(inner, 7);
    case Type::DateTime:
        return shortDateText(inner);
    case Type::Duration:
        if (const auto ticks = inner.toTicks())
            return durationText(*ticks);
        break;
    case Type::SecureString:
        return QStringLiteral("System.Security.SecureString");
    case Type::Bytes: {
        const QByteArray bytes = inner.toBytes().value_or(QByteArray());
        QStringList parts;
        for (qsizetype i = 0; i < std::min<qsizetype>(bytes.size(), shownItems); ++i)
            parts.append(QString::number(quint8(bytes[i])));
        return u'{' + parts.join(QStringLiteral(", ")) +
               (std::size_t(bytes.size()) > shownItems ? QStringLiteral("…}") : QStringLiteral("}"));
    }
    default:
        break;
    }
    return inner.text();
}

QString cellText(const Value &value)
{
    if (!value.isObject())
        return value.type() == Type::Xml ? QStringLiteral("#document") : primitiveText(value);
    if (!value.base().isNil())
        return value.isA("System.Enum") && value.hasToString() ? value.toStringText() : primitiveText(value);
    if (value.container() != Container::None)
        return itemsText(value);
    if (value.hasToString())
        return value.toStringText();
    if (!isBag(value))
        return value.typeNames().value(0).remove(QLatin1String("Deserialized."));
    QStringList parts;
    for (std::size_t i = 0; i < value.memberCount(); ++i)
        parts.append(value.memberName(i) + u'=' + memberText(value.memberAt(i)));
    return QStringLiteral("@{") + parts.join(QStringLiteral("; ")) + u'}';
}

namespace {

bool isWide(char16_t unit)
{
    return (unit >= 0x1100 && unit <= 0x115f) || (unit >= 0x2e80 && unit <= 0xa4cf) ||
           (unit >= 0xac00 && unit <= 0xd7a3) || (unit >= 0xf900 && unit <= 0xfaff) ||
           (unit >= 0xfe30 && unit <= 0xfe6f) || (unit >= 0xff00 && unit <= 0xff60) ||
           (unit >= 0xffe0 && unit <= 0xffe6);
}

} // namespace

int cellWidth(QStringView text)
{
    int width = 0;
    for (const QChar c : text)
        width += isWide(c.unicode()) ? 2 : 1; // a surrogate pair (mostly emoji) so takes two
    return width;
}

QString cut(const QString &text, int width, bool atStart)
{
    if (cellWidth(text) <= width)
        return text;
    if (width < 1)
        return {};
    QStringView kept(text);
    while (!kept.isEmpty() && cellWidth(kept) > width - 1) {
        if (atStart)
            kept = kept.sliced(1);
        else
            kept.chop(1);
    }
    if (!kept.isEmpty() && atStart && kept.front().isLowSurrogate())
        kept = kept.sliced(1);
    else if (!kept.isEmpty() && !atStart && kept.back().isHighSurrogate())
        kept.chop(1);
    return atStart ? QStringLiteral("…") + kept.toString() : kept.toString() + QStringLiteral("…");
}

QString padded(const QString &text, int width, bool right)
{
    const QString space(std::max(0, width - cellWidth(text)), QLatin1Char(' '));
    return right ? space + text : text + space;
}

} // namespace rejoin::clixml::display
