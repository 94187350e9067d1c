#include "core/sessions/redirectplanner.h"
#include "core/sessions/sessionservice.h"
#include "tests/support/await.h"
#include "tests/support/scriptedtransport.h"

#include <QTest>

using namespace rejoin;
using namespace rejoin::sessions;
using namespace Qt::StringLiterals;
using test::ScriptedServer;
using transport::Endpoint;

namespace {

base::Error redirectTo(const QString &location)
{
    base::Error error(base::ErrorCategory::Redirected, u"RedirectInformationRequired"_s,
                      base::Text::verbatim(u"points elsewhere"_s), {}, 302);
    error.detail = location;
    return error;
}

/// Points elsewhere, whatever is asked.
class Pointing final : public transport::Transport
{
public:
    Pointing(Endpoint endpoint, QString location) : m_endpoint(std::move(endpoint)), m_location(std::move(location)) {}
    Task<transport::HttpResponse> post(transport::HttpRequest, base::CancelToken) override
    {
        throw redirectTo(m_location);
        co_return transport::HttpResponse();
    }
    Endpoint endpoint() const override { return m_endpoint; }
    transport::ConnectionFacts facts() const override { return {}; }
    void close() override {}

private:
    Endpoint m_endpoint;
    QString m_location;
};

class Listener final : public RedirectHandler
{
public:
    explicit Listener(bool consent) : m_consent(consent) {}
    void redirected(const QString &to) override { announced << to; }
    Task<bool> mayLogInAt(RedirectQuestion question, base::CancelToken) override
    {
        questions << question;
        co_return m_consent;
    }
    QStringList announced;
    QList<RedirectQuestion> questions;

private:
    bool m_consent;
};

} // namespace

class RedirectsTest : public QObject
{
    Q_OBJECT

    std::map<QString, QString> pointers; ///< URL to Location
    std::map<QString, std::shared_ptr<ScriptedServer>> servers;
    QList<transport::TransportSettings> made;
    std::unique_ptr<SessionRegistry> registry;
    std::unique_ptr<SessionService> service;

    static ConnectionOptions at(const QString &uri)
    {
        ConnectionOptions options;
        options.connectionUri = QUrl(uri);
        options.allowRedirection = true;
        options.credential = base::Credential(u"ann"_s, base::SecretString::fromUtf8("p"));
        return options;
    }
    [[nodiscard]] QStringList dialled() const
    {
        QStringList urls;
        for (const auto &settings : made)
            urls << settings.endpoint.urlText();
        return urls;
    }
    ComputerListing list(const ConnectionOptions &target)
    {
        ListRequest request;
        request.targets << target;
        return test::await(service->list(request)).first();
    }

private Q_SLOTS:
    void init()
    {
        pointers.clear();
        servers.clear();
        made.clear();
        registry = std::make_unique<SessionRegistry>();
        const auto factory =
            [this](const transport::TransportSettings &settings) -> std::shared_ptr<transport::Transport> {
            made << settings;
            if (const auto found = pointers.find(settings.endpoint.urlText()); found != pointers.end())
                return std::make_shared<Pointing>(settings.endpoint, found->second);
            return std::make_shared<test::ScriptedTransport>(servers.at(settings.endpoint.host));
        };
        service = std::make_unique<SessionService>(registry.get(), factory, std::make_shared<base::SystemClock>());
    }

