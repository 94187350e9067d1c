#include "core/transport/auth/choose.h"
#include "core/transport/auth/negotiate.h"

#include <QTest>

using namespace rejoin;
using namespace rejoin::transport;
using base::Credential;
using base::Error;
using base::ErrorCategory;
using base::SecretString;
using Reason = SecurityFailure::Reason;

namespace {

const QString server = QStringLiteral("server01.lab.example");

Endpoint at(bool tls, const QString &host = server)
{
    return Endpoint::fromComputerName(host, 0, tls, {});
}

Login with(Mechanism mechanism, Credential credential = {})
{
    Login login;
    login.mechanism = mechanism;
    login.credential = std::move(credential);
    return login;
}

Credential ann()
{
    return Credential(QStringLiteral("LAB\\ann"), SecretString::fromUtf8("secret"));
}

Error errorOf(const std::function<void()> &action)
{
    try {
        action();
    } catch (const Error &error) {
        return error;
    }
    return Error(ErrorCategory::Internal, QStringLiteral("NoError"), base::Text("nothing was thrown"));
}

} // namespace

/// What is decided before any library is asked, and the words for what it says.
class NegotiateTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void schemes_data()
    {
        QTest::addColumn<int>("mechanism");
        QTest::addColumn<QByteArray>("scheme");
        QTest::addColumn<QByteArray>("protocol");
        const QByteArray spnego("application/HTTP-SPNEGO-session-encrypted");
        const auto row = [](Mechanism mechanism, const char *scheme, const QByteArray &protocol) {
            QTest::newRow(qPrintable(mechanismName(mechanism)))
                << static_cast<int>(mechanism) << QByteArray(scheme) << protocol;
        };
        row(Mechanism::Default, "Negotiate", spnego);
        row(Mechanism::Negotiate, "Negotiate", spnego);
        row(Mechanism::NegotiateWithImplicitCredential, "Negotiate", spnego);
        row(Mechanism::Kerberos, "Kerberos", QByteArray("application/HTTP-Kerberos-session-encrypted"));
    }
    void schemes()
    {
        QFETCH(int, mechanism);
        const auto authenticator = chooseAuthenticator(with(static_cast<Mechanism>(mechanism)), at(false));
        QTEST(authenticator->scheme(), "scheme");
        QVERIFY(authenticator->isConnectionBound());
        QVERIFY(authenticator->mayBlock());
        QVERIFY(!authenticator->sealer()); // nobody has logged in yet
        auto *negotiate = dynamic_cast<NegotiateAuthenticator *>(authenticator.get());
        QVERIFY(negotiate);
        QTEST(negotiate->sealProtocol(), "protocol");
    }

    void kerberosGoesOnInsideNegotiate()
    {
        NegotiateAuthenticator kerberos(with(Mechanism::Kerberos), at(false));
        QVERIFY(!kerberos.takeChallenges({{"Basic", {}}, {"CredSSP", {}}}));
        QCOMPARE(kerberos.scheme(), QByteArray("Kerberos"));
        QVERIFY(kerberos.takeChallenges({{"negotiate", {}}}));
        QCOMPARE(kerberos.scheme(), QByteArray("Negotiate"));
        QVERIFY(!kerberos.takeChallenges({{"Negotiate", {}}})); // once
        QCOMPARE(kerberos.facts().package, QStringLiteral("Kerberos"));
        NegotiateAuthenticator negotiate(with(Mechanism::Negotiate), at(false));
        QVERIFY(!negotiate.takeChallenges({{"Kerberos", {}}}));
    }

    void impossibleCredentials()
    {
        const Error both = errorOf(
            [] { (void)chooseAuthenticator(with(Mechanism::NegotiateWithImplicitCredential, ann()), at(false)); });
        QCOMPARE(both.category, ErrorCategory::InvalidArgument);
        QCOMPARE(both.english(), QStringLiteral("A Credential cannot be specified when "
                                                "NegotiateWithImplicitCredential is specified."));
        const Credential noPassword(QStringLiteral("ann"), {});
        QCOMPARE(errorOf([&] { (void)chooseAuthenticator(with(Mechanism::Negotiate, noPassword), at(true)); }).category,
                 ErrorCategory::CredentialMissing);
    }

    void withoutEncryptionOnlyWhereAllowed()
    {
        Login login = with(Mechanism::Negotiate, ann());
        login.noEncryption = true;
        const Error error = errorOf([&] { (void)chooseAuthenticator(login, at(false)); });
        QCOMPARE(error.category, ErrorCategory::NotPermitted);
        QCOMPARE(errorOf([&] { (void)chooseAuthenticator(login, at(true)); }).id, QStringLiteral("NoError"));
        login.allowUnencrypted = true;
        QCOMPARE(errorOf([&] { (void)chooseAuthenticator(login, at(false)); }).id, QStringLiteral("NoError"));
    }

    void ntlmOverHttpIsNotSentUnasked()
    {
        // An address has no Kerberos name: only NTLM is left.
        const Endpoint plain = at(false, QStringLiteral("192.0.2.7"));
        Login login = with(Mechanism::Negotiate, ann());
        const Error error = errorOf([&] { (void)chooseAuthenticator(login, plain)->step({}); });
        QCOMPARE(error.category, ErrorCategory::NotPermitted);
        QCOMPARE(error.id, QStringLiteral("ServerNotTrusted"));
        const QString advice = error.advice.english();
        for (const char *word : {"-UseSSL", "--trust-host", "NTLM without TLS"})
            QVERIFY2(advice.contains(QLatin1String(word)), word);
        QVERIFY(error.detail.contains(QStringLiteral("192.0.2.7")));

        login.allowNtlmWithoutTls = true;
        const auto allowed = chooseAuthenticator(login, plain);
        QVERIFY(allowed->step({}).authorization.utf8().startsWith("Negotiate "));
        QCOMPARE(allowed->facts().package, QStringLiteral("NTLM"));
        QVERIFY(!allowed->facts().fallbackReason.isEmpty());
        login.allowNtlmWithoutTls = false;
        QVERIFY(!chooseAuthenticator(login, at(true, plain.host))->step({}).authorization.isEmpty());
    }

    void sentences_data()
    {
        QTest::addColumn<int>("reason");
        QTest::addColumn<int>("category");
        QTest::addColumn<QString>("sentence");
        QTest::addColumn<QString>("advice");
        const auto row = [](const char *name, Reason reason, ErrorCategory category, const char *sentence,
                            const char *advice) {
            QTest::newRow(name) << static_cast<int>(reason) << static_cast<int>(category)
                                << QString::fromLatin1(sentence) << QString::fromLatin1(advice);
        };
        using C = ErrorCategory;
        row("no ticket", Reason::NoCredential, C::CredentialMissing, "no Kerberos ticket", "kinit");
        row("wrong password", Reason::WrongPassword, C::LoginRefused, "password of LAB\\ann is wrong", "Type it again");
        row("unknown user", Reason::UnknownUser, C::LoginRefused, "does not know the user LAB\\ann", "domain");
        row("unknown service", Reason::UnknownService, C::LoginRefused, "HTTP/server01", "full name");
        row("key expired", Reason::PasswordExpired, C::LoginRefused, "has expired", "kpasswd");
        row("revoked", Reason::AccountDisabled, C::LoginRefused, "disabled, locked", "administrators");
        row("ticket expired", Reason::TicketExpired, C::LoginRefused, "ticket", "kinit");
        row("skew", Reason::ClockSkew, C::LoginRefused, "clocks", "five minutes");
        row("no KDC", Reason::NoKdc, C::ConnectFailed, "the library's words", "port 88");
        row("keytab", Reason::KeytabUnusable, C::CredentialMissing, "keytab", "klist");
        row("NTLM not allowed", Reason::NtlmNotAllowed, C::NotPermitted, "nothing was sent", "-UseSSL");
        row("no library", Reason::MechanismMissing, C::Unsupported, "not installed", "Install");
        row("refused", Reason::Refused, C::LoginRefused, "refused the login", "Check");
        row("bad token", Reason::BadToken, C::Protocol, "does not belong", "HTTPS");
        row("bad seal", Reason::BadSeal, C::Protocol, "not sealed by it", "HTTPS");
        row("other", Reason::Other, C::LoginRefused, "the library's words", "-Authentication");
    }
    void sentences()
    {
        QFETCH(int, reason);
        QFETCH(QString, sentence);
        QFETCH(QString, advice);
        const SecurityFailure failure(static_cast<Reason>(reason), 77, "the library's words");
        const Error error = securityError(failure, QStringLiteral("server01:5985"), QStringLiteral("LAB\\ann"),
                                          QStringLiteral("HTTP/server01"));
        QTEST(static_cast<int>(error.category), "category");
        QVERIFY2(error.english().contains(sentence), qPrintable(error.english()));
        QVERIFY2(error.advice.english().contains(advice), qPrintable(error.advice.english()));
        QVERIFY(error.detail.contains(QStringLiteral("the library's words")));
        QVERIFY(!error.id.isEmpty());
        QCOMPARE(error.code, qint64(77));
    }
};

QTEST_GUILESS_MAIN(NegotiateTest)
#include "tst_negotiate.moc"
