#include "core/sessions/connectplanner.h"
#include "core/sessions/directory.h"
#include "core/sessions/heldsessions.h"
#include "core/sessions/session.h"

#include <QTemporaryDir>
#include <QTest>

using namespace rejoin;
using namespace rejoin::sessions;
using namespace std::chrono_literals;
using remoting::SessionState;

namespace {

wsman::ShellInfo shellInfo(const QString &name, const QString &state)
{
    wsman::ShellInfo info;
    info.shellId = QUuid::createUuid().toString(QUuid::WithoutBraces).toUpper();
    info.name = name;
    info.state = state;
    info.resourceUri = QStringLiteral("http://schemas.microsoft.com/powershell/Microsoft.PowerShell");
    info.idleTimeout = 2h;
    info.shellInactivity = 30min;
    return info;
}

} // namespace

/// The pure parts: plans, the mapping of a listing, what is kept on disk.
class ConnectPlannerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void plans_data()
    {
        QTest::addColumn<SessionState>("state");
        QTest::addColumn<bool>("disconnectedHere");
        QTest::addColumn<bool>("attached");
        QTest::addColumn<bool>("own");
        QTest::addColumn<int>("step"); // -1: none, -2: error
        QTest::newRow("open here") << SessionState::Opened << false << true << false << -1;
        QTest::newRow("listed") << SessionState::Disconnected << false << false << false << int(ConnectStep::Connect);
        QTest::newRow("ours") << SessionState::Disconnected << true << false << false << int(ConnectStep::Reconnect);
        QTest::newRow("busy") << SessionState::Disconnected << false << true << false << -2;
        QTest::newRow("ours, taken by another") << SessionState::Disconnected << true << true << false << -2;
        QTest::newRow("cut off, the server thinks us attached")
            << SessionState::Disconnected << true << true << false << int(ConnectStep::Reconnect);
        QTest::newRow("busy by our killed run")
            << SessionState::Disconnected << false << true << true << int(ConnectStep::Reclaim);
        QTest::newRow("killed run, free by now")
            << SessionState::Disconnected << false << false << true << int(ConnectStep::Connect);
        QTest::newRow("broken under us") << SessionState::Broken << false << false << true << int(ConnectStep::Reclaim);
        QTest::newRow("closed") << SessionState::Closed << false << false << false << -2;
        QTest::newRow("connecting") << SessionState::Connecting << false << false << false << -2;
    }
    void plans()
    {
        QFETCH(SessionState, state);
        QFETCH(bool, disconnectedHere);
        QFETCH(bool, attached);
        QFETCH(bool, own);
        QFETCH(int, step);
        ConnectFacts facts;
        facts.name = QStringLiteral("ITTask");
        facts.state = state;
        facts.disconnectedHere = disconnectedHere;
        facts.attached = attached;
        facts.ownSessionId = own;
        facts.cutOff = QByteArrayView(QTest::currentDataTag()).startsWith("cut off");
        const ConnectPlan plan = planConnect(facts);
        QCOMPARE(plan.step ? int(*plan.step) : plan.error ? -2 : -1, step);
        if (plan.error) {
            QCOMPARE(plan.error->id, QStringLiteral("PSSessionConnectFailed"));
            QVERIFY(plan.error->english().contains(QLatin1String("\"ITTask\"")));
            QVERIFY(!plan.error->advice.isEmpty());
        }
    }

    void afterTheServerWasAskedAgain()
    {
        RequeryFacts facts;
        facts.name = QStringLiteral("ITTask");
        facts.computer = QStringLiteral("Server01");
        facts.failure = base::Error(base::ErrorCategory::SessionBusy, QStringLiteral("CannotConnectAlreadyConnected"),
                                    base::Text("in use"), base::Text("wait"), 2150859213);
        QVERIFY(isStale(facts.failure));
        const ConnectPlan gone = planAfterRequery(facts);
        QCOMPARE(gone.error->english(),
                 QStringLiteral("Cannot connect to session ITTask.  The session no longer exists on computer "
                                "Server01."));
        QCOMPARE(gone.error->category, base::ErrorCategory::SessionNotFound);
        facts.exists = true;
        QCOMPARE(*planAfterRequery(facts).step, ConnectStep::Connect);
        facts.attached = true;
        const ConnectPlan busy = planAfterRequery(facts);
        QCOMPARE(busy.error->id, QStringLiteral("CannotConnectAlreadyConnected,PSSessionConnectFailed"));
        QCOMPARE(busy.error->code, 2150859213);
        QCOMPARE(busy.error->advice.english(), QStringLiteral("wait"));
    }

    void hiddenShells()
    {
        QVERIFY(reasonToHide(shellInfo(QStringLiteral("ITTask"), QStringLiteral("Disconnected"))).isEmpty());
        QVERIFY(!reasonToHide(shellInfo(QString(), QStringLiteral("Disconnected"))).isEmpty());
        QVERIFY(!reasonToHide(shellInfo(QStringLiteral("x"), QString())).isEmpty());
        auto cmd = shellInfo(QStringLiteral("x"), QStringLiteral("Connected"));
        cmd.resourceUri = QStringLiteral("http://schemas.microsoft.com/wbem/wsman/1/windows/shell/cmd");
        QVERIFY(!reasonToHide(cmd).isEmpty());
        auto other = shellInfo(QStringLiteral("x"), QStringLiteral("Connected"));
        other.resourceUri = QStringLiteral("HTTP://schemas.microsoft.com/PowerShell/Own");
        QVERIFY(reasonToHide(other).isEmpty());
    }

    void mappingOfAListing()
    {
        const QDateTime now(QDate(2026, 1, 2), QTime(12, 0), Qt::UTC);
        ConnectionOptions origin;
        origin.computerName = QStringLiteral("Server01");
        Session session(7, QUuid::createUuid(), origin);
        QCOMPARE(session.name(), QStringLiteral("Runspace7"));
        session.update(shellInfo(QStringLiteral("ITTask"), QStringLiteral("Disconnected")), {}, now);
        QCOMPARE(session.name(), QStringLiteral("ITTask"));
        QCOMPARE(session.state(), SessionState::Disconnected);
        QCOMPARE(session.availability(), Availability::None);
        QVERIFY(session.isConnectable());
        QCOMPARE(session.configurationName(), QStringLiteral("Microsoft.PowerShell"));
        QCOMPARE(*session.disconnectedOn(), now.addSecs(-30 * 60));
        QCOMPARE(*session.expiresOn(), now.addSecs(90 * 60));

        session.update(shellInfo(QStringLiteral("ITTask"), QStringLiteral("Connected")), {}, now);
        QCOMPARE(session.state(), SessionState::Disconnected); // as Get-PSSession shows it
        QCOMPARE(session.availability(), Availability::Busy);
        QVERIFY(session.isInUseElsewhere());
        QVERIFY(!session.disconnectedOn());

        auto idle = shellInfo(QStringLiteral("ITTask"), QStringLiteral("Disconnected"));
        idle.idleTimeout = 10min; // over already by the server's own numbers
        session.update(idle, {}, now);
        QVERIFY(session.disconnectedOn());
        QVERIFY(!session.expiresOn());
    }

    void registryKeepsOneObjectForAShell()
    {
        SessionRegistry registry;
        const QUuid shell = QUuid::createUuid();
        ConnectionOptions origin;
        origin.computerName = QStringLiteral("Server01");
        auto first = registry.forShell(shell, origin);
        QCOMPARE(first->id(), 1);
        QCOMPARE(registry.forShell(shell, origin), first);
        const auto second = registry.forShell(QUuid::createUuid(), origin);
        QCOMPARE(second->id(), 2);
        registry.hold(second);
        registry.hold(first);
        QCOMPARE(registry.held(), QList<SessionPtr>({first, second}));
        QCOMPARE(registry.heldById(2), second);
        registry.release(shell);
        QCOMPARE(registry.held(), QList<SessionPtr>{second});
        first.reset();
        QVERIFY(!registry.find(shell));
        QCOMPARE(registry.forShell(shell, origin)->id(), 3);
    }

    void configurationNames()
    {
        const QString prefix = QStringLiteral("http://schemas.microsoft.com/powershell/");
        QCOMPARE(resourceUriFor(QStringLiteral("Own")), prefix + QStringLiteral("Own"));
        QCOMPARE(resourceUriFor(prefix + QStringLiteral("Own")), prefix + QStringLiteral("Own"));
        QCOMPARE(configurationNameFor(prefix + QStringLiteral("Own")), QStringLiteral("Own"));
    }

    void heldSessionsSurviveAKill()
    {
        QTemporaryDir folder;
        HeldSessions::Entry entry;
        entry.shellId = QUuid::createUuid();
        entry.sessionId = QUuid::createUuid();
        entry.computer = QStringLiteral("Server01");
        entry.name = QStringLiteral("ITTask");
        {
            HeldSessions store(folder.path() + QStringLiteral("/held"));
            QVERIFY(store.put(entry));
            QVERIFY(store.find(entry.shellId));
        }
        HeldSessions next(folder.path() + QStringLiteral("/held"));
        const auto found = next.find(entry.shellId);
        QVERIFY(found);
        QCOMPARE(found->sessionId, entry.sessionId);
        QCOMPARE(found->name, entry.name);
        next.remove(entry.shellId);
        QVERIFY(!next.find(entry.shellId));
        QVERIFY(!next.find(QUuid::createUuid()));
    }

    void heldSessionsOfALivingProgramAreItsOwn()
    {
        QTemporaryDir folder;
        HeldSessions::Entry entry;
        entry.shellId = QUuid::createUuid();
        entry.sessionId = QUuid::createUuid();
        HeldSessions one(folder.path());
        QVERIFY(one.put(entry));
        HeldSessions beside(folder.path());
        QVERIFY(!beside.find(entry.shellId));
        QVERIFY(!beside.put(entry));
        beside.remove(entry.shellId);
        QVERIFY(one.find(entry.shellId));
        QVERIFY(!HeldSessions().find(entry.shellId));
    }

    void damagedFilesAreNoEntry()
    {
        QTemporaryDir folder;
        const QUuid shell = QUuid::createUuid();
        QFile file(folder.path() + u'/' + shell.toString(QUuid::WithoutBraces) + QStringLiteral(".json"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\"shellId\": \"half");
        file.close();
        QVERIFY(!HeldSessions(folder.path()).find(shell));
    }
};

QTEST_GUILESS_MAIN(ConnectPlannerTest)
#include "tst_connectplanner.moc"
