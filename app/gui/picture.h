#pragma once

#include "core/base/task.h"

#include <QString>

namespace rejoin::ui {
class MainWindow;
} // namespace rejoin::ui

namespace rejoin::app {

/// --picture: waits for the demo's refresh, connects the first session that is free, waits for its jobs and saves a
/// picture of the window. Throws Error (Local) when the file cannot be written. Each wait is bounded.
[[nodiscard]] Task<> takePicture(ui::MainWindow *window, QString fileName);

} // namespace rejoin::app
