#pragma once

#include "core/transport/transport.h"

#include <QStringList>

#include <optional>

namespace rejoin::sessions {

/// What the command line of a program says for every computer: --proxy and --trust-host.
struct NetworkDefaults
{
    NetworkDefaults() = default;
    std::optional<transport::Proxy> proxy; ///< none: each computer's own
    QStringList trustedHosts;              ///< wildcards: NTLM over plain HTTP is allowed there

    /// An empty proxy is none. Throws Error (InvalidArgument).
    [[nodiscard]] static NetworkDefaults fromWords(const QString &proxy, const QStringList &trustedHosts);
    /// The name or the address matches one of the patterns.
    [[nodiscard]] bool trusts(const QString &computer) const;
};

} // namespace rejoin::sessions
