#include "core/wsman/xpress.h"
#include "core/wsman/xpresscodes.h"

#include <QtEndian>

#include <algorithm>
#include <bit>
#include <numeric>
#include <vector>

namespace rejoin::wsman {

// --- Huffman codes (MS-XCA 2.1.4.2) ---

namespace xpress {

CodeLengths codeLengths(const std::array<int, symbolCount> &counts)
{
    struct Node
    {
        int weight = 0;
        int parent = -1;
    };
    std::vector<int> symbols;
    for (int symbol = 0; symbol < symbolCount; ++symbol) {
        if (counts[size_t(symbol)] > 0)
            symbols.push_back(symbol);
    }
    std::stable_sort(symbols.begin(), symbols.end(),
                     [&counts](int a, int b) { return counts[size_t(a)] < counts[size_t(b)]; });
    // Leaves by weight, then inner nodes, whose weights only grow: the two smallest are at the fronts.
    const size_t leaves = symbols.size();
    std::vector<Node> nodes(2 * leaves - 1);
    for (size_t i = 0; i < leaves; ++i)
        nodes[i].weight = counts[size_t(symbols[i])];
    size_t leaf = 0;
    size_t inner = leaves;
    for (size_t made = leaves; made < nodes.size(); ++made) {
        for (int child = 0; child < 2; ++child) {
            const bool takeLeaf = leaf < leaves && (inner >= made || nodes[leaf].weight <= nodes[inner].weight);
            const size_t taken = takeLeaf ? leaf++ : inner++;
            nodes[made].weight += nodes[taken].weight;
            nodes[taken].parent = static_cast<int>(made);
        }
    }
    // How many codes have which length; too long ones are cut to 15 bits, and the sum of 2^-length put right again by
    // making others longer.
    std::vector<int> depths(nodes.size(), 0);
    std::array<int, longestCode + 1> ofLength{};
    for (size_t i = nodes.size() - 1; i-- > 0;) {
        depths[i] = depths[size_t(nodes[i].parent)] + 1;
        if (i < leaves)
            ++ofLength[size_t(std::min(depths[i], longestCode))];
    }
    int sum = 0; // in units of 2^-15
    for (int length = 1; length <= longestCode; ++length)
        sum += ofLength[size_t(length)] << (longestCode - length);
    for (; sum > (1 << longestCode); --sum) {
        --ofLength[longestCode];
        int shorter = longestCode - 1;
        while (ofLength[size_t(shorter)] == 0)
            --shorter;
        --ofLength[size_t(shorter)];
        ofLength[size_t(shorter) + 1] += 2;
    }
    CodeLengths lengths{};
    size_t next = 0; // the rarest get the longest
    for (int length = longestCode; length >= 1; --length) {
        for (int i = 0; i < ofLength[size_t(length)]; ++i)
            lengths[size_t(symbols[next++])] = static_cast<std::uint8_t>(length);
    }
    return lengths;
}

} // namespace xpress

using namespace xpress;

namespace {

// --- LZ77 (MS-XCA 2.1.4.1) ---

/// One literal (distance 0, the byte as length) or one match.
struct Step
{
    std::uint16_t distance = 0;
    std::uint16_t length = 0;
};

int matchSymbol(int distance, int length)
{
    const int bits = std::bit_width(static_cast<unsigned>(distance)) - 1;
    return endOfStream + lengthsPerDistance * bits + std::min(length - shortestMatch, longLength);
}

int symbolOf(const Step &step)
{
    return step.distance == 0 ? step.length : matchSymbol(step.distance, step.length);
}

/// Earlier places with the same three bytes, newest first.
class History
{
public:
    explicit History(QByteArrayView data) : m_data(data), m_last(hashes, -1), m_before(size_t(data.size()), -1) {}

    /// The longest match for the bytes at a place; length 0 when there is none.
    [[nodiscard]] Step find(int at) const
    {
        // Longest is what a length says in two bytes; it is never met: a block has no more than 65,536 bytes.
        const int most = static_cast<int>(std::min<qsizetype>(m_data.size() - at, 65535));
        Step best;
        if (most < shortestMatch)
            return best;
        int candidate = m_last[hash(at)];
        for (int tries = 0; candidate >= 0 && tries < patience; ++tries, candidate = m_before[size_t(candidate)]) {
            if (best.length > 0 && m_data[candidate + best.length] != m_data[at + best.length])
                continue;
            int length = 0;
            while (length < most && m_data[candidate + length] == m_data[at + length])
                ++length;
            if (length >= shortestMatch && length > best.length) {
                best.distance = static_cast<std::uint16_t>(at - candidate);
                best.length = static_cast<std::uint16_t>(length);
                if (length == most)
                    break;
            }
        }
        return best;
    }
    void add(int at)
    {
        if (m_data.size() - at < shortestMatch)
            return;
        int &last = m_last[hash(at)];
        m_before[size_t(at)] = last;
        last = at;
    }

private:
    static constexpr int hashBits = 14;
    static constexpr size_t hashes = size_t(1) << hashBits;
    static constexpr int patience = 32;

    [[nodiscard]] size_t hash(int at) const
    {
        const auto byte = [this](int i) { return quint32(static_cast<std::uint8_t>(m_data[i])); };
        const quint32 three = byte(at) | byte(at + 1) << 8 | byte(at + 2) << 16;
        return (three * 2654435761U) >> (32 - hashBits); // Knuth's multiplier: 2^32 over the golden ratio
    }

