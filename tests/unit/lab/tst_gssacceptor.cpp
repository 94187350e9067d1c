#include "core/lab/auth/gssacceptor.h"
#include "core/lab/auth/ntlmusers.h"
#include "core/lab/labseed.h"
#include "core/transport/auth/securitycontext.h"

#include "core/base/error.h"

#include <QFile>
#include <QTest>

using namespace rejoin;
using namespace rejoin::lab;

namespace {

const QByteArray binding = "tls-server-end-point:0123456789abcdef";

LabSettings oneComputer()
{
    LabSettings settings;
    LabComputerSettings computer;
    computer.name = QStringLiteral("Server01");
    computer.users = {LabUser(QStringLiteral("ann"), base::SecretString::fromUtf8("Anns secret")),
                      LabUser(QStringLiteral("LAB\\bob"), base::SecretString::fromUtf8("Bobs secret"))};
    settings.computers.append(computer);
    return settings;
}

/// All legs of an NTLM login; the last outcome. authenticate gets the client's last token.
Acceptor::Outcome logIn(Acceptor &acceptor, const Acceptor::Request &request, const QByteArray &bound,
                        const std::string &user, std::string_view password, QByteArray *authenticate)
{
    transport::SecurityRequest wanted;
    wanted.package = transport::SecurityRequest::Package::Ntlm;
    wanted.user = user;
    wanted.password = password;
    wanted.host = "server01";
    wanted.channelBinding = bound.toStdString();
    const auto context = transport::makeSecurityContext(wanted);
    Acceptor::Outcome outcome(Acceptor::Outcome::Kind::Continue, {});
    for (int i = 0; i < 4 && outcome.kind == Acceptor::Outcome::Kind::Continue; ++i) {
        const std::string token = context->step(QByteArray::fromBase64(outcome.parameters).toStdString()).bytes;
        *authenticate = QByteArray::fromStdString(token);
        outcome = acceptor.accept(authenticate->toBase64(), request);
    }
    return outcome;
}

} // namespace

/// The lab's Negotiate by itself: who is let in, and whether the channel bindings are really looked at.
class GssAcceptorTest : public QObject
{
    Q_OBJECT

    std::optional<NtlmUserFile> users;

private Q_SLOTS:
    void initTestCase()
    {
        qputenv("KRB5_CONFIG", "/dev/null");
        users.emplace(oneComputer());
    }

    void userFileIsTheOwnersAlone()
    {
        QFile file(users->fileName());
        QCOMPARE(file.permissions() & ~(QFileDevice::ReadUser | QFileDevice::WriteUser),
                 QFileDevice::ReadOwner | QFileDevice::WriteOwner);
        QCOMPARE(qgetenv("NTLM_USER_FILE"), QFile::encodeName(file.fileName()));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray lines = '\n' + file.readAll();
        for (const char *line : {"\n:ann:Anns secret\n", "\nSERVER01:ann:Anns secret\n", "\nLAB:bob:Bobs secret\n"})
            QVERIFY2(lines.contains(line), line);
        QVERIFY(!lines.contains("\n:bob:"));
    }

    void bindingsAreJudged_data()
    {
        QTest::addColumn<QByteArray>("bound");
        QTest::addColumn<bool>("required");
        QTest::addColumn<bool>("admitted");
        QTest::newRow("right, required") << binding << true << true;
        QTest::newRow("right") << binding << false << true;
        QTest::newRow("of another, required") << binding + "x" << true << false;
        QTest::newRow("of another") << binding + "x" << false << false;
        QTest::newRow("none, required") << QByteArray() << true << false;
        QTest::newRow("none") << QByteArray() << false << true;
    }
    void bindingsAreJudged()
    {
        QFETCH(QByteArray, bound);
        QFETCH(bool, required);
        QFETCH(bool, admitted);
        LabLoginSettings settings;
        settings.requireChannelBinding = required;
        GssAcceptor acceptor("Negotiate", settings, oneComputer().computers.first().users);
        Acceptor::Request request;
        request.tls = true;
        request.channelBinding = binding;
        QByteArray message;
        const auto outcome = logIn(acceptor, request, bound, ".\\ann", "Anns secret", &message);
        QCOMPARE(outcome.kind, admitted ? Acceptor::Outcome::Kind::Accepted : Acceptor::Outcome::Kind::Refused);
        QCOMPARE(acceptor.sealer() != nullptr, admitted);
        QCOMPARE(ntlmChannelBindings(message), bound.isEmpty() ? QByteArray() : ntlmChannelBindingsFor(bound));
        // Whatever is cut off or changed, it is read within its own bytes.
        for (qsizetype size = 0; size < message.size(); ++size)
            (void)ntlmChannelBindings(message.left(size));
        for (qsizetype at = 0; at < message.size(); ++at) {
            QByteArray changed = message;
            changed[at] = static_cast<char>(0xff);
            (void)ntlmChannelBindings(changed);
        }
    }

    void onlyThisComputersUsers()
    {
        QByteArray message;
        GssAcceptor own("Negotiate", {}, oneComputer().computers.first().users);
        auto outcome = logIn(own, {}, {}, "LAB\\bob", "Bobs secret", &message);
        QCOMPARE(outcome.kind, Acceptor::Outcome::Kind::Accepted);
        QCOMPARE(outcome.user, QStringLiteral("LAB\\bob"));
        // Another computer of the same program: in the file, and not one of its users.
        GssAcceptor other("Negotiate", {}, {LabUser(QStringLiteral("eve"), base::SecretString::fromUtf8("x"))});
        outcome = logIn(other, {}, {}, "LAB\\bob", "Bobs secret", &message);
        QCOMPARE(outcome.kind, Acceptor::Outcome::Kind::Refused);
        QCOMPARE(outcome.user, QStringLiteral("LAB\\bob"));
    }

    void tokensOfAnybody()
    {
        for (const char *token : {"", "***", "AAAA", "TlRMTVNTUAADAAAA"}) {
            GssAcceptor acceptor("Negotiate", {}, {});
            QCOMPARE(acceptor.accept(token, {}).kind, Acceptor::Outcome::Kind::Refused);
            QVERIFY(!acceptor.sealer());
        }
    }

    void schemesByName()
    {
        QCOMPARE(readSchemes({QStringLiteral("negotiate"), QStringLiteral(" BASIC ")}),
                 QStringList({QStringLiteral("Negotiate"), QStringLiteral("Basic")}));
        QVERIFY(readSchemes({QStringLiteral("Certificate")}).first().endsWith(QStringLiteral("/https/mutual")));
        QVERIFY_THROWS_EXCEPTION(base::Error, (void)readSchemes({QStringLiteral("NTLM")}));
    }
};

QTEST_GUILESS_MAIN(GssAcceptorTest)
#include "tst_gssacceptor.moc"
