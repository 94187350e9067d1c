#include "core/sessions/wakewatch.h"

#include <QSignalSpy>
#include <QTest>

using namespace rejoin;
using namespace rejoin::sessions;
using namespace std::chrono_literals;

namespace {

class SetClock final : public base::Clock
{
public:
    [[nodiscard]] QDateTime now() const override { return wall; }
    [[nodiscard]] std::chrono::milliseconds monotonic() const override { return counted; }
    void pass(std::chrono::milliseconds time)
    {
        wall = wall.addMSecs(time.count());
        counted += time;
    }
    QDateTime wall = QDateTime(QDate(2026, 3, 1), QTime(12, 0), Qt::UTC);
    std::chrono::milliseconds counted{1000};
};

} // namespace

/// What counts as having slept, by clocks that the test sets.
class WakeWatchTest : public QObject
{
    Q_OBJECT

    std::shared_ptr<SetClock> clock;

private Q_SLOTS:
    void init() { clock = std::make_shared<SetClock>(); }

    void timeThatJustPassesIsNoSleep()
    {
        WakeWatch watch(clock);
        QSignalSpy woke(&watch, &WakeWatch::woke);
        for (int i = 0; i < 100; ++i) {
            clock->pass(WakeWatch::interval);
            watch.compare();
        }
        clock->pass(WakeWatch::interval + 3s); // a busy moment
        watch.compare();
        QCOMPARE(woke.size(), 0);
    }

    void theMonotonicClockStoodStill()
    {
        WakeWatch watch(clock);
        QSignalSpy woke(&watch, &WakeWatch::woke);
        clock->pass(WakeWatch::interval);
        clock->wall = clock->wall.addSecs(8 * 3600);
        watch.compare();
        QCOMPARE(woke.size(), 1);
        clock->pass(WakeWatch::interval);
        watch.compare();
        QCOMPARE(woke.size(), 1); // once
    }

    void theProcessStoodStill()
    {
        WakeWatch watch(clock);
        QSignalSpy woke(&watch, &WakeWatch::woke);
        clock->pass(8h); // a monotonic clock that counts sleep
        watch.compare();
        QCOMPARE(woke.size(), 1);
    }

    void aClockThatIsSetBackIsNoSleep()
    {
        WakeWatch watch(clock);
        QSignalSpy woke(&watch, &WakeWatch::woke);
        clock->wall = clock->wall.addSecs(-3600);
        clock->pass(WakeWatch::interval);
        watch.compare();
        QCOMPARE(woke.size(), 0);
    }

    void theNetworkIsBack()
    {
        WakeWatch watch(clock);
        QSignalSpy woke(&watch, &WakeWatch::woke);
        watch.setOnline(true);
        QCOMPARE(woke.size(), 0);
        watch.setOnline(false);
        QCOMPARE(woke.size(), 0);
        watch.setOnline(true);
        QCOMPARE(woke.size(), 1);
        watch.setOnline(true);
        QCOMPARE(woke.size(), 1);
    }
};

QTEST_GUILESS_MAIN(WakeWatchTest)
#include "tst_wakewatch.moc"
