#include "core/lab/labserver.h"
#include "core/sessions/keeping.h"
#include "tests/support/await.h"
#include "ui/controllers/refreshcontroller.h"
#include "ui/controllers/sessionboard.h"
#include "ui/controllers/sessiontabs.h"
#include "ui/mainwindow.h"
#include "ui/models/sessionmodel.h"
#include "ui/sessiontab/sessiontab.h"
#include "ui/store/computerstore.h"
#include "ui/store/credentials.h"

#include <QAction>
#include <QDialog>
#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QSpinBox>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeWidget>

using namespace rejoin;
using namespace rejoin::ui;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using std::chrono::milliseconds;

/// How the window leaves sessions, keeps them alive and shows what is hidden, against a lab in this process.
class TestIdleWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void leavingKeepsForTheComputersTime();
    void closingATabOffersLonger();
    void keptAliveFromTheTable();
    void aShorterTimeInForceIsSaid();
    void allShellsAreShownWithTheReason();
    void allShellsOfOneComputer();
    void quittingSaysUntilWhenAndDisconnects();
    void quittingAsksWhereItFails();

private:
    template <typename Widget>
    [[nodiscard]] Widget *child(const char *name) const
    {
        return m_window->findChild<Widget *>(QLatin1String(name));
    }
    [[nodiscard]] QUuid idOf(const QString &name) const
    {
        for (const SessionRow &row : m_window->sessionModel()->rows())
            if (row.name == name)
                return row.shellId;
        return {};
    }
    [[nodiscard]] SessionRow rowOf(const QString &name) const
    {
        const SessionRow *row = m_window->sessionModel()->find(idOf(name));
        return row ? *row : SessionRow();
    }
    [[nodiscard]] std::shared_ptr<lab::LabComputer> computer() const { return m_lab->computer(u"Server01"_s); }
    [[nodiscard]] wsman::ShellInfo shell(const QString &name) const { return computer()->shell(idOf(name))->info(); }
    void settle() const
    {
        QVERIFY(test::waitUntil([this] { return !m_window->refresher()->isRefreshing(); }));
    }
    void select(const QStringList &names) const
    {
        auto *view = child<QTableView>("sessionsView");
        view->clearSelection();
        for (const QString &name : names)
            view->selectionModel()->select(
                m_window->sessionModel()->index(m_window->sessionModel()->rowOf(idOf(name)), 0),
                QItemSelectionModel::Select | QItemSelectionModel::Rows);
    }
    void connectTo(const QString &name)
    {
        m_window->activateSession(idOf(name));
        QVERIFY(test::waitUntil([&] { return rowOf(name).opened && m_window->tabs()->find(idOf(name)); }));
    }

    std::unique_ptr<QTemporaryDir> m_profile;
    std::unique_ptr<lab::LabServer> m_lab;
    std::unique_ptr<sessions::SessionRegistry> m_registry;
    std::unique_ptr<sessions::SessionService> m_service;
    std::unique_ptr<ComputerStore> m_store;
    std::unique_ptr<Credentials> m_credentials;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<MainWindow> m_window;
    QUuid m_computer;
};

