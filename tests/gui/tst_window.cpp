#include "core/lab/labdemo.h"
#include "tests/support/await.h"
#include "ui/console/streamdocument.h"
#include "ui/controllers/refreshcontroller.h"
#include "ui/controllers/sessionboard.h"
#include "ui/controllers/sessiontabs.h"
#include "ui/jobviewer/jobviewer.h"
#include "ui/mainwindow.h"
#include "ui/models/computermodel.h"
#include "ui/models/jobmodel.h"
#include "ui/models/sessionmodel.h"
#include "ui/sessiontab/consolepage.h"
#include "ui/sessiontab/sessiontab.h"
#include "ui/store/computerstore.h"
#include "ui/store/credentials.h"

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QTabWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeView>

using namespace rejoin;
using namespace rejoin::ui;
using namespace Qt::StringLiterals;

// The real window against a lab in this process: real sockets, real TLS on loopback.
class TestWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void emptyStatesSayWhatToDo();
    void refreshShowsSessionsAndFailures();
    void filteringNarrowsAndOffersToClear();
    void theWholeWay();
    void logInFromTheAttentionPanel();
    void removingAComputerCanBeUndone();
    void noModalDialogIsLeft();

private:
    [[nodiscard]] QUuid sessionNamed(const QString &name) const;
    [[nodiscard]] std::optional<SessionRow> rowOf(const QUuid &id) const;
    [[nodiscard]] QUuid computerNamed(const QString &name) const;
    template <typename Widget>
    [[nodiscard]] Widget *child(const char *name) const
    {
        return m_window->findChild<Widget *>(QLatin1String(name));
    }

    QTemporaryDir m_profile;
    std::unique_ptr<lab::LabDemo> m_demo;
    std::unique_ptr<lab::LabServer> m_lab;
    sessions::SessionRegistry m_registry;
    std::unique_ptr<sessions::SessionService> m_service;
    std::unique_ptr<ComputerStore> m_store;
    Credentials m_credentials;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<MainWindow> m_window;
};

void TestWindow::initTestCase()
{
    base::SecretString::initializeHeap();
    m_demo = std::make_unique<lab::LabDemo>();
    m_lab = std::make_unique<lab::LabServer>(m_demo->settings());
    test::await(m_lab->start());
    m_service = std::make_unique<sessions::SessionService>(&m_registry, &transport::makeHttpTransport,
                                                           std::make_shared<base::SystemClock>());
    m_store = std::make_unique<ComputerStore>(m_profile.path());
    m_settings = std::make_unique<QSettings>(m_profile.filePath(u"settings.ini"_s), QSettings::IniFormat);
    Services services;
    services.sessions = m_service.get();
    services.computers = m_store.get();
    services.credentials = &m_credentials;
    services.settings = m_settings.get();
    m_window = std::make_unique<MainWindow>(services);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
}

void TestWindow::cleanupTestCase()
{
    m_window.reset();
    m_service.reset();
}

QUuid TestWindow::sessionNamed(const QString &name) const
{
    for (const SessionRow &row : m_window->sessionModel()->rows())
        if (row.name == name)
            return row.shellId;
    return {};
}

std::optional<SessionRow> TestWindow::rowOf(const QUuid &id) const
{
    const SessionRow *row = m_window->sessionModel()->find(id);
    return row ? std::optional(*row) : std::nullopt;
}

QUuid TestWindow::computerNamed(const QString &name) const
{
    for (const Computer &computer : m_store->computers())
        if (computer.name() == name)
            return computer.id;
    return {};
}

void TestWindow::emptyStatesSayWhatToDo()
{
    auto *add = child<QPushButton>("emptyAddButton");
    QVERIFY(add && add->isVisible());
    QVERIFY(child<QPushButton>("emptyDemoButton"));
    QVERIFY(!child<QAction>("connectAction")->isEnabled());
    QVERIFY(!child<QAction>("refreshAction")->isEnabled());
    add->click();
    auto *dialog = child<QDialog>("computerDialog");
    QVERIFY(dialog && dialog->isVisible());
    dialog->reject();
}

