#include "core/base/cancel.h"
#include "core/base/error.h"
#include "core/base/runinpool.h"
#include "core/base/secretstring.h"
#include "core/base/sleep.h"
#include "core/base/spawn.h"
#include "tests/support/await.h"

#include <QElapsedTimer>
#include <QTest>

using namespace rejoin;
using namespace rejoin::base;
using namespace std::chrono_literals;

class BaseTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void textFillsInOnePass()
    {
        QCOMPARE(Text("%1 said %2", {QStringLiteral("%2"), QStringLiteral("x")}).english(),
                 QStringLiteral("%2 said x"));
        QCOMPARE(Text::verbatim(QStringLiteral("100%1")).english(), QStringLiteral("100%1"));
        QCOMPARE(Text("50% of %3", {QStringLiteral("a")}).english(), QStringLiteral("50% of %3"));
    }

    void secretsCompareAndShare()
    {
        const auto secret = SecretString::fromUtf16(u"pässword");
        QCOMPARE(secret.utf8(), QByteArrayView("p\xc3\xa4ssword"));
        const auto copy = secret;
        // The addresses: no NUL ends a secret, so QCOMPARE, which would compare text, must not see a char pointer.
        QVERIFY(copy.utf8().data() == secret.utf8().data());
        QVERIFY(secret == SecretString::fromUtf8("p\xc3\xa4ssword"));
        QVERIFY(!(secret == SecretString::fromUtf8("p\xc3\xa4sswore")));
        QVERIFY(SecretString().isEmpty());
    }

    void spawnDeliversTheError()
    {
        std::optional<Error> seen;
        const auto fails = []() -> Task<> {
            co_await sleepFor(1ms);
            throw Error(ErrorCategory::Protocol, QStringLiteral("Broken"), Text("broken"));
        };
        spawn(fails(), [&](const Error &error) { seen = error; });
        QVERIFY(test::waitUntil([&] { return seen.has_value(); }));
        QCOMPARE(seen->id, QStringLiteral("Broken"));
    }

    void sleepIsCancelled()
    {
        CancelSource source;
        QTimer::singleShot(5, this, [&] { source.cancel(); });
        try {
            test::await(sleepFor(10min, source.token()));
            QFAIL("slept on");
        } catch (const Error &error) {
            QCOMPARE(error.category, ErrorCategory::Cancelled);
        }
    }

    void cancelCallbacksMayUnregisterEachOther()
    {
        CancelSource source;
        int calls = 0;
        CancelToken::Registration second;
        const auto first = source.token().onCancel([&] {
            ++calls;
            second = {};
        });
        second = source.token().onCancel([&] { ++calls; });
        source.cancel();
        QCOMPARE(calls, 1);
        const auto late = source.token().onCancel([&] { ++calls; });
        QCOMPARE(calls, 2);
    }

    void poolWorkCarriesTheExceptionAcross()
    {
        QThreadPool pool;
        const auto good = [] { return 7; };
        QCOMPARE(test::await(runInPool(&pool, good)), 7);
        const auto bad = []() -> int { throw Error(ErrorCategory::LimitExceeded, QStringLiteral("Big"), Text("big")); };
        try {
            test::await(runInPool(&pool, bad));
            QFAIL("no exception");
        } catch (const Error &error) {
            QCOMPARE(error.id, QStringLiteral("Big"));
        }
    }
};

QTEST_GUILESS_MAIN(BaseTest)
#include "tst_base.moc"
