#pragma once

#include "core/cmdlets/frontend.h"
#include "core/sessions/connectionoptions.h"
#include "core/vault/credentialvault.h"

namespace rejoin::cmdlets {

/// Puts the vault's login for a computer into the options; the user's name when -Credential gave one, else empty.
/// False: nothing is stored that is meant for it, or it has to be asked for: then userName says for whom. Throws Error:
/// a locked keychain is not one without the entry, so that nobody else logs in instead.
[[nodiscard]] Task<bool> addStoredLogin(FrontEnd *frontEnd, std::shared_ptr<vault::CredentialVault> vault,
                                        sessions::ConnectionOptions *options, QString *userName,
                                        base::CancelToken cancel);

} // namespace rejoin::cmdlets
