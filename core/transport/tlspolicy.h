#pragma once

#include "core/base/error.h"
#include "core/transport/transport.h"

#include <QSslConfiguration>
#include <QSslError>

#include <optional>

namespace rejoin::transport {

/// TLS 1.2 at least, all checks on, the system's and the policy's authorities.
[[nodiscard]] QSslConfiguration clientTlsConfiguration(const TlsPolicy &policy);

/// Sorts what OpenSSL found wrong with a certificate by the policy: what stays counts.
[[nodiscard]] QList<QSslError> effectiveTlsErrors(const QList<QSslError> &errors, const QSslCertificate &leaf,
                                                  const TlsPolicy &policy);

/// nullopt, or that the certificate is not the pinned one. Asked once the handshake is done, whatever the errors were.
[[nodiscard]] std::optional<base::Error> checkPin(const QSslCertificate &leaf, const TlsPolicy &policy,
                                                  const Endpoint &endpoint);

/// The Error (CertificateUntrusted, "12175", code 12175) for the errors that count: one sentence for the weightiest,
/// all of them with subject, names, validity and SHA-256 fingerprint in detail. 12175 is what PowerShell prints as
/// FullyQualifiedErrorId for every certificate failure (ERROR_WINHTTP_SECURE_FAILURE).
[[nodiscard]] base::Error certificateError(const QList<QSslError> &errors, const QSslCertificate &leaf,
                                           const Endpoint &endpoint);

/// "AB:CD:…", upper case.
[[nodiscard]] QString fingerprintText(const QByteArray &sha256);

} // namespace rejoin::transport
