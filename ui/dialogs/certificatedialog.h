#pragma once

#include <QDialog>
#include <QSslCertificate>

namespace rejoin::ui {

/// Shows a certificate that is not trusted and asks whether exactly this one is to be trusted for this computer. Where
/// another one was trusted before, both stand side by side. Never the default. Connect to accepted().
class CertificateDialog : public QDialog
{
    Q_OBJECT

public:
    struct Subject
    {
        Subject() = default;
        QString computer;
        QList<QSslCertificate> chain; ///< the computer's own first
        QString failure;              ///< what exactly fails, a sentence
        QByteArray pinnedSha256;      ///< what is trusted now; empty: nothing
    };
    explicit CertificateDialog(const Subject &subject, QWidget *parent = nullptr);

    /// SHA-256 of the certificate that was shown.
    [[nodiscard]] QByteArray fingerprint() const { return m_fingerprint; }

private:
    QByteArray m_fingerprint;
};

} // namespace rejoin::ui
