#include "app/common/memory.h"

#include "core/base/secretstring.h"

#include <QtGlobal>

#if defined(Q_OS_LINUX)
#include <sys/prctl.h>
#endif
#if defined(Q_OS_UNIX)
#include <sys/resource.h>
#endif

namespace rejoin::app {

void protectMemory()
{
    // OpenSSL locks the heap's pages and keeps them out of cores by itself (mlock, MADV_DONTDUMP).
    base::SecretString::initializeHeap();
#if defined(Q_OS_UNIX)
    const rlimit none{0, 0};
    setrlimit(RLIMIT_CORE, &none);
#endif
#if defined(Q_OS_LINUX)
    // No core, even into a pipe, and no other process of this user may read the memory.
    prctl(PR_SET_DUMPABLE, 0);
#endif
}

} // namespace rejoin::app
