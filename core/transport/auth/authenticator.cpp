#include "core/transport/auth/authenticator.h"

#include "core/base/error.h"

namespace rejoin::transport {

namespace {

[[noreturn]] void throwCannotSeal(const QByteArray &scheme)
{
    throw base::Error(
        base::ErrorCategory::Internal, QStringLiteral("InternalError"),
        base::Text(QT_TRANSLATE_NOOP("core", "%1 does not protect messages."), {QString::fromLatin1(scheme)}));
}

} // namespace

QByteArray Authenticator::seal(QByteArrayView /*plain*/)
{
    throwCannotSeal(scheme());
}

QByteArray Authenticator::unseal(QByteArrayView /*sealed*/)
{
    throwCannotSeal(scheme());
}

} // namespace rejoin::transport
