#include "core/text/moments.h"
#include "tests/support/dialogs.h"
#include "ui/commandpreview.h"
#include "ui/console/streamdocument.h"
#include "ui/dialogs/closetabdialog.h"
#include "ui/dialogs/computerdialog.h"
#include "ui/dialogs/connectdialog.h"
#include "ui/dialogs/credentialdialog.h"
#include "ui/dialogs/disconnectdialog.h"
#include "ui/dialogs/groupdialog.h"
#include "ui/dialogs/keepalivedialog.h"
#include "ui/dialogs/newsessiondialog.h"
#include "ui/dialogs/removedialog.h"
#include "ui/dialogs/sessionoptionsdialog.h"
#include "ui/store/computerstore.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QStandardItemModel>
#include <QTabWidget>
#include <QTest>

using namespace rejoin;
using namespace rejoin::ui;
using namespace rejoin::test;
using namespace Qt::StringLiterals;

namespace {

class FixedClock final : public base::Clock
{
public:
    [[nodiscard]] QDateTime now() const override { return {QDate(2026, 1, 15), QTime(12, 0), Qt::UTC}; }
    [[nodiscard]] std::chrono::milliseconds monotonic() const override { return {}; }
};

QPushButton *ok(QWidget &dialog)
{
    return dialog.findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Ok);
}

} // namespace

class TestDialogs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void computersArePasted();
    void computerIsEditedAndKeepsWhatIsNotShown();
    void passwordWithoutProtectionIsRefused();
    void impossibleMechanismsSayWhy();
    void connectDialogShowsItsCommand();
    void connectDialogByUri();
    void quoting_data();
    void quoting();
    void credentialsAreAskedOnce();
    void disconnectWithinLimits();
    void disconnectStartsWithWhatIsSuggested();
    void sessionOptionsKnowTheIdleMinimum();
    void keepAliveSaysWhatItCosts();
    void keepForIsInherited();
    void removeNeedsATickForSessionsInUse();
    void newSession();
    void closingDisconnectsByDefault();
    void controlCharactersAreVisible();
    void streamsAreLabelled();
    void everyFieldHasAName();
};

void TestDialogs::computersArePasted()
{
    ComputerDialog dialog({u"Lab"_s});
    keep(dialog);
    QVERIFY(!ok(dialog)->isEnabled());
    child<QPlainTextEdit>(dialog, "namesEdit")->setPlainText(u"Server01, server02;\nServer03\tSERVER01"_s);
    child<QComboBox>(dialog, "groupCombo")->setEditText(u"Lab"_s);
    child<QLineEdit>(dialog, "userEdit")->setText(u"me"_s);
    child<QLineEdit>(dialog, "passwordEdit")->setText(u"pw"_s);
    QVERIFY(ok(dialog)->isEnabled());
    const QList<Computer> computers = dialog.computers();
    QCOMPARE(computers.size(), 3);
    QCOMPARE(computers.at(1).name(), u"server02"_s);
    QCOMPARE(computers.at(2).group, u"Lab"_s);
    QVERIFY(computers.at(0).options.useSsl);
    QCOMPARE(int(computers.at(0).options.mechanism), int(transport::Mechanism::Default));
    QVERIFY(computers.at(0).options.credential == base::Credential(u"me"_s, base::SecretString::fromUtf16(u"pw")));
}

