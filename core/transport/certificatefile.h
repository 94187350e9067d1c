#pragma once

#include <openssl/evp.h>
#include <openssl/x509.h>

#include <QByteArray>
#include <QByteArrayView>

#include <memory>
#include <vector>

// PEM and PKCS#12 through OpenSSL, which tells a wrong passphrase from a broken file; Qt's readers do not.
namespace rejoin::transport::certificatefile {

template <auto Free>
struct Deleter
{
    template <typename T>
    void operator()(T *pointer) const
    {
        Free(pointer);
    }
};
using KeyPtr = std::unique_ptr<EVP_PKEY, Deleter<EVP_PKEY_free>>;
using CertificatePtr = std::unique_ptr<X509, Deleter<X509_free>>;

enum class Outcome : quint8 {
    Good,
    NotThis,         ///< another format, or broken
    WrongPassphrase, ///< or none where one is needed
    OldCiphers,      ///< only OpenSSL's legacy provider opens it, and that is not installed
};

struct Contents
{
    Contents() = default;
    Outcome outcome = Outcome::NotThis;
    KeyPtr key; ///< may be null
    std::vector<CertificatePtr> certificates;
};

/// Certificates of data, and the key of keyData.
[[nodiscard]] Contents readPem(const QByteArray &data, const QByteArray &keyData, QByteArrayView passphrase);
/// Old files need RC2 and 3DES: those are opened in a library context of their own, so that TLS does not get them.
[[nodiscard]] Contents readPkcs12(const QByteArray &data, QByteArrayView passphrase);

[[nodiscard]] QByteArray certificateDer(X509 *certificate);
/// PKCS#8 without a passphrase, as PEM. To be wiped.
[[nodiscard]] QByteArray keyPem(EVP_PKEY *key);

} // namespace rejoin::transport::certificatefile
