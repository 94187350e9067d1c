#pragma once

#include "core/clixml/value.h"

#include <compare>
#include <optional>

namespace rejoin::psrp {

/// "2.3"
struct ProtocolVersion
{
    int major = 0;
    int minor = 0;

    auto operator<=>(const ProtocolVersion &) const = default;
    /// Further parts ("2.3.0.0") are not looked at.
    [[nodiscard]] static std::optional<ProtocolVersion> parse(QStringView text);
    [[nodiscard]] QString text() const;
};

/// From this one on secrets need no session key.
inline constexpr ProtocolVersion plainSecretsVersion{2, 4};

/// MS-PSRP 2.2.2.1 SESSION_CAPABILITY.
struct SessionCapability
{
    QString protocolVersion;
    QString psVersion = QStringLiteral("2.0");
    QString serializationVersion = QStringLiteral("1.1.0.1");

    [[nodiscard]] clixml::Value toValue() const;
    /// Throws Error (Protocol, "PSRPMessageInvalid") when a version is missing or none.
    [[nodiscard]] static SessionCapability fromValue(const clixml::Value &value);

    /// The client's check of what the server sent (MS-PSRP 3.1.5.4.1). Throws Error (Unsupported,
    /// "ClientNegotiationFailed").
    void checkServer(const QString &ours) const;
    /// The server's answer to what a client sent, a version that both know; nullopt when there is none, or when
    /// it is older than lowest.
    [[nodiscard]] std::optional<ProtocolVersion> negotiate(const QString &highest, ProtocolVersion lowest) const;
};

} // namespace rejoin::psrp
