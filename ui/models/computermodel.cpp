#include "ui/models/computermodel.h"

#include "core/text/errortext.h"
#include "ui/icons.h"

#include <QCoreApplication>
#include <QFont>
#include <QMimeData>
#include <QSet>

#include <algorithm>

namespace rejoin::ui {

using namespace Qt::StringLiterals;
using Kind = ComputerStatus::Kind;

namespace {

const QString mimeType = u"application/x-rejoin-computers"_s;

// Internal ids: top-level rows have 0, members of group g have g + 1.
constexpr quintptr topLevel = 0;

} // namespace

ComputerStatus ComputerStatus::answered(int sessions)
{
    ComputerStatus status;
    status.kind = Kind::Answered;
    status.sessionCount = sessions;
    return status;
}

ComputerStatus ComputerStatus::failed(const base::Error &error)
{
    using enum base::ErrorCategory;
    ComputerStatus status;
    status.error = error;
    switch (error.category) {
    case LoginRefused:
    case CredentialMissing:
        status.kind = Kind::NeedsLogin;
        break;
    case NotPermitted:
        status.kind = Kind::NeedsPermission;
        break;
    case CertificateUntrusted:
        status.kind = Kind::CertificateUntrusted;
        break;
    case NameNotResolved:
    case ConnectFailed:
    case TimedOut:
    case ConnectionLost:
        status.kind = Kind::Unreachable;
        break;
    case NotWsMan:
        status.kind = Kind::NoRemoting;
        break;
    case Cancelled:
        status.kind = Kind::NotAsked;
        break;
    default:
        status.kind = Kind::Failed;
    }
    return status;
}

QString computerMarkIcon(Kind kind)
{
    switch (kind) {
    case Kind::NotAsked:
        return u"mark-unknown"_s;
    case Kind::Asking:
        return u"mark-asking"_s;
    case Kind::Answered:
        return u"mark-ok"_s;
    case Kind::NeedsLogin:
        return u"mark-login"_s;
    case Kind::NeedsPermission:
        return u"mark-warning"_s;
    case Kind::CertificateUntrusted:
        return u"mark-certificate"_s;
    case Kind::Unreachable:
        return u"mark-unreachable"_s;
    case Kind::NoRemoting:
    case Kind::Failed:
        return u"mark-failed"_s;
    }
    return {};
}

QString computerStatusText(const ComputerStatus &status)
{
    const auto say = [](const char *words) { return QCoreApplication::translate("ComputerModel", words); };
    switch (status.kind) {
    case Kind::NotAsked:
        return say(QT_TRANSLATE_NOOP("ComputerModel", "not asked"));
    case Kind::Asking:
        return say(QT_TRANSLATE_NOOP("ComputerModel", "asking…"));
    case Kind::Answered:
        if (status.sessionCount == 0)
            return say(QT_TRANSLATE_NOOP("ComputerModel", "no sessions"));
        return QCoreApplication::translate("ComputerModel", "%n session(s)", nullptr, status.sessionCount);
    case Kind::NeedsPermission:
        return say(QT_TRANSLATE_NOOP("ComputerModel", "needs your permission"));
    case Kind::NeedsLogin:
        return say(QT_TRANSLATE_NOOP("ComputerModel", "needs a login"));
    case Kind::CertificateUntrusted:
        return say(QT_TRANSLATE_NOOP("ComputerModel", "certificate not trusted"));
    case Kind::Unreachable:
        return say(QT_TRANSLATE_NOOP("ComputerModel", "unreachable"));
    case Kind::NoRemoting:
        return say(QT_TRANSLATE_NOOP("ComputerModel", "no remoting"));
    case Kind::Failed:
        return say(QT_TRANSLATE_NOOP("ComputerModel", "failed"));
    }
    return {};
}

ComputerModel::ComputerModel(QObject *parent) : QAbstractItemModel(parent)
{
}

void ComputerModel::setComputers(const QList<Computer> &computers)
{
    beginResetModel();
    m_computers = computers;
    std::ranges::stable_sort(m_computers, [](const Computer &a, const Computer &b) {
        return a.name().compare(b.name(), Qt::CaseInsensitive) < 0;
    });
    m_top.clear();
    m_groups.clear();
    QHash<QUuid, ComputerStatus> statuses;
    QHash<QString, int> groupOf;
    for (int i = 0; i < m_computers.size(); ++i) {
        const Computer &computer = m_computers.at(i);
        statuses.insert(computer.id, m_statuses.value(computer.id));
        if (computer.group.isEmpty()) {
            m_top += i;
            continue;
        }
        const auto known = groupOf.constFind(computer.group);
        if (known == groupOf.constEnd()) {
            groupOf.insert(computer.group, int(m_groups.size()));
            m_groups += Group{computer.group, {i}};
        } else {
            m_groups[*known].members += i;
        }
    }
    std::ranges::sort(m_groups, [](const Group &a, const Group &b) {
        const int order = a.name.compare(b.name, Qt::CaseInsensitive);
        return order != 0 ? order < 0 : a.name < b.name;
    });
    m_statuses = std::move(statuses);
    endResetModel();
    Q_EMIT attentionChanged();
}

void ComputerModel::setStatus(const QUuid &id, const ComputerStatus &status)
{
    const auto found = m_statuses.find(id);
    if (found == m_statuses.end())
        return;
    const bool attention = found->needsAttention() != status.needsAttention();
    *found = status;
    const QModelIndex at = indexOf(id);
    Q_EMIT dataChanged(at, at.siblingAtColumn(ColumnCount - 1));
    if (at.parent().isValid())
        Q_EMIT dataChanged(at.parent(), at.parent().siblingAtColumn(ColumnCount - 1));
    if (attention)
        Q_EMIT attentionChanged();
}

int ComputerModel::attentionCount() const
{
    return int(std::ranges::count_if(m_statuses, &ComputerStatus::needsAttention));
}

const ComputerModel::Group *ComputerModel::groupAt(const QModelIndex &at) const
{
    if (!at.isValid() || at.internalId() != topLevel || at.row() < m_top.size())
        return nullptr;
    return &m_groups.at(at.row() - m_top.size());
}

const Computer *ComputerModel::computerAt(const QModelIndex &at) const
{
    if (!at.isValid())
        return nullptr;
    if (at.internalId() != topLevel)
        return &m_computers.at(m_groups.at(qsizetype(at.internalId() - 1)).members.at(at.row()));
    return at.row() < m_top.size() ? &m_computers.at(m_top.at(at.row())) : nullptr;
}

QModelIndex ComputerModel::indexOf(const QUuid &id) const
{
    const auto found = std::ranges::find(m_computers, id, &Computer::id);
    if (found == m_computers.end())
        return {};
    const int position = int(found - m_computers.begin());
    if (const qsizetype row = m_top.indexOf(position); row >= 0)
        return createIndex(int(row), 0, topLevel);
    for (qsizetype g = 0; g < m_groups.size(); ++g)
        if (const qsizetype row = m_groups.at(g).members.indexOf(position); row >= 0)
            return createIndex(int(row), 0, quintptr(g + 1));
    return {};
}

QList<QUuid> ComputerModel::computersOf(const QModelIndexList &indexes) const
{
    QSet<int> wanted;
    for (const QModelIndex &at : indexes) {
        if (const Group *group = groupAt(at))
            wanted.unite(QSet<int>(group->members.begin(), group->members.end()));
        else if (const Computer *computer = computerAt(at))
            wanted.insert(int(computer - m_computers.constData()));
    }
    QList<int> sorted(wanted.begin(), wanted.end());
    std::ranges::sort(sorted);
    QList<QUuid> ids;
    for (const int position : std::as_const(sorted))
        ids += m_computers.at(position).id;
    return ids;
}

QModelIndex ComputerModel::index(int row, int column, const QModelIndex &parent) const
{
    if (row < 0 || column < 0 || column >= ColumnCount || row >= rowCount(parent))
        return {};
    if (!parent.isValid())
        return createIndex(row, column, topLevel);
    return createIndex(row, column, quintptr(parent.row() - m_top.size() + 1));
}

QModelIndex ComputerModel::parent(const QModelIndex &child) const
{
    if (!child.isValid() || child.internalId() == topLevel)
        return {};
    return createIndex(int(m_top.size() + qsizetype(child.internalId()) - 1), 0, topLevel);
}

int ComputerModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return int(m_top.size() + m_groups.size());
    if (parent.column() != 0)
        return 0;
    const Group *group = groupAt(parent);
    return group ? int(group->members.size()) : 0;
}

int ComputerModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

QVariant ComputerModel::data(const QModelIndex &at, int role) const
{
    if (const Computer *computer = computerAt(at))
        return computerData(*computer, at.column(), role);
    const Group *group = groupAt(at);
    if (!group)
        return {};
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        if (at.column() == Name)
            return group->name;
        return tr("%n computer(s)", nullptr, int(group->members.size()));
    case Qt::FontRole: {
        QFont font;
        font.setBold(at.column() == Name);
        return font;
    }
    case GroupRole:
        return group->name;
    default:
        return {};
    }
}

QVariant ComputerModel::computerData(const Computer &computer, int column, int role) const
{
    const ComputerStatus status = m_statuses.value(computer.id);
    switch (role) {
    case Qt::DisplayRole:
        return column == Name ? computer.name() : computerStatusText(status);
    case Qt::AccessibleTextRole:
        return column == Name ? computer.name() + u", "_s + computerStatusText(status) : computerStatusText(status);
    case Qt::DecorationRole:
        if (column == Name)
            return icon(computerMarkIcon(status.kind));
        return {};
    case Qt::ToolTipRole:
        if (status.needsAttention()) {
            const text::ErrorWords words = text::describe(status.error);
            return words.advice.isEmpty() ? words.sentence : words.sentence + u'\n' + words.advice;
        }
        return computer.name() + u": "_s + computerStatusText(status);
    case IdRole:
        return computer.id;
    case GroupRole:
        return computer.group;
    case KindRole:
        return int(status.kind);
    default:
        return {};
    }
}

