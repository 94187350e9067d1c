#include "core/sessions/networkdefaults.h"

#include "core/base/error.h"
#include "core/base/wildcard.h"

#include <algorithm>

namespace rejoin::sessions {

NetworkDefaults NetworkDefaults::fromWords(const QString &proxy, const QStringList &trustedHosts)
{
    NetworkDefaults defaults;
    if (!proxy.isEmpty())
        defaults.proxy = transport::Proxy::fromText(proxy);
    for (const QString &pattern : trustedHosts) {
        if (pattern.trimmed().isEmpty())
            throw base::Error(
                base::ErrorCategory::InvalidArgument, QStringLiteral("CommandLine"),
                base::Text(QT_TRANSLATE_NOOP("core", "--trust-host takes a computer's name, or a pattern of names.")),
                base::Text(QT_TRANSLATE_NOOP("core", "Write for example --trust-host Server01 or --trust-host "
                                                     "'*.lab.example.com'.")));
        defaults.trustedHosts.append(pattern.trimmed());
    }
    return defaults;
}

bool NetworkDefaults::trusts(const QString &computer) const
{
    return std::any_of(trustedHosts.cbegin(), trustedHosts.cend(),
                       [&](const QString &pattern) { return base::Wildcard(pattern).matches(computer); });
}

} // namespace rejoin::sessions
