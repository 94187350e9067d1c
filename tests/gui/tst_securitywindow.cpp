#include "core/lab/auth/ntlmusers.h"
#include "core/lab/labserver.h"
#include "tests/support/await.h"
#include "ui/controllers/refreshcontroller.h"
#include "ui/mainwindow.h"
#include "ui/models/computermodel.h"
#include "ui/models/sessionmodel.h"
#include "ui/store/computerstore.h"
#include "ui/store/credentials.h"
#include "ui/store/trustedpatterns.h"

#include <QCryptographicHash>
#include <QDialog>
#include <QLabel>
#include <QPushButton>
#include <QRadioButton>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeView>

using namespace rejoin;
using namespace rejoin::ui;
using namespace Qt::StringLiterals;
using transport::Mechanism;

namespace {

const auto userName = u"ann"_s;
const auto password = u"Anns secret"_s;

lab::LabComputerSettings computer(const QString &name, const QStringList &offered)
{
    lab::LabComputerSettings settings;
    settings.name = name;
    settings.users = {lab::LabUser(userName, base::SecretString::fromUtf16(password), true)};
    settings.login.offered = offered;
    lab::LabSession session;
    session.name = u"Task on "_s + name;
    session.owner = userName;
    settings.sessions = {session};
    return settings;
}

} // namespace

/// What is weaker than usual is asked about in the real window, against real logins of a lab in this process.
class TestSecurityWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void unknownCertificateIsTrustedOnce();
    void changedCertificateStops();
    void ntlmWithoutSslIsAskedOnceForAll();
    void passwordIsHandedOverOnlyWithConsent();
    void redirectToAnotherHostIsAsked();

private:
    /// Adds it and asks it.
    QUuid add(const QString &name, bool ssl, Mechanism mechanism, const QString &uri = {});
    void waitForRefresh()
    {
        QVERIFY(test::waitUntil([this] { return !m_window->refresher()->isRefreshing(); }));
    }
    [[nodiscard]] bool lists(const QString &name) const;
    /// Presses the button of the one card of this computer.
    void pressRemedy(const QString &name, const QString &button);
    [[nodiscard]] QDialog *dialog(const char *name) const
    {
        return m_window->findChild<QDialog *>(QLatin1String(name));
    }
    static void press(QDialog *dialog, const char *button)
    {
        auto *found = dialog->findChild<QPushButton *>(QLatin1String(button));
        QVERIFY(found);
        found->click();
    }

    QTemporaryDir m_profile;
    std::unique_ptr<lab::NtlmUserFile> m_ntlmUsers;
    std::unique_ptr<lab::LabServer> m_lab;
    sessions::SessionRegistry m_registry;
    std::unique_ptr<sessions::SessionService> m_service;
    std::unique_ptr<ComputerStore> m_store;
    Credentials m_credentials;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<MainWindow> m_window;
};

