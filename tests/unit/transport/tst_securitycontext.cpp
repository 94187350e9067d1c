#include "core/transport/auth/accountname.h"
#include "core/transport/auth/gsshandles.h"
#include "core/transport/auth/securitycontext.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace rejoin::transport;
using Reason = SecurityFailure::Reason;

namespace {

const std::string binding = "tls-server-end-point:0123456789abcdef0123456789abcdef";

/// The other end, made of the library's own acceptor.
class Acceptor
{
public:
    explicit Acceptor(bool spnego = true, std::string bound = {}) : m_bound(std::move(bound))
    {
        gss_OID_set_desc mechanisms{1, spnego ? &gss::spnegoMechanism : &gss::ntlmMechanism};
        OM_uint32 minor = 0;
        failed = GSS_ERROR(gss_acquire_cred(&minor, GSS_C_NO_NAME, GSS_C_INDEFINITE, &mechanisms, GSS_C_ACCEPT,
                                            m_credential.fill(), nullptr, nullptr)) != 0;
        gss_OID_set_desc ntlm{1, &gss::ntlmMechanism};
        if (spnego && !failed)
            failed = GSS_ERROR(gss_set_neg_mechs(&minor, m_credential.get(), &ntlm)) != 0;
    }
    std::string step(const std::string &token)
    {
        gss_channel_bindings_struct bindings = gss::channelBindings(m_bound);
        gss_buffer_desc in = gss::input(token);
        gss::Buffer out;
        gss::Name source;
        OM_uint32 minor = 0;
        const OM_uint32 major = gss_accept_sec_context(&minor, context.in(), m_credential.get(), &in,
                                                       m_bound.empty() ? GSS_C_NO_CHANNEL_BINDINGS : &bindings,
                                                       source.fill(), nullptr, out.fill(), nullptr, nullptr, nullptr);
        failed = GSS_ERROR(major) != 0;
        done = !failed && (major & GSS_S_CONTINUE_NEEDED) == 0;
        if (done)
            user = gss::displayName(source.get());
        if (failed)
            words = gss::statusText(major, minor, GSS_C_NO_OID);
        return out.text();
    }

    gss::Context context;
    bool failed = false;
    bool done = false;
    std::string user;
    std::string words;

private:
    gss::Credential m_credential;
    std::string m_bound;
};

SecurityRequest ntlmFor(const std::string &user, std::string_view password)
{
    SecurityRequest request;
    request.package = SecurityRequest::Package::Ntlm;
    request.user = user;
    request.password = password;
    request.host = "server01.lab.example";
    return request;
}

/// Tokens to and fro until an end; true when both are done.
bool shakeHands(SecurityContext &context, Acceptor &acceptor)
{
    std::string token;
    bool done = false;
    for (int i = 0; i < 8; ++i) {
        const auto step = context.step(token);
        done = step.done;
        if (!step.bytes.empty())
            token = acceptor.step(step.bytes);
        if (acceptor.failed)
            return false;
        if (done && acceptor.done)
            return true;
    }
    return false;
}

Reason reasonOf(const std::function<void()> &action)
{
    try {
        action();
    } catch (const SecurityFailure &failure) {
        return failure.reason;
    }
    QTest::qFail("no SecurityFailure", __FILE__, __LINE__);
    return Reason::Other;
}

} // namespace

/// The initiator against the library's acceptor in this process: NTLM, without any network.
class SecurityContextTest : public QObject
{
    Q_OBJECT

    QTemporaryDir directory;

private Q_SLOTS:
    void initTestCase()
    {
        // Before the first call into the library. A realm that nobody has: nothing is asked on the network.
        QFile users(directory.filePath(QStringLiteral("users")));
        QVERIFY(users.open(QIODevice::WriteOnly));
        users.write("LAB:ann:An\xC3\xB1 secret\n:local:Local secret\n");
        users.close();
        QFile krb5(directory.filePath(QStringLiteral("krb5.conf")));
        QVERIFY(krb5.open(QIODevice::WriteOnly));
        krb5.write("[libdefaults]\n default_realm = NOWHERE.TEST\n dns_lookup_kdc = false\n dns_lookup_realm = false\n"
                   " dns_canonicalize_hostname = false\n rdns = false\n qualify_shortname = \"\"\n[realms]\n"
                   " NOWHERE.TEST = {\n  kdc = 127.0.0.1:1\n }\n");
        krb5.close();
        qputenv("NTLM_USER_FILE", users.fileName().toLocal8Bit());
        qputenv("KRB5_CONFIG", krb5.fileName().toLocal8Bit());
        qputenv("KRB5CCNAME", "FILE:" + directory.filePath(QStringLiteral("none")).toLocal8Bit());
    }