void TestDialogs::computerIsEditedAndKeepsWhatIsNotShown()
{
    Computer computer;
    computer.id = QUuid::createUuid();
    computer.options.computerName = u"Server01"_s;
    computer.options.useSsl = true;
    computer.options.port = 15986;
    computer.options.mechanism = transport::Mechanism::Basic;
    computer.options.credential = base::Credential(u"me"_s, {});
    computer.options.pinnedSha256 = "pin";
    computer.options.session.skipCaCheck = true;
    ComputerDialog dialog({});
    keep(dialog);
    dialog.setComputer(computer);
    QCOMPARE(child<QSpinBox>(dialog, "portSpin")->value(), 15986);
    QVERIFY(child<QLabel>(dialog, "sessionOptionsSummary")->text().contains(u"-SkipCACheck"_s));
    child<QLineEdit>(dialog, "applicationNameEdit")->setText(u"other"_s);
    const Computer edited = dialog.computers().first();
    QCOMPARE(edited.id, computer.id);
    QCOMPARE(edited.options.pinnedSha256, QByteArray("pin"));
    QCOMPARE(edited.options.applicationName, u"other"_s);
    QVERIFY(edited.options.session.skipCaCheck && !edited.options.session.skipCnCheck);
    child<QPlainTextEdit>(dialog, "namesEdit")->setPlainText(u"a b"_s);
    QVERIFY(!ok(dialog)->isEnabled());
}

void TestDialogs::passwordWithoutProtectionIsRefused()
{
    ComputerDialog dialog({});
    keep(dialog);
    child<QPlainTextEdit>(dialog, "namesEdit")->setPlainText(u"Server01"_s);
    child<QCheckBox>(dialog, "useSslCheck")->setChecked(false);
    QVERIFY(ok(dialog)->isEnabled()); // Kerberos or NTLM: no password travels
    choose(dialog, "mechanismCombo", int(transport::Mechanism::Basic));
    QVERIFY(!ok(dialog)->isEnabled());
    QVERIFY(child<QLabel>(dialog, "problemLabel")->text().contains(u"in the clear"_s));
    child<QCheckBox>(dialog, "allowUnencryptedCheck")->setChecked(true);
    QVERIFY(ok(dialog)->isEnabled());
    QVERIFY(dialog.computers().first().options.allowUnencrypted);
    // Back to SSL the permission is not kept in secret.
    child<QCheckBox>(dialog, "useSslCheck")->setChecked(true);
    QVERIFY(!dialog.computers().first().options.allowUnencrypted);
}

void TestDialogs::impossibleMechanismsSayWhy()
{
    ComputerDialog dialog({});
    keep(dialog);
    child<QPlainTextEdit>(dialog, "namesEdit")->setPlainText(u"10.0.0.1"_s);
    auto *combo = child<QComboBox>(dialog, "mechanismCombo");
    const int kerberos = combo->findData(int(transport::Mechanism::Kerberos));
    QVERIFY(kerberos >= 0);
    QVERIFY(!qobject_cast<QStandardItemModel *>(combo->model())->item(kerberos)->isEnabled());
    QVERIFY(combo->itemData(kerberos, Qt::ToolTipRole).toString().contains(u"name"_s));
}

void TestDialogs::connectDialogShowsItsCommand()
{
    ConnectDialog dialog;
    keep(dialog);
    auto *command = child<QPlainTextEdit>(dialog, "commandPreview");
    child<QPlainTextEdit>(dialog, "computerNamesEdit")->setPlainText(u"Server01 Server02"_s);
    child<QLineEdit>(dialog, "userEdit")->setText(u"CONTOSO\\me"_s);
    child<QLineEdit>(dialog, "passwordEdit")->setText(u"geheim"_s);
    child<QLineEdit>(dialog, "sessionNamesEdit")->setText(u"ITTask, IT *"_s);
    child<QSpinBox>(dialog, "throttleSpin")->setValue(16);
    child<QSpinBox>(dialog, "portSpin")->setValue(15986);
    choose(dialog, "mechanismCombo", int(transport::Mechanism::Basic));
    child<QPushButton>(dialog, "sessionOptionsButton")->click();
    auto *options = dialog.findChild<SessionOptionsDialog *>();
    QVERIFY(options && options->isVisible());
    child<QCheckBox>(*options, "skipCaCheck")->setChecked(true);
    options->accept();
    QCOMPARE(command->toPlainText(),
             u"Connect-PSSession -ComputerName Server01,Server02 -Port 15986 -UseSSL -Name ITTask,'IT *' "
             "-Credential CONTOSO\\me -Authentication Basic -ThrottleLimit 16 "
             "-SessionOption (New-PSSessionOption -SkipCACheck)"_s);
    QVERIFY(!command->toPlainText().contains(u"geheim"_s));
    const ConnectRequest request = dialog.request();
    QCOMPARE(request.targets().size(), 2);
    QCOMPARE(request.targets().at(1).computerName, u"Server02"_s);
    QCOMPARE(request.sessionNames, (QStringList{u"ITTask"_s, u"IT *"_s}));
    QVERIFY(ok(dialog)->isEnabled());

    child<QLineEdit>(dialog, "sessionNamesEdit")->setText(u"4f0a1e2c-1111-2222-3333-444455556666"_s);
    QVERIFY(command->toPlainText().contains(u"-InstanceId '4f0a1e2c-1111-2222-3333-444455556666'"_s));
    child<QLineEdit>(dialog, "sessionNamesEdit")->setText(u"4f0a1e2c-1111-2222-3333-444455556666, a"_s);
    QVERIFY(!ok(dialog)->isEnabled());
}

