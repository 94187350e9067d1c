#include "core/sessions/sessionerrors.h"

namespace rejoin::sessions {

using base::Error;
using base::ErrorCategory;
using base::Text;

namespace {

/// "<word>,<default>": FullyQualifiedErrorId as PowerShell builds it for transport errors.
QString idWith(const Error &inner, const char *word)
{
    const QString last = QString::fromLatin1(word);
    return inner.id.isEmpty() ? last : inner.id + u',' + last;
}

Error around(const Error &inner, const char *word, Text message)
{
    Error error(inner.category, idWith(inner, word), std::move(message), inner.advice, inner.code);
    error.detail = inner.detail;
    error.requestSent = inner.requestSent;
    error.atAnotherHost = inner.atAnotherHost;
    error.certificatePem = inner.certificatePem;
    if (error.advice.isEmpty())
        error.advice = Text(QT_TRANSLATE_NOOP("core", "Look at the details, and try again."));
    return error;
}

QString seconds(std::chrono::milliseconds time)
{
    return QString::number(std::chrono::duration_cast<std::chrono::seconds>(time).count());
}

} // namespace

Error queryFailed(const QString &computer, const Error &inner)
{
    return around(inner, "RemotePSSessionQueryFailed",
                  Text(QT_TRANSLATE_NOOP("core", "The remote session query failed for %1 with the following error "
                                                 "message: %2"),
                       {computer, inner.english()}));
}

Error notConnectable(const QString &session, bool inUseElsewhere)
{
    return {inUseElsewhere ? ErrorCategory::SessionBusy : ErrorCategory::InvalidState,
            QStringLiteral("PSSessionConnectFailed"),
            Text(QT_TRANSLATE_NOOP("core", "Cannot connect PSSession \"%1\", either because it is not in the "
                                           "Disconnected state, or it is not available for connection."),
                 {session}),
            inUseElsewhere
                ? Text(QT_TRANSLATE_NOOP("core", "Disconnect the session at the client that holds it, or wait until "
                                                 "that client is gone, and connect again."))
                : Text(QT_TRANSLATE_NOOP("core", "List the sessions again to see its present state; wait until what is "
                                                 "under way has ended."))};
}

Error noPowerShell(const QString &session)
{
    return {ErrorCategory::Unsupported, QStringLiteral("PSSessionConnectFailed"),
            Text(QT_TRANSLATE_NOOP("core", "%1 is no PowerShell session: it cannot be connected."), {session}),
            Text(QT_TRANSLATE_NOOP("core", "It can be removed, which ends what runs in it."))};
}

Error connectFailed(const QString &session, const Error &inner)
{
    return around(inner, "PSSessionConnectFailed",
                  Text(QT_TRANSLATE_NOOP("core", "The connect operation failed for session %1 with the following error "
                                                 "message: %2"),
                       {session, inner.english()}));
}

Error sessionVanished(const QString &session, const QString &computer, const Error &inner)
{
    Error error =
        around(inner, "PSSessionConnectFailed",
               Text(QT_TRANSLATE_NOOP("core", "Cannot connect to session %1.  The session no longer exists on "
                                              "computer %2."),
                    {session, computer}));
    error.category = ErrorCategory::SessionNotFound;
    error.advice =
        Text(QT_TRANSLATE_NOOP("core", "The session has expired, was removed, or its computer was restarted: "
                                       "list the sessions again, or create a new one."));
    return error;
}

Error disconnectFailed(const QString &session, const Error &inner)
{
    return around(inner, "PSSessionDisconnectFailed",
                  Text(QT_TRANSLATE_NOOP("core", "The disconnect operation failed for session %1 with the following "
                                                 "error message: %2"),
                       {session, inner.english()}));
}

Error notOpened(const QString &session)
{
    return {ErrorCategory::InvalidState, QStringLiteral("CannotDisconnectSessionWhenNotOpened"),
            Text(QT_TRANSLATE_NOOP("core", "Cannot disconnect PSSession \"%1\" because it is not in the Opened state."),
                 {session}),
            Text(QT_TRANSLATE_NOOP("core", "Connect the session first, or leave it as it is."))};
}

Error idleTimeoutOutOfRange(const QString &session, std::chrono::milliseconds wanted, std::chrono::milliseconds maximum)
{
    return {ErrorCategory::InvalidArgument, QStringLiteral("CannotDisconnectSessionWithInvalidIdleTimeout"),
            Text(QT_TRANSLATE_NOOP("core", "Cannot disconnect session %1 because the specified idle timeout value %2 "
                                           "(seconds) is either greater than the server maximum allowed %3 (seconds), "
                                           "or less than the minimum allowed value %4 (seconds)."),
                 {session, seconds(wanted), seconds(maximum), seconds(minimumIdleTimeout)}),
            Text(QT_TRANSLATE_NOOP("core", "Specify an idle timeout that is within the allowed range."))};
}

Error idleTimeoutTooShort(std::chrono::milliseconds wanted)
{
    return {ErrorCategory::InvalidArgument, QStringLiteral("Argument"),
            Text(QT_TRANSLATE_NOOP("core", "The idle timeout of %1 seconds is less than the minimum of %2 seconds."),
                 {seconds(wanted), seconds(minimumIdleTimeout)}),
            Text(QT_TRANSLATE_NOOP("core", "Specify an idle timeout of one minute or more, or none for the server's "
                                           "default."))};
}

Error keepAliveFailed(const QString &session, const Error &inner)
{
    return around(
        inner, "PSSessionKeepAliveFailed",
        Text(QT_TRANSLATE_NOOP("core", "The session %1 could not be kept alive: %2"), {session, inner.english()}));
}

Error keepAliveInUse(const QString &session)
{
    return {ErrorCategory::SessionBusy, QStringLiteral("PSSessionConnectFailed"),
            Text(QT_TRANSLATE_NOOP("core", "The session %1 is in use elsewhere: it cannot be kept alive from here, and "
                                           "its idle time does not run while someone is connected."),
                 {session}),
            Text(QT_TRANSLATE_NOOP("core", "Keep it alive once that client has disconnected it."))};
}

Error busyToKeepLonger(const QString &session)
{
    return {ErrorCategory::InvalidState, QStringLiteral("SessionHasRunningCommand"),
            Text(QT_TRANSLATE_NOOP("core", "A command runs in the session %1: its idle timeout can be changed once it "
                                           "has ended, or when the session is disconnected."),
                 {session}),
            Text(QT_TRANSLATE_NOOP("core", "Wait for the command, or disconnect the session with the time you want."))};
}

Error tooOldToDisconnect(const QString &session)
{
    return {
        ErrorCategory::Unsupported, QStringLiteral("PSSessionDisconnectFailed"),
        Text(QT_TRANSLATE_NOOP("core", "Cannot disconnect PSSession \"%1\". Disconnected sessions are supported only "
                                       "when the remote computer is running PowerShell 3.0 or a later version of "
                                       "PowerShell."),
             {session}),
        Text(QT_TRANSLATE_NOOP("core", "Keep the session connected, or remove it."))};
}

bool refusesDisconnecting(const Error &failure)
{
    constexpr qint64 notSupported = 50;                 // ERROR_NOT_SUPPORTED
    constexpr qint64 actionNotSupported = 2150858771;   // wsa:ActionNotSupported
    constexpr qint64 notSupportedByServer = 2150858868; // WinRMOperationNotSupportedOnServer
    return failure.code == notSupported || failure.code == actionNotSupported || failure.code == notSupportedByServer;
}

Error cannotBeDisconnected(const QString &session, const Error &inner)
{
    Error error = around(inner, "PSSessionDisconnectFailed",
                         Text(QT_TRANSLATE_NOOP("core", "Cannot disconnect PSSession \"%1\": this endpoint does not "
                                                        "support disconnecting."),
                              {session}));
    error.category = ErrorCategory::Unsupported;
    error.id = QStringLiteral("PSSessionDisconnectFailed"); // as PowerShell's client says before it asks
    error.advice = Text(QT_TRANSLATE_NOOP("core", "Keep the session connected, or remove it."));
    return error;
}

Error openFailed(const QString &computer, const Error &inner)
{
    return around(inner, "PSSessionOpenFailed",
                  Text(QT_TRANSLATE_NOOP("core", "[%1] Connecting to remote server %1 failed with the following error "
                                                 "message : %2 For more information, see the "
                                                 "about_Remote_Troubleshooting Help topic."),
                       {computer, inner.english()}));
}

Error removeFailed(const QString &session, const QString &computer, const Error &inner)
{
    return around(
        inner, "RemoveSessionCannotConnectToServer",
        Text(QT_TRANSLATE_NOOP("core", "The session %1 is forgotten here, but %2 could not be told to end it: "
                                       "%3"),
             {session, computer, inner.english()}));
}

Error ownRequestRefused(const QString &command, const QString &id, const QString &reason)
{
    return {ErrorCategory::Fault, id.isEmpty() ? QStringLiteral("RemoteCommandFailed") : id,
            Text(QT_TRANSLATE_NOOP("core", "%1 failed on the remote computer: %2"), {command, reason}),
            Text(QT_TRANSLATE_NOOP("core", "Refresh the jobs and try again."))};
}

Error notConnectedHere(const QString &session)
{
    return {ErrorCategory::InvalidState, QStringLiteral("InvalidRunspaceState"),
            Text(QT_TRANSLATE_NOOP("core", "The session %1 is not connected here."), {session}),
            Text(QT_TRANSLATE_NOOP("core", "Connect the session first."))};
}

} // namespace rejoin::sessions
