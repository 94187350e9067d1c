#include "core/transport/auth/digesthash.h"

#include "core/base/error.h"

#include <openssl/evp.h>

#include <array>
#include <initializer_list>
#include <memory>

namespace rejoin::transport {

using base::Error;
using base::ErrorCategory;
using base::Text;

namespace {

struct FreeContext
{
    void operator()(EVP_MD_CTX *context) const { EVP_MD_CTX_free(context); }
};

/// Of these, with a colon between two. OpenSSL's context is wiped when it goes, which Qt's is not.
QByteArray hash(DigestAlgorithm::Hash which, std::initializer_list<QByteArrayView> pieces)
{
    const std::unique_ptr<EVP_MD_CTX, FreeContext> context(EVP_MD_CTX_new());
    const EVP_MD *type = which == DigestAlgorithm::Hash::Sha256 ? EVP_sha256() : EVP_md5();
    bool good = context && EVP_DigestInit_ex(context.get(), type, nullptr) == 1;
    bool first = true;
    for (const QByteArrayView piece : pieces) {
        if (!first)
            good = good && EVP_DigestUpdate(context.get(), ":", 1) == 1;
        first = false;
        good = good && EVP_DigestUpdate(context.get(), piece.data(), static_cast<std::size_t>(piece.size())) == 1;
    }
    std::array<unsigned char, EVP_MAX_MD_SIZE> value{};
    unsigned int size = 0;
    good = good && EVP_DigestFinal_ex(context.get(), value.data(), &size) == 1;
    if (!good)
        throw Error(ErrorCategory::Unsupported, QStringLiteral("InvalidAuthentication"),
                    Text(QT_TRANSLATE_NOOP("core", "This computer's security policy does not allow the hash that the "
                                                   "server wants for Digest.")),
                    Text(QT_TRANSLATE_NOOP("core", "Let the server offer SHA-256, or choose another mechanism.")));
    QByteArray hex =
        QByteArray::fromRawData(reinterpret_cast<const char *>(value.data()), static_cast<int>(size)).toHex();
    base::wipe(value.data(), value.size());
    return hex;
}

class Wiped
{
public:
    explicit Wiped(QByteArray bytes) : m_bytes(std::move(bytes)) {}
    ~Wiped() { base::wipe(m_bytes.data(), static_cast<std::size_t>(m_bytes.size())); }
    Q_DISABLE_COPY_MOVE(Wiped)
    [[nodiscard]] const QByteArray &bytes() const { return m_bytes; }

private:
    QByteArray m_bytes;
};

} // namespace

std::optional<DigestAlgorithm> DigestAlgorithm::fromName(QByteArrayView name)
{
    if (name.isEmpty())
        return DigestAlgorithm();
    for (const Hash hash : {Hash::Md5, Hash::Sha256}) {
        for (const bool session : {false, true}) {
            const DigestAlgorithm algorithm{hash, session};
            if (name.compare(algorithm.name(), Qt::CaseInsensitive) == 0)
                return algorithm;
        }
    }
    return std::nullopt;
}

QByteArray DigestAlgorithm::name() const
{
    const QByteArray plain = hash == Hash::Sha256 ? QByteArrayLiteral("SHA-256") : QByteArrayLiteral("MD5");
    return session ? plain + "-sess" : plain;
}

QByteArray digestResponse(const DigestInput &input, const base::SecretString &password)
{
    const auto which = input.algorithm.hash;
    const Wiped plain(hash(which, {input.user, input.realm, password.utf8()}));
    // RFC 7616 3.4.2.
    const Wiped first(input.algorithm.session ? hash(which, {plain.bytes(), input.nonce, input.cnonce})
                                              : QByteArray(plain.bytes().constData(), plain.bytes().size()));
    const QByteArray second = hash(which, {input.method, input.uri});
    return hash(which, {first.bytes(), input.nonce, input.nonceCount, input.cnonce, "auth", second});
}

QByteArray digestUserHash(const DigestAlgorithm &algorithm, QByteArrayView user, QByteArrayView realm)
{
    return hash(algorithm.hash, {user, realm});
}

} // namespace rejoin::transport
