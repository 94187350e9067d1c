#include "tests/integration/engines.h"
#include "tests/integration/robustscenario.h"

using namespace rejoin;
using lab::LabFault;

/// The same cuts with a real PowerShell behind the shell: what its commands say arrives whole and once.
class RobustCutsRealTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsLost_data()
    {
        QTest::addColumn<int>("kind");
        QTest::newRow("after it was carried out") << int(LabFault::Kind::DropAfter);
        QTest::newRow("in the middle of the answer") << int(LabFault::Kind::Cut);
    }
    void nothingIsLost()
    {
        QFETCH(int, kind);
        const QString pwsh = test::pwshProgram();
        if (pwsh.isEmpty())
            QSKIP("There is no pwsh on the path and REJOIN_PWSH names none.");
        test::RobustScenario scenario(true, std::chrono::minutes(1), pwsh);
        // How many answers the output takes depends on the engine's pace: a place may not come again.
        test::verifyNothingIsLost(scenario, LabFault::Kind(kind));
    }
};

QTEST_GUILESS_MAIN(RobustCutsRealTest)
#include "tst_robustcutsreal.moc"
