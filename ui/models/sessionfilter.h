#pragma once

#include "ui/models/sessionrow.h"

#include <QRegularExpression>
#include <QStringList>

namespace rejoin::ui {

/// The words of the filter field: each must be found. "is:connectable", "is:inuse", "is:opened", "is:gone",
/// "state:disconnected" ask for states; a word with * or ? is a wildcard over a whole name; others are parts of
/// any text of the row. Case does not matter.
class SessionFilter
{
public:
    SessionFilter() = default;
    explicit SessionFilter(const QString &words);

    [[nodiscard]] bool isEmpty() const;
    /// haystack: the row's texts, case-folded, separated by line feeds.
    [[nodiscard]] bool matches(const SessionRow &row, const QString &haystack) const;
    [[nodiscard]] static QString haystackOf(const SessionRow &row);

private:
    QStringList m_parts;
    QStringList m_is;
    QStringList m_states;
    QList<QRegularExpression> m_wildcards;
};

} // namespace rejoin::ui