    QByteArrayView m_data;
    std::vector<int> m_last;
    std::vector<int> m_before;
};

std::vector<Step> factorize(QByteArrayView data)
{
    constexpr int goodEnough = 64; // bytes: no look at the next place for a longer one
    std::vector<Step> steps;
    steps.reserve(size_t(data.size()) / 3);
    History history(data);
    const int size = static_cast<int>(data.size());
    int at = 0;
    Step match = history.find(0);
    while (at < size) {
        history.add(at);
        const bool contented = match.length >= goodEnough;
        const Step next = contented || at + 1 >= size ? Step() : history.find(at + 1);
        // A longer match one byte later is worth a literal.
        if (match.length == 0 || next.length > match.length) {
            steps.push_back({0, static_cast<std::uint8_t>(data[at])});
            ++at;
            match = next;
            continue;
        }
        steps.push_back(match);
        const int end = at + match.length;
        for (++at; at < end; ++at)
            history.add(at);
        match = at < size ? history.find(at) : Step();
    }
    return steps;
}

/// Canonical: counted up in the order of length and then of symbol.
std::array<std::uint16_t, symbolCount> codesOf(const CodeLengths &lengths)
{
    std::array<std::uint16_t, symbolCount> codes{};
    unsigned code = 0;
    for (int length = 1; length <= longestCode; ++length) {
        for (size_t symbol = 0; symbol < symbolCount; ++symbol) {
            if (lengths[symbol] == length)
                codes[symbol] = static_cast<std::uint16_t>(code++);
        }
        code <<= 1;
    }
    return codes;
}

// --- the bit stream (MS-XCA 2.1.4.3) ---

/// Words of bits. A reader holds two words in advance, so that bytes written now come after both.
class Output
{
public:
    explicit Output(const CodeLengths &lengths)
    {
        m_data.reserve(xpressBlockSize / 2);
        for (size_t i = 0; i < tableBytes; ++i)
            m_data.append(static_cast<char>(lengths[2 * i] | lengths[2 * i + 1] << 4));
        m_first = reserveWord();
        m_second = reserveWord();
    }

    void bits(int count, unsigned value)
    {
        if (m_free >= count) {
            m_free -= count;
            m_word = m_word << count | value;
            return;
        }
        const int rest = count - m_free;
        put(m_first, m_word << m_free | value >> rest);
        m_first = m_second;
        m_second = reserveWord();
        m_free = 16 - rest;
        m_word = value; // what was written already is shifted out
    }
    void byte(int value) { m_data.append(static_cast<char>(value)); }
    [[nodiscard]] qsizetype size() const { return m_data.size(); }
    [[nodiscard]] QByteArray take()
    {
        put(m_first, m_word << m_free);
        put(m_second, 0);
        return std::move(m_data);
    }

private:
    qsizetype reserveWord()
    {
        m_data.append(2, '\0');
        return m_data.size() - 2;
    }
    void put(qsizetype at, unsigned word) { qToLittleEndian(static_cast<quint16>(word), m_data.data() + at); }

    QByteArray m_data;
    qsizetype m_first = 0;
    qsizetype m_second = 0;
    unsigned m_word = 0;
    int m_free = 16;
};

void writeMatch(const Step &match, Output &out)
{
    const int length = match.length - shortestMatch;
    if (length >= longLength) {
        if (length - longLength < longerLength) {
            out.byte(length - longLength);
        } else {
            out.byte(longerLength);
            out.byte(length & 0xFF);
            out.byte(length >> 8);
        }
    }
    const int bits = std::bit_width(static_cast<unsigned>(match.distance)) - 1;
    out.bits(bits, match.distance - (1U << bits));
}

} // namespace

QByteArray compressBlock(QByteArrayView data, qsizetype limit)
{
    const auto steps = factorize(data);
    std::array<int, symbolCount> counts{};
    for (const Step &step : steps)
        ++counts[size_t(symbolOf(step))];
    // Some decompressors fail without it.
    ++counts[endOfStream];
    const CodeLengths lengths = codeLengths(counts);
    const auto codes = codesOf(lengths);
    Output out(lengths);
    for (const Step &step : steps) {
        const auto symbol = size_t(symbolOf(step));
        out.bits(lengths[symbol], codes[symbol]);
        if (step.distance != 0)
            writeMatch(step, out);
        if (out.size() >= limit)
            return {};
    }
    out.bits(lengths[endOfStream], codes[endOfStream]);
    return out.size() < limit ? out.take() : QByteArray();
}

QByteArray compressStream(QByteArrayView data)
{
    constexpr qsizetype worthIt = 266; // bytes: less is stored as it is (MS-WSMV note 134)
    QByteArray out;
    out.reserve(data.size() + xpressOverhead(data.size()));
    for (qsizetype at = 0; at < data.size(); at += xpressBlockSize) {
        const auto chunk = data.sliced(at, std::min(xpressBlockSize, data.size() - at));
        // Equal lengths would mean stored.
        const QByteArray packed = chunk.size() < worthIt ? QByteArray() : compressBlock(chunk, chunk.size());
        const auto stored = packed.isEmpty() ? chunk : QByteArrayView(packed);
        char header[4];
        qToLittleEndian(static_cast<quint16>(chunk.size() - 1), header);
        qToLittleEndian(static_cast<quint16>(stored.size() - 1), header + 2);
        out.append(header, sizeof header);
        out.append(stored);
    }
    return out;
}

} // namespace rejoin::wsman
