#include "core/sessions/sessionservice.h"
#include "core/wsman/encoding.h"
#include "tests/support/await.h"
#include "tests/support/scriptedtransport.h"

#include <QTest>

using namespace rejoin;
using namespace rejoin::sessions;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using test::ScriptedServer;
using transport::Mechanism;
using transport::Proxy;
using ProxyAccess = SessionOptions::ProxyAccess;

namespace {

/// A service that takes UTF-16 only, and answers so.
class Utf16Only final : public transport::Transport
{
public:
    explicit Utf16Only(std::shared_ptr<transport::Transport> inner) : m_inner(std::move(inner)) {}
    Task<transport::HttpResponse> post(transport::HttpRequest request, base::CancelToken cancel) override
    {
        if (request.contentType != "application/soap+xml;charset=UTF-16" || !request.body.startsWith("\xFF\xFE"))
            throw base::Error(base::ErrorCategory::Protocol, u"NotUtf16"_s, base::Text("not UTF-16"));
        largest = std::max(largest, request.body.size());
        request.body = wsman::fromUtf16(request.body, request.contentType);
        transport::HttpResponse response = co_await m_inner->post(std::move(request), cancel);
        // Without a mark: the charset says it.
        response.body = wsman::toUtf16(response.body).mid(2);
        response.contentType = "application/soap+xml; charset=\"utf-16\"";
        co_return response;
    }
    transport::Endpoint endpoint() const override { return m_inner->endpoint(); }
    transport::ConnectionFacts facts() const override { return {}; }
    void close() override { m_inner->close(); }
    qsizetype largest = 0;

private:
    std::shared_ptr<transport::Transport> m_inner;
};

} // namespace

/// What the fields of New-PSSessionOption and of the command line do.
class SessionOptionsTest : public QObject
{
    Q_OBJECT

    std::shared_ptr<ScriptedServer> server;
    QList<transport::TransportSettings> made;
    std::unique_ptr<SessionRegistry> registry;
    std::unique_ptr<SessionService> service;
    int refusals = 0; ///< connections that fail before one works
    bool utf16 = false;
    std::shared_ptr<Utf16Only> utf16Transport;

    class Refusing final : public transport::Transport
    {
    public:
        Task<transport::HttpResponse> post(transport::HttpRequest, base::CancelToken) override
        {
            throw base::Error(base::ErrorCategory::ConnectFailed, u"CannotConnect"_s, base::Text("refused"));
            co_return transport::HttpResponse();
        }
        transport::Endpoint endpoint() const override { return {}; }
        transport::ConnectionFacts facts() const override { return {}; }
        void close() override {}
    };

    static ConnectionOptions at(const QString &computer)
    {
        ConnectionOptions options;
        options.computerName = computer;
        return options;
    }
    transport::TransportSettings settingsFor(const ConnectionOptions &target)
    {
        ListRequest request;
        request.targets << target;
        (void)test::await(service->list(request));
        return made.takeLast();
    }
    SessionOutcome create(const ConnectionOptions &target)
    {
        CreateRequest request;
        request.target = target;
        return test::await(service->create({request})).first();
    }
    QString run(const SessionPtr &session, QString *failure)
    {
        const auto pipeline = test::await(service->start(session, scriptPipeline(u"go"_s)));
        QString output;
        QObject::connect(pipeline.get(), &remoting::RemotePipeline::streamed, pipeline.get(),
                         [&](const psrp::PipelineEvent &event) {
                             if (const auto *e = std::get_if<psrp::OutputReceived>(&event))
                                 output += e->value.text();
                         });
        pipeline->begin();
        try {
            (void)test::await(pipeline->finished());
        } catch (const base::Error &error) {
            *failure = error.id;
        }
        return output;
    }

private Q_SLOTS:
    void init()
    {
        made.clear();
        refusals = 0;
        utf16 = false;
        server = std::make_shared<ScriptedServer>();
        registry = std::make_unique<SessionRegistry>();
        const auto factory =
            [this](const transport::TransportSettings &settings) -> std::shared_ptr<transport::Transport> {
            made << settings;
            if (refusals > 0) {
                --refusals;
                return std::make_shared<Refusing>();
            }
            const auto scripted = std::make_shared<test::ScriptedTransport>(server);
            if (!utf16)
                return scripted;
            utf16Transport = std::make_shared<Utf16Only>(scripted);
            return utf16Transport;
        };
        service = std::make_unique<SessionService>(registry.get(), factory, std::make_shared<base::SystemClock>());
    }

