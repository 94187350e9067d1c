#pragma once

#include <QDateTime>
#include <QString>
#include <QUuid>

#include <optional>

namespace rejoin::output {

/// Where saved output comes from.
struct OutputSource
{
    OutputSource() = default;
    QUuid shellId;
    QUuid commandId;
    QString computer;
    QString session; ///< its name
    /// The command's text as the server or the user gave it; may be empty. Kept shortened, and not at all where it
    /// seems to hold a secret (see describedCommand()).
    QString command;
    QString label; ///< in place of the command where that says more: "job 3 (Backup)"
};

/// How an entry ended.
enum class EndState : quint8 {
    Running,      ///< a program is writing it
    Completed,    ///< the command ended
    Failed,       ///< it ended with an error
    Stopped,      ///< it was stopped
    Disconnected, ///< it goes on without us
    Interrupted,  ///< the connection broke, or the program that wrote it died
};

/// One command's or one Receive's output on this computer.
struct SavedEntry
{
    QString id; ///< its file's base name; sorts by time
    OutputSource source;
    QDateTime started; ///< UTC
    std::optional<QDateTime> ended;
    EndState state = EndState::Running;
    qint64 bytes = 0; ///< on disk
};

/// The text of a command as it is kept: one line, shortened; empty where words say that a secret may be in it (those
/// at which PowerShell's own history leaves a line out).
[[nodiscard]] QString describedCommand(const QString &command);

} // namespace rejoin::output
