#pragma once

#include "core/base/clock.h"
#include "ui/models/sessionfilter.h"
#include "ui/models/sessionrow.h"

#include <QAbstractTableModel>
#include <QHash>

#include <memory>

namespace rejoin::ui {

/// The sessions table. Filters and sorts by itself on prepared keys: rows live in slots that never move, an index
/// vector says which of them are shown and in what order. A change keeps selection and scroll position, because
/// rows are inserted, removed and moved, never reset.
class SessionModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        Id,
        Name,
        ComputerName,
        State,
        ConfigurationName,
        Availability,
        Expires,
        Owner,
        Commands,
        Idle,
        Buffering,
        Client,
        Runtime,
        ShellId,
        ColumnCount,
    };
    enum Role { ShellIdRole = Qt::UserRole };

    explicit SessionModel(std::shared_ptr<base::Clock> clock, QObject *parent = nullptr);

    /// Puts these rows in or in place of those with the same ShellId.
    void upsert(const QList<SessionRow> &rows);
    void remove(const QList<QUuid> &shellIds);
    /// Changes the rows of these ids in place.
    template <typename Change>
    void change(const QList<QUuid> &shellIds, Change apply)
    {
        QList<SessionRow> rows;
        for (const QUuid &id : shellIds)
            if (const SessionRow *known = find(id)) {
                rows += *known;
                apply(rows.last());
            }
        upsert(rows);
    }

    [[nodiscard]] const SessionRow *find(const QUuid &shellId) const;
    /// All rows, shown or not, in no order.
    [[nodiscard]] QList<SessionRow> rows() const;
    [[nodiscard]] int totalCount() const { return int(m_slotOf.size()); }
    [[nodiscard]] const SessionRow &rowAt(int row) const;
    [[nodiscard]] int rowOf(const QUuid &shellId) const;

    void setFilterText(const QString &words);
    [[nodiscard]] QString filterText() const { return m_filterText; }
    /// Only sessions of these computers; nothing: of all.
    void setComputers(const QSet<QUuid> &computers);
    [[nodiscard]] const QSet<QUuid> &computers() const { return m_computers; }

    /// Time has passed: what counts down is shown anew.
    void tick();

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

    /// PowerShell's name of the column, untranslated: for saved settings and tests.
    [[nodiscard]] static QString columnKey(int column);

Q_SIGNALS:
    void countsChanged();

private:
    struct Slot
    {
        SessionRow row;
        QString haystack;
        QString textKey; ///< of the sort column, case-folded
        qint64 numberKey = 0;
        bool used = false;
        bool shown = false;
    };
    void prepareKey(Slot &slot) const;
    [[nodiscard]] bool isWanted(const Slot &slot) const;
    [[nodiscard]] bool isBefore(int a, int b) const;
    /// Makes the shown rows those that are wanted, in order.
    void arrange();
    void reorder(std::vector<int> order);
    [[nodiscard]] QString displayText(const SessionRow &row, int column) const;
    [[nodiscard]] QVariant decoration(const SessionRow &row, int column) const;
    [[nodiscard]] QString toolTip(const SessionRow &row, int column) const;

    std::shared_ptr<base::Clock> m_clock;
    std::vector<Slot> m_slots;
    std::vector<int> m_free;
    QHash<QUuid, int> m_slotOf;
    std::vector<int> m_shown;
    SessionFilter m_filter;
    QString m_filterText;
    QSet<QUuid> m_computers;
    int m_sortColumn = Id;
    Qt::SortOrder m_order = Qt::AscendingOrder;
};

} // namespace rejoin::ui
