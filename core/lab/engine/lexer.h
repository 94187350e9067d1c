#pragma once

#include "core/lab/engine/ast.h"

namespace rejoin::lab::engine {

/// What could not be parsed, and where. Becomes a ParserError.
struct ParseFailure
{
    QString id; ///< "MissingEndCurlyBrace"
    QString message;
    Extent extent;
};

/// The characters of a script: blanks, comments, names and quoted texts. What a word means depends on where it
/// stands, so the parser asks for what it expects instead of taking ready tokens.
class Lexer
{
public:
    explicit Lexer(std::shared_ptr<const Source> source) : m_source(std::move(source)), m_text(m_source->text) {}

    [[nodiscard]] int position() const { return m_position; }
    void moveTo(int position) { m_position = position; }
    void advance(int units = 1) { m_position += units; }
    [[nodiscard]] bool atEnd() const { return m_position >= m_text.size(); }
    /// NUL past the end.
    [[nodiscard]] QChar peek(int ahead = 0) const;
    [[nodiscard]] bool startsWith(QStringView text) const;
    /// Takes the text if it stands here.
    bool take(QStringView text);
    [[nodiscard]] QStringView between(int start, int end) const { return m_text.mid(start, end - start); }
    [[nodiscard]] const std::shared_ptr<const Source> &source() const { return m_source; }

    /// Spaces, tabs, continued lines, comments; not line ends.
    void skipBlanks();
    void skipBlanksAndLines();
    /// Blanks, line ends and semicolons.
    void skipSeparators();
    /// A line end, a semicolon, a closing bracket or the end.
    [[nodiscard]] bool atStatementEnd() const;

    /// Letters, digits and _; empty when none is here.
    QString takeIdentifier();
    /// The word at the position without taking it.
    [[nodiscard]] QString peekIdentifier() const;
    /// After "$": name, scope:name, {name}, or one of _ ? $ ^. Empty when there is none.
    QString takeVariableName();
    /// 12, 1.5, 0x1F, 10kb; leaves ".." alone.
    std::optional<Value> takeNumber();
    /// At the opening quote: '…' with '' for one quote.
    QString takeSingleQuoted();
    /// At @' : up to a line that begins with '@.
    QString takeVerbatimHereString();
    /// After a backtick: what the escaped character stands for.
    QChar takeEscape();

    [[noreturn]] void fail(const QString &id, const QString &message, const Extent &extent) const;
    /// "Unexpected token 'x' in expression or statement."
    [[noreturn]] void failUnexpected() const;

private:
    std::shared_ptr<const Source> m_source;
    QStringView m_text;
    int m_position = 0;
};

[[nodiscard]] bool isNameStart(QChar c);
[[nodiscard]] bool isNamePart(QChar c);

} // namespace rejoin::lab::engine
