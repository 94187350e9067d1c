#pragma once

#include "core/lab/engine/lexer.h"

namespace rejoin::lab::engine {

/// Parses a whole script. Throws ParseFailure.
[[nodiscard]] std::shared_ptr<const ScriptBlock> parseScript(const QString &text);

/// Recursive descent over the part of PowerShell's language that the engine runs. What it does not know is a
/// ParseFailure at its place.
class Parser
{
public:
    explicit Parser(std::shared_ptr<const Source> source) : m_lexer(std::move(source)) {}
    [[nodiscard]] std::shared_ptr<const ScriptBlock> script();

private:
    class Nested;

    // parser.cpp: blocks and statements
    std::shared_ptr<ScriptBlock> blockContents(int start);
    std::shared_ptr<const ScriptBlock> braced();
    void parameterBlock(ScriptBlock &block);
    bool skipAttributes();
    StatementList statements();
    StatementList bracedStatements();
    StatementPtr statement();
    StatementPtr keywordStatement(const QString &word);
    StatementPtr ifStatement();
    StatementPtr forEachStatement();
    StatementPtr whileStatement();
    StatementPtr doStatement();
    StatementPtr forStatement();
    StatementPtr tryStatement();
    StatementPtr functionStatement();
    StatementPtr valueStatement(Statement::Kind kind);
    StatementPtr parenthesized();
    StatementPtr pipelineOrAssignment();
    StatementPtr make(Statement::Kind kind, int start);

    // parser_commands.cpp: pipelines and the words of commands
    Pipeline pipelineFrom(ExpressionPtr first, int start);
    Command command();
    void commandWords(Command &command);
    bool redirection(Command &command);
    Argument argument();
    ExpressionPtr argumentValue();
    ExpressionPtr argumentItem();
    ExpressionPtr bareWord();
    [[nodiscard]] bool atWordEnd() const;
    [[nodiscard]] bool atExpressionStart() const;

    // parser_expressions.cpp
    ExpressionPtr expression() { return binary(0); }
    ExpressionPtr binary(int level);
    Operator takeOperator(int level, bool &caseSensitive);
    ExpressionPtr commaList();
    ExpressionPtr unary();
    ExpressionPtr primary();
    ExpressionPtr primaryStart();
    ExpressionPtr postfix(ExpressionPtr value);
    ExpressionPtr memberAccess(ExpressionPtr value);
    ExpressionPtr variable();
    ExpressionPtr typeExpression();
    ExpressionPtr hashTable();
    ExpressionPtr doubleQuoted();
    ExpressionPtr hereString();
    void interpolation(Expression &target, QString &pending);
    ExpressionPtr finishInterpolation(ExpressionPtr target, QString pending, int start);
    ExpressionPtr statementsIn(Expression::Kind kind, int start);
    std::vector<ExpressionPtr> callArguments();
    ExpressionPtr make(Expression::Kind kind, int start);
    ExpressionPtr constant(Value value, int start);
    void expect(QChar closing, const QString &id, const QString &message, int start);

    Lexer m_lexer;
    int m_depth = 0;
    bool m_commaEndsItem = false; ///< inside a method's arguments
};

} // namespace rejoin::lab::engine
