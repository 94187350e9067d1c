#include "ui/dialogs/connectionform.h"

#include "ui/dialogs/labels.h"
#include "ui/dialogs/mechanisms.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QHostAddress>
#include <QLineEdit>
#include <QSpinBox>
#include <QStandardItemModel>

namespace rejoin::ui {

using namespace Qt::StringLiterals;

ConnectionForm::ConnectionForm(QWidget *parent)
    : QWidget(parent),
      m_form(new QFormLayout(this)),
      m_port(new QSpinBox),
      m_ssl(new QCheckBox(tr("&Use SSL (HTTPS)"))),
      m_mechanism(new QComboBox),
      m_mechanismHint(hintLabel()),
      m_user(new QLineEdit),
      m_password(new QLineEdit),
      m_path(new QLineEdit),
      m_configuration(new QComboBox),
      m_skipCa(new QCheckBox(tr("Accept a certificate of &any issuer (SkipCACheck)"))),
      m_skipCn(new QCheckBox(tr("Accept a certificate made out to another &name (SkipCNCheck)"))),
      m_unencrypted(new QCheckBox(tr("Allow &unencrypted: send the password without SSL")))
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

    identify(m_mechanism, "mechanismCombo", tr("Sign-in method"));
    m_form->addRow(fieldLabel(tr("&Sign-in method"), u"Authentication"_s, m_mechanism), m_mechanism);
    m_mechanismHint->setObjectName(u"mechanismHint"_s);
    m_form->addRow(QString(), m_mechanismHint);

    for (QWidget *field : {static_cast<QWidget *>(m_mechanism), static_cast<QWidget *>(m_mechanismHint),
                           static_cast<QWidget *>(m_configuration)})
        widen(field);
    identify(m_user, "userEdit", tr("User"), tr("DOMAIN\\user, user@domain or just user"));
    m_user->setPlaceholderText(tr("DOMAIN\\user or user"));
    m_form->addRow(fieldLabel(tr("Us&er"), u"Credential"_s, m_user), m_user);
    identify(m_password, "passwordEdit", tr("Password"),
             tr("Kept in memory until Rejoin ends; never written anywhere"));
    m_password->setEchoMode(QLineEdit::Password);
    m_password->setPlaceholderText(tr("asked for when it is needed"));
    m_form->addRow(fieldLabel(tr("Pass&word"), {}, m_password), m_password);

    identify(m_configuration, "configurationCombo", tr("Configuration"));
    m_configuration->setEditable(true);
    m_configuration->addItems({QString(), u"Microsoft.PowerShell"_s, u"PowerShell.7"_s});
    m_configuration->lineEdit()->setPlaceholderText(tr("any"));
    m_form->addRow(fieldLabel(tr("&Configuration"), u"ConfigurationName"_s, m_configuration), m_configuration);
    identify(m_path, "applicationNameEdit", tr("URL path"));
    m_path->setPlaceholderText(u"wsman"_s);
    m_form->addRow(fieldLabel(tr("URL pat&h"), u"ApplicationName"_s, m_path), m_path);

    identify(m_skipCa, "skipCaCheck", tr("Accept a certificate of any issuer"),
             tr("Anyone on the way could pose as the computer. For test machines with a certificate of their own."));
    identify(m_skipCn, "skipCnCheck", tr("Accept a certificate made out to another name"),
             tr("For computers that are reached by an address or an alias."));
    identify(m_unencrypted, "allowUnencryptedCheck", tr("Allow unencrypted"),
             tr("Whoever can listen on the network can read the password and everything else."));
    auto *checks = new QWidget;
    auto *checksColumn = new QVBoxLayout(checks);
    checksColumn->setContentsMargins(0, 0, 0, 0);
    checksColumn->addWidget(m_skipCa);
    checksColumn->addWidget(m_skipCn);
    checksColumn->addWidget(m_unencrypted);
    m_form->addRow(fieldLabel(tr("Security checks"), {}, nullptr), checks);

    const auto changed = [this] {
        refill();
        Q_EMIT edited();
    };
    connect(m_port, &QSpinBox::valueChanged, this, changed);
    connect(m_mechanism, &QComboBox::activated, this, changed);
    connect(m_configuration, &QComboBox::editTextChanged, this, &ConnectionForm::edited);
    for (QLineEdit *edit : {m_user, m_password, m_path})
        connect(edit, &QLineEdit::textChanged, this, changed);
    for (QCheckBox *check : {m_ssl, m_skipCa, m_skipCn, m_unencrypted})
        connect(check, &QCheckBox::toggled, this, changed);
    refill();
}

