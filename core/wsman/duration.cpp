#include "core/wsman/requests.h"

namespace rejoin::wsman {

namespace {

/// Durations beyond this are refused, so that no sum overflows: about 30,000 years.
constexpr qint64 longest = Q_INT64_C(1'000'000'000'000'000);

struct Unit
{
    char16_t letter;
    qint64 milliseconds; ///< 0: years and months have no fixed length, only a zero is accepted
    bool isTime;
};
constexpr Unit units[] = {
    {u'Y', 0, false},      {u'M', 0, false},    {u'D', 86400000, false},
    {u'H', 3600000, true}, {u'M', 60000, true}, {u'S', 1000, true},
};

} // namespace

QString formatDuration(Milliseconds duration)
{
    const qint64 all = duration.count();
    const quint64 size = all < 0 ? quint64{0} - static_cast<quint64>(all) : static_cast<quint64>(all);
    return QStringLiteral("%1PT%2.%3S")
        .arg(all < 0 ? QStringLiteral("-") : QString())
        .arg(size / 1000)
        .arg(size % 1000, 3, 10, QLatin1Char('0'));
}

// XML Schema part 2, 3.2.6: -?P(nY)?(nM)?(nD)?(T(nH)?(nM)?(n(.n)?S)?)?
std::optional<Milliseconds> parseDuration(QStringView text)
{
    text = text.trimmed();
    const bool isNegative = text.startsWith(u'-');
    if (isNegative) {
        text = text.mid(1);
    }
    if (!text.startsWith(u'P')) {
        return std::nullopt;
    }
    qint64 sum = 0;
    std::size_t next = 0; // units come in order, each once
    bool inTime = false;
    bool sawField = false;
    for (qsizetype i = 1; i < text.size();) {
        if (text.at(i) == u'T') {
            if (inTime || i + 1 == text.size()) {
                return std::nullopt;
            }
            inTime = true;
            ++i;
            continue;
        }
        qint64 whole = 0;
        qint64 thousandths = 0;
        const qsizetype start = i;
        const auto isDigit = [&] { return i < text.size() && text.at(i) >= u'0' && text.at(i) <= u'9'; };
        for (; isDigit(); ++i) {
            whole = whole * 10 + text.at(i).digitValue();
            if (whole > longest) {
                return std::nullopt;
            }
        }
        if (i == start) {
            return std::nullopt;
        }
        bool isFraction = false;
        if (i < text.size() && text.at(i) == u'.') {
            isFraction = true;
            qint64 place = 100;
            const qsizetype first = ++i;
            for (; isDigit(); ++i) {
                thousandths += text.at(i).digitValue() * place;
                place /= 10;
            }
            if (i == first) {
                return std::nullopt;
            }
        }
        if (i == text.size()) {
            return std::nullopt;
        }
        const char16_t letter = text.at(i++).unicode();
        while (next < std::size(units) && !(units[next].letter == letter && units[next].isTime == inTime)) {
            ++next;
        }
        if (next == std::size(units) || (isFraction && letter != u'S')) {
            return std::nullopt;
        }
        const qint64 scale = units[next++].milliseconds;
        if ((scale == 0 && whole != 0) || (scale != 0 && whole > longest / scale)) {
            return std::nullopt;
        }
        sum += whole * scale + thousandths;
        sawField = true;
        if (sum > longest) {
            return std::nullopt;
        }
    }
    if (!sawField) {
        return std::nullopt;
    }
    return Milliseconds(isNegative ? -sum : sum);
}

} // namespace rejoin::wsman
