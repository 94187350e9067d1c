#include "core/clixml/lexical.h"

#include <QTimeZone>

#include <array>
#include <charconv>
#include <cmath>
#include <limits>

namespace rejoin::clixml::lexical {

namespace {

constexpr qint64 ticksPerSecond = 10'000'000;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

template <typename T>
std::optional<T> toInteger(std::string_view text)
{
    text = trimmed(text);
    if (text.size() > 1 && text.front() == '+' && isDigit(text[1]))
        text.remove_prefix(1);
    T value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size())
        return {};
    return value;
}

/// Digits and a decimal exponent as .NET lays them out: fixed from 0.0001 up to (not with) the power given.
std::string layOut(bool negative, std::string digits, int exponent, int firstScientific)
{
    while (digits.size() > 1 && digits.back() == '0')
        digits.pop_back();
    std::string out(negative ? "-" : "");
    if (exponent < -4 || exponent >= firstScientific) {
        out += digits[0];
        if (digits.size() > 1)
            out.append(".").append(digits, 1);
        out += exponent < 0 ? "E-" : "E+";
        const std::string power = std::to_string(std::abs(exponent));
        return out.append(power.size() < 2 ? "0" : "").append(power);
    }
    if (exponent < 0)
        return out.append("0.").append(std::size_t(-exponent - 1), '0').append(digits);
    const auto whole = std::size_t(exponent) + 1;
    if (digits.size() <= whole)
        return out.append(digits).append(whole - digits.size(), '0');
    return out.append(digits, 0, whole).append(".").append(digits, whole);
}

std::string formatDouble(double value, std::optional<int> significant)
{
    if (std::isnan(value))
        return "NaN";
    if (std::isinf(value))
        return value < 0 ? "-INF" : "INF";
    if (value == 0)
        return std::signbit(value) ? "-0" : "0";
    std::array<char, 64> buffer;
    char *const first = buffer.data();
    char *const last = first + buffer.size();
    const auto [end, error] = significant
                                  ? std::to_chars(first, last, value, std::chars_format::scientific, *significant - 1)
                                  : std::to_chars(first, last, value, std::chars_format::scientific);
    std::string_view text(first, std::size_t(end - first));
    const bool negative = text.front() == '-';
    if (negative)
        text.remove_prefix(1);
    const auto e = text.find('e');
    std::string digits(1, text[0]);
    if (e > 2)
        digits.append(text.substr(2, e - 2));
    return layOut(negative, digits, int(*toInteger<int>(text.substr(e + 1))), significant.value_or(15));
}

/// Takes exactly count digits.
bool takeNumber(std::string_view &text, std::size_t count, int &value)
{
    if (text.size() < count)
        return false;
    value = 0;
    for (std::size_t i = 0; i < count; ++i) {
        if (!isDigit(text[i]))
            return false;
        value = value * 10 + (text[i] - '0');
    }
    text.remove_prefix(count);
    return true;
}

bool takeChar(std::string_view &text, char c)
{
    if (text.empty() || text.front() != c)
        return false;
    text.remove_prefix(1);
    return true;
}

/// ".5" as ticks; digits after the seventh are dropped. False without a digit.
bool takeFraction(std::string_view &text, int &ticks)
{
    ticks = 0;
    std::size_t count = 0;
    int scale = int(ticksPerSecond);
    for (; count < text.size() && isDigit(text[count]); ++count) {
        scale /= 10;
        ticks += (text[count] - '0') * scale;
    }
    text.remove_prefix(count);
    return count > 0;
}

std::string padded(int value, std::size_t width)
{
    std::string digits = std::to_string(value);
    return digits.insert(0, digits.size() < width ? width - digits.size() : 0, '0');
}

void appendFraction(std::string &out, quint64 ticks)
{
    if (ticks == 0)
        return;
    std::string digits = padded(int(ticks), 7);
    digits.erase(digits.find_last_not_of('0') + 1);
    out.append(".").append(digits);
}

} // namespace

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view spaces = " \t\r\n";
    const auto first = text.find_first_not_of(spaces);
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(spaces) - first + 1);
}

std::optional<qint64> toInt64(std::string_view text)
{
    return toInteger<qint64>(text);
}

std::optional<quint64> toUInt64(std::string_view text)
{
    return toInteger<quint64>(text);
}

std::optional<double> toDouble(std::string_view text)
{
    text = trimmed(text);
    if (text == "INF")
        return std::numeric_limits<double>::infinity();
    if (text == "-INF")
        return -std::numeric_limits<double>::infinity();
    if (text == "NaN")
        return std::numeric_limits<double>::quiet_NaN();
    if (!text.empty() && text.front() == '+')
        text.remove_prefix(1);
    // from_chars also takes "inf" and "nan", which are no numbers here.
    if (text.find_first_not_of("0123456789+-.eE") != std::string_view::npos)
        return {};
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size())
        return {};
    return value;
}

std::string fromDouble(double value)
{
    return formatDouble(value, {});
}

std::string fromDouble(double value, int significant)
{
    return formatDouble(value, significant);
}

