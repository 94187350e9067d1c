#pragma once

#include "core/transport/httpheaders.h"

#include <QString>
#include <QStringList>

namespace rejoin::transport {

/// One mechanism that a server offers.
struct Challenge
{
    QByteArray scheme;     ///< "Negotiate"
    QByteArray parameters; ///< a token, or realm="…" and so on, as it came; may be empty
};

/// Every WWW-Authenticate (or Proxy-Authenticate) header, each of which may list several with commas (RFC 9110 11.6.1).
[[nodiscard]] QList<Challenge> parseChallenges(const HttpHeaders &headers, QByteArrayView header = "WWW-Authenticate");
/// "Negotiate, Basic"; empty when nothing is offered.
[[nodiscard]] QString offeredSchemes(const QList<Challenge> &challenges);
[[nodiscard]] bool offersScheme(const QList<Challenge> &challenges, QByteArrayView scheme);

} // namespace rejoin::transport
