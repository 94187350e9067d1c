#include "ui/dialogs/vaultentrydialog.h"

#include "ui/dialogs/labels.h"
#include "ui/widgets/passwordedit.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace rejoin::ui {

using namespace Qt::StringLiterals;
using vault::Entry;
using vault::Scope;

VaultEntryDialog::VaultEntryDialog(const QStringList &computers, const QStringList &groups, QWidget *parent)
    : QDialog(parent),
      m_computers(computers),
      m_groups(groups),
      m_form(new QFormLayout),
      m_scope(new QComboBox),
      m_value(new QComboBox),
      m_kind(new QComboBox),
      m_user(new QLineEdit),
      m_password(new PasswordEdit),
      m_keytab(new QLineEdit),
      m_thumbprint(new QLineEdit),
      m_buttons(new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel))
{
    setObjectName(u"vaultEntryDialog"_s);
    setWindowTitle(tr("Stored login"));
    setAttribute(Qt::WA_DeleteOnClose);
    identify(m_scope, "scopeCombo", tr("Used for"));
    m_scope->addItem(tr("One computer"), int(Scope::Kind::Computer));
    m_scope->addItem(tr("A group"), int(Scope::Kind::Group));
    m_scope->addItem(tr("Computers by name"), int(Scope::Kind::Pattern));
    m_scope->addItem(tr("All others (the default)"), int(Scope::Kind::Default));
    identify(m_value, "scopeValueCombo", tr("Name"), tr("A computer, a group, or a pattern such as *.corp.example"));
    m_value->setEditable(true);
    identify(m_kind, "kindCombo", tr("Kind"));
    m_kind->addItem(tr("User and password"), int(Entry::Kind::Password));
    m_kind->addItem(tr("The current user (Kerberos ticket)"), int(Entry::Kind::CurrentUser));
    m_kind->addItem(tr("A keytab"), int(Entry::Kind::Keytab));
    m_kind->addItem(tr("A client certificate"), int(Entry::Kind::Certificate));
    identify(m_user, "userEdit", tr("User"));
    m_user->setPlaceholderText(tr("DOMAIN\\user or user"));
    identify(m_password, "passwordEdit", tr("Password"));
    identify(m_keytab, "keytabEdit", tr("Keytab"));
    m_keytab->setPlaceholderText(tr("path of the keytab"));
    identify(m_thumbprint, "thumbprintEdit", tr("Certificate"));
    m_thumbprint->setPlaceholderText(tr("thumbprint"));

    m_form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    m_form->addRow(fieldLabel(tr("Used &for"), {}, m_scope), m_scope);
    m_form->addRow(fieldLabel(tr("&Name"), {}, m_value), m_value);
    m_form->addRow(fieldLabel(tr("&Kind"), {}, m_kind), m_kind);
    m_form->addRow(fieldLabel(tr("&User"), {}, m_user), m_user);
    m_form->addRow(fieldLabel(tr("Pass&word"), {}, m_password), m_password);
    m_form->addRow(fieldLabel(tr("Ke&ytab"), {}, m_keytab), m_keytab);
    m_form->addRow(fieldLabel(tr("&Certificate"), {}, m_thumbprint), m_thumbprint);
    auto *column = new QVBoxLayout(this);
    column->addLayout(m_form);
    column->addStretch();
    column->addWidget(m_buttons);
    resize(440, sizeHint().height());
    connect(m_scope, &QComboBox::currentIndexChanged, this, &VaultEntryDialog::showRows);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &VaultEntryDialog::showRows);
    connect(m_value, &QComboBox::editTextChanged, this, &VaultEntryDialog::check);
    for (QLineEdit *edit : {m_user, static_cast<QLineEdit *>(m_password), m_keytab, m_thumbprint})
        connect(edit, &QLineEdit::textChanged, this, &VaultEntryDialog::check);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    showRows();
}

VaultEntryDialog::~VaultEntryDialog() = default;

void VaultEntryDialog::showRows()
{
    const auto scope = Scope::Kind(m_scope->currentData().toInt());
    const auto kind = Entry::Kind(m_kind->currentData().toInt());
    const QString typed = m_value->currentText();
    m_value->clear();
    if (scope == Scope::Kind::Computer)
        m_value->addItems(m_computers);
    else if (scope == Scope::Kind::Group)
        m_value->addItems(m_groups);
    m_value->setEditText(typed);
    m_form->setRowVisible(m_value, scope != Scope::Kind::Default);
    m_form->setRowVisible(m_user, kind == Entry::Kind::Password || kind == Entry::Kind::Keytab);
    m_form->setRowVisible(m_password, kind == Entry::Kind::Password || kind == Entry::Kind::Certificate);
    m_form->setRowVisible(m_keytab, kind == Entry::Kind::Keytab);
    m_form->setRowVisible(m_thumbprint, kind == Entry::Kind::Certificate);
    check();
}

void VaultEntryDialog::check()
{
    const Entry value = entry();
    bool isWhole = value.scope.kind == Scope::Kind::Default || !value.scope.value.isEmpty();
    switch (value.kind) {
    case Entry::Kind::Password:
        isWhole = isWhole && !value.userName.isEmpty() && !m_password->text().isEmpty();
        break;
    case Entry::Kind::Keytab:
        isWhole = isWhole && !value.userName.isEmpty() && !value.keytab.isEmpty();
        break;
    case Entry::Kind::Certificate:
        isWhole = isWhole && !value.thumbprint.isEmpty();
        break;
    case Entry::Kind::CurrentUser:
        break;
    }
    m_buttons->button(QDialogButtonBox::Save)->setEnabled(isWhole);
}

void VaultEntryDialog::setEntry(const Entry &entry)
{
    m_given = entry;
    m_scope->setCurrentIndex(m_scope->findData(int(entry.scope.kind)));
    m_kind->setCurrentIndex(m_kind->findData(int(entry.kind)));
    m_value->setEditText(entry.scope.value);
    m_user->setText(entry.userName);
    m_keytab->setText(entry.keytab);
    m_thumbprint->setText(entry.thumbprint);
    m_password->setPlaceholderText(tr("the new password"));
    // The identity stays; another one is added beside it.
    for (QWidget *fixed : {static_cast<QWidget *>(m_scope), static_cast<QWidget *>(m_value),
                           static_cast<QWidget *>(m_kind), static_cast<QWidget *>(m_user)})
        fixed->setEnabled(false);
    m_password->setFocus();
    check();
}

Entry VaultEntryDialog::entry() const
{
    Entry entry = m_given;
    entry.scope = Scope(Scope::Kind(m_scope->currentData().toInt()), m_value->currentText().trimmed());
    if (entry.scope.kind == Scope::Kind::Default)
        entry.scope.value.clear();
    entry.kind = Entry::Kind(m_kind->currentData().toInt());
    const bool hasUser = entry.kind == Entry::Kind::Password || entry.kind == Entry::Kind::Keytab;
    entry.userName = hasUser ? m_user->text().trimmed() : QString();
    entry.keytab = entry.kind == Entry::Kind::Keytab ? m_keytab->text().trimmed() : QString();
    entry.thumbprint = entry.kind == Entry::Kind::Certificate ? m_thumbprint->text().trimmed() : QString();
    return entry;
}

base::SecretString VaultEntryDialog::secret() const
{
    return m_password->secret();
}

} // namespace rejoin::ui
