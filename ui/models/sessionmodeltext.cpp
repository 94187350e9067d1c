// How the sessions table words and marks its rows.
#include "ui/models/sessionmodel.h"

#include "core/text/moments.h"
#include "core/text/names.h"
#include "ui/icons.h"

#include <QColor>
#include <QFont>
#include <QGuiApplication>
#include <QLocale>
#include <QPalette>

#include <array>

namespace rejoin::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 warnSeconds = 3600;
constexpr qint64 alarmSeconds = 600;
constexpr qint64 secondsOfADay = 86400;

constexpr std::array columnKeys{"Id",           "Name",    "ComputerName", "State",    "ConfigurationName",
                                "Availability", "Expires", "Owner",        "Commands", "Idle",
                                "Buffering",    "Client",  "Runtime",      "ShellId"};
static_assert(columnKeys.size() == SessionModel::ColumnCount);

/// The time of day of what is less than a day away, else the date: it stands beside how long that is.
QString brief(const QDateTime &at, const QDateTime &now)
{
    return now.secsTo(at) < secondsOfADay ? text::timeOfDay(at)
                                          : QLocale().toString(at.toLocalTime().date(), QLocale::ShortFormat);
}

} // namespace

QString SessionModel::columnKey(int column)
{
    return QString::fromLatin1(columnKeys.at(size_t(column)));
}

QString SessionModel::displayText(const SessionRow &row, int column) const
{
    const QDateTime now = m_clock->now();
    switch (column) {
    case Id:
        return QString::number(row.id);
    case Name:
        return row.name.isEmpty() ? tr("(no name)") : row.name;
    case ComputerName:
        return row.computerName;
    case State:
        if (!row.activity.isEmpty())
            return row.activity;
        return row.gone ? text::stateWord(u"Gone"_s) : text::stateWord(row.state);
    case ConfigurationName:
        return row.configurationName;
    case Availability:
        if (row.gone)
            return {};
        if (row.inUse)
            return row.client.isEmpty() ? tr("%1 (in use elsewhere)").arg(text::stateWord(row.availability))
                                        : tr("%1 (in use from %2)").arg(text::stateWord(row.availability), row.client);
        if (!row.hiddenReason.isEmpty())
            return tr("%1 (hidden: %2)").arg(text::stateWord(row.availability), row.hiddenReason);
        return text::stateWord(row.availability);
    case Expires:
        if (row.gone)
            return {};
        if (!row.expiresOn)
            return u"–"_s;
        return tr("%1 · %2").arg(text::duration(now.secsTo(*row.expiresOn)), brief(*row.expiresOn, now));
    case Owner:
        return row.owner;
    case Commands:
        return row.commands == 0 ? u"–"_s : QString::number(row.commands);
    case Idle:
        return row.idleSince ? text::duration(row.idleSince->secsTo(now)) : u"–"_s;
    case Buffering:
        return text::stateWord(row.buffering);
    case Client:
        return row.client;
    case Runtime:
        return row.runningSince ? text::duration(row.runningSince->secsTo(now)) : u"–"_s;
    case ShellId:
        return row.shellId.toString(QUuid::WithoutBraces).toUpper();
    default:
        return {};
    }
}

QVariant SessionModel::decoration(const SessionRow &row, int column) const
{
    if (column == State) {
        if (!row.activity.isEmpty())
            return icon(u"mark-working"_s);
        if (row.gone)
            return icon(u"mark-gone"_s);
        if (!row.problem.isEmpty())
            return icon(u"mark-failed"_s);
        if (row.opened)
            return icon(u"mark-opened"_s);
        if (row.inUse)
            return icon(u"mark-busy"_s);
        return icon(row.connectable && row.hiddenReason.isEmpty() ? u"mark-disconnected"_s : u"mark-unknown"_s);
    }
    if (column == Expires && row.expiresOn && !row.gone) {
        const qint64 left = m_clock->now().secsTo(*row.expiresOn);
        if (left < alarmSeconds)
            return icon(u"mark-failed"_s);
        if (left < warnSeconds)
            return icon(u"mark-warning"_s);
    }
    return {};
}

