#pragma once

#include <QKeySequence>
#include <QObject>

class QAction;
class QActionGroup;
class QLineEdit;
class QMainWindow;

namespace rejoin::ui {

/// The window's actions, its menus and its tool bar. Tool tips name the shortcut.
class MainActions : public QObject
{
    Q_OBJECT

public:
    explicit MainActions(QMainWindow *window);

    QAction *addComputers;
    QAction *editComputer;
    QAction *editGroup;
    QAction *duplicateComputer;
    QAction *removeComputers;
    QAction *logIn;
    QAction *refreshAll;
    QAction *refreshSelected;
    QAction *quit;

    QAction *connectSessions;
    QAction *connectWhenFree;
    QAction *connectTo;
    QAction *disconnectSessions;
    QAction *disconnectWith;
    QAction *keepAlive;
    QAction *receive;
    QAction *removeSessions;
    QAction *newSession;
    QAction *closeTab;

    QAction *find;
    QAction *showComputers;
    QAction *showAllShells;
    QActionGroup *theme;
    QAction *savedOutput;
    QAction *vault;
    QAction *demo;
    QAction *about;

    QLineEdit *filter;

private:
    QAction *make(const char *name, const QString &text, const QString &iconName, const QString &toolTip,
                  const QKeySequence &shortcut = {});
    void buildMenus();
    void buildToolBar();

    QMainWindow *m_window;
};

} // namespace rejoin::ui
