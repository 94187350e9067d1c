#pragma once

#include "core/lab/engine/value.h"

namespace rejoin::lab::engine {

/// One word of a command after evaluation.
struct BoundWord
{
    BoundWord() = default;
    QString parameter; ///< empty: positional
    bool hasValue = false;
    Value value;
};
using BoundWords = QList<BoundWord>;

} // namespace rejoin::lab::engine
