#pragma once

#include <QByteArray>

class QSslCertificate;

namespace rejoin::transport {

/// "tls-server-end-point:" and the certificate's hash: with the hash of its own signature, SHA-256 in place of MD5 and
/// SHA-1 and where the signature names none (RFC 5929 4.1). Empty when the certificate cannot be read.
[[nodiscard]] QByteArray serverEndPointBinding(const QSslCertificate &leaf);

} // namespace rejoin::transport
