#pragma once

// No Qt here: sspi.cpp uses it.

#include <cstddef>
#include <string>
#include <string_view>

namespace rejoin::transport {

/// A user name in one of the forms that people type, taken apart. Text is UTF-8.
struct AccountName
{
    AccountName() = default;
    std::string user;
    std::string domain; ///< before the backslash; empty: none
    std::string realm;  ///< after the last '@'; empty: none
    bool local = false; ///< ".\user": an account of the computer itself, which no Kerberos knows
};

/// "DOMAIN\user", "user@realm", ".\user", "user".
[[nodiscard]] AccountName readAccountName(std::string_view text);

/// An address instead of a name: an IPv4 or IPv6 literal, brackets and a zone allowed.
[[nodiscard]] bool isAddressLiteral(std::string_view host);

/// ASCII letters only.
[[nodiscard]] std::string upperCase(std::string_view text);

/// Overwrites what a temporary held.
void wipeBytes(void *bytes, std::size_t size);
void wipeText(std::string *text);

} // namespace rejoin::transport