QString SessionModel::toolTip(const SessionRow &row, int column) const
{
    if (!row.problem.isEmpty())
        return row.problem;
    if (row.gone)
        return tr("The computer no longer lists this session. Remove takes it off the list.");
    if (row.stale)
        return tr("The computer did not answer since. Last seen: %1").arg(text::moment(row.seenAt, m_clock->now()));
    const QDateTime now = m_clock->now();
    if (!row.hiddenReason.isEmpty() && !row.opened && column != Commands)
        return row.isPowerShell
                   ? tr("Get-PSSession hides this shell. %1").arg(row.hiddenReason)
                   : tr("Get-PSSession hides this shell. %1 It can be removed, not connected.").arg(row.hiddenReason);
    switch (column) {
    case State:
    case Availability:
        if (row.opened)
            return tr("Connected in this window.");
        if (row.connectable)
            return tr("Ready to be connected: double click or Enter.");
        if (row.inUse)
            return tr("Another client is attached. \"Connect when it becomes free\" (menu Session) waits for it.");
        return {};
    case Expires:
        if (row.expiresOn) {
            const qint64 left = now.secsTo(*row.expiresOn);
            const QString words = tr("The server removes this session at %1 unless someone connects.")
                                      .arg(text::moment(*row.expiresOn, now));
            return left < alarmSeconds  ? tr("Expires within minutes. %1 Keep alive renews its time.").arg(words)
                   : left < warnSeconds ? tr("Expires within the hour. %1 Keep alive renews its time.").arg(words)
                                        : words;
        }
        return row.opened ? tr("A connected session does not expire.") : QString();
    case Commands:
        return row.commandLine;
    default:
        return {};
    }
}

QVariant SessionModel::data(const QModelIndex &at, int role) const
{
    if (!checkIndex(at, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const SessionRow &row = rowAt(at.row());
    switch (role) {
    case Qt::DisplayRole:
        return displayText(row, at.column());
    case Qt::AccessibleTextRole: {
        QString text = displayText(row, at.column());
        // Not by its mark alone.
        if (at.column() == Expires && row.expiresOn && !row.gone) {
            const qint64 left = m_clock->now().secsTo(*row.expiresOn);
            if (left < warnSeconds)
                text = left < alarmSeconds ? tr("%1, expires within minutes").arg(text)
                                           : tr("%1, expires within the hour").arg(text);
        }
        return row.stale ? tr("%1, last seen %2").arg(text, text::moment(row.seenAt, m_clock->now())) : text;
    }
    case Qt::DecorationRole:
        return decoration(row, at.column());
    case Qt::ToolTipRole:
        return toolTip(row, at.column());
    case Qt::ForegroundRole:
        if (row.stale || row.gone)
            return QGuiApplication::palette().color(QPalette::Disabled, QPalette::Text);
        return {};
    case Qt::FontRole: {
        QFont font;
        font.setItalic(row.stale || row.gone || !row.hiddenReason.isEmpty());
        font.setBold(row.opened && at.column() == Name);
        return font;
    }
    case Qt::TextAlignmentRole:
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    case ShellIdRole:
        return row.shellId;
    default:
        return {};
    }
}

QVariant SessionModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    const bool isToolTip = role == Qt::ToolTipRole;
    if (role != Qt::DisplayRole && !isToolTip)
        return {};
    switch (section) {
    case Id:
        return isToolTip ? tr("Number of the session in this window") : tr("Id");
    case Name:
        return tr("Name");
    case ComputerName:
        return isToolTip ? tr("Computer (ComputerName)") : tr("Computer");
    case State:
        return tr("State");
    case ConfigurationName:
        return isToolTip ? tr("Session configuration on the server (ConfigurationName)") : tr("Configuration");
    case Availability:
        return tr("Availability");
    case Expires:
        return isToolTip ? tr("Time until the server removes a disconnected session (ExpiresOn)") : tr("Expires in");
    case Owner:
        return tr("Owner");
    case Commands:
        return isToolTip ? tr("Commands that run or whose output was not fetched") : tr("Commands");
    case Idle:
        return isToolTip ? tr("Disconnected for (ShellInactivity)") : tr("Idle for");
    case Buffering:
        return isToolTip ? tr("When output piles up: Block pauses the command, Drop drops the oldest "
                              "(OutputBufferingMode)")
                         : tr("Buffering");
    case Client:
        return isToolTip ? tr("Address of the last client (ClientIP)") : tr("Client");
    case Runtime:
        return isToolTip ? tr("Running for (ShellRunTime)") : tr("Running for");
    case ShellId:
        return isToolTip ? tr("Identity of the session on the server (ShellId, InstanceId)") : tr("Shell id");
    default:
        return {};
    }
}

} // namespace rejoin::ui
