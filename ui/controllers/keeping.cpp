#include "ui/controllers/keeping.h"

#include "core/sessions/keeping.h"
#include "ui/console/streamdocument.h"

#include <algorithm>

namespace rejoin::ui {

KeepLimits keepLimits(const QList<sessions::SessionPtr> &all)
{
    KeepLimits limits;
    for (const sessions::SessionPtr &session : all) {
        const auto maximum = sessions::maximumIdleTimeout(*session);
        limits.maximum = std::min(maximum, limits.maximum.value_or(maximum));
        const auto keep = sessions::keepTime(*session);
        limits.suggested = std::max(keep, limits.suggested.value_or(keep));
    }
    if (limits.suggested)
        limits.suggested = std::min(*limits.suggested, *limits.maximum);
    if (all.size() == 1)
        limits.present = sessions::presentIdleTimeout(*all.first());
    return limits;
}

QStringList namesOf(const QList<sessions::SessionPtr> &all)
{
    QStringList names;
    for (const sessions::SessionPtr &session : all)
        names += StreamDocument::sanitized(session->name());
    return names;
}

} // namespace rejoin::ui
