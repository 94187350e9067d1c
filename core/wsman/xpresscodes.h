#pragma once

#include <array>
#include <cstdint>

// What the compressor and the decompressor of MS-XCA 2.1 and 2.2 agree on.
namespace rejoin::wsman::xpress {

inline constexpr int symbolCount = 512;       ///< 256 literals, 256 matches
inline constexpr int endOfStream = 256;       ///< the match of distance 1 and length 3, after the data
inline constexpr int longestCode = 15;        ///< bits: a length is stored in four
inline constexpr int tableBytes = 256;        ///< two lengths in a byte, the even symbol's in the low half
inline constexpr int shortestMatch = 3;       ///< bytes
inline constexpr int longLength = 15;         ///< in a match symbol: the length follows
inline constexpr int longerLength = 255;      ///< in the byte that follows: it is in two more
inline constexpr int lengthsPerDistance = 16; ///< match symbols of one power of two of the distance

using CodeLengths = std::array<std::uint8_t, symbolCount>;

/// Lengths of a complete prefix code for symbols that occur so often; 0 for those that do not. At least two counts are
/// not zero, and their sum is at most 65537.
[[nodiscard]] CodeLengths codeLengths(const std::array<int, symbolCount> &counts);

} // namespace rejoin::wsman::xpress
