#include "core/cmdlets/parser.h"

#include "core/base/error.h"
#include "core/cmdlets/scanner.h"

namespace rejoin::cmdlets {

namespace {

using ast::Expression;
using ast::ExpressionPtr;

ExpressionPtr constant(Object value, ast::Position position)
{
    auto expression = std::make_shared<Expression>();
    expression->kind = Expression::Kind::Constant;
    expression->value = std::move(value);
    expression->position = position;
    return expression;
}

/// Recursive descent over the characters. Two modes as in PowerShell: a statement that starts with a word is a
/// command, whose arguments are words; anything else is an expression.
class Parser
{
public:
    explicit Parser(const QString &source) : m_scan(source) {}

    ast::Script script()
    {
        ast::Script result;
        result.statements = statements(QChar());
        return result;
    }

    /// One value of a shell's word: ( … ), { … }, @…, $….
    ExpressionPtr wholeExpression()
    {
        auto result = arrayExpression();
        m_scan.skipSpace();
        if (!m_scan.atEnd())
            m_scan.fail("Unexpected text after the value.");
        return result;
    }

private:
    QList<ast::PipelinePtr> statements(QChar closing)
    {
        QList<ast::PipelinePtr> list;
        while (true) {
            m_scan.skipSeparators();
            if (m_scan.atEnd()) {
                if (!closing.isNull())
                    m_scan.failOpen(closing);
                return list;
            }
            if (!closing.isNull() && m_scan.peek() == closing) {
                m_scan.next();
                return list;
            }
            list << statement();
            m_scan.skipSpace();
            if (!m_scan.atEnd() && !m_scan.atSeparator() && m_scan.peek() != closing)
                m_scan.failUnexpected();
        }
    }

    ast::PipelinePtr statement()
    {
        auto pipeline = std::make_shared<ast::Pipeline>();
        pipeline->position = m_scan.position();
        const qsizetype start = m_scan.offset();
        if (const auto name = m_scan.assignmentTarget())
            pipeline->assignTo = *name;
        while (true) {
            m_scan.skipSpace();
            if (m_scan.atEnd() || m_scan.atSeparator())
                m_scan.failEnd(pipeline->elements.isEmpty() ? "A statement is missing after '='."
                                                            : "A command is missing after '|'.");
            pipeline->elements << element(pipeline->elements.isEmpty());
            m_scan.skipSpace();
            if (m_scan.peek() != u'|')
                break;
            m_scan.next();
            m_scan.skipSpaceAndLines();
        }
        pipeline->source = m_scan.slice(start).trimmed();
        return pipeline;
    }

    ast::Element element(bool first)
    {
        ast::Element result;
        result.position = m_scan.position();
        if (m_scan.startsExpression()) {
            if (!first)
                m_scan.fail("Expressions are only allowed as the first element of a pipeline.");
            result.expression = arrayExpression();
            return result;
        }
        result.command = m_scan.commandName();
        while (true) {
            m_scan.skipSpace();
            if (m_scan.atArgumentsEnd())
                return result;
            result.arguments << argument();
        }
    }

    ast::Argument argument()
    {
        ast::Argument result;
        result.position = m_scan.position();
        if (const auto name = m_scan.parameterName()) {
            result.parameter = *name;
            if (m_scan.peek() == u':') {
                m_scan.next();
                m_scan.skipSpace();
                if (m_scan.atArgumentsEnd())
                    m_scan.fail("A value is missing after the parameter's ':'.");
                result.value = argumentValue();
            }
            return result;
        }
        result.value = argumentValue();
        return result;
    }

    /// a,b,c: an array; a single word: itself.
    ExpressionPtr argumentValue()
    {
        const ast::Position position = m_scan.position();
        QList<ExpressionPtr> items{argumentItem()};
        while (true) {
            m_scan.skipSpace();
            if (m_scan.peek() != u',')
                break;
            m_scan.next();
            m_scan.skipSpaceAndLines();
            if (m_scan.atArgumentsEnd())
                m_scan.fail("A value is missing after ','.");
            items << argumentItem();
        }
        return items.size() == 1 ? items.first() : array(std::move(items), position);
    }

    ExpressionPtr argumentItem()
    {
        if (m_scan.startsPrimary())
            return postfix();
        const ast::Position position = m_scan.position();
        const QString word = m_scan.bareWord();
        if (const auto number = Scanner::number(word))
            return constant(*number, position);
        // The reference text writes -IdleTimeoutSec 60*60*15 bare.
        if (Scanner::looksLikeArithmetic(word)) {
            Parser inner(word);
            return inner.wholeExpression();
        }
        return constant(Object::string(word), position);
    }

