#pragma once

#include <QByteArrayView>
#include <QStringView>

#include <cstddef>
#include <memory>

namespace rejoin::base {

/// A secret as UTF-8 on OpenSSL's secure heap (locked and kept out of core dumps where the system allows it),
/// wiped when the last copy goes. Copies share the one buffer. There is no way to print or log it.
class SecretString
{
public:
    SecretString() = default;
    [[nodiscard]] static SecretString fromUtf8(QByteArrayView utf8);
    [[nodiscard]] static SecretString fromUtf16(QStringView text);

    [[nodiscard]] bool isEmpty() const { return size() == 0; }
    /// Bytes of UTF-8.
    [[nodiscard]] std::size_t size() const;
    /// The bytes, valid as long as this object. Do not keep copies.
    [[nodiscard]] QByteArrayView utf8() const;

    /// Compares in constant time.
    bool operator==(const SecretString &other) const;

    /// Makes the secure heap; called once by each program before any thread starts. Without it OpenSSL falls
    /// back to ordinary memory, which is still wiped.
    static void initializeHeap();

private:
    struct Buffer;
    std::shared_ptr<const Buffer> m_buffer;
};

/// Overwrites the bytes of a temporary that held a secret.
void wipe(void *data, std::size_t size);

} // namespace rejoin::base
