#include "ui/mainactions.h"

#include "ui/dialogs/labels.h"
#include "ui/icons.h"
#include "ui/theme.h"

#include <QActionGroup>
#include <QLineEdit>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QToolBar>
#include <QToolButton>

namespace rejoin::ui {

using namespace Qt::StringLiterals;

QAction *MainActions::make(const char *name, const QString &text, const QString &iconName, const QString &toolTip,
                           const QKeySequence &shortcut)
{
    auto *action = new QAction(text, m_window);
    action->setObjectName(QLatin1String(name));
    if (!iconName.isEmpty())
        action->setIcon(icon(iconName));
    action->setShortcut(shortcut);
    action->setToolTip(shortcut.isEmpty() ? toolTip
                                          : tr("%1 (%2)").arg(toolTip, shortcut.toString(QKeySequence::NativeText)));
    action->setStatusTip(toolTip);
    m_window->addAction(action);
    return action;
}

MainActions::MainActions(QMainWindow *window) : QObject(window), m_window(window)
{
    addComputers = make("addComputersAction", tr("&Add…"), u"add"_s, tr("Add computers"), QKeySequence::New);
    editComputer = make("editComputerAction", tr("&Edit…"), u"edit"_s, tr("Edit the computer"), Qt::Key_F2);
    editGroup = make("editGroupAction", tr("&Group settings…"), {},
                     tr("Proxy, authorities and permissions of all computers of the group"));
    duplicateComputer = make("duplicateComputerAction", tr("D&uplicate…"), u"copy"_s, tr("Duplicate the computer"));
    removeComputers = make("removeComputersAction", tr("&Remove from the list"), u"remove"_s,
                           tr("Take the computers off the list; their sessions stay"));
    logIn = make("logInAction", tr("&Log in…"), {}, tr("Enter user and password for the selected computers"),
                 Qt::CTRL | Qt::Key_L);
    refreshAll =
        make("refreshAction", tr("&Refresh"), u"refresh"_s, tr("Ask all computers for their sessions"), Qt::Key_F5);
    refreshSelected = make("refreshSelectedAction", tr("Refresh &selected"), {}, tr("Ask the selected computers"),
                           Qt::SHIFT | Qt::Key_F5);
    quit = make("quitAction", tr("&Quit"), {}, tr("Disconnect all sessions and quit"), QKeySequence::Quit);
    if (quit->shortcut().isEmpty())
        quit->setShortcut(Qt::CTRL | Qt::Key_Q);

    connectSessions =
        make("connectAction", tr("&Connect"), u"connect"_s, tr("Connect the selected sessions (double click, Enter)"));
    connectWhenFree = make("connectWhenFreeAction", tr("Connect when it becomes &free"), {},
                           tr("Wait until no other client is attached to the selected sessions, then connect"));
    connectTo = make("connectToAction", tr("Connect &to sessions…"), {},
                     tr("Connect to sessions of computers, also of such that are not in the list"),
                     Qt::CTRL | Qt::SHIFT | Qt::Key_C);
    disconnectSessions = make("disconnectAction", tr("&Disconnect"), u"disconnect"_s,
                              tr("Leave the sessions running on their computers"), Qt::CTRL | Qt::Key_D);
    disconnectWith = make("disconnectWithAction", tr("Disconnect &with options…"), {},
                          tr("Choose how long the server keeps the sessions"), Qt::CTRL | Qt::SHIFT | Qt::Key_D);
    keepAlive = make("keepAliveAction", tr("&Keep alive…"), {},
                     tr("Renew the idle time of disconnected sessions; their output stays there"),
                     Qt::CTRL | Qt::SHIFT | Qt::Key_K);
    receive = make("receiveAction", tr("&Receive"), u"receive"_s, tr("Get the output of the job or command"),
                   Qt::CTRL | Qt::Key_R);
    removeSessions =
        make("removeAction", tr("Re&move…"), u"remove"_s, tr("End the selected sessions and what runs in them"));
    newSession = make("newSessionAction", tr("&New session…"), u"newsession"_s, tr("Make a session on a computer"),
                      Qt::CTRL | Qt::Key_T);
    closeTab = make("closeTabAction", tr("C&lose tab"), {}, tr("Close the session's tab"), QKeySequence::Close);

    find = make("findAction", tr("&Filter"), u"filter"_s, tr("Filter the sessions"), QKeySequence::Find);
    showComputers = make("showComputersAction", tr("&Computers"), {}, tr("Show the list of computers"));
    showComputers->setCheckable(true);
    showComputers->setChecked(true);
    showAllShells = make("showAllShellsAction", tr("Show &all shells"), {},
                         tr("Also list what Get-PSSession hides, and why it does"));
    showAllShells->setCheckable(true);
    theme = new QActionGroup(this);
    const std::pair<Theme, QString> themes[] = {
        {Theme::System, tr("&System")}, {Theme::Light, tr("&Light")}, {Theme::Dark, tr("&Dark")}};
    for (const auto &[value, text] : themes) {
        QAction *action = theme->addAction(text);
        action->setCheckable(true);
        action->setData(int(value));
    }
    savedOutput = make("savedOutputAction", tr("Saved &output…"), {},
                       tr("What is kept on this computer of what sessions sent, also of those that are gone"));
    vault = make("vaultAction", tr("&Stored logins…"), {}, tr("Passwords and other logins in the keychain"),
                 Qt::CTRL | Qt::SHIFT | Qt::Key_L);
    demo = make("demoAction", tr("Try the &demo"), u"demo"_s, tr("Opens a window with sample computers"));
    about = make("aboutAction", tr("&About Rejoin"), {}, tr("Version and licence"));
    buildMenus();
    buildToolBar();
}

void MainActions::buildMenus()
{
    QMenuBar *bar = m_window->menuBar();
    QMenu *computer = bar->addMenu(tr("&Computer"));
    computer->addActions({addComputers, editComputer, editGroup, duplicateComputer, removeComputers});
    computer->addSeparator();
    computer->addActions({refreshAll, refreshSelected, logIn});
    computer->addSeparator();
    computer->addAction(quit);
    QMenu *session = bar->addMenu(tr("&Session"));
    session->addActions({connectSessions, connectWhenFree, connectTo});
    session->addSeparator();
    session->addActions({receive, disconnectSessions, disconnectWith, keepAlive});
    session->addSeparator();
    session->addActions({newSession, removeSessions});
    session->addSeparator();
    session->addAction(closeTab);
    QMenu *view = bar->addMenu(tr("&View"));
    view->addActions({find, showComputers, showAllShells});
    view->addSeparator();
    view->addMenu(tr("&Theme"))->addActions(theme->actions());
    bar->addMenu(tr("&Tools"))->addActions({savedOutput, vault, demo});
    bar->addMenu(tr("&Help"))->addAction(about);
}

void MainActions::buildToolBar()
{
    QToolBar *bar = m_window->addToolBar(tr("Tool bar"));
    bar->setObjectName(u"mainToolBar"_s);
    bar->setMovable(false);
    bar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    bar->setIconSize(QSize(18, 18));
    const auto button = [bar](QAction *action, const QString &text, QAction *more = nullptr) {
        action->setIconText(text);
        bar->addAction(action);
        auto *tool = qobject_cast<QToolButton *>(bar->widgetForAction(action));
        tool->setObjectName(action->objectName() + u".button"_s);
        tool->setAccessibleName(text);
        if (more) {
            auto *menu = new QMenu(tool);
            menu->addActions({action, more});
            tool->setMenu(menu);
            tool->setPopupMode(QToolButton::MenuButtonPopup);
        }
    };
    button(addComputers, tr("Add"));
    button(refreshAll, tr("Refresh"), refreshSelected);
    bar->addSeparator();
    button(connectSessions, tr("Connect"), connectTo);
    button(disconnectSessions, tr("Disconnect"), disconnectWith);
    button(receive, tr("Receive"));
    button(removeSessions, tr("Remove"));
    button(newSession, tr("New session"));
    bar->addSeparator();
    auto *gap = new QWidget;
    gap->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    bar->addWidget(gap);
    filter = new QLineEdit;
    identify(filter, "filterEdit", tr("Filter"),
             tr("Words to find, or is:connectable, is:inuse, is:opened, state:disconnected (Ctrl+F)"));
    filter->setPlaceholderText(tr("Filter…"));
    filter->setClearButtonEnabled(true);
    filter->addAction(icon(u"filter"_s), QLineEdit::LeadingPosition);
    filter->setMinimumWidth(120);
    filter->setMaximumWidth(260);
    bar->addWidget(filter);
}

} // namespace rejoin::ui
