#include "core/lab/pwsh/process.h"

#include "core/base/error.h"
#include "core/base/logging.h"

#include <array>
#include <csignal>
#include <fcntl.h>
#include <set>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

namespace rejoin::lab::pwsh {

namespace {

using Kind = Packet::Kind;

constexpr std::chrono::milliseconds timeToEnd{3000};
constexpr qsizetype mostErrorText = 2000;

QProcessEnvironment environment()
{
    auto variables = QProcessEnvironment::systemEnvironment();
    // A test server calls nobody.
    variables.insert(QStringLiteral("POWERSHELL_TELEMETRY_OPTOUT"), QStringLiteral("1"));
    variables.insert(QStringLiteral("POWERSHELL_UPDATECHECK"), QStringLiteral("Off"));
    return variables;
}

/// All that run. At the end of the program they are left to their fate, which is the end of their input.
std::set<Process *> &alive()
{
    static std::set<Process *> processes;
    return processes;
}

} // namespace

Process::Process(const QString &program, const QString &configurationFile)
    : m_program(program), m_configurationFile(configurationFile)
{
    m_kill.setSingleShot(true);
    connect(&m_kill, &QTimer::timeout, &m_process, &QProcess::kill);
    connect(&m_process, &QProcess::finished, this, &Process::finished);
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            finished();
    });
    connect(&m_process, &QProcess::readyReadStandardError, this, [this] {
        const auto text = QString::fromUtf8(m_process.readAllStandardError());
        qCInfo(lcLab).noquote() << "pwsh" << m_process.processId() << "says:" << text.trimmed();
        m_errors = (m_errors + text).right(mostErrorText);
    });
}

Process::~Process()
{
    alive().erase(this);
    closeOutput();
}

int Process::running()
{
    return static_cast<int>(alive().size());
}

void Process::start()
{
    alive().insert(this);
    // A pipe of our own: QProcess reads all that comes into memory, so the engine would never have to wait.
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) == 0) {
        m_output = ends[0];
        m_childOutput = ends[1];
        ::fcntl(m_output, F_SETFL, O_NONBLOCK);
        m_notifier = std::make_unique<QSocketNotifier>(m_output, QSocketNotifier::Read);
        connect(m_notifier.get(), &QSocketNotifier::activated, this, [this] {
            if (readSome())
                takeLines();
        });
    }
    m_process.setProcessEnvironment(environment());
    m_process.setProcessChannelMode(QProcess::ForwardedOutputChannel);
    // Between fork and exec. The program's blocked signals are its own business, not its children's.
    m_process.setChildProcessModifier([descriptor = m_childOutput] {
        ::dup2(descriptor, STDOUT_FILENO);
        sigset_t none;
        sigemptyset(&none);
        ::sigprocmask(SIG_SETMASK, &none, nullptr);
#ifdef __linux__
        ::prctl(PR_SET_PDEATHSIG, SIGKILL); // no engine outlives the lab, however that ends
#endif
    });
    QStringList arguments{QStringLiteral("-s"), QStringLiteral("-NoLogo"), QStringLiteral("-NoProfile")};
    if (!m_configurationFile.isEmpty())
        arguments << QStringLiteral("-ConfigurationFile") << m_configurationFile;
    m_process.start(m_program, arguments);
    if (m_childOutput >= 0)
        ::close(std::exchange(m_childOutput, -1));
}

void Process::closeOutput()
{
    if (m_notifier) {
        m_notifier->setEnabled(false);
        m_notifier.release()->deleteLater(); // it may be what calls
    }
    if (m_output >= 0)
        ::close(std::exchange(m_output, -1));
    if (m_childOutput >= 0)
        ::close(std::exchange(m_childOutput, -1));
}

// --- to the engine ---

void Process::send(const Packet &packet)
{
    if (m_over || m_ending)
        return;
    auto &queue = m_queues[packet.id];
    queue.lines.push_back(packet.toLine());
    sendNext(queue);
}

void Process::sendNext(Queue &queue)
{
    if (queue.waiting || queue.lines.empty())
        return;
    queue.waiting = true;
    m_process.write(queue.lines.front());
    queue.lines.pop_front();
}

void Process::acknowledged(const QUuid &id, bool last)
{
    const auto queue = m_queues.find(id);
    if (queue == m_queues.end())
        return;
    queue->second.waiting = false;
    if (last)
        m_queues.erase(queue);
    else
        sendNext(queue->second);
}

// --- from the engine ---

void Process::hold()
{
    if (++m_holds == 1 && m_notifier)
        m_notifier->setEnabled(false);
}

void Process::release()
{
    if (--m_holds == 0 && m_notifier) {
        m_notifier->setEnabled(true);
        // Lines that were read already.
        QTimer::singleShot(0, this, &Process::takeLines);
    }
}

bool Process::readSome()
{
    std::array<char, 65536> bytes; // NOLINT(cppcoreguidelines-pro-type-member-init): read() fills it
    const auto count = ::read(m_output, bytes.data(), bytes.size());
    if (count > 0)
        m_reader.add(QByteArrayView(bytes.data(), count));
    else if (count == 0 && m_notifier)
        m_notifier->setEnabled(false); // its end; finished() follows
    return count > 0;
}

void Process::drain()
{
    while (m_output >= 0 && m_holds == 0 && readSome())
        takeLines();
}

void Process::takeLines()
{
    try {
        while (m_holds == 0 && !m_over && !m_ending) {
            const auto line = m_reader.next();
            if (!line)
                return;
            const auto packet = Packet::fromLine(*line);
            if (!packet) {
                qCInfo(lcLab).noquote() << "pwsh" << m_process.processId()
                                        << "wrote no packet:" << QString::fromUtf8(line->left(200));
                continue;
            }
            switch (packet->kind) {
            case Kind::DataAck:
            case Kind::CommandAck:
            case Kind::SignalAck:
                acknowledged(packet->id, false);
                break;
            case Kind::CloseAck:
                acknowledged(packet->id, true);
                break;
            default:
                Q_EMIT received(*packet);
                break;
            }
        }
    } catch (const base::Error &error) {
        qCWarning(lcLab) << "pwsh" << m_process.processId() << error.english();
        m_errors = error.english();
        m_process.kill();
    }
}

// --- its end ---

void Process::end()
{
    if (std::exchange(m_ending, true))
        return;
    if (m_over) {
        deleteLater();
        return;
    }
    // Nobody reads on: a write that waits fails, and the end of its input tells it to go.
    closeOutput();
    m_process.closeWriteChannel();
    m_kill.start(timeToEnd);
}

void Process::finished()
{
    if (m_over)
        return;
    if (!m_ending && m_output >= 0)
        drain(); // what it wrote last
    m_over = true;
    m_kill.stop();
    QString how;
    if (m_process.error() == QProcess::FailedToStart)
        how = QStringLiteral("%1 could not be started: %2").arg(m_program, m_process.errorString());
    else if (m_process.exitStatus() == QProcess::CrashExit)
        how = QStringLiteral("%1 was ended by a signal").arg(m_program);
    else
        how = QStringLiteral("%1 ended with status %2").arg(m_program).arg(m_process.exitCode());
    m_errors += QString::fromUtf8(m_process.readAllStandardError());
    if (!m_errors.trimmed().isEmpty())
        how += QStringLiteral(": ") + m_errors.trimmed();
    closeOutput();
    alive().erase(this);
    if (m_ending)
        deleteLater();
    else
        Q_EMIT ended(how);
}

} // namespace rejoin::lab::pwsh
