#include "core/transport/auth/credsspbinding.h"

#include <QCryptographicHash>

#include <openssl/crypto.h>

namespace rejoin::transport {

namespace {

constexpr int firstHashed = 5;

QByteArray hashed(const char *magic, QByteArrayView nonce, QByteArrayView publicKey)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    // The terminating NUL is hashed too.
    hash.addData(QByteArrayView(magic, qstrlen(magic) + 1));
    hash.addData(nonce);
    hash.addData(publicKey);
    return hash.result();
}

} // namespace

QByteArray credsspClientBinding(int version, QByteArrayView nonce, QByteArrayView publicKey)
{
    if (version >= firstHashed)
        return hashed("CredSSP Client-To-Server Binding Hash", nonce, publicKey);
    return publicKey.toByteArray();
}

QByteArray credsspServerBinding(int version, QByteArrayView nonce, QByteArrayView publicKey)
{
    if (version >= firstHashed)
        return hashed("CredSSP Server-To-Client Binding Hash", nonce, publicKey);
    QByteArray changed = publicKey.toByteArray();
    changed.front() = static_cast<char>(changed.front() + 1);
    return changed;
}

bool isSameBinding(QByteArrayView one, QByteArrayView other)
{
    return one.size() == other.size() &&
           CRYPTO_memcmp(one.data(), other.data(), static_cast<std::size_t>(one.size())) == 0;
}

} // namespace rejoin::transport
