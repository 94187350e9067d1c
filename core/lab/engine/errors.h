#pragma once

#include "core/lab/engine/source.h"
#include "core/lab/engine/value.h"

namespace rejoin::lab::engine {

/// System.Management.Automation.ErrorCategory, as far as the engine uses it.
enum class Category : qint32 {
    NotSpecified = 0,
    InvalidArgument = 5,
    InvalidData = 6,
    InvalidOperation = 7,
    InvalidResult = 8,
    InvalidType = 9,
    NotImplemented = 11,
    ObjectNotFound = 13,
    OperationStopped = 14,
    ParserError = 17,
    ReadError = 22,
};

/// "ObjectNotFound" for 13; empty outside 0 … 31.
[[nodiscard]] QString categoryName(qint32 category);
[[nodiscard]] std::optional<qint32> categoryByName(QStringView name);

/// What is to be said about an error, before it is known where it happened.
struct ErrorParts
{
    ErrorParts() = default;
    ErrorParts(QString errorId, QString words, Category errorCategory, Value errorTarget = {},
               QString type = QStringLiteral("System.Management.Automation.RuntimeException"))
        : id(std::move(errorId)),
          message(std::move(words)),
          exceptionType(std::move(type)),
          category(qint32(errorCategory)),
          target(std::move(errorTarget))
    {
    }
    QString id;
    QString message;
    QString exceptionType;
    qint32 category = 0;
    Value target;
    QString reason; ///< replaces the exception's short name
    QString recommendedAction;
};

/// activity: the cmdlet's name, or empty for the language itself.
[[nodiscard]] clixml::ErrorRecord makeRecord(const ErrorParts &parts, const QString &activity, const Source *source,
                                             const Extent &extent);

/// Thrown: a terminating error on its way up.
struct ScriptError
{
    clixml::ErrorRecord record;
    /// throw and -ErrorAction Stop end the script; others only their statement.
    bool endsScript = false;
};

/// Thrown by Select-Object -First: what stands before the stage need not go on.
struct StopUpstream
{
    const void *stage = nullptr;
};

inline constexpr auto parameterBindingException = "System.Management.Automation.ParameterBindingException";
inline constexpr auto argumentException = "System.Management.Automation.PSArgumentException";
inline constexpr auto invalidOperationException = "System.Management.Automation.PSInvalidOperationException";

} // namespace rejoin::lab::engine