    void planned_data()
    {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("location");
        QTest::addColumn<int>("followed");
        QTest::addColumn<int>("maximum");
        QTest::addColumn<QString>("step");
        QTest::addColumn<QString>("said"); ///< the next address, or the error's id
        const QString here = u"https://a:443/wsman"_s;
        QTest::newRow("same host") << here << u"https://a/other"_s << 0 << 5 << u"follow"_s << u"https://a:443/other"_s;
        QTest::newRow("host's case") << here << u"https://A/other"_s << 0 << 5 << u"follow"_s
                                     << u"https://a:443/other"_s;
        QTest::newRow("relative") << here << u"/other?x=1"_s << 0 << 5 << u"follow"_s << u"https://a:443/other?x=1"_s;
        QTest::newRow("up to https") << u"http://a:80/wsman"_s << u"https://a:5986/wsman"_s << 0 << 5 << u"follow"_s
                                     << u"https://a:5986/wsman"_s;
        QTest::newRow("other host") << here << u"https://b/wsman"_s << 0 << 5 << u"ask"_s << u"https://b:443/wsman"_s;
        QTest::newRow("down to http") << here << u"http://a/wsman"_s << 0 << 5 << u"refuse"_s
                                      << u"RedirectToUnprotected"_s;
        QTest::newRow("down to http elsewhere")
            << here << u"http://b/wsman"_s << 0 << 5 << u"refuse"_s << u"RedirectToUnprotected"_s;
        QTest::newRow("itself") << here << u"https://a:443/wsman"_s << 0 << -1 << u"refuse"_s << u"RedirectLoop"_s;
        QTest::newRow("the last allowed") << here << u"/x"_s << 4 << 5 << u"follow"_s << u"https://a:443/x"_s;
        QTest::newRow("one too many") << here << u"/x"_s << 5 << 5 << u"refuse"_s << u"RedirectInformationRequired"_s;
        QTest::newRow("none allowed") << here << u"/x"_s << 0 << 0 << u"refuse"_s << u"RedirectInformationRequired"_s;
        QTest::newRow("any number") << here << u"/x"_s << 50 << -1 << u"follow"_s << u"https://a:443/x"_s;
        QTest::newRow("any number ends") << here << u"/x"_s << longestRedirection << -1 << u"refuse"_s
                                         << u"RedirectInformationRequired"_s;
        for (const char *bad : {"", "https://", "ftp://a/x", "https://joe@a/x", "https://a:0/x", "https://a b/x",
                                "https://[::1/x", "javascript:alert(1)"})
            QTest::newRow(qPrintable(u"improper: %1"_s.arg(QLatin1String(bad))))
                << here << QString::fromLatin1(bad) << 0 << 5 << u"refuse"_s << u"RedirectedURINotWellFormatted"_s;
    }
    void planned()
    {
        QFETCH(QString, from);
        QFETCH(QString, location);
        QFETCH(int, followed);
        QFETCH(int, maximum);
        QFETCH(QString, step);
        QFETCH(QString, said);
        RedirectFacts facts;
        facts.allowed = true;
        facts.followed = followed;
        facts.maximum = maximum;
        facts.answer = redirectTo(location);
        facts.from = Endpoint::fromUri(QUrl(from));
        facts.visited = {facts.from};
        facts.hosts = {u"a"_s};
        const RedirectPlan plan = planRedirect(facts);
        const QString got = plan.step == RedirectStep::Follow ? u"follow"_s
                            : plan.step == RedirectStep::Ask  ? u"ask"_s
                                                              : u"refuse"_s;
        QCOMPARE(got, step);
        QCOMPARE(plan.error ? plan.error->id : plan.to.urlText(), said);
        QVERIFY(!plan.error || !plan.error->advice.isEmpty());

        // Switched off, the transport's own answer is what counts.
        facts.allowed = false;
        const RedirectPlan off = planRedirect(facts);
        QVERIFY(off.step == RedirectStep::Refuse);
        QCOMPARE(off.error->id, facts.answer.id);
    }

    void followedToAnotherPath()
    {
        pointers[u"https://a:443/wsman"_s] = u"https://a/deep"_s;
        servers[u"a"_s] = std::make_shared<ScriptedServer>();
        servers[u"a"_s]->addShell(u"One"_s, u"Disconnected"_s);
        const auto listener = std::make_shared<Listener>(false);
        ConnectionOptions target = at(u"https://a"_s);
        target.redirects = listener;
        const ComputerListing listing = list(target);
        QVERIFY(!listing.error);
        QCOMPARE(listing.sessions.size(), 1);
        QCOMPARE(listener->announced, QStringList{u"https://a:443/deep"_s});
        QVERIFY(listener->questions.isEmpty());
        QCOMPARE(dialled(), (QStringList{u"https://a:443/wsman"_s, u"https://a:443/deep"_s}));
        // What follows goes there at once.
        QCOMPARE(listing.sessions.first()->origin().connectionUri.path(), u"/deep"_s);
    }

