#include "core/psrp/sessionkey.h"

#include "core/base/secretstring.h"
#include "core/psrp/failures.h"

#include <QtEndian>

#include <algorithm>
#include <array>

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>

namespace rejoin::psrp {

namespace {
template <auto Free>
struct Freer
{
    template <typename T>
    void operator()(T *pointer) const
    {
        Free(pointer);
    }
};
using KeyPointer = std::unique_ptr<EVP_PKEY, Freer<EVP_PKEY_free>>;
using KeyContextPointer = std::unique_ptr<EVP_PKEY_CTX, Freer<EVP_PKEY_CTX_free>>;
using CipherContextPointer = std::unique_ptr<EVP_CIPHER_CTX, Freer<EVP_CIPHER_CTX_free>>;
using NumberPointer = std::unique_ptr<BIGNUM, Freer<BN_free>>;
using ParametersPointer = std::unique_ptr<OSSL_PARAM, Freer<OSSL_PARAM_free>>;
using BuilderPointer = std::unique_ptr<OSSL_PARAM_BLD, Freer<OSSL_PARAM_BLD_free>>;

constexpr qsizetype rsaBytes = 256;
constexpr std::size_t aesBytes = 32;
// MS-PSRP 2.2.2.3: BLOBHEADER of a PUBLICKEYBLOB (CALG_RSA_KEYX), then RSAPUBKEY: "RSA1" and 2048 bits.
const QByteArrayView publicBlobHead("\x06\x02\x00\x00\x00\xA4\x00\x00RSA1\x00\x08\x00\x00", 16);
// MS-PSRP 2.2.2.4: a SIMPLEBLOB with an AES-256 key, encrypted with RSA.
const QByteArrayView simpleBlobHead("\x01\x02\x00\x00\x10\x66\x00\x00\x00\xA4\x00\x00", 12);

base::Error keyInvalid()
{
    return base::Error(
        base::ErrorCategory::Protocol, QStringLiteral("SessionKeyInvalid"),
        base::Text(QT_TRANSLATE_NOOP("core", "The exchange of the key for passwords with the remote computer failed.")),
        base::Text(QT_TRANSLATE_NOOP("core", "Disconnect, connect again and repeat the step that asks for a secret.")));
}

base::Error secretInvalid()
{
    return base::Error(
        base::ErrorCategory::Protocol, QStringLiteral("SecureStringInvalid"),
        base::Text(QT_TRANSLATE_NOOP("core", "A protected text from the remote computer could not be read.")),
        base::Text(QT_TRANSLATE_NOOP("core", "Disconnect, connect again and repeat the step.")));
}

base::Error keyMissing()
{
    return base::Error(base::ErrorCategory::InvalidState, QStringLiteral("SessionKeyMissing"),
                       base::Text(QT_TRANSLATE_NOOP("core", "There is no key for passwords yet in this connection.")),
                       base::Text(QT_TRANSLATE_NOOP("core", "Repeat the step once the session is connected.")));
}

/// A buffer that is overwritten before it is given back.
class WipedBytes
{
public:
    explicit WipedBytes(qsizetype size) : m_bytes(size, Qt::Uninitialized) {}
    explicit WipedBytes(QByteArray &&bytes) : m_bytes(std::move(bytes)) { m_bytes.detach(); }
    ~WipedBytes() { base::wipe(m_bytes.data(), static_cast<std::size_t>(m_bytes.size())); }
    WipedBytes(const WipedBytes &) = delete;
    WipedBytes &operator=(const WipedBytes &) = delete;
    QByteArray &bytes() { return m_bytes; }
    unsigned char *data() { return reinterpret_cast<unsigned char *>(m_bytes.data()); }

private:
    QByteArray m_bytes;
};

QByteArray utf16FromUtf8(QByteArrayView utf8)
{
    QString text = QString::fromUtf8(utf8);
    QByteArray bytes(text.size() * 2, Qt::Uninitialized);
    qToLittleEndian<quint16>(text.constData(), text.size(), bytes.data());
    base::wipe(text.data(), static_cast<std::size_t>(text.size()) * 2);
    return bytes;
}

QByteArray utf8FromUtf16(QByteArrayView bytes)
{
    if (bytes.size() % 2 != 0)
        throw secretInvalid();
    QString text(bytes.size() / 2, Qt::Uninitialized);
    qFromLittleEndian<quint16>(bytes.data(), text.size(), text.data());
    QByteArray utf8 = text.toUtf8();
    base::wipe(text.data(), static_cast<std::size_t>(text.size()) * 2);
    return utf8;
}

QByteArray secureBytes(const clixml::Value &value)
{
    const clixml::Value primitive = value.isObject() ? value.base() : value;
    if (primitive.type() != clixml::Type::SecureString)
        throw secretInvalid();
    const auto decoded =
        QByteArray::fromBase64Encoding(primitive.text().toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded)
        throw secretInvalid();
    return *decoded;
}

/// AES-256-CBC with a zero IV and PKCS7 padding (MS-PSRP 2.2.5.1.24); false when the padding does not fit.
bool crypt(bool encrypt, const unsigned char *key, QByteArrayView in, QByteArray &out)
{
    static constexpr std::array<unsigned char, 16> iv{};
    const CipherContextPointer context(EVP_CIPHER_CTX_new());
    int length = 0;
    int rest = 0;
    auto *to = reinterpret_cast<unsigned char *>(out.data());
    if (!context || in.size() > (1 << 30) ||
        EVP_CipherInit_ex2(context.get(), EVP_aes_256_cbc(), key, iv.data(), encrypt ? 1 : 0, nullptr) != 1 ||
        EVP_CipherUpdate(context.get(), to, &length, reinterpret_cast<const unsigned char *>(in.data()),
                         static_cast<int>(in.size())) != 1 ||
        EVP_CipherFinal_ex(context.get(), to + length, &rest) != 1)
        return false;
    out.truncate(length + rest);
    return true;
}

std::array<unsigned char, aesBytes> randomKey()
{
    std::array<unsigned char, aesBytes> key{};
    if (RAND_bytes(key.data(), static_cast<int>(key.size())) != 1)
        throw keyInvalid();
    return key;
}

KeyPointer keyFromBlob(QByteArrayView blob)
{
    if (blob.size() != publicBlobHead.size() + 4 + rsaBytes || !blob.startsWith(publicBlobHead))
        return {};
    const auto exponent = qFromLittleEndian<quint32>(blob.data() + publicBlobHead.size());
    const auto *modulus = reinterpret_cast<const unsigned char *>(blob.data() + publicBlobHead.size() + 4);
    const NumberPointer n(BN_lebin2bn(modulus, rsaBytes, nullptr));
    const NumberPointer e(BN_new());
    const BuilderPointer builder(OSSL_PARAM_BLD_new());
    if (!n || !e || !builder || BN_num_bits(n.get()) != rsaBytes * 8 || exponent < 3 || exponent % 2 == 0 ||
        BN_set_word(e.get(), exponent) != 1 ||
        OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, n.get()) != 1 ||
        OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, e.get()) != 1)
        return {};
    const ParametersPointer parameters(OSSL_PARAM_BLD_to_param(builder.get()));
    const KeyContextPointer context(EVP_PKEY_CTX_new_from_name(nullptr, "RSA", nullptr));
    EVP_PKEY *key = nullptr;
    if (!parameters || !context || EVP_PKEY_fromdata_init(context.get()) != 1 ||
        EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, parameters.get()) != 1)
        return {};
    return KeyPointer(key);
}
} // namespace

