#include "core/sessions/hostinterface.h"
#include "core/sessions/sessionservice.h"
#include "tests/support/await.h"
#include "tests/support/scriptedtransport.h"

#include <QTest>

using namespace rejoin;
using namespace rejoin::sessions;
using clixml::Value;
using psrp::HostCall;
using psrp::HostMethod;
using psrp::HostResponse;
using test::ScriptedServer;
using test::ScriptedShell;

namespace {

/// Answers at once with what the test put in.
class FakeHost final : public HostInterface
{
public:
    QString line = QStringLiteral("typed");
    QString secret = QStringLiteral("s3cret");
    QList<int> chosen{1};
    bool cancels = false;
    QStringList written;
    QStringList asked;
    std::optional<int> exitCode;

    Task<QString> readLine(base::CancelToken) override
    {
        if (cancels)
            throw base::Error::cancelled();
        co_return QString(line);
    }
    Task<base::SecretString> readSecret(base::CancelToken) override { co_return base::SecretString::fromUtf16(secret); }
    Task<QList<FieldAnswer>> prompt(QString caption, QString message, QList<PromptField> fields,
                                    base::CancelToken) override
    {
        asked = {caption, message};
        QList<FieldAnswer> answers;
        for (const PromptField &field : fields) {
            asked.append(field.name + u'/' + field.label + u'/' + field.typeName +
                         (field.isMandatory ? QStringLiteral("/mandatory") : QString()));
            FieldAnswer answer;
            if (field.isSecret())
                answer.secret = base::SecretString::fromUtf16(secret);
            else
                answer.text = line;
            answer.items = items;
            if (field.kind() == FieldKind::Credential)
                answer.secret = base::SecretString::fromUtf16(secret);
            answers.append(answer);
        }
        co_return answers;
    }
    Task<QList<int>> choose(QString caption, QString message, QList<PromptChoice> choices, QList<int> defaults,
                            bool multiple, base::CancelToken) override
    {
        asked = {caption, message};
        for (const PromptChoice &choice : choices)
            asked.append(choice.label + u'/' + choice.helpMessage);
        asked.append(multiple ? QStringLiteral("many") : QStringLiteral("one"));
        for (const int one : defaults)
            asked.append(QString::number(one));
        co_return QList<int>(chosen);
    }
    Task<base::Credential> credential(CredentialQuestion question, base::CancelToken) override
    {
        asked = {question.caption, question.message, question.targetName, question.userName};
        if (question.fixedUserName)
            asked.append(QStringLiteral("fixed"));
        co_return base::Credential(QStringLiteral("SERVER\\lab"), base::SecretString::fromUtf16(secret));
    }
    Task<KeyPress> readKey(base::CancelToken) override
    {
        KeyPress key;
        key.virtualKey = 0x51;
        key.character = u'q';
        co_return key;
    }
    void askedBy(const QString &computerName) override { asker = computerName; }
    void waitsForAnotherClient(bool waits) override { elsewhere.append(waits); }
    void titleChanged() override { titles.append(raw().title); }
    void clear() override { ++cleared; }
    int height() const override { return 33; }
    QString asker;
    QList<bool> elsewhere;
    QStringList titles;
    int cleared = 0;
    QStringList items;
    void write(const QString &text, int foreground, int background) override
    {
        written.append(QStringLiteral("%1|%2|%3").arg(text).arg(foreground).arg(background));
    }
    void setShouldExit(int code) override { exitCode = code; }
    int width() const override { return 97; }
};

Value object(std::initializer_list<std::pair<std::string_view, Value>> members)
{
    clixml::ObjectBuilder builder;
    for (const auto &[name, value] : members)
        builder.note(name, value);
    return builder.build();
}

Value list(const std::vector<Value> &items)
{
    return clixml::arrayList(items);
}

} // namespace

class HostBridgeTest : public QObject
{
    Q_OBJECT

