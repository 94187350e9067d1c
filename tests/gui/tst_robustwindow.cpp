#include "core/lab/labdemo.h"
#include "tests/support/await.h"
#include "ui/console/streamdocument.h"
#include "ui/controllers/refreshcontroller.h"
#include "ui/controllers/sessiontabs.h"
#include "ui/mainwindow.h"
#include "ui/models/sessionmodel.h"
#include "ui/sessiontab/consolepage.h"
#include "ui/sessiontab/sessiontab.h"
#include "ui/store/computerstore.h"
#include "ui/store/credentials.h"

#include <QAction>
#include <QApplication>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSettings>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace rejoin;
using namespace rejoin::ui;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// The real window when a computer is away: what the tab says, what it keeps, how it goes on.
class TestRobustWindow : public QObject
{
    Q_OBJECT

private:
    template <typename Widget>
    [[nodiscard]] Widget *child(const char *name) const
    {
        return m_window->findChild<Widget *>(QLatin1String(name));
    }
    [[nodiscard]] const SessionRow *rowNamed(const QString &name) const
    {
        for (const SessionRow &row : m_window->sessionModel()->rows()) {
            if (row.name == name)
                return m_window->sessionModel()->find(row.shellId);
        }
        return nullptr;
    }
    void setBound(std::chrono::milliseconds bound)
    {
        remoting::RetryPolicy policy;
        policy.firstPause = 5ms;
        policy.longestPause = 20ms;
        policy.settling = 20ms;
        policy.bound = bound;
        m_service->setRetryPolicy(policy);
    }
    void select(const QString &name)
    {
        child<QTableView>("sessionsView")->selectRow(m_window->sessionModel()->rowOf(rowNamed(name)->shellId));
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

private Q_SLOTS:
    void initTestCase()
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
        QList<Computer> computers;
        for (const lab::LabDemoComputer &sample : m_demo->computers(*m_lab)) {
            if (sample.name != "Server01"_L1 && sample.name != "Server02"_L1)
                continue;
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
        child<QAction>("refreshAction")->trigger();
        QVERIFY(test::waitUntil([this] { return !m_window->refresher()->isRefreshing(); }));
        QVERIFY(rowNamed(u"ITTask"_s));
    }
    void cleanupTestCase()
    {
        m_window.reset();
        m_service.reset();
    }

    void aLostNetworkCountsDownAndGoesOn()
    {
        setBound(200s);
        select(u"ITTask"_s);
        child<QAction>("connectAction")->trigger();
        const QUuid id = rowNamed(u"ITTask"_s)->shellId;
        QVERIFY(test::waitUntil([&] { return m_window->tabs()->find(id) != nullptr; }));
        SessionTab *tab = m_window->tabs()->find(id);
        auto *banner = tab->findChild<QWidget *>(u"sessionBanner"_s);
        auto *words = banner->findChild<QLabel *>();
        auto *button = tab->findChild<QPushButton *>(u"bannerConnectButton"_s);
        auto *input = tab->findChild<QPlainTextEdit *>(u"consoleInput"_s);
        QVERIFY(!banner->isVisibleTo(tab));

        m_lab->setPlugged(u"Server01"_s, false);
        static const QRegularExpression counting(u"^Reconnecting \\(([0-9]+):([0-9][0-9]) left\\)$"_s);
        QVERIFY(test::waitUntil([&] { return counting.match(words->text()).hasMatch(); }));
        QVERIFY(banner->isVisibleTo(tab));
        QVERIFY(!button->isVisibleTo(tab)); // nothing to press: it goes on by itself
        QVERIFY(input->isEnabled());
        const QString first = words->text();
        QCOMPARE(counting.match(first).captured(1), u"3"_s);
        QVERIFY(test::waitUntil([&] { return words->text() != first; })); // it counts

        m_lab->setPlugged(u"Server01"_s, true);
        QVERIFY(test::waitUntil([&] { return !banner->isVisibleTo(tab); }));
        input->setPlainText(u"'still here'"_s);
        QTest::keyClick(input, Qt::Key_Return);
        QVERIFY(test::waitUntil([&] {
            return !tab->console()->isRunning() && tab->console()->stream()->text().contains(u"\nstill here"_s);
        }));
        child<QAction>("disconnectAction")->trigger();
        QVERIFY(test::waitUntil([&] { return rowNamed(u"ITTask"_s)->connectable; }));
    }

    void oneClickBringsBackWhatWasGivenUp()
    {
        setBound(60ms);
        select(u"Backups"_s);
        child<QAction>("connectAction")->trigger();
        const QUuid id = rowNamed(u"Backups"_s)->shellId;
        QVERIFY(test::waitUntil([&] { return m_window->tabs()->find(id) != nullptr; }));
        SessionTab *tab = m_window->tabs()->find(id);
        auto *words = tab->findChild<QWidget *>(u"sessionBanner"_s)->findChild<QLabel *>();
        auto *button = tab->findChild<QPushButton *>(u"bannerConnectButton"_s);
        auto *input = tab->findChild<QPlainTextEdit *>(u"consoleInput"_s);
        m_lab->setPlugged(u"Server02"_s, false);
        QVERIFY(test::waitUntil([&] { return button->isVisibleTo(tab); }));
        QVERIFY2(words->text().startsWith(u"Disconnected: the session is still running"_s), qPrintable(words->text()));
        QVERIFY(!input->isEnabled());
        // The reason stands where the output is.
        QVERIFY(tab->console()->stream()->text().contains(u"Network connectivity to Server02 has been lost"_s));
        m_lab->setPlugged(u"Server02"_s, true);
        button->click();
        QVERIFY(test::waitUntil([&] { return input->isEnabled() && !button->isVisibleTo(tab); }));
    }

    void aSessionInUseCanBeWaitedFor()
    {
        const auto *action = child<QAction>("connectWhenFreeAction");
        select(u"ITTask"_s);
        QVERIFY(!action->isEnabled());
        select(u"Patch"_s);
        QVERIFY(action->isEnabled());
        child<QAction>("connectWhenFreeAction")->trigger();
        QCOMPARE(rowNamed(u"Patch"_s)->activity, u"Waiting until it is free…"_s);
        QVERIFY(!action->isEnabled());
    }
};

QTEST_MAIN(TestRobustWindow)
#include "tst_robustwindow.moc"
