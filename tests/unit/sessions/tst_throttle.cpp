#include "core/base/error.h"
#include "core/base/sleep.h"
#include "core/base/spawn.h"
#include "core/sessions/throttle.h"
#include "tests/support/await.h"

#include <QTest>

using namespace rejoin;
using namespace rejoin::sessions;
using namespace std::chrono_literals;

namespace {

struct Counts
{
    int now = 0;
    int most = 0;
    QList<int> order;
    int completed = 0;
};

Task<> work(Throttle throttle, std::shared_ptr<Counts> counts, int number, base::CancelToken cancel)
{
    const std::shared_ptr<void> turn = co_await throttle.enter(cancel);
    counts->order.append(number);
    counts->most = std::max(counts->most, ++counts->now);
    co_await base::sleepFor(1ms);
    --counts->now;
    ++counts->completed;
}

} // namespace

class ThrottleTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void zeroAndNegativeAreThirtyTwo()
    {
        QCOMPARE(Throttle(0).limit(), 32);
        QCOMPARE(Throttle(-5).limit(), 32);
        QCOMPARE(Throttle(3).limit(), 3);
    }

    void neverMoreAtOnceAndInOrder()
    {
        constexpr int many = 40;
        const auto counts = std::make_shared<Counts>();
        const Throttle throttle(4);
        for (int i = 0; i < many; ++i)
            base::spawn(work(throttle, counts, i, base::CancelToken()));
        QVERIFY(test::waitUntil([&] { return counts->completed == many; }));
        QCOMPARE(counts->most, 4);
        QList<int> expected;
        for (int i = 0; i < many; ++i)
            expected.append(i);
        QCOMPARE(counts->order, expected);
        QCOMPARE(throttle.active(), 0);
    }

    void aCancelledWaiterLeavesItsPlace()
    {
        const auto counts = std::make_shared<Counts>();
        Throttle throttle(1);
        auto first = test::await(throttle.enter());
        base::CancelSource source;
        bool cancelled = false;
        base::spawn(work(throttle, counts, 1, source.token()),
                    [&](const base::Error &error) { cancelled = error.category == base::ErrorCategory::Cancelled; });
        base::spawn(work(throttle, counts, 2, base::CancelToken()));
        source.cancel();
        QVERIFY(test::waitUntil([&] { return cancelled; }));
        QCOMPARE(counts->order, QList<int>());
        first.reset();
        QVERIFY(test::waitUntil([&] { return counts->completed == 1; }));
        QCOMPARE(counts->order, QList<int>{2});
        QCOMPARE(throttle.active(), 0);
    }
};

QTEST_GUILESS_MAIN(ThrottleTest)
#include "tst_throttle.moc"
