#pragma once

#include "core/base/secretstring.h"

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace rejoin::transport {

/// What both ends of Digest compute (RFC 7616 3.4.1).
struct DigestAlgorithm
{
    enum class Hash : quint8 { Md5, Sha256 };
    Hash hash = Hash::Md5;
    bool session = false; ///< "-sess"

    /// "SHA-256-sess", without case; empty means MD5 (RFC 7616 3.3). nullopt: one that is not known here.
    [[nodiscard]] static std::optional<DigestAlgorithm> fromName(QByteArrayView name);
    [[nodiscard]] QByteArray name() const;
    bool operator==(const DigestAlgorithm &) const = default;
};

/// What goes into a response besides the password. qop is "auth".
struct DigestInput
{
    DigestInput() = default;
    DigestAlgorithm algorithm;
    QByteArray user; ///< as bytes, before any quoting
    QByteArray realm;
    QByteArray nonce;
    QByteArray cnonce;
    QByteArray nonceCount; ///< 8 hex digits
    QByteArray method;
    QByteArray uri;
};

/// Lower-case hex. Throws Error (Unsupported) where the system's policy forbids the hash.
[[nodiscard]] QByteArray digestResponse(const DigestInput &input, const base::SecretString &password);
/// RFC 7616 3.4.4: what stands for the user's name.
[[nodiscard]] QByteArray digestUserHash(const DigestAlgorithm &algorithm, QByteArrayView user, QByteArrayView realm);

} // namespace rejoin::transport
