// Real proxies, each started and ended by the tests: tinyproxy, Dante's danted, and ssh -D to an sshd of the test's
// own. Where the system lets them have it, they get a hosts file of their own: then a name that nobody knows here leads
// to the lab, which proves where it was resolved.

#include "core/base/spawn.h"
#include "core/lab/labserver.h"
#include "core/transport/transport.h"
#include "core/wsman/namespaces.h"
#include "core/wsman/requests.h"
#include "core/wsman/responses.h"
#include "tests/integration/peerprocess.h"

#include <QTemporaryDir>
#include <QTest>

using namespace rejoin;
using namespace rejoin::transport;
using base::Error;
using base::ErrorCategory;

namespace {

/// RFC 6761: no name server knows it.
const QString farName = QStringLiteral("server01.invalid");

struct Posted
{
    std::optional<HttpResponse> response;
    std::optional<Error> failure;
    ConnectionFacts facts;
};

Task<> postInto(std::shared_ptr<Transport> transport, HttpRequest request, std::shared_ptr<Posted> posted)
{
    std::optional<Error> failure;
    try {
        posted->response = co_await transport->post(std::move(request), {});
    } catch (const Error &error) {
        failure = error;
    }
    posted->failure = failure;
}

QString words(const Posted &posted)
{
    return posted.failure ? posted.failure->english() + u'\n' + posted.failure->detail : QStringLiteral("answered");
}

} // namespace

class ProxiesTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_directory;
    std::unique_ptr<lab::LabServer> m_lab;
    lab::LabServer::Ports m_ports;
    bool m_ownHosts = false;

    QString path(const char *name) const { return m_directory.filePath(QString::fromLatin1(name)); }

    /// With a hosts file and a /run of its own where that may be.
    bool startApart(test::PeerProcess &peer, const QString &program, const QStringList &arguments) const
    {
        if (!m_ownHosts)
            return peer.start(program, arguments);
        const QString script = QStringLiteral("mount --bind \"$0\" /etc/hosts && mount -t tmpfs none /run && "
                                              "mkdir -m 0755 /run/sshd && exec \"$@\"");
        return peer.start(QStringLiteral("unshare"), QStringList{QStringLiteral("-m"), QStringLiteral("sh"),
                                                                 QStringLiteral("-c"), script, path("hosts"), program} +
                                                         arguments);
    }

    QString reachableName() const { return m_ownHosts ? farName : QStringLiteral("localhost"); }

    TransportSettings settings(const Proxy &proxy, bool useSsl, const QString &host) const
    {
        TransportSettings settings;
        settings.endpoint = Endpoint::fromComputerName(host, useSsl ? m_ports.https : m_ports.http, useSsl, {});
        settings.login.mechanism = Mechanism::Basic;
        settings.login.credential = base::Credential(QStringLiteral("ann"), base::SecretString::fromUtf8("lab-secret"));
        settings.login.allowUnencrypted = true;
        settings.tls.extraAuthorities = {m_lab->certificate()};
        settings.proxy = proxy;
        settings.limits.connectTimeout = std::chrono::seconds(10);
        return settings;
    }

    static Posted ask(const TransportSettings &with)
    {
        const auto transport = makeHttpTransport(with);
        wsman::RequestContext context;
        context.to = with.endpoint.urlText();
        context.sessionId = QUuid::createUuid();
        HttpRequest request;
        request.body = wsman::enumerateShellsRequest(context, 20).envelope;
        auto posted = std::make_shared<Posted>();
        base::spawn(postInto(transport, request, posted));
        test::waitUntil([&] { return posted->response || posted->failure; });
        posted->facts = transport->facts();
        transport->close();
        return *posted;
    }

    void worksThrough(const Proxy &proxy) const
    {
        for (const bool useSsl : {false, true}) {
            const Posted posted = ask(settings(proxy, useSsl, reachableName()));
            QVERIFY2(posted.response, qPrintable(words(posted)));
            QCOMPARE(posted.response->status, 200);
            QVERIFY(posted.facts.proxy.endsWith(QStringLiteral("://127.0.0.1:%1").arg(proxy.port)));
            QCOMPARE(!posted.facts.tlsVersion.isEmpty(), useSsl);
        }
    }

    /// A name that nobody knows is the proxy's to look up: the refusal comes from there.
    void doesNotResolveHere(const Proxy &proxy) const
    {
        const Posted posted = ask(settings(proxy, false, QStringLiteral("nobody.invalid")));
        QVERIFY(posted.failure);
        QVERIFY2(posted.failure->id == QLatin1String("ProxyRefusedTarget"), qPrintable(words(posted)));
        QVERIFY(posted.failure->english().contains(QStringLiteral("nobody.invalid")));
        QVERIFY(!posted.failure->advice.isEmpty());
    }

    void saysThatNothingListens(const Proxy &proxy) const
    {
        auto with = settings(proxy, false, QStringLiteral("127.0.0.1"));
        with.endpoint.port = test::freePort();
        const Posted posted = ask(with);
        QVERIFY(posted.failure);
        QVERIFY2(posted.failure->id == QLatin1String("ProxyRefusedTarget"), qPrintable(words(posted)));
        QVERIFY(posted.failure->english().contains(QString::number(with.endpoint.port)));
    }

    static Proxy proxyOn(Proxy::Kind kind, quint16 port)
    {
        Proxy proxy;
        proxy.kind = kind;
        proxy.host = QStringLiteral("127.0.0.1");
        proxy.port = port;
        return proxy;
    }

    /// tinyproxy on a free port; 0 when it does not start.
    quint16 tinyproxy(test::PeerProcess &peer, const QByteArray &more = {}) const
    {
        const quint16 port = test::freePort();
        const QByteArray text =
            "Port " + QByteArray::number(port) + "\nListen 127.0.0.1\nTimeout 20\nMaxClients 20\n" + more;
        if (!test::writeFile(path("tinyproxy.conf"), text) ||
            !startApart(peer, test::systemProgram(QStringLiteral("tinyproxy")),
                        {QStringLiteral("-d"), QStringLiteral("-c"), path("tinyproxy.conf")}))
            return 0;
        return test::listens(port, peer) ? port : quint16(0);
    }

    quint16 danted(test::PeerProcess &peer, const QByteArray &method) const
    {
        const quint16 port = test::freePort();
        const QByteArray text = "logoutput: stdout\ninternal: 127.0.0.1 port = " + QByteArray::number(port) +
                                "\nexternal: lo\nclientmethod: none\nsocksmethod: " + method +
                                "\nuser.privileged: root\nuser.unprivileged: nobody\n"
                                "client pass { from: 127.0.0.0/8 to: 0.0.0.0/0 }\n"
                                "socks block { from: 127.0.0.0/8 to: 127.0.0.9/32 log: connect error }\n"
                                "socks pass { from: 127.0.0.0/8 to: 0.0.0.0/0 log: connect error }\n";
        if (!test::writeFile(path("danted.conf"), text, QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther) ||
            !startApart(peer, test::systemProgram(QStringLiteral("danted")),
                        {QStringLiteral("-f"), path("danted.conf")}))
            return 0;
        return test::listens(port, peer) ? port : quint16(0);
    }