QVariant ComputerModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == Name ? tr("Computer") : tr("State");
}

Qt::ItemFlags ComputerModel::flags(const QModelIndex &at) const
{
    if (!at.isValid())
        return Qt::ItemIsDropEnabled;
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    return groupAt(at) ? flags | Qt::ItemIsDropEnabled : flags | Qt::ItemIsDragEnabled;
}

QStringList ComputerModel::mimeTypes() const
{
    return {mimeType};
}

QMimeData *ComputerModel::mimeData(const QModelIndexList &indexes) const
{
    QByteArray ids;
    for (const QUuid &id : computersOf(indexes))
        ids += id.toByteArray() + '\n';
    auto *data = new QMimeData;
    data->setData(mimeType, ids);
    return data;
}

bool ComputerModel::dropMimeData(const QMimeData *data, Qt::DropAction action, int, int, const QModelIndex &parent)
{
    if (action != Qt::MoveAction || !data->hasFormat(mimeType))
        return false;
    const Group *group = groupAt(parent);
    if (parent.isValid() && !group)
        return false;
    QList<QUuid> ids;
    for (const QByteArray &line : data->data(mimeType).split('\n'))
        if (const QUuid id = QUuid::fromString(QLatin1StringView(line)); !id.isNull())
            ids += id;
    if (!ids.isEmpty())
        Q_EMIT regrouped(ids, group ? group->name : QString());
    // The owner of the list changes it; the view must not remove rows by itself.
    return false;
}

} // namespace rejoin::ui
