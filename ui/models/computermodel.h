#pragma once

#include "core/base/error.h"
#include "ui/store/computer.h"

#include <QAbstractItemModel>
#include <QHash>

namespace rejoin::ui {

/// What is known of a computer since its last refresh.
struct ComputerStatus
{
    enum class Kind : quint8 {
        NotAsked,
        Asking,
        Answered,
        NeedsLogin,
        NeedsPermission, ///< something weaker than usual would be used; nothing was sent
        CertificateUntrusted,
        Unreachable,
        NoRemoting,
        Failed,
    };
    Kind kind = Kind::NotAsked;
    int sessionCount = 0;
    base::Error error;

    [[nodiscard]] bool needsAttention() const { return kind >= Kind::NeedsLogin; }
    [[nodiscard]] static ComputerStatus answered(int sessions);
    [[nodiscard]] static ComputerStatus failed(const base::Error &error);
};

/// Groups and their computers. Computers without a group come first, at the top level; then the groups by name.
class ComputerModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column { Name, Status, ColumnCount };
    enum Role { IdRole = Qt::UserRole, GroupRole, KindRole };

    explicit ComputerModel(QObject *parent = nullptr);

    /// The list as it is now: statuses are kept by id.
    void setComputers(const QList<Computer> &computers);
    void setStatus(const QUuid &id, const ComputerStatus &status);
    [[nodiscard]] ComputerStatus status(const QUuid &id) const { return m_statuses.value(id); }
    [[nodiscard]] int attentionCount() const;

    [[nodiscard]] QModelIndex indexOf(const QUuid &id) const;
    /// The computers of these indexes, a group standing for all of its own; each once, in list order.
    [[nodiscard]] QList<QUuid> computersOf(const QModelIndexList &indexes) const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    [[nodiscard]] QStringList mimeTypes() const override;
    [[nodiscard]] QMimeData *mimeData(const QModelIndexList &indexes) const override;
    [[nodiscard]] Qt::DropActions supportedDropActions() const override { return Qt::MoveAction; }
    bool dropMimeData(const QMimeData *data, Qt::DropAction action, int row, int column,
                      const QModelIndex &parent) override;

Q_SIGNALS:
    /// Computers were dragged to a group (empty: none). The list's owner changes it.
    void regrouped(const QList<QUuid> &computers, const QString &group);
    void attentionChanged();

private:
    struct Group
    {
        QString name;
        QList<int> members; ///< into m_computers
    };
    [[nodiscard]] const Computer *computerAt(const QModelIndex &index) const;
    [[nodiscard]] const Group *groupAt(const QModelIndex &index) const;
    [[nodiscard]] QVariant computerData(const Computer &computer, int column, int role) const;

    QList<Computer> m_computers;
    QList<int> m_top; ///< computers without a group
    QList<Group> m_groups;
    QHash<QUuid, ComputerStatus> m_statuses;
};

/// The mark and the words of a computer's state.
[[nodiscard]] QString computerMarkIcon(ComputerStatus::Kind kind);
[[nodiscard]] QString computerStatusText(const ComputerStatus &status);

} // namespace rejoin::ui
