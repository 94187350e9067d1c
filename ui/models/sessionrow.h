#pragma once

#include <QDateTime>
#include <QSet>
#include <QString>
#include <QUuid>

#include <optional>

namespace rejoin::ui {

/// A session as the table shows it: a copy of what was last known, so that the table needs nothing that lives.
struct SessionRow
{
    QUuid shellId;
    int id = 0;
    QString name;
    QString computerName;
    QString state; ///< PowerShell's word, or "Gone"
    QString configurationName;
    QString availability; ///< PowerShell's word
    std::optional<QDateTime> expiresOn;
    QString owner;
    int commands = 0;
    QString commandLine;                ///< of the first command
    std::optional<QDateTime> idleSince; ///< disconnected since
    qint64 idleTimeoutSeconds = 0;      ///< 0: not known
    QString buffering;
    QString client; ///< address of the last client
    std::optional<QDateTime> runningSince;
    QSet<QUuid> computers; ///< saved computers that list it
    QDateTime seenAt;

    bool isPowerShell = true; ///< else a shell of winrs or another kind: can be removed, not connected
    QString hiddenReason;     ///< why Get-PSSession leaves it out; empty: it does not
    bool connectable = false;
    bool inUse = false;  ///< attached elsewhere
    bool opened = false; ///< connected here
    bool stale = false;  ///< its computer failed since: shown grey with seenAt
    bool gone = false;   ///< an answering computer no longer lists it
    QString activity;    ///< what is being done to it, "Connecting…"; empty: nothing
    QString problem;     ///< sentence of the last failure; empty: none

    bool operator==(const SessionRow &) const = default;
};

/// The first eight digits of a ShellId: tells sessions of one name apart.
[[nodiscard]] QString shortId(const QUuid &shellId);

} // namespace rejoin::ui
