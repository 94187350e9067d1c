#include "core/transport/auth/choose.h"

#include "core/base/error.h"
#include "core/transport/auth/basic.h"
#include "core/transport/auth/certificatelogin.h"
#include "core/transport/auth/credssp.h"
#include "core/transport/auth/digest.h"
#include "core/transport/auth/negotiate.h"
#include "core/transport/tlsclient.h"

namespace rejoin::transport {

using base::Error;
using base::ErrorCategory;
using base::Text;

QString mechanismName(Mechanism mechanism)
{
    switch (mechanism) {
    case Mechanism::Default:
        return QStringLiteral("Default");
    case Mechanism::Basic:
        return QStringLiteral("Basic");
    case Mechanism::Negotiate:
        return QStringLiteral("Negotiate");
    case Mechanism::NegotiateWithImplicitCredential:
        return QStringLiteral("NegotiateWithImplicitCredential");
    case Mechanism::Credssp:
        return QStringLiteral("Credssp");
    case Mechanism::Digest:
        return QStringLiteral("Digest");
    case Mechanism::Kerberos:
        return QStringLiteral("Kerberos");
    }
    return QString::number(static_cast<int>(mechanism));
}

namespace {

std::unique_ptr<Authenticator> certificateLogin(const ClientCertificate &certificate, const Endpoint &endpoint)
{
    if (certificate.isNull())
        throw Error(ErrorCategory::CredentialMissing, QStringLiteral("CertificateWithoutKey"),
                    Text(QT_TRANSLATE_NOOP("core", "The certificate to log in to %1 with has no private key."),
                         {endpoint.host}),
                    Text(QT_TRANSLATE_NOOP("core", "Export the certificate together with its private key.")));
    if (!endpoint.useSsl)
        throw Error(ErrorCategory::InvalidArgument, QStringLiteral("CertificateRequiresHttps"),
                    Text(QT_TRANSLATE_NOOP("core", "Logging in to %1 with a client certificate requires HTTPS; nothing "
                                                   "was sent."),
                         {endpoint.authority()}),
                    Text(QT_TRANSLATE_NOOP("core", "Use -UseSSL, or an address that begins with https.")));
    return std::make_unique<CertificateLogin>(certificateText(certificate));
}

std::unique_ptr<Authenticator> credsspLogin(const Login &login, const Endpoint &endpoint)
{
    CredsspAuthenticator::Settings settings;
    settings.peer = endpoint.authority();
    settings.minimumVersion = login.minimumCredsspVersion;
    settings.inner.service = login.spnService.toStdString();
    settings.inner.host = endpoint.host.toStdString();
    settings.inner.spnPort = login.includePortInSpn ? endpoint.port : 0;
    // With NTLM inside, any member of the domain could be the one that gets the password.
    settings.inner.allowNtlm = endpoint.useSsl || login.allowNtlmWithoutTls;
    auto made = std::make_unique<CredsspAuthenticator>(login.credential, std::move(settings));
    if (!login.allowDelegation)
        throw Error(ErrorCategory::NotPermitted, QStringLiteral("DelegationNotPermitted"),
                    Text(QT_TRANSLATE_NOOP("core", "CredSSP would hand the password of %1 to %2, and that was not "
                                                   "permitted; nothing was sent."),
                         {login.credential.userName, endpoint.authority()}),
                    Text(QT_TRANSLATE_NOOP("core", "Permit it for this computer if you trust it and whoever "
                                                   "administers it with the password; otherwise choose Kerberos or "
                                                   "Negotiate.")));
    return made;
}

} // namespace

std::unique_ptr<Authenticator> chooseAuthenticator(const Login &login, const Endpoint &endpoint)
{
    if (!login.certificate.chain.isEmpty() || !login.certificate.key.isNull())
        return certificateLogin(login.certificate, endpoint);
    if (login.mechanism == Mechanism::Basic) {
        if (!endpoint.useSsl && !login.allowUnencrypted)
            throw Error(ErrorCategory::NotPermitted, QStringLiteral("ConnectFailed"),
                        Text(QT_TRANSLATE_NOOP("core", "Basic would send the password to %1 unprotected, because the "
                                                       "connection is plain HTTP; nothing was sent."),
                             {endpoint.authority()}),
                        Text(QT_TRANSLATE_NOOP("core", "Use -UseSSL (HTTPS). To send it unprotected all the same, "
                                                       "permit that for this computer or give -NoEncryption in the "
                                                       "session option.")));
        return std::make_unique<BasicAuthenticator>(login.credential);
    }
    const bool negotiates = login.mechanism == Mechanism::Default || login.mechanism == Mechanism::Negotiate ||
                            login.mechanism == Mechanism::NegotiateWithImplicitCredential ||
                            login.mechanism == Mechanism::Kerberos;
    if (negotiates || login.mechanism == Mechanism::Credssp) {
        if (login.noEncryption && !endpoint.useSsl && !login.allowUnencrypted)
            throw Error(ErrorCategory::NotPermitted, QStringLiteral("ConnectFailed"),
                        Text(QT_TRANSLATE_NOOP("core", "Without encryption, messages to %1 would be readable on the "
                                                       "way, because the connection is plain HTTP; nothing was sent."),
                             {endpoint.authority()}),
                        Text(QT_TRANSLATE_NOOP("core", "Leave -NoEncryption out, use -UseSSL (HTTPS), or permit "
                                                       "unencrypted messages for this computer.")));
        if (login.mechanism == Mechanism::Credssp)
            return credsspLogin(login, endpoint);
        return std::make_unique<NegotiateAuthenticator>(login, endpoint);
    }
    if (login.mechanism == Mechanism::Digest) {
        if (!endpoint.useSsl && !login.allowUnencrypted)
            throw Error(ErrorCategory::NotPermitted, QStringLiteral("ConnectFailed"),
                        Text(QT_TRANSLATE_NOOP("core", "Digest would leave what is exchanged with %1 unprotected, "
                                                       "because the connection is plain HTTP; nothing was sent."),
                             {endpoint.authority()}),
                        Text(QT_TRANSLATE_NOOP("core", "Use -UseSSL (HTTPS). To send it unprotected all the same, "
                                                       "permit that for this computer or give -NoEncryption in the "
                                                       "session option.")));
        return std::make_unique<DigestAuthenticator>(login.credential);
    }
    // Never falls back to Basic by itself: that gives the password away to the server, which the others do not.
    throw Error(ErrorCategory::Unsupported, QStringLiteral("InvalidAuthentication"),
                Text(QT_TRANSLATE_NOOP("core", "This version of Rejoin does not know the authentication mechanism %1."),
                     {mechanismName(login.mechanism)}),
                Text(QT_TRANSLATE_NOOP("core", "Choose Negotiate, Kerberos, CredSSP, Digest or Basic.")));
}

} // namespace rejoin::transport
