#include "tests/support/labprocess.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>

namespace rejoin::test {

LabProcess::~LabProcess()
{
    stop();
}

bool LabProcess::start(const LabProcessOptions &options, std::chrono::milliseconds deadline)
{
    m_options = options;
    m_directory = std::make_unique<QTemporaryDir>();
    if (!m_directory->isValid()) {
        m_error = m_directory->errorString();
        return false;
    }
    QStringList arguments{
        QStringLiteral("--password-stdin"), QStringLiteral("--exit-with-stdin"),
        QStringLiteral("--user"),           options.user,
        QStringLiteral("--ready-file"),     m_directory->filePath(QStringLiteral("ready.json")),
        QStringLiteral("--log-file"),       m_directory->filePath(QStringLiteral("log.jsonl")),
    };
    if (!options.seed.isEmpty()) {
        QFile seed(m_directory->filePath(QStringLiteral("seed.json")));
        if (!seed.open(QIODevice::WriteOnly)) {
            m_error = seed.errorString();
            return false;
        }
        seed.write(QJsonDocument(options.seed).toJson());
        arguments << QStringLiteral("--seed") << seed.fileName();
    }
    if (!options.names.isEmpty())
        arguments << QStringLiteral("--names") << options.names.join(QLatin1Char(','));
    else if (options.seed.isEmpty())
        arguments << QStringLiteral("--computers") << QString::number(options.computers);
    arguments << options.arguments;

    m_process = std::make_unique<QProcess>();
    m_process->setProcessChannelMode(QProcess::SeparateChannels);
    m_process->start(QStringLiteral(REJOIN_BIN_DIR "/rejoin-lab"), arguments);
    if (!m_process->waitForStarted()) {
        m_error = m_process->errorString();
        return false;
    }
    m_process->write(options.password.toUtf8() + '\n');
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < deadline.count()) {
        if (readReadyFile())
            return true;
        if (m_process->waitForFinished(20)) {
            m_error = QStringLiteral("rejoin-lab ended: ") + QString::fromUtf8(m_process->readAllStandardError());
            return false;
        }
    }
    m_error = QStringLiteral("rejoin-lab wrote no ready file in time");
    return false;
}

bool LabProcess::readReadyFile()
{
    QFile file(m_directory->filePath(QStringLiteral("ready.json")));
    if (!file.open(QIODevice::ReadOnly))
        return false;
    const auto ready = QJsonDocument::fromJson(file.readAll()).object();
    m_certificateFile = ready.value(QLatin1String("certificateFile")).toString();
    const auto computers = ready.value(QLatin1String("computers")).toArray();
    for (const auto &value : computers) {
        const auto object = value.toObject();
        Computer computer;
        computer.name = object.value(QLatin1String("name")).toString();
        computer.httpPort = static_cast<quint16>(object.value(QLatin1String("httpPort")).toInt());
        computer.httpsPort = static_cast<quint16>(object.value(QLatin1String("httpsPort")).toInt());
        m_computers.append(computer);
    }
    return !m_computers.isEmpty();
}

bool LabProcess::stop()
{
    if (!m_process || m_process->state() == QProcess::NotRunning)
        return false;
    m_process->terminate();
    if (m_process->waitForFinished(10000))
        return m_process->exitStatus() == QProcess::NormalExit && m_process->exitCode() == 0;
    m_process->kill();
    m_process->waitForFinished(10000);
    return false;
}

qint64 LabProcess::pid() const
{
    return m_process ? m_process->processId() : 0;
}

LabProcess::Computer LabProcess::computer(const QString &name) const
{
    for (const auto &computer : m_computers) {
        if (computer.name.compare(name, Qt::CaseInsensitive) == 0)
            return computer;
    }
    return {};
}

QStringList LabProcess::connectToRules() const
{
    QStringList rules;
    for (const auto &computer : m_computers) {
        if (computer.httpPort)
            rules << QStringLiteral("%1:5985:127.0.0.1:%2").arg(computer.name).arg(computer.httpPort);
        if (computer.httpsPort)
            rules << QStringLiteral("%1:5986:127.0.0.1:%2").arg(computer.name).arg(computer.httpsPort);
    }
    return rules;
}

QList<QJsonObject> LabProcess::log() const
{
    QList<QJsonObject> lines;
    QFile file(m_directory ? m_directory->filePath(QStringLiteral("log.jsonl")) : QString());
    if (!file.open(QIODevice::ReadOnly))
        return lines;
    while (!file.atEnd()) {
        const auto object = QJsonDocument::fromJson(file.readLine()).object();
        if (!object.isEmpty())
            lines.append(object);
    }
    return lines;
}

} // namespace rejoin::test
