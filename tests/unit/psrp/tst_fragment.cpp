#include "core/psrp/fragment.h"
#include "tests/unit/psrp/tools.h"

#include <QtEndian>
#include <QtTest>

using namespace rejoin;
using namespace rejoin::psrp;
using psrp::test::errorOf;

namespace {
QByteArray fragmentOf(quint64 object, quint64 number, int flags, const QByteArray &blob, qint64 length = -1)
{
    QByteArray bytes(fragmentHeaderSize, '\0');
    qToBigEndian<quint64>(object, bytes.data());
    qToBigEndian<quint64>(number, bytes.data() + 8);
    bytes[16] = static_cast<char>(flags);
    qToBigEndian<quint32>(static_cast<quint32>(length < 0 ? blob.size() : length), bytes.data() + 17);
    return bytes + blob;
}
constexpr int startFlag = 1;
constexpr int endFlag = 2;
constexpr int whole = 3;
} // namespace

class TestFragment : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void headerOfARealFragment()
    {
        // MS-PSRP 2.2.4: numbers are big-endian; one fragment has both flags.
        Fragmenter fragmenter;
        const QList<QByteArray> fragments = fragmenter.fragment("abc");
        QCOMPARE(fragments.size(), 1);
        QCOMPARE(fragments.first().toHex(), QByteArray("0000000000000001"
                                                       "0000000000000000"
                                                       "03"
                                                       "00000003"
                                                       "616263"));
    }

    void roundTrip_data()
    {
        QTest::addColumn<int>("size");
        QTest::addColumn<int>("blob");
        QTest::newRow("empty") << 0 << 10;
        QTest::newRow("one byte") << 1 << 1;
        QTest::newRow("exactly one") << 10 << 10;
        QTest::newRow("one too many") << 11 << 10;
        QTest::newRow("exactly three") << 30 << 10;
        QTest::newRow("large") << 200'000 << 32'768;
        QTest::newRow("nonsense size") << 5 << 0;
    }
    void roundTrip()
    {
        QFETCH(int, size);
        QFETCH(int, blob);
        QByteArray message(size, Qt::Uninitialized);
        for (int i = 0; i < size; ++i)
            message[i] = static_cast<char>(i * 7 + i / 256);
        Fragmenter fragmenter;
        const QList<QByteArray> fragments = fragmenter.fragment(message, blob);
        Defragmenter together;
        QCOMPARE(together.add(fragments.join()), QList<QByteArray>{message});
        QVERIFY(together.isEmpty());

        Defragmenter oneByOne;
        for (qsizetype i = 0; i < fragments.size(); ++i) {
            QVERIFY(fragments[i].size() <= fragmentHeaderSize + qMax(blob, 1));
            const QList<QByteArray> messages = oneByOne.add(fragments[i]);
            const bool last = i + 1 == fragments.size();
            QCOMPARE(messages.size(), last ? 1 : 0);
            QCOMPARE(oneByOne.isEmpty(), last);
        }
    }

    void objectIdsCountOverAllMessages()
    {
        Fragmenter fragmenter;
        (void)fragmenter.fragment("a");
        (void)fragmenter.fragment(QByteArray(100, 'b'), 10);
        QCOMPARE(fragmenter.lastObjectId(), 2u);
        const QList<QByteArray> third = fragmenter.fragment("c");
        QCOMPARE(qFromBigEndian<quint64>(third.first().constData()), 3u);
    }

    void severalMessagesInOneCall()
    {
        Defragmenter defragmenter;
        const QByteArray bytes =
            fragmentOf(5, 0, whole, "one") + fragmentOf(2, 0, startFlag, "tw") + fragmentOf(2, 1, endFlag, "o");
        // Object ids need not grow: a connect's answer and the stream count differently.
        QCOMPARE(defragmenter.add(bytes), (QList<QByteArray>{"one", "two"}));
    }

    void reservedFlagsAreLeftAlone()
    {
        Defragmenter defragmenter;
        QCOMPARE(defragmenter.add(fragmentOf(1, 0, whole | 0xFC, "x")), QList<QByteArray>{"x"});
    }

    void hostileFragments_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("header cut off") << fragmentOf(1, 0, whole, {}).chopped(1);
        QTest::newRow("one byte") << QByteArray(1, '\0');
        QTest::newRow("blob cut off") << fragmentOf(1, 0, whole, "abc").chopped(1);
        QTest::newRow("length beyond the bytes") << fragmentOf(1, 0, whole, "abc", 4);
        QTest::newRow("largest length") << fragmentOf(1, 0, whole, "abc", 0xFFFFFFFF);
        QTest::newRow("negative length") << fragmentOf(1, 0, whole, "abc", 0x80000000);
        QTest::newRow("no object id") << fragmentOf(0, 0, whole, "abc");
        QTest::newRow("starts with number 1") << fragmentOf(1, 1, whole, "abc");
        QTest::newRow("no start") << fragmentOf(1, 1, 0, "abc");
        QTest::newRow("end without start") << fragmentOf(1, 0, endFlag, "abc");
        QTest::newRow("gap") << fragmentOf(1, 0, startFlag, "a") + fragmentOf(1, 2, endFlag, "b");
        QTest::newRow("repeated") << fragmentOf(1, 0, startFlag, "a") + fragmentOf(1, 0, endFlag, "b");
        QTest::newRow("other object between") << fragmentOf(1, 0, startFlag, "a") + fragmentOf(2, 1, endFlag, "b");
        QTest::newRow("start within a message") << fragmentOf(1, 0, startFlag, "a") + fragmentOf(2, 0, whole, "b");
        QTest::newRow("huge numbers") << fragmentOf(1, 0, startFlag, "a") + fragmentOf(1, ~quint64(0), endFlag, "b");
    }
    void hostileFragments()
    {
        QFETCH(QByteArray, bytes);
        Defragmenter defragmenter;
        const auto error = errorOf([&] { (void)defragmenter.add(bytes); });
        QVERIFY(error);
        QCOMPARE(error->category, base::ErrorCategory::Protocol);
        QCOMPARE(error->id, QStringLiteral("PSRPFragmentInvalid"));
        QVERIFY(!error->message.isEmpty());
        QVERIFY(!error->advice.isEmpty());
    }

    void tooLargeMessagesAreRefusedBeforeTheyAreKept()
    {
        Defragmenter exact(10);
        QCOMPARE(exact.add(fragmentOf(1, 0, whole, QByteArray(10, 'x'))).size(), 1);
        Defragmenter defragmenter(10);
        (void)defragmenter.add(fragmentOf(1, 0, startFlag, QByteArray(6, 'x')));
        const auto error = errorOf([&] { (void)defragmenter.add(fragmentOf(1, 1, 0, QByteArray(5, 'x'))); });
        QVERIFY(error);
        QCOMPARE(error->category, base::ErrorCategory::LimitExceeded);
    }

    void aHeadlessStreamIsSkippedOnlyAtItsBeginning()
    {
        Defragmenter defragmenter(1000, true);
        // The tail of a message whose head went to an earlier client.
        QVERIFY(defragmenter.add(fragmentOf(7, 3, 0, "lost")).isEmpty());
        QVERIFY(defragmenter.add(fragmentOf(7, 4, endFlag, "lost")).isEmpty());
        QVERIFY(defragmenter.isEmpty());
        QCOMPARE(defragmenter.add(fragmentOf(8, 0, whole, "kept")), QList<QByteArray>{"kept"});
        QVERIFY(errorOf([&] { (void)defragmenter.add(fragmentOf(9, 1, endFlag, "no")); }));
    }
};

QTEST_GUILESS_MAIN(TestFragment)
#include "tst_fragment.moc"
