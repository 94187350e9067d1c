// Get-Credential and ConvertFrom-SecureString.

#include "core/cmdlets/secrets.h"
#include "core/cmdlets/commands/commands.h"

namespace rejoin::cmdlets {

Task<> getCredential(InvocationPtr call)
{
    const Object given = call->bound().value("Credential");
    if (given.as<std::shared_ptr<base::Credential>>()) {
        call->output(given);
        co_return;
    }
    const QString user = given.toText();
    const base::Credential credential = co_await call->frontEnd()->credential(user, call->cancel());
    call->output(Object(Object::Variant(std::make_shared<base::Credential>(credential))));
}

Task<> convertFromSecureString(InvocationPtr call)
{
    const Object given = call->bound().value("SecureString");
    const base::SecretString secret = co_await secretOf(given, call->cancel());
    // What was asked for by name: from here on it is text like any other.
    call->output(Object::string(QString::fromUtf8(secret.utf8())));
}

} // namespace rejoin::cmdlets
