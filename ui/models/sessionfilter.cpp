#include "ui/models/sessionfilter.h"

#include <algorithm>

namespace rejoin::ui {

using namespace Qt::StringLiterals;

QString shortId(const QUuid &shellId)
{
    return shellId.toString(QUuid::WithoutBraces).left(8).toUpper();
}

SessionFilter::SessionFilter(const QString &words)
{
    for (const QString &typed : words.split(u' ', Qt::SkipEmptyParts)) {
        const QString word = typed.toCaseFolded();
        if (word.startsWith("is:"_L1)) {
            m_is += word.sliced(3);
        } else if (word.startsWith("state:"_L1)) {
            m_states += word.sliced(6);
        } else if (word.contains(u'*') || word.contains(u'?')) {
            // Anchored to a whole text of the row: the haystack's lines.
            QString pattern = QRegularExpression::escape(word);
            pattern.replace("\\*"_L1, "[^\\n]*"_L1).replace("\\?"_L1, "[^\\n]"_L1);
            m_wildcards += QRegularExpression(u"^"_s + pattern + u"$"_s, QRegularExpression::MultilineOption);
        } else {
            m_parts += word;
        }
    }
}

bool SessionFilter::isEmpty() const
{
    return m_parts.isEmpty() && m_is.isEmpty() && m_states.isEmpty() && m_wildcards.isEmpty();
}

bool SessionFilter::matches(const SessionRow &row, const QString &haystack) const
{
    const auto is = [&](const QString &word) {
        if (word.isEmpty())
            return true;
        // Half a word while typing already narrows to what it may become.
        return (u"connectable"_s.startsWith(word) && row.connectable && !row.gone) ||
               (u"inuse"_s.startsWith(word) && row.inUse) || (u"opened"_s.startsWith(word) && row.opened) ||
               (u"gone"_s.startsWith(word) && row.gone) ||
               (u"hidden"_s.startsWith(word) && !row.hiddenReason.isEmpty());
    };
    return std::ranges::all_of(m_is, is) &&
           std::ranges::all_of(m_states,
                               [&](const QString &word) { return row.state.startsWith(word, Qt::CaseInsensitive); }) &&
           std::ranges::all_of(m_parts, [&](const QString &word) { return haystack.contains(word); }) &&
           std::ranges::all_of(m_wildcards,
                               [&](const QRegularExpression &pattern) { return pattern.match(haystack).hasMatch(); });
}

QString SessionFilter::haystackOf(const SessionRow &row)
{
    const QStringList texts{row.name,
                            row.computerName,
                            row.state,
                            row.configurationName,
                            row.availability,
                            row.owner,
                            row.client,
                            row.commandLine,
                            row.shellId.toString(QUuid::WithoutBraces)};
    return texts.join(u'\n').toCaseFolded();
}

} // namespace rejoin::ui
