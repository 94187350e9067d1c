#include "core/base/error.h"
#include "core/transport/auth/basic.h"
#include "core/transport/auth/challenge.h"
#include "core/transport/auth/choose.h"

#include <QTest>

using namespace rejoin;
using namespace rejoin::transport;
using base::Credential;
using base::Error;
using base::ErrorCategory;
using base::SecretString;

namespace {

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

Credential credential(const QString &user, const char *password)
{
    return {user, SecretString::fromUtf8(password)};
}

Error refusal(Mechanism mechanism, const Credential &who, bool ssl, bool unencrypted = false)
{
    return errorOf([&] {
        Login login;
        login.mechanism = mechanism;
        login.credential = who;
        login.allowUnencrypted = unencrypted;
        (void)chooseAuthenticator(login, Endpoint::fromComputerName(QStringLiteral("server01"), 0, ssl, {}));
    });
}

const QByteArray basicParameters = "realm=\"a, \\\"b\\\", Kerberos\", charset=\"UTF-8\"";
const QByteArray severalInOne = "Basic " + basicParameters + ", CredSSP , Negotiate TlRMTVNTUA==";

} // namespace

class AuthTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void basicToken()
    {
        // RFC 7617 2 and 2.1.
        BasicAuthenticator plain(credential(QStringLiteral("Aladdin"), "open sesame"));
        QCOMPARE(plain.authorize("POST", "/wsman").utf8(), QByteArrayView("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="));
        QVERIFY(!plain.isConnectionBound());
        QVERIFY(!plain.sealer());
        BasicAuthenticator utf8(credential(QStringLiteral("test"), "123\xc2\xa3"));
        QCOMPARE(utf8.authorize("POST", "/wsman").utf8(), QByteArrayView("Basic dGVzdDoxMjPCow=="));
    }

    void basicRoundTrip()
    {
        BasicAuthenticator basic(credential(QStringLiteral("CORP\\j\u00f6rg"), "a:b:\xe2\x82\xac"));
        const auto read = readBasic(basic.authorize("POST", "/wsman").utf8());
        QVERIFY(read);
        QCOMPARE(read->userName, QStringLiteral("CORP\\j\u00f6rg"));
        QVERIFY(read->password == SecretString::fromUtf8("a:b:\xe2\x82\xac"));
    }

    void badBasicHeaders()
    {
        for (const char *header : {"", "Basic", "Basic ", "Basic ***", "Negotiate abc", "Basic bm9jb2xvbg=="})
            QVERIFY2(!readBasic(header), header);
        QVERIFY(readBasic("bAsIc YTpi"));
    }

    void missingCredential()
    {
        QCOMPARE(refusal(Mechanism::Basic, {}, true).category, ErrorCategory::CredentialMissing);
        QCOMPARE(refusal(Mechanism::Basic, credential(QStringLiteral("u"), ""), true).id,
                 QStringLiteral("ExplicitCredentialsRequired"));
        QCOMPARE(refusal(Mechanism::Basic, credential({}, "p"), true).category, ErrorCategory::CredentialMissing);
        QCOMPARE(refusal(Mechanism::Basic, credential(QStringLiteral("a:b"), "p"), true).category,
                 ErrorCategory::InvalidArgument);
    }

    void basicNeedsProtection()
    {
        const Credential who = credential(QStringLiteral("u"), "p");
        const Error error = refusal(Mechanism::Basic, who, false);
        QCOMPARE(error.category, ErrorCategory::NotPermitted);
        QVERIFY(error.advice.english().contains(QStringLiteral("-UseSSL")));
        QCOMPARE(refusal(Mechanism::Basic, who, false, true).id, QStringLiteral("NoError"));
        QCOMPARE(refusal(Mechanism::Basic, who, true).id, QStringLiteral("NoError"));
    }

    void othersNeverBecomeBasic()
    {
        for (const Mechanism mechanism :
             {Mechanism::Default, Mechanism::Negotiate, Mechanism::Credssp, Mechanism::Digest, Mechanism::Kerberos}) {
            Login login;
            login.mechanism = mechanism;
            login.credential = credential(QStringLiteral("u"), "p");
            login.allowUnencrypted = true;
            login.allowDelegation = true;
            const auto made =
                chooseAuthenticator(login, Endpoint::fromComputerName(QStringLiteral("server01"), 0, true, {}));
            QVERIFY(made->scheme() != "Basic");
            // Before the server was heard nothing of the password can go.
            QVERIFY(made->isConnectionBound() || made->needsChallenge());
        }
        const Error error = refusal(static_cast<Mechanism>(99), credential(QStringLiteral("u"), "p"), true, true);
        QCOMPARE(error.category, ErrorCategory::Unsupported);
        QCOMPARE(error.id, QStringLiteral("InvalidAuthentication"));
    }

    void credsspNeedsPermission()
    {
        for (const bool ssl : {false, true}) {
            const Error error = refusal(Mechanism::Credssp, credential(QStringLiteral("u"), "p"), ssl);
            QCOMPARE(error.category, ErrorCategory::NotPermitted);
            QCOMPARE(error.id, QStringLiteral("DelegationNotPermitted"));
            QVERIFY(!error.advice.isEmpty());
        }
        QCOMPARE(refusal(Mechanism::Credssp, {}, true).id, QStringLiteral("ExplicitCredentialsRequired"));
    }

    void challenges()
    {
        const HttpHeaders headers{
            {"WWW-Authenticate", "Negotiate"},
            {"x", "Digest"},
            {"www-authenticate", severalInOne},
            {"WWW-Authenticate", ""},
        };
        const auto found = parseChallenges(headers);
        QCOMPARE(found.size(), 4);
        QCOMPARE(found.at(1).scheme, QByteArray("Basic"));
        QCOMPARE(found.at(1).parameters, basicParameters);
        QCOMPARE(found.at(3).parameters, QByteArray("TlRMTVNTUA=="));
        QCOMPARE(offeredSchemes(found), QStringLiteral("Negotiate, Basic, CredSSP"));
        QVERIFY(offersScheme(found, "basic"));
        QVERIFY(!offersScheme(found, "Kerberos"));
    }
};

QTEST_APPLESS_MAIN(AuthTest)
#include "tst_auth.moc"
