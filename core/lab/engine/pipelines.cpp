#include "core/lab/engine/stage.h"

#include "core/base/sleep.h"
#include "core/lab/engine/operators.h"
#include "core/lab/engine/restricted.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace rejoin::lab::engine {

void failAt(const ErrorParts &parts, const Frame &frame, const Extent &extent, const QString &activity, bool endsScript)
{
    ScriptError error;
    error.record = makeRecord(parts, activity, frame.source.get(), extent);
    error.endsScript = endsScript;
    throw error;
}

Task<> Interpreter::breathe()
{
    m_cancel.check();
    if (++m_steps % 64 != 0)
        co_return;
    const auto now = std::chrono::steady_clock::now();
    if (now - m_lastPause < 8ms)
        co_return;
    co_await base::sleepFor(0ms, m_cancel);
    m_lastPause = std::chrono::steady_clock::now();
}

Task<> Interpreter::writeEnumerated(Value value, Writer &out)
{
    const Array *items = value.items();
    if (!items) {
        co_await out.write(std::move(value));
        co_return;
    }
    const Array copy = *items;
    for (const Value &item : copy) {
        Value one = item;
        co_await out.write(std::move(one));
    }
}

Task<> Interpreter::runPipeline(const Pipeline &pipeline, Frame &frame)
{
    const Command &head = pipeline.commands.front();
    if (pipeline.commands.size() == 1 && head.expression && head.redirections.empty()) {
        Value value = co_await evaluate(*head.expression, frame);
        m_runspace->lastGood = true;
        if (head.expression->kind == Expression::Kind::Increment)
            co_return;
        // A call without a value and an empty variable both give nothing but $null; only the latter is shown.
        if (value.isNull() && head.expression->kind == Expression::Kind::Method)
            co_return;
        co_await writeEnumerated(std::move(value), *frame.out);
        co_return;
    }
    std::vector<std::unique_ptr<Stage>> stages;
    const std::size_t firstCommand = head.expression ? 1 : 0;
    for (std::size_t i = firstCommand; i < pipeline.commands.size(); ++i) {
        std::unique_ptr<Stage> stage = co_await makeStage(pipeline.commands[i], frame);
        stages.push_back(std::move(stage));
    }
    m_runspace->lastGood = true;
    if (stages.empty()) { // an expression with a redirection
        Value value = co_await evaluate(*head.expression, frame);
        const bool silent =
            std::any_of(head.redirections.cbegin(), head.redirections.cend(),
                        [](const auto &redirection) { return !redirection.toOutput && redirection.stream <= 1; });
        if (!silent)
            co_await writeEnumerated(std::move(value), *frame.out);
        co_return;
    }
    PipelineRunner runner(std::move(stages), frame.out);
    co_await runner.begin();
    if (head.expression) {
        std::exception_ptr failure;
        try {
            Value value = co_await evaluate(*head.expression, frame);
            co_await writeEnumerated(std::move(value), runner.first());
        } catch (...) {
            failure = std::current_exception();
        }
        runner.afterFeeding(failure);
    } else {
        co_await runner.runAlone();
    }
    co_await runner.end();
}

Task<BoundWords> Interpreter::evaluateWords(const Command &command, Frame &frame)
{
    BoundWords words;
    for (const Argument &argument : command.arguments) {
        BoundWord word;
        word.parameter = argument.parameter;
        word.hasValue = argument.value != nullptr;
        if (argument.value)
            word.value = co_await evaluate(*argument.value, frame);
        if (!argument.splat) {
            words.append(std::move(word));
            continue;
        }
        if (const Table *table = word.value.tablePointer()) {
            for (const auto &[key, value] : table->entries) {
                BoundWord named;
                named.parameter = key.text();
                named.hasValue = true;
                named.value = value;
                words.append(std::move(named));
            }
            continue;
        }
        const Array items = listOf(word.value);
        for (const Value &item : items) {
            BoundWord positional;
            positional.hasValue = true;
            positional.value = item;
            words.append(std::move(positional));
        }
    }
    co_return words;
}

