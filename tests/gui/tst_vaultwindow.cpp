// Stored logins in the window, with a real gnome-keyring on a bus of this test's own and a lab in the process.

#include "core/lab/labserver.h"
#include "core/vault/keychainvault.h"
#include "tests/support/await.h"
#include "tests/support/dialogs.h"
#include "tests/support/keyring.h"
#include "ui/controllers/refreshcontroller.h"
#include "ui/dialogs/vaultdialog.h"
#include "ui/mainwindow.h"
#include "ui/models/sessionmodel.h"
#include "ui/store/computerstore.h"
#include "ui/store/credentials.h"
#include "ui/widgets/passwordedit.h"

#include <QCheckBox>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QTreeWidget>

using namespace rejoin;
using namespace rejoin::ui;
using namespace Qt::StringLiterals;
using test::child;
using vault::Entry;
using vault::Scope;

class TestVaultWindow : public QObject
{
    Q_OBJECT

    test::PrivateBus m_bus;
    std::unique_ptr<test::Keyring> m_keyring;
    std::unique_ptr<test::Prompter> m_prompter;
    QTemporaryDir m_profile;
    std::unique_ptr<lab::LabServer> m_lab;
    sessions::SessionRegistry m_registry;
    std::unique_ptr<sessions::SessionService> m_service;
    std::unique_ptr<ComputerStore> m_store;
    std::unique_ptr<Credentials> m_credentials;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<MainWindow> m_window;
    bool m_isReady = false;

    /// A new program on the same profile.
    void startProgram()
    {
        m_window.reset();
        m_service = std::make_unique<sessions::SessionService>(&m_registry, &transport::makeHttpTransport,
                                                               std::make_shared<base::SystemClock>());
        for (const QString &name : m_lab->computerNames())
            m_service->addConnectTo(u"%1:5986:127.0.0.1:%2"_s.arg(name).arg(m_lab->ports(name).https));
        m_store = std::make_unique<ComputerStore>(m_profile.path());
        m_store->load();
        m_credentials = std::make_unique<Credentials>();
        m_credentials->setVault(test::await(vault::openVault(m_profile.path())));
        m_settings = std::make_unique<QSettings>(m_profile.filePath(u"settings.ini"_s), QSettings::IniFormat);
        Services services;
        services.sessions = m_service.get();
        services.computers = m_store.get();
        services.credentials = m_credentials.get();
        services.settings = m_settings.get();
        m_window = std::make_unique<MainWindow>(services);
        m_window->show();
    }
    void refresh()
    {
        m_window->refresher()->refresh();
        QVERIFY(test::waitUntil([this] { return !m_window->refresher()->isRefreshing(); }));
    }
    template <typename Dialog>
    Dialog *shown(const char *name)
    {
        Dialog *found = nullptr;
        (void)test::waitUntil([&] {
            for (auto *dialog : m_window->findChildren<Dialog *>(QLatin1String(name)))
                if (dialog->isVisible())
                    found = dialog;
            return found != nullptr;
        });
        return found;
    }
    QPushButton *remedy(const QString &computer)
    {
        for (auto *card : m_window->findChildren<QWidget *>(u"attentionCard"_s))
            if (card->accessibleName().startsWith(computer))
                return card->findChild<QPushButton *>(u"remedyButton"_s);
        return nullptr;
    }
    [[nodiscard]] QList<Entry> entries() { return test::await(m_credentials->vault()->entries()); }
    /// Answers the log-in dialog that the button of this computer opens.
    void logIn(const QString &password, bool remember)
    {
        QVERIFY(test::waitUntil([this] { return remedy(u"srv01"_s) != nullptr; }));
        remedy(u"srv01"_s)->click();
        auto *dialog = shown<QDialog>("credentialDialog");
        QVERIFY(dialog);
        QVERIFY(child<QLineEdit>(*dialog, "userEdit")->accessibleName().contains(u"srv02"_s)); // once for both
        child<QLineEdit>(*dialog, "passwordEdit")->setText(password);
        child<QCheckBox>(*dialog, "rememberCheck")->setChecked(remember);
        dialog->accept();
    }

private Q_SLOTS:
    void initTestCase()
    {
        base::SecretString::initializeHeap();
        if (!test::Keyring::isInstalled())
            QSKIP("gnome-keyring is not installed (scripts/packages.sh test installs it)");
        const QString problem = m_bus.start();
        if (problem.contains(u"not installed"_s))
            QSKIP(qPrintable(problem));
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
        m_keyring = std::make_unique<test::Keyring>();
        QVERIFY(m_keyring->start("master"));
        m_prompter = std::make_unique<test::Prompter>();
        m_prompter->password = "master";
        QVERIFY(m_prompter->appear());
        lab::LabSettings settings;
        for (const char *name : {"srv01", "srv02"}) {
            lab::LabComputerSettings computer;
            computer.name = QString::fromLatin1(name);
            computer.login.offered = {u"Basic"_s};
            computer.users = {lab::LabUser(u"lab"_s, base::SecretString::fromUtf8("right"))};
            settings.computers.append(computer);
        }
        m_lab = std::make_unique<lab::LabServer>(settings);
        test::await(m_lab->start());
        ComputerStore store(m_profile.path());
        for (const QString &name : m_lab->computerNames()) {
            Computer computer;
            computer.group = u"Lab"_s;
            computer.options.computerName = name;
            computer.options.useSsl = true;
            computer.options.mechanism = transport::Mechanism::Basic;
            computer.options.credential = base::Credential(u"lab"_s, {});
            computer.options.extraAuthorities = {m_lab->certificate()};
            store.add({computer});
        }
        m_isReady = true;
    }
    void init()
    {
        if (!m_isReady)
            QSKIP("no keychain to test with");
    }
    void cleanupTestCase()
    {
        m_window.reset();
        m_service.reset();
        m_lab.reset();
        m_prompter.reset();
    }

