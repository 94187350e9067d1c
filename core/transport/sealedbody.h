#pragma once

#include "core/transport/auth/messagesealer.h"

namespace rejoin::transport {

/// An HTTP body that holds a sealed message.
struct SealedBody
{
    SealedBody() = default;
    QByteArray contentType; ///< multipart/encrypted;protocol="…";boundary="Encrypted Boundary"
    QByteArray body;
};

/// MS-WSMV 2.2.9.1: originalType is the plain message's ("application/soap+xml;charset=UTF-8").
[[nodiscard]] SealedBody sealBody(MessageSealer &sealer, QByteArrayView plain, QByteArrayView originalType);

[[nodiscard]] bool isSealedType(QByteArrayView contentType);

/// The plain message; several parts, and several messages one behind the other, are put together. originalType, when
/// given, gets the type of the first part. Throws Error (Protocol): "ImproperResponse" for a body that is not of this
/// form or of another protocol than the sealer's, and what the sealer throws.
[[nodiscard]] QByteArray unsealBody(MessageSealer &sealer, QByteArrayView body, QByteArrayView contentType,
                                    QByteArray *originalType = nullptr);

} // namespace rejoin::transport
