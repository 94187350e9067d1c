#include "tests/unit/lab/enginefixture.h"

using namespace rejoin;
using namespace rejoin::lab;
using namespace rejoin::lab::test;
using namespace Qt::StringLiterals;

class EngineLanguageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void expressions_data()
    {
        QTest::addColumn<QString>("script");
        QTest::addColumn<QString>("expected"); // outputs as on the wire, joined with |
        const auto row = [](const char *name, const QString &script, const QString &expected) {
            QTest::newRow(name) << script << expected;
        };
        row("numbers", u"1; 1.5; 60*60*15; 0x1F; 1kb"_s, u"1|1.5|54000|31|1024"_s);
        row("precedence", u"2+3*4; (2+3)*4; 7%4; 7/2; 6/2; -3+1"_s, u"14|20|3|3.5|3|-2"_s);
        row("widening", u"2147483647+1"_s, u"2147483648"_s);
        row("range", u"1..3; 3..1; (1..5)[-1]"_s, u"1|2|3|3|2|1|5"_s);
        row("arrays", u"$a = 1,'b',3; $a.Count; $a[1]; @().Count; @(7).Length; ,(1,2) | % { $_.Count }"_s,
            u"3|b|0|1|2"_s);
        row("concatenation", u"'a'+'b'+1; (1,2)+3"_s, u"ab1|1|2|3"_s);
        row("comparison", u"1 -eq 1; 'A' -eq 'a'; 'A' -ceq 'a'; 3 -gt 2; 2 -le 1; 1,2,3 -gt 1"_s,
            u"true|true|false|true|false|2|3"_s);
        row("logic", u"$true -and -not $false; !1; $false -or 0"_s, u"true|false|false"_s);
        row("like and match", u"'Server01' -like 'serv*1'; 'x7' -match '(\\d)'; $Matches[1]; 'ab' -notlike 'a?c'"_s,
            u"true|true|7|true"_s);
        row("single quotes", u"'it''s $x'"_s, u"it's $x"_s);
        row("double quotes", u"$x=5; \"v=$x ${x}y $($x+1) `$x `\"q`\"\""_s, u"v=5 5y 6 $x \"q\""_s);
        row("here text", u"$n=1\n@\"\nline $n\n\"@"_s, u"line 1"_s);
        row("member", u"'abc'.Length; 'abc'.ToUpper(); 'a-b'.Split('-')"_s, u"3|ABC|a|b"_s);
        row("hashtable", u"$h=@{a=1; 'b c'=2}; $h.a; $h['b c']; $h.Count; $h.z = 3; $h.z"_s, u"1|2|2|3"_s);
        row("object", u"$o=[pscustomobject]@{Name='n';Id=2}; \"$($o.Name)$($o.Id)\""_s, u"n2"_s);
        row("if", u"if (0) {'a'} elseif (1) {'b'} else {'c'}"_s, u"b"_s);
        row("foreach", u"foreach ($i in 1..5) { if ($i -eq 2) {continue}; if ($i -eq 4) {break}; $i }"_s, u"1|3"_s);
        row("while", u"$i=0; while ($i -lt 3) { $i++; $i }"_s, u"1|2|3"_s);
        row("do", u"$i=0; do { $i += 2; $i } until ($i -ge 4)"_s, u"2|4"_s);
        row("for", u"for ($i=0; $i -lt 3; $i++) { $i*10 }"_s, u"0|10|20"_s);
        row("assignment of a pipeline", u"$r = 1..4 | % { $_*2 } | ? { $_ -gt 2 }; $r.Count; $r[0]"_s, u"3|4"_s);
        row("assignment of a statement", u"$r = if (1) { 'yes' }; $r"_s, u"yes"_s);
        row("discarded", u"$null = 1..3 | % { $_ }; $null -eq $null"_s, u"true"_s);
        row("several targets", u"$a,$b = 1,2,3; $a; $b.Count"_s, u"1|2"_s);
        row("param", u"& { param($a, [int]$b = 4) \"$a-$b\" } 'x'; & { param($a,$b) \"$a-$b\" } -b 1 -a 2"_s,
            u"x-4|2-1"_s);
        row("args", u"& { $args.Count; $args[1] } 7 8"_s, u"2|8"_s);
        row("scope", u"$x=1; & { $x=2 }; $x; . { $x=3 }; $x"_s, u"1|3"_s);
        row("function", u"function Twice($n) { return $n*2; 'never' }\nTwice 4; Twice -n 5"_s, u"8|10"_s);
        row("process block", u"1..3 | & { begin {'b'} process { $_*2 } end {'e'} }"_s, u"b|2|4|6|e"_s);
        row("catch", u"try { throw 'x' } catch { \"caught $_\" } finally { 'f' }"_s, u"caught x|f"_s);
        row("catch by type", u"try { nosuch } catch [System.Management.Automation.CommandNotFoundException] { 'c' }"_s,
            u"c"_s);
        row("comments", u"1 # one\n<# two\n2 #> 3"_s, u"1|3"_s);
        row("continued line", u"Write-Output `\n 'a'"_s, u"a"_s);
        row("bar at a line's end", u"1..3 |\n % { $_ }"_s, u"1|2|3"_s);
        row("bare words", u"$d='x'; Write-Output a $d/b c\"d e\" -- 5"_s, u"a|x/b|cd e|--|5"_s);
        row("splatting", u"$p=@{InputObject='s'}; Write-Output @p"_s, u"s"_s);
        row("casts", u"[int]'12' + 1; [string]5 + 'a'; [bool]0; [int]2.5"_s, u"13|5a|false|2"_s);
        row("format", u"'{0,4}|{1:N2}' -f 7, 1234.5"_s, u"   7|1,234.50"_s);
        row("text operators", u"'a-b' -split '-'; 'a','b' -join '+'; 'abc' -replace 'b','x'"_s, u"a|b|a+b|axc"_s);
        row("ends early", u"1..1000000 | Select-Object -First 2"_s, u"1|2"_s);
        row("last, sort, measure", u"1..9 | select -Last 1; 3,1,2 | sort; (1..4 | measure).Count"_s, u"9|1|2|3|4"_s);
        row("expand", u"[pscustomobject]@{A=1},[pscustomobject]@{A=2} | select -ExpandProperty A"_s, u"1|2"_s);
        row("where by property", u"[pscustomobject]@{A=1},[pscustomobject]@{A=2} | where A -eq 2 | % A"_s, u"2"_s);
        row("redirection", u"Write-Error e 2>$null; (Write-Error f 2>&1).Exception.Message"_s, u"f"_s);
        row("exit", u"1; exit; 2"_s, u"1"_s);
    }

    void expressions()
    {
        QFETCH(QString, script);
        QFETCH(QString, expected);
        const Ran ran = run(script);
        if (ran.outcome.reason)
            qWarning() << ran.outcome.reason->message;
        for (const auto &error : ran.sink->errors)
            qWarning() << error.message;
        QCOMPARE(ran.outcome.state, psrp::PipelineState::Completed);
        QVERIFY(ran.sink->errors.isEmpty());
        QCOMPARE(ran.texts().join(u'|'), expected);
    }

    void typesOnTheWire()
    {
        const Ran ran = run(u"1; 3000000000; 1.5; 'two'; $true; $null; @{k=1}; [pscustomobject]@{p='v'}; ,(1,2)"_s);
        const auto &out = ran.sink->outputs;
        QCOMPARE(out.size(), 9);
        QCOMPARE(out[0].type(), clixml::Type::Int32);
        QCOMPARE(out[1].type(), clixml::Type::Int64);
        QCOMPARE(out[2].type(), clixml::Type::Double);
        QCOMPARE(out[3].type(), clixml::Type::String);
        QCOMPARE(out[4].type(), clixml::Type::Boolean);
        QVERIFY(out[5].isNil());
        QCOMPARE(out[6].container(), clixml::Container::Dictionary);
        QVERIFY(out[6].isA("System.Collections.Hashtable"));
        QVERIFY(out[7].isA("System.Management.Automation.PSCustomObject"));
        QCOMPARE(out[7].member("p").text(), u"v"_s);
        QCOMPARE(out[8].container(), clixml::Container::List);
    }

    void parseErrorsSayWhere_data()
    {
        QTest::addColumn<QString>("script");
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("place");
        QTest::newRow("brace") << u"1\nif (1) { 2"_s << u"MissingEndCurlyBrace"_s << u"At line:2 char:8"_s;
        QTest::newRow("string") << u"'abc"_s << u"TerminatorExpectedAtEndOfString"_s << u"At line:1 char:1"_s;
        QTest::newRow("operand") << u"1 +"_s << u"ExpectedValueExpression"_s << u"At line:1 char:3"_s;
        QTest::newRow("pipe") << u"1 | "_s << u"EmptyPipeElement"_s << u"At line:1 char:3"_s;
        QTest::newRow("token") << u"1 2"_s << u"UnexpectedToken"_s << u"At line:1 char:3"_s;
        QTest::newRow("switch") << u"switch (1) { 1 {2} }"_s << u"UnexpectedToken"_s << u"At line:1 char:1"_s;
    }

    void parseErrorsSayWhere()
    {
        QFETCH(QString, script);
        QFETCH(QString, id);
        QFETCH(QString, place);
        const Ran ran = run(script);
        QCOMPARE(ran.outcome.state, psrp::PipelineState::Failed);
        QVERIFY(ran.outcome.reason);
        QCOMPARE(ran.outcome.reason->fullyQualifiedId, id);
        QCOMPARE(ran.outcome.reason->categoryName, u"ParserError"_s);
        QVERIFY2(ran.outcome.reason->message.startsWith(place), qPrintable(ran.outcome.reason->message));
        QVERIFY(ran.sink->outputs.isEmpty());
    }

    void nestingIsBounded()
    {
        const Ran ran = run(QString(5000, u'('));
        QCOMPARE(ran.outcome.state, psrp::PipelineState::Failed);
        QCOMPARE(ran.outcome.reason->fullyQualifiedId, u"ScriptTooComplicated"_s);
    }

    void callsAreBounded()
    {
        const Ran ran = run(u"function f { f }; f"_s);
        QCOMPARE(ran.outcome.state, psrp::PipelineState::Failed);
        QCOMPARE(ran.outcome.reason->fullyQualifiedId, u"CallDepthOverflow"_s);
    }
};

QTEST_GUILESS_MAIN(EngineLanguageTest)
#include "tst_engine_language.moc"
