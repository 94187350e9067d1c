#include "core/lab/engine/cmdlet.h"

#include "core/lab/engine/convert.h"
#include "core/lab/engine/hostcalls.h"
#include "core/psrp/sessionkey.h"

using namespace Qt::StringLiterals;

namespace rejoin::lab::engine {

namespace {

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
            HostField asked;
            asked.name = prompt;
            if (secure)
                asked.typeName = u"System.Security.SecureString"_s;
            const clixml::Value field = fieldDescription(asked);
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

/// Inside of the engine a SecureString is base64 of its text (LabProtocol::opened).
class ConvertToSecureString final : public Cmdlet
{
public:
    Task<> process(CmdletCall &call, const Value *) override
    {
        if (!call.flag("AsPlainText"))
            call.fail(ErrorParts(u"ImportSecureString_InvalidArgument"_s,
                                 u"Only plain text can be converted here: give -AsPlainText."_s,
                                 Category::InvalidArgument));
        co_await call.write(Value(psrp::plainSecret(call.text("String").toUtf8())));
    }
};

class ConvertFromSecureString final : public Cmdlet
{
public:
    Task<> process(CmdletCall &call, const Value *) override
    {
        const auto *secret = call.value("SecureString").as<clixml::Value>();
        const auto text = secret ? call.interpreter.sink().decryptSecret(*secret) : std::nullopt;
        if (!text || !call.flag("AsPlainText"))
            call.fail(ErrorParts(u"SecretNotReadable"_s, u"The value could not be decrypted."_s, Category::ReadError));
        co_await call.write(Value::string(QString::fromUtf8(*text)));
    }
};

} // namespace

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
        {u"ConvertTo-SecureString"_s,
         type("ConvertToSecureStringCommand"),
         {{"String", 0}, {"AsPlainText", -1, Switch}, {"Force", -1, Switch}},
         &makeCmdlet<ConvertToSecureString>},
        {u"ConvertFrom-SecureString"_s,
         type("ConvertFromSecureStringCommand"),
         {{"SecureString", 0}, {"AsPlainText", -1, Switch}},
         &makeCmdlet<ConvertFromSecureString>},
    };
}

} // namespace rejoin::lab::engine
