#include "core/lab/engine/parser.h"

#include "core/lab/engine/nesting.h"

using namespace Qt::StringLiterals;

namespace rejoin::lab::engine {

namespace {

struct NamedOperator
{
    int level;
    Operator op;
};

/// Levels from loosest: 0 logical, 1 comparison, 2 additive, 3 multiplicative, 4 format, 5 range.
constexpr int rangeLevel = 5;

const QHash<QString, NamedOperator> &namedOperators()
{
    static const QHash<QString, NamedOperator> table{
        {u"and"_s, {0, Operator::And}},
        {u"or"_s, {0, Operator::Or}},
        {u"xor"_s, {0, Operator::Xor}},
        {u"eq"_s, {1, Operator::Equal}},
        {u"ne"_s, {1, Operator::NotEqual}},
        {u"gt"_s, {1, Operator::Greater}},
        {u"ge"_s, {1, Operator::GreaterEqual}},
        {u"lt"_s, {1, Operator::Less}},
        {u"le"_s, {1, Operator::LessEqual}},
        {u"like"_s, {1, Operator::Like}},
        {u"notlike"_s, {1, Operator::NotLike}},
        {u"match"_s, {1, Operator::Match}},
        {u"notmatch"_s, {1, Operator::NotMatch}},
        {u"contains"_s, {1, Operator::Contains}},
        {u"notcontains"_s, {1, Operator::NotContains}},
        {u"in"_s, {1, Operator::In}},
        {u"notin"_s, {1, Operator::NotIn}},
        {u"is"_s, {1, Operator::Is}},
        {u"replace"_s, {1, Operator::Replace}},
        {u"split"_s, {1, Operator::Split}},
        {u"join"_s, {1, Operator::Join}},
        {u"f"_s, {4, Operator::Format}},
    };
    return table;
}

} // namespace

ExpressionPtr Parser::make(Expression::Kind kind, int start)
{
    auto expression = std::make_unique<Expression>();
    expression->kind = kind;
    expression->extent = {start, m_lexer.position()};
    return expression;
}

ExpressionPtr Parser::constant(Value value, int start)
{
    auto expression = make(Expression::Kind::Constant, start);
    expression->constant = std::move(value);
    return expression;
}

void Parser::expect(QChar closing, const QString &id, const QString &message, int start)
{
    m_lexer.skipBlanksAndLines();
    if (m_lexer.peek() == closing && !m_lexer.atEnd()) {
        m_lexer.advance();
        return;
    }
    if (!m_lexer.atEnd())
        m_lexer.failUnexpected();
    m_lexer.fail(id, message, {start, start + 1});
}

Operator Parser::takeOperator(int level, bool &caseSensitive)
{
    const QChar c = m_lexer.peek();
    const QChar next = m_lexer.peek(1);
    if (c == u'-' && next.isLetter()) {
        const int start = m_lexer.position();
        m_lexer.advance();
        QString word = m_lexer.takeIdentifier().toLower();
        auto found = namedOperators().constFind(word);
        if (found == namedOperators().cend() && (word.startsWith(u'c') || word.startsWith(u'i'))) {
            caseSensitive = word.startsWith(u'c');
            found = namedOperators().constFind(word.mid(1));
        }
        if (found != namedOperators().cend() && found->level == level)
            return found->op;
        m_lexer.moveTo(start);
        return Operator::None;
    }
    // += and the like are assignments, ++ and -- belong to their variable.
    if (next == u'=' || (next == c && c != u'.'))
        return Operator::None;
    Operator op = Operator::None;
    if (level == 2)
        op = c == u'+' ? Operator::Add : c == u'-' ? Operator::Subtract : Operator::None;
    else if (level == 3)
        op = c == u'*'   ? Operator::Multiply
             : c == u'/' ? Operator::Divide
             : c == u'%' ? Operator::Remainder
                         : Operator::None;
    else if (level == rangeLevel && c == u'.' && next == u'.')
        op = Operator::Range;
    if (op != Operator::None)
        m_lexer.advance(op == Operator::Range ? 2 : 1);
    return op;
}

ExpressionPtr Parser::binary(int level)
{
    if (level > rangeLevel)
        return commaList();
    const int start = m_lexer.position();
    ExpressionPtr left = binary(level + 1);
    while (true) {
        const int here = m_lexer.position();
        m_lexer.skipBlanks();
        const int signStart = m_lexer.position();
        bool caseSensitive = false;
        const Operator op = takeOperator(level, caseSensitive);
        if (op == Operator::None) {
            m_lexer.moveTo(here);
            return left;
        }
        const QString sign = m_lexer.between(signStart, m_lexer.position()).toString();
        m_lexer.skipBlanksAndLines();
        if (m_lexer.atStatementEnd())
            m_lexer.fail(u"ExpectedValueExpression"_s,
                         u"You must provide a value expression following the '%1' operator."_s.arg(sign),
                         {signStart, signStart + int(sign.size())});
        auto result = make(Expression::Kind::Binary, start);
        result->op = op;
        result->caseSensitive = caseSensitive;
        result->children.push_back(std::move(left));
        result->children.push_back(binary(level + 1));
        result->extent.end = m_lexer.position();
        left = std::move(result);
    }
}

ExpressionPtr Parser::commaList()
{
    const int start = m_lexer.position();
    ExpressionPtr first = unary();
    if (m_commaEndsItem)
        return first;
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
            m_lexer.fail(u"MissingExpressionAfterToken"_s, u"Missing expression after ','."_s, {here, here + 1});
        if (!list) {
            list = make(Expression::Kind::List, start);
            list->children.push_back(std::move(first));
        }
        list->children.push_back(unary());
    }
    if (!list)
        return first;
    list->extent.end = m_lexer.position();
    return list;
}

