#pragma once

#include "core/sessions/connectionoptions.h"
#include "core/sessions/redirectplanner.h"

#include <memory>

namespace rejoin::sessions {

/// The way of one operation from the address that was given to the one where its service is. Begin the operation anew
/// at target() as long as follow() says so.
class RedirectTrail : public std::enable_shared_from_this<RedirectTrail>
{
public:
    /// fallback is asked where the target names no handler of its own.
    RedirectTrail(ConnectionOptions target, std::shared_ptr<RedirectHandler> fallback);

    [[nodiscard]] const ConnectionOptions &target() const { return m_target; }
    /// After an operation at target() failed: none when target() is now where to go on, else the error that is to be
    /// reported. Throws Cancelled only.
    [[nodiscard]] Task<std::optional<base::Error>> follow(base::Error failure, base::CancelToken cancel);

private:
    ConnectionOptions m_target;
    std::shared_ptr<RedirectHandler> m_handler;
    QList<transport::Endpoint> m_visited;
    QStringList m_hosts;
    int m_followed = 0;
    bool m_elsewhere = false; ///< at another host than the one that was given
};

} // namespace rejoin::sessions
