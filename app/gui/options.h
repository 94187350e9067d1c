#pragma once

#include "core/sessions/networkdefaults.h"

#include <QString>
#include <QStringList>

class QCoreApplication;

namespace rejoin::app {

/// What the command line of `rejoin` says.
struct Options
{
    bool demo = false;
    QString profile; ///< empty: the user's own place
    QStringList connectTo;
    sessions::NetworkDefaults network; ///< --proxy, --trust-host
    QString locale;                    ///< empty: the system's
    QString logLevel;
    QString logFile;
    QString picture; ///< empty: none
};

/// Reads the command line; --help and --version end the program. Wrong words print what is wrong and end it with 2.
[[nodiscard]] Options parseOptions(const QCoreApplication &application);

} // namespace rejoin::app