    void aPasswordIsRememberedOnceItWasAccepted()
    {
        startProgram();
        refresh();
        logIn(u"wrong"_s, true);
        QVERIFY(test::waitUntil([this] { return m_lab->log().countLogins(false) == 1; }));
        QVERIFY(test::waitUntil([this] { return !m_window->refresher()->isRefreshing(); }));
        QVERIFY(entries().isEmpty());
        // Asking again does not send it again: it has to be entered anew.
        refresh();
        QCOMPARE(m_lab->log().countLogins(false), 1);
        logIn(u"right"_s, true);
        QVERIFY(test::waitUntil([this] { return entries().size() == 2; }));
        QCOMPARE(m_lab->log().countLogins(false), 1);
        for (const Entry &entry : entries()) {
            QCOMPARE(entry.scope.kind, Scope::Kind::Computer);
            QVERIFY(entry.lastUsed.isValid());
        }
    }

    void theNextStartLogsInByItself()
    {
        QVERIFY(test::Keyring::lock());
        startProgram();
        const int before = m_lab->log().countLogins(true);
        refresh();
        QVERIFY(m_lab->log().countLogins(true) >= before + 2);
        QCOMPARE(m_prompter->asked, 1);
        QVERIFY(!remedy(u"srv01"_s));
    }

    void whoeverDoesNotUnlockIsAskedOnce()
    {
        QVERIFY(test::Keyring::lock());
        m_prompter->asked = 0;
        m_prompter->answer = test::Prompter::Answer::Refuse;
        startProgram();
        refresh();
        QCOMPARE(m_prompter->asked, 1); // not for each computer
        QVERIFY(test::waitUntil([this] { return remedy(u"srv01"_s) != nullptr; }));
        m_prompter->answer = test::Prompter::Answer::Password;
    }

