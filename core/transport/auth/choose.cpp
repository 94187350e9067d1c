#include "core/transport/auth/choose.h"

#include "core/base/error.h"
#include "core/transport/auth/basic.h"
#include "core/transport/auth/certificatelogin.h"
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
    if (negotiates) {
        if (login.noEncryption && !endpoint.useSsl && !login.allowUnencrypted)
            throw Error(ErrorCategory::NotPermitted, QStringLiteral("ConnectFailed"),
                        Text(QT_TRANSLATE_NOOP("core", "Without encryption, messages to %1 would be readable on the "
                                                       "way, because the connection is plain HTTP; nothing was sent."),
                             {endpoint.authority()}),
                        Text(QT_TRANSLATE_NOOP("core", "Leave -NoEncryption out, use -UseSSL (HTTPS), or permit "
                                                       "unencrypted messages for this computer.")));
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
                Text(QT_TRANSLATE_NOOP("core", "This version of Rejoin cannot log in to %1 with the authentication "
                                               "mechanism %2; it offers Basic only."),
                     {endpoint.host, mechanismName(login.mechanism)}),
                Text(QT_TRANSLATE_NOOP("core", "Choose Basic (-Authentication Basic) together with -UseSSL and a user "
                                               "name and password; the server must allow Basic.")));
}

} // namespace rejoin::transport
