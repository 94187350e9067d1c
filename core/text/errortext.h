#pragma once

#include "core/base/error.h"

#include <QString>

namespace rejoin::text {

/// A sentence of core in the user's language; what has no translation stays English.
[[nodiscard]] QString translated(const base::Text &sentence);

/// An Error as the window and the terminal show it.
struct ErrorWords
{
    QString sentence; ///< what happened; no codes
    QString advice;   ///< what to do; may be empty
    QString id;       ///< FullyQualifiedErrorId
    QString details;  ///< id, fault code and the server's raw words, for copying
};

[[nodiscard]] ErrorWords describe(const base::Error &error);

} // namespace rejoin::text
