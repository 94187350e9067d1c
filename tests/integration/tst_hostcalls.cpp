#include "core/clixml/display.h"
#include "tests/integration/engines.h"
#include "tests/integration/serviceclient.h"

using namespace rejoin;
using namespace Qt::StringLiterals;
using psrp::PipelineState;
using sessions::HostInterface;
using test::ServiceClient;

namespace {

const QString server01 = u"Server01"_s;

/// A user who knows all the answers.
class KnowingHost final : public HostInterface
{
public:
    Task<QString> readLine(base::CancelToken) override { co_return u"typed"_s; }
    Task<base::SecretString> readSecret(base::CancelToken) override
    {
        co_return base::SecretString::fromUtf16(u"s3cret"_s);
    }
    Task<QList<FieldAnswer>> prompt(QString caption, QString message, QList<sessions::PromptField> fields,
                                    base::CancelToken) override
    {
        asked += caption + u'|' + message;
        QList<FieldAnswer> answers;
        for (const sessions::PromptField &field : fields) {
            asked += field.name + u'|' + field.typeName + u'|' + field.helpMessage +
                     (field.isMandatory ? u"|mandatory"_s : QString());
            FieldAnswer answer;
            answer.text = text;
            answer.secret = base::SecretString::fromUtf16(u"s3cret"_s);
            answer.items = {u"1"_s, u"2"_s};
            answers += answer;
        }
        co_return answers;
    }
    Task<QList<int>> choose(QString caption, QString message, QList<sessions::PromptChoice> choices,
                            QList<int> defaults, bool multiple, base::CancelToken) override
    {
        asked += caption + u'|' + message;
        for (const sessions::PromptChoice &choice : choices)
            asked += choice.label + u'|' + choice.helpMessage;
        for (const int one : defaults)
            asked += u"default %1"_s.arg(one);
        co_return multiple ? QList<int>({0, 2}) : QList<int>{1};
    }
    Task<base::Credential> credential(sessions::CredentialQuestion question, base::CancelToken) override
    {
        asked += QStringList{question.caption, question.message, question.userName, question.targetName,
                             question.fixedUserName ? u"fixed"_s : u"free"_s};
        co_return base::Credential(u"CORP\\jo"_s, base::SecretString::fromUtf16(u"s3cret"_s));
    }
    Task<sessions::KeyPress> readKey(base::CancelToken) override
    {
        sessions::KeyPress key;
        key.virtualKey = 'Q';
        key.character = u'q';
        co_return key;
    }
    void write(const QString &words, int, int) override { written += words; }
    void setShouldExit(int code) override { exitCode = code; }
    int width() const override { return 97; }
    int height() const override { return 33; }
    void clear() override { ++cleared; }
    void waitsForAnotherClient(bool waits) override { elsewhere += waits; }
    QList<bool> elsewhere;

    QStringList asked;
    QString written;
    QString text = u"41"_s;
    std::optional<int> exitCode;
    int cleared = 0;
};

} // namespace

/// Host calls and streams, asked by what really asks them.
class HostCallsTest : public QObject
{
    Q_OBJECT

    test::EngineLabs labs;
    std::unique_ptr<ServiceClient> client;
    sessions::SessionPtr session;
    std::shared_ptr<KnowingHost> host;

    QStringList run(const QString &script)
    {
        const auto result = client->run(session, script, host);
        for (const auto &error : result.all<psrp::ErrorReceived>())
            qWarning() << error.record.message;
        if (result.reason)
            qWarning() << result.reason->message;
        return result.texts;
    }

private Q_SLOTS:
    void initTestCase_data() { test::addEngines(); }
    void init()
    {
        test::LabProcessOptions options;
        options.names = {server01};
        QVERIFY2(labs.start(options), qPrintable(labs.errorText()));
        client = std::make_unique<ServiceClient>(labs.lab());
        session = client->create(server01, u"Host"_s);
        host = std::make_shared<KnowingHost>();
    }
    void cleanup()
    {
        if (session)
            client->remove(session);
        session.reset();
        client.reset();
    }
    void cleanupTestCase() { labs.stop(); }

