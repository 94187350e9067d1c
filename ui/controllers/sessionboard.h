#pragma once

#include "core/sessions/sessionservice.h"
#include "ui/models/sessionmodel.h"

#include <QHash>
#include <QObject>

namespace rejoin::ui {

/// Keeps the sessions that were found or made and feeds the table from them.
class SessionBoard : public QObject
{
    Q_OBJECT

public:
    explicit SessionBoard(std::shared_ptr<base::Clock> clock, QObject *parent = nullptr);

    [[nodiscard]] SessionModel *model() const { return m_model; }
    [[nodiscard]] sessions::SessionPtr session(const QUuid &shellId) const { return m_sessions.value(shellId); }
    [[nodiscard]] QList<sessions::SessionPtr> sessions(const QList<QUuid> &shellIds) const;
    /// The saved computer that listed the session last; null for one that is not in the list.
    [[nodiscard]] QUuid computerOf(const QUuid &shellId) const;
    /// Sessions that are connected in this window.
    [[nodiscard]] QList<sessions::SessionPtr> opened() const;

    /// What a computer answered: new rows, changed ones, and those that it no longer lists, which become Gone.
    /// hidden: shells that Get-PSSession leaves out, shown with the reason where they come with a session.
    void take(const QUuid &computer, const QList<sessions::SessionPtr> &found,
              const QList<sessions::HiddenShell> &hidden = {});
    /// A session that was connected or made.
    void take(const sessions::SessionPtr &session, const QUuid &computer);
    /// The computer did not answer: its rows stay, greyed.
    void markStale(const QUuid &computer);
    void forget(const QList<QUuid> &shellIds);
    void forgetComputers(const QList<QUuid> &computers);

    /// What is being done to sessions, "Connecting…"; empty: nothing any more.
    void setActivity(const QList<QUuid> &shellIds, const QString &words);
    /// The last failure of a session; empty: none.
    void setProblem(const QUuid &shellId, const QString &sentence);

    [[nodiscard]] static SessionRow rowOf(const sessions::Session &session);

private:
    void watch(const sessions::SessionPtr &session);
    [[nodiscard]] SessionRow merged(const sessions::SessionPtr &session, const QUuid &computer) const;

    std::shared_ptr<base::Clock> m_clock;
    SessionModel *m_model;
    QHash<QUuid, sessions::SessionPtr> m_sessions;
};

} // namespace rejoin::ui
