#pragma once

#include "core/cmdlets/object.h"

#include <QJsonValue>

namespace rejoin::cmdlets {

/// PowerShell's property names; times in ISO 8601 (UTC), durations of sessions in seconds; nesting deeper than 16 is
/// given as text.
[[nodiscard]] QJsonValue toJson(const Object &object);

} // namespace rejoin::cmdlets