    std::shared_ptr<ScriptedServer> server;
    std::unique_ptr<SessionRegistry> registry;
    std::unique_ptr<SessionService> service;
    std::shared_ptr<FakeHost> host;
    SessionPtr session;
    std::optional<HostResponse> heard;
    QByteArray heardSecret;

    /// Runs a command that makes one call, and gives what the remote side heard.
    HostResponse call(HostMethod method, const QList<Value> &parameters, qint64 callId = 1)
    {
        heard.reset();
        server->onPipeline = [=](ScriptedShell &shell, const psrp::PipelineRequested &asked) {
            HostCall made;
            made.callId = callId;
            made.method = method;
            made.methodName = QStringLiteral("Method%1").arg(int(method));
            made.parameters = parameters;
            made.pipelineId = asked.pipelineId;
            shell.say(asked.pipelineId, shell.pool->hostCall(made));
            if (callId == HostCall::voidCallId)
                shell.finish(asked.pipelineId, psrp::PipelineState::Completed);
        };
        const auto pipeline = test::await(service->start(session, scriptPipeline(QStringLiteral("ask"))));
        bridgeHost(pipeline, host, QStringLiteral("server01"));
        pipeline->begin();
        test::await(pipeline->finished());
        return heard.value_or(HostResponse());
    }

private Q_SLOTS:
    void init()
    {
        server = std::make_shared<ScriptedServer>();
        server->onEvent = [this](ScriptedShell &shell, const psrp::ServerEvent &event) {
            const auto *answered = std::get_if<psrp::HostAnswered>(&event);
            if (!answered)
                return;
            heard = answered->response;
            if (heard->result.type() == clixml::Type::SecureString)
                heardSecret = shell.pool->decryptSecret(heard->result);
            else if (heard->result.hasMember("Password"))
                heardSecret = shell.pool->decryptSecret(heard->result.member("Password"));
            else if (!heard->result.entry("pin").isNil())
                heardSecret = shell.pool->decryptSecret(heard->result.entry("pin"));
            shell.finish(answered->response.pipelineId, psrp::PipelineState::Completed);
        };
        host = std::make_shared<FakeHost>();
        heardSecret.clear();
        registry = std::make_unique<SessionRegistry>();
        const auto factory = [this](const transport::TransportSettings &) -> std::shared_ptr<transport::Transport> {
            return std::make_shared<test::ScriptedTransport>(server);
        };
        service = std::make_unique<SessionService>(registry.get(), factory, std::make_shared<base::SystemClock>());
        CreateRequest request;
        request.target.computerName = QStringLiteral("server01");
        session = test::await(service->create({request})).first().session;
        QCOMPARE(session->state(), remoting::SessionState::Opened);
    }
    void cleanup()
    {
        session.reset();
        service.reset();
        registry.reset();
    }

    void readLine() { QCOMPARE(call(HostMethod::ReadLine, {}).result.text(), QStringLiteral("typed")); }

    void readSecret()
    {
        QCOMPARE(call(HostMethod::ReadLineAsSecureString, {}).result.type(), clixml::Type::SecureString);
        QCOMPARE(heardSecret, QByteArrayLiteral("s3cret"));
    }

    void promptWithFieldsAsWindowsSendsThem()
    {
        // Field names as recorded from Server 2016.
        const Value name = object({{"name", Value::string(u"prompt field")},
                                   {"label", Value::string(u"PromptLabel")},
                                   {"parameterTypeName", Value::string(u"String")},
                                   {"parameterTypeFullName", Value::string(u"System.String")},
                                   {"helpMessage", Value::string(u"")},
                                   {"isMandatory", Value::boolean(true)}});
        const Value pin = object({{"name", Value::string(u"pin")},
                                  {"parameterTypeFullName", Value::string(u"System.Security.SecureString")},
                                  {"isMandatory", Value::boolean(false)}});
        const HostResponse answered =
            call(HostMethod::Prompt, {Value::string(u"Caption"), Value::string(u"Message"), list({name, pin})});
        QCOMPARE(host->asked, QStringList({QStringLiteral("Caption"), QStringLiteral("Message"),
                                           QStringLiteral("prompt field/PromptLabel/System.String/mandatory"),
                                           QStringLiteral("pin//System.Security.SecureString")}));
        QCOMPARE(answered.result.container(), clixml::Container::Dictionary);
        QCOMPARE(answered.result.entry("prompt field").text(), QStringLiteral("typed"));
        QCOMPARE(heardSecret, QByteArrayLiteral("s3cret"));
    }

