#include "tests/integration/authfixture.h"

#include <QTest>

#include <krb5.h>

using namespace rejoin;
using namespace rejoin::test;
using base::Credential;
using base::Error;
using base::ErrorCategory;
using transport::Mechanism;

namespace {

/// A ticket cache as it looks hours later: every ticket in it has ended.
bool expireTickets(const QString &from, const QString &to)
{
    krb5_context context = nullptr;
    krb5_ccache old = nullptr;
    krb5_ccache made = nullptr;
    krb5_principal owner = nullptr;
    krb5_cc_cursor cursor = nullptr;
    if (krb5_init_context(&context) != 0)
        return false;
    bool good = krb5_cc_resolve(context, qPrintable(QStringLiteral("FILE:") + from), &old) == 0 &&
                krb5_cc_resolve(context, qPrintable(QStringLiteral("FILE:") + to), &made) == 0 &&
                krb5_cc_get_principal(context, old, &owner) == 0 && krb5_cc_initialize(context, made, owner) == 0 &&
                krb5_cc_start_seq_get(context, old, &cursor) == 0;
    int tickets = 0;
    krb5_creds each{};
    while (good && krb5_cc_next_cred(context, old, &cursor, &each) == 0) {
        if (!krb5_is_config_principal(context, each.server)) {
            each.times.authtime -= 72000;
            each.times.starttime -= 72000;
            each.times.endtime -= 72000;
            each.times.renew_till = each.times.endtime;
            ++tickets;
        }
        good = krb5_cc_store_cred(context, made, &each) == 0;
        krb5_free_cred_contents(context, &each);
    }
    if (cursor)
        krb5_cc_end_seq_get(context, old, &cursor);
    krb5_free_principal(context, owner);
    if (old)
        krb5_cc_close(context, old);
    if (made)
        krb5_cc_close(context, made);
    krb5_free_context(context);
    return good && tickets > 0;
}

enum class Who { Realm, Plain, Domain, Local, Cache, Keytab };

} // namespace

/// Negotiate, Kerberos and NTLM with the libraries' own acceptors, a real KDC, and every byte recorded.
class AuthNegotiateTest : public QObject
{
    Q_OBJECT

    AuthFixture fixture;
    QString cache;

    Credential credential(Who who, const QString &word = annPassword) const
    {
        switch (who) {
        case Who::Realm:
            return AuthFixture::password(QStringLiteral("ann@LAB.EXAMPLE"), word);
        case Who::Plain:
            return AuthFixture::password(QStringLiteral("ann"), word);
        case Who::Domain:
            return AuthFixture::password(QStringLiteral("LAB\\ann"), word);
        case Who::Local:
            return AuthFixture::password(QStringLiteral(".\\ann"), word);
        case Who::Keytab:
            return Credential::fromKeytab(QStringLiteral("batch@LAB.EXAMPLE"),
                                          fixture.kdc.path(QStringLiteral("batch.keytab")));
        case Who::Cache:
            break;
        }
        return {};
    }
    static void useCache(const QString &file) { qputenv("KRB5CCNAME", "FILE:" + QFile::encodeName(file)); }

private Q_SLOTS:
    void initTestCase()
    {
        if (!Kdc::isInstalled())
            QSKIP("krb5-kdc is not installed");
        QVERIFY2(fixture.start(), qPrintable(fixture.errorText()));
        auto &kdc = fixture.kdc;
        QVERIFY2(
            kdc.addUser(QStringLiteral("old"), annPassword, QStringLiteral("-pwexpire 2001-01-01")) &&
                kdc.addUser(QStringLiteral("locked"), annPassword, QStringLiteral("-allow_tix")) &&
                kdc.administer({QStringLiteral("addprinc -randkey batch"),
                                QStringLiteral("ktadd -k %1 batch").arg(kdc.path(QStringLiteral("batch.keytab")))}),
            qPrintable(kdc.errorText()));
        cache = kdc.path(QStringLiteral("ann.cache"));
        QVERIFY2(kdc.logIn(QStringLiteral("ann"), annPassword, cache), qPrintable(kdc.errorText()));
    }
    void init() { useCache(cache); }

