#include "core/transport/auth/negotiate.h"

namespace rejoin::transport {

namespace {

using base::Error;
using base::ErrorCategory;
using base::Text;
using Reason = SecurityFailure::Reason;

QString accessDenied()
{
    return QStringLiteral("AccessDenied");
}

Error wordsFor(Reason reason, const QString &peer, const QString &user, const QString &service, const QString &words)
{
    switch (reason) {
    case Reason::NoCredential:
        return {ErrorCategory::CredentialMissing, QStringLiteral("ExplicitCredentialsRequired"),
                Text(QT_TRANSLATE_NOOP("core", "There is no Kerberos ticket to log in to %1 with."), {peer}),
                Text(QT_TRANSLATE_NOOP("core", "Run kinit, or give a credential (-Credential)."))};
    case Reason::WrongPassword:
        return {ErrorCategory::LoginRefused, accessDenied(),
                Text(QT_TRANSLATE_NOOP("core", "The domain says that the password of %1 is wrong."), {user}),
                Text(QT_TRANSLATE_NOOP("core", "Type it again; too many wrong ones may lock the account."))};
    case Reason::UnknownUser:
        return {ErrorCategory::LoginRefused, accessDenied(),
                Text(QT_TRANSLATE_NOOP("core", "The domain does not know the user %1."), {user}),
                Text(QT_TRANSLATE_NOOP("core", "Check the name and its domain: user@domain or DOMAIN\\user."))};
    case Reason::UnknownService:
        return {ErrorCategory::LoginRefused, QStringLiteral("UnknownServicePrincipal"),
                Text(QT_TRANSLATE_NOOP("core", "Kerberos cannot log in to %1: the domain knows no service %2."),
                     {peer, service}),
                Text(QT_TRANSLATE_NOOP("core", "Use the computer's full name as the domain knows it, not an address or "
                                               "an alias, or register the service principal name (setspn)."))};
    case Reason::PasswordExpired:
        return {
            ErrorCategory::LoginRefused, accessDenied(),
            Text(QT_TRANSLATE_NOOP("core", "The password of %1 has expired."), {user}),
            Text(QT_TRANSLATE_NOOP("core", "Change it (kpasswd, or at a computer of the domain), then try again."))};
    case Reason::AccountDisabled:
        return {ErrorCategory::LoginRefused, accessDenied(),
                Text(QT_TRANSLATE_NOOP("core", "The account %1 is disabled, locked or has expired."), {user}),
                Text(QT_TRANSLATE_NOOP("core", "Have the domain's administrators unlock it, or use another account."))};
    case Reason::TicketExpired:
        return {ErrorCategory::LoginRefused, QStringLiteral("TicketExpired"),
                Text(QT_TRANSLATE_NOOP("core", "The Kerberos ticket to log in to %1 with has expired."), {peer}),
                Text(QT_TRANSLATE_NOOP("core", "Run kinit, or give a credential (-Credential)."))};
    case Reason::ClockSkew:
        return {ErrorCategory::LoginRefused, QStringLiteral("ClockSkew"),
                Text(QT_TRANSLATE_NOOP("core", "Kerberos refuses the login to %1: the clocks of this computer, the "
                                               "domain and the server differ too much."),
                     {peer}),
                Text(QT_TRANSLATE_NOOP("core", "Set the clocks; a difference of five minutes is the usual limit."))};
    case Reason::NoKdc:
        return {ErrorCategory::ConnectFailed, QStringLiteral("KerberosServerNotFound"),
                Text(QT_TRANSLATE_NOOP("core", "No Kerberos server (KDC) could be asked for a ticket for %1: %2"),
                     {peer, words}),
                Text(QT_TRANSLATE_NOOP("core", "Check that it can be reached from here (port 88) and that krb5.conf or "
                                               "the name servers name it."))};
    case Reason::KeytabUnusable:
        return {ErrorCategory::CredentialMissing, QStringLiteral("KeytabUnusable"),
                Text(QT_TRANSLATE_NOOP("core", "The keytab cannot log in %1: %2"), {user, words}),
                Text(QT_TRANSLATE_NOOP("core", "Check the file (klist -k) and the principal; make it anew after a "
                                               "change of the password."))};
    case Reason::NtlmNotAllowed:
        return {
            ErrorCategory::NotPermitted, QStringLiteral("ServerNotTrusted"),
            Text(QT_TRANSLATE_NOOP("core", "Only NTLM could log in to %1, and over plain HTTP it does not prove who "
                                           "the server is; nothing was sent."),
                 {peer}),
            Text(QT_TRANSLATE_NOOP("core", "Use HTTPS (-UseSSL). To trust the server all the same, allow NTLM "
                                           "without TLS for the saved computer, or give --trust-host with its "
                                           "name."))};
    case Reason::MechanismMissing:
        return {ErrorCategory::Unsupported, QStringLiteral("InvalidAuthentication"),
                Text(QT_TRANSLATE_NOOP("core", "A library to log in to %1 with is not installed: %2"), {peer, words}),
                Text(QT_TRANSLATE_NOOP("core", "Install it, or choose another mechanism (-Authentication)."))};
    case Reason::BadToken:
        return {ErrorCategory::Protocol, QStringLiteral("ImproperResponse"),
                Text(QT_TRANSLATE_NOOP("core", "%1 sent a login token that does not belong to this login."), {peer}),
                Text(QT_TRANSLATE_NOOP("core", "Something between here and the server may be changing the messages; "
                                               "use HTTPS (-UseSSL)."))};
    case Reason::BadSeal:
        return {ErrorCategory::Protocol, QStringLiteral("MessageUnsealFailed"),
                Text(QT_TRANSLATE_NOOP("core", "A message from %1 was not sealed by it, was changed on the way or came "
                                               "out of order."),
                     {peer}),
                Text(QT_TRANSLATE_NOOP("core", "Something between here and the server may be changing the messages; "
                                               "use HTTPS (-UseSSL)."))};
    case Reason::Refused:
        return {ErrorCategory::LoginRefused, accessDenied(),
                Text(QT_TRANSLATE_NOOP("core", "%1 refused the login: %2"), {peer, words}),
                Text(QT_TRANSLATE_NOOP("core", "Check user name and password, and that the account may use PowerShell "
                                               "remoting there."))};
    case Reason::Other:
        break;
    }
    return {ErrorCategory::LoginRefused, accessDenied(),
            Text(QT_TRANSLATE_NOOP("core", "Logging in to %1 failed: %2"), {peer, words}),
            Text(QT_TRANSLATE_NOOP("core", "Check the Kerberos configuration of this computer, or choose another "
                                           "mechanism (-Authentication)."))};
}

} // namespace

Error securityError(const SecurityFailure &failure, const QString &peer, const QString &user, const QString &service)
{
    const QString words = QString::fromStdString(failure.words);
    Error error = wordsFor(failure.reason, peer, user.isEmpty() ? QStringLiteral("the current user") : user, service,
                           words.isEmpty() ? QStringLiteral("no reason was given") : words);
    error.code = failure.code;
    if (failure.reason == Reason::NtlmNotAllowed)
        error.detail = QStringLiteral("Kerberos was not possible: ") + words;
    else
        error.detail = words;
    return error;
}

} // namespace rejoin::transport
