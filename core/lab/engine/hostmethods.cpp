// $host, $host.UI and $host.UI.RawUI: the methods that a script may call, each a call of the client's host.

#include "core/lab/engine/cmdlet.h"
#include "core/lab/engine/convert.h"
#include "core/lab/engine/hostcalls.h"
#include "core/lab/engine/operators.h"

#include <array>

using namespace Qt::StringLiterals;

namespace rejoin::lab::engine {

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

clixml::Value fieldDescription(const HostField &field)
{
    const auto text = [](const QString &words) {
        return words.isEmpty() ? clixml::Value() : clixml::Value::string(words);
    };
    clixml::ObjectBuilder description;
    description.note("name", clixml::Value::string(field.name));
    description.note("label", text(field.label));
    description.note("parameterTypeName", clixml::Value::string(field.typeName.section(u'.', -1)));
    description.note("parameterTypeFullName", clixml::Value::string(field.typeName));
    description.note("parameterAssemblyFullName", clixml::Value::string(field.typeName));
    description.note("helpMessage", text(field.helpMessage));
    description.note("isMandatory", clixml::Value::boolean(field.isMandatory));
    description.note("metadata", clixml::Value());
    description.note("modifiedByRemotingProtocol", clixml::Value::boolean(false));
    description.note("isFromRemoteHost", clixml::Value::boolean(false));
    return description.build();
}

namespace {

QString entry(const Table &table, const char *name)
{
    const Value *found = table.find(Value::string(QString::fromLatin1(name)));
    return found ? found->text() : QString();
}

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

/// A FieldDescription given as a hashtable of Name, Label, Type, Help and Mandatory, or as a bare name.
clixml::Value fieldOf(const Value &given)
{
    HostField field;
    field.name = given.text();
    if (const Table *table = given.tablePointer()) {
        field.name = entry(*table, "Name");
        field.label = entry(*table, "Label");
        field.helpMessage = entry(*table, "Help");
        field.isMandatory = entry(*table, "Mandatory").compare("False"_L1, Qt::CaseInsensitive) != 0;
        if (const QString type = entry(*table, "Type"); !type.isEmpty())
            field.typeName = type;
    }
    return fieldDescription(field);
}

struct HostMethodOf
{
    HostPart part;
    const char *name;
    qsizetype arguments;
    psrp::HostMethod method;
    bool wantsAnswer;
};

constexpr std::array<HostMethodOf, 12> hostMethods{{
    {HostPart::Host, "SetShouldExit", 1, psrp::HostMethod::SetShouldExit, false},
    {HostPart::Ui, "ReadLine", 0, psrp::HostMethod::ReadLine, true},
    {HostPart::Ui, "ReadLineAsSecureString", 0, psrp::HostMethod::ReadLineAsSecureString, true},
    {HostPart::Ui, "Write", 1, psrp::HostMethod::Write1, false},
    {HostPart::Ui, "WriteLine", 1, psrp::HostMethod::WriteLine2, false},
    {HostPart::Ui, "WriteErrorLine", 1, psrp::HostMethod::WriteErrorLine, false},
    {HostPart::Ui, "Prompt", 3, psrp::HostMethod::Prompt, true},
    {HostPart::Ui, "PromptForCredential", 4, psrp::HostMethod::PromptForCredential1, true},
    {HostPart::Ui, "PromptForChoice", 4, psrp::HostMethod::PromptForChoice, true},
    {HostPart::RawUi, "ReadKey", 1, psrp::HostMethod::ReadKey, true},
    {HostPart::RawUi, "ReadKey", 0, psrp::HostMethod::ReadKey, true},
    {HostPart::RawUi, "FlushInputBuffer", 0, psrp::HostMethod::FlushInputBuffer, false},
}};

} // namespace

Task<Value> Interpreter::hostMethod(HostPart part, QString name, Array arguments, Frame &frame)
{
    const Extent nowhere;
    const HostMethodOf *found = nullptr;
    bool isKnown = false;
    for (const HostMethodOf &one : hostMethods) {
        if (one.part != part || name.compare(QLatin1String(one.name), Qt::CaseInsensitive) != 0)
            continue;
        isKnown = true;
        if (one.arguments == arguments.size())
            found = &one;
    }
    if (!isKnown)
        co_return callMethod(Value(part), name, arguments); // says that there is none
    if (!found)
        failAt(ErrorParts(u"MethodCountCouldNotFindBest"_s,
                          u"Cannot find an overload for \"%1\" and the argument count: \"%2\"."_s.arg(name).arg(
                              arguments.size()),
                          Category::NotSpecified),
               frame, nowhere);
    if (!canPrompt())
        failAt(noHost(), frame, nowhere);
    psrp::HostMethod method = found->method;
    QList<clixml::Value> parameters;
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        const bool isList =
            i == 2 && (method == psrp::HostMethod::Prompt || method == psrp::HostMethod::PromptForChoice);
        if (!isList) {
            parameters.append(toClixml(arguments[i]));
            continue;
        }
        std::vector<clixml::Value> items;
        const Array given = listOf(arguments[i]);
        for (const Value &item : given)
            items.push_back(method == psrp::HostMethod::Prompt ? fieldOf(item) : choiceDescription(item));
        parameters.append(clixml::arrayList(items));
    }
    if (method == psrp::HostMethod::PromptForChoice && parameters.last().container() != clixml::Container::None)
        method = psrp::HostMethod::PromptForChoiceMultipleSelection; // several defaults: several choices
    if (method == psrp::HostMethod::ReadKey)
        parameters = {clixml::Value::int32(6)}; // ReadKeyOptions: NoEcho, IncludeKeyDown
    const bool wantsAnswer = found->wantsAnswer;
    const psrp::HostResponse response = co_await callHost(method, std::move(parameters), wantsAnswer);
    if (!wantsAnswer)
        co_return Value();
    if (auto failure = hostFailure(response))
        failAt(*failure, frame, nowhere);
    co_return Value::fromData(psrp::unwrapHostObject(response.result));
}

} // namespace rejoin::lab::engine
