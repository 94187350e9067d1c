// Everything that is freed is overwritten first: libraries copy passwords through buffers that we never see (base64,
// headers, D-Bus messages, a line edit's text). Compiled into the programs themselves, so that every library's free()
// and realloc() is this one. glibc only, and not under sanitizers, which have their own.

#include <cstdlib>

#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)

#include <algorithm>
#include <cstring>

#include <malloc.h>

extern "C" {

// NOLINTBEGIN(bugprone-reserved-identifier): glibc's own names for what is replaced here
void __libc_free(void *block);
void *__libc_malloc(std::size_t size);
// NOLINTEND(bugprone-reserved-identifier)

void free(void *block) noexcept
{
    if (!block)
        return;
    explicit_bzero(block, malloc_usable_size(block));
    __libc_free(block);
}

void *realloc(void *block, std::size_t size) noexcept
{
    if (!block)
        return __libc_malloc(size);
    if (size == 0) {
        free(block);
        return nullptr;
    }
    // In place where there is room, so that growing step by step does not copy each time.
    const std::size_t usable = malloc_usable_size(block);
    if (size <= usable && size > usable / 2)
        return block;
    void *moved = __libc_malloc(size);
    if (!moved)
        return nullptr;
    std::memcpy(moved, block, std::min(usable, size));
    free(block);
    return moved;
}

} // extern "C"

#endif
