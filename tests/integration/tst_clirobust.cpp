#include "core/sessions/sessionservice.h"
#include "tests/integration/cliprocess.h"
#include "tests/support/await.h"

#include <QDir>
#include <QTest>

using namespace rejoin;
using namespace std::chrono_literals;

/// `rejoinctl`, killed and cut off.
class CliRobustTest : public QObject
{
    Q_OBJECT

    test::LabProcess lab;

    static QString newSession(const QString &name)
    {
        return QStringLiteral("New-PSSession -ComputerName Server01 -Name %1 -Credential lab -Authentication Basic "
                              "-UseSSL -SessionOption @{ SkipCACheck = $true }")
            .arg(name);
    }

private Q_SLOTS:
    void initTestCase()
    {
        test::LabProcessOptions options;
        options.names = {QStringLiteral("Server01")};
        QVERIFY2(lab.start(options), qPrintable(lab.errorText()));
    }

    void theNextStartTakesBackWhatAKilledOneHeld()
    {
        test::Cli cli(lab);
        cli.startOpen({QStringLiteral("-File"), QStringLiteral("-")});
        cli.write(QStringLiteral("$s = ") + newSession(QStringLiteral("Killed")));
        cli.write(QStringLiteral("Invoke-Command -Session $s -ScriptBlock { $kept = 42; \"made $kept\"; "
                                 "Start-Sleep -Seconds 600 }"));
        cli.closeInput(); // the statements run once all are read
        QVERIFY(cli.waitForOutput(QStringLiteral("made 42")));
        cli.kill();
        // Left as the kill left it: listed, and the server thinks it attached.
        auto result = cli.command(QStringLiteral("Get-PSSession -ComputerName Server01 -Name Killed LOGIN"));
        QVERIFY2(result.out.contains(QLatin1String("Busy")), result.all().constData());
        result = cli.command(QStringLiteral("$s = Connect-PSSession -ComputerName Server01 -Name Killed LOGIN; $s"));
        QVERIFY2(result.status == 0 && result.out.contains(QLatin1String("Opened")), result.all().constData());
        // Another profile knows nothing of it, and the session is free: left disconnected by the second start.
        test::Cli other(lab);
        result = other.command(QStringLiteral("Get-PSSession -ComputerName Server01 -Name Killed LOGIN"));
        QVERIFY2(result.out.contains(QLatin1String("None")), result.all().constData());
    }

    void anotherProfileCannotTakeIt()
    {
        test::Cli cli(lab);
        cli.startOpen({QStringLiteral("-File"), QStringLiteral("-")});
        cli.write(QStringLiteral("$s = ") + newSession(QStringLiteral("Foreign")));
        cli.write(QStringLiteral("Invoke-Command -Session $s -ScriptBlock { 'made'; Start-Sleep -Seconds 600 }"));
        cli.closeInput();
        QVERIFY(cli.waitForOutput(QStringLiteral("made")));
        cli.kill();
        test::Cli other(lab);
        const auto result =
            other.command(QStringLiteral("Connect-PSSession -ComputerName Server01 -Name Foreign LOGIN"));
        QCOMPARE(result.status, 1);
        QVERIFY2(result.err.contains(QLatin1String("PSSessionConnectFailed")), result.all().constData());
    }

    void theWindowsServicesTakeItBackToo()
    {
        test::Cli cli(lab);
        cli.startOpen({QStringLiteral("-File"), QStringLiteral("-")});
        cli.write(QStringLiteral("$s = ") + newSession(QStringLiteral("Shared")));
        cli.write(QStringLiteral("Invoke-Command -Session $s -ScriptBlock { $kept = 42; 'made' ; Start-Sleep -Seconds "
                                 "600 }"));
        cli.closeInput();
        QVERIFY(cli.waitForOutput(QStringLiteral("made")));
        cli.kill();
        sessions::SessionRegistry registry;
        transport::ConnectTo rules;
        for (const QString &rule : lab.connectToRules())
            rules.add(rule);
        sessions::SessionService service(&registry, transport::makeHttpTransport, std::make_shared<base::SystemClock>(),
                                         rules);
        service.setHeldStore(QDir(cli.profile()).filePath(QStringLiteral("held")));
        sessions::ListRequest request;
        sessions::ConnectionOptions target;
        target.computerName = QStringLiteral("Server01");
        target.useSsl = true;
        target.mechanism = transport::Mechanism::Basic;
        target.credential = base::Credential(lab.user(), base::SecretString::fromUtf16(lab.password()));
        target.session.skipCaCheck = true;
        request.targets = {target};
        request.filter.names = {QStringLiteral("Shared")};
        const auto session = test::await(service.list(request)).first().sessions.value(0);
        QVERIFY(session);
        QVERIFY(session->isAttached());
        QVERIFY(session->isConnectable()); // the row offers Connect
        const auto outcome = test::await(service.connect({session})).first();
        QVERIFY2(!outcome.error, outcome.error ? outcome.error->what() : "");
    }
};

QTEST_GUILESS_MAIN(CliRobustTest)
#include "tst_clirobust.moc"
