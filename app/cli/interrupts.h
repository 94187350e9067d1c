#pragma once

#include <functional>

class QObject;

namespace rejoin::app {

/// Calls back on the event loop for each SIGINT or SIGTERM. Call once, before the event loop runs.
void onInterrupt(QObject *context, std::function<void()> callback);

} // namespace rejoin::app
