#pragma once

#include "core/lab/engine/interpreter.h"

namespace rejoin::lab::engine {

class CmdletCall;

/// One running command of a pipeline.
class Cmdlet
{
public:
    virtual ~Cmdlet() = default;
    [[nodiscard]] virtual Task<> begin(CmdletCall &call);
    /// input is null when the command stands first and gets nothing from a pipeline.
    [[nodiscard]] virtual Task<> process(CmdletCall &call, const Value *input);
    [[nodiscard]] virtual Task<> end(CmdletCall &call);
};

struct ParameterSpec
{
    enum class Kind : quint8 { Value, Switch };

    ParameterSpec(const char *parameterName, int place = -1, Kind parameterKind = Kind::Value, QStringList others = {})
        : name(QString::fromLatin1(parameterName)), kind(parameterKind), position(place), aliases(std::move(others))
    {
    }
    QString name;
    Kind kind = Kind::Value;
    int position = -1; ///< -1: by name only
    QStringList aliases;
};
inline constexpr auto Switch = ParameterSpec::Kind::Switch;

struct CmdletSpec
{
    using Factory = std::unique_ptr<Cmdlet> (*)();

    QString name;     ///< "Start-Job"
    QString typeName; ///< "Microsoft.PowerShell.Commands.StartJobCommand"
    QList<ParameterSpec> parameters;
    Factory make = nullptr;
    /// Positional arguments beyond the last position join it as a list (Write-Output a b c).
    bool takesRemaining = false;
};

/// By name or alias, without case; null when there is none.
[[nodiscard]] const CmdletSpec *findCmdlet(const QString &name);

// The families; each file registers its own.
[[nodiscard]] QList<CmdletSpec> jobCmdlets();
[[nodiscard]] QList<CmdletSpec> writeCmdlets();
[[nodiscard]] QList<CmdletSpec> hostCmdlets();
[[nodiscard]] QList<CmdletSpec> objectCmdlets();
[[nodiscard]] QList<CmdletSpec> outputCmdlets();
[[nodiscard]] QList<CmdletSpec> variableCmdlets();
[[nodiscard]] QList<CmdletSpec> timeCmdlets();

template <typename T>
std::unique_ptr<Cmdlet> makeCmdlet()
{
    return std::make_unique<T>();
}

/// By lower-case full name.
using BoundParameters = QHash<QString, Value>;

/// Throws ErrorParts' failure (OperationFailure) when the words do not fit.
[[nodiscard]] BoundParameters bindWords(const CmdletSpec &spec, const BoundWords &words);

/// How a stream is to be treated.
enum class Action : quint8 { SilentlyContinue, Stop, Continue, Inquire, Ignore };

/// What a cmdlet sees of its call: parameters in, streams out.
class CmdletCall
{
public:
    CmdletCall(Interpreter &owner, const CmdletSpec &spec, BoundParameters parameters, Frame frame, Extent extent)
        : interpreter(owner),
          m_spec(spec),
          m_parameters(std::move(parameters)),
          m_frame(std::move(frame)),
          m_extent(extent)
    {
    }

    Interpreter &interpreter;

    [[nodiscard]] const CmdletSpec &spec() const { return m_spec; }
    [[nodiscard]] Frame &frame() { return m_frame; }
    [[nodiscard]] bool has(const char *name) const
    {
        return m_parameters.contains(QString::fromLatin1(name).toLower());
    }
    /// $null when not given.
    [[nodiscard]] Value value(const char *name) const
    {
        return m_parameters.value(QString::fromLatin1(name).toLower());
    }
    [[nodiscard]] QString text(const char *name) const { return value(name).text(); }
    [[nodiscard]] bool flag(const char *name) const { return value(name).truth(); }
    /// The parameter as a list: none, one or more.
    [[nodiscard]] Array list(const char *name) const;
    /// Throws a parameter binding error when it is no number.
    [[nodiscard]] double number(const char *name, double absent) const;
    [[nodiscard]] int whole(const char *name, int absent) const;

    [[nodiscard]] Action action(const char *parameter, const char *variable, Action absent) const;

    [[nodiscard]] Task<> write(Value value);
    [[nodiscard]] Task<> warning(QString message);
    [[nodiscard]] Task<> verbose(QString message);
    [[nodiscard]] Task<> debug(QString message);
    /// A record with its host calls; preference is asked by the caller.
    [[nodiscard]] Task<> information(clixml::InformationRecord record, bool toHost);
    [[nodiscard]] Task<> progress(clixml::ProgressRecord record);
    /// An error that does not end the command, unless the preference says Stop.
    [[nodiscard]] Task<> error(ErrorParts parts);
    /// A record at this command's place; its id is left as it is.
    [[nodiscard]] clixml::ErrorRecord recordHere(const ErrorParts &parts) const
    {
        return makeRecord(parts, m_spec.name, m_frame.source.get(), m_extent);
    }
    [[nodiscard]] Task<> errorRecord(clixml::ErrorRecord record);
    /// An error that ends the statement.
    [[noreturn]] void fail(ErrorParts parts) const;

    /// id with ",Microsoft.PowerShell.Commands.…"
    [[nodiscard]] QString qualified(const QString &id) const;

    /// Receive-Job hands on records of others, whatever this command's preferences are.
    [[nodiscard]] Task<> emitWarning(clixml::InformationalRecord record);
    [[nodiscard]] Task<> emitVerbose(clixml::InformationalRecord record);
    [[nodiscard]] Task<> emitDebug(clixml::InformationalRecord record);

private:
    Task<> emitInformational(Stream stream, clixml::InformationalRecord record, clixml::Value value);
    Task<> hostLine(psrp::HostMethod method, QString text);
    [[nodiscard]] clixml::InformationalRecord informational(const QString &message) const;
    /// True when the record went elsewhere by a redirection.
    Task<bool> redirected(Stream stream, clixml::Value record);

    const CmdletSpec &m_spec;
    BoundParameters m_parameters;
    Frame m_frame;
    Extent m_extent;
};

} // namespace rejoin::lab::engine
