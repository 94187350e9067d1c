// From the start of the process to the window's first paint, and the memory at rest. A process starts once, so these
// are figures of one run: repeat the program (docs/performance.md says how often).

#include "core/base/secretstring.h"
#include "core/sessions/sessionservice.h"
#include "ui/mainwindow.h"
#include "ui/store/computerstore.h"
#include "ui/store/credentials.h"

#include <QApplication>
#include <QEvent>
#include <QFile>
#include <QSettings>
#include <QTemporaryDir>
#include <QTimer>

#include <benchmark/benchmark.h>

#include <ctime>
#include <unistd.h>

using namespace rejoin;

namespace {

/// Seconds since this process was started, by the kernel's account.
double sinceStart()
{
    QFile stat(QStringLiteral("/proc/self/stat"));
    if (!stat.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray text = stat.readAll();
    const QList<QByteArray> fields = text.mid(text.lastIndexOf(')') + 2).split(' ');
    const double started = fields.value(19).toDouble() / double(sysconf(_SC_CLK_TCK));
    timespec now{};
    clock_gettime(CLOCK_BOOTTIME, &now);
    return double(now.tv_sec) + double(now.tv_nsec) / 1e9 - started;
}

double residentMegabytes()
{
    QFile status(QStringLiteral("/proc/self/statm"));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    return status.readAll().split(' ').value(1).toDouble() * double(sysconf(_SC_PAGESIZE)) / 1e6;
}

class FirstPaint : public QObject
{
public:
    double at = 0;
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        const bool painted = event->type() == QEvent::Paint || event->type() == QEvent::UpdateRequest;
        if (painted && at == 0)
            QTimer::singleShot(0, this, [this] {
                if (at == 0)
                    at = sinceStart();
            });
        return QObject::eventFilter(watched, event);
    }
};

void startToFirstPaint(benchmark::State &state)
{
    QTemporaryDir profile;
    QSettings settings(profile.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat);
    sessions::SessionRegistry registry;
    sessions::SessionService service(&registry, &transport::makeHttpTransport, std::make_shared<base::SystemClock>());
    ui::ComputerStore computers(profile.path());
    ui::Credentials credentials;
    ui::Services services;
    services.sessions = &service;
    services.computers = &computers;
    services.credentials = &credentials;
    services.settings = &settings;
    for (auto _ : state) {
        ui::MainWindow window(services);
        FirstPaint first;
        window.installEventFilter(&first);
        window.show();
        for (int i = 0; i < 1000 && first.at == 0; ++i)
            QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents, 20);
        state.SetIterationTime(first.at);
        for (int i = 0; i < 50; ++i)
            QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
        state.counters["resident_MB"] = residentMegabytes();
    }
}
BENCHMARK(startToFirstPaint)->UseManualTime()->Unit(benchmark::kMillisecond)->Iterations(1);

} // namespace

int main(int argc, char **argv)
{
    base::SecretString::initializeHeap();
    QApplication application(argc, argv);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
