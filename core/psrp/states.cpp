#include "core/psrp/states.h"

#include <array>

namespace rejoin::psrp {

namespace {
template <std::size_t N>
QString name(const std::array<const char *, N> &names, qint32 value)
{
    if (value < 0 || static_cast<std::size_t>(value) >= N)
        return QString::number(value);
    return QLatin1String(names[static_cast<std::size_t>(value)]);
}
} // namespace

QString stateName(PoolState state)
{
    static constexpr std::array<const char *, 10> names{
        "BeforeOpen",           "Opening",    "Opened",      "Closed", "Closing", "Broken", "NegotiationSent",
        "NegotiationSucceeded", "Connecting", "Disconnected"};
    return name(names, static_cast<qint32>(state));
}

QString stateName(PipelineState state)
{
    static constexpr std::array<const char *, 7> names{"NotStarted", "Running", "Stopping",    "Stopped",
                                                       "Completed",  "Failed",  "Disconnected"};
    return name(names, static_cast<qint32>(state));
}

} // namespace rejoin::psrp
