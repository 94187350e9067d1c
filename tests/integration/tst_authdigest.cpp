#include "tests/integration/authfixture.h"

#include <QTest>

using namespace rejoin;
using namespace rejoin::test;
using base::Error;
using base::ErrorCategory;
using transport::Mechanism;

namespace {

const QString sha256 = QStringLiteral("sha256.lab.example");
const QString md5 = QStringLiteral("md5.lab.example");
const QString shortNonce = QStringLiteral("short.lab.example");
const QString withoutIt = QStringLiteral("basic.lab.example");

} // namespace

/// Digest over the real transport, every byte recorded.
class AuthDigestTest : public QObject
{
    Q_OBJECT

    AuthFixture fixture;

    transport::TransportSettings settings(const QString &computer, bool tls,
                                          const QString &user = QStringLiteral("ann"),
                                          const QString &word = annPassword) const
    {
        auto made = fixture.settings(computer, tls, Mechanism::Digest, AuthFixture::password(user, word));
        made.login.allowUnencrypted = !tls;
        return made;
    }
    static void rowsForBoth(const char *name, const std::function<void(QTestData &)> &fill)
    {
        for (const bool tls : {false, true})
            fill(QTest::addRow("%s, %s", name, tls ? "HTTPS" : "HTTP") << tls);
    }

private Q_SLOTS:
    void initTestCase()
    {
        const auto computer = [](const QString &name, QJsonObject more = {}) {
            more.insert(QStringLiteral("name"), name);
            if (!more.contains(QStringLiteral("auth")))
                more.insert(QStringLiteral("auth"), QJsonArray{QStringLiteral("Digest")});
            return more;
        };
        LabProcessOptions options;
        options.user = QStringLiteral("ann");
        options.password = annPassword;
        const QJsonArray computers{
            computer(sha256), computer(md5, {{QStringLiteral("digestAlgorithm"), QStringLiteral("MD5")}}),
            computer(shortNonce, {{QStringLiteral("digestNonceUses"), 2}}),
            computer(withoutIt, {{QStringLiteral("auth"), QJsonArray{QStringLiteral("Basic")}}})};
        options.seed.insert(QStringLiteral("computers"), computers);
        QVERIFY2(fixture.lab.start(options), qPrintable(fixture.lab.errorText()));
    }

    void logsIn_data()
    {
        QTest::addColumn<bool>("tls");
        QTest::addColumn<QString>("computer");
        QTest::addColumn<QString>("package");
        QTest::addColumn<int>("challenges");
        const auto row = [](const char *name, const QString &computer, const char *package, int challenges) {
            rowsForBoth(name, [&](QTestData &data) { data << computer << QString::fromLatin1(package) << challenges; });
        };
        row("SHA-256", sha256, "Digest (SHA-256)", 1);
        row("MD5", md5, "Digest (MD5)", 1);
        // The first, and one more for the third and the fifth message.
        row("a nonce for two messages", shortNonce, "Digest (SHA-256)", 3);
    }
    void logsIn()
    {
        QFETCH(bool, tls);
        QFETCH(QString, computer);
        QFETCH(int, challenges);
        Recorder &recorder = fixture.record(computer, tls);
        const auto transport = transport::makeHttpTransport(settings(computer, tls));
        for (int i = 0; i < 5; ++i) {
            const auto response = AuthFixture::post(transport);
            QCOMPARE(response.status, 200);
            QVERIFY(response.body.contains("IdentifyResponse"));
        }
        QCOMPARE(recorder.connections(), 1);
        QTEST(transport->facts().package, "package");
        transport->close();
        QVERIFY(!revealsSecret(recorder.all(), annPassword));
        if (tls)
            return;
        QCOMPARE(recorder.toClient().count("WWW-Authenticate: Digest"), challenges);
        // The challenge is fetched with an empty post: the message goes with the first answer to it.
        QVERIFY(recorder.toServer().indexOf("Authorization: Digest") < recorder.toServer().indexOf("Envelope"));
    }

