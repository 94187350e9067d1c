#include "core/psrp/createpipeline.h"

#include "tests/unit/psrp/tools.h"

#include <QtTest>

using namespace rejoin;
using namespace rejoin::psrp;
using clixml::Type;
using clixml::Value;
using psrp::test::errorOf;
using psrp::test::memberNames;
using psrp::test::sent;
using psrp::test::tree;
using namespace Qt::StringLiterals;

namespace {
PipelineCommand script(const QString &text)
{
    PipelineCommand command;
    command.text = text;
    return command;
}

PipelineCommand cmdlet(const QString &name, const QList<CommandParameter> &parameters = {})
{
    PipelineCommand command;
    command.text = name;
    command.isScript = false;
    command.parameters = parameters;
    return command;
}

void compareEnumeration(const Value &value, std::string_view type, const QString &name, qint64 number)
{
    QCOMPARE(value.typeNames(), (QStringList{QString::fromUtf8(type.data(), static_cast<qsizetype>(type.size())),
                                             u"System.Enum"_s, u"System.ValueType"_s, u"System.Object"_s}));
    QCOMPARE(value.toStringText(), name);
    QCOMPARE(value.base().type(), Type::Int32);
    QCOMPARE(value.toInteger(), number);
}
} // namespace

class TestCreatePipeline : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void membersAreThoseOfARealClient()
    {
        // What a real PowerShell 7.6 sends for Invoke-Command, in its order and with its types.
        CreatePipeline request;
        request.commands = {script(u" process { $_ * 2 } "_s)};
        request.noInput = false;
        request.addToHistory = true;
        request.addInvocationInfo = false;
        request.hostInfo.useRunspaceHost = true;
        const Value value = sent(request.toValue());
        QVERIFY(value.typeNames().isEmpty());
        QCOMPARE(memberNames(value),
                 (QStringList{u"PowerShell"_s, u"NoInput"_s, u"ApartmentState"_s, u"RemoteStreamOptions"_s,
                              u"AddToHistory"_s, u"HostInfo"_s, u"IsNested"_s}));
        QCOMPARE(value.member("NoInput").type(), Type::Boolean);
        QCOMPARE(value.member("NoInput").toBool(), false);
        QCOMPARE(value.member("AddToHistory").toBool(), true);
        QCOMPARE(value.member("IsNested").toBool(), false);
        compareEnumeration(value.member("ApartmentState"), "System.Threading.ApartmentState", u"Unknown"_s, 2);
        // A flags enumeration of nothing shows itself as the number.
        compareEnumeration(value.member("RemoteStreamOptions"), "System.Management.Automation.RemoteStreamOptions",
                           u"0"_s, 0);
        QCOMPARE(value.member("HostInfo").member("_useRunspaceHost").toBool(), true);
        QCOMPARE(value.member("HostInfo").member("_isHostNull").toBool(), true);

        const Value powerShell = value.member("PowerShell");
        QCOMPARE(memberNames(powerShell),
                 (QStringList{u"Cmds"_s, u"IsNested"_s, u"History"_s, u"RedirectShellErrorOutputPipe"_s}));
        QVERIFY(powerShell.member("History").isNil());
        QCOMPARE(powerShell.member("RedirectShellErrorOutputPipe").toBool(), true);
        const Value commands = powerShell.member("Cmds");
        QCOMPARE(commands.container(), clixml::Container::List);
        QCOMPARE(commands.count(), 1u);
        QVERIFY(commands.typeNames().first().startsWith(
            u"System.Collections.Generic.List`1[[System.Management.Automation.PSObject, "_s));

        const Value command = commands.at(0);
        QCOMPARE(memberNames(command),
                 (QStringList{u"Cmd"_s, u"IsScript"_s, u"UseLocalScope"_s, u"MergeMyResult"_s, u"MergeToResult"_s,
                              u"MergePreviousResults"_s, u"MergeError"_s, u"MergeWarning"_s, u"MergeVerbose"_s,
                              u"MergeDebug"_s, u"MergeInformation"_s, u"Args"_s}));
        QCOMPARE(command.member("Cmd").text(), u" process { $_ * 2 } "_s);
        QCOMPARE(command.member("IsScript").toBool(), true);
        QVERIFY(command.member("UseLocalScope").isNil());
        for (const char *merge : {"MergeMyResult", "MergeToResult", "MergePreviousResults", "MergeError",
                                  "MergeWarning", "MergeVerbose", "MergeDebug", "MergeInformation"}) {
            compareEnumeration(command.member(merge), "System.Management.Automation.Runspaces.PipelineResultTypes",
                               u"None"_s, 0);
        }
        QCOMPARE(command.member("Args").container(), clixml::Container::List);
        QCOMPARE(command.member("Args").count(), 0u);
    }

    void invocationInfoIsFifteen()
    {
        CreatePipeline request;
        request.commands = {script(u"1"_s)};
        compareEnumeration(sent(request.toValue()).member("RemoteStreamOptions"),
                           "System.Management.Automation.RemoteStreamOptions", u"AddInvocationInfo"_s, 15);
    }

    void aHostOfOurOwnIsPresent()
    {
        CreatePipeline request;
        request.commands = {script(u"1"_s)};
        const Value info = sent(request.toValue()).member("HostInfo");
        QCOMPARE(info.member("_isHostNull").toBool(), false);
        QCOMPARE(info.member("_useRunspaceHost").toBool(), false);
        QVERIFY(info.hasMember("_hostDefaultData"));
    }

    void argumentsHaveNamesOrNone()
    {
        CreatePipeline request;
        request.commands = {
            cmdlet(u"Receive-Job"_s, {{u"Id"_s, Value::int32(3)}, {QString(), Value::string(u"x")}, {u"Keep"_s, {}}})};
        const Value arguments = sent(request.toValue()).member("PowerShell").member("Cmds").at(0).member("Args");
        QCOMPARE(arguments.count(), 3u);
        QCOMPARE(memberNames(arguments.at(0)), (QStringList{u"N"_s, u"V"_s}));
        QCOMPARE(arguments.at(0).member("N").text(), u"Id"_s);
        QCOMPARE(arguments.at(0).member("V").toInteger(), 3);
        QVERIFY(arguments.at(1).member("N").isNil());
        QCOMPARE(arguments.at(1).member("V").text(), u"x"_s);
        QCOMPARE(arguments.at(2).member("N").text(), u"Keep"_s);
        QVERIFY(arguments.at(2).member("V").isNil());
    }

    void errorsMergedIntoOutput()
    {
        CreatePipeline request;
        request.commands = {script(u"dir"_s), cmdlet(u"Out-String"_s)};
        request.commands[1].mergeErrorToOutput = true;
        const Value commands = sent(request.toValue()).member("PowerShell").member("Cmds");
        QCOMPARE(commands.at(0).member("MergeMyResult").toInteger(), 0);
        QCOMPARE(commands.at(1).member("MergeMyResult").toStringText(), u"Error"_s);
        QCOMPARE(commands.at(1).member("MergeMyResult").toInteger(), 2);
        QCOMPARE(commands.at(1).member("MergeToResult").toStringText(), u"Output"_s);
        QCOMPARE(commands.at(1).member("MergeToResult").toInteger(), 1);
        QCOMPARE(commands.at(1).member("MergeError").toInteger(), 1);
        const CreatePipeline back = CreatePipeline::fromValue(sent(request.toValue()));
        QVERIFY(!back.commands[0].mergeErrorToOutput);
        QVERIFY(back.commands[1].mergeErrorToOutput);
    }

    void statementsAreExtraCommands()
    {
        CreatePipeline request;
        request.commands = {cmdlet(u"Write-Warning"_s), cmdlet(u"Get-Job"_s), cmdlet(u"Receive-Job"_s)};
        request.commands[0].endOfStatement = true;
        request.commands[2].endOfStatement = true; // the last one's says nothing
        const Value powerShell = sent(request.toValue()).member("PowerShell");
        QCOMPARE(memberNames(powerShell).first(2), (QStringList{u"ExtraCmds"_s, u"Cmds"_s}));
        const Value statements = powerShell.member("ExtraCmds");
        QCOMPARE(statements.count(), 2u);
        QCOMPARE(memberNames(statements.at(0)), QStringList{u"Cmds"_s});
        QCOMPARE(statements.at(0).member("Cmds").count(), 1u);
        QCOMPARE(statements.at(1).member("Cmds").count(), 2u);
        QCOMPARE(tree(powerShell.member("Cmds")), tree(statements.at(0).member("Cmds")));
        const CreatePipeline back = CreatePipeline::fromValue(sent(request.toValue()));
        QCOMPARE(back.commands.size(), 3);
        QVERIFY(back.commands[0].endOfStatement);
        QVERIFY(!back.commands[1].endOfStatement);
        QVERIFY(!back.commands[2].endOfStatement);
    }

    void everythingComesBack()
    {
        CreatePipeline request;
        request.commands = {script(u"param($a) \"$a\"\n_x000A_ 🔑"_s),
                            cmdlet(u"Sort-Object"_s, {{u"Property"_s, Value::string(u"Name")}})};
        request.commands[0].useLocalScope = true;
        request.noInput = false;
        request.isNested = true;
        request.addToHistory = true;
        request.addInvocationInfo = false;
        request.hostInfo.width = 77;
        const CreatePipeline back = CreatePipeline::fromValue(sent(request.toValue()));
        QCOMPARE(back.commands.size(), 2);
        QCOMPARE(back.commands[0].text, request.commands[0].text);
        QVERIFY(back.commands[0].isScript);
        QCOMPARE(back.commands[0].useLocalScope, true);
        QVERIFY(!back.commands[1].isScript);
        QVERIFY(!back.commands[1].useLocalScope);
        QCOMPARE(back.commands[1].parameters[0].name, u"Property"_s);
        QVERIFY(!back.noInput);
        QVERIFY(back.isNested);
        QVERIFY(back.addToHistory);
        QVERIFY(!back.addInvocationInfo);
        QCOMPARE(back.hostInfo.width, 77);
        QCOMPARE(tree(sent(back.toValue())), tree(sent(request.toValue())));
    }

    void commandLineIsShort()
    {
        CreatePipeline request;
        request.commands = {cmdlet(u"Get-Job"_s), cmdlet(u"Receive-Job"_s), script(u"1"_s)};
        request.commands[1].endOfStatement = true;
        QCOMPARE(request.commandLine(), u"Get-Job | Receive-Job; 1"_s);
        request.commands = {script(QString(1000, u'x'))};
        QCOMPARE(request.commandLine(), QString(256, u'x'));
        request.commands = {script(QString(255, u'x') + u"🔑"_s)};
        QCOMPARE(request.commandLine(), QString(255, u'x'));
        request.commands.clear();
        QVERIFY(request.commandLine().isEmpty());
    }

    void withoutCommandsThereIsNoPipeline()
    {
        for (const Value &value : {Value(), Value::string(u"x"), sent(CreatePipeline().toValue())}) {
            const auto error = errorOf([&] { (void)CreatePipeline::fromValue(value); });
            QVERIFY(error);
            QCOMPARE(error->id, u"PSRPMessageInvalid"_s);
        }
    }
};

QTEST_GUILESS_MAIN(TestCreatePipeline)
#include "tst_createpipeline.moc"
