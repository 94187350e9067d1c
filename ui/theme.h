#pragma once

#include <QPalette>

namespace rejoin::ui {

enum class Theme { System, Light, Dark };

/// Light and dark are palettes of ours on the Fusion style; System is what the desktop says.
void applyTheme(Theme theme);

} // namespace rejoin::ui
