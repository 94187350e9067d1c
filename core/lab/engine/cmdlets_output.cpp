#include "core/lab/engine/cmdlet.h"

#include "core/clixml/display.h"
#include "core/lab/engine/convert.h"

using namespace Qt::StringLiterals;

namespace rejoin::lab::engine {

namespace {

class OutString final : public Cmdlet
{
public:
    Task<> begin(CmdletCall &call) override
    {
        const int width =
            std::clamp(call.whole("Width", call.interpreter.hasHost() ? call.interpreter.host().width : 120), 20, 4096);
        m_formatter = clixml::OutputFormatter(width);
        co_return;
    }
    Task<> process(CmdletCall &call, const Value *input) override
    {
        const Value value = input ? *input : call.value("InputObject");
        if (value.isNull())
            co_return;
        const Array items = listOf(value);
        for (const Value &item : items)
            co_await take(call, m_formatter.add(toClixml(item)));
    }
    Task<> end(CmdletCall &call) override
    {
        co_await take(call, m_formatter.finish());
        if (call.flag("Stream"))
            co_return;
        const QString lineEnd = u"\r\n"_s;
        QString text;
        for (const QString &line : std::as_const(m_lines))
            text += line + (call.flag("NoNewline") ? QString() : lineEnd);
        co_await call.write(Value::string(text));
    }

private:
    Task<> take(CmdletCall &call, QStringList lines)
    {
        if (!call.flag("Stream")) {
            m_lines += lines;
            co_return;
        }
        for (const QString &line : std::as_const(lines))
            co_await call.write(Value::string(line));
    }

    clixml::OutputFormatter m_formatter;
    QStringList m_lines;
};

/// Formats to the client's host; without one nothing is seen.
class OutDefault final : public Cmdlet
{
public:
    Task<> begin(CmdletCall &call) override
    {
        if (call.interpreter.hasHost())
            m_formatter = clixml::OutputFormatter(std::clamp(call.interpreter.host().width, 20, 4096));
        co_return;
    }
    Task<> process(CmdletCall &call, const Value *input) override
    {
        if (input)
            co_await show(call, m_formatter.add(toClixml(*input)));
    }
    Task<> end(CmdletCall &call) override { return show(call, m_formatter.finish()); }

private:
    Task<> show(CmdletCall &call, QStringList lines)
    {
        if (!call.interpreter.hasHost())
            co_return;
        for (const QString &line : std::as_const(lines)) {
            QList<clixml::Value> parameters;
            parameters.append(clixml::Value::string(line));
            co_await call.interpreter.callHost(psrp::HostMethod::WriteLine2, std::move(parameters), false);
        }
    }

    clixml::OutputFormatter m_formatter;
};

class OutNull final : public Cmdlet
{
};

} // namespace

QList<CmdletSpec> outputCmdlets()
{
    return {
        {u"Out-String"_s,
         u"Microsoft.PowerShell.Commands.OutStringCommand"_s,
         {{"InputObject"}, {"Stream", -1, Switch}, {"Width"}, {"NoNewline", -1, Switch}},
         &makeCmdlet<OutString>},
        {u"Out-Default"_s,
         u"Microsoft.PowerShell.Commands.OutDefaultCommand"_s,
         {{"InputObject"}},
         &makeCmdlet<OutDefault>},
        {u"Out-Host"_s, u"Microsoft.PowerShell.Commands.OutHostCommand"_s, {{"InputObject"}}, &makeCmdlet<OutDefault>},
        {u"Out-Null"_s, u"Microsoft.PowerShell.Commands.OutNullCommand"_s, {{"InputObject"}}, &makeCmdlet<OutNull>},
    };
}

} // namespace rejoin::lab::engine
