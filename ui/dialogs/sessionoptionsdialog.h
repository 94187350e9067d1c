#pragma once

#include "core/sessions/connectionoptions.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QDialogButtonBox;
class QDoubleSpinBox;
class QFormLayout;
class QLineEdit;
class QSpinBox;

namespace rejoin::ui {

/// Every field of New-PSSessionOption, grouped, each with its default and unit. Take value() on accepted().
class SessionOptionsDialog : public QDialog
{
    Q_OBJECT

public:
    explicit SessionOptionsDialog(const sessions::SessionOptions &options, QWidget *parent = nullptr);
    /// The password of the proxy that was typed is wiped with the dialog.
    ~SessionOptionsDialog() override;

    [[nodiscard]] sessions::SessionOptions value() const;

private:
    [[nodiscard]] QWidget *makeTimes();
    [[nodiscard]] QWidget *makeChecks();
    [[nodiscard]] QWidget *makeProxy();
    [[nodiscard]] QWidget *makeRest();
    void show(const sessions::SessionOptions &options);
    void enableFields();

    QDoubleSpinBox *m_open = nullptr;
    QDoubleSpinBox *m_operation = nullptr;
    QDoubleSpinBox *m_cancel = nullptr;
    QDoubleSpinBox *m_idle = nullptr;
    QSpinBox *m_retries = nullptr;
    QCheckBox *m_skipCa = nullptr;
    QCheckBox *m_skipCn = nullptr;
    QCheckBox *m_skipRevocation = nullptr;
    QCheckBox *m_noEncryption = nullptr;
    QCheckBox *m_portInSpn = nullptr;
    QComboBox *m_proxyAccess = nullptr;
    QComboBox *m_proxyMechanism = nullptr;
    QLineEdit *m_proxyUser = nullptr;
    QLineEdit *m_proxyPassword = nullptr;
    QLineEdit *m_culture = nullptr;
    QLineEdit *m_uiCulture = nullptr;
    QSpinBox *m_redirections = nullptr;
    QDoubleSpinBox *m_dataSize = nullptr;
    QDoubleSpinBox *m_objectSize = nullptr;
    QComboBox *m_buffering = nullptr;
    QCheckBox *m_noCompression = nullptr;
    QCheckBox *m_newestProtocol = nullptr;
    QCheckBox *m_noProfile = nullptr;
    QCheckBox *m_utf16 = nullptr;
    QDialogButtonBox *m_buttons = nullptr;
    sessions::SessionOptions m_given;
};

} // namespace rejoin::ui
