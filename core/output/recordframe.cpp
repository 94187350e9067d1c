#include "core/output/recordframe.h"

#include <QtEndian>

#include <boost/crc.hpp>

#include <array>

namespace rejoin::output {

namespace {

constexpr qsizetype kindAt = 0;
constexpr qsizetype timeAt = 4;
constexpr qsizetype lengthAt = 12;
constexpr qsizetype checksumAt = 16;

std::array<char, recordHeaderSize> headerBytes(const RecordHeader &header)
{
    std::array<char, recordHeaderSize> bytes{};
    qToLittleEndian<quint32>(header.kind, bytes.data() + kindAt);
    qToLittleEndian<qint64>(header.time, bytes.data() + timeAt);
    qToLittleEndian<quint32>(header.length, bytes.data() + lengthAt);
    qToLittleEndian<quint32>(header.checksum, bytes.data() + checksumAt);
    return bytes;
}

} // namespace

quint32 checksum(const RecordHeader &header, QByteArrayView body)
{
    const auto bytes = headerBytes(header);
    boost::crc_32_type crc;
    crc.process_bytes(bytes.data(), std::size_t(checksumAt));
    crc.process_bytes(body.data(), std::size_t(body.size()));
    return crc.checksum();
}

QByteArray frame(quint32 kind, qint64 time, const QByteArray &body)
{
    RecordHeader header;
    header.kind = kind;
    header.time = time;
    header.length = quint32(body.size());
    header.checksum = checksum(header, body);
    const auto bytes = headerBytes(header);
    QByteArray whole;
    whole.reserve(recordHeaderSize + body.size());
    whole.append(bytes.data(), qsizetype(bytes.size()));
    whole.append(body);
    return whole;
}

RecordHeader readHeader(QByteArrayView twenty)
{
    RecordHeader header;
    header.kind = qFromLittleEndian<quint32>(twenty.data() + kindAt);
    header.time = qFromLittleEndian<qint64>(twenty.data() + timeAt);
    header.length = qFromLittleEndian<quint32>(twenty.data() + lengthAt);
    header.checksum = qFromLittleEndian<quint32>(twenty.data() + checksumAt);
    return header;
}

} // namespace rejoin::output
