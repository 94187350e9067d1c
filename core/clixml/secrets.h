#pragma once

#include "core/clixml/value.h"

#include <functional>

// The SecureStrings inside a value. What their text means is the session's affair (psrp::SessionKey).
namespace rejoin::clixml {

/// True when the value is one or holds one, at any depth.
[[nodiscard]] bool holdsSecret(const Value &value);

/// The value with each SecureString replaced by what replace gives for it, which is one too. Other values are given
/// back as they are. What replace throws comes through.
[[nodiscard]] Value replaceSecrets(const Value &value, const std::function<Value(const Value &)> &replace);

} // namespace rejoin::clixml