    void questions()
    {
        QCOMPARE(run(u"Read-Host 'How many'"_s), QStringList(u"41"_s));
        QVERIFY2(host->asked.value(1).startsWith(u"How many|System.String|"_s), qPrintable(host->asked.join(u';')));
        QCOMPARE(run(u"Read-Host"_s), QStringList(u"typed"_s));
        if (test::isRealEngine())
            QCOMPARE(run(u"(Read-Host -AsSecureString).Length"_s), QStringList(u"6"_s));
        QCOMPARE(run(u"(Get-Credential -Message m -UserName u).UserName"_s), QStringList(u"CORP\\jo"_s));
        host->asked.clear();
        QCOMPARE(run(u"$host.UI.PromptForChoice('c','m',@('&Yes','&No'),0)"_s), QStringList(u"1"_s));
        QCOMPARE(host->asked, QStringList({u"c|m"_s, u"&Yes|"_s, u"&No|"_s, u"default 0"_s}));
    }

    void fieldsWithTypes()
    {
        if (!test::isRealEngine()) {
            QCOMPARE(run(u"$r = $host.UI.Prompt('cap','msg',@(@{Name='n';Type='System.Int32';Help='help of n'},"
                         "@{Name='l';Type='System.Byte[]'})); $r.n + 1; $r.l"_s),
                     QStringList({u"42"_s, u"1"_s, u"2"_s}));
            QCOMPARE(host->asked.at(1), u"n|System.Int32|help of n|mandatory"_s);
            QSKIP("The lab's own engine has no FieldDescription.");
        }
        const QString script =
            u"$all = foreach ($pair in @(@('n',[int]),@('p',[securestring]),@('l',[byte[]]),@('c',[pscredential]))) {"
            "  $f = [System.Management.Automation.Host.FieldDescription]::new($pair[0]); $f.SetParameterType($pair[1]);"
            "  $f.HelpMessage = 'help of ' + $pair[0]; $f };"
            "$r = $host.UI.Prompt('cap','msg',$all); \"$($r.n)\"; $r.p.GetType().Name;"
            "[Net.NetworkCredential]::new('',$r.p).Password; $r.l -join ',';"
            "$r.c.UserName; $r.c.GetNetworkCredential().Password"_s;
        QCOMPARE(run(script), QStringList({u"41"_s, u"SecureString"_s, u"s3cret"_s, u"1,2"_s, u"41"_s, u"s3cret"_s}));
        QCOMPARE(host->asked.first(), u"cap|msg"_s);
        QCOMPARE(host->asked.at(1), u"n|System.Int32|help of n|mandatory"_s);
    }

    void mandatoryParameters()
    {
        if (!test::isRealEngine())
            QSKIP("The lab's own engine does not ask for mandatory parameters.");
        QCOMPARE(run(u"function f([Parameter(Mandatory,HelpMessage='how many')][int]$Count,"
                     "[Parameter(Mandatory)][string[]]$Names) { $Count + 1; $Names -join '+' }; f"_s),
                 QStringList({u"42"_s, u"1+2"_s}));
        QVERIFY2(host->asked.contains(u"Count|System.Int32|how many|mandatory"_s), qPrintable(host->asked.join(u';')));
    }

    void severalChoicesAndCredentials()
    {
        if (!test::isRealEngine()) {
            QCOMPARE(run(u"$host.UI.PromptForChoice('c','m',@('&A','&B','&C'),@(0,2)) -join ','"_s),
                     QStringList(u"0,2"_s));
            QVERIFY(host->asked.contains(u"default 2"_s));
            QSKIP("The lab's own engine has no credential with options.");
        }
        QCOMPARE(run(u"$host.UI.PromptForChoice('c','m',[System.Management.Automation.Host.ChoiceDescription[]]"
                     "('&A','&B','&C'),[int[]](0,2)) -join ','"_s),
                 QStringList(u"0,2"_s));
        QVERIFY(host->asked.contains(u"default 2"_s));
        host->asked.clear();
        QCOMPARE(run(u"$host.UI.PromptForCredential('c','m','u','t','Generic','ReadOnlyUserName').UserName"_s),
                 QStringList(u"CORP\\jo"_s));
        QCOMPARE(host->asked, QStringList({u"c"_s, u"m"_s, u"u"_s, u"t"_s, u"fixed"_s}));
    }

    void rawUi()
    {
        if (!test::isRealEngine()) {
            QCOMPARE(run(u"($host.UI.RawUI.ReadKey()).virtualKeyCode"_s), QStringList(u"81"_s));
            QSKIP("The lab's own engine has no properties of RawUI.");
        }
        QCOMPARE(run(u"$u = $host.UI.RawUI; $u.WindowTitle = 'Busy'; $u.WindowTitle; $u.ForegroundColor = 'Green'"
                     "; \"$($u.ForegroundColor)\"; $k = $u.ReadKey('NoEcho,IncludeKeyDown')"
                     "; \"$($k.Character)$($k.VirtualKeyCode)$($k.KeyDown)\""_s),
                 QStringList({u"Busy"_s, u"Green"_s, u"q81True"_s}));
        QCOMPARE(run(u"$u = $host.UI.RawUI; \"$($u.BufferSize.Width) $($u.MaxWindowSize.Height)\""_s).size(), 1);
    }

