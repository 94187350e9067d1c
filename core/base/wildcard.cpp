#include "core/base/wildcard.h"

namespace rejoin::base {

namespace {

/// One character of a bracket, safe inside a regular expression's class.
QString classCharacter(QChar c)
{
    return (c == u'\\' || c == u']' || c == u'[' || c == u'^' || c == u'-') ? QString(u'\\') + c : QString(c);
}

/// Reads "[…]" at i; leaves i at the bracket's end. Empty when the bracket is not closed.
QString readClass(const QString &pattern, qsizetype &i)
{
    QString content;
    bool any = false;
    for (qsizetype at = i + 1; at < pattern.size(); ++at) {
        QChar c = pattern.at(at);
        if (c == u']' && any) {
            i = at;
            return u'[' + content + u']';
        }
        any = true;
        if (c == u'-' && !content.isEmpty() && at + 1 < pattern.size() && pattern.at(at + 1) != u']') {
            content += u'-'; // a range
            continue;
        }
        if (c == u'`' && at + 1 < pattern.size())
            c = pattern.at(++at);
        content += classCharacter(c);
    }
    return {};
}

} // namespace

Wildcard::Wildcard(const QString &pattern)
{
    QString expression;
    for (qsizetype i = 0; i < pattern.size(); ++i) {
        const QChar c = pattern.at(i);
        if (c == u'`' && i + 1 < pattern.size()) {
            expression += QRegularExpression::escape(QString(pattern.at(++i)));
        } else if (c == u'*') {
            expression += QLatin1String(".*");
        } else if (c == u'?') {
            expression += u'.';
        } else if (c == u'[') {
            const QString bracket = readClass(pattern, i);
            expression += bracket.isEmpty() ? QStringLiteral("\\[") : bracket;
        } else {
            expression += QRegularExpression::escape(QString(c));
        }
    }
    m_expression =
        QRegularExpression(QRegularExpression::anchoredPattern(expression),
                           QRegularExpression::CaseInsensitiveOption | QRegularExpression::DotMatchesEverythingOption);
}

bool Wildcard::matches(const QString &text) const
{
    return m_expression.match(text).hasMatch();
}

bool Wildcard::hasWildcards(const QString &pattern)
{
    for (qsizetype i = 0; i < pattern.size(); ++i) {
        const QChar c = pattern.at(i);
        if (c == u'`')
            ++i;
        else if (c == u'*' || c == u'?' || c == u'[')
            return true;
    }
    return false;
}

} // namespace rejoin::base
