#include "ui/dialogs/connectionform.h"

#include "ui/dialogs/certificatepicker.h"
#include "ui/dialogs/labels.h"
#include "ui/dialogs/mechanisms.h"
#include "ui/dialogs/sessionoptionsdialog.h"
#include "ui/dialogs/signinfields.h"
#include "ui/dialogs/trustfield.h"
#include "ui/sessionoptionwords.h"
#include "ui/store/groupsettings.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QHostAddress>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>

namespace rejoin::ui {

using namespace Qt::StringLiterals;

ConnectionForm::ConnectionForm(QWidget *parent)
    : QWidget(parent),
      m_form(new QFormLayout(this)),
      m_port(new QSpinBox),
      m_ssl(new QCheckBox(tr("&Use SSL (HTTPS)"))),
      m_path(new QLineEdit),
      m_configuration(new QComboBox),
      m_proxy(new QLineEdit),
      m_trust(new TrustField),
      m_unencrypted(new QCheckBox(tr("Allow &unencrypted: send password and messages without SSL"))),
      m_ntlm(new QCheckBox(tr("Allow N&TLM without SSL: who the computer is stays unproven"))),
      m_editOptions(new QPushButton(tr("Sessi&on options…"))),
      m_optionsSummary(hintLabel())
{
    m_form->setContentsMargins(0, 0, 0, 0);
    m_form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);

    identify(m_port, "portSpin", tr("Port"), tr("0 is the usual port: 5985, or 5986 with SSL"));
    m_port->setRange(0, 65535);
    m_port->setSpecialValueText(tr("usual"));
    m_port->setMinimumWidth(110);
    identify(m_ssl, "useSslCheck", tr("Use SSL"));
    m_ssl->setChecked(true);
    auto *where = new QWidget;
    auto *whereRow = new QHBoxLayout(where);
    whereRow->setContentsMargins(0, 0, 0, 0);
    whereRow->addWidget(m_port);
    whereRow->addSpacing(12);
    whereRow->addWidget(m_ssl);
    whereRow->addStretch();
    m_form->addRow(fieldLabel(tr("&Port"), {}, m_port), where);

    m_signIn = new SignInFields(m_form, this);

    identify(m_configuration, "configurationCombo", tr("Configuration"));
    widen(m_configuration);
    m_configuration->setEditable(true);
    m_configuration->addItems({QString(), u"Microsoft.PowerShell"_s, u"PowerShell.7"_s});
    m_configuration->lineEdit()->setPlaceholderText(tr("any"));
    m_form->addRow(fieldLabel(tr("&Configuration"), u"ConfigurationName"_s, m_configuration), m_configuration);
    identify(m_path, "applicationNameEdit", tr("URL path"));
    m_path->setPlaceholderText(u"wsman"_s);
    m_form->addRow(fieldLabel(tr("UR&L path"), u"ApplicationName"_s, m_path), m_path);
    identify(m_proxy, "proxyEdit", tr("Proxy"),
             tr("http://host:3128, or socks5h://host:1080 (as ssh -D makes it), or system"));
    m_proxy->setPlaceholderText(tr("none – http://host:3128, socks5h://host:1080 or system"));
    m_form->addRow(fieldLabel(tr("Pro&xy"), {}, m_proxy), m_proxy);
    m_form->addRow(fieldLabel(tr("Trusted here"), {}, nullptr), m_trust);
    m_form->addRow(fieldLabel(tr("Permitted here"), {}, nullptr), makePermissions());
    m_form->addRow(QString(), makeSessionOptions());

    const auto changed = [this] {
        refill();
        Q_EMIT edited();
    };
    connect(m_port, &QSpinBox::valueChanged, this, changed);
    connect(m_signIn, &SignInFields::edited, this, changed);
    connect(m_trust, &TrustField::edited, this, changed);
    connect(m_signIn, &SignInFields::certificateWanted, this, &ConnectionForm::pickCertificate);
    connect(m_configuration, &QComboBox::editTextChanged, this, &ConnectionForm::edited);
    for (QLineEdit *edit : {m_path, m_proxy})
        connect(edit, &QLineEdit::textChanged, this, changed);
    for (QCheckBox *check : {m_ssl, m_unencrypted, m_ntlm})
        connect(check, &QCheckBox::toggled, this, changed);
    connect(m_editOptions, &QPushButton::clicked, this, &ConnectionForm::editSessionOptions);
    showSessionOptions();
    refill();
}

