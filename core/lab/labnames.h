#pragma once

#include <QString>

#include <string_view>

namespace rejoin::lab {

/// The URIs of core/wsman/namespaces.h, as requests have them.
inline QString latin(std::string_view text)
{
    return QString::fromLatin1(text.data(), static_cast<qsizetype>(text.size()));
}

/// Exchange's session configuration.
inline constexpr const char *exchangeConfiguration = "Microsoft.Exchange";

inline bool isExchangeConfiguration(const QString &name)
{
    return name.compare(QLatin1String(exchangeConfiguration), Qt::CaseInsensitive) == 0;
}

} // namespace rejoin::lab
