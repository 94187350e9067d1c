#include "core/base/error.h"
#include "core/wsman/xpress.h"
#include "core/wsman/xpresscodes.h"

#include <QtEndian>

#include <vector>

namespace rejoin::wsman {

using namespace xpress;

namespace {

[[noreturn]] void invalid(const char *what)
{
    base::Error error(
        base::ErrorCategory::Protocol, QStringLiteral("XpressInvalid"),
        base::Text(QT_TRANSLATE_NOOP("core", "The remote computer sent compressed data that cannot be unpacked.")),
        base::Text(QT_TRANSLATE_NOOP("core", "Connect again. For a new session the option NoCompression does without "
                                             "compression.")));
    error.detail = QString::fromLatin1(what);
    throw error;
}

constexpr int tableSize = 1 << longestCode;

/// MS-XCA 2.2.4: a code of n bits has 2^(15-n) entries, in the order of length and then of symbol.
std::vector<std::uint16_t> decodingTable(const CodeLengths &lengths)
{
    std::vector<std::uint16_t> table(tableSize);
    int next = 0;
    for (int length = 1; length <= longestCode; ++length) {
        const int entries = 1 << (longestCode - length);
        for (int symbol = 0; symbol < symbolCount; ++symbol) {
            if (lengths[symbol] != length)
                continue;
            if (entries > tableSize - next)
                invalid("too many codes in the Huffman table");
            std::fill_n(table.begin() + next, entries, static_cast<std::uint16_t>(symbol));
            next += entries;
        }
    }
    if (next != tableSize)
        invalid("the Huffman table is incomplete");
    return table;
}

/// The bits of the words, and the bytes between them that hold the length of long matches.
class Input
{
public:
    explicit Input(QByteArrayView data) : m_data(data)
    {
        m_bits = quint32(word()) << 16;
        m_bits |= word();
    }

    [[nodiscard]] quint32 peek(int count) const { return m_bits >> (32 - count); }
    void skip(int count)
    {
        m_bits <<= count;
        m_spare -= count;
        if (m_spare < 0) {
            m_bits |= quint32(word()) << -m_spare;
            m_spare += 16;
        }
        // The encoder leaves a word behind the last bit, but a reader may be one word further: that word is not there.
        if (m_spare + 16 < m_missing)
            invalid("the data end within a symbol");
    }
    [[nodiscard]] int byte()
    {
        if (m_at >= m_data.size())
            invalid("the data end within a length");
        return static_cast<std::uint8_t>(m_data[m_at++]);
    }
    [[nodiscard]] int length()
    {
        const int low = byte();
        return low | byte() << 8;
    }

private:
    std::uint16_t word()
    {
        if (m_data.size() - m_at < 2) {
            m_at = m_data.size();
            m_missing += 16;
            return 0;
        }
        const auto value = qFromLittleEndian<quint16>(m_data.data() + m_at);
        m_at += 2;
        return value;
    }

    QByteArrayView m_data;
    qsizetype m_at = tableBytes;
    quint32 m_bits = 0;
    int m_spare = 16;  ///< bits beyond the first 16
    int m_missing = 0; ///< bits that were read behind the end
};

/// The length of a match, from its symbol and what follows it.
int matchLength(int symbol, Input &input)
{
    int length = symbol % lengthsPerDistance;
    if (length == longLength) {
        length = input.byte();
        if (length == longerLength) {
            length = input.length();
            if (length < longLength) // four bytes would follow: more than a block holds
                invalid("a length that is none");
        } else {
            length += longLength;
        }
    }
    return length + shortestMatch;
}

} // namespace

void decompressBlock(QByteArrayView block, qsizetype size, QByteArray &out)
{
    if (size < 1 || size > xpressBlockSize)
        invalid("a block of an impossible size");
    if (block.size() < tableBytes)
        invalid("no room for the Huffman table");
    CodeLengths lengths{};
    for (int i = 0; i < tableBytes; ++i) {
        const auto pair = static_cast<std::uint8_t>(block[i]);
        lengths[2 * i] = pair & 0x0F;
        lengths[2 * i + 1] = pair >> 4;
    }
    const auto table = decodingTable(lengths);
    Input input(block);
    const qsizetype start = out.size();
    out.resize(start + size);
    char *const begin = out.data() + start;
    qsizetype written = 0;
    // The size is known, so that the end-of-stream symbol, which not every compressor writes, is not waited for.
    while (written < size) {
        int symbol = table[input.peek(longestCode)];
        input.skip(lengths[symbol]);
        if (symbol < endOfStream) {
            begin[written++] = static_cast<char>(symbol);
            continue;
        }
        symbol -= endOfStream;
        const int length = matchLength(symbol, input);
        const int distanceBits = symbol / lengthsPerDistance;
        qsizetype distance = qsizetype(1) << distanceBits;
        if (distanceBits > 0) {
            distance += input.peek(distanceBits);
            input.skip(distanceBits);
        }
        if (distance > written)
            invalid("a match before the beginning");
        if (length > size - written)
            invalid("more data than announced");
        // Byte by byte: a match may reach into itself.
        for (int i = 0; i < length; ++i, ++written)
            begin[written] = begin[written - distance];
    }
}

QByteArray decompressStream(QByteArrayView blocks, qsizetype maximum)
{
    constexpr qsizetype headerBytes = 4; // original length - 1, stored length - 1, little-endian (MS-WSMV note 134)
    QByteArray out;
    qsizetype at = 0;
    while (at < blocks.size()) {
        if (blocks.size() - at < headerBytes)
            invalid("the header of a block is cut off");
        const qsizetype original = qFromLittleEndian<quint16>(blocks.data() + at) + 1;
        const qsizetype stored = qFromLittleEndian<quint16>(blocks.data() + at + 2) + 1;
        at += headerBytes;
        if (stored > blocks.size() - at)
            invalid("a block is cut off");
        if (original > maximum - out.size())
            throw base::Error(
                base::ErrorCategory::LimitExceeded, QStringLiteral("XpressTooLarge"),
                base::Text(QT_TRANSLATE_NOOP("core", "The remote computer sent compressed data of more than %1 bytes."),
                           {QString::number(maximum)}),
                base::Text(QT_TRANSLATE_NOOP("core", "Check that the address belongs to a computer that you trust.")));
        const auto block = blocks.sliced(at, stored);
        if (stored == original)
            out.append(block);
        else
            decompressBlock(block, original, out);
        at += stored;
    }
    return out;
}

} // namespace rejoin::wsman
