#pragma once

#include "core/sessions/connectionoptions.h"

#include <QJsonObject>

namespace rejoin::ui {

/// Session options as they are saved: only what differs from the default, under New-PSSessionOption's names in lower
/// camel case; no password.
[[nodiscard]] QJsonObject sessionOptionsToJson(const sessions::SessionOptions &options);
/// What is missing or of the wrong type keeps its default.
[[nodiscard]] sessions::SessionOptions sessionOptionsFromJson(const QJsonObject &object);

} // namespace rejoin::ui
