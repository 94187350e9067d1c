#include "ui/dialogs/sessionoptionsdialog.h"

#include "core/transport/auth/choose.h"
#include "ui/dialogs/labels.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace rejoin::ui {

using namespace Qt::StringLiterals;
using sessions::SessionOptions;
using std::chrono::milliseconds;

namespace {

constexpr double mebibyte = 1024.0 * 1024.0;
constexpr double longestSeconds = 2147483.0; // PowerShell counts milliseconds in 32 bits
constexpr double shortestIdleSeconds = 60;
constexpr int fieldWidth = 160;

QFormLayout *page(QWidget *widget)
{
    auto *form = new QFormLayout(widget);
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    return form;
}

void addRow(QFormLayout *form, const QString &word, const QString &powershellName, QWidget *field, const QString &hint)
{
    // As wide as what is entered; the explanations take the rest.
    field->setFixedWidth(std::max(fieldWidth, field->sizeHint().width()));
    form->addRow(fieldLabel(word, powershellName, field), field);
    if (hint.isEmpty())
        return;
    QLabel *explanation = hintLabel(hint);
    widen(explanation);
    form->addRow(QString(), explanation);
}

QDoubleSpinBox *secondsSpin(const char *name, const QString &zero)
{
    auto *spin = new QDoubleSpinBox;
    spin->setObjectName(QLatin1String(name));
    spin->setRange(0, longestSeconds);
    spin->setDecimals(0);
    spin->setSuffix(SessionOptionsDialog::tr(" s"));
    spin->setSpecialValueText(zero);
    return spin;
}

QDoubleSpinBox *sizeSpin(const char *name)
{
    auto *spin = new QDoubleSpinBox;
    spin->setObjectName(QLatin1String(name));
    spin->setRange(0, 2047);
    spin->setDecimals(2);
    spin->setSuffix(SessionOptionsDialog::tr(" MiB"));
    spin->setSpecialValueText(SessionOptionsDialog::tr("no limit"));
    return spin;
}

QCheckBox *checkBox(const char *name, const QString &text, const QString &toolTip)
{
    auto *box = new QCheckBox(text);
    identify(box, name, QString(text).remove(u'&'), toolTip);
    return box;
}

double seconds(milliseconds time)
{
    return double(time.count() / 1000);
}

/// What the field does not show (parts of a second) stays as it was given.
milliseconds timeOf(const QDoubleSpinBox *spin, milliseconds given)
{
    const auto shown = milliseconds(qint64(spin->value()) * 1000);
    return shown.count() / 1000 == given.count() / 1000 ? given : shown;
}

std::optional<qint64> sizeOf(const QDoubleSpinBox *spin, const std::optional<qint64> &given)
{
    if (spin->value() <= 0)
        return std::nullopt;
    if (given && qFuzzyCompare(spin->value(), std::round(double(*given) / mebibyte * 100) / 100))
        return given;
    return qint64(spin->value() * mebibyte);
}

} // namespace

