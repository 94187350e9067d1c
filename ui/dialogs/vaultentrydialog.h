#pragma once

#include "core/base/secretstring.h"
#include "core/vault/entry.h"

#include <QDialog>

class QComboBox;
class QDialogButtonBox;
class QFormLayout;
class QLineEdit;

namespace rejoin::ui {

class PasswordEdit;

/// One identity of the vault: whom it is for, and who logs in. Take entry() and secret() on accepted().
class VaultEntryDialog : public QDialog
{
    Q_OBJECT

public:
    /// Names that are offered for computers and groups.
    VaultEntryDialog(const QStringList &computers, const QStringList &groups, QWidget *parent = nullptr);
    ~VaultEntryDialog() override;

    /// Changes this one: its secret has to be entered anew.
    void setEntry(const vault::Entry &entry);
    [[nodiscard]] vault::Entry entry() const;
    [[nodiscard]] base::SecretString secret() const;

private:
    void showRows();
    void check();

    QStringList m_computers;
    QStringList m_groups;
    vault::Entry m_given;
    QFormLayout *m_form;
    QComboBox *m_scope;
    QComboBox *m_value;
    QComboBox *m_kind;
    QLineEdit *m_user;
    PasswordEdit *m_password;
    QLineEdit *m_keytab;
    QLineEdit *m_thumbprint;
    QDialogButtonBox *m_buttons;
};

} // namespace rejoin::ui
