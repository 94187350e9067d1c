#pragma once

#include "core/base/credential.h"

#include <QDialog>
#include <QUuid>

class QDialogButtonBox;
class QLineEdit;

namespace rejoin::ui {

/// Computers that want the same login.
struct CredentialNeed
{
    QString userName;
    QStringList computerNames;
    QList<QUuid> computers;
    QString reason; ///< why it is asked (again); may be empty
};

/// Asks once for everything that is missing: a user and a password for each kind of login that is needed. Take
/// answers() on accepted().
class CredentialDialog : public QDialog
{
    Q_OBJECT

public:
    explicit CredentialDialog(const QList<CredentialNeed> &needs, QWidget *parent = nullptr);
    /// The passwords that were typed are wiped with the dialog.
    ~CredentialDialog() override;

    /// One for each need, in order; what was left empty is a current-user credential and means: not now.
    [[nodiscard]] QList<base::Credential> answers() const;

private:
    void check();

    QList<QLineEdit *> m_users;
    QList<QLineEdit *> m_passwords;
    QDialogButtonBox *m_buttons = nullptr;
};

} // namespace rejoin::ui