SessionOptionsDialog::SessionOptionsDialog(const SessionOptions &options, QWidget *parent)
    : QDialog(parent),
      m_buttons(
          new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel | QDialogButtonBox::RestoreDefaults)),
      m_given(options)
{
    setObjectName(u"sessionOptionsDialog"_s);
    setWindowTitle(tr("Session options"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *tabs = new QTabWidget;
    identify(tabs, "sessionOptionsTabs", tr("Groups of options"));
    tabs->addTab(makeTimes(), tr("&Times"));
    tabs->addTab(makeChecks(), tr("&Security"));
    tabs->addTab(makeProxy(), tr("&Proxy"));
    tabs->addTab(makeRest(), tr("&Language and limits"));
    auto *column = new QVBoxLayout(this);
    column->addWidget(tabs, 1);
    column->addWidget(m_buttons);
    resize(600, sizeHint().height());

    connect(m_proxyAccess, &QComboBox::activated, this, &SessionOptionsDialog::enableFields);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_buttons->button(QDialogButtonBox::RestoreDefaults), &QPushButton::clicked, this, [this] {
        m_given = SessionOptions();
        show(m_given);
    });
    show(options);
}

SessionOptionsDialog::~SessionOptionsDialog()
{
    m_proxyPassword->clear();
}

QWidget *SessionOptionsDialog::makeTimes()
{
    auto *widget = new QWidget;
    auto *form = page(widget);
    m_open = secondsSpin("openTimeoutSpin", tr("no limit"));
    addRow(form, tr("Making a &connection"), u"OpenTimeout"_s, m_open, tr("Usually 180 s."));
    m_operation = secondsSpin("operationTimeoutSpin", tr("no limit"));
    addRow(form, tr("&Waiting for an answer"), u"OperationTimeout"_s, m_operation, tr("Usually 180 s."));
    m_cancel = secondsSpin("cancelTimeoutSpin", tr("no limit"));
    addRow(form, tr("S&topping a command"), u"CancelTimeout"_s, m_cancel, tr("Usually 60 s."));
    m_idle = secondsSpin("idleTimeoutSpin", tr("the computer's"));
    addRow(
        form, tr("Kept while &idle"), u"IdleTimeout"_s, m_idle,
        tr("At least 60 s. Counts for new sessions, and for leaving one where nothing else is said; it has no effect "
           "on connecting."));
    // What is below the minimum cannot be entered: the least value stands for none.
    m_idle->setMinimum(shortestIdleSeconds - 1);
    m_retries = new QSpinBox;
    m_retries->setObjectName(u"maxConnectionRetryCountSpin"_s);
    m_retries->setRange(0, 1000);
    addRow(form, tr("Attempts a&fter a lost connection"), u"MaxConnectionRetryCount"_s, m_retries, tr("Usually 5."));
    return widget;
}

QWidget *SessionOptionsDialog::makeChecks()
{
    m_skipCa = checkBox("skipCaCheck", tr("Accept a certificate of &any issuer (SkipCACheck)"),
                        tr("Anyone on the way could pose as the computer. For test machines with a certificate of "
                           "their own; trusting that one certificate is safer."));
    m_skipCn = checkBox("skipCnCheck", tr("Accept a certificate made out to another &name (SkipCNCheck)"),
                        tr("For computers that are reached by an address or an alias."));
    m_skipRevocation =
        checkBox("skipRevocationCheck", tr("Do not ask whether a certificate was &revoked (SkipRevocationCheck)"),
                 tr("Rejoin reads the answer that the computer brings along; without one nothing is refused."));
    m_noEncryption =
        checkBox("noEncryptionCheck", tr("Send messages &unprotected without SSL (NoEncryption)"),
                 tr("Whoever can listen on the network can read everything; with Basic the password, too."));
    m_portInSpn = checkBox("includePortInSpnCheck", tr("Put the &port into the service's name (IncludePortInSPN)"),
                           tr("For computers with several services under different accounts (HTTP/host:port)."));
    auto *widget = new QWidget;
    auto *column = new QVBoxLayout(widget);
    for (QCheckBox *box : {m_skipCa, m_skipCn, m_skipRevocation, m_noEncryption, m_portInSpn}) {
        column->addWidget(box);
        auto *hint = hintLabel(box->toolTip());
        hint->setContentsMargins(24, 0, 0, 4);
        column->addWidget(hint);
    }
    column->addStretch();
    return widget;
}

QWidget *SessionOptionsDialog::makeProxy()
{
    using Access = SessionOptions::ProxyAccess;
    auto *widget = new QWidget;
    auto *form = page(widget);
    m_proxyAccess = new QComboBox;
    m_proxyAccess->setObjectName(u"proxyAccessCombo"_s);
    m_proxyAccess->addItem(tr("The computer's own"), int(Access::None));
    m_proxyAccess->addItem(tr("The user's settings"), int(Access::IEConfig));
    m_proxyAccess->addItem(tr("The system's settings"), int(Access::WinHttpConfig));
    m_proxyAccess->addItem(tr("Found by itself"), int(Access::AutoDetect));
    m_proxyAccess->addItem(tr("None, straight"), int(Access::NoProxyServer));
    addRow(form, tr("Pro&xy"), u"ProxyAccessType"_s, m_proxyAccess,
           tr("Outside Windows the user's and the system's settings are the same."));
    m_proxyMechanism = new QComboBox;
    m_proxyMechanism->setObjectName(u"proxyMechanismCombo"_s);
    for (const auto mechanism :
         {transport::Mechanism::Negotiate, transport::Mechanism::Basic, transport::Mechanism::Digest})
        m_proxyMechanism->addItem(transport::mechanismName(mechanism), int(mechanism));
    addRow(form, tr("Sign-in &method"), u"ProxyAuthentication"_s, m_proxyMechanism, {});
    m_proxyUser = new QLineEdit;
    m_proxyUser->setObjectName(u"proxyUserEdit"_s);
    m_proxyUser->setPlaceholderText(tr("none"));
    addRow(form, tr("Us&er"), u"ProxyCredential"_s, m_proxyUser, {});
    m_proxyPassword = new QLineEdit;
    m_proxyPassword->setObjectName(u"proxyPasswordEdit"_s);
    m_proxyPassword->setEchoMode(QLineEdit::Password);
    addRow(form, tr("Pass&word"), {}, m_proxyPassword, tr("Kept in memory until Rejoin ends; never written anywhere."));
    return widget;
}

QWidget *SessionOptionsDialog::makeRest()
{
    auto *widget = new QWidget;
    auto *form = page(widget);
    m_culture = new QLineEdit;
    m_culture->setObjectName(u"cultureEdit"_s);
    m_culture->setPlaceholderText(u"en-US"_s);
    addRow(form, tr("&Formats of"), u"Culture"_s, m_culture, {});
    m_uiCulture = new QLineEdit;
    m_uiCulture->setObjectName(u"uiCultureEdit"_s);
    m_uiCulture->setPlaceholderText(u"en-US"_s);
    addRow(form, tr("Lang&uage of messages"), u"UICulture"_s, m_uiCulture, tr("Both count for new sessions."));
    m_redirections = new QSpinBox;
    m_redirections->setObjectName(u"maximumRedirectionSpin"_s);
    m_redirections->setRange(0, 100);
    addRow(form, tr("Redirections &at most"), u"MaximumRedirection"_s, m_redirections,
           tr("Usually 5; only where following is allowed."));
    m_dataSize = sizeSpin("maximumDataSpin");
    addRow(form, tr("Data of a c&ommand at most"), u"MaximumReceivedDataSizePerCommand"_s, m_dataSize, {});
    m_objectSize = sizeSpin("maximumObjectSpin");
    addRow(form, tr("One o&bject at most"), u"MaximumReceivedObjectSize"_s, m_objectSize, tr("Usually 200 MiB."));
    m_buffering = new QComboBox;
    m_buffering->setObjectName(u"bufferingCombo"_s);
    m_buffering->addItem(tr("as the computer does"), int(wsman::BufferMode::None));
    m_buffering->addItem(tr("pause the command"), int(wsman::BufferMode::Block));
    m_buffering->addItem(tr("drop the oldest"), int(wsman::BufferMode::Drop));
    addRow(form, tr("When output &piles up"), u"OutputBufferingMode"_s, m_buffering,
           tr("Paused, nothing is lost but the command waits for someone to connect; dropping, it goes on and the "
              "beginning of its output may be lost."));
    m_noCompression = checkBox("noCompressionCheck", tr("Do not compress (NoCompression)"), {});
    m_noProfile = checkBox("noMachineProfileCheck", tr("Do not load the user's profile (NoMachineProfile)"), {});
    m_utf16 = checkBox("useUtf16Check", tr("Send UTF-16 instead of UTF-8 (UseUTF16)"), {});
    m_newestProtocol = checkBox("newestProtocolCheck", tr("Offer version 2.4 of the protocol"),
                                tr("For PowerShell 7.6: secrets are protected by the connection alone."));
    for (QCheckBox *box : {m_noCompression, m_noProfile, m_utf16, m_newestProtocol})
        form->addRow(QString(), box);
    return widget;
}

void SessionOptionsDialog::show(const SessionOptions &options)
{
    m_open->setValue(seconds(options.openTimeout));
    m_operation->setValue(seconds(options.operationTimeout));
    m_cancel->setValue(seconds(options.cancelTimeout));
    m_idle->setValue(options.idleTimeout ? seconds(*options.idleTimeout) : 0);
    m_retries->setValue(options.maxConnectionRetryCount);
    m_skipCa->setChecked(options.skipCaCheck);
    m_skipCn->setChecked(options.skipCnCheck);
    m_skipRevocation->setChecked(options.skipRevocationCheck);
    m_noEncryption->setChecked(options.noEncryption);
    m_portInSpn->setChecked(options.includePortInSpn);
    m_proxyAccess->setCurrentIndex(std::max(0, m_proxyAccess->findData(int(options.proxyAccess))));
    m_proxyMechanism->setCurrentIndex(std::max(0, m_proxyMechanism->findData(int(options.proxyAuthentication))));
    m_proxyUser->setText(options.proxyCredential.userName);
    m_proxyPassword->clear();
    m_proxyPassword->setPlaceholderText(options.proxyCredential.password.isEmpty() ? QString() : tr("(known)"));
    m_culture->setText(options.culture);
    m_uiCulture->setText(options.uiCulture);
    m_redirections->setValue(options.maximumRedirection);
    m_dataSize->setValue(double(options.maximumReceivedDataSizePerCommand.value_or(0)) / mebibyte);
    m_objectSize->setValue(double(options.maximumReceivedObjectSize.value_or(0)) / mebibyte);
    m_buffering->setCurrentIndex(std::max(0, m_buffering->findData(int(options.outputBufferingMode))));
    m_noCompression->setChecked(options.noCompression);
    m_noProfile->setChecked(options.noMachineProfile);
    m_utf16->setChecked(options.useUtf16);
    m_newestProtocol->setChecked(options.protocolVersion == u"2.4"_s);
    enableFields();
}

SessionOptions SessionOptionsDialog::value() const
{
    SessionOptions options = m_given;
    options.openTimeout = timeOf(m_open, m_given.openTimeout);
    options.operationTimeout = timeOf(m_operation, m_given.operationTimeout);
    options.cancelTimeout = timeOf(m_cancel, m_given.cancelTimeout);
    if (m_idle->value() >= shortestIdleSeconds)
        options.idleTimeout = timeOf(m_idle, m_given.idleTimeout.value_or(milliseconds(0)));
    else
        options.idleTimeout.reset();
    options.maxConnectionRetryCount = m_retries->value();
    options.skipCaCheck = m_skipCa->isChecked();
    options.skipCnCheck = m_skipCn->isChecked();
    options.skipRevocationCheck = m_skipRevocation->isChecked();
    options.noEncryption = m_noEncryption->isChecked();
    options.includePortInSpn = m_portInSpn->isChecked();
    options.proxyAccess = SessionOptions::ProxyAccess(m_proxyAccess->currentData().toInt());
    options.proxyAuthentication = transport::Mechanism(m_proxyMechanism->currentData().toInt());
    if (const QString user = m_proxyUser->text().trimmed(); user.isEmpty()) {
        options.proxyCredential = {};
    } else if (user != m_given.proxyCredential.userName || !m_proxyPassword->text().isEmpty()) {
        QString password = m_proxyPassword->text();
        options.proxyCredential = base::Credential(user, base::SecretString::fromUtf16(password));
        base::wipe(password.data(), size_t(password.size()) * sizeof(QChar));
    }
    options.culture = m_culture->text().trimmed();
    options.uiCulture = m_uiCulture->text().trimmed();
    options.maximumRedirection = m_redirections->value();
    options.maximumReceivedDataSizePerCommand = sizeOf(m_dataSize, m_given.maximumReceivedDataSizePerCommand);
    options.maximumReceivedObjectSize = sizeOf(m_objectSize, m_given.maximumReceivedObjectSize);
    options.outputBufferingMode = wsman::BufferMode(m_buffering->currentData().toInt());
    options.noCompression = m_noCompression->isChecked();
    options.noMachineProfile = m_noProfile->isChecked();
    options.useUtf16 = m_utf16->isChecked();
    options.protocolVersion = m_newestProtocol->isChecked() ? u"2.4"_s : u"2.3"_s;
    return options;
}

void SessionOptionsDialog::enableFields()
{
    using Access = SessionOptions::ProxyAccess;
    const auto access = Access(m_proxyAccess->currentData().toInt());
    const bool hasProxy = access != Access::None && access != Access::NoProxyServer;
    for (QWidget *field : {static_cast<QWidget *>(m_proxyMechanism), static_cast<QWidget *>(m_proxyUser),
                           static_cast<QWidget *>(m_proxyPassword)})
        field->setEnabled(hasProxy);
}

} // namespace rejoin::ui
