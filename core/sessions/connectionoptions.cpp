#include "core/sessions/connectionoptions.h"

#include "core/base/error.h"
#include "core/wsman/namespaces.h"

namespace rejoin::sessions {

namespace {

QLatin1String prefix()
{
    return {wsman::resource::powershellPrefix.data(), qsizetype(wsman::resource::powershellPrefix.size())};
}

/// ProxyAccessType, where the option says one.
void applyProxyAccess(const SessionOptions &session, transport::Proxy &proxy)
{
    using Access = SessionOptions::ProxyAccess;
    switch (session.proxyAccess) {
    case Access::None:
        return; // passes nothing on
    case Access::NoProxyServer:
        proxy = transport::Proxy();
        return;
    case Access::IEConfig:
    case Access::WinHttpConfig:
    case Access::AutoDetect:
        proxy = transport::Proxy();
        proxy.kind = transport::Proxy::Kind::System;
        proxy.mechanism = session.proxyAuthentication;
        proxy.credential = session.proxyCredential;
        return;
    }
}

} // namespace

transport::Endpoint ConnectionOptions::endpoint() const
{
    if (byUri())
        return transport::Endpoint::fromUri(connectionUri);
    return transport::Endpoint::fromComputerName(computerName, port, useSsl, applicationName);
}

QString ConnectionOptions::displayName() const
{
    return byUri() ? connectionUri.host() : computerName;
}

QString ConnectionOptions::resourceUri() const
{
    return configurationName.isEmpty() ? QString() : resourceUriFor(configurationName);
}

transport::TransportSettings ConnectionOptions::transportSettings(const transport::ConnectTo &connectTo) const
{
    if (!certificateThumbprint.isEmpty() && clientCertificate.isNull())
        throw base::Error(
            base::ErrorCategory::CredentialMissing, QStringLiteral("CertificateNotFound"),
            base::Text(QT_TRANSLATE_NOOP("core", "No certificate with the thumbprint %1 and its key was found."),
                       {certificateThumbprint}),
            base::Text(QT_TRANSLATE_NOOP("core", "Add its file (PEM or PKCS#12) to the certificates of Rejoin.")));
    transport::TransportSettings settings;
    settings.endpoint = endpoint();
    settings.login.mechanism = mechanism;
    settings.login.credential = credential;
    settings.login.allowUnencrypted = allowUnencrypted || session.noEncryption;
    settings.login.noEncryption = session.noEncryption;
    settings.login.allowNtlmWithoutTls = allowNtlmWithoutTls;
    settings.login.allowDelegation = allowDelegation;
    settings.login.certificate = clientCertificate;
    settings.login.includePortInSpn = session.includePortInSpn;
    if (!spnService.isEmpty())
        settings.login.spnService = spnService;
    settings.proxy = proxy;
    applyProxyAccess(session, settings.proxy);
    settings.tls.skipCaCheck = session.skipCaCheck;
    settings.tls.skipCnCheck = session.skipCnCheck;
    settings.tls.skipRevocationCheck = session.skipRevocationCheck;
    settings.tls.extraAuthorities = extraAuthorities;
    settings.tls.pinnedSha256 = pinnedSha256;
    // -OpenTimeout bounds how long making the connection may take; 0 is PowerShell's "no limit", ours stays.
    if (session.openTimeout.count() > 0) {
        settings.limits.connectTimeout = std::min(settings.limits.connectTimeout, session.openTimeout);
        settings.limits.tlsTimeout = std::min(settings.limits.tlsTimeout, session.openTimeout);
    }
    settings.connectTo = connectTo;
    return settings;
}

std::chrono::milliseconds timeLimit(std::chrono::milliseconds option)
{
    // PowerShell makes the same of a time-out of 0 (int.MaxValue).
    constexpr std::chrono::milliseconds longest(2147483647);
    return option.count() > 0 ? option : longest;
}

QString resourceUriFor(const QString &configurationName)
{
    // As PowerShell: a name that holds the schema already is taken as it is.
    if (configurationName.startsWith(prefix(), Qt::CaseInsensitive) || configurationName.contains(QLatin1String("://")))
        return configurationName;
    return prefix() + configurationName;
}

QString configurationNameFor(const QString &resourceUri)
{
    return resourceUri.startsWith(prefix(), Qt::CaseInsensitive) ? resourceUri.mid(prefix().size()) : resourceUri;
}

} // namespace rejoin::sessions
