#include "core/lab/engine/cmdlet.h"

#include "core/lab/engine/convert.h"

#include <cmath>

using namespace Qt::StringLiterals;

namespace rejoin::lab::engine {

Task<> Cmdlet::begin(CmdletCall &)
{
    co_return;
}

Task<> Cmdlet::process(CmdletCall &, const Value *)
{
    co_return;
}

Task<> Cmdlet::end(CmdletCall &)
{
    co_return;
}

Array CmdletCall::list(const char *name) const
{
    if (!has(name))
        return {};
    return listOf(value(name));
}

double CmdletCall::number(const char *name, double absent) const
{
    if (!has(name))
        return absent;
    const Value given = value(name);
    const auto number = given.number();
    if (!number || !std::isfinite(*number)) {
        ErrorParts parts(u"CannotConvertArgumentNoMessage"_s,
                         u"Cannot bind parameter '%1'. Cannot convert value \"%2\" to a number."_s.arg(
                             QString::fromLatin1(name), given.text()),
                         Category::InvalidArgument, {}, QString::fromLatin1(parameterBindingException));
        fail(std::move(parts));
    }
    return *number;
}

int CmdletCall::whole(const char *name, int absent) const
{
    return int(std::clamp(std::nearbyint(number(name, absent)), -2147483648.0, 2147483647.0));
}

Action CmdletCall::action(const char *parameter, const char *variable, Action absent) const
{
    const QString name =
        has(parameter) ? text(parameter) : interpreter.variable(QString::fromLatin1(variable), m_frame).text();
    if (name.isEmpty())
        return absent;
    static const QHash<QString, Action> actions{
        {u"silentlycontinue"_s, Action::SilentlyContinue},
        {u"0"_s, Action::SilentlyContinue},
        {u"stop"_s, Action::Stop},
        {u"1"_s, Action::Stop},
        {u"continue"_s, Action::Continue},
        {u"2"_s, Action::Continue},
        {u"inquire"_s, Action::Inquire},
        {u"3"_s, Action::Inquire},
        {u"ignore"_s, Action::Ignore},
        {u"4"_s, Action::Ignore},
    };
    const auto found = actions.constFind(name.toLower());
    if (found != actions.cend())
        return *found;
    fail(ErrorParts(
        u"CannotConvertArgumentNoMessage"_s,
        u"Cannot bind parameter '%1'. \"%2\" is not one of SilentlyContinue, Stop, Continue, Inquire, Ignore."_s.arg(
            QString::fromLatin1(parameter), name),
        Category::InvalidArgument, {}, QString::fromLatin1(parameterBindingException)));
}

QString CmdletCall::qualified(const QString &id) const
{
    return id + u',' + m_spec.typeName;
}

void CmdletCall::fail(ErrorParts parts) const
{
    parts.id = qualified(parts.id);
    failAt(parts, m_frame, m_extent, m_spec.name, action("ErrorAction", "", Action::Continue) == Action::Stop);
}

Task<> CmdletCall::write(Value value)
{
    return m_frame.out->write(std::move(value));
}

clixml::InformationalRecord CmdletCall::informational(const QString &message) const
{
    clixml::InformationalRecord record;
    record.message = message;
    return record;
}

Task<bool> CmdletCall::redirected(Stream stream, clixml::Value record)
{
    const StreamTarget target = m_frame.target(stream);
    if (target.writer) {
        Value written(std::move(record));
        co_await target.writer->write(std::move(written));
    }
    co_return target.discarded || target.writer;
}

Task<> CmdletCall::hostLine(psrp::HostMethod method, QString text)
{
    if (!interpreter.hasHost())
        co_return;
    QList<clixml::Value> parameters;
    parameters.append(clixml::Value::string(text));
    co_await interpreter.callHost(method, std::move(parameters), false);
}

Task<> CmdletCall::emitWarning(clixml::InformationalRecord record)
{
    clixml::Value value = record.toValue("System.Management.Automation.WarningRecord");
    return emitInformational(Stream::Warning, std::move(record), std::move(value));
}

Task<> CmdletCall::emitVerbose(clixml::InformationalRecord record)
{
    clixml::Value value = record.toValue("System.Management.Automation.VerboseRecord");
    return emitInformational(Stream::Verbose, std::move(record), std::move(value));
}

Task<> CmdletCall::emitDebug(clixml::InformationalRecord record)
{
    clixml::Value value = record.toValue("System.Management.Automation.DebugRecord");
    return emitInformational(Stream::Debug, std::move(record), std::move(value));
}

Task<> CmdletCall::emitInformational(Stream stream, clixml::InformationalRecord record, clixml::Value value)
{
    const bool elsewhere = co_await redirected(stream, std::move(value));
    if (elsewhere)
        co_return;
    auto method = psrp::HostMethod::WriteWarningLine;
    if (stream == Stream::Warning) {
        interpreter.sink().warning(record);
    } else if (stream == Stream::Verbose) {
        interpreter.sink().verbose(record);
        method = psrp::HostMethod::WriteVerboseLine;
    } else {
        interpreter.sink().debug(record);
        method = psrp::HostMethod::WriteDebugLine;
    }
    QString text = record.message;
    co_await hostLine(method, std::move(text));
}

namespace {

[[noreturn]] void stopForPreference(const CmdletCall &call, const QString &what, const QString &message)
{
    call.fail(ErrorParts(u"ActionPreferenceStop"_s,
                         u"The running command stopped because the preference variable \"%1Preference\" or common "
                         "parameter is set to Stop: %2"_s.arg(what, message),
                         Category::OperationStopped, {},
                         u"System.Management.Automation.ActionPreferenceStopException"_s));
}

bool isSilent(Action action)
{
    return action == Action::SilentlyContinue || action == Action::Ignore;
}

} // namespace

Task<> CmdletCall::warning(QString message)
{
    const Action wanted = action("WarningAction", "WarningPreference", Action::Continue);
    if (isSilent(wanted))
        co_return;
    clixml::InformationalRecord record = informational(message);
    co_await emitWarning(std::move(record));
    if (wanted == Action::Stop)
        stopForPreference(*this, u"Warning"_s, message);
}

Task<> CmdletCall::verbose(QString message)
{
    Action wanted = action("", "VerbosePreference", Action::SilentlyContinue);
    if (has("Verbose"))
        wanted = flag("Verbose") ? Action::Continue : Action::SilentlyContinue;
    if (isSilent(wanted))
        co_return;
    clixml::InformationalRecord record = informational(message);
    co_await emitVerbose(std::move(record));
    if (wanted == Action::Stop)
        stopForPreference(*this, u"Verbose"_s, message);
}

Task<> CmdletCall::debug(QString message)
{
    Action wanted = action("", "DebugPreference", Action::SilentlyContinue);
    if (has("Debug"))
        wanted = flag("Debug") ? Action::Continue : Action::SilentlyContinue;
    if (isSilent(wanted))
        co_return;
    clixml::InformationalRecord record = informational(message);
    co_await emitDebug(std::move(record));
    if (wanted == Action::Stop)
        stopForPreference(*this, u"Debug"_s, message);
}

Task<> CmdletCall::information(clixml::InformationRecord record, bool toHost)
{
    clixml::Value value = record.toValue();
    const bool elsewhere = co_await redirected(Stream::Information, std::move(value));
    if (elsewhere)
        co_return;
    interpreter.sink().information(record);
    if (!toHost || !interpreter.hasHost())
        co_return;
    // Write-Host with a colour names both, -1 for the one that is not given.
    const bool coloured = record.foreground || record.background;
    QList<clixml::Value> parameters;
    if (coloured) {
        parameters.append(clixml::Value::int32(record.foreground.value_or(-1)));
        parameters.append(clixml::Value::int32(record.background.value_or(-1)));
    }
    parameters.append(clixml::Value::string(record.text()));
    const auto method = record.noNewLine ? (coloured ? psrp::HostMethod::Write2 : psrp::HostMethod::Write1)
                        : coloured       ? psrp::HostMethod::WriteLine3
                                         : psrp::HostMethod::WriteLine2;
    co_await interpreter.callHost(method, std::move(parameters), false);
}

Task<> CmdletCall::progress(clixml::ProgressRecord record)
{
    if (isSilent(action("", "ProgressPreference", Action::Continue)))
        co_return;
    interpreter.sink().progress(record);
    if (!interpreter.hasHost())
        co_return;
    QList<clixml::Value> parameters;
    parameters.append(clixml::Value::int64(0));
    parameters.append(record.toValue());
    co_await interpreter.callHost(psrp::HostMethod::WriteProgress, std::move(parameters), false);
}

Task<> CmdletCall::error(ErrorParts parts)
{
    parts.id = qualified(parts.id);
    clixml::ErrorRecord record = makeRecord(parts, m_spec.name, m_frame.source.get(), m_extent);
    co_await errorRecord(std::move(record));
}

Task<> CmdletCall::errorRecord(clixml::ErrorRecord record)
{
    const Action wanted = action("ErrorAction", "ErrorActionPreference", Action::Continue);
    interpreter.runspace().lastGood = false;
    if (has("ErrorVariable") && wanted != Action::Ignore) {
        const Value kept(std::shared_ptr<const clixml::ErrorRecord>(std::make_shared<clixml::ErrorRecord>(record)));
        QString name = text("ErrorVariable");
        const bool appends = name.startsWith(u'+');
        if (appends)
            name = name.mid(1);
        const Value before = interpreter.variable(name, m_frame);
        Array records = before.items() ? *before.items() : Array();
        records.append(kept);
        interpreter.assign(name, Value::array(std::move(records)), m_frame);
    }
    if (wanted == Action::Ignore)
        co_return;
    if (wanted == Action::Stop) {
        ScriptError stop;
        stop.record = std::move(record);
        stop.endsScript = true;
        throw stop;
    }
    if (wanted == Action::SilentlyContinue) {
        interpreter.runspace().errors.prepend(
            Value(std::shared_ptr<const clixml::ErrorRecord>(std::make_shared<clixml::ErrorRecord>(record))));
        co_return;
    }
    co_await interpreter.reportError(std::move(record), m_frame);
}

} // namespace rejoin::lab::engine
