#include "core/clixml/secrets.h"
#include "core/psrp/hostcall.h"
#include "tests/integration/cliprocess.h"
#include "tests/integration/engines.h"
#include "tests/integration/serviceclient.h"

#include <QTest>

using namespace rejoin;
using namespace rejoin::sessions;
using namespace Qt::StringLiterals;

namespace {

const QByteArray secretText = "p\xC3\xA4ssw\xC3\xB6rt \xF0\x9F\x94\x91";

/// Gives the same secret whatever is asked.
class SecretHost final : public HostInterface
{
public:
    Task<QString> readLine(base::CancelToken) override { co_return QString(); }
    Task<base::SecretString> readSecret(base::CancelToken) override { co_return secret(); }
    Task<QList<FieldAnswer>> prompt(QString, QString, QList<PromptField> fields, base::CancelToken) override
    {
        QList<FieldAnswer> answers;
        for (const PromptField &field : fields) {
            FieldAnswer answer;
            if (field.isSecret())
                answer.secret = secret();
            answers.append(answer);
        }
        co_return answers;
    }
    Task<QList<int>> choose(QString, QString, QList<PromptChoice>, QList<int>, bool, base::CancelToken) override
    {
        co_return QList<int>();
    }
    Task<base::Credential> credential(CredentialQuestion, base::CancelToken) override
    {
        const base::Credential given(u"ann"_s, secret());
        co_return given;
    }
    Task<KeyPress> readKey(base::CancelToken) override { co_return KeyPress(); }
    void write(const QString &, int, int) override {}
    void setShouldExit(int) override {}
    [[nodiscard]] int width() const override { return 80; }

    static base::SecretString secret() { return base::SecretString::fromUtf8(secretText); }
};

/// Server<digits>_<digits>: what the server speaks and what we offer.
struct Pairing
{
    const char *engine;
    const char *server;
    const char *client;
};
constexpr Pairing pairings[] = {{"builtin", "2.0", "2.3"}, {"builtin", "2.1", "2.3"}, {"builtin", "2.2", "2.3"},
                                {"builtin", "2.3", "2.3"}, {"builtin", "2.4", "2.3"}, {"builtin", "2.3", "2.4"},
                                {"builtin", "2.4", "2.4"}, {"pwsh", "2.4", "2.3"},    {"pwsh", "2.4", "2.4"}};

QString nameFor(const QString &version)
{
    return u"Server"_s + QString(version).remove(u'.');
}

} // namespace

/// SecureStrings and credentials at each version of the protocol: below 2.4 with the session key, asked for by whoever
/// needs it first, from 2.4 on without.
class SecretsTest : public QObject
{
    Q_OBJECT

    test::EngineLabs labs;

    static test::LabProcessOptions options()
    {
        QJsonArray computers;
        for (const char *version : {"2.0", "2.1", "2.2", "2.3", "2.4"}) {
            const QString text = QString::fromLatin1(version);
            computers.append(
                QJsonObject{{u"name"_s, nameFor(text)}, {u"behaviour"_s, QJsonObject{{u"protocolVersion"_s, text}}}});
        }
        test::LabProcessOptions options;
        options.seed = {{u"computers"_s, computers}};
        return options;
    }
    static SessionPtr open(test::ServiceClient &client, const QString &server, const QString &offered)
    {
        CreateRequest request;
        request.target = client.at(nameFor(server));
        request.target.session.protocolVersion = offered;
        request.name = u"Secrets"_s;
        return client.create(request);
    }
    static QByteArray revealed(const SessionPtr &session, const clixml::Value &value)
    {
        return test::await(session->runspace()->revealSecret(value)).utf8().toByteArray();
    }
    static clixml::Value only(const test::PipelineResult &result)
    {
        if (result.reason)
            qWarning("%s", qPrintable(result.reason->message));
        const auto outputs = result.all<psrp::OutputReceived>();
        return outputs.size() == 1 ? outputs.first().value : clixml::Value();
    }

private Q_SLOTS:
    void eachVersion_data()
    {
        QTest::addColumn<QString>("engine");
        QTest::addColumn<QString>("server");
        QTest::addColumn<QString>("client");
        const bool hasPwsh = !test::pwshProgram().isEmpty();
        if (!hasPwsh)
            qInfo("Skipped: there is no pwsh on the path and REJOIN_PWSH names none.");
        for (const auto &[engine, server, client] : pairings) {
            if (hasPwsh || engine != "pwsh"_ba)
                QTest::addRow("%s: server %s, client %s", engine, server, client)
                    << QString::fromLatin1(engine) << QString::fromLatin1(server) << QString::fromLatin1(client);
        }
    }
    void eachVersion()
    {
        QFETCH(QString, engine);
        QFETCH(QString, server);
        QFETCH(QString, client);
        QVERIFY2(labs.start(options(), engine), qPrintable(labs.errorText()));
        test::ServiceClient first(labs.lab());
        const auto session = open(first, server, client);

        // Out of the session, before anybody asked for a key.
        const QString make = u"ConvertTo-SecureString '%1' -AsPlainText -Force"_s.arg(QString::fromUtf8(secretText));
        const clixml::Value early = only(first.run(session, make));
        QVERIFY(clixml::holdsSecret(early));
        QCOMPARE(revealed(session, early), secretText);

        // Into it, as answers.
        const auto host = std::make_shared<SecretHost>();
        const QString show = u"ConvertFrom-SecureString (%1) -AsPlainText"_s;
        for (const char *question : {"Read-Host -AsSecureString", "Read-Host -AsSecureString 'pin'"}) {
            const auto asked = first.run(session, show.arg(QString::fromLatin1(question)), host);
            QCOMPARE(asked.texts, QStringList{QString::fromUtf8(secretText)});
        }
        const auto credential = first.run(
            session, u"$c = Get-Credential -Credential ann; $c.UserName; "_s + show.arg(u"$c.Password"_s) + u"; $c"_s,
            host);
        QCOMPARE(credential.texts.value(0), u"ann"_s);
        QCOMPARE(credential.texts.value(1), QString::fromUtf8(secretText));
        const auto outputs = credential.all<psrp::OutputReceived>();
        QCOMPARE(outputs.size(), 3);
        QVERIFY(outputs.last().value.isA("System.Management.Automation.PSCredential"));
        QCOMPARE(revealed(session, outputs.last().value.member("Password")), secretText);

        // And as an argument.
        auto request = scriptPipeline(u"param($s) "_s + show.arg(u"$s"_s));
        test::await(session->runspace()->exchangeKey());
        request.commands.first().parameters.append(
            psrp::CommandParameter{QString(), session->runspace()->sealSecret(SecretHost::secret())});
        const auto given = test::ServiceClient::drain(test::await(first.service->start(session, request)));
        QCOMPARE(given.texts, QStringList{QString::fromUtf8(secretText)});

        if (server < u"2.2"_s) {
            first.remove(session);
            return; // such a session cannot be disconnected
        }
        // Another client has another key.
        QCOMPARE(only(first.run(session, u"$kept = "_s + make + u"; $kept"_s)).isNil(), false);
        first.disconnect(session);
        test::ServiceClient second(labs.lab());
        const auto again = second.find(nameFor(server), u"Secrets"_s);
        QVERIFY(again);
        ConnectionOptions origin = again->origin();
        origin.session.protocolVersion = client;
        again->setOrigin(origin);
        second.connect(again);
        const clixml::Value kept = only(second.run(again, u"$kept"_s));
        QVERIFY(clixml::holdsSecret(kept));
        QCOMPARE(revealed(again, kept), secretText);
        second.remove(again);
    }

