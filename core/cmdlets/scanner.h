#pragma once

#include "core/cmdlets/ast.h"

namespace rejoin::cmdlets {

/// Characters of a script: position, white space, and the words that need a look at single characters. Everything
/// that fails throws Error (InvalidArgument, "ParserError" or, when the text only ends too early,
/// "IncompleteStatement") with line and column.
class Scanner
{
public:
    explicit Scanner(QString source) : m_source(std::move(source)) {}

    [[nodiscard]] bool atEnd() const { return m_offset >= m_source.size(); }
    [[nodiscard]] QChar peek(qsizetype ahead = 0) const
    {
        return m_offset + ahead < m_source.size() ? m_source.at(m_offset + ahead) : QChar();
    }
    void next() { ++m_offset; }
    [[nodiscard]] qsizetype offset() const { return m_offset; }
    [[nodiscard]] QString slice(qsizetype from) const { return m_source.mid(from, m_offset - from); }
    [[nodiscard]] ast::Position position() const;
    /// Where this source stands inside a larger one.
    void setOrigin(ast::Position origin) { m_origin = origin; }

    void skipSpace();         ///< blanks, backtick-newline, comments
    void skipSpaceAndLines(); ///< line ends too
    void skipSeparators();    ///< and ;
    [[nodiscard]] bool atSeparator() const;
    /// End of a command's words: end, separator, | or a closing bracket.
    [[nodiscard]] bool atArgumentsEnd() const;

    [[nodiscard]] bool startsExpression() const;
    [[nodiscard]] bool startsPrimary() const;
    [[nodiscard]] bool nameFollows(qsizetype ahead) const;

    /// Takes `$name =`, when that is what stands here.
    std::optional<QString> assignmentTarget();
    /// Takes -Name, when that is what stands here.
    std::optional<QString> parameterName();
    QString commandName();
    QString bareWord();
    QString name();
    QString variableName(); ///< after the $: name, using:name, ${name}
    QString singleQuoted();
    QString braces(); ///< { … } with what is inside untouched
    std::optional<Object> numberHere();

    struct StringPiece
    {
        QString text;
        bool isCode = false;
        ast::Position position;
    };
    QList<StringPiece> doubleQuoted();
    QString plainDoubleQuoted();

    void expect(QChar c);
    [[noreturn]] void fail(const char *what) const;
    [[noreturn]] void failEnd(const char *what) const;
    [[noreturn]] void failOpen(QChar closing) const;
    [[noreturn]] void failUnexpected() const;

    /// A number as PowerShell writes one: 12, 0x1F, 1.5, 10kb; nullopt for anything else.
    [[nodiscard]] static std::optional<Object> number(const QString &word);
    /// 60*60*15: digits, dots, parentheses and operators, at least one operator between digits.
    [[nodiscard]] static bool looksLikeArithmetic(const QString &word);
    /// -Name or -Name:…, not -5.
    [[nodiscard]] static bool looksLikeParameter(const QString &word);

    /// Bounds recursion.
    class Nesting
    {
    public:
        explicit Nesting(Scanner &scanner);
        ~Nesting() { --m_scanner.m_depth; }
        Nesting(const Nesting &) = delete;
        Nesting &operator=(const Nesting &) = delete;

    private:
        Scanner &m_scanner;
    };

private:
    void skipComment();
    QChar escaped(); ///< after a backtick
    /// Moves over a quoted string or comment inside braces.
    void skipQuoted(QChar quote);

    QString m_source;
    qsizetype m_offset = 0;
    int m_depth = 0;
    ast::Position m_origin;
};

} // namespace rejoin::cmdlets
