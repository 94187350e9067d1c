#include "core/base/error.h"
#include "core/transport/endpoint.h"

#include <QTest>

using namespace rejoin;
using namespace rejoin::transport;
using base::Error;
using base::ErrorCategory;

namespace {

template <typename Function>
QString idOf(Function function)
{
    try {
        function();
    } catch (const Error &error) {
        return error.category == ErrorCategory::InvalidArgument ? error.id : QStringLiteral("wrong category");
    }
    return QStringLiteral("none");
}

} // namespace

class EndpointTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void computerName_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("port");
        QTest::addColumn<bool>("ssl");
        QTest::addColumn<QString>("application");
        QTest::addColumn<QString>("expected");
        QTest::newRow("plain") << "Server01" << 0 << false << ""
                               << "http://Server01:5985/wsman";
        QTest::newRow("ssl") << "server01" << 0 << true << ""
                             << "https://server01:5986/wsman";
        QTest::newRow("port") << "server01" << 443 << false << ""
                              << "http://server01:443/wsman";
        QTest::newRow("application") << "server01" << 0 << false << "Other"
                                     << "http://server01:5985/Other";
        QTest::newRow("slashes") << "server01" << 0 << false << "/a/b c?d"
                                 << "http://server01:5985/a/b%20c%3Fd";
        QTest::newRow("dot") << "." << 0 << false << ""
                             << "http://localhost:5985/wsman";
        QTest::newRow("empty") << "" << 0 << false << ""
                               << "http://localhost:5985/wsman";
        QTest::newRow("ipv4") << "10.1.2.3" << 0 << false << ""
                              << "http://10.1.2.3:5985/wsman";
        QTest::newRow("ipv6") << "fe80::1" << 0 << true << ""
                              << "https://[fe80::1]:5986/wsman";
        QTest::newRow("ipv6 brackets") << "[::1]" << 65535 << false << ""
                                       << "http://[::1]:65535/wsman";
        QTest::newRow("underscore") << "my_pc.corp.example" << 0 << false << ""
                                    << "http://my_pc.corp.example:5985/wsman";
        QTest::newRow("international") << u"b\u00fccher.de"_qs << 0 << false << ""
                                       << u"http://b\u00fccher.de:5985/wsman"_qs;
    }
    void computerName()
    {
        QFETCH(QString, name);
        QFETCH(int, port);
        QFETCH(bool, ssl);
        QFETCH(QString, application);
        QFETCH(QString, expected);
        const Endpoint endpoint = Endpoint::fromComputerName(name, port, ssl, application);
        QCOMPARE(endpoint.urlText(), expected);
        QVERIFY(endpoint.url().isValid());
        QCOMPARE(Endpoint::fromUri(QUrl(expected)).urlText().toLower(), expected.toLower());
    }

    void noHostName_data()
    {
        QTest::addColumn<QString>("name");
        for (const auto *name : {"a b", "server:5985", "a/b", "http://a", "a..b", "-a", ".a", "[1.2.3.4]", "a\nb",
                                 "a@b", "a?b", "a%b", "[::1", "::1]"})
            QTest::newRow(name) << QString::fromLatin1(name);
        QTest::newRow("long") << QString(256, u'a');
    }
    void noHostName()
    {
        QFETCH(QString, name);
        QCOMPARE(idOf([&] { (void)Endpoint::fromComputerName(name, 0, false, {}); }),
                 QStringLiteral("System.UriFormatException"));
    }

    void portRange()
    {
        for (const int port : {-1, 65536, 70000})
            QCOMPARE(idOf([&] { (void)Endpoint::fromComputerName(QStringLiteral("a"), port, false, {}); }),
                     QStringLiteral("ParameterArgumentValidationError"));
    }

    void uri_data()
    {
        QTest::addColumn<QString>("uri");
        QTest::addColumn<QString>("expected");
        QTest::newRow("http") << "http://server"
                              << "http://server:80/wsman";
        QTest::newRow("https") << "https://server/"
                               << "https://server:443/wsman";
        QTest::newRow("port") << "https://server:5986/wsman"
                              << "https://server:5986/wsman";
        QTest::newRow("path and query") << "http://server/PowerShell?a=b;c"
                                        << "http://server:80/PowerShell?a=b;c";
        QTest::newRow("query only") << "http://server/?a=b"
                                    << "http://server:80/?a=b";
        QTest::newRow("upper case scheme") << "HTTPS://server"
                                           << "https://server:443/wsman";
        QTest::newRow("ipv6") << "http://[::1]:5985"
                              << "http://[::1]:5985/wsman";
    }
    void uri()
    {
        QFETCH(QString, uri);
        QFETCH(QString, expected);
        QCOMPARE(Endpoint::fromUri(QUrl(uri)).urlText(), expected);
    }

    void badUri_data()
    {
        QTest::addColumn<QString>("uri");
        QTest::addColumn<QString>("id");
        QTest::newRow("relative") << "foo"
                                  << "System.NotSupportedException";
        QTest::newRow("empty") << ""
                               << "System.NotSupportedException";
        QTest::newRow("ftp") << "ftp://x"
                             << "System.ArgumentException";
        QTest::newRow("no host") << "http:///wsman"
                                 << "System.UriFormatException";
        QTest::newRow("port zero") << "http://a:0/"
                                   << "System.UriFormatException";
    }
    void badUri()
    {
        QFETCH(QString, uri);
        QFETCH(QString, id);
        QCOMPARE(idOf([&] { (void)Endpoint::fromUri(QUrl(uri)); }), id);
    }

    void schemeSentenceIsPowerShells()
    {
        try {
            (void)Endpoint::fromUri(QUrl(QStringLiteral("ftp://x")));
            QFAIL("taken");
        } catch (const Error &error) {
            QCOMPARE(error.english(),
                     QStringLiteral("ftp is not a valid schema value. Valid values are \"http\" and \"https\"."));
        }
    }

    void connectTo()
    {
        ConnectTo rules;
        QVERIFY(rules.isEmpty());
        rules.add(QStringLiteral("Server01:5986:127.0.0.1:8443"));
        rules.add(QStringLiteral("server02::10.0.0.2:"));
        rules.add(QStringLiteral(":1234:[::1]:4321"));
        rules.add(QStringLiteral("[fe80::1]:5985:a.example:"));
        rules.add(QStringLiteral("[fe80:0::2]:::7"));
        const auto check = [&](const char *host, quint16 port, const char *toHost, quint16 toPort) {
            const auto target = rules.resolve(QString::fromLatin1(host), port);
            QCOMPARE(target.host, QString::fromLatin1(toHost));
            QCOMPARE(target.port, toPort);
        };
        check("server01", 5986, "127.0.0.1", 8443);
        check("server01", 5985, "server01", 5985);
        check("SERVER02", 99, "10.0.0.2", 99);
        check("any", 1234, "::1", 4321);
        check("fe80::1", 5985, "a.example", 5985);
        check("fe80::2", 5985, "fe80::2", 7);
        check("server01", 1234, "::1", 4321);
    }

    void firstRuleWins()
    {
        ConnectTo rules;
        rules.add(QStringLiteral("::a:1"));
        rules.add(QStringLiteral("x::b:2"));
        QCOMPARE(rules.resolve(QStringLiteral("x"), 5).host, QStringLiteral("a"));
    }

    void badRules_data()
    {
        QTest::addColumn<QString>("rule");
        for (const auto *rule : {"", "a", "a:1:b", "a:1:b:2:3", "a:x:b:2", "a:0:b:2", "a:1:b:65536", "[zz]:1:b:2",
                                 "::1:5985:b:2", "a:-1:b:2", "[::1:1:b:2", "a b:1:c:2"})
            QTest::newRow(rule) << QString::fromLatin1(rule);
    }
    void badRules()
    {
        QFETCH(QString, rule);
        ConnectTo rules;
        QCOMPARE(idOf([&] { rules.add(rule); }), QStringLiteral("InvalidConnectTo"));
        QVERIFY(rules.isEmpty());
    }
};

QTEST_GUILESS_MAIN(EndpointTest)
#include "tst_endpoint.moc"
