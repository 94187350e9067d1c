#pragma once

#include "core/cmdlets/object.h"

namespace rejoin::cmdlets {

/// The properties of PowerShell's PSSessionOption, in the order in which it prints them.
[[nodiscard]] QStringList sessionOptionPropertyNames();
/// By name, case-insensitive; nullopt when there is none such. Times are durations.
[[nodiscard]] std::optional<Object> sessionOptionProperty(const sessions::SessionOptions &options, const QString &name);

/// Fields that differ from the defaults and say something about new sessions only: without effect on connecting.
[[nodiscard]] QStringList withoutEffectOnConnect(const sessions::SessionOptions &options);

} // namespace rejoin::cmdlets
