#include "core/transport/clientcertificates.h"

#include "core/base/error.h"
#include "core/transport/certificatefile.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace rejoin::transport {

using base::Error;
using base::ErrorCategory;
using base::SecretString;
using base::Text;
using certificatefile::Contents;
using certificatefile::Outcome;

namespace {

constexpr qint64 maximumFile = 1 << 20;
constexpr qsizetype sha1Digits = 40;
constexpr qsizetype sha256Digits = 64;

Error localError(const char *id, Text message, Text advice, const QString &detail = {})
{
    Error error(ErrorCategory::Local, QString::fromLatin1(id), std::move(message), std::move(advice));
    error.detail = detail;
    return error;
}

[[noreturn]] void throwFor(Outcome outcome, const QString &source, bool passphraseGiven)
{
    if (outcome == Outcome::WrongPassphrase && passphraseGiven)
        throw localError("CertificatePassphraseWrong",
                         Text(QT_TRANSLATE_NOOP("core", "The passphrase does not open %1."), {source}),
                         Text(QT_TRANSLATE_NOOP("core", "Give the one that the file was exported with.")));
    if (outcome == Outcome::WrongPassphrase)
        throw localError("CertificatePassphraseWrong",
                         Text(QT_TRANSLATE_NOOP("core", "The key in %1 is protected by a passphrase."), {source}),
                         Text(QT_TRANSLATE_NOOP("core", "Give the one that the file was exported with.")));
    if (outcome == Outcome::OldCiphers)
        throw localError("CertificateNotReadable",
                         Text(QT_TRANSLATE_NOOP("core", "%1 is encrypted in a way that OpenSSL on this computer does "
                                                        "not open."),
                              {source}),
                         Text(QT_TRANSLATE_NOOP("core", "Install OpenSSL's legacy provider, or export the file again "
                                                        "with AES-256.")));
    throw localError("CertificateNotReadable",
                     Text(QT_TRANSLATE_NOOP("core", "%1 holds no certificate that can be read."), {source}),
                     Text(QT_TRANSLATE_NOOP("core", "Use a PEM file with certificate and key, or a PKCS#12 file (.pfx, "
                                                    ".p12).")));
}

Text warningFor(const QSslCertificate &leaf)
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const auto text = [](const QDateTime &date) { return date.toUTC().toString(Qt::ISODate); };
    if (leaf.expiryDate() < now)
        return Text(QT_TRANSLATE_NOOP("core", "The client certificate %1 expired on %2; most servers refuse it."),
                    {leaf.subjectDisplayName(), text(leaf.expiryDate())});
    if (leaf.effectiveDate() > now)
        return Text(QT_TRANSLATE_NOOP("core", "The client certificate %1 is not valid before %2; most servers refuse "
                                              "it."),
                    {leaf.subjectDisplayName(), text(leaf.effectiveDate())});
    return {};
}

QSslKey qtKey(EVP_PKEY *key)
{
    QByteArray pem = certificatefile::keyPem(key);
    const int type = EVP_PKEY_get_base_id(key);
    QSslKey made(pem, type == EVP_PKEY_EC ? QSsl::Ec : QSsl::Rsa);
    base::wipe(pem.data(), static_cast<std::size_t>(pem.size()));
    return made;
}

/// The one that the key belongs to first, the others in their order.
ClientCertificate assemble(const Contents &contents)
{
    ClientCertificate made;
    const auto &all = contents.certificates;
    const auto leaf = std::find_if(all.begin(), all.end(), [&](const certificatefile::CertificatePtr &certificate) {
        return X509_check_private_key(certificate.get(), contents.key.get()) == 1;
    });
    if (leaf == all.end())
        return made;
    made.chain.append(QSslCertificate(certificatefile::certificateDer(leaf->get()), QSsl::Der));
    for (const auto &certificate : all)
        if (certificate != *leaf)
            made.chain.append(QSslCertificate(certificatefile::certificateDer(certificate.get()), QSsl::Der));
    made.key = qtKey(contents.key.get());
    return made;
}

QByteArray contentsOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        throw localError(
            "FileNotFound", Text(QT_TRANSLATE_NOOP("core", "The certificate file %1 cannot be opened."), {path}),
            Text(QT_TRANSLATE_NOOP("core", "Check the path and that you may read it.")), file.errorString());
    return file.read(maximumFile);
}

StoredCertificate readFile(const QString &path, const SecretString &passphrase)
{
    QByteArray data = contentsOf(path);
    QByteArray key;
    if (data.contains("-----BEGIN") && !data.contains("PRIVATE KEY-----")) {
        const QFileInfo info(path);
        const QString beside = info.dir().filePath(info.completeBaseName() + QStringLiteral(".key"));
        if (QFile::exists(beside))
            key = contentsOf(beside);
    }
    StoredCertificate read = readClientCertificate(data, passphrase, path, key);
    base::wipe(data.data(), static_cast<std::size_t>(data.size()));
    base::wipe(key.data(), static_cast<std::size_t>(key.size()));
    return read;
}

} // namespace