ExpressionPtr Parser::unary()
{
    const Nested nested(m_depth, m_lexer);
    m_lexer.skipBlanks();
    const int start = m_lexer.position();
    const QChar c = m_lexer.peek();
    Operator op = Operator::None;
    if (c == u'!') {
        op = Operator::Not;
        m_lexer.advance();
    } else if (c == u',') {
        m_lexer.advance();
        auto list = make(Expression::Kind::List, start);
        m_lexer.skipBlanks();
        list->children.push_back(unary());
        list->extent.end = m_lexer.position();
        return list;
    } else if (m_lexer.startsWith(u"++") || m_lexer.startsWith(u"--")) {
        m_lexer.advance(2);
        auto increment = make(Expression::Kind::Increment, start);
        increment->op = c == u'+' ? Operator::Add : Operator::Subtract;
        increment->children.push_back(primary());
        return increment;
    } else if (c == u'-' || c == u'+') {
        m_lexer.advance();
        const QString word = m_lexer.peekIdentifier().toLower();
        if (word == "not"_L1 || word == "join"_L1 || word == "split"_L1) {
            m_lexer.takeIdentifier();
            op = word == "not"_L1 ? Operator::Not : word == "join"_L1 ? Operator::Join : Operator::Split;
        } else if (!word.isEmpty()) {
            m_lexer.moveTo(start);
            m_lexer.failUnexpected();
        } else {
            op = c == u'-' ? Operator::Negate : Operator::Plus;
        }
    }
    if (op == Operator::None)
        return primary();
    m_lexer.skipBlanks();
    if (m_lexer.atStatementEnd())
        m_lexer.fail(u"MissingExpressionAfterOperator"_s, u"Missing expression after unary operator '%1'."_s.arg(c),
                     {start, start + 1});
    auto result = make(Expression::Kind::Unary, start);
    result->op = op;
    result->children.push_back(unary());
    result->extent.end = m_lexer.position();
    return result;
}

ExpressionPtr Parser::primary()
{
    const Nested nested(m_depth, m_lexer);
    return postfix(primaryStart());
}