    void endingTheConsole()
    {
        run(u"$host.SetShouldExit(3)"_s);
        QCOMPARE(host->exitCode, std::optional<int>(3));
        run(u"'before'; exit 4; 'after'"_s);
        QCOMPARE(host->exitCode, std::optional<int>(4));
    }

    void whatIsRefusedThrows()
    {
        QCOMPARE(run(u"try { $host.EnterNestedPrompt(); 'entered' } catch { 'refused' }"_s), QStringList(u"refused"_s));
    }

    /// The call does not come a second time: the command waits until it is stopped.
    void aQuestionThatTheOldClientFetched()
    {
        const auto waiting = client->start(session, u"Read-Host; 'never'"_s);
        bool asked = false;
        QObject::connect(waiting.get(), &remoting::RemotePipeline::streamed, waiting.get(),
                         [&asked](const psrp::PipelineEvent &event) {
                             asked = asked || std::holds_alternative<psrp::HostCallReceived>(event);
                         });
        waiting->begin();
        QVERIFY(test::waitUntil([&asked] { return asked; }));
        client->disconnect(session);
        session.reset();

        ServiceClient other(labs.lab());
        const auto found = other.find(server01, u"Host"_s);
        QVERIFY(found);
        other.connect(found);
        const auto taken = test::await(other.service->receive(found, {}));
        QVERIFY(taken);
        sessions::bridgeHost(taken, host, server01);
        taken->begin();
        QVERIFY(test::waitUntil([this] { return host->elsewhere == QList<bool>{true}; }));
        test::await(taken->stop());
        QCOMPARE(taken->state(), PipelineState::Stopped);
        QCOMPARE(host->elsewhere, QList<bool>({true, false}));
        other.remove(found);
    }

    void eachEventIsShownOnce()
    {
        const auto result =
            client->run(session,
                        u"Write-Warning w; Write-Warning w; Write-Verbose v -Verbose; Write-Debug d -Debug"
                        "; Write-Host h -ForegroundColor Green; Write-Host a -NoNewline; Write-Host b"
                        "; Write-Information i -InformationAction Continue; Write-Progress -Activity act -Status st "
                        "-PercentComplete 40 -Id 2 -ParentId 1"_s,
                        host);
        QCOMPARE(result.all<psrp::WarningReceived>().size(), 2);
        QCOMPARE(result.all<psrp::VerboseReceived>().size(), 1);
        QCOMPARE(result.all<psrp::DebugReceived>().size(), 1);
        QCOMPARE(result.all<psrp::InformationReceived>().size(), 4);
        QCOMPARE(result.all<psrp::ProgressReceived>().size(), 1);
        QCOMPARE(result.all<psrp::HostCallReceived>().size(), 0);
        QVERIFY2(host->written.isEmpty(), qPrintable(host->written));
        const auto pieces = result.all<psrp::InformationReceived>();
        QVERIFY(pieces.at(1).record.noNewLine);
        QCOMPARE(pieces.at(0).record.foreground, std::optional<qint32>(10));
        QCOMPARE(result.all<psrp::ProgressReceived>().first().record.parentActivityId, 1);
    }

    void anErrorWithAllOfIt()
    {
        const auto result = client->run(
            session,
            u"Write-Error we -Category ResourceBusy -ErrorId My -TargetObject tgt -RecommendedAction 'do it'"_s, host);
        const auto errors = result.all<psrp::ErrorReceived>();
        QCOMPARE(errors.size(), 1);
        const clixml::ErrorRecord &record = errors.first().record;
        QCOMPARE(record.message, u"we"_s);
        QCOMPARE(record.categoryName, u"ResourceBusy"_s);
        QCOMPARE(record.categoryTargetName, u"tgt"_s);
        QVERIFY(record.fullyQualifiedId.startsWith(u"My"_s));
        if (test::isRealEngine())
            QCOMPARE(clixml::formatError(record), QStringList({u"Write-Error: we"_s, u"  Recommendation: do it"_s}));
    }
};

QTEST_GUILESS_MAIN(HostCallsTest)
#include "tst_hostcalls.moc"
