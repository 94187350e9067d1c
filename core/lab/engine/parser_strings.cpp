#include "core/lab/engine/parser.h"

#include "core/lab/engine/nesting.h"

using namespace Qt::StringLiterals;

namespace rejoin::lab::engine {

/// At "$" inside an expandable text: a variable, $( … ), or a plain dollar sign.
void Parser::interpolation(Expression &target, QString &pending)
{
    const int start = m_lexer.position();
    ExpressionPtr part;
    const QChar next = m_lexer.peek(1);
    if (next == u'(') {
        m_lexer.advance(2);
        part = statementsIn(Expression::Kind::SubExpression, start);
    } else if (isNamePart(next) || next == u'{' || next == u'$' || next == u'?') {
        part = variable();
    } else {
        pending += u'$';
        m_lexer.advance();
        return;
    }
    if (!pending.isEmpty())
        target.children.push_back(constant(Value::string(std::exchange(pending, {})), start));
    target.children.push_back(std::move(part));
}

ExpressionPtr Parser::finishInterpolation(ExpressionPtr target, QString pending, int start)
{
    if (target->children.empty())
        return constant(Value::string(std::move(pending)), start);
    if (!pending.isEmpty())
        target->children.push_back(constant(Value::string(std::move(pending)), start));
    target->extent = {start, m_lexer.position()};
    return target;
}

ExpressionPtr Parser::doubleQuoted()
{
    const int start = m_lexer.position();
    m_lexer.advance();
    auto target = make(Expression::Kind::Interpolated, start);
    QString pending;
    while (!m_lexer.atEnd()) {
        const QChar c = m_lexer.peek();
        if (c == u'"' && m_lexer.peek(1) != u'"') {
            m_lexer.advance();
            return finishInterpolation(std::move(target), std::move(pending), start);
        }
        if (c == u'$') {
            interpolation(*target, pending);
            continue;
        }
        m_lexer.advance();
        if (c == u'`') {
            pending += m_lexer.takeEscape();
        } else {
            pending += c;
            if (c == u'"')
                m_lexer.advance();
        }
    }
    m_lexer.fail(u"TerminatorExpectedAtEndOfString"_s, u"The string is missing the terminator: \"."_s,
                 {start, start + 1});
}

ExpressionPtr Parser::hereString()
{
    const int start = m_lexer.position();
    m_lexer.advance(2);
    while (!m_lexer.atEnd() && m_lexer.peek() != u'\n')
        m_lexer.advance();
    m_lexer.advance();
    auto target = make(Expression::Kind::Interpolated, start);
    QString pending;
    if (m_lexer.take(u"\"@"))
        return finishInterpolation(std::move(target), {}, start);
    while (!m_lexer.atEnd()) {
        if (m_lexer.take(u"\n\"@"))
            return finishInterpolation(std::move(target), std::move(pending), start);
        const QChar c = m_lexer.peek();
        if (c == u'$') {
            interpolation(*target, pending);
            continue;
        }
        m_lexer.advance();
        pending += c == u'`' ? m_lexer.takeEscape() : c;
    }
    m_lexer.fail(u"TerminatorExpectedAtEndOfString"_s, u"The string is missing the terminator: \"@."_s,
                 {start, start + 2});
}

} // namespace rejoin::lab::engine