void TestDialogs::connectDialogByUri()
{
    ConnectDialog dialog;
    keep(dialog);
    child<QTabWidget>(dialog, "byTabs")->setCurrentIndex(1);
    child<QPlainTextEdit>(dialog, "urisEdit")->setPlainText(u"https://server01:5986/wsman"_s);
    child<QCheckBox>(dialog, "allowRedirectionCheck")->setChecked(true);
    QVERIFY(ok(dialog)->isEnabled());
    QVERIFY(!child<QSpinBox>(dialog, "portSpin")->isEnabled());
    QCOMPARE(child<QPlainTextEdit>(dialog, "commandPreview")->toPlainText(),
             u"Connect-PSSession -ConnectionUri https://server01:5986/wsman -AllowRedirection"_s);
    QVERIFY(dialog.request().targets().first().byUri());
    child<QPlainTextEdit>(dialog, "urisEdit")->setPlainText(u"ftp://server01"_s);
    QVERIFY(!ok(dialog)->isEnabled());
    // Basic without TLS by URI is the same risk as by name.
    choose(dialog, "mechanismCombo", int(transport::Mechanism::Basic));
    child<QPlainTextEdit>(dialog, "urisEdit")->setPlainText(u"http://server01:5985/wsman"_s);
    QVERIFY(!ok(dialog)->isEnabled());
}

void TestDialogs::quoting_data()
{
    QTest::addColumn<QString>("word");
    QTest::addColumn<QString>("result");
    QTest::newRow("plain") << u"Server01"_s << u"Server01"_s;
    QTest::newRow("dotted") << u"a.b-c.net"_s << u"a.b-c.net"_s;
    QTest::newRow("digits") << u"10.0.0.1"_s << u"'10.0.0.1'"_s;
    QTest::newRow("dash first") << u"-Force"_s << u"'-Force'"_s;
    QTest::newRow("blank") << u"a b"_s << u"'a b'"_s;
    QTest::newRow("quote") << u"o'neil"_s << u"'o''neil'"_s;
    QTest::newRow("typographic quote") << u"o’neil"_s << u"'o’’neil'"_s;
    QTest::newRow("variable") << u"$x"_s << u"'$x'"_s;
    QTest::newRow("semicolon") << u"a;b"_s << u"'a;b'"_s;
    QTest::newRow("empty") << QString() << u"''"_s;
}

void TestDialogs::quoting()
{
    QFETCH(QString, word);
    QTEST(quoted(word), "result");
}

void TestDialogs::credentialsAreAskedOnce()
{
    CredentialDialog dialog({CredentialNeed{u"me"_s, {u"A"_s, u"B"_s}, {}, {}}, CredentialNeed{{}, {u"C"_s}, {}, {}}});
    keep(dialog);
    const auto users = dialog.findChildren<QLineEdit *>(u"userEdit"_s);
    const auto passwords = dialog.findChildren<QLineEdit *>(u"passwordEdit"_s);
    QCOMPARE(users.size(), 2);
    QCOMPARE(users.first()->text(), u"me"_s);
    QCOMPARE(passwords.first()->echoMode(), QLineEdit::Password);
    passwords.first()->setText(u"pw"_s);
    const QList<base::Credential> answers = dialog.answers();
    QVERIFY(answers.at(0) == base::Credential(u"me"_s, base::SecretString::fromUtf16(u"pw")));
    QCOMPARE(int(answers.at(1).kind), int(base::Credential::Kind::CurrentUser));
}

