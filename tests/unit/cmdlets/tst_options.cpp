#include "core/cmdlets/binder.h"
#include "core/cmdlets/json.h"
#include "core/cmdlets/outputwriter.h"
#include "core/cmdlets/parser.h"
#include "core/cmdlets/runner.h"
#include "tests/support/await.h"

#include <QJsonObject>
#include <QTest>

using namespace rejoin;
using namespace rejoin::cmdlets;
using namespace Qt::StringLiterals;
using transport::Mechanism;
using transport::Proxy;

namespace {

class Recorder final : public FrontEnd
{
public:
    void output(const Object &object) override { outputs << object; }
    void statementEnded() override {}
    void error(const CommandError &error) override { errors << error; }
    void warning(const QString &text) override { warnings << text; }
    void verbose(const QString &text) override { verboses << text; }
    void debug(const QString &) override {}
    void information(const clixml::InformationRecord &) override {}
    void progress(const clixml::ProgressRecord &) override {}
    void whatIf(const QString &) override {}
    Task<bool> confirm(QString, QString, base::CancelToken) override { co_return false; }
    Task<base::Credential> credential(QString userName, base::CancelToken) override
    {
        const base::Credential given(userName, base::SecretString::fromUtf8("p"));
        co_return given;
    }
    Task<base::Credential> proxyCredential(QString userName, base::CancelToken) override
    {
        const base::Credential given(u"proxy "_s + userName, base::SecretString::fromUtf8("q"));
        co_return given;
    }
    Task<bool> mayLogInAt(sessions::RedirectQuestion question, base::CancelToken) override
    {
        questions << question;
        co_return false;
    }
    std::shared_ptr<sessions::HostInterface> host() override { return nullptr; }
    Task<> interact(sessions::SessionPtr, base::CancelToken) override { co_return; }

    ObjectList outputs;
    QList<CommandError> errors;
    QStringList warnings;
    QStringList verboses;
    QList<sessions::RedirectQuestion> questions;
};

/// Points elsewhere.
class Pointing final : public transport::Transport
{
public:
    Pointing(transport::Endpoint endpoint, QString location)
        : m_endpoint(std::move(endpoint)), m_location(std::move(location))
    {
    }
    Task<transport::HttpResponse> post(transport::HttpRequest, base::CancelToken) override
    {
        base::Error error(base::ErrorCategory::Redirected, u"RedirectInformationRequired"_s,
                          base::Text::verbatim(u"points elsewhere"_s), {}, 302);
        error.detail = m_location;
        throw error;
        co_return transport::HttpResponse();
    }
    transport::Endpoint endpoint() const override { return m_endpoint; }
    transport::ConnectionFacts facts() const override { return {}; }
    void close() override {}

private:
    transport::Endpoint m_endpoint;
    QString m_location;
};

} // namespace

/// From the words of a command line to what the transport is told.
class OptionsTest : public QObject
{
    Q_OBJECT

    sessions::SessionRegistry registry;
    std::unique_ptr<sessions::SessionService> service;
    std::unique_ptr<Recorder> recorder;
    std::unique_ptr<Runner> runner;
    QList<transport::TransportSettings> made;
    QString location; ///< where everything points; empty: nothing is reached

    Runner::Outcome run(const QString &script)
    {
        ast::Script parsed = parseScript(script);
        return test::await(runner->run(std::move(parsed), base::CancelToken()));
    }
    [[nodiscard]] QString firstError() const
    {
        return recorder->errors.isEmpty() ? QString() : recorder->errors.first().error.english();
    }

private Q_SLOTS:
    void init()
    {
        made.clear();
        location.clear();
        const auto factory =
            [this](const transport::TransportSettings &settings) -> std::shared_ptr<transport::Transport> {
            made << settings;
            if (location.isEmpty())
                throw base::Error(base::ErrorCategory::TimedOut, u"NoNetworkHere"_s, base::Text("no network"));
            return std::make_shared<Pointing>(settings.endpoint, location);
        };
        service = std::make_unique<sessions::SessionService>(&registry, factory, std::make_shared<base::SystemClock>());
        recorder = std::make_unique<Recorder>();
        runner = std::make_unique<Runner>(service.get(), recorder.get());
    }
    void cleanup()
    {
        runner.reset();
        recorder.reset();
        service.reset();
    }

