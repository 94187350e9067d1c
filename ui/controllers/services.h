#pragma once

#include "core/sessions/sessionservice.h"

class QSettings;

namespace rejoin::ui {

class ComputerStore;
class Credentials;

/// What the window works with; made and owned by the program.
struct Services
{
    sessions::SessionService *sessions = nullptr;
    ComputerStore *computers = nullptr;
    Credentials *credentials = nullptr;
    QSettings *settings = nullptr;
};

} // namespace rejoin::ui
