#include "core/clixml/records.h"

#include "core/clixml/invocation.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace rejoin::clixml {

namespace {

/// System.Management.Automation.ErrorCategory, by number.
constexpr std::array<const char *, 32> categoryNames{
    "NotSpecified",     "OpenError",           "CloseError",       "DeviceError",         "DeadlockDetected",
    "InvalidArgument",  "InvalidData",         "InvalidOperation", "InvalidResult",       "InvalidType",
    "MetadataError",    "NotImplemented",      "NotInstalled",     "ObjectNotFound",      "OperationStopped",
    "OperationTimeout", "SyntaxError",         "ParserError",      "PermissionDenied",    "ResourceBusy",
    "ResourceExists",   "ResourceUnavailable", "ReadError",        "WriteError",          "FromStdErr",
    "SecurityError",    "ProtocolError",       "ConnectionError",  "AuthenticationError", "LimitsExceeded",
    "QuotaExceeded",    "NotEnabled"};

QString nameOfCategory(qint32 category)
{
    return category >= 0 && std::size_t(category) < categoryNames.size()
               ? QString::fromLatin1(categoryNames[std::size_t(category)])
               : QString::number(category);
}

QString withoutPrefix(const QString &typeName)
{
    const QLatin1String prefix("Deserialized.");
    return typeName.startsWith(prefix) ? typeName.mid(prefix.size()) : typeName;
}

QString firstOf(std::initializer_list<QString> texts)
{
    for (const QString &text : texts) {
        if (!text.isEmpty())
            return text;
    }
    return {};
}

/// "System.X: words\n   at Foo()" is how an exception turns into text; the words are wanted.
QString messageInToString(const QString &text, const QString &typeName)
{
    const QString head = typeName + QStringLiteral(": ");
    if (typeName.isEmpty() || !text.startsWith(head))
        return text;
    const qsizetype end = text.indexOf(QRegularExpression(QStringLiteral("\\r?\\n   at | ---> |\\r?\\n ---> ")));
    return text.mid(head.size(), end < 0 ? -1 : end - head.size());
}

/// PowerShell cuts long parts of the category line to their two ends.
QString ellipsized(const QString &text)
{
    return text.size() <= 40 ? text : text.left(15) + QStringLiteral("...") + text.right(15);
}

QString enumText(const Value &value)
{
    return value.isObject() && value.hasToString() ? value.toStringText() : value.text();
}

/// The chain below an exception. Beyond the depth that is serialized the rest is one text with its stack.
QStringList innerExceptionsOf(const Value &exception)
{
    constexpr int deepest = 16;
    QStringList inner;
    Value next = exception.member("InnerException");
    for (int depth = 0; depth < deepest && !next.isNil(); ++depth) {
        const QString type = next.isObject() ? withoutPrefix(next.typeNames().value(0)) : QString();
        const QString message = next.member("Message").text();
        QString words = next.isObject() && !message.isEmpty() ? type + QStringLiteral(": ") + message : next.text();
        const qsizetype end = words.indexOf(QRegularExpression(QStringLiteral("\\r?\\n   at ")));
        inner.append(end < 0 ? words : words.first(end));
        next = next.member("InnerException");
    }
    return inner;
}

} // namespace

QString ErrorRecord::categoryMessage() const
{
    return QStringLiteral("%1: (%2:%3) [%4], %5")
        .arg(categoryName.isEmpty() ? nameOfCategory(category) : categoryName, ellipsized(categoryTargetName),
             ellipsized(categoryTargetType), ellipsized(categoryActivity), ellipsized(categoryReason));
}

