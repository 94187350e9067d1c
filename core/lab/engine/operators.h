#pragma once

#include "core/lab/engine/ast.h"
#include "core/lab/engine/errors.h"

namespace rejoin::lab::engine {

/// Thrown by what knows no position: becomes a ScriptError at the place of its expression.
struct OperationFailure
{
    ErrorParts parts;
};

/// matches: set by -match when it matched a single text ($Matches).
[[nodiscard]] Value applyBinary(Operator op, const Value &left, const Value &right, bool caseSensitive,
                                std::optional<Table> *matches);
[[nodiscard]] Value applyUnary(Operator op, const Value &operand);
/// [name] value
[[nodiscard]] Value convertTo(const QString &typeName, const Value &value);
/// False for a type that the engine does not have.
[[nodiscard]] bool isKnownType(const QString &typeName);
/// Less than, equal to or greater than zero. Numbers by value, others by text.
[[nodiscard]] int compareValues(const Value &left, const Value &right, bool caseSensitive);
[[nodiscard]] bool equalValues(const Value &left, const Value &right, bool caseSensitive);

/// value.name; arrays give the member of each item. $null when there is none.
[[nodiscard]] Value memberOf(const Value &value, const QString &name);
[[nodiscard]] Value indexOf(const Value &value, const Value &index);
[[nodiscard]] Value callMethod(const Value &value, const QString &name, const Array &arguments);
[[nodiscard]] Value staticMember(const QString &type, const QString &name, const QDateTime &now);
[[nodiscard]] Value callStatic(const QString &type, const QString &name, const Array &arguments);

} // namespace rejoin::lab::engine
