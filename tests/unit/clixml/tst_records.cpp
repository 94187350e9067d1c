#include "core/clixml/reader.h"
#include "core/clixml/records.h"
#include "core/clixml/writer.h"

#include <QFile>
#include <QTest>

using namespace rejoin;
using namespace rejoin::clixml;
using namespace Qt::StringLiterals;

class RecordsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void errorAsItIsSent()
    {
        // The members of an ERROR_RECORD as PowerShell 7 sends it.
        const auto record = ErrorRecord::fromValue(read(
            R"(<Obj RefId="0"><TN RefId="0"><T>System.Management.Automation.ErrorRecord</T><T>System.Object</T></TN><ToString>err</ToString><MS>)"
            R"(<Obj N="Exception" RefId="1"><TN RefId="1"><T>Microsoft.PowerShell.Commands.WriteErrorException</T><T>System.Exception</T></TN>)"
            R"(<ToString>Microsoft.PowerShell.Commands.WriteErrorException: err</ToString><Props><S N="Message">err</S></Props></Obj>)"
            R"(<I32 N="TargetObject">7</I32><S N="FullyQualifiedErrorId">MyId,Microsoft.PowerShell.Commands.WriteErrorCommand</S>)"
            R"(<Obj N="InvocationInfo" RefId="3"><Props><S N="MyCommand">Write-Error</S><I32 N="ScriptLineNumber">3</I32><I32 N="OffsetInLine">9</I32>)"
            R"(<S N="ScriptName">/a.ps1</S><S N="Line">Write-Error err</S><S N="PositionMessage">At line:3 char:9</S><S N="InvocationName">Write-Error</S></Props></Obj>)"
            R"(<I32 N="ErrorCategory_Category">19</I32><S N="ErrorCategory_Activity">Write-Error</S><S N="ErrorCategory_Reason">WriteErrorException</S>)"
            R"(<S N="ErrorCategory_TargetName">7</S><S N="ErrorCategory_TargetType">Int32</S>)"
            R"(<S N="ErrorCategory_Message">ResourceBusy: (7:Int32) [Write-Error], WriteErrorException</S><B N="SerializeExtendedInfo">false</B>)"
            R"(<S N="ErrorDetails_ScriptStackTrace">at x</S></MS></Obj>)"));
        QCOMPARE(record.exceptionType, u"Microsoft.PowerShell.Commands.WriteErrorException"_s);
        QCOMPARE(record.message, u"err"_s);
        QCOMPARE(record.fullyQualifiedId, u"MyId,Microsoft.PowerShell.Commands.WriteErrorCommand"_s);
        QCOMPARE(record.category, 19);
        QCOMPARE(record.categoryName, u"ResourceBusy"_s);
        QCOMPARE(record.categoryMessage(), u"ResourceBusy: (7:Int32) [Write-Error], WriteErrorException"_s);
        QCOMPARE(record.targetObject.toInteger(), std::optional<qint64>(7));
        QCOMPARE(record.scriptStackTrace, u"at x"_s);
        QVERIFY(record.invocation);
        QCOMPARE(record.invocation->myCommand, u"Write-Error"_s);
        QCOMPARE(record.invocation->scriptLineNumber, 3);
        QCOMPARE(record.invocation->offsetInLine, 9);
        QCOMPARE(record.invocation->line, u"Write-Error err"_s);
        QCOMPARE(record.invocation->scriptName, u"/a.ps1"_s);
        QCOMPARE(record.invocation->positionMessage, u"At line:3 char:9"_s);
    }

    void errorDetailsSpeakFirst()
    {
        const auto record = ErrorRecord::fromValue(read(
            R"(<Obj><MS><Obj N="Exception"><Props><S N="Message">inner</S></Props></Obj><S N="ErrorDetails_Message">better words</S>)"
            R"(<S N="ErrorDetails_RecommendedAction">do this</S></MS></Obj>)"));
        QCOMPARE(record.message, u"better words"_s);
        QCOMPARE(record.recommendedAction, u"do this"_s);
        QVERIFY(!record.invocation);
    }

    void extendedInvocationInfo()
    {
        const auto record = ErrorRecord::fromValue(read(
            R"(<Obj><MS><S N="ErrorCategory_Message">x</S><B N="SerializeExtendedInfo">true</B><S N="CommandInfo_Name">Get-Item</S>)"
            R"(<S N="InvocationInfo_InvocationName">gi</S><S N="InvocationInfo_Line">gi /nope</S><I32 N="InvocationInfo_ScriptLineNumber">2</I32>)"
            R"(<I32 N="InvocationInfo_OffsetInLine">4</I32></MS></Obj>)"));
        QVERIFY(record.invocation);
        QCOMPARE(record.invocation->myCommand, u"Get-Item"_s);
        QCOMPARE(record.invocation->line, u"gi /nope"_s);
        QCOMPARE(record.invocation->scriptLineNumber, 2);
        QCOMPARE(record.invocation->offsetInLine, 4);
    }

    void errorOfAJob()
    {
        // What Receive-Job hands on: the error of yet another process, its exception kept as a value.
        const auto record = ErrorRecord::fromValue(read(
            R"(<Obj RefId="0"><TN RefId="0"><T>System.Management.Automation.Runspaces.RemotingErrorRecord</T><T>System.Management.Automation.ErrorRecord</T></TN><MS>)"
            R"(<Obj N="Exception" RefId="1"><TN RefId="1"><T>System.Management.Automation.RemoteException</T><T>System.Exception</T></TN>)"
            R"(<ToString>System.Management.Automation.RemoteException: no such file</ToString><Props>)"
            R"(<Obj N="SerializedRemoteException" RefId="2"><TN RefId="2"><T>Deserialized.System.IO.FileNotFoundException</T><T>Deserialized.System.Exception</T></TN>)"
            R"(<Props><S N="Message">no such file</S></Props></Obj><Nil N="Message" /></Props></Obj>)"
            R"(<I32 N="ErrorCategory_Category">13</I32></MS></Obj>)"));
        QCOMPARE(record.message, u"no such file"_s);
        QCOMPARE(record.exceptionType, u"System.IO.FileNotFoundException"_s);
        QCOMPARE(record.categoryName, u"ObjectNotFound"_s);
    }

    void errorWithLittleInIt()
    {
        QCOMPARE(ErrorRecord::fromValue(read("<S>only words</S>")).message, u"only words"_s);
        QCOMPARE(ErrorRecord::fromValue(read("<Obj><ToString>shown</ToString></Obj>")).message, u"shown"_s);
        QCOMPARE(ErrorRecord::fromValue(Value()).message, QString());
        const auto cut =
            ErrorRecord::fromValue(read("<Obj><MS><Obj N='Exception'><TN><T>Deserialized.E</T></TN><ToString>E: the "
                                        "words_x000A_   at Foo()</ToString></Obj></MS></Obj>"));
        QCOMPARE(cut.message, u"the words"_s);
        QCOMPARE(ErrorRecord::fromValue(read("<Obj><MS><S N='Exception'>depth was reached</S></MS></Obj>")).message,
                 u"depth was reached"_s);
        const auto unknown = ErrorRecord::fromValue(read("<Obj><MS><I32 N='ErrorCategory_Category'>77</I32><S "
                                                         "N='ErrorCategory_Message'>Newer: (:) [], X</S></MS></Obj>"));
        QCOMPARE(unknown.categoryName, u"Newer"_s);
    }

    void longCategoryPartsAreCut()
    {
        ErrorRecord record;
        record.categoryName = u"OpenError"_s;
        record.categoryTargetName = QString(41, u'a');
        record.categoryTargetType = QString(40, u'b');
        QCOMPARE(record.categoryMessage(), u"OpenError: ("_s + QString(15, u'a') + u"..."_s + QString(15, u'a') + u':' +
                                               QString(40, u'b') + u") [], "_s);
    }

    void errorBothWays()
    {
        ErrorRecord record;
        record.exceptionType = u"System.TimeoutException"_s;
        record.message = u"too\nlate <&>"_s;
        record.fullyQualifiedId = u"TooLate,Cmd"_s;
        record.category = 15;
        record.categoryActivity = u"Wait"_s;
        record.categoryReason = u"TimeoutException"_s;
        record.categoryTargetName = u"t"_s;
        record.categoryTargetType = u"String"_s;
        record.recommendedAction = u"wait"_s;
        record.scriptStackTrace = u"at y"_s;
        record.targetObject = Value::string(u"t");
        record.invocation = InvocationInfo{u"Wait-It"_s, u"Wait-It t"_s, u"At line:1"_s, u"s.ps1"_s, 4, 5};
        const auto again = ErrorRecord::fromValue(read(write(record.toValue())));
        QCOMPARE(again.exceptionType, record.exceptionType);
        QCOMPARE(again.message, record.message);
        QCOMPARE(again.fullyQualifiedId, record.fullyQualifiedId);
        QCOMPARE(again.category, record.category);
        QCOMPARE(again.categoryName, u"OperationTimeout"_s);
        QCOMPARE(again.categoryMessage(), u"OperationTimeout: (t:String) [Wait], TimeoutException"_s);
        QCOMPARE(again.recommendedAction, record.recommendedAction);
        QCOMPARE(again.scriptStackTrace, record.scriptStackTrace);
        QCOMPARE(again.targetObject.text(), u"t"_s);
        QCOMPARE(again.invocation->myCommand, u"Wait-It"_s);
        QCOMPARE(again.invocation->scriptLineNumber, 4);
        QCOMPARE(again.invocation->offsetInLine, 5);
        QCOMPARE(again.invocation->positionMessage, u"At line:1"_s);
        QVERIFY(!ErrorRecord::fromValue(ErrorRecord().toValue()).invocation);
    }

    void informational()
    {
        InformationalRecord record;
        record.message = u"w"_s;
        const Value value = record.toValue("System.Management.Automation.WarningRecord");
        QCOMPARE(write(value),
                 QByteArray("<Obj RefId=\"0\"><TN RefId=\"0\"><T>System.Management.Automation.WarningRecord</T>"
                            "<T>System.Management.Automation.InformationalRecord</T><T>System.Object</T></"
                            "TN><ToString>w</ToString><MS>"
                            "<S N=\"InformationalRecord_Message\">w</S><B "
                            "N=\"InformationalRecord_SerializeInvocationInfo\">false</B></MS></Obj>"));
        QCOMPARE(InformationalRecord::fromValue(value).message, u"w"_s);
        QVERIFY(!InformationalRecord::fromValue(value).invocation);
        record.invocation = InvocationInfo{u"c"_s, u"l"_s, {}, {}, 1, 2};
        QCOMPARE(InformationalRecord::fromValue(read(write(record.toValue("T")))).invocation->line, u"l"_s);
        QCOMPARE(InformationalRecord::fromValue(Value::string(u"plain")).message, u"plain"_s);
    }

    void progress()
    {
        ProgressRecord record;
        record.activity = u"act"_s;
        record.activityId = 2;
        record.statusDescription = u"st"_s;
        record.parentActivityId = 1;
        record.percentComplete = 40;
        record.completed = true;
        const QByteArray xml = write(record.toValue());
        QCOMPARE(
            xml,
            QByteArray(
                "<Obj RefId=\"0\"><MS><S N=\"Activity\">act</S><I32 N=\"ActivityId\">2</I32><S "
                "N=\"StatusDescription\">st</S>"
                "<Nil N=\"CurrentOperation\" /><I32 N=\"ParentActivityId\">1</I32><I32 N=\"PercentComplete\">40</I32>"
                "<Obj N=\"Type\" RefId=\"1\"><TN RefId=\"0\"><T>System.Management.Automation.ProgressRecordType</T>"
                "<T>System.Enum</T><T>System.ValueType</T><T>System.Object</T></TN><ToString>Completed</ToString>"
                "<I32>1</I32></Obj><I32 N=\"SecondsRemaining\">-1</I32></MS></Obj>"));
        const auto again = ProgressRecord::fromValue(read(xml));
        QCOMPARE(again.activity, record.activity);
        QCOMPARE(again.parentActivityId, 1);
        QCOMPARE(again.percentComplete, 40);
        QCOMPARE(again.secondsRemaining, -1);
        QVERIFY(again.completed);
        const auto element = ProgressRecord::fromValue(read("<PR><AV>A</AV><AI>1</AI><PC></PC></PR>"));
        QCOMPARE(element.activity, u"A"_s);
        QCOMPARE(element.percentComplete, -1);
        QVERIFY(!element.completed);
        QVERIFY(ProgressRecord::fromValue(read("<PR><T>Completed</T></PR>")).completed);
        // Out of range is not known.
        QCOMPARE(ProgressRecord::fromValue(read("<Obj><MS><I64 N='PercentComplete'>99999999999</I64></MS></Obj>"))
                     .percentComplete,
                 -1);
    }

    void information()
    {
        InformationRecord record;
        record.messageData = Value::string(u"host");
        record.source = u"Write-Host"_s;
        record.timeGenerated = QDateTime(QDate(2026, 1, 2), QTime(3, 4, 5, 6), Qt::UTC);
        record.tags = QStringList{u"PSHOST"_s};
        record.user = u"lab"_s;
        record.computer = u"Server01"_s;
        record.processId = 4'000'000'000u;
        record.foreground = 10;
        record.noNewLine = true;
        const auto again = InformationRecord::fromValue(read(write(record.toValue())));
        QCOMPARE(again.text(), u"host"_s);
        QVERIFY(again.isHostMessage());
        QVERIFY(again.messageData.isA("System.Management.Automation.HostInformationMessage"));
        QCOMPARE(again.foreground, std::optional<qint32>(10));
        QCOMPARE(again.background, std::nullopt);
        QVERIFY(again.noNewLine);
        QCOMPARE(again.source, record.source);
        QCOMPARE(again.timeGenerated, record.timeGenerated);
        QCOMPARE(again.user, record.user);
        QCOMPARE(again.computer, record.computer);
        QCOMPARE(again.processId, record.processId);
    }

    void hostMessageAsItIsSent()
    {
        const auto record = InformationRecord::fromValue(read(
            R"(<Obj RefId="0"><MS><Obj N="MessageData" RefId="1"><TN RefId="0"><T>System.Management.Automation.HostInformationMessage</T></TN>)"
            R"(<ToString>host</ToString><Props><S N="Message">host</S><B N="NoNewLine">false</B><S N="ForegroundColor">Green</S>)"
            R"(<S N="BackgroundColor">-1</S></Props></Obj><Obj N="Tags" RefId="2"><LST><S>PSHOST</S></LST></Obj></MS></Obj>)"));
        QCOMPARE(record.text(), u"host"_s);
        QCOMPARE(record.foreground, std::optional<qint32>(10));
        QCOMPARE(record.background, std::nullopt);
        QVERIFY(!record.noNewLine);
        QVERIFY(record.isHostMessage());
        const auto plain = InformationRecord::fromValue(
            read(R"(<Obj><MS><I32 N="MessageData">5</I32><Obj N="Tags"><LST /></Obj></MS></Obj>)"));
        QCOMPARE(plain.text(), u"5"_s);
        QVERIFY(!plain.isHostMessage());
    }

    void errorsOfPowerShell()
    {
        const QString folder = QStringLiteral(REJOIN_SOURCE_DIR "/../shared/clixml/");
        if (!QFile::exists(folder))
            QSKIP("The samples written by PowerShell (../shared/clixml) are not beside the project.");
        for (const char *name : {"errorrecord.clixml", "errorrecord_notfound.clixml"}) {
            QFile file(folder + QLatin1String(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            const Value value = readFile(file.readAll()).value(0);
            const auto record = ErrorRecord::fromValue(value);
            QCOMPARE(record.message, value.toStringText());
            QCOMPARE(record.categoryMessage(), value.member("ErrorCategory_Message").text());
            QCOMPARE(record.invocation->scriptLineNumber, 17);
            QVERIFY(!record.scriptStackTrace.isEmpty());
            const auto again = ErrorRecord::fromValue(read(write(record.toValue())));
            QCOMPARE(again.categoryMessage(), record.categoryMessage());
            QCOMPARE(again.exceptionType, record.exceptionType);
        }
    }
};

QTEST_GUILESS_MAIN(RecordsTest)
#include "tst_records.moc"
