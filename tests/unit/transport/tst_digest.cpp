#include "core/base/error.h"
#include "core/transport/auth/challengeparameters.h"
#include "core/transport/auth/choose.h"
#include "core/transport/auth/digest.h"

#include <QTest>

using namespace rejoin;
using namespace rejoin::transport;
using base::Credential;
using base::Error;
using base::ErrorCategory;
using base::SecretString;

namespace {

// RFC 7616 3.9.1
const QByteArray exampleNonce = "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v";
const QByteArray exampleClientNonce = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";
const QByteArray exampleOpaque = "FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS";

template <typename Function>
Error errorOf(Function function)
{
    try {
        function();
    } catch (const Error &error) {
        return error;
    }
    return {ErrorCategory::Internal, QStringLiteral("NoError"), base::Text("nothing was thrown")};
}

Credential mufasa()
{
    return {QStringLiteral("Mufasa"), SecretString::fromUtf8("Circle of Life")};
}

QByteArray example(const QByteArray &algorithm, const QByteArray &more = {})
{
    return "realm=\"http-auth@example.org\", qop=\"auth, auth-int\", algorithm=" + algorithm + ", nonce=\"" +
           exampleNonce + "\", opaque=\"" + exampleOpaque + '"' + more;
}

Challenge digest(const QByteArray &parameters)
{
    return {QByteArrayLiteral("Digest"), parameters};
}

DigestAuthenticator authenticator(const Credential &credential = mufasa())
{
    return DigestAuthenticator(credential, [] { return exampleClientNonce; });
}

ChallengeParameters answer(DigestAuthenticator &client, const QByteArray &method = "GET",
                           const QByteArray &target = "/dir/index.html")
{
    const SecretString value = client.authorize(method, target);
    const QByteArrayView text = value.utf8();
    if (!text.startsWith("Digest "))
        qFatal("no Digest");
    return ChallengeParameters::parse(text.sliced(7)).value();
}

} // namespace

class DigestTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void parameters()
    {
        const auto read = ChallengeParameters::parse(
            "Realm = \"a \\\"b\\\", c\\\\\" ,, nonce=x/y+z==,qop=\"auth,auth-int\", empty=\"\"");
        QVERIFY(read);
        QCOMPARE(read->value("realm"), QByteArray("a \"b\", c\\"));
        QCOMPARE(read->value("nonce"), QByteArray("x/y+z=="));
        QCOMPARE(read->value("qop"), QByteArray("auth,auth-int"));
        QVERIFY(read->contains("empty"));
        QVERIFY(!read->contains("other"));
        QCOMPARE(quotedString("a \"b\", c\\"), QByteArray("\"a \\\"b\\\", c\\\\\""));
        QVERIFY(ChallengeParameters::parse(""));
        for (const char *bad : {"realm", "realm=", "=x", "realm=\"open", "realm=\"open\\", "a=b c=d", "a=b, A=c",
                                "a=\"b\"c", "TlRMTVNTUA=="})
            QVERIFY2(!ChallengeParameters::parse(bad), bad);
    }

    void rfcExamples_data()
    {
        QTest::addColumn<QByteArray>("algorithm");
        QTest::addColumn<QByteArray>("response");
        QTest::newRow("MD5") << QByteArray("MD5") << QByteArray("8ca523f5e9506fed4657c9700eebdbec");
        QTest::newRow("SHA-256") << QByteArray("SHA-256")
                                 << QByteArray("753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1");
    }
    void rfcExamples()
    {
        QFETCH(QByteArray, algorithm);
        QFETCH(QByteArray, response);
        auto client = authenticator();
        QVERIFY(client.needsChallenge());
        QVERIFY(!client.isConnectionBound());
        QVERIFY(client.takeChallenges({digest(example(algorithm))}));
        const auto sent = answer(client);
        QCOMPARE(sent.value("response"), response);
        QCOMPARE(sent.value("username"), QByteArray("Mufasa"));
        QCOMPARE(sent.value("realm"), QByteArray("http-auth@example.org"));
        QCOMPARE(sent.value("uri"), QByteArray("/dir/index.html"));
        QCOMPARE(sent.value("algorithm"), algorithm);
        QCOMPARE(sent.value("nonce"), exampleNonce);
        QCOMPARE(sent.value("nc"), QByteArray("00000001"));
        QCOMPARE(sent.value("cnonce"), exampleClientNonce);
        QCOMPARE(sent.value("qop"), QByteArray("auth"));
        QCOMPARE(sent.value("opaque"), exampleOpaque);
        QCOMPARE(client.facts().package, QStringLiteral("Digest (%1)").arg(QString::fromLatin1(algorithm)));
    }

    void noPasswordInTheAnswer()
    {
        auto client = authenticator();
        QVERIFY(client.takeChallenges({digest(example("MD5"))}));
        const SecretString value = client.authorize("GET", "/");
        QVERIFY(!value.utf8().toByteArray().contains("Circle"));
    }

    void strongestIsTaken()
    {
        auto client = authenticator();
        QVERIFY(client.takeChallenges({{QByteArrayLiteral("Negotiate"), {}},
                                       digest(example("MD5")),
                                       digest(example("SHA-512-256")),
                                       digest(example("SHA-256-sess")),
                                       digest(example("SHA-256"))}));
        QCOMPARE(answer(client).value("algorithm"), QByteArray("SHA-256"));
    }

    void sessionKey()
    {
        int made = 0;
        DigestAuthenticator client(mufasa(), [&made] { return QByteArray::number(++made); });
        QVERIFY(client.takeChallenges({digest(example("md5-SESS"))}));
        const auto first = answer(client);
        // Worked out with another implementation (Python's hashlib) by RFC 7616 3.4.2.
        QCOMPARE(first.value("response"), QByteArray("05cbf64b7b43543d6f19117988d135b3"));
        const auto second = answer(client);
        QCOMPARE(second.value("cnonce"), QByteArray("1"));
        QCOMPARE(second.value("nc"), QByteArray("00000002"));
        QCOMPARE(second.value("response"), QByteArray("324f44a93fc12a4349a8db4fb98e472c"));
    }

    void nonceCountsAndChanges()
    {
        auto client = authenticator();
        QVERIFY(client.takeChallenges({digest(example("SHA-256"))}));
        QCOMPARE(answer(client).value("nc"), QByteArray("00000001"));
        for (int i = 2; i < 17; ++i)
            (void)answer(client);
        QCOMPARE(answer(client).value("nc"), QByteArray("00000011"));
        // Stale: another nonce, counted from one.
        const QByteArray fresh = example("SHA-256", ", stale=TRUE").replace(exampleNonce, "other");
        QVERIFY(client.takeChallenges({digest(fresh)}));
        const auto sent = answer(client);
        QCOMPARE(sent.value("nonce"), QByteArray("other"));
        QCOMPARE(sent.value("nc"), QByteArray("00000001"));
    }

    void refusedIsNotAskedAgain()
    {
        const QByteArray another = example("SHA-256").replace(exampleNonce, "other");
        const QByteArray weaker = example("MD5", ", stale=true").replace(exampleNonce, "other");
        const QByteArray elsewhere =
            example("SHA-256", ", stale=true").replace(exampleNonce, "other").replace("http-", "");
        for (const QByteArray &next : {example("SHA-256"), example("SHA-256", ", stale=true"), another,
                                       QByteArray(another + ", stale=false"), weaker, elsewhere}) {
            auto client = authenticator();
            QVERIFY(client.takeChallenges({digest(example("SHA-256"))}));
            (void)answer(client);
            QVERIFY2(!client.takeChallenges({digest(next)}), next.constData());
        }
    }

    void notOffered()
    {
        auto client = authenticator();
        QVERIFY(!client.takeChallenges({}));
        QVERIFY(!client.takeChallenges({{QByteArrayLiteral("Basic"), QByteArrayLiteral("realm=\"x\"")}}));
        QCOMPARE(errorOf([&] { (void)client.authorize("GET", "/"); }).category, ErrorCategory::Internal);
    }

    void unusableOffers()
    {
        const QByteArray plain = example("SHA-256");
        for (const QByteArray &parameters :
             {example("SHA-512-256"), QByteArray(plain).replace("auth, auth-int", "auth-int"),
              QByteArray(plain).replace("qop=\"auth, auth-int\", ", ""), QByteArray(plain).replace("nonce=", "once="),
              QByteArray(plain).replace("realm=", "real="), QByteArray(plain).replace("http-auth", "http\001auth"),
              QByteArray("realm=\"open"), QByteArray()}) {
            auto client = authenticator();
            const Error error = errorOf([&] { (void)client.takeChallenges({digest(parameters)}); });
            QVERIFY2(error.category == ErrorCategory::Unsupported, parameters.constData());
            QCOMPARE(error.id, QStringLiteral("InvalidAuthentication"));
            QVERIFY(!error.detail.isEmpty());
            QVERIFY(!error.advice.isEmpty());
        }
    }

    void names()
    {
        const QString name = QString::fromUtf8("CORP\\J\xc3\xa4s\xc3\xb8n \"D\"");
        auto client = authenticator({name, SecretString::fromUtf8("Secret, or not?")});
        QVERIFY(client.takeChallenges({digest(example("SHA-256", ", charset=UTF-8"))}));
        const auto extended = answer(client);
        QCOMPARE(extended.value("username*"), QByteArray("UTF-8''CORP%5CJ%C3%A4s%C3%B8n%20%22D%22"));
        QVERIFY(!extended.contains("username"));
        QVERIFY(client.takeChallenges({digest(example("SHA-256", ", stale=true").replace(exampleNonce, "n2"))}));
        QCOMPARE(answer(client).value("username"), name.toUtf8());
        // With userhash no name travels (RFC 7616 3.4.4).
        auto hashed = authenticator();
        QVERIFY(hashed.takeChallenges({digest(example("SHA-256", ", charset=UTF-8, userhash=true"))}));
        const auto sent = answer(hashed);
        QCOMPARE(sent.value("userhash"), QByteArray("true"));
        QCOMPARE(sent.value("username"),
                 QByteArray("a947aad205e80e429958a387394944c6b496301e79f89d35a4cc23b6ee12b5b6"));
    }

    void credentials()
    {
        QCOMPARE(errorOf([] { authenticator({}); }).id, QStringLiteral("ExplicitCredentialsRequired"));
        QCOMPARE(errorOf([] { authenticator({QStringLiteral("u"), {}}); }).category, ErrorCategory::CredentialMissing);
        QCOMPARE(errorOf([] {
                     authenticator({QStringLiteral("a:b"), SecretString::fromUtf8("p")});
                 }).category,
                 ErrorCategory::InvalidArgument);
        QCOMPARE(errorOf([] {
                     authenticator({QStringLiteral("a\nb"), SecretString::fromUtf8("p")});
                 }).category,
                 ErrorCategory::InvalidArgument);
    }

    void needsTlsOrPermission()
    {
        const auto chosen = [](bool ssl, bool unencrypted) {
            return errorOf([&] {
                Login login;
                login.mechanism = Mechanism::Digest;
                login.credential = mufasa();
                login.allowUnencrypted = unencrypted;
                const auto made =
                    chooseAuthenticator(login, Endpoint::fromComputerName(QStringLiteral("server01"), 0, ssl, {}));
                QCOMPARE(made->scheme(), QByteArray("Digest"));
            });
        };
        const Error refused = chosen(false, false);
        QCOMPARE(refused.category, ErrorCategory::NotPermitted);
        QCOMPARE(refused.id, QStringLiteral("ConnectFailed"));
        QVERIFY(refused.advice.english().contains(QStringLiteral("-UseSSL")));
        QCOMPARE(chosen(true, false).id, QStringLiteral("NoError"));
        QCOMPARE(chosen(false, true).id, QStringLiteral("NoError"));
    }
};

QTEST_APPLESS_MAIN(DigestTest)
#include "tst_digest.moc"