QWidget *ConnectionForm::makePermissions()
{
    identify(m_unencrypted, "allowUnencryptedCheck", tr("Allow unencrypted"),
             tr("Whoever can listen on the network can read the password and everything else."));
    identify(m_ntlm, "allowNtlmCheck", tr("Allow NTLM without SSL"),
             tr("What Windows calls TrustedHosts. Someone on the way could pose as the computer; SSL avoids this."));
    auto *permissions = new QWidget;
    auto *column = new QVBoxLayout(permissions);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_ntlm);
    column->addWidget(m_unencrypted);
    return permissions;
}

QWidget *ConnectionForm::makeSessionOptions()
{
    identify(m_editOptions, "sessionOptionsButton", tr("Session options"),
             tr("Time-outs, checks of the certificate, proxy, language and limits"));
    m_editOptions->setAutoDefault(false);
    m_optionsSummary->setObjectName(u"sessionOptionsSummary"_s);
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_editOptions);
    layout->addWidget(m_optionsSummary, 1);
    return row;
}

void ConnectionForm::addRowBefore(QLabel *label, QWidget *field)
{
    m_form->insertRow(m_rowsBefore++, label, field);
}

void ConnectionForm::addRowAfter(QLabel *label, QWidget *field)
{
    m_form->addRow(label, field);
}

bool ConnectionForm::isSslTicked() const
{
    return m_ssl->isChecked();
}

void ConnectionForm::refill()
{
    MechanismSituation situation;
    situation.useSsl = usesSsl();
    situation.allowUnencrypted = m_unencrypted->isChecked() || m_session.noEncryption;
    situation.allowNtlmWithoutTls = m_ntlm->isChecked();
    situation.isAddress = !QHostAddress(m_host).isNull();
    m_signIn->setSituation(situation);
    m_trust->setEnabled(usesSsl());
    m_unencrypted->setEnabled(!usesSsl());
    m_ntlm->setEnabled(!usesSsl());
}

void ConnectionForm::pickCertificate(const QString &present)
{
    if (!m_certificates)
        return;
    auto *picker = new CertificatePicker(m_certificates, present, this);
    connect(picker, &QDialog::accepted, this,
            [this, picker] { m_signIn->setCertificate(picker->thumbprint(), picker->subject()); });
    picker->open();
}

void ConnectionForm::editSessionOptions()
{
    auto *dialog = new SessionOptionsDialog(m_session, this);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        m_session = dialog->value();
        showSessionOptions();
        refill();
        Q_EMIT edited();
    });
    dialog->open();
}

void ConnectionForm::showSessionOptions()
{
    const QString words = sessionOptionWords(m_session).join(u' ');
    m_optionsSummary->setText(words.isEmpty() ? tr("as usual") : words);
}

sessions::ConnectionOptions ConnectionForm::value(sessions::ConnectionOptions options) const
{
    options.port = m_byUri ? 0 : m_port->value();
    options.useSsl = !m_byUri && m_ssl->isChecked();
    options.applicationName = m_byUri ? QString() : m_path->text().trimmed();
    options.configurationName = m_configuration->currentText().trimmed();
    options.session = m_session;
    options.allowUnencrypted = m_unencrypted->isChecked() && !usesSsl();
    options.allowNtlmWithoutTls = m_ntlm->isChecked() && !usesSsl();
    options.proxy = proxyFrom(m_proxy->text().trimmed()).value_or(transport::Proxy());
    m_trust->addTo(&options);
    m_signIn->addTo(&options);
    return options;
}

void ConnectionForm::setValue(const sessions::ConnectionOptions &options)
{
    m_port->setValue(options.port);
    m_ssl->setChecked(options.useSsl);
    m_unencrypted->setChecked(options.allowUnencrypted);
    m_ntlm->setChecked(options.allowNtlmWithoutTls);
    m_path->setText(options.applicationName);
    m_configuration->setEditText(options.configurationName);
    m_proxy->setText(options.proxy.kind == transport::Proxy::Kind::None ? QString() : options.proxy.text());
    m_session = options.session;
    m_trust->setValue(options);
    m_signIn->setValue(options);
    showSessionOptions();
    refill();
}

void ConnectionForm::setByUri(bool byUri, bool uriUsesSsl)
{
    m_byUri = byUri;
    m_uriUsesSsl = uriUsesSsl;
    m_port->setEnabled(!byUri);
    m_ssl->setEnabled(!byUri);
    m_path->setEnabled(!byUri);
    refill();
}

void ConnectionForm::setHost(const QString &host)
{
    m_host = host;
    refill();
}

QString ConnectionForm::problem() const
{
    if (!proxyFrom(m_proxy->text().trimmed()))
        return tr("The proxy is none of http://host:port, socks5h://host:port, system and none.");
    return m_signIn->problem();
}

} // namespace rejoin::ui
