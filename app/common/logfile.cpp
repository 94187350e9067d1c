#include "app/common/logfile.h"

#include <QDateTime>
#include <QFile>
#include <QLoggingCategory>
#include <QMutex>

namespace rejoin::app {

using namespace Qt::StringLiterals;

namespace {

// A message handler is a plain function, so what it writes to has to be reachable from one.
QFile *logFile = nullptr;
QMutex logMutex;

void writeToFile(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    const QMutexLocker lock(&logMutex);
    const QString line = u"%1 %2\n"_s.arg(QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs),
                                          qFormatLogMessage(type, context, message));
    logFile->write(line.toUtf8());
    logFile->flush();
}

} // namespace

bool startLogging(const QString &level, const QString &fileName)
{
    const QStringList levels{u"debug"_s, u"info"_s, u"warning"_s, u"critical"_s};
    const qsizetype from = level == "error"_L1 ? 3 : levels.indexOf(level);
    QString rules;
    for (qsizetype i = 0; i < levels.size(); ++i)
        rules += u"rejoin.*.%1=%2\n"_s.arg(levels.at(i), i >= from ? u"true"_s : u"false"_s);
    QLoggingCategory::setFilterRules(rules);
    if (fileName.isEmpty())
        return true;
    static QFile file; // open until the program ends
    file.setFileName(fileName);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Text,
                   QFileDevice::ReadOwner | QFileDevice::WriteOwner))
        return false;
    logFile = &file;
    qInstallMessageHandler(writeToFile);
    return true;
}

} // namespace rejoin::app
