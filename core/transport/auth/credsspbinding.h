#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace rejoin::transport {

/// What pubKeyAuth holds, before it is sealed (MS-CSSP 3.1.5): it ties the login to the key of the TLS session.
/// version: the lower one of both ends; nonce: from version 5 on. publicKey must not be empty.
[[nodiscard]] QByteArray credsspClientBinding(int version, QByteArrayView nonce, QByteArrayView publicKey);
[[nodiscard]] QByteArray credsspServerBinding(int version, QByteArrayView nonce, QByteArrayView publicKey);

/// In constant time.
[[nodiscard]] bool isSameBinding(QByteArrayView one, QByteArrayView other);

} // namespace rejoin::transport
