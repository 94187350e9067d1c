#pragma once

#include "core/base/error.h"
#include "core/clixml/records.h"
#include "core/psrp/createpipeline.h"

#include <QSet>

namespace rejoin::sessions {

/// What the endpoint of a session turned out not to allow. Learned from its first refusal and not tried again in this
/// session: JEA, no-language and Exchange's endpoints lack what an ordinary one has.
class EndpointLimits
{
public:
    /// Script text is refused; commands with parameters may be allowed.
    [[nodiscard]] bool refusesScripts() const { return m_refusesScripts; }
    void setRefusesScripts() { m_refusesScripts = true; }
    [[nodiscard]] bool lacks(const QString &command) const { return m_missing.contains(command.toLower()); }
    void setLacks(const QString &command) { m_missing.insert(command.toLower()); }
    /// That the login does not reach further computers was explained.
    [[nodiscard]] bool isSecondHopTold() const { return m_secondHopTold; }
    void setSecondHopTold() { m_secondHopTold = true; }

private:
    bool m_refusesScripts = false;
    bool m_secondHopTold = false;
    QSet<QString> m_missing;
};

/// The reason of a failed pipeline says that this runspace runs no script text (no-language mode).
[[nodiscard]] bool isScriptRefusal(const clixml::ErrorRecord &reason);
/// The reason says that the runspace has no such command.
[[nodiscard]] bool isMissing(const clixml::ErrorRecord &reason, const QString &command);
inline constexpr QLatin1String commandNotOfferedId("CommandNotOffered");
/// "This endpoint does not offer Get-Job."
[[nodiscard]] base::Error commandNotOffered(const QString &command);

} // namespace rejoin::sessions