    void theListShowsWhichOneAndWhy()
    {
        startProgram();
        Entry entry;
        entry.scope = Scope(Scope::Kind::Default, {});
        entry.userName = u"CORP\\ann"_s;
        (void)test::await(m_credentials->vault()->store(entry, base::SecretString::fromUtf8("x"), {}));
        child<QAction>(*m_window, "vaultAction")->trigger();
        auto *dialog = shown<VaultDialog>("vaultDialog");
        QVERIFY(dialog);
        QVERIFY(child<QLabel>(*dialog, "vaultPlaceLabel")->text().contains(u"keychain"_s));
        auto *list = child<QTreeWidget>(*dialog, "vaultList");
        QVERIFY(test::waitUntil([&] { return list->topLevelItemCount() == 3; }));
        auto *computer = child<QComboBox>(*dialog, "vaultComputerCombo");
        auto *choice = child<QLabel>(*dialog, "vaultChoiceLabel");
        computer->setEditText(u"SRV01"_s);
        QCOMPARE(choice->text(), u"lab would be used. It is stored for srv01 itself."_s);
        computer->setEditText(u"other"_s);
        QVERIFY(choice->text().startsWith(u"CORP\\ann would be used."_s));

        // Changed, tried, removed.
        const auto select = [&](const QString &user) {
            for (int i = 0; i < list->topLevelItemCount(); ++i)
                list->topLevelItem(i)->setSelected(list->topLevelItem(i)->text(1) == user);
        };
        auto *words = child<QLabel>(*dialog, "vaultWordsLabel");
        computer->setEditText(u"srv01"_s);
        select(u"CORP\\ann"_s);
        child<QPushButton>(*dialog, "vaultTestButton")->click();
        QVERIFY(test::waitUntil([&] { return words->text().contains(u"refused"_s); }));
        child<QPushButton>(*dialog, "vaultChangeButton")->click();
        auto *change = shown<QDialog>("vaultEntryDialog");
        QVERIFY(change && !child<QLineEdit>(*change, "userEdit")->isEnabled());
        auto *save = change->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Save);
        QVERIFY(!save->isEnabled());
        child<QLineEdit>(*change, "passwordEdit")->setText(u"new"_s);
        save->click();
        QVERIFY(test::waitUntil([&] { return words->text().startsWith(u"Stored."_s); }));
        for (const Entry &each : entries())
            if (each.userName == u"CORP\\ann"_s)
                QVERIFY(test::await(m_credentials->vault()->secret(each, {})) == base::SecretString::fromUtf8("new"));
        select(u"CORP\\ann"_s);
        child<QPushButton>(*dialog, "vaultRemoveButton")->click();
        QVERIFY(test::waitUntil([&] { return list->topLevelItemCount() == 2; }));
        QCOMPARE(entries().size(), 2);
        select(u"lab"_s);
        child<QPushButton>(*dialog, "vaultTestButton")->click();
        QVERIFY(test::waitUntil([&] { return words->text().contains(u"accepted the login"_s); }));
        dialog->reject();
    }

    void thePasswordFieldKeepsItToItself()
    {
        QWidget window;
        auto *field = new PasswordEdit(&window);
        window.show();
        field->setFocus();
        QTest::keyClicks(field, u"geheim"_s);
        QCOMPARE(field->echoMode(), QLineEdit::Password);
        auto *eye = child<QToolButton>(*field, "revealButton");
        QTest::mousePress(eye, Qt::LeftButton);
        QCOMPARE(field->echoMode(), QLineEdit::Normal);
        QGuiApplication::clipboard()->setText(u"before"_s);
        field->selectAll();
        QTest::keyClick(field, Qt::Key_C, Qt::ControlModifier);
        QTest::keyClick(field, Qt::Key_X, Qt::ControlModifier);
        QTest::mouseRelease(eye, Qt::LeftButton);
        QCOMPARE(field->echoMode(), QLineEdit::Password);
        QCOMPARE(QGuiApplication::clipboard()->text(), u"before"_s);
        QCOMPARE(field->text(), u"geheim"_s);
        QTest::keyClick(field, Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(field->text(), u"geheim"_s);
        QVERIFY(field->secret() == base::SecretString::fromUtf8("geheim"));
        field->wipe();
        QVERIFY(field->text().isEmpty());
        // What somebody else holds too is left to them.
        const QString literal = u"of the program"_s;
        field->setText(literal);
        field->wipe();
        QCOMPARE(literal, u"of the program"_s);
        const QString theirs = QString::number(4711);
        field->setText(theirs);
        field->wipe();
        QCOMPARE(theirs, u"4711"_s);
    }
};

QTEST_MAIN(TestVaultWindow)
#include "tst_vaultwindow.moc"
