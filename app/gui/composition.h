#pragma once

#include "app/gui/options.h"
#include "core/sessions/sessionservice.h"
#include "core/sessions/wakewatch.h"
#include "ui/controllers/services.h"
#include "ui/store/certificates.h"
#include "ui/store/credentials.h"

#include <QTemporaryDir>

#include <memory>

namespace rejoin::lab {
class LabDemo;
class LabServer;
} // namespace rejoin::lab

namespace rejoin::ui {
class MainWindow;
} // namespace rejoin::ui

namespace rejoin::app {

/// Makes the parts of the program and holds them: the one place that names concrete classes.
class Composition
{
public:
    /// Throws Error on a --connect-to that cannot be read.
    explicit Composition(const Options &options);
    ~Composition();
    Q_DISABLE_COPY_MOVE(Composition)

    [[nodiscard]] ui::Services services();
    /// The profile's directory.
    [[nodiscard]] QString profile() const { return m_profile; }
    /// Starts the demo's lab and fills the list of computers.
    [[nodiscard]] static Task<> startDemo(Composition *composition);

private:
    QString m_profile; ///< the directory
    std::unique_ptr<QTemporaryDir> m_demoProfile;
    std::shared_ptr<base::Clock> m_clock;
    std::unique_ptr<sessions::SessionRegistry> m_registry;
    std::unique_ptr<sessions::SessionService> m_sessions;
    std::unique_ptr<sessions::WakeWatch> m_wakeWatch;
    ui::Credentials m_credentials;
    std::unique_ptr<ui::Certificates> m_certificates;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<ui::ComputerStore> m_computers;
    std::unique_ptr<lab::LabDemo> m_demo;
    std::unique_ptr<lab::LabServer> m_lab;

public:
    /// Why the saved list could not be read; its file is left alone.
    std::optional<base::Error> storeError;
};

} // namespace rejoin::app
