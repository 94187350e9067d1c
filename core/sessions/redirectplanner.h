#pragma once

#include "core/base/error.h"
#include "core/transport/endpoint.h"

#include <QStringList>

#include <optional>

namespace rejoin::sessions {

/// What is known when a service points elsewhere.
struct RedirectFacts
{
    RedirectFacts() = default;
    /// -AllowRedirection together with -ConnectionUri.
    bool allowed = false;
    int maximum = 5;    ///< MaximumConnectionRedirectionCount; negative: as many as there are
    int followed = 0;   ///< so many before this one
    base::Error answer; ///< the transport's: category Redirected; its detail is the Location
    transport::Endpoint from;
    QList<transport::Endpoint> visited; ///< every address of this way, from included
    QStringList hosts;                  ///< where the login may go: the host that was given and those consented to
};

enum class RedirectStep : quint8 {
    Follow,
    Ask, ///< another host: follow with the user's word
    Refuse,
};

struct RedirectPlan
{
    RedirectStep step = RedirectStep::Refuse;
    transport::Endpoint to;           ///< unless refused
    std::optional<base::Error> error; ///< when refused
};

/// Even where the count is unlimited, a way of so many different addresses leads nowhere.
inline constexpr int longestRedirection = 100;

/// Pure. Stricter than PowerShell, which goes from https to http and takes the login to any host.
[[nodiscard]] RedirectPlan planRedirect(const RedirectFacts &facts);
/// What ends the way when the user did not give their word.
[[nodiscard]] base::Error otherHostRefused(const RedirectFacts &facts, const transport::Endpoint &to);

} // namespace rejoin::sessions
