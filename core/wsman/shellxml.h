#pragma once

#include "core/wsman/types.h"
#include "core/wsman/xml.h"

// rsp:Shell and rsp:Command as both halves read and write them. Private to the layer.
namespace rejoin::wsman {

[[nodiscard]] ShellInfo readShell(const xml::Element &element);
[[nodiscard]] CommandInfo readCommandInfo(const xml::Element &element);
[[nodiscard]] BufferMode readBufferMode(const xml::Element &parent);

/// With its own declaration of the rsp prefix, as Windows writes it.
void writeShell(xml::Writer &out, const ShellInfo &shell);
void writeCommandInfo(xml::Writer &out, const CommandInfo &command);

/// P0DT1H2M3S, the form of ShellRunTime and ShellInactivity.
[[nodiscard]] QString formatElapsed(Milliseconds duration);

[[nodiscard]] QString fromView(std::string_view text);

} // namespace rejoin::wsman