Task<std::unique_ptr<Stage>> Interpreter::makeStage(const Command &command, Frame &frame)
{
    QString name = command.name;
    std::shared_ptr<const ScriptBlock> block;
    if (command.target) {
        const Value target = co_await evaluate(*command.target, frame);
        block = target.scriptBlock();
        name = target.text();
    }
    const BoundWords words = co_await evaluateWords(command, frame);
    const QList<Redirection> redirections(command.redirections.cbegin(), command.redirections.cend());
    const bool dotSourced = command.call == Command::Call::Dot;
    if (block)
        co_return makeScriptStage(*this, std::move(block), words, frame, dotSourced, redirections);
    co_return namedStage(name, words, frame, command.extent, dotSourced, redirections);
}

namespace {

[[noreturn]] void failNotFound(const QString &name, const Frame &frame, const Extent &extent)
{
    const ErrorParts parts(
        u"CommandNotFoundException"_s,
        u"The term '%1' is not recognized as a name of a cmdlet, function, script file, or executable program.\nCheck "
        u"the "
        "spelling of the name, or if a path was included, verify that the path is correct and try again."_s.arg(name),
        Category::ObjectNotFound, Value::string(name), u"System.Management.Automation.CommandNotFoundException"_s);
    const Extent word{extent.start, std::min(extent.end, extent.start + int(name.size()))};
    failAt(parts, frame, word);
}

} // namespace

std::unique_ptr<Stage> Interpreter::namedStage(const QString &name, const BoundWords &words, const Frame &frame,
                                               Extent extent, bool dotSourced, const QList<Redirection> &redirections)
{
    if (const auto function = m_runspace->functions.value(name.toLower()))
        return makeScriptStage(*this, function, words, frame, dotSourced, redirections);
    if (const CmdletSpec *spec = findCmdlet(name))
        return makeCmdletStage(*this, *spec, words, frame, extent, redirections);
    failNotFound(name, frame, extent);
}

/// What a client of a no-language runspace may call.
std::unique_ptr<Stage> Interpreter::visibleStage(const QString &name, const BoundWords &words, const Frame &frame,
                                                 Extent extent)
{
    if (const CmdletSpec *proxy = findRestrictedCmdlet(name))
        return makeCmdletStage(*this, *proxy, words, frame, extent, {});
    if (m_runspace->settings.visible.contains(name, Qt::CaseInsensitive))
        return namedStage(name, words, frame, extent, false, {});
    failNotFound(name, frame, extent);
}

Task<> Interpreter::bindParameters(const ScriptBlock &block, QHash<QString, Value> named, Array positional,
                                   Frame &frame)
{
    for (const Parameter &parameter : block.parameters) {
        const QString key = parameter.name.toLower();
        Value value;
        bool given = true;
        const bool isSwitch = parameter.type.compare("switch"_L1, Qt::CaseInsensitive) == 0;
        if (named.contains(key))
            value = named.take(key);
        else if (!positional.isEmpty() && !isSwitch)
            value = positional.takeFirst();
        else if (parameter.defaultValue)
            value = co_await evaluate(*parameter.defaultValue, frame);
        else
            given = isSwitch;
        if (given && !parameter.type.isEmpty()) {
            try {
                value = convertTo(parameter.type, value);
            } catch (const OperationFailure &failure) {
                ErrorParts parts(u"ParameterArgumentTransformationError"_s,
                                 u"Cannot process argument transformation on parameter '%1'. %2"_s.arg(
                                     parameter.name, failure.parts.message),
                                 Category::InvalidData, {}, QString::fromLatin1(parameterBindingException));
                failAt(parts, frame, block.extent);
            }
        }
        frame.scope->set(parameter.name, value);
    }
    if (!named.isEmpty())
        failAt(ErrorParts(u"NamedParameterNotFound"_s,
                          u"A parameter cannot be found that matches parameter name '%1'."_s.arg(named.cbegin().key()),
                          Category::InvalidArgument, {}, QString::fromLatin1(parameterBindingException)),
               frame, block.extent);
    frame.scope->set(u"args"_s, Value::array(std::move(positional)));
}

} // namespace rejoin::lab::engine
