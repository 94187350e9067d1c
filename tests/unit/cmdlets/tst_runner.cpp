#include "core/cmdlets/parser.h"
#include "core/cmdlets/runner.h"
#include "tests/support/await.h"

#include <QTemporaryDir>
#include <QTest>

using namespace rejoin;
using namespace rejoin::cmdlets;
using namespace Qt::StringLiterals;

namespace {

/// Writes down what it is given.
class Recorder final : public FrontEnd
{
public:
    void output(const Object &object) override { outputs << object.toText(); }
    void statementEnded() override { ++statements; }
    void error(const CommandError &error) override { errors << error; }
    void warning(const QString &text) override { warnings << text; }
    void verbose(const QString &) override {}
    void debug(const QString &) override {}
    void information(const clixml::InformationRecord &) override {}
    void progress(const clixml::ProgressRecord &) override {}
    void whatIf(const QString &text) override { whatIfs << text; }
    Task<bool> confirm(QString, QString, base::CancelToken) override { co_return false; }
    Task<base::Credential> credential(QString userName, base::CancelToken) override
    {
        const base::Credential given(userName, base::SecretString::fromUtf8("p"));
        co_return given;
    }
    std::shared_ptr<sessions::HostInterface> host() override { return nullptr; }
    Task<> interact(sessions::SessionPtr, base::CancelToken) override { co_return; }

    QStringList outputs;
    QList<CommandError> errors;
    QStringList warnings;
    QStringList whatIfs;
    int statements = 0;
};

/// Nothing here may reach the network.
std::shared_ptr<transport::Transport> noTransport(const transport::TransportSettings &)
{
    throw base::Error(base::ErrorCategory::ConnectFailed, u"NoNetworkHere"_s, base::Text::verbatim(u"no network"_s));
}

} // namespace

class RunnerTest : public QObject
{
    Q_OBJECT

    sessions::SessionRegistry registry;
    std::unique_ptr<sessions::SessionService> service;
    std::unique_ptr<Recorder> recorder;
    std::unique_ptr<Runner> runner;

    Runner::Outcome run(const QString &script)
    {
        ast::Script parsed = parseScript(script);
        return test::await(runner->run(std::move(parsed), base::CancelToken()));
    }

private Q_SLOTS:
    void init()
    {
        service =
            std::make_unique<sessions::SessionService>(&registry, noTransport, std::make_shared<base::SystemClock>());
        recorder = std::make_unique<Recorder>();
        runner = std::make_unique<Runner>(service.get(), recorder.get());
    }
    void cleanup()
    {
        runner.reset();
        recorder.reset();
        service.reset();
    }

    void values_data()
    {
        QTest::addColumn<QString>("script");
        QTest::addColumn<QStringList>("outputs");
        QTest::newRow("text") << u"'a'"_s << QStringList{u"a"_s};
        QTest::newRow("arithmetic") << u"60*60*15; 7/2; 10%4; -(2+3)"_s
                                    << QStringList{u"54000"_s, u"3.5"_s, u"2"_s, u"-5"_s};
        QTest::newRow("variables") << u"$a = 1,2,3; $a[1]; $A[-1]"_s << QStringList{u"2"_s, u"3"_s};
        QTest::newRow("expansion") << u"$n = 'x'; \"<$n> $($n)y ${n}z\"; '$n'"_s
                                   << QStringList{u"<x> xy xz"_s, u"$n"_s};
        QTest::newRow("hashtable") << u"$h = @{ A = 1; 'b c' = 2 }; $h.a; $h['b c']"_s << QStringList{u"1"_s, u"2"_s};
        QTest::newRow("constants") << u"$true; $false; $null"_s << QStringList{u"True"_s, u"False"_s};
        QTest::newRow("pipeline") << u"3,1,2 | Sort-Object | Select-Object -First 2"_s << QStringList{u"1"_s, u"2"_s};
        QTest::newRow("assigned pipeline") << u"$x = 3,1 | Sort-Object; $x[0]"_s << QStringList{u"1"_s};
        QTest::newRow("out variable") << u"5,4 | Sort-Object -OutVariable kept | Select-Object -First 1; $kept[1]"_s
                                      << QStringList{u"4"_s, u"5"_s};
        QTest::newRow("nothing held") << u"Get-PSSession"_s << QStringList();
    }
    void values()
    {
        QFETCH(QString, script);
        QFETCH(QStringList, outputs);
        const Runner::Outcome outcome = run(script);
        QVERIFY2(recorder->errors.isEmpty(), recorder->errors.isEmpty() ? "" : recorder->errors.first().error.what());
        QVERIFY(!outcome.failed && !outcome.usageError);
        QCOMPARE(recorder->outputs, outputs);
    }