    void credential()
    {
        const HostResponse answered =
            call(HostMethod::PromptForCredential2, {Value::string(u"c"), Value::string(u"m"), Value::string(u"user"),
                                                    Value::string(u"target"), Value::int32(3), Value::int32(1)});
        QVERIFY(answered.result.isA("System.Management.Automation.PSCredential"));
        QCOMPARE(answered.result.member("UserName").text(), QStringLiteral("SERVER\\lab"));
        QCOMPARE(heardSecret, QByteArrayLiteral("s3cret"));
        QCOMPARE(host->asked.mid(2), QStringList({QStringLiteral("target"), QStringLiteral("user")}));
        QCOMPARE(host->asker, QStringLiteral("server01"));
        // PSCredentialUIOptions.ReadOnlyUserName
        call(HostMethod::PromptForCredential2, {Value::string(u"c"), Value::string(u"m"), Value::string(u"user"),
                                                Value::string(u"target"), Value::int32(3), Value::int32(3)});
        QCOMPARE(host->asked.last(), QStringLiteral("fixed"));
        call(HostMethod::PromptForCredential1,
             {Value::string(u"c"), Value::string(u"m"), Value::string(u""), Value::string(u"t")});
        QCOMPARE(host->asked, QStringList({QStringLiteral("c"), QStringLiteral("m"), QStringLiteral("t"), QString()}));
    }

    void typedFields()
    {
        const auto field = [](QStringView name, QStringView type) {
            return object({{"name", Value::string(name)}, {"parameterTypeFullName", Value::string(type)}});
        };
        host->line = QStringLiteral("12");
        host->items = {QStringLiteral("3"), QStringLiteral("4")};
        const HostResponse answered =
            call(HostMethod::Prompt,
                 {Value::string(u""), Value::string(u""),
                  list({field(u"n", u"System.Int32"), field(u"l", u"System.Int64[]"), field(u"s", u"System.String"),
                        field(u"d", u"System.Double"), field(u"o", u"Some.Other"),
                        field(u"c", u"System.Management.Automation.PSCredential")})});
        QCOMPARE(answered.result.entry("n").type(), clixml::Type::Int32);
        QCOMPARE(answered.result.entry("n").toInteger(), std::optional<qint64>(12));
        QCOMPARE(answered.result.entry("l").count(), std::size_t(2));
        QCOMPARE(answered.result.entry("l").at(1).type(), clixml::Type::Int64);
        QCOMPARE(answered.result.entry("s").type(), clixml::Type::String);
        QCOMPARE(answered.result.entry("d").toDouble(), std::optional<double>(12));
        QCOMPARE(answered.result.entry("o").text(), QStringLiteral("12"));
        QVERIFY(answered.result.entry("c").isA("System.Management.Automation.PSCredential"));
        QCOMPARE(answered.result.entry("c").member("UserName").text(), QStringLiteral("12"));
        QCOMPARE(answered.result.entry("c").member("Password").type(), clixml::Type::SecureString);
    }

