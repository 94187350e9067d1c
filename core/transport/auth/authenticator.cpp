#include "core/transport/auth/authenticator.h"

#include "core/base/error.h"

namespace rejoin::transport {

namespace {

[[noreturn]] void throwWrongKind(const QByteArray &scheme)
{
    throw base::Error(
        base::ErrorCategory::Internal, QStringLiteral("InternalError"),
        base::Text(QT_TRANSLATE_NOOP("core", "%1 does not log in that way."), {QString::fromLatin1(scheme)}));
}

} // namespace

Authenticator::Facts Authenticator::facts() const
{
    Facts facts;
    facts.package = QString::fromLatin1(scheme());
    return facts;
}

bool Authenticator::takeChallenges(const QList<Challenge> & /*challenges*/)
{
    return false;
}

base::SecretString Authenticator::authorize(const QByteArray & /*method*/, const QByteArray & /*target*/)
{
    throwWrongKind(scheme());
}

void Authenticator::setChannelBinding(const QByteArray & /*binding*/)
{
}

Authenticator::Step Authenticator::step(QByteArrayView /*challenge*/)
{
    throwWrongKind(scheme());
}

} // namespace rejoin::transport
