#include "tests/support/kdc.h"

#include <QElapsedTimer>
#include <QFile>
#include <QStandardPaths>
#include <QTcpServer>
#include <QUdpSocket>

#ifdef Q_OS_LINUX
#include <csignal>
#include <sys/prctl.h>
#endif

namespace rejoin::test {

namespace {

constexpr int programDeadlineMs = 30000;

// Debian keeps them out of an ordinary user's path.
QString found(const char *program)
{
    return QStandardPaths::findExecutable(
        QString::fromLatin1(program),
        {QStringLiteral("/usr/sbin"), QStringLiteral("/usr/bin"), QStringLiteral("/usr/lib/mit/sbin")});
}

/// Free for UDP and TCP at this moment; 0: none.
quint16 freePort()
{
    for (int i = 0; i < 50; ++i) {
        QTcpServer tcp;
        QUdpSocket udp;
        if (tcp.listen(QHostAddress::LocalHost) && udp.bind(QHostAddress::LocalHost, tcp.serverPort()))
            return tcp.serverPort();
    }
    return 0;
}

} // namespace

Kdc::~Kdc()
{
    stop();
}

bool Kdc::isInstalled()
{
    for (const char *program : {"krb5kdc", "kdb5_util", "kadmin.local", "kinit"}) {
        if (found(program).isEmpty())
            return false;
    }
    return true;
}

QProcessEnvironment Kdc::environment() const
{
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("KRB5_CONFIG"), configuration());
    environment.insert(QStringLiteral("KRB5_KDC_PROFILE"), path(QStringLiteral("kdc.conf")));
    return environment;
}

bool Kdc::write(const QString &name, const QByteArray &bytes)
{
    QFile file(path(name));
    if (file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.write(bytes) == bytes.size())
        return true;
    m_error = file.errorString();
    return false;
}

bool Kdc::run(const QString &program, const QStringList &arguments, const QByteArray &input)
{
    QProcess process;
    process.setProcessEnvironment(environment());
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(program, arguments);
    process.write(input);
    process.closeWriteChannel();
    if (process.waitForFinished(programDeadlineMs) && process.exitStatus() == QProcess::NormalExit &&
        process.exitCode() == 0)
        return true;
    m_error = program + QStringLiteral(": ") + process.errorString() + QString::fromUtf8(process.readAll());
    process.kill();
    process.waitForFinished(programDeadlineMs);
    return false;
}

bool Kdc::start()
{
    m_port = freePort();
    if (!m_directory.isValid() || m_port == 0) {
        m_error = QStringLiteral("no directory or no port");
        return false;
    }
    const QByteArray port = QByteArray::number(m_port);
    const QByteArray folder = m_directory.path().toLocal8Bit();
    // kdc_timesync: a client that follows the KDC's clock would not notice that its own is wrong.
    const bool written =
        write(QStringLiteral("krb5.conf"),
              "[libdefaults]\n default_realm = LAB.EXAMPLE\n dns_lookup_kdc = false\n dns_lookup_realm = false\n"
              " dns_canonicalize_hostname = false\n rdns = false\n qualify_shortname = \"\"\n clockskew = 60\n"
              " kdc_timesync = 0\n[realms]\n LAB.EXAMPLE = {\n  kdc = 127.0.0.1:" +
                  port + "\n }\n[domain_realm]\n .lab.example = LAB.EXAMPLE\n") &&
        write(QStringLiteral("kdc.conf"),
              "[kdcdefaults]\n kdc_listen = 127.0.0.1:" + port + "\n kdc_tcp_listen = 127.0.0.1:" + port +
                  "\n[realms]\n LAB.EXAMPLE = {\n  database_name = " + folder +
                  "/principal\n  key_stash_file = " + folder + "/stash\n  acl_file = " + folder +
                  "/acl\n  max_life = 10h\n }\n[logging]\n kdc = FILE:" + folder +
                  "/kdc.log\n default = FILE:" + folder + "/other.log\n");
    if (!written || !run(found("kdb5_util"),
                         {QStringLiteral("create"), QStringLiteral("-s"), QStringLiteral("-r"),
                          QStringLiteral("LAB.EXAMPLE"), QStringLiteral("-P"), QStringLiteral("master key of a test")}))
        return false;
    return launch(0);
}

