#pragma once

#include "tests/support/await.h"

#include <QFile>
#include <QHostAddress>
#include <QProcess>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>

namespace rejoin::test {

/// Another program that a test talks to. Its output is kept; it is ended by its id.
class PeerProcess
{
public:
    PeerProcess()
    {
        QObject::connect(&m_process, &QProcess::readyRead, &m_process, [this] { m_output += m_process.readAll(); });
        m_process.setProcessChannelMode(QProcess::MergedChannels);
    }
    ~PeerProcess() { stop(); }
    PeerProcess(const PeerProcess &) = delete;
    PeerProcess &operator=(const PeerProcess &) = delete;

    [[nodiscard]] bool start(const QString &program, const QStringList &arguments)
    {
        m_process.start(program, arguments);
        return m_process.waitForStarted();
    }
    /// Until its output has these bytes; false when it ended or the deadline passed first.
    [[nodiscard]] bool said(const QByteArray &words)
    {
        waitUntil([&] { return m_output.contains(words) || !isRunning(); });
        return m_output.contains(words);
    }
    [[nodiscard]] bool isRunning() const { return m_process.state() != QProcess::NotRunning; }
    [[nodiscard]] const QByteArray &output() const { return m_output; }
    void clearOutput() { m_output.clear(); }
    void write(const QByteArray &bytes) { m_process.write(bytes); }
    void stop()
    {
        if (!isRunning())
            return;
        m_process.terminate();
        if (m_process.waitForFinished(3000))
            return;
        m_process.kill();
        m_process.waitForFinished(3000);
    }

private:
    QProcess m_process;
    QByteArray m_output;
};

/// A program of the system; some are where only the administrator looks.
[[nodiscard]] inline QString systemProgram(const QString &name)
{
    const QString found = QStandardPaths::findExecutable(name);
    return found.isEmpty()
               ? QStandardPaths::findExecutable(name, {QStringLiteral("/usr/sbin"), QStringLiteral("/usr/local/sbin")})
               : found;
}

/// A port that was free a moment ago, for programs that do not say which one they took.
[[nodiscard]] inline quint16 freePort()
{
    QTcpServer server;
    return server.listen(QHostAddress::LocalHost) ? server.serverPort() : quint16(0);
}

/// Something accepts connections there.
[[nodiscard]] inline bool listens(quint16 port, const PeerProcess &process)
{
    bool open = false;
    waitUntil([&] {
        QTcpSocket socket;
        socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
        open = socket.waitForConnected(200);
        return open || !process.isRunning();
    });
    return open;
}

inline bool writeFile(const QString &path, const QByteArray &data,
                      QFile::Permissions permissions = QFile::ReadOwner | QFile::WriteOwner)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(data) == data.size() && file.setPermissions(permissions);
}

} // namespace rejoin::test
