#pragma once

#include "core/sessions/connectionoptions.h"

#include <QStringList>

namespace rejoin::ui {

/// The parameters of New-PSSessionOption that make these options, without what is the default: "-SkipCACheck",
/// "-OpenTimeout 30000".
[[nodiscard]] QStringList sessionOptionWords(const sessions::SessionOptions &options);

} // namespace rejoin::ui