bool ConnectionForm::isSslTicked() const
{
    return m_ssl->isChecked();
}

void ConnectionForm::refill()
{
    MechanismSituation situation;
    situation.useSsl = usesSsl();
    situation.allowUnencrypted = m_unencrypted->isChecked();
    situation.isAddress = !QHostAddress(m_host).isNull();
    situation.hasUser = !m_user->text().isEmpty();
    const QList<MechanismChoice> choices = mechanismChoices(situation);

    const QVariant chosen = m_mechanism->currentData();
    const QSignalBlocker quiet(m_mechanism);
    if (m_mechanism->count() != choices.size()) {
        m_mechanism->clear();
        for (const MechanismChoice &choice : choices)
            m_mechanism->addItem(choice.label, int(choice.mechanism));
    }
    auto *items = qobject_cast<QStandardItemModel *>(m_mechanism->model());
    for (int i = 0; i < choices.size(); ++i) {
        const MechanismChoice &choice = choices.at(i);
        m_mechanism->setItemData(i, choice.impossible.isEmpty() ? choice.hint : choice.impossible, Qt::ToolTipRole);
        m_mechanism->setItemText(i, choice.impossible.isEmpty() ? choice.label
                                                                : choice.label + u" – "_s + choice.impossible);
        items->item(i)->setEnabled(choice.impossible.isEmpty());
    }
    m_mechanism->setCurrentIndex(chosen.isValid() ? std::max(0, m_mechanism->findData(chosen)) : 0);
    const MechanismChoice &current = choices.at(m_mechanism->currentIndex());
    m_mechanismHint->setText(!current.impossible.isEmpty() ? current.impossible
                             : !current.caution.isEmpty()  ? current.caution
                                                           : current.hint);
    m_skipCa->setEnabled(usesSsl());
    m_skipCn->setEnabled(usesSsl());
    m_unencrypted->setEnabled(!usesSsl());
}

sessions::ConnectionOptions ConnectionForm::value(sessions::ConnectionOptions options) const
{
    options.port = m_byUri ? 0 : m_port->value();
    options.useSsl = !m_byUri && m_ssl->isChecked();
    options.mechanism = transport::Mechanism(m_mechanism->currentData().toInt());
    options.applicationName = m_byUri ? QString() : m_path->text().trimmed();
    options.configurationName = m_configuration->currentText().trimmed();
    options.session.skipCaCheck = m_skipCa->isChecked() && usesSsl();
    options.session.skipCnCheck = m_skipCn->isChecked() && usesSsl();
    options.allowUnencrypted = m_unencrypted->isChecked() && !usesSsl();
    options.credential = {};
    if (const QString user = m_user->text().trimmed(); !user.isEmpty()) {
        QString password = m_password->text();
        options.credential = base::Credential(user, base::SecretString::fromUtf16(password));
        base::wipe(password.data(), size_t(password.size()) * sizeof(QChar));
    }
    return options;
}

void ConnectionForm::setValue(const sessions::ConnectionOptions &options)
{
    m_port->setValue(options.port);
    m_ssl->setChecked(options.useSsl);
    m_unencrypted->setChecked(options.allowUnencrypted);
    m_skipCa->setChecked(options.session.skipCaCheck);
    m_skipCn->setChecked(options.session.skipCnCheck);
    m_user->setText(options.credential.userName);
    m_path->setText(options.applicationName);
    m_configuration->setEditText(options.configurationName);
    if (const int index = m_mechanism->findData(int(options.mechanism)); index >= 0)
        m_mechanism->setCurrentIndex(index);
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
    const auto mechanism = transport::Mechanism(m_mechanism->currentData().toInt());
    if (mechanism == transport::Mechanism::Basic && !usesSsl() && !m_unencrypted->isChecked())
        return tr("Without SSL the password would travel in the clear: use SSL or allow unencrypted.");
    if (mechanism == transport::Mechanism::Basic && m_user->text().trimmed().isEmpty() && !m_password->text().isEmpty())
        return tr("Enter the user that the password belongs to.");
    return {};
}

} // namespace rejoin::ui