    void optionsReachTheTransport_data()
    {
        QTest::addColumn<QString>("prelude");
        QTest::addColumn<QString>("parameter");
        QTest::newRow("New-PSSessionOption")
            << QString()
            << u"-SessionOption (New-PSSessionOption -ProxyAccessType IEConfig -ProxyAuthentication Basic "
               "-ProxyCredential joe -IncludePortInSPN -SkipRevocationCheck -SkipCNCheck -OpenTimeout 4000)"_s;
        QTest::newRow("a variable") << u"$o = New-PSSessionOption -ProxyAccessType WinHttpConfig -ProxyAuthentication "
                                       "Basic -ProxyCredential joe -IncludePortInSPN -SkipRevocationCheck "
                                       "-SkipCNCheck -OpenTimeoutMSec 4000;"_s
                                    << u"-SessionOption $o"_s;
        QTest::newRow("$PSSessionOption")
            << u"$PSSessionOption = New-PSSessionOption -ProxyAccessType AutoDetect -ProxyAuthentication Basic "
               "-ProxyCredential joe -IncludePortInSPN -SkipRevocationCheck -SkipCNCheck -OpenTimeout 4000;"_s
            << QString();
        QTest::newRow("a hashtable")
            << u"$c = New-PSSessionOption -ProxyAccessType IEConfig -ProxyCredential joe;"_s
            << u"-SessionOption @{ProxyAccessType='iecONFIG'; ProxyAuthentication='Basic'; "
               "ProxyCredential=$c.ProxyCredential; IncludePortInSPN=$true; SkipRevocationCheck=$true; "
               "SkipCNCheck=$true; OpenTimeout=4000}"_s;
    }
    void optionsReachTheTransport()
    {
        QFETCH(QString, prelude);
        QFETCH(QString, parameter);
        (void)run(prelude + u" Get-PSSession -ComputerName a -UseSSL "_s + parameter);
        QCOMPARE(made.size(), 1);
        const auto &settings = made.first();
        QVERIFY(settings.proxy.kind == Proxy::Kind::System);
        QVERIFY(settings.proxy.mechanism == Mechanism::Basic);
        QCOMPARE(settings.proxy.credential.userName, u"proxy joe"_s);
        QVERIFY(settings.login.includePortInSpn);
        QVERIFY(settings.tls.skipRevocationCheck && settings.tls.skipCnCheck && !settings.tls.skipCaCheck);
        QCOMPARE(settings.limits.connectTimeout, std::chrono::milliseconds(4000));
        QVERIFY2(recorder->warnings.isEmpty(), qPrintable(recorder->warnings.join(u'|')));
    }

