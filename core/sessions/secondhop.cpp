#include "core/sessions/secondhop.h"

#include "core/sessions/session.h"

#include <QRegularExpression>

namespace rejoin::sessions {

namespace {

constexpr auto note = QT_TRANSLATE_NOOP(
    "core",
    "This looks like a second hop: the remote computer may not use your login for %1. Connect with CredSSP, have "
    "Kerberos delegation set up for that computer, or give -Credential to the command inside the session.");

constexpr qint32 permissionDenied = 18; // ErrorCategory.PermissionDenied

/// "server" of \\server\share; empty for local paths and devices (\\?\, \\.\).
QString serverOf(const QString &path)
{
    static const QRegularExpression unc(QStringLiteral(R"(\\\\([^\\/:*?"<>|\s.][^\\/:*?"<>|\s]*)\\[^\\/:*?"<>|]+)"));
    const auto match = unc.match(path);
    return match.hasMatch() ? match.captured(1) : QString();
}

bool isDenial(const clixml::ErrorRecord &record)
{
    return record.category == permissionDenied ||
           record.exceptionType == QLatin1String("System.UnauthorizedAccessException") ||
           record.categoryReason == QLatin1String("UnauthorizedAccessException") ||
           record.fullyQualifiedId.contains(QLatin1String("UnauthorizedAccess"));
}

/// A share: the path is the error's target, or stands in its words.
QString deniedShare(const clixml::ErrorRecord &record)
{
    if (!isDenial(record))
        return {};
    for (const QString &where : {record.categoryTargetName, record.targetObject.text(), record.message}) {
        if (const QString server = serverOf(where); !server.isEmpty())
            return server;
    }
    return {};
}

/// A database that saw nobody: the name of the account is the server's language's.
bool isAnonymousLogon(const clixml::ErrorRecord &record)
{
    static const QRegularExpression names(QStringLiteral(R"('[^'\\]+\\(ANONYMOUS LOGON|ANONYMOUS-ANMELDUNG)')"),
                                          QRegularExpression::CaseInsensitiveOption);
    return names.match(record.message).hasMatch();
}

/// ERROR_NO_SUCH_LOGON_SESSION, as a transport's error word or as an HRESULT in the words of any language.
bool hasNoLogonSession(const clixml::ErrorRecord &record)
{
    return record.fullyQualifiedId.startsWith(QLatin1String("1312,")) ||
           record.message.contains(QLatin1String("0x80070520"), Qt::CaseInsensitive) ||
           record.message.contains(QLatin1String("0x8009030e"), Qt::CaseInsensitive);
}

/// A session from inside the session: the login there was refused.
bool isNestedRemoting(const clixml::ErrorRecord &record)
{
    return record.exceptionType.endsWith(QLatin1String("PSRemotingTransportException")) &&
           (record.fullyQualifiedId.startsWith(QLatin1String("AccessDenied,")) ||
            record.fullyQualifiedId.startsWith(QLatin1String("LogonFailure,")) ||
            record.fullyQualifiedId.startsWith(QLatin1String("ExplicitCredentialsRequired,")));
}

} // namespace

std::optional<base::Text> secondHopNote(const clixml::ErrorRecord &record)
{
    if (const QString server = deniedShare(record); !server.isEmpty())
        return base::Text(note, {server});
    if (isAnonymousLogon(record))
        return base::Text(note, {QStringLiteral("the database server")});
    if (hasNoLogonSession(record) || isNestedRemoting(record))
        return base::Text(note, {QStringLiteral("another computer")});
    return std::nullopt;
}

std::optional<base::Text> secondHopNoteOnce(Session &session, const clixml::ErrorRecord &record)
{
    if (session.origin().mechanism == transport::Mechanism::Credssp || session.limits().isSecondHopTold())
        return std::nullopt;
    const auto text = secondHopNote(record);
    if (text)
        session.limits().setSecondHopTold();
    return text;
}

} // namespace rejoin::sessions