    void logsIn_data()
    {
        QTest::addColumn<int>("mechanism");
        QTest::addColumn<int>("who");
        QTest::addColumn<QString>("computer");
        QTest::addColumn<bool>("tls");
        QTest::addColumn<QString>("package");
        QTest::addColumn<QByteArray>("scheme");
        const auto rows = [](const char *name, Mechanism mechanism, Who who, const QString &computer,
                             const char *package, const char *scheme = "Negotiate") {
            for (const bool tls : {false, true})
                QTest::addRow("%s, %s", name, tls ? "HTTPS" : "HTTP")
                    << int(mechanism) << int(who) << computer << tls << QString::fromLatin1(package)
                    << QByteArray(scheme);
        };
        rows("Negotiate, user@realm", Mechanism::Negotiate, Who::Realm, server01, "Kerberos");
        rows("Default, plain user", Mechanism::Default, Who::Plain, server01, "Kerberos");
        rows("Negotiate, DOMAIN\\user", Mechanism::Negotiate, Who::Domain, server01, "Kerberos");
        rows("Negotiate, kinit's cache", Mechanism::Negotiate, Who::Cache, server01, "Kerberos");
        rows("implicit, kinit's cache", Mechanism::NegotiateWithImplicitCredential, Who::Cache, server01, "Kerberos");
        rows("Negotiate, keytab", Mechanism::Negotiate, Who::Keytab, server01, "Kerberos");
        rows("Kerberos", Mechanism::Kerberos, Who::Realm, server01, "Kerberos", "Kerberos");
        rows("Kerberos, kinit's cache", Mechanism::Kerberos, Who::Cache, server01, "Kerberos", "Kerberos");
        rows("Kerberos, keytab", Mechanism::Kerberos, Who::Keytab, server01, "Kerberos", "Kerberos");
        rows("Kerberos inside Negotiate", Mechanism::Kerberos, Who::Realm, negotiateOnly, "Kerberos");
        rows("Negotiate, no NTLM there", Mechanism::Negotiate, Who::Realm, kerberosOnly, "Kerberos");
        rows("NTLM, service unknown to the realm", Mechanism::Negotiate, Who::Domain, unlisted, "NTLM");
        rows("NTLM, local account", Mechanism::Negotiate, Who::Local, server01, "NTLM");
        QTest::addRow("NTLM, bindings required") << int(Mechanism::Negotiate) << int(Who::Local) << strict << true
                                                 << QStringLiteral("NTLM") << QByteArray("Negotiate");
        QTest::addRow("Kerberos, bindings required") << int(Mechanism::Kerberos) << int(Who::Realm) << strict << true
                                                     << QStringLiteral("Kerberos") << QByteArray("Kerberos");
        QTest::addRow("Negotiate, bindings required") << int(Mechanism::Negotiate) << int(Who::Realm) << strict << true
                                                      << QStringLiteral("Kerberos") << QByteArray("Negotiate");
    }
    void logsIn()
    {
        QFETCH(int, mechanism);
        QFETCH(int, who);
        QFETCH(QString, computer);
        QFETCH(bool, tls);
        QFETCH(QByteArray, scheme);
        const Recorder &recorder = fixture.record(computer, tls);
        auto settings =
            fixture.settings(computer, tls, static_cast<Mechanism>(mechanism), credential(static_cast<Who>(who)));
        settings.login.allowNtlmWithoutTls = true;
        const auto transport = transport::makeHttpTransport(settings);
        for (int i = 0; i < 3; ++i) {
            try {
                const auto response = AuthFixture::post(transport);
                QCOMPARE(response.status, 200);
                QVERIFY(response.body.contains("IdentifyResponse"));
            } catch (const Error &error) {
                QFAIL(qPrintable(error.english() + u' ' + error.detail));
            }
        }
        QCOMPARE(recorder.connections(), 1); // one login for all three
        const auto facts = transport->facts();
        QTEST(facts.package, "package");
        QCOMPARE(facts.fallbackReason.isEmpty(), facts.package == QLatin1String("Kerberos"));
        QVERIFY(!revealsSecret(recorder.all(), annPassword));
        if (!tls) {
            const QString cipher = facts.package == QLatin1String("NTLM") ? QStringLiteral("RC4 128")
                                                                          : QStringLiteral("AES256-CTS-HMAC-SHA1-96");
            QVERIFY2(facts.sealing.contains(cipher), qPrintable(facts.sealing));
            const QByteArray protocol = scheme == "Kerberos" ? "application/HTTP-Kerberos-session-encrypted"
                                                             : "application/HTTP-SPNEGO-session-encrypted";
            QVERIFY(recorder.toServer().contains("Authorization: " + scheme + ' '));
            QVERIFY(recorder.toServer().contains(protocol));
            QVERIFY(recorder.toClient().contains(protocol));
            QVERIFY(!recorder.all().contains("Envelope"));
        }
        transport->close();
    }

