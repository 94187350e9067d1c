#include "core/lab/engine/interpreter.h"

#include "core/base/error.h"
#include "core/lab/engine/operators.h"

#include <QScopeGuard>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace rejoin::lab::engine {

namespace {

/// Script calls within script calls; native stack is used up by each.
constexpr int maximumCallDepth = 100;
/// How long a finally block may go on after a stop.
constexpr std::chrono::milliseconds finallyGrace{5000};

Value errorValue(const clixml::ErrorRecord &record)
{
    return Value(std::shared_ptr<const clixml::ErrorRecord>(std::make_shared<clixml::ErrorRecord>(record)));
}

bool catches(const CatchClause &clause, const QString &exceptionType)
{
    if (clause.types.isEmpty())
        return true;
    static const QStringList bases{u"exception"_s, u"system.exception"_s, u"runtimeexception"_s,
                                   u"system.management.automation.runtimeexception"_s};
    const QString shortName = exceptionType.mid(exceptionType.lastIndexOf(u'.') + 1);
    return std::any_of(clause.types.cbegin(), clause.types.cend(), [&](const QString &type) {
        return bases.contains(type.toLower()) || exceptionType.compare(type, Qt::CaseInsensitive) == 0 ||
               shortName.compare(type, Qt::CaseInsensitive) == 0 ||
               exceptionType.compare(u"System."_s + type, Qt::CaseInsensitive) == 0;
    });
}

} // namespace

Task<Flow> Interpreter::runStatements(const StatementList &list, Frame &frame)
{
    if (m_callDepth >= maximumCallDepth) {
        const ErrorParts parts(u"CallDepthOverflow"_s, u"The script failed due to call depth overflow."_s,
                               Category::InvalidOperation, {},
                               u"System.Management.Automation.ScriptCallDepthException"_s);
        failAt(parts, frame, list.empty() ? Extent() : list.front()->extent, {}, true);
    }
    ++m_callDepth;
    const auto leave = qScopeGuard([this] { --m_callDepth; });
    for (const auto &statement : list) {
        co_await breathe();
        const Flow flow = co_await runStatement(*statement, frame);
        if (flow != Flow::Normal)
            co_return flow;
    }
    co_return Flow::Normal;
}

Task<Flow> Interpreter::runStatement(const Statement &statement, Frame &frame)
{
    std::optional<ScriptError> failure;
    try {
        co_return co_await runPlainStatement(statement, frame);
    } catch (const ScriptError &error) {
        if (error.endsScript || m_tryDepth > 0)
            throw;
        failure = error;
    }
    // An error that ends its statement only: said, and on with the next one.
    co_await handleStatementError(std::move(*failure), frame);
    co_return Flow::Normal;
}

Task<> Interpreter::handleStatementError(ScriptError error, Frame &frame)
{
    m_runspace->lastGood = false;
    const QString preference = variable(u"ErrorActionPreference"_s, frame).text().toLower();
    if (preference == "stop"_L1) {
        error.endsScript = true;
        throw error;
    }
    if (preference == "silentlycontinue"_L1 || preference == "ignore"_L1) {
        m_runspace->errors.prepend(errorValue(error.record));
        co_return;
    }
    co_await reportError(std::move(error.record), frame);
}

Task<Flow> Interpreter::runPlainStatement(const Statement &statement, Frame &frame)
{
    using Kind = Statement::Kind;
    switch (statement.kind) {
    case Kind::Pipeline:
        co_await runPipeline(statement.pipeline, frame);
        co_return Flow::Normal;
    case Kind::Assignment:
        co_await runAssignment(statement, frame);
        co_return Flow::Normal;
    case Kind::If:
        co_return co_await runIf(statement, frame);
    case Kind::ForEach:
        co_return co_await runForEach(statement, frame);
    case Kind::While:
    case Kind::DoWhile:
    case Kind::DoUntil:
    case Kind::For:
        co_return co_await runLoop(statement, frame);
    case Kind::Try:
        co_return co_await runTry(statement, frame);
    case Kind::Throw:
        co_await runThrow(statement, frame);
        co_return Flow::Normal;
    case Kind::Return:
        if (statement.value)
            co_await runPlainStatement(*statement.value, frame);
        co_return Flow::Return;
    case Kind::Break:
        co_return Flow::Break;
    case Kind::Continue:
        co_return Flow::Continue;
    case Kind::Exit:
        co_await runExit(statement, frame);
        co_return Flow::Normal;
    case Kind::Function:
        m_runspace->functions.insert(statement.name.toLower(), statement.script);
        co_return Flow::Normal;
    }
    co_return Flow::Normal;
}

Task<bool> Interpreter::holds(const Statement &statement, Frame &frame)
{
    const Value value = co_await statementValue(statement, frame);
    co_return value.truth();
}

