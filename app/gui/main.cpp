#include "app/common/language.h"
#include "app/common/logfile.h"
#include "app/common/memory.h"
#include "app/gui/composition.h"
#include "app/gui/options.h"
#include "app/gui/picture.h"
#include "core/base/settle.h"
#include "core/base/spawn.h"
#include "core/vault/keychainvault.h"
#include "ui/controllers/refreshcontroller.h"
#include "ui/icons.h"
#include "ui/mainwindow.h"
#include "ui/store/computerstore.h"
#include "ui/store/credentials.h"

#include <QApplication>
#include <QPointer>
#include <QProcess>

#include <cstdio>

using namespace rejoin;
using namespace Qt::StringLiterals;

namespace {

/// --help and --version need no display.
bool wantsWordsOnly(int argc, char **argv)
{
    const QStringList words{u"--help"_s, u"-h"_s, u"--help-all"_s, u"--version"_s, u"-v"_s};
    for (int i = 1; i < argc; ++i)
        if (words.contains(QString::fromLocal8Bit(argv[i])))
            return true;
    return false;
}

int fail(const base::Error &error)
{
    std::fprintf(stderr, "rejoin: %s\n", error.english().toLocal8Bit().constData());
    return 1;
}

/// The keychain first: what it holds logs in. The composition outlives the window.
Task<> start(app::Composition *composition, QPointer<ui::MainWindow> window)
{
    const auto vault = co_await vault::openVault(composition->profile());
    if (!window)
        co_return;
    composition->services().credentials->setVault(vault);
    if (!composition->services().computers->computers().isEmpty())
        window->refresher()->refresh();
}

Task<> demo(app::Composition *composition, QPointer<ui::MainWindow> window, QString picture)
{
    co_await app::Composition::startDemo(composition);
    if (!window)
        co_return;
    window->refresher()->refresh();
    if (picture.isEmpty())
        co_return;
    co_await app::takePicture(window, picture);
    if (window)
        window->close();
}

} // namespace

int main(int argc, char **argv)
{
    app::protectMemory();
    QCoreApplication::setApplicationName(u"rejoin"_s);
    QCoreApplication::setApplicationVersion(QLatin1String(REJOIN_VERSION));
    if (wantsWordsOnly(argc, argv)) {
        const QCoreApplication application(argc, argv);
        [[maybe_unused]] const app::Options never = app::parseOptions(application);
    }
    QApplication application(argc, argv);
    QGuiApplication::setApplicationDisplayName(u"Rejoin"_s);
    QGuiApplication::setDesktopFileName(u"rejoin"_s);

    const app::Options options = app::parseOptions(application);
    if (!app::startLogging(options.logLevel, options.logFile)) {
        std::fprintf(stderr, "rejoin: the log file %s cannot be opened\n", qPrintable(options.logFile));
        return 1;
    }
    app::installTranslators(application, options.locale);

    const base::SettleAtEnd settled;
    std::unique_ptr<app::Composition> composition;
    try {
        composition = std::make_unique<app::Composition>(options);
    } catch (const base::Error &error) {
        return fail(error);
    }
    ui::MainWindow window(composition->services());
    if (options.demo)
        window.setWindowTitle(u"Rejoin – "_s + QCoreApplication::translate("main", "demo"));
    if (composition->storeError)
        window.reportError(*composition->storeError);
    QObject::connect(&window, &ui::MainWindow::demoRequested, &application,
                     [] { QProcess::startDetached(QCoreApplication::applicationFilePath(), {u"--demo"_s}); });
    window.show();

    int status = 0;
    if (options.demo) {
        base::spawn(demo(composition.get(), &window, options.picture),
                    [&status, &window, &options](const base::Error &error) {
                        if (options.picture.isEmpty()) {
                            window.reportError(error);
                            return;
                        }
                        status = fail(error);
                        QCoreApplication::exit(status);
                    });
    } else {
        base::spawn(start(composition.get(), &window));
    }
    const int ended = QApplication::exec();
    return status != 0 ? status : ended;
}
