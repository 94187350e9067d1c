#include "core/transport/auth/accountname.h"

#include <algorithm>

namespace rejoin::transport {

AccountName readAccountName(std::string_view text)
{
    AccountName account;
    if (const auto backslash = text.find('\\'); backslash != std::string_view::npos) {
        account.domain = text.substr(0, backslash);
        account.user = text.substr(backslash + 1);
        if (account.domain == ".") {
            account.local = true;
            account.domain.clear();
        }
        return account;
    }
    const auto at = text.rfind('@');
    account.user = text.substr(0, at);
    if (at != std::string_view::npos)
        account.realm = text.substr(at + 1);
    return account;
}

bool isAddressLiteral(std::string_view host)
{
    // No host name has a colon.
    if (host.find(':') != std::string_view::npos)
        return true;
    // A name's last label is never all digits (RFC 3696 2).
    return !host.empty() && std::count(host.begin(), host.end(), '.') == 3 &&
           std::all_of(host.begin(), host.end(), [](char c) { return (c >= '0' && c <= '9') || c == '.'; });
}

std::string upperCase(std::string_view text)
{
    std::string upper(text);
    std::transform(upper.begin(), upper.end(), upper.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    return upper;
}

void wipeBytes(void *bytes, std::size_t size)
{
    // volatile: the writes to what is about to end would be left out.
    auto *at = static_cast<volatile unsigned char *>(bytes);
    for (std::size_t i = 0; i < size; ++i)
        at[i] = 0;
}

void wipeText(std::string *text)
{
    wipeBytes(text->data(), text->size());
    text->clear();
}

} // namespace rejoin::transport
