#pragma once

// The platform's own Kerberos, NTLM and SPNEGO behind one interface: gss.cpp (MIT krb5 and gss-ntlmssp, GSS.framework)
// and sspi.cpp (Windows). No Qt here: sspi.cpp must compile with a compiler that has no Qt beside it.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace rejoin::transport {

/// What a login of this kind needs. Text is UTF-8.
struct SecurityRequest
{
    enum class Package : std::uint8_t {
        Negotiate, ///< Kerberos where a ticket can be had, else NTLM if allowNtlm
        Kerberos,
        Ntlm,
    };

    SecurityRequest() = default;
    Package package = Package::Negotiate;
    /// Tokens in SPNEGO's wrapping (scheme Negotiate, CredSSP); false: Kerberos' own (scheme Kerberos).
    bool spnego = true;
    /// "DOMAIN\user", "user@realm", ".\user", "user"; empty: whoever runs the program, from the ticket cache.
    std::string user;
    /// Must outlive the context.
    std::string_view password;
    /// A keytab with the keys of user (a principal then); empty: none.
    std::string keytab;
    std::string service = "HTTP"; ///< of the service principal name
    std::string host;             ///< as the user typed it; an IP address leaves NTLM only
    int spnPort = 0;              ///< above 0: service/host:port
    std::string channelBinding;   ///< "tls-server-end-point:…" (RFC 5929); empty: none
    /// Negotiate may end in NTLM. False: the attempt ends as SecurityFailure (NtlmNotAllowed) before any token exists.
    bool allowNtlm = true;
};

/// Why there is no token. The only exception of these classes.
struct SecurityFailure
{
    enum class Reason : std::uint8_t {
        Other,
        NoCredential,     ///< no ticket in the cache and no password
        WrongPassword,    ///< KDC_ERR_PREAUTH_FAILED
        UnknownUser,      ///< KDC_ERR_C_PRINCIPAL_UNKNOWN
        UnknownService,   ///< KDC_ERR_S_PRINCIPAL_UNKNOWN: no such service principal name
        PasswordExpired,  ///< KDC_ERR_KEY_EXPIRED
        AccountDisabled,  ///< KDC_ERR_CLIENT_REVOKED: disabled, locked or expired
        TicketExpired,    ///< KRB_AP_ERR_TKT_EXPIRED
        ClockSkew,        ///< KRB_AP_ERR_SKEW
        NoKdc,            ///< no KDC of the realm answers or is known; words name the realm and what was tried
        KeytabUnusable,   ///< not readable, or without a key for that principal
        NtlmNotAllowed,   ///< allowNtlm is false and only NTLM is left; words say why Kerberos was not possible
        MechanismMissing, ///< the library for it is not installed
        Refused,          ///< the acceptor's token says no
        BadToken,         ///< the peer's bytes are none, or not for this login
        BadSeal,          ///< a sealed message that the peer did not seal, or out of order
    };

    SecurityFailure() = default;
    SecurityFailure(Reason what, std::int64_t nativeCode, std::string nativeWords)
        : reason(what), code(nativeCode), words(std::move(nativeWords))
    {
    }
    Reason reason = Reason::Other;
    std::int64_t code = 0; ///< minor status, NTSTATUS or SECURITY_STATUS
    std::string words;     ///< of the library, English or the system's language; never a secret
};

/// Whether NTLM may be tried after this. Not after a KDC's word on the account itself: NTLM would only ask the same
/// account again, more weakly, and count as another wrong attempt.
[[nodiscard]] constexpr bool mayFallBack(SecurityFailure::Reason reason)
{
    using Reason = SecurityFailure::Reason;
    switch (reason) {
    case Reason::WrongPassword:
    case Reason::PasswordExpired:
    case Reason::AccountDisabled:
    case Reason::ClockSkew:
    case Reason::KeytabUnusable:
        return false;
    default:
        return true;
    }
}

/// The initiator's side of one security context. step() may block; not for two threads at once.
class SecurityContext
{
public:
    struct Token
    {
        Token() = default;
        std::string bytes;
        bool done = false;
    };
    struct Sealed
    {
        Sealed() = default;
        std::string header;
        std::string data;
        std::size_t padding = 0; ///< bytes that the mechanism added to the plain text (RC4 under Kerberos)
    };
    struct Facts
    {
        Facts() = default;
        std::string package;        ///< "Kerberos", "NTLM"
        std::string cipher;         ///< "AES256-CTS-HMAC-SHA1-96", "RC4 128"
        std::string fallbackReason; ///< why not Kerberos
    };

    virtual ~SecurityContext() = default;

    /// in: empty on the first call. Throws SecurityFailure.
    [[nodiscard]] virtual Token step(std::string_view in) = 0;
    /// Header and data apart, as MS-WSMV 2.2.9.1 wants them.
    [[nodiscard]] virtual Sealed seal(std::string_view plain) = 0;
    [[nodiscard]] virtual std::string unseal(std::string_view header, std::string_view data) = 0;
    /// As one token (GSS_Wrap), as CredSSP wants it.
    [[nodiscard]] virtual std::string wrap(std::string_view plain) = 0;
    [[nodiscard]] virtual std::string unwrap(std::string_view token) = 0;
    [[nodiscard]] virtual Facts facts() const = 0;
};

/// Does nothing that blocks. Throws SecurityFailure (MechanismMissing).
[[nodiscard]] std::unique_ptr<SecurityContext> makeSecurityContext(SecurityRequest request);

} // namespace rejoin::transport
