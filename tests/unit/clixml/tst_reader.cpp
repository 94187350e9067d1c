#include "core/base/error.h"
#include "core/clixml/reader.h"
#include "core/clixml/writer.h"
#include "tests/unit/clixml/treecompare.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <cmath>
#include <limits>

using namespace rejoin;
using namespace rejoin::clixml;
using namespace Qt::StringLiterals;

namespace {

/// Category and id of the Error that reading gives; "ok" when there is none.
QString outcome(const QByteArray &xml, const ReadLimits &limits = {})
{
    try {
        (void)read(xml, limits);
    } catch (const base::Error &error) {
        if (error.message.isEmpty() || error.advice.isEmpty())
            return u"no words"_s;
        return (error.category == base::ErrorCategory::LimitExceeded ? u"limit "_s : u"protocol "_s) + error.id;
    }
    return u"ok"_s;
}

const QString invalid = u"protocol CliXmlInvalid"_s;
const QString tooLarge = u"limit CliXmlInvalid"_s;

} // namespace

class ReaderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void primitives_data()
    {
        QTest::addColumn<QByteArray>("xml");
        QTest::addColumn<int>("type");
        QTest::addColumn<QString>("text");
        const auto add = [](const char *xml, Type type, const QString &text) {
            QTest::newRow(QByteArray(xml).simplified().constData()) << QByteArray(xml) << int(type) << text;
        };
        add("<S>two words</S>", Type::String, u"two words"_s);
        add("<S></S>", Type::String, QString());
        add("<S />", Type::String, QString());
        add("<C>97</C>", Type::Char, u"97"_s);
        add("<B>true</B>", Type::Boolean, u"true"_s);
        add("<DT>2026-01-02T03:04:05.1234567Z</DT>", Type::DateTime, u"2026-01-02T03:04:05.1234567Z"_s);
        add("<TS>PT8H</TS>", Type::Duration, u"PT8H"_s);
        add("<By>255</By>", Type::Byte, u"255"_s);
        add("<SB>-128</SB>", Type::SByte, u"-128"_s);
        add("<U16>65535</U16>", Type::UInt16, u"65535"_s);
        add("<I16>-32768</I16>", Type::Int16, u"-32768"_s);
        add("<U32>4294967295</U32>", Type::UInt32, u"4294967295"_s);
        add("<I32>-2147483648</I32>", Type::Int32, u"-2147483648"_s);
        add("<U64>18446744073709551615</U64>", Type::UInt64, u"18446744073709551615"_s);
        add("<I64>-9223372036854775808</I64>", Type::Int64, u"-9223372036854775808"_s);
        add("<Sg>3.4028235E+38</Sg>", Type::Single, u"3.4028235E+38"_s);
        add("<Db>-INF</Db>", Type::Double, u"-INF"_s);
        add("<D>1.10</D>", Type::Decimal, u"1.10"_s);
        add("<BA>AAEC/w==</BA>", Type::Bytes, u"AAEC/w=="_s);
        add("<G>c0cc0ee2-ecdc-4f3d-a131-ab3ed8232b89</G>", Type::Guid, u"c0cc0ee2-ecdc-4f3d-a131-ab3ed8232b89"_s);
        add("<URI>https://h.test/a?b=c#d</URI>", Type::Uri, u"https://h.test/a?b=c#d"_s);
        add("<Version>7.6.5</Version>", Type::Version, u"7.6.5"_s);
        add("<XD>&lt;r a=\"1\"/&gt;</XD>", Type::Xml, u"<r a=\"1\"/>"_s);
        add("<SBK> Get-Date | % { \"$_\" } </SBK>", Type::ScriptBlock, u" Get-Date | % { \"$_\" } "_s);
        add("<SS>cwBlAA==</SS>", Type::SecureString, u"cwBlAA=="_s);
        add("<Nil />", Type::Nil, QString());
        add("<Nil></Nil>", Type::Nil, QString());
        add("", Type::Nil, QString());
        add("\xEF\xBB\xBF", Type::Nil, QString());
        add("\xEF\xBB\xBF<I32>1</I32>", Type::Int32, u"1"_s);
        add("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!-- c --><I32>1</I32>\n", Type::Int32, u"1"_s);
        add("<S> </S>", Type::String, u" "_s);
        add("<S>  \n\t</S>", Type::String, u"  \n\t"_s);
        add("<S>a\r\nb</S>", Type::String, u"a\nb"_s); // as every XML reader does
        add("<S> x </S>", Type::String, u" x "_s);
        add("<S><![CDATA[<a> & ]]></S>", Type::String, u"<a> & "_s);
        add("<S> a<![CDATA[ b ]]> c <!-- no -->d</S>", Type::String, u" a b  c d"_s);
        add("<S>&lt;&amp;&gt;&quot;&apos;&#65;&#x42;</S>", Type::String, u"<&>\"'AB"_s);
        add("<S>_x000A_ and _X000a_</S>", Type::String, u"\n and \n"_s);
        add("<S>_x005F_x000A_ and _x005F_X and __x005F_x</S>", Type::String, u"_x000A_ and _X and __x"_s);
        add("<S>_x12_ _xGGGG_ _x0041 _ _x</S>", Type::String, u"_x12_ _xGGGG_ _x0041 _ _x"_s);
        add("<S>grin _xD83D__xDE00_ \xE4\xB8\xAD</S>", Type::String, u"grin 😀 中"_s);
    }

    void primitives()
    {
        QFETCH(QByteArray, xml);
        QFETCH(int, type);
        QFETCH(QString, text);
        const Value value = read(xml);
        QCOMPARE(int(value.type()), type);
        QCOMPARE(value.text(), text);
        QVERIFY2(test::TreeComparison::difference(value, read(write(value))).isEmpty(), write(value).constData());
    }

    void escapesThatAreNoCharacters()
    {
        const QString text = read("<S>_x0000__xD800_x_xDFFF_</S>").text();
        QCOMPARE(text.size(), 4);
        QCOMPARE(text[0], QChar(u'\0'));
        QCOMPARE(text[1].unicode(), char16_t(0xd800));
        QCOMPARE(text[3].unicode(), char16_t(0xdfff));
    }

    void numbers()
    {
        QCOMPARE(read("<I32>-7</I32>").toInteger(), std::optional<qint64>(-7));
        QCOMPARE(read("<I32> 7 </I32>").toInteger(), std::optional<qint64>(7));
        QCOMPARE(read("<C>97</C>").toInteger(), std::optional<qint64>(97));
        QCOMPARE(read("<U64>18446744073709551615</U64>").toInteger(), std::nullopt);
        QCOMPARE(read("<U64>18446744073709551615</U64>").toUnsigned(),
                 std::optional<quint64>(std::numeric_limits<quint64>::max()));
        QCOMPARE(read("<I32>-1</I32>").toUnsigned(), std::nullopt);
        QCOMPARE(read("<I32>seven</I32>").toInteger(), std::nullopt);
        QCOMPARE(read("<I32></I32>").toInteger(), std::nullopt);
        QCOMPARE(read("<S>7</S>").toInteger(), std::nullopt);
        QCOMPARE(read("<Db>3.5</Db>").toInteger(), std::nullopt);
        QCOMPARE(read("<Db>3.5</Db>").toDouble(), std::optional<double>(3.5));
        QCOMPARE(read("<I32>3</I32>").toDouble(), std::optional<double>(3));
        QCOMPARE(read("<D>1.10</D>").toDouble(), std::optional<double>(1.1));
        QCOMPARE(read("<Db>1.7976931348623157E+308</Db>").toDouble(),
                 std::optional<double>(std::numeric_limits<double>::max()));
        QVERIFY(std::isinf(*read("<Db>INF</Db>").toDouble()));
        QVERIFY(*read("<Db>-INF</Db>").toDouble() < 0);
        QVERIFY(std::isnan(*read("<Db>NaN</Db>").toDouble()));
        QVERIFY(std::signbit(*read("<Db>-0</Db>").toDouble()));
        QCOMPARE(read("<Db>inf</Db>").toDouble(), std::nullopt);
        QCOMPARE(read("<B>true</B>").toBool(), std::optional<bool>(true));
        QCOMPARE(read("<B>0</B>").toBool(), std::optional<bool>(false));
        QCOMPARE(read("<B>yes</B>").toBool(), std::nullopt);
        QCOMPARE(read("<S>true</S>").toBool(), std::nullopt);
    }

    void binary()
    {
        QCOMPARE(*read("<BA>AAEC/w==</BA>").toBytes(), QByteArray("\x00\x01\x02\xff", 4));
        QCOMPARE(*read("<BA>AAEC\n /w==</BA>").toBytes(), QByteArray("\x00\x01\x02\xff", 4));
        QCOMPARE(read("<BA>A*</BA>").toBytes(), std::nullopt);
        QCOMPARE(*read("<BA></BA>").toBytes(), QByteArray());
        QCOMPARE(*read("<G>00000000-0000-0000-0000-000000000000</G>").toGuid(), QUuid());
        QCOMPARE(read("<G>no</G>").toGuid(), std::nullopt);
    }

    void times()
    {
        const auto at = [](const char *text) { return read("<DT>" + QByteArray(text) + "</DT>").toDateTime(); };
        QCOMPARE(*at("2026-01-02T03:04:05.1234567Z"), QDateTime(QDate(2026, 1, 2), QTime(3, 4, 5, 123), Qt::UTC));
        const QDateTime shifted = *at("2026-07-01T00:00:00-05:30");
        QCOMPARE(shifted.offsetFromUtc(), -(5 * 60 + 30) * 60);
        QCOMPARE(shifted.toUTC(), QDateTime(QDate(2026, 7, 1), QTime(5, 30), Qt::UTC));
        QCOMPARE(at("2026-01-02T03:04:05")->timeSpec(), Qt::LocalTime);
        QCOMPARE(at("0001-01-01T00:00:00")->date(), QDate(1, 1, 1));
        QCOMPARE(at("9999-12-31T23:59:59.9999999Z")->time(), QTime(23, 59, 59, 999));
        for (const char *bad :
             {"", "2026-02-30T00:00:00Z", "2026-01-01", "2026-01-01T24:00:00", "2026-01-01T00:00:00.Z",
              "2026-01-01T00:00:00+99:00", "2026-01-01T00:00:00Zx", "20260101T000000"})
            QVERIFY2(!at(bad), bad);
    }

    void durations_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<qint64>("ticks");
        QTest::newRow("zero") << QByteArray("PT0S") << qint64(0);
        QTest::newRow("mixed") << QByteArray("P1DT2H3M4.567S") << qint64(937845670000);
        QTest::newRow("negative") << QByteArray("-PT0.001S") << qint64(-10000);
        QTest::newRow("one tick") << QByteArray("PT0.0000001S") << qint64(1);
        QTest::newRow("most") << QByteArray("P10675199DT2H48M5.4775807S") << std::numeric_limits<qint64>::max();
        QTest::newRow("least") << QByteArray("-P10675199DT2H48M5.4775808S") << std::numeric_limits<qint64>::min();
        QTest::newRow("days") << QByteArray("P3D") << qint64(3) * 86400 * 10'000'000;
        QTest::newRow("years") << QByteArray("P1Y1M") << qint64(395) * 86400 * 10'000'000;
    }

    void durations()
    {
        QFETCH(QByteArray, text);
        QFETCH(qint64, ticks);
        QCOMPARE(read("<TS>" + text + "</TS>").toTicks(), std::optional<qint64>(ticks));
    }

    void durationsThatAreNone()
    {
        for (const char *bad : {"", "P", "PT", "-P", "1D", "P1", "P1S", "PT1D", "PT1.S", "PT1.5M", "P1H", "PT1S1M",
                                "PT1S1S", "P10675200D", "P99999999999999999999D", "P10675199DT2H48M5.4775808S", "P1DT"})
            QVERIFY2(!read("<TS>" + QByteArray(bad) + "</TS>").toTicks(), bad);
    }

    void objects()
    {
        const Value value =
            read(R"(<Obj RefId="0"><TN RefId="0"><T>System.Diagnostics.Process</T><T>System.Object</T></TN>
            <ToString>a_x000A_b</ToString>
            <Props><S N="Name">props</S><I32 N="Id">3</I32></Props>
            <MS><S N="name">note</S><Nil N="State" /><S N="a_x0022_&quot;b">odd</S></MS></Obj>)");
        QVERIFY(value.isObject());
        QCOMPARE(value.typeNames(), QStringList({u"System.Diagnostics.Process"_s, u"System.Object"_s}));
        QVERIFY(value.isA("System.Diagnostics.Process"));
        QVERIFY(value.isA("Deserialized.System.Object"));
        QVERIFY(!value.isA("System.diagnostics.process"));
        QCOMPARE(value.toStringText(), u"a\nb"_s);
        QCOMPARE(value.text(), u"a\nb"_s);
        QCOMPARE(value.memberCount(), std::size_t(5));
        QCOMPARE(value.memberName(0), u"Name"_s);
        QVERIFY(!value.memberIsExtended(1));
        QVERIFY(value.memberIsExtended(2));
        QCOMPARE(value.memberName(4), u"a\"\"b"_s);
        QCOMPARE(value.member("NAME").text(), u"note"_s); // MS hides Props
        QCOMPARE(value.member("id").toInteger(), std::optional<qint64>(3));
        QVERIFY(value.hasMember("State"));
        QVERIFY(value.member("State").isNil());
        QVERIFY(!value.hasMember("Nowhere"));
        QVERIFY(value.member("Nowhere").isNil());
        QVERIFY(value.memberAt(99).isNil());
        QVERIFY(value.at(0).isNil());
    }

    void partsMayComeInAnyOrder()
    {
        const Value value =
            read("<Obj><MS><I32 N='A'>1</I32></MS><I32>5</I32><Props><I32 N='B'>2</I32></Props><ToString>F"
                 "</ToString><MS><I32 N='C'>3</I32></MS><TN><T>E</T></TN></Obj>");
        QCOMPARE(value.memberCount(), std::size_t(3));
        QCOMPARE(value.memberName(0), u"B"_s);
        QCOMPARE(value.memberName(1), u"A"_s);
        QCOMPARE(value.memberName(2), u"C"_s);
        QCOMPARE(value.toInteger(), std::optional<qint64>(5));
        QCOMPARE(value.typeNames(), QStringList(u"E"_s));
    }

    void decoratedPrimitives()
    {
        const Value text = read("<Obj RefId=\"0\"><S>spec1</S><MS><S N=\"PSComputerName\">h</S></MS></Obj>");
        QVERIFY(text.isObject());
        QCOMPARE(text.text(), u"spec1"_s);
        QCOMPARE(text.base().type(), Type::String);
        QVERIFY(!text.hasToString());
        const Value day =
            read("<Obj RefId=\"0\"><TN RefId=\"0\"><T>System.DayOfWeek</T><T>System.Enum</T></TN><ToString>Friday"
                 "</ToString><I32>5</I32></Obj>");
        QCOMPARE(day.toInteger(), std::optional<qint64>(5));
        QCOMPARE(day.toStringText(), u"Friday"_s);
        QVERIFY(day.isA("System.Enum"));
        QVERIFY(read("<I32>1</I32>").base().isNil());
    }

    void containers()
    {
        const Value list = read("<Obj><LST><I32>1</I32><Nil /><S>x</S></LST></Obj>");
        QCOMPARE(list.container(), Container::List);
        QCOMPARE(list.count(), std::size_t(3));
        QVERIFY(list.at(1).isNil());
        QCOMPARE(list.at(2).text(), u"x"_s);
        QVERIFY(list.at(3).isNil());
        QCOMPARE(read("<Obj><IE><S>x</S></IE></Obj>").container(), Container::Enumerable);
        QCOMPARE(read("<Obj><QUE><S>x</S></QUE></Obj>").container(), Container::Queue);
        QCOMPARE(read("<Obj><STK><S>x</S></STK></Obj>").container(), Container::Stack);
        QCOMPARE(read("<Obj><LST /></Obj>").count(), std::size_t(0));
        const Value table = read("<Obj><DCT><En><S N=\"Key\">One</S><I32 N=\"Value\">1</I32></En>"
                                 "<En><Nil N=\"Value\" /><I32 N=\"Key\">2</I32></En></DCT></Obj>");
        QCOMPARE(table.container(), Container::Dictionary);
        QCOMPARE(table.count(), std::size_t(2));
        QCOMPARE(table.keyAt(1).toInteger(), std::optional<qint64>(2));
        QCOMPARE(table.entry("oNE").toInteger(), std::optional<qint64>(1));
        QVERIFY(table.at(1).isNil());
        QVERIFY(table.entry("two").isNil());
    }

    void references()
    {
        const Value list =
            read("<Obj RefId='0'><TN RefId='0'><T>L</T></TN><LST><Obj RefId='7'><TN RefId='1'><T>E</T></TN>"
                 "<MS><I32 N='N'>1</I32></MS></Obj><Ref RefId='7' /><Obj RefId='9'><TNRef RefId='1' /></Obj>"
                 "</LST></Obj>");
        QCOMPARE(list.at(0).identity(), list.at(1).identity());
        QCOMPARE(list.at(2).typeNames(), QStringList(u"E"_s));
        const Value loop = read("<Obj RefId=\"0\"><MS><Ref N=\"Self\" RefId=\"0\" /><S N=\"Name\">loop</S></MS></Obj>");
        QCOMPARE(loop.member("Self").identity(), loop.identity());
        QCOMPARE(loop.member("Self").member("Self").member("Name").text(), u"loop"_s);
        // RefIds need not be small or in order.
        QCOMPARE(read("<Obj RefId='18446744073709551615'><MS><Ref N='S' RefId='18446744073709551615' /></MS></Obj>")
                     .memberCount(),
                 std::size_t(1));
    }

    void memberSets()
    {
        const QByteArray xml =
            "<Obj RefId=\"0\"><MS><MS N=\"PSStandardMembers\"><Obj N=\"Default\" RefId=\"1\"><LST><S>Id</S>"
            "</LST></Obj></MS></MS></Obj>";
        const Value value = read(xml);
        QCOMPARE(value.member("PSStandardMembers").member("Default").at(0).text(), u"Id"_s);
        QCOMPARE(write(value), xml);
    }

    void progressElement()
    {
        const Value value =
            read("<PR><AV>A</AV><AI>1</AI><S>op</S><PI>0</PI><PC>30</PC><T>Processing</T><SR>12</SR><SD>S</SD></PR>");
        QVERIFY(value.isA("System.Management.Automation.ProgressRecord"));
        QCOMPARE(value.member("Activity").text(), u"A"_s);
        QCOMPARE(value.member("PercentComplete").toInteger(), std::optional<qint64>(30));
    }

    void malformed_data()
    {
        QTest::addColumn<QByteArray>("xml");
        const char *const samples[] = {"<S>",
                                       "<S>a</T>",
                                       "</S>",
                                       "words",
                                       "<S>a</S>words",
                                       "<S>a</S><S>b</S>",
                                       "<X />",
                                       "<Objs><S>a</S></Objs>",
                                       "<s>a</s>",
                                       "<VeryLongElementName />",
                                       "<Obj><X /></Obj>",
                                       "<Obj>words</Obj>",
                                       "<S>a<S>b</S></S>",
                                       "<I32><I32>1</I32></I32>",
                                       "<Obj><MS><S>nameless</S></MS></Obj>",
                                       "<Obj><MS>words</MS></Obj>",
                                       "<Obj><LST><X /></LST></Obj>",
                                       "<Obj><LST /><DCT /></Obj>",
                                       "<Obj><S>a</S><S>b</S></Obj>",
                                       "<Obj><TN><S>a</S></TN></Obj>",
                                       "<Obj><TN><T>a</T></TN><TN><T>a</T></TN></Obj>",
                                       "<Obj><ToString>a</ToString><ToString>a</ToString></Obj>",
                                       "<Obj><DCT><S>a</S></DCT></Obj>",
                                       "<Obj><DCT><En /></DCT></Obj>",
                                       "<Obj><DCT><En><S N='Key'>a</S></En></DCT></Obj>",
                                       "<Obj><DCT><En><S N='Key'>a</S><S N='Key'>b</S></En></DCT></Obj>",
                                       "<Obj><DCT><En><S N='Key'>a</S><S N='V'>b</S></En></DCT></Obj>",
                                       "<Ref RefId='0' />",
                                       "<Ref />",
                                       "<Obj RefId='0'><LST><Ref RefId='1' /></LST></Obj>",
                                       "<Obj RefId='x' />",
                                       "<Obj RefId='-1' />",
                                       "<Obj RefId='99999999999999999999999' />",
                                       "<Obj RefId='0'><LST><Obj RefId='0' /></LST></Obj>",
                                       "<Obj><TNRef RefId='0' /></Obj>",
                                       "<Obj><TNRef /></Obj>",
                                       "<Obj><Ref RefId='0' /></Obj>",
                                       "<PR><X /></PR>",
                                       "<!DOCTYPE S [<!ENTITY a 'b'>]><S>&a;</S>",
                                       "<S>\xff</S>",
                                       "<!-- only -->"};
        for (const char *sample : samples)
            QTest::newRow(sample) << QByteArray(sample);
        QTest::newRow("nul") << QByteArray("<S>a\0b</S>", 10);
        QTest::newRow("utf-16") << QByteArray("\xff\xfe<\0S\0/\0>\0", 10);
    }

    void malformed()
    {
        QFETCH(QByteArray, xml);
        QCOMPARE(outcome(xml), invalid);
    }

    void truncatedAnywhere()
    {
        const QByteArray whole =
            "\xEF\xBB\xBF<Obj RefId=\"0\"><TN RefId=\"0\"><T>A</T></TN><DCT><En><S N=\"Key\">k</S><Obj N=\"Value\" "
            "RefId=\"1\"><TNRef RefId=\"0\" /><LST><I32>1</I32></LST></Obj></En></DCT></Obj>";
        QCOMPARE(outcome(whole), u"ok"_s);
        for (qsizetype size = 4; size < whole.size(); ++size)
            QCOMPARE(outcome(whole.first(size)), invalid);
    }

    void limits()
    {
        const auto nested = [](int depth) {
            return QByteArray("<Obj><LST>").repeated(depth) + QByteArray("</LST></Obj>").repeated(depth);
        };
        QCOMPARE(outcome(nested(128)), u"ok"_s);
        QCOMPARE(outcome(nested(129)), tooLarge);
        QCOMPARE(outcome(nested(200'000)), tooLarge);
        QCOMPARE(outcome(QByteArray("<Obj><MS N='a'>").repeated(1000)), invalid);
        ReadLimits deep;
        deep.maximumDepth = 1'000'000;
        QCOMPARE(outcome(nested(512), deep), u"ok"_s);
        QCOMPARE(outcome(nested(100'000), deep), tooLarge);
        QCOMPARE(outcome("<Obj><MS>" + QByteArray("<MS N='a'>").repeated(600) + QByteArray("</MS>").repeated(600) +
                             "</MS></Obj>",
                         deep),
                 tooLarge);

        ReadLimits small;
        small.maximumBytes = 20;
        QCOMPARE(outcome("<S>1234567890123</S>", small), u"ok"_s);
        QCOMPARE(outcome("<S>12345678901234</S>", small), tooLarge);
        ReadLimits few;
        few.maximumNodes = 100;
        const auto items = [](int count) {
            return "<Obj><LST>" + QByteArray("<Nil/>").repeated(count) + "</LST></Obj>";
        };
        QCOMPARE(outcome(items(49), few), u"ok"_s);
        QCOMPARE(outcome(items(100), few), tooLarge);
        QCOMPARE(outcome(items(100'000), few), tooLarge);
    }

    void keepsWhatTheBufferHolds()
    {
        Value text;
        {
            QByteArray xml = "<Obj><LST><S>kept</S></LST></Obj>";
            const QByteArray shared = xml; // parsing in place must not write into a shared buffer
            text = read(xml).at(0);
            QCOMPARE(shared, QByteArray("<Obj><LST><S>kept</S></LST></Obj>"));
            xml.fill('x');
        }
        QCOMPARE(text.text(), u"kept"_s);
    }

    void files()
    {
        const QByteArray xml =
            "<Objs Version=\"1.1.0.1\" xmlns=\"http://schemas.microsoft.com/powershell/2004/04\">\r\n"
            "  <S>a</S>\r\n  <Obj RefId=\"0\"><LST><I32>1</I32></LST></Obj>\r\n <Ref RefId=\"0\" />\r\n</Objs>\r\n";
        const auto check = [](const QList<Value> &values) {
            return values.size() == 3 && values[0].text() == u"a"_s && values[1].at(0).toInteger() == 1 &&
                   values[2].identity() == values[1].identity();
        };
        QVERIFY(check(readFile(xml)));
        QVERIFY(check(readFile("\xEF\xBB\xBF" + xml)));
        const QString wide = QChar(0xfeff) + QString::fromUtf8(xml);
        QVERIFY(check(readFile(QByteArray(reinterpret_cast<const char *>(wide.utf16()), wide.size() * 2))));
        QVERIFY(check(readFile(writeFile(readFile(xml)))));
        QVERIFY(readFile("<Objs />").isEmpty());
        for (const char *bad : {"", "<S>a</S>", "<Objs/><Objs/>", "<Objs>a</Objs>", "<Objs><X/></Objs>"}) {
            try {
                (void)readFile(bad);
                QFAIL(bad);
            } catch (const base::Error &error) {
                QCOMPARE(error.id, u"CliXmlInvalid"_s);
            }
        }
    }

    void samplesOfPowerShell()
    {
        const QDir folder(QStringLiteral(REJOIN_SOURCE_DIR "/../shared/clixml"));
        if (!folder.exists())
            QSKIP("The samples written by PowerShell (../shared/clixml) are not beside the project.");
        const auto names = folder.entryList({u"*.clixml"_s}, QDir::Files);
        QVERIFY(!names.isEmpty());
        for (const QString &name : names) {
            QFile file(folder.filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QList<Value> values = readFile(file.readAll());
            QCOMPARE(values.size(), 1);
            const QString difference = test::TreeComparison::difference(values[0], read(write(values[0])));
            QVERIFY2(difference.isEmpty(), qPrintable(name + u": "_s + difference));
            checkTypes(values[0], folder.filePath(QString(name).replace(u".clixml"_s, u".types"_s)));
        }
    }

    void recordedMessages()
    {
        const QDir root(QStringLiteral(REJOIN_SOURCE_DIR "/../shared"));
        if (!root.exists(u"psrp-real"_s))
            QSKIP("The recorded messages (../shared/psrp-real) are not beside the project.");
        int count = 0;
        for (const char *name : {"psrp-real/client.txt", "psrp-real/server.txt"}) {
            QFile file(root.filePath(QLatin1String(name)));
            QVERIFY(file.open(QIODevice::ReadOnly));
            while (!file.atEnd()) {
                const QByteArray line = file.readLine().trimmed();
                if (!line.startsWith('<') || line.contains("PSGuid="))
                    continue;
                const Value value = read(line);
                const QByteArray written = write(value);
                QVERIFY2(test::TreeComparison::difference(value, read(written)).isEmpty(), line.constData());
                // PowerShell's own form, byte for byte.
                QCOMPARE(written, line);
                ++count;
            }
        }
        QVERIFY(count > 50);
    }

private:
    /// What PowerShell says the object's type names are once read (with its prefix).
    static void checkTypes(const Value &value, const QString &path)
    {
        QFile file(path);
        if (!value.isObject() || value.typeNames().isEmpty() || !file.open(QIODevice::ReadOnly))
            return;
        QStringList expected = QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts);
        for (const QString &name : std::as_const(expected))
            QVERIFY2(value.isA(name.trimmed().toStdString()), qPrintable(path + u": "_s + name));
    }
};

QTEST_GUILESS_MAIN(ReaderTest)
#include "tst_reader.moc"
