#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QList>
#include <QProcess>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

#include <chrono>
#include <memory>

namespace rejoin::test {

struct LabProcessOptions
{
    LabProcessOptions() = default;
    /// --seed; empty: none. Its "computers" name them; else names or count.
    QJsonObject seed;
    QStringList names;
    int computers = 1;
    QString user = QStringLiteral("lab");
    /// Sent on the program's standard input, never an argument.
    QString password = QStringLiteral("lab-password");
    /// More options of rejoin-lab: {"--delay", "40"}.
    QStringList arguments;
};

/// `rejoin-lab` as a process of its own, on ports from 0. Ended by its id in the destructor; it also ends by itself
/// when this process dies, because its standard input closes.
class LabProcess
{
public:
    struct Computer
    {
        QString name;
        quint16 httpPort = 0;
        quint16 httpsPort = 0;
    };

    LabProcess() = default;
    ~LabProcess();
    LabProcess(const LabProcess &) = delete;
    LabProcess &operator=(const LabProcess &) = delete;

    /// Waits until everything listens. False: errorText() says why.
    [[nodiscard]] bool start(const LabProcessOptions &options = {},
                             std::chrono::milliseconds deadline = std::chrono::milliseconds(15000));
    /// SIGTERM, then SIGKILL after a while; true when it ended by itself with status 0.
    bool stop();

    [[nodiscard]] QString errorText() const { return m_error; }
    [[nodiscard]] qint64 pid() const;
    [[nodiscard]] const QList<Computer> &computers() const { return m_computers; }
    [[nodiscard]] Computer computer(const QString &name) const;
    [[nodiscard]] QString user() const { return m_options.user; }
    [[nodiscard]] QString password() const { return m_options.password; }
    /// PEM of the one certificate: every name, localhost, 127.0.0.1 and ::1.
    [[nodiscard]] QString certificateFile() const { return m_certificateFile; }
    /// curl's rules from the usual ports: "Server01:5985:127.0.0.1:41235", two for each computer.
    [[nodiscard]] QStringList connectToRules() const;
    /// What --log-file holds so far: objects with "kind" login or request.
    [[nodiscard]] QList<QJsonObject> log() const;

private:
    [[nodiscard]] bool readReadyFile();

    LabProcessOptions m_options;
    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<QProcess> m_process;
    QList<Computer> m_computers;
    QString m_certificateFile;
    QString m_error;
};

} // namespace rejoin::test
