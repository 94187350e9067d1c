#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

#include <optional>
#include <utility>

namespace rejoin::transport {

/// realm="…", nonce=…: what follows a scheme that has parameters (RFC 9110 11.2). Names in lower case, values without
/// their quotes.
class ChallengeParameters
{
public:
    /// nullopt: not of this form, or one name twice. An empty text has no parameters.
    [[nodiscard]] static std::optional<ChallengeParameters> parse(QByteArrayView text);

    /// Empty when absent.
    [[nodiscard]] QByteArray value(QByteArrayView name) const;
    [[nodiscard]] bool contains(QByteArrayView name) const;

private:
    QList<std::pair<QByteArray, QByteArray>> m_values;
};

/// "a \"b\"": a quoted-string (RFC 9110 5.6.4). The text must have no control characters.
[[nodiscard]] QByteArray quotedString(QByteArrayView text);

} // namespace rejoin::transport
