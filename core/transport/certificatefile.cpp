#include "core/transport/certificatefile.h"

#include "core/base/secretstring.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/provider.h>

#include <algorithm>
#include <cstring>

namespace rejoin::transport::certificatefile {

namespace {

using BioPtr = std::unique_ptr<BIO, Deleter<BIO_free_all>>;
using ContextPtr = std::unique_ptr<OSSL_LIB_CTX, Deleter<OSSL_LIB_CTX_free>>;
using ProviderPtr = std::unique_ptr<OSSL_PROVIDER, Deleter<OSSL_PROVIDER_unload>>;
using Pkcs12Ptr = std::unique_ptr<PKCS12, Deleter<PKCS12_free>>;

constexpr int maximumCertificates = 32;

BioPtr bioOf(const QByteArray &data)
{
    return BioPtr(BIO_new_mem_buf(data.constData(), static_cast<int>(data.size())));
}

struct Asked
{
    QByteArrayView passphrase;
    bool asked = false;
};

int givePassphrase(char *buffer, int size, int /*writing*/, void *data)
{
    auto *asked = static_cast<Asked *>(data);
    asked->asked = true;
    if (asked->passphrase.isEmpty() || asked->passphrase.size() > size)
        return -1;
    std::memcpy(buffer, asked->passphrase.data(), static_cast<std::size_t>(asked->passphrase.size()));
    return static_cast<int>(asked->passphrase.size());
}

/// A passphrase as C takes it, wiped.
class Terminated
{
public:
    explicit Terminated(QByteArrayView text) : m_bytes(text.toByteArray()) {}
    ~Terminated() { base::wipe(m_bytes.data(), static_cast<std::size_t>(m_bytes.size())); }
    Q_DISABLE_COPY_MOVE(Terminated)
    [[nodiscard]] const char *text() const { return m_bytes.constData(); }
    [[nodiscard]] int size() const { return static_cast<int>(m_bytes.size()); }

private:
    QByteArray m_bytes;
};

/// The very bytes of a passphrase that was given, none as NULL or as empty: exporters do either.
bool opensMac(PKCS12 *file, const Terminated &passphrase, const char **used)
{
    *used = passphrase.text();
    if (PKCS12_verify_mac(file, passphrase.text(), passphrase.size()) == 1)
        return true;
    if (passphrase.size() > 0)
        return false;
    *used = nullptr;
    return PKCS12_verify_mac(file, nullptr, 0) == 1;
}

Outcome parseInto(Contents *contents, const QByteArray &data, const Terminated &passphrase, OSSL_LIB_CTX *context)
{
    PKCS12 *raw = PKCS12_init_ex(NID_pkcs7_data, context, nullptr);
    if (!raw)
        return Outcome::NotThis;
    Pkcs12Ptr file(raw);
    const BioPtr bio = bioOf(data);
    raw = file.release(); // d2i frees it when it fails
    if (!d2i_PKCS12_bio(bio.get(), &raw))
        return Outcome::NotThis;
    file.reset(raw);
    const char *used = nullptr;
    ERR_clear_error();
    if (PKCS12_mac_present(file.get()) == 1 && !opensMac(file.get(), passphrase, &used))
        return Outcome::WrongPassphrase;
    EVP_PKEY *key = nullptr;
    X509 *leaf = nullptr;
    STACK_OF(X509) *others = nullptr;
    if (PKCS12_parse(file.get(), used, &key, &leaf, &others) != 1)
        return Outcome::OldCiphers; // the passphrase was right, so only the cipher can be missing
    contents->key.reset(key);
    if (leaf)
        contents->certificates.emplace_back(leaf);
    for (int i = 0; others && i < sk_X509_num(others) && i < maximumCertificates; ++i) {
        X509 *const other = sk_X509_value(others, i);
        X509_up_ref(other);
        contents->certificates.emplace_back(other);
    }
    sk_X509_pop_free(others, X509_free);
    return Outcome::Good;
}

} // namespace

Contents readPem(const QByteArray &data, const QByteArray &keyData, QByteArrayView passphrase)
{
    Contents contents;
    const BioPtr bio = bioOf(data);
    for (int i = 0; i < maximumCertificates; ++i) {
        CertificatePtr certificate(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
        if (!certificate)
            break;
        contents.certificates.push_back(std::move(certificate));
    }
    const BioPtr keyBio = bioOf(keyData);
    Asked asked{passphrase};
    contents.key.reset(PEM_read_bio_PrivateKey(keyBio.get(), nullptr, givePassphrase, &asked));
    ERR_clear_error();
    if (!contents.key && asked.asked)
        contents.outcome = Outcome::WrongPassphrase;
    else if (contents.key || !contents.certificates.empty())
        contents.outcome = Outcome::Good;
    return contents;
}

Contents readPkcs12(const QByteArray &data, QByteArrayView passphrase)
{
    const Terminated terminated(passphrase);
    Contents contents;
    contents.outcome = parseInto(&contents, data, terminated, nullptr);
    ERR_clear_error();
    // A MAC of an old algorithm looks like a wrong passphrase to the default provider.
    if (contents.outcome != Outcome::OldCiphers && contents.outcome != Outcome::WrongPassphrase)
        return contents;
    const ContextPtr context(OSSL_LIB_CTX_new());
    const ProviderPtr ordinary(OSSL_PROVIDER_load(context.get(), "default"));
    const ProviderPtr legacy(OSSL_PROVIDER_load(context.get(), "legacy"));
    if (!legacy) {
        ERR_clear_error();
        return contents;
    }
    Contents old;
    old.outcome = parseInto(&old, data, terminated, context.get());
    if (old.outcome == Outcome::Good) {
        // What is kept must not live in a context that ends here.
        contents.outcome = Outcome::Good;
        if (old.key) {
            QByteArray pem = keyPem(old.key.get());
            const BioPtr bio = bioOf(pem);
            contents.key.reset(PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, nullptr));
            base::wipe(pem.data(), static_cast<std::size_t>(pem.size()));
        }
        for (const CertificatePtr &certificate : old.certificates) {
            const QByteArray der = certificateDer(certificate.get());
            const auto *bytes = reinterpret_cast<const unsigned char *>(der.constData());
            contents.certificates.emplace_back(d2i_X509(nullptr, &bytes, der.size()));
        }
    } else {
        contents.outcome = old.outcome;
    }
    old.key.reset();
    old.certificates.clear();
    ERR_clear_error();
    return contents;
}

QByteArray certificateDer(X509 *certificate)
{
    unsigned char *bytes = nullptr;
    const int size = i2d_X509(certificate, &bytes);
    if (size <= 0)
        return {};
    QByteArray der(reinterpret_cast<const char *>(bytes), size);
    OPENSSL_free(bytes);
    return der;
}

QByteArray keyPem(EVP_PKEY *key)
{
    const BioPtr bio(BIO_new(BIO_s_secmem()));
    if (!bio || PEM_write_bio_PKCS8PrivateKey(bio.get(), key, nullptr, nullptr, 0, nullptr, nullptr) != 1)
        return {};
    char *data = nullptr;
    const long size = BIO_get_mem_data(bio.get(), &data);
    return {data, static_cast<qsizetype>(size)};
}

} // namespace rejoin::transport::certificatefile
