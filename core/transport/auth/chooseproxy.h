#pragma once

#include "core/transport/auth/authenticator.h"
#include "core/transport/transport.h"

#include <memory>

namespace rejoin::transport {

/// What logs in to an HTTP proxy. nullptr: nobody is named and no mechanism asked for, so the proxy is asked first
/// whether it wants a login at all. The way to a proxy is plain: Basic is used when it was asked for by name and never
/// otherwise. Throws Error: InvalidArgument for a mechanism that proxies do not know, CredentialMissing, and what
/// chooseAuthenticator() throws.
[[nodiscard]] std::unique_ptr<Authenticator> chooseProxyAuthenticator(const Proxy &proxy);

} // namespace rejoin::transport