void TestSecurityWindow::initTestCase()
{
    base::SecretString::initializeHeap();
    // No realm: Negotiate ends in NTLM without asking anybody.
    QFile configuration(m_profile.filePath(u"krb5.conf"_s));
    QVERIFY(configuration.open(QIODevice::WriteOnly));
    configuration.write("[libdefaults]\ndns_lookup_kdc=false\ndns_lookup_realm=false\n");
    configuration.close();
    qputenv("KRB5_CONFIG", configuration.fileName().toUtf8());

    lab::LabSettings settings;
    settings.computers = {
        computer(u"secure01"_s, {u"Basic"_s}),
        computer(u"plain01.corp.example"_s, {u"Negotiate"_s}),
        computer(u"plain02.corp.example"_s, {u"Negotiate"_s}),
        computer(u"hop01"_s, {u"CredSSP"_s, u"Negotiate"_s}),
        computer(u"mail01"_s, {u"Basic"_s}),
        computer(u"mail02"_s, {u"Basic"_s}),
    };
    m_ntlmUsers = std::make_unique<lab::NtlmUserFile>(settings);
    m_lab = std::make_unique<lab::LabServer>(settings);
    test::await(m_lab->start());
    m_service = std::make_unique<sessions::SessionService>(&m_registry, &transport::makeHttpTransport,
                                                           std::make_shared<base::SystemClock>());
    for (const QString &name : m_lab->computerNames()) {
        const auto ports = m_lab->ports(name);
        m_service->addConnectTo(u"%1:5985:127.0.0.1:%2"_s.arg(name).arg(ports.http));
        m_service->addConnectTo(u"%1:5986:127.0.0.1:%2"_s.arg(name).arg(ports.https));
    }
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

void TestSecurityWindow::cleanupTestCase()
{
    m_window.reset();
    m_service.reset();
    m_lab.reset();
}

QUuid TestSecurityWindow::add(const QString &name, bool ssl, Mechanism mechanism, const QString &uri)
{
    Computer saved;
    saved.id = QUuid::createUuid();
    if (uri.isEmpty())
        saved.options.computerName = name;
    saved.options.connectionUri = QUrl(uri);
    saved.options.useSsl = ssl;
    saved.options.mechanism = mechanism;
    saved.options.credential = base::Credential(userName, {});
    saved.options.allowRedirection = !uri.isEmpty();
    saved.options.allowUnencrypted = !uri.isEmpty();
    m_credentials.store(saved.id, base::Credential(userName, base::SecretString::fromUtf16(password)));
    m_store->add({saved});
    return saved.id;
}

bool TestSecurityWindow::lists(const QString &name) const
{
    for (const SessionRow &row : m_window->sessionModel()->rows())
        if (row.name == u"Task on "_s + name)
            return true;
    return false;
}

void TestSecurityWindow::pressRemedy(const QString &name, const QString &button)
{
    QPushButton *found = nullptr;
    QVERIFY(test::waitUntil([&] {
        for (auto *card : m_window->findChildren<QWidget *>(u"attentionCard"_s))
            if (card->accessibleName().startsWith(name))
                found = card->findChild<QPushButton *>(u"remedyButton"_s);
        return found != nullptr && found->text() == button;
    }));
    found->click();
}

void TestSecurityWindow::unknownCertificateIsTrustedOnce()
{
    const QUuid id = add(u"secure01"_s, true, Mechanism::Basic);
    m_window->refresher()->refresh({id});
    waitForRefresh();
    QVERIFY(!lists(u"secure01"_s));
    QCOMPARE(m_lab->log().logins().size(), 0); // the password did not go there
    pressRemedy(u"secure01"_s, u"Trust this certificate…"_s);
    QDialog *shown = dialog("certificateDialog");
    QVERIFY(shown && shown->isVisible());
    const QByteArray sha256 = m_lab->certificate().digest(QCryptographicHash::Sha256);
    QString text = shown->findChild<QLabel *>(u"newFingerprint"_s)->text();
    QCOMPARE(text.remove(u'\n').remove(u':'), QString::fromLatin1(sha256.toHex().toUpper()));
    press(shown, "trustButton");
    QVERIFY(test::waitUntil([this] { return lists(u"secure01"_s); }));
    QCOMPARE(m_store->find(id)->options.pinnedSha256, sha256);
}

void TestSecurityWindow::changedCertificateStops()
{
    const QUuid id = m_store->computers().first().id;
    Computer other = *m_store->find(id);
    other.options.pinnedSha256 = QByteArray(32, '\x11'); // as if the computer had shown another one before
    m_store->update(other);
    const auto logins = m_lab->log().logins().size();
    m_window->refresher()->refresh({id});
    waitForRefresh();
    QCOMPARE(m_lab->log().logins().size(), logins);
    pressRemedy(u"secure01"_s, u"Replace pin…"_s);
    QDialog *shown = dialog("certificateDialog");
    QVERIFY(shown && shown->findChild<QLabel *>(u"oldFingerprint"_s)->text().startsWith(u"11:11"_s));
    shown->reject();
    QCOMPARE(m_store->find(id)->options.pinnedSha256, other.options.pinnedSha256); // nothing by itself
    pressRemedy(u"secure01"_s, u"Replace pin…"_s);
    QDialog *again = nullptr;
    for (auto *each : m_window->findChildren<QDialog *>(u"certificateDialog"_s))
        if (each->isVisible())
            again = each;
    QVERIFY(again);
    press(again, "trustButton");
    waitForRefresh();
    QCOMPARE(m_store->find(id)->options.pinnedSha256, m_lab->certificate().digest(QCryptographicHash::Sha256));
}

void TestSecurityWindow::ntlmWithoutSslIsAskedOnceForAll()
{
    const QUuid first = add(u"plain01.corp.example"_s, false, Mechanism::Default);
    const QUuid second = add(u"plain02.corp.example"_s, false, Mechanism::Default);
    const auto logins = m_lab->log().logins().size();
    const auto requests = m_lab->log().requests().size();
    m_window->refresher()->refresh({first, second});
    waitForRefresh();
    QCOMPARE(m_lab->log().logins().size(), logins);
    QCOMPARE(m_lab->log().requests().size(), requests); // nothing was sent
    pressRemedy(u"plain01"_s, u"Allow NTLM…"_s);
    QDialog *shown = dialog("ntlmConsentDialog");
    QVERIFY(shown && shown->isVisible());
    const QString subjects = shown->findChild<QLabel *>(u"consentSubjects"_s)->text();
    QVERIFY(subjects.contains(u"plain01.corp.example"_s) && subjects.contains(u"plain02.corp.example"_s));
    shown->findChild<QRadioButton *>(u"patternRadio"_s)->setChecked(true);
    press(shown, "permitButton");
    QVERIFY(test::waitUntil([this] { return lists(u"plain01.corp.example"_s) && lists(u"plain02.corp.example"_s); }));
    QCOMPARE(TrustedPatterns(m_settings.get()).patterns(), QStringList{u"*.corp.example"_s});
}

void TestSecurityWindow::passwordIsHandedOverOnlyWithConsent()
{
    const QUuid id = add(u"hop01"_s, true, Mechanism::Credssp);
    Computer saved = *m_store->find(id);
    saved.options.extraAuthorities = {m_lab->certificate()};
    m_store->update(saved);
    const auto requests = m_lab->log().requests().size();
    m_window->refresher()->refresh({id});
    waitForRefresh();
    QCOMPARE(m_lab->log().requests().size(), requests);
    pressRemedy(u"hop01"_s, u"Hand the password over…"_s);
    QDialog *shown = dialog("delegationConsentDialog");
    QVERIFY(shown && shown->isVisible());
    QVERIFY(shown->findChild<QLabel *>(u"consentSentence"_s)->text().contains(userName));
    press(shown, "permitButton");
    QVERIFY(test::waitUntil([this] { return lists(u"hop01"_s); }));
    QVERIFY(m_store->find(id)->options.allowDelegation);
}

void TestSecurityWindow::redirectToAnotherHostIsAsked()
{
    lab::LabFault redirect(lab::LabFault::Kind::Redirect);
    redirect.computer = u"mail01"_s;
    redirect.location = "http://mail02:5985/wsman";
    m_lab->scenario().add(redirect);
    const QUuid id = add({}, false, Mechanism::Basic, u"http://mail01:5985/wsman"_s);
    m_window->refresher()->refresh({id});
    QVERIFY(test::waitUntil([this] { return dialog("redirectDialog") != nullptr; }));
    QDialog *shown = dialog("redirectDialog");
    QVERIFY(shown->findChild<QLabel *>(u"consentReason"_s)->text().contains(u"mail02"_s));
    QVERIFY(!lists(u"mail02"_s));
    press(shown, "permitButton");
    waitForRefresh();
    // Basic in the clear was permitted for the first host, not for this one; and nothing is offered that would loosen
    // the first for the sake of the second.
    QVERIFY(!lists(u"mail02"_s));
    pressRemedy(u"mail01"_s, u"Edit computer…"_s);
    QDialog *edit = dialog("computerDialog");
    QVERIFY(edit && edit->isVisible());
    edit->reject();
}

QTEST_MAIN(TestSecurityWindow)
#include "tst_securitywindow.moc"