ExpressionPtr Parser::primaryStart()
{
    const int start = m_lexer.position();
    const QChar c = m_lexer.peek();
    if (c == u'$' && m_lexer.peek(1) == u'(') {
        m_lexer.advance(2);
        return statementsIn(Expression::Kind::SubExpression, start);
    }
    if (c == u'$')
        return variable();
    if (c == u'@' && m_lexer.peek(1) == u'(') {
        m_lexer.advance(2);
        return statementsIn(Expression::Kind::ArrayOf, start);
    }
    if (c == u'@' && m_lexer.peek(1) == u'{')
        return hashTable();
    if (c == u'@' && m_lexer.peek(1) == u'\'')
        return constant(Value::string(m_lexer.takeVerbatimHereString()), start);
    if (c == u'@' && m_lexer.peek(1) == u'"')
        return hereString();
    if (c == u'(') {
        m_lexer.advance();
        m_lexer.skipBlanksAndLines();
        if (m_lexer.peek() == u')' || m_lexer.atEnd())
            m_lexer.fail(u"ExpectedExpression"_s, u"An expression was expected after '('."_s, {start, start + 1});
        const bool outerComma = std::exchange(m_commaEndsItem, false);
        auto result = make(Expression::Kind::Paren, start);
        result->statements.push_back(pipelineOrAssignment());
        m_commaEndsItem = outerComma;
        expect(u')', u"MissingEndParenthesisInExpression"_s, u"Missing closing ')' in expression."_s, start);
        result->extent.end = m_lexer.position();
        return result;
    }
    if (c == u'\'')
        return constant(Value::string(m_lexer.takeSingleQuoted()), start);
    if (c == u'"')
        return doubleQuoted();
    if (c == u'{') {
        auto block = braced();
        auto result = make(Expression::Kind::Script, start);
        result->script = std::move(block);
        return result;
    }
    if (c == u'[')
        return typeExpression();
    if (auto number = m_lexer.takeNumber())
        return constant(std::move(*number), start);
    m_lexer.failUnexpected();
}

ExpressionPtr Parser::variable()
{
    const int start = m_lexer.position();
    m_lexer.advance();
    const QString name = m_lexer.takeVariableName();
    if (name.isEmpty())
        m_lexer.fail(u"UnexpectedToken"_s, u"Unexpected token '$' in expression or statement."_s, {start, start + 1});
    auto result = make(Expression::Kind::Variable, start);
    result->name = name;
    return result;
}

ExpressionPtr Parser::statementsIn(Expression::Kind kind, int start)
{
    const Nested nested(m_depth, m_lexer);
    const bool outerComma = std::exchange(m_commaEndsItem, false);
    auto result = make(kind, start);
    result->statements = statements();
    m_commaEndsItem = outerComma;
    expect(u')', u"MissingEndParenthesisInExpression"_s, u"Missing closing ')' in expression."_s, start);
    result->extent.end = m_lexer.position();
    return result;
}

ExpressionPtr Parser::postfix(ExpressionPtr value)
{
    while (!m_lexer.atEnd()) {
        const QChar c = m_lexer.peek();
        const int start = value->extent.start;
        const QChar next = m_lexer.peek(1);
        if (c == u'.' && (isNameStart(next) || next == u'$' || next == u'\'' || next == u'"')) {
            m_lexer.advance();
            value = memberAccess(std::move(value));
        } else if (c == u'[') {
            m_lexer.advance();
            m_lexer.skipBlanksAndLines();
            const bool outerComma = std::exchange(m_commaEndsItem, false);
            auto result = make(Expression::Kind::Index, start);
            result->children.push_back(std::move(value));
            result->children.push_back(expression());
            m_commaEndsItem = outerComma;
            expect(u']', u"EndSquareBracketExpectedAtEndOfAttribute"_s, u"Missing ] at end of index expression."_s,
                   start);
            result->extent.end = m_lexer.position();
            value = std::move(result);
        } else if (value->kind == Expression::Kind::Variable &&
                   (m_lexer.startsWith(u"++") || m_lexer.startsWith(u"--"))) {
            m_lexer.advance(2);
            auto result = make(Expression::Kind::Increment, start);
            result->op = c == u'+' ? Operator::Add : Operator::Subtract;
            result->postfix = true;
            result->children.push_back(std::move(value));
            value = std::move(result);
        } else {
            break;
        }
    }
    return value;
}

ExpressionPtr Parser::memberAccess(ExpressionPtr value)
{
    auto result = make(Expression::Kind::Member, value->extent.start);
    const int nameStart = m_lexer.position();
    result->children.push_back(std::move(value));
    if (isNameStart(m_lexer.peek()))
        result->children.push_back(constant(Value::string(m_lexer.takeIdentifier()), nameStart));
    else
        result->children.push_back(primaryStart());
    if (m_lexer.peek() == u'(') {
        result->kind = Expression::Kind::Method;
        for (auto &argument : callArguments())
            result->children.push_back(std::move(argument));
    }
    result->extent.end = m_lexer.position();
    return result;
}

