#pragma once

#include "core/lab/pwsh/packets.h"

#include <QObject>
#include <QProcess>
#include <QSocketNotifier>
#include <QTimer>

#include <deque>
#include <map>
#include <memory>

namespace rejoin::lab::pwsh {

/// One `pwsh -s`. Made with new; end() and then let go, it deletes itself when the engine has gone.
///
/// Packets of one id go out one at a time, each after the acknowledgement of the one before, since the engine takes
/// its lines up on several threads at once.
class Process final : public QObject
{
    Q_OBJECT

public:
    /// configurationFile: .pssc that restricts the session, or empty.
    Process(const QString &program, const QString &configurationFile);
    ~Process() override;

    /// How many there are in this program.
    [[nodiscard]] static int running();
    /// ended() says when it could not be started.
    void start();
    void send(const Packet &packet);
    /// Holds keep its output in the pipe, so that the engine waits in its next write; they count.
    void hold();
    void release();
    /// Closes its input, at which it ends by itself; killed when that takes long. No signal follows.
    void end();

Q_SIGNALS:
    void received(const rejoin::lab::pwsh::Packet &packet);
    /// Once, when it ended or did not start; how, in words.
    void ended(const QString &how);

private:
    struct Queue
    {
        std::deque<QByteArray> lines;
        bool waiting = false; ///< for an acknowledgement
    };

    bool readSome();
    void drain();
    void takeLines();
    void acknowledged(const QUuid &id, bool last);
    void sendNext(Queue &queue);
    void finished();
    void closeOutput();

    QProcess m_process;
    QString m_program;
    QString m_configurationFile;
    QTimer m_kill;
    LineReader m_reader;
    std::map<QUuid, Queue> m_queues;
    std::unique_ptr<QSocketNotifier> m_notifier;
    int m_output = -1;      ///< our end of its standard output
    int m_childOutput = -1; ///< its end, until it runs
    int m_holds = 0;
    bool m_over = false;
    bool m_ending = false;
    QString m_errors; ///< the last of what it wrote to standard error
};

} // namespace rejoin::lab::pwsh
