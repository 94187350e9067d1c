// One wrong password must cost one failed login, however many computers wait with it.

#include "core/base/error.h"
#include "core/base/spawn.h"
#include "core/sessions/loginguard.h"
#include "core/transport/transport.h"
#include "tests/support/await.h"

#include <QTest>

using namespace rejoin;
using namespace rejoin::sessions;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

class FakeClock final : public base::Clock
{
public:
    QDateTime now() const override { return QDateTime::fromMSecsSinceEpoch(time.count()); }
    std::chrono::milliseconds monotonic() const override { return time; }
    std::chrono::milliseconds time{1000};
};

using AttemptPtr = std::shared_ptr<transport::LoginGate::Attempt>;

/// What became of one computer that wants in.
struct Door
{
    AttemptPtr attempt;
    std::optional<base::Error> error;
};

Task<> knock(std::shared_ptr<LoginGuard> guard, QString host, base::Credential credential, std::shared_ptr<Door> door,
             base::CancelToken cancel)
{
    transport::Endpoint endpoint;
    endpoint.host = host;
    transport::Login login;
    login.credential = std::move(credential);
    try {
        door->attempt = co_await guard->enter(endpoint, login, cancel);
    } catch (const base::Error &error) {
        door->error = error;
    }
}

} // namespace

class LoginGuardTest : public QObject
{
    Q_OBJECT

    std::shared_ptr<FakeClock> m_clock;
    std::shared_ptr<LoginGuard> m_guard;
    QList<bool> m_told;

    std::shared_ptr<Door> ask(const QString &host, const QString &user, const char *password = "p",
                              const base::CancelToken &cancel = {})
    {
        const auto door = std::make_shared<Door>();
        base::spawn(knock(m_guard, host, base::Credential(user, base::SecretString::fromUtf8(password)), door, cancel));
        return door;
    }
    void make(std::chrono::milliseconds patience)
    {
        m_guard = std::make_shared<LoginGuard>(
            m_clock, [this](const base::Credential &, bool accepted) { m_told << accepted; }, patience);
    }

private Q_SLOTS:
    void init()
    {
        m_clock = std::make_shared<FakeClock>();
        m_told.clear();
        make(LoginGuard::patience);
    }

    void theFirstGoesAloneAndAllFollowItsSuccess()
    {
        const auto first = ask(u"server01"_s, u"CORP\\ann"_s);
        const auto second = ask(u"server02"_s, u"corp\\ANN"_s);
        const auto third = ask(u"server03"_s, u"CORP\\ann"_s);
        QVERIFY(first->attempt && !second->attempt && !third->attempt);
        first->attempt->accepted();
        QVERIFY(test::waitUntil([&] { return third->attempt != nullptr; }));
        // Another spelling of the account is held apart no more than its letters' case.
        QVERIFY(ask(u"server04"_s, u"CORP\\ann"_s)->attempt);
        third->attempt->accepted();
        QCOMPARE(m_told, QList<bool>{true});
        Q_UNUSED(second)
    }

    void afterARefusalNothingMoreGoesOut()
    {
        QList<std::shared_ptr<Door>> doors;
        for (int i = 0; i < 1000; ++i)
            doors << ask(u"server%1"_s.arg(i), u"ann"_s);
        doors.first()->attempt->refused();
        QVERIFY(test::waitUntil([&] { return doors.last()->error.has_value(); }));
        int attempts = 0;
        for (const auto &door : std::as_const(doors)) {
            attempts += door->attempt ? 1 : 0;
            if (!door->attempt)
                QCOMPARE(door->error->id, u"LoginNotTriedAgain"_s);
        }
        QCOMPARE(attempts, 1);
        QCOMPARE(doors.last()->error->category, base::ErrorCategory::LoginRefused);
        QCOMPARE(m_told, QList<bool>{false});
        // Another password is another matter; the same one once somebody typed it again.
        QVERIFY(ask(u"server1"_s, u"ann"_s, "other")->attempt);
        QVERIFY(ask(u"server1"_s, u"ann"_s)->error);
        m_guard->allow(u"ANN"_s);
        QVERIFY(ask(u"server1"_s, u"ann"_s)->attempt);
    }

    void accountsOfAComputerAreEachTheirOwn()
    {
        for (const char *user : {".\\service", "SERVER01\\service"}) {
            const QString name = QString::fromLatin1(user);
            const auto first = ask(u"server01.corp"_s, name);
            const auto second = ask(u"server02.corp"_s, u".\\service"_s);
            QVERIFY(first->attempt);
            first->attempt->refused();
            QVERIFY(ask(u"server01.corp"_s, name)->error);
            QVERIFY(second->attempt);
        }
    }

    void whatSaysNothingLetsTheNextOneTry()
    {
        const auto first = ask(u"server01"_s, u"CORP\\ann"_s);
        const auto second = ask(u"server02"_s, u"CORP\\ann"_s);
        const auto third = ask(u"server03"_s, u"CORP\\ann"_s);
        first->attempt.reset(); // its connection was lost
        QVERIFY(test::waitUntil([&] { return second->attempt || third->attempt; }));
        QVERIFY(!second->attempt || !third->attempt);
        QVERIFY(m_told.isEmpty());
    }

    void aServerThatHangsHoldsNobodyForLong()
    {
        make(20ms);
        const auto first = ask(u"server01"_s, u"CORP\\ann"_s);
        const auto second = ask(u"server02"_s, u"CORP\\ann"_s);
        QVERIFY(first->attempt && !second->attempt);
        QVERIFY(test::waitUntil([&] { return second->attempt != nullptr; }));
    }

    void aRefusalAfterAnAcceptanceIsOneComputersOwn()
    {
        ask(u"server01"_s, u"CORP\\ann"_s)->attempt->accepted();
        ask(u"server02"_s, u"CORP\\ann"_s)->attempt->refused();
        QVERIFY(ask(u"server02"_s, u"CORP\\ann"_s)->error);
        // One more shows whether the password was changed; until then nobody else.
        const auto third = ask(u"server03"_s, u"CORP\\ann"_s);
        const auto fourth = ask(u"server04"_s, u"CORP\\ann"_s);
        QVERIFY(third->attempt && !fourth->attempt);
        third->attempt->refused();
        QVERIFY(test::waitUntil([&] { return fourth->error.has_value(); }));
        QCOMPARE(m_told, (QList<bool>{true, false}));
    }

    void anAcceptanceDoesNotVouchForEver()
    {
        ask(u"server01"_s, u"CORP\\ann"_s)->attempt->accepted();
        m_clock->time += LoginGuard::proofLasts;
        const auto first = ask(u"server01"_s, u"CORP\\ann"_s);
        const auto second = ask(u"server02"_s, u"CORP\\ann"_s);
        QVERIFY(first->attempt && !second->attempt);
    }

    void waitingCanBeCancelled()
    {
        const auto first = ask(u"server01"_s, u"CORP\\ann"_s);
        base::CancelSource source;
        const auto second = ask(u"server02"_s, u"CORP\\ann"_s, "p", source.token());
        source.cancel();
        QVERIFY(test::waitUntil([&] { return second->error.has_value(); }));
        QCOMPARE(second->error->category, base::ErrorCategory::Cancelled);
        first->attempt->accepted();
    }

    void whoHasNoPasswordIsNotWatched()
    {
        const auto door = std::make_shared<Door>();
        base::spawn(knock(m_guard, u"server01"_s, base::Credential(), door, {}));
        QVERIFY(!door->attempt && !door->error);
    }
};

QTEST_GUILESS_MAIN(LoginGuardTest)
#include "tst_loginguard.moc"