void TestDialogs::disconnectWithinLimits()
{
    DisconnectDialog::Limits limits;
    limits.maximum = std::chrono::hours(12);
    limits.present = std::chrono::hours(2);
    DisconnectDialog dialog({u"ITTask"_s}, limits, std::make_shared<FixedClock>());
    keep(dialog);
    QVERIFY(!dialog.options().idleTimeout);
    QVERIFY(ok(dialog)->isEnabled());
    child<QSpinBox>(dialog, "hoursSpin")->setValue(15);
    QVERIFY(!ok(dialog)->isEnabled());
    QVERIFY(child<QLabel>(dialog, "untilLabel")->text().contains(u"12 h"_s));
    QVERIFY(dialog.options().idleTimeout == std::chrono::hours(15));
    child<QSpinBox>(dialog, "hoursSpin")->setValue(0);
    child<QSpinBox>(dialog, "minutesSpin")->setValue(0);
    QVERIFY(!ok(dialog)->isEnabled());
    child<QSpinBox>(dialog, "hoursSpin")->setValue(3);
    child<QSpinBox>(dialog, "minutesSpin")->setValue(30);
    child<QRadioButton>(dialog, "dropRadio")->setChecked(true);
    QVERIFY(ok(dialog)->isEnabled());
    const remoting::DisconnectOptions options = dialog.options();
    QVERIFY(options.idleTimeout == std::chrono::minutes(210));
    QCOMPARE(int(options.bufferMode), int(wsman::BufferMode::Drop));
}

void TestDialogs::disconnectStartsWithWhatIsSuggested()
{
    DisconnectDialog::Limits limits;
    limits.maximum = std::chrono::hours(12);
    limits.present = std::chrono::hours(2);
    limits.suggested = std::chrono::hours(12);
    DisconnectDialog dialog({u"ITTask"_s}, limits, std::make_shared<FixedClock>());
    keep(dialog);
    QVERIFY(dialog.options().idleTimeout == std::chrono::hours(12));
    QVERIFY(child<QLabel>(dialog, "presentLabel")->text().contains(text::timeOfDay(FixedClock().now().addSecs(7200))));
    child<QRadioButton>(dialog, "keepTimeRadio")->setChecked(true);
    QVERIFY(!dialog.options().idleTimeout);
    QVERIFY(ok(dialog)->isEnabled());
}

void TestDialogs::sessionOptionsKnowTheIdleMinimum()
{
    SessionOptionsDialog dialog(sessions::SessionOptions{});
    keep(dialog);
    auto *idle = child<QDoubleSpinBox>(dialog, "idleTimeoutSpin");
    QVERIFY(!dialog.value().idleTimeout);
    idle->setValue(30);
    QVERIFY(!dialog.value().idleTimeout);
    idle->setValue(59);
    QVERIFY(!dialog.value().idleTimeout);
    QCOMPARE(idle->text(), idle->specialValueText());
    idle->setValue(60);
    QVERIFY(dialog.value().idleTimeout == std::chrono::seconds(60));
}

void TestDialogs::keepAliveSaysWhatItCosts()
{
    KeepLimits limits;
    limits.maximum = std::chrono::hours(12);
    limits.suggested = std::chrono::hours(12);
    KeepAliveDialog dialog({u"A"_s, u"B"_s, u"C"_s}, {u"B"_s}, limits, std::make_shared<FixedClock>());
    keep(dialog);
    QVERIFY(child<QLabel>(dialog, "inputHint")->text().contains(u"input"_s));
    QVERIFY(child<QLabel>(dialog, "inputHint")->text().contains(u"B"_s));
    QVERIFY(dialog.time() == std::chrono::hours(12));
    QVERIFY(ok(dialog)->isEnabled());
    child<QSpinBox>(dialog, "minutesSpin")->setValue(1);
    QVERIFY(!ok(dialog)->isEnabled());
    QVERIFY(child<QLabel>(dialog, "untilLabel")->text().contains(u"12 h"_s));
}

