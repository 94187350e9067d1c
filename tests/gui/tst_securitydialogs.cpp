#include "core/transport/selfsigned.h"
#include "tests/support/dialogs.h"
#include "ui/commandpreview.h"
#include "ui/controllers/attention.h"
#include "ui/controllers/services.h"
#include "ui/dialogs/certificatedialog.h"
#include "ui/dialogs/certificatepicker.h"
#include "ui/dialogs/computerdialog.h"
#include "ui/dialogs/consentdialog.h"
#include "ui/dialogs/groupdialog.h"
#include "ui/dialogs/mechanisms.h"
#include "ui/dialogs/sessionoptionsdialog.h"
#include "ui/dialogs/trustfield.h"
#include "ui/sessionoptionwords.h"
#include "ui/store/certificates.h"
#include "ui/store/computerstore.h"
#include "ui/store/credentials.h"
#include "ui/store/trustedpatterns.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCryptographicHash>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSettings>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>

using namespace rejoin;
using namespace rejoin::ui;
using namespace rejoin::test;
using namespace Qt::StringLiterals;
using sessions::SessionOptions;
using transport::Mechanism;

namespace {

QString impossible(Mechanism mechanism, const MechanismSituation &situation)
{
    for (const MechanismChoice &choice : mechanismChoices(situation))
        if (choice.mechanism == mechanism)
            return choice.impossible;
    return u"not offered"_s;
}

QList<QSslCertificate> chainFor(const QString &name)
{
    return {transport::makeSelfSignedCertificate({name}).certificate};
}

sessions::RedirectQuestion asked(const QString &from, const QString &to)
{
    sessions::RedirectQuestion question;
    question.from = from;
    question.to = to;
    return question;
}

/// Whether pressing Enter at once would permit it.
bool permitsByDefault(QDialog &dialog, const char *button)
{
    dialog.open();
    QTest::keyClick(dialog.focusWidget() ? dialog.focusWidget() : &dialog, Qt::Key_Return);
    return child<QPushButton>(dialog, button)->isDefault() || dialog.result() == QDialog::Accepted;
}

} // namespace

class TestSecurityDialogs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyMechanismCanBeChosenOrSaysWhyNot();
    void kindsOfSignIn();
    void savedComputersKeepTheirSecurity();
    void oldFilesAreRead();
    void whatIsTrustedHere();
    void groupsHoldForTheirComputers();
    void certificateIsPicked();
    void sessionOptionsRoundTrip();
    void sessionOptionsAsWords();
    void proxyFieldsNeedAProxy();
    void consentIsNeverTheDefault_data();
    void consentIsNeverTheDefault();
    void ntlmForAPattern();
    void redirectSaysWhatChanges();
    void certificateIsShown();
    void changedCertificateShowsBoth();
    void remediesFollowIds();
};

void TestSecurityDialogs::everyMechanismCanBeChosenOrSaysWhyNot()
{
    MechanismSituation withPassword;
    withPassword.login = LoginKind::Password;
    withPassword.useSsl = true;
    for (const Mechanism mechanism : {Mechanism::Default, Mechanism::Negotiate, Mechanism::Kerberos, Mechanism::Basic,
                                      Mechanism::Digest, Mechanism::Credssp})
        QVERIFY2(impossible(mechanism, withPassword).isEmpty(), qPrintable(impossible(mechanism, withPassword)));
    QVERIFY(!impossible(Mechanism::NegotiateWithImplicitCredential, withPassword).isEmpty());

    MechanismSituation current;
    current.useSsl = true;
    QVERIFY(impossible(Mechanism::NegotiateWithImplicitCredential, current).isEmpty());
    for (const Mechanism mechanism : {Mechanism::Basic, Mechanism::Digest, Mechanism::Credssp})
        QVERIFY(!impossible(mechanism, current).isEmpty());

    MechanismSituation address = withPassword;
    address.isAddress = true;
    QVERIFY(impossible(Mechanism::Default, address).isEmpty());
    QVERIFY(!impossible(Mechanism::Kerberos, address).isEmpty());

    MechanismSituation certificate;
    certificate.login = LoginKind::Certificate;
    QVERIFY(impossible(Mechanism::Default, certificate).isEmpty());
    QVERIFY(!impossible(Mechanism::Negotiate, certificate).isEmpty());
    for (const MechanismChoice &choice : mechanismChoices(withPassword))
        QVERIFY(!choice.hint.isEmpty());
}

