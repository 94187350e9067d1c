#include "core/lab/engine/errors.h"

#include "core/lab/engine/convert.h"

#include <array>

using namespace Qt::StringLiterals;

namespace rejoin::lab::engine {

namespace {

// System.Management.Automation.ErrorCategory in order.
constexpr std::array categories{
    "NotSpecified"_L1,        "OpenError"_L1,           "CloseError"_L1,       "DeviceError"_L1,
    "DeadlockDetected"_L1,    "InvalidArgument"_L1,     "InvalidData"_L1,      "InvalidOperation"_L1,
    "InvalidResult"_L1,       "InvalidType"_L1,         "MetadataError"_L1,    "NotImplemented"_L1,
    "NotInstalled"_L1,        "ObjectNotFound"_L1,      "OperationStopped"_L1, "OperationTimeout"_L1,
    "SyntaxError"_L1,         "ParserError"_L1,         "PermissionDenied"_L1, "ResourceBusy"_L1,
    "ResourceExists"_L1,      "ResourceUnavailable"_L1, "ReadError"_L1,        "WriteError"_L1,
    "FromStdErr"_L1,          "SecurityError"_L1,       "ProtocolError"_L1,    "ConnectionError"_L1,
    "AuthenticationError"_L1, "LimitsExceeded"_L1,      "QuotaExceeded"_L1,    "NotEnabled"_L1,
};

} // namespace

QString categoryName(qint32 category)
{
    return category >= 0 && category < qint32(categories.size()) ? QString(categories[std::size_t(category)])
                                                                 : QString();
}

std::optional<qint32> categoryByName(QStringView name)
{
    for (std::size_t i = 0; i < categories.size(); ++i) {
        if (name.compare(categories[i], Qt::CaseInsensitive) == 0)
            return qint32(i);
    }
    return std::nullopt;
}

clixml::ErrorRecord makeRecord(const ErrorParts &parts, const QString &activity, const Source *source,
                               const Extent &extent)
{
    clixml::ErrorRecord record;
    record.exceptionType = parts.exceptionType;
    record.message = parts.message;
    record.fullyQualifiedId = parts.id;
    record.category = parts.category;
    record.categoryName = categoryName(parts.category);
    record.categoryActivity = activity;
    record.categoryReason =
        !parts.reason.isEmpty() ? parts.reason : parts.exceptionType.mid(parts.exceptionType.lastIndexOf(u'.') + 1);
    record.categoryTargetName = parts.target.text();
    record.categoryTargetType = parts.target.shortTypeName();
    record.recommendedAction = parts.recommendedAction;
    record.targetObject = toClixml(parts.target);
    if (source) {
        record.invocation = invocationAt(*source, extent, activity);
        record.scriptStackTrace = u"at <ScriptBlock>, <No file>: line %1"_s.arg(record.invocation->scriptLineNumber);
    }
    return record;
}

} // namespace rejoin::lab::engine
