#include "core/text/names.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace rejoin::text {

namespace {

// Listed so that lupdate finds them; looked up by the word itself.
constexpr std::array stateWords{
    QT_TRANSLATE_NOOP("states", "BeforeOpen"),
    QT_TRANSLATE_NOOP("states", "Opening"),
    QT_TRANSLATE_NOOP("states", "Opened"),
    QT_TRANSLATE_NOOP("states", "Disconnecting"),
    QT_TRANSLATE_NOOP("states", "Disconnected"),
    QT_TRANSLATE_NOOP("states", "Connecting"),
    QT_TRANSLATE_NOOP("states", "Closing"),
    QT_TRANSLATE_NOOP("states", "Closed"),
    QT_TRANSLATE_NOOP("states", "Broken"),
    QT_TRANSLATE_NOOP("states", "Gone"),
    QT_TRANSLATE_NOOP("states", "None"),
    QT_TRANSLATE_NOOP("states", "Available"),
    QT_TRANSLATE_NOOP("states", "AvailableForNestedCommand"),
    QT_TRANSLATE_NOOP("states", "Busy"),
    QT_TRANSLATE_NOOP("states", "RemoteDebug"),
    QT_TRANSLATE_NOOP("states", "NotStarted"),
    QT_TRANSLATE_NOOP("states", "Running"),
    QT_TRANSLATE_NOOP("states", "Stopping"),
    QT_TRANSLATE_NOOP("states", "Stopped"),
    QT_TRANSLATE_NOOP("states", "Completed"),
    QT_TRANSLATE_NOOP("states", "Failed"),
    QT_TRANSLATE_NOOP("states", "Blocked"),
    QT_TRANSLATE_NOOP("states", "Suspended"),
    QT_TRANSLATE_NOOP("states", "Block"),
    QT_TRANSLATE_NOOP("states", "Drop"),
};

QString words(const char *source)
{
    return QCoreApplication::translate("text", source);
}

} // namespace

QString stateWord(const QString &powershellWord)
{
    const QByteArray word = powershellWord.toUtf8();
    const auto found = std::ranges::find_if(stateWords, [&](const char *known) { return word == known; });
    return found == stateWords.end() ? powershellWord : QCoreApplication::translate("states", *found);
}

QString categorySentence(base::ErrorCategory category)
{
    using enum base::ErrorCategory;
    switch (category) {
    case InvalidArgument:
        return words(QT_TRANSLATE_NOOP("text", "What was entered cannot be used."));
    case NameNotResolved:
        return words(QT_TRANSLATE_NOOP("text", "No computer of that name was found."));
    case ConnectFailed:
        return words(QT_TRANSLATE_NOOP("text", "The computer cannot be reached."));
    case TimedOut:
        return words(QT_TRANSLATE_NOOP("text", "The computer did not answer in time."));
    case TlsFailed:
        return words(QT_TRANSLATE_NOOP("text", "A secure connection could not be made."));
    case CertificateUntrusted:
        return words(QT_TRANSLATE_NOOP("text", "The computer's certificate is not trusted."));
    case LoginRefused:
        return words(QT_TRANSLATE_NOOP("text", "The computer did not accept the user name or password."));
    case CredentialMissing:
        return words(QT_TRANSLATE_NOOP("text", "A user name and password are needed."));
    case NotPermitted:
        return words(QT_TRANSLATE_NOOP("text", "This would be sent without protection, so nothing was sent."));
    case AccessDenied:
        return words(QT_TRANSLATE_NOOP("text", "The user is not allowed to do this on the computer."));
    case NotWsMan:
        return words(QT_TRANSLATE_NOOP("text", "Something answered, but it is not a remote management service."));
    case Fault:
        return words(QT_TRANSLATE_NOOP("text", "The computer refused the request."));
    case Protocol:
        return words(QT_TRANSLATE_NOOP("text", "The computer's answer could not be understood."));
    case LimitExceeded:
        return words(QT_TRANSLATE_NOOP("text", "The computer's answer is larger than is accepted."));
    case SessionNotFound:
        return words(QT_TRANSLATE_NOOP("text", "The session no longer exists."));
    case SessionBusy:
        return words(QT_TRANSLATE_NOOP("text", "The session is in use from elsewhere."));
    case InvalidState:
        return words(QT_TRANSLATE_NOOP("text", "This is not possible in the session's present state."));
    case ConnectionLost:
        return words(QT_TRANSLATE_NOOP("text", "The connection was lost."));
    case Redirected:
        return words(QT_TRANSLATE_NOOP("text", "The computer points to another address."));
    case Cancelled:
        return words(QT_TRANSLATE_NOOP("text", "Cancelled."));
    case Unsupported:
        return words(QT_TRANSLATE_NOOP("text", "This is not offered here."));
    case Local:
        return words(QT_TRANSLATE_NOOP("text", "Something on this computer went wrong."));
    case Internal:
        break;
    }
    return words(QT_TRANSLATE_NOOP("text", "Something unexpected went wrong."));
}

QString duration(qint64 seconds)
{
    seconds = std::max<qint64>(0, seconds);
    const qint64 days = seconds / 86400;
    const qint64 hours = seconds / 3600 % 24;
    const qint64 minutes = seconds / 60 % 60;
    if (days > 0)
        return words(QT_TRANSLATE_NOOP("text", "%1 d %2 h")).arg(days).arg(hours);
    if (hours > 0)
        return words(QT_TRANSLATE_NOOP("text", "%1 h %2 m")).arg(hours).arg(minutes);
    if (minutes >= 10)
        return words(QT_TRANSLATE_NOOP("text", "%1 m")).arg(minutes);
    if (minutes > 0)
        return words(QT_TRANSLATE_NOOP("text", "%1 m %2 s")).arg(minutes).arg(seconds % 60);
    return words(QT_TRANSLATE_NOOP("text", "%1 s")).arg(seconds);
}

} // namespace rejoin::text