void TestDialogs::keepForIsInherited()
{
    ComputerDialog dialog({u"Production"_s});
    keep(dialog);
    dialog.setGroupKeepTimes({{u"Production"_s, std::chrono::hours(8)}});
    child<QPlainTextEdit>(dialog, "namesEdit")->setPlainText(u"Server01"_s);
    auto *hint = child<QLabel>(dialog, "keepForHint");
    QVERIFY(hint->text().contains(u"1 d"_s));
    child<QComboBox>(dialog, "groupCombo")->setEditText(u"Production"_s);
    QVERIFY(hint->text().contains(u"Production"_s) && hint->text().contains(u"8 h"_s));
    QVERIFY(!dialog.computers().first().options.keepFor);
    child<QSpinBox>(dialog, "hoursSpin")->setValue(3);
    QVERIFY(!hint->text().contains(u"Production"_s));
    QVERIFY(dialog.computers().first().options.keepFor == std::chrono::hours(3));

    // Both are saved, and a computer's own word counts.
    GroupSettings group;
    group.name = u"Production"_s;
    group.keepFor = std::chrono::hours(8);
    QVERIFY(!group.isEmpty());
    QList<GroupSettings> groups;
    QList<Computer> saved = dialog.computers();
    saved += saved.first();
    saved.last().options.keepFor.reset();
    const QList<Computer> read = ComputerStore::fromJson(ComputerStore::toJson(saved, {group}), &groups);
    QVERIFY(read.first().options.keepFor == std::chrono::hours(3));
    QVERIFY(!read.last().options.keepFor);
    sessions::ConnectionOptions own = read.first().options;
    sessions::ConnectionOptions inherited = read.last().options;
    groups.first().addTo(&own);
    groups.first().addTo(&inherited);
    QVERIFY(own.keepFor == std::chrono::hours(3));
    QVERIFY(inherited.keepFor == std::chrono::hours(8));

    GroupDialog groupDialog(groups.first());
    keep(groupDialog);
    QCOMPARE(child<QSpinBox>(groupDialog, "hoursSpin")->value(), 8);
    child<QSpinBox>(groupDialog, "hoursSpin")->setValue(0);
    QVERIFY(!groupDialog.value().keepFor);
    // What no server can be asked for is not taken from a file.
    QVERIFY(!savedKeepFor(QJsonObject{{u"keepFor"_s, 5}}));
    QVERIFY(!savedKeepFor(QJsonObject{{u"keepFor"_s, 9e9}}));
}

void TestDialogs::removeNeedsATickForSessionsInUse()
{
    SessionRow free;
    free.shellId = QUuid::createUuid();
    SessionRow busy;
    busy.shellId = QUuid::createUuid();
    busy.inUse = true;
    RemoveDialog dialog({free, busy});
    keep(dialog);
    QCOMPARE(dialog.chosen(), QList<QUuid>{free.shellId});
    QVERIFY(!ok(dialog)->isDefault());
    child<QCheckBox>(dialog, "removeInUseCheck")->setChecked(true);
    QCOMPARE(dialog.chosen().size(), 2);
    RemoveDialog onlyBusy({busy});
    keep(onlyBusy);
    QVERIFY(!ok(onlyBusy)->isEnabled());
}

void TestDialogs::newSession()
{
    Computer one;
    one.id = QUuid::createUuid();
    one.options.computerName = u"Server01"_s;
    Computer two = one;
    two.id = QUuid::createUuid();
    two.options.computerName = u"Server02"_s;
    NewSessionDialog dialog({one, two}, two.id);
    keep(dialog);
    QCOMPARE(dialog.computer(), two.id);
    child<QLineEdit>(dialog, "sessionNameEdit")->setText(u" Nightly "_s);
    child<QSpinBox>(dialog, "idleHoursSpin")->setValue(10);
    QCOMPARE(dialog.sessionName(), u"Nightly"_s);
    sessions::ConnectionOptions options;
    options.configurationName = u"ITTasks"_s;
    dialog.applyTo(options);
    QCOMPARE(options.configurationName, u"ITTasks"_s);
    QVERIFY(options.session.idleTimeout == std::chrono::hours(10));
}

