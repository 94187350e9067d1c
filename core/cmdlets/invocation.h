#pragma once

#include "core/base/cancel.h"
#include "core/cmdlets/binder.h"
#include "core/cmdlets/frontend.h"
#include "core/sessions/sessionservice.h"

#include <memory>

namespace rejoin::cmdlets {

/// What -ErrorAction Stop and terminating errors unwind with: the error was written already.
struct StopExecution
{
};

/// State of one Runner that its commands share.
struct RunnerState
{
    sessions::SessionService *service = nullptr;
    FrontEnd *frontEnd = nullptr;
    QHash<QString, Object> variables; ///< by lower-case name
    bool failed = false;
    base::CancelToken giveUp; ///< see Runner::run
    /// Sessions that this process made or connected and has to leave disconnected (cli.md "Between calls").
    QList<sessions::SessionPtr> toLeave;

    [[nodiscard]] Object variable(const QString &name) const { return variables.value(name.toLower()); }
};

/// One call of a cmdlet: its parameters and where its streams go, with -ErrorAction, -WarningAction, -Verbose applied.
class Invocation : public std::enable_shared_from_this<Invocation>
{
public:
    Invocation(std::shared_ptr<RunnerState> state, BoundCommand bound, std::function<void(const Object &)> emit,
               base::CancelToken cancel);

    const BoundCommand &bound() const { return m_bound; }
    sessions::SessionService *service() const { return m_state->service; }
    FrontEnd *frontEnd() const { return m_state->frontEnd; }
    const std::shared_ptr<RunnerState> &state() const { return m_state; }
    base::CancelToken cancel() const { return m_cancel; }

    void output(const Object &object);
    /// Non-terminating, unless -ErrorAction says Stop (then throws StopExecution).
    void error(base::Error error, const QString &computerName = {});
    void remoteError(const clixml::ErrorRecord &record, const QString &computerName);
    void warning(const QString &text);
    void verbose(const QString &text);
    void debug(const QString &text);

    [[nodiscard]] bool isWhatIf() const { return m_bound.isSet("WhatIf"); }
    /// -WhatIf prints and gives false, -Confirm asks. target: "Server01\ITTask", action: the cmdlet's name.
    [[nodiscard]] Task<bool> shouldProcess(QString target);

    /// Where and how, from -ComputerName or -ConnectionUri and what goes with them: one each computer.
    /// $PSSessionOption, $PSSessionApplicationName and $PSSessionConfigurationName fill what is not given
    /// (the last only when forCreation). A name or URI that cannot be one is written as an error and left out. Throws
    /// Error.
    [[nodiscard]] Task<QList<sessions::ConnectionOptions>> targets(bool forCreation);

    /// The same for one computer that is named otherwise; its login is the caller's business.
    [[nodiscard]] Task<QList<sessions::ConnectionOptions>> targetsAt(QString computer);

    /// Objects given as -Session, -Id, -InstanceId, -Name or -ComputerName of sessions that this process holds; writes
    /// PowerShell's error for each one that there is not.
    [[nodiscard]] QList<sessions::SessionPtr> localSessions();

private:
    enum class Action : quint8 { Continue, Stop, Silent, Ignore };
    [[nodiscard]] Action preference(const char *parameter, const char *variable, Action fallback) const;
    void report(CommandError error);
    [[nodiscard]] sessions::SessionOptions sessionOption() const;
    /// All that is the same for every computer of the call, but for its login.
    [[nodiscard]] sessions::ConnectionOptions commonOptions(bool forCreation);
    /// -Credential and -CertificateThumbprint, the vault's entry for this computer, or whoever is asked.
    [[nodiscard]] Task<sessions::ConnectionOptions> withLogin(sessions::ConnectionOptions options);
    /// What is sent unprotected, or handed over, is said before anything is sent.
    void warnOf(const sessions::ConnectionOptions &target);

    std::shared_ptr<RunnerState> m_state;
    BoundCommand m_bound;
    std::function<void(const Object &)> m_emit;
    base::CancelToken m_cancel;
    ObjectList m_errors; ///< for -ErrorVariable
    std::shared_ptr<sessions::RedirectHandler> m_redirects;
};

/// PowerShell's words for a redirect that is followed.
[[nodiscard]] QString redirectWarning(const QString &to);

using InvocationPtr = std::shared_ptr<Invocation>;
using Command = Task<> (*)(InvocationPtr);

/// Null when the table has the cmdlet but nothing runs it.
[[nodiscard]] Command findCommand(const QString &cmdletName);

} // namespace rejoin::cmdlets
