#include "core/base/spawn.h"
#include "core/lab/labfaults.h"
#include "core/lab/labreplies.h"
#include "tests/support/await.h"

#include <QTest>

using namespace rejoin;
using namespace rejoin::lab;
using namespace std::chrono_literals;

namespace {

/// An operation that ends when the test says so.
struct Operation
{
    int runs = 0;
    bool cancelled = false;
    base::Awaitable<bool> over;
};

Task<LabReplies::Reply> carryOut(std::shared_ptr<Operation> operation, base::CancelToken cancel)
{
    ++operation->runs;
    const auto registration =
        cancel.onCancel([handle = operation->over.handle()] { handle.fail(base::Error::cancelled()); });
    try {
        (void)co_await operation->over;
    } catch (const base::Error &) {
        operation->cancelled = true;
        throw;
    }
    LabReplies::Reply reply;
    reply.envelope = "answer " + QByteArray::number(operation->runs);
    co_return reply;
}

} // namespace

/// MS-WSMV 3.1.4.1.39, the server's tables.
class LabRepliesTest : public QObject
{
    Q_OBJECT

    std::shared_ptr<LabReplies> replies;
    std::shared_ptr<Operation> operation;

    static wsman::ServerRequest message(const QUuid &operationId, bool retransmitted = false)
    {
        wsman::ServerRequest request;
        request.sessionId = QUuid(QStringLiteral("{00000000-0000-4000-8000-000000000001}"));
        request.operationId = operationId;
        request.sequenceId = 1;
        request.retransmitted = retransmitted;
        return request;
    }
    static LabReplies::Asker asker(quint64 connection, const base::CancelSource &died = base::CancelSource(),
                                   const QString &user = QStringLiteral("lab"))
    {
        LabReplies::Asker who;
        who.user = user;
        who.connection = connection;
        who.died = died.token();
        return who;
    }
    Task<LabReplies::Reply> ask(const wsman::ServerRequest &request, const LabReplies::Asker &who)
    {
        LabReplies::Work work = [what = operation](base::CancelToken cancel) { return carryOut(what, cancel); };
        return replies->answer(request, who, std::move(work));
    }
    quint32 faultOf(Task<LabReplies::Reply> task)
    {
        try {
            (void)test::await(std::move(task));
        } catch (const base::Error &error) {
            return quint32(error.code);
        }
        return 0;
    }

private Q_SLOTS:
    void init()
    {
        replies = std::make_shared<LabReplies>(10s);
        operation = std::make_shared<Operation>();
    }

    void aKeptAnswerIsGivenAgain()
    {
        const QUuid id = QUuid::createUuid();
        operation->over.handle().resolve(true);
        base::CancelSource connection;
        QCOMPARE(test::await(ask(message(id), asker(1, connection))).envelope, QByteArray("answer 1"));
        connection.cancel();
        QVERIFY(replies->knows(message(id, true), QStringLiteral("lab")));
        QCOMPARE(test::await(ask(message(id, true), asker(2))).envelope, QByteArray("answer 1"));
        QCOMPARE(operation->runs, 1);
    }

    void whoComesBackWaitsForTheSameOperation()
    {
        const QUuid id = QUuid::createUuid();
        base::CancelSource connection;
        const auto first = [](Task<LabReplies::Reply> task, bool *ended) -> Task<> {
            try {
                (void)co_await task;
            } catch (const base::Error &error) {
                *ended = error.category == base::ErrorCategory::Cancelled;
            }
        };
        bool ended = false;
        base::spawn(first(ask(message(id), asker(1, connection)), &ended));
        connection.cancel();
        QVERIFY(test::waitUntil([&] { return ended; }));
        QVERIFY(!operation->cancelled); // it goes on
        QTimer::singleShot(5, this, [this] { operation->over.handle().resolve(true); });
        QCOMPARE(test::await(ask(message(id, true), asker(2))).envelope, QByteArray("answer 1"));
        QCOMPARE(operation->runs, 1);
    }

    void theNextRequestOnAConnectionAcknowledges()
    {
        operation->over.handle().resolve(true);
        (void)test::await(ask(message(QUuid::createUuid()), asker(1)));
        (void)test::await(ask(message(QUuid::createUuid()), asker(2)));
        QCOMPARE(replies->size(), 2);
        (void)test::await(ask(message(QUuid::createUuid()), asker(1)));
        QCOMPARE(replies->size(), 2); // that of connection 2, and the new one
    }

    void anIdIsUsedOnce()
    {
        const QUuid id = QUuid::createUuid();
        operation->over.handle().resolve(true);
        (void)test::await(ask(message(id), asker(1)));
        QCOMPARE(faultOf(ask(message(id), asker(2))), faultcode::invalidHeader);
        auto second = message(QUuid::createUuid());
        second.sequenceId = 2;
        QCOMPARE(faultOf(ask(second, asker(2))), faultcode::invalidHeader);
    }

    void anotherUsersAnswerIsNotGiven()
    {
        const QUuid id = QUuid::createUuid();
        operation->over.handle().resolve(true);
        (void)test::await(ask(message(id), asker(1)));
        QVERIFY(!replies->knows(message(id, true), QStringLiteral("other")));
        const auto reply = test::await(ask(message(id, true), asker(2, base::CancelSource(), QStringLiteral("other"))));
        QCOMPARE(reply.envelope, QByteArray("answer 2")); // carried out for that user
    }

    void whatNobodyFetchesIsForgotten()
    {
        replies = std::make_shared<LabReplies>(20ms);
        const QUuid id = QUuid::createUuid();
        operation->over.handle().resolve(true);
        base::CancelSource connection;
        (void)test::await(ask(message(id), asker(1, connection)));
        connection.cancel();
        QVERIFY(test::waitUntil([&] { return replies->size() == 0; }));
        // Asked for again it is a new request (MS-WSMV 3.1.4.1.39).
        QCOMPARE(test::await(ask(message(id, true), asker(2))).envelope, QByteArray("answer 2"));
    }

    void anOperationThatNobodyComesBackForEnds()
    {
        replies = std::make_shared<LabReplies>(20ms);
        base::CancelSource connection;
        QTimer::singleShot(0, this, [connection]() mutable { connection.cancel(); });
        QVERIFY(faultOf(ask(message(QUuid::createUuid()), asker(1, connection))) == 0);
        QVERIFY(test::waitUntil([&] { return operation->cancelled; }));
        QCOMPARE(replies->size(), 0);
    }
};

QTEST_GUILESS_MAIN(LabRepliesTest)
#include "tst_labreplies.moc"
