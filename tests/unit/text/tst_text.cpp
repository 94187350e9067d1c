#include "core/text/errortext.h"
#include "core/text/moments.h"
#include "core/text/names.h"

#include <QTest>
#include <QTranslator>

using namespace rejoin;

namespace {

/// A translation file for one sentence.
class OneSentence : public QTranslator
{
public:
    QString translate(const char *context, const char *source, const char *, int) const override
    {
        if (qstrcmp(context, "core") == 0 && qstrcmp(source, "Server %1 is down since %2.") == 0)
            return QStringLiteral("%2 起服务器 %1 已关闭。");
        return {};
    }
    bool isEmpty() const override { return false; }
};

} // namespace

class TestText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sentencesAreTranslatedWithTheirArguments();
    void errorsKeepIdAndRawWordsForDetails();
    void theFirstSentenceIsWhatHappened();
    void anErrorWithoutWordsHasASentence();
    void durations_data();
    void durations();
    void unknownStatesStay();
    void momentsAreSaidAsOneSaysThem();
};

void TestText::sentencesAreTranslatedWithTheirArguments()
{
    const base::Text text("Server %1 is down since %2.", {QStringLiteral("A%2"), QStringLiteral("noon")});
    QCOMPARE(text::translated(text), QStringLiteral("Server A%2 is down since noon."));
    OneSentence translator;
    QVERIFY(QCoreApplication::installTranslator(&translator));
    QCOMPARE(text::translated(text), QStringLiteral("noon 起服务器 A%2 已关闭。"));
    QCoreApplication::removeTranslator(&translator);
    QCOMPARE(text::translated(base::Text::verbatim(QStringLiteral("100%1"))), QStringLiteral("100%1"));
}

void TestText::errorsKeepIdAndRawWordsForDetails()
{
    base::Error error(base::ErrorCategory::AccessDenied, QStringLiteral("AccessDenied"), base::Text("No."),
                      base::Text("Ask."), 5);
    error.detail = QStringLiteral("raw words");
    const text::ErrorWords words = text::describe(error);
    QCOMPARE(words.sentence, QStringLiteral("No."));
    QCOMPARE(words.advice, QStringLiteral("Ask."));
    QVERIFY(words.details.contains(QStringLiteral("FullyQualifiedErrorId: AccessDenied")));
    QVERIFY(words.details.contains(QStringLiteral("raw words")));
    QVERIFY(words.details.contains(QStringLiteral("Code: 5")));
    error.code = 2150858770;
    QVERIFY(text::describe(error).details.contains(QStringLiteral("0x80338012")));
}

void TestText::theFirstSentenceIsWhatHappened()
{
    const base::Error error(base::ErrorCategory::ConnectFailed, QStringLiteral("X"),
                            base::Text("The remote session query failed for %1 with the following error message: %2",
                                       {QStringLiteral("Server05"), QStringLiteral("Nothing listens there.")}));
    const text::ErrorWords words = text::describe(error);
    QCOMPARE(words.sentence, QStringLiteral("Nothing listens there."));
    QVERIFY(words.details.contains(QStringLiteral("The remote session query failed for Server05")));
}

void TestText::anErrorWithoutWordsHasASentence()
{
    for (int category = 0; category <= int(base::ErrorCategory::Internal); ++category) {
        const base::Error error(base::ErrorCategory(category), {}, base::Text());
        QVERIFY2(!text::describe(error).sentence.isEmpty(), QByteArray::number(category).constData());
    }
}

void TestText::durations_data()
{
    QTest::addColumn<qint64>("seconds");
    QTest::addColumn<QString>("words");
    QTest::newRow("negative") << qint64(-5) << QStringLiteral("0 s");
    QTest::newRow("seconds") << qint64(59) << QStringLiteral("59 s");
    QTest::newRow("minutes and seconds") << qint64(190) << QStringLiteral("3 m 10 s");
    QTest::newRow("minutes") << qint64(10 * 60 + 5) << QStringLiteral("10 m");
    QTest::newRow("hours") << qint64(14 * 3600 + 12 * 60 + 59) << QStringLiteral("14 h 12 m");
    QTest::newRow("days") << qint64(2 * 86400 + 4 * 3600) << QStringLiteral("2 d 4 h");
}

void TestText::durations()
{
    QFETCH(qint64, seconds);
    QTEST(text::duration(seconds), "words");
}

void TestText::unknownStatesStay()
{
    QCOMPARE(text::stateWord(QStringLiteral("Disconnected")), QStringLiteral("Disconnected"));
    QCOMPARE(text::stateWord(QStringLiteral("Marvellous")), QStringLiteral("Marvellous"));
}

void TestText::momentsAreSaidAsOneSaysThem()
{
    const QLocale before;
    QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));
    const QDateTime now(QDate(2026, 1, 15), QTime(20, 30), Qt::LocalTime);
    const auto at = [&](int days, int hour) {
        return text::moment(QDateTime(now.date().addDays(days), QTime(hour, 5), Qt::LocalTime).toUTC(), now.toUTC());
    };
    QCOMPARE(at(0, 23), QStringLiteral("23:05"));
    QCOMPARE(at(1, 8), QStringLiteral("tomorrow 08:05"));
    QCOMPARE(at(-1, 8), QStringLiteral("yesterday 08:05"));
    QCOMPARE(at(2, 8), QStringLiteral("17.01.26 08:05"));
    const QDateTime until = now.addSecs(3600);
    QCOMPARE(text::kept(until, now), QStringLiteral("Kept until 21:30, then removed with everything that runs in it."));
    QCOMPARE(text::kept(until, now, 0), QStringLiteral("Kept until 21:30, then removed."));
    QVERIFY(text::kept(until, now, 2).contains(QLatin1String("2 job")));
    QVERIFY(!text::kept({}, now).isEmpty());
    QLocale::setDefault(QLocale::c());
    QCOMPARE(at(0, 9), QStringLiteral("09:05"));
    QLocale::setDefault(before);
}

QTEST_GUILESS_MAIN(TestText)
#include "tst_text.moc"
