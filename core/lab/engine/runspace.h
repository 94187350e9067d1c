#pragma once

#include "core/base/clock.h"
#include "core/lab/engine/ast.h"
#include "core/lab/engine/engine.h"
#include "core/lab/engine/job.h"
#include "core/lab/engine/scope.h"

namespace rejoin::lab::engine {

/// What outlives a pipeline: variables, functions, jobs.
class Runspace
{
public:
    explicit Runspace(const EngineSettings &engineSettings)
        : settings(engineSettings),
          clock(settings.clock ? settings.clock : std::make_shared<base::SystemClock>()),
          global(std::make_shared<Scope>()),
          jobs(settings.jobIdStart, clock)
    {
    }

    EngineSettings settings;
    std::shared_ptr<base::Clock> clock;
    std::shared_ptr<Scope> global;
    QHash<QString, std::shared_ptr<const ScriptBlock>> functions; ///< by lower-case name
    JobTable jobs;
    Array errors;          ///< $Error, newest first
    bool lastGood = true;  ///< $?
    qint64 nextCallId = 1; ///< host calls that want an answer
};

/// $PSVersionTable
[[nodiscard]] Value versionTable();

} // namespace rejoin::lab::engine
