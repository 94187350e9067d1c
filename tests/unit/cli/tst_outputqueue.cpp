#include "core/cli/outputqueue.h"
#include "tests/support/await.h"

#include <QTest>

#include <array>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

using namespace rejoin;
using cli::OutputQueue;

/// Writing to a reader that takes its time.
class OutputQueueTest : public QObject
{
    Q_OBJECT

    std::array<int, 2> m_pipe{-1, -1};

    QByteArray take(qsizetype wanted)
    {
        QByteArray all;
        QByteArray buffer(65536, Qt::Uninitialized);
        while (all.size() < wanted) {
            const ssize_t count = ::read(m_pipe[0], buffer.data(), std::size_t(buffer.size()));
            if (count <= 0)
                break;
            all.append(buffer.constData(), count);
        }
        return all;
    }

private Q_SLOTS:
    void initTestCase() { std::signal(SIGPIPE, SIG_IGN); }
    void init() { QCOMPARE(::pipe2(m_pipe.data(), O_CLOEXEC), 0); }
    void cleanup()
    {
        for (const int end : m_pipe)
            ::close(end);
    }

    void whatIsGivenComesOutInOrder()
    {
        OutputQueue queue;
        QByteArray expected;
        for (int i = 0; i < 5000; ++i) {
            const QByteArray line = "line " + QByteArray::number(i) + '\n';
            expected += line;
            queue.write(m_pipe[1], line);
        }
        QCOMPARE(take(expected.size()), expected);
        bool drained = false;
        queue.whenDrained([&] { drained = true; });
        QVERIFY(test::waitUntil([&] { return drained; }));
    }

    void aSlowReaderIsNoticedAndNeverBlocks()
    {
        OutputQueue queue;
        const QByteArray piece(100'000, 'x');
        qsizetype given = 0;
        while (!queue.isBehind()) { // returns at once although nobody reads
            queue.write(m_pipe[1], piece);
            given += piece.size();
        }
        QVERIFY(given > 1'000'000 && given < 2'000'000);
        bool caughtUp = false;
        queue.whenCaughtUp([&] { caughtUp = true; });
        QCoreApplication::processEvents();
        QVERIFY(!caughtUp);
        QCOMPARE(take(given).size(), given);
        QVERIFY(test::waitUntil([&] { return caughtUp; }));
        QVERIFY(!queue.isBehind());
    }

    void whatWaitsIsGivenUpAtTheEnd()
    {
        {
            OutputQueue queue;
            queue.write(m_pipe[1], QByteArray(10'000'000, 'x'));
            QVERIFY(queue.isBehind());
            QVERIFY(take(1).size() >= 1); // it is being written
        }                                 // does not wait for the reader
    }
};

QTEST_GUILESS_MAIN(OutputQueueTest)
#include "tst_outputqueue.moc"
