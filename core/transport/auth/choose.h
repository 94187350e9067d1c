#pragma once

#include "core/transport/auth/authenticator.h"
#include "core/transport/transport.h"

#include <memory>

namespace rejoin::transport {

/// PowerShell's word: "Negotiate".
[[nodiscard]] QString mechanismName(Mechanism mechanism);

/// What logs in with this mechanism. Decides before anything is sent. Throws Error:
/// Unsupported ("InvalidAuthentication") for a mechanism that this build does not have,
/// NotPermitted ("ConnectFailed", as PowerShell on Unix) for Basic and Digest over plain HTTP without
/// Login::allowUnencrypted, NotPermitted ("DelegationNotPermitted") for CredSSP without Login::allowDelegation,
/// CredentialMissing ("ExplicitCredentialsRequired"), InvalidArgument.
[[nodiscard]] std::unique_ptr<Authenticator> chooseAuthenticator(const Login &login, const Endpoint &endpoint);

} // namespace rejoin::transport
