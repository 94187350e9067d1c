#include "core/base/error.h"

namespace rejoin::base {

Error::Error(ErrorCategory errorCategory, QString errorId, Text errorMessage, Text errorAdvice, qint64 errorCode)
    : category(errorCategory),
      id(std::move(errorId)),
      code(errorCode),
      message(std::move(errorMessage)),
      advice(std::move(errorAdvice))
{
}

const char *Error::what() const noexcept
{
    m_what = english().toUtf8();
    return m_what.constData();
}

Error Error::from(const std::exception_ptr &exception)
{
    try {
        std::rethrow_exception(exception);
    } catch (const Error &error) {
        return error;
    } catch (const std::exception &other) {
        return {ErrorCategory::Internal, QStringLiteral("InternalError"),
                Text(QT_TRANSLATE_NOOP("core", "Something unexpected happened inside Rejoin: %1"),
                     {QString::fromUtf8(other.what())})};
    } catch (...) {
        return {ErrorCategory::Internal, QStringLiteral("InternalError"),
                Text(QT_TRANSLATE_NOOP("core", "Something unexpected happened inside Rejoin."))};
    }
}

Error Error::cancelled()
{
    return {ErrorCategory::Cancelled, QStringLiteral("OperationStopped"),
            Text(QT_TRANSLATE_NOOP("core", "The operation was cancelled."))};
}

} // namespace rejoin::base