void TestWindow::refreshShowsSessionsAndFailures()
{
    QList<Computer> computers;
    for (const lab::LabDemoComputer &sample : m_demo->computers(*m_lab)) {
        Computer computer;
        computer.id = QUuid::createUuid();
        computer.options.computerName = sample.name;
        computer.options.useSsl = true;
        computer.options.mechanism = transport::Mechanism::Basic;
        computer.options.credential = base::Credential(sample.user, {});
        computer.options.extraAuthorities = {m_lab->certificate()};
        m_service->addConnectTo(u"%1:5986:%2:%3"_s.arg(sample.name, sample.host).arg(sample.httpsPort));
        m_credentials.store(computer.id, base::Credential(sample.user, m_demo->password()));
        computers += computer;
    }
    m_store->add(computers);
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    QTest::keyClick(m_window.get(), Qt::Key_F5);
    QVERIFY(m_window->refresher()->isRefreshing());
    QVERIFY(test::waitUntil([this] { return !m_window->refresher()->isRefreshing(); }));

    QVERIFY(!sessionNamed(u"ITTask"_s).isNull());
    const auto *model = qobject_cast<const ComputerModel *>(child<QTreeView>("computersView")->model());
    QCOMPARE(int(model->status(computerNamed(u"Server01"_s)).kind), int(ComputerStatus::Kind::Answered));
    QCOMPARE(int(model->status(computerNamed(u"Server05"_s)).kind), int(ComputerStatus::Kind::Unreachable));
    QCOMPARE(int(model->status(computerNamed(u"Server06"_s)).kind), int(ComputerStatus::Kind::NeedsLogin));
    QVERIFY(test::waitUntil([this] {
        return m_window->findChildren<QWidget *>(u"attentionCard"_s, Qt::FindChildrenRecursively).size() >= 2;
    }));
    QVERIFY(child<QWidget>("attentionPanel")->isVisible());
    // The first sentence has no codes in it.
    for (const QLabel *sentence : m_window->findChildren<QLabel *>(u"attentionSentence"_s))
        QVERIFY2(!sentence->text().contains(QRegularExpression(u"0x[0-9a-fA-F]+|[0-9]{6,}|HTTP [0-9]"_s)),
                 qPrintable(sentence->text()));
    QVERIFY(child<QLabel>("countsLabel")->text().contains(u"6"_s));
}

void TestWindow::filteringNarrowsAndOffersToClear()
{
    auto *filter = child<QLineEdit>("filterEdit");
    QTest::keyClick(m_window.get(), Qt::Key_F, Qt::ControlModifier);
    const int all = m_window->sessionModel()->rowCount();
    QTest::keyClicks(filter, u"ittask"_s);
    QVERIFY(test::waitUntil([&] { return m_window->sessionModel()->rowCount() < all; }));
    QVERIFY(m_window->sessionModel()->rowCount() > 0);
    filter->setText(u"no such session"_s);
    QVERIFY(test::waitUntil([&] { return m_window->sessionModel()->rowCount() == 0; }));
    auto *clear = child<QPushButton>("emptyClearButton");
    QVERIFY(clear && clear->isVisible());
    clear->click();
    QVERIFY(test::waitUntil([&] { return m_window->sessionModel()->rowCount() == all; }));
}

