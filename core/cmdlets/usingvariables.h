#pragma once

#include "core/cmdlets/object.h"

#include <QHash>

namespace rejoin::cmdlets {

/// A script whose $using:name were replaced by parameters, and what those parameters are given.
struct UsingResult
{
    QString text;
    QList<std::pair<QString, Object>> values; ///< parameter name, value
};

/// $using:name → $__using_name with a param() block in front (what PowerShell sends to servers of any version).
/// variables: by lower-case name. Throws Error (InvalidArgument, "UsingVariableIsUndefined") for one that is not set.
[[nodiscard]] UsingResult replaceUsing(const QString &script, const QHash<QString, Object> &variables);

} // namespace rejoin::cmdlets
