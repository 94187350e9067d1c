#include "core/lab/engine/cmdlet.h"

#include "core/base/sleep.h"
#include "core/lab/engine/convert.h"

using namespace Qt::StringLiterals;

namespace rejoin::lab::engine {

namespace {

class StartSleep final : public Cmdlet
{
public:
    Task<> process(CmdletCall &call, const Value *input) override
    {
        if (!input && !call.has("Seconds") && !call.has("Milliseconds"))
            call.fail(
                ErrorParts(u"MissingMandatoryParameter"_s,
                           u"Cannot process command because of one or more missing mandatory parameters: Seconds."_s,
                           Category::InvalidArgument, {}, QString::fromLatin1(parameterBindingException)));
        double milliseconds = call.number("Milliseconds", call.number("Seconds", 0) * 1000);
        if (input)
            milliseconds = input->number().value_or(0) * 1000;
        if (milliseconds < 0 || milliseconds > 2147483647.0)
            call.fail(ErrorParts(
                u"ParameterArgumentValidationError"_s,
                u"Cannot validate argument on parameter 'Seconds'. The time must be between 0 and 2147483 seconds."_s,
                Category::InvalidData, {}, QString::fromLatin1(parameterBindingException)));
        co_await base::sleepFor(std::chrono::milliseconds(qint64(milliseconds)), call.interpreter.cancelToken());
    }
};

class GetDate final : public Cmdlet
{
public:
    Task<> process(CmdletCall &call, const Value *input) override
    {
        QDateTime time = call.interpreter.runspace().clock->now().toLocalTime();
        const Value given = input ? *input : call.value("Date");
        if (const auto *date = given.as<QDateTime>()) {
            time = *date;
        } else if (!given.isNull()) {
            time = QDateTime::fromString(given.text(), Qt::ISODateWithMs);
            if (!time.isValid())
                call.fail(ErrorParts(
                    u"CannotConvertArgumentNoMessage"_s,
                    u"Cannot bind parameter 'Date'. Cannot convert value \"%1\" to type \"System.DateTime\"."_s.arg(
                        given.text()),
                    Category::InvalidArgument, {}, QString::fromLatin1(parameterBindingException)));
        }
        if (call.flag("AsUTC"))
            time = time.toUTC();
        if (call.has("Format")) {
            co_await call.write(Value::string(formatted(Value(time), call.text("Format"))));
            co_return;
        }
        // Serialized with its offset, as PowerShell writes local times.
        if (time.timeSpec() == Qt::LocalTime)
            time = time.toOffsetFromUtc(time.offsetFromUtc());
        co_await call.write(Value(time));
    }
};

} // namespace

QList<CmdletSpec> timeCmdlets()
{
    using Kind = ParameterSpec::Kind;
    return {
        {u"Start-Sleep"_s,
         u"Microsoft.PowerShell.Commands.StartSleepCommand"_s,
         {{"Seconds", 0}, {"Milliseconds", -1, Kind::Value, {u"ms"_s}}},
         &makeCmdlet<StartSleep>},
        {u"Get-Date"_s,
         u"Microsoft.PowerShell.Commands.GetDateCommand"_s,
         {{"Date", 0}, {"Format"}, {"AsUTC", -1, Switch}},
         &makeCmdlet<GetDate>},
    };
}

} // namespace rejoin::lab::engine
