#pragma once

#include <QByteArray>

// The compression of a shell's streams (MS-WSMV 3.1.4.1.31.6, 3.2.4.1.19): LZ77+Huffman of MS-XCA in a framing of its
// own. Only the bytes of rsp:Stream in Send and ReceiveResponse are compressed, never creationXml, connectXml or the
// arguments of a command.
namespace rejoin::wsman {

/// What one block holds at most, before compression.
inline constexpr qsizetype xpressBlockSize = 65536;
/// What decompressStream() gives at most unless told otherwise, bytes.
inline constexpr qsizetype defaultMaximumStream = 64 << 20;
/// By how much compressStream() makes this many bytes longer at worst: a header for each block.
[[nodiscard]] constexpr qsizetype xpressOverhead(qsizetype bytes)
{
    return (bytes + xpressBlockSize - 1) / xpressBlockSize * 4;
}

/// A stream as compressed blocks (MS-WSMV note 134). What does not get smaller is stored as it is.
[[nodiscard]] QByteArray compressStream(QByteArrayView data);
/// The bytes of a row of blocks. Throws Error: Protocol ("XpressInvalid") for anything that is no such row,
/// LimitExceeded for more than maximum bytes.
[[nodiscard]] QByteArray decompressStream(QByteArrayView blocks, qsizetype maximum = defaultMaximumStream);

/// MS-XCA 2.1 for 1 to xpressBlockSize bytes: one Huffman table, the end-of-stream symbol after the data. Empty when
/// that would have `limit` bytes or more.
[[nodiscard]] QByteArray compressBlock(QByteArrayView data, qsizetype limit);
/// MS-XCA 2.2: appends exactly size bytes (1 to xpressBlockSize) to out. Throws Error (Protocol, "XpressInvalid").
void decompressBlock(QByteArrayView block, qsizetype size, QByteArray &out);

} // namespace rejoin::wsman