void TestSecurityDialogs::kindsOfSignIn()
{
    ComputerDialog dialog({});
    keep(dialog);
    dialog.open();
    child<QPlainTextEdit>(dialog, "namesEdit")->setPlainText(u"server01.corp.example"_s);
    const auto options = [&dialog] { return dialog.computers().first().options; };

    choose(dialog, "identityCombo", int(LoginKind::CurrentUser));
    QVERIFY(!child<QLineEdit>(dialog, "userEdit")->isVisible());
    QCOMPARE(int(options().credential.kind), int(base::Credential::Kind::CurrentUser));

    choose(dialog, "identityCombo", int(LoginKind::Keytab));
    QVERIFY(child<QLineEdit>(dialog, "keytabEdit")->isVisible());
    QVERIFY(!dialog.findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Ok)->isEnabled());
    child<QLineEdit>(dialog, "userEdit")->setText(u"svc@CORP.EXAMPLE"_s);
    child<QLineEdit>(dialog, "keytabEdit")->setText(u"/etc/svc.keytab"_s);
    QVERIFY(options().credential == base::Credential::fromKeytab(u"svc@CORP.EXAMPLE"_s, u"/etc/svc.keytab"_s));
    QVERIFY(dialog.findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Ok)->isEnabled());

    choose(dialog, "mechanismCombo", int(Mechanism::Kerberos));
    choose(dialog, "identityCombo", int(LoginKind::Certificate));
    QCOMPARE(int(options().mechanism), int(Mechanism::Default)); // a certificate is the sign-in
    child<QLineEdit>(dialog, "thumbprintEdit")->setText(u"AB12"_s);
    QCOMPARE(options().certificateThumbprint, u"AB12"_s);
    child<QCheckBox>(dialog, "useSslCheck")->setChecked(false);
    QVERIFY(child<QLabel>(dialog, "problemLabel")->text().contains(u"SSL"_s));

    // Going back, nothing of the other kinds stays.
    child<QCheckBox>(dialog, "useSslCheck")->setChecked(true);
    choose(dialog, "identityCombo", int(LoginKind::Password));
    QVERIFY(options().certificateThumbprint.isEmpty() && options().credential.keytab.isEmpty());
    QCOMPARE(int(options().credential.kind), int(base::Credential::Kind::Password));
}

void TestSecurityDialogs::savedComputersKeepTheirSecurity()
{
    Computer computer;
    computer.id = QUuid::createUuid();
    sessions::ConnectionOptions &options = computer.options;
    options.computerName = u"server01"_s;
    options.mechanism = Mechanism::Kerberos;
    options.credential = base::Credential::fromKeytab(u"svc@CORP"_s, u"/k"_s);
    options.allowNtlmWithoutTls = true;
    options.allowDelegation = true;
    options.proxy = transport::Proxy::fromText(u"socks5h://jump:1080"_s);
    options.pinnedSha256 = QByteArray(32, 'p');
    options.extraAuthorities = chainFor(u"own-ca.example"_s);
    options.session.openTimeout = std::chrono::milliseconds(12345);
    options.session.skipRevocationCheck = true;
    options.session.proxyCredential = base::Credential(u"pu"_s, base::SecretString::fromUtf8(QByteArrayView("geheim")));
    const QByteArray json = ComputerStore::toJson({computer});
    QVERIFY(!json.contains("geheim"));
    const sessions::ConnectionOptions read = ComputerStore::fromJson(json).first().options;
    QCOMPARE(int(read.mechanism), int(Mechanism::Kerberos));
    QVERIFY(read.credential == options.credential);
    QVERIFY(read.allowNtlmWithoutTls && read.allowDelegation);
    QCOMPARE(read.proxy.text(), options.proxy.text());
    QCOMPARE(read.pinnedSha256, options.pinnedSha256);
    QCOMPARE(read.extraAuthorities, options.extraAuthorities);
    QCOMPARE(read.session.openTimeout, options.session.openTimeout);
    QVERIFY(read.session.skipRevocationCheck && !read.session.skipCaCheck);
    QCOMPARE(read.session.proxyCredential.userName, u"pu"_s);
}

