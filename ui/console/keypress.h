#pragma once

#include "core/sessions/hostinterface.h"

class QKeyEvent;

namespace rejoin::ui {

/// A key of the window as Windows' console would tell it (System.Management.Automation.Host.KeyInfo). Nothing for a
/// modifier alone.
[[nodiscard]] std::optional<sessions::KeyPress> keyPressOf(const QKeyEvent &event);

} // namespace rejoin::ui
