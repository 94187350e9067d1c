#include "core/cmdlets/scanner.h"

#include "core/base/error.h"

#include <QRegularExpression>

namespace rejoin::cmdlets {

namespace {

constexpr int maximumDepth = 100;

bool isNameCharacter(QChar c)
{
    return c.isLetterOrNumber() || c == u'_';
}

base::Error parserError(const QString &id, ast::Position position, const QString &what)
{
    return {
        base::ErrorCategory::InvalidArgument, id,
        base::Text(QT_TRANSLATE_NOOP("core", "At line %1, character %2: %3"),
                   {QString::number(position.line), QString::number(position.column), what}),
        base::Text(QT_TRANSLATE_NOOP("core", "Correct the statement. 'rejoinctl help' shows what the language has."))};
}

} // namespace

Scanner::Nesting::Nesting(Scanner &scanner) : m_scanner(scanner)
{
    if (++m_scanner.m_depth > maximumDepth)
        m_scanner.fail("The statement is nested too deeply.");
}

ast::Position Scanner::position() const
{
    ast::Position position = m_origin;
    for (qsizetype i = 0; i < m_offset && i < m_source.size(); ++i) {
        if (m_source.at(i) == u'\n') {
            ++position.line;
            position.column = 1;
        } else {
            ++position.column;
        }
    }
    return position;
}

void Scanner::skipComment()
{
    if (peek() == u'<' && peek(1) == u'#') {
        const qsizetype end = m_source.indexOf(QLatin1String("#>"), m_offset + 2);
        m_offset = end < 0 ? m_source.size() : end + 2;
        return;
    }
    while (!atEnd() && peek() != u'\n')
        next();
}

void Scanner::skipSpace()
{
    while (!atEnd()) {
        if (peek() == u' ' || peek() == u'\t' || peek() == u'\r' || peek() == QChar::Nbsp)
            next();
        else if (peek() == u'`' && (peek(1) == u'\n' || (peek(1) == u'\r' && peek(2) == u'\n')))
            m_offset += peek(1) == u'\r' ? 3 : 2;
        else if (peek() == u'#' || (peek() == u'<' && peek(1) == u'#'))
            skipComment();
        else
            return;
    }
}

void Scanner::skipSpaceAndLines()
{
    for (skipSpace(); peek() == u'\n'; skipSpace())
        next();
}

void Scanner::skipSeparators()
{
    for (skipSpace(); peek() == u'\n' || peek() == u';'; skipSpace())
        next();
}

bool Scanner::atSeparator() const
{
    return peek() == u'\n' || peek() == u';';
}

bool Scanner::atArgumentsEnd() const
{
    return atEnd() || atSeparator() || peek() == u'|' || peek() == u')' || peek() == u'}' || peek() == u']';
}

bool Scanner::startsPrimary() const
{
    const QChar c = peek();
    return c == u'\'' || c == u'"' || c == u'$' || c == u'(' || c == u'{' ||
           (c == u'@' && (peek(1) == u'(' || peek(1) == u'{'));
}

bool Scanner::startsExpression() const
{
    return startsPrimary() || peek().isDigit() ||
           (peek() == u'-' && (peek(1).isDigit() || peek(1) == u'(' || peek(1) == u'$'));
}

bool Scanner::nameFollows(qsizetype ahead) const
{
    const QChar c = peek(ahead);
    return c.isLetter() || c == u'_';
}

std::optional<QString> Scanner::assignmentTarget()
{
    static const QRegularExpression target(QStringLiteral(R"(\G\$(?:\{(\w+)\}|(\w+))\s*=(?!=))"));
    const auto match = target.match(m_source, m_offset);
    if (!match.hasMatch())
        return {};
    m_offset = match.capturedEnd();
    return match.captured(1).isEmpty() ? match.captured(2) : match.captured(1);
}

std::optional<QString> Scanner::parameterName()
{
    if (peek() != u'-' || !(peek(1).isLetter() || peek(1) == u'_' || peek(1) == u'?'))
        return {};
    next();
    const qsizetype start = m_offset;
    while (!atEnd() && (isNameCharacter(peek()) || peek() == u'?'))
        next();
    return slice(start);
}

QString Scanner::commandName()
{
    const qsizetype start = m_offset;
    while (!atArgumentsEnd() && !peek().isSpace())
        next();
    if (m_offset == start)
        failUnexpected();
    return slice(start);
}

QString Scanner::bareWord()
{
    QString word;
    while (!atEnd()) {
        const QChar c = peek();
        if (c.isSpace() || c == u',' || c == u';' || c == u'|' || c == u')' || c == u'}' || c == u']' || c == u'\'' ||
            c == u'"') {
            // [a-c] is part of a wildcard
            if (c == u']' && word.contains(u'[')) {
                word += c;
                next();
                continue;
            }
            break;
        }
        if (c == u'`') {
            next();
            word += escaped();
            continue;
        }
        if (c == u'(') {
            // Only arithmetic such as 60*(60+1) has a bracket inside a bare word.
            const qsizetype close = m_source.indexOf(u')', m_offset);
            if (close < 0 || !looksLikeArithmetic(word + m_source.mid(m_offset, close - m_offset + 1) + u'0'))
                break;
            word += m_source.mid(m_offset, close - m_offset + 1);
            m_offset = close + 1;
            continue;
        }
        word += c;
        next();
    }
    if (word.isEmpty())
        failUnexpected();
    return word;
}

QString Scanner::name()
{
    const qsizetype start = m_offset;
    while (!atEnd() && isNameCharacter(peek()))
        next();
    if (m_offset == start)
        failUnexpected();
    return slice(start);
}

QString Scanner::variableName()
{
    if (peek() == u'{') {
        next();
        const qsizetype end = m_source.indexOf(u'}', m_offset);
        if (end < 0)
            failOpen(u'}');
        const QString text = m_source.mid(m_offset, end - m_offset);
        m_offset = end + 1;
        return text;
    }
    if (peek() == u'_' && !isNameCharacter(peek(1))) {
        next();
        return QStringLiteral("_");
    }
    const QString first = name();
    if (peek() == u':' && nameFollows(1)) {
        next();
        return first + u':' + name();
    }
    return first;
}

QString Scanner::singleQuoted()
{
    QString text;
    for (next(); !atEnd(); next()) {
        if (peek() != u'\'') {
            text += peek();
        } else if (peek(1) == u'\'') {
            text += u'\'';
            next();
        } else {
            next();
            return text;
        }
    }
    failOpen(u'\'');
}

QChar Scanner::escaped()
{
    if (atEnd())
        failEnd("The text ends after a backtick.");
    const QChar c = peek();
    next();
    switch (c.unicode()) {
    case u'n':
        return u'\n';
    case u'r':
        return u'\r';
    case u't':
        return u'\t';
    case u'0':
        return QChar();
    case u'a':
        return u'\a';
    case u'b':
        return u'\b';
    case u'e':
        return QChar(0x1b);
    default:
        return c;
    }
}

QList<Scanner::StringPiece> Scanner::doubleQuoted()
{
    QList<StringPiece> pieces;
    QString text;
    const auto flush = [&] {
        if (!text.isEmpty())
            pieces << StringPiece{std::exchange(text, QString()), false, {}};
    };
    next();
    while (!atEnd()) {
        const QChar c = peek();
        if (c == u'"') {
            next();
            if (peek() != u'"') {
                flush();
                return pieces;
            }
            text += u'"';
            next();
        } else if (c == u'`') {
            next();
            text += escaped();
        } else if (c == u'$' && (nameFollows(1) || peek(1) == u'{' || peek(1) == u'(')) {
            flush();
            const ast::Position where = position();
            const qsizetype start = m_offset;
            next();
            if (peek() == u'(') {
                int depth = 0;
                do {
                    if (atEnd())
                        failOpen(u')');
                    if (peek() == u'\'' || peek() == u'"') {
                        skipQuoted(peek());
                        continue;
                    }
                    depth += peek() == u'(' ? 1 : peek() == u')' ? -1 : 0;
                    next();
                } while (depth > 0);
            } else {
                (void)variableName();
            }
            pieces << StringPiece{slice(start), true, where};
        } else {
            text += c;
            next();
        }
    }
    failOpen(u'"');
}

QString Scanner::plainDoubleQuoted()
{
    QString text;
    for (const StringPiece &piece : doubleQuoted()) {
        if (piece.isCode)
            fail("A key may not contain a variable.");
        text += piece.text;
    }
    return text;
}

void Scanner::skipQuoted(QChar quote)
{
    for (next(); !atEnd(); next()) {
        if (quote == u'"' && peek() == u'`') {
            next();
        } else if (peek() == quote) {
            next();
            if (peek() != quote)
                return;
        }
    }
    failOpen(quote);
}

QString Scanner::braces()
{
    next();
    const qsizetype start = m_offset;
    int depth = 1;
    while (!atEnd()) {
        const QChar c = peek();
        if (c == u'\'' || c == u'"') {
            skipQuoted(c);
            continue;
        }
        const bool startsWord = m_offset == start || m_source.at(m_offset - 1).isSpace() ||
                                QStringLiteral("{(;|").contains(m_source.at(m_offset - 1));
        if ((c == u'#' && startsWord) || (c == u'<' && peek(1) == u'#')) {
            skipComment();
            continue;
        }
        if (c == u'`') {
            m_offset += 2;
            continue;
        }
        if (c == u'{')
            ++depth;
        if (c == u'}' && --depth == 0) {
            const QString text = slice(start);
            next();
            return text;
        }
        next();
    }
    failOpen(u'}');
}

std::optional<Object> Scanner::numberHere()
{
    static const QRegularExpression literal(
        QStringLiteral(R"(\G(?:0x[0-9a-f]+|\d+(?:\.\d+)?(?:e[+-]?\d+)?)(?:kb|mb|gb)?(?!\w))"),
        QRegularExpression::CaseInsensitiveOption);
    const auto match = literal.match(m_source, m_offset);
    if (!match.hasMatch())
        return {};
    m_offset = match.capturedEnd();
    return number(match.captured());
}

std::optional<Object> Scanner::number(const QString &word)
{
    static const QRegularExpression literal(
        QStringLiteral(R"(^(-?)(?:0x([0-9a-f]+)|(\d+)(\.\d+)?(e[+-]?\d+)?)(kb|mb|gb)?$)"),
        QRegularExpression::CaseInsensitiveOption);
    const auto match = literal.match(word);
    if (!match.hasMatch())
        return {};
    const QString suffix = match.captured(6).toLower();
    const qint64 factor = suffix == QLatin1String("kb")   ? 1LL << 10
                          : suffix == QLatin1String("mb") ? 1LL << 20
                          : suffix == QLatin1String("gb") ? 1LL << 30
                                                          : 1;
    const qint64 sign = match.captured(1).isEmpty() ? 1 : -1;
    bool ok = false;
    if (!match.captured(2).isEmpty()) {
        const qint64 value = match.captured(2).toLongLong(&ok, 16);
        return ok ? std::optional(Object::number(sign * value * factor)) : std::nullopt;
    }
    if (match.captured(4).isEmpty() && match.captured(5).isEmpty()) {
        const qint64 value = match.captured(3).toLongLong(&ok);
        qint64 scaled = 0;
        if (ok && !__builtin_mul_overflow(value, sign * factor, &scaled))
            return Object::number(scaled);
    }
    const double value = (match.captured(3) + match.captured(4) + match.captured(5)).toDouble(&ok);
    return ok ? std::optional(Object(Object::Variant(static_cast<double>(sign * factor) * value))) : std::nullopt;
}

bool Scanner::looksLikeArithmetic(const QString &word)
{
    static const QRegularExpression arithmetic(QStringLiteral(R"(^[(]*\d[\d.]*[)]*(?:[-+*/%][(]*\d[\d.]*[)]*)+$)"));
    // 10.0.0.1-5 and 2024-01-02 are names, not sums: only products are taken bare, sums need brackets.
    return word.contains(u'*') && arithmetic.match(word).hasMatch();
}

bool Scanner::looksLikeParameter(const QString &word)
{
    static const QRegularExpression parameter(QStringLiteral(R"(^-[A-Za-z_?][\w?]*(:.*)?$)"),
                                              QRegularExpression::DotMatchesEverythingOption);
    return parameter.match(word).hasMatch();
}

void Scanner::expect(QChar c)
{
    if (atEnd())
        failOpen(c);
    if (peek() != c)
        throw parserError(QStringLiteral("ParserError"), position(),
                          QStringLiteral("'%1' is missing before '%2'.").arg(c).arg(peek()));
    next();
}

void Scanner::fail(const char *what) const
{
    throw parserError(QStringLiteral("ParserError"), position(), QString::fromUtf8(what));
}

void Scanner::failEnd(const char *what) const
{
    throw parserError(atEnd() ? QStringLiteral("IncompleteStatement") : QStringLiteral("ParserError"), position(),
                      QString::fromUtf8(what));
}

void Scanner::failOpen(QChar closing) const
{
    throw parserError(QStringLiteral("IncompleteStatement"), position(),
                      QStringLiteral("The closing '%1' is missing.").arg(closing));
}

void Scanner::failUnexpected() const
{
    if (atEnd())
        throw parserError(QStringLiteral("IncompleteStatement"), position(),
                          QStringLiteral("The statement ends too early."));
    throw parserError(QStringLiteral("ParserError"), position(),
                      QStringLiteral("'%1' is not understood here.").arg(peek()));
}

} // namespace rejoin::cmdlets
