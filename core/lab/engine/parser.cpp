#include "core/lab/engine/parser.h"

#include "core/lab/engine/nesting.h"

using namespace Qt::StringLiterals;

namespace rejoin::lab::engine {

std::shared_ptr<const ScriptBlock> parseScript(const QString &text)
{
    return Parser(std::make_shared<const Source>(text)).script();
}

std::shared_ptr<const ScriptBlock> Parser::script()
{
    auto block = blockContents(0);
    if (!m_lexer.atEnd())
        m_lexer.failUnexpected();
    block->text = m_lexer.source()->text;
    block->extent = {0, int(block->text.size())};
    return block;
}

StatementPtr Parser::make(Statement::Kind kind, int start)
{
    auto statement = std::make_unique<Statement>();
    statement->kind = kind;
    statement->extent = {start, start};
    return statement;
}

std::shared_ptr<ScriptBlock> Parser::blockContents(int start)
{
    auto block = std::make_shared<ScriptBlock>();
    block->source = m_lexer.source();
    m_lexer.skipSeparators();
    const int before = m_lexer.position();
    skipAttributes();
    if (m_lexer.peekIdentifier().compare("param"_L1, Qt::CaseInsensitive) == 0) {
        m_lexer.takeIdentifier();
        m_lexer.skipBlanksAndLines();
        parameterBlock(*block);
    } else {
        m_lexer.moveTo(before);
    }
    m_lexer.skipSeparators();
    while (true) {
        const int here = m_lexer.position();
        const QString word = m_lexer.takeIdentifier().toLower();
        m_lexer.skipBlanksAndLines();
        const bool named = (word == "begin"_L1 || word == "process"_L1 || word == "end"_L1) && m_lexer.peek() == u'{';
        if (!named) {
            m_lexer.moveTo(here);
            break;
        }
        block->hasNamedBlocks = true;
        auto &body = word == "begin"_L1 ? block->begin : word == "process"_L1 ? block->process : block->end;
        body = bracedStatements();
        m_lexer.skipSeparators();
    }
    if (!block->hasNamedBlocks)
        block->end = statements();
    block->extent = {start, m_lexer.position()};
    return block;
}

std::shared_ptr<const ScriptBlock> Parser::braced()
{
    const Nested nested(m_depth, m_lexer);
    const int open = m_lexer.position();
    m_lexer.advance();
    const bool outerComma = std::exchange(m_commaEndsItem, false);
    auto block = blockContents(open);
    m_commaEndsItem = outerComma;
    expect(u'}', u"MissingEndCurlyBrace"_s, u"Missing closing '}' in statement block or type definition."_s, open);
    block->extent = {open, m_lexer.position()};
    block->text = m_lexer.between(open + 1, m_lexer.position() - 1).toString();
    return block;
}

void Parser::parameterBlock(ScriptBlock &block)
{
    const int open = m_lexer.position();
    if (!m_lexer.take(u"("))
        m_lexer.failUnexpected();
    block.hasParameters = true;
    m_lexer.skipBlanksAndLines();
    while (m_lexer.peek() != u')') {
        Parameter parameter;
        while (m_lexer.peek() == u'[') {
            if (!skipAttributes()) {
                m_lexer.advance();
                const int name = m_lexer.position();
                while (!m_lexer.atEnd() && m_lexer.peek() != u']')
                    m_lexer.advance();
                parameter.type = m_lexer.between(name, m_lexer.position()).toString();
                m_lexer.take(u"]");
            }
            m_lexer.skipBlanksAndLines();
        }
        if (!m_lexer.take(u"$"))
            m_lexer.failUnexpected();
        parameter.name = m_lexer.takeVariableName();
        if (parameter.name.isEmpty())
            m_lexer.failUnexpected();
        m_lexer.skipBlanksAndLines();
        if (m_lexer.take(u"=")) {
            m_lexer.skipBlanksAndLines();
            const bool outerComma = std::exchange(m_commaEndsItem, true);
            parameter.defaultValue = expression();
            m_commaEndsItem = outerComma;
            m_lexer.skipBlanksAndLines();
        }
        block.parameters.push_back(std::move(parameter));
        if (!m_lexer.take(u","))
            break;
        m_lexer.skipBlanksAndLines();
    }
    expect(u')', u"MissingEndParenthesisInFunctionParameterList"_s, u"Missing ')' in function parameter list."_s, open);
}

/// [CmdletBinding()], [Parameter(Mandatory)] …: an attribute has brackets with parentheses in them.
bool Parser::skipAttributes()
{
    bool any = false;
    while (m_lexer.peek() == u'[') {
        const int start = m_lexer.position();
        m_lexer.advance();
        const QString name = m_lexer.takeIdentifier();
        if (name.isEmpty() || m_lexer.peek() != u'(') {
            m_lexer.moveTo(start);
            return any;
        }
        int depth = 0;
        while (!m_lexer.atEnd()) {
            const QChar c = m_lexer.peek();
            m_lexer.advance();
            if (c == u'(')
                ++depth;
            else if (c == u')' && --depth == 0)
                break;
        }
        if (!m_lexer.take(u"]"))
            m_lexer.failUnexpected();
        any = true;
        m_lexer.skipSeparators();
    }
    return any;
}

StatementList Parser::statements()
{
    StatementList list;
    m_lexer.skipSeparators();
    while (!m_lexer.atEnd() && m_lexer.peek() != u'}' && m_lexer.peek() != u')') {
        list.push_back(statement());
        m_lexer.skipBlanks();
        if (!m_lexer.atStatementEnd() && m_lexer.between(m_lexer.position() - 1, m_lexer.position()) != u"}")
            m_lexer.failUnexpected();
        m_lexer.skipSeparators();
    }
    return list;
}

StatementList Parser::bracedStatements()
{
    m_lexer.skipBlanksAndLines();
    const Nested nested(m_depth, m_lexer);
    const int open = m_lexer.position();
    if (!m_lexer.take(u"{"))
        m_lexer.fail(u"MissingStatementBlock"_s, u"Missing statement block."_s, {open, open + 1});
    const bool outerComma = std::exchange(m_commaEndsItem, false);
    StatementList list = statements();
    m_commaEndsItem = outerComma;
    expect(u'}', u"MissingEndCurlyBrace"_s, u"Missing closing '}' in statement block or type definition."_s, open);
    return list;
}

StatementPtr Parser::statement()
{
    const Nested nested(m_depth, m_lexer);
    const int start = m_lexer.position();
    const QString word = m_lexer.peekIdentifier();
    StatementPtr result;
    // "if-x" and "for.exe" are command names, not keywords.
    const QChar after = m_lexer.peek(int(word.size()));
    if (!word.isEmpty() && (after.isNull() || after.isSpace() || QStringView(u"({;}|)").contains(after)))
        result = keywordStatement(word.toLower());
    if (!result)
        result = pipelineOrAssignment();
    result->extent = {start, m_lexer.position()};
    return result;
}

StatementPtr Parser::keywordStatement(const QString &word)
{
    using Kind = Statement::Kind;
    using Member = StatementPtr (Parser::*)();
    static const QHash<QString, Member> structured{
        {u"if"_s, &Parser::ifStatement},
        {u"foreach"_s, &Parser::forEachStatement},
        {u"for"_s, &Parser::forStatement},
        {u"while"_s, &Parser::whileStatement},
        {u"do"_s, &Parser::doStatement},
        {u"try"_s, &Parser::tryStatement},
        {u"function"_s, &Parser::functionStatement},
    };
    static const QHash<QString, Kind> simple{
        {u"throw"_s, Kind::Throw},       {u"return"_s, Kind::Return}, {u"break"_s, Kind::Break},
        {u"continue"_s, Kind::Continue}, {u"exit"_s, Kind::Exit},
    };
    static const QStringList unknown{u"switch"_s, u"class"_s, u"enum"_s,     u"trap"_s,         u"data"_s,
                                     u"filter"_s, u"using"_s, u"workflow"_s, u"dynamicparam"_s, u"until"_s,
                                     u"elseif"_s, u"else"_s,  u"catch"_s,    u"finally"_s};
    const int start = m_lexer.position();
    if (const auto member = structured.value(word)) {
        m_lexer.takeIdentifier();
        m_lexer.skipBlanksAndLines();
        return (this->*member)();
    }
    if (const auto kind = simple.constFind(word); kind != simple.cend()) {
        m_lexer.takeIdentifier();
        return valueStatement(*kind);
    }
    if (unknown.contains(word))
        m_lexer.fail(u"UnexpectedToken"_s, u"The keyword '%1' is not known to this engine here."_s.arg(word),
                     {start, start + int(word.size())});
    return nullptr;
}

StatementPtr Parser::parenthesized()
{
    m_lexer.skipBlanksAndLines();
    const int open = m_lexer.position();
    if (!m_lexer.take(u"("))
        m_lexer.fail(u"MissingOpenParenthesisInIfStatement"_s, u"Missing '(' after the keyword."_s, {open, open + 1});
    m_lexer.skipBlanksAndLines();
    if (m_lexer.peek() == u')' || m_lexer.atEnd())
        m_lexer.fail(u"IfStatementMissingCondition"_s, u"Missing condition after '('."_s, {open, open + 1});
    StatementPtr condition = pipelineOrAssignment();
    m_lexer.skipBlanksAndLines();
    expect(u')', u"MissingEndParenthesisAfterStatement"_s, u"Missing closing ')' after the condition."_s, open);
    return condition;
}

StatementPtr Parser::ifStatement()
{
    auto result = make(Statement::Kind::If, m_lexer.position());
    result->conditions.push_back(parenthesized());
    result->bodies.push_back(bracedStatements());
    while (true) {
        const int here = m_lexer.position();
        m_lexer.skipBlanksAndLines();
        const QString word = m_lexer.peekIdentifier().toLower();
        if (word == "elseif"_L1) {
            m_lexer.takeIdentifier();
            result->conditions.push_back(parenthesized());
            result->bodies.push_back(bracedStatements());
        } else if (word == "else"_L1) {
            m_lexer.takeIdentifier();
            result->bodies.push_back(bracedStatements());
            return result;
        } else {
            m_lexer.moveTo(here);
            return result;
        }
    }
}

StatementPtr Parser::forEachStatement()
{
    auto result = make(Statement::Kind::ForEach, m_lexer.position());
    const int open = m_lexer.position();
    if (!m_lexer.take(u"("))
        m_lexer.failUnexpected();
    m_lexer.skipBlanksAndLines();
    if (!m_lexer.take(u"$"))
        m_lexer.failUnexpected();
    result->name = m_lexer.takeVariableName();
    m_lexer.skipBlanksAndLines();
    if (m_lexer.takeIdentifier().compare("in"_L1, Qt::CaseInsensitive) != 0)
        m_lexer.fail(u"MissingInInForeach"_s, u"Missing 'in' after variable in foreach loop."_s,
                     {open, m_lexer.position()});
    m_lexer.skipBlanksAndLines();
    result->value = pipelineOrAssignment();
    m_lexer.skipBlanksAndLines();
    expect(u')', u"MissingEndParenthesisAfterForeach"_s, u"Missing closing ')' after expression in foreach loop."_s,
           open);
    result->bodies.push_back(bracedStatements());
    return result;
}

StatementPtr Parser::whileStatement()
{
    auto result = make(Statement::Kind::While, m_lexer.position());
    result->conditions.push_back(parenthesized());
    result->bodies.push_back(bracedStatements());
    return result;
}

StatementPtr Parser::doStatement()
{
    auto result = make(Statement::Kind::DoWhile, m_lexer.position());
    result->bodies.push_back(bracedStatements());
    m_lexer.skipBlanksAndLines();
    const int start = m_lexer.position();
    const QString word = m_lexer.takeIdentifier().toLower();
    if (word == "until"_L1)
        result->kind = Statement::Kind::DoUntil;
    else if (word != "while"_L1)
        m_lexer.fail(u"MissingWhileOrUntilInDoWhile"_s, u"Missing while or until keyword in do loop."_s,
                     {start, start + 1});
    result->conditions.push_back(parenthesized());
    return result;
}

StatementPtr Parser::forStatement()
{
    auto result = make(Statement::Kind::For, m_lexer.position());
    const int open = m_lexer.position();
    if (!m_lexer.take(u"("))
        m_lexer.failUnexpected();
    m_lexer.skipBlanksAndLines();
    if (m_lexer.peek() != u';')
        result->initial = pipelineOrAssignment();
    m_lexer.skipBlanks();
    if (!m_lexer.take(u";"))
        m_lexer.failUnexpected();
    m_lexer.skipBlanksAndLines();
    if (m_lexer.peek() != u';')
        result->conditions.push_back(pipelineOrAssignment());
    m_lexer.skipBlanks();
    if (!m_lexer.take(u";"))
        m_lexer.failUnexpected();
    m_lexer.skipBlanksAndLines();
    if (m_lexer.peek() != u')')
        result->step = pipelineOrAssignment();
    m_lexer.skipBlanksAndLines();
    expect(u')', u"MissingEndParenthesisAfterStatement"_s, u"Missing closing ')' in the for statement."_s, open);
    result->bodies.push_back(bracedStatements());
    return result;
}

StatementPtr Parser::tryStatement()
{
    auto result = make(Statement::Kind::Try, m_lexer.position());
    const int start = m_lexer.position();
    result->bodies.push_back(bracedStatements());
    while (true) {
        const int here = m_lexer.position();
        m_lexer.skipBlanksAndLines();
        const QString word = m_lexer.peekIdentifier().toLower();
        if (word != "catch"_L1 && word != "finally"_L1) {
            m_lexer.moveTo(here);
            break;
        }
        m_lexer.takeIdentifier();
        m_lexer.skipBlanksAndLines();
        if (word == "finally"_L1) {
            result->hasFinally = true;
            result->finallyBody = bracedStatements();
            break;
        }
        CatchClause clause;
        while (m_lexer.take(u"[")) {
            const int name = m_lexer.position();
            while (!m_lexer.atEnd() && m_lexer.peek() != u']')
                m_lexer.advance();
            clause.types.append(m_lexer.between(name, m_lexer.position()).toString());
            m_lexer.take(u"]");
            m_lexer.skipBlanksAndLines();
            m_lexer.take(u",");
            m_lexer.skipBlanksAndLines();
        }
        clause.body = bracedStatements();
        result->catches.push_back(std::move(clause));
    }
    if (result->catches.empty() && !result->hasFinally)
        m_lexer.fail(u"MissingCatchOrFinally"_s, u"The Try statement is missing its Catch or Finally block."_s,
                     {start, start + 1});
    return result;
}

StatementPtr Parser::functionStatement()
{
    auto result = make(Statement::Kind::Function, m_lexer.position());
    const int start = m_lexer.position();
    while (isNamePart(m_lexer.peek()) || m_lexer.peek() == u'-' || m_lexer.peek() == u':')
        m_lexer.advance();
    result->name = m_lexer.between(start, m_lexer.position()).toString();
    if (result->name.isEmpty())
        m_lexer.fail(u"MissingNameAfterKeyword"_s, u"Missing name after function keyword."_s, {start, start + 1});
    m_lexer.skipBlanksAndLines();
    ScriptBlock declared;
    if (m_lexer.peek() == u'(')
        parameterBlock(declared);
    m_lexer.skipBlanksAndLines();
    if (m_lexer.peek() != u'{')
        m_lexer.fail(u"MissingFunctionBody"_s, u"Missing function body in function declaration."_s, {start, start + 1});
    auto block = std::const_pointer_cast<ScriptBlock>(braced());
    if (declared.hasParameters) {
        block->parameters = std::move(declared.parameters);
        block->hasParameters = true;
    }
    result->script = std::move(block);
    return result;
}

StatementPtr Parser::valueStatement(Statement::Kind kind)
{
    auto result = make(kind, m_lexer.position());
    m_lexer.skipBlanks();
    const bool takesValue = kind != Statement::Kind::Break && kind != Statement::Kind::Continue;
    if (takesValue && !m_lexer.atStatementEnd())
        result->value = pipelineOrAssignment();
    return result;
}

} // namespace rejoin::lab::engine
