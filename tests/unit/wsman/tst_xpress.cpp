#include "core/base/error.h"
#include "core/wsman/xpress.h"
#include "core/wsman/xpresscodes.h"

#include <QDirIterator>
#include <QFile>
#include <QRandomGenerator>
#include <QTest>
#include <QtEndian>

#include <utility>

using namespace rejoin;
using namespace rejoin::wsman;
using namespace Qt::StringLiterals;

namespace {

/// A table of code lengths as MS-XCA 2.1.4.3 stores it.
QByteArray table(const QList<std::pair<int, int>> &lengths)
{
    QByteArray bytes(xpress::tableBytes, '\0');
    for (const auto &[symbol, length] : lengths)
        bytes[symbol / 2] = static_cast<char>(bytes.at(symbol / 2) | length << (symbol % 2 * 4));
    return bytes;
}

/// MS-XCA 3.2: 26 literals.
QByteArray alphabetPacked()
{
    QList<std::pair<int, int>> lengths;
    for (int letter = 'a'; letter <= 'z'; ++letter)
        lengths.append({letter, letter <= 'v' ? 5 : 4});
    lengths.append({256, 4});
    return table(lengths) + QByteArray::fromHex("d8523ed794115be9195ff9d67cdf8d0400000000");
}

/// MS-XCA 3.2: abc a hundred times, a match of 297 bytes.
QByteArray hundredPacked()
{
    return table({{'a', 3}, {'b', 3}, {'c', 2}, {256, 2}, {287, 2}}) + QByteArray::fromHex("a8dc0000ff2601");
}

QByteArray unpackedBlock(const QByteArray &block, qsizetype size)
{
    QByteArray out;
    decompressBlock(block, size, out);
    return out;
}

/// The id of the Error; empty when there was none.
QString refusal(const QByteArray &row, qsizetype maximum = defaultMaximumStream)
{
    try {
        static_cast<void>(decompressStream(row, maximum));
    } catch (const base::Error &error) {
        return error.id;
    }
    return {};
}

QByteArray header(qsizetype original, qsizetype stored)
{
    QByteArray bytes(4, '\0');
    qToLittleEndian(static_cast<quint16>(original - 1), bytes.data());
    qToLittleEndian(static_cast<quint16>(stored - 1), bytes.data() + 2);
    return bytes;
}

enum class Kind : quint8 { Zeros, Random, Text, Counting, Sparse };

QByteArray sample(Kind kind, qsizetype size)
{
    QRandomGenerator random(quint32(size) * 31 + quint32(kind));
    static const QByteArray words[] = {"<Obj RefId=\"",      "<S N=\"ToString\">", "</MS></Obj>", "PSComputerName",
                                       "System.Management.", "0123456789",         "\r\n",        "true"};
    QByteArray data;
    data.reserve(size + 32);
    while (data.size() < size) {
        switch (kind) {
        case Kind::Zeros:
            data.append('\0');
            break;
        case Kind::Random:
            data.append(static_cast<char>(random.bounded(256)));
            break;
        case Kind::Text:
            data.append(words[random.bounded(int(std::size(words)))]);
            break;
        case Kind::Counting:
            data.append(QByteArray::number(data.size()));
            break;
        case Kind::Sparse:
            data.append(random.bounded(16) == 0 ? static_cast<char>(random.bounded(256)) : ' ');
            break;
        }
    }
    data.truncate(size);
    return data;
}

constexpr Kind kinds[] = {Kind::Zeros, Kind::Random, Kind::Text, Kind::Counting, Kind::Sparse};

} // namespace

/// MS-XCA 2.1, 2.2 and the framing of MS-WSMV note 134.
class XpressTest : public QObject
{
    Q_OBJECT

    static void roundTrip(const QByteArray &data)
    {
        const QByteArray row = compressStream(data);
        QVERIFY(row.size() <= data.size() + xpressOverhead(data.size()));
        QCOMPARE(decompressStream(row), data);
    }

private Q_SLOTS:
    void readsTheExamplesOfTheSpecification()
    {
        QCOMPARE(unpackedBlock(alphabetPacked(), 26), "abcdefghijklmnopqrstuvwxyz"_ba);
        QCOMPARE(unpackedBlock(hundredPacked(), 300), "abc"_ba.repeated(100));
    }

    void writesTheExamplesOfTheSpecification()
    {
        QCOMPARE(compressBlock("abcdefghijklmnopqrstuvwxyz", 1000), alphabetPacked());
        QCOMPARE(compressBlock("abc"_ba.repeated(100), 1000), hundredPacked());
    }

