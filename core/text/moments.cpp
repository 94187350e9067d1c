#include "core/text/moments.h"

#include <QCoreApplication>
#include <QLocale>

namespace rejoin::text {

namespace {

constexpr auto withJobs = QT_TRANSLATE_N_NOOP("text", "Kept until %1, then removed with its %n job(s).");

QString words(const char *source)
{
    return QCoreApplication::translate("text", source);
}

} // namespace

QString timeOfDay(const QDateTime &at)
{
    const QLocale locale;
    // The C locale's short form has seconds.
    QString format = locale.timeFormat(QLocale::ShortFormat);
    format.remove(QStringLiteral(":ss"));
    return locale.toString(at.toLocalTime().time(), format);
}

QString moment(const QDateTime &at, const QDateTime &now)
{
    const QDateTime local = at.toLocalTime();
    const QLocale locale;
    const QString time = timeOfDay(at);
    switch (now.toLocalTime().date().daysTo(local.date())) {
    case 0:
        return time;
    case 1:
        return words(QT_TRANSLATE_NOOP("text", "tomorrow %1")).arg(time);
    case -1:
        return words(QT_TRANSLATE_NOOP("text", "yesterday %1")).arg(time);
    default:
        return words(QT_TRANSLATE_NOOP("text", "%1 %2")).arg(locale.toString(local.date(), QLocale::ShortFormat), time);
    }
}

QString kept(const std::optional<QDateTime> &until, const QDateTime &now, int jobs)
{
    if (!until)
        return words(QT_TRANSLATE_NOOP("text", "Kept as long as the server's own setting says."));
    const QString at = moment(*until, now);
    if (jobs < 0)
        return words(QT_TRANSLATE_NOOP("text", "Kept until %1, then removed with everything that runs in it.")).arg(at);
    if (jobs == 0)
        return words(QT_TRANSLATE_NOOP("text", "Kept until %1, then removed.")).arg(at);
    return QCoreApplication::translate("text", withJobs, nullptr, jobs).arg(at);
}

QString leftDisconnected(const QString &session, const QString &computer, const QString &shellId,
                         const QString &keptWords)
{
    return words(QT_TRANSLATE_NOOP("text", "%1 on %2 (%3) is left disconnected. %4"))
        .arg(session, computer, shellId, keptWords);
}

} // namespace rejoin::text
