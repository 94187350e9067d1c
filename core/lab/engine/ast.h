#pragma once

#include "core/lab/engine/source.h"
#include "core/lab/engine/value.h"

#include <memory>
#include <vector>

// The tree a script is parsed to. Nodes are immutable once parsed and owned by their script.
namespace rejoin::lab::engine {

struct ScriptBlock;
struct Statement;

enum class Operator : quint8 {
    None,
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
    And,
    Or,
    Xor,
    Equal,
    NotEqual,
    Greater,
    GreaterEqual,
    Less,
    LessEqual,
    Like,
    NotLike,
    Match,
    NotMatch,
    Contains,
    NotContains,
    In,
    NotIn,
    Is,
    Replace,
    Split,
    Join,
    Format,
    Range,
    Not,
    Negate,
    Plus,
};

struct Expression
{
    enum class Kind : quint8 {
        Constant,      ///< constant
        Variable,      ///< name ("x", "env:PATH", "global:x")
        Interpolated,  ///< children in turn
        Binary,        ///< op, children 0 and 1
        Unary,         ///< op, child 0
        List,          ///< a,b,c
        ArrayOf,       ///< @( statements )
        SubExpression, ///< $( statements )
        Paren,         ///< ( statement )
        HashTable,     ///< children are the keys, statements the values
        Script,        ///< script
        Member,        ///< child 0 . child 1 (name)
        Method,        ///< child 0 . child 1 ( children 2… )
        Index,         ///< child 0 [ child 1 ]
        Cast,          ///< [name] child 0
        TypeLiteral,   ///< [name]
        StaticMember,  ///< [name]::text
        StaticMethod,  ///< [name]::text( children … )
        Increment,     ///< child 0 ++ or -- (op Add, Subtract)
    };

    Expression();
    ~Expression();

    Kind kind = Kind::Constant;
    Extent extent;
    Operator op = Operator::None;
    bool caseSensitive = false;
    bool postfix = false;
    Value constant;
    QString name;
    QString text;
    std::vector<std::unique_ptr<Expression>> children;
    std::vector<std::unique_ptr<Statement>> statements;
    std::shared_ptr<const ScriptBlock> script;
};
using ExpressionPtr = std::unique_ptr<Expression>;

/// One word of a command: a parameter name, with a value when written -Name:value, or an argument.
struct Argument
{
    Extent extent;
    QString parameter; ///< without the dash; empty for an argument
    bool splat = false;
    ExpressionPtr value;
};

/// 2>&1, 2>$null and the like.
struct Redirection
{
    int stream = 1;        ///< 1 … 6; 0: all
    bool toOutput = false; ///< &1; otherwise $null
};

/// One member of a pipeline: an expression (only as the first) or a command.
struct Command
{
    enum class Call : quint8 { Plain, Ampersand, Dot };

    Extent extent;
    ExpressionPtr expression;
    Call call = Call::Plain;
    QString name;         ///< when written as a word
    ExpressionPtr target; ///< when not
    std::vector<Argument> arguments;
    std::vector<Redirection> redirections;
};

struct Pipeline
{
    Extent extent;
    std::vector<Command> commands;
};

using StatementPtr = std::unique_ptr<Statement>;
using StatementList = std::vector<StatementPtr>;

struct CatchClause
{
    QStringList types; ///< empty: any
    StatementList body;
};

struct Statement
{
    enum class Kind : quint8 {
        Pipeline,
        Assignment, ///< target op= value
        If,         ///< conditions and bodies; one more body is else
        ForEach,    ///< name in value
        While,
        DoWhile,
        DoUntil,
        For, ///< initial; condition 0; step
        Try,
        Throw,
        Return,
        Break,
        Continue,
        Exit,
        Function, ///< name, script
    };

    Kind kind = Kind::Pipeline;
    Extent extent;
    Pipeline pipeline;
    Operator op = Operator::None;
    ExpressionPtr target;
    StatementPtr value; ///< assigned, thrown, returned, iterated
    StatementPtr initial;
    StatementPtr step;
    std::vector<StatementPtr> conditions;
    std::vector<StatementList> bodies;
    std::vector<CatchClause> catches;
    StatementList finallyBody;
    bool hasFinally = false;
    QString name;
    std::shared_ptr<const ScriptBlock> script;
};

struct Parameter
{
    QString name;
    QString type; ///< "int", "switch" …; empty when not given
    ExpressionPtr defaultValue;
};

/// A script, or a part of one in braces.
struct ScriptBlock
{
    std::shared_ptr<const Source> source;
    Extent extent;
    QString text; ///< what stands between the braces, spaces included
    std::vector<Parameter> parameters;
    bool hasParameters = false;
    bool hasNamedBlocks = false; ///< begin, process, end are written out
    StatementList begin;
    StatementList process;
    StatementList end;
};

} // namespace rejoin::lab::engine
