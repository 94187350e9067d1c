#pragma once

#include "core/lab/labsettings.h"

#include <QCoreApplication>

/// The command line of rejoin-lab.
struct LabOptions
{
    LabOptions() = default;
    rejoin::lab::LabSettings settings;
    QString readyFile;
    QString certificateFile;
    QString logFile;
    QString user;
    rejoin::base::SecretString password;
    bool passwordIsRandom = false;
    bool exitWithStdin = false;
};

/// Reads arguments, password and seed. Throws base::Error; ends the program itself for --help and --version.
[[nodiscard]] LabOptions readLabOptions(const QStringList &arguments);
