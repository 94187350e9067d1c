#include "app/lab/laboptions.h"
#include "core/base/error.h"
#include "core/base/settle.h"
#include "core/base/spawn.h"
#include "core/lab/auth/ntlmusers.h"
#include "core/lab/labserver.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSaveFile>
#include <QSocketNotifier>

#include <csignal>
#include <cstdio>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <unistd.h>

using namespace rejoin;

namespace {

void say(const base::Error &error)
{
    std::fprintf(stderr, "rejoin-lab: %s\n", qPrintable(error.english()));
    if (!error.advice.isEmpty())
        std::fprintf(stderr, "%s\n", qPrintable(error.advice.english()));
}

/// Whole or not at all, for the owner only.
void writeFile(const QString &name, const QByteArray &bytes)
{
    QSaveFile file(name);
    if (file.open(QIODevice::WriteOnly)) {
        file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
        file.write(bytes);
        if (file.commit())
            return;
    }
    throw base::Error(base::ErrorCategory::Local, QStringLiteral("FileNotWritten"),
                      base::Text(QT_TRANSLATE_NOOP("core", "%1 cannot be written: %2."), {name, file.errorString()}));
}

void writeReadyFile(const LabOptions &options, const lab::LabServer &server, const QString &certificateFile)
{
    QJsonArray computers;
    const auto names = server.computerNames();
    for (const auto &name : names) {
        const auto ports = server.ports(name);
        QJsonArray users;
        for (const auto &user : server.computer(name)->settings().users)
            users.append(user.name);
        computers.append(QJsonObject{{QStringLiteral("name"), name},
                                     {QStringLiteral("httpPort"), ports.http},
                                     {QStringLiteral("httpsPort"), ports.https},
                                     {QStringLiteral("users"), users}});
    }
    QJsonObject ready{{QStringLiteral("pid"), QCoreApplication::applicationPid()},
                      {QStringLiteral("address"), options.settings.listen.toString()},
                      {QStringLiteral("user"), options.user},
                      {QStringLiteral("certificateFile"), certificateFile},
                      {QStringLiteral("computers"), computers}};
    if (options.passwordIsRandom)
        ready.insert(QStringLiteral("password"),
                     QString::fromUtf8(options.password.utf8().data(), qsizetype(options.password.size())));
    writeFile(options.readyFile, QJsonDocument(ready).toJson());
}

Task<> serve(LabOptions options, lab::LabServer *server, QFile *log)
{
    auto starting = server->start();
    co_await starting;
    if (!options.logFile.isEmpty()) {
        log->setFileName(options.logFile);
        if (!log->open(QIODevice::WriteOnly | QIODevice::Truncate))
            throw base::Error(base::ErrorCategory::Local, QStringLiteral("FileNotWritten"),
                              base::Text(QT_TRANSLATE_NOOP("core", "%1 cannot be written: %2."),
                                         {options.logFile, log->errorString()}));
        server->log().onEntry([log](const QJsonObject &entry) {
            log->write(QJsonDocument(entry).toJson(QJsonDocument::Compact) + '\n');
            log->flush();
        });
    }
    QString certificateFile = options.certificateFile;
    if (certificateFile.isEmpty() && !options.readyFile.isEmpty())
        certificateFile = options.readyFile + QStringLiteral(".pem");
    if (!certificateFile.isEmpty())
        writeFile(certificateFile, server->certificate().toPem());
    if (!options.readyFile.isEmpty())
        writeReadyFile(options, *server, certificateFile);
    const auto names = server->computerNames();
    for (const auto &name : names) {
        const auto ports = server->ports(name);
        std::printf("%s\thttp %d\thttps %d\n", qPrintable(name), ports.http, ports.https);
    }
    std::fflush(stdout);
}

/// Both are blocked before any thread starts and read as a file: no code runs in a signal handler.
int signalDescriptor()
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    sigprocmask(SIG_BLOCK, &set, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
    return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

/// A thousand computers are two thousand listening sockets and their connections.
void raiseDescriptorLimit()
{
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < limit.rlim_max) {
        limit.rlim_cur = limit.rlim_max;
        setrlimit(RLIMIT_NOFILE, &limit);
    }
}

} // namespace

int main(int argc, char **argv)
{
    base::SecretString::initializeHeap();
    const int signals = signalDescriptor();
    raiseDescriptorLimit();
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("rejoin-lab"));
    QCoreApplication::setApplicationVersion(QStringLiteral(REJOIN_VERSION));

    LabOptions options;
    std::optional<lab::NtlmUserFile> ntlmUsers; // before any thread: it sets the environment
    try {
        options = readLabOptions(QCoreApplication::arguments());
        ntlmUsers.emplace(options.settings);
    } catch (const base::Error &error) {
        say(error);
        return 2;
    }

    QSocketNotifier signalled(signals, QSocketNotifier::Read);
    QObject::connect(&signalled, &QSocketNotifier::activated, &application, [] { QCoreApplication::exit(0); });
    std::unique_ptr<QSocketNotifier> input;
    if (options.exitWithStdin) {
        input = std::make_unique<QSocketNotifier>(STDIN_FILENO, QSocketNotifier::Read);
        QObject::connect(input.get(), &QSocketNotifier::activated, &application, [] {
            char bytes[256];
            if (::read(STDIN_FILENO, bytes, sizeof bytes) <= 0)
                QCoreApplication::exit(0);
        });
    }

    const base::SettleAtEnd settled;
    QFile log;
    lab::LabServer server(options.settings);
    base::spawn(serve(options, &server, &log), [](const base::Error &error) {
        say(error);
        QCoreApplication::exit(1);
    });
    const int status = QCoreApplication::exec();
    server.stop();
    return status;
}
