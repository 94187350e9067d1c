#pragma once

#include "core/lab/labcomputer.h"

namespace rejoin::lab {

/// Several computers, each with its HTTP and HTTPS port, on the event loop of the thread that made it: `--demo`,
/// rejoin-lab and the tests use this one.
class LabServer final : public QObject
{
    Q_OBJECT

public:
    explicit LabServer(const LabSettings &settings, QObject *parent = nullptr);
    ~LabServer() override;

    /// Makes the certificate, listens and sets up all sessions; resumes when everything answers.
    /// Throws Error (Local) when a port is taken. The server must live until then.
    [[nodiscard]] Task<> start();
    /// Ends connections and shells. The destructor does the same.
    void stop();

    /// After start(); before it a computer is only noted. Name unique, without case.
    [[nodiscard]] Task<> addComputer(LabComputerSettings settings);

    struct Ports
    {
        Ports() = default;
        quint16 http = 0; ///< 0: none
        quint16 https = 0;
    };
    [[nodiscard]] QStringList computerNames() const;
    [[nodiscard]] Ports ports(const QString &computer) const;
    /// nullptr for an unknown name.
    [[nodiscard]] std::shared_ptr<LabComputer> computer(const QString &name) const;
    /// For all names, localhost, 127.0.0.1 and ::1. Null before start(). A computer that is added later and is not
    /// among its names is not certified by it.
    [[nodiscard]] QSslCertificate certificate() const { return m_certificate.certificate; }

    [[nodiscard]] LabScenario &scenario() { return m_context->scenario; }
    [[nodiscard]] LabLog &log() { return m_context->log; }
    void setDelay(milliseconds delay) { m_context->delay = delay; }
    /// A pulled cable: every connection of the computer ends at once; its shells stay.
    void abortConnections(const QString &computer);
    /// Its shells stay and run; nobody gets through until it is plugged in again.
    void setPlugged(const QString &computer, bool plugged);

private:
    struct Entry
    {
        std::shared_ptr<LabComputer> computer;
        LabHttpServer *http = nullptr;
        LabHttpServer *https = nullptr;
    };
    void listen(const LabComputerSettings &settings);
    void makeCertificate();

    LabSettings m_settings;
    std::shared_ptr<LabContext> m_context;
    QList<Entry> m_entries;
    bool m_started = false;
    transport::CertificateAndKey m_certificate;
};

} // namespace rejoin::lab
