#pragma once

#include <QDateTime>
#include <QSslCertificate>
#include <QSslKey>
#include <QStringList>

#include <optional>

namespace rejoin::transport {

/// A certificate and its key. Without an issuer it signs itself.
struct CertificateAndKey
{
    QSslCertificate certificate;
    QSslKey key;
};

/// What goes into a certificate that is made here: for the lab and for tests, never for anything that lasts.
struct CertificateRequest
{
    CertificateRequest() = default;
    /// The first one is the subject's common name; all become subjectAltName entries, addresses as IP. An authority's
    /// name is any text.
    QStringList names;
    QDateTime notBefore = QDateTime::currentDateTimeUtc().addSecs(-3600);
    QDateTime notAfter = QDateTime::currentDateTimeUtc().addDays(30);
    /// May sign others.
    bool isAuthority = false;
    /// To log in with, instead of being a server's.
    bool forClient = false;
    /// RSA with 2048 bits instead of EC P-256: some clients of older Windows take nothing else.
    bool rsa = false;
};

/// Throws Error (InvalidArgument) without a usable name, Error (Local, "CertificateNotMade") when OpenSSL fails.
/// issuer: an authority made here; without one the certificate is self-signed.
[[nodiscard]] CertificateAndKey makeCertificate(const CertificateRequest &request,
                                                const std::optional<CertificateAndKey> &issuer = std::nullopt);

/// The common case: valid from an hour ago, for these days.
[[nodiscard]] CertificateAndKey makeSelfSignedCertificate(const QStringList &names, int validDays = 30);

} // namespace rejoin::transport
