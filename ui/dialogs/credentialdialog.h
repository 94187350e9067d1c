#pragma once

#include "core/base/credential.h"
#include "core/vault/entry.h"

#include <QDialog>
#include <QUuid>

class QCheckBox;
class QComboBox;
class QDialogButtonBox;
class QLineEdit;

namespace rejoin::ui {

class PasswordEdit;

/// Computers that want the same login.
struct CredentialNeed
{
    QString userName;
    QStringList computerNames;
    QList<QUuid> computers;
    QString reason;     ///< why it is asked (again); may be empty
    QString group = {}; ///< the one that all of these are in; may be empty
};

/// Where passwords go, for the dialog's words.
struct RememberOffer
{
    RememberOffer() = default;
    bool isPossible = false; ///< there is a keychain
    QString words;           ///< "Passwords are kept in …"
};

/// Asks once for everything that is missing: a user and a password for each kind of login that is needed. Take
/// answers() on accepted().
class CredentialDialog : public QDialog
{
    Q_OBJECT

public:
    explicit CredentialDialog(const QList<CredentialNeed> &needs, QWidget *parent = nullptr,
                              const RememberOffer &offer = {});
    /// The passwords that were typed are wiped with the dialog.
    ~CredentialDialog() override;

    /// One for each need, in order; what was left empty is a current-user credential and means: not now.
    [[nodiscard]] QList<base::Credential> answers() const;

    /// Whether the answer of this need should be remembered, and for what; empty: it should not.
    [[nodiscard]] QList<vault::Scope> rememberFor(qsizetype need) const;

private:
    void check();

    QList<CredentialNeed> m_needs;
    QList<QCheckBox *> m_remember;
    QList<QComboBox *> m_scopes;

    QList<QLineEdit *> m_users;
    QList<PasswordEdit *> m_passwords;
    QDialogButtonBox *m_buttons = nullptr;
};

} // namespace rejoin::ui
