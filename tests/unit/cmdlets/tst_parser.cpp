#include "core/base/error.h"
#include "core/cmdlets/parser.h"

#include <QTest>

using namespace rejoin;
using namespace rejoin::cmdlets;
using Kind = ast::Expression::Kind;

class ParserTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void commandsAndParameters()
    {
        const auto script =
            parseScript(QStringLiteral("Connect-PSSession -ComputerName a, b -Name:IT* -UseSSL -Port 5986"));
        QCOMPARE(script.statements.size(), 1);
        const ast::Element &element = script.statements.first()->elements.first();
        QCOMPARE(element.command, QStringLiteral("Connect-PSSession"));
        QCOMPARE(element.arguments.size(), 6);
        QCOMPARE(element.arguments.at(0).parameter, QStringLiteral("ComputerName"));
        QCOMPARE(element.arguments.at(1).value->kind, Kind::Array);
        QCOMPARE(element.arguments.at(1).value->items.size(), 2);
        QCOMPARE(element.arguments.at(2).parameter, QStringLiteral("Name"));
        QCOMPARE(element.arguments.at(2).value->value.toText(), QStringLiteral("IT*"));
        QVERIFY(!element.arguments.at(3).value);
        QCOMPARE(element.arguments.at(4).parameter, QStringLiteral("Port"));
        QCOMPARE(*element.arguments.at(5).value->value.toInteger(), 5986);
    }

    void theReferenceExampleInOneLine()
    {
        const auto script = parseScript(QStringLiteral(
            "$s = Connect-PSSession -ComputerName Server01 -Name ITTask; Invoke-Command -Session $s {Get-Job}; "
            "Invoke-Command -Session $s {Receive-Job -Name Job2 -Keep}; "
            "Disconnect-PSSession -Session $s -OutputBufferingMode Drop -IdleTimeoutSec 60*60*15"));
        QCOMPARE(script.statements.size(), 4);
        QCOMPARE(script.statements.at(0)->assignTo, QStringLiteral("s"));
        const auto &invoke = script.statements.at(1)->elements.first();
        QCOMPARE(invoke.arguments.at(1).value->kind, Kind::Variable);
        QCOMPARE(invoke.arguments.at(2).value->kind, Kind::Script);
        QCOMPARE(invoke.arguments.at(2).value->value.toText(), QStringLiteral("Get-Job"));
        const auto &idle = script.statements.at(3)->elements.first().arguments.last();
        QCOMPARE(idle.value->kind, Kind::Binary);
    }

    void scriptBlocksAreKeptAsTheyAre()
    {
        const auto script =
            parseScript(QStringLiteral("icm { if ($x) { \"a } b\" } # } not here\n 'it''s }' ; @{ a = 1 } }"));
        QCOMPARE(script.statements.first()->elements.first().arguments.first().value->value.toText(),
                 QStringLiteral(" if ($x) { \"a } b\" } # } not here\n 'it''s }' ; @{ a = 1 } "));
    }

    void stringsExpand()
    {
        const auto script = parseScript(QStringLiteral("\"a $v ${w x} $($s.Name) `$n \"\"q\"\" `t\""));
        const auto &parts = script.statements.first()->elements.first().expression->parts;
        QCOMPARE(parts.size(), 7);
        QCOMPARE(parts.at(1).expression->text, QStringLiteral("v"));
        QCOMPARE(parts.at(3).expression->text, QStringLiteral("w x"));
        QCOMPARE(parts.at(5).expression->kind, Kind::Paren);
        QCOMPARE(parts.at(6).text, QStringLiteral(" $n \"q\" \t"));
    }

    void linesCommentsAndContinuation()
    {
        const auto script = parseScript(QStringLiteral("# first\nGet-PSSession `\n  -Name a # rest\n\n;;\n$x = 1, 2\n"
                                                       "Get-PSSession |\n  Connect-PSSession"));
        QCOMPARE(script.statements.size(), 3);
        QCOMPARE(script.statements.at(0)->elements.first().arguments.size(), 2);
        QCOMPARE(script.statements.at(2)->elements.size(), 2);
    }

    void wordsOfTheShellAreLiteral()
    {
        const auto script =
            parseWords({QStringLiteral("Get-PSSession"), QStringLiteral("-Cn"), QStringLiteral("a,b"),
                        QStringLiteral("-Name"), QStringLiteral("it's; | fine"), QStringLiteral("-UseSSL"),
                        QStringLiteral("-SessionOption"), QStringLiteral("(New-PSSessionOption -SkipCACheck)")});
        const auto &arguments = script.statements.first()->elements.first().arguments;
        QCOMPARE(arguments.at(1).value->items.size(), 2);
        QCOMPARE(arguments.at(3).value->value.toText(), QStringLiteral("it's; | fine"));
        QCOMPARE(arguments.at(6).value->kind, Kind::Paren);
    }

    void namesThatLookLikeSumsStayNames()
    {
        for (const char *word :
             {"10.0.0.1", "2024-01-02", "server-01", "a*b", "*", "60*", "::1", "http://x:5985/wsman"}) {
            const auto script = parseScript(QStringLiteral("Get-PSSession -Name ") + QString::fromLatin1(word));
            QCOMPARE(script.statements.first()->elements.first().arguments.at(1).value->value.toText(),
                     QString::fromLatin1(word));
        }
    }

    void errorsSayWhere_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("place");
        QTest::newRow("open brace") << QStringLiteral("icm { Get-Job") << QStringLiteral("IncompleteStatement")
                                    << QStringLiteral("line 1, character 14");
        QTest::newRow("open quote") << QStringLiteral("'abc") << QStringLiteral("IncompleteStatement")
                                    << QStringLiteral("character 5");
        QTest::newRow("pipe at the end") << QStringLiteral("Get-PSSession |") << QStringLiteral("IncompleteStatement")
                                         << QStringLiteral("line 1");
        QTest::newRow("stray bracket") << QStringLiteral("Get-PSSession\n)") << QStringLiteral("ParserError")
                                       << QStringLiteral("line 2, character 1");
        QTest::newRow("empty parentheses")
            << QStringLiteral("Get-PSSession -Name ()") << QStringLiteral("ParserError") << QStringLiteral("line 1");
        QTest::newRow("operator") << QStringLiteral("$a -eq 1") << QStringLiteral("ParserError")
                                  << QStringLiteral("line 1");
    }
    void errorsSayWhere()
    {
        QFETCH(QString, source);
        QFETCH(QString, id);
        QFETCH(QString, place);
        try {
            (void)parseScript(source);
            QFAIL("parsed");
        } catch (const base::Error &error) {
            QCOMPARE(error.id, id);
            QVERIFY2(error.english().contains(place), qPrintable(error.english()));
        }
        QCOMPARE(isIncomplete(source), id == QLatin1String("IncompleteStatement"));
    }

    void deepNestingIsRefused()
    {
        const QString deep = QString(5000, u'(') + u'1' + QString(5000, u')');
        QVERIFY_THROWS_EXCEPTION(base::Error, (void)parseScript(deep));
    }
};

QTEST_GUILESS_MAIN(ParserTest)
#include "tst_parser.moc"
