#include "tests/integration/robustscenario.h"

using namespace rejoin;
using lab::LabFault;

/// A cut at every request and every answer of a session's life, at a server that keeps its answers (MS-WSMV
/// 3.1.4.1.39): nothing is lost, nothing is done twice, and nobody notices.
class RobustCutsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsLost_data()
    {
        QTest::addColumn<int>("kind");
        QTest::newRow("before it is carried out") << int(LabFault::Kind::Drop);
        QTest::newRow("after it was carried out") << int(LabFault::Kind::DropAfter);
        QTest::newRow("in the middle of the answer") << int(LabFault::Kind::Cut);
    }
    void nothingIsLost()
    {
        QFETCH(int, kind);
        test::RobustScenario scenario(true);
        test::verifyNothingIsLost(scenario, LabFault::Kind(kind));
    }

    void signsOfLifeBeforeAnAnswerAreNoAnswer()
    {
        // One each millisecond: every Receive that waits is answered in several chunks.
        test::RobustScenario scenario(true, std::chrono::milliseconds(1));
        const test::Run undisturbed = scenario.run();
        QVERIFY2(undisturbed.failure.isEmpty(), undisturbed.words().constData());
        QVERIFY(undisturbed.reported.isEmpty());
        QCOMPARE(undisturbed.output.size(), 8);
        // A cut between such chunks, too.
        for (const auto &place : scenario.places()) {
            if (place.action != QLatin1String("Receive") || place.number > 3)
                continue;
            scenario.disturb(place, LabFault::Kind::DropAfter);
            const test::Run run = scenario.run();
            QVERIFY2(run.failure.isEmpty() && run.reported.isEmpty(), run.words().constData());
            QVERIFY2(run.output == undisturbed.output, run.words().constData());
        }
    }
};

QTEST_GUILESS_MAIN(RobustCutsTest)
#include "tst_robustcuts.moc"