Task<Flow> Interpreter::runIf(const Statement &statement, Frame &frame)
{
    for (std::size_t i = 0; i < statement.conditions.size(); ++i) {
        if (co_await holds(*statement.conditions[i], frame))
            co_return co_await runStatements(statement.bodies[i], frame);
    }
    if (statement.bodies.size() > statement.conditions.size())
        co_return co_await runStatements(statement.bodies.back(), frame);
    co_return Flow::Normal;
}

Task<Flow> Interpreter::runForEach(const Statement &statement, Frame &frame)
{
    const Value value = co_await statementValue(*statement.value, frame);
    const Array items = value.isNull() ? Array() : listOf(value);
    for (const Value &item : items) {
        co_await breathe();
        assign(statement.name, item, frame);
        const Flow flow = co_await runStatements(statement.bodies.front(), frame);
        if (flow == Flow::Break)
            break;
        if (flow == Flow::Return)
            co_return flow;
    }
    co_return Flow::Normal;
}

Task<Flow> Interpreter::runLoop(const Statement &statement, Frame &frame)
{
    using Kind = Statement::Kind;
    const bool testsFirst = statement.kind == Kind::While || statement.kind == Kind::For;
    if (statement.initial)
        co_await runPlainStatement(*statement.initial, frame);
    // Only a stop ends a loop whose condition always holds.
    for (bool first = true;; first = false) {
        co_await breathe();
        if ((testsFirst || !first) && !statement.conditions.empty()) {
            const bool goesOn = co_await holds(*statement.conditions.front(), frame);
            if (goesOn == (statement.kind == Kind::DoUntil))
                break;
        }
        const Flow flow = co_await runStatements(statement.bodies.front(), frame);
        if (flow == Flow::Break)
            break;
        if (flow == Flow::Return)
            co_return flow;
        if (statement.step)
            co_await runPlainStatement(*statement.step, frame);
    }
    co_return Flow::Normal;
}

Task<Flow> Interpreter::runTry(const Statement &statement, Frame &frame)
{
    Flow flow = Flow::Normal;
    std::optional<ScriptError> caught;
    std::exception_ptr failure;
    const int outerDepth = m_tryDepth;
    try {
        if (!statement.catches.empty())
            ++m_tryDepth;
        flow = co_await runStatements(statement.bodies.front(), frame);
    } catch (const ScriptError &error) {
        caught = error;
        failure = std::current_exception();
    } catch (...) {
        failure = std::current_exception();
    }
    m_tryDepth = outerDepth;
    if (caught) {
        const bool fits = std::any_of(statement.catches.cbegin(), statement.catches.cend(), [&](const auto &clause) {
            return catches(clause, caught->record.exceptionType);
        });
        if (fits) {
            failure = nullptr;
            try {
                flow = co_await runCatch(statement, std::move(*caught), frame);
            } catch (...) {
                failure = std::current_exception();
            }
        }
    }
    if (statement.hasFinally)
        co_await runFinally(statement, frame);
    if (failure)
        std::rethrow_exception(failure);
    co_return flow;
}

Task<Flow> Interpreter::runCatch(const Statement &statement, ScriptError error, Frame &frame)
{
    const auto clause =
        std::find_if(statement.catches.cbegin(), statement.catches.cend(),
                     [&](const CatchClause &candidate) { return catches(candidate, error.record.exceptionType); });
    const Value record = errorValue(error.record);
    m_runspace->errors.prepend(record);
    const Value before = variable(u"_"_s, frame);
    frame.scope->set(u"_"_s, record);
    const Flow flow = co_await runStatements(clause->body, frame);
    frame.scope->set(u"_"_s, before);
    co_return flow;
}

Task<> Interpreter::runFinally(const Statement &statement, Frame &frame)
{
    // A stopped script still cleans up, for a bounded time.
    const base::CancelToken outer = m_cancel;
    base::CancelSource grace;
    QTimer limit;
    limit.setSingleShot(true);
    QObject::connect(&limit, &QTimer::timeout, &limit, [grace]() mutable { grace.cancel(); });
    if (outer.isCancelled()) {
        limit.start(finallyGrace);
        m_cancel = grace.token();
    }
    const auto restore = qScopeGuard([this, outer] { m_cancel = outer; });
    co_await runStatements(statement.finallyBody, frame);
}

Task<> Interpreter::runExit(const Statement &statement, Frame &frame)
{
    qint64 code = 0;
    if (statement.value) {
        const Value value = co_await statementValue(*statement.value, frame);
        code = value.wholeNumber().value_or(0);
    }
    // A real engine tells the host; whether the session ends is the client's to say.
    if (hasHost() && !m_isJob) {
        QList<clixml::Value> parameters;
        parameters.append(clixml::Value::int32(static_cast<qint32>(code)));
        auto telling = callHost(psrp::HostMethod::SetShouldExit, std::move(parameters), false);
        const auto told = co_await telling;
        Q_UNUSED(told)
    }
    throw ExitScript();
}

