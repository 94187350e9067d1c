#include "core/transport/auth/credssperrors.h"

#include <array>

namespace rejoin::transport {

using base::Error;
using base::ErrorCategory;
using base::Text;

namespace {

struct Status
{
    quint32 code;
    ErrorCategory category;
    const char *message;
    const char *advice;
};

// MS-ERREF 2.3.1; of 2.1.1 what the security packages give in place of it.
constexpr std::array statuses{
    Status{0xC000006D, ErrorCategory::LoginRefused,
           QT_TRANSLATE_NOOP("core", "%1 refused the login: the user name or the password is not right."),
           QT_TRANSLATE_NOOP("core", "Check user name and password; write DOMAIN\\user for an account of a domain and "
                                     ".\\user for one of that computer.")},
    Status{0x8009030C, ErrorCategory::LoginRefused,
           QT_TRANSLATE_NOOP("core", "%1 refused the login: the user name or the password is not right."),
           QT_TRANSLATE_NOOP("core", "Check user name and password; write DOMAIN\\user for an account of a domain and "
                                     ".\\user for one of that computer.")},
    Status{0xC000006A, ErrorCategory::LoginRefused,
           QT_TRANSLATE_NOOP("core", "%1 refused the login: the password is not right."),
           QT_TRANSLATE_NOOP("core", "Type the password again; mind the keyboard's layout and Caps Lock.")},
    Status{0xC0000064, ErrorCategory::LoginRefused,
           QT_TRANSLATE_NOOP("core", "%1 refused the login: it knows no such user."),
           QT_TRANSLATE_NOOP("core", "Check the user name; write DOMAIN\\user for an account of a domain and .\\user "
                                     "for one of that computer.")},
    Status{0xC000006E, ErrorCategory::LoginRefused,
           QT_TRANSLATE_NOOP("core", "%1 refused the login: a restriction of the account forbids it."),
           QT_TRANSLATE_NOOP("core", "Accounts with an empty password, and members of Protected Users, may not log in "
                                     "this way; ask who administers the account.")},
    Status{0xC000006F, ErrorCategory::LoginRefused,
           QT_TRANSLATE_NOOP("core", "%1 refused the login: the account may not log in at this time."),
           QT_TRANSLATE_NOOP("core", "Try again within the account's logon hours, or ask who administers it.")},
    Status{0xC0000070, ErrorCategory::LoginRefused,
           QT_TRANSLATE_NOOP("core", "%1 refused the login: the account may not log in from this computer."),
           QT_TRANSLATE_NOOP("core", "Ask who administers the account to allow this computer (Log On To).")},
    Status{0xC0000071, ErrorCategory::LoginRefused,
           QT_TRANSLATE_NOOP("core", "%1 refused the login: the password has expired."),
           QT_TRANSLATE_NOOP("core", "Change the password where that is possible (at a Windows logon, or by who "
                                     "administers the account), then log in with the new one.")},
    Status{0xC0000224, ErrorCategory::LoginRefused,
           QT_TRANSLATE_NOOP("core", "%1 refused the login: the password must be changed before the first login."),
           QT_TRANSLATE_NOOP("core", "Change the password where that is possible (at a Windows logon, or by who "
                                     "administers the account), then log in with the new one.")},
    Status{0xC0000072, ErrorCategory::LoginRefused,
           QT_TRANSLATE_NOOP("core", "%1 refused the login: the account is disabled."),
           QT_TRANSLATE_NOOP("core", "Ask who administers the account to enable it.")},
    Status{0xC0000193, ErrorCategory::LoginRefused,
           QT_TRANSLATE_NOOP("core", "%1 refused the login: the account has expired."),
           QT_TRANSLATE_NOOP("core", "Ask who administers the account to extend it.")},
    Status{0xC0000234, ErrorCategory::LoginRefused,
           QT_TRANSLATE_NOOP("core", "%1 refused the login: the account is locked out after too many wrong passwords."),
           QT_TRANSLATE_NOOP("core", "Wait until the lock ends, or ask who administers the account to unlock it; then "
                                     "look for what keeps trying an old password.")},
    Status{0xC000015B, ErrorCategory::LoginRefused,
           QT_TRANSLATE_NOOP("core",
                             "%1 refused the login: the account has no right to log in to that computer in this "
                             "way."),
           QT_TRANSLATE_NOOP("core", "Let who administers the computer grant \"Access this computer from the network\" "
                                     "and, for CredSSP, \"Allow log on locally\" or through a group that has it.")},
    Status{0xC0000022, ErrorCategory::LoginRefused,
           QT_TRANSLATE_NOOP("core", "%1 refused the login: access is denied."),
           QT_TRANSLATE_NOOP("core", "The account must be a member of Administrators or of Remote Management Users "
                                     "there.")},
    Status{0xC000005E, ErrorCategory::LoginRefused,
           QT_TRANSLATE_NOOP("core", "%1 cannot check the login: it reaches no domain controller."),
           QT_TRANSLATE_NOOP("core", "Check that computer's connection to its domain, or log in with an account of the "
                                     "computer itself (.\\user).")},
    Status{0xC000018B, ErrorCategory::LoginRefused,
           QT_TRANSLATE_NOOP("core", "%1 cannot check the login: its trust with the domain is broken."),
           QT_TRANSLATE_NOOP("core",
                             "Repair it there (Test-ComputerSecureChannel -Repair), or log in with an account of "
                             "the computer itself (.\\user).")},
    Status{0xC000018D, ErrorCategory::LoginRefused,
           QT_TRANSLATE_NOOP("core", "%1 cannot check the login: its trust with the domain is broken."),
           QT_TRANSLATE_NOOP("core",
                             "Repair it there (Test-ComputerSecureChannel -Repair), or log in with an account of "
                             "the computer itself (.\\user).")},
    Status{
        0xC0000133, ErrorCategory::LoginRefused,
        QT_TRANSLATE_NOOP("core", "%1 cannot check the login: its clock and the domain controller's differ too much."),
        QT_TRANSLATE_NOOP("core", "Set the clock of that computer and of the domain controller.")},
    Status{0xC00000BB, ErrorCategory::LoginRefused,
           QT_TRANSLATE_NOOP("core", "%1 does not accept this version of CredSSP."),
           QT_TRANSLATE_NOOP("core", "Rejoin speaks version 6; look at the policy \"Encryption Oracle Remediation\" on "
                                     "that computer.")},
};

} // namespace

Error credsspStatusError(quint32 status, const QString &peer)
{
    for (const Status &known : statuses) {
        if (known.code == status)
            return {known.category, QStringLiteral("AccessDenied"), Text(known.message, {peer}), Text(known.advice),
                    static_cast<qint64>(status)};
    }
    return {ErrorCategory::LoginRefused, QStringLiteral("AccessDenied"),
            Text(QT_TRANSLATE_NOOP("core", "%1 refused the login with the status %2."),
                 {peer, QStringLiteral("0x%1").arg(status, 8, 16, QLatin1Char('0'))}),
            Text(QT_TRANSLATE_NOOP("core", "Look up the status in the list of Windows' NTSTATUS values, and in the "
                                           "security event log of that computer.")),
            static_cast<qint64>(status)};
}

} // namespace rejoin::transport
