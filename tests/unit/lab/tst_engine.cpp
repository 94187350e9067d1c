#include "tests/unit/lab/enginefixture.h"

#include <QTimer>

using namespace rejoin;
using namespace rejoin::lab;
using namespace rejoin::lab::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class EngineTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void unknownCommandIsAnError()
    {
        const Ran ran = run(u"'before'; nosuch -x 1; 'after'"_s);
        QCOMPARE(ran.outcome.state, psrp::PipelineState::Completed);
        QCOMPARE(ran.texts(), (QStringList{u"before"_s, u"after"_s}));
        QCOMPARE(ran.sink->errors.size(), 1);
        const auto &error = ran.sink->errors.first();
        QCOMPARE(error.fullyQualifiedId, u"CommandNotFoundException"_s);
        QCOMPARE(error.category, 13);
        QCOMPARE(error.categoryMessage(), u"ObjectNotFound: (nosuch:String) [], CommandNotFoundException"_s);
        QVERIFY(error.message.startsWith(u"The term 'nosuch' is not recognized as a name of a cmdlet"_s));
        QVERIFY(error.invocation);
        QCOMPARE(error.invocation->scriptLineNumber, 1);
        QCOMPARE(error.invocation->offsetInLine, 11);
        QVERIFY(error.invocation->positionMessage.startsWith(u"At line:1 char:11\n+ 'before'; nosuch"_s));
    }

    void unknownCmdletOfARequestEndsIt()
    {
        psrp::CreatePipeline request = requestOf(u"1"_s, {u"Format-Nothing"_s});
        const Ran ran = runRequest(makeBuiltinEngine(EngineSettings()), std::move(request));
        QCOMPARE(ran.outcome.state, psrp::PipelineState::Failed);
        QCOMPARE(ran.outcome.reason->fullyQualifiedId, u"CommandNotFoundException"_s);
        QVERIFY(ran.sink->outputs.isEmpty());
    }

    void throwEndsTheScriptWithItsError()
    {
        // As recorded: id, category and place of { throw 'failed on purpose' }.
        const Ran ran = run(u" throw 'failed on purpose' "_s);
        QCOMPARE(ran.outcome.state, psrp::PipelineState::Failed);
        const auto &reason = *ran.outcome.reason;
        QCOMPARE(reason.message, u"failed on purpose"_s);
        QCOMPARE(reason.fullyQualifiedId, u"failed on purpose"_s);
        QCOMPARE(reason.categoryMessage(), u"OperationStopped: (failed on purpose:String) [], RuntimeException"_s);
        QCOMPARE(reason.scriptStackTrace, u"at <ScriptBlock>, <No file>: line 1"_s);
        QCOMPARE(reason.invocation->positionMessage,
                 u"At line:1 char:2\n+  throw 'failed on purpose'\n+  ~~~~~~~~~~~~~~~~~~~~~~~~~"_s);
        QVERIFY(ran.sink->errors.isEmpty());
    }

    void errorPreferences()
    {
        Ran ran = run(u"Write-Error a; 'on'"_s);
        QCOMPARE(ran.sink->errors.size(), 1);
        QCOMPARE(ran.sink->errors[0].categoryMessage(), u"NotSpecified: (:) [Write-Error], WriteErrorException"_s);
        QCOMPARE(ran.texts(), QStringList{u"on"_s});
        ran = run(u"Write-Error a -ErrorAction SilentlyContinue; $Error.Count"_s);
        QVERIFY(ran.sink->errors.isEmpty());
        QCOMPARE(ran.texts(), QStringList{u"1"_s});
        ran = run(u"Write-Error a -ErrorAction Stop; 'on'"_s);
        QCOMPARE(ran.outcome.state, psrp::PipelineState::Failed);
        QVERIFY(ran.texts().isEmpty());
        ran = run(u"$ErrorActionPreference='Stop'; nosuch; 'on'"_s);
        QCOMPARE(ran.outcome.state, psrp::PipelineState::Failed);
        ran = run(u"Write-Error e -ErrorId MyId -Category ResourceBusy"_s);
        QCOMPARE(ran.sink->errors[0].fullyQualifiedId, u"MyId,Microsoft.PowerShell.Commands.WriteErrorCommand"_s);
        QCOMPARE(ran.sink->errors[0].category, 19);
    }

    void divisionByZeroEndsItsStatementOnly()
    {
        const Ran ran = run(u"1/0; 'on'"_s);
        QCOMPARE(ran.sink->errors.size(), 1);
        QCOMPARE(ran.sink->errors[0].message, u"Attempted to divide by zero."_s);
        QCOMPARE(ran.texts(), QStringList{u"on"_s});
    }

    void bindingErrors_data()
    {
        QTest::addColumn<QString>("script");
        QTest::addColumn<QString>("id");
        QTest::newRow("unknown") << u"Start-Sleep -Foo 1"_s
                                 << u"NamedParameterNotFound,Microsoft.PowerShell.Commands.StartSleepCommand"_s;
        QTest::newRow("ambiguous") << u"Write-Progress -P 1"_s
                                   << u"AmbiguousParameter,Microsoft.PowerShell.Commands.WriteProgressCommand"_s;
        QTest::newRow("no value") << u"Start-Sleep -Seconds"_s
                                  << u"MissingArgument,Microsoft.PowerShell.Commands.StartSleepCommand"_s;
        QTest::newRow("no number")
            << u"Start-Sleep -Seconds abc"_s
            << u"CannotConvertArgumentNoMessage,Microsoft.PowerShell.Commands.StartSleepCommand"_s;
        QTest::newRow("too many") << u"Start-Sleep 0 1 2"_s
                                  << u"PositionalParameterNotFound,Microsoft.PowerShell.Commands.StartSleepCommand"_s;
        QTest::newRow("twice") << u"Start-Sleep -Seconds 0 -Sec 0"_s
                               << u"ParameterAlreadyBound,Microsoft.PowerShell.Commands.StartSleepCommand"_s;
    }

    void bindingErrors()
    {
        QFETCH(QString, script);
        QFETCH(QString, id);
        const Ran ran = run(script);
        QCOMPARE(ran.sink->errors.size(), 1);
        QCOMPARE(ran.sink->errors[0].fullyQualifiedId, id);
    }

    void streams()
    {
        const Ran ran = run(u"Write-Warning w; Write-Verbose no; Write-Verbose v -Verbose; Write-Debug d -Debug; "
                            "Write-Information i -InformationAction Continue; Write-Host h1 h2 -ForegroundColor Green; "
                            "Write-Progress -Activity act -Status st -PercentComplete 40 -Id 2 -ParentId 1; "
                            "$VerbosePreference='Continue'; Write-Verbose v2; $WarningPreference='SilentlyContinue'; "
                            "Write-Warning never"_s);
        QCOMPARE(ran.outcome.state, psrp::PipelineState::Completed);
        QCOMPARE(ran.sink->warnings, QStringList{u"w"_s});
        QCOMPARE(ran.sink->verboses, (QStringList{u"v"_s, u"v2"_s}));
        QCOMPARE(ran.sink->debugs, QStringList{u"d"_s});
        QCOMPARE(ran.sink->informations.size(), 2);
        QCOMPARE(ran.sink->informations[0].source, u"Write-Information"_s);
        QCOMPARE(ran.sink->informations[1].text(), u"h1 h2"_s);
        QVERIFY(ran.sink->informations[1].isHostMessage());
        QCOMPARE(ran.sink->informations[1].messageData.member("ForegroundColor").text(), u"Green"_s);
        QCOMPARE(ran.sink->progresses.size(), 1);
        QCOMPARE(ran.sink->progresses[0].percentComplete, 40);
        QCOMPARE(ran.sink->progresses[0].activityId, 2);
        QCOMPARE(ran.sink->progresses[0].parentActivityId, 1);
        QCOMPARE(ran.sink->progresses[0].statusDescription, u"st"_s);
        // With a host each is a void call as well, as recorded.
        QList<psrp::HostMethod> methods;
        for (const auto &call : ran.sink->calls)
            methods.append(call.method);
        using M = psrp::HostMethod;
        QCOMPARE(methods, (QList<M>{M::WriteWarningLine, M::WriteVerboseLine, M::WriteDebugLine, M::WriteLine2,
                                    M::WriteLine3, M::WriteProgress, M::WriteVerboseLine}));
    }

    void withoutAHostThereAreNoCalls()
    {
        psrp::CreatePipeline request = requestOf(u"Write-Warning w; Write-Host h"_s);
        request.hostInfo.isNull = true;
        const Ran ran = runRequest(makeBuiltinEngine(EngineSettings()), std::move(request));
        QCOMPARE(ran.sink->warnings.size(), 1);
        QCOMPARE(ran.sink->informations.size(), 1);
        QVERIFY(ran.sink->calls.isEmpty());
    }

    void prompts()
    {
        const auto engine = makeBuiltinEngine(EngineSettings());
        auto sink = std::make_shared<RecordingSink>();
        clixml::ObjectBuilder answers;
        answers.container(clixml::Container::Dictionary);
        answers.entry("Your name", clixml::Value::string(u"Ann"));
        sink->answers = {answers.build(), clixml::Value::string(u"line"), clixml::Value::int32(1),
                         clixml::Value::secureString("c2VjcmV0")};
        const Ran ran =
            run(engine,
                u"Read-Host 'Your name'; Read-Host; $host.UI.PromptForChoice('cap','msg',@('&Yes','&No'),0); "
                "Read-Host -AsSecureString"_s,
                sink);
        QCOMPARE(ran.outcome.state, psrp::PipelineState::Completed);
        QCOMPARE(ran.sink->outputs.size(), 4);
        QCOMPARE(ran.texts().mid(0, 3), (QStringList{u"Ann"_s, u"line"_s, u"1"_s}));
        QCOMPARE(ran.sink->outputs[3].type(), clixml::Type::SecureString);
        const auto calls = sink->prompts();
        QCOMPARE(calls.size(), 4);
        QCOMPARE(calls[0].method, psrp::HostMethod::Prompt);
        QCOMPARE(calls[0].parameters.size(), 3);
        QCOMPARE(calls[0].parameters[2].at(0).member("name").text(), u"Your name"_s);
        QCOMPARE(calls[1].method, psrp::HostMethod::ReadLine);
        QCOMPARE(calls[2].method, psrp::HostMethod::PromptForChoice);
        QCOMPARE(calls[2].parameters[2].at(1).member("label").text(), u"&No"_s);
        QCOMPARE(calls[3].method, psrp::HostMethod::ReadLineAsSecureString);
        QVERIFY(calls[0].callId != calls[1].callId);
    }

    void promptWithoutAHostFails()
    {
        psrp::CreatePipeline request = requestOf(u"Read-Host x"_s);
        request.hostInfo.isNull = true;
        const Ran ran = runRequest(makeBuiltinEngine(EngineSettings()), std::move(request));
        QCOMPARE(ran.sink->errors.size(), 1);
        QVERIFY(ran.sink->outputs.isEmpty());
    }

    void variablesOutliveTheirPipeline()
    {
        const auto engine = makeBuiltinEngine(EngineSettings());
        run(engine, u"$x = 6; function Half { $x/2 }"_s);
        QCOMPARE(run(engine, u"Half; $x"_s).texts(), (QStringList{u"3"_s, u"6"_s}));
    }

    void commandsWithParametersAndInput()
    {
        psrp::CreatePipeline request = requestOf(u"process { $_ * 2 }"_s);
        psrp::PipelineCommand select;
        select.text = u"Select-Object"_s;
        select.isScript = false;
        psrp::CommandParameter first;
        first.name = u"First"_s;
        first.value = clixml::Value::int32(2);
        select.parameters.append(first);
        request.commands.append(select);
        request.noInput = false;
        const Ran ran = runRequest(makeBuiltinEngine(EngineSettings()), std::move(request), {},
                                   {clixml::Value::int32(1), clixml::Value::int32(2), clixml::Value::int32(3)});
        QCOMPARE(ran.texts(), (QStringList{u"2"_s, u"4"_s}));
    }

    void outStringGivesOneText()
    {
        const Ran ran =
            runRequest(makeBuiltinEngine(EngineSettings()), requestOf(u"'one'; 'two'"_s, {u"Out-String"_s}));
        QCOMPARE(ran.sink->outputs.size(), 1);
        QVERIFY(ran.texts().first().startsWith(u"one\r\ntwo"_s));
        QCOMPARE(run(u"'a','b' | Out-String -Stream"_s).texts(), (QStringList{u"a"_s, u"b"_s}));
    }

    void stopEndsASleep()
    {
        base::CancelSource source;
        const auto sink = std::make_shared<RecordingSink>();
        QTimer::singleShot(20, this, [&] { source.cancel(); });
        const auto engine = makeBuiltinEngine(EngineSettings());
        const EngineOutcome outcome = rejoin::test::await(
            engine->run(requestOf(u"'started'; try { Start-Sleep 600; 'never' } finally { $global:cleaned = 1 }"_s), {},
                        sink, source.token()));
        QCOMPARE(outcome.state, psrp::PipelineState::Stopped);
        QCOMPARE(sink->texts(), QStringList{u"started"_s});
        QCOMPARE(run(engine, u"$cleaned"_s).texts(), QStringList{u"1"_s});
    }

    void stopEndsABusyLoop()
    {
        base::CancelSource source;
        const auto sink = std::make_shared<RecordingSink>();
        QTimer::singleShot(20, this, [&] { source.cancel(); });
        const auto engine = makeBuiltinEngine(EngineSettings());
        const EngineOutcome outcome =
            rejoin::test::await(engine->run(requestOf(u"while ($true) { $i++ }"_s), {}, sink, source.token()));
        QCOMPARE(outcome.state, psrp::PipelineState::Stopped);
    }

    void othersRunWhileAPipelineIsBusy()
    {
        const auto engine = makeBuiltinEngine(EngineSettings());
        bool ticked = false;
        QTimer::singleShot(1, this, [&] { ticked = true; });
        const Ran ran = run(engine, u"1..20000 | % { $_ } | measure | select -ExpandProperty Count"_s);
        QCOMPARE(ran.texts(), QStringList{u"20000"_s});
        QVERIFY(ticked);
    }

    void privateDataNamesTheProtocol()
    {
        const auto data = makeBuiltinEngine(EngineSettings())->privateData();
        QCOMPARE(data.entry("PSVersionTable").entry("PSRemotingProtocolVersion").text(), u"2.3"_s);
    }

    void nullSinkTakesEverything()
    {
        const auto engine = makeBuiltinEngine(EngineSettings());
        const auto outcome = rejoin::test::await(
            engine->run(requestOf(u"$seeded = 1; 'x'; Write-Error e; Write-Host h"_s), {}, makeNullSink(), {}));
        QCOMPARE(outcome.state, psrp::PipelineState::Completed);
        QCOMPARE(run(engine, u"$seeded"_s).texts(), QStringList{u"1"_s});
    }
};

QTEST_GUILESS_MAIN(EngineTest)
#include "tst_engine.moc"
