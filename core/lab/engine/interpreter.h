#pragma once

#include "core/lab/engine/ast.h"
#include "core/lab/engine/errors.h"
#include "core/lab/engine/runspace.h"
#include "core/lab/engine/words.h"

#include <array>

namespace rejoin::lab::engine {

/// Where values go: the next member of a pipeline, a variable, the client.
class Writer
{
public:
    virtual ~Writer() = default;
    [[nodiscard]] virtual Task<> write(Value value) = 0;
};

/// Keeps what is written.
class Collector final : public Writer
{
public:
    Task<> write(Value value) override
    {
        items.append(std::move(value));
        co_return;
    }
    Array items;
};

class NullWriter final : public Writer
{
public:
    Task<> write(Value) override { co_return; }
};

enum class Stream : quint8 { Output = 1, Error, Warning, Verbose, Debug, Information };

/// Where a stream goes by 2>&1 or 2>$null; as always when neither is set.
struct StreamTarget
{
    bool discarded = false;
    Writer *writer = nullptr;
};

/// What a statement runs in.
struct Frame
{
    Frame() = default;
    std::shared_ptr<const Source> source;
    std::shared_ptr<Scope> scope;
    Writer *out = nullptr;
    std::array<StreamTarget, 7> streams; ///< by Stream
    [[nodiscard]] const StreamTarget &target(Stream stream) const { return streams[std::size_t(stream)]; }
};

enum class Flow : quint8 { Normal, Break, Continue, Return };

/// Thrown by exit.
struct ExitScript
{
};

class Stage;

/// Runs one pipeline of a client, or one job. Every function that may wait is a coroutine; the object lives until
/// the outermost one has ended.
class Interpreter : public std::enable_shared_from_this<Interpreter>
{
public:
    Interpreter(std::shared_ptr<Runspace> runspace, std::shared_ptr<PipelineSink> sink, base::CancelToken cancel,
                const psrp::HostInfo &host);

    /// Never throws.
    [[nodiscard]] Task<EngineOutcome> run(psrp::CreatePipeline request, QList<clixml::Value> input);
    /// Never throws.
    [[nodiscard]] Task<EngineOutcome> runJob(std::shared_ptr<const ScriptBlock> block, Array arguments);

    // --- for cmdlets and stages ---
    [[nodiscard]] Runspace &runspace() const { return *m_runspace; }
    [[nodiscard]] const std::shared_ptr<Runspace> &sharedRunspace() const { return m_runspace; }
    [[nodiscard]] const base::CancelToken &cancelToken() const { return m_cancel; }
    [[nodiscard]] bool hasHost() const { return !m_host.isNull; }
    /// A job has no host of its own, but whoever receives it may have one.
    [[nodiscard]] bool canPrompt() const { return hasHost() || m_isJob; }
    [[nodiscard]] const psrp::HostInfo &host() const { return m_host; }
    [[nodiscard]] PipelineSink &sink() const { return *m_sink; }

    /// Runs a block's statements in the frame, which is its own or, for ForEach-Object and ".", its caller's.
    Task<Flow> runStatements(const StatementList &list, Frame &frame);
    [[nodiscard]] Task<Value> evaluate(const Expression &expression, Frame &frame);
    /// Binds param() and $args; parameters by name first.
    [[nodiscard]] Task<> bindParameters(const ScriptBlock &block, QHash<QString, Value> named, Array positional,
                                        Frame &frame);
    /// A value as a pipeline passes it on: the items of an array, one by one.
    [[nodiscard]] Task<> writeEnumerated(Value value, Writer &out);

    /// Calls the client's host; assigns the call's id when it wants an answer.
    [[nodiscard]] Task<psrp::HostResponse> callHost(psrp::HostMethod method, QList<clixml::Value> parameters,
                                                    bool wantsAnswer);
    /// An error that does not end anything, by the preference given.
    [[nodiscard]] Task<> reportError(clixml::ErrorRecord record, Frame &frame);
    /// Gives others a turn when this has run for a while. Throws Error (Cancelled).
    [[nodiscard]] Task<> breathe();

