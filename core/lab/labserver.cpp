#include "core/lab/labserver.h"

#include "core/base/logging.h"

namespace rejoin::lab {

LabServer::LabServer(const LabSettings &settings, QObject *parent)
    : QObject(parent), m_settings(settings), m_context(std::make_shared<LabContext>())
{
    m_context->scenario = settings.scenario;
    m_context->delay = settings.delay;
    m_context->pwsh = settings.pwsh;
}

LabServer::~LabServer()
{
    stop();
}

void LabServer::makeCertificate()
{
    if (m_settings.certificate) {
        m_certificate = *m_settings.certificate;
        return;
    }
    QStringList names;
    for (const auto &computer : std::as_const(m_settings.computers))
        names.append(computer.name);
    names << QStringLiteral("localhost") << QStringLiteral("127.0.0.1") << QStringLiteral("::1");
    m_certificate = transport::makeSelfSignedCertificate(names);
}

Task<> LabServer::start()
{
    makeCertificate();
    m_started = true;
    const auto computers = m_settings.computers;
    for (const auto &settings : computers)
        listen(settings);
    const auto entries = m_entries;
    for (const auto &entry : entries) {
        auto preparing = entry.computer->prepare();
        co_await preparing;
    }
}

Task<> LabServer::addComputer(LabComputerSettings settings)
{
    m_settings.computers.append(settings);
    if (!m_started)
        co_return;
    listen(settings);
    const auto added = m_entries.last().computer;
    auto preparing = added->prepare();
    co_await preparing;
}

void LabServer::listen(const LabComputerSettings &settings)
{
    Entry entry;
    entry.computer = std::make_shared<LabComputer>(settings, m_context);
    // Room above the envelope's limit: that is answered with a fault, not with 413.
    const auto maximumBody = settings.behaviour.maximumEnvelope * 4 + (1 << 20);
    if (settings.http) {
        entry.http = new LabHttpServer(entry.computer, {}, maximumBody, this);
        entry.http->listen(m_settings.listen, settings.httpPort);
    }
    if (settings.https) {
        auto tls = QSslConfiguration::defaultConfiguration();
        tls.setLocalCertificate(m_certificate.certificate);
        tls.setPrivateKey(m_certificate.key);
        // Whose it is and whether it is still valid is judged by the login, so any is taken here.
        tls.setPeerVerifyMode(settings.login.askForCertificate ? QSslSocket::QueryPeer : QSslSocket::VerifyNone);
        tls.setProtocol(QSsl::TlsV1_2OrLater);
        entry.https = new LabHttpServer(entry.computer, tls, maximumBody, this);
        entry.https->listen(m_settings.listen, settings.httpsPort);
    }
    m_entries.append(entry);
    qCInfo(lcLab) << settings.name << "listens, http" << (entry.http ? entry.http->port() : 0) << "https"
                  << (entry.https ? entry.https->port() : 0);
}

void LabServer::stop()
{
    const auto entries = std::exchange(m_entries, {});
    for (const auto &entry : entries) {
        delete entry.http;
        delete entry.https;
        entry.computer->shutdown();
    }
}

QStringList LabServer::computerNames() const
{
    QStringList names;
    for (const auto &entry : m_entries)
        names.append(entry.computer->name());
    return names;
}

LabServer::Ports LabServer::ports(const QString &name) const
{
    Ports ports;
    for (const auto &entry : m_entries) {
        if (entry.computer->name().compare(name, Qt::CaseInsensitive) != 0)
            continue;
        ports.http = entry.http ? entry.http->port() : 0;
        ports.https = entry.https ? entry.https->port() : 0;
    }
    return ports;
}

std::shared_ptr<LabComputer> LabServer::computer(const QString &name) const
{
    for (const auto &entry : m_entries) {
        if (entry.computer->name().compare(name, Qt::CaseInsensitive) == 0)
            return entry.computer;
    }
    return nullptr;
}

void LabServer::abortConnections(const QString &name)
{
    for (const auto &entry : std::as_const(m_entries)) {
        if (entry.computer->name().compare(name, Qt::CaseInsensitive) != 0)
            continue;
        if (entry.http)
            entry.http->abortConnections();
        if (entry.https)
            entry.https->abortConnections();
    }
}

void LabServer::setPlugged(const QString &name, bool plugged)
{
    for (const auto &entry : std::as_const(m_entries)) {
        if (entry.computer->name().compare(name, Qt::CaseInsensitive) != 0)
            continue;
        if (entry.http)
            entry.http->setPlugged(plugged);
        if (entry.https)
            entry.https->setPlugged(plugged);
    }
}

} // namespace rejoin::lab
