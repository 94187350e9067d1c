#pragma once

// Kerberos tickets by MIT krb5, whose error codes are exact where GSSAPI's are not: through SPNEGO they arrive
// renumbered. No Qt here.

#include "core/transport/auth/accountname.h"
#include "core/transport/auth/securitycontext.h"

#include <memory>
#include <string>

namespace rejoin::transport::gss {

/// A ticket for one service, ready to be used by GSSAPI.
class Tickets
{
public:
    /// Gets a ticket for request.service at request.host: with the password, the keytab, or from the ticket cache of
    /// whoever runs the program. Asks KDCs and name servers; blocks. Throws SecurityFailure.
    explicit Tickets(const SecurityRequest &request, const AccountName &account);
    ~Tickets();
    Tickets(const Tickets &) = delete;
    Tickets &operator=(const Tickets &) = delete;

    /// The cache that holds them, for a credential store: "MEMORY:…" (it ends with this object) or the user's own.
    [[nodiscard]] std::string cacheName() const;

private:
    class Private;
    std::unique_ptr<Private> d;
};

/// Why Kerberos knows nothing of this account or host whatever a KDC says; empty: it may.
[[nodiscard]] std::string whyNoKerberos(const SecurityRequest &request, const AccountName &account);

/// What a refusing server says in a KRB-ERROR message inside its token (RFC 4120 5.9.1); Reason::Refused when there is
/// none in it.
[[nodiscard]] SecurityFailure::Reason reasonInToken(std::string_view token, std::int64_t *code, std::string *words);

} // namespace rejoin::transport::gss