    void roundTripsAroundEveryLimit()
    {
        const qsizetype middles[] = {0, 265, 266, 512, 4096, 65535, 65536, 65537, 131072, 200000};
        for (const qsizetype middle : middles) {
            for (qsizetype size = std::max<qsizetype>(middle - 2, 0); size <= middle + 2; ++size) {
                for (const Kind kind : kinds)
                    roundTrip(sample(kind, size));
            }
        }
    }

    void roundTripsEverySmallBlock()
    {
        // Without the framing, which would store them.
        for (qsizetype size = 1; size <= 700; ++size) {
            for (const Kind kind : kinds) {
                const QByteArray data = sample(kind, size);
                QCOMPARE(unpackedBlock(compressBlock(data, 1 << 20), size), data);
            }
        }
    }

    /// Lengths 3 to 17 are in the symbol, up to 272 in a byte, above in two.
    void roundTripsEveryKindOfMatch_data()
    {
        QTest::addColumn<int>("distance");
        for (const int distance : {1, 2, 3, 4, 7, 8, 255, 256, 257, 4095, 4096, 32767, 32768, 60000})
            QTest::addRow("distance %d", distance) << distance;
    }
    void roundTripsEveryKindOfMatch()
    {
        QFETCH(int, distance);
        const QByteArray random = sample(Kind::Random, distance);
        for (const int length : {3, 4, 17, 18, 19, 271, 272, 273, 274, 528, 5000}) {
            QByteArray data = random;
            for (int i = 0; i < length; ++i)
                data.append(data.at(data.size() - distance));
            QCOMPARE(unpackedBlock(compressBlock(data, 1 << 20), data.size()), data);
        }
    }

    void limitsTheLengthOfCodes()
    {
        // Counts like Fibonacci's numbers want codes of 22 bits.
        std::array<int, xpress::symbolCount> counts{};
        counts[xpress::endOfStream] = 1;
        int a = 1;
        int b = 2;
        for (size_t symbol = 0; symbol < 22; ++symbol) {
            counts[symbol * 7] = a;
            a = std::exchange(b, a + b);
        }
        const auto lengths = xpress::codeLengths(counts);
        int sum = 0;
        for (size_t i = 0; i < lengths.size(); ++i) {
            QVERIFY(lengths[i] <= xpress::longestCode);
            QCOMPARE(lengths[i] > 0, counts[i] > 0);
            sum += lengths[i] > 0 ? 1 << (xpress::longestCode - lengths[i]) : 0;
        }
        QCOMPARE(sum, 1 << xpress::longestCode); // complete: no decompressor takes another
        QCOMPARE(lengths[0], xpress::longestCode);
        QCOMPARE(lengths[21 * 7], 1);
    }

    void framesAsWindowsDoes()
    {
        QCOMPARE(compressStream({}), QByteArray());
        QCOMPARE(compressStream("abc"), header(3, 3) + "abc");
        // Under 266 bytes it is stored, however well it would pack.
        QCOMPARE(compressStream(QByteArray(265, 'a')), header(265, 265) + QByteArray(265, 'a'));
        const QByteArray packed = compressStream(QByteArray(266, 'a'));
        QVERIFY(packed.size() < 270);
        QCOMPARE(packed.left(2), header(266, 1).left(2));
        // 100 KB are two blocks (the example of note 134).
        const QByteArray two = compressStream(sample(Kind::Text, 100 * 1024));
        QCOMPARE(two.left(2), QByteArray("\xFF\xFF"));
        const qsizetype first = qFromLittleEndian<quint16>(two.constData() + 2) + 1;
        QCOMPARE(two.mid(4 + first, 2), header(100 * 1024 - 65536, 1).left(2));
        // What does not get smaller is stored.
        const QByteArray noise = sample(Kind::Random, 65536);
        QCOMPARE(compressStream(noise), header(65536, 65536) + noise);
        // Seen in public test code: 32,768 bytes in 269.
        QVERIFY(compressStream(QByteArray(32768, 'a')).size() <= 4 + 269);
    }

    void textGetsSmaller()
    {
        const QByteArray text = sample(Kind::Text, 65536);
        QVERIFY(compressStream(text).size() < text.size() / 3);
    }

    void readsWhatLacksTheEndOfStream()
    {
        // Two literals of one bit; a compressor that writes no end-of-stream symbol is complete all the same.
        const QByteArray block = table({{'a', 1}, {'b', 1}}) + QByteArray::fromHex("00400000");
        QCOMPARE(unpackedBlock(block, 3), "aba"_ba);
    }

