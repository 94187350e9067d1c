#pragma once

#include <QRegularExpression>
#include <QString>

namespace rejoin::base {

/// PowerShell's WildcardPattern, case-insensitive: * any text, ? one character, [a-z] one of these; a backtick takes
/// the special meaning away. Matches the whole text.
class Wildcard
{
public:
    explicit Wildcard(const QString &pattern);
    [[nodiscard]] bool matches(const QString &text) const;

    /// True when the text has an unescaped *, ? or [.
    [[nodiscard]] static bool hasWildcards(const QString &pattern);

private:
    QRegularExpression m_expression;
};

} // namespace rejoin::base
