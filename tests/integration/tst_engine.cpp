#include "tests/integration/engines.h"
#include "tests/integration/serviceclient.h"

using namespace rejoin;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using psrp::PipelineState;
using test::ServiceClient;

namespace {
const QString server01 = u"Server01"_s;
} // namespace

/// What the services see is the same whichever engine runs the commands.
class EngineTest : public QObject
{
    Q_OBJECT

    test::EngineLabs labs;

private Q_SLOTS:
    void initTestCase_data() { test::addEngines(); }
    void init()
    {
        test::LabProcessOptions options;
        options.names = {server01};
        QVERIFY2(labs.start(options), qPrintable(labs.errorText()));
    }
    void cleanupTestCase() { labs.stop(); }

    void createsRunsAndRemoves()
    {
        ServiceClient client(labs.lab());
        const auto session = client.create(server01, u"First"_s);
        QCOMPARE(session->state(), remoting::SessionState::Opened);
        const auto result = client.run(session, u"$kept = 40; 1..3; $kept + 2"_s);
        QCOMPARE(result.texts, (QStringList{u"1"_s, u"2"_s, u"3"_s, u"42"_s}));
        QCOMPARE(result.state, PipelineState::Completed);
        QCOMPARE(client.run(session, u"$kept"_s).texts, QStringList{u"40"_s});
        client.remove(session);
        QVERIFY(!client.find(server01, u"First"_s));
    }
};

QTEST_GUILESS_MAIN(EngineTest)
#include "tst_engine.moc"
