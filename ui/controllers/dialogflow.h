#pragma once

#include "ui/commandpreview.h"
#include "ui/controllers/attention.h"
#include "ui/controllers/services.h"
#include "ui/store/computer.h"

#include <QObject>

class QWidget;

namespace rejoin::ui {

class ComputerDialog;
class ComputerModel;
class ConnectController;
class ConsentFlow;
class RefreshController;
class SessionBoard;

/// Opens the dialogs and hands what they bring to the stores and controllers. Dialogs are opened, never executed.
class DialogFlow : public QObject
{
    Q_OBJECT

public:
    struct Parts
    {
        Services services;
        ComputerModel *computers = nullptr;
        SessionBoard *board = nullptr;
        Attention *attention = nullptr;
        RefreshController *refresher = nullptr;
        ConnectController *connector = nullptr;
    };
    DialogFlow(const Parts &parts, QWidget *window);

    void addComputers();
    void editComputer(const QUuid &id);
    /// Of the one group that all of these are in.
    void editGroup(const QString &group);
    void duplicateComputer(const QUuid &id);
    void removeComputers(const QList<QUuid> &ids);
    /// Asks once for the logins of these computers, then refreshes them.
    void logIn(const QList<QUuid> &computers);
    void connectToSessions(const QUuid &computer);
    void disconnectWithOptions(const QList<QUuid> &shellIds);
    /// Asks for how long, then renews the idle time of those that are disconnected.
    void keepAlive(const QList<QUuid> &shellIds);
    /// Rows that are Gone are only taken off the list.
    void removeSessions(const QList<QUuid> &shellIds);
    void newSession(const QUuid &computer);
    void remedy(const AttentionItem &item);

Q_SIGNALS:
    void noticed(const QString &words, const std::function<void()> &undo);

private:
    [[nodiscard]] ComputerDialog *makeComputerDialog();
    void saveNew(QList<Computer> computers);
    void saveEdited(const Computer &computer);
    /// Takes a password out of the options and keeps it in memory; what is stored has none.
    void keepCredential(Computer &computer, bool isNew);
    /// It may be tried, even if it is the one that was refused.
    void typedAnew(const base::Credential &credential);

    /// This computer and all others that wait for a login of the same user.
    [[nodiscard]] QList<QUuid> waitingForLogin(const QUuid &first) const;
    void connectWhenPermitted(const ConnectRequest &request);

    Parts m_;
    QWidget *m_window;
    ConsentFlow *m_consent;
};

} // namespace rejoin::ui
