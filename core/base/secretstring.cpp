#include "core/base/secretstring.h"

#include <QStringEncoder>

#include <openssl/crypto.h>

#include <cstring>

namespace rejoin::base {

struct SecretString::Buffer
{
    explicit Buffer(std::size_t wanted)
        : data(static_cast<char *>(OPENSSL_secure_malloc(wanted ? wanted : 1))), size(wanted)
    {
        if (!data)
            throw std::bad_alloc();
    }
    ~Buffer() { OPENSSL_secure_clear_free(data, size ? size : 1); }
    Buffer(const Buffer &) = delete;
    Buffer &operator=(const Buffer &) = delete;

    char *data;
    std::size_t size;
};

SecretString SecretString::fromUtf8(QByteArrayView utf8)
{
    SecretString secret;
    auto buffer = std::make_shared<Buffer>(static_cast<std::size_t>(utf8.size()));
    if (utf8.size() > 0)
        std::memcpy(buffer->data, utf8.data(), static_cast<std::size_t>(utf8.size()));
    secret.m_buffer = std::move(buffer);
    return secret;
}

SecretString SecretString::fromUtf16(QStringView text)
{
    // Encoded straight into the secure heap: a QByteArray in between could not be wiped for certain.
    QStringEncoder encoder(QStringEncoder::Utf8);
    Buffer scratch(static_cast<std::size_t>(encoder.requiredSpace(text.size())));
    const char *end = encoder.appendToBuffer(scratch.data, text);
    return fromUtf8(QByteArrayView(scratch.data, end - scratch.data));
}

std::size_t SecretString::size() const
{
    return m_buffer ? m_buffer->size : 0;
}

QByteArrayView SecretString::utf8() const
{
    return m_buffer ? QByteArrayView(m_buffer->data, static_cast<qsizetype>(m_buffer->size)) : QByteArrayView();
}

bool SecretString::operator==(const SecretString &other) const
{
    return size() == other.size() && (size() == 0 || CRYPTO_memcmp(utf8().data(), other.utf8().data(), size()) == 0);
}

void SecretString::initializeHeap()
{
    constexpr std::size_t heapSize = 1 << 20;
    constexpr std::size_t smallestBlock = 32;
    if (!CRYPTO_secure_malloc_initialized())
        CRYPTO_secure_malloc_init(heapSize, smallestBlock);
}

void wipe(void *data, std::size_t size)
{
    OPENSSL_cleanse(data, size);
}

} // namespace rejoin::base
