#include "core/lab/engine/parser.h"

#include "core/lab/engine/nesting.h"

using namespace Qt::StringLiterals;

namespace rejoin::lab::engine {

bool Parser::atExpressionStart() const
{
    const QChar c = m_lexer.peek();
    if (QStringView(u"$@('\"[{!,").contains(c) || c.isDigit())
        return true;
    if (c == u'+' || c == u'-') {
        const QChar next = m_lexer.peek(1);
        const auto word = m_lexer.between(m_lexer.position() + 1, m_lexer.position() + 4);
        return next.isDigit() || next == u'$' || next == u'(' || next == c ||
               (word.compare("not"_L1, Qt::CaseInsensitive) == 0 && !isNamePart(m_lexer.peek(4)));
    }
    return c == u'.' && m_lexer.peek(1).isDigit();
}

StatementPtr Parser::pipelineOrAssignment()
{
    m_lexer.skipBlanks();
    const int start = m_lexer.position();
    ExpressionPtr first;
    if (atExpressionStart()) {
        first = expression();
        m_lexer.skipBlanks();
        static constexpr std::pair<QStringView, Operator> assignments[] = {
            {u"+=", Operator::Add},    {u"-=", Operator::Subtract},  {u"*=", Operator::Multiply},
            {u"/=", Operator::Divide}, {u"%=", Operator::Remainder}, {u"=", Operator::None},
        };
        for (const auto &[sign, op] : assignments) {
            if (!m_lexer.take(sign))
                continue;
            auto result = make(Statement::Kind::Assignment, start);
            result->op = op;
            result->target = std::move(first);
            m_lexer.skipBlanksAndLines();
            if (m_lexer.atStatementEnd())
                m_lexer.fail(u"ExpectedValueExpression"_s,
                             u"You must provide a value expression following the '%1' operator."_s.arg(sign),
                             {m_lexer.position() - 1, m_lexer.position()});
            result->value = statement();
            result->extent = {start, m_lexer.position()};
            return result;
        }
    }
    auto result = make(Statement::Kind::Pipeline, start);
    result->pipeline = pipelineFrom(std::move(first), start);
    result->extent = {start, m_lexer.position()};
    return result;
}

Pipeline Parser::pipelineFrom(ExpressionPtr first, int start)
{
    Pipeline pipeline;
    if (first) {
        Command head;
        head.extent = first->extent;
        head.expression = std::move(first);
        m_lexer.skipBlanks();
        while (redirection(head))
            m_lexer.skipBlanks();
        pipeline.commands.push_back(std::move(head));
    } else {
        pipeline.commands.push_back(command());
    }
    m_lexer.skipBlanks();
    while (m_lexer.peek() == u'|') {
        const int bar = m_lexer.position();
        m_lexer.advance();
        if (m_lexer.peek() == u'|')
            m_lexer.fail(u"InvalidEndOfLine"_s, u"The token '||' is not known to this engine."_s, {bar, bar + 2});
        m_lexer.skipBlanksAndLines();
        if (m_lexer.atStatementEnd() || m_lexer.peek() == u'|')
            m_lexer.fail(u"EmptyPipeElement"_s, u"An empty pipe element is not allowed."_s, {bar, bar + 1});
        if (atExpressionStart())
            m_lexer.fail(u"ExpressionsMustBeFirstInPipeline"_s,
                         u"Expressions are only allowed as the first element of a pipeline."_s,
                         {m_lexer.position(), m_lexer.position() + 1});
        pipeline.commands.push_back(command());
        m_lexer.skipBlanks();
    }
    pipeline.extent = {start, m_lexer.position()};
    return pipeline;
}

Command Parser::command()
{
    const Nested nested(m_depth, m_lexer);
    Command result;
    const int start = m_lexer.position();
    const QChar c = m_lexer.peek();
    if (c == u'&' || (c == u'.' && (m_lexer.peek(1).isSpace() || QStringView(u"{$(").contains(m_lexer.peek(1))))) {
        result.call = c == u'&' ? Command::Call::Ampersand : Command::Call::Dot;
        m_lexer.advance();
        m_lexer.skipBlanks();
        if (m_lexer.atStatementEnd())
            m_lexer.fail(u"MissingExpression"_s, u"Missing expression after '%1' in pipeline element."_s.arg(c),
                         {start, start + 1});
        result.target = argumentItem();
    } else {
        if (atWordEnd())
            m_lexer.failUnexpected();
        auto word = bareWord();
        if (word->kind == Expression::Kind::Constant)
            result.name = m_lexer.between(word->extent.start, word->extent.end).toString();
        else
            result.target = std::move(word);
    }
    result.extent = {start, m_lexer.position()};
    commandWords(result);
    return result;
}

void Parser::commandWords(Command &command)
{
    while (true) {
        m_lexer.skipBlanks();
        if (m_lexer.atStatementEnd() || m_lexer.peek() == u'|')
            return;
        if (m_lexer.peek() == u'&')
            m_lexer.fail(u"AmpersandNotAllowed"_s, u"The ampersand (&) character is not allowed here by this engine."_s,
                         {m_lexer.position(), m_lexer.position() + 1});
        if (!redirection(command))
            command.arguments.push_back(argument());
        command.extent.end = m_lexer.position();
    }
}

/// n>&1 and n>$null; writing to files is not for this engine.
bool Parser::redirection(Command &command)
{
    const int start = m_lexer.position();
    const QChar c = m_lexer.peek();
    const bool prefixed = (c == u'*' || (c >= u'1' && c <= u'6')) && m_lexer.peek(1) == u'>';
    if (!prefixed && c != u'>')
        return false;
    Redirection redirection;
    redirection.stream = !prefixed ? 1 : c == u'*' ? 0 : c.digitValue();
    m_lexer.advance(prefixed ? 2 : 1);
    m_lexer.take(u">");
    if (m_lexer.take(u"&1")) {
        redirection.toOutput = true;
    } else {
        m_lexer.skipBlanks();
        const int target = m_lexer.position();
        const bool null = m_lexer.take(u"$") && m_lexer.takeVariableName().compare("null"_L1, Qt::CaseInsensitive) == 0;
        if (!null)
            m_lexer.fail(u"RedirectionNotSupported"_s, u"This engine redirects to $null and to &1 only."_s,
                         {start, target + 1});
    }
    command.redirections.push_back(redirection);
    return true;
}

Argument Parser::argument()
{
    const int start = m_lexer.position();
    Argument result;
    if (m_lexer.peek() == u'-' && (isNameStart(m_lexer.peek(1)) || m_lexer.peek(1) == u'?')) {
        m_lexer.advance();
        const int name = m_lexer.position();
        while (!m_lexer.atEnd() && (isNamePart(m_lexer.peek()) || m_lexer.peek() == u'?' || m_lexer.peek() == u'-'))
            m_lexer.advance();
        result.parameter = m_lexer.between(name, m_lexer.position()).toString();
        if (m_lexer.take(u":")) {
            m_lexer.skipBlanks();
            result.value = argumentValue();
        }
    } else if (m_lexer.peek() == u'@' && isNameStart(m_lexer.peek(1))) {
        m_lexer.advance();
        result.splat = true;
        result.value = make(Expression::Kind::Variable, start);
        result.value->name = m_lexer.takeVariableName();
    } else {
        result.value = argumentValue();
    }
    result.extent = {start, m_lexer.position()};
    return result;
}

ExpressionPtr Parser::argumentValue()
{
    const int start = m_lexer.position();
    ExpressionPtr first = argumentItem();
    ExpressionPtr list;
    while (true) {
        const int here = m_lexer.position();
        m_lexer.skipBlanks();
        if (!m_lexer.take(u",")) {
            m_lexer.moveTo(here);
            break;
        }
        m_lexer.skipBlanksAndLines();
        if (m_lexer.atStatementEnd())
            m_lexer.fail(u"MissingExpression"_s, u"Missing expression after ','."_s, {here, here + 1});
        if (!list) {
            list = make(Expression::Kind::List, start);
            list->children.push_back(std::move(first));
        }
        list->children.push_back(argumentItem());
    }
    if (!list)
        return first;
    list->extent.end = m_lexer.position();
    return list;
}

ExpressionPtr Parser::argumentItem()
{
    const QChar c = m_lexer.peek();
    const int start = m_lexer.position();
    const bool quoted = c == u'\'' || c == u'"';
    const bool at = c == u'@' && QStringView(u"({'\"").contains(m_lexer.peek(1));
    if (c == u'$' || c == u'(' || c == u'{' || quoted || at) {
        const bool outerComma = std::exchange(m_commaEndsItem, false);
        auto value = primary();
        m_commaEndsItem = outerComma;
        // "$dir/file" is one expandable word.
        if (c != u'$' || atWordEnd())
            return value;
        m_lexer.moveTo(start);
    }
    if (atWordEnd())
        m_lexer.failUnexpected();
    return bareWord();
}

bool Parser::atWordEnd() const
{
    const QChar c = m_lexer.peek();
    return m_lexer.atEnd() || c.isSpace() || QStringView(u",;|&(){}<>").contains(c);
}

ExpressionPtr Parser::bareWord()
{
    const int start = m_lexer.position();
    auto target = make(Expression::Kind::Interpolated, start);
    QString pending;
    bool escaped = false;
    while (!atWordEnd()) {
        const QChar c = m_lexer.peek();
        if (c == u'`') {
            m_lexer.advance();
            pending += m_lexer.takeEscape();
            escaped = true;
        } else if (c == u'$') {
            interpolation(*target, pending);
        } else if (c == u'\'') {
            pending += m_lexer.takeSingleQuoted();
            escaped = true;
        } else if (c == u'"') {
            auto quoted = doubleQuoted();
            if (!pending.isEmpty())
                target->children.push_back(constant(Value::string(std::exchange(pending, {})), start));
            target->children.push_back(std::move(quoted));
        } else {
            pending += c;
            m_lexer.advance();
        }
    }
    if (target->children.empty() && !escaped) {
        if (auto number = parseNumber(pending))
            return constant(std::move(*number), start);
    }
    return finishInterpolation(std::move(target), std::move(pending), start);
}

} // namespace rejoin::lab::engine
