#pragma once

#include "tests/support/labprocess.h"

#include <QProcess>
#include <QTemporaryDir>

#include <csignal>

namespace rejoin::test {

struct CliResult
{
    int status = -1; ///< -1: it did not end, or by a signal
    QString out;
    QString err;
    [[nodiscard]] QStringList lines() const { return out.split(QLatin1Char('\n')); }
    /// For QVERIFY2.
    [[nodiscard]] QByteArray all() const
    {
        return QStringLiteral("status %1\n--- out\n%2\n--- err\n%3").arg(status).arg(out, err).toUtf8();
    }
};

/// `rejoinctl` as a process of its own, dialling a lab, with the password on its standard input.
class Cli
{
public:
    explicit Cli(const LabProcess &lab) : m_rules(lab.connectToRules()), m_password(lab.password()) {}
    ~Cli()
    {
        if (m_process && m_process->state() != QProcess::NotRunning) {
            m_process->kill();
            m_process->waitForFinished(10000);
        }
    }
    Cli(const Cli &) = delete;
    Cli &operator=(const Cli &) = delete;

    /// A null one: no --password-stdin.
    void setPassword(const QString &password) { m_password = password; }
    [[nodiscard]] bool isRunning() const { return m_process && m_process->state() != QProcess::NotRunning; }
    void addRule(const QString &rule) { m_rules << rule; }
    /// Program options before the form of the call: {"-OutputFormat", "Json"}.
    void setOptions(const QStringList &options) { m_options = options; }
    [[nodiscard]] QString profile() const { return m_profile.path(); }

    /// input follows the password; the standard input is closed after it.
    void start(const QStringList &words, const QByteArray &input = {})
    {
        QStringList arguments;
        for (const QString &rule : std::as_const(m_rules))
            arguments << QStringLiteral("--connect-to") << rule;
        arguments << QStringLiteral("--profile") << m_profile.path();
        if (!m_password.isNull())
            arguments << QStringLiteral("--password-stdin");
        arguments << m_options << words;
        m_process = std::make_unique<QProcess>();
        if (!m_outputFile.isEmpty())
            m_process->setStandardOutputFile(m_outputFile);
        m_process->start(QStringLiteral(REJOIN_BIN_DIR "/rejoinctl"), arguments);
        m_process->waitForStarted();
        m_process->write(m_password.isNull() ? input : m_password.toUtf8() + '\n' + input);
        if (!m_keepInput)
            m_process->closeWriteChannel();
    }
    /// The standard input stays open, for statements one by one.
    void startOpen(const QStringList &words)
    {
        m_keepInput = true;
        start(words);
        m_keepInput = false;
    }
    void write(const QString &statement)
    {
        m_process->write(statement.toUtf8() + '\n');
        m_process->waitForBytesWritten(5000);
    }
    void closeInput() { m_process->closeWriteChannel(); }
    [[nodiscard]] CliResult finish()
    {
        CliResult result;
        const bool ended = !isRunning() || m_process->waitForFinished(90000);
        if (ended && m_process->exitStatus() == QProcess::NormalExit)
            result.status = m_process->exitCode();
        result.out = m_read + QString::fromUtf8(m_process->readAllStandardOutput());
        result.err = QString::fromUtf8(m_process->readAllStandardError());
        m_read.clear();
        return result;
    }
    [[nodiscard]] CliResult run(const QStringList &words, const QByteArray &input = {})
    {
        start(words, input);
        return finish();
    }
    /// -Command with the lab's certificate accepted; LOGIN stands for the login's parameters.
    [[nodiscard]] CliResult command(const QString &statements)
    {
        return run({QStringLiteral("-Command"), expanded(statements)});
    }
    [[nodiscard]] static QString expanded(QString statements)
    {
        statements.replace(QStringLiteral("LOGIN"), QStringLiteral("-Credential lab -Authentication Basic -UseSSL"));
        return QStringLiteral("$PSSessionOption = New-PSSessionOption -SkipCACheck; ") + statements;
    }
    /// Reads until the output has this text; false when it ends without.
    [[nodiscard]] bool waitForOutput(const QString &text)
    {
        for (int i = 0; i < 600 && !m_read.contains(text); ++i) {
            m_process->waitForReadyRead(100);
            m_read += QString::fromUtf8(m_process->readAllStandardOutput());
        }
        return m_read.contains(text);
    }
    /// As a power cut: not a word to anybody. Waits until the process is gone.
    void kill() const
    {
        m_process->kill();
        m_process->waitForFinished(10000);
    }
    void interrupt() const { ::kill(static_cast<pid_t>(m_process->processId()), SIGINT); }
    [[nodiscard]] qint64 pid() const { return m_process->processId(); }
    /// Standard output goes to this file (a named pipe) instead.
    void setOutputFile(const QString &path) { m_outputFile = path; }
    void closeOutput() const { m_process->closeReadChannel(QProcess::StandardOutput); }

private:
    QStringList m_rules;
    QString m_password;
    QStringList m_options;
    QString m_outputFile;
    QString m_read;
    bool m_keepInput = false;
    QTemporaryDir m_profile;
    std::unique_ptr<QProcess> m_process;
};

} // namespace rejoin::test
