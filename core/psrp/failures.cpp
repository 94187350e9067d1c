#include "core/psrp/failures.h"

namespace rejoin::psrp {

namespace {
base::Text reconnectAdvice()
{
    return base::Text(QT_TRANSLATE_NOOP("core",
                                        "Disconnect and connect again. If it happens again, the service at that "
                                        "address is not a PowerShell endpoint, or something in between "
                                        "changes what it sends."));
}
} // namespace

base::Error fragmentInvalid(base::Text message)
{
    return base::Error(base::ErrorCategory::Protocol, QStringLiteral("PSRPFragmentInvalid"), std::move(message),
                       reconnectAdvice());
}

base::Error messageInvalid(base::Text message)
{
    return base::Error(base::ErrorCategory::Protocol, QStringLiteral("PSRPMessageInvalid"), std::move(message),
                       reconnectAdvice());
}

base::Error invalidState(const QString &id, const QString &action, const QString &state, const QStringList &expected)
{
    return base::Error(
        base::ErrorCategory::InvalidState, id,
        base::Text(QT_TRANSLATE_NOOP("core", "\"%1\" is not possible while the state is %2. It needs the state %3."),
                   {action, state, expected.join(QLatin1String(", "))}),
        base::Text(QT_TRANSLATE_NOOP("core", "Refresh the list of sessions and try again.")));
}

} // namespace rejoin::psrp
