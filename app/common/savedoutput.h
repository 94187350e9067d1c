#pragma once

#include "core/output/savedoutputstore.h"

namespace rejoin::app {

/// The one store of saved output that both programs share: in the profile, else among the user's data. Its limit is
/// "output/limitMiB" of the profile's settings.ini, which the window's Output page sets.
[[nodiscard]] std::shared_ptr<output::SavedOutputStore> openSavedOutput(const QString &profile);

} // namespace rejoin::app
