// How the main window is laid out and wired.
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
#include "ui/dialogs/labels.h"
#include "ui/dialogs/savedoutputdialog.h"
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
#include <QHeaderView>
#include <QLineEdit>
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
#include <QVBoxLayout>

#include <algorithm>

namespace rejoin::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int tickMilliseconds = 1000;
constexpr int filterMilliseconds = 120;

} // namespace

void MainWindow::buildLayout()
{
    m_computersView = new QTreeView;
    identify(m_computersView, "computersView", tr("Computers"));
    m_computersView->setModel(m_computers);
    m_computersView->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_computersView->setUniformRowHeights(true);
    m_computersView->setDragDropMode(QAbstractItemView::DragDrop);
    m_computersView->setDefaultDropAction(Qt::MoveAction);
    m_computersView->setFrameShape(QFrame::NoFrame);
    m_computersView->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_computersView->setExpandsOnDoubleClick(true);
    m_computersView->addActions({m_actions->refreshSelected, m_actions->logIn, m_actions->connectTo,
                                 m_actions->newSession, m_actions->editComputer, m_actions->editGroup,
                                 m_actions->duplicateComputer, m_actions->removeComputers});
    m_computersView->header()->setStretchLastSection(true);
    m_computersView->header()->resizeSection(0, m_computersView->fontMetrics().horizontalAdvance(u'0') * 17);
    m_noComputers = new EmptyState;
    m_noComputers->say(tr("Computers"), tr("Those you add appear here."));
    m_left = new QStackedWidget;
    m_left->addWidget(m_computersView);
    m_left->addWidget(m_noComputers);

    m_sessionsView = new SessionsView(m_board->model());
    m_noSessions = new EmptyState;
    m_noSessions->setObjectName(u"sessionsEmptyState"_s);
    m_table = new QStackedWidget;
    m_table->addWidget(m_sessionsView);
    m_table->addWidget(m_noSessions);
    m_attentionPanel = new AttentionPanel(m_attention);
    m_tabWidget = new QTabWidget;
    identify(m_tabWidget, "sessionTabs", tr("Connected sessions"));
    m_tabWidget->setTabsClosable(true);
    m_tabWidget->setMovable(true);
    m_tabWidget->setDocumentMode(true);

    m_vertical = new QSplitter(Qt::Vertical);
    m_vertical->addWidget(m_table);
    m_vertical->addWidget(m_attentionPanel);
    m_vertical->addWidget(m_tabWidget);
    m_vertical->setStretchFactor(0, 3);
    m_vertical->setStretchFactor(1, 0);
    m_vertical->setStretchFactor(2, 5);
    m_vertical->setChildrenCollapsible(false);
    m_table->setMinimumHeight(110);
    m_attentionPanel->setMinimumHeight(80);
    m_tabWidget->setMinimumHeight(180);
    m_horizontal = new QSplitter(Qt::Horizontal);
    m_horizontal->addWidget(m_left);
    m_horizontal->addWidget(m_vertical);
    m_horizontal->setStretchFactor(0, 0);
    m_horizontal->setStretchFactor(1, 1);
    m_horizontal->setSizes({270, 1000});
    m_horizontal->setChildrenCollapsible(false);

    m_notice = new NoticeBar;
    auto *central = new QWidget;
    auto *column = new QVBoxLayout(central);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_horizontal, 1);
    column->addWidget(m_notice);
    setCentralWidget(central);
    resize(1240, 800);
    m_sessionsView->setFocus();
}

void MainWindow::buildStatusBar()
{
    m_counts = new QLabel;
    m_counts->setObjectName(u"countsLabel"_s);
    m_progressText = new QLabel;
    m_progressText->setObjectName(u"progressLabel"_s);
    m_progress = new QProgressBar;
    identify(m_progress, "refreshProgress", tr("Progress of the refresh"));
    m_progress->setMaximumWidth(160);
    m_progress->setTextVisible(false);
    m_cancel = new QPushButton(tr("Cancel"));
    identify(m_cancel, "cancelButton", tr("Cancel"), tr("Stops what has not been done yet"));
    statusBar()->addWidget(m_counts);
    statusBar()->addPermanentWidget(m_progressText);
    statusBar()->addPermanentWidget(m_progress);
    statusBar()->addPermanentWidget(m_cancel);
    statusBar()->setContentsMargins(6, 0, 6, 0);
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        if (m_quit->isRunning()) {
            m_quit->quitNow();
            return;
        }
        m_refresher->cancel();
        m_connector->cancel();
    });
    showProgress();
}