struct SessionKey::Private
{
    KeyPointer rsa;
    std::array<unsigned char, aesBytes> aes{};
    bool ready = false;

    ~Private() { OPENSSL_cleanse(aes.data(), aes.size()); }
};

SessionKey::SessionKey() : d(std::make_unique<Private>())
{
}
SessionKey::~SessionKey() = default;

bool SessionKey::isReady() const
{
    return d->ready;
}

void SessionKey::reset()
{
    d = std::make_unique<Private>();
}

QByteArray SessionKey::publicKeyBlob()
{
    if (!d->rsa)
        d->rsa.reset(EVP_RSA_gen(static_cast<std::size_t>(rsaBytes * 8)));
    BIGNUM *modulus = nullptr;
    BIGNUM *exponent = nullptr;
    if (!d->rsa || EVP_PKEY_get_bn_param(d->rsa.get(), OSSL_PKEY_PARAM_RSA_N, &modulus) != 1)
        throw keyInvalid();
    const NumberPointer n(modulus);
    if (EVP_PKEY_get_bn_param(d->rsa.get(), OSSL_PKEY_PARAM_RSA_E, &exponent) != 1)
        throw keyInvalid();
    const NumberPointer e(exponent);
    QByteArray blob = publicBlobHead.toByteArray();
    blob.resize(publicBlobHead.size() + 4 + rsaBytes);
    char *out = blob.data() + publicBlobHead.size();
    qToLittleEndian<quint32>(static_cast<quint32>(BN_get_word(e.get())), out);
    if (BN_bn2lebinpad(n.get(), reinterpret_cast<unsigned char *>(out + 4), rsaBytes) != rsaBytes)
        throw keyInvalid();
    return blob;
}

