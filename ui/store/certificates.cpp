#include "ui/store/certificates.h"

#include <QDir>

#include <algorithm>

namespace rejoin::ui {

Certificates::Certificates(QString directory) : m_directory(std::move(directory))
{
    reload();
}

void Certificates::reload()
{
    m_folder = transport::ClientCertificates();
    if (!m_directory.isEmpty() && QDir(m_directory).exists())
        m_folder.addDirectory(m_directory);
    m_folder.addPlatformStore();
}

void Certificates::open(const QString &path, const base::SecretString &passphrase)
{
    transport::ClientCertificates one;
    one.addFile(path, passphrase);
    for (const transport::StoredCertificate &certificate : one.all()) {
        m_opened.removeIf([&](const auto &known) { return known.thumbprint() == certificate.thumbprint(); });
        m_opened.prepend(certificate);
    }
}

QList<transport::StoredCertificate> Certificates::all() const
{
    QList<transport::StoredCertificate> all = m_opened;
    for (const transport::StoredCertificate &certificate : m_folder.all()) {
        const bool isKnown = std::any_of(m_opened.begin(), m_opened.end(), [&](const auto &opened) {
            return opened.thumbprint() == certificate.thumbprint();
        });
        if (!isKnown)
            all += certificate;
    }
    return all;
}

transport::ClientCertificate Certificates::find(const QString &thumbprint) const
{
    const QString wanted = transport::normalizedThumbprint(thumbprint);
    for (const transport::StoredCertificate &certificate : all())
        if (!wanted.isEmpty() && certificate.thumbprint() == wanted)
            return certificate.certificate;
    return {};
}

} // namespace rejoin::ui