    static ExpressionPtr array(QList<ExpressionPtr> items, ast::Position position)
    {
        auto expression = std::make_shared<Expression>();
        expression->kind = Expression::Kind::Array;
        expression->position = position;
        expression->items = std::move(items);
        return expression;
    }

    ExpressionPtr arrayExpression()
    {
        const ast::Position position = m_scan.position();
        QList<ExpressionPtr> items{sum()};
        while (true) {
            m_scan.skipSpace();
            if (m_scan.peek() != u',')
                break;
            m_scan.next();
            m_scan.skipSpaceAndLines();
            items << sum();
        }
        return items.size() == 1 ? items.first() : array(std::move(items), position);
    }

    ExpressionPtr binary(const QString &operators, ExpressionPtr (Parser::*operand)())
    {
        ExpressionPtr left = (this->*operand)();
        while (true) {
            m_scan.skipSpace();
            const QChar c = m_scan.peek();
            if (c.isNull() || !operators.contains(c))
                return left;
            auto expression = std::make_shared<Expression>();
            expression->kind = Expression::Kind::Binary;
            expression->position = m_scan.position();
            expression->text = c;
            m_scan.next();
            m_scan.skipSpaceAndLines();
            expression->left = left;
            expression->right = (this->*operand)();
            left = expression;
        }
    }
    ExpressionPtr sum() { return binary(QStringLiteral("+-"), &Parser::product); }
    ExpressionPtr product() { return binary(QStringLiteral("*/%"), &Parser::unary); }

    ExpressionPtr unary()
    {
        m_scan.skipSpace();
        if (m_scan.peek() != u'-')
            return postfix();
        auto expression = std::make_shared<Expression>();
        expression->kind = Expression::Kind::Negate;
        expression->position = m_scan.position();
        m_scan.next();
        expression->left = unary();
        return expression;
    }

    ExpressionPtr postfix()
    {
        ExpressionPtr left = primary();
        while (true) {
            if (m_scan.peek() == u'.' && m_scan.nameFollows(1)) {
                auto expression = std::make_shared<Expression>();
                expression->kind = Expression::Kind::Member;
                expression->position = m_scan.position();
                m_scan.next();
                expression->text = m_scan.name();
                expression->left = left;
                left = expression;
            } else if (m_scan.peek() == u'[') {
                auto expression = std::make_shared<Expression>();
                expression->kind = Expression::Kind::Index;
                expression->position = m_scan.position();
                m_scan.next();
                expression->left = left;
                m_scan.skipSpaceAndLines();
                expression->right = arrayExpression();
                m_scan.skipSpaceAndLines();
                m_scan.expect(u']');
                left = expression;
            } else {
                return left;
            }
        }
    }

    ExpressionPtr primary()
    {
        const Scanner::Nesting nesting(m_scan);
        m_scan.skipSpace();
        const ast::Position position = m_scan.position();
        const QChar c = m_scan.peek();
        if (c == u'\'')
            return constant(Object::string(m_scan.singleQuoted()), position);
        if (c == u'"')
            return expandable(m_scan.doubleQuoted(), position);
        if (c == u'$')
            return dollar(position);
        if (c == u'@')
            return at(position);
        if (c == u'(') {
            m_scan.next();
            return group(Expression::Kind::Paren, position);
        }
        if (c == u'{') {
            auto block = std::make_shared<ScriptBlock>();
            block->text = m_scan.braces();
            auto expression = std::make_shared<Expression>();
            expression->kind = Expression::Kind::Script;
            expression->position = position;
            expression->value = Object(Object::Variant(block));
            return expression;
        }
        if (const auto number = m_scan.numberHere())
            return constant(*number, position);
        m_scan.failUnexpected();
    }

    ExpressionPtr group(Expression::Kind kind, ast::Position position)
    {
        auto expression = std::make_shared<Expression>();
        expression->kind = kind;
        expression->position = position;
        expression->statements = statements(u')');
        if (kind == Expression::Kind::Paren && expression->statements.isEmpty())
            m_scan.fail("An expression is missing after '('.");
        return expression;
    }

