#include "core/base/spawn.h"
#include "core/remoting/linekeeper.h"
#include "tests/support/await.h"

#include <QTest>

using namespace rejoin;
using namespace rejoin::remoting;
using namespace std::chrono_literals;

namespace {

base::Error trouble(const char *words = "the line is down")
{
    return {base::ErrorCategory::ConnectionLost, QStringLiteral("Trouble"), base::Text(words)};
}

/// A far end that answers or not.
struct FarEnd
{
    int questions = 0;
    int failuresLeft = 0; ///< -1: all
    bool silent = false;  ///< no answer at all
};

Task<> answer(std::shared_ptr<FarEnd> end, base::CancelToken cancel)
{
    ++end->questions;
    if (end->silent) {
        base::Awaitable<bool> never;
        const auto registration = cancel.onCancel([handle = never.handle()] { handle.fail(base::Error::cancelled()); });
        co_await never;
    }
    if (end->failuresLeft != 0) {
        if (end->failuresLeft > 0)
            --end->failuresLeft;
        throw trouble("no answer");
    }
}

std::optional<base::Error> errorOf(Task<> task)
{
    try {
        test::await(std::move(task));
    } catch (const base::Error &error) {
        return error;
    }
    return std::nullopt;
}

} // namespace

/// One interruption for all requests of a shell.
class LineKeeperTest : public QObject
{
    Q_OBJECT

    std::shared_ptr<FarEnd> end;
    QStringList said;
    std::optional<base::Error> lost;

    std::shared_ptr<LineKeeper> keeper(RetryPolicy policy)
    {
        auto made = std::make_shared<LineKeeper>(policy, std::make_shared<base::SystemClock>(),
                                                 [far = end](base::CancelToken cancel) { return answer(far, cancel); });
        LineKeeper::Callbacks callbacks;
        callbacks.interrupted = [this](const base::Error &) { said.append(QStringLiteral("interrupted")); };
        callbacks.retrying = [this](int attempt) { said.append(QStringLiteral("attempt %1").arg(attempt)); };
        callbacks.restored = [this] { said.append(QStringLiteral("restored")); };
        callbacks.lost = [this](const base::Error &error) {
            said.append(QStringLiteral("lost"));
            lost = error;
        };
        made->setCallbacks(callbacks);
        return made;
    }
    static RetryPolicy quick()
    {
        RetryPolicy policy;
        policy.firstPause = 1ms;
        policy.longestPause = 2ms;
        policy.settling = 20ms;
        return policy;
    }

private Q_SLOTS:
    void init()
    {
        end = std::make_shared<FarEnd>();
        said.clear();
        lost.reset();
    }

    void allWaitForOneAnswer()
    {
        end->failuresLeft = 2;
        const auto line = keeper(quick());
        int resumed = 0;
        const auto one = [](std::shared_ptr<LineKeeper> what, int *count) -> Task<> {
            co_await what->waitFor(trouble(), base::CancelToken());
            ++*count;
        };
        for (int i = 0; i < 5; ++i)
            base::spawn(one(line, &resumed));
        QVERIFY(line->isInterrupted());
        QVERIFY(line->timeLeft());
        QVERIFY(test::waitUntil([&] { return said.contains(QStringLiteral("restored")); }));
        QCOMPARE(resumed, 5);
        QCOMPARE(end->questions, 3);
        QCOMPARE(said,
                 QStringList({QStringLiteral("interrupted"), QStringLiteral("attempt 1"), QStringLiteral("attempt 2"),
                              QStringLiteral("attempt 3"), QStringLiteral("restored")}));
        QVERIFY(!line->isInterrupted());
        QVERIFY(!line->timeLeft());
    }

    void theBoundEndsIt_data()
    {
        QTest::addColumn<bool>("silent");
        QTest::newRow("refused") << false;
        QTest::newRow("silent") << true;
    }
    void theBoundEndsIt()
    {
        QFETCH(bool, silent);
        end->failuresLeft = -1;
        end->silent = silent;
        RetryPolicy policy = quick();
        policy.bound = 60ms;
        const auto line = keeper(policy);
        const auto error = errorOf(line->waitFor(trouble(), base::CancelToken()));
        QVERIFY(error);
        QCOMPARE(error->category, base::ErrorCategory::ConnectionLost);
        QVERIFY(lost);
        QCOMPARE(said.last(), QStringLiteral("lost"));
        QVERIFY(!line->isInterrupted());
        // Another failure begins anew.
        end->failuresLeft = 0;
        end->silent = false;
        QVERIFY(!errorOf(line->waitFor(trouble(), base::CancelToken())));
    }

    void whatFailsAgainAtOnceWasNotRestored()
    {
        RetryPolicy policy = quick();
        policy.settling = 10s;
        const auto line = keeper(policy);
        for (int i = 0; i < 3; ++i)
            QVERIFY(!errorOf(line->waitFor(trouble(), base::CancelToken())));
        QCOMPARE(said.count(QStringLiteral("interrupted")), 1);
        QCOMPARE(said.count(QStringLiteral("restored")), 0);
        QVERIFY(line->isInterrupted());
        line->stop();
    }

    void anAnswerToARequestIsAsGoodAsOneToAQuestion()
    {
        RetryPolicy policy = quick();
        policy.firstPause = 10min;
        const auto line = keeper(policy);
        QTimer::singleShot(0, this, [line] { line->answered(); });
        QVERIFY(!errorOf(line->waitFor(trouble(), base::CancelToken())));
        QCOMPARE(end->questions, 0);
        QVERIFY(test::waitUntil([&] { return said.contains(QStringLiteral("restored")); }));
    }

    void hurryEndsThePause()
    {
        RetryPolicy policy = quick();
        policy.firstPause = 10min;
        const auto line = keeper(policy);
        QTimer::singleShot(0, this, [line] { line->hurry(); });
        QVERIFY(!errorOf(line->waitFor(trouble(), base::CancelToken())));
        QCOMPARE(end->questions, 1);
    }

    void theImpatientLeavesWithHisOwnFailure()
    {
        end->silent = true;
        const auto line = keeper(quick());
        const auto error = errorOf(line->waitFor(trouble("mine"), base::CancelToken(), 10ms));
        QVERIFY(error);
        QCOMPARE(error->english(), QStringLiteral("mine"));
        QVERIFY(line->isInterrupted()); // for the others it goes on
        line->stop();
    }

    void cancelAndStopEndTheWaiting()
    {
        end->silent = true;
        const auto line = keeper(quick());
        base::CancelSource source;
        QTimer::singleShot(0, this, [source]() mutable { source.cancel(); });
        auto error = errorOf(line->waitFor(trouble(), source.token()));
        QVERIFY(error);
        QCOMPARE(error->category, base::ErrorCategory::Cancelled);
        QTimer::singleShot(0, this, [line] { line->stop(); });
        error = errorOf(line->waitFor(trouble(), base::CancelToken()));
        QVERIFY(error);
        QCOMPARE(error->category, base::ErrorCategory::Cancelled);
        QVERIFY(!lost);
    }
};

QTEST_GUILESS_MAIN(LineKeeperTest)
#include "tst_linekeeper.moc"
