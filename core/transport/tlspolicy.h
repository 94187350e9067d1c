#pragma once

#include "core/base/error.h"
#include "core/transport/transport.h"

#include <QSslConfiguration>
#include <QSslError>

#include <optional>

namespace rejoin::transport {

/// TLS 1.2 or 1.3, all checks on, the system's and the policy's authorities, a stapled OCSP answer asked for. With a
/// certificate to log in with TLS 1.2 only: QSslSocket has no post-handshake authentication of TLS 1.3, and Windows'
/// HTTP service asks for the certificate after the handshake.
[[nodiscard]] QSslConfiguration clientTlsConfiguration(const TlsPolicy &policy,
                                                       const ClientCertificate &certificate = {});

[[nodiscard]] bool isPinned(const QSslCertificate &leaf, const TlsPolicy &policy);

/// What the handshake found out about revocation; errors: all of them, before effectiveTlsErrors().
[[nodiscard]] ConnectionFacts::Revocation revocationOf(const QList<QSslError> &errors, bool stapledGood,
                                                       const TlsPolicy &policy);

/// Qt matches a stapled answer to its certificate with the issuer as the server sent it. A server that sends none (a
/// certificate straight from a root) leaves that open: the answer then says nothing, like none.
[[nodiscard]] QList<QSslError> withoutOpenStaples(const QList<QSslError> &errors,
                                                  const QList<QSslCertificate> &sentChain);

/// Sorts what OpenSSL found wrong with a certificate by the policy: what stays counts. The three switches do not touch
/// each other. That no OCSP answer was stapled never counts.
[[nodiscard]] QList<QSslError> effectiveTlsErrors(const QList<QSslError> &errors, const QSslCertificate &leaf,
                                                  const TlsPolicy &policy);

/// nullopt, or that the certificate is not the pinned one. Asked once the handshake is done, whatever the errors were.
[[nodiscard]] std::optional<base::Error> checkPin(const QSslCertificate &leaf, const TlsPolicy &policy,
                                                  const Endpoint &endpoint);

/// The certificate and what came with it, as PEM.
[[nodiscard]] QByteArray chainPem(const QSslCertificate &leaf, const QList<QSslCertificate> &chain);

/// The Error (CertificateUntrusted, "12175", code 12175) for the errors that count: one sentence for the weightiest,
/// all of them with subject, names, validity and SHA-256 fingerprint in detail. 12175 is what PowerShell prints as
/// FullyQualifiedErrorId for every certificate failure (ERROR_WINHTTP_SECURE_FAILURE).
[[nodiscard]] base::Error certificateError(const QList<QSslError> &errors, const QSslCertificate &leaf,
                                           const Endpoint &endpoint);

/// "AB:CD:…", upper case.
[[nodiscard]] QString fingerprintText(const QByteArray &sha256);

} // namespace rejoin::transport
