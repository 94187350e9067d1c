#include "ui/mainwindow.h"

#include "ui/controllers/attention.h"
#include "ui/controllers/connectcontroller.h"
#include "ui/controllers/dialogflow.h"
#include "ui/controllers/quitflow.h"
#include "ui/controllers/redirectconsent.h"
#include "ui/controllers/refreshcontroller.h"
#include "ui/controllers/sessionboard.h"
#include "ui/controllers/sessiontabs.h"
#include "ui/controllers/vaultflow.h"
#include "ui/icons.h"
#include "ui/mainactions.h"
#include "ui/models/computermodel.h"
#include "ui/sessiontab/sessiontab.h"
#include "ui/store/computerstore.h"
#include "ui/theme.h"
#include "ui/widgets/attentionpanel.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/sessionsview.h"

#include <QActionGroup>
#include <QCloseEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QMenu>
#include <QMessageBox>
#include <QProgressBar>
#include <QPushButton>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QStatusBar>
#include <QTabWidget>
#include <QTreeView>

#include <algorithm>

namespace rejoin::ui {

using namespace Qt::StringLiterals;

MainWindow::MainWindow(const Services &services, QWidget *parent)
    : QMainWindow(parent),
      m_services(services),
      m_attention(new Attention(this)),
      m_board(new SessionBoard(services.sessions->clock(), this)),
      m_computers(new ComputerModel(this)),
      m_refresher(new RefreshController(services, m_computers, m_board, m_attention, this)),
      m_connector(new ConnectController(services, m_board, m_attention, this)),
      m_flow(new DialogFlow({services, m_computers, m_board, m_attention, m_refresher, m_connector}, this)),
      m_vaultFlow(new VaultFlow(services, m_refresher, this)),
      m_redirects(std::make_shared<RedirectConsent>(this)),
      m_actions(new MainActions(this)),
      m_quit(new QuitFlow(services, m_connector, m_board, this))
{
    setObjectName(u"mainWindow"_s);
    setWindowTitle(u"Rejoin"_s);
    setWindowIcon(icon(u"rejoin"_s));
    buildLayout();
    buildStatusBar();
    m_tabs = new SessionTabs(services, m_connector, m_tabWidget);
    wireActions();
    wireModels();
    reloadComputers();
    restoreState();
    updateActions();
}

MainWindow::~MainWindow()
{
    m_services.sessions->setRedirectHandler(nullptr);
}

SessionModel *MainWindow::sessionModel() const
{
    return m_board->model();
}

void MainWindow::reloadComputers()
{
    // A reset of the tree forgets what was selected and open.
    const QList<QUuid> selected = selectedComputers();
    m_computers->setComputers(m_services.computers->computers());
    m_computersView->expandAll();
    for (const QUuid &id : selected)
        if (const QModelIndex at = m_computers->indexOf(id); at.isValid())
            m_computersView->selectionModel()->select(at, QItemSelectionModel::Select | QItemSelectionModel::Rows);
    updateEmptyStates();
    updateCounts();
    updateActions();
}

QList<QUuid> MainWindow::selectedComputers() const
{
    return m_computers->computersOf(m_computersView->selectionModel()->selectedRows());
}

QList<QUuid> MainWindow::selectedSessions() const
{
    QList<QUuid> ids = m_sessionsView->selected();
    if (const SessionTab *tab = m_tabs->current(); ids.isEmpty() && tab)
        ids += tab->session()->instanceId();
    return ids;
}

void MainWindow::activateSession(const QUuid &shellId)
{
    const SessionRow *row = sessionModel()->find(shellId);
    if (!row || row->gone || !row->activity.isEmpty() || !row->isPowerShell)
        return;
    if (row->opened && m_tabs->show(shellId))
        return;
    m_connector->connectSessions({shellId});
}

void MainWindow::reportError(const base::Error &error)
{
    m_attention->add(AttentionItem{{}, {}, {}, {}, error, Remedy::None});
}

QString MainWindow::selectedGroup() const
{
    QString group;
    for (const QUuid &id : selectedComputers()) {
        const auto computer = m_services.computers->find(id);
        if (!computer || (!group.isEmpty() && computer->group != group))
            return {};
        group = computer->group;
        if (group.isEmpty())
            return {};
    }
    return group;
}

void MainWindow::updateActions()
{
    const QList<QUuid> computers = selectedComputers();
    m_actions->editComputer->setEnabled(computers.size() == 1);
    m_actions->editGroup->setEnabled(!selectedGroup().isEmpty());
    m_actions->duplicateComputer->setEnabled(computers.size() == 1);
    m_actions->removeComputers->setEnabled(!computers.isEmpty());
    m_actions->logIn->setEnabled(!computers.isEmpty());
    m_actions->refreshSelected->setEnabled(!computers.isEmpty());
    m_actions->refreshAll->setEnabled(!m_services.computers->computers().isEmpty());
    m_actions->newSession->setEnabled(!m_services.computers->computers().isEmpty());

    bool canConnect = false;
    bool canWait = false;
    bool canDisconnect = false;
    bool canRemove = false;
    bool canKeepAlive = false;
    for (const QUuid &id : selectedSessions()) {
        const SessionRow *row = sessionModel()->find(id);
        if (!row)
            continue;
        const bool isFree = row->activity.isEmpty();
        canConnect |= isFree && !row->opened && !row->gone && row->isPowerShell;
        canWait |= isFree && row->inUse && !row->gone && row->isPowerShell;
        canDisconnect |= isFree && row->opened;
        canRemove |= isFree;
        canKeepAlive |= isFree && !row->opened && !row->gone && row->isPowerShell;
    }
    m_actions->connectSessions->setEnabled(canConnect);
    m_actions->connectWhenFree->setEnabled(canWait);
    m_actions->disconnectSessions->setEnabled(canDisconnect);
    m_actions->disconnectWith->setEnabled(canDisconnect);
    m_actions->removeSessions->setEnabled(canRemove);
    m_actions->keepAlive->setEnabled(canKeepAlive);
    const SessionTab *tab = m_tabs->current();
    m_actions->receive->setEnabled(tab && tab->isConnected());
    m_actions->closeTab->setEnabled(tab);
    const bool hasTabs = m_tabWidget->count() > 0;
    if (hasTabs && m_tabWidget->isHidden()) {
        // The first tab takes the larger part; later the user's own division stays.
        m_tabWidget->show();
        const int height = m_vertical->height();
        m_vertical->setSizes({height * 3 / 10, m_attentionPanel->sizeHint().height(), height * 5 / 10});
    }
    m_tabWidget->setVisible(hasTabs);
}

void MainWindow::updateEmptyStates()
{
    const bool noComputers = m_services.computers->computers().isEmpty();
    m_left->setCurrentWidget(noComputers ? static_cast<QWidget *>(m_noComputers) : m_computersView);
    if (sessionModel()->rowCount() > 0) {
        m_table->setCurrentWidget(m_sessionsView);
        return;
    }
    m_table->setCurrentWidget(m_noSessions);
    if (noComputers && sessionModel()->totalCount() == 0) {
        m_noSessions->say(tr("No computers yet"),
                          tr("Add the computers whose sessions you left running, or look around in the demo first."),
                          {{tr("Add computers…"), u"emptyAddButton"_s, [this] { m_flow->addComputers(); }},
                           {tr("Try the demo"), u"emptyDemoButton"_s, [this] { Q_EMIT demoRequested(); }}});
    } else if (!sessionModel()->filterText().isEmpty()) {
        m_noSessions->say(tr("Nothing matches the filter"),
                          tr("%1 hides all sessions.").arg(sessionModel()->filterText()),
                          {{tr("Clear the filter"), u"emptyClearButton"_s, [this] { m_actions->filter->clear(); }}});
    } else if (m_refresher->isRefreshing()) {
        m_noSessions->say(tr("Asking the computers…"), tr("Sessions appear as their computers answer."));
    } else if (!m_refresher->lastRefresh().isValid()) {
        m_noSessions->say(tr("Not asked yet"), tr("Refresh asks the computers for their sessions."),
                          {{tr("Refresh"), u"emptyRefreshButton"_s, [this] { m_refresher->refresh(); }}});
    } else {
        const QSet<QUuid> &chosen = sessionModel()->computers();
        const auto one = chosen.size() == 1 ? m_services.computers->find(*chosen.constBegin()) : std::nullopt;
        const bool answered = one && m_computers->status(one->id).kind == ComputerStatus::Kind::Answered;
        const QString words = answered ? tr("%1 answered: no disconnected sessions of yours.").arg(one->name())
                              : one    ? tr("%1 did not answer. See what needs attention.").arg(one->name())
                                       : tr("No computer has disconnected sessions of yours.");
        m_noSessions->say(tr("No sessions"), words,
                          {{tr("New session…"), u"emptyNewButton"_s, [this] { m_actions->newSession->trigger(); }},
                           {tr("Refresh"), u"emptyRefreshButton"_s, [this] { m_refresher->refresh(); }}});
    }
}

void MainWindow::updateCounts()
{
    QStringList parts{tr("%n computer(s)", nullptr, int(m_services.computers->computers().size())),
                      tr("%n session(s)", nullptr, sessionModel()->totalCount())};
    if (sessionModel()->rowCount() != sessionModel()->totalCount())
        parts += tr("%n shown", nullptr, sessionModel()->rowCount());
    if (const int attention = m_computers->attentionCount(); attention > 0)
        parts += tr("%n need(s) attention", nullptr, attention);
    if (const QDateTime at = m_refresher->lastRefresh(); at.isValid())
        parts += QLocale().toString(at.time(), QLocale::ShortFormat);
    m_counts->setText(parts.join(u"  ·  "_s));
}

void MainWindow::showProgress()
{
    const bool refreshing = m_refresher->isRefreshing();
    const bool busy = refreshing || m_connector->isBusy() || m_quit->isRunning();
    m_progressText->setVisible(busy);
    m_progress->setVisible(busy);
    m_cancel->setVisible(busy);
    if (m_quit->isRunning()) {
        m_progressText->setText(tr("Disconnecting all sessions before the end…"));
        m_cancel->setText(tr("Quit now"));
        m_progress->setRange(0, 0);
    } else if (refreshing) {
        m_progressText->setText(tr("Asked %1 of %2").arg(m_done).arg(m_total));
        m_progress->setRange(0, std::max(1, m_total));
        m_progress->setValue(m_done);
    } else {
        m_progressText->setText(tr("Working…"));
        m_progress->setRange(0, 0);
    }
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    saveState();
    if (m_quit->isDone() || m_board->opened().isEmpty()) {
        m_refresher->cancel();
        m_connector->cancel();
        event->accept();
        return;
    }
    event->ignore();
    m_quit->begin(event->spontaneous() ? QuitFlow::Manner::Ask : QuitFlow::Manner::AtOnce);
}

} // namespace rejoin::ui
