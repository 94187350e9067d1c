#include "core/sessions/keeping.h"

#include "core/sessions/session.h"
#include "core/sessions/sessionerrors.h"

#include <algorithm>

namespace rejoin::sessions {

using std::chrono::milliseconds;

namespace {
constexpr qint64 idleTimeoutOutOfBounds = 2150859250; // ERROR_WINRS_IDLETIMEOUT_OUTOFBOUNDS
}

milliseconds maximumIdleTimeout(const Session &session)
{
    std::optional<milliseconds> maximum;
    if (const auto runspace = session.runspace())
        maximum = runspace->shell().maxIdleTimeout;
    if (!maximum)
        maximum = session.shell().maxIdleTimeout;
    return maximum.value_or(longestIdleTimeout);
}

std::optional<milliseconds> presentIdleTimeout(const Session &session)
{
    if (const auto runspace = session.runspace(); runspace && runspace->shell().idleTimeout)
        return runspace->shell().idleTimeout;
    return session.shell().idleTimeout;
}

milliseconds keepTime(const Session &session, std::optional<milliseconds> wish)
{
    const ConnectionOptions &origin = session.origin();
    const milliseconds maximum = std::max(maximumIdleTimeout(session), minimumIdleTimeout);
    milliseconds wanted = defaultKeepFor;
    if (wish)
        wanted = *wish;
    else if (origin.keepFor)
        wanted = *origin.keepFor;
    else if (origin.session.idleTimeout)
        wanted = *origin.session.idleTimeout;
    else if (const auto present = presentIdleTimeout(session))
        wanted = std::max(wanted, *present); // who made it wanted it longer
    return std::clamp(wanted, minimumIdleTimeout, maximum);
}

remoting::DisconnectOptions leavingOptions(const Session &session, std::optional<milliseconds> wish)
{
    remoting::DisconnectOptions options;
    options.idleTimeout = keepTime(session, wish);
    return options;
}

std::optional<QDateTime> keptUntil(const Session &session, const QDateTime &now,
                                   std::optional<milliseconds> idleTimeout)
{
    if (!idleTimeout)
        idleTimeout = presentIdleTimeout(session);
    if (!idleTimeout)
        return std::nullopt;
    return now.addMSecs(idleTimeout->count());
}

bool isKeptShorter(const Session &session)
{
    const auto present = presentIdleTimeout(session);
    return session.state() == remoting::SessionState::Opened && present && *present < keepTime(session);
}

std::optional<base::Error> refusedIdleTimeout(const Session &session, milliseconds wanted)
{
    const milliseconds maximum = maximumIdleTimeout(session);
    if (wanted >= minimumIdleTimeout && wanted <= maximum)
        return std::nullopt;
    return idleTimeoutOutOfRange(session.name(), wanted, maximum);
}

bool isIdleTimeoutRefused(const base::Error &error)
{
    return error.code == idleTimeoutOutOfBounds;
}

} // namespace rejoin::sessions