    ExpressionPtr dollar(ast::Position position)
    {
        m_scan.next();
        if (m_scan.peek() == u'(') {
            m_scan.next();
            return group(Expression::Kind::Paren, position);
        }
        const QString name = m_scan.variableName();
        const QString lower = name.toLower();
        if (lower == QLatin1String("true") || lower == QLatin1String("false"))
            return constant(Object::boolean(lower == QLatin1String("true")), position);
        if (lower == QLatin1String("null"))
            return constant(Object(), position);
        auto expression = std::make_shared<Expression>();
        expression->kind = Expression::Kind::Variable;
        expression->position = position;
        expression->text = name;
        return expression;
    }

    ExpressionPtr at(ast::Position position)
    {
        m_scan.next();
        if (m_scan.peek() == u'(') {
            m_scan.next();
            return group(Expression::Kind::ArraySub, position);
        }
        if (m_scan.peek() != u'{')
            m_scan.fail("'(' or '{' is missing after '@'.");
        m_scan.next();
        auto expression = std::make_shared<Expression>();
        expression->kind = Expression::Kind::Table;
        expression->position = position;
        while (true) {
            m_scan.skipSeparators();
            if (m_scan.atEnd())
                m_scan.failOpen(u'}');
            if (m_scan.peek() == u'}') {
                m_scan.next();
                return expression;
            }
            expression->keys << tableKey();
            m_scan.skipSpace();
            m_scan.expect(u'=');
            m_scan.skipSpaceAndLines();
            // A value is a statement: an expression, or a command such as New-PSSessionOption in parentheses.
            expression->items << arrayExpression();
            m_scan.skipSpace();
        }
    }

    QString tableKey()
    {
        if (m_scan.peek() == u'\'')
            return m_scan.singleQuoted();
        if (m_scan.peek() == u'"')
            return m_scan.plainDoubleQuoted();
        return m_scan.name();
    }

    ExpressionPtr expandable(const QList<Scanner::StringPiece> &pieces, ast::Position position)
    {
        auto expression = std::make_shared<Expression>();
        expression->kind = Expression::Kind::Expandable;
        expression->position = position;
        for (const Scanner::StringPiece &piece : pieces) {
            ast::StringPart part;
            if (piece.isCode) {
                Parser inner(piece.text);
                inner.m_scan.setOrigin(piece.position);
                part.expression = inner.wholeExpression();
            } else {
                part.text = piece.text;
            }
            expression->parts << part;
        }
        return expression;
    }

    Scanner m_scan;
};

ExpressionPtr wordValue(const QString &word)
{
    if (!word.isEmpty() && QStringLiteral("{(@$").contains(word.front())) {
        Parser parser(word);
        return parser.wholeExpression();
    }
    QList<ExpressionPtr> items;
    for (const QString &part : word.split(u',')) {
        if (const auto number = Scanner::number(part))
            items << constant(*number, {});
        else if (Scanner::looksLikeArithmetic(part))
            items << Parser(part).wholeExpression();
        else
            items << constant(Object::string(part), {});
    }
    if (items.size() == 1)
        return items.first();
    auto expression = std::make_shared<Expression>();
    expression->kind = Expression::Kind::Array;
    expression->items = std::move(items);
    return expression;
}

} // namespace

ast::Script parseScript(const QString &source)
{
    return Parser(source).script();
}

ast::Script parseWords(const QStringList &words)
{
    auto pipeline = std::make_shared<ast::Pipeline>();
    pipeline->source = words.join(u' ');
    ast::Element element;
    element.command = words.value(0);
    for (qsizetype i = 1; i < words.size(); ++i) {
        const QString &word = words.at(i);
        ast::Argument argument;
        argument.position.column = static_cast<int>(i) + 1;
        if (Scanner::looksLikeParameter(word)) {
            const qsizetype colon = word.indexOf(u':');
            argument.parameter = colon < 0 ? word.mid(1) : word.mid(1, colon - 1);
            if (colon >= 0)
                argument.value = wordValue(word.mid(colon + 1));
        } else {
            argument.value = wordValue(word);
        }
        element.arguments << argument;
    }
    pipeline->elements << element;
    ast::Script script;
    script.statements << pipeline;
    return script;
}

bool isIncomplete(const QString &source)
{
    try {
        (void)parseScript(source);
        return source.trimmed().endsWith(u'`');
    } catch (const base::Error &error) {
        return error.id == QLatin1String("IncompleteStatement");
    }
}

} // namespace rejoin::cmdlets
