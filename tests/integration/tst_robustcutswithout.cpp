#include "tests/integration/robustscenario.h"

using namespace rejoin;
using lab::LabFault;

/// The same cuts at a server that keeps no answers: everything is done once, and what MS-WSMV cannot prevent (an answer
/// to a Receive that is lost, input of which nobody can say whether it came) is said.
class RobustCutsWithoutTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsLostIsSaid_data()
    {
        QTest::addColumn<int>("kind");
        QTest::newRow("before it is carried out") << int(LabFault::Kind::Drop);
        QTest::newRow("after it was carried out") << int(LabFault::Kind::DropAfter);
        QTest::newRow("in the middle of the answer") << int(LabFault::Kind::Cut);
    }
    void whatIsLostIsSaid()
    {
        QFETCH(int, kind);
        test::RobustScenario scenario(false);
        const test::Run undisturbed = scenario.run();
        QVERIFY2(undisturbed.failure.isEmpty(), undisturbed.words().constData());
        QCOMPARE(undisturbed.output.size(), 8);
        const auto places = scenario.places();
        int losses = 0;
        for (const auto &place : places) {
            scenario.disturb(place, LabFault::Kind(kind));
            const test::Run run = scenario.run();
            const QByteArray where = place.action.toUtf8() + ' ' + QByteArray::number(place.number) + ": ";
            const QByteArray words = where + run.words();
            QVERIFY2(run.failure.isEmpty(), words.constData());
            if (run.output == undisturbed.output) {
                // A doubt may be said where nothing was lost in the end, but only of input and output.
                QVERIFY2(run.reported.isEmpty() || place.action == QLatin1String("Receive") ||
                             place.action == QLatin1String("Send"),
                         words.constData());
                continue;
            }
            ++losses;
            QVERIFY2(!run.reported.isEmpty(), words.constData());
            // Only what cannot be asked for again may be missing, and nothing comes twice or in another order.
            QVERIFY2(place.action == QLatin1String("Receive") || place.action == QLatin1String("Send"),
                     words.constData());
            qsizetype at = 0;
            for (const QString &text : run.output) {
                at = undisturbed.output.indexOf(text, at) + 1;
                QVERIFY2(at > 0, words.constData());
            }
        }
        QVERIFY2(losses > 0 || LabFault::Kind(kind) == LabFault::Kind::Drop, "no cut lost anything: no test");
        qInfo("%d places, %d with a loss", int(places.size()), losses);
    }
};

QTEST_GUILESS_MAIN(RobustCutsWithoutTest)
#include "tst_robustcutswithout.moc"
