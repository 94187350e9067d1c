#include "core/sessions/endpointlimits.h"

namespace rejoin::sessions {

namespace {

/// "Id" of "Id,Microsoft.PowerShell.Commands.…"
bool hasId(const clixml::ErrorRecord &record, QLatin1String id)
{
    return record.fullyQualifiedId == id || record.fullyQualifiedId.startsWith(id + QLatin1Char(','));
}

} // namespace

bool isScriptRefusal(const clixml::ErrorRecord &reason)
{
    return hasId(reason, QLatin1String("ScriptsNotAllowed"));
}

bool isMissing(const clixml::ErrorRecord &reason, const QString &command)
{
    if (!hasId(reason, QLatin1String("CommandNotFoundException")))
        return false;
    // The words are the server's language; the name is the error's target.
    const QString target = reason.categoryTargetName.isEmpty() ? reason.targetObject.text() : reason.categoryTargetName;
    return target.compare(command, Qt::CaseInsensitive) == 0;
}

base::Error commandNotOffered(const QString &command)
{
    return {base::ErrorCategory::Unsupported, QString(commandNotOfferedId),
            base::Text(QT_TRANSLATE_NOOP("core", "This endpoint does not offer %1."), {command}),
            base::Text(QT_TRANSLATE_NOOP("core", "The session configuration decides which commands there are: ask who "
                                                 "runs the endpoint, or use another configuration."))};
}

} // namespace rejoin::sessions