void TestWindow::theWholeWay()
{
    const QUuid id = sessionNamed(u"ITTask"_s);
    auto *view = child<QTableView>("sessionsView");
    const int row = m_window->sessionModel()->rowOf(id);
    QVERIFY(row >= 0);
    const QPoint at = view->visualRect(m_window->sessionModel()->index(row, SessionModel::Name)).center();
    QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, at);
    QTest::mouseDClick(view->viewport(), Qt::LeftButton, {}, at);
    QVERIFY(test::waitUntil([&] { return m_window->tabs()->find(id) != nullptr; }));
    QVERIFY(rowOf(id)->opened);
    SessionTab *tab = m_window->tabs()->find(id);
    auto *tabWidget = child<QTabWidget>("sessionTabs");
    QVERIFY(tabWidget->isVisible());
    QCOMPARE(tabWidget->tabText(0), u"ITTask · Server01"_s);

    // Its jobs appear, and the finished one gives its output.
    auto *pages = tab->findChild<QTabWidget *>(u"sessionPages"_s);
    pages->setCurrentWidget(tab->jobs());
    JobModel *jobs = tab->jobs()->model();
    QVERIFY(test::waitUntil([&] { return jobs->rowCount() > 0; }));
    int job2 = 0;
    for (int i = 0; i < jobs->rowCount(); ++i)
        if (jobs->index(i, JobModel::Name).data().toString() == u"Job2"_s)
            job2 = jobs->index(i, 0).data(JobModel::JobIdRole).toInt();
    QVERIFY(job2 > 0);
    tab->findChild<QTreeView *>(u"jobsView"_s)->setCurrentIndex(jobs->indexOf(job2));
    auto *receive = tab->findChild<QPushButton *>(u"receiveJobButton"_s);
    QVERIFY(receive->isEnabled());
    QVERIFY(tab->findChild<QCheckBox *>(u"keepCheck"_s)->isChecked());
    receive->click();
    auto *output = tab->findChild<QPlainTextEdit *>(u"jobOutput"_s);
    QVERIFY(test::waitUntil([&] { return output->toPlainText().contains(u"All services are running"_s); }));
    QVERIFY(output->toPlainText().contains(u"WARNING: "_s));

    // The console runs what is typed.
    pages->setCurrentWidget(tab->console());
    auto *input = tab->findChild<QPlainTextEdit *>(u"consoleInput"_s);
    QTest::keyClicks(input, u"Write-Output hello; Write-Error broken"_s);
    QTest::keyClick(input, Qt::Key_Return);
    QVERIFY(test::waitUntil(
        [&] { return !tab->console()->isRunning() && tab->console()->stream()->text().contains(u"\nhello"_s); }));
    QVERIFY(tab->console()->stream()->text().contains(u"broken"_s));
    QTest::keyClick(input, Qt::Key_Up);
    QCOMPARE(input->toPlainText(), u"Write-Output hello; Write-Error broken"_s);

    // A question of the remote side is a field in the flow.
    input->setPlainText(u"$name = Read-Host 'Who'; \"Hello $name\""_s);
    QTest::keyClick(input, Qt::Key_Return);
    QVERIFY(test::waitUntil([&] { return tab->findChild<QWidget *>(u"promptPanel"_s) != nullptr; }));
    auto *answer = tab->findChild<QWidget *>(u"promptPanel"_s)->findChild<QLineEdit *>();
    QVERIFY(answer);
    QTest::keyClicks(answer, u"Ada"_s);
    QTest::keyClick(answer, Qt::Key_Return);
    QVERIFY(test::waitUntil([&] { return tab->console()->stream()->text().contains(u"Hello Ada"_s); }));
    QVERIFY(test::waitUntil([&] { return !tab->console()->isRunning(); }));

    // A command that goes on is stopped.
    input->setPlainText(u"Start-Sleep -Seconds 600"_s);
    QTest::keyClick(input, Qt::Key_Return);
    QVERIFY(tab->console()->isRunning());
    auto *stop = tab->findChild<QPushButton *>(u"stopButton"_s);
    QVERIFY(stop->isEnabled());
    QTest::qWait(300);
    stop->click();
    QVERIFY(test::waitUntil([&] { return !tab->console()->isRunning(); }));

    // Disconnected, the session stays, with a tab that offers to connect again.
    view->selectRow(m_window->sessionModel()->rowOf(id));
    QVERIFY(child<QAction>("disconnectAction")->isEnabled());
    child<QAction>("disconnectAction")->trigger();
    QVERIFY(test::waitUntil([&] { return rowOf(id) && !rowOf(id)->opened && rowOf(id)->activity.isEmpty(); }));
    QVERIFY(test::waitUntil([&] { return !m_window->refresher()->isRefreshing(); }));
    QVERIFY(rowOf(id)->connectable);
    auto *again = tab->findChild<QPushButton *>(u"bannerConnectButton"_s);
    QVERIFY(again->isVisible());
    QVERIFY(!input->isEnabled());
    again->click();
    QVERIFY(test::waitUntil([&] { return rowOf(id)->opened && input->isEnabled(); }));
    QCOMPARE(tabWidget->count(), 1);

    // Closing the tab disconnects.
    child<QAction>("closeTabAction")->trigger();
    auto *dialog = child<QDialog>("closeTabDialog");
    QVERIFY(dialog);
    dialog->findChild<QPushButton *>(u"closeDisconnectButton"_s)->click();
    QVERIFY(test::waitUntil([&] { return tabWidget->count() == 0; }));
    QVERIFY(test::waitUntil([&] { return !m_window->refresher()->isRefreshing(); }));
    QVERIFY(rowOf(id)->connectable);
}

void TestWindow::logInFromTheAttentionPanel()
{
    QPushButton *logIn = nullptr;
    for (QPushButton *button : m_window->findChildren<QPushButton *>(u"remedyButton"_s))
        if (button->text() == u"Log in…"_s)
            logIn = button;
    QVERIFY(logIn);
    logIn->click();
    auto *dialog = child<QDialog>("credentialDialog");
    QVERIFY(dialog && dialog->isVisible());
    dialog->findChild<QLineEdit *>(u"passwordEdit"_s)->setText(u"wrong again"_s);
    dialog->accept();
    QVERIFY(m_window->refresher()->isRefreshing());
    QVERIFY(test::waitUntil([this] { return !m_window->refresher()->isRefreshing(); }));
    const auto *model = qobject_cast<const ComputerModel *>(child<QTreeView>("computersView")->model());
    QCOMPARE(int(model->status(computerNamed(u"Server06"_s)).kind), int(ComputerStatus::Kind::NeedsLogin));
}

void TestWindow::removingAComputerCanBeUndone()
{
    const auto *model = qobject_cast<const ComputerModel *>(child<QTreeView>("computersView")->model());
    const QUuid id = computerNamed(u"Server02"_s);
    auto *view = child<QTreeView>("computersView");
    view->setCurrentIndex(model->indexOf(id));
    const int sessions = m_window->sessionModel()->totalCount();
    child<QAction>("removeComputersAction")->trigger();
    QVERIFY(!m_store->find(id));
    QVERIFY(m_window->sessionModel()->totalCount() < sessions);
    auto *undo = child<QPushButton>("undoButton");
    QVERIFY(undo->isVisible());
    undo->click();
    QVERIFY(m_store->find(id));
    QVERIFY(test::waitUntil([&] { return m_window->sessionModel()->totalCount() == sessions; }));
}

void TestWindow::noModalDialogIsLeft()
{
    QCOMPARE(QApplication::activeModalWidget(), nullptr);
    QVERIFY(m_window->close());
}

QTEST_MAIN(TestWindow)
#include "tst_window.moc"