QString StoredCertificate::thumbprint() const
{
    return certificate.chain.isEmpty()
               ? QString()
               : QString::fromLatin1(certificate.chain.first().digest(QCryptographicHash::Sha1).toHex().toUpper());
}

QString StoredCertificate::subject() const
{
    return certificate.chain.isEmpty() ? QString() : certificate.chain.first().subjectDisplayName();
}

QString normalizedThumbprint(const QString &text)
{
    QString digits;
    for (const QChar c : text) {
        if (c.isSpace() || c == u':' || c == u'-' || c.category() == QChar::Other_Format)
            continue;
        const QChar upper = c.toUpper();
        if (!((upper >= u'0' && upper <= u'9') || (upper >= u'A' && upper <= u'F')))
            return {};
        digits.append(upper);
    }
    return digits.size() == sha1Digits || digits.size() == sha256Digits ? digits : QString();
}

StoredCertificate readClientCertificate(const QByteArray &data, const SecretString &passphrase, const QString &source,
                                        const QByteArray &keyData)
{
    const bool pem = data.contains("-----BEGIN");
    const Contents contents =
        pem ? certificatefile::readPem(data, keyData.isEmpty() ? data : keyData, passphrase.utf8())
            : certificatefile::readPkcs12(data, passphrase.utf8());
    if (contents.outcome != Outcome::Good)
        throwFor(contents.outcome, source, !passphrase.isEmpty());
    StoredCertificate read;
    read.source = source;
    if (contents.key)
        read.certificate = assemble(contents);
    if (read.certificate.isNull())
        throw localError(
            "CertificateWithoutKey",
            Text(QT_TRANSLATE_NOOP("core", "%1 has no private key that belongs to a certificate in it."), {source}),
            Text(QT_TRANSLATE_NOOP("core", "Export the certificate together with its private key.")));
    read.warning = warningFor(read.certificate.chain.first());
    return read;
}

void ClientCertificates::addFile(const QString &path, const SecretString &passphrase)
{
    add(readFile(path, passphrase));
}

void ClientCertificates::addDirectory(const QString &path, const SecretString &passphrase)
{
    const QDir directory(path);
    if (!directory.exists())
        throw localError("FileNotFound",
                         Text(QT_TRANSLATE_NOOP("core", "There is no directory %1 with certificates."), {path}),
                         Text(QT_TRANSLATE_NOOP("core", "Check the path and that you may read it.")));
    const QStringList patterns{QStringLiteral("*.pem"), QStringLiteral("*.crt"), QStringLiteral("*.cer"),
                               QStringLiteral("*.pfx"), QStringLiteral("*.p12")};
    for (const QString &name : directory.entryList(patterns, QDir::Files | QDir::Readable, QDir::Name)) {
        try {
            add(readFile(directory.filePath(name), passphrase));
        } catch (const Error &error) {
            m_problems.append(error);
        }
    }
}

void ClientCertificates::add(StoredCertificate certificate)
{
    const QString thumbprint = certificate.thumbprint();
    const bool known = std::any_of(m_all.cbegin(), m_all.cend(),
                                   [&](const StoredCertificate &other) { return other.thumbprint() == thumbprint; });
    if (!known)
        m_all.append(std::move(certificate));
}

int ClientCertificates::addPlatformStore()
{
    return 0;
}

const StoredCertificate &ClientCertificates::find(const QString &thumbprint) const
{
    const QString wanted = normalizedThumbprint(thumbprint);
    if (wanted.isEmpty())
        throw Error(ErrorCategory::InvalidArgument, QStringLiteral("InvalidThumbprint"),
                    Text(QT_TRANSLATE_NOOP("core", "%1 is no thumbprint of a certificate."), {thumbprint}),
                    Text(QT_TRANSLATE_NOOP("core", "A thumbprint has 40 hexadecimal digits (SHA-1) or 64 (SHA-256).")));
    const auto algorithm = wanted.size() == sha1Digits ? QCryptographicHash::Sha1 : QCryptographicHash::Sha256;
    const QByteArray digest = QByteArray::fromHex(wanted.toLatin1());
    const auto found = std::find_if(m_all.cbegin(), m_all.cend(), [&](const StoredCertificate &stored) {
        return stored.certificate.chain.first().digest(algorithm) == digest;
    });
    if (found != m_all.cend())
        return *found;
    Error error = localError(
        "CertificateNotFound",
        Text(QT_TRANSLATE_NOOP("core", "There is no client certificate with the thumbprint %1."), {wanted}),
        Text(QT_TRANSLATE_NOOP("core", "Add the PEM or PKCS#12 file with that certificate and its key; a file that "
                                       "could not be read is named in the details.")));
    QStringList lines;
    for (const StoredCertificate &stored : m_all)
        lines += QStringLiteral("%1 %2 (%3)").arg(stored.thumbprint(), stored.subject(), stored.source);
    for (const Error &problem : m_problems)
        lines += problem.english();
    error.detail = lines.join(u'\n');
    throw error;
}

} // namespace rejoin::transport
