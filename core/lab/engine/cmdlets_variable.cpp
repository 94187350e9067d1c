#include "core/lab/engine/cmdlet.h"

#include "core/lab/engine/convert.h"

using namespace Qt::StringLiterals;

namespace rejoin::lab::engine {

namespace {

ErrorParts noSuchVariable(const QString &name)
{
    return ErrorParts(u"VariableNotFound"_s, u"Cannot find a variable with the name '%1'."_s.arg(name),
                      Category::ObjectNotFound, Value::string(name),
                      u"System.Management.Automation.ItemNotFoundException"_s);
}

/// Names in scope, nearest first; each once.
QStringList visibleNames(const Frame &frame)
{
    QStringList names;
    for (const Scope *scope = frame.scope.get(); scope; scope = scope->parent().get())
        names += scope->names();
    names.removeDuplicates();
    names.sort();
    return names;
}

class GetVariable final : public Cmdlet
{
public:
    Task<> process(CmdletCall &call, const Value *input) override
    {
        Array wanted = input ? listOf(*input) : call.list("Name");
        if (wanted.isEmpty())
            wanted.append(Value::string(u"*"_s));
        const QStringList visible = visibleNames(call.frame());
        for (const Value &pattern : std::as_const(wanted)) {
            bool found = false;
            for (const QString &name : visible) {
                if (!matchesWildcard(name, pattern.text()))
                    continue;
                found = true;
                Value value = call.interpreter.variable(name, call.frame());
                if (!call.flag("ValueOnly")) {
                    Table shown(Table::Kind::Custom);
                    shown.set(Value::string(u"Name"_s), Value::string(name));
                    shown.set(Value::string(u"Value"_s), value);
                    value = Value::table(std::move(shown));
                }
                co_await call.write(std::move(value));
            }
            if (!found && !hasWildcard(pattern.text()))
                co_await call.error(noSuchVariable(pattern.text()));
        }
    }
};

class SetVariable final : public Cmdlet
{
public:
    Task<> process(CmdletCall &, const Value *input) override
    {
        if (input)
            m_input.append(*input);
        m_fromPipeline = m_fromPipeline || input;
        co_return;
    }
    Task<> end(CmdletCall &call) override
    {
        Value value = m_fromPipeline ? Value::fromCollected(m_input) : call.value("Value");
        for (const Value &name : call.list("Name")) {
            const bool global = call.text("Scope").compare("global"_L1, Qt::CaseInsensitive) == 0;
            call.interpreter.assign(global ? u"global:"_s + name.text() : name.text(), value, call.frame());
        }
        if (call.flag("PassThru"))
            co_await call.write(std::move(value));
    }

private:
    Array m_input;
    bool m_fromPipeline = false;
};

class ClearVariable final : public Cmdlet
{
public:
    Task<> process(CmdletCall &call, const Value *) override
    {
        for (const Value &name : call.list("Name")) {
            if (call.frame().scope->find(name.text()))
                call.interpreter.assign(name.text(), {}, call.frame());
            else
                co_await call.error(noSuchVariable(name.text()));
        }
    }
};

class RemoveVariable final : public Cmdlet
{
public:
    Task<> process(CmdletCall &call, const Value *) override
    {
        for (const Value &name : call.list("Name")) {
            if (!call.frame().scope->remove(name.text()))
                co_await call.error(noSuchVariable(name.text()));
        }
    }
};

} // namespace

QList<CmdletSpec> variableCmdlets()
{
    const auto type = [](const char *name) { return u"Microsoft.PowerShell.Commands."_s + QString::fromLatin1(name); };
    return {
        {u"Get-Variable"_s,
         type("GetVariableCommand"),
         {{"Name", 0}, {"ValueOnly", -1, Switch}},
         &makeCmdlet<GetVariable>},
        {u"Set-Variable"_s,
         type("SetVariableCommand"),
         {{"Name", 0}, {"Value", 1}, {"Scope"}, {"PassThru", -1, Switch}},
         &makeCmdlet<SetVariable>},
        {u"Clear-Variable"_s, type("ClearVariableCommand"), {{"Name", 0}}, &makeCmdlet<ClearVariable>},
        {u"Remove-Variable"_s, type("RemoveVariableCommand"), {{"Name", 0}}, &makeCmdlet<RemoveVariable>},
    };
}

} // namespace rejoin::lab::engine
