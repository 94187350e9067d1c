#include "core/base/settle.h"

#include <QCoreApplication>
#include <QEvent>

namespace rejoin::base {

void settle()
{
    // A chain of coroutines needs a round for each that resumes; a round with nothing ready takes microseconds.
    constexpr int rounds = 200;
    for (int i = 0; i < rounds; ++i) {
        QCoreApplication::processEvents(QEventLoop::ExcludeUserInputEvents);
        // No loop is left that would delete what asked for it with deleteLater().
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
}

} // namespace rejoin::base
