#include "core/lab/engine/ast.h"

namespace rejoin::lab::engine {

Expression::Expression() = default;
Expression::~Expression() = default;

} // namespace rejoin::lab::engine
