#pragma once

#include "core/sessions/connectionoptions.h"
#include "ui/dialogs/mechanisms.h"

#include <QObject>

class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace rejoin::ui {

class PasswordEdit;

/// The rows of a form that say who signs in and how: current user, user and password, client certificate or keytab,
/// and the sign-in method with its one-line explanation. Impossible choices are disabled with the reason.
class SignInFields : public QObject
{
    Q_OBJECT

public:
    /// Adds its rows to the form, which is in parent.
    SignInFields(QFormLayout *form, QWidget *parent);

    void addTo(sessions::ConnectionOptions *options) const;
    void setValue(const sessions::ConnectionOptions &options);
    /// What else decides: SSL, address, permissions; login is its own.
    void setSituation(const MechanismSituation &situation);
    /// Empty when the values can be used; else one sentence.
    [[nodiscard]] QString problem() const;
    [[nodiscard]] LoginKind login() const;
    [[nodiscard]] transport::Mechanism mechanism() const;

Q_SIGNALS:
    void edited();
    /// Choose… was pressed: setCertificate() with what was picked.
    void certificateWanted(const QString &present);

public Q_SLOTS:
    /// Thumbprint, and whom it names.
    void setCertificate(const QString &thumbprint, const QString &subject);

private:
    void refill();
    void showRows();

    QFormLayout *m_form;
    QComboBox *m_login = nullptr;
    QComboBox *m_mechanism = nullptr;
    QLabel *m_hint = nullptr;
    QLineEdit *m_user = nullptr;
    PasswordEdit *m_password = nullptr;
    QLineEdit *m_keytab = nullptr;
    QWidget *m_keytabRow = nullptr;
    QLineEdit *m_thumbprint = nullptr;
    QWidget *m_thumbprintRow = nullptr;
    MechanismSituation m_situation;
};

} // namespace rejoin::ui