std::vector<ExpressionPtr> Parser::callArguments()
{
    const int open = m_lexer.position();
    m_lexer.advance();
    const bool outerComma = std::exchange(m_commaEndsItem, true);
    std::vector<ExpressionPtr> result;
    m_lexer.skipBlanksAndLines();
    while (m_lexer.peek() != u')' && !m_lexer.atEnd()) {
        result.push_back(expression());
        m_lexer.skipBlanksAndLines();
        if (!m_lexer.take(u","))
            break;
        m_lexer.skipBlanksAndLines();
    }
    m_commaEndsItem = outerComma;
    expect(u')', u"MissingEndParenthesisInMethodCall"_s, u"Missing ')' in method call."_s, open);
    return result;
}

ExpressionPtr Parser::typeExpression()
{
    const int start = m_lexer.position();
    m_lexer.advance();
    const int nameStart = m_lexer.position();
    while (isNamePart(m_lexer.peek()) || m_lexer.peek() == u'.' || m_lexer.startsWith(u"[]"))
        m_lexer.advance(m_lexer.peek() == u'[' ? 2 : 1);
    const QString name = m_lexer.between(nameStart, m_lexer.position()).toString();
    if (name.isEmpty())
        m_lexer.fail(u"MissingTypename"_s, u"Missing type name after '['."_s, {start, start + 1});
    expect(u']', u"EndSquareBracketExpectedAtEndOfType"_s, u"Missing ] at end of type token."_s, start);
    if (m_lexer.take(u"::")) {
        auto result = make(Expression::Kind::StaticMember, start);
        result->name = name;
        result->text = m_lexer.takeIdentifier();
        if (result->text.isEmpty())
            m_lexer.fail(u"MissingPropertyName"_s, u"Missing property name after reference operator."_s,
                         {start, m_lexer.position()});
        if (m_lexer.peek() == u'(') {
            result->kind = Expression::Kind::StaticMethod;
            result->children = callArguments();
        }
        result->extent.end = m_lexer.position();
        return result;
    }
    const int here = m_lexer.position();
    m_lexer.skipBlanks();
    const QChar c = m_lexer.peek();
    const bool operand = QStringView(u"$@('\"[{").contains(c) || c.isDigit() ||
                         (c == u'-' && (m_lexer.peek(1).isDigit() || m_lexer.peek(1) == u'$'));
    if (!operand || m_lexer.atEnd()) {
        m_lexer.moveTo(here);
        auto result = make(Expression::Kind::TypeLiteral, start);
        result->name = name;
        return result;
    }
    auto result = make(Expression::Kind::Cast, start);
    result->name = name;
    result->children.push_back(unary());
    result->extent.end = m_lexer.position();
    return result;
}

ExpressionPtr Parser::hashTable()
{
    const int start = m_lexer.position();
    m_lexer.advance(2);
    const bool outerComma = std::exchange(m_commaEndsItem, false);
    auto result = make(Expression::Kind::HashTable, start);
    m_lexer.skipSeparators();
    while (m_lexer.peek() != u'}' && !m_lexer.atEnd()) {
        const int keyStart = m_lexer.position();
        if (isNameStart(m_lexer.peek()))
            result->children.push_back(constant(Value::string(m_lexer.takeIdentifier()), keyStart));
        else
            result->children.push_back(unary());
        m_lexer.skipBlanks();
        if (!m_lexer.take(u"="))
            m_lexer.fail(u"MissingEqualsInHashLiteral"_s, u"Missing '=' operator after key in hash literal."_s,
                         {keyStart, m_lexer.position()});
        m_lexer.skipBlanksAndLines();
        if (m_lexer.atStatementEnd())
            m_lexer.fail(u"MissingStatementInHashLiteral"_s, u"Missing statement after '=' in hash literal."_s,
                         {keyStart, m_lexer.position()});
        result->statements.push_back(statement());
        m_lexer.skipBlanks();
        if (!m_lexer.atStatementEnd())
            m_lexer.failUnexpected();
        m_lexer.skipSeparators();
    }
    m_commaEndsItem = outerComma;
    expect(u'}', u"MissingEndCurlyBrace"_s, u"Missing closing '}' in the hash literal."_s, start);
    result->extent.end = m_lexer.position();
    return result;
}

} // namespace rejoin::lab::engine