    void refusals_data()
    {
        QTest::addColumn<int>("mechanism");
        QTest::addColumn<QString>("user");
        QTest::addColumn<QString>("word");
        QTest::addColumn<QString>("computer");
        QTest::addColumn<int>("category");
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("sentence");
        const auto row = [](const char *name, Mechanism mechanism, const char *user, const QString &word,
                            const QString &computer, ErrorCategory category, const char *id, const char *sentence) {
            QTest::newRow(name) << int(mechanism) << QString::fromLatin1(user) << word << computer << int(category)
                                << QString::fromLatin1(id) << QString::fromLatin1(sentence);
        };
        const QString wrong = QStringLiteral("not her password");
        const auto negotiate = Mechanism::Negotiate;
        const auto kerberos = Mechanism::Kerberos;
        const auto refused = ErrorCategory::LoginRefused;
        row("wrong password, Negotiate", negotiate, "ann@LAB.EXAMPLE", wrong, server01, refused, "AccessDenied",
            "password of ann@LAB.EXAMPLE is wrong");
        row("wrong password, Kerberos", kerberos, "ann", wrong, server01, refused, "AccessDenied", "is wrong");
        row("wrong password, NTLM", negotiate, ".\\ann", wrong, server01, refused, "AccessDenied", "look alike");
        row("unknown user, Kerberos", kerberos, "nobody", annPassword, server01, refused, "AccessDenied",
            "does not know the user nobody");
        row("unknown user, Negotiate", negotiate, "nobody@LAB.EXAMPLE", annPassword, server01, refused, "AccessDenied",
            "look alike");
        row("unknown user, NTLM", negotiate, ".\\nobody", annPassword, server01, refused, "AccessDenied", "look alike");
        row("not offered, Negotiate", negotiate, "ann", annPassword, basicOnly, refused, "InvalidAuthentication",
            "it offers Basic");
        row("not offered, Kerberos", kerberos, "ann", annPassword, basicOnly, refused, "InvalidAuthentication",
            "it offers Basic");
        row("NTLM switched off there", negotiate, ".\\ann", annPassword, kerberosOnly, refused, "AccessDenied",
            "refused the login");
        row("password expired", negotiate, "old", annPassword, server01, refused, "AccessDenied", "has expired");
        row("account disabled", negotiate, "locked", annPassword, server01, refused, "AccessDenied",
            "disabled, locked");
        row("wrong service name", kerberos, "ann", annPassword, unlisted, refused, "UnknownServicePrincipal",
            "HTTP/unlisted.lab.example");
        row("no KDC", kerberos, "ann@ELSEWHERE.EXAMPLE", annPassword, server01, ErrorCategory::ConnectFailed,
            "KerberosServerNotFound", "ELSEWHERE.EXAMPLE");
    }
    void refusals()
    {
        QFETCH(int, mechanism);
        QFETCH(QString, user);
        QFETCH(QString, word);
        QFETCH(QString, computer);
        QFETCH(QString, id);
        QFETCH(QString, sentence);
        for (const bool tls : {false, true}) {
            const Recorder &recorder = fixture.record(computer, tls);
            auto settings =
                fixture.settings(computer, tls, static_cast<Mechanism>(mechanism), AuthFixture::password(user, word));
            settings.login.allowNtlmWithoutTls = true;
            const auto before = fixture.acceptedLogins(computer);
            const Error error = AuthFixture::failure(settings);
            QTEST(static_cast<int>(error.category), "category");
            QCOMPARE(error.id, id);
            QVERIFY2(error.english().contains(sentence), qPrintable(error.english()));
            QVERIFY(!error.advice.isEmpty());
            QVERIFY(!error.detail.isEmpty());
            QCOMPARE(fixture.acceptedLogins(computer), before);
            QVERIFY(!revealsSecret(recorder.all(), word));
            QVERIFY(!(error.english() + error.advice.english() + error.detail).contains(word));
            QVERIFY(!recorder.all().contains("Identify"));
        }
    }

    void ticketsThatDoNotServe()
    {
        (void)fixture.record(server01, false);
        const auto settings = fixture.settings(server01, false, Mechanism::NegotiateWithImplicitCredential);
        useCache(fixture.kdc.path(QStringLiteral("no-cache")));
        Error error = AuthFixture::failure(settings);
        QCOMPARE(error.category, ErrorCategory::CredentialMissing);
        QVERIFY(error.advice.english().contains(QStringLiteral("kinit")));

        const QString ended = fixture.kdc.path(QStringLiteral("ended.cache"));
        QVERIFY(expireTickets(cache, ended));
        useCache(ended);
        error = AuthFixture::failure(settings);
        QCOMPARE(error.id, QStringLiteral("TicketExpired"));
        QVERIFY(fixture.recorder->toServer().isEmpty());
    }

