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
    Task<base::Credential> credential(QString caption, QString message, QString userName, base::CancelToken) override
    {
        asked = {caption, message, userName};
        co_return base::Credential(QStringLiteral("SERVER\\lab"), base::SecretString::fromUtf16(secret));
    }
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
        bridgeHost(pipeline, host);
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
        QCOMPARE(host->asked.last(), QStringLiteral("user"));
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

    void whatIsNotOfferedIsRefused()
    {
        const HostResponse answered = call(HostMethod::ReadKey, {Value::int32(14)});
        QVERIFY(answered.result.isNil());
        QVERIFY(!answered.exception.isNil());
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
