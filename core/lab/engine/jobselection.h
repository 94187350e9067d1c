#pragma once

#include "core/lab/engine/cmdlet.h"

namespace rejoin::lab::engine {

/// The jobs that -Job, -Id, -Name, -InstanceId, -State or the pipeline mean, and what was not found.
struct JobSelection
{
    JobSelection() = default;
    QList<std::shared_ptr<Job>> jobs;
    QList<ErrorParts> errors;
};

/// allByDefault: Get-Job without a choice means all jobs; the others then fail for a missing parameter.
[[nodiscard]] JobSelection selectJobs(const CmdletCall &call, const Value *input, bool allByDefault);

} // namespace rejoin::lab::engine
