#include "core/lab/engine/cmdlet.h"

#include "core/lab/engine/convert.h"

using namespace Qt::StringLiterals;

namespace rejoin::lab::engine {

namespace {

/// The client's host threw, or there is none: what the command then says.
std::optional<ErrorParts> hostFailure(const psrp::HostResponse &response)
{
    if (response.exception.isNil())
        return std::nullopt;
    const auto record = clixml::ErrorRecord::fromValue(response.exception);
    return ErrorParts(u"HostException"_s, record.message, Category::NotImplemented, {},
                      u"System.Management.Automation.Host.HostException"_s);
}

ErrorParts noHost()
{
    return ErrorParts(u"InvalidOperation"_s,
                      u"A command that prompts the user failed because the host program or the command type does not "
                      "support user interaction."_s,
                      Category::NotImplemented, {}, u"System.Management.Automation.Host.HostException"_s);
}

/// A FieldDescription, member for member as the remote host encoder writes its fields (MS-PSRP 2.2.3.17's Prompt).
clixml::Value fieldDescription(const QString &name, bool secure)
{
    const QString fullType = secure ? u"System.Security.SecureString"_s : u"System.String"_s;
    clixml::ObjectBuilder field;
    field.note("name", clixml::Value::string(name));
    field.note("label", clixml::Value());
    field.note("parameterTypeName", clixml::Value::string(secure ? u"SecureString" : u"String"));
    field.note("parameterTypeFullName", clixml::Value::string(fullType));
    field.note("parameterAssemblyFullName", clixml::Value::string(fullType));
    field.note("helpMessage", clixml::Value());
    field.note("isMandatory", clixml::Value::boolean(true));
    field.note("metadata", clixml::Value());
    field.note("modifiedByRemotingProtocol", clixml::Value::boolean(false));
    field.note("isFromRemoteHost", clixml::Value::boolean(false));
    return field.build();
}

clixml::Value answerNamed(const clixml::Value &dictionary, const QString &name)
{
    const clixml::Value answers = psrp::unwrapHostObject(dictionary);
    const QByteArray key = name.toUtf8();
    const std::string_view view(key.constData(), std::size_t(key.size()));
    clixml::Value found = answers.entry(view);
    if (found.isNil())
        found = answers.member(view);
    if (found.isNil() && answers.count() == 1)
        found = answers.at(0);
    return psrp::unwrapHostObject(found);
}

class ReadHost final : public Cmdlet
{
public:
    Task<> process(CmdletCall &call, const Value *) override
    {
        const bool secure = call.flag("AsSecureString") || call.flag("MaskInput");
        QStringList words;
        for (const Value &word : call.list("Prompt"))
            words.append(word.text());
        const QString prompt = words.join(u' ');
        auto method = secure ? psrp::HostMethod::ReadLineAsSecureString : psrp::HostMethod::ReadLine;
        QList<clixml::Value> parameters;
        if (!prompt.isEmpty()) {
            method = psrp::HostMethod::Prompt;
            const clixml::Value field = fieldDescription(prompt, secure);
            parameters.append(clixml::Value::string(u""));
            parameters.append(clixml::Value::string(u""));
            parameters.append(clixml::arrayList(std::span(&field, 1)));
        }
        if (!call.interpreter.canPrompt())
            call.fail(noHost());
        const psrp::HostResponse response = co_await call.interpreter.callHost(method, std::move(parameters), true);
        if (auto failure = hostFailure(response))
            call.fail(std::move(*failure));
        const clixml::Value answer =
            prompt.isEmpty() ? psrp::unwrapHostObject(response.result) : answerNamed(response.result, prompt);
        if (call.flag("MaskInput")) {
            const auto text = call.interpreter.sink().decryptSecret(answer);
            if (!text)
                call.fail(
                    ErrorParts(u"SecretNotReadable"_s, u"The answer could not be decrypted."_s, Category::ReadError));
            co_await call.write(Value::string(QString::fromUtf8(*text)));
            co_return;
        }
        co_await call.write(Value::fromData(answer));
    }
};

class GetCredential final : public Cmdlet
{
public:
    Task<> process(CmdletCall &call, const Value *) override
    {
        const Value given = call.has("Credential") ? call.value("Credential") : call.value("UserName");
        if (const auto *data = given.as<clixml::Value>(); data && data->hasMember("Password")) {
            co_await call.write(given);
            co_return;
        }
        if (!call.interpreter.canPrompt())
            call.fail(noHost());
        const QString title = call.has("Title") ? call.text("Title") : u"PowerShell credential request"_s;
        const QString message = call.has("Message") ? call.text("Message") : u"Enter your credentials."_s;
        QList<clixml::Value> parameters;
        parameters.append(clixml::Value::string(title));
        parameters.append(clixml::Value::string(message));
        parameters.append(given.isNull() ? clixml::Value() : clixml::Value::string(given.text()));
        parameters.append(clixml::Value::string(u""));
        const psrp::HostResponse response =
            co_await call.interpreter.callHost(psrp::HostMethod::PromptForCredential1, std::move(parameters), true);
        if (auto failure = hostFailure(response))
            call.fail(std::move(*failure));
        const clixml::Value answer = psrp::unwrapHostObject(response.result);
        if (answer.isNil())
            call.fail(ErrorParts(u"InvalidArgument"_s, u"Cannot process the credential: the request was cancelled."_s,
                                 Category::InvalidArgument));
        co_await call.write(Value(answer));
    }
};

clixml::Value choiceDescription(const Value &choice)
{
    clixml::Value label = toClixml(choice);
    clixml::Value help = clixml::Value::string(u"");
    if (const Table *table = choice.tablePointer()) {
        const Value *found = table->find(u"Label");
        label = clixml::Value::string(found ? found->text() : QString());
        if (const Value *message = table->find(u"HelpMessage"))
            help = clixml::Value::string(message->text());
    }
    clixml::ObjectBuilder description;
    description.note("label", label);
    description.note("helpMessage", help);
    return description.build();
}

} // namespace

/// $host.UI.PromptForChoice(caption, message, choices, default)
Task<Value> Interpreter::promptForChoice(const Array &arguments, Frame &frame)
{
    const Extent nowhere;
    if (!canPrompt())
        failAt(noHost(), frame, nowhere);
    if (arguments.size() != 4)
        failAt(ErrorParts(u"MethodCountCouldNotFindBest"_s,
                          u"Cannot find an overload for \"PromptForChoice\" and the argument count: \"%1\"."_s.arg(
                              arguments.size()),
                          Category::NotSpecified),
               frame, nowhere);
    std::vector<clixml::Value> choices;
    const Array offered = listOf(arguments[2]);
    for (const Value &choice : offered)
        choices.push_back(choiceDescription(choice));
    QList<clixml::Value> parameters;
    parameters.append(clixml::Value::string(arguments[0].text()));
    parameters.append(clixml::Value::string(arguments[1].text()));
    parameters.append(clixml::arrayList(choices));
    parameters.append(clixml::Value::int32(qint32(arguments[3].wholeNumber().value_or(-1))));
    const psrp::HostResponse response =
        co_await callHost(psrp::HostMethod::PromptForChoice, std::move(parameters), true);
    if (auto failure = hostFailure(response))
        failAt(*failure, frame, nowhere);
    co_return Value::fromData(psrp::unwrapHostObject(response.result));
}

QList<CmdletSpec> hostCmdlets()
{
    const auto type = [](const char *name) { return u"Microsoft.PowerShell.Commands."_s + QString::fromLatin1(name); };
    return {
        {u"Read-Host"_s,
         type("ReadHostCommand"),
         {{"Prompt", 0}, {"AsSecureString", -1, Switch}, {"MaskInput", -1, Switch}},
         &makeCmdlet<ReadHost>,
         true},
        {u"Get-Credential"_s,
         type("GetCredentialCommand"),
         {{"Credential", 0}, {"UserName"}, {"Message"}, {"Title"}},
         &makeCmdlet<GetCredential>},
    };
}

} // namespace rejoin::lab::engine
