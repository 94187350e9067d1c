#include "core/psrp/fragment.h"
#include "core/remoting/losswatch.h"

#include <QTest>

using namespace rejoin;
using namespace rejoin::remoting;

/// What a gap in the numbers of messages says.
class LossWatchTest : public QObject
{
    Q_OBJECT

    const QUuid pool;
    const QUuid command = QUuid::createUuid();
    const QUuid other = QUuid::createUuid();
    psrp::Fragmenter fragmenter;

    QList<QByteArray> message(qsizetype size = 10) { return fragmenter.fragment(QByteArray(size, 'x'), 10); }

private Q_SLOTS:
    void init() { fragmenter = psrp::Fragmenter(); }

    void withoutADoubtNothingIsLost()
    {
        LossWatch watch;
        QVERIFY(!watch.take(command, message().join()).isLoss());
        (void)message();
        QVERIFY(!watch.take(command, message().join()).isLoss());
    }

    void whatGoesOnWithoutAGapLostNothing()
    {
        LossWatch watch;
        QVERIFY(!watch.take(pool, message().join()).isLoss());
        QVERIFY(!watch.take(command, message().join()).isLoss());
        watch.doubt(command);
        QVERIFY(watch.isDoubtful(command));
        QVERIFY(!watch.take(command, message().join()).isLoss());
        QVERIFY(!watch.isDoubtful(command));
    }

    void aGapIsALossOnce()
    {
        LossWatch watch;
        QVERIFY(!watch.take(command, message().join()).isLoss());
        watch.doubt(command);
        (void)message();
        (void)message();
        const auto loss = watch.take(command, message().join());
        QCOMPARE(loss.messages, 2);
        QVERIFY(!loss.headless);
        QVERIFY(!watch.take(command, message().join()).isLoss());
        watch.doubt(command);
        QVERIFY(!watch.take(command, message().join()).isLoss());
    }

    void whatCameOnAnotherStreamIsNotMissing()
    {
        LossWatch watch;
        QVERIFY(!watch.take(command, message().join()).isLoss());
        watch.doubt(command);
        QVERIFY(!watch.take(other, message().join()).isLoss());
        QVERIFY(!watch.take(pool, message().join()).isLoss());
        QVERIFY(!watch.take(command, message().join()).isLoss());
    }

    void aMessageThatLostItsHead()
    {
        LossWatch watch;
        QVERIFY(!watch.take(command, message().join()).isLoss());
        watch.doubt(command);
        const auto parts = message(35);
        const auto loss = watch.take(command, parts.mid(2).join());
        QVERIFY(loss.headless);
        QCOMPARE(loss.messages, 0);
    }

    void aMessageThatLostItsMiddle()
    {
        LossWatch watch;
        const auto parts = message(35);
        QVERIFY(!watch.take(command, parts.at(0)).isLoss());
        watch.doubt(command);
        QVERIFY(watch.take(command, parts.at(2)).headless);
    }

    void aMessageThatGoesOn()
    {
        LossWatch watch;
        const auto parts = message(35);
        QVERIFY(!watch.take(command, parts.at(0)).isLoss());
        watch.doubt(command);
        QVERIFY(!watch.take(command, parts.mid(1).join()).isLoss());
    }

    void aMessageThatLostItsTail()
    {
        LossWatch watch;
        QVERIFY(!watch.take(command, message(35).at(0)).isLoss());
        watch.doubt(command);
        QVERIFY(watch.take(command, message().join()).headless);
    }

    void aConnectBeginsAnew()
    {
        LossWatch watch;
        QVERIFY(!watch.take(command, message().join()).isLoss());
        (void)message();
        watch.doubt(command);
        watch.reset();
        QVERIFY(!watch.take(command, message().join()).isLoss());
    }

    void wildNumbersDoNotFillTheMemory()
    {
        LossWatch watch;
        QVERIFY(!watch.take(command, message().join()).isLoss());
        watch.doubt(command);
        QByteArray far = message().join();
        far[0] = '\x7F';
        QVERIFY(watch.take(command, far).messages <= 4096);
        QVERIFY(!watch.take(command, QByteArray("short")).isLoss());
    }

    void aStreamGoesOnBehindALoss()
    {
        // What the reader does with it.
        psrp::Defragmenter reader;
        QCOMPARE(reader.add(message().join()).size(), 1);
        const auto parts = message(35);
        QCOMPARE(reader.add(parts.at(0)).size(), 0);
        reader.skipToNextMessage();
        QCOMPARE(reader.add(parts.at(3)).size(), 0);
        QCOMPARE(reader.add(message().join()).size(), 1);
    }
};

QTEST_GUILESS_MAIN(LossWatchTest)
#include "tst_losswatch.moc"