std::optional<qint64> toTicks(std::string_view text)
{
    text = trimmed(text);
    const bool negative = takeChar(text, '-');
    if (!takeChar(text, 'P') || text.empty())
        return {};
    // Each part may come once and in this order.
    struct Part
    {
        char letter;
        bool inTime;
        qint64 seconds;
    };
    static constexpr std::array<Part, 6> parts{{{'Y', false, 365 * 86400},
                                                {'M', false, 30 * 86400},
                                                {'D', false, 86400},
                                                {'H', true, 3600},
                                                {'M', true, 60},
                                                {'S', true, 1}}};
    __extension__ using Wide = __int128;
    constexpr Wide limit = Wide(std::numeric_limits<qint64>::max()) + 1;
    Wide total = 0;
    bool inTime = false;
    std::size_t next = 0;
    while (!text.empty()) {
        if (!inTime && takeChar(text, 'T')) {
            inTime = true;
            if (text.empty())
                return {};
            continue;
        }
        const auto digits = std::min(text.find_first_not_of("0123456789"), text.size());
        const auto amount = toInteger<qint64>(text.substr(0, digits));
        if (digits == 0 || !amount)
            return {};
        text.remove_prefix(digits);
        int fraction = 0;
        const bool hasFraction = takeChar(text, '.');
        if (hasFraction && !takeFraction(text, fraction))
            return {};
        while (next < parts.size() &&
               (text.empty() || parts[next].letter != text.front() || parts[next].inTime != inTime))
            ++next;
        if (next == parts.size() || (hasFraction && parts[next].letter != 'S'))
            return {};
        text.remove_prefix(1);
        total += Wide(*amount) * parts[next].seconds * ticksPerSecond + fraction;
        ++next;
        if (total > limit)
            return {};
    }
    if (next == 0)
        return {};
    if (negative)
        total = -total;
    if (total > limit - 1)
        return {};
    return qint64(total);
}

std::string fromTicks(qint64 ticks)
{
    if (ticks == 0)
        return "PT0S";
    std::string out(ticks < 0 ? "-P" : "P");
    const quint64 all = ticks < 0 ? quint64(0) - quint64(ticks) : quint64(ticks);
    const quint64 seconds = all / ticksPerSecond;
    const auto append = [&out](quint64 amount, char letter) {
        if (amount > 0)
            out.append(std::to_string(amount)).push_back(letter);
    };
    append(seconds / 86400, 'D');
    if (all % (86400 * quint64(ticksPerSecond)) == 0)
        return out;
    out += 'T';
    append(seconds / 3600 % 24, 'H');
    append(seconds / 60 % 60, 'M');
    const quint64 fraction = all % ticksPerSecond;
    if (seconds % 60 != 0 || fraction != 0) {
        out += std::to_string(seconds % 60);
        appendFraction(out, fraction);
        out += 'S';
    }
    return out;
}

QDateTime DateTime::toQDateTime() const
{
    const QDate date(year, month, day);
    const QTime time(hour, minute, second, fraction / 10'000);
    switch (zone) {
    case Zone::Utc:
        return {date, time, Qt::UTC};
    case Zone::Offset:
        return {date, time, Qt::OffsetFromUTC, offsetSeconds};
    case Zone::Unspecified:
        break;
    }
    return {date, time, Qt::LocalTime};
}

std::optional<DateTime> toDateTime(std::string_view text)
{
    text = trimmed(text);
    DateTime out;
    if (!takeNumber(text, 4, out.year) || !takeChar(text, '-') || !takeNumber(text, 2, out.month) ||
        !takeChar(text, '-') || !takeNumber(text, 2, out.day) || !takeChar(text, 'T') ||
        !takeNumber(text, 2, out.hour) || !takeChar(text, ':') || !takeNumber(text, 2, out.minute) ||
        !takeChar(text, ':') || !takeNumber(text, 2, out.second))
        return {};
    if (takeChar(text, '.') && !takeFraction(text, out.fraction))
        return {};
    if (takeChar(text, 'Z')) {
        out.zone = DateTime::Zone::Utc;
    } else if (!text.empty()) {
        const bool negative = text.front() == '-';
        int hours = 0;
        int minutes = 0;
        if ((!takeChar(text, '+') && !takeChar(text, '-')) || !takeNumber(text, 2, hours) || !takeChar(text, ':') ||
            !takeNumber(text, 2, minutes) || hours > 14 || minutes > 59)
            return {};
        out.zone = DateTime::Zone::Offset;
        out.offsetSeconds = (hours * 60 + minutes) * (negative ? -60 : 60);
    }
    if (!text.empty() || !QDate::isValid(out.year, out.month, out.day) ||
        !QTime::isValid(out.hour, out.minute, out.second))
        return {};
    return out;
}

std::string fromDateTime(const QDateTime &time)
{
    const QDate date = time.date();
    const QTime clock = time.time();
    std::string out = padded(date.year(), 4) + '-' + padded(date.month(), 2) + '-' + padded(date.day(), 2) + 'T' +
                      padded(clock.hour(), 2) + ':' + padded(clock.minute(), 2) + ':' + padded(clock.second(), 2);
    appendFraction(out, quint64(clock.msec()) * 10'000);
    if (time.timeSpec() == Qt::UTC)
        return out + 'Z';
    const int offset = time.offsetFromUtc();
    const int minutes = std::abs(offset) / 60;
    return out + (offset < 0 ? '-' : '+') + padded(minutes / 60, 2) + ':' + padded(minutes % 60, 2);
}

} // namespace rejoin::clixml::lexical
