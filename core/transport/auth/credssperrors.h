#pragma once

#include "core/base/error.h"

namespace rejoin::transport {

/// What TSRequest's errorCode says (MS-CSSP 2.2.1, MS-ERREF 2.3): a sentence and an advice of its own for each known
/// one. Error::code keeps the NTSTATUS. peer: "server01:5985".
[[nodiscard]] base::Error credsspStatusError(quint32 status, const QString &peer);

} // namespace rejoin::transport
