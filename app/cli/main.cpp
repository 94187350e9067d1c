#include "app/cli/interrupts.h"
#include "app/common/language.h"
#include "app/common/logfile.h"
#include "app/common/memory.h"
#include "app/common/savedoutput.h"
#include "core/base/settle.h"
#include "core/base/spawn.h"
#include "core/cli/program.h"
#include "core/cli/terminalfrontend.h"
#include "core/sessions/wakewatch.h"
#include "core/text/errortext.h"

#include <QCoreApplication>
#include <QDir>
#include <QSslSocket>
#include <QStandardPaths>

#include <cstdio>

using namespace rejoin;
using namespace Qt::StringLiterals;

namespace {

constexpr int exitFailed = 1;
constexpr int exitUsage = 2;

int fail(const base::Error &error, int status)
{
    if (cli::wantsJsonErrors(QCoreApplication::arguments())) {
        cmdlets::CommandError report;
        report.error = error;
        std::fprintf(stderr, "%s\n", cli::errorLine(report).constData());
        return status;
    }
    const text::ErrorWords words = text::describe(error);
    std::fprintf(stderr, "rejoinctl: %s\n", qPrintable(words.sentence));
    if (!words.advice.isEmpty())
        std::fprintf(stderr, "    + %s\n", qPrintable(words.advice));
    return status;
}

Task<> runProgram(std::shared_ptr<cli::Program> program)
{
    const int status = co_await program->run();
    QCoreApplication::exit(status);
}

} // namespace

int main(int argc, char **argv)
{
    app::protectMemory();
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"rejoin"_s);
    QCoreApplication::setApplicationVersion(QLatin1String(REJOIN_VERSION));

    cli::ProgramOptions options;
    transport::ConnectTo connectTo;
    try {
        options = cli::ProgramOptions::parse(QCoreApplication::arguments().mid(1));
        for (const QString &rule : options.connectTo)
            connectTo.add(rule);
        if (options.form == cli::ProgramOptions::Form::Help) {
            std::printf("%s\n", qPrintable(cli::helpText(options.words.value(0))));
            return 0;
        }
    } catch (const base::Error &error) {
        return fail(error, exitUsage);
    }
    if (options.form == cli::ProgramOptions::Form::Version) {
        std::printf("rejoinctl %s (Qt %s, %s)\n", REJOIN_VERSION, qVersion(),
                    qPrintable(QSslSocket::sslLibraryVersionString()));
        return 0;
    }
    const QString level = options.logLevel.isEmpty() ? u"warning"_s : options.logLevel;
    app::installTranslators(application, options.locale);
    if (!app::startLogging(level, options.logFile)) {
        std::fprintf(stderr, "rejoinctl: the log file %s cannot be opened\n", qPrintable(options.logFile));
        return exitFailed;
    }

    const base::SettleAtEnd settled;
    sessions::SessionRegistry registry;
    sessions::SessionService service(&registry, &transport::makeHttpTransport, std::make_shared<base::SystemClock>(),
                                     connectTo);
    const QString profile = options.profile.isEmpty()
                                ? QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation)
                                : options.profile;
    service.setHeldStore(QDir(profile).filePath(u"held"_s));
    service.setSavedOutput(app::openSavedOutput(options.profile));
    const sessions::WakeWatch wakeWatch(service.clock());
    QObject::connect(&wakeWatch, &sessions::WakeWatch::woke, &service, &sessions::SessionService::renewConnections);

    // The signal's callback lives as long as the application, the program must end before the service does.
    const auto program = std::make_shared<cli::Program>(options, &service);
    app::onInterrupt(&application, [weak = std::weak_ptr(program)] {
        if (const auto running = weak.lock())
            running->interrupt();
    });
    // From inside the event loop: a program that is done at once would call exit() before exec(), in vain.
    QMetaObject::invokeMethod(
        &application,
        [program] {
            base::spawn(runProgram(program),
                        [](const base::Error &error) { QCoreApplication::exit(fail(error, exitFailed)); });
        },
        Qt::QueuedConnection);
    return QCoreApplication::exec();
}