void TestIdleWindow::init()
{
    cleanup(); // not done after an init() that failed
    const auto password = base::SecretString::fromUtf16(u"lab-password");
    lab::LabComputerSettings settings;
    settings.name = u"Server01"_s;
    settings.https = false;
    settings.login.allowUnencrypted = true;
    settings.users = {lab::LabUser(u"lab"_s, password)};
    settings.behaviour.maximumIdleTimeout = 48h;
    for (const QString &name : {u"ITTask"_s, u"Nightly"_s, QString()}) {
        lab::LabSession session;
        session.name = name;
        settings.sessions += session;
    }
    lab::LabSession winrs;
    winrs.name = u"winrs"_s;
    winrs.configuration = u"http://schemas.microsoft.com/wbem/wsman/1/windows/shell/cmd"_s;
    settings.sessions += winrs;
    lab::LabSession running;
    running.name = u"Runs"_s;
    running.running = u"'first'; Start-Sleep -Seconds 600"_s;
    settings.sessions += running;
    for (lab::LabSession &session : settings.sessions)
        session.owner = u"lab"_s;
    lab::LabSettings all;
    all.computers = {settings};
    m_lab = std::make_unique<lab::LabServer>(all);
    test::await(m_lab->start());

    m_profile = std::make_unique<QTemporaryDir>();
    m_registry = std::make_unique<sessions::SessionRegistry>();
    m_service = std::make_unique<sessions::SessionService>(m_registry.get(), &transport::makeHttpTransport,
                                                           std::make_shared<base::SystemClock>());
    m_service->addConnectTo(u"Server01:5985:127.0.0.1:%1"_s.arg(m_lab->ports(u"Server01"_s).http));
    m_store = std::make_unique<ComputerStore>(m_profile->path());
    m_credentials = std::make_unique<Credentials>();
    m_settings = std::make_unique<QSettings>(m_profile->filePath(u"settings.ini"_s), QSettings::IniFormat);
    Services services;
    services.sessions = m_service.get();
    services.computers = m_store.get();
    services.credentials = m_credentials.get();
    services.settings = m_settings.get();
    Computer one;
    one.id = m_computer = QUuid::createUuid();
    one.options.computerName = u"Server01"_s;
    one.options.mechanism = transport::Mechanism::Basic;
    one.options.allowUnencrypted = true;
    one.options.credential = base::Credential(u"lab"_s, {});
    one.options.keepFor = 30h;
    m_store->add({one});
    m_credentials->store(m_computer, base::Credential(u"lab"_s, password));
    m_window = std::make_unique<MainWindow>(services);
    m_window->show();
    m_window->refresher()->refresh();
    settle();
    QVERIFY(!idOf(u"ITTask"_s).isNull());
}

void TestIdleWindow::cleanup()
{
    m_window.reset();
    m_service.reset();
    m_registry.reset();
    m_lab.reset();
}

void TestIdleWindow::leavingKeepsForTheComputersTime()
{
    connectTo(u"ITTask"_s);
    select({u"ITTask"_s});
    child<QAction>("disconnectAction")->trigger();
    QVERIFY(test::waitUntil([&] { return !rowOf(u"ITTask"_s).opened && rowOf(u"ITTask"_s).activity.isEmpty(); }));
    QCOMPARE(shell(u"ITTask"_s).idleTimeout, std::optional<milliseconds>(30h));
    QVERIFY(test::waitUntil([&] { return child<QLabel>("noticeText")->text().contains(u"Kept until "_s); }));
    settle();
    QVERIFY(rowOf(u"ITTask"_s).expiresOn);
}

void TestIdleWindow::closingATabOffersLonger()
{
    connectTo(u"ITTask"_s);
    child<QAction>("closeTabAction")->trigger();
    auto *dialog = child<QDialog>("closeTabDialog");
    QVERIFY(dialog);
    QVERIFY(dialog->findChild<QLabel *>(u"untilLabel"_s)->text().startsWith(u"Kept until "_s));
    QCOMPARE(dialog->findChild<QSpinBox *>(u"hoursSpin"_s)->value(), 30);
    dialog->findChild<QSpinBox *>(u"hoursSpin"_s)->setValue(48);
    dialog->findChild<QPushButton *>(u"closeDisconnectButton"_s)->click();
    QVERIFY(test::waitUntil([&] { return !m_window->tabs()->find(idOf(u"ITTask"_s)); }));
    QCOMPARE(shell(u"ITTask"_s).idleTimeout, std::optional<milliseconds>(48h));
    settle();
}

