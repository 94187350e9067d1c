#include "ui/models/jobmodel.h"

#include "core/text/names.h"
#include "ui/icons.h"

#include <QLocale>

#include <algorithm>

namespace rejoin::ui {

using namespace Qt::StringLiterals;

namespace {

QString markOf(const jobs::Job &job)
{
    if (job.state == "Completed"_L1)
        return u"mark-ok"_s;
    if (job.state == "Failed"_L1)
        return u"mark-failed"_s;
    if (job.state == "Blocked"_L1)
        return u"mark-warning"_s;
    if (job.isFinal())
        return u"mark-stopped"_s;
    return u"mark-working"_s;
}

} // namespace

JobModel::JobModel(std::shared_ptr<base::Clock> clock, QObject *parent)
    : QAbstractItemModel(parent), m_clock(std::move(clock))
{
}

void JobModel::setJobs(const QList<jobs::Job> &jobs)
{
    // Jobs keep their ids and come in their order: remove what went, update what stayed, append what is new.
    for (int row = int(m_jobs.size()) - 1; row >= 0; --row) {
        const bool stays = std::ranges::any_of(
            jobs, [&](const jobs::Job &job) { return job.instanceId == m_jobs.at(row).instanceId; });
        if (stays)
            continue;
        beginRemoveRows({}, row, row);
        m_jobs.removeAt(row);
        m_keys.removeAt(row);
        endRemoveRows();
    }
    for (int row = 0; row < jobs.size(); ++row) {
        const jobs::Job &job = jobs.at(row);
        if (row < m_jobs.size() && m_jobs.at(row).instanceId == job.instanceId) {
            updateChildren(row, job.children);
            if (m_jobs.at(row) != job) {
                m_jobs[row] = job;
                Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
            }
            continue;
        }
        // Out of order: the old place is taken away first.
        const auto old = std::find_if(m_jobs.begin() + row, m_jobs.end(),
                                      [&](const jobs::Job &known) { return known.instanceId == job.instanceId; });
        if (old != m_jobs.end()) {
            const int oldRow = int(old - m_jobs.begin());
            beginRemoveRows({}, oldRow, oldRow);
            m_jobs.removeAt(oldRow);
            m_keys.removeAt(oldRow);
            endRemoveRows();
        }
        beginInsertRows({}, row, row);
        m_jobs.insert(row, job);
        m_keys.insert(row, m_nextKey++);
        endInsertRows();
    }
}

void JobModel::updateChildren(int row, const QList<jobs::Job> &children)
{
    jobs::Job &job = m_jobs[row];
    const QModelIndex at = index(row, 0);
    const int common = int(std::min(job.children.size(), children.size()));
    for (int i = 0; i < common; ++i) {
        if (job.children.at(i) == children.at(i))
            continue;
        job.children[i] = children.at(i);
        Q_EMIT dataChanged(index(i, 0, at), index(i, ColumnCount - 1, at));
    }
    if (job.children.size() > common) {
        beginRemoveRows(at, common, int(job.children.size()) - 1);
        job.children.resize(common);
        endRemoveRows();
    } else if (children.size() > common) {
        beginInsertRows(at, common, int(children.size()) - 1);
        job.children += children.sliced(common);
        endInsertRows();
    }
}

const jobs::Job *JobModel::jobAt(const QModelIndex &at) const
{
    if (!at.isValid())
        return nullptr;
    if (at.internalId() == 0)
        return at.row() < m_jobs.size() ? &m_jobs.at(at.row()) : nullptr;
    const qsizetype parentRow = m_keys.indexOf(at.internalId());
    if (parentRow < 0 || at.row() >= m_jobs.at(parentRow).children.size())
        return nullptr;
    return &m_jobs.at(parentRow).children.at(at.row());
}

const jobs::Job *JobModel::find(int jobId) const
{
    return jobAt(indexOf(jobId));
}

QModelIndex JobModel::indexOf(int jobId) const
{
    for (int row = 0; row < m_jobs.size(); ++row) {
        if (m_jobs.at(row).id == jobId)
            return index(row, 0);
        for (int child = 0; child < m_jobs.at(row).children.size(); ++child)
            if (m_jobs.at(row).children.at(child).id == jobId)
                return index(child, 0, index(row, 0));
    }
    return {};
}

void JobModel::tick()
{
    for (int row = 0; row < m_jobs.size(); ++row) {
        const QModelIndex at = index(row, 0);
        if (!m_jobs.at(row).isFinal())
            Q_EMIT dataChanged(at.siblingAtColumn(Duration), at.siblingAtColumn(Duration), {Qt::DisplayRole});
        if (const int children = rowCount(at); children > 0)
            Q_EMIT dataChanged(index(0, Duration, at), index(children - 1, Duration, at), {Qt::DisplayRole});
    }
}

QModelIndex JobModel::index(int row, int column, const QModelIndex &parent) const
{
    if (row < 0 || column < 0 || column >= ColumnCount || row >= rowCount(parent))
        return {};
    return createIndex(row, column, parent.isValid() ? m_keys.at(parent.row()) : quintptr(0));
}

QModelIndex JobModel::parent(const QModelIndex &child) const
{
    if (!child.isValid() || child.internalId() == 0)
        return {};
    const qsizetype row = m_keys.indexOf(child.internalId());
    return row < 0 ? QModelIndex() : createIndex(int(row), 0, quintptr(0));
}

int JobModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return int(m_jobs.size());
    if (parent.column() != 0 || parent.internalId() != 0)
        return 0;
    return int(m_jobs.at(parent.row()).children.size());
}

int JobModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

QString JobModel::displayText(const jobs::Job &job, int column) const
{
    switch (column) {
    case Id:
        return QString::number(job.id);
    case Name:
        return job.name;
    case PSJobTypeName:
        return job.psJobTypeName;
    case State:
        return text::stateWord(job.state);
    case HasMoreData:
        return job.hasMoreData ? tr("yes") : tr("no");
    case Location:
        return job.location;
    case Command:
        return job.command.simplified();
    case Started:
        return job.begin ? QLocale().toString(job.begin->toLocalTime(), QLocale::ShortFormat) : u"–"_s;
    case Duration:
        if (!job.begin)
            return u"–"_s;
        if (job.isFinal() && !job.end)
            return u"–"_s;
        return text::duration(job.begin->secsTo(job.end.value_or(m_clock->now())));
    default:
        return {};
    }
}

QVariant JobModel::data(const QModelIndex &at, int role) const
{
    const jobs::Job *job = jobAt(at);
    if (!job)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return displayText(*job, at.column());
    case Qt::DecorationRole:
        if (at.column() == State)
            return icon(markOf(*job));
        return {};
    case Qt::ToolTipRole:
        if (at.column() == Command)
            return job->command;
        if (at.column() == State && !job->statusMessage.isEmpty())
            return job->statusMessage;
        return {};
    case JobIdRole:
        return job->id;
    default:
        return {};
    }
}

QVariant JobModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    const bool isToolTip = role == Qt::ToolTipRole;
    if (role != Qt::DisplayRole && !isToolTip)
        return {};
    switch (section) {
    case Id:
        return tr("Id");
    case Name:
        return tr("Name");
    case PSJobTypeName:
        return isToolTip ? tr("Kind of job (PSJobTypeName)") : tr("Kind");
    case State:
        return tr("State");
    case HasMoreData:
        return isToolTip ? tr("Whether there is output that was not fetched yet (HasMoreData)") : tr("More output");
    case Location:
        return tr("Location");
    case Command:
        return tr("Command");
    case Started:
        return isToolTip ? tr("When the job began (PSBeginTime)") : tr("Started");
    case Duration:
        return isToolTip ? tr("How long the job runs or ran") : tr("Duration");
    default:
        return {};
    }
}

} // namespace rejoin::ui