void TestSecurityDialogs::oldFilesAreRead()
{
    const QList<Computer> read = ComputerStore::fromJson(
        R"({"version":1,"computers":[{"name":"a","mechanism":"Basic","userName":"me","useSsl":true},{"name":"b"}]})");
    QCOMPARE(int(read.at(0).options.credential.kind), int(base::Credential::Kind::Password));
    QVERIFY(read.at(0).wantsPassword());
    QCOMPARE(int(read.at(1).options.credential.kind), int(base::Credential::Kind::CurrentUser));
    QVERIFY(!read.at(1).wantsPassword());
}

void TestSecurityDialogs::whatIsTrustedHere()
{
    const QTemporaryDir directory;
    const QString path = directory.filePath(u"ca.pem"_s);
    const QSslCertificate own = chainFor(u"own-ca.example"_s).first();
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(own.toPem());
    file.close();

    TrustField field;
    QSignalSpy edited(&field, &TrustField::edited);
    field.addAuthorities(directory.filePath(u"none.pem"_s));
    QCOMPARE(edited.count(), 0);
    field.addAuthorities(path);
    field.addAuthorities(path); // once is enough
    sessions::ConnectionOptions options;
    options.pinnedSha256 = QByteArray(32, 'p');
    field.addTo(&options);
    QCOMPARE(options.extraAuthorities, QList<QSslCertificate>{own});
    QVERIFY(options.pinnedSha256.isEmpty());
    QVERIFY(child<QLabel>(field, "trustSummary")->text().contains(u"own-ca"_s));

    options.pinnedSha256 = QByteArray(32, '\x5a');
    field.setValue(options);
    QVERIFY(child<QLabel>(field, "trustSummary")->text().contains(u"5A:5A"_s));
    child<QPushButton>(field, "forgetTrustButton")->click();
    field.addTo(&options);
    QVERIFY(options.pinnedSha256.isEmpty() && options.extraAuthorities.isEmpty());
}

void TestSecurityDialogs::certificateIsPicked()
{
    const QTemporaryDir directory;
    transport::CertificateRequest request;
    request.names = {u"ann.example"_s};
    request.rsa = true;
    request.forClient = true;
    const auto made = transport::makeCertificate(request);
    const QString path = directory.filePath(u"ann.pem"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(made.certificate.toPem() + made.key.toPem("open sesame"));
    file.close();
    const QString thumbprint = QString::fromLatin1(made.certificate.digest(QCryptographicHash::Sha1).toHex().toUpper());

    Certificates certificates(directory.filePath(u"none"_s));
    CertificatePicker picker(&certificates, {});
    keep(picker);
    static_cast<QDialog &>(picker).open();
    auto *ok = picker.findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Ok);
    QVERIFY(!ok->isEnabled());
    picker.openFile(directory.filePath(u"absent.pem"_s));
    QVERIFY(!child<QLineEdit>(picker, "passphraseEdit")->isVisible());
    picker.openFile(path);
    auto *passphrase = child<QLineEdit>(picker, "passphraseEdit");
    QVERIFY(passphrase->isVisible() && passphrase->echoMode() == QLineEdit::Password);
    QTest::keyClicks(passphrase, u"wrong"_s);
    child<QPushButton>(picker, "unlockButton")->click();
    QVERIFY(passphrase->isVisible() && passphrase->text().isEmpty() && !ok->isEnabled());
    QTest::keyClicks(passphrase, u"open sesame"_s);
    child<QPushButton>(picker, "unlockButton")->click();
    QVERIFY(!passphrase->isVisible() && ok->isEnabled());
    QCOMPARE(picker.thumbprint(), thumbprint);
    QVERIFY(!certificates.find(thumbprint).isNull());

    // What was picked is in the options that log in.
    Credentials credentials;
    Services services;
    services.credentials = &credentials;
    services.certificates = &certificates;
    Computer computer;
    computer.options.computerName = u"a"_s;
    computer.options.certificateThumbprint = thumbprint.toLower();
    QCOMPARE(completeOptions(services, computer).clientCertificate.chain.value(0), made.certificate);
}