void SessionKey::takeEncryptedKey(QByteArrayView simpleBlob)
{
    if (!d->rsa || simpleBlob.size() != simpleBlobHead.size() + rsaBytes || !simpleBlob.startsWith(simpleBlobHead))
        throw keyInvalid();
    QByteArray cipher = simpleBlob.sliced(simpleBlobHead.size()).toByteArray();
    std::reverse(cipher.begin(), cipher.end());
    const KeyContextPointer context(EVP_PKEY_CTX_new(d->rsa.get(), nullptr));
    WipedBytes plain(rsaBytes);
    std::size_t length = static_cast<std::size_t>(rsaBytes);
    if (!context || EVP_PKEY_decrypt_init(context.get()) != 1 ||
        EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_PADDING) != 1 ||
        EVP_PKEY_decrypt(context.get(), plain.data(), &length,
                         reinterpret_cast<const unsigned char *>(cipher.constData()),
                         static_cast<std::size_t>(cipher.size())) != 1 ||
        length != aesBytes)
        throw keyInvalid();
    std::copy_n(plain.data(), aesBytes, d->aes.data());
    d->ready = true;
}

void SessionKey::makeKey()
{
    if (d->ready)
        return;
    d->aes = randomKey();
    d->ready = true;
}

QByteArray SessionKey::generateFor(QByteArrayView publicKeyBlob)
{
    const KeyPointer theirs = keyFromBlob(publicKeyBlob);
    if (!theirs)
        throw keyInvalid();
    std::array<unsigned char, aesBytes> fresh = d->ready ? d->aes : randomKey();
    const KeyContextPointer context(EVP_PKEY_CTX_new(theirs.get(), nullptr));
    QByteArray cipher(rsaBytes, Qt::Uninitialized);
    std::size_t length = static_cast<std::size_t>(rsaBytes);
    const bool good = context && EVP_PKEY_encrypt_init(context.get()) == 1 &&
                      EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_PADDING) == 1 &&
                      EVP_PKEY_encrypt(context.get(), reinterpret_cast<unsigned char *>(cipher.data()), &length,
                                       fresh.data(), fresh.size()) == 1 &&
                      length == static_cast<std::size_t>(rsaBytes);
    if (good) {
        d->aes = fresh;
        d->ready = true;
    }
    OPENSSL_cleanse(fresh.data(), fresh.size());
    if (!good)
        throw keyInvalid();
    std::reverse(cipher.begin(), cipher.end());
    return simpleBlobHead.toByteArray() + cipher;
}

clixml::Value SessionKey::encrypt(QByteArrayView utf8) const
{
    if (!d->ready)
        throw keyMissing();
    WipedBytes plain(utf16FromUtf8(utf8));
    QByteArray cipher(plain.bytes().size() + 16, Qt::Uninitialized);
    if (!crypt(true, d->aes.data(), plain.bytes(), cipher))
        throw secretInvalid();
    return clixml::Value::secureString(cipher.toBase64());
}

QByteArray SessionKey::decrypt(const clixml::Value &secureString) const
{
    if (!d->ready)
        throw keyMissing();
    const QByteArray cipher = secureBytes(secureString);
    if (cipher.isEmpty() || cipher.size() % 16 != 0)
        throw secretInvalid();
    WipedBytes plain(cipher.size() + 16);
    if (!crypt(false, d->aes.data(), cipher, plain.bytes()))
        throw secretInvalid();
    return utf8FromUtf16(plain.bytes());
}

clixml::Value plainSecret(QByteArrayView utf8)
{
    WipedBytes plain(utf16FromUtf8(utf8));
    return clixml::Value::secureString(plain.bytes().toBase64());
}

QByteArray readPlainSecret(const clixml::Value &secureString)
{
    WipedBytes plain(secureBytes(secureString));
    return utf8FromUtf16(plain.bytes());
}

} // namespace rejoin::psrp
