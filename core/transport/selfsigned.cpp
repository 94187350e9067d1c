#include "core/transport/selfsigned.h"

#include "core/base/error.h"

#include <QHostAddress>
#include <QUrl>

#include <openssl/bn.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <memory>

namespace rejoin::transport {

namespace {

using base::Error;
using base::ErrorCategory;
using base::Text;

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
using ExtensionPtr = std::unique_ptr<X509_EXTENSION, Deleter<X509_EXTENSION_free>>;
using BioPtr = std::unique_ptr<BIO, Deleter<BIO_free_all>>;
using NumberPtr = std::unique_ptr<BIGNUM, Deleter<BN_free>>;

void check(bool good)
{
    if (good)
        return;
    Error error(ErrorCategory::Local, QStringLiteral("CertificateNotMade"),
                Text(QT_TRANSLATE_NOOP("core", "A certificate could not be made.")),
                Text(QT_TRANSLATE_NOOP("core", "Check that OpenSSL works on this computer.")));
    error.detail = QString::fromLatin1(ERR_error_string(ERR_get_error(), nullptr));
    throw error;
}

KeyPtr makeKey(bool rsa)
{
    KeyPtr key(rsa ? EVP_RSA_gen(2048U) : EVP_EC_gen("P-256"));
    check(key != nullptr);
    return key;
}

void setSerial(X509 *certificate)
{
    const NumberPtr number(BN_new());
    // RFC 5280 4.1.2.2: positive, at most 20 bytes.
    check(number && BN_rand(number.get(), 127, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ANY) == 1);
    check(BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate)) != nullptr);
}

void setSubject(X509 *certificate, const QString &commonName)
{
    const QByteArray name = commonName.left(64).toUtf8(); // ub-common-name
    check(X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate), "CN", MBSTRING_UTF8,
                                     reinterpret_cast<const unsigned char *>(name.constData()),
                                     static_cast<int>(name.size()), -1, 0) == 1);
}

void addExtension(X509 *certificate, X509V3_CTX *context, int id, const QByteArray &value)
{
    const ExtensionPtr extension(X509V3_EXT_conf_nid(nullptr, context, id, value.constData()));
    check(extension && X509_add_ext(certificate, extension.get(), -1) == 1);
}

QByteArray alternativeNames(const QStringList &names)
{
    QByteArrayList entries;
    for (const QString &name : names) {
        const QHostAddress address(name);
        const QByteArray ascii = QUrl::toAce(name);
        if (address.isNull() && (ascii.isEmpty() || ascii.contains(',')))
            throw Error(ErrorCategory::InvalidArgument, QStringLiteral("CertificateWithoutName"),
                        Text(QT_TRANSLATE_NOOP("core", "%1 is no name that a certificate can have."), {name}));
        entries += address.isNull() ? "DNS:" + ascii : "IP:" + address.toString().toLatin1();
    }
    return entries.join(',');
}

template <typename Write>
QByteArray pem(Write write)
{
    const BioPtr bio(BIO_new(BIO_s_mem()));
    check(bio && write(bio.get()) == 1);
    char *data = nullptr;
    const long size = BIO_get_mem_data(bio.get(), &data);
    return {data, static_cast<qsizetype>(size)};
}

template <typename T, typename Read>
T parsePem(const QByteArray &text, Read read)
{
    const BioPtr bio(BIO_new_mem_buf(text.constData(), static_cast<int>(text.size())));
    check(bio != nullptr);
    T parsed(read(bio.get(), nullptr, nullptr, nullptr));
    check(parsed != nullptr);
    return parsed;
}

} // namespace

CertificateAndKey makeCertificate(const CertificateRequest &request, const std::optional<CertificateAndKey> &issuer)
{
    if (request.names.isEmpty() || request.names.first().isEmpty())
        throw Error(ErrorCategory::InvalidArgument, QStringLiteral("CertificateWithoutName"),
                    Text(QT_TRANSLATE_NOOP("core", "A certificate needs a name.")));
    const KeyPtr key = makeKey(request.rsa);
    const CertificatePtr certificate(X509_new());
    check(certificate && X509_set_version(certificate.get(), X509_VERSION_3) == 1);
    setSerial(certificate.get());
    check(ASN1_TIME_set(X509_getm_notBefore(certificate.get()), request.notBefore.toSecsSinceEpoch()) != nullptr);
    check(ASN1_TIME_set(X509_getm_notAfter(certificate.get()), request.notAfter.toSecsSinceEpoch()) != nullptr);
    check(X509_set_pubkey(certificate.get(), key.get()) == 1);
    setSubject(certificate.get(), request.names.first());

    CertificatePtr issuerCertificate;
    KeyPtr issuerKey;
    if (issuer) {
        issuerCertificate = parsePem<CertificatePtr>(issuer->certificate.toPem(), PEM_read_bio_X509);
        issuerKey = parsePem<KeyPtr>(issuer->key.toPem(), PEM_read_bio_PrivateKey);
    }
    X509 *const signer = issuer ? issuerCertificate.get() : certificate.get();
    check(X509_set_issuer_name(certificate.get(), X509_get_subject_name(signer)) == 1);

    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, signer, certificate.get(), nullptr, nullptr, 0);
    addExtension(certificate.get(), &context, NID_basic_constraints,
                 request.isAuthority ? "critical,CA:TRUE" : "critical,CA:FALSE");
    addExtension(certificate.get(), &context, NID_key_usage,
                 request.isAuthority ? "critical,keyCertSign,cRLSign" : "critical,digitalSignature,keyEncipherment");
    if (!request.isAuthority) {
        addExtension(certificate.get(), &context, NID_ext_key_usage, request.forClient ? "clientAuth" : "serverAuth");
        addExtension(certificate.get(), &context, NID_subject_alt_name, alternativeNames(request.names));
    }
    addExtension(certificate.get(), &context, NID_subject_key_identifier, "hash");
    check(X509_sign(certificate.get(), issuer ? issuerKey.get() : key.get(), EVP_sha256()) > 0);

    CertificateAndKey made;
    made.certificate = QSslCertificate(pem([&](BIO *bio) { return PEM_write_bio_X509(bio, certificate.get()); }));
    const QByteArray keyPem = pem(
        [&](BIO *bio) { return PEM_write_bio_PKCS8PrivateKey(bio, key.get(), nullptr, nullptr, 0, nullptr, nullptr); });
    made.key = QSslKey(keyPem, request.rsa ? QSsl::Rsa : QSsl::Ec);
    check(!made.certificate.isNull() && !made.key.isNull());
    return made;
}

CertificateAndKey makeSelfSignedCertificate(const QStringList &names, int validDays)
{
    CertificateRequest request;
    request.names = names;
    request.notAfter = request.notBefore.addDays(validDays);
    return makeCertificate(request);
}

} // namespace rejoin::transport