    void refusals_data()
    {
        QTest::addColumn<bool>("tls");
        QTest::addColumn<QString>("computer");
        QTest::addColumn<QString>("user");
        QTest::addColumn<QString>("word");
        QTest::addColumn<QString>("id");
        const auto row = [](const char *name, const QString &computer, const char *user, const QString &word,
                            const char *id) {
            rowsForBoth(name, [&](QTestData &data) {
                data << computer << QString::fromLatin1(user) << word << QString::fromLatin1(id);
            });
        };
        row("wrong password", sha256, "ann", QStringLiteral("not her password"), "AccessDenied");
        row("unknown user", sha256, "nobody", annPassword, "AccessDenied");
        row("not offered", withoutIt, "ann", annPassword, "InvalidAuthentication");
    }
    void refusals()
    {
        QFETCH(bool, tls);
        QFETCH(QString, computer);
        QFETCH(QString, user);
        QFETCH(QString, word);
        Recorder &recorder = fixture.record(computer, tls);
        const Error error = AuthFixture::failure(settings(computer, tls, user, word));
        QCOMPARE(error.category, ErrorCategory::LoginRefused);
        QTEST(error.id, "id");
        QVERIFY(!error.advice.isEmpty());
        QVERIFY(error.detail.contains(computer == withoutIt ? QStringLiteral("Basic") : QStringLiteral("Digest")));
        QVERIFY(!revealsSecret(recorder.all(), word));
        // A refused answer is not tried again: that would count against the account.
        if (!tls)
            QVERIFY(recorder.toServer().count("Authorization:") <= 1);
    }

    void nothingIsSentUnprotected()
    {
        Recorder &recorder = fixture.record(sha256, false);
        auto made = settings(sha256, false);
        made.login.allowUnencrypted = false;
        const Error error = AuthFixture::failure(made);
        QCOMPARE(error.category, ErrorCategory::NotPermitted);
        QCOMPARE(error.id, QStringLiteral("ConnectFailed"));
        QVERIFY(recorder.all().isEmpty());
    }

    void garbledAndReplayed()
    {
        for (const char *what : {"response=\"", "nc=0000000", "uri=\"/", "cnonce=\""}) {
            Recorder &recorder = fixture.record(sha256, false);
            bool changed = false;
            recorder.changeToServer = [&](QByteArray bytes) {
                const qsizetype at = bytes.indexOf(what);
                if (at < 0)
                    return bytes;
                const qsizetype digit = at + qsizetype(qstrlen(what));
                bytes[digit] = bytes.at(digit) == '9' ? '8' : '9';
                changed = true;
                return bytes;
            };
            const Error error = AuthFixture::failure(settings(sha256, false));
            QVERIFY(changed);
            QCOMPARE(error.category, ErrorCategory::LoginRefused);
        }
        // The first message's answer again, in place of the second's, and on another connection.
        QByteArray first;
        for (const bool sameConnection : {true, false}) {
            Recorder &recorder = fixture.record(sha256, false);
            int seen = 0;
            recorder.changeToServer = [&](QByteArray bytes) {
                const qsizetype at = bytes.indexOf("Authorization: Digest");
                if (at < 0)
                    return bytes;
                const QByteArray header = bytes.mid(at, bytes.indexOf('\r', at) - at);
                if (sameConnection && seen++ == 0)
                    first = header;
                return bytes.replace(header, first);
            };
            const auto transport = transport::makeHttpTransport(settings(sha256, false));
            if (sameConnection)
                QCOMPARE(AuthFixture::post(transport).status, 200);
            Error error;
            try {
                (void)AuthFixture::post(transport);
            } catch (const Error &thrown) {
                error = thrown;
            }
            QCOMPARE(error.category, ErrorCategory::LoginRefused);
            transport->close();
        }
    }
};

QTEST_GUILESS_MAIN(AuthDigestTest)
#include "tst_authdigest.moc"
