// 1,000 computers listed through the lab (a process of its own, 40 ms before each HTTP answer), as a multiple of the
// ideal: number of waves × HTTP round trips × delay.

#include "core/base/spawn.h"
#include "core/sessions/sessionservice.h"
#include "tests/support/labprocess.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QJsonArray>
#include <QJsonObject>

#include <benchmark/benchmark.h>

#include <cmath>

using namespace rejoin;

namespace {

constexpr int computers = 1000;
constexpr int delay = 40; // ms
constexpr int throttle = 32;
constexpr int roundTrips = 2; // Enumerate of the shells, Enumerate of the one session's commands

QList<sessions::ConnectionOptions> targets(const test::LabProcess &lab)
{
    QList<sessions::ConnectionOptions> list;
    for (const auto &computer : lab.computers()) {
        sessions::ConnectionOptions options;
        options.computerName = QStringLiteral("127.0.0.1");
        options.port = computer.httpPort;
        options.mechanism = transport::Mechanism::Basic;
        options.credential = base::Credential(lab.user(), base::SecretString::fromUtf16(lab.password()));
        options.allowUnencrypted = true;
        list << options;
    }
    return list;
}

void listThousand(benchmark::State &state)
{
    QJsonArray names;
    for (int i = 0; i < computers; ++i)
        names.append(QJsonObject{{QStringLiteral("name"), QStringLiteral("Server%1").arg(i)},
                                 {QStringLiteral("https"), false},
                                 {QStringLiteral("sessions"),
                                  QJsonArray{QJsonObject{{QStringLiteral("name"), QStringLiteral("Nightly")}}}}});
    test::LabProcessOptions options;
    options.seed = QJsonObject{{QStringLiteral("computers"), names}};
    options.arguments = {QStringLiteral("--delay"), QString::number(delay)};
    test::LabProcess lab;
    if (!lab.start(options, std::chrono::minutes(2))) {
        state.SkipWithError(qPrintable(lab.errorText()));
        return;
    }
    sessions::SessionRegistry registry;
    sessions::SessionService service(&registry, &transport::makeHttpTransport, std::make_shared<base::SystemClock>());
    const double ideal = std::ceil(double(computers) / throttle) * roundTrips * delay / 1000.0;
    for (auto _ : state) {
        QElapsedTimer timer;
        timer.start();
        qsizetype found = 0;
        bool done = false;
        sessions::ListRequest request;
        request.targets = targets(lab);
        request.throttleLimit = throttle;
        const auto list = [](sessions::SessionService *services, sessions::ListRequest wanted, qsizetype *count,
                             bool *ended) -> Task<> {
            const auto listings = co_await services->list(std::move(wanted));
            for (const sessions::ComputerListing &listing : listings)
                *count += listing.sessions.size();
            *ended = true;
        };
        base::spawn(list(&service, request, &found, &done));
        while (!done && timer.elapsed() < 120000)
            QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
        const double seconds = double(timer.nsecsElapsed()) / 1e9;
        if (found != computers) {
            state.SkipWithError("not every computer answered");
            break;
        }
        state.SetIterationTime(seconds);
        state.counters["ideal_s"] = ideal;
        state.counters["multiple"] = seconds / ideal;
    }
}
BENCHMARK(listThousand)->UseManualTime()->Unit(benchmark::kSecond)->Iterations(3);

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