    void whatIsNoValueOfAFieldIsNotTaken()
    {
        PromptField field;
        field.name = QStringLiteral("n");
        field.typeName = QStringLiteral("System.Int32");
        QVERIFY(!field.problemWith(QStringLiteral("-7")));
        QVERIFY(!field.problemWith(QStringLiteral("0x10")));
        QVERIFY(!field.problemWith(QString()));
        QVERIFY(field.problemWith(QStringLiteral("2147483648")));
        QVERIFY(field.problemWith(QStringLiteral("seven")));
        QCOMPARE(field.valueOf(QStringLiteral("0x10")).toInteger(), std::optional<qint64>(16));
        QVERIFY(field.valueOf(QString()).isNil());
        field.isMandatory = true;
        QVERIFY(field.problemWith(QString()));
        field.typeName = QStringLiteral("System.Byte[]");
        QCOMPARE(field.kind(), FieldKind::List);
        QVERIFY(field.problemWith(QStringLiteral("256")));
        QVERIFY(!field.problemWith(QStringLiteral("255")));
        field.typeName = QStringLiteral("System.Boolean");
        QVERIFY(field.problemWith(QStringLiteral("maybe")));
        QCOMPARE(field.valueOf(QStringLiteral("$true")).toBool(), std::optional<bool>(true));
        field.typeName = QStringLiteral("System.Guid");
        QVERIFY(field.problemWith(QStringLiteral("x")));
        field.typeName = QStringLiteral("System.Decimal");
        QCOMPARE(field.valueOf(QStringLiteral("1.10")).text(), QStringLiteral("1.10"));
        QVERIFY(field.problemWith(QStringLiteral("1,10")));
    }

    void rawUiIsReadBackAsItWasSet()
    {
        call(HostMethod::SetWindowTitle, {Value::string(u"Backup 40 %")}, HostCall::voidCallId);
        QCOMPARE(host->titles, QStringList(QStringLiteral("Backup 40 %")));
        QCOMPARE(call(HostMethod::GetWindowTitle, {}).result.text(), QStringLiteral("Backup 40 %"));
        call(HostMethod::SetForegroundColor, {Value::int32(10)}, HostCall::voidCallId);
        QCOMPARE(call(HostMethod::GetForegroundColor, {}).result.toInteger(), std::optional<qint64>(10));
        call(HostMethod::WriteLine2, {Value::string(u"green")}, HostCall::voidCallId);
        QCOMPARE(host->written.last(), QStringLiteral("green\n|10|-1"));
        call(HostMethod::SetCursorPosition, {object({{"x", Value::int32(3)}, {"y", Value::int32(4)}})},
             HostCall::voidCallId);
        QCOMPARE(call(HostMethod::GetCursorPosition, {}).result.member("y").toInteger(), std::optional<qint64>(4));
        QCOMPARE(call(HostMethod::GetWindowSize, {}).result.member("height").toInteger(), std::optional<qint64>(33));
    }

    void clearingTheWholeBufferClearsTheConsole()
    {
        const auto rectangle = [](int side) {
            return object({{"left", Value::int32(side)},
                           {"top", Value::int32(side)},
                           {"right", Value::int32(side)},
                           {"bottom", Value::int32(side)}});
        };
        call(HostMethod::SetBufferContents1, {rectangle(2), Value()}, HostCall::voidCallId);
        QCOMPARE(host->cleared, 0);
        call(HostMethod::SetBufferContents1, {rectangle(-1), Value()}, HostCall::voidCallId);
        QCOMPARE(host->cleared, 1);
    }

    void aKeyPress()
    {
        const Value key = call(HostMethod::ReadKey, {Value::int32(6)}).result;
        QCOMPARE(key.member("virtualKeyCode").toInteger(), std::optional<qint64>(0x51));
        QCOMPARE(key.member("character").toInteger(), std::optional<qint64>('q'));
        QCOMPARE(key.member("keyDown").toBool(), std::optional<bool>(true));
    }

    void sessionsWithinAreRefused()
    {
        for (const HostMethod method : {HostMethod::PushRunspace, HostMethod::EnterNestedPrompt,
                                        HostMethod::GetRunspace, HostMethod::GetBufferContents})
            QVERIFY(!call(method, {}).exception.isNil());
        QCOMPARE(call(HostMethod::GetIsRunspacePushed, {}).result.toBool(), std::optional<bool>(false));
        QVERIFY(!call(HostMethod(99), {}).exception.isNil());
    }

