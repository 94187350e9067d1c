#pragma once

#include <QDateTime>

#include <optional>
#include <string>
#include <string_view>

// The lexical forms of numbers, times and durations on the wire (XML Schema's, as .NET's XmlConvert writes them).
namespace rejoin::clixml::lexical {

[[nodiscard]] std::string_view trimmed(std::string_view text);

[[nodiscard]] std::optional<qint64> toInt64(std::string_view text);
[[nodiscard]] std::optional<quint64> toUInt64(std::string_view text);
/// INF, -INF and NaN too.
[[nodiscard]] std::optional<double> toDouble(std::string_view text);
/// The shortest form that reads back the same: 1.5, 1E+20, INF.
[[nodiscard]] std::string fromDouble(double value);
/// significant digits as .NET's "G15" gives them.
[[nodiscard]] std::string fromDouble(double value, int significant);

/// xs:duration in ticks of 100 ns; a year counts 365 days and a month 30, as in .NET.
[[nodiscard]] std::optional<qint64> toTicks(std::string_view text);
[[nodiscard]] std::string fromTicks(qint64 ticks);

/// What a DT element says.
struct DateTime
{
    int year = 1, month = 1, day = 1, hour = 0, minute = 0, second = 0;
    int fraction = 0; ///< ticks of 100 ns within the second
    enum class Zone : quint8 { Unspecified, Utc, Offset } zone = Zone::Unspecified;
    int offsetSeconds = 0;

    /// Milliseconds are what QDateTime holds; unspecified times are taken as this computer's local times.
    [[nodiscard]] QDateTime toQDateTime() const;
};
[[nodiscard]] std::optional<DateTime> toDateTime(std::string_view text);
/// UTC with Z, everything else with its offset.
[[nodiscard]] std::string fromDateTime(const QDateTime &time);

} // namespace rejoin::clixml::lexical
