#pragma once

#include "core/base/error.h"
#include "core/base/secretstring.h"
#include "core/base/text.h"
#include "core/transport/transport.h"

#include <QString>
#include <QStringList>

#include <optional>

// Certificates to log in with, as people have them: files of PEM and PKCS#12, directories of them. Reading files
// blocks: large directories belong into a thread pool.
namespace rejoin::transport {

/// A certificate with its key, and where it comes from.
struct StoredCertificate
{
    StoredCertificate() = default;
    ClientCertificate certificate;
    QString source; ///< a file's path, or "the platform's store"
    /// It works no more or not yet, or is not meant for this; a server may say no. Empty: nothing to say.
    base::Text warning;
    [[nodiscard]] QString thumbprint() const; ///< SHA-1, upper-case hex, as -CertificateThumbprint has it
    [[nodiscard]] QString subject() const;
};

/// Upper-case hex without spaces, colons and the invisible marks that copying from Windows' dialog brings along; empty
/// when it is no SHA-1 or SHA-256 thumbprint.
[[nodiscard]] QString normalizedThumbprint(const QString &text);

/// What data holds: PEM (certificates and a key, encrypted or not) or PKCS#12 (also as older Windows exports it, with
/// RC2 and 3DES). keyData: PEM of the key when it has a file of its own. source is for the sentences. Throws Error
/// (Local): "CertificatePassphraseWrong" (also when one is needed and none is given), "CertificateWithoutKey",
/// "CertificateNotReadable".
[[nodiscard]] StoredCertificate readClientCertificate(const QByteArray &data, const base::SecretString &passphrase,
                                                      const QString &source, const QByteArray &keyData = {});

/// The certificates that are at hand.
class ClientCertificates
{
public:
    /// The key of a PEM file may be in a file beside it that ends in ".key". Throws Error as above, and "FileNotFound".
    void addFile(const QString &path, const base::SecretString &passphrase = {});
    /// Every *.pem, *.crt, *.cer, *.pfx and *.p12 in it, not below. What cannot be read is left out and told in
    /// problems(). Throws Error (Local, "FileNotFound") when there is no such directory.
    void addDirectory(const QString &path, const base::SecretString &passphrase = {});
    void add(StoredCertificate certificate);
    /// Adds what the platform's own store holds with a key that Qt can use, and says how many: none, wherever Qt gives
    /// no access to keys, which is everywhere so far. The place for CryptoAPI on Windows.
    int addPlatformStore();

    [[nodiscard]] const QList<StoredCertificate> &all() const { return m_all; }
    [[nodiscard]] const QList<base::Error> &problems() const { return m_problems; }
    /// By SHA-1 or SHA-256. Throws Error: InvalidArgument ("InvalidThumbprint"), Local ("CertificateNotFound").
    [[nodiscard]] const StoredCertificate &find(const QString &thumbprint) const;

private:
    QList<StoredCertificate> m_all;
    QList<base::Error> m_problems;
};

} // namespace rejoin::transport
