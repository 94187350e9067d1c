#include "tests/unit/lab/credsspfakes.h"

#include "core/transport/auth/credssp.h"
#include "core/transport/sealedbody.h"
#include "core/transport/selfsigned.h"

#include <QSet>
#include <QTest>

using namespace rejoin;
using namespace rejoin::transport;
using namespace rejoin::test;
using base::Error;
using base::ErrorCategory;
using base::SecretString;
using lab::Acceptor;
using lab::CredsspAcceptor;
using lab::LabLoginSettings;
using lab::LabUser;

namespace {

constexpr const char *password = "delegated p\xc3\xa4ssword";

const CertificateAndKey &labCertificate()
{
    static const CertificateAndKey certificate = CredsspAcceptor::makeCertificate();
    return certificate;
}

LabUser ann()
{
    return {QStringLiteral("ann"), SecretString::fromUtf8(password)};
}

/// Both ends of one login, and what went between them.
class Pair
{
public:
    explicit Pair(const LabLoginSettings &settings = {}, int minimum = 5, FakeMechanism mechanism = FakeMechanism::Ntlm,
                  const QString &user = QStringLiteral("LAB\\ann"), const char *secret = password, bool sendsMic = true)
        : server(settings, {ann()}, labCertificate(),
                 [mechanism, sendsMic] {
                     return std::make_unique<FakeInner>(QList<LabUser>{ann()}, mechanism, sendsMic);
                 }),
          client({user, SecretString::fromUtf8(secret)}, clientSettings(minimum),
                 [this, mechanism](SecurityRequest request) {
                     return std::make_unique<FakeContext>(std::move(request), mechanism, count);
                 })
    {
    }

    using Change = std::function<void(int leg, QByteArray *token)>;

    /// True: logged in. What the client throws is not caught.
    bool logIn(const Change &up = {}, const Change &down = {})
    {
        QByteArray challenge;
        for (int leg = 0; leg < 16; ++leg) {
            if (leg > 0 && challenge.isEmpty() && !client.takesEmptyToken())
                return false; // how a server says no
            const auto step = client.step(challenge);
            QByteArray token = QByteArray::fromBase64(step.authorization.utf8().sliced(8).toByteArray());
            sent.append(token);
            if (up)
                up(leg, &token);
            const auto outcome = server.accept(token.toBase64(), {});
            user = outcome.user;
            if (outcome.kind == Acceptor::Outcome::Kind::Accepted)
                return step.done;
            challenge = QByteArray::fromBase64(outcome.parameters);
            if (down)
                down(leg, &challenge);
        }
        qFatal("a login without end");
    }
    Error failure(const Change &up = {}, const Change &down = {})
    {
        try {
            (void)logIn(up, down);
        } catch (const Error &error) {
            return error;
        }
        return {ErrorCategory::Internal, QStringLiteral("NoError"), base::Text("nothing was thrown")};
    }

    std::shared_ptr<FakeCount> count = std::make_shared<FakeCount>();
    CredsspAcceptor server;
    CredsspAuthenticator client;
    QString user;
    QList<QByteArray> sent;

private:
    static CredsspAuthenticator::Settings clientSettings(int minimum)
    {
        CredsspAuthenticator::Settings settings;
        settings.peer = QStringLiteral("server01:5985");
        settings.minimumVersion = minimum;
        return settings;
    }
};

LabLoginSettings version(int number)
{
    LabLoginSettings settings;
    settings.credsspVersion = number;
    return settings;
}

LabLoginSettings tls(int number, const QString &ciphers = {})
{
    LabLoginSettings settings;
    settings.credsspTls = number;
    settings.credsspCiphers = ciphers;
    return settings;
}

template <typename Function>
QString unsealError(Function function)
{
    try {
        (void)function();
    } catch (const Error &error) {
        return error.category == ErrorCategory::Protocol ? error.id : QStringLiteral("another category");
    }
    return QStringLiteral("NoError");
}

QByteArray message(qsizetype size)
{
    QByteArray text;
    for (qsizetype i = 0; text.size() < size; ++i)
        text += QByteArray::number(i) + ' ';
    return text.first(size);
}

constexpr auto soap = "application/soap+xml;charset=UTF-8";

} // namespace

class CredsspTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void versions_data()
    {
        QTest::addColumn<int>("number");
        QTest::addColumn<int>("inTls");
        QTest::addColumn<bool>("kerberos");
        for (int number = 2; number <= 6; ++number) {
            for (const int inTls : {12, 13}) {
                for (const bool kerberos : {false, true})
                    QTest::addRow("version %d, TLS 1.%d, %s", number, inTls - 10, kerberos ? "Kerberos" : "NTLM")
                        << number << inTls << kerberos;
            }
        }
    }
    void versions()
    {
        QFETCH(int, number);
        QFETCH(int, inTls);
        QFETCH(bool, kerberos);
        LabLoginSettings settings = tls(inTls);
        settings.credsspVersion = number;
        Pair pair(settings, 2, kerberos ? FakeMechanism::Kerberos : FakeMechanism::Ntlm);
        QVERIFY(!pair.client.sealer());
        QVERIFY(pair.logIn());
        QCOMPARE(pair.user, QStringLiteral("ann"));
        const auto facts = pair.client.facts();
        QCOMPARE(facts.package, QStringLiteral("CredSSP %1 (%2)")
                                    .arg(number)
                                    .arg(kerberos ? QStringLiteral("Kerberos") : QStringLiteral("NTLM")));
        QVERIFY(facts.cipher.startsWith(QStringLiteral("TLS_")));
        QCOMPARE(pair.count->wrapped, 2); // the binding and the credentials
        QVERIFY(pair.client.sealer() && pair.server.sealer());
    }

    void oldVersionsAreRefused()
    {
        for (const int number : {2, 3, 4}) {
            Pair pair(version(number));
            const Error error = pair.failure();
            QCOMPARE(error.category, ErrorCategory::Unsupported);
            QCOMPARE(error.id, QStringLiteral("CredSspVersion"));
            QCOMPARE(error.code, number);
            QVERIFY(error.english().contains(QStringLiteral("CVE-2018-0886")));
            QVERIFY(error.advice.english().contains(QStringLiteral("update")));
            QCOMPARE(pair.count->wrapped, 0);
        }
        for (const int number : {5, 6})
            QVERIFY(Pair(version(number)).logIn());
        QCOMPARE(Pair(version(5), 6).failure().id, QStringLiteral("CredSspVersion"));
    }

    void anotherKeyIsRefused()
    {
        for (int number = 2; number <= 6; ++number) {
            LabLoginSettings settings = version(number);
            settings.credsspWrongKey = true;
            Pair pair(settings, 2);
            const Error error = pair.failure();
            QCOMPARE(error.id, QStringLiteral("CredSspServerNotProven"));
            QVERIFY(error.english().contains(QStringLiteral("password was not sent")));
            QCOMPARE(pair.count->wrapped, 1); // the binding alone
            QVERIFY(!pair.client.sealer());
            // And there it ends.
            QVERIFY(pair.failure().id != QStringLiteral("NoError"));
            QCOMPARE(pair.count->wrapped, 1);
        }
    }

    void relayIsRefused_data()
    {
        QTest::addColumn<int>("number");
        for (int number = 2; number <= 6; ++number)
            QTest::addRow("version %d", number) << number;
    }
    /// Somebody in between has a TLS session with each end and hands on what is inside.
    void relayIsRefused()
    {
        QFETCH(int, number);
        Pair pair(version(number), 2);
        CertificateRequest request;
        request.names = {QStringLiteral("relay")};
        request.rsa = true;
        static const CertificateAndKey certificate = makeCertificate(request);
        const auto toClient = TlsPipe::server(certificate);
        const auto toServer = TlsPipe::client();
        const auto ask = [&](const QByteArray &token) {
            return QByteArray::fromBase64(pair.server.accept(token.toBase64(), {}).parameters);
        };
        QByteArray token = toServer->handshake({});
        while (!toServer->isReady())
            token = toServer->handshake(ask(token));
        if (!token.isEmpty())
            (void)toServer->read(ask(token));
        Error error;
        int handedOn = 0;
        try {
            QByteArray challenge;
            for (int leg = 0; leg < 10; ++leg) {
                const auto step = pair.client.step(challenge);
                token = QByteArray::fromBase64(step.authorization.utf8().sliced(8).toByteArray());
                if (!toClient->isReady()) {
                    challenge = toClient->handshake(token);
                    continue;
                }
                const QByteArray answer = ask(toServer->write(toClient->read(token)));
                ++handedOn;
                if (answer.isEmpty())
                    throw Error(ErrorCategory::LoginRefused, QStringLiteral("AccessDenied"), base::Text("refused"));
                challenge = toClient->write(toServer->read(answer));
            }
        } catch (const Error &thrown) {
            error = thrown;
        }
        QCOMPARE(error.category, ErrorCategory::LoginRefused);
        QCOMPARE(handedOn, 2);
        QCOMPARE(pair.count->wrapped, 1);
    }

    void wrongPassword()
    {
        for (const FakeMechanism mechanism : {FakeMechanism::Ntlm, FakeMechanism::Kerberos}) {
            Pair pair({}, 5, mechanism, QStringLiteral("ann"), "wrong");
            const Error error = pair.failure();
            QCOMPARE(error.category, ErrorCategory::LoginRefused);
            QCOMPARE(error.id, QStringLiteral("AccessDenied"));
            QCOMPARE(error.code, 0xC000006DLL);
            QVERIFY(!error.advice.isEmpty());
        }
        QCOMPARE(Pair({}, 5, FakeMechanism::Ntlm, QStringLiteral("nobody")).failure().code, 0xC000006DLL);
        // Version 5 has no place for the reason.
        Pair silent(version(5), 5, FakeMechanism::Ntlm, QStringLiteral("ann"), "wrong");
        QVERIFY(!silent.logIn());
        QCOMPARE(silent.client.facts().package, QStringLiteral("CredSSP 5 (NTLM)"));
    }

    void statuses()
    {
        QSet<QString> sentences;
        const QList<quint32> all{0xC000006D, 0xC0000071, 0xC0000072, 0xC0000234, 0xC0000224, 0xC000006E,
                                 0xC000015B, 0xC000006F, 0xC0000070, 0xC0000193, 0xC0000022, 0xC000005E,
                                 0xC0000133, 0xC00000BB, 0xC000006A, 0xC0000064, 0xC000018D, 0xC0001234};
        for (const quint32 status : all) {
            LabLoginSettings settings;
            settings.credsspStatus = status;
            Pair pair(settings);
            const Error error = pair.failure();
            QCOMPARE(error.category, ErrorCategory::LoginRefused);
            QCOMPARE(error.code, static_cast<qint64>(status));
            QVERIFY(!error.advice.isEmpty());
            QVERIFY(error.english().contains(QStringLiteral("server01:5985")));
            sentences.insert(error.english());
            QCOMPARE(pair.count->wrapped, 1);
        }
        QCOMPARE(sentences.size(), all.size());
    }

    void tickets()
    {
        for (const int number : {0, 1, 4}) {
            LabLoginSettings settings = tls(13);
            settings.credsspTickets = number;
            Pair pair(settings);
            QVERIFY(pair.logIn());
            const QByteArray text = message(100);
            const auto body = sealBody(*pair.server.sealer(), text, soap);
            QCOMPARE(unsealBody(*pair.client.sealer(), body.body, body.contentType), text);
        }
    }

    void noMicFromTheServer()
    {
        QVERIFY(Pair({}, 5, FakeMechanism::Ntlm, QStringLiteral("ann"), password, false).logIn());
    }

    void garbledTokens()
    {
        int legs = 0;
        Pair good;
        QVERIFY(good.logIn([&legs](int leg, QByteArray *) { legs = leg + 1; }));
        QCOMPARE(legs, 5);
        for (int broken = 0; broken < legs; ++broken) {
            const auto flip = [broken](int leg, QByteArray *token) {
                if (leg == broken && !token->isEmpty())
                    token->back() = static_cast<char>(token->back() ^ 1);
            };
            const auto cut = [broken](int leg, QByteArray *token) {
                if (leg == broken)
                    token->chop(1);
            };
            for (const Pair::Change &change : {Pair::Change(flip), Pair::Change(cut)}) {
                Pair up;
                bool in = false;
                try {
                    in = up.logIn(change);
                } catch (const Error &) {
                }
                QVERIFY(!in);
                QVERIFY(!up.server.sealer());
                if (broken == legs - 1)
                    continue; // the last one has no answer
                Pair down;
                in = false;
                try {
                    in = down.logIn({}, change);
                } catch (const Error &error) {
                    QVERIFY(error.category == ErrorCategory::TlsFailed || error.category == ErrorCategory::Protocol);
                }
                QVERIFY2(!in, qPrintable(QString::number(broken)));
                QVERIFY(!down.client.sealer());
            }
        }
        Pair nonsense;
        (void)nonsense.client.step({});
        QVERIFY_THROWS_EXCEPTION(Error, (void)nonsense.client.step("HTTP/1.1 200 OK"));
        QVERIFY_THROWS_EXCEPTION(Error, (void)nonsense.client.step({}));
        for (const char *parameters : {"", "***", "AAAA"})
            QVERIFY(Pair().server.accept(parameters, {}).kind != Acceptor::Outcome::Kind::Accepted);
    }

    void replayedTokens()
    {
        Pair first;
        QVERIFY(first.logIn());
        Pair second;
        for (const QByteArray &token : first.sent)
            QVERIFY(second.server.accept(token.toBase64(), {}).kind != Acceptor::Outcome::Kind::Accepted);
        QVERIFY(!second.server.sealer());
    }

    void longMessages_data()
    {
        QTest::addColumn<int>("number");
        QTest::addColumn<QString>("ciphers");
        QTest::addColumn<int>("trailer"); // of a full part
        QTest::newRow("TLS 1.3") << 13 << QString() << 17;
        QTest::newRow("TLS 1.2, GCM") << 12 << QStringLiteral("ECDHE-RSA-AES256-GCM-SHA384") << 16;
        QTest::newRow("TLS 1.2, CBC and SHA-1") << 12 << QStringLiteral("ECDHE-RSA-AES256-SHA") << 20 + 12;
        QTest::newRow("TLS 1.2, CBC and SHA-384") << 12 << QStringLiteral("ECDHE-RSA-AES256-SHA384") << 48 + 16;
    }
    void longMessages()
    {
        QFETCH(int, number);
        QFETCH(QString, ciphers);
        QFETCH(int, trailer);
        Pair pair(tls(number, ciphers));
        QVERIFY(pair.logIn());
        MessageSealer *ends[] = {pair.client.sealer(), pair.server.sealer()};
        const QByteArray text = message(40 << 10);
        for (int turn = 0; turn < 4; ++turn) {
            MessageSealer &from = *ends[turn % 2];
            MessageSealer &to = *ends[1 - turn % 2];
            const auto parts = from.seal(text);
            QCOMPARE(parts.size(), 3);
            QCOMPARE(parts.at(0).plainLength, 16384);
            QCOMPARE(parts.at(2).plainLength, 8192);
            QCOMPARE(parts.at(0).header.size(), trailer);
            QByteArray opened;
            for (const SealedPart &part : parts)
                opened += to.unseal(part.header, part.data);
            QCOMPARE(opened, text);
            const auto body = from.seal("short");
            QCOMPARE(body.size(), 1);
            QCOMPARE(to.unseal(body.at(0).header, body.at(0).data), QByteArray("short"));
            const auto whole = sealBody(from, text, soap);
            QVERIFY(whole.contentType.startsWith("multipart/x-multi-encrypted;"));
            QVERIFY(whole.contentType.contains("application/HTTP-CredSSP-session-encrypted"));
            QCOMPARE(whole.body.count("OriginalContent"), 3);
            QVERIFY(!whole.body.contains(text.first(50)));
            QCOMPARE(unsealBody(to, whole.body, whole.contentType), text);
        }
    }

    void changedMessages()
    {
        const QString failed = QStringLiteral("MessageUnsealFailed");
        for (const int number : {12, 13}) {
            for (const qsizetype at : {0, 3, 4, 5, 200}) {
                Pair pair(tls(number));
                QVERIFY(pair.logIn());
                const auto part = pair.client.sealer()->seal(message(500)).first();
                QByteArray record = part.header + part.data;
                record[at] = static_cast<char>(record.at(at) ^ 1);
                QCOMPARE(unsealError([&] { return pair.server.sealer()->unseal(record.first(16), record.sliced(16)); }),
                         failed);
                // What failed once opens nothing any more.
                const auto next = pair.client.sealer()->seal("next").first();
                QCOMPARE(unsealError([&] { return pair.server.sealer()->unseal(next.header, next.data); }), failed);
            }
            for (const int extra : {-1, 1, -500}) {
                Pair pair(tls(number));
                QVERIFY(pair.logIn());
                const auto part = pair.client.sealer()->seal(message(500)).first();
                const QByteArray data = extra > 0 ? part.data + 'x' : part.data.chopped(-extra);
                QCOMPARE(unsealError([&] { return pair.server.sealer()->unseal(part.header, data); }), failed);
            }
            {
                Pair pair(tls(number));
                QVERIFY(pair.logIn());
                const auto parts = pair.client.sealer()->seal(message(20000));
                QCOMPARE(
                    unsealError([&] { return pair.server.sealer()->unseal(parts.at(1).header, parts.at(1).data); }),
                    failed);
            }
            {
                Pair pair(tls(number));
                QVERIFY(pair.logIn());
                const auto part = pair.client.sealer()->seal(message(500)).first();
                QCOMPARE(pair.server.sealer()->unseal(part.header, part.data), message(500));
                QCOMPARE(unsealError([&] { return pair.server.sealer()->unseal(part.header, part.data); }), failed);
                // Nor does it open what it has sealed itself, or nothing.
                QCOMPARE(unsealError([&] { return pair.client.sealer()->unseal({}, {}); }), failed);
            }
            {
                Pair one(tls(number));
                Pair other(tls(number));
                QVERIFY(one.logIn() && other.logIn());
                const auto part = one.client.sealer()->seal(message(500)).first();
                QCOMPARE(unsealError([&] { return other.server.sealer()->unseal(part.header, part.data); }), failed);
            }
        }
    }

    void credentials()
    {
        const auto made = [](const base::Credential &credential) {
            try {
                CredsspAuthenticator client(credential, {}, [](SecurityRequest request) {
                    return std::make_unique<FakeContext>(std::move(request), FakeMechanism::Ntlm,
                                                         std::make_shared<FakeCount>());
                });
            } catch (const Error &error) {
                return error.id;
            }
            return QStringLiteral("NoError");
        };
        QCOMPARE(made({}), QStringLiteral("ExplicitCredentialsRequired"));
        QCOMPARE(made({QStringLiteral("ann"), {}}), QStringLiteral("ExplicitCredentialsRequired"));
        QCOMPARE(made(base::Credential::fromKeytab(QStringLiteral("ann"), QStringLiteral("file"))),
                 QStringLiteral("ExplicitCredentialsRequired"));
        QCOMPARE(made({QStringLiteral("ann"), SecretString::fromUtf8("p")}), QStringLiteral("NoError"));
    }
};

QTEST_GUILESS_MAIN(CredsspTest)
#include "tst_credssp.moc"
