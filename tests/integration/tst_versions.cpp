#include "tests/integration/cliprocess.h"
#include "tests/integration/serviceclient.h"

#include <QTest>

using namespace rejoin;
using namespace rejoin::sessions;
using namespace Qt::StringLiterals;

namespace {

const QString tooOld =
    u"Disconnected sessions are supported only when the remote computer is running PowerShell 3.0 or "
    "a later version of PowerShell."_s;

} // namespace

/// Servers from before disconnected sessions say so, in one sentence; nothing but their age decides.
class VersionsTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<test::LabProcess> lab;

private Q_SLOTS:
    void initTestCase()
    {
        const auto computer = [](const QString &name, const QJsonObject &behaviour, const QJsonArray &sessions = {}) {
            return QJsonObject{{u"name"_s, name}, {u"behaviour"_s, behaviour}, {u"sessions"_s, sessions}};
        };
        const QJsonArray left{QJsonObject{{u"name"_s, u"Left"_s}}};
        lab = std::make_unique<test::LabProcess>();
        test::LabProcessOptions options;
        options.seed = {
            {u"computers"_s,
             QJsonArray{computer(u"WinRM2"_s, {{u"stackVersion"_s, u"2.0"_s}, {u"protocolVersion"_s, u"2.1"_s}}, left),
                        computer(u"OldPsrp"_s, {{u"protocolVersion"_s, u"2.1"_s}}),
                        computer(u"Server22"_s, {{u"protocolVersion"_s, u"2.2"_s}}, left),
                        computer(u"Server24"_s, {{u"protocolVersion"_s, u"2.4"_s}}, left)}}};
        QVERIFY2(lab->start(options), qPrintable(lab->errorText()));
    }

    void listingAnOldService()
    {
        test::ServiceClient client(*lab);
        ListRequest request;
        request.targets = {client.at(u"WinRM2"_s)};
        const auto listing = test::await(client.service->list(request)).first();
        QVERIFY(listing.error);
        QVERIFY2(listing.error->english().contains(tooOld), listing.error->what());
        QVERIFY(listing.error->id.contains(u"RemotePSSessionQueryFailed"_s));
        QCOMPARE(listing.error->category, base::ErrorCategory::Unsupported);
    }

    void disconnectingFromAnOldService()
    {
        for (const QString &name : {u"WinRM2"_s, u"OldPsrp"_s}) {
            test::ServiceClient client(*lab);
            const auto session = client.create(name, u"Old"_s);
            QCOMPARE(client.run(session, u"1+1"_s).texts, QStringList{u"2"_s});
            const auto outcome = test::await(client.service->disconnect({session}, {})).first();
            QVERIFY(outcome.error);
            QVERIFY2(outcome.error->english().contains(tooOld), outcome.error->what());
            QCOMPARE(session->state(), remoting::SessionState::Opened); // and goes on
            QCOMPARE(client.run(session, u"2+2"_s).texts, QStringList{u"4"_s});
            client.remove(session);
        }
    }

    void connectingToAnOldService()
    {
        // Known from when the computer was a newer one.
        test::ServiceClient client(*lab);
        const auto known = client.registry.forShell(QUuid::createUuid(), client.at(u"WinRM2"_s));
        wsman::ShellInfo info;
        info.shellId = known->instanceId().toString(QUuid::WithoutBraces).toUpper();
        info.name = u"Left"_s;
        info.resourceUri = u"http://schemas.microsoft.com/powershell/Microsoft.PowerShell"_s;
        info.state = u"Disconnected"_s;
        known->update(info, {}, QDateTime::currentDateTimeUtc());
        const auto outcome = test::await(client.service->connect({known})).first();
        QVERIFY(outcome.error);
        QVERIFY2(outcome.error->english().contains(tooOld), outcome.error->what());
        QVERIFY(outcome.error->id.contains(u"PSSessionConnectFailed"_s));
    }

    void newerOnesConnect_data()
    {
        QTest::addColumn<QString>("computer");
        QTest::addColumn<QString>("offered");
        QTest::addColumn<QString>("agreed");
        QTest::newRow("2.2") << u"Server22"_s << u"2.3"_s << u"2.2"_s;
        QTest::newRow("2.2 to 2.4") << u"Server22"_s << u"2.4"_s << u"2.2"_s;
        QTest::newRow("2.4 to 2.3") << u"Server24"_s << u"2.3"_s << u"2.3"_s;
        QTest::newRow("2.4") << u"Server24"_s << u"2.4"_s << u"2.4"_s;
    }
    void newerOnesConnect()
    {
        QFETCH(QString, computer);
        QFETCH(QString, offered);
        QFETCH(QString, agreed);
        test::ServiceClient client(*lab);
        const auto session = client.find(computer, u"Left"_s);
        QVERIFY(session);
        ConnectionOptions origin = session->origin();
        origin.session.protocolVersion = offered;
        session->setOrigin(origin);
        client.connect(session);
        QCOMPARE(session->runspace()->serverProtocolVersion(), agreed);
        QCOMPARE(client.run(session, u"'here'"_s).texts, QStringList{u"here"_s});
        client.disconnect(session);
    }

    void theTerminalSaysSo()
    {
        test::Cli cli(*lab);
        auto result = cli.command(u"Get-PSSession -ComputerName WinRM2 LOGIN"_s);
        QCOMPARE(result.status, 1);
        QVERIFY2(result.err.contains(tooOld), result.all().constData());
        result = cli.command(u"Connect-PSSession -ComputerName WinRM2 -Name Left LOGIN"_s);
        QCOMPARE(result.status, 1);
        QVERIFY2(result.err.contains(tooOld), result.all().constData());
        result = cli.command(u"$s = New-PSSession -ComputerName OldPsrp LOGIN; Disconnect-PSSession $s; "
                             "Remove-PSSession $s"_s);
        QCOMPARE(result.status, 1);
        QVERIFY2(result.err.contains(tooOld), result.all().constData());
        result = cli.command(u"(Connect-PSSession -ComputerName Server24 -Name Left LOGIN -SessionOption @{ "
                             "ProtocolVersion = 2.4; SkipCACheck = $true }).State"_s);
        QVERIFY2(result.status == 0, result.all().constData());
        result = cli.command(u"New-PSSession -ComputerName Server24 LOGIN -SessionOption @{ ProtocolVersion = 2.5 }"_s);
        QVERIFY2(result.status != 0 && result.err.contains(u"2.3, 2.4"_s), result.all().constData());
    }
};

QTEST_GUILESS_MAIN(VersionsTest)
#include "tst_versions.moc"
