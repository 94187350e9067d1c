#pragma once

#include "ui/commandpreview.h"

#include <QDialog>

class QCheckBox;
class QDialogButtonBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QSpinBox;
class QTabWidget;

namespace rejoin::ui {

class Certificates;
class ConnectionForm;

/// *Connect to sessions…*: which sessions of which computers, also of such that are not in the list. Shows live the
/// PowerShell command that it amounts to. Take request() on accepted().
class ConnectDialog : public QDialog
{
    Q_OBJECT

public:
    explicit ConnectDialog(QWidget *parent = nullptr);

    /// Fills in what is known of the computer.
    /// What a client certificate is chosen from; without it only a thumbprint can be typed.
    void setCertificates(Certificates *certificates);
    void setTarget(const sessions::ConnectionOptions &options);
    [[nodiscard]] ConnectRequest request() const;

private:
    void check();
    [[nodiscard]] bool byUri() const;

    QTabWidget *m_by = nullptr;
    QPlainTextEdit *m_names = nullptr;
    QPlainTextEdit *m_uris = nullptr;
    QCheckBox *m_redirection = nullptr;
    ConnectionForm *m_form = nullptr;
    QLineEdit *m_sessions = nullptr;
    QSpinBox *m_throttle = nullptr;
    QPlainTextEdit *m_command = nullptr;
    QLabel *m_problem = nullptr;
    QDialogButtonBox *m_buttons = nullptr;
};

} // namespace rejoin::ui