ErrorRecord ErrorRecord::fromValue(const Value &value)
{
    ErrorRecord record;
    const Value exception = value.member("Exception");
    // A job's or another session's error: RemoteException holds the serialized one that says what happened.
    Value original = exception.member("SerializedRemoteException");
    if (!original.isObject())
        original = exception;
    record.exceptionType = withoutPrefix(original.typeNames().value(0));
    const auto messageOf = [](const Value &e) {
        return e.isObject() ? firstOf({e.member("Message").text(),
                                       messageInToString(e.toStringText(), withoutPrefix(e.typeNames().value(0)))})
                            : e.text();
    };
    record.message =
        firstOf({value.member("ErrorDetails_Message").text(), value.member("ErrorDetails").member("Message").text(),
                 messageOf(exception), messageOf(original), value.toStringText(), value.text()});
    record.fullyQualifiedId = value.member("FullyQualifiedErrorId").text();
    record.targetObject = value.member("TargetObject");

    const Value info = value.member("CategoryInfo");
    if (info.isObject()) {
        // An error written as an ordinary object (Export-Clixml below the serialization depth keeps only this).
        const Value category = info.member("Category");
        record.categoryName = enumText(category);
        record.category = qint32(category.toInteger().value_or(0));
        record.categoryActivity = info.member("Activity").text();
        record.categoryReason = info.member("Reason").text();
        record.categoryTargetName = info.member("TargetName").text();
        record.categoryTargetType = info.member("TargetType").text();
    }
    if (value.hasMember("ErrorCategory_Category")) {
        record.category = qint32(value.member("ErrorCategory_Category").toInteger().value_or(0));
        record.categoryActivity = value.member("ErrorCategory_Activity").text();
        record.categoryReason = value.member("ErrorCategory_Reason").text();
        record.categoryTargetName = value.member("ErrorCategory_TargetName").text();
        record.categoryTargetType = value.member("ErrorCategory_TargetType").text();
    }
    if (record.categoryName.isEmpty()) {
        // A category newer than our list is still named in the message.
        const QString words = value.member("ErrorCategory_Message").text();
        const bool known = record.category >= 0 && std::size_t(record.category) < categoryNames.size();
        record.categoryName =
            known || !words.contains(u':') ? nameOfCategory(record.category) : words.section(u':', 0, 0);
    }
    record.recommendedAction = value.member("ErrorDetails_RecommendedAction").text();
    record.scriptStackTrace =
        firstOf({value.member("ErrorDetails_ScriptStackTrace").text(), value.member("ScriptStackTrace").text()});
    record.invocation = invocationOf(value);
    record.innerExceptions = innerExceptionsOf(original);
    record.stackTrace = original.member("StackTrace").text();
    record.wasThrown = original.member("WasThrownFromThrowStatement").toBool().value_or(false);
    return record;
}

Value ErrorRecord::toValue() const
{
    const QString type = firstOf({exceptionType, QStringLiteral("System.Management.Automation.RuntimeException")});
    QStringList types{type};
    for (const char *base : {"System.Exception", "System.Object"}) {
        if (type != QLatin1String(base))
            types.append(QLatin1String(base));
    }
    const Value exception = ObjectBuilder()
                                .typeNames(types)
                                .toString(QString(type + QStringLiteral(": ") + message))
                                .property("Message", Value::string(message))
                                .property("InnerException", Value())
                                .property("HelpLink", Value())
                                .property("Source", Value())
                                .property("StackTrace", Value())
                                .build();
    ObjectBuilder builder;
    builder.typeNames({"System.Management.Automation.ErrorRecord", "System.Object"})
        .toString(message)
        .note("Exception", exception)
        .note("TargetObject", targetObject)
        .note("FullyQualifiedErrorId", Value::string(fullyQualifiedId))
        .note("InvocationInfo", invocation ? invocationObject(*invocation) : Value())
        .note("ErrorCategory_Category", Value::int32(category))
        .note("ErrorCategory_Activity", Value::string(categoryActivity))
        .note("ErrorCategory_Reason", Value::string(categoryReason))
        .note("ErrorCategory_TargetName", Value::string(categoryTargetName))
        .note("ErrorCategory_TargetType", Value::string(categoryTargetType))
        .note("ErrorCategory_Message", Value::string(categoryMessage()))
        .note("SerializeExtendedInfo", Value::boolean(false));
    if (!recommendedAction.isEmpty()) {
        // PowerShell reads the action only beside a message.
        builder.note("ErrorDetails_Message", Value::string(message))
            .note("ErrorDetails_RecommendedAction", Value::string(recommendedAction));
    }
    if (!scriptStackTrace.isEmpty())
        builder.note("ErrorDetails_ScriptStackTrace", Value::string(scriptStackTrace));
    return builder.build();
}

} // namespace rejoin::clixml