bool Kdc::launch(int clockShift)
{
    QFile log(path(QStringLiteral("kdc.log")));
    log.remove();
    m_process = std::make_unique<QProcess>();
    auto environment = this->environment();
    if (clockShift != 0) {
        environment.insert(QStringLiteral("LD_PRELOAD"), QStringLiteral(REJOIN_SHIFTCLOCK));
        environment.insert(QStringLiteral("REJOIN_CLOCK_SHIFT"), QString::number(clockShift));
    }
    m_process->setProcessEnvironment(environment);
#ifdef Q_OS_LINUX
    // A test that dies without its destructors leaves no KDC behind.
    m_process->setChildProcessModifier([] { prctl(PR_SET_PDEATHSIG, SIGTERM); });
#endif
    m_process->start(found("krb5kdc"), {QStringLiteral("-n")});
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < programDeadlineMs) {
        if (log.open(QIODevice::ReadOnly)) {
            const bool ready = log.readAll().contains("commencing operation");
            log.close();
            if (ready)
                return true;
        }
        if (m_process->waitForFinished(20))
            break;
    }
    m_error =
        QStringLiteral("krb5kdc: ") + m_process->errorString() + QString::fromUtf8(m_process->readAllStandardError());
    return false;
}

void Kdc::stop()
{
    if (!m_process || m_process->state() == QProcess::NotRunning)
        return;
    m_process->terminate();
    if (m_process->waitForFinished(programDeadlineMs))
        return;
    m_process->kill();
    m_process->waitForFinished(programDeadlineMs);
}

bool Kdc::restart(int clockShift)
{
    stop();
    return launch(clockShift);
}

bool Kdc::administer(const QStringList &lines)
{
    // Read from its input: an error in one line shows in its words, not in its status.
    QProcess process;
    process.setProcessEnvironment(environment());
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(found("kadmin.local"), {QStringLiteral("-r"), QStringLiteral("LAB.EXAMPLE")});
    process.write(lines.join(u'\n').toUtf8() + "\nquit\n");
    process.closeWriteChannel();
    const bool ended = process.waitForFinished(programDeadlineMs);
    const QByteArray words = process.readAll();
    if (ended && process.exitCode() == 0 && !words.contains("while ") && !words.contains("nvalid"))
        return true;
    m_error = QString::fromUtf8(words);
    return false;
}

bool Kdc::addUser(const QString &name, const QString &password, const QString &options)
{
    return administer({QStringLiteral("addprinc %1 +requires_preauth -pw \"%2\" %3").arg(options, password, name)});
}

bool Kdc::addServices(const QStringList &hosts)
{
    QStringList lines;
    for (const QString &host : hosts) {
        lines << QStringLiteral("addprinc -randkey HTTP/%1").arg(host)
              << QStringLiteral("ktadd -k %1 HTTP/%2").arg(keytab(), host);
    }
    return administer(lines);
}

bool Kdc::logIn(const QString &user, const QString &password, const QString &cacheFile)
{
    return run(found("kinit"), {QStringLiteral("-c"), cacheFile, user}, password.toUtf8() + '\n');
}

void Kdc::setEnvironment() const
{
    qputenv("KRB5_CONFIG", QFile::encodeName(configuration()));
    qputenv("KRB5CCNAME", "FILE:" + QFile::encodeName(path(QStringLiteral("no-cache"))));
    // The acceptor's memory of what it has seen; its default is one file for all of a user's processes.
    qputenv("KRB5RCACHENAME", "dfl:");
    qputenv("KRB5RCACHEDIR", QFile::encodeName(m_directory.path()));
}

} // namespace rejoin::test