void MainWindow::wireActions()
{
    const auto on = [this](QAction *action, auto act) { connect(action, &QAction::triggered, this, act); };
    const auto firstComputer = [this] { return selectedComputers().value(0); };
    on(m_actions->addComputers, [this] { m_flow->addComputers(); });
    on(m_actions->editComputer, [this, firstComputer] { m_flow->editComputer(firstComputer()); });
    on(m_actions->editGroup, [this] { m_flow->editGroup(selectedGroup()); });
    on(m_actions->duplicateComputer, [this, firstComputer] { m_flow->duplicateComputer(firstComputer()); });
    on(m_actions->removeComputers, [this] { m_flow->removeComputers(selectedComputers()); });
    on(m_actions->logIn, [this] { m_flow->logIn(selectedComputers()); });
    on(m_actions->vault, [this] { m_vaultFlow->open(); });
    on(m_actions->refreshAll, [this] { m_refresher->refresh(); });
    on(m_actions->refreshSelected, [this] {
        if (const QList<QUuid> computers = selectedComputers(); !computers.isEmpty())
            m_refresher->refresh(computers);
    });
    on(m_actions->quit, [this] { m_quit->begin(QuitFlow::Manner::Ask); });
    connect(m_quit, &QuitFlow::done, this, &QWidget::close);
    connect(m_quit, &QuitFlow::changed, this, [this] {
        centralWidget()->setEnabled(!m_quit->isRunning());
        showProgress();
    });
    on(m_actions->connectSessions, [this] {
        QList<QUuid> ids = selectedSessions();
        ids.removeIf([this](const QUuid &id) {
            const SessionRow *row = sessionModel()->find(id);
            return !row || row->opened || row->gone || !row->isPowerShell || !row->activity.isEmpty();
        });
        m_connector->connectSessions(ids);
    });
    on(m_actions->connectWhenFree, [this] {
        QList<QUuid> ids = selectedSessions();
        ids.removeIf([this](const QUuid &id) {
            const SessionRow *row = sessionModel()->find(id);
            return !row || !row->inUse || row->gone || !row->activity.isEmpty();
        });
        m_connector->connectWhenFree(ids);
    });
    on(m_actions->connectTo, [this, firstComputer] { m_flow->connectToSessions(firstComputer()); });
    on(m_actions->disconnectSessions, [this] {
        QList<QUuid> ids = selectedSessions();
        ids.removeIf([this](const QUuid &id) {
            const SessionRow *row = sessionModel()->find(id);
            return !row || !row->opened;
        });
        m_connector->disconnectSessions(ids);
    });
    on(m_actions->keepAlive, [this] {
        QList<QUuid> ids = selectedSessions();
        ids.removeIf([this](const QUuid &id) {
            const SessionRow *row = sessionModel()->find(id);
            return !row || row->opened || row->gone || !row->isPowerShell || !row->activity.isEmpty();
        });
        m_flow->keepAlive(ids);
    });
    connect(m_actions->showAllShells, &QAction::toggled, this, [this](bool all) {
        m_services.settings->setValue("view/showAllShells"_L1, all);
        m_refresher->setShowAllShells(all);
    });
    on(m_actions->disconnectWith, [this] { m_flow->disconnectWithOptions(selectedSessions()); });
    on(m_actions->receive, [this] {
        if (SessionTab *tab = m_tabs->current())
            tab->receive();
    });
    on(m_actions->removeSessions, [this] { m_flow->removeSessions(selectedSessions()); });
    on(m_actions->newSession, [this, firstComputer] { m_flow->newSession(firstComputer()); });
    on(m_actions->closeTab, [this] { m_tabs->closeCurrent(); });
    on(m_actions->find, [this] {
        m_actions->filter->setFocus(Qt::ShortcutFocusReason);
        m_actions->filter->selectAll();
    });
    connect(m_actions->showComputers, &QAction::toggled, m_left, &QWidget::setVisible);
    m_actions->savedOutput->setEnabled(m_services.sessions->savedOutput() != nullptr);
    on(m_actions->savedOutput, [this] {
        auto *dialog = new SavedOutputDialog(m_services.sessions->savedOutput(), m_services.settings, this);
        dialog->show();
    });
    on(m_actions->demo, [this] { Q_EMIT demoRequested(); });
    on(m_actions->about, [this] {
        auto *box = new QMessageBox(this);
        box->setAttribute(Qt::WA_DeleteOnClose);
        box->setObjectName(u"aboutBox"_s);
        box->setWindowTitle(tr("About Rejoin"));
        box->setIconPixmap(icon(u"rejoin"_s).pixmap(64));
        box->setText(u"<b>Rejoin %1</b>"_s.arg(QCoreApplication::applicationVersion()));
        box->setInformativeText(tr("Finds the PowerShell sessions that were left running on remote computers and "
                                   "connects to them again. MIT licence."));
        box->open();
    });
    connect(m_actions->theme, &QActionGroup::triggered, this, [this](const QAction *action) {
        applyTheme(Theme(action->data().toInt()));
        m_services.settings->setValue("view/theme"_L1, action->data().toInt());
    });
}

