#include "core/jobs/jobs.h"
#include "tests/integration/cliprocess.h"
#include "tests/integration/serviceclient.h"

#include <QTest>

using namespace rejoin;
using namespace Qt::StringLiterals;
using test::Cli;
using test::CliResult;

/// Endpoints that allow little: JEA's and Exchange's, and one whose quota is full.
class RestrictedTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<test::LabProcess> lab;

    static QString widget()
    {
        return u"function Get-Widget { param([int]$Count = 1, [switch]$Loud) 1..$Count | ForEach-Object { "
               "[pscustomobject]@{ Name = \"widget $_\"; Size = $_ * 10 } }; if ($Loud) { 'LOUD' } }"_s;
    }
    [[nodiscard]] CliResult enter(const QString &parameters, const QByteArray &lines) const
    {
        Cli cli(*lab);
        const QString statement = Cli::expanded(u"Enter-PSSession "_s + parameters + u" LOGIN"_s);
        return cli.run({u"-Command"_s, statement}, lines);
    }

private Q_SLOTS:
    void initTestCase()
    {
        test::LabProcessOptions options;
        options.seed = {
            {u"computers"_s,
             QJsonArray{
                 QJsonObject{{u"name"_s, u"Jea01"_s}, {u"restricted"_s, QJsonObject{{u"JEA.Repair"_s, widget()}}}},
                 QJsonObject{
                     {u"name"_s, u"Mail01"_s},
                     {u"users"_s, QJsonArray{QJsonObject{{u"name"_s, u"bob"_s}, {u"password"_s, u"lab-password"_s}}}},
                     {u"exchange"_s, QJsonObject{{u"redirect"_s, u"/PowerShell-LiveID"_s},
                                                 {u"functions"_s, u"function Get-Mailbox { param($Identity) "
                                                                  "\"mailbox of $Identity\" }"_s},
                                                 {u"forbidden"_s, QJsonArray{u"bob"_s}},
                                                 {u"maximumShells"_s, 2}}}},
                 QJsonObject{{u"name"_s, u"Full01"_s},
                             {u"behaviour"_s, QJsonObject{{u"maximumShellsPerUser"_s, 2}}},
                             {u"sessions"_s, QJsonArray{QJsonObject{{u"name"_s, u"Kept"_s}, {u"inactivity"_s, 90}},
                                                        QJsonObject{{u"name"_s, u""_s}}}}}}}};
        lab = std::make_unique<test::LabProcess>();
        QVERIFY2(lab->start(options), qPrintable(lab->errorText()));
    }

    void invokeCommandRunsAsCommands()
    {
        Cli cli(*lab);
        cli.setOptions({u"-OutputFormat"_s, u"Json"_s});
        const CliResult result = cli.command(
            u"Invoke-Command -ComputerName Jea01 -ConfigurationName JEA.Repair -ScriptBlock { Get-Widget -Count 2 } LOGIN"_s);
        QVERIFY2(result.status == 0, result.all());
        QVERIFY2(result.out.contains("widget 2"_L1), result.all());
        QVERIFY2(!result.err.contains("no-language"_L1), result.all()); // the first refusal is not shown
    }

    void whatNeedsAScriptSaysWhere()
    {
        Cli cli(*lab);
        const CliResult result = cli.command(
            u"Invoke-Command -ComputerName Jea01 -ConfigurationName JEA.Repair -ScriptBlock { Get-Widget $x } LOGIN"_s);
        QCOMPARE(result.status, 1);
        QVERIFY2(result.err.contains("This endpoint runs commands only"_L1) && result.err.contains("column"_L1),
                 result.all());
        QVERIFY2(result.err.contains("ScriptsNotAllowed"_L1), result.all());
    }

    void theConsoleFormatsHere()
    {
        const CliResult result = enter(u"-ComputerName Jea01 -ConfigurationName JEA.Repair"_s,
                                       "Get-Widget -Count 2\nGet-Widget -Loud | Measure-Object\nGet-Nothing\nexsn\n");
        QVERIFY2(result.status == 0 || result.status == 1, result.all());
        QVERIFY2(result.out.contains("Name"_L1) && result.out.contains("widget 2"_L1), result.all()); // a table
        QVERIFY2(result.out.contains("Count"_L1), result.all());
        QVERIFY2(result.err.contains("Get-Nothing"_L1), result.all());
        QVERIFY2(!result.err.contains("Out-String"_L1) && !result.err.contains("no-language"_L1), result.all());
    }

    void jobsAreNotOfferedAndAskedForOnce()
    {
        test::ServiceClient client(*lab);
        sessions::CreateRequest request;
        request.target = client.at(u"Jea01"_s);
        request.target.configurationName = u"JEA.Repair"_s;
        const auto session = client.create(request);
        jobs::JobManager manager(client.service.get(), session);
        const auto refused = [&manager] {
            try {
                test::await(manager.refresh());
            } catch (const base::Error &error) {
                return error.english();
            }
            return QString();
        };
        const auto commands = [this] {
            int count = 0;
            for (const QJsonObject &entry : lab->log())
                count += entry.value("action"_L1).toString() == "Command"_L1;
            return count;
        };
        QCOMPARE(refused(), u"This endpoint does not offer Get-Job."_s);
        const int asked = commands();
        QCOMPARE(refused(), u"This endpoint does not offer Get-Job."_s);
        QCOMPARE(commands(), asked);
        client.remove(session);
    }

    void exchange()
    {
        Cli cli(*lab);
        const CliResult result = cli.command(
            u"$s = New-PSSession -ConnectionUri https://Mail01:5986/PowerShell -AllowRedirection -Credential lab "
            "-Authentication Basic; Invoke-Command -Session $s { Get-Mailbox ann }; Disconnect-PSSession $s; "
            "Remove-PSSession $s"_s);
        QVERIFY2(result.out.contains("mailbox of ann"_L1), result.all());
        QVERIFY2(result.err.contains("redirected"_L1), result.all());
        QVERIFY2(result.err.contains("this endpoint does not support disconnecting"_L1), result.all());
        QVERIFY2(result.err.contains("PSSessionDisconnectFailed"_L1), result.all());
        QCOMPARE(result.status, 1);
    }

    void exchangePages()
    {
        Cli cli(*lab);
        const CliResult forbidden = cli.run(
            {u"-Command"_s, u"$PSSessionOption = New-PSSessionOption -SkipCACheck; New-PSSession -ConnectionUri "
                            "https://Mail01:5986/PowerShell-LiveID -Credential bob -Authentication Basic"_s});
        QVERIFY2(forbidden.err.contains("403"_L1) && !forbidden.err.contains("<h1>"_L1), forbidden.all());
        const CliResult full =
            cli.command(u"$t = 1; New-PSSession -ConnectionUri https://Mail01:5986/PowerShell-LiveID,"
                        "https://Mail01:5986/PowerShell-LiveID,https://Mail01:5986/PowerShell-LiveID -Credential lab "
                        "-Authentication Basic | Remove-PSSession"_s);
        QVERIFY2(full.err.contains("503"_L1), full.all());
    }

    void aFullQuotaIsNamedWithWhatFillsIt()
    {
        Cli cli(*lab);
        const CliResult result = cli.command(u"New-PSSession -ComputerName Full01 LOGIN"_s);
        QCOMPARE(result.status, 1);
        QVERIFY2(result.err.contains("MaxShellsPerUser"_L1), result.all());
        QVERIFY2(result.err.contains("These 2 shells on Full01"_L1), result.all());
        QVERIFY2(result.err.contains("Kept"_L1) && result.err.contains("(no name)"_L1), result.all());
        QVERIFY2(result.err.contains("gave it no name"_L1), result.all()); // why it is hidden
    }
};

QTEST_GUILESS_MAIN(RestrictedTest)
#include "tst_restricted.moc"