void TestDialogs::closingDisconnectsByDefault()
{
    KeepLimits limits;
    limits.maximum = std::chrono::hours(48);
    limits.suggested = std::chrono::hours(24);
    limits.jobs = 2;
    CloseTabDialog dialog(u"ITTask"_s, limits, std::make_shared<FixedClock>());
    keep(dialog);
    auto *until = child<QLabel>(dialog, "untilLabel");
    QVERIFY(until->text().contains(u"tomorrow "_s) && until->text().contains(u"2 job"_s));
    auto *disconnect = child<QPushButton>(dialog, "closeDisconnectButton");
    child<QSpinBox>(dialog, "hoursSpin")->setValue(49);
    QVERIFY(!disconnect->isEnabled());
    child<QSpinBox>(dialog, "hoursSpin")->setValue(48);
    QVERIFY(disconnect->isEnabled());
    QVERIFY(dialog.time() == std::chrono::hours(48));
    QList<CloseTabDialog::Choice> choices;
    connect(&dialog, &CloseTabDialog::chosen, this, [&choices](CloseTabDialog::Choice choice) { choices += choice; });
    dialog.open();
    QTest::keyClick(&dialog, Qt::Key_Return);
    QCOMPARE(choices, QList<CloseTabDialog::Choice>{CloseTabDialog::Choice::Disconnect});
}

void TestDialogs::controlCharactersAreVisible()
{
    QCOMPARE(StreamDocument::sanitized(u"a\u0007b\u001b[31mred\u001b[0m\u202ex"_s), u"a\u2407bred\ufffdx"_s);
    QCOMPARE(StreamDocument::sanitized(u"a\r\nb\tc"_s), u"a\nb\tc"_s);
}

void TestDialogs::streamsAreLabelled()
{
    StreamDocument document;
    document.append(Stream::Warning, u"low"_s);
    document.append(Stream::Output, u"<b>one</b>"_s);
    document.write(u"wri"_s);
    document.write(u"tten\nnext\n"_s);
    document.append(Stream::Verbose, u"v"_s);
    QCOMPARE(document.text(), u"WARNING: low\n<b>one</b>\nwritten\nnext\nVERBOSE: v"_s);
    for (int i = 0; i < StreamDocument::maximumLines + 500; ++i)
        document.append(Stream::Output, QString::number(i));
    QCOMPARE(document.text().count(u'\n') + 1, StreamDocument::maximumLines);
    QVERIFY(document.text().endsWith(QString::number(StreamDocument::maximumLines + 499)));
}

void TestDialogs::everyFieldHasAName()
{
    ConnectDialog connectDialog;
    keep(connectDialog);
    ComputerDialog computerDialog({});
    keep(computerDialog);
    for (QWidget *dialog : {static_cast<QWidget *>(&connectDialog), static_cast<QWidget *>(&computerDialog)})
        for (QWidget *field : dialog->findChildren<QWidget *>()) {
            const bool isField = qobject_cast<QLineEdit *>(field) || qobject_cast<QComboBox *>(field) ||
                                 qobject_cast<QPlainTextEdit *>(field);
            // The line edits inside of spin boxes and combo boxes are parts of those.
            const bool isPart = qobject_cast<QAbstractSpinBox *>(field->parentWidget()) ||
                                qobject_cast<QComboBox *>(field->parentWidget());
            if (isField && !isPart)
                QVERIFY2(!field->accessibleName().isEmpty() && !field->objectName().isEmpty(),
                         qPrintable(field->objectName()));
        }
}

QTEST_MAIN(TestDialogs)
#include "tst_dialogs.moc"
