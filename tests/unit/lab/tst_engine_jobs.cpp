#include "tests/unit/lab/enginefixture.h"

using namespace rejoin;
using namespace rejoin::lab;
using namespace rejoin::lab::test;
using namespace Qt::StringLiterals;

class EngineJobsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void jobOnTheWire()
    {
        // The shape that PowerShell 7 was recorded to send.
        const auto engine = makeBuiltinEngine(EngineSettings());
        const Ran ran = run(engine, u"Start-Job -Name Job2 { 'spec1'; Start-Sleep 60 }"_s);
        QCOMPARE(ran.sink->outputs.size(), 1);
        const clixml::Value job = ran.sink->outputs.first();
        QCOMPARE(job.typeNames(), (QStringList{u"System.Management.Automation.PSRemotingJob"_s,
                                               u"System.Management.Automation.Job"_s, u"System.Object"_s}));
        QCOMPARE(job.toStringText(), u"System.Management.Automation.PSRemotingJob"_s);
        QStringList names;
        for (std::size_t i = 0; i < job.memberCount(); ++i)
            names.append(job.memberName(i));
        QCOMPARE(names, (QStringList{u"HasMoreData"_s, u"StatusMessage"_s, u"Location"_s, u"Command"_s,
                                     u"JobStateInfo"_s, u"InstanceId"_s, u"Id"_s, u"Name"_s, u"ChildJobs"_s,
                                     u"PSJobTypeName"_s, u"PSBeginTime"_s, u"PSEndTime"_s, u"State"_s}));
        QVERIFY(job.memberIsExtended(job.memberCount() - 1));
        QVERIFY(!job.memberIsExtended(0));
        QCOMPARE(job.member("State").text(), u"Running"_s);
        QCOMPARE(job.member("JobStateInfo").member("State").text(), u"Running"_s);
        QCOMPARE(job.member("Command").text(), u" 'spec1'; Start-Sleep 60 "_s);
        QCOMPARE(job.member("Id").toInteger().value_or(0), 1);
        QCOMPARE(job.member("Name").text(), u"Job2"_s);
        QCOMPARE(job.member("PSJobTypeName").text(), u"BackgroundJob"_s);
        QVERIFY(job.member("StatusMessage").isNil());
        QVERIFY(job.member("PSEndTime").isNil());
        QCOMPARE(job.member("PSBeginTime").type(), clixml::Type::DateTime);
        QVERIFY(job.member("HasMoreData").toBool().value_or(false));
        const clixml::Value children = job.member("ChildJobs");
        QCOMPARE(children.count(), std::size_t(1));
        const clixml::Value child = children.at(0);
        QVERIFY(child.isA("System.Management.Automation.PSRemotingChildJob"));
        QCOMPARE(child.member("Id").toInteger().value_or(0), 2);
        QCOMPARE(child.member("PSJobTypeName").type(), clixml::Type::String);
        QCOMPARE(child.member("PSJobTypeName").text(), QString());
        QCOMPARE(child.member("ChildJobs").count(), std::size_t(0));
        engine->shutdown();
    }

    void idsGoInTwos()
    {
        EngineSettings settings;
        settings.jobIdStart = 2;
        const auto engine = makeBuiltinEngine(settings);
        const Ran ran =
            run(engine, u"Start-Job {1} | Out-Null; sajb {2} | Out-Null; gjb | % { \"$($_.Id) $($_.Name)\" }"_s);
        QCOMPARE(ran.texts(), (QStringList{u"2 Job2"_s, u"4 Job4"_s}));
    }

    void outputIsReceivedOnceUnlessKept()
    {
        const auto engine = makeBuiltinEngine(EngineSettings());
        Ran ran = run(engine, u"$j = Start-Job { 'a'; Write-Warning w; 5 }; Wait-Job $j | % State; $j.HasMoreData"_s);
        QCOMPARE(ran.texts(), (QStringList{u"Completed"_s, u"true"_s}));
        ran = run(engine, u"Receive-Job -Id 1 -Keep"_s);
        QCOMPARE(ran.texts(), (QStringList{u"a"_s, u"5"_s}));
        QCOMPARE(ran.sink->warnings, QStringList{u"w"_s});
        ran = run(engine, u"Receive-Job -JobName job1; (Get-Job).HasMoreData; Receive-Job 1"_s);
        QCOMPARE(ran.texts(), (QStringList{u"a"_s, u"5"_s, u"false"_s}));
    }

    void receivedValuesAreDecorated()
    {
        const Ran ran = run(u"Start-Job { 'text'; [pscustomobject]@{p=1} } | Receive-Job -Wait"_s);
        QCOMPARE(ran.sink->outputs.size(), 2);
        const clixml::Value text = ran.sink->outputs[0];
        QVERIFY(text.isObject());
        QVERIFY(text.typeNames().isEmpty());
        QVERIFY(!text.hasToString());
        QCOMPARE(text.base().text(), u"text"_s);
        QCOMPARE(text.memberCount(), std::size_t(3));
        QCOMPARE(text.memberName(0), u"PSComputerName"_s);
        QCOMPARE(text.member("PSComputerName").text(), u"localhost"_s);
        QVERIFY(text.member("RunspaceId").toGuid().has_value());
        QCOMPARE(text.member("PSShowComputerName").toBool().value_or(true), false);
        const clixml::Value object = ran.sink->outputs[1];
        QCOMPARE(object.typeNames().first(), u"Deserialized.System.Management.Automation.PSCustomObject"_s);
        QCOMPARE(object.member("p").toInteger().value_or(0), 1);
        QVERIFY(object.hasMember("RunspaceId"));
    }

    void warningsOfAJobNeedAHost()
    {
        psrp::CreatePipeline request =
            requestOf(u"Start-Job { Write-Warning w; Write-Host h; 1 } | Receive-Job -Wait"_s);
        request.hostInfo.isNull = true;
        const Ran ran = runRequest(makeBuiltinEngine(EngineSettings()), std::move(request));
        QVERIFY(ran.sink->warnings.isEmpty());
        QCOMPARE(ran.sink->outputs.size(), 1);
        QCOMPARE(ran.sink->informations.size(), 1);
    }

    void jobsRunWhileNobodyLooks()
    {
        const auto engine = makeBuiltinEngine(EngineSettings());
        run(engine, u"$null = Start-Job { 1..3 | % { $_; Start-Sleep -Milliseconds 5 } }"_s);
        QVERIFY(rejoin::test::waitUntil(
            [&] { return run(engine, u"(Get-Job -Id 1).State"_s).texts() == QStringList{u"Completed"_s}; }));
        QCOMPARE(run(engine, u"Receive-Job 1"_s).texts(), (QStringList{u"1"_s, u"2"_s, u"3"_s}));
    }

    void aJobSeesNoVariablesOfItsStarter()
    {
        const Ran ran = run(
            u"$x = 5; Start-Job { param($a) \"[$x][$a]\" } -ArgumentList 7 | Receive-Job -Wait -AutoRemoveJob; @(Get-Job).Count"_s);
        QCOMPARE(ran.texts(), (QStringList{u"[][7]"_s, u"0"_s}));
    }

    void failedJob()
    {
        const Ran ran = run(u"$j = Start-Job { 1; throw 'boom' }; Receive-Job $j -Wait; $j.State; "
                            "$j.ChildJobs[0].JobStateInfo.Reason.Message"_s);
        QCOMPARE(ran.texts(), (QStringList{u"1"_s, u"Failed"_s, u"boom"_s}));
        QCOMPARE(ran.sink->errors.size(), 1);
        QCOMPARE(ran.sink->errors[0].message, u"boom"_s);
        QCOMPARE(ran.sink->errors[0].exceptionType, u"System.Management.Automation.RemoteException"_s);
        QCOMPARE(ran.outcome.state, psrp::PipelineState::Completed);
    }

    void stopAndRemove()
    {
        const auto engine = makeBuiltinEngine(EngineSettings());
        Ran ran = run(engine, u"$j = Start-Job -Name Long { Start-Sleep 600 }; Remove-Job $j; $j.State"_s);
        QCOMPARE(ran.sink->errors.size(), 1);
        QCOMPARE(ran.sink->errors[0].fullyQualifiedId,
                 u"JobObjectNotFinishedCannotBeRemoved,Microsoft.PowerShell.Commands.RemoveJobCommand"_s);
        QCOMPARE(ran.texts(), QStringList{u"Running"_s});
        ran = run(engine,
                  u"Stop-Job -Name L*; $j.State; $j.PSEndTime -ge $j.PSBeginTime; $j | Remove-Job; @(Get-Job).Count"_s);
        QVERIFY(ran.sink->errors.isEmpty());
        QCOMPARE(ran.texts(), (QStringList{u"Stopped"_s, u"true"_s, u"0"_s}));
        ran = run(engine, u"$null = Start-Job { Start-Sleep 600 }; Get-Job | Remove-Job -Force; @(Get-Job).Count"_s);
        QCOMPARE(ran.texts(), QStringList{u"0"_s});
    }

    void waitGivesUpAfterItsTime()
    {
        const Ran ran =
            run(u"$j = Start-Job { Start-Sleep 600 }; @(Wait-Job $j -Timeout 0.02).Count; $j.State; Stop-Job $j"_s);
        QCOMPARE(ran.texts(), (QStringList{u"0"_s, u"Running"_s}));
    }

    void missingJobs()
    {
        const Ran ran =
            run(u"Get-Job -Id 9; Receive-Job -Name Nope; Get-Job -Name N*; Start-Job -FilePath C:\\x.ps1"_s);
        QCOMPARE(ran.sink->errors.size(), 3);
        QCOMPARE(ran.sink->errors[0].fullyQualifiedId,
                 u"JobWithSpecifiedSessionNotFound,Microsoft.PowerShell.Commands.GetJobCommand"_s);
        QCOMPARE(ran.sink->errors[1].fullyQualifiedId,
                 u"JobWithSpecifiedNameNotFound,Microsoft.PowerShell.Commands.ReceiveJobCommand"_s);
        QCOMPARE(ran.sink->errors[2].fullyQualifiedId, u"PathNotFound,Microsoft.PowerShell.Commands.StartJobCommand"_s);
    }

    void aPromptBlocksTheJobUntilItIsReceived()
    {
        const auto engine = makeBuiltinEngine(EngineSettings());
        run(engine, u"$j = Start-Job { \"got $(Read-Host)\" }"_s);
        QVERIFY(
            rejoin::test::waitUntil([&] { return run(engine, u"$j.State"_s).texts() == QStringList{u"Blocked"_s}; }));
        const auto sink = std::make_shared<RecordingSink>();
        sink->answers = {clixml::Value::string(u"it")};
        const Ran ran = run(engine, u"Receive-Job $j -Wait; $j.State"_s, sink);
        QCOMPARE(ran.texts(), (QStringList{u"got it"_s, u"Completed"_s}));
        QCOMPARE(sink->prompts().size(), 1);
    }

    void shutdownEndsTheJobs()
    {
        const auto engine = makeBuiltinEngine(EngineSettings());
        run(engine, u"$j = Start-Job { Start-Sleep 600 }"_s);
        engine->shutdown();
        QVERIFY(
            rejoin::test::waitUntil([&] { return run(engine, u"$j.State"_s).texts() == QStringList{u"Stopped"_s}; }));
    }
};

QTEST_GUILESS_MAIN(EngineJobsTest)
#include "tst_engine_jobs.moc"
