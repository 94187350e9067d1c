#pragma once

#include <QIcon>

namespace rejoin::ui {

/// An icon of resources/icons by its name without ".svg". Its strokes of `currentColor` take the colour of the
/// palette's text when it is painted, so one drawing serves light and dark.
[[nodiscard]] QIcon icon(const QString &name);

} // namespace rejoin::ui
