#include "core/lab/engine/restricted.h"

#include "core/lab/engine/convert.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rejoin::lab::engine {

namespace {

/// Names that a client of this runspace can call, sorted.
QStringList visibleNames(const CmdletCall &call)
{
    QStringList names = restrictedCmdletNames();
    names += call.interpreter.runspace().settings.visible;
    std::sort(names.begin(), names.end(),
              [](const QString &a, const QString &b) { return a.compare(b, Qt::CaseInsensitive) < 0; });
    return names;
}

QStringList wanted(const CmdletCall &call, const QString &name)
{
    QStringList found;
    const QStringList names = visibleNames(call);
    for (const QString &one : names) {
        if (matchesWildcard(one, name))
            found.append(one);
    }
    return found;
}

/// A FunctionInfo as it travels, as far as tables show it.
class GetCommand final : public Cmdlet
{
public:
    Task<> process(CmdletCall &call, const Value *) override
    {
        Array patterns = call.list("Name");
        if (patterns.isEmpty())
            patterns.append(Value::string(u"*"_s));
        for (const Value &pattern : std::as_const(patterns)) {
            const QString name = pattern.text();
            const QStringList found = wanted(call, name);
            for (const QString &one : found)
                co_await call.write(Value(describe(one)));
            if (found.isEmpty() && !hasWildcard(name)) {
                ErrorParts parts(
                    u"CommandNotFoundException"_s,
                    u"The term '%1' is not recognized as a name of a cmdlet, function, script file, or executable "
                    "program."_s.arg(name),
                    Category::ObjectNotFound, pattern, u"System.Management.Automation.CommandNotFoundException"_s);
                co_await call.error(std::move(parts));
            }
        }
    }

private:
    static clixml::Value describe(const QString &name)
    {
        clixml::ObjectBuilder info;
        info.typeNames(
            {"System.Management.Automation.FunctionInfo", "System.Management.Automation.CommandInfo", "System.Object"});
        info.toString(name);
        info.property("CommandType", clixml::enumeration("System.Management.Automation.CommandTypes", u"Function", 2));
        info.property("Name", clixml::Value::string(name));
        info.property("Version", clixml::Value());
        info.property("Source", clixml::Value::string(QString()));
        return info.build();
    }
};

class GetHelp final : public Cmdlet
{
public:
    Task<> process(CmdletCall &call, const Value *) override
    {
        const QString name = call.has("Name") ? call.text("Name") : u"*"_s;
        const QStringList found = wanted(call, name);
        for (const QString &one : found) {
            clixml::ObjectBuilder help;
            help.typeNames({"ExtendedCmdletHelpInfo", "System.Object"});
            help.property("Name", clixml::Value::string(one));
            help.property("Category", clixml::Value::string(u"Function"_s));
            help.property("Synopsis", clixml::Value::string(one + u' '));
            co_await call.write(Value(help.build()));
        }
        if (found.isEmpty() && !hasWildcard(name)) {
            ErrorParts parts(u"HelpNotFound"_s,
                             u"Get-Help could not find %1 in a help file in this session."_s.arg(name),
                             Category::ObjectNotFound, {}, u"Microsoft.PowerShell.Commands.HelpNotFoundException"_s);
            co_await call.error(std::move(parts));
        }
    }
};

/// This engine has no views of its own to give.
class GetFormatData final : public Cmdlet
{
};

class ClearHost final : public Cmdlet
{
public:
    Task<> process(CmdletCall &call, const Value *) override
    {
        if (!call.interpreter.hasHost())
            co_return;
        clixml::ObjectBuilder place;
        place.note("x", clixml::Value::int32(0)).note("y", clixml::Value::int32(0));
        clixml::ObjectBuilder typed;
        typed.note("T", clixml::Value::string(u"System.Management.Automation.Host.Coordinates"_s));
        typed.note("V", place.build());
        QList<clixml::Value> parameters{typed.build()};
        co_await call.interpreter.callHost(psrp::HostMethod::SetCursorPosition, std::move(parameters), false);
    }
};

class ExitSession final : public Cmdlet
{
public:
    Task<> process(CmdletCall &call, const Value *) override
    {
        if (!call.interpreter.hasHost())
            co_return;
        QList<clixml::Value> none;
        co_await call.interpreter.callHost(psrp::HostMethod::PopRunspace, std::move(none), false);
    }
};

/// A cmdlet of the engine behind a proxy that passes only these parameters on.
CmdletSpec proxyOf(const QString &name, const QStringList &parameters)
{
    CmdletSpec spec = *findCmdlet(name);
    spec.typeName = name; // errors name the function
    spec.parameters.removeIf([&](const ParameterSpec &parameter) { return !parameters.contains(parameter.name); });
    return spec;
}

const QHash<QString, CmdletSpec> &table()
{
    static const QHash<QString, CmdletSpec> specs = [] {
        const QList<CmdletSpec> list{
            {u"Get-Command"_s,
             u"Microsoft.PowerShell.Commands.GetCommandCommand"_s,
             {{"Name", 0}},
             &makeCmdlet<GetCommand>},
            {u"Get-Help"_s, u"Microsoft.PowerShell.Commands.GetHelpCommand"_s, {{"Name", 0}}, &makeCmdlet<GetHelp>},
            {u"Get-FormatData"_s,
             u"Get-FormatData"_s,
             {{"TypeName", 0}, {"PowerShellVersion", 1}},
             &makeCmdlet<GetFormatData>},
            {u"Clear-Host"_s, u"Clear-Host"_s, {}, &makeCmdlet<ClearHost>},
            {u"Exit-PSSession"_s, u"Exit-PSSession"_s, {}, &makeCmdlet<ExitSession>},
            proxyOf(u"Measure-Object"_s, {u"InputObject"_s}),
            proxyOf(u"Out-Default"_s, {u"InputObject"_s}),
            proxyOf(u"Select-Object"_s, {u"Property"_s, u"InputObject"_s}),
        };
        QHash<QString, CmdletSpec> made;
        for (const CmdletSpec &spec : list)
            made.insert(spec.name.toLower(), spec);
        return made;
    }();
    return specs;
}

} // namespace

const CmdletSpec *findRestrictedCmdlet(const QString &name)
{
    static const QHash<QString, QString> aliases{
        {u"cls"_s, u"clear-host"_s},         {u"exsn"_s, u"exit-pssession"_s},  {u"gcm"_s, u"get-command"_s},
        {u"measure"_s, u"measure-object"_s}, {u"select"_s, u"select-object"_s},
    };
    const QString lower = name.toLower();
    const auto found = table().constFind(aliases.value(lower, lower));
    return found == table().cend() ? nullptr : &*found;
}

QStringList restrictedCmdletNames()
{
    QStringList names;
    for (const CmdletSpec &spec : table())
        names.append(spec.name);
    return names;
}

} // namespace rejoin::lab::engine