void MainWindow::wireModels()
{
    connect(m_services.computers, &ComputerStore::changed, this, &MainWindow::reloadComputers);
    connect(m_services.computers, &ComputerStore::saveFailed, this, [this](const base::Error &error) {
        m_attention->add(AttentionItem{{}, {}, {}, {}, error, Remedy::None});
    });
    if (const auto store = m_services.sessions->savedOutput())
        connect(store.get(), &output::SavedOutputStore::failed, this, [this](const base::Error &error) {
            m_attention->add(AttentionItem{{}, {}, {}, {}, error, Remedy::None});
        });
    connect(m_computers, &ComputerModel::regrouped, m_services.computers, &ComputerStore::setGroup);
    connect(m_computers, &ComputerModel::attentionChanged, this, &MainWindow::updateCounts);
    connect(m_computersView->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        const QList<QUuid> chosen = selectedComputers();
        sessionModel()->setComputers(QSet<QUuid>(chosen.begin(), chosen.end()));
        updateActions();
    });
    connect(m_computersView, &QTreeView::activated, this, [this](const QModelIndex &at) {
        const QUuid id = at.data(ComputerModel::IdRole).toUuid();
        const ComputerStatus status = m_computers->status(id);
        if (id.isNull())
            return;
        if (status.kind == ComputerStatus::Kind::NeedsLogin)
            m_flow->logIn({id});
        else
            m_refresher->refresh({id});
    });

    connect(sessionModel(), &SessionModel::countsChanged, this, [this] {
        updateCounts();
        updateEmptyStates();
        updateActions();
    });
    connect(m_sessionsView->selectionModel(), &QItemSelectionModel::selectionChanged, this, &MainWindow::updateActions);
    connect(m_sessionsView, &QTableView::activated, this,
            [this](const QModelIndex &at) { activateSession(at.data(SessionModel::ShellIdRole).toUuid()); });
    connect(m_sessionsView, &QWidget::customContextMenuRequested, this, [this](const QPoint &at) {
        auto *menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        menu->addActions({m_actions->connectSessions, m_actions->connectWhenFree, m_actions->disconnectSessions,
                          m_actions->disconnectWith, m_actions->keepAlive});
        menu->addSeparator();
        menu->addAction(m_actions->removeSessions);
        menu->popup(m_sessionsView->viewport()->mapToGlobal(at));
    });
    auto *deleteKey = new QAction(m_sessionsView);
    deleteKey->setShortcut(QKeySequence::Delete);
    deleteKey->setShortcutContext(Qt::WidgetShortcut);
    m_sessionsView->addAction(deleteKey);
    connect(deleteKey, &QAction::triggered, m_actions->removeSessions, &QAction::trigger);
    auto *deleteComputer = new QAction(this);
    deleteComputer->setShortcut(QKeySequence::Delete);
    deleteComputer->setShortcutContext(Qt::WidgetShortcut);
    deleteComputer->setVisible(false);
    m_computersView->addAction(deleteComputer);
    connect(deleteComputer, &QAction::triggered, m_actions->removeComputers, &QAction::trigger);

    m_filterTimer.setSingleShot(true);
    m_filterTimer.setInterval(filterMilliseconds);
    connect(m_actions->filter, &QLineEdit::textChanged, &m_filterTimer, qOverload<>(&QTimer::start));
    connect(&m_filterTimer, &QTimer::timeout, this,
            [this] { sessionModel()->setFilterText(m_actions->filter->text().trimmed()); });

    connect(m_refresher, &RefreshController::progressed, this, [this](int done, int total) {
        m_done = done;
        m_total = total;
        showProgress();
        if (done == 0)
            updateEmptyStates();
    });
    connect(m_refresher, &RefreshController::finished, this, [this] {
        showProgress();
        updateCounts();
        updateEmptyStates();
    });
    connect(m_connector, &ConnectController::busyChanged, this, [this] {
        showProgress();
        updateActions();
    });
    connect(m_connector, &ConnectController::noticed, this, [this](const QString &words) { m_notice->say(words); });
    // The server's own words about a session that was left: until when it is kept.
    connect(m_connector, &ConnectController::disconnected, this, [this](const sessions::SessionPtr &session) {
        if (const QUuid computer = m_board->computerOf(session->instanceId()); !computer.isNull())
            m_refresher->refresh({computer});
    });
    connect(m_flow, &DialogFlow::noticed, m_notice, &NoticeBar::say);
    connect(m_vaultFlow, &VaultFlow::noticed, this, [this](const QString &words) { m_notice->say(words, {}); });
    connect(m_vaultFlow, &VaultFlow::failed, this, &MainWindow::reportError);
    connect(m_refresher, &RefreshController::keychainFailed, this, &MainWindow::reportError);
    connect(m_redirects.get(), &RedirectConsent::announced, m_notice,
            [this](const QString &words) { m_notice->say(words, {}); });
    m_services.sessions->setRedirectHandler(m_redirects);
    connect(m_attentionPanel, &AttentionPanel::remedyRequested, m_flow, &DialogFlow::remedy);
    connect(m_tabs, &SessionTabs::changed, this, &MainWindow::updateActions);

    m_clockTimer.setInterval(tickMilliseconds);
    connect(&m_clockTimer, &QTimer::timeout, sessionModel(), &SessionModel::tick);
    m_clockTimer.start();
}

void MainWindow::restoreState()
{
    const QSettings &settings = *m_services.settings;
    m_sessionsView->restore(settings);
    sessionModel()->sort(m_sessionsView->horizontalHeader()->sortIndicatorSection(),
                         m_sessionsView->horizontalHeader()->sortIndicatorOrder());
    if (const QByteArray geometry = settings.value("window/geometry"_L1).toByteArray(); !geometry.isEmpty())
        restoreGeometry(geometry);
    m_horizontal->restoreState(settings.value("window/horizontal"_L1).toByteArray());
    m_actions->showAllShells->setChecked(settings.value("view/showAllShells"_L1).toBool());
    const int theme = std::clamp(settings.value("view/theme"_L1, 0).toInt(), 0, 2);
    for (QAction *action : m_actions->theme->actions())
        action->setChecked(action->data().toInt() == theme);
    if (theme != 0)
        applyTheme(Theme(theme));
}

void MainWindow::saveState()
{
    QSettings &settings = *m_services.settings;
    m_sessionsView->save(settings);
    settings.setValue("window/geometry"_L1, saveGeometry());
    settings.setValue("window/horizontal"_L1, m_horizontal->saveState());
}

} // namespace rejoin::ui