void TestSecurityDialogs::groupsHoldForTheirComputers()
{
    GroupSettings given;
    given.name = u"Site B"_s;
    given.authorities = chainFor(u"own-ca.example"_s);
    GroupDialog dialog(given);
    keep(dialog);
    auto *save = dialog.findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Save);
    child<QLineEdit>(dialog, "groupProxyEdit")->setText(u"jump"_s);
    QVERIFY(!save->isEnabled());
    child<QLineEdit>(dialog, "groupProxyEdit")->setText(u"socks5h://jump:1080"_s);
    child<QCheckBox>(dialog, "groupAllowNtlmCheck")->setChecked(true);
    QVERIFY(save->isEnabled());

    const QTemporaryDir directory;
    Credentials credentials;
    Services services;
    services.credentials = &credentials;
    Computer own;
    own.group = u"Site B"_s;
    own.options.computerName = u"a"_s;
    own.options.proxy = transport::Proxy::fromText(u"http://near:3128"_s);
    Computer other;
    other.group = u"Site B"_s;
    other.options.computerName = u"b"_s;
    Computer elsewhere;
    elsewhere.options.computerName = u"c"_s;
    {
        ComputerStore store(directory.path());
        store.add({own, other, elsewhere});
        store.setGroupSettings(dialog.value());
    }
    ComputerStore store(directory.path()); // as at the next start
    store.load();
    services.computers = &store;
    const auto options = [&](int i) { return completeOptions(services, store.computers().at(i)); };
    QCOMPARE(options(0).proxy.text(), own.options.proxy.text()); // its own wins
    QCOMPARE(options(1).proxy.text(), dialog.value().proxy.text());
    QVERIFY(options(0).allowNtlmWithoutTls && options(1).allowNtlmWithoutTls && !options(2).allowNtlmWithoutTls);
    QCOMPARE(options(1).extraAuthorities, given.authorities);
    QVERIFY(options(2).extraAuthorities.isEmpty());
    QVERIFY(!store.find(store.computers().at(1).id)->options.allowNtlmWithoutTls); // it is the group's, not copied
}

void TestSecurityDialogs::sessionOptionsRoundTrip()
{
    SessionOptions given;
    given.openTimeout = std::chrono::milliseconds(1500); // parts of a second are not shown and not lost
    given.maximumReceivedObjectSize = 12345678;
    given.culture = u"de-DE"_s;
    given.proxyCredential = base::Credential(u"pu"_s, base::SecretString::fromUtf8(QByteArrayView("geheim")));
    SessionOptionsDialog dialog(given);
    keep(dialog);
    SessionOptions same = dialog.value();
    QCOMPARE(same.openTimeout, given.openTimeout);
    QCOMPARE(same.maximumReceivedObjectSize, given.maximumReceivedObjectSize);
    QCOMPARE(same.culture, given.culture);
    QVERIFY(same.proxyCredential == given.proxyCredential);

    child<QDoubleSpinBox>(dialog, "openTimeoutSpin")->setValue(30);
    child<QDoubleSpinBox>(dialog, "idleTimeoutSpin")->setValue(3600);
    child<QDoubleSpinBox>(dialog, "maximumDataSpin")->setValue(1.5);
    child<QSpinBox>(dialog, "maximumRedirectionSpin")->setValue(2);
    child<QCheckBox>(dialog, "skipRevocationCheck")->setChecked(true);
    child<QCheckBox>(dialog, "useUtf16Check")->setChecked(true);
    child<QCheckBox>(dialog, "newestProtocolCheck")->setChecked(true);
    choose(dialog, "bufferingCombo", int(wsman::BufferMode::Drop));
    const SessionOptions changed = dialog.value();
    QCOMPARE(changed.openTimeout, std::chrono::milliseconds(30000));
    QCOMPARE(*changed.idleTimeout, std::chrono::milliseconds(3600000));
    QCOMPARE(*changed.maximumReceivedDataSizePerCommand, 1572864);
    QCOMPARE(changed.maximumRedirection, 2);
    QCOMPARE(changed.protocolVersion, u"2.4"_s);
    QVERIFY(changed.skipRevocationCheck && changed.useUtf16 && !changed.skipCaCheck && !changed.skipCnCheck);
    QCOMPARE(int(changed.outputBufferingMode), int(wsman::BufferMode::Drop));

    dialog.findChild<QDialogButtonBox *>()->button(QDialogButtonBox::RestoreDefaults)->click();
    QVERIFY(sessionOptionWords(dialog.value()).isEmpty());
}

