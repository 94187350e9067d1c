#pragma once

#include "core/lab/engine/cmdlet.h"

namespace rejoin::lab::engine {

/// One member of a running pipeline: takes what the one before it writes.
class Stage : public Writer
{
public:
    [[nodiscard]] virtual Task<> begin() = 0;
    /// Instead of any write(), when the stage stands first.
    [[nodiscard]] virtual Task<> runAlone() = 0;
    [[nodiscard]] virtual Task<> end() = 0;
    /// Called once, before begin().
    void connect(Writer *next);
    void setTarget(Stream stream, const StreamTarget &target) { frame().streams[std::size_t(stream)] = target; }

protected:
    virtual Frame &frame() = 0;
    QList<Redirection> m_redirections;
};

[[nodiscard]] std::unique_ptr<Stage> makeCmdletStage(Interpreter &interpreter, const CmdletSpec &spec,
                                                     const BoundWords &words, const Frame &frame, Extent extent,
                                                     QList<Redirection> redirections);
/// A script block or function as a pipeline member. dotSourced: runs in the caller's scope.
[[nodiscard]] std::unique_ptr<Stage> makeScriptStage(Interpreter &interpreter, std::shared_ptr<const ScriptBlock> block,
                                                     BoundWords words, const Frame &frame, bool dotSourced,
                                                     QList<Redirection> redirections);

/// Runs connected stages: begin all, feed the first, end all, with Select-Object -First's early end.
/// source: what feeds the first; null when nothing does.
class PipelineRunner
{
public:
    PipelineRunner(std::vector<std::unique_ptr<Stage>> stages, Writer *out);
    [[nodiscard]] Writer &first() { return *m_stages.front(); }
    [[nodiscard]] Task<> begin();
    /// What was thrown while feeding: swallowed when it is the end that a stage of this pipeline asked for.
    void afterFeeding(const std::exception_ptr &failure);
    [[nodiscard]] Task<> runAlone();
    [[nodiscard]] Task<> end();

private:
    std::vector<std::unique_ptr<Stage>> m_stages;
    std::size_t m_firstToEnd = 0;
};

} // namespace rejoin::lab::engine
