#include "ui/models/sessionmodel.h"

#include <algorithm>

namespace rejoin::ui {

SessionModel::SessionModel(std::shared_ptr<base::Clock> clock, QObject *parent)
    : QAbstractTableModel(parent), m_clock(std::move(clock))
{
}

const SessionRow *SessionModel::find(const QUuid &shellId) const
{
    const auto found = m_slotOf.constFind(shellId);
    return found == m_slotOf.constEnd() ? nullptr : &m_slots[size_t(*found)].row;
}

QList<SessionRow> SessionModel::rows() const
{
    QList<SessionRow> rows;
    rows.reserve(m_slotOf.size());
    for (const int slot : m_slotOf)
        rows += m_slots[size_t(slot)].row;
    return rows;
}

const SessionRow &SessionModel::rowAt(int row) const
{
    return m_slots[size_t(m_shown.at(size_t(row)))].row;
}

int SessionModel::rowOf(const QUuid &shellId) const
{
    const auto slot = m_slotOf.constFind(shellId);
    if (slot == m_slotOf.constEnd())
        return -1;
    const auto found = std::ranges::find(m_shown, *slot);
    return found == m_shown.end() ? -1 : int(found - m_shown.begin());
}

void SessionModel::upsert(const QList<SessionRow> &rows)
{
    QSet<int> touched;
    for (const SessionRow &row : rows) {
        int slot = m_slotOf.value(row.shellId, -1);
        if (slot < 0) {
            if (m_free.empty()) {
                slot = int(m_slots.size());
                m_slots.emplace_back();
            } else {
                slot = m_free.back();
                m_free.pop_back();
            }
            m_slotOf.insert(row.shellId, slot);
        } else if (m_slots[size_t(slot)].row == row) {
            continue;
        }
        Slot &place = m_slots[size_t(slot)];
        place.row = row;
        place.used = true;
        place.haystack = SessionFilter::haystackOf(row);
        prepareKey(place);
        if (place.shown)
            touched.insert(slot);
    }
    if (!touched.isEmpty()) {
        int first = -1;
        int last = -1;
        for (int i = 0; i < int(m_shown.size()); ++i) {
            if (!touched.contains(m_shown[size_t(i)]))
                continue;
            first = first < 0 ? i : first;
            last = i;
        }
        Q_EMIT dataChanged(index(first, 0), index(last, ColumnCount - 1));
    }
    arrange();
    Q_EMIT countsChanged();
}

void SessionModel::remove(const QList<QUuid> &shellIds)
{
    std::vector<int> freed;
    for (const QUuid &id : shellIds) {
        const int slot = m_slotOf.value(id, -1);
        if (slot < 0)
            continue;
        m_slotOf.remove(id);
        m_slots[size_t(slot)].used = false;
        freed.push_back(slot);
    }
    arrange();
    // Only now: until the rows are gone from the view their content may be asked for.
    for (const int slot : freed)
        m_slots[size_t(slot)] = Slot();
    m_free.insert(m_free.end(), freed.begin(), freed.end());
    Q_EMIT countsChanged();
}

void SessionModel::setFilterText(const QString &words)
{
    if (m_filterText == words)
        return;
    m_filterText = words;
    m_filter = SessionFilter(words);
    arrange();
    Q_EMIT countsChanged();
}

void SessionModel::setComputers(const QSet<QUuid> &computers)
{
    if (m_computers == computers)
        return;
    m_computers = computers;
    arrange();
    Q_EMIT countsChanged();
}

void SessionModel::sort(int column, Qt::SortOrder order)
{
    if (column < 0 || column >= ColumnCount)
        return;
    m_sortColumn = column;
    m_order = order;
    for (Slot &slot : m_slots)
        if (slot.used)
            prepareKey(slot);
    arrange();
}

void SessionModel::tick()
{
    if (m_shown.empty())
        return;
    const int last = int(m_shown.size()) - 1;
    for (const int column : {int(Expires), int(Idle), int(Runtime)})
        Q_EMIT dataChanged(index(0, column), index(last, column), {Qt::DisplayRole, Qt::DecorationRole});
}

void SessionModel::prepareKey(Slot &slot) const
{
    const SessionRow &row = slot.row;
    const auto time = [](const std::optional<QDateTime> &at) {
        return at ? at->toMSecsSinceEpoch() : std::numeric_limits<qint64>::max();
    };
    slot.textKey.clear();
    slot.numberKey = 0;
    switch (m_sortColumn) {
    case Id:
        slot.numberKey = row.id;
        break;
    case Expires:
        slot.numberKey = time(row.expiresOn);
        break;
    case Commands:
        slot.numberKey = row.commands;
        break;
    case Idle:
        slot.numberKey = time(row.idleSince);
        break;
    case Runtime:
        slot.numberKey = time(row.runningSince);
        break;
    default:
        slot.textKey = displayText(row, m_sortColumn).toCaseFolded();
    }
}

bool SessionModel::isWanted(const Slot &slot) const
{
    return slot.used && (m_computers.isEmpty() || m_computers.intersects(slot.row.computers)) &&
           m_filter.matches(slot.row, slot.haystack);
}

bool SessionModel::isBefore(int a, int b) const
{
    const Slot &left = m_slots[size_t(a)];
    const Slot &right = m_slots[size_t(b)];
    if (left.numberKey != right.numberKey)
        return (left.numberKey < right.numberKey) == (m_order == Qt::AscendingOrder);
    if (const int order = left.textKey.compare(right.textKey); order != 0)
        return (order < 0) == (m_order == Qt::AscendingOrder);
    // Equal keys stay in the order of the ids, so that a refresh never shuffles.
    return left.row.id != right.row.id ? left.row.id < right.row.id : a < b;
}

void SessionModel::arrange()
{
    std::vector<int> wanted;
    wanted.reserve(m_slots.size());
    for (int slot = 0; slot < int(m_slots.size()); ++slot)
        if (isWanted(m_slots[size_t(slot)]))
            wanted.push_back(slot);
    std::ranges::sort(wanted, [this](int a, int b) { return isBefore(a, b); });
    if (wanted == m_shown)
        return;

    std::vector<char> isKept(m_slots.size(), 0);
    for (const int slot : wanted)
        isKept[size_t(slot)] = 1;

    // 1. Rows to go: brought together at the end unless they already are in one run, then removed at once.
    const auto isDoomed = [&](int slot) { return !isKept[size_t(slot)]; };
    const auto firstDoomed = std::ranges::find_if(m_shown, isDoomed);
    if (firstDoomed != m_shown.end()) {
        auto begin = firstDoomed - m_shown.begin();
        auto end = std::find_if_not(firstDoomed, m_shown.end(), isDoomed) - m_shown.begin();
        const auto count = std::ranges::count_if(m_shown, isDoomed);
        if (end - begin != count) {
            std::vector<int> order = m_shown;
            std::ranges::stable_partition(order, [&](int slot) { return !isDoomed(slot); });
            reorder(std::move(order));
            begin = std::ssize(m_shown) - count;
            end = std::ssize(m_shown);
        }
        beginRemoveRows({}, int(begin), int(end) - 1);
        for (auto i = begin; i < end; ++i)
            m_slots[size_t(m_shown[size_t(i)])].shown = false;
        m_shown.erase(m_shown.begin() + begin, m_shown.begin() + end);
        endRemoveRows();
    }

    // 2. Rows that stay take their order; new ones come in where they belong when they are one run, else at the end.
    std::vector<int> kept;
    std::vector<int> added;
    std::ptrdiff_t at = -1;
    bool isOneRun = true;
    for (std::ptrdiff_t i = 0; i < std::ssize(wanted); ++i) {
        const int slot = wanted[size_t(i)];
        if (m_slots[size_t(slot)].shown) {
            kept.push_back(slot);
            continue;
        }
        if (added.empty())
            at = i;
        else if (i != at + std::ssize(added))
            isOneRun = false;
        added.push_back(slot);
    }
    if (kept != m_shown)
        reorder(std::move(kept));
    if (!added.empty()) {
        if (!isOneRun)
            at = std::ssize(m_shown);
        beginInsertRows({}, int(at), int(at + std::ssize(added)) - 1);
        for (const int slot : added)
            m_slots[size_t(slot)].shown = true;
        m_shown.insert(m_shown.begin() + at, added.begin(), added.end());
        endInsertRows();
        if (!isOneRun)
            reorder(std::move(wanted));
    }
}

void SessionModel::reorder(std::vector<int> order)
{
    Q_EMIT layoutAboutToBeChanged({}, VerticalSortHint);
    std::vector<int> rowOfSlot(m_slots.size(), -1);
    for (int row = 0; row < int(order.size()); ++row)
        rowOfSlot[size_t(order[size_t(row)])] = row;
    const QModelIndexList before = persistentIndexList();
    QModelIndexList after;
    after.reserve(before.size());
    for (const QModelIndex &was : before)
        after += index(rowOfSlot[size_t(m_shown[size_t(was.row())])], was.column());
    m_shown = std::move(order);
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged({}, VerticalSortHint);
}

int SessionModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_shown.size());
}

int SessionModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

} // namespace rejoin::ui
