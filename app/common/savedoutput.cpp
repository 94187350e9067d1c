#include "app/common/savedoutput.h"

#include <QDir>
#include <QSettings>
#include <QStandardPaths>

namespace rejoin::app {

using namespace Qt::StringLiterals;

std::shared_ptr<output::SavedOutputStore> openSavedOutput(const QString &profile)
{
    const QString data =
        profile.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) : profile;
    const QString configuration =
        profile.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation) : profile;
    auto store = std::make_shared<output::SavedOutputStore>(QDir(data).filePath(u"output"_s));
    const QSettings settings(QDir(configuration).filePath(u"settings.ini"_s), QSettings::IniFormat);
    if (const qint64 limit = settings.value(u"output/limitMiB"_s).toLongLong(); limit > 0)
        store->setLimit(limit << 20);
    return store;
}

} // namespace rejoin::app
