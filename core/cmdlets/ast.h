#pragma once

#include "core/cmdlets/object.h"

#include <QList>
#include <QString>

#include <memory>
#include <optional>

// The small statement language of cli.md, parsed.
namespace rejoin::cmdlets::ast {

/// Where something stands in the source, from 1.
struct Position
{
    int line = 1;
    int column = 1;
};

struct Expression;
using ExpressionPtr = std::shared_ptr<const Expression>;
struct Pipeline;
using PipelinePtr = std::shared_ptr<const Pipeline>;

/// A piece of a double-quoted string: text as it is, or something to expand.
struct StringPart
{
    QString text;
    ExpressionPtr expression; ///< null: text
};

struct Expression
{
    enum class Kind : quint8 {
        Constant,   ///< value
        Expandable, ///< parts
        Variable,   ///< text: the name without $
        Member,     ///< left.text
        Index,      ///< left[right]
        Binary,     ///< left text right: + - * / %
        Negate,     ///< -left
        Array,      ///< items joined by commas
        ArraySub,   ///< @( statements )
        Paren,      ///< ( pipeline ) or $( … )
        Table,      ///< @{ keys = items }
        Script,     ///< { text }
    };
    Kind kind = Kind::Constant;
    Position position;
    Object value;
    QString text;
    ExpressionPtr left;
    ExpressionPtr right;
    QList<ExpressionPtr> items;
    QStringList keys;
    QList<StringPart> parts;
    QList<PipelinePtr> statements;
};

/// One word of a command line.
struct Argument
{
    Position position;
    /// -Name, without the dash; empty for a value.
    QString parameter;
    /// -Name:value, or the value itself; null for a bare -Name.
    ExpressionPtr value;
    [[nodiscard]] bool isParameter() const { return !parameter.isEmpty(); }
};

/// A cmdlet with its words, or an expression as a pipeline's first element.
struct Element
{
    Position position;
    QString command;
    QList<Argument> arguments;
    ExpressionPtr expression; ///< when command is empty
};

struct Pipeline
{
    Position position;
    QString assignTo; ///< $name = …; empty: none
    QList<Element> elements;
    QString source; ///< the statement's text, for error positions
};

struct Script
{
    QList<PipelinePtr> statements;
};

} // namespace rejoin::cmdlets::ast
