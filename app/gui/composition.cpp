#include "app/gui/composition.h"

#include "app/common/savedoutput.h"
#include "core/lab/labdemo.h"
#include "core/vault/memoryvault.h"
#include "ui/store/computerstore.h"

#include <QDir>
#include <QSettings>
#include <QStandardPaths>

namespace rejoin::app {

using namespace Qt::StringLiterals;

namespace {

constexpr int defaultHttpsPort = 5986;

} // namespace

Composition::Composition(const Options &options)
    : m_clock(std::make_shared<base::SystemClock>()), m_registry(std::make_unique<sessions::SessionRegistry>())
{
    QString profile = options.profile;
    if (options.demo) {
        m_demoProfile = std::make_unique<QTemporaryDir>();
        profile = m_demoProfile->path();
        m_credentials.setVault(std::make_shared<vault::MemoryVault>()); // nothing outlives the demo
    } else if (profile.isEmpty()) {
        profile = QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation);
    }
    transport::ConnectTo connectTo;
    for (const QString &rule : options.connectTo)
        connectTo.add(rule);
    m_sessions =
        std::make_unique<sessions::SessionService>(m_registry.get(), &transport::makeHttpTransport, m_clock, connectTo);
    m_sessions->setNetworkDefaults(options.network);
    m_sessions->setSavedOutput(openSavedOutput(options.demo ? m_demoProfile->path() : options.profile));
    QDir().mkpath(profile);
    // Where rejoinctl keeps its own too: each program takes back what the other one left when it was killed.
    m_sessions->setHeldStore(QDir(profile).filePath(u"held"_s));
    m_wakeWatch = std::make_unique<sessions::WakeWatch>(m_clock);
    QObject::connect(m_wakeWatch.get(), &sessions::WakeWatch::woke, m_sessions.get(),
                     &sessions::SessionService::renewConnections);
    m_profile = profile;
    m_settings = std::make_unique<QSettings>(QDir(profile).filePath(u"settings.ini"_s), QSettings::IniFormat);
    m_certificates = std::make_unique<ui::Certificates>(QDir(profile).filePath(u"certificates"_s));
    // The demo's computers exist as long as the program: they are not written anywhere.
    m_computers = std::make_unique<ui::ComputerStore>(options.demo ? QString() : profile);
    try {
        m_computers->load();
    } catch (const base::Error &error) {
        storeError = error;
    }
}

Composition::~Composition() = default;

ui::Services Composition::services()
{
    ui::Services services;
    services.sessions = m_sessions.get();
    services.computers = m_computers.get();
    services.credentials = &m_credentials;
    services.certificates = m_certificates.get();
    services.settings = m_settings.get();
    return services;
}

Task<> Composition::startDemo(Composition *composition)
{
    composition->m_demo = std::make_unique<lab::LabDemo>();
    composition->m_lab = std::make_unique<lab::LabServer>(composition->m_demo->settings());
    co_await composition->m_lab->start();

    QList<ui::Computer> computers;
    for (const lab::LabDemoComputer &sample : composition->m_demo->computers(*composition->m_lab)) {
        ui::Computer computer;
        computer.id = QUuid::createUuid();
        computer.group = u"Demo"_s;
        computer.options.computerName = sample.name;
        computer.options.useSsl = true;
        computer.options.mechanism = transport::Mechanism::Basic;
        computer.options.credential = base::Credential(sample.user, {});
        computer.options.extraAuthorities = {composition->m_lab->certificate()};
        composition->m_sessions->addConnectTo(
            u"%1:%2:%3:%4"_s.arg(sample.name).arg(defaultHttpsPort).arg(sample.host).arg(sample.httpsPort));
        composition->m_credentials.store(computer.id, base::Credential(sample.user, composition->m_demo->password()));
        computers += computer;
    }
    composition->m_computers->add(computers);
}

} // namespace rejoin::app
