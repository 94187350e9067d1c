#pragma once

#include "core/sessions/connectionoptions.h"

#include <QWidget>

class QCheckBox;
class QLabel;
class QPushButton;
class QComboBox;
class QFormLayout;
class QLineEdit;
class QSpinBox;

namespace rejoin::ui {

class Certificates;
class SignInFields;
class TrustField;

/// The fields of a connection that the computer dialog and the connect dialog share: port, SSL, who signs in and how,
/// URL path, configuration, proxy, what is permitted, and the session options behind a button. Edits a
/// ConnectionOptions; names and URIs are the dialog's own.
class ConnectionForm : public QWidget
{
    Q_OBJECT

public:
    explicit ConnectionForm(QWidget *parent = nullptr);

    /// Rows of the dialog's own, in line with these: before the first one, after those put there already; or at the
    /// end.
    void addRowBefore(QLabel *label, QWidget *field);
    void addRowAfter(QLabel *label, QWidget *field);
    /// The fields put into base (what the form does not show stays).
    [[nodiscard]] sessions::ConnectionOptions value(sessions::ConnectionOptions base = {}) const;
    void setValue(const sessions::ConnectionOptions &options);
    /// By URI, port, SSL and path are the URI's own.
    void setByUri(bool byUri, bool uriUsesSsl = false);
    /// The first host named: decides what is impossible.
    void setHost(const QString &host);
    /// Empty when the values can be used; else one sentence.
    [[nodiscard]] QString problem() const;
    /// What a client certificate is chosen from; must outlive the form.
    void setCertificates(Certificates *certificates) { m_certificates = certificates; }

Q_SIGNALS:
    void edited();

private:
    void refill();
    void pickCertificate(const QString &present);
    void editSessionOptions();
    void showSessionOptions();
    [[nodiscard]] QWidget *makePermissions();
    [[nodiscard]] QWidget *makeSessionOptions();
    [[nodiscard]] bool usesSsl() const { return m_byUri ? m_uriUsesSsl : !m_ssl || isSslTicked(); }
    [[nodiscard]] bool isSslTicked() const;

    QFormLayout *m_form = nullptr;
    int m_rowsBefore = 0;
    QSpinBox *m_port = nullptr;
    QCheckBox *m_ssl = nullptr;
    SignInFields *m_signIn = nullptr;
    QLineEdit *m_path = nullptr;
    QComboBox *m_configuration = nullptr;
    QLineEdit *m_proxy = nullptr;
    TrustField *m_trust = nullptr;
    QCheckBox *m_unencrypted = nullptr;
    QCheckBox *m_ntlm = nullptr;
    QPushButton *m_editOptions = nullptr;
    QLabel *m_optionsSummary = nullptr;
    sessions::SessionOptions m_session;
    Certificates *m_certificates = nullptr;
    QString m_host;
    bool m_byUri = false;
    bool m_uriUsesSsl = false;
};

} // namespace rejoin::ui