void TestSecurityDialogs::sessionOptionsAsWords()
{
    QVERIFY(sessionOptionWords(SessionOptions()).isEmpty());
    SessionOptions options;
    options.skipCnCheck = true;
    options.openTimeout = std::chrono::milliseconds(30000);
    options.proxyAccess = SessionOptions::ProxyAccess::WinHttpConfig;
    options.culture = u"de-DE"_s;
    QCOMPARE(sessionOptionWords(options).join(u' '),
             u"-SkipCNCheck -OpenTimeout 30000 -Culture de-DE -ProxyAccessType WinHttpConfig"_s);
}

void TestSecurityDialogs::proxyFieldsNeedAProxy()
{
    SessionOptionsDialog dialog{SessionOptions()};
    keep(dialog);
    QVERIFY(!child<QLineEdit>(dialog, "proxyUserEdit")->isEnabled());
    choose(dialog, "proxyAccessCombo", int(SessionOptions::ProxyAccess::IEConfig));
    QVERIFY(child<QLineEdit>(dialog, "proxyUserEdit")->isEnabled());
    choose(dialog, "proxyAccessCombo", int(SessionOptions::ProxyAccess::NoProxyServer));
    QVERIFY(!child<QLineEdit>(dialog, "proxyUserEdit")->isEnabled());
}

void TestSecurityDialogs::consentIsNeverTheDefault_data()
{
    QTest::addColumn<int>("kind");
    QTest::newRow("NTLM") << 0;
    QTest::newRow("delegation") << 1;
    QTest::newRow("redirect") << 2;
}

void TestSecurityDialogs::consentIsNeverTheDefault()
{
    QFETCH(int, kind);
    const ConsentDialog::Question question =
        kind == 0   ? ConsentDialog::ntlmWithoutSsl({u"a"_s, u"b"_s})
        : kind == 1 ? ConsentDialog::delegation({u"a"_s}, u"CORP\\me"_s)
                    : ConsentDialog::redirect(asked(u"https://a/wsman"_s, u"https://b/wsman"_s));
    ConsentDialog dialog(question);
    keep(dialog);
    QVERIFY(!permitsByDefault(dialog, "permitButton"));
    QVERIFY(!child<QLabel>(dialog, "consentSentence")->text().isEmpty());
    QVERIFY(!child<QLabel>(dialog, "consentReason")->text().isEmpty());
    dialog.open();
    child<QPushButton>(dialog, "permitButton")->click();
    QCOMPARE(dialog.result(), int(QDialog::Accepted));
}

void TestSecurityDialogs::ntlmForAPattern()
{
    ConsentDialog dialog(ConsentDialog::ntlmWithoutSsl({u"a.corp.example"_s, u"b.corp.example"_s}));
    keep(dialog);
    QVERIFY(dialog.pattern().isEmpty());
    QVERIFY(!dialog.findChild<QRadioButton *>(u"groupRadio"_s) && !dialog.isForGroup());
    ConsentDialog ofGroup(ConsentDialog::ntlmWithoutSsl({u"a"_s}, u"Site B"_s));
    keep(ofGroup);
    child<QRadioButton>(ofGroup, "groupRadio")->setChecked(true);
    QVERIFY(ofGroup.isForGroup() && ofGroup.pattern().isEmpty());
    child<QRadioButton>(dialog, "patternRadio")->setChecked(true);
    QCOMPARE(dialog.pattern(), u"*.corp.example"_s);
    child<QLineEdit>(dialog, "patternEdit")->clear();
    QVERIFY(!child<QPushButton>(dialog, "permitButton")->isEnabled());

    const QTemporaryDir directory;
    QSettings settings(directory.filePath(u"s.ini"_s), QSettings::IniFormat);
    Credentials credentials;
    Services services;
    services.settings = &settings;
    services.credentials = &credentials;
    Computer computer;
    computer.options.computerName = u"A.corp.example"_s;
    QVERIFY(!completeOptions(services, computer).allowNtlmWithoutTls);
    TrustedPatterns(&settings).add(u"*.corp.example"_s);
    QVERIFY(completeOptions(services, computer).allowNtlmWithoutTls);
    computer.options.computerName = u"a.corp.example.evil.net"_s;
    QVERIFY(!completeOptions(services, computer).allowNtlmWithoutTls);
}