    [[nodiscard]] Value variable(const QString &name, const Frame &frame) const;
    void assign(const QString &name, const Value &value, Frame &frame);

private:
    // statements.cpp
    Task<Flow> runStatement(const Statement &statement, Frame &frame);
    Task<Flow> runPlainStatement(const Statement &statement, Frame &frame);
    Task<Flow> runIf(const Statement &statement, Frame &frame);
    Task<Flow> runForEach(const Statement &statement, Frame &frame);
    Task<Flow> runLoop(const Statement &statement, Frame &frame);
    Task<Flow> runTry(const Statement &statement, Frame &frame);
    Task<Flow> runCatch(const Statement &statement, ScriptError error, Frame &frame);
    Task<> runFinally(const Statement &statement, Frame &frame);
    Task<> runExit(const Statement &statement, Frame &frame);
    Task<> runThrow(const Statement &statement, Frame &frame);
    Task<> runAssignment(const Statement &statement, Frame &frame);
    Task<> assignTo(const Expression &target, Value value, Frame &frame);
    Task<Value> statementValue(const Statement &statement, Frame &frame);
    Task<bool> holds(const Statement &statement, Frame &frame);
    Task<> handleStatementError(ScriptError error, Frame &frame);

    // expressions.cpp
    Task<Value> evaluateOperator(const Expression &expression, Frame &frame);
    Task<Value> evaluateMethod(const Expression &expression, Frame &frame);
    Task<Value> evaluateStatements(const Expression &expression, Frame &frame);
    Task<Value> evaluateTable(const Expression &expression, Frame &frame);
    Task<Value> evaluateText(const Expression &expression, Frame &frame);
    Task<Value> evaluateIncrement(const Expression &expression, Frame &frame);
    Task<Array> evaluateAll(const Expression &expression, std::size_t first, Frame &frame);

    // hostmethods.cpp
    Task<Value> hostMethod(HostPart part, QString name, Array arguments, Frame &frame);

    // pipelines.cpp
    Task<> runPipeline(const Pipeline &pipeline, Frame &frame);
    Task<std::unique_ptr<Stage>> makeStage(const Command &command, Frame &frame);
    Task<BoundWords> evaluateWords(const Command &command, Frame &frame);
    std::unique_ptr<Stage> namedStage(const QString &name, const BoundWords &words, const Frame &frame, Extent extent,
                                      bool dotSourced, const QList<Redirection> &redirections);

    std::unique_ptr<Stage> visibleStage(const QString &name, const BoundWords &words, const Frame &frame,
                                        Extent extent);

    // run.cpp
    Task<> runRequest(psrp::CreatePipeline request, QList<clixml::Value> input);
    Task<> runChain(QList<psrp::PipelineCommand> commands, QList<clixml::Value> input, Writer &out);
    std::unique_ptr<Stage> requestedStage(const psrp::PipelineCommand &command, const Frame &frame);
    Task<EngineOutcome> outcomeOf(Task<> work);
    Task<> runBlockAlone(std::shared_ptr<const ScriptBlock> block, Array arguments);

    std::shared_ptr<Runspace> m_runspace;
    std::shared_ptr<PipelineSink> m_sink;
    base::CancelToken m_cancel;
    psrp::HostInfo m_host;
    bool m_isJob = false;
    int m_tryDepth = 0;
    int m_callDepth = 0;
    int m_steps = 0;
    std::chrono::steady_clock::time_point m_lastPause = std::chrono::steady_clock::now();
};

/// Turns what an expression throws into an error at its place.
[[noreturn]] void failAt(const ErrorParts &parts, const Frame &frame, const Extent &extent,
                         const QString &activity = {}, bool endsScript = false);

} // namespace rejoin::lab::engine
