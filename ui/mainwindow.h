#pragma once

#include "ui/controllers/services.h"

#include <QMainWindow>
#include <QTimer>

#include <memory>

class QLabel;
class QProgressBar;
class QPushButton;
class QSplitter;
class QStackedWidget;
class QTabWidget;
class QTreeView;

namespace rejoin::ui {

class Attention;
class AttentionPanel;
class ComputerModel;
class ConnectController;
class DialogFlow;
class EmptyState;
class MainActions;
class NoticeBar;
class QuitFlow;
class RedirectConsent;
class RefreshController;
class SessionBoard;
class SessionModel;
class SessionTabs;
class SessionsView;
class VaultFlow;

/// The main window: lays out the parts and wires them. What is done is in ui/controllers.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    explicit MainWindow(const Services &services, QWidget *parent = nullptr);
    ~MainWindow() override;

    [[nodiscard]] RefreshController *refresher() const { return m_refresher; }
    [[nodiscard]] SessionModel *sessionModel() const;
    [[nodiscard]] SessionBoard *board() const { return m_board; }
    [[nodiscard]] SessionTabs *tabs() const { return m_tabs; }
    /// As a double click on the row does.
    void activateSession(const QUuid &shellId);
    /// Puts an error of no computer and no session into the attention panel.
    void reportError(const base::Error &error);

Q_SIGNALS:
    void demoRequested();

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    void buildLayout();
    void buildStatusBar();
    void wireActions();
    void wireModels();
    void restoreState();
    void saveState();
    void reloadComputers();
    void updateActions();
    void updateEmptyStates();
    void updateCounts();
    void showProgress();
    [[nodiscard]] QList<QUuid> selectedComputers() const;
    /// The group that all selected computers are in; empty: none, or several.
    [[nodiscard]] QString selectedGroup() const;
    /// What the session actions act on: the table's selection, else the current tab.
    [[nodiscard]] QList<QUuid> selectedSessions() const;

    Services m_services;
    Attention *m_attention;
    SessionBoard *m_board;
    ComputerModel *m_computers;
    RefreshController *m_refresher;
    ConnectController *m_connector;
    DialogFlow *m_flow;
    VaultFlow *m_vaultFlow;
    std::shared_ptr<RedirectConsent> m_redirects; ///< the service asks it
    MainActions *m_actions;
    QuitFlow *m_quit;
    SessionTabs *m_tabs = nullptr;

    QSplitter *m_horizontal = nullptr;
    QSplitter *m_vertical = nullptr;
    QStackedWidget *m_left = nullptr;
    QTreeView *m_computersView = nullptr;
    EmptyState *m_noComputers = nullptr;
    QStackedWidget *m_table = nullptr;
    SessionsView *m_sessionsView = nullptr;
    EmptyState *m_noSessions = nullptr;
    AttentionPanel *m_attentionPanel = nullptr;
    QTabWidget *m_tabWidget = nullptr;
    NoticeBar *m_notice = nullptr;
    QLabel *m_counts = nullptr;
    QLabel *m_progressText = nullptr;
    QProgressBar *m_progress = nullptr;
    QPushButton *m_cancel = nullptr;
    QTimer m_clockTimer;
    QTimer m_filterTimer;
    int m_done = 0;
    int m_total = 0;
};

} // namespace rejoin::ui
