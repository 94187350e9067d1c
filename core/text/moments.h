#pragma once

#include <QDateTime>
#include <QString>

#include <optional>

// Times as one says them, in the user's language and local time.
namespace rejoin::text {

/// "20:14".
[[nodiscard]] QString timeOfDay(const QDateTime &at);

/// A moment: "20:14", "tomorrow 08:00", "yesterday 23:50", "3 Feb 2026 08:00".
[[nodiscard]] QString moment(const QDateTime &at, const QDateTime &now);

/// Until when a server keeps a session that is left, as a sentence: "Kept until 20:14, then removed with its 2 jobs."
/// jobs: how many are known to be in it; less than 0: that is not known. Without a time: the server's own setting says.
[[nodiscard]] QString kept(const std::optional<QDateTime> &until, const QDateTime &now, int jobs = -1);

/// "ITTask on Server01 (4F0A…) is left disconnected. Kept until …"; keptWords: what kept() says.
[[nodiscard]] QString leftDisconnected(const QString &session, const QString &computer, const QString &shellId,
                                       const QString &keptWords);

} // namespace rejoin::text
