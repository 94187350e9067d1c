#include "core/base/error.h"
#include "core/wsman/xpress.h"

#include <cstdint>
#include <cstdlib>

// Any bytes as a compressed stream: an Error or as much as its headers say, never a read outside. The same bytes as
// data: what is compressed comes back as it was.

using namespace rejoin;
using namespace rejoin::wsman;

namespace {

void require(bool condition)
{
    if (!condition)
        std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    constexpr qsizetype maximum = 1 << 20;
    if (size == 0)
        return 0;
    // A copy of its own: a read behind its end is a read outside for the sanitizer.
    const QByteArray bytes(reinterpret_cast<const char *>(data) + 1, static_cast<qsizetype>(size - 1));
    switch (data[0] & 3) {
    case 0:
        try {
            const QByteArray unpacked = decompressStream(bytes, maximum);
            require(unpacked.size() <= maximum);
            require(decompressStream(compressStream(unpacked)) == unpacked);
        } catch (const base::Error &) { // the only thing that it may throw
        }
        break;
    case 1: {
        QByteArray out("kept");
        const qsizetype wanted = 1 + (data[0] >> 2) * qsizetype(1024);
        try {
            decompressBlock(bytes, wanted, out);
            require(out.size() == 4 + wanted && out.startsWith("kept"));
        } catch (const base::Error &) {
        }
        break;
    }
    case 2: {
        const QByteArray row = compressStream(bytes);
        require(row.size() <= bytes.size() + xpressOverhead(bytes.size()));
        require(decompressStream(row) == bytes);
        break;
    }
    default:
        // Repeated, so that long matches and more than one block occur.
        const QByteArray many = bytes.repeated(1 + (data[0] >> 2) * 16).left(3 * xpressBlockSize);
        require(decompressStream(compressStream(many)) == many);
        if (!bytes.isEmpty() && bytes.size() <= xpressBlockSize) {
            QByteArray out;
            decompressBlock(compressBlock(bytes, maximum), bytes.size(), out);
            require(out == bytes);
        }
    }
    return 0;
}