    void refusesWhatIsNoRow_data()
    {
        QTest::addColumn<QByteArray>("row");
        const QByteArray alphabet = alphabetPacked();
        QTest::newRow("half a header") << QByteArray("\x00\x00\x00", 3);
        QTest::newRow("stored, cut off") << header(10, 10) + "123456789";
        QTest::newRow("packed, cut off") << header(26, 200) + alphabet.left(199);
        QTest::newRow("no room for a table") << header(26, 255) + alphabet.left(255);
        QTest::newRow("a table and nothing") << header(26, 256) + alphabet.left(256);
        QTest::newRow("data end early") << header(26, 264) + alphabet.left(264);
        QTest::newRow("more than announced") << header(250, 263) + hundredPacked();
        QTest::newRow("less than announced") << header(300 + 400, 263) + hundredPacked();
        QTest::newRow("empty table") << header(26, 260) + QByteArray(260, '\0');
        QTest::newRow("overfull table") << header(26, 260) + QByteArray(256, '\x11') + QByteArray(4, '\0');
        QTest::newRow("incomplete table") << header(26, 260) + table({{'a', 1}}) + QByteArray(4, '\0');
        QTest::newRow("match before the beginning")
            << header(30, 260) + table({{256, 1}, {257, 1}}) + QByteArray(4, '\0');
        QTest::newRow("a length of two bytes that is none")
            << header(300, 263) + table({{'a', 3}, {'b', 3}, {'c', 2}, {256, 2}, {287, 2}}) +
                   QByteArray::fromHex("a8dc0000ff0e00");
        QTest::newRow("a length that is cut off") << header(300, 261) +
                                                         table({{'a', 3}, {'b', 3}, {'c', 2}, {256, 2}, {287, 2}}) +
                                                         QByteArray::fromHex("a8dc0000ff");
    }
    void refusesWhatIsNoRow()
    {
        QFETCH(QByteArray, row);
        QCOMPARE(refusal(row), u"XpressInvalid"_s);
        QCOMPARE(refusal(header(3, 3) + "abc" + row), u"XpressInvalid"_s);
    }

    void refusesMoreThanTheLimit()
    {
        const QByteArray row = compressStream(QByteArray(100000, 'a'));
        QCOMPARE(refusal(row, 100000), QString());
        QCOMPARE(refusal(row, 99999), u"XpressTooLarge"_s);
        // A bomb is stopped before its memory is asked for.
        const QByteArray bomb = compressStream(QByteArray(65536, 'a')).repeated(20000); // 1.2 GiB from 5 MB
        QCOMPARE(refusal(bomb), u"XpressTooLarge"_s);
    }

    void survivesTruncationAndBitFlips()
    {
        const QByteArray data = sample(Kind::Text, 3000);
        const QByteArray row = compressStream(data);
        QVERIFY(row.size() < data.size());
        for (qsizetype size = 0; size < row.size(); ++size)
            QVERIFY(size == 0 || refusal(row.left(size)) == u"XpressInvalid"_s);
        int refused = 0;
        for (qsizetype bit = 0; bit < row.size() * 8; ++bit) {
            QByteArray flipped = row;
            flipped[bit / 8] = static_cast<char>(flipped.at(bit / 8) ^ 1 << (bit % 8));
            try {
                // No checksum: other data may come out, but never more or less than the header says.
                const qsizetype size = decompressStream(flipped).size();
                QVERIFY(bit < 32 || size == data.size());
            } catch (const base::Error &error) {
                QCOMPARE(error.id, u"XpressInvalid"_s);
                ++refused;
            }
        }
        QVERIFY(refused > 0);
    }

    void roundTripsRecordedData()
    {
        const QString folder = QStringLiteral(REJOIN_SOURCE_DIR "/../shared");
        QDirIterator files(folder, QDir::Files, QDirIterator::Subdirectories);
        if (!files.hasNext())
            QSKIP("The recorded messages (../shared) are not beside the project.");
        qsizetype before = 0;
        qsizetype after = 0;
        while (files.hasNext()) {
            QFile file(files.next());
            if (!file.open(QIODevice::ReadOnly))
                continue;
            const QByteArray data = file.read(1 << 20);
            roundTrip(data);
            before += data.size();
            after += compressStream(data).size();
        }
        QVERIFY(after < before / 2);
    }
};

QTEST_APPLESS_MAIN(XpressTest)
#include "tst_xpress.moc"
