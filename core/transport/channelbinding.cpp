#include "core/transport/channelbinding.h"

#include <openssl/evp.h>
#include <openssl/objects.h>
#include <openssl/x509.h>

#include <QSslCertificate>

#include <memory>

namespace rejoin::transport {

QByteArray serverEndPointBinding(const QSslCertificate &leaf)
{
    const QByteArray der = leaf.toDer();
    const auto *bytes = reinterpret_cast<const unsigned char *>(der.constData());
    const std::unique_ptr<X509, decltype(&X509_free)> certificate(d2i_X509(nullptr, &bytes, der.size()), &X509_free);
    if (!certificate)
        return {};
    int hash = NID_undef;
    // Of RSASSA-PSS too, whose hash stands in its parameters.
    X509_get_signature_info(certificate.get(), &hash, nullptr, nullptr, nullptr);
    if (hash == NID_undef || hash == NID_md5 || hash == NID_sha1)
        hash = NID_sha256;
    const EVP_MD *digest = EVP_get_digestbynid(hash);
    if (!digest)
        digest = EVP_sha256();
    unsigned char value[EVP_MAX_MD_SIZE];
    unsigned int size = 0;
    if (X509_digest(certificate.get(), digest, value, &size) != 1)
        return {};
    return QByteArrayLiteral("tls-server-end-point:") + QByteArray(reinterpret_cast<const char *>(value), size);
}

} // namespace rejoin::transport
