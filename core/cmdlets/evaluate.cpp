#include "core/cmdlets/evaluate.h"

#include <cmath>

namespace rejoin::cmdlets {

namespace {

using ast::Expression;
using base::Error;
using base::ErrorCategory;
using base::Text;
using StatePtr = std::shared_ptr<RunnerState>;

Error evaluationError(const ast::Position &position, const QString &id, const QString &words)
{
    return {ErrorCategory::InvalidArgument, id,
            Text(QT_TRANSLATE_NOOP("core", "At line %1, character %2: %3"),
                 {QString::number(position.line), QString::number(position.column), words}),
            Text(QT_TRANSLATE_NOOP("core", "Correct the statement. 'rejoinctl help' shows what the language has."))};
}

Object fromItems(ObjectList items)
{
    if (items.isEmpty())
        return {};
    return items.size() == 1 ? items.first() : Object::list(std::move(items));
}

/// Integers stay integers where PowerShell keeps them so.
Object arithmetic(const Expression &expression, const Object &left, const Object &right)
{
    const QChar sign = expression.text.front();
    if (sign == u'+' && left.as<QString>())
        return Object::string(left.toText() + right.toText());
    if (sign == u'+' && left.isList()) {
        ObjectList items = left.items();
        items += right.items();
        return Object::list(std::move(items));
    }
    const auto a = left.toNumber();
    const auto b = right.toNumber();
    if (!a || !b)
        throw evaluationError(
            expression.position, QStringLiteral("InvalidOperation"),
            QStringLiteral("'%1' and '%2' cannot be combined with '%3'.").arg(left.toText(), right.toText(), sign));
    if ((sign == u'/' || sign == u'%') && *b == 0)
        throw evaluationError(expression.position, QStringLiteral("RuntimeException"),
                              QStringLiteral("Attempted to divide by zero."));
    double result = 0;
    switch (sign.unicode()) {
    case u'+':
        result = *a + *b;
        break;
    case u'-':
        result = *a - *b;
        break;
    case u'*':
        result = *a * *b;
        break;
    case u'/':
        result = *a / *b;
        break;
    default:
        result = std::fmod(*a, *b);
        break;
    }
    const bool integers = left.toInteger() && right.toInteger() && !left.as<double>() && !right.as<double>();
    if (integers && result == std::floor(result) && std::abs(result) < 9e15)
        return Object::number(static_cast<qint64>(result));
    return Object(Object::Variant(result));
}

Object element(const Expression &expression, const Object &from, const Object &index)
{
    if (const auto *table = from.as<std::shared_ptr<Hashtable>>()) {
        const Object *value = (*table)->find(index.toText());
        return value ? *value : Object();
    }
    const auto number = index.toInteger();
    if (!number)
        throw evaluationError(expression.position, QStringLiteral("InvalidOperation"),
                              QStringLiteral("'%1' is not an index.").arg(index.toText()));
    if (const auto *remote = from.as<clixml::Value>(); remote && remote->container() != clixml::Container::None) {
        const auto count = static_cast<qint64>(remote->count());
        const qint64 at = *number < 0 ? count + *number : *number;
        return at < 0 || at >= count ? Object()
                                     : Object::remote(remote->at(static_cast<std::size_t>(at)), from.origin());
    }
    const ObjectList items = from.items();
    const qint64 at = *number < 0 ? items.size() + *number : *number;
    return at < 0 || at >= items.size() ? Object() : items.at(at);
}

/// The statements between brackets, collected.
Task<ObjectList> collect(StatePtr state, QList<ast::PipelinePtr> statements, base::CancelToken cancel)
{
    const auto items = std::make_shared<ObjectList>();
    for (const ast::PipelinePtr &statement : std::as_const(statements)) {
        std::function<void(const Object &)> emit = [items](const Object &object) { *items << object; };
        co_await runStatement(state, statement, std::move(emit), cancel);
    }
    co_return *items;
}

Task<QString> expand(StatePtr state, QList<ast::StringPart> parts, base::CancelToken cancel)
{
    QString text;
    for (const ast::StringPart &part : std::as_const(parts)) {
        if (!part.expression) {
            text += part.text;
            continue;
        }
        const Object value = co_await evaluate(state, part.expression, cancel);
        text += value.toText();
    }
    co_return text;
}

Task<Object> hashtable(StatePtr state, ast::ExpressionPtr expression, base::CancelToken cancel)
{
    auto table = std::make_shared<Hashtable>();
    for (qsizetype i = 0; i < expression->keys.size(); ++i) {
        Object value = co_await evaluate(state, expression->items.at(i), cancel);
        if (table->find(expression->keys.at(i)))
            throw evaluationError(expression->position, QStringLiteral("DuplicateKeyInHashLiteral"),
                                  QStringLiteral("The key '%1' is given twice.").arg(expression->keys.at(i)));
        table->entries.append(std::pair(expression->keys.at(i), value));
    }
    co_return Object(Object::Variant(table));
}

Task<QList<BoundWord>> words(StatePtr state, QList<ast::Argument> arguments, base::CancelToken cancel)
{
    QList<BoundWord> list;
    for (const ast::Argument &argument : std::as_const(arguments)) {
        BoundWord word;
        word.parameter = argument.parameter;
        if (argument.value)
            word.value = co_await evaluate(state, argument.value, cancel);
        list << word;
    }
    co_return list;
}

/// Cmdlets that are part of the language but not of this version.
bool isLater(const QString &command)
{
    static const QStringList names{
        QStringLiteral("Get-RejoinComputer"),    QStringLiteral("Add-RejoinComputer"),
        QStringLiteral("Set-RejoinComputer"),    QStringLiteral("Import-RejoinComputer"),
        QStringLiteral("Remove-RejoinComputer"), QStringLiteral("Get-RejoinGroup"),
        QStringLiteral("Set-RejoinGroup"),
    };
    return names.contains(command, Qt::CaseInsensitive);
}

Task<> runCommand(StatePtr state, ast::Element element, bool hasPipeline, ObjectList input,
                  std::function<void(const Object &)> emit, base::CancelToken cancel)
{
    const Cmdlet *cmdlet = findCmdlet(element.command);
    const Command command = cmdlet ? findCommand(cmdlet->name) : nullptr;
    if (isLater(element.command))
        throw Error(ErrorCategory::InvalidArgument, QStringLiteral("CommandNotOffered"),
                    Text(QT_TRANSLATE_NOOP("core", "%1 is not offered in this version."), {element.command}),
                    Text(QT_TRANSLATE_NOOP("core", "Name computers with -ComputerName and give the password with "
                                                   "--password-stdin or at the prompt.")));
    if (!command)
        throw Error(ErrorCategory::InvalidArgument, QStringLiteral("CommandNotFoundException"),
                    Text(QT_TRANSLATE_NOOP("core", "The term '%1' is not recognized as a command of rejoinctl."),
                         {element.command}),
                    Text(QT_TRANSLATE_NOOP("core", "'rejoinctl help' lists the commands. To run a command in a remote "
                                                   "session: Invoke-Command -Session $s { … }.")));
    const QList<BoundWord> list = co_await words(state, element.arguments, cancel);
    const QList<BoundCommand> calls = bind(*cmdlet, list, hasPipeline, input);
    for (const BoundCommand &bound : calls) {
        std::function<void(const Object &)> out = emit;
        std::shared_ptr<ObjectList> kept;
        if (bound.has("OutVariable")) {
            kept = std::make_shared<ObjectList>();
            out = [emit, kept](const Object &object) {
                *kept << object;
                emit(object);
            };
        }
        const auto invocation = std::make_shared<Invocation>(state, bound, std::move(out), cancel);
        co_await command(invocation);
        if (kept)
            state->variables.insert(bound.text("OutVariable").toLower(), Object::list(*kept));
    }
}

Task<> runPipeline(StatePtr state, ast::PipelinePtr statement, std::function<void(const Object &)> emit,
                   base::CancelToken cancel)
{
    ObjectList input;
    for (qsizetype i = 0; i < statement->elements.size(); ++i) {
        const ast::Element &element = statement->elements.at(i);
        const bool last = i + 1 == statement->elements.size();
        const auto output = std::make_shared<ObjectList>();
        std::function<void(const Object &)> sink = emit;
        if (!last)
            sink = [output](const Object &object) { *output << object; };
        if (element.command.isEmpty()) {
            const Object value = co_await evaluate(state, element.expression, cancel);
            for (const Object &item : value.items())
                sink(item);
        } else {
            co_await runCommand(state, element, i > 0, input, std::move(sink), cancel);
        }
        cancel.check();
        input = *output;
    }
}

} // namespace

Task<Object> evaluate(StatePtr state, ast::ExpressionPtr expression, base::CancelToken cancel)
{
    using Kind = Expression::Kind;
    switch (expression->kind) {
    case Kind::Constant:
    case Kind::Script:
        co_return expression->value;
    case Kind::Expandable: {
        const QString text = co_await expand(state, expression->parts, cancel);
        co_return Object::string(text);
    }
    case Kind::Variable:
        co_return state->variable(expression->text);
    case Kind::Member: {
        const Object left = co_await evaluate(state, expression->left, cancel);
        co_return left.property(expression->text).value_or(Object());
    }
    case Kind::Index: {
        const Object left = co_await evaluate(state, expression->left, cancel);
        const Object right = co_await evaluate(state, expression->right, cancel);
        co_return element(*expression, left, right);
    }
    case Kind::Binary: {
        const Object left = co_await evaluate(state, expression->left, cancel);
        const Object right = co_await evaluate(state, expression->right, cancel);
        co_return arithmetic(*expression, left, right);
    }
    case Kind::Negate: {
        const Object value = co_await evaluate(state, expression->left, cancel);
        Expression minus;
        minus.text = QStringLiteral("-");
        minus.position = expression->position;
        co_return arithmetic(minus, Object::number(0), value);
    }
    case Kind::Array: {
        ObjectList items;
        for (const ast::ExpressionPtr &item : expression->items) {
            const Object value = co_await evaluate(state, item, cancel);
            items << value;
        }
        co_return Object::list(std::move(items));
    }
    case Kind::ArraySub: {
        const ObjectList items = co_await collect(state, expression->statements, cancel);
        co_return Object::list(items);
    }
    case Kind::Paren: {
        const ObjectList items = co_await collect(state, expression->statements, cancel);
        co_return fromItems(items);
    }
    case Kind::Table: {
        const Object table = co_await hashtable(state, expression, cancel);
        co_return table;
    }
    }
    co_return Object();
}

Task<> runStatement(StatePtr state, ast::PipelinePtr statement, std::function<void(const Object &)> emit,
                    base::CancelToken cancel)
{
    if (statement->assignTo.isEmpty()) {
        co_await runPipeline(state, statement, std::move(emit), cancel);
        co_return;
    }
    const bool single = statement->elements.size() == 1 && statement->elements.first().expression != nullptr;
    if (single) {
        // $x = 1,2 and $x = @(…) keep what the expression gives, an array of one included.
        const Object value = co_await evaluate(state, statement->elements.first().expression, cancel);
        state->variables.insert(statement->assignTo.toLower(), value);
        co_return;
    }
    const auto items = std::make_shared<ObjectList>();
    std::function<void(const Object &)> collectInto = [items](const Object &object) { *items << object; };
    std::exception_ptr failure;
    try {
        co_await runPipeline(state, statement, std::move(collectInto), cancel);
    } catch (...) {
        failure = std::current_exception();
    }
    // What was connected before a failure stays reachable.
    state->variables.insert(statement->assignTo.toLower(), fromItems(*items));
    if (failure)
        std::rethrow_exception(failure);
}

} // namespace rejoin::cmdlets
