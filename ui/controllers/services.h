#pragma once

#include "core/sessions/sessionservice.h"
#include "ui/store/computer.h"

class QSettings;

namespace rejoin::ui {

class Certificates;
class ComputerStore;
class Credentials;

/// What the window works with; made and owned by the program.
struct Services
{
    sessions::SessionService *sessions = nullptr;
    ComputerStore *computers = nullptr;
    Credentials *credentials = nullptr;
    Certificates *certificates = nullptr; ///< may be absent: then there are none
    QSettings *settings = nullptr;
};

/// The certificate of its thumbprint put in, if it is at hand.
void addCertificate(const Services &services, sessions::ConnectionOptions *options);
/// How to reach a computer: what is saved, with what is known of its login and what is permitted by its name.
[[nodiscard]] sessions::ConnectionOptions completeOptions(const Services &services, const Computer &computer);

} // namespace rejoin::ui