    /// What a real PowerShell 7 answered to the same lines.
    void errorsOfPowerShell_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("message");
        const auto row = [](const char *line, const char *id, const char *message) {
            QTest::newRow(line) << QString::fromUtf8(line) << QString::fromUtf8(id) << QString::fromUtf8(message);
        };
#define CONNECT ",Microsoft.PowerShell.Commands.ConnectPSSessionCommand"
        row("Connect-PSSession -ErrorAction Stop", "MissingMandatoryParameter" CONNECT,
            "Cannot process command because of one or more missing mandatory parameters: Name.");
        row("Connect-PSSession -ComputerName", "MissingArgument" CONNECT,
            "Missing an argument for parameter 'ComputerName'. Specify a parameter of type 'System.String[]' and try "
            "again.");
        row("Connect-PSSession -ComputerName a -InstanceId nonsense", "CannotConvertArgumentNoMessage" CONNECT,
            "Cannot bind parameter 'InstanceId'. Cannot convert value \"nonsense\" to type \"System.Guid\". Error: "
            "\"Unrecognized Guid format.\"");
        row("Connect-PSSession -ComputerName a -Port 70000", "ParameterArgumentValidationError" CONNECT,
            "Cannot validate argument on parameter 'Port'. The 70000 argument is greater than the maximum allowed "
            "range of 65535. Supply an argument that is less than or equal to 65535 and then try the command again.");
        row("Connect-PSSession -ComputerName a -ConnectionUri http://b", "AmbiguousParameterSet" CONNECT,
            "Parameter set cannot be resolved using the specified named parameters. One or more parameters issued "
            "cannot be used together or an insufficient number of parameters were provided.");
        row("Connect-PSSession -Name a -Name b", "ParameterAlreadyBound" CONNECT,
            "Cannot bind parameter because parameter 'Name' is specified more than once. To provide multiple values "
            "to parameters that can accept multiple values, use the array syntax. For example, \"-parameter "
            "value1,value2,value3\".");
        for (const char *line : {"Connect-PSSession -Name \"\"", "Connect-PSSession -ComputerName \"\""})
            row(line, "ParameterArgumentValidationError" CONNECT,
                QByteArray("Cannot validate argument on parameter '" +
                           QByteArray(line).split('-').last().split(' ').first() +
                           "'. The argument is null, empty, or an element of the argument collection contains a null "
                           "value. Supply a collection that does not contain any null values and then try the "
                           "command again.")
                    .constData());
        row("Connect-PSSession -ComputerName a -Authentication Foo", "CannotConvertArgumentNoMessage" CONNECT,
            "Cannot bind parameter 'Authentication'. Cannot convert value \"Foo\" to type "
            "\"System.Management.Automation.Runspaces.AuthenticationMechanism\". Error: \"Unable to match the "
            "identifier name Foo to a valid enumerator name. Specify one of the following enumerator names and try "
            "again:\nDefault, Basic, Negotiate, NegotiateWithImplicitCredential, Credssp, Digest, Kerberos\"");
        row("Connect-PSSession -Id abc", "CannotConvertArgumentNoMessage" CONNECT,
            "Cannot bind parameter 'Id'. Cannot convert value \"abc\" to type \"System.Int32\". Error: \"The input "
            "string 'abc' was not in a correct format.\"");
        row("Connect-PSSession -Name zzz -ErrorAction Stop", "RemoteRunspaceNotAvailableForSpecifiedName" CONNECT,
            "The remote session with the name zzz  is not available.");
        row("Connect-PSSession -InstanceId 747f6d6c-169d-4cc7-9386-d0c6473189c5 -ErrorAction Stop",
            "RemoteRunspaceNotAvailableForSpecifiedRunspaceId" CONNECT,
            "Remote session is not available for 747f6d6c-169d-4cc7-9386-d0c6473189c5.");
        row("Connect-PSSession -ConnectionUri ftp://x -ErrorAction Stop", "System.ArgumentException" CONNECT,
            "ftp is not a valid schema value. Valid values are \"http\" and \"https\".");
        row("Connect-PSSession -ConnectionUri foo -ErrorAction Stop", "System.NotSupportedException" CONNECT,
            "Relative URIs are not supported in the creation of remote sessions.");
        row("Connect-PSSession -ComputerName \"a b\" -ErrorAction Stop", "System.UriFormatException" CONNECT,
            "Invalid URI: The hostname could not be parsed.");
        row("Connect-PSSession -ComputerName a -CertificateThumbprint abc -Credential u -ErrorAction Stop",
            "ParameterBindingFailed" CONNECT,
            "Cannot bind parameter 'Credential' to the target. Exception setting \"Credential\": \"A "
            "CertificateThumbPrint cannot be specified when Credential is specified.\"");
        row("Connect-PSSession -ComputerName a -Authentication NegotiateWithImplicitCredential -Credential u "
            "-ErrorAction Stop",
            "ParameterBindingFailed" CONNECT,
            "Cannot bind parameter 'Credential' to the target. Exception setting \"Credential\": \"A Credential "
            "cannot be specified when NegotiateWithImplicitCredential is specified.\"");
        row("Connect-PSSession -Session $null", "ParameterArgumentValidationError" CONNECT,
            "Cannot validate argument on parameter 'Session'. The argument is null or empty. Provide an argument "
            "that is not null or empty, and then try the command again.");
#undef CONNECT
        row("Disconnect-PSSession -Name a -OutputBufferingMode Foo",
            "CannotConvertArgumentNoMessage,Microsoft.PowerShell.Commands.DisconnectPSSessionCommand",
            "Cannot bind parameter 'OutputBufferingMode'. Cannot convert value \"Foo\" to type "
            "\"System.Management.Automation.Runspaces.OutputBufferingMode\". Error: \"Unable to match the identifier "
            "name Foo to a valid enumerator name. Specify one of the following enumerator names and try again:\nNone, "
            "Drop, Block\"");
        const char *const noId = "RemoteRunspaceNotAvailableForSpecifiedSessionId,Microsoft.PowerShell.Commands.";
        row("Disconnect-PSSession -Id 1 -ErrorAction Stop",
            QByteArray(QByteArray(noId) + "DisconnectPSSessionCommand").constData(),
            "The remote session with the session ID 1 is not available.");
        row("Get-PSSession -Id 77 -ErrorAction Stop", QByteArray(QByteArray(noId) + "GetPSSessionCommand").constData(),
            "The remote session with the session ID 77 is not available.");
        row("Get-PSSession -Name q -ErrorAction Stop",
            "RemoteRunspaceNotAvailableForSpecifiedName,Microsoft.PowerShell.Commands.GetPSSessionCommand",
            "The remote session with the name q  is not available.");
        row("Receive-PSSession -Id 5 -ErrorAction Stop",
            QByteArray(QByteArray(noId) + "ReceivePSSessionCommand").constData(),
            "The remote session with the session ID 5 is not available.");
    }
    void errorsOfPowerShell()
    {
        QFETCH(QString, line);
        QFETCH(QString, id);
        QFETCH(QString, message);
        const Runner::Outcome outcome = run(line);
        QVERIFY(outcome.failed);
        QCOMPARE(recorder->errors.size(), 1);
        QCOMPARE(recorder->errors.first().error.english(), message);
        QCOMPARE(recorder->errors.first().error.id, id);
        QCOMPARE(recorder->errors.first().command, line.section(u' ', 0, 0));
        QVERIFY(!recorder->errors.first().error.advice.isEmpty());
    }

    void anErrorEndsItsStatementOnly()
    {
        const Runner::Outcome outcome = run(u"'a'; Get-Nonsense; 'b'; 1/0; 'c'"_s);
        QVERIFY(outcome.failed && outcome.usageError);
        QCOMPARE(recorder->outputs, (QStringList{u"a"_s, u"b"_s, u"c"_s}));
        QCOMPARE(recorder->errors.size(), 2);
        QCOMPARE(recorder->statements, 5);
    }

    void errorPreferences()
    {
        QVERIFY(run(u"Get-PSSession -Name q -ErrorAction SilentlyContinue -ErrorVariable e; $e[0]"_s).failed);
        QVERIFY(recorder->errors.isEmpty());
        QCOMPARE(recorder->outputs, QStringList{u"The remote session with the name q  is not available."_s});
        QVERIFY(!run(u"Get-PSSession -Name q -ErrorAction Ignore"_s).failed);
        QVERIFY(run(u"$ErrorActionPreference = 'Stop'; Get-PSSession -Name q; 'not reached'"_s).failed);
        QCOMPARE(recorder->outputs.size(), 1);
        QCOMPARE(recorder->errors.size(), 1);
    }

    void wildcardsThatMatchNothingAreNoError()
    {
        QVERIFY(!run(u"Get-PSSession -Name q*"_s).failed);
        QVERIFY(recorder->errors.isEmpty());
    }

    void computersFailOneByOne()
    {
        const Runner::Outcome outcome = run(u"Get-PSSession -ComputerName 'a b',c,'d/e' -UseSSL -Credential u "
                                            "-Authentication Basic"_s);
        QVERIFY(outcome.failed && !outcome.usageError);
        QStringList computers;
        for (const CommandError &error : std::as_const(recorder->errors))
            computers << error.computerName;
        QCOMPARE(computers, (QStringList{u"a b"_s, u"d/e"_s, u"c"_s}));
    }

    void whatThisVersionLacksIsSaid()
    {
        QVERIFY(run(u"Get-RejoinComputer; Set-RejoinGroup x"_s).usageError);
        QCOMPARE(recorder->errors.size(), 2);
        QCOMPARE(recorder->errors.first().error.id, u"CommandNotOffered"_s);
    }

    void nothingRunsOnceCancelled()
    {
        base::CancelSource source;
        source.cancel();
        ast::Script script = parseScript(u"'a'"_s);
        (void)test::await(runner->run(std::move(script), source.token()));
        QVERIFY(recorder->outputs.isEmpty());
    }

    void filesAreRead()
    {
        QTemporaryDir directory;
        QFile file(directory.filePath(u"computers.txt"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("Server01\nServer02\n");
        file.close();
        QVERIFY(!run(u"$c = Get-Content '%1'; $c[1]"_s.arg(file.fileName())).failed);
        QCOMPARE(recorder->outputs, QStringList{u"Server02"_s});
        QVERIFY(run(u"Get-Content '%1.missing'"_s.arg(file.fileName())).failed);
    }
};

QTEST_GUILESS_MAIN(RunnerTest)
#include "tst_runner.moc"