    void keytabWithoutTheKey()
    {
        (void)fixture.record(server01, false);
        const auto keytab = Credential::fromKeytab(QStringLiteral("ann@LAB.EXAMPLE"), fixture.kdc.keytab());
        const Error error = AuthFixture::failure(fixture.settings(server01, false, Mechanism::Negotiate, keytab));
        QCOMPARE(error.id, QStringLiteral("KeytabUnusable"));
        QVERIFY(fixture.recorder->toServer().isEmpty());
    }

    void clocksThatDiffer_data()
    {
        QTest::addColumn<bool>("atTheKdc");
        QTest::addColumn<int>("seconds");
        QTest::newRow("the KDC is ahead") << true << 7200;
        QTest::newRow("the KDC is behind") << true << -7200;
        QTest::newRow("the server is ahead") << false << 7200;
        QTest::newRow("the server is behind") << false << -7200;
    }
    void clocksThatDiffer()
    {
        QFETCH(bool, atTheKdc);
        QFETCH(int, seconds);
        LabProcess shifted;
        if (atTheKdc) {
            QVERIFY2(fixture.kdc.restart(seconds), qPrintable(fixture.kdc.errorText()));
            (void)fixture.record(server01, false);
        } else {
            // A sanitizer's runtime would want to be loaded first.
            qputenv("ASAN_OPTIONS", qgetenv("ASAN_OPTIONS") + ":verify_asan_link_order=0");
            qputenv("LD_PRELOAD", REJOIN_SHIFTCLOCK);
            qputenv("REJOIN_CLOCK_SHIFT", QByteArray::number(seconds));
            const bool started = fixture.startLab(&shifted);
            qunsetenv("LD_PRELOAD");
            qunsetenv("REJOIN_CLOCK_SHIFT");
            QVERIFY2(started, qPrintable(fixture.errorText()));
            Recorder::Options options;
            options.serverPort = shifted.computer(server01).httpPort;
            (void)fixture.record(options);
        }
        for (const Mechanism mechanism : {Mechanism::Negotiate, Mechanism::Kerberos}) {
            const Error error =
                AuthFixture::failure(fixture.settings(server01, false, mechanism, credential(Who::Realm)));
            QCOMPARE(error.category, ErrorCategory::LoginRefused);
            QVERIFY2(error.id == QLatin1String("ClockSkew"), qPrintable(error.english() + error.detail));
        }
        QVERIFY(!atTheKdc || fixture.kdc.restart(0));
    }

    void ntlmOverHttpSendsNothingUnasked()
    {
        const Recorder &recorder = fixture.record(unlisted, false);
        const auto before = fixture.logged(QStringLiteral("request"), unlisted).size();
        const Error error =
            AuthFixture::failure(fixture.settings(unlisted, false, Mechanism::Negotiate, credential(Who::Domain)));
        QCOMPARE(error.category, ErrorCategory::NotPermitted);
        QCOMPARE(error.id, QStringLiteral("ServerNotTrusted"));
        QVERIFY(error.advice.english().contains(QStringLiteral("--trust-host")));
        QVERIFY(recorder.toServer().isEmpty());
        QCOMPARE(fixture.logged(QStringLiteral("request"), unlisted).size(), before);
    }

    void withoutSealingOnlyWhereAllowed()
    {
        (void)fixture.record(server01, true);
        auto settings = fixture.settings(server01, true, Mechanism::Negotiate, credential(Who::Realm));
        settings.login.noEncryption = true;
        QCOMPARE(AuthFixture::failure(settings).id, QStringLiteral("NoError"));
        (void)fixture.record(server01, false);
        settings = fixture.settings(server01, false, Mechanism::Negotiate, credential(Who::Realm));
        settings.login.noEncryption = true;
        QCOMPARE(AuthFixture::failure(settings).category, ErrorCategory::NotPermitted);
        QVERIFY(fixture.recorder->toServer().isEmpty());
        // Allowed here, and refused by a server that wants it sealed.
        settings.login.allowUnencrypted = true;
        QVERIFY(AuthFixture::failure(settings).category != ErrorCategory::NotPermitted);
    }
};

QTEST_GUILESS_MAIN(AuthNegotiateTest)
#include "tst_authnegotiate.moc"
