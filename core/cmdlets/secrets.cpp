#include "core/cmdlets/secrets.h"

#include "core/base/error.h"
#include "core/clixml/secrets.h"

namespace rejoin::cmdlets {

namespace {

using remoting::RunspaceSession;

base::Error sessionGone()
{
    return {
        base::ErrorCategory::InvalidState, QStringLiteral("SecureStringSessionGone"),
        base::Text(QT_TRANSLATE_NOOP("core", "The session that gave the protected text is not open any more.")),
        base::Text(QT_TRANSLATE_NOOP("core", "Its key went with it: connect the session and get the value again."))};
}

/// What has to be exchanged before the object can be written.
struct Secrets
{
    bool any = false;
    QList<std::shared_ptr<RunspaceSession>> origins;

    void add(const Object &object)
    {
        if (object.as<base::SecretString>() || object.as<std::shared_ptr<base::Credential>>()) {
            any = true;
        } else if (const auto *list = object.as<std::shared_ptr<ObjectList>>()) {
            for (const Object &item : **list)
                add(item);
        } else if (const auto *table = object.as<std::shared_ptr<Hashtable>>()) {
            for (const auto &[key, value] : (*table)->entries)
                add(value);
        } else if (const auto *record = object.as<std::shared_ptr<Record>>()) {
            for (const auto &[key, value] : (*record)->properties)
                add(value);
        } else if (const auto *value = object.as<clixml::Value>(); value && clixml::holdsSecret(*value)) {
            any = true;
            const auto origin = object.origin();
            if (!origin || origin->state() != remoting::SessionState::Opened)
                throw sessionGone();
            origins.append(origin);
        }
    }
};

} // namespace

Task<clixml::Value> valueFor(Object object, sessions::SessionPtr session, base::CancelToken cancel)
{
    Secrets secrets;
    secrets.add(object);
    const auto target = session->runspace();
    if (!secrets.any || !target)
        co_return object.toClixml();
    co_await target->exchangeKey(cancel);
    for (const auto &origin : std::as_const(secrets.origins))
        co_await origin->exchangeKey(cancel);
    const SecretWriter seal = [target](const base::SecretString &secret) { return target->sealSecret(secret); };
    co_return object.toClixml(seal);
}

Task<base::SecretString> secretOf(Object object, base::CancelToken cancel)
{
    if (const auto *secret = object.as<base::SecretString>())
        co_return *secret;
    const auto *value = object.as<clixml::Value>();
    const bool isSecret =
        value && (value->type() == clixml::Type::SecureString || value->base().type() == clixml::Type::SecureString);
    if (!isSecret)
        throw base::Error(
            base::ErrorCategory::InvalidArgument, QStringLiteral("CannotConvertArgument"),
            base::Text(QT_TRANSLATE_NOOP("core", "The value is no SecureString.")),
            base::Text(QT_TRANSLATE_NOOP("core", "Give one, for instance the Password of a credential.")));
    const auto origin = object.origin();
    if (!origin || origin->state() != remoting::SessionState::Opened)
        throw sessionGone();
    const base::SecretString secret = co_await origin->revealSecret(*value, cancel);
    co_return secret;
}

} // namespace rejoin::cmdlets
