#include "ui/dialogs/signinfields.h"

#include "ui/dialogs/labels.h"
#include "ui/widgets/passwordedit.h"

#include <QComboBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QStandardItemModel>

namespace rejoin::ui {

using namespace Qt::StringLiterals;

namespace {

/// A field with a button after it.
QWidget *withButton(QLineEdit *edit, QPushButton *button)
{
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(edit, 1);
    layout->addWidget(button);
    button->setAutoDefault(false);
    return row;
}

} // namespace

SignInFields::SignInFields(QFormLayout *form, QWidget *parent)
    : QObject(parent),
      m_form(form),
      m_login(new QComboBox(parent)),
      m_mechanism(new QComboBox(parent)),
      m_hint(hintLabel({}, parent)),
      m_user(new QLineEdit(parent)),
      m_password(new PasswordEdit(parent)),
      m_keytab(new QLineEdit(parent)),
      m_thumbprint(new QLineEdit(parent))
{
    identify(m_login, "identityCombo", tr("Sign in as"));
    m_login->addItem(tr("A user with a password"), int(LoginKind::Password));
    m_login->addItem(tr("The current user (Kerberos ticket)"), int(LoginKind::CurrentUser));
    m_login->addItem(tr("A client certificate"), int(LoginKind::Certificate));
    m_login->addItem(tr("A keytab"), int(LoginKind::Keytab));
    form->addRow(fieldLabel(tr("Sign &in as"), {}, m_login), m_login);

    identify(m_user, "userEdit", tr("User"), tr("DOMAIN\\user, user@domain, .\\user or just user"));
    m_user->setPlaceholderText(tr("DOMAIN\\user or user"));
    form->addRow(fieldLabel(tr("Us&er"), u"Credential"_s, m_user), m_user);
    identify(m_password, "passwordEdit", tr("Password"),
             tr("Kept in memory until Rejoin ends; never written anywhere"));
    m_password->setPlaceholderText(tr("asked for when it is needed"));
    form->addRow(fieldLabel(tr("Pass&word"), {}, m_password), m_password);

    identify(m_thumbprint, "thumbprintEdit", tr("Certificate"),
             tr("The thumbprint of a certificate that Rejoin knows, with its key"));
    m_thumbprint->setPlaceholderText(tr("thumbprint"));
    auto *pick = new QPushButton(tr("C&hoose…"));
    identify(pick, "pickCertificateButton", tr("Choose a certificate"));
    m_thumbprintRow = withButton(m_thumbprint, pick);
    form->addRow(fieldLabel(tr("Certi&ficate"), u"CertificateThumbprint"_s, m_thumbprint), m_thumbprintRow);

    identify(m_keytab, "keytabEdit", tr("Keytab"), tr("A file with the Kerberos keys of the user"));
    m_keytab->setPlaceholderText(tr("path of the keytab"));
    auto *browse = new QPushButton(tr("&Browse…"));
    identify(browse, "browseKeytabButton", tr("Choose a keytab"));
    m_keytabRow = withButton(m_keytab, browse);
    form->addRow(fieldLabel(tr("&Keytab"), {}, m_keytab), m_keytabRow);

    identify(m_mechanism, "mechanismCombo", tr("Sign-in method"));
    form->addRow(fieldLabel(tr("&Sign-in method"), u"Authentication"_s, m_mechanism), m_mechanism);
    m_hint->setObjectName(u"mechanismHint"_s);
    form->addRow(QString(), m_hint);
    for (QWidget *field :
         {static_cast<QWidget *>(m_login), static_cast<QWidget *>(m_mechanism), static_cast<QWidget *>(m_hint)})
        widen(field);

    const auto changed = [this] {
        refill();
        Q_EMIT edited();
    };
    connect(m_login, &QComboBox::activated, this, [this, changed] {
        showRows();
        changed();
    });
    connect(m_mechanism, &QComboBox::activated, this, changed);
    for (QLineEdit *edit : {m_user, static_cast<QLineEdit *>(m_password), m_keytab, m_thumbprint})
        connect(edit, &QLineEdit::textChanged, this, changed);
    connect(pick, &QPushButton::clicked, this, [this] { Q_EMIT certificateWanted(m_thumbprint->text().trimmed()); });
    connect(browse, &QPushButton::clicked, this, [this, parent] {
        auto *dialog = new QFileDialog(parent, tr("Choose a keytab"));
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setFileMode(QFileDialog::ExistingFile);
        connect(dialog, &QFileDialog::fileSelected, m_keytab, &QLineEdit::setText);
        dialog->open();
    });
    showRows();
    refill();
}

LoginKind SignInFields::login() const
{
    return LoginKind(m_login->currentData().toInt());
}

transport::Mechanism SignInFields::mechanism() const
{
    return transport::Mechanism(m_mechanism->currentData().toInt());
}

void SignInFields::showRows()
{
    const LoginKind kind = login();
    m_form->setRowVisible(m_user, kind == LoginKind::Password || kind == LoginKind::Keytab);
    m_form->setRowVisible(m_password, kind == LoginKind::Password);
    m_form->setRowVisible(m_thumbprintRow, kind == LoginKind::Certificate);
    m_form->setRowVisible(m_keytabRow, kind == LoginKind::Keytab);
    m_user->setPlaceholderText(kind == LoginKind::Keytab ? tr("principal@REALM") : tr("DOMAIN\\user or user"));
}

void SignInFields::setSituation(const MechanismSituation &situation)
{
    m_situation = situation;
    refill();
}

void SignInFields::refill()
{
    m_situation.login = login();
    const QList<MechanismChoice> choices = mechanismChoices(m_situation);
    const QVariant chosen = m_mechanism->currentData();
    const QSignalBlocker quiet(m_mechanism);
    if (m_mechanism->count() != choices.size()) {
        m_mechanism->clear();
        for (const MechanismChoice &choice : choices)
            m_mechanism->addItem(choice.label, int(choice.mechanism));
    }
    auto *items = qobject_cast<QStandardItemModel *>(m_mechanism->model());
    int index = chosen.isValid() ? std::max(0, m_mechanism->findData(chosen)) : 0;
    // A certificate leaves one choice; what was chosen before cannot stay.
    if (!choices.at(index).impossible.isEmpty() && login() == LoginKind::Certificate)
        index = 0;
    for (int i = 0; i < choices.size(); ++i) {
        const MechanismChoice &choice = choices.at(i);
        m_mechanism->setItemData(i, choice.impossible.isEmpty() ? choice.hint : choice.impossible, Qt::ToolTipRole);
        m_mechanism->setItemText(i, choice.impossible.isEmpty() ? choice.label
                                                                : choice.label + u" – "_s + choice.impossible);
        items->item(i)->setEnabled(choice.impossible.isEmpty());
    }
    m_mechanism->setCurrentIndex(index);
    const MechanismChoice &current = choices.at(index);
    m_hint->setText(!current.impossible.isEmpty() ? current.impossible
                    : !current.caution.isEmpty()  ? current.caution
                                                  : current.hint);
}

void SignInFields::addTo(sessions::ConnectionOptions *options) const
{
    options->mechanism = mechanism();
    options->credential = {};
    options->certificateThumbprint.clear();
    const QString user = m_user->text().trimmed();
    switch (login()) {
    case LoginKind::CurrentUser:
        break;
    case LoginKind::Certificate:
        options->certificateThumbprint = m_thumbprint->text().trimmed();
        break;
    case LoginKind::Keytab:
        options->credential = base::Credential::fromKeytab(user, m_keytab->text().trimmed());
        break;
    case LoginKind::Password:
        options->credential = base::Credential(user, m_password->secret());
        break;
    }
}

void SignInFields::setValue(const sessions::ConnectionOptions &options)
{
    LoginKind kind = LoginKind::CurrentUser;
    if (!options.certificateThumbprint.isEmpty())
        kind = LoginKind::Certificate;
    else if (options.credential.kind == base::Credential::Kind::Keytab)
        kind = LoginKind::Keytab;
    else if (options.credential.kind == base::Credential::Kind::Password)
        kind = LoginKind::Password;
    m_login->setCurrentIndex(std::max(0, m_login->findData(int(kind))));
    m_user->setText(options.credential.userName);
    m_keytab->setText(options.credential.keytab);
    m_thumbprint->setText(options.certificateThumbprint);
    showRows();
    refill();
    if (const int index = m_mechanism->findData(int(options.mechanism)); index >= 0)
        m_mechanism->setCurrentIndex(index);
    refill();
}

void SignInFields::setCertificate(const QString &thumbprint, const QString &subject)
{
    m_thumbprint->setText(thumbprint);
    m_thumbprint->setToolTip(subject);
}

QString SignInFields::problem() const
{
    const QList<MechanismChoice> choices = mechanismChoices(m_situation);
    const MechanismChoice &current = choices.at(std::max(0, m_mechanism->currentIndex()));
    if (!current.impossible.isEmpty())
        return tr("%1: %2").arg(current.label, current.impossible);
    switch (login()) {
    case LoginKind::Certificate:
        if (!m_situation.useSsl)
            return tr("A client certificate signs in over SSL only.");
        return m_thumbprint->text().trimmed().isEmpty() ? tr("Choose the certificate to sign in with.") : QString();
    case LoginKind::Keytab:
        return m_user->text().trimmed().isEmpty() || m_keytab->text().trimmed().isEmpty()
                   ? tr("A keytab needs the principal and the file.")
                   : QString();
    case LoginKind::Password:
        if (m_user->text().trimmed().isEmpty() && !m_password->text().isEmpty())
            return tr("Enter the user that the password belongs to.");
        break;
    case LoginKind::CurrentUser:
        break;
    }
    const bool isPlain = mechanism() == transport::Mechanism::Basic || mechanism() == transport::Mechanism::Digest;
    if (isPlain && !m_situation.useSsl && !m_situation.allowUnencrypted)
        return tr("Without SSL the password would travel in the clear: use SSL or allow unencrypted.");
    return {};
}

} // namespace rejoin::ui
