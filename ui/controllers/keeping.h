#pragma once

#include "core/sessions/session.h"
#include "ui/dialogs/keepchooser.h"

// What dialogs about leaving sessions need to know of them.
namespace rejoin::ui {

/// What holds for all of these together: the smallest maximum, the longest *keep for*.
[[nodiscard]] KeepLimits keepLimits(const QList<sessions::SessionPtr> &sessions);
[[nodiscard]] QStringList namesOf(const QList<sessions::SessionPtr> &sessions);

} // namespace rejoin::ui
