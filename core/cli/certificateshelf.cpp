#include "core/cli/certificateshelf.h"

#include "core/base/logging.h"

#include <QDir>
#include <QStandardPaths>

namespace rejoin::cli {

using namespace Qt::StringLiterals;
using base::Error;

CertificateShelf::CertificateShelf(const QString &profile, QStringList files) : m_files(std::move(files))
{
    const QString place =
        profile.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation) : profile;
    m_directory = QDir(place).filePath(u"certificates"_s);
}

void CertificateShelf::read()
{
    if (std::exchange(m_read, true))
        return;
    const QDir directory(m_directory);
    QStringList all = m_files;
    const QStringList patterns{u"*.pem"_s, u"*.crt"_s, u"*.cer"_s, u"*.pfx"_s, u"*.p12"_s};
    for (const QString &name : directory.entryList(patterns, QDir::Files | QDir::Readable, QDir::Name))
        all << directory.filePath(name);
    for (const QString &file : std::as_const(all)) {
        std::optional<Error> problem;
        try {
            m_certificates.addFile(file);
        } catch (const Error &error) {
            problem = error;
        }
        if (!problem)
            continue;
        if (problem->id == "CertificatePassphraseWrong"_L1) {
            m_locked << file;
            m_reasons.insert(file, *problem);
            continue;
        }
        // A file that was named must be good; what else lies in the directory does not matter.
        if (m_files.contains(file)) {
            m_read = false;
            throw *problem;
        }
        qCInfo(lcTransport) << "a certificate file is left out:" << problem->id;
    }
}

bool CertificateShelf::contains(const QString &thumbprint) const
{
    try {
        (void)m_certificates.find(thumbprint);
        return true;
    } catch (const Error &error) {
        if (error.category == base::ErrorCategory::InvalidArgument)
            throw;
        return false;
    }
}

QStringList CertificateShelf::lockedFor(const QString &thumbprint)
{
    read();
    return contains(thumbprint) ? QStringList() : m_locked;
}

void CertificateShelf::unlock(const QString &file, const base::SecretString &passphrase)
{
    m_certificates.addFile(file, passphrase);
    m_locked.removeAll(file);
    m_reasons.remove(file);
}

transport::StoredCertificate CertificateShelf::find(const QString &thumbprint) const
{
    if (!m_locked.isEmpty() && !contains(thumbprint))
        throw m_reasons.value(m_locked.last());
    return m_certificates.find(thumbprint);
}

} // namespace rejoin::cli
