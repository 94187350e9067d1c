#include "core/wsman/quota.h"
#include "core/wsman/responses.h"

#include <algorithm>

namespace rejoin::wsman {

using base::Error;
using base::ErrorCategory;
using base::Text;

namespace {

struct Known
{
    quint32 code;
    ErrorCategory category;
    const char *id; ///< PowerShell's word; the number as text when it has none
    const char *advice;
};

constexpr auto adviceAgain = QT_TRANSLATE_NOOP("core", "Try again in a moment.");
constexpr auto adviceUserQuota =
    QT_TRANSLATE_NOOP("core", "Close sessions that are no longer needed on that computer, or have its WinRM quotas "
                              "raised, and try again.");
constexpr auto adviceLogin = QT_TRANSLATE_NOOP(
    "core", "Check the user name and the password, and write the name as DOMAIN\\user or user@domain.");
constexpr auto adviceService =
    QT_TRANSLATE_NOOP("core", "Check that the WinRM service runs on that computer (Enable-PSRemoting) and that a "
                              "firewall lets its port through.");
constexpr auto adviceGone =
    QT_TRANSLATE_NOOP("core", "The session or command has ended or was removed: list the sessions again.");
constexpr auto adviceBusy =
    QT_TRANSLATE_NOOP("core", "Disconnect the session at the client that holds it, or wait until that client is gone, "
                              "and connect again.");
constexpr auto adviceState =
    QT_TRANSLATE_NOOP("core", "List the sessions again to see its present state, then repeat what still applies.");
constexpr auto adviceConfiguration =
    QT_TRANSLATE_NOOP("core", "Check the configuration name; Get-PSSessionConfiguration on that computer lists the "
                              "ones that exist and who may use them.");
constexpr auto adviceRights =
    QT_TRANSLATE_NOOP("core", "Use an account that belongs to Administrators or Remote Management Users on that "
                              "computer and may use the session configuration.");
constexpr auto adviceVersion =
    QT_TRANSLATE_NOOP("core", "Check that the computer runs PowerShell 3.0 or later; disconnected sessions need it.");
constexpr auto adviceRedirect =
    QT_TRANSLATE_NOOP("core", "Use the connection URI that the service points to, or allow redirection.");
constexpr auto adviceConnect =
    QT_TRANSLATE_NOOP("core", "List the sessions again; if the session is still there, it was made by a client whose "
                              "data this one cannot match: remove it or use that client.");
constexpr auto adviceHost =
    QT_TRANSLATE_NOOP("core", "Check the computer name and that the computer can be reached from here.");
constexpr auto adviceMethod =
    QT_TRANSLATE_NOOP("core", "Choose another authentication method, or give a credential, and check which methods "
                              "the computer's WinRM service allows.");
constexpr auto adviceKerberos =
    QT_TRANSLATE_NOOP("core", "Kerberos needs the computer's full DNS name, a domain account and clocks that agree; "
                              "otherwise use Negotiate or HTTPS.");
constexpr auto adviceServer =
    QT_TRANSLATE_NOOP("core", "Look at the WinRM event log of that computer, then try again.");
constexpr auto adviceSize =
    QT_TRANSLATE_NOOP("core", "Send less at once, or have MaxEnvelopeSizekb raised in that computer's WinRM "
                              "configuration.");
constexpr auto adviceName =
    QT_TRANSLATE_NOOP("core", "Give the session a name without control characters and not longer than 256 characters.");
constexpr auto adviceReport =
    QT_TRANSLATE_NOOP("core", "This is likely a defect of this program or of a gateway in between: report it with the "
                              "details.");
constexpr auto adviceIdle =
    QT_TRANSLATE_NOOP("core", "Specify an idle timeout between one minute and the computer's MaxIdleTimeoutms, or none "
                              "for its default.");
constexpr auto adviceDelegation =
    QT_TRANSLATE_NOOP("core", "The logon on that computer cannot be used further on: use CredSSP or give the "
                              "credential explicitly.");

using C = ErrorCategory;

/// Sorted by code. Words are those of PowerShell's transport errors and of its quota messages.
constexpr Known table[] = {
    {5, C::AccessDenied, "AccessDenied", adviceRights},
    {14, C::Fault, "ServerOutOfMemory", adviceServer},
    {53, C::NameNotResolved, "NetworkPathNotFound", adviceHost},
    {87, C::Fault, nullptr, adviceReport}, // ERROR_INVALID_PARAMETER
    {995, C::Fault, "WinRMOperationAborted", adviceAgain},
    {1115, C::Fault, "ShutDownInProgress", adviceAgain},
    {1311, C::LoginRefused, "AuthenticationFailed", adviceLogin},
    {1312, C::LoginRefused, nullptr, adviceDelegation}, // ERROR_NO_SUCH_LOGON_SESSION
    {1326, C::LoginRefused, "LogonFailure", adviceLogin},
    {1722, C::Protocol, "ImproperResponse", adviceAgain},
    {2148074243, C::LoginRefused, "TargetUnknown", adviceKerberos},
    {2150858754, C::InvalidArgument, "InvalidResourceUri", adviceConfiguration},
    {2150858757, C::Fault, "CorruptedWinRMConfig", adviceServer},
    {2150858767, C::Protocol, nullptr, adviceReport}, // invalid SOAP header
    {2150858770, C::ConnectFailed, "CannotConnect", adviceService},
    {2150858771, C::Unsupported, nullptr, adviceVersion}, // ActionNotSupported
    {2150858793, C::TimedOut, nullptr, adviceAgain},      // OperationTimeout
    {2150858797, C::InvalidArgument, "URIExceedsMaxAllowedSize", adviceConfiguration},
    {2150858811, C::InvalidArgument, "InvalidResourceUri", adviceConfiguration},
    {2150858815, C::LimitExceeded, nullptr, adviceUserQuota},
    {2150858817, C::Protocol, nullptr, adviceReport}, // SchemaValidationError
    {2150858825, C::LimitExceeded, nullptr, adviceSize},
    {2150858843, C::SessionNotFound, "CannotConnectTargetSessionDoesNotExist", adviceGone},
    {2150858868, C::Unsupported, "WinRMOperationNotSupportedOnServer", adviceVersion},
    {2150858978, C::LoginRefused, "ClientKerberosDisabled", adviceKerberos},
    {2150858980, C::NotPermitted, "ServerNotTrusted", adviceKerberos},
    {2150858981, C::CredentialMissing, "ExplicitCredentialsRequired", adviceMethod},
    {2150859020, C::LoginRefused, "WorkgroupCannotUseKerberos", adviceKerberos},
    {2150859022, C::LoginRefused, "InvalidAuthentication", adviceMethod},
    {2150859024, C::Redirected, nullptr, adviceRedirect},
    {2150859026, C::ConnectFailed, "CannotConnectWinRMService", adviceService},
    {2150859027, C::ConnectFailed, "URLNotAvailable", adviceService},
    {2150859046, C::TimedOut, "WinRMOperationTimeout", adviceService},
    {2150859082, C::SessionNotFound, nullptr, adviceGone}, // shell already closed
    {2150859120, C::ConnectFailed, "WinRMHttpError", adviceService},
    {2150859161, C::Redirected, "RedirectInformationRequired", adviceRedirect},
    {2150859173, C::LimitExceeded, nullptr, adviceUserQuota},
    {2150859174, C::LimitExceeded, nullptr, adviceUserQuota},
    {2150859175, C::LimitExceeded, nullptr, adviceUserQuota},
    {2150859176, C::LimitExceeded, nullptr, adviceUserQuota},
    {2150859178, C::Redirected, nullptr, adviceRedirect},
    {2150859179, C::LimitExceeded, nullptr, adviceUserQuota},
    {2150859180, C::AccessDenied, "RemoteSessionDisallowed", adviceServer},
    {2150859191, C::Redirected, "RedirectLocationInvalid", adviceRedirect},
    {2150859193, C::NameNotResolved, "ComputerNotFound", adviceHost},
    {2150859195, C::NotPermitted, "CannotUseIPAddress", adviceKerberos},
    {2150859202, C::InvalidArgument, "SessionCreateFailedInvalidName", adviceName},
    {2150859206, C::InvalidState, "CannotConnectMismatchSessions", adviceConnect},
    {2150859212, C::SessionNotFound, nullptr, adviceGone}, // command terminated
    {2150859213, C::SessionBusy, "CannotConnectAlreadyConnected", adviceBusy},
    {2150859216, C::InvalidState, "CannotConnectInvalidOperation", adviceState},
    {2150859230, C::InvalidState, nullptr, adviceState}, // stream disconnected
    {2150859231, C::AccessDenied, "CannotConnectRunAsFailed", adviceRights},
    {2150859235, C::AccessDenied, "RemoteConnectionDisallowed", adviceServer},
    {2150859236, C::LimitExceeded, nullptr, adviceUserQuota},
    {2150859237, C::LimitExceeded, nullptr, adviceUserQuota},
    {2150859238, C::LimitExceeded, nullptr, adviceUserQuota},
    {2150859239, C::LimitExceeded, nullptr, adviceUserQuota},
    {2150859240, C::LimitExceeded, nullptr, adviceUserQuota},
    {2150859241, C::LimitExceeded, nullptr, adviceUserQuota},
    {2150859242, C::LimitExceeded, nullptr, adviceUserQuota},
    {2150859250, C::InvalidArgument, nullptr, adviceIdle}, // idle time-out out of bounds
    {2152991685, C::Unsupported, nullptr, adviceVersion},  // 80540BC5: protocolversion not matched
    {2152991687, C::Unsupported, nullptr, adviceVersion},  // 80540BC7: protocolversion missing
    {2152992672, C::Unsupported, "IncorrectProtocolVersion", adviceVersion},
    {2152992674, C::InvalidState, nullptr, adviceConnect}, // 80540FA2: no negotiation data in the Connect
    {2152992675, C::InvalidState, nullptr, adviceConnect}, // 80540FA3: Connect failed
};
static_assert(std::is_sorted(std::begin(table), std::end(table),
                             [](const Known &a, const Known &b) { return a.code < b.code; }));

constexpr quint32 codeOperationTimeout = 2150858793;
constexpr quint32 codeInvalidSelectors = 2150858843;

/// Faults of services that give no Microsoft code: what the subcode of DSP0226 14 says.
quint32 effectiveCode(const Fault &fault)
{
    if (fault.code != 0) {
        return fault.code;
    }
    static constexpr struct
    {
        const char *subcode;
        quint32 code;
    } subcodes[] = {
        {"TimedOut", codeOperationTimeout},
        {"InvalidSelectors", codeInvalidSelectors},
        {"AccessDenied", 5},
        {"SchemaValidationError", 2150858817},
        {"QuotaLimit", 2150858815},
        {"DestinationUnreachable", 2150858811},
        {"ActionNotSupported", 2150858868},
        {"InvalidMessageInformationHeader", 2150858767},
    };
    for (const auto &known : subcodes) {
        if (fault.subcode == QLatin1String(known.subcode)) {
            return known.code;
        }
    }
    return 0;
}

} // namespace

bool Fault::isOperationTimeout() const
{
    return effectiveCode(*this) == codeOperationTimeout;
}

bool Fault::isShellNotFound() const
{
    return effectiveCode(*this) == codeInvalidSelectors;
}

Error faultError(const Fault &fault, const QString &computer)
{
    const quint32 code = effectiveCode(fault);
    const auto *known = std::lower_bound(std::begin(table), std::end(table), code,
                                         [](const Known &entry, quint32 value) { return entry.code < value; });
    const bool isKnown = known != std::end(table) && known->code == code;

    Error error;
    error.category = isKnown ? known->category : ErrorCategory::Fault;
    error.code = code;
    if (isKnown && known->id != nullptr) {
        error.id = QString::fromLatin1(known->id);
    } else if (code != 0) {
        error.id = QString::number(static_cast<qint32>(code)); // as PowerShell does for codes without a word
    } else {
        error.id = fault.subcode;
    }
    if (const auto quota = quotaOf(code)) {
        // Which of them is full, in a sentence; the server's own words stay in the details.
        error.message =
            computer.isEmpty() ? Text(quota->sentence) : Text("%1: %2", {computer, Text(quota->sentence).english()});
    } else if (fault.message.isEmpty()) {
        const QString what = fault.subcode.isEmpty() ? QString::number(code) : fault.subcode;
        error.message = computer.isEmpty()
                            ? Text(QT_TRANSLATE_NOOP("core", "The server answered with the fault %1."), {what})
                            : Text(QT_TRANSLATE_NOOP("core", "%1 answered with the fault %2."), {computer, what});
    } else if (computer.isEmpty()) {
        error.message = Text::verbatim(fault.message);
    } else {
        error.message = Text("%1: %2", {computer, fault.message});
    }
    error.advice = isKnown ? Text(known->advice) : Text(adviceServer);
    error.detail = QStringLiteral("code %1 (0x%2), subcode %3, provider %4, detail %5, machine %6: %7")
                       .arg(QString::number(code), QString::number(code, 16), fault.subcode, fault.provider,
                            fault.faultDetail, fault.machine, fault.message);
    return error;
}

} // namespace rejoin::wsman
