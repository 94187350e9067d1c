#include "app/common/language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

namespace rejoin::app {

using namespace Qt::StringLiterals;

void installTranslators(QCoreApplication &application, const QString &localeName)
{
    const QLocale locale = localeName.isEmpty() ? QLocale::system() : QLocale(localeName);
    QLocale::setDefault(locale);
    auto *ours = new QTranslator(&application);
    if (ours->load(locale, u"rejoin"_s, u"_"_s, u":/i18n"_s))
        QCoreApplication::installTranslator(ours);
    // Plural forms of English live in a file, too.
    else if (ours->load(u":/i18n/rejoin_en.qm"_s))
        QCoreApplication::installTranslator(ours);
    auto *qts = new QTranslator(&application);
    if (qts->load(locale, u"qtbase"_s, u"_"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(qts);
}

} // namespace rejoin::app
