#pragma once

// Declared [[nodiscard]] before QCoro's own header, which does not: a task that nobody awaits loses its
// exception, so discarding one is a compile error (-Werror=unused-result).
namespace QCoro {
template <typename T>
class [[nodiscard]] Task;
}

#include <qcoro/qcorotask.h>

namespace rejoin {

template <typename T = void>
using Task = QCoro::Task<T>;

} // namespace rejoin
