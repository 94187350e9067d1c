#pragma once

#include "core/sessions/session.h"

#include <QStringList>

namespace rejoin::cli {

/// What may stand for the last word of a line: cmdlets, their parameters, values of enumerations, names and computers
/// of sessions that this process knows.
[[nodiscard]] QStringList completions(const QString &line, const sessions::SessionRegistry &registry);

} // namespace rejoin::cli
