#include "core/base/error.h"
#include "core/lab/labstream.h"
#include "core/psrp/fragment.h"
#include "tests/support/await.h"

#include <QTest>

using namespace rejoin;
using namespace std::chrono_literals;
using lab::LabStream;
using wsman::BufferMode;

namespace {

QByteArray message(psrp::Fragmenter &fragmenter, qsizetype size, qsizetype blob = 100)
{
    QByteArray whole;
    const auto fragments = fragmenter.fragment(QByteArray(size, 'x'), blob);
    for (const auto &fragment : fragments)
        whole += fragment;
    return whole;
}

} // namespace

class LabStreamTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesWholeFragmentsUpToTheSize()
    {
        const auto stream = std::make_shared<LabStream>(10000, BufferMode::Block);
        psrp::Fragmenter fragmenter;
        const auto first = message(fragmenter, 250); // three fragments
        const auto second = message(fragmenter, 50);
        stream->push(first, true);
        stream->push(second, true);
        // One fragment always, however small the room.
        const auto one = stream->take(10);
        QCOMPARE(one.size(), 1);
        QCOMPARE(one[0], first.left(121));
        const auto rest = stream->take(10000);
        QCOMPARE(rest.size(), 2);
        QCOMPARE(rest[0], first.mid(121));
        QCOMPARE(rest[1], second);
        QVERIFY(stream->isEmpty());
        QCOMPARE(stream->size(), 0);
    }

    void dropModeLosesTheOldestWholeMessages()
    {
        const auto stream = std::make_shared<LabStream>(500, BufferMode::Drop);
        psrp::Fragmenter fragmenter;
        const auto state = message(fragmenter, 80);
        stream->push(state, false);
        QList<QByteArray> sent;
        for (int i = 0; i < 20; ++i) {
            sent.append(message(fragmenter, 80));
            stream->push(sent.last(), true);
        }
        QVERIFY(stream->size() <= 500);
        const auto kept = stream->take(100000);
        QCOMPARE(kept.first(), state); // a state is never lost
        QCOMPARE(kept.last(), sent.last());
        QCOMPARE(kept.mid(1), sent.mid(sent.size() - (kept.size() - 1)));
    }

    void dropModeKeepsWhatIsHalfSent()
    {
        const auto stream = std::make_shared<LabStream>(300, BufferMode::Drop);
        psrp::Fragmenter fragmenter;
        const auto big = message(fragmenter, 250);
        stream->push(big, true);
        const auto head = stream->take(10);
        stream->push(message(fragmenter, 200), true);
        const auto rest = stream->take(100000);
        QCOMPARE(head[0] + rest[0], big);
    }

    void blockModeHoldsTheWriterUp()
    {
        const auto stream = std::make_shared<LabStream>(100, BufferMode::Block);
        psrp::Fragmenter fragmenter;
        stream->push(message(fragmenter, 200), true);
        bool resumed = false;
        const auto write = [](std::shared_ptr<LabStream> to, bool *done) -> Task<> {
            co_await to->room({});
            *done = true;
        };
        const auto writing = write(stream, &resumed);
        QCoreApplication::processEvents();
        QVERIFY(!resumed);
        QVERIFY(!stream->take(100000).isEmpty());
        QVERIFY(test::waitUntil([&] { return resumed; }));
    }

    void switchingToDropFreesTheWriter()
    {
        const auto stream = std::make_shared<LabStream>(100, BufferMode::Block);
        psrp::Fragmenter fragmenter;
        stream->push(message(fragmenter, 200), true);
        auto writing = stream->room({});
        stream->setMode(BufferMode::Drop);
        test::await(std::move(writing));
    }

    void aStoppedWriterEndsAsCancelled()
    {
        const auto stream = std::make_shared<LabStream>(100, BufferMode::Block);
        psrp::Fragmenter fragmenter;
        stream->push(message(fragmenter, 200), true);
        base::CancelSource source;
        auto writing = stream->room(source.token());
        source.cancel();
        try {
            test::await(std::move(writing));
            QFAIL("went on");
        } catch (const base::Error &error) {
            QCOMPARE(error.category, base::ErrorCategory::Cancelled);
        }
    }

    void waitEndsWithDataTimeOrInterruption()
    {
        const auto stream = std::make_shared<LabStream>(1000, BufferMode::Block);
        QCOMPARE(test::await(stream->wait(1ms, {})), LabStream::Wake::TimedOut);

        auto waiting = stream->wait(1min, {});
        QVERIFY(stream->hasReceiver());
        stream->interrupt(LabStream::Wake::Disconnected);
        QCOMPARE(test::await(std::move(waiting)), LabStream::Wake::Disconnected);

        auto older = stream->wait(1min, {});
        auto newer = stream->wait(1min, {});
        QCOMPARE(test::await(std::move(older)), LabStream::Wake::Superseded);
        psrp::Fragmenter fragmenter;
        stream->push(message(fragmenter, 10), true);
        QCOMPARE(test::await(std::move(newer)), LabStream::Wake::Data);
        QVERIFY(!stream->hasReceiver());

        stream->close();
        QCOMPARE(test::await(stream->wait(1min, {})), LabStream::Wake::Closed);
    }

    void aDeadConnectionTakesNoData()
    {
        const auto stream = std::make_shared<LabStream>(1000, BufferMode::Block);
        psrp::Fragmenter fragmenter;
        base::CancelSource source;
        auto waiting = stream->wait(1min, source.token());
        // Data comes, and before the waiter resumes its connection dies.
        stream->push(message(fragmenter, 10), true);
        source.cancel();
        try {
            test::await(std::move(waiting));
            QFAIL("took the data");
        } catch (const base::Error &error) {
            QCOMPARE(error.category, base::ErrorCategory::Cancelled);
        }
        QVERIFY(!stream->isEmpty());
    }
};

QTEST_GUILESS_MAIN(LabStreamTest)
#include "tst_labstream.moc"