    void accountNames_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("user");
        QTest::addColumn<QByteArray>("domain");
        QTest::addColumn<QByteArray>("realm");
        QTest::addColumn<bool>("local");
        QTest::newRow("domain") << QByteArray("LAB\\ann") << QByteArray("ann") << QByteArray("LAB") << QByteArray()
                                << false;
        QTest::newRow("realm") << QByteArray("ann@lab.example") << QByteArray("ann") << QByteArray()
                               << QByteArray("lab.example") << false;
        QTest::newRow("local") << QByteArray(".\\ann") << QByteArray("ann") << QByteArray() << QByteArray() << true;
        QTest::newRow("plain") << QByteArray("ann") << QByteArray("ann") << QByteArray() << QByteArray() << false;
        QTest::newRow("at in a domain's name")
            << QByteArray("LAB\\ann@x") << QByteArray("ann@x") << QByteArray("LAB") << QByteArray() << false;
        QTest::newRow("two ats") << QByteArray("a@b@c") << QByteArray("a@b") << QByteArray() << QByteArray("c")
                                 << false;
    }
    void accountNames()
    {
        QFETCH(QByteArray, text);
        const auto account = readAccountName(text.toStdString());
        QTEST(QByteArray::fromStdString(account.user), "user");
        QTEST(QByteArray::fromStdString(account.domain), "domain");
        QTEST(QByteArray::fromStdString(account.realm), "realm");
        QTEST(account.local, "local");
    }

    void addresses()
    {
        for (const char *text : {"10.0.0.1", "::1", "[fe80::1%eth0]", "2001:db8::5"})
            QVERIFY2(isAddressLiteral(text), text);
        for (const char *text : {"server01", "server01.lab.example", "1.2.3.example", "10.0.0", "", "host4"})
            QVERIFY2(!isAddressLiteral(text), text);
    }

    void ntlmLogsIn_data()
    {
        QTest::addColumn<QByteArray>("user");
        QTest::addColumn<QByteArray>("password");
        QTest::addColumn<QByteArray>("accepted");
        const QByteArray ann("An\xC3\xB1 secret");
        QTest::newRow("domain") << QByteArray("LAB\\ann") << ann << QByteArray("LAB\\ann");
        QTest::newRow("no domain") << QByteArray("local") << QByteArray("Local secret") << QByteArray("local");
        QTest::newRow("local account") << QByteArray(".\\local") << QByteArray("Local secret") << QByteArray("local");
        QTest::newRow("wrong password") << QByteArray("LAB\\ann") << QByteArray("other") << QByteArray();
        QTest::newRow("unknown user") << QByteArray("LAB\\bob") << ann << QByteArray();
    }
    void ntlmLogsIn()
    {
        QFETCH(QByteArray, user);
        QFETCH(QByteArray, password);
        QFETCH(QByteArray, accepted);
        for (const bool spnego : {true, false}) {
            // Nothing ends it but its length.
            const QByteArray more = password + "more";
            auto request = ntlmFor(user.toStdString(), {more.constData(), std::size_t(password.size())});
            request.spnego = spnego;
            const auto context = makeSecurityContext(request);
            Acceptor acceptor(spnego);
            QVERIFY2(!acceptor.failed, "gss-ntlmssp is needed");
            QCOMPARE(shakeHands(*context, acceptor), !accepted.isEmpty());
            if (accepted.isEmpty())
                continue;
            QVERIFY2(QByteArray::fromStdString(acceptor.user).endsWith(accepted), acceptor.user.c_str());
            QCOMPARE(QByteArray::fromStdString(context->facts().package), QByteArray("NTLM"));
            QCOMPARE(QByteArray::fromStdString(context->facts().cipher), QByteArray("RC4 128"));
        }
    }

    void channelBindings_data()
    {
        QTest::addColumn<bool>("same");
        QTest::newRow("same") << true;
        QTest::newRow("of another certificate") << false;
    }
    void channelBindings()
    {
        QFETCH(bool, same);
        auto request = ntlmFor("LAB\\ann", "An\xC3\xB1 secret");
        request.channelBinding = same ? binding : binding + "x";
        const auto context = makeSecurityContext(request);
        Acceptor acceptor(true, binding);
        QCOMPARE(shakeHands(*context, acceptor), same);
    }

    void sealsBothWays()
    {
        const auto context = makeSecurityContext(ntlmFor("LAB\\ann", "An\xC3\xB1 secret"));
        Acceptor acceptor;
        QVERIFY(shakeHands(*context, acceptor));
        for (const std::size_t size : {std::size_t(1), std::size_t(16), std::size_t(1000), std::size_t(300000)}) {
            const std::string plain(size, 'p');
            const auto sealed = context->seal(plain);
            QCOMPARE(sealed.header.size(), std::size_t(16));
            QCOMPARE(sealed.padding, std::size_t(0));
            QCOMPARE(sealed.data.size(), plain.size());
            QVERIFY(size < 16 || sealed.data.find("pppp") == std::string::npos);
            OM_uint32 minor = 0;
            std::string opened;
            QCOMPARE(gss::unsealMessage(&minor, acceptor.context.get(), sealed.header, sealed.data, &opened),
                     OM_uint32(GSS_S_COMPLETE));
            QVERIFY(opened == plain);
            gss::SealedBytes answer;
            QCOMPARE(gss::sealMessage(&minor, acceptor.context.get(), &gss::ntlmMechanism, plain, &answer),
                     OM_uint32(GSS_S_COMPLETE));
            QVERIFY(context->unseal(answer.header, answer.data) == plain);
        }
        const std::string token = context->wrap("one token");
        OM_uint32 minor = 0;
        std::string opened;
        QCOMPARE(gss::unsealMessage(&minor, acceptor.context.get(), token, {}, &opened), OM_uint32(GSS_S_COMPLETE));
        QVERIFY(opened == "one token");
    }

    void refusesWhatThePeerDidNotSeal_data()
    {
        QTest::addColumn<int>("tampering");
        QTest::newRow("signature") << 0;
        QTest::newRow("sealed bytes") << 1;
        QTest::newRow("cut") << 2;
        QTest::newRow("replayed") << 3;
        QTest::newRow("one left out") << 4;
        QTest::newRow("nothing") << 5;
        QTest::newRow("in the clear") << 6;
    }
    void refusesWhatThePeerDidNotSeal()
    {
        QFETCH(int, tampering);
        const auto context = makeSecurityContext(ntlmFor("LAB\\ann", "An\xC3\xB1 secret"));
        Acceptor acceptor;
        QVERIFY(shakeHands(*context, acceptor));
        const auto fromPeer = [&acceptor](const std::string &plain) {
            gss::SealedBytes bytes;
            OM_uint32 minor = 0;
            if (gss::sealMessage(&minor, acceptor.context.get(), &gss::ntlmMechanism, plain, &bytes) != GSS_S_COMPLETE)
                QTest::qFail("the acceptor does not seal", __FILE__, __LINE__);
            return bytes;
        };
        auto sealed = fromPeer("first message");
        switch (tampering) {
        case 0:
            sealed.header[5] = static_cast<char>(sealed.header[5] ^ 1);
            break;
        case 1:
            sealed.data[3] = static_cast<char>(sealed.data[3] ^ 1);
            break;
        case 2:
            sealed.data.pop_back();
            break;
        case 3:
            QVERIFY(context->unseal(sealed.header, sealed.data) == "first message");
            break;
        case 4:
            sealed = fromPeer("second message");
            break;
        case 5:
            sealed = {};
            break;
        default:
            sealed.data = "first message";
        }
        QCOMPARE(reasonOf([&] { (void)context->unseal(sealed.header, sealed.data); }), Reason::BadSeal);
    }

    void fallsBackToNtlmOnlyWhereAllowed()
    {
        SecurityRequest request = ntlmFor("local", "Local secret");
        request.package = SecurityRequest::Package::Negotiate;
        request.host = "127.0.0.1"; // no Kerberos name
        auto context = makeSecurityContext(request);
        Acceptor acceptor;
        QVERIFY(shakeHands(*context, acceptor));
        QCOMPARE(QByteArray::fromStdString(context->facts().package), QByteArray("NTLM"));
        QVERIFY(context->facts().fallbackReason.find("127.0.0.1") != std::string::npos);

        request.allowNtlm = false;
        QCOMPARE(reasonOf([&] { (void)makeSecurityContext(request)->step({}); }), Reason::NtlmNotAllowed);
        request.allowNtlm = true;
        request.package = SecurityRequest::Package::Kerberos;
        QCOMPARE(reasonOf([&] { (void)makeSecurityContext(request)->step({}); }), Reason::UnknownService);
    }

    void saysWhyThereIsNoTicket()
    {
        SecurityRequest request;
        request.host = "server01.lab.example";
        // The cache is not there, and without a password there is no NTLM either.
        QCOMPARE(reasonOf([&] { (void)makeSecurityContext(request)->step({}); }), Reason::NoCredential);
        request.user = "ann@NOWHERE.TEST";
        request.keytab = directory.filePath(QStringLiteral("no.keytab")).toStdString();
        QCOMPARE(reasonOf([&] { (void)makeSecurityContext(request)->step({}); }), Reason::KeytabUnusable);
    }

    void namesTheKdcThatDoesNotAnswer()
    {
        SecurityRequest request = ntlmFor("ann", "secret");
        request.package = SecurityRequest::Package::Kerberos;
        try {
            (void)makeSecurityContext(request)->step({});
            QFAIL("a ticket without a KDC");
        } catch (const SecurityFailure &failure) {
            QCOMPARE(failure.reason, Reason::NoKdc);
            QVERIFY2(failure.words.find("NOWHERE.TEST") != std::string::npos, failure.words.c_str());
            QVERIFY2(failure.words.find("127.0.0.1:1") != std::string::npos, failure.words.c_str());
        }
    }

    void refusesTokensOfAnybody()
    {
        for (const std::string &token : {std::string("NTLMSSP"), std::string(100, '\0'), std::string("\xa1\x03\x30")}) {
            const auto context = makeSecurityContext(ntlmFor("LAB\\ann", "An\xC3\xB1 secret"));
            (void)context->step({});
            QCOMPARE(reasonOf([&] { (void)context->step(token); }), Reason::BadToken);
        }
    }
};

QTEST_GUILESS_MAIN(SecurityContextTest)
#include "tst_securitycontext.moc"
