#pragma once

#include "core/base/credential.h"
#include "core/clixml/value.h"
#include "core/sessions/redirecthandler.h"
#include "core/transport/transport.h"
#include "core/wsman/types.h"

#include <QUrl>

#include <chrono>
#include <memory>
#include <optional>

namespace rejoin::sessions {

/// New-PSSessionOption, with PowerShell's defaults.
struct SessionOptions
{
    SessionOptions() = default;
    int maximumRedirection = 5; ///< MaximumConnectionRedirectionCount; negative: as many as there are
    bool noCompression = false;
    bool noMachineProfile = false;
    QString culture;                                         ///< empty: en-US
    QString uiCulture;                                       ///< empty: en-US
    std::optional<qint64> maximumReceivedDataSizePerCommand; ///< bytes
    std::optional<qint64> maximumReceivedObjectSize;         ///< bytes
    wsman::BufferMode outputBufferingMode = wsman::BufferMode::None;
    int maxConnectionRetryCount = 5;
    std::chrono::milliseconds openTimeout{180000};
    std::chrono::milliseconds cancelTimeout{60000};
    std::chrono::milliseconds operationTimeout{180000};
    /// None: the server's default. Has no effect on connecting.
    std::optional<std::chrono::milliseconds> idleTimeout;
    bool skipCaCheck = false;
    bool skipCnCheck = false;
    bool skipRevocationCheck = false;
    bool noEncryption = false;
    bool useUtf16 = false;
    bool includePortInSpn = false;
    /// -ProxyAccessType and its kin; None passes nothing on: the computer's own proxy counts then.
    enum class ProxyAccess : quint8 { None = 0, IEConfig = 1, WinHttpConfig = 2, AutoDetect = 4, NoProxyServer = 8 };
    ProxyAccess proxyAccess = ProxyAccess::None;
    transport::Mechanism proxyAuthentication = transport::Mechanism::Negotiate; ///< Negotiate, Basic or Digest
    base::Credential proxyCredential;
    /// PSRP version that is offered: "2.3", which every server since 2012 takes as it was, or "2.4" (PowerShell 7.6),
    /// in which no key for secrets is exchanged. PowerShell has no such option.
    QString protocolVersion = QStringLiteral("2.3");
    /// Added to the ApplicationArguments of a new session ($PSSenderInfo shows them there): a dictionary, or Nil.
    clixml::Value applicationArguments;
};

/// Where a computer's service is and how to log in: what the remote parameter sets say, and what a saved computer
/// holds. A value.
struct ConnectionOptions
{
    ConnectionOptions() = default;

    QString computerName; ///< -ComputerName as typed; empty when by URI
    QUrl connectionUri;   ///< -ConnectionUri; invalid when by name
    int port = 0;         ///< 0: default
    bool useSsl = false;
    QString applicationName; ///< empty: wsman
    /// Name or whole resource URI. When listing: a filter, empty for all; when creating: empty for
    /// Microsoft.PowerShell.
    QString configurationName;
    transport::Mechanism mechanism = transport::Mechanism::Default;
    base::Credential credential;
    QString certificateThumbprint;
    bool allowRedirection = false;
    SessionOptions session;

    // Of the saved computer, beyond PowerShell's parameters:
    bool allowUnencrypted = false;    ///< Basic, Digest and unsealed messages over plain HTTP are permitted here
    bool allowNtlmWithoutTls = false; ///< what Windows calls TrustedHosts
    bool allowDelegation = false;     ///< CredSSP may hand the password over here
    QByteArray pinnedSha256;
    QList<QSslCertificate> extraAuthorities;
    transport::ClientCertificate clientCertificate; ///< of certificateThumbprint, once found
    transport::Proxy proxy;
    QString spnService; ///< empty: HTTP
    /// For how long the server shall keep a session that is left (keeping.h); none: not said here.
    std::optional<std::chrono::milliseconds> keepFor;
    /// Who is told of redirects and asked; gone or none: the service's.
    std::weak_ptr<RedirectHandler> redirects;

    [[nodiscard]] bool byUri() const { return computerName.isEmpty() && connectionUri.isValid(); }
    /// Throws Error (InvalidArgument).
    [[nodiscard]] transport::Endpoint endpoint() const;
    /// What the ComputerName column shows: the name as typed, or the URI's host.
    [[nodiscard]] QString displayName() const;
    /// http://schemas.microsoft.com/powershell/<name>; empty when configurationName is.
    [[nodiscard]] QString resourceUri() const;
    [[nodiscard]] transport::TransportSettings transportSettings(const transport::ConnectTo &connectTo) const;
};

/// A time of the session options: 0 is none there, the longest that WS-Management takes here.
[[nodiscard]] std::chrono::milliseconds timeLimit(std::chrono::milliseconds option);

/// ResourceUri of a configuration: the name with the schema before it, a whole URI as it is.
[[nodiscard]] QString resourceUriFor(const QString &configurationName);
/// ResourceUri minus the prefix: the ConfigurationName column.
[[nodiscard]] QString configurationNameFor(const QString &resourceUri);

} // namespace rejoin::sessions
