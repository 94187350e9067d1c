#pragma once

#include "core/clixml/records.h"

#include <memory>

namespace rejoin::lab::engine {

/// The text of one script, and where things stand in it.
struct Source
{
    explicit Source(QString script) : text(std::move(script)) {}
    QString text;
};

/// UTF-16 units of a source, end excluded.
struct Extent
{
    int start = 0;
    int end = 0;
};

struct Position
{
    int line = 1;   ///< from 1
    int column = 1; ///< from 1
    QString lineText;
};

[[nodiscard]] Position positionOf(const Source &source, int offset);

/// "At line:1 char:2", the line and the marks under it.
[[nodiscard]] QString positionMessage(const Source &source, const Extent &extent);

[[nodiscard]] clixml::InvocationInfo invocationAt(const Source &source, const Extent &extent, const QString &command);

} // namespace rejoin::lab::engine
