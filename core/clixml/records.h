#pragma once

#include "core/clixml/value.h"

namespace rejoin::clixml {

/// Where a command was invoked (SerializeExtendedInfo members of MS-PSRP 2.2.3.15, InvocationInfo_*).
struct InvocationInfo
{
    QString myCommand; ///< CommandInfo's text, may be empty
    QString line;
    QString positionMessage;
    QString scriptName;
    int scriptLineNumber = 0;
    int offsetInLine = 0;
    int pipelineLength = 0; ///< 0: not known
    int pipelinePosition = 0;
};

/// MS-PSRP 2.2.2.20 ERROR_RECORD.
struct ErrorRecord
{
    QString exceptionType;    ///< "System.Management.Automation.CommandNotFoundException", without "Deserialized."
    QString message;          ///< ErrorDetails' message when given, else the exception's
    QString fullyQualifiedId; ///< as it came
    qint32 category = 0;      ///< System.Management.Automation.ErrorCategory
    QString categoryName;     ///< "ObjectNotFound"
    QString categoryActivity;
    QString categoryReason;
    QString categoryTargetName;
    QString categoryTargetType;
    QString recommendedAction;
    QString scriptStackTrace;
    QStringList innerExceptions; ///< "System.FormatException: words", outermost first
    QString stackTrace;          ///< of the exception
    bool wasThrown = false;      ///< by a script's throw
    Value targetObject;
    std::optional<InvocationInfo> invocation;

    /// "ObjectNotFound: (nosuch:String) [], CommandNotFoundException"
    [[nodiscard]] QString categoryMessage() const;

    [[nodiscard]] static ErrorRecord fromValue(const Value &value);
    [[nodiscard]] Value toValue() const;
};

/// MS-PSRP 2.2.2.21–2.2.2.23: DEBUG_RECORD, VERBOSE_RECORD, WARNING_RECORD.
struct InformationalRecord
{
    QString message;
    std::optional<InvocationInfo> invocation;

    [[nodiscard]] static InformationalRecord fromValue(const Value &value);
    /// typeName e.g. "System.Management.Automation.WarningRecord".
    [[nodiscard]] Value toValue(std::string_view typeName) const;
};

/// MS-PSRP 2.2.2.25 PROGRESS_RECORD.
struct ProgressRecord
{
    QString activity;
    qint32 activityId = 0;
    QString statusDescription;
    QString currentOperation;
    qint32 parentActivityId = -1; ///< -1: none
    qint32 percentComplete = -1;  ///< -1: not known
    qint32 secondsRemaining = -1; ///< -1: not known
    bool completed = false;       ///< Type is Completed, not Processing

    [[nodiscard]] static ProgressRecord fromValue(const Value &value);
    [[nodiscard]] Value toValue() const;
};

/// MS-PSRP 2.2.2.26 INFORMATION_RECORD. Write-Host arrives as one with HostInformationMessage and tag PSHOST.
struct InformationRecord
{
    Value messageData;
    QString source;
    QDateTime timeGenerated;
    QStringList tags;
    QString user;
    QString computer;
    quint32 processId = 0;
    /// From HostInformationMessage; nullopt when it is none or has no colour.
    std::optional<qint32> foreground;
    std::optional<qint32> background;
    bool noNewLine = false;

    /// The words to show.
    [[nodiscard]] QString text() const;
    [[nodiscard]] bool isHostMessage() const { return tags.contains(QLatin1String("PSHOST")); }

    [[nodiscard]] static InformationRecord fromValue(const Value &value);
    [[nodiscard]] Value toValue() const;
};

} // namespace rejoin::clixml
