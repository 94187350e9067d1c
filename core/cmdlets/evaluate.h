#pragma once

#include "core/cmdlets/ast.h"
#include "core/cmdlets/invocation.h"

namespace rejoin::cmdlets {

/// Runs one statement: an assignment collects, anything else emits. Throws Error and StopExecution.
[[nodiscard]] Task<> runStatement(std::shared_ptr<RunnerState> state, ast::PipelinePtr statement,
                                  std::function<void(const Object &)> emit, base::CancelToken cancel);

/// The value of an expression.
[[nodiscard]] Task<Object> evaluate(std::shared_ptr<RunnerState> state, ast::ExpressionPtr expression,
                                    base::CancelToken cancel);

} // namespace rejoin::cmdlets
