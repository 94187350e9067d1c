#include "core/lab/engine/stage.h"

#include "core/base/error.h"
#include "core/base/sleep.h"
#include "core/lab/engine/convert.h"
#include "core/lab/engine/parser.h"

using namespace Qt::StringLiterals;

namespace rejoin::lab::engine {

namespace {

/// What leaves the engine, one object at a time.
class SinkWriter final : public Writer
{
public:
    SinkWriter(std::shared_ptr<PipelineSink> sink, const base::CancelToken &cancel)
        : m_sink(std::move(sink)), m_cancel(cancel)
    {
    }
    Task<> write(Value value) override
    {
        m_cancel.check();
        m_sink->output(toClixml(value));
        co_await m_sink->room(m_cancel);
    }

private:
    std::shared_ptr<PipelineSink> m_sink;
    base::CancelToken m_cancel;
};

ScriptError parseError(const ParseFailure &failure, const Source &source)
{
    const QString message = positionMessage(source, failure.extent) + u'\n' + failure.message;
    ErrorParts parts(failure.id, message, Category::ParserError, {}, u"System.Management.Automation.ParseException"_s);
    parts.reason = u"ParentContainsErrorRecordException"_s;
    ScriptError error;
    error.record = makeRecord(parts, {}, &source, failure.extent);
    error.endsScript = true;
    return error;
}

std::shared_ptr<const ScriptBlock> parseOrThrow(const QString &text)
{
    try {
        return parseScript(text);
    } catch (const ParseFailure &failure) {
        throw parseError(failure, Source(text));
    }
}

} // namespace

Interpreter::Interpreter(std::shared_ptr<Runspace> runspace, std::shared_ptr<PipelineSink> sink,
                         base::CancelToken cancel, const psrp::HostInfo &host)
    : m_runspace(std::move(runspace)), m_sink(std::move(sink)), m_cancel(std::move(cancel)), m_host(host)
{
}

Task<> Interpreter::reportError(clixml::ErrorRecord record, Frame &frame)
{
    m_runspace->lastGood = false;
    const Value value(std::shared_ptr<const clixml::ErrorRecord>(std::make_shared<clixml::ErrorRecord>(record)));
    m_runspace->errors.prepend(value);
    constexpr qsizetype maximumErrors = 256; // $MaximumErrorCount
    if (m_runspace->errors.size() > maximumErrors)
        m_runspace->errors.removeLast();
    const StreamTarget target = frame.target(Stream::Error);
    if (target.writer) {
        Value written = value;
        co_await target.writer->write(std::move(written));
    } else if (!target.discarded) {
        m_sink->error(record);
    }
}

Task<psrp::HostResponse> Interpreter::callHost(psrp::HostMethod method, QList<clixml::Value> parameters,
                                               bool wantsAnswer)
{
    psrp::HostCall call;
    call.method = method;
    call.parameters = std::move(parameters);
    if (wantsAnswer)
        call.callId = m_runspace->nextCallId++;
    co_return co_await m_sink->hostCall(std::move(call), m_cancel);
}

/// One command of the request as a pipeline member. A parse error or an unknown name ends the pipeline.
std::unique_ptr<Stage> Interpreter::requestedStage(const psrp::PipelineCommand &command, const Frame &frame)
{
    BoundWords words;
    for (const psrp::CommandParameter &parameter : command.parameters) {
        BoundWord word;
        word.parameter = parameter.name;
        word.hasValue = true;
        word.value = Value::fromData(parameter.value);
        if (word.parameter.startsWith(u'-'))
            word.parameter = word.parameter.mid(1);
        if (word.parameter.endsWith(u':'))
            word.parameter.chop(1);
        // AddParameter("Keep") without a value is a switch that is set.
        if (!word.parameter.isEmpty() && word.value.isNull())
            word.hasValue = false;
        words.append(std::move(word));
    }
    const bool noLanguage = m_runspace->settings.noLanguage;
    const Extent name{0, int(command.text.size())};
    if (!command.isScript)
        return noLanguage ? visibleStage(command.text, words, frame, name)
                          : namedStage(command.text, words, frame, name, false, {});
    if (noLanguage) {
        // The words and the id of PowerShell's own refusal.
        ErrorParts parts(u"ScriptsNotAllowed"_s,
                         u"The syntax is not supported by this runspace. This can occur if the runspace is in "
                         "no-language mode."_s,
                         Category::ParserError, Value::string(command.text),
                         u"System.Management.Automation.ParseException"_s);
        parts.reason = u"ParentContainsErrorRecordException"_s;
        ScriptError refused;
        refused.record = makeRecord(parts, {}, nullptr, {});
        refused.endsScript = true;
        throw refused;
    }
    return makeScriptStage(*this, parseOrThrow(command.text), words, frame, !command.useLocalScope.value_or(false), {});
}

Task<> Interpreter::runChain(QList<psrp::PipelineCommand> commands, QList<clixml::Value> input, Writer &out)
{
    std::vector<std::unique_ptr<Stage>> stages;
    Frame frame;
    frame.scope = m_runspace->global;
    frame.out = &out;
    const auto count = commands.size();
    for (qsizetype i = 0; i < count; ++i) {
        frame.source = std::make_shared<const Source>(commands[i].text);
        auto stage = requestedStage(commands[i], frame);
        stages.push_back(std::move(stage));
    }
    // Errors of those before a command that merges them go on to it as objects.
    for (qsizetype i = 1; i < count; ++i) {
        if (!commands[i].mergeErrorToOutput)
            continue;
        StreamTarget target;
        target.writer = stages[std::size_t(i)].get();
        for (qsizetype before = 0; before < i; ++before)
            stages[std::size_t(before)]->setTarget(Stream::Error, target);
    }
    PipelineRunner runner(std::move(stages), &out);
    co_await runner.begin();
    if (input.isEmpty()) {
        co_await runner.runAlone();
    } else {
        std::exception_ptr failure;
        try {
            for (const clixml::Value &item : input) {
                Value value = Value::fromData(item);
                co_await runner.first().write(std::move(value));
            }
        } catch (...) {
            failure = std::current_exception();
        }
        runner.afterFeeding(failure);
    }
    co_await runner.end();
}

Task<> Interpreter::runRequest(psrp::CreatePipeline request, QList<clixml::Value> input)
{
    SinkWriter out(m_sink, m_cancel);
    QList<psrp::PipelineCommand> statement;
    for (const psrp::PipelineCommand &command : request.commands) {
        statement.append(command);
        if (!command.endOfStatement)
            continue;
        QList<psrp::PipelineCommand> ended;
        ended.swap(statement);
        QList<clixml::Value> fed;
        fed.swap(input); // the first statement gets the input
        co_await runChain(std::move(ended), std::move(fed), out);
    }
    if (!statement.isEmpty())
        co_await runChain(std::move(statement), std::move(input), out);
}

Task<> Interpreter::runBlockAlone(std::shared_ptr<const ScriptBlock> block, Array arguments)
{
    SinkWriter out(m_sink, m_cancel);
    Frame frame;
    frame.scope = m_runspace->global;
    frame.source = block->source;
    frame.out = &out;
    // Start-Job has returned before the job does anything.
    co_await base::sleepFor(std::chrono::milliseconds(0), m_cancel);
    QHash<QString, Value> named;
    co_await bindParameters(*block, std::move(named), std::move(arguments), frame);
    co_await runStatements(block->begin, frame);
    co_await runStatements(block->process, frame);
    co_await runStatements(block->end, frame);
}

/// The one place where what a script throws becomes the state of its pipeline.
Task<EngineOutcome> Interpreter::outcomeOf(Task<> work)
{
    const auto self = shared_from_this();
    EngineOutcome outcome;
    try {
        co_await work;
    } catch (const ScriptError &error) {
        outcome.state = psrp::PipelineState::Failed;
        outcome.reason = error.record;
    } catch (const ExitScript &) {
        outcome.state = psrp::PipelineState::Completed;
    } catch (const StopUpstream &) {
        outcome.state = psrp::PipelineState::Completed;
    } catch (...) {
        const base::Error error = base::Error::from(std::current_exception());
        if (error.category == base::ErrorCategory::Cancelled || m_cancel.isCancelled()) {
            outcome.state = psrp::PipelineState::Stopped;
            outcome.reason = makeRecord(ErrorParts(u"PipelineStopped"_s, u"The pipeline has been stopped."_s,
                                                   Category::OperationStopped, {},
                                                   u"System.Management.Automation.PipelineStoppedException"_s),
                                        {}, nullptr, {});
        } else {
            outcome.state = psrp::PipelineState::Failed;
            outcome.reason = makeRecord(ErrorParts(error.id, error.english(), Category::NotSpecified), {}, nullptr, {});
        }
    }
    co_return outcome;
}

Task<EngineOutcome> Interpreter::run(psrp::CreatePipeline request, QList<clixml::Value> input)
{
    return outcomeOf(runRequest(std::move(request), std::move(input)));
}

Task<EngineOutcome> Interpreter::runJob(std::shared_ptr<const ScriptBlock> block, Array arguments)
{
    m_isJob = true;
    return outcomeOf(runBlockAlone(std::move(block), std::move(arguments)));
}

} // namespace rejoin::lab::engine
