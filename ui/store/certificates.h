#pragma once

#include "core/transport/clientcertificates.h"

namespace rejoin::ui {

/// The client certificates that sessions can be opened with: the files in the profile's folder "certificates", and
/// those that were opened by hand in this run. Passphrases are used and not kept.
class Certificates
{
public:
    /// directory need not exist.
    explicit Certificates(QString directory);

    /// Reads the folder anew; what was opened by hand stays.
    void reload();
    /// Throws Error (Local) as ClientCertificates::addFile.
    void open(const QString &path, const base::SecretString &passphrase);
    [[nodiscard]] QString directory() const { return m_directory; }
    [[nodiscard]] QList<transport::StoredCertificate> all() const;
    /// Files of the folder that could not be read: most want a passphrase.
    [[nodiscard]] QList<base::Error> problems() const { return m_folder.problems(); }
    /// A null certificate when there is none.
    [[nodiscard]] transport::ClientCertificate find(const QString &thumbprint) const;

private:
    QString m_directory;
    transport::ClientCertificates m_folder;
    QList<transport::StoredCertificate> m_opened;
};

} // namespace rejoin::ui