void TestIdleWindow::keptAliveFromTheTable()
{
    auto *action = child<QAction>("keepAliveAction");
    select({});
    QVERIFY(!action->isEnabled());
    select({u"ITTask"_s, u"Runs"_s});
    QVERIFY(action->isEnabled());
    action->trigger();
    auto *dialog = child<QDialog>("keepAliveDialog");
    QVERIFY(dialog);
    QVERIFY(dialog->findChild<QLabel *>(u"inputHint"_s)->text().contains(u"Runs"_s));
    dialog->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Ok)->click();
    QCOMPARE(rowOf(u"Runs"_s).activity, u"Keeping alive…"_s);
    QVERIFY(
        test::waitUntil([&] { return rowOf(u"Runs"_s).activity.isEmpty() && rowOf(u"ITTask"_s).activity.isEmpty(); }));
    for (const QString &name : {u"ITTask"_s, u"Runs"_s}) {
        QCOMPARE(shell(name).idleTimeout, std::optional<milliseconds>(30h));
        QCOMPARE(shell(name).state, u"Disconnected"_s);
        QVERIFY(rowOf(name).expiresOn);
        QVERIFY(QDateTime::currentDateTimeUtc().secsTo(*rowOf(name).expiresOn) > 29 * 3600);
        QVERIFY(rowOf(name).connectable && rowOf(name).problem.isEmpty());
    }
    QVERIFY(child<QLabel>("noticeText")->text().contains(u"2"_s));
    // Nothing of the command's output was fetched.
    connectTo(u"Runs"_s);
    QVERIFY(m_window->tabs()->find(idOf(u"Runs"_s)));
}

void TestIdleWindow::aShorterTimeInForceIsSaid()
{
    connectTo(u"ITTask"_s); // the server's default: two hours
    SessionTab *tab = m_window->tabs()->find(idOf(u"ITTask"_s));
    auto *line = tab->findChild<QWidget *>(u"keepLine"_s);
    QVERIFY(line && line->isVisible());
    QVERIFY(line->findChild<QLabel *>(u"keepLineText"_s)->text().contains(u"2 h"_s));
    auto *longer = line->findChild<QPushButton *>(u"keepLongerButton"_s);
    QVERIFY(test::waitUntil([&] { return longer->isEnabled(); }));
    longer->click();
    QVERIFY(test::waitUntil([&] { return !line->isVisible(); }));
    QVERIFY(test::waitUntil([&] { return rowOf(u"ITTask"_s).opened; }));
    QCOMPARE(shell(u"ITTask"_s).idleTimeout, std::optional<milliseconds>(30h));
    QVERIFY(tab->isConnected());
}

void TestIdleWindow::allShellsAreShownWithTheReason()
{
    // A second command makes it a pool for Get-PSSession.
    const QUuid pool = idOf(u"Runs"_s);
    computer()->shell(pool)->leaveRunning(u"'second'"_s);
    m_window->refresher()->refresh();
    settle();
    QVERIFY(rowOf(u"Runs"_s).gone); // the cmdlet's own view
    const int before = m_window->sessionModel()->totalCount();
    auto *action = child<QAction>("showAllShellsAction");
    QVERIFY(action->isCheckable() && !action->isChecked());
    action->setChecked(true);
    settle();
    QCOMPARE(m_window->sessionModel()->totalCount(), before + 2);
    QVERIFY(rowOf(u"Runs"_s).hiddenReason.contains(u"2 commands"_s) && !rowOf(u"Runs"_s).gone);
    QVERIFY(!rowOf(QString()).hiddenReason.isEmpty()); // the one without a name
    QVERIFY(rowOf(u"ITTask"_s).hiddenReason.isEmpty());
    const SessionRow winrs = rowOf(u"winrs"_s);
    QVERIFY(winrs.hiddenReason.contains(u"windows/shell/cmd"_s) && !winrs.isPowerShell && !winrs.connectable);
    select({u"winrs"_s});
    QVERIFY(!child<QAction>("connectAction")->isEnabled() && !child<QAction>("keepAliveAction")->isEnabled());
    QVERIFY(child<QAction>("removeAction")->isEnabled());
    // What is PowerShell's can be connected, everything can be removed.
    connectTo(u"Runs"_s);
    select({u"Runs"_s});
    child<QAction>("disconnectAction")->trigger();
    QVERIFY(test::waitUntil([&] { return !rowOf(u"Runs"_s).opened && rowOf(u"Runs"_s).activity.isEmpty(); }));
    settle();
    const QUuid unnamed = idOf(QString());
    select({QString(), u"winrs"_s});
    child<QAction>("removeAction")->trigger();
    auto *dialog = child<QDialog>("removeDialog");
    QVERIFY(dialog);
    dialog->accept();
    QVERIFY(test::waitUntil([&] { return !m_window->sessionModel()->find(unnamed); }));
    QVERIFY(!computer()->shell(unnamed));
    QVERIFY(test::waitUntil([&] { return !computer()->shell(winrs.shellId); }));
    // Off again, what is hidden goes off the list, and is not called gone.
    action->setChecked(false);
    settle();
    QVERIFY(idOf(u"Runs"_s).isNull());
    QCOMPARE(m_settings->value(u"view/showAllShells"_s).toBool(), false);
}

