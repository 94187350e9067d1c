#pragma once

#include "core/clixml/records.h"

namespace rejoin::clixml {

/// From an error or informational record: the InvocationInfo object, or the InvocationInfo_* members that take its
/// place when SerializeExtendedInfo is set (MS-PSRP 2.2.3.15). Nullopt when there is neither.
[[nodiscard]] std::optional<InvocationInfo> invocationOf(const Value &record);
[[nodiscard]] Value invocationObject(const InvocationInfo &invocation);
/// Adds the InvocationInfo_* members.
void addInvocation(ObjectBuilder &record, const InvocationInfo &invocation);

} // namespace rejoin::clixml
