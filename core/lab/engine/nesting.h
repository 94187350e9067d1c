#pragma once

#include "core/lab/engine/parser.h"

namespace rejoin::lab::engine {

/// Counts how deep the parser is: a script of brackets only must not use up the stack.
class Parser::Nested
{
public:
    Nested(int &depth, const Lexer &lexer) : m_depth(depth)
    {
        if (m_depth >= maximum)
            lexer.fail(QStringLiteral("ScriptTooComplicated"),
                       QStringLiteral("The script is nested too deeply for this engine."),
                       {lexer.position(), lexer.position() + 1});
        ++m_depth;
    }
    ~Nested() { --m_depth; }
    Nested(const Nested &) = delete;
    Nested &operator=(const Nested &) = delete;

private:
    static constexpr int maximum = 200;
    int &m_depth;
};

} // namespace rejoin::lab::engine
