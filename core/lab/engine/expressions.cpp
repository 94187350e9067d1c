#include "core/lab/engine/interpreter.h"

#include "core/lab/engine/operators.h"

using namespace Qt::StringLiterals;

namespace rejoin::lab::engine {

Task<Value> Interpreter::evaluate(const Expression &expression, Frame &frame)
{
    using Kind = Expression::Kind;
    std::optional<OperationFailure> failure;
    try {
        switch (expression.kind) {
        case Kind::Constant:
            co_return expression.constant;
        case Kind::Variable:
            co_return variable(expression.name, frame);
        case Kind::Interpolated:
            co_return co_await evaluateText(expression, frame);
        case Kind::Binary:
        case Kind::Unary:
            co_return co_await evaluateOperator(expression, frame);
        case Kind::List:
            co_return Value::array(co_await evaluateAll(expression, 0, frame));
        case Kind::ArrayOf:
        case Kind::SubExpression:
            co_return co_await evaluateStatements(expression, frame);
        case Kind::Paren:
            co_return co_await statementValue(*expression.statements.front(), frame);
        case Kind::HashTable:
            co_return co_await evaluateTable(expression, frame);
        case Kind::Script:
            co_return Value(expression.script);
        case Kind::Member: {
            const Value object = co_await evaluate(*expression.children[0], frame);
            const Value name = co_await evaluate(*expression.children[1], frame);
            co_return memberOf(object, name.text());
        }
        case Kind::Method:
            co_return co_await evaluateMethod(expression, frame);
        case Kind::Index: {
            const Value object = co_await evaluate(*expression.children[0], frame);
            const Value index = co_await evaluate(*expression.children[1], frame);
            co_return indexOf(object, index);
        }
        case Kind::Cast: {
            Value value = co_await evaluate(*expression.children[0], frame);
            co_return convertTo(expression.name, value);
        }
        case Kind::TypeLiteral:
            if (!isKnownType(expression.name))
                co_return convertTo(expression.name, {}); // throws TypeNotFound
            co_return Value::string(expression.name);
        case Kind::StaticMember:
            co_return staticMember(expression.name, expression.text, m_runspace->clock->now());
        case Kind::StaticMethod: {
            const Array arguments = co_await evaluateAll(expression, 0, frame);
            co_return callStatic(expression.name, expression.text, arguments);
        }
        case Kind::Increment:
            co_return co_await evaluateIncrement(expression, frame);
        }
    } catch (const OperationFailure &thrown) {
        failure = thrown;
    }
    if (failure)
        failAt(failure->parts, frame, expression.extent);
    co_return Value();
}

Task<Array> Interpreter::evaluateAll(const Expression &expression, std::size_t first, Frame &frame)
{
    Array items;
    for (std::size_t i = first; i < expression.children.size(); ++i) {
        Value item = co_await evaluate(*expression.children[i], frame);
        items.append(std::move(item));
    }
    co_return items;
}

Task<Value> Interpreter::evaluateOperator(const Expression &expression, Frame &frame)
{
    const Value left = co_await evaluate(*expression.children[0], frame);
    if (expression.kind == Expression::Kind::Unary)
        co_return applyUnary(expression.op, left);
    if (expression.op == Operator::And || expression.op == Operator::Or) {
        if (left.truth() == (expression.op == Operator::Or))
            co_return Value::boolean(left.truth());
        const Value other = co_await evaluate(*expression.children[1], frame);
        co_return Value::boolean(other.truth());
    }
    const Value right = co_await evaluate(*expression.children[1], frame);
    std::optional<Table> matches;
    Value result = applyBinary(expression.op, left, right, expression.caseSensitive, &matches);
    if (matches)
        assign(u"Matches"_s, Value::table(std::move(*matches)), frame);
    co_return result;
}

Task<Value> Interpreter::evaluateText(const Expression &expression, Frame &frame)
{
    QString text;
    for (const auto &part : expression.children) {
        const Value value = co_await evaluate(*part, frame);
        text += value.text();
    }
    co_return Value::string(text);
}

Task<Value> Interpreter::evaluateStatements(const Expression &expression, Frame &frame)
{
    Collector collector;
    Frame inner = frame;
    inner.out = &collector;
    co_await runStatements(expression.statements, inner);
    if (expression.kind == Expression::Kind::ArrayOf)
        co_return Value::array(std::move(collector.items));
    co_return Value::fromCollected(std::move(collector.items));
}

Task<Value> Interpreter::evaluateTable(const Expression &expression, Frame &frame)
{
    Table table;
    for (std::size_t i = 0; i < expression.children.size(); ++i) {
        const Value key = co_await evaluate(*expression.children[i], frame);
        if (table.find(key))
            throw OperationFailure{
                ErrorParts(u"DuplicateKeyInHashLiteral"_s,
                           u"Duplicate keys '%1' are not allowed in hash literals."_s.arg(key.text()),
                           Category::InvalidOperation)};
        const Value value = co_await statementValue(*expression.statements[i], frame);
        table.set(key, value);
    }
    co_return Value::table(std::move(table));
}

Task<Value> Interpreter::evaluateMethod(const Expression &expression, Frame &frame)
{
    const Value object = co_await evaluate(*expression.children[0], frame);
    const Value name = co_await evaluate(*expression.children[1], frame);
    const Array arguments = co_await evaluateAll(expression, 2, frame);
    if (const auto *part = object.as<HostPart>()) {
        const HostPart which = *part;
        const QString method = name.text();
        co_return co_await hostMethod(which, method, arguments, frame);
    }
    co_return callMethod(object, name.text(), arguments);
}

Task<Value> Interpreter::evaluateIncrement(const Expression &expression, Frame &frame)
{
    const Expression &target = *expression.children.front();
    const Value before = co_await evaluate(target, frame);
    const Value start = before.isNull() ? Value::integer(0) : before;
    const Value after = applyBinary(expression.op, start, Value::integer(1), false, nullptr);
    Value stored = after;
    co_await assignTo(target, std::move(stored), frame);
    co_return expression.postfix ? start : after;
}

Value Interpreter::variable(const QString &fullName, const Frame &frame) const
{
    QString name = fullName;
    const auto colon = fullName.indexOf(u':');
    if (colon > 0) {
        const QString qualifier = fullName.left(colon).toLower();
        name = fullName.mid(colon + 1);
        if (qualifier == "env"_L1) {
            if (name.compare("COMPUTERNAME"_L1, Qt::CaseInsensitive) == 0)
                return Value::string(m_runspace->settings.computerName);
            if (name.compare("USERNAME"_L1, Qt::CaseInsensitive) == 0)
                return Value::string(m_runspace->settings.userName);
            return {};
        }
        if (qualifier == "global"_L1 || qualifier == "script"_L1) {
            const Value *found = frame.scope->global().find(name);
            return found ? *found : Value();
        }
    }
    const QString key = name.toLower();
    if (key == "true"_L1 || key == "false"_L1)
        return Value::boolean(key == "true"_L1);
    if (key == "null"_L1)
        return {};
    if (key == "psitem"_L1)
        name = u"_"_s;
    if (const Value *found = frame.scope->find(name))
        return *found;
    if (key == "psversiontable"_L1)
        return versionTable();
    if (key == "host"_L1)
        return Value(HostPart::Host);
    if (key == "error"_L1)
        return Value::array(m_runspace->errors);
    if (key == "?"_L1)
        return Value::boolean(m_runspace->lastGood);
    return {};
}

void Interpreter::assign(const QString &fullName, const Value &value, Frame &frame)
{
    const auto colon = fullName.indexOf(u':');
    const QString qualifier = colon > 0 ? fullName.left(colon).toLower() : QString();
    const QString name = colon > 0 ? fullName.mid(colon + 1) : fullName;
    const QString key = name.toLower();
    if (key == "null"_L1)
        return; // $null = … is how PowerShell discards a result
    if (key == "true"_L1 || key == "false"_L1 || key == "psversiontable"_L1 || key == "host"_L1 || key == "?"_L1)
        throw ScriptError{
            makeRecord(ErrorParts(u"VariableNotWritable"_s,
                                  u"Cannot overwrite variable %1 because it is read-only or constant."_s.arg(name),
                                  Category::InvalidOperation, Value::string(name),
                                  u"System.Management.Automation.SessionStateUnauthorizedAccessException"_s),
                       {}, frame.source.get(), {}),
            false};
    if (qualifier == "global"_L1 || qualifier == "script"_L1)
        frame.scope->global().set(name, value);
    else
        frame.scope->set(name, value);
}

} // namespace rejoin::lab::engine