    void proxyAccess_data()
    {
        QTest::addColumn<int>("access");
        QTest::addColumn<QString>("program");
        QTest::addColumn<QString>("computer");
        QTest::addColumn<QString>("used");
        const QString none;
        QTest::newRow("nothing said") << int(ProxyAccess::None) << none << none << u"none"_s;
        QTest::newRow("the computer's") << int(ProxyAccess::None) << none << u"socks5h://jump:1080"_s
                                        << u"socks5h://jump:1080"_s;
        QTest::newRow("the command's before the computer's")
            << int(ProxyAccess::None) << u"http://p:3128"_s << u"socks5h://jump:1080"_s << u"http://p:3128"_s;
        QTest::newRow("the command says none")
            << int(ProxyAccess::None) << u"none"_s << u"socks5h://jump:1080"_s << u"none"_s;
        QTest::newRow("IEConfig") << int(ProxyAccess::IEConfig) << u"http://p:3128"_s << none << u"system"_s;
        QTest::newRow("WinHttpConfig") << int(ProxyAccess::WinHttpConfig) << none << none << u"system"_s;
        QTest::newRow("AutoDetect") << int(ProxyAccess::AutoDetect) << none << none << u"system"_s;
        QTest::newRow("NoProxyServer") << int(ProxyAccess::NoProxyServer) << u"http://p:3128"_s
                                       << u"socks5h://jump:1080"_s << u"none"_s;
    }
    void proxyAccess()
    {
        QFETCH(int, access);
        QFETCH(QString, program);
        QFETCH(QString, computer);
        QFETCH(QString, used);
        service->setNetworkDefaults(NetworkDefaults::fromWords(program, {}));
        ConnectionOptions target = at(u"a"_s);
        if (!computer.isEmpty())
            target.proxy = Proxy::fromText(computer);
        target.session.proxyAccess = static_cast<ProxyAccess>(access);
        target.session.proxyAuthentication = Mechanism::Digest;
        target.session.proxyCredential = base::Credential(u"ann"_s, base::SecretString::fromUtf8("p"));
        const Proxy proxy = settingsFor(target).proxy;
        QCOMPARE(proxy.text(), Proxy::fromText(used).text());
        QCOMPARE(proxy.credential.userName, used == u"system"_s ? u"ann"_s : QString());
        if (used == u"system"_s)
            QVERIFY(proxy.mechanism == Mechanism::Digest);
    }

