#pragma once

#include "core/sessions/hostinterface.h"

#include <QByteArrayView>

namespace rejoin::cli {

/// What a terminal sent for one key, as Windows' console would tell it. Keys that have no character (arrows, function
/// keys) have their virtual-key code alone.
[[nodiscard]] sessions::KeyPress keyFromTerminal(QByteArrayView bytes);

} // namespace rejoin::cli
