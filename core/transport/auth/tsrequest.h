#pragma once

#include "core/base/secretstring.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <optional>

// The messages of CredSSP in DER (MS-CSSP 2.2). No I/O.
namespace rejoin::transport {

/// Longer ones are refused unread: a ticket with a large authorization takes 64 KiB.
inline constexpr qsizetype maximumTsRequestBytes = 256 << 10;
/// MS-CSSP 2.2.1, clientNonce.
inline constexpr qsizetype credsspNonceBytes = 32;
/// The version that both halves here speak.
inline constexpr int credsspVersion = 6;

/// MS-CSSP 2.2.1. An empty field is absent.
struct TsRequest
{
    TsRequest() = default;
    int version = credsspVersion;
    QByteArray negoToken; ///< the first one of negoTokens
    QByteArray authInfo;
    QByteArray pubKeyAuth;
    std::optional<quint32> errorCode; ///< NTSTATUS
    QByteArray clientNonce;

    [[nodiscard]] QByteArray encode() const;
    /// nullopt: no TSRequest, one with bytes after it, too long, or of a version below 2.
    [[nodiscard]] static std::optional<TsRequest> decode(QByteArrayView der);
};

/// TSCredentials of type 1 (MS-CSSP 2.2.1.2): what is handed to the server.
struct TsPasswordCredentials
{
    TsPasswordCredentials() = default;
    QString domain;
    QString user;
    base::SecretString password;

    /// The caller wipes it.
    [[nodiscard]] QByteArray encode() const;
    /// nullopt: another type of credentials, or none. The caller wipes der.
    [[nodiscard]] static std::optional<TsPasswordCredentials> decode(QByteArrayView der);
};

} // namespace rejoin::transport
