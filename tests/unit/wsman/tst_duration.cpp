#include "core/wsman/requests.h"

#include <QTest>

using namespace rejoin::wsman;
using namespace Qt::StringLiterals;

class DurationTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reads_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("milliseconds");
        const struct
        {
            const char *text;
            qint64 milliseconds;
        } rows[] = {
            {"PT7200.000S", 7200000},
            {"PT60S", 60000},
            {"PT20S", 20000},
            {"PT180.000S", 180000},
            {"PT2147483.647S", 2147483647},
            {"P0DT0H1M2S", 62000},
            {"P1DT2H3M4.5S", 93784500},
            {"PT0.0019S", 1},
            {"PT1H", 3600000},
            {"PT5M", 300000},
            {"P2D", 172800000},
            {"P0Y0M1DT0H0M0S", 86400000},
            {"-PT1S", -1000},
            {"  PT1S\n", 1000},
        };
        for (const auto &row : rows) {
            QTest::newRow(row.text) << QString::fromLatin1(row.text) << row.milliseconds;
        }
    }
    void reads()
    {
        QFETCH(QString, text);
        QFETCH(qint64, milliseconds);
        const auto parsed = parseDuration(text);
        QVERIFY(parsed.has_value());
        QCOMPARE(qint64(parsed->count()), milliseconds);
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *text : {"",
                                 "P",
                                 "PT",
                                 "P1DT",
                                 "1S",
                                 "PT-1S",
                                 "PT1",
                                 "PTS",
                                 "P1S",
                                 "PT1D",
                                 "P1Y",
                                 "P1M",
                                 "PT1S1M",
                                 "PT1M1M",
                                 "PT1.5M",
                                 "PT1.S",
                                 "PT.5S",
                                 "PT1,5S",
                                 "pt1s",
                                 "PT1S2",
                                 "P-1D",
                                 "PT99999999999999999999S",
                                 "P999999999999999D",
                                 "PT1TS",
                                 "PT1\xD9\xA1S"}) {
            QTest::newRow(text) << QString::fromUtf8(text);
        }
    }
    void refuses()
    {
        QFETCH(QString, text);
        QVERIFY(!parseDuration(text).has_value());
    }

    void writesAsWindowsDoes()
    {
        QCOMPARE(formatDuration(Milliseconds(180000)), u"PT180.000S"_s);
        QCOMPARE(formatDuration(Milliseconds(2147483647)), u"PT2147483.647S"_s);
        QCOMPARE(formatDuration(Milliseconds(7)), u"PT0.007S"_s);
        QCOMPARE(formatDuration(Milliseconds(0)), u"PT0.000S"_s);
        QCOMPARE(formatDuration(Milliseconds(-1500)), u"-PT1.500S"_s);
    }

    void comesBack()
    {
        for (const qint64 value :
             {qint64{0}, qint64{1}, qint64{999}, qint64{60000}, qint64{-1}, qint64{999999999999}}) {
            QCOMPARE(parseDuration(formatDuration(Milliseconds(value))), std::optional(Milliseconds(value)));
        }
    }
};

QTEST_GUILESS_MAIN(DurationTest)
#include "tst_duration.moc"