    void notFollowed_data()
    {
        QTest::addColumn<bool>("allow");
        QTest::addColumn<bool>("byName");
        QTest::newRow("off by default") << false << false;
        QTest::newRow("a computer's name, not a URI") << true << true;
    }
    void notFollowed()
    {
        QFETCH(bool, allow);
        QFETCH(bool, byName);
        pointers[byName ? u"http://a:5985/wsman"_s : u"https://a:443/wsman"_s] = u"https://a/deep"_s;
        const auto listener = std::make_shared<Listener>(true);
        ConnectionOptions target = at(u"https://a"_s);
        if (byName)
            target.computerName = u"a"_s;
        target.allowRedirection = allow;
        target.redirects = listener;
        const ComputerListing listing = list(target);
        QVERIFY(listing.error);
        QCOMPARE(listing.error->id, u"RedirectInformationRequired,RemotePSSessionQueryFailed"_s);
        QCOMPARE(made.size(), 1);
        QVERIFY(listener->announced.isEmpty());
    }

    void circlesEnd()
    {
        pointers[u"https://a:443/wsman"_s] = u"/two"_s;
        pointers[u"https://a:443/two"_s] = u"/wsman"_s;
        const auto listener = std::make_shared<Listener>(true);
        service->setRedirectHandler(listener);
        ConnectionOptions target = at(u"https://a"_s);
        target.session.maximumRedirection = -1;
        const ComputerListing listing = list(target);
        QVERIFY(listing.error);
        QVERIFY2(listing.error->id.startsWith(u"RedirectLoop"_s), qPrintable(listing.error->id));
        QCOMPARE(made.size(), 2);
    }

    void anotherHostNeedsTheUsersWord_data()
    {
        QTest::addColumn<bool>("consent");
        QTest::newRow("given") << true;
        QTest::newRow("refused") << false;
    }
    void anotherHostNeedsTheUsersWord()
    {
        QFETCH(bool, consent);
        pointers[u"https://a:443/wsman"_s] = u"https://b/wsman"_s;
        servers[u"b"_s] = std::make_shared<ScriptedServer>();
        const auto listener = std::make_shared<Listener>(consent);
        service->setRedirectHandler(listener);
        ConnectionOptions target = at(u"https://a"_s);
        target.allowNtlmWithoutTls = true;
        target.pinnedSha256 = "pin of a";
        const ComputerListing listing = list(target);
        QCOMPARE(listener->questions.size(), 1);
        QCOMPARE(listener->questions.first().userName, u"ann"_s);
        QCOMPARE(listener->questions.first().to, u"https://b:443/wsman"_s);
        QCOMPARE(listing.error.has_value(), !consent);
        QCOMPARE(made.size(), consent ? 2 : 1);
        if (consent) {
            // What was permitted for the one says nothing of the other.
            QVERIFY(!made.last().login.allowNtlmWithoutTls);
            QVERIFY(made.last().tls.pinnedSha256.isEmpty());
            QCOMPARE(made.last().login.credential.userName, u"ann"_s);
        } else {
            QVERIFY2(listing.error->id.startsWith(u"RedirectToOtherHost"_s), qPrintable(listing.error->id));
        }
    }

    void nobodyToTell()
    {
        pointers[u"https://a:443/wsman"_s] = u"/two"_s;
        const ComputerListing listing = list(at(u"https://a"_s));
        QVERIFY(listing.error);
        QCOMPARE(made.size(), 1);
    }

    void createIdentifyAndConnectFollowToo()
    {
        pointers[u"https://a:443/wsman"_s] = u"/deep"_s;
        servers[u"a"_s] = std::make_shared<ScriptedServer>();
        const auto listener = std::make_shared<Listener>(false);
        service->setRedirectHandler(listener);
        CreateRequest request;
        request.target = at(u"https://a"_s);
        const SessionOutcome created = test::await(service->create({request})).first();
        QVERIFY2(!created.error, created.error ? qPrintable(created.error->english()) : "");
        QVERIFY(created.session->state() == remoting::SessionState::Opened);
        QCOMPARE(listener->announced.size(), 1);

        servers[u"a"_s]->addShell(u"One"_s, u"Disconnected"_s);
        const ComputerListing listing = list(at(u"https://a/deep"_s));
        QCOMPARE(listing.sessions.size(), 2);
        const SessionPtr one =
            listing.sessions.at(0)->name() == u"One"_s ? listing.sessions.at(0) : listing.sessions.at(1);
        one->setOrigin(at(u"https://a"_s));
        const SessionOutcome connected = test::await(service->connect({one})).first();
        QVERIFY2(!connected.error, connected.error ? qPrintable(connected.error->english()) : "");
        QVERIFY(one->state() == remoting::SessionState::Opened);
        QCOMPARE(listener->announced.size(), 2);
    }
};

QTEST_GUILESS_MAIN(RedirectsTest)
#include "tst_redirects.moc"
