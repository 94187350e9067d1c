#pragma once

#include "core/base/error.h"
#include "ui/store/computer.h"
#include "ui/store/groupsettings.h"

#include <QObject>

#include <optional>

namespace rejoin::ui {

/// The saved computers, as JSON in the profile directory, without secrets. Every change is written at once.
class ComputerStore : public QObject
{
    Q_OBJECT

public:
    /// directory is made when it is missing; an empty one keeps the list in memory only.
    explicit ComputerStore(QString directory, QObject *parent = nullptr);

    /// Reads the file. Throws Error (Local) when it exists and cannot be read; it is then never overwritten.
    void load();

    [[nodiscard]] const QList<Computer> &computers() const { return m_computers; }
    [[nodiscard]] std::optional<Computer> find(const QUuid &id) const;
    /// Names of the groups in use, sorted.
    [[nodiscard]] QStringList groups() const;

    /// Gives each one without an id an id; returns the ids.
    QList<QUuid> add(QList<Computer> computers);
    void update(const Computer &computer);
    /// Returns what was removed, for undo.
    QList<Computer> remove(const QList<QUuid> &ids);
    void setGroup(const QList<QUuid> &ids, const QString &group);
    /// Empty ones for a group that has none.
    [[nodiscard]] GroupSettings groupSettings(const QString &group) const;
    void setGroupSettings(const GroupSettings &settings);

    [[nodiscard]] static QByteArray toJson(const QList<Computer> &computers, const QList<GroupSettings> &groups = {});
    /// Throws Error (Local) on what is no such file.
    [[nodiscard]] static QList<Computer> fromJson(const QByteArray &json, QList<GroupSettings> *groups = nullptr);

Q_SIGNALS:
    void changed();
    /// The list could not be written.
    void saveFailed(const rejoin::base::Error &error);

private:
    void save();

    QString m_path;
    QList<Computer> m_computers;
    QList<GroupSettings> m_groups; ///< those that say something
    bool m_mayWrite = true;
};

} // namespace rejoin::ui
