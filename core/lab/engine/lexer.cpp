#include "core/lab/engine/lexer.h"

using namespace Qt::StringLiterals;

namespace rejoin::lab::engine {

bool isNameStart(QChar c)
{
    return c.isLetter() || c == u'_';
}

bool isNamePart(QChar c)
{
    return c.isLetterOrNumber() || c == u'_';
}

QChar Lexer::peek(int ahead) const
{
    const int at = m_position + ahead;
    return at < m_text.size() ? m_text[at] : QChar();
}

bool Lexer::startsWith(QStringView text) const
{
    return m_text.mid(std::min<qsizetype>(m_position, m_text.size())).startsWith(text);
}

bool Lexer::take(QStringView text)
{
    if (!startsWith(text))
        return false;
    m_position += int(text.size());
    return true;
}

void Lexer::skipBlanks()
{
    while (!atEnd()) {
        const QChar c = peek();
        if (c == u' ' || c == u'\t' || c == u'\u00a0') {
            ++m_position;
        } else if (c == u'`' && (peek(1) == u'\n' || (peek(1) == u'\r' && peek(2) == u'\n'))) {
            m_position += peek(1) == u'\n' ? 2 : 3;
        } else if (c == u'#') {
            while (!atEnd() && peek() != u'\n')
                ++m_position;
        } else if (startsWith(u"<#")) {
            const auto end = m_text.indexOf("#>"_L1, m_position + 2);
            if (end < 0)
                fail(u"MissingTerminatorMultiLineComment"_s,
                     u"The terminator '#>' is missing from the multiline comment."_s, {m_position, m_position + 2});
            m_position = int(end) + 2;
        } else {
            return;
        }
    }
}

void Lexer::skipBlanksAndLines()
{
    skipBlanks();
    while (peek() == u'\n' || peek() == u'\r') {
        ++m_position;
        skipBlanks();
    }
}

void Lexer::skipSeparators()
{
    skipBlanksAndLines();
    while (peek() == u';') {
        ++m_position;
        skipBlanksAndLines();
    }
}

bool Lexer::atStatementEnd() const
{
    const QChar c = peek();
    return atEnd() || c == u'\n' || c == u'\r' || c == u';' || c == u')' || c == u'}';
}

QString Lexer::takeIdentifier()
{
    const QString name = peekIdentifier();
    m_position += int(name.size());
    return name;
}

QString Lexer::peekIdentifier() const
{
    if (!isNameStart(peek()))
        return {};
    int length = 1;
    while (isNamePart(peek(length)))
        ++length;
    return between(m_position, m_position + length).toString();
}

QString Lexer::takeVariableName()
{
    if (peek() == u'{') {
        const auto end = m_text.indexOf(u'}', m_position);
        if (end < 0)
            fail(u"IncompleteDollarVariableReference"_s,
                 u"The variable reference is not valid. The variable name is missing its closing brace."_s,
                 {m_position - 1, m_position + 1});
        const QString name = between(m_position + 1, int(end)).toString();
        m_position = int(end) + 1;
        return name;
    }
    const QChar c = peek();
    if (c == u'$' || c == u'?' || c == u'^') {
        ++m_position;
        return c;
    }
    if (!isNamePart(c))
        return {};
    int length = 1;
    while (isNamePart(peek(length)))
        ++length;
    if (peek(length) == u':' && peek(length + 1) != u':' && isNamePart(peek(length + 1))) {
        ++length;
        while (isNamePart(peek(length)))
            ++length;
    }
    const QString name = between(m_position, m_position + length).toString();
    m_position += length;
    return name;
}

std::optional<Value> Lexer::takeNumber()
{
    int length = 0;
    const bool hexadecimal = peek() == u'0' && peek(1).toLower() == u'x';
    if (hexadecimal) {
        length = 2;
        while (peek(length).isLetterOrNumber())
            ++length;
    } else {
        while (peek(length).isDigit())
            ++length;
        if (peek(length) == u'.' && peek(length + 1).isDigit()) {
            ++length;
            while (peek(length).isDigit())
                ++length;
        }
        if (length > 0 && peek(length).toLower() == u'e') {
            const int sign = peek(length + 1) == u'+' || peek(length + 1) == u'-' ? 1 : 0;
            if (peek(length + 1 + sign).isDigit()) {
                length += 1 + sign;
                while (peek(length).isDigit())
                    ++length;
            }
        }
        while (peek(length).isLetter())
            ++length;
    }
    auto value = parseNumber(between(m_position, m_position + length));
    if (value)
        m_position += length;
    return value;
}

QString Lexer::takeSingleQuoted()
{
    const int start = m_position++;
    QString text;
    while (!atEnd()) {
        const QChar c = peek();
        ++m_position;
        if (c != u'\'') {
            text += c;
        } else if (peek() == u'\'') {
            text += c;
            ++m_position;
        } else {
            return text;
        }
    }
    fail(u"TerminatorExpectedAtEndOfString"_s, u"The string is missing the terminator: '."_s, {start, start + 1});
}

QString Lexer::takeVerbatimHereString()
{
    const int start = m_position;
    const auto line = m_text.indexOf(u'\n', start);
    const auto end = line < 0 ? -1 : m_text.indexOf("\n'@"_L1, line);
    if (end < 0)
        fail(u"TerminatorExpectedAtEndOfString"_s, u"The string is missing the terminator: '@."_s, {start, start + 2});
    m_position = int(end) + 3;
    return end > line ? between(int(line) + 1, int(end)).toString() : QString();
}

QChar Lexer::takeEscape()
{
    const QChar c = peek();
    if (!atEnd())
        ++m_position;
    switch (c.unicode()) {
    case u'n':
        return u'\n';
    case u'r':
        return u'\r';
    case u't':
        return u'\t';
    case u'0':
        return QChar(0);
    case u'a':
        return u'\a';
    case u'b':
        return u'\b';
    case u'f':
        return u'\f';
    case u'v':
        return u'\v';
    case u'e':
        return u'\u001b';
    default:
        return c;
    }
}

void Lexer::fail(const QString &id, const QString &message, const Extent &extent) const
{
    throw ParseFailure{id, message, extent};
}

void Lexer::failUnexpected() const
{
    int length = 1;
    if (isNamePart(peek()) || peek() == u'-' || peek() == u'$') {
        while (isNamePart(peek(length)))
            ++length;
    }
    const int end = std::min(m_position + length, int(m_text.size()));
    fail(u"UnexpectedToken"_s, u"Unexpected token '%1' in expression or statement."_s.arg(between(m_position, end)),
         {m_position, end});
}

} // namespace rejoin::lab::engine