Task<> Interpreter::runThrow(const Statement &statement, Frame &frame)
{
    Value value;
    if (statement.value)
        value = co_await statementValue(*statement.value, frame);
    else
        value = variable(u"_"_s, frame);
    if (const auto *record = value.as<std::shared_ptr<const clixml::ErrorRecord>>()) {
        ScriptError again;
        again.record = **record;
        again.endsScript = true;
        throw again;
    }
    const QString message = statement.value && !value.isNull() ? value.text() : u"ScriptHalted"_s;
    const ErrorParts parts(message, message, Category::OperationStopped, statement.value ? value : Value());
    failAt(parts, frame, statement.extent, {}, true);
}

Task<> Interpreter::runAssignment(const Statement &statement, Frame &frame)
{
    Value value = co_await statementValue(*statement.value, frame);
    if (statement.op != Operator::None) {
        const Value before = co_await evaluate(*statement.target, frame);
        try {
            value = applyBinary(statement.op, before, value, false, nullptr);
        } catch (const OperationFailure &failure) {
            failAt(failure.parts, frame, statement.extent);
        }
    }
    co_await assignTo(*statement.target, std::move(value), frame);
    m_runspace->lastGood = true;
}

Task<> Interpreter::assignTo(const Expression &target, Value value, Frame &frame)
{
    const auto refuse = [&] {
        failAt(ErrorParts(u"InvalidLeftHandSide"_s,
                          u"The assignment expression is not valid. The input to an assignment operator must be an "
                          "object that is able to accept assignments, such as a variable or a property."_s,
                          Category::InvalidOperation),
               frame, target.extent);
    };
    switch (target.kind) {
    case Expression::Kind::Variable:
        assign(target.name, value, frame);
        co_return;
    case Expression::Kind::Cast: {
        Value converted;
        try {
            converted = convertTo(target.name, value);
        } catch (const OperationFailure &failure) {
            failAt(failure.parts, frame, target.extent);
        }
        co_await assignTo(*target.children.front(), std::move(converted), frame);
        co_return;
    }
    case Expression::Kind::List: {
        const Array items = listOf(value);
        const auto count = qsizetype(target.children.size());
        for (qsizetype i = 0; i < count; ++i) {
            // The last one takes what is left.
            Value part = i + 1 == count && items.size() > count ? Value::array(items.mid(i)) : items.value(i);
            co_await assignTo(*target.children[std::size_t(i)], std::move(part), frame);
        }
        co_return;
    }
    case Expression::Kind::Member:
    case Expression::Kind::Index:
        break;
    default:
        refuse();
    }
    const Value container = co_await evaluate(*target.children[0], frame);
    const Value key = co_await evaluate(*target.children[1], frame);
    if (Table *table = container.tablePointer()) {
        if (table->kind == Table::Kind::Custom && !table->find(key))
            failAt(ErrorParts(u"PropertyAssignmentException"_s,
                              u"The property '%1' cannot be found on this object. Verify that the property exists and "
                              "can be set."_s.arg(key.text()),
                              Category::InvalidOperation),
                   frame, target.extent);
        table->set(key, value);
        co_return;
    }
    const Array *items = container.items();
    const auto index = key.wholeNumber();
    if (target.kind != Expression::Kind::Index || !items || !index)
        failAt(
            ErrorParts(
                u"PropertyNotFound"_s,
                u"The property '%1' cannot be found on this object. Verify that the property exists and can be set."_s
                    .arg(key.text()),
                Category::InvalidOperation),
            frame, target.extent);
    const qint64 at = *index < 0 ? items->size() + *index : *index;
    if (at < 0 || at >= items->size())
        failAt(ErrorParts(u"System.IndexOutOfRangeException"_s, u"Index was outside the bounds of the array."_s,
                          Category::OperationStopped),
               frame, target.extent);
    Array changed = *items;
    changed[at] = value;
    co_await assignTo(*target.children[0], Value::array(std::move(changed)), frame);
}

Task<Value> Interpreter::statementValue(const Statement &statement, Frame &frame)
{
    if (statement.kind == Statement::Kind::Pipeline && statement.pipeline.commands.size() == 1) {
        const Command &only = statement.pipeline.commands.front();
        if (only.expression && only.redirections.empty())
            co_return co_await evaluate(*only.expression, frame);
    }
    if (statement.kind == Statement::Kind::Assignment) {
        co_await runAssignment(statement, frame);
        co_return co_await evaluate(*statement.target, frame);
    }
    Collector collector;
    Frame inner = frame;
    inner.out = &collector;
    co_await runPlainStatement(statement, inner);
    co_return Value::fromCollected(std::move(collector.items));
}

} // namespace rejoin::lab::engine