    /// MS-PSRP 2.2.2.15: a call of the pool.
    void callsOfThePool()
    {
        const auto bridge = bridgePoolHost(session->runspace(), host);
        HostCall made;
        made.callId = 7;
        made.method = HostMethod::ReadLine;
        made.methodName = QStringLiteral("ReadLine");
        server->onEvent = [this](ScriptedShell &, const psrp::ServerEvent &event) {
            if (const auto *answered = std::get_if<psrp::HostAnswered>(&event))
                heard = answered->response;
        };
        heard.reset();
        Q_EMIT session->runspace()->hostCalled(made);
        QTRY_VERIFY(heard);
        QCOMPARE(heard->callId, 7);
        QVERIFY(heard->pipelineId.isNull());
        QCOMPARE(heard->result.text(), QStringLiteral("typed"));
        made.callId = HostCall::voidCallId;
        made.method = HostMethod::SetShouldExit;
        made.parameters = {Value::int32(4)};
        Q_EMIT session->runspace()->hostCalled(made);
        QCOMPARE(host->exitCode, std::optional<int>(4));
        QObject::disconnect(bridge);
    }

    void choices()
    {
        const Value yes = object({{"label", Value::string(u"&Yes")}, {"helpMessage", Value::string(u"go on")}});
        const Value no = object({{"label", Value::string(u"&No")}, {"helpMessage", Value::string(u"stop")}});
        QCOMPARE(call(HostMethod::PromptForChoice,
                      {Value::string(u"c"), Value::string(u"m"), list({yes, no}), Value::int32(0)})
                     .result.toInteger(),
                 std::optional<qint64>(1));
        QCOMPARE(host->asked, QStringList({QStringLiteral("c"), QStringLiteral("m"), QStringLiteral("&Yes/go on"),
                                           QStringLiteral("&No/stop"), QStringLiteral("one"), QStringLiteral("0")}));
        host->chosen = {0, 1};
        const HostResponse many =
            call(HostMethod::PromptForChoiceMultipleSelection,
                 {Value::string(u"c"), Value::string(u"m"), list({yes, no}), list({Value::int32(1)})});
        QCOMPARE(many.result.count(), std::size_t(2));
        QCOMPARE(host->asked.last(), QStringLiteral("1"));
    }

    void writesReachTheConsole()
    {
        call(HostMethod::Write2, {Value::int32(9), Value::int32(15), Value::string(u"w")}, HostCall::voidCallId);
        call(HostMethod::WriteLine1, {}, HostCall::voidCallId);
        call(HostMethod::WriteLine3, {Value::int32(7), Value::int32(10), Value::string(u"l")}, HostCall::voidCallId);
        QCOMPARE(host->written,
                 QStringList({QStringLiteral("w|9|15"), QStringLiteral("\n|-1|-1"), QStringLiteral("l\n|7|10")}));
        call(HostMethod::SetShouldExit, {Value::int32(3)}, HostCall::voidCallId);
        QCOMPARE(host->exitCode, std::optional<int>(3));
        QVERIFY(!heard);
    }

    void rawUiFromConstantsAndWidth()
    {
        QCOMPARE(call(HostMethod::GetBufferSize, {}).result.member("width").toInteger(), std::optional<qint64>(97));
        QCOMPARE(call(HostMethod::GetCursorPosition, {}).result.member("x").toInteger(), std::optional<qint64>(0));
        QCOMPARE(call(HostMethod::GetKeyAvailable, {}).result.toBool(), std::optional<bool>(false));
    }

    void aCancelledQuestionTellsTheRemoteSide()
    {
        host->cancels = true;
        QVERIFY(!call(HostMethod::ReadLine, {}).exception.isNil());
    }

    void withoutAConsoleEverythingIsRefused()
    {
        host.reset();
        QVERIFY(!call(HostMethod::ReadLine, {}).exception.isNil());
    }
};

QTEST_GUILESS_MAIN(HostBridgeTest)
#include "tst_hostbridge.moc"
