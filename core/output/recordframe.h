#pragma once

#include <QByteArray>

#include <optional>

namespace rejoin::output {

/// One record of a saved output's file: a kind, when it was written, and its bytes, between a header and a checksum
/// that tell a torn tail from a whole record.
///
///   kind u32 | milliseconds since 1970 i64 | length u32 | CRC-32 of these three and the body u32 | body
///
/// All little-endian. Kinds of PSRP messages are their MessageType; ours are below 0x10000.
struct Record
{
    Record() = default;
    quint32 kind = 0;
    qint64 time = 0;
    QByteArray body;
};

namespace recordkind {
inline constexpr quint32 source = 1; ///< JSON: where it comes from; the first record of a file
inline constexpr quint32 lost = 2;   ///< JSON: how many events could not be written here
inline constexpr quint32 cut = 3;    ///< the size limit ended the entry here
} // namespace recordkind

inline constexpr qsizetype recordHeaderSize = 20;
/// "Rejoin's saved output, form 1".
inline constexpr char fileMark[] = "RJOUT1\r\n";
inline constexpr qsizetype fileMarkSize = sizeof(fileMark) - 1;

[[nodiscard]] QByteArray frame(quint32 kind, qint64 time, const QByteArray &body);

struct RecordHeader
{
    quint32 kind = 0;
    qint64 time = 0;
    quint32 length = 0;
    quint32 checksum = 0;
};
/// twenty: recordHeaderSize bytes.
[[nodiscard]] RecordHeader readHeader(QByteArrayView twenty);
[[nodiscard]] quint32 checksum(const RecordHeader &header, QByteArrayView body);

} // namespace rejoin::output
