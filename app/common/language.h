#pragma once

#include <QString>

class QCoreApplication;

namespace rejoin::app {

/// Installs the words of a language (a locale's name such as zh_CN; empty: the system's): ours and Qt's own. English
/// where there is none.
void installTranslators(QCoreApplication &application, const QString &localeName);

} // namespace rejoin::app
