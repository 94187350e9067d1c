#pragma once

#include "core/base/clock.h"
#include "core/jobs/jobs.h"

#include <QAbstractItemModel>

namespace rejoin::ui {

/// The jobs of one session as a tree: child jobs below their parent. An update keeps indexes of jobs that stay, so
/// that selection and open branches survive.
class JobModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column {
        Id,
        Name,
        PSJobTypeName,
        State,
        HasMoreData,
        Location,
        Command,
        Started,
        Duration,
        ColumnCount,
    };
    enum Role { JobIdRole = Qt::UserRole };

    explicit JobModel(std::shared_ptr<base::Clock> clock, QObject *parent = nullptr);

    void setJobs(const QList<jobs::Job> &jobs);
    [[nodiscard]] const QList<jobs::Job> &jobs() const { return m_jobs; }
    [[nodiscard]] const jobs::Job *jobAt(const QModelIndex &index) const;
    [[nodiscard]] const jobs::Job *find(int jobId) const;
    [[nodiscard]] QModelIndex indexOf(int jobId) const;
    /// Running jobs' durations are shown anew.
    void tick();

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString displayText(const jobs::Job &job, int column) const;
    void updateChildren(int row, const QList<jobs::Job> &children);

    std::shared_ptr<base::Clock> m_clock;
    QList<jobs::Job> m_jobs;
    // Internal ids: 0 for a job, the parent's key for its children; keys never move when rows do.
    QList<quintptr> m_keys;
    quintptr m_nextKey = 1;
};

} // namespace rejoin::ui