void TestSecurityDialogs::redirectSaysWhatChanges()
{
    const auto reason = [](const QString &from, const QString &to) {
        return ConsentDialog::redirect(asked(from, to)).reason;
    };
    QVERIFY(reason(u"https://a/wsman"_s, u"https://b/wsman"_s).contains(u"another computer"_s));
    QVERIFY(reason(u"http://a/wsman"_s, u"https://a/wsman"_s).contains(u"from http to https"_s));
    QVERIFY(!reason(u"https://a/one"_s, u"https://a/two"_s).contains(u"another computer"_s));
    sessions::RedirectQuestion credssp = asked(u"https://a/"_s, u"https://xn--mail-u5d.example/"_s);
    credssp.handsPasswordOver = true;
    credssp.checksOff = true;
    credssp.userName = u"CORP\\ann"_s;
    const ConsentDialog::Question question = ConsentDialog::redirect(credssp);
    QVERIFY(question.reason.contains(u"password of CORP\\ann"_s) && question.reason.contains(u"not be checked"_s));
    QVERIFY(question.reason.contains(u"xn--"_s)); // not letters that look like others
}

void TestSecurityDialogs::certificateIsShown()
{
    CertificateDialog::Subject subject;
    subject.computer = u"server01"_s;
    subject.chain = chainFor(u"server01.corp.example"_s);
    subject.failure = u"It is signed by nobody."_s;
    CertificateDialog dialog(subject);
    keep(dialog);
    const QByteArray sha256 = subject.chain.first().digest(QCryptographicHash::Sha256);
    QCOMPARE(dialog.fingerprint(), sha256);
    QString shown = child<QLabel>(dialog, "newFingerprint")->text();
    QCOMPARE(shown.remove(u':').remove(u'\n'), QString::fromLatin1(sha256.toHex().toUpper()));
    QVERIFY(!dialog.findChild<QLabel *>(u"oldFingerprint"_s));
    QVERIFY(!permitsByDefault(dialog, "trustButton"));
}

void TestSecurityDialogs::changedCertificateShowsBoth()
{
    CertificateDialog::Subject subject;
    subject.chain = chainFor(u"server01"_s);
    subject.pinnedSha256 = QByteArray(32, '\x11');
    CertificateDialog dialog(subject);
    keep(dialog);
    QVERIFY(child<QLabel>(dialog, "oldFingerprint")->text().startsWith(u"11:11"_s));
    QVERIFY(child<QPushButton>(dialog, "trustButton")->text().contains(u"Replace"_s));
    QVERIFY(!permitsByDefault(dialog, "trustButton"));

    CertificateDialog nothing{CertificateDialog::Subject()};
    keep(nothing);
    QVERIFY(!child<QPushButton>(nothing, "trustButton")->isEnabled());
}

void TestSecurityDialogs::remediesFollowIds()
{
    using base::Error;
    using base::ErrorCategory;
    // The words are another language's: only category and id decide.
    const base::Text words = base::Text::verbatim(u"nichts"_s);
    Error untrusted(ErrorCategory::CertificateUntrusted, u"12175"_s, words);
    QCOMPARE(int(Attention::remedyFor(untrusted, true)), int(Remedy::EditComputer));
    untrusted.certificatePem = chainFor(u"a"_s).first().toPem();
    QCOMPARE(int(Attention::remedyFor(untrusted, true)), int(Remedy::TrustCertificate));
    untrusted.atAnotherHost = true;
    QCOMPARE(int(Attention::remedyFor(untrusted, true)), int(Remedy::EditComputer));
    QCOMPARE(int(Attention::remedyFor(Error(ErrorCategory::NotPermitted, u"ServerNotTrusted"_s, words), true)),
             int(Remedy::AllowNtlm));
    QCOMPARE(int(Attention::remedyFor(Error(ErrorCategory::NotPermitted, u"DelegationNotPermitted"_s, words), true)),
             int(Remedy::AllowDelegation));
    QCOMPARE(int(Attention::remedyFor(Error(ErrorCategory::NotPermitted, u"ConnectFailed"_s, words), true)),
             int(Remedy::UseSsl));
    QCOMPARE(int(Attention::remedyFor(Error(ErrorCategory::LoginRefused, u"AccessDenied"_s, words), true)),
             int(Remedy::LogIn));
}

QTEST_MAIN(TestSecurityDialogs)
#include "tst_securitydialogs.moc"
