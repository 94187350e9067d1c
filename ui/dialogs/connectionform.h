#pragma once

#include "core/sessions/connectionoptions.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QSpinBox;

namespace rejoin::ui {

/// The fields of a connection that the computer dialog and the connect dialog share: port, SSL, sign-in method,
/// user, password, URL path, configuration, checks. Edits a ConnectionOptions; names and URIs are the dialog's own.
class ConnectionForm : public QWidget
{
    Q_OBJECT

public:
    explicit ConnectionForm(QWidget *parent = nullptr);

    /// The fields put into base (what the form does not show stays).
    [[nodiscard]] sessions::ConnectionOptions value(sessions::ConnectionOptions base = {}) const;
    void setValue(const sessions::ConnectionOptions &options);
    /// By URI, port, SSL and path are the URI's own.
    void setByUri(bool byUri, bool uriUsesSsl = false);
    /// The first host named: decides what is impossible.
    void setHost(const QString &host);
    /// Empty when the values can be used; else one sentence.
    [[nodiscard]] QString problem() const;

Q_SIGNALS:
    void edited();

private:
    void refill();
    [[nodiscard]] bool usesSsl() const { return m_byUri ? m_uriUsesSsl : !m_ssl || isSslTicked(); }
    [[nodiscard]] bool isSslTicked() const;

    QFormLayout *m_form = nullptr;
    QSpinBox *m_port = nullptr;
    QCheckBox *m_ssl = nullptr;
    QComboBox *m_mechanism = nullptr;
    QLabel *m_mechanismHint = nullptr;
    QLineEdit *m_user = nullptr;
    QLineEdit *m_password = nullptr;
    QLineEdit *m_path = nullptr;
    QComboBox *m_configuration = nullptr;
    QCheckBox *m_skipCa = nullptr;
    QCheckBox *m_skipCn = nullptr;
    QCheckBox *m_unencrypted = nullptr;
    QString m_host;
    bool m_byUri = false;
    bool m_uriUsesSsl = false;
};

} // namespace rejoin::ui
