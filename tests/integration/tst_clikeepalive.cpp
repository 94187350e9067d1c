#include "core/sessions/sessionservice.h"
#include "tests/integration/cliprocess.h"
#include "tests/integration/engines.h"
#include "tests/support/await.h"

#include <QJsonArray>
#include <QTest>

using namespace rejoin;
using namespace rejoin::sessions;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using std::chrono::milliseconds;
using test::Cli;
using test::CliResult;

/// Keeping a session alive takes nothing out of it, whichever engine runs there.
class KeepAliveTest : public QObject
{
    Q_OBJECT

    static constexpr int lineCount = 400;
    test::EngineLabs labs;

    static QStringList expected()
    {
        QStringList all;
        for (int i = 1; i <= lineCount; ++i)
            all += u"line %1 "_s.arg(i) + QString(60, u'x');
        return all << u"last"_s;
    }
    static QJsonObject running(const QString &name)
    {
        return {{u"name"_s, name},
                {u"running"_s, u"1..%1 | ForEach-Object { \"line $_ \" + ('x' * 60) }; 'last'"_s.arg(lineCount)}};
    }
    std::unique_ptr<SessionService> service(SessionRegistry *registry) const
    {
        transport::ConnectTo rules;
        for (const QString &rule : labs.lab().connectToRules())
            rules.add(rule);
        return std::make_unique<SessionService>(registry, transport::makeHttpTransport,
                                                std::make_shared<base::SystemClock>(), rules);
    }
    SessionPtr find(SessionService &service, const QString &name) const
    {
        ConnectionOptions target;
        target.computerName = u"Server01"_s;
        target.useSsl = true;
        target.session.skipCaCheck = true;
        target.mechanism = transport::Mechanism::Basic;
        target.credential = base::Credential(labs.lab().user(), base::SecretString::fromUtf16(labs.lab().password()));
        ListRequest request;
        request.targets = {target};
        request.filter.names = {name};
        const auto listing = test::await(service.list(request), 60s).first();
        if (listing.error)
            qWarning("%s", listing.error->what());
        return listing.sessions.value(0);
    }
    static QStringList receive(SessionService &service, const SessionPtr &session)
    {
        const auto pipeline = test::await(service.receive(session), 60s);
        if (!pipeline)
            return {};
        auto texts = std::make_shared<QStringList>();
        QObject::connect(pipeline.get(), &remoting::RemotePipeline::streamed, pipeline.get(),
                         [texts](const psrp::PipelineEvent &event) {
                             if (const auto *value = std::get_if<psrp::OutputReceived>(&event))
                                 texts->append(value->value.text());
                         });
        pipeline->begin();
        (void)test::await(pipeline->finished(), 60s);
        return *texts;
    }

private Q_SLOTS:
    void initTestCase_data() { test::addEngines(); }
    void init()
    {
        test::LabProcessOptions options;
        options.seed = {{u"computers"_s,
                         QJsonArray{QJsonObject{{u"name"_s, u"Server01"_s},
                                                {u"behaviour"_s, QJsonObject{{u"bufferedOutput"_s, 20000}}},
                                                {u"sessions"_s, QJsonArray{running(u"Window"_s), running(u"Twice"_s),
                                                                           running(u"Terminal"_s)}}}}}};
        QVERIFY2(labs.start(options), qPrintable(labs.errorText()));
    }

    void byTheService_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("times");
        QTest::newRow("once") << u"Window"_s << 1;
        QTest::newRow("three times") << u"Twice"_s << 3;
    }

    void byTheService()
    {
        QFETCH(QString, name);
        QFETCH(int, times);
        SessionRegistry registry;
        const auto first = service(&registry);
        const SessionPtr session = find(*first, name);
        QVERIFY(session);
        for (int i = 0; i < times; ++i) {
            const auto outcome = test::await(first->keepAlive({session}, milliseconds(10h)), 60s).first();
            QVERIFY2(!outcome.error, outcome.error ? outcome.error->what() : "");
        }
        // Another client finds it with the new time and all that its command said.
        SessionRegistry others;
        const auto second = service(&others);
        const SessionPtr again = find(*second, name);
        QVERIFY(again && again->isConnectable());
        QCOMPARE(again->shell().idleTimeout, std::optional<milliseconds>(10h));
        QCOMPARE(receive(*second, again), expected());
        (void)test::await(second->remove({again}), 60s);
    }

    void inTheTerminal()
    {
        Cli cli(labs.lab());
        const CliResult kept = cli.command(u"Connect-PSSession -ComputerName Server01 -Name Terminal LOGIN | "
                                           "Disconnect-PSSession -IdleTimeoutSec 36000"_s);
        QVERIFY2(kept.status == 0 && kept.err.isEmpty(), kept.all());
        const CliResult received =
            Cli(labs.lab()).command(u"Receive-PSSession -ComputerName Server01 -Name Terminal LOGIN"_s);
        QStringList got = received.lines();
        got.removeAll(QString());
        QVERIFY2(got == expected(), received.all().left(3000));
        const CliResult removed =
            Cli(labs.lab())
                .command(u"Connect-PSSession -ComputerName Server01 -Name Terminal LOGIN | Remove-PSSession"_s);
        QVERIFY2(removed.status == 0, removed.all());
    }
};

QTEST_GUILESS_MAIN(KeepAliveTest)
#include "tst_clikeepalive.moc"