    void trustedHosts_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<bool>("trusted");
        QTest::newRow("the name") << u"server01.lab.example"_s << true;
        QTest::newRow("a pattern") << u"*.LAB.example"_s << true;
        QTest::newRow("another name") << u"server02.lab.example"_s << false;
        QTest::newRow("a part of it") << u"server01"_s << false;
    }
    void trustedHosts()
    {
        QFETCH(QString, pattern);
        QFETCH(bool, trusted);
        service->setNetworkDefaults(NetworkDefaults::fromWords({}, {pattern}));
        QCOMPARE(settingsFor(at(u"server01.lab.example"_s)).login.allowNtlmWithoutTls, trusted);
    }

    void settings()
    {
        ConnectionOptions target = at(u"a"_s);
        target.session.includePortInSpn = true;
        target.session.skipRevocationCheck = true;
        target.session.skipCnCheck = true;
        target.session.noEncryption = true;
        target.session.openTimeout = 2500ms;
        const auto settings = settingsFor(target);
        QVERIFY(settings.login.includePortInSpn);
        QVERIFY(settings.tls.skipRevocationCheck && settings.tls.skipCnCheck && !settings.tls.skipCaCheck);
        QVERIFY(settings.login.noEncryption && settings.login.allowUnencrypted);
        QCOMPARE(settings.limits.connectTimeout, 2500ms);
    }

    void noTimeLimit()
    {
        QCOMPARE(timeLimit(0ms), 2147483647ms);
        QCOMPARE(timeLimit(5ms), 5ms);
    }

    void connectionRetries_data()
    {
        QTest::addColumn<int>("failures");
        QTest::addColumn<int>("retries");
        QTest::addColumn<bool>("works");
        QTest::newRow("at the second try") << 1 << 5 << true;
        QTest::newRow("at the last try") << 2 << 2 << true;
        QTest::newRow("too late") << 3 << 2 << false;
        QTest::newRow("none wanted") << 1 << 0 << false;
    }
    void connectionRetries()
    {
        QFETCH(int, failures);
        QFETCH(int, retries);
        QFETCH(bool, works);
        refusals = failures;
        ConnectionOptions target = at(u"a"_s);
        target.session.maxConnectionRetryCount = retries;
        const SessionOutcome outcome = create(target);
        QCOMPARE(!outcome.error, works);
        QCOMPARE(made.size(), std::min(failures, retries) + 1);
        QCOMPARE(server->count(u"Create"_s), works ? 1 : 0);
    }

    void refusedSessionsAreNotAskedForAgain()
    {
        server->intercept = [](const wsman::ServerRequest &request) -> std::optional<ScriptedServer::Answer> {
            return ScriptedServer::fault(request, 5, u"w:AccessDenied"_s, u"no"_s);
        };
        QVERIFY(create(at(u"a"_s)).error);
        QCOMPARE(made.size(), 1);
    }

    void utf16Envelopes()
    {
        utf16 = true;
        ConnectionOptions target = at(u"a"_s);
        QCOMPARE(create(target).error->id.section(u',', 0, 0), u"NotUtf16"_s);
        target.session.useUtf16 = true;
        const SessionOutcome outcome = create(target);
        QVERIFY2(!outcome.error, outcome.error ? qPrintable(outcome.error->english()) : "");
        // A script that fills several envelopes: none is larger than the service takes.
        server->onPipeline = [](test::ScriptedShell &shell, const psrp::PipelineRequested &request) {
            shell.finish(request.pipelineId, psrp::PipelineState::Completed);
        };
        const QString script(1 << 20, u'x');
        const auto pipeline = test::await(service->start(outcome.session, scriptPipeline(script)));
        pipeline->begin();
        QVERIFY(test::await(pipeline->finished()) == psrp::PipelineState::Completed);
        QVERIFY(utf16Transport->largest > 400000);
        QVERIFY2(utf16Transport->largest <= 512000, qPrintable(QString::number(utf16Transport->largest)));
    }

    void receivedLimits_data()
    {
        QTest::addColumn<qint64>("object");
        QTest::addColumn<qint64>("command");
        QTest::addColumn<QString>("failure");
        const qint64 none = -1;
        QTest::newRow("none") << none << none << QString();
        QTest::newRow("large enough") << qint64(100000) << qint64(100000) << QString();
        QTest::newRow("object") << qint64(8000) << none << u"ReceivedObjectSizeExceededMaximumClient"_s;
        QTest::newRow("command") << none << qint64(8000) << u"ReceivedDataSizeExceededMaximumClient"_s;
    }
    void receivedLimits()
    {
        QFETCH(qint64, object);
        QFETCH(qint64, command);
        QFETCH(QString, failure);
        server->onPipeline = [](test::ScriptedShell &shell, const psrp::PipelineRequested &request) {
            shell.say(request.pipelineId,
                      shell.pool->output(request.pipelineId, clixml::Value::string(QString(10000, u'y'))));
            shell.finish(request.pipelineId, psrp::PipelineState::Completed);
        };
        ConnectionOptions target = at(u"a"_s);
        if (object >= 0)
            target.session.maximumReceivedObjectSize = object;
        if (command >= 0)
            target.session.maximumReceivedDataSizePerCommand = command;
        const SessionOutcome outcome = create(target);
        QVERIFY2(!outcome.error, outcome.error ? qPrintable(outcome.error->english()) : "");
        QString failed;
        const QString output = run(outcome.session, &failed);
        QCOMPARE(failed, failure);
        QCOMPARE(output.size(), failure.isEmpty() ? 10000 : 0);
        // Whatever became of the command, the server was told to forget it.
        QTRY_VERIFY(server->log.contains(u"Signal/terminate"_s) || server->log.contains(u"Signal/Terminate"_s));
        QVERIFY(outcome.session->availability() == Availability::Available);
    }

    void applicationArguments()
    {
        ConnectionOptions target = at(u"a"_s);
        clixml::ObjectBuilder more;
        more.container(clixml::Container::Dictionary).entry("Ticket", clixml::Value::string(u"4711"));
        target.session.applicationArguments = more.build();
        const SessionOutcome outcome = create(target);
        QVERIFY(!outcome.error);
        const clixml::Value sent = outcome.session->runspace()->parameters().pool.applicationArguments;
        QCOMPARE(sent.entry("Ticket").text(), u"4711"_s);
        QVERIFY(!sent.entry("PSVersionTable").isNil());
    }

    void wrongDefaults()
    {
        const QStringList blank{u" "_s};
        QVERIFY_THROWS_EXCEPTION(base::Error, (void)NetworkDefaults::fromWords(u"ftp://x"_s, QStringList()));
        QVERIFY_THROWS_EXCEPTION(base::Error, (void)NetworkDefaults::fromWords(QString(), blank));
    }
};

QTEST_GUILESS_MAIN(SessionOptionsTest)
#include "tst_sessionoptions.moc"