private Q_SLOTS:
    void initTestCase()
    {
        lab::LabComputerSettings computer;
        computer.name = farName;
        computer.users = {lab::LabUser(QStringLiteral("ann"), base::SecretString::fromUtf8("lab-secret"))};
        lab::LabSettings labSettings;
        labSettings.computers = {computer};
        m_lab = std::make_unique<lab::LabServer>(labSettings);
        test::await(m_lab->start());
        m_ports = m_lab->ports(farName);
        QVERIFY(m_ports.http != 0 && m_ports.https != 0);
        QVERIFY(test::writeFile(path("hosts"), "127.0.0.1 localhost " + farName.toLatin1() + "\n",
                                QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup | QFile::ReadOther));
        QProcess probe;
        probe.start(QStringLiteral("unshare"),
                    {QStringLiteral("-m"), QStringLiteral("sh"), QStringLiteral("-c"),
                     QStringLiteral("mount --bind \"$0\" /etc/hosts && mount -t tmpfs none /run"), path("hosts")});
        m_ownHosts = probe.waitForFinished() && probe.exitCode() == 0 && probe.error() == QProcess::UnknownError;
        qInfo() << "hosts file of their own:" << m_ownHosts;
        // Nothing here knows that name.
        const Posted straight = ask(settings({}, false, farName));
        QVERIFY(straight.failure);
        QCOMPARE(straight.failure->id, QStringLiteral("ComputerNotFound"));
    }

    void cleanupTestCase() { m_lab.reset(); }

    void tinyproxyWithoutALogin()
    {
        if (test::systemProgram(QStringLiteral("tinyproxy")).isEmpty())
            QSKIP("tinyproxy is not installed");
        test::PeerProcess peer;
        const quint16 port = tinyproxy(peer);
        QVERIFY2(port != 0, peer.output().constData());
        const Proxy proxy = proxyOn(Proxy::Kind::Http, port);
        worksThrough(proxy);
        doesNotResolveHere(proxy);
        saysThatNothingListens(proxy);
        // A SOCKS proxy it is not.
        const Posted wrong = ask(settings(proxyOn(Proxy::Kind::Socks5, port), false, reachableName()));
        QVERIFY(wrong.failure);
        QVERIFY2(wrong.failure->id.startsWith(QLatin1String("Proxy")), qPrintable(words(wrong)));
    }

    void tinyproxyThatAllowsOnePortOnly()
    {
        if (test::systemProgram(QStringLiteral("tinyproxy")).isEmpty())
            QSKIP("tinyproxy is not installed");
        test::PeerProcess peer;
        const quint16 port = tinyproxy(peer, "ConnectPort 443\n");
        QVERIFY2(port != 0, peer.output().constData());
        const Posted posted = ask(settings(proxyOn(Proxy::Kind::Http, port), true, reachableName()));
        QVERIFY(posted.failure);
        QCOMPARE(posted.failure->id, QStringLiteral("ProxyRefusedTarget"));
        QCOMPARE(posted.failure->code, 403);
        QVERIFY(posted.failure->english().contains(QStringLiteral("does not allow connections")));
    }

    void tinyproxyWithALogin()
    {
        if (test::systemProgram(QStringLiteral("tinyproxy")).isEmpty())
            QSKIP("tinyproxy is not installed");
        test::PeerProcess peer;
        const quint16 port = tinyproxy(peer, "BasicAuth ann proxy-secret\n");
        QVERIFY2(port != 0, peer.output().constData());
        Proxy proxy = proxyOn(Proxy::Kind::Http, port);
        Posted refused = ask(settings(proxy, false, reachableName()));
        QVERIFY(refused.failure);
        QVERIFY2(refused.failure->category == ErrorCategory::CredentialMissing, qPrintable(words(refused)));
        QVERIFY(refused.failure->english().contains(QStringLiteral("it offers Basic")));
        proxy.mechanism = Mechanism::Basic;
        proxy.credential = base::Credential(QStringLiteral("ann"), base::SecretString::fromUtf8("proxy-secret"));
        worksThrough(proxy);
        proxy.credential = base::Credential(QStringLiteral("ann"), base::SecretString::fromUtf8("wrong"));
        refused = ask(settings(proxy, true, reachableName()));
        QVERIFY(refused.failure);
        QVERIFY2(refused.failure->category == ErrorCategory::LoginRefused, qPrintable(words(refused)));
        QVERIFY(refused.failure->english().contains(QStringLiteral("tried: Basic")));
    }

    void dante()
    {
        if (test::systemProgram(QStringLiteral("danted")).isEmpty())
            QSKIP("danted is not installed");
        test::PeerProcess peer;
        const quint16 port = danted(peer, "none");
        QVERIFY2(port != 0, peer.output().constData());
        const Proxy proxy = proxyOn(Proxy::Kind::Socks5, port);
        worksThrough(proxy);
        doesNotResolveHere(proxy);
        saysThatNothingListens(proxy);
        // Its rules refuse this one.
        const Posted blocked = ask(settings(proxy, false, QStringLiteral("127.0.0.9")));
        QVERIFY(blocked.failure);
        QVERIFY2(blocked.failure->id == QLatin1String("ProxyRefusedTarget"), qPrintable(words(blocked)));
        QVERIFY2(blocked.failure->english().contains(QStringLiteral("does not allow connections")),
                 qPrintable(words(blocked)));
        // An HTTP proxy it is not.
        const Posted wrong = ask(settings(proxyOn(Proxy::Kind::Http, port), false, reachableName()));
        QVERIFY(wrong.failure);
        QVERIFY2(wrong.failure->id.startsWith(QLatin1String("Proxy")), qPrintable(words(wrong)));
    }

    void danteThatWantsALogin()
    {
        if (test::systemProgram(QStringLiteral("danted")).isEmpty())
            QSKIP("danted is not installed");
        test::PeerProcess peer;
        const quint16 port = danted(peer, "username");
        QVERIFY2(port != 0, peer.output().constData());
        Proxy proxy = proxyOn(Proxy::Kind::Socks5, port);
        Posted refused = ask(settings(proxy, false, reachableName()));
        QVERIFY(refused.failure);
        QVERIFY2(refused.failure->category == ErrorCategory::CredentialMissing, qPrintable(words(refused)));
        proxy.credential = base::Credential(QStringLiteral("nobody-here"), base::SecretString::fromUtf8("wrong"));
        refused = ask(settings(proxy, false, reachableName()));
        QVERIFY(refused.failure);
        QVERIFY2(refused.failure->category == ErrorCategory::LoginRefused, qPrintable(words(refused)));
    }

    void sshForwarding()
    {
        const QString sshd = test::systemProgram(QStringLiteral("sshd"));
        const QString ssh = test::systemProgram(QStringLiteral("ssh"));
        if (sshd.isEmpty() || ssh.isEmpty())
            QSKIP("OpenSSH's server or client is not installed");
        for (const char *name : {"host_key", "user_key"}) {
            QProcess keygen;
            keygen.start(QStringLiteral("ssh-keygen"),
                         {QStringLiteral("-q"), QStringLiteral("-t"), QStringLiteral("ed25519"), QStringLiteral("-N"),
                          QString(), QStringLiteral("-f"), path(name)});
            QVERIFY(keygen.waitForFinished() && keygen.exitCode() == 0);
        }
        const quint16 sshPort = test::freePort();
        const QByteArray configuration =
            "ListenAddress 127.0.0.1\nPort " + QByteArray::number(sshPort) + "\nHostKey " + path("host_key").toUtf8() +
            "\nAuthorizedKeysFile " + path("user_key.pub").toUtf8() +
            "\nStrictModes no\nUsePAM no\nPidFile none\nPermitRootLogin yes\nPasswordAuthentication no\n"
            "AllowTcpForwarding yes\nLogLevel VERBOSE\n";
        QVERIFY(test::writeFile(path("sshd_config"), configuration));
        test::PeerProcess server;
        QVERIFY(startApart(server, sshd,
                           {QStringLiteral("-D"), QStringLiteral("-e"), QStringLiteral("-f"), path("sshd_config")}));
        if (!test::listens(sshPort, server) && server.output().contains("privilege separation directory"))
            QSKIP("sshd needs its directory under /run");
        QVERIFY2(server.isRunning(), server.output().constData());
        QProcess who;
        who.start(QStringLiteral("id"), {QStringLiteral("-un")});
        QVERIFY(who.waitForFinished());
        const QString user = QString::fromUtf8(who.readAll()).trimmed();
        const quint16 port = test::freePort();
        test::PeerProcess client;
        QVERIFY(
            client.start(ssh, {QStringLiteral("-F"), QStringLiteral("none"), QStringLiteral("-N"), QStringLiteral("-D"),
                               QStringLiteral("127.0.0.1:%1").arg(port), QStringLiteral("-i"), path("user_key"),
                               QStringLiteral("-o"), QStringLiteral("IdentitiesOnly=yes"), QStringLiteral("-o"),
                               QStringLiteral("ExitOnForwardFailure=yes"), QStringLiteral("-o"),
                               QStringLiteral("StrictHostKeyChecking=accept-new"), QStringLiteral("-o"),
                               QStringLiteral("UserKnownHostsFile=") + path("known_hosts"), QStringLiteral("-p"),
                               QString::number(sshPort), user + QStringLiteral("@127.0.0.1")}));
        QVERIFY2(test::listens(port, client), (client.output() + server.output()).constData());
        const Proxy proxy = proxyOn(Proxy::Kind::Socks5, port);
        worksThrough(proxy);
        doesNotResolveHere(proxy);
        saysThatNothingListens(proxy);
        // The way in falls: said so, and not taken for the computer.
        server.stop();
        client.stop();
        const Posted gone = ask(settings(proxy, true, reachableName()));
        QVERIFY(gone.failure);
        QCOMPARE(gone.failure->id, QStringLiteral("ProxyNotReachable"));
    }
};

QTEST_GUILESS_MAIN(ProxiesTest)
#include "tst_proxies.moc"
