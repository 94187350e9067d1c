#include "core/lab/engine/stage.h"

#include "core/lab/engine/operators.h"

using namespace Qt::StringLiterals;

namespace rejoin::lab::engine {

void Stage::connect(Writer *next)
{
    Frame &own = frame();
    own.out = next;
    for (const Redirection &redirection : m_redirections) {
        for (int stream = 1; stream <= 6; ++stream) {
            if (redirection.stream != 0 && redirection.stream != stream)
                continue;
            StreamTarget target;
            target.discarded = !redirection.toOutput;
            target.writer = redirection.toOutput ? next : nullptr;
            if (stream != int(Stream::Output))
                own.streams[std::size_t(stream)] = target;
            else if (target.discarded) {
                static NullWriter nothing;
                own.out = &nothing;
            }
        }
    }
}

namespace {

class CmdletStage final : public Stage
{
public:
    CmdletStage(Interpreter &interpreter, const CmdletSpec &spec, BoundParameters bound, const Frame &frame,
                Extent extent, QList<Redirection> redirections)
        : m_cmdlet(spec.make()), m_call(interpreter, spec, std::move(bound), frame, extent)
    {
        m_redirections = std::move(redirections);
    }

    Task<> begin() override
    {
        if (m_call.has("OutVariable")) {
            m_tee.next = m_call.frame().out;
            m_call.frame().out = &m_tee;
        }
        co_await m_cmdlet->begin(m_call);
    }
    Task<> write(Value value) override
    {
        co_await m_call.interpreter.breathe();
        try {
            co_await m_cmdlet->process(m_call, &value);
        } catch (StopUpstream &stop) {
            if (!stop.stage)
                stop.stage = static_cast<const Stage *>(this);
            throw;
        }
    }
    Task<> runAlone() override { return m_cmdlet->process(m_call, nullptr); }
    Task<> end() override
    {
        co_await m_cmdlet->end(m_call);
        if (m_call.has("OutVariable"))
            m_call.interpreter.assign(m_call.text("OutVariable"), Value::array(m_tee.items), m_call.frame());
    }

protected:
    Frame &frame() override { return m_call.frame(); }

private:
    class Tee final : public Writer
    {
    public:
        Task<> write(Value value) override
        {
            items.append(value);
            co_await next->write(std::move(value));
        }
        Writer *next = nullptr;
        Array items;
    };

    std::unique_ptr<Cmdlet> m_cmdlet;
    CmdletCall m_call;
    Tee m_tee;
};

class ScriptStage final : public Stage
{
public:
    ScriptStage(Interpreter &interpreter, std::shared_ptr<const ScriptBlock> block, BoundWords words,
                const Frame &caller, bool dotSourced, QList<Redirection> redirections)
        : m_interpreter(interpreter), m_block(std::move(block)), m_words(std::move(words)), m_frame(caller)
    {
        m_redirections = std::move(redirections);
        m_frame.source = m_block->source;
        if (!dotSourced)
            m_frame.scope = std::make_shared<Scope>(caller.scope);
    }

    Task<> begin() override
    {
        QHash<QString, Value> named;
        Array positional;
        for (qsizetype i = 0; i < m_words.size(); ++i) {
            const BoundWord &word = m_words[i];
            if (word.parameter.isEmpty()) {
                positional.append(word.value);
                continue;
            }
            const QString key = word.parameter.toLower();
            const bool isSwitch =
                std::any_of(m_block->parameters.cbegin(), m_block->parameters.cend(), [&](const Parameter &parameter) {
                    return parameter.name.toLower() == key && parameter.type.toLower() == "switch"_L1;
                });
            if (word.hasValue)
                named.insert(key, word.value);
            else if (!isSwitch && i + 1 < m_words.size() && m_words[i + 1].parameter.isEmpty())
                named.insert(key, m_words[++i].value);
            else
                named.insert(key, Value::boolean(true));
        }
        co_await m_interpreter.bindParameters(*m_block, std::move(named), std::move(positional), m_frame);
        co_await runBlock(m_block->begin);
    }
    Task<> write(Value value) override
    {
        co_await m_interpreter.breathe();
        if (m_block->hasNamedBlocks && !m_block->process.empty()) {
            m_frame.scope->set(u"_"_s, value);
            co_await runBlock(m_block->process);
        } else {
            m_input.append(value);
        }
    }
    Task<> runAlone() override { return runBlock(m_block->process); }
    Task<> end() override
    {
        m_frame.scope->set(u"input"_s, Value::array(std::exchange(m_input, {})));
        co_await runBlock(m_block->end);
    }

protected:
    Frame &frame() override { return m_frame; }

private:
    Task<> runBlock(const StatementList &statements)
    {
        // return ends the block; break and continue find no loop beyond it.
        if (!statements.empty())
            co_await m_interpreter.runStatements(statements, m_frame);
    }

    Interpreter &m_interpreter;
    std::shared_ptr<const ScriptBlock> m_block;
    BoundWords m_words;
    Frame m_frame;
    Array m_input;
};

} // namespace

std::unique_ptr<Stage> makeCmdletStage(Interpreter &interpreter, const CmdletSpec &spec, const BoundWords &words,
                                       const Frame &frame, Extent extent, QList<Redirection> redirections)
{
    BoundParameters bound;
    try {
        bound = bindWords(spec, words);
    } catch (const OperationFailure &failure) {
        ErrorParts parts = failure.parts;
        parts.id += u',' + spec.typeName;
        failAt(parts, frame, extent, spec.name);
    }
    return std::make_unique<CmdletStage>(interpreter, spec, std::move(bound), frame, extent, std::move(redirections));
}

std::unique_ptr<Stage> makeScriptStage(Interpreter &interpreter, std::shared_ptr<const ScriptBlock> block,
                                       BoundWords words, const Frame &frame, bool dotSourced,
                                       QList<Redirection> redirections)
{
    return std::make_unique<ScriptStage>(interpreter, std::move(block), std::move(words), frame, dotSourced,
                                         std::move(redirections));
}

PipelineRunner::PipelineRunner(std::vector<std::unique_ptr<Stage>> stages, Writer *out) : m_stages(std::move(stages))
{
    for (std::size_t i = 0; i < m_stages.size(); ++i)
        m_stages[i]->connect(i + 1 < m_stages.size() ? m_stages[i + 1].get() : out);
}

Task<> PipelineRunner::begin()
{
    for (const auto &stage : m_stages)
        co_await stage->begin();
}

void PipelineRunner::afterFeeding(const std::exception_ptr &failure)
{
    if (!failure)
        return;
    try {
        std::rethrow_exception(failure);
    } catch (const StopUpstream &stop) {
        for (std::size_t i = 0; i < m_stages.size(); ++i) {
            if (static_cast<const void *>(m_stages[i].get()) == stop.stage) {
                m_firstToEnd = std::max(m_firstToEnd, i);
                return;
            }
        }
        throw;
    }
}

Task<> PipelineRunner::runAlone()
{
    std::exception_ptr failure;
    try {
        co_await m_stages.front()->runAlone();
    } catch (...) {
        failure = std::current_exception();
    }
    afterFeeding(failure);
}

Task<> PipelineRunner::end()
{
    for (std::size_t i = m_firstToEnd; i < m_stages.size(); ++i) {
        std::exception_ptr failure;
        try {
            co_await m_stages[i]->end();
        } catch (...) {
            failure = std::current_exception();
        }
        afterFeeding(failure);
        if (m_firstToEnd > i)
            i = m_firstToEnd - 1;
    }
}

} // namespace rejoin::lab::engine
