#pragma once

#include "core/wsman/responses.h"
#include "core/wsman/xml.h"

// Private to the layer.
namespace rejoin::wsman {

/// nullopt when the envelope's body is no fault.
[[nodiscard]] std::optional<Fault> readFault(const xml::Element &envelope);

} // namespace rejoin::wsman