    void refused_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("said");
        const QString option = u"Microsoft.PowerShell.Commands.NewPSSessionOptionCommand"_s;
        for (const char *mechanism : {"Default", "Kerberos", "Credssp", "NegotiateWithImplicitCredential"})
            QTest::newRow(mechanism) << u"New-PSSessionOption -ProxyAccessType IEConfig -ProxyAuthentication %1"_s.arg(
                                            QLatin1String(mechanism))
                                     << u"System.ArgumentException,"_s + option
                                     << u"%1 cannot be specified as a proxy authentication mechanism. Only "
                                        "Basic,Negotiate or Digest are supported for proxy authentication."_s.arg(
                                            QLatin1String(mechanism));
        QTest::newRow("proxy credential without access")
            << u"Get-PSSession -ComputerName a -SessionOption (New-PSSessionOption -ProxyCredential joe)"_s
            << u"System.ArgumentException,Microsoft.PowerShell.Commands.GetPSSessionCommand"_s
            << u"Proxy credentials cannot be specified when using the following proxy access type: None."_s;
        QTest::newRow("CredSSP without a credential")
            << u"Get-PSSession -ComputerName a -Authentication Credssp"_s
            << u"ExplicitCredentialsRequired,Microsoft.PowerShell.Commands.GetPSSessionCommand"_s
            << u"CredSSP needs a user name and a password"_s;
        QTest::newRow("thumbprint and mechanism")
            << u"Get-PSSession -ComputerName a -CertificateThumbprint abc -Authentication Basic"_s
            << u"ParameterBindingFailed,Microsoft.PowerShell.Commands.GetPSSessionCommand"_s
            << u"A Authentication cannot be specified when CertificateThumbprint is specified."_s;
        QTest::newRow("no such certificate")
            << u"Get-PSSession -ComputerName a -UseSSL -CertificateThumbprint abc"_s
            << u"CertificateNotFound,Microsoft.PowerShell.Commands.GetPSSessionCommand"_s
            << u"No certificate with the thumbprint abc"_s;
        QTest::newRow("no such access") << u"Get-PSSession -ComputerName a -SessionOption @{ProxyAccessType='Some'}"_s
                                        << u"InvalidSessionOption"_s << u"'Some' is none of None, IEConfig"_s;
        QTest::newRow("retries below zero")
            << u"New-PSSessionOption -MaxConnectionRetryCount -1"_s << u"ParameterArgumentValidationError,"_s + option
            << u"The -1 argument is less than the minimum allowed range of 0."_s;
    }
    void refused()
    {
        QFETCH(QString, line);
        QFETCH(QString, id);
        QFETCH(QString, said);
        QVERIFY(run(line).failed);
        QCOMPARE(recorder->errors.size(), 1);
        QVERIFY2(firstError().contains(said), qPrintable(firstError()));
        QVERIFY2(recorder->errors.first().error.id.startsWith(id), qPrintable(recorder->errors.first().error.id));
        QVERIFY(made.isEmpty());
    }

    void whatIsSentUnprotectedIsSaid_data()
    {
        QTest::addColumn<QString>("parameters");
        QTest::addColumn<QString>("said");
        QTest::newRow("Basic") << u"-Authentication Basic -SessionOption @{NoEncryption=$true}"_s
                               << u"The password and all messages go to http://a:5985/wsman unprotected"_s;
        QTest::newRow("Negotiate") << u"-SessionOption @{NoEncryption=$true}"_s
                                   << u"All messages go to http://a:5985/wsman unprotected"_s;
        QTest::newRow("HTTPS") << u"-UseSSL -Authentication Basic -SessionOption @{NoEncryption=$true}"_s << QString();
        QTest::newRow("nothing permitted") << u"-Authentication Basic"_s << QString();
        QTest::newRow("CredSSP") << u"-UseSSL -Authentication Credssp"_s
                                 << u"CredSSP hands the password of u itself to https://a:5986/wsman"_s;
    }
    void whatIsSentUnprotectedIsSaid()
    {
        QFETCH(QString, parameters);
        QFETCH(QString, said);
        // Each time, not once.
        for (int i = 1; i <= 2; ++i) {
            (void)run(u"Get-PSSession -ComputerName a -Credential u "_s + parameters);
            QCOMPARE(recorder->warnings.size(), said.isEmpty() ? 0 : i);
            if (!said.isEmpty())
                QVERIFY2(recorder->warnings.last().startsWith(said), qPrintable(recorder->warnings.last()));
        }
        QCOMPARE(made.last().login.allowDelegation, parameters.contains(u"Credssp"_s));
    }

    void aSessionOptionAllowsNoRedirect()
    {
        // PowerShell's own 5 came back with any -SessionOption; without -AllowRedirection nothing is followed.
        location = u"/elsewhere"_s;
        QVERIFY(run(u"Get-PSSession -ConnectionUri https://a"_s).failed);
        QVERIFY(run(u"$PSSessionOption = @{SkipCACheck=$true}; Get-PSSession -ConnectionUri https://a"_s).failed);
        QCOMPARE(made.size(), 2);
        QVERIFY(recorder->warnings.isEmpty());
    }

    void redirectsAreSaidInPowerShellsWords()
    {
        location = u"https://a:444/b"_s;
        QVERIFY(run(u"Get-PSSession -ConnectionUri https://a -AllowRedirection"_s).failed);
        QCOMPARE(made.size(), 2);
        QCOMPARE(recorder->warnings,
                 QStringList{u"Your connection has been redirected to the following URI: \"https://a:444/b\""_s});
        QVERIFY2(recorder->errors.first().error.id.startsWith(u"RedirectLoop,"_s),
                 qPrintable(recorder->errors.first().error.id));
        recorder->warnings.clear();
        (void)run(u"Get-PSSession -ConnectionUri https://a -AllowRedirection -WarningAction SilentlyContinue"_s);
        QVERIFY(recorder->warnings.isEmpty());
    }

    void anotherHostIsAskedFor()
    {
        location = u"https://b/wsman"_s;
        QVERIFY(run(u"Get-PSSession -ConnectionUri https://a -AllowRedirection -Credential u"_s).failed);
        QCOMPARE(made.size(), 1);
        QCOMPARE(recorder->questions.size(), 1);
        QCOMPARE(recorder->questions.first().userName, u"u"_s);
        QVERIFY2(recorder->errors.first().error.id.startsWith(u"RedirectToOtherHost,"_s),
                 qPrintable(recorder->errors.first().error.id));
    }

    void printedAsPowerShellDoes()
    {
        QVERIFY(!run(u"New-PSSessionOption -NoCompression -OpenTimeout 1500"_s).failed);
        const Object options = recorder->outputs.first();
        QStringList lines;
        OutputWriter writer(OutputFormat::Table, 80, [&](const QString &line) { lines << line; });
        writer.add(options);
        writer.finish();
        QCOMPARE(lines.size(), 25);
        QVERIFY(lines.first().isEmpty() && lines.last().isEmpty());
        QCOMPARE(lines.at(1), u"MaximumConnectionRedirectionCount : 5"_s);
        QCOMPARE(lines.at(2), u"NoCompression                     : True"_s);
        QCOMPARE(lines.at(19), u"MaximumReceivedObjectSize         : "_s);
        QCOMPARE(lines.at(21), u"OpenTimeout                       : 00:00:01.5000000"_s);
        QCOMPARE(lines.at(23), u"IdleTimeout                       : -00:00:00.0010000"_s);
        const QJsonObject json = toJson(options).toObject();
        QCOMPARE(json["OpenTimeout"_L1].toDouble(), 1.5);
        QCOMPARE(json["OperationTimeout"_L1].toDouble(), 180.0);
        QVERIFY(json["MaximumReceivedObjectSize"_L1].isNull());
        // What a hashtable becomes has PowerShell's default for that one.
        const auto *table = recorder->outputs.first().as<std::shared_ptr<sessions::SessionOptions>>();
        QVERIFY(table && !(*table)->maximumReceivedObjectSize);
        QCOMPARE(sessionOptionsFrom(Hashtable()).maximumReceivedObjectSize.value_or(0), 200 << 20);
    }

    void identityIsShownWhole()
    {
        const QString schema = u"http://schemas.dmtf.org/wbem/wsman/identity/1/wsmanidentity.xsd"_s;
        const Object answer =
            Object::record(u"System.Xml.XmlElement#"_s + schema + u"#IdentifyResponse"_s,
                           {{u"wsmid"_s, Object::string(schema)},
                            {u"ProductVersion"_s, Object::string(u"OS: 0.0.0 SP: 0.0 Stack: 3.0"_s)}});
        QStringList lines;
        OutputWriter writer(OutputFormat::Table, 40, [&](const QString &line) { lines << line; });
        writer.add(answer);
        writer.finish();
        QCOMPARE(lines, (QStringList{QString(), u"wsmid          : "_s + schema,
                                     u"ProductVersion : OS: 0.0.0 SP: 0.0 Stack: 3.0"_s, QString()}));
    }
};

QTEST_GUILESS_MAIN(OptionsTest)
#include "tst_options.moc"
