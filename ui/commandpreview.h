#pragma once

#include "core/sessions/connectionoptions.h"

#include <QStringList>
#include <QUuid>

namespace rejoin::ui {

/// What the connect dialog asks for: which sessions of which computers, and how to reach them.
struct ConnectRequest
{
    ConnectRequest() = default;
    QStringList computerNames; ///< empty when by URI
    QStringList uris;
    sessions::ConnectionOptions options; ///< without name and URI
    QStringList sessionNames;            ///< wildcards; empty: all
    QList<QUuid> instanceIds;            ///< empty: all
    int throttleLimit = 0;               ///< 0: 32

    /// One each computer or URI.
    [[nodiscard]] QList<sessions::ConnectionOptions> targets() const;
};

/// A word as PowerShell takes it for an argument: quoted only where it must be.
[[nodiscard]] QString quoted(const QString &word);

/// The PowerShell command that a request amounts to. Always one that PowerShell parses and binds; never with a
/// password: -Credential names the user and PowerShell asks.
[[nodiscard]] QString connectCommand(const ConnectRequest &request);

} // namespace rejoin::ui
