#include "core/remoting/failures.h"

namespace rejoin::remoting {

using base::Error;
using base::ErrorCategory;
using base::Text;

QString stateWord(SessionState state)
{
    switch (state) {
    case SessionState::BeforeOpen:
        return QStringLiteral("BeforeOpen");
    case SessionState::Opening:
        return QStringLiteral("Opening");
    case SessionState::Opened:
        return QStringLiteral("Opened");
    case SessionState::Disconnecting:
        return QStringLiteral("Disconnecting");
    case SessionState::Disconnected:
        return QStringLiteral("Disconnected");
    case SessionState::Connecting:
        return QStringLiteral("Connecting");
    case SessionState::Closing:
        return QStringLiteral("Closing");
    case SessionState::Closed:
        return QStringLiteral("Closed");
    case SessionState::Broken:
        return QStringLiteral("Broken");
    }
    return {};
}

Error wrongState(const QString &action, SessionState state)
{
    return {ErrorCategory::InvalidState, QStringLiteral("InvalidRunspaceState"),
            Text(QT_TRANSLATE_NOOP("core", "The session cannot do \"%1\" while its state is %2."),
                 {action, stateWord(state)}),
            Text(QT_TRANSLATE_NOOP("core", "Wait for what is running, or connect the session first."))};
}

Error pipelineIsOver()
{
    return {ErrorCategory::InvalidState, QStringLiteral("InvalidPipelineState"),
            Text(QT_TRANSLATE_NOOP("core", "The command is not running here any more.")),
            Text(QT_TRANSLATE_NOOP("core", "Run it again, or connect the session to take up what still runs."))};
}

Error openTimedOut(const QString &computer, std::chrono::milliseconds limit)
{
    return {ErrorCategory::TimedOut, QStringLiteral("WinRMOperationTimeout"),
            Text(QT_TRANSLATE_NOOP("core", "The session on %1 did not open within %2 seconds."),
                 {computer, QString::number(std::chrono::duration_cast<std::chrono::seconds>(limit).count())}),
            Text(QT_TRANSLATE_NOOP("core", "Try again; give more time with -OpenTimeout when the computer is busy."))};
}

Error poolEnded(const QString &computer, const QString &reason)
{
    if (reason.isEmpty())
        return {ErrorCategory::ConnectionLost, QStringLiteral("RunspaceStateBroken"),
                Text(QT_TRANSLATE_NOOP("core", "The session on %1 was closed by the remote computer."), {computer}),
                Text(QT_TRANSLATE_NOOP("core", "Create a new session."))};
    return {
        ErrorCategory::ConnectionLost, QStringLiteral("RunspaceStateBroken"),
        Text(QT_TRANSLATE_NOOP("core", "The session on %1 was closed by the remote computer: %2"), {computer, reason}),
        Text(QT_TRANSLATE_NOOP("core", "Create a new session."))};
}

bool isConnectionTrouble(const Error &error)
{
    switch (error.category) {
    case ErrorCategory::ConnectionLost:
    case ErrorCategory::ConnectFailed:
    case ErrorCategory::TimedOut:
    case ErrorCategory::NameNotResolved: // no network: no resolver either
        return true;
    default:
        return false;
    }
}

Error inputInDoubt(const Error &cause)
{
    Error error(ErrorCategory::ConnectionLost, QStringLiteral("InputInDoubt"),
                Text(QT_TRANSLATE_NOOP("core", "The connection was lost while input was sent; the computer may or may "
                                               "not have received it, and it was not sent a second time.")),
                Text(QT_TRANSLATE_NOOP("core", "Look at what the command did with it before you send it again.")),
                cause.code);
    error.detail = cause.english();
    error.requestSent = true;
    return error;
}

Error openingLost()
{
    return {ErrorCategory::ConnectionLost, QStringLiteral("OpeningLost"),
            Text(QT_TRANSLATE_NOOP("core", "The connection was lost while the session opened.")),
            Text(QT_TRANSLATE_NOOP("core", "Try again."))};
}

Error endLost(const QString &computer)
{
    return {ErrorCategory::ConnectionLost, QStringLiteral("OutputLost"),
            Text(QT_TRANSLATE_NOOP("core", "The command on %1 ended while the connection was interrupted; what it said "
                                           "last was lost on the way."),
                 {computer}),
            Text(QT_TRANSLATE_NOOP("core", "Its work is done; run a command that shows its result, if there is one."))};
}

Error connectivityLost(const QString &computer, const Error &cause)
{
    Error error(ErrorCategory::ConnectionLost, QStringLiteral("PowerShellNetworkFailedStartDisconnect"),
                Text(QT_TRANSLATE_NOOP("core", "Network connectivity to %1 has been lost and the reconnection attempt "
                                               "failed."),
                     {computer}),
                Text(QT_TRANSLATE_NOOP("core", "Please repair the network connection and reconnect using "
                                               "Connect-PSSession or Receive-PSSession.")),
                cause.code);
    error.detail = cause.english();
    return error;
}

} // namespace rejoin::remoting