    void aKeyOfAnEarlierConnectionOpensNothing()
    {
        QVERIFY2(labs.start(options(), u"builtin"_s), qPrintable(labs.errorText()));
        test::ServiceClient client(labs.lab());
        const auto session = open(client, u"2.3"_s, u"2.3"_s);
        const clixml::Value early = only(client.run(
            session, u"ConvertTo-SecureString 'a text of more than one block of AES' -AsPlainText -Force"_s));
        test::ServiceClient other(labs.lab());
        client.disconnect(session);
        const auto again = other.find(nameFor(u"2.3"_s), u"Secrets"_s);
        other.connect(again);
        QByteArray opened;
        try {
            opened = revealed(again, early);
        } catch (const base::Error &error) {
            QCOMPARE(error.id, u"SecureStringInvalid"_s);
        }
        QVERIFY(!opened.contains("block of AES"));
        other.remove(again);
    }

    void theTerminalCarriesThemBetweenSessions()
    {
        QVERIFY2(labs.start(options(), u"builtin"_s), qPrintable(labs.errorText()));
        test::Cli cli(labs.lab());
        const auto result = cli.command(
            u"$a = New-PSSession -ComputerName Server23 LOGIN; $b = New-PSSession -ComputerName Server21 LOGIN; "
            "$c = Get-Credential lab; "
            "Invoke-Command -Session $a { param($c) $c.UserName; ConvertFrom-SecureString $c.Password "
            "-AsPlainText } -ArgumentList $c; "
            "Invoke-Command -Session $b { param($c) $c.UserName; ConvertFrom-SecureString $c.Password "
            "-AsPlainText } -ArgumentList $c; "
            "$x = Invoke-Command -Session $a { ConvertTo-SecureString 'hidden away' -AsPlainText -Force }; $x; "
            "ConvertFrom-SecureString $x -AsPlainText; "
            "Invoke-Command -Session $b { param($s) ConvertFrom-SecureString $s -AsPlainText } -ArgumentList $x; "
            "Invoke-Command -Session $b { ConvertFrom-SecureString $using:x -AsPlainText }; "
            "$k = Invoke-Command -Session $a { param($c) $c } -ArgumentList $c; $k.UserName; "
            "ConvertFrom-SecureString $k.Password -AsPlainText; Remove-PSSession $a,$b"_s);
        QVERIFY2(result.status == 0, result.all().constData());
        const QString password = labs.lab().password();
        QCOMPARE(result.out.split(u'\n', Qt::SkipEmptyParts),
                 (QStringList{u"lab"_s, password, u"lab"_s, password, u"System.Security.SecureString"_s,
                              u"hidden away"_s, u"hidden away"_s, u"hidden away"_s, u"lab"_s, password}));
    }

    void theTerminalSaysWhatItCannotReveal()
    {
        QVERIFY2(labs.start(options(), u"builtin"_s), qPrintable(labs.errorText()));
        test::Cli cli(labs.lab());
        const auto result =
            cli.command(u"$a = New-PSSession -ComputerName Server23 LOGIN; "
                        "$x = Invoke-Command -Session $a { ConvertTo-SecureString 'hidden away' -AsPlainText -Force }; "
                        "Remove-PSSession $a; ConvertFrom-SecureString $x -AsPlainText"_s);
        QCOMPARE(result.status, 1);
        QVERIFY2(result.err.contains(u"SecureStringSessionGone"_s), result.all().constData());
        QVERIFY(!(result.out + result.err).contains(u"hidden away"_s));
    }
};

QTEST_GUILESS_MAIN(SecretsTest)
#include "tst_secrets.moc"
