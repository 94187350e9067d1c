#include "core/base/error.h"
#include "core/lab/auth/digestacceptor.h"
#include "core/transport/auth/digest.h"

#include <QTest>

using namespace rejoin;
using namespace rejoin::lab;
using base::SecretString;
using Kind = Acceptor::Outcome::Kind;

namespace {

LabUser ann()
{
    return {QStringLiteral("J\u00f6rg"), SecretString::fromUtf8("right: \xe2\x82\xac")};
}

Acceptor::Request post()
{
    Acceptor::Request request;
    request.method = QByteArrayLiteral("POST");
    request.target = QByteArrayLiteral("/wsman");
    return request;
}

QByteArray parametersOf(const SecretString &authorization)
{
    return authorization.utf8().sliced(7).toByteArray(); // after "Digest "
}

QList<transport::Challenge> challenges(const QByteArray &parameters)
{
    return {{QByteArrayLiteral("Digest"), parameters}};
}

transport::DigestAuthenticator client(const char *password = "right: \xe2\x82\xac")
{
    return transport::DigestAuthenticator({QStringLiteral("J\u00f6rg"), SecretString::fromUtf8(password)});
}

} // namespace

class DigestAcceptorTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bothEnds_data()
    {
        QTest::addColumn<QString>("algorithm");
        for (const char *name : {"MD5", "MD5-sess", "SHA-256", "SHA-256-sess"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }
    void bothEnds()
    {
        QFETCH(QString, algorithm);
        DigestAcceptor server({ann()}, algorithm, 0);
        auto user = client();
        QVERIFY(user.takeChallenges(challenges(server.offer())));
        for (int i = 0; i < 3; ++i) {
            const auto outcome = server.accept(parametersOf(user.authorize("POST", "/wsman")), post());
            QCOMPARE(outcome.kind, Kind::Accepted);
            QCOMPARE(outcome.user, ann().name);
        }
    }

    void refusals()
    {
        DigestAcceptor server({ann()}, QStringLiteral("SHA-256"), 0);
        auto wrong = client("wrong");
        QVERIFY(wrong.takeChallenges(challenges(server.offer())));
        const auto refused = server.accept(parametersOf(wrong.authorize("POST", "/wsman")), post());
        QCOMPARE(refused.kind, Kind::Refused);
        QCOMPARE(refused.user, ann().name);
        QVERIFY(!wrong.takeChallenges(challenges(server.offer())));

        transport::DigestAuthenticator nobody({QStringLiteral("nobody"), SecretString::fromUtf8("x")});
        QVERIFY(nobody.takeChallenges(challenges(server.offer())));
        QCOMPARE(server.accept(parametersOf(nobody.authorize("POST", "/wsman")), post()).kind, Kind::Refused);

        auto user = client();
        QVERIFY(user.takeChallenges(challenges(server.offer())));
        // Another method, another target, and a token that somebody changed.
        QCOMPARE(server.accept(parametersOf(user.authorize("GET", "/wsman")), post()).kind, Kind::Refused);
        QCOMPARE(server.accept(parametersOf(user.authorize("POST", "/other")), post()).kind, Kind::Refused);
        QByteArray changed = parametersOf(user.authorize("POST", "/wsman"));
        changed.replace("nc=00000003", "nc=00000004");
        QCOMPARE(server.accept(changed, post()).kind, Kind::Refused);
        for (const char *garbage : {"", "x", "username=\"open", "username=a, username=b"})
            QCOMPARE(server.accept(garbage, post()).kind, Kind::Refused);
        QCOMPARE(server.accept(parametersOf(user.authorize("POST", "/wsman")), post()).kind, Kind::Accepted);
    }

    void replay()
    {
        DigestAcceptor server({ann()}, QStringLiteral("SHA-256"), 0);
        auto user = client();
        QVERIFY(user.takeChallenges(challenges(server.offer())));
        const QByteArray first = parametersOf(user.authorize("POST", "/wsman"));
        const QByteArray second = parametersOf(user.authorize("POST", "/wsman"));
        QCOMPARE(server.accept(second, post()).kind, Kind::Accepted);
        QCOMPARE(server.accept(second, post()).kind, Kind::Refused);
        QCOMPARE(server.accept(first, post()).kind, Kind::Refused);
        // On another connection.
        DigestAcceptor other({ann()}, QStringLiteral("SHA-256"), 0);
        (void)other.offer();
        QVERIFY(other.accept(second, post()).kind != Kind::Accepted);
    }

    void staleNonce()
    {
        DigestAcceptor server({ann()}, QStringLiteral("SHA-256"), 2);
        auto user = client();
        QVERIFY(user.takeChallenges(challenges(server.offer())));
        int accepted = 0;
        int stale = 0;
        for (int i = 0; i < 9; ++i) {
            const auto outcome = server.accept(parametersOf(user.authorize("POST", "/wsman")), post());
            accepted += outcome.kind == Kind::Accepted ? 1 : 0;
            if (outcome.kind != Kind::Continue)
                continue;
            ++stale;
            QVERIFY(outcome.parameters.contains("stale=true"));
            QVERIFY(user.takeChallenges(challenges(outcome.parameters)));
        }
        QCOMPARE(accepted, 6);
        QCOMPARE(stale, 3);
        // A wrong password is no stale nonce.
        auto wrong = client("wrong");
        QVERIFY(wrong.takeChallenges(challenges(server.offer())));
        (void)server.offer();
        QCOMPARE(server.accept(parametersOf(wrong.authorize("POST", "/wsman")), post()).kind, Kind::Refused);
    }
};

QTEST_APPLESS_MAIN(DigestAcceptorTest)
#include "tst_digestacceptor.moc"
