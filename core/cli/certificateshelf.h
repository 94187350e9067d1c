#pragma once

#include "core/transport/clientcertificates.h"

#include <QHash>

namespace rejoin::cli {

/// The client certificates of a run: those of --certificate, then the files of the directory `certificates` in the
/// profile. Read when first asked for; files that want a passphrase wait for it.
class CertificateShelf
{
public:
    /// profile empty: the user's own place.
    CertificateShelf(const QString &profile, QStringList files);

    /// Files that may hold the certificate and want a passphrase; none when it has been read. Throws Error (Local) when
    /// a file of --certificate cannot be read.
    [[nodiscard]] QStringList lockedFor(const QString &thumbprint);
    /// Throws Error (Local, "CertificatePassphraseWrong").
    void unlock(const QString &file, const base::SecretString &passphrase);
    /// Throws Error: InvalidArgument ("InvalidThumbprint"), Local ("CertificateNotFound", or why the last locked file
    /// could not be read).
    [[nodiscard]] transport::StoredCertificate find(const QString &thumbprint) const;

private:
    void read();
    [[nodiscard]] bool contains(const QString &thumbprint) const;

    QString m_directory;
    QStringList m_files;
    bool m_read = false;
    transport::ClientCertificates m_certificates;
    QStringList m_locked;
    QHash<QString, base::Error> m_reasons; ///< of the locked ones
};

} // namespace rejoin::cli
