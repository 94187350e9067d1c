#include "core/cmdlets/frontend.h"

namespace rejoin::cmdlets {

using base::Error;
using base::ErrorCategory;
using base::Text;

Task<base::Credential> FrontEnd::proxyCredential(QString userName, base::CancelToken /*cancel*/)
{
    throw Error(ErrorCategory::CredentialMissing, QStringLiteral("CredentialMissing"),
                Text(QT_TRANSLATE_NOOP("core", "A password for %1 at the proxy is needed and there is nobody to ask."),
                     {userName}),
                Text(QT_TRANSLATE_NOOP("core", "Give it with --proxy-password-fd.")));
    co_return base::Credential();
}

Task<base::SecretString> FrontEnd::passphrase(QString what, base::CancelToken /*cancel*/)
{
    throw Error(ErrorCategory::CredentialMissing, QStringLiteral("CredentialMissing"),
                Text(QT_TRANSLATE_NOOP("core", "The passphrase of %1 is needed and there is nobody to ask."), {what}),
                Text(QT_TRANSLATE_NOOP("core", "Give it with --password-stdin or --password-fd.")));
    co_return base::SecretString();
}

Task<std::shared_ptr<vault::CredentialVault>> FrontEnd::vault(VaultUse /*use*/, base::CancelToken /*cancel*/)
{
    std::shared_ptr<vault::CredentialVault> none;
    co_return none;
}

Task<transport::ClientCertificate> FrontEnd::certificate(QString thumbprint, base::CancelToken /*cancel*/)
{
    throw Error(
        ErrorCategory::CredentialMissing, QStringLiteral("CertificateNotFound"),
        Text(QT_TRANSLATE_NOOP("core", "No certificate with the thumbprint %1 and its key was found."), {thumbprint}),
        Text(QT_TRANSLATE_NOOP("core", "Add its file (PEM or PKCS#12) to the certificates of Rejoin.")));
    co_return transport::ClientCertificate();
}

Task<bool> FrontEnd::mayLogInAt(sessions::RedirectQuestion /*question*/, base::CancelToken /*cancel*/)
{
    co_return false;
}

} // namespace rejoin::cmdlets