void TestIdleWindow::allShellsOfOneComputer()
{
    QVERIFY(idOf(QString()).isNull());
    m_window->refresher()->showAllShells(m_computer);
    settle();
    QVERIFY(!idOf(QString()).isNull());
}

void TestIdleWindow::quittingSaysUntilWhenAndDisconnects()
{
    connectTo(u"ITTask"_s);
    connectTo(u"Nightly"_s);
    child<QAction>("quitAction")->trigger();
    auto *dialog = child<QDialog>("quitDialog");
    QVERIFY(dialog && m_window->isVisible());
    auto *list = dialog->findChild<QTreeWidget *>(u"quitList"_s);
    QCOMPARE(list->topLevelItemCount(), 2);
    QVERIFY(list->topLevelItem(0)->text(2).startsWith(u"Kept until "_s));
    // Staying changes nothing.
    dialog->findChild<QPushButton *>(u"quitStayButton"_s)->click();
    QVERIFY(m_window->isVisible() && rowOf(u"ITTask"_s).opened);
    child<QAction>("quitAction")->trigger();
    for (QDialog *each : m_window->findChildren<QDialog *>(u"quitDialog"_s))
        dialog = each->isVisible() ? each : dialog;
    dialog->findChild<QSpinBox *>(u"hoursSpin"_s)->setValue(40);
    dialog->findChild<QPushButton *>(u"quitDisconnectButton"_s)->click();
    QVERIFY(test::waitUntil([&] { return !m_window->isVisible(); }));
    for (const QString &name : {u"ITTask"_s, u"Nightly"_s}) {
        QCOMPARE(shell(name).state, u"Disconnected"_s);
        QCOMPARE(shell(name).idleTimeout, std::optional<milliseconds>(40h));
    }
}

void TestIdleWindow::quittingAsksWhereItFails()
{
    connectTo(u"ITTask"_s);
    connectTo(u"Nightly"_s);
    // The server refuses one of the two.
    lab::LabFault rule(lab::LabFault::Kind::Fault);
    rule.action = u"Disconnect"_s;
    rule.times = 1;
    rule.code = 2150858868;
    m_lab->scenario().add(rule);
    m_window->close(); // as a program ends: no question first
    auto dialogNow = [&] { return child<QDialog>("quitDialog"); };
    QVERIFY(test::waitUntil([&] { return dialogNow() != nullptr && dialogNow()->isVisible(); }));
    QVERIFY(m_window->isVisible());
    QDialog *dialog = dialogNow();
    QVERIFY(dialog->findChild<QLabel *>(u"quitWords"_s)->text().contains(u"1 session"_s));
    auto *again = dialog->findChild<QPushButton *>(u"quitDisconnectButton"_s);
    QVERIFY(again->isVisible() && dialog->findChild<QPushButton *>(u"quitNowButton"_s)->isVisible());
    again->click();
    QVERIFY(test::waitUntil([&] { return !m_window->isVisible(); }));
    for (const QString &name : {u"ITTask"_s, u"Nightly"_s})
        QCOMPARE(shell(name).state, u"Disconnected"_s);
}

QTEST_MAIN(TestIdleWindow)
#include "tst_idlewindow.moc"
