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

base::Error objectTooLarge(qint64 size, qint64 maximum)
{
    return base::Error(
        base::ErrorCategory::LimitExceeded, QStringLiteral("ReceivedObjectSizeExceededMaximumClient"),
        base::Text(QT_TRANSLATE_NOOP("core", "The current deserialized object size of the data received from the "
                                             "remote server exceeded the allowed maximum object size. The current "
                                             "deserialized object size is %1. The allowed maximum object size is %2."),
                   {QString::number(size), QString::number(maximum)}),
        base::Text(QT_TRANSLATE_NOOP("core", "Raise -MaximumReceivedObjectSize of the session option, or let the "
                                             "command give smaller objects, for example with Select-Object.")));
}

base::Error commandDataTooLarge(qint64 maximum)
{
    return base::Error(
        base::ErrorCategory::LimitExceeded, QStringLiteral("ReceivedDataSizeExceededMaximumClient"),
        base::Text(QT_TRANSLATE_NOOP("core", "The total data received from the remote server exceeded the allowed "
                                             "maximum. The allowed maximum is %1."),
                   {QString::number(maximum)}),
        base::Text(QT_TRANSLATE_NOOP("core", "Raise -MaximumReceivedDataSizePerCommand of the session option, or let "
                                             "the command give less.")));
}

QString unknownMessageNote(quint32 type, qsizetype bytes, const QString &text)
{
    constexpr qsizetype shown = 200; // characters
    QString note = QStringLiteral("The remote computer sent a message of the unknown type 0x%1 (%2 bytes)")
                       .arg(type, 8, 16, QLatin1Char('0'))
                       .arg(bytes);
    const QString start = text.simplified().left(shown);
    return start.isEmpty() ? note + u'.' : note + QStringLiteral(": ") + start;
}

QString unknownCallNote(const HostCall &call)
{
    return QStringLiteral("The remote computer called the unknown host method %1 (%2) with %3 arguments.")
        .arg(static_cast<qint32>(call.method))
        .arg(call.methodName)
        .arg(call.parameters.size());
}

QString unknownStateNote(const QString &what, qint64 value)
{
    return QStringLiteral("The remote computer reported the unknown %1 %2.").arg(what).arg(value);
}

} // namespace rejoin::psrp
