#include "core/base/error.h"
#include "core/psrp/fragment.h"
#include "core/remoting/streamcompression.h"
#include "core/wsman/xpress.h"

#include <QTest>

using namespace rejoin;
using remoting::StreamCompression;
using namespace Qt::StringLiterals;

class StreamCompressionTest : public QObject
{
    Q_OBJECT

    static QByteArray fragments(qsizetype size)
    {
        psrp::Fragmenter fragmenter;
        return fragmenter.fragment(QByteArray(size, 'x'), 1 << 20).join();
    }

private Q_SLOTS:
    void packsWhereTheShellSaysSo()
    {
        const QByteArray plain = fragments(5000);
        QCOMPARE(StreamCompression(u"XpressCompression"_s).pack(plain), wsman::compressStream(plain));
        QCOMPARE(StreamCompression(u"NoCompression"_s).pack(plain), plain);
        QCOMPARE(StreamCompression(QString()).pack(plain), plain);
    }

    /// Whatever was said, what arrives decides, from one byte of blob to more than a block.
    void unpacksWhatArrives_data()
    {
        QTest::addColumn<QString>("mode");
        for (const char *mode : {"XpressCompression", ""})
            QTest::addRow("mode '%s'", mode) << QString::fromLatin1(mode);
    }
    void unpacksWhatArrives()
    {
        QFETCH(QString, mode);
        for (const qsizetype size : {1, 43, 244, 245, 5000, 65536, 200000}) {
            const QByteArray plain = fragments(size);
            StreamCompression compression(mode);
            QCOMPARE(compression.unpack(plain), plain);
            QVERIFY(!compression.isOn());
            QCOMPARE(compression.unpack(wsman::compressStream(plain)), plain);
            QVERIFY(compression.isOn());
        }
    }

    void answersInKind()
    {
        StreamCompression compression(u"XpressCompression"_s);
        const QByteArray plain = fragments(5000);
        QCOMPARE(compression.unpack(plain), plain);
        QCOMPARE(compression.pack(plain), plain);
        QCOMPARE(compression.unpack(wsman::compressStream(plain)), plain);
        QCOMPARE(compression.pack(plain), wsman::compressStream(plain));
        QCOMPARE(compression.unpack({}), QByteArray());
        QVERIFY(compression.isOn());
    }

    void looksAtNothingWhereThereIsNone()
    {
        StreamCompression compression(u"NoCompression"_s);
        const QByteArray row = wsman::compressStream(fragments(5000));
        QCOMPARE(compression.unpack(row), row);
        QVERIFY(!compression.isOn());
    }

    void saysWhatCannotBeUnpacked()
    {
        StreamCompression compression(u"XpressCompression"_s);
        QVERIFY_THROWS_EXCEPTION(base::Error, static_cast<void>(compression.unpack("no row of blocks")));
    }
};

QTEST_APPLESS_MAIN(StreamCompressionTest)
#include "tst_streamcompression.moc"
