#pragma once

#include <QDialog>

class QDialogButtonBox;
class QLabel;
class QLineEdit;
class QTreeWidget;
class QWidget;

namespace rejoin::ui {

class Certificates;

/// Chooses the certificate to sign in with from those that are at hand; more can be opened from a file, with its
/// passphrase. Take thumbprint() on accepted().
class CertificatePicker : public QDialog
{
    Q_OBJECT

public:
    /// certificates must outlive it.
    CertificatePicker(Certificates *certificates, const QString &present, QWidget *parent = nullptr);
    /// The passphrase that was typed is wiped with the dialog.
    ~CertificatePicker() override;

    [[nodiscard]] QString thumbprint() const;
    [[nodiscard]] QString subject() const;
    /// As Open file… does; asks for the passphrase when one is wanted.
    void openFile(const QString &path);

private:
    void refill(const QString &choose);
    void check();
    void tryOpening();

    Certificates *m_certificates;
    QTreeWidget *m_list = nullptr;
    QWidget *m_passphraseRow = nullptr;
    QLineEdit *m_passphrase = nullptr;
    QLabel *m_problem = nullptr;
    QDialogButtonBox *m_buttons = nullptr;
    QString m_path; ///< the file that waits for its passphrase
};

} // namespace rejoin::ui
