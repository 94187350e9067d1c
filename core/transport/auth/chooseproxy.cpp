#include "core/transport/auth/chooseproxy.h"

#include "core/base/error.h"
#include "core/transport/auth/choose.h"
#include "core/transport/proxyerrors.h"

namespace rejoin::transport {

using base::Credential;
using base::Error;
using base::ErrorCategory;
using base::Text;

std::unique_ptr<Authenticator> chooseProxyAuthenticator(const Proxy &proxy)
{
    const bool named = proxy.credential.kind != Credential::Kind::CurrentUser;
    if (proxy.mechanism == Mechanism::Default && !named)
        return nullptr;
    Login login;
    login.mechanism = proxy.mechanism == Mechanism::Default ? Mechanism::Negotiate : proxy.mechanism;
    login.credential = proxy.credential;
    switch (login.mechanism) {
    case Mechanism::Basic:
    case Mechanism::Digest:
    case Mechanism::Negotiate:
        break;
    default: // PowerShell's New-PSSessionOption takes these three
        throw Error(ErrorCategory::InvalidArgument, QStringLiteral("InvalidProxyAuthentication"),
                    Text(QT_TRANSLATE_NOOP("core", "The mechanism %1 does not log in to a proxy."),
                         {mechanismName(proxy.mechanism)}),
                    Text(QT_TRANSLATE_NOOP("core", "Choose Negotiate, Basic or Digest (-ProxyAuthentication).")));
    }
    if (proxy.credential.kind == Credential::Kind::Password && proxy.credential.password.isEmpty())
        throw errors::proxyWantsCredential(proxy, mechanismName(login.mechanism), 0);
    // There is no TLS towards the proxy; who gives a login for it has decided that.
    login.allowUnencrypted = true;
    login.noEncryption = true;
    login.allowNtlmWithoutTls = named;
    Endpoint endpoint;
    endpoint.host = proxy.host;
    endpoint.port = proxy.port;
    return chooseAuthenticator(login, endpoint);
}

} // namespace rejoin::transport
