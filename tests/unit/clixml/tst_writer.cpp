#include "core/base/error.h"
#include "core/clixml/reader.h"
#include "core/clixml/writer.h"
#include "tests/unit/clixml/treecompare.h"

#include <QTest>

#include <limits>

using namespace rejoin;
using namespace rejoin::clixml;
using namespace Qt::StringLiterals;

namespace {

/// Everything that has ever broken a writer of strings: NUL, controls, an escape as text, lone and paired surrogates,
/// what XML escapes, the end of CDATA, C1 controls, not-characters.
const QString nasty = u"\x0000\x0001\t\r\n\x001b _x0041_ _X _ __x <&>\"' ]]> "_s +
                      QString::fromUtf16(u"\xd83d\xde00\x007f\x0085\x009f\x00a0\x4e2d\x0644") + QChar(0xd800) + u"x"_s +
                      QChar(0xdfff);

} // namespace

class WriterTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void primitives_data()
    {
        QTest::addColumn<Value>("value");
        QTest::addColumn<QByteArray>("xml");
        const auto add = [](const char *xml, const Value &value) { QTest::newRow(xml) << value << QByteArray(xml); };
        add("<Nil />", Value());
        add("<S>two words</S>", Value::string(u"two words"));
        add("<S></S>", Value::string(u""));
        add("<S>a_x000A_b_x0009_c</S>", Value::string(u"a\nb\tc"));
        add("<S>_x005F_x000A_ _x005F_X __x005F_x _ _y</S>", Value::string(u"_x000A_ _X __x _ _y"));
        add("<S>_xD83D__xDE00_</S>", Value::string(u"😀"));
        add("<S>&lt;a b=\"c\"&gt;&amp;amp;]]&gt;</S>", Value::string(u"<a b=\"c\">&amp;]]>"));
        add("<S>\xE4\xB8\xAD</S>", Value::string(u"中"));
        add("<C>97</C>", Value::character(u'a'));
        add("<C>0</C>", Value::character(u'\0'));
        add("<B>true</B>", Value::boolean(true));
        add("<B>false</B>", Value::boolean(false));
        add("<I32>-2147483648</I32>", Value::int32(std::numeric_limits<qint32>::min()));
        add("<I64>9223372036854775807</I64>", Value::int64(std::numeric_limits<qint64>::max()));
        add("<U32>4294967295</U32>", Value::uint32(std::numeric_limits<quint32>::max()));
        add("<U64>18446744073709551615</U64>", Value::uint64(std::numeric_limits<quint64>::max()));
        add("<By>255</By>", Value::byte(255));
        add("<Db>3.5</Db>", Value::real(3.5));
        add("<Db>0</Db>", Value::real(0));
        add("<Db>-0</Db>", Value::real(-0.0));
        add("<Db>INF</Db>", Value::real(std::numeric_limits<double>::infinity()));
        add("<Db>-INF</Db>", Value::real(-std::numeric_limits<double>::infinity()));
        add("<Db>NaN</Db>", Value::real(std::numeric_limits<double>::quiet_NaN()));
        add("<Db>1.7976931348623157E+308</Db>", Value::real(std::numeric_limits<double>::max()));
        add("<Db>5E-324</Db>", Value::real(std::numeric_limits<double>::denorm_min()));
        add("<Db>0.1</Db>", Value::real(0.1));
        add("<Db>0.0001</Db>", Value::real(0.0001));
        add("<Db>1E-05</Db>", Value::real(0.00001));
        add("<Db>100000000000000</Db>", Value::real(1e14));
        add("<Db>1E+15</Db>", Value::real(1e15));
        add("<Db>-1234.5678</Db>", Value::real(-1234.5678));
        add("<BA>AAEC/w==</BA>", Value::bytes(QByteArray("\x00\x01\x02\xff", 4)));
        add("<BA></BA>", Value::bytes({}));
        add("<G>c0cc0ee2-ecdc-4f3d-a131-ab3ed8232b89</G>",
            Value::guid(QUuid(u"c0cc0ee2-ecdc-4f3d-a131-ab3ed8232b89"_s)));
        add("<G>00000000-0000-0000-0000-000000000000</G>", Value::guid(QUuid()));
        add("<Version>2.4</Version>", Value::version(u"2.4"));
        add("<URI>https://h.test/?a&amp;b</URI>", Value::uri(u"https://h.test/?a&b"));
        add("<SBK> Get-Job </SBK>", Value::scriptBlock(u" Get-Job "));
        add("<SS>cwBlAA==</SS>", Value::secureString("cwBlAA=="));
        add("<DT>2026-01-02T03:04:05Z</DT>", Value::dateTime(QDateTime(QDate(2026, 1, 2), QTime(3, 4, 5), Qt::UTC)));
        add("<DT>2026-01-02T03:04:05.12+08:00</DT>",
            Value::dateTime(QDateTime(QDate(2026, 1, 2), QTime(3, 4, 5, 120), Qt::OffsetFromUTC, 8 * 3600)));
        add("<DT>0001-01-01T00:00:00.001-05:30</DT>",
            Value::dateTime(QDateTime(QDate(1, 1, 1), QTime(0, 0, 0, 1), Qt::OffsetFromUTC, -(5 * 3600 + 1800))));
        add("<TS>PT0S</TS>", Value::duration(0));
        add("<TS>PT8H</TS>", Value::duration(qint64(8) * 3600 * 10'000'000));
        add("<TS>P1D</TS>", Value::duration(qint64(86400) * 10'000'000));
        add("<TS>P1DT2H3M4.567S</TS>", Value::duration(937845670000));
        add("<TS>-PT0.0000001S</TS>", Value::duration(-1));
        add("<TS>P10675199DT2H48M5.4775807S</TS>", Value::duration(std::numeric_limits<qint64>::max()));
        add("<TS>-P10675199DT2H48M5.4775808S</TS>", Value::duration(std::numeric_limits<qint64>::min()));
        add("<D>1.10</D>", Value::primitive(Type::Decimal, u"1.10"));
        add("<SB>-5</SB>", Value::primitive(Type::SByte, u"-5"));
        add("<I16>-5</I16>", Value::primitive(Type::Int16, u"-5"));
        add("<U16>5</U16>", Value::primitive(Type::UInt16, u"5"));
        add("<Sg>1.5</Sg>", Value::primitive(Type::Single, u"1.5"));
        add("<XD>&lt;r /&gt;</XD>", Value::primitive(Type::Xml, u"<r />"));
        add("<DT>2026-01-02T03:04:05</DT>", Value::primitive(Type::DateTime, u"2026-01-02T03:04:05"));
    }

    void primitives()
    {
        QFETCH(Value, value);
        QFETCH(QByteArray, xml);
        QCOMPARE(write(value), xml);
        QVERIFY(test::TreeComparison::difference(value, read(xml)).isEmpty());
    }

    void doublesReadBackTheSame()
    {
        for (const double number :
             {1.0 / 3, 2.0 / 3 * 1e-7, 123456789012345680.0, 9.007199254740993e15, -6.02214076e23})
            QCOMPARE(*read(write(Value::real(number))).toDouble(), number);
    }

    void localTimesAreWrittenWithTheirOffset()
    {
        const QDateTime local(QDate(2026, 1, 2), QTime(3, 4, 5));
        const QByteArray xml = write(Value::dateTime(local));
        QCOMPARE(*read(xml).toDateTime(), local);
        QVERIFY(xml.contains('+') || xml.count('-') == 3);
        QVERIFY(Value::dateTime(QDateTime()).isNil());
    }

    void nastyTextEverywhere()
    {
        QCOMPARE(unescape(escape(nasty)), nasty);
        QVERIFY(!escape(nasty).contains(QChar(u'\n')));
        QCOMPARE(read(write(Value::string(nasty))).text(), nasty);

        // Names are kept as UTF-8, which has no lone surrogates.
        const QString name = nasty.chopped(3);
        const Value object = ObjectBuilder()
                                 .typeNames(QStringList{name, u"b"_s})
                                 .toString(nasty)
                                 .container(Container::Dictionary)
                                 .entry(name.toStdString(), Value::scriptBlock(nasty))
                                 .note(name.toStdString(), Value::uri(nasty))
                                 .property("p", Value::primitive(Type::Xml, nasty))
                                 .build();
        const Value again = read(write(object));
        QCOMPARE(test::TreeComparison::difference(object, again), QString());
        QCOMPARE(again.typeNames().value(0), name);
        QCOMPARE(again.toStringText(), nasty);
        QCOMPARE(again.memberName(1), name);
        QCOMPARE(again.memberAt(1).text(), nasty);
        QCOMPARE(again.entry(name.toStdString()).text(), nasty);
    }

    void escapesAsThePublishedRuleSays()
    {
        QCOMPARE(escape(u"plain"), u"plain"_s);
        QCOMPARE(escape(u"a\nb"), u"a_x000A_b"_s);
        QCOMPARE(escape(u"_x000A_"), u"_x005F_x000A_"_s);
        QCOMPARE(escape(u"_X"), u"_x005F_X"_s);
        QCOMPARE(escape(u"😀"), u"_xD83D__xDE00_"_s);
        QCOMPARE(unescape(u"_x000a__X000A_"), u"\n\n"_s);
        QCOMPARE(unescape(u"_x005F_x000A_"), u"_x000A_"_s);
        QCOMPARE(unescape(u"_x000"), u"_x000"_s);
        QCOMPARE(unescape(u"__x0041__"), u"_A_"_s);
    }

    void objects()
    {
        const Value value = ObjectBuilder()
                                .typeNames({"T1", "T2"})
                                .toString(u"text")
                                .base(Value::int32(5))
                                .property("Adapted", Value::string(u"a"))
                                .note("Extended", Value())
                                .build();
        QCOMPARE(write(value),
                 QByteArray("<Obj RefId=\"0\"><TN RefId=\"0\"><T>T1</T><T>T2</T></TN><ToString>text</ToString>"
                            "<I32>5</I32><Props><S N=\"Adapted\">a</S></Props><MS><Nil N=\"Extended\" /></MS></Obj>"));
        QCOMPARE(write(ObjectBuilder().build()), QByteArray("<Obj RefId=\"0\"></Obj>"));
        QCOMPARE(
            write(enumeration("E", u"Name", 3)),
            QByteArray(
                "<Obj RefId=\"0\"><TN RefId=\"0\"><T>E</T><T>System.Enum</T><T>System.ValueType</T><T>System.Object</T>"
                "</TN><ToString>Name</ToString><I32>3</I32></Obj>"));
    }

    void containers()
    {
        QCOMPARE(write(ObjectBuilder().container(Container::List).build()),
                 QByteArray("<Obj RefId=\"0\"><LST /></Obj>"));
        QCOMPARE(write(ObjectBuilder().container(Container::Queue).item(Value::int32(1)).item(Value()).build()),
                 QByteArray("<Obj RefId=\"0\"><QUE><I32>1</I32><Nil /></QUE></Obj>"));
        QCOMPARE(write(ObjectBuilder().container(Container::Stack).item(Value::int32(1)).build()),
                 QByteArray("<Obj RefId=\"0\"><STK><I32>1</I32></STK></Obj>"));
        QCOMPARE(write(ObjectBuilder().container(Container::Enumerable).item(Value::int32(1)).build()),
                 QByteArray("<Obj RefId=\"0\"><IE><I32>1</I32></IE></Obj>"));
        QCOMPARE(write(ObjectBuilder().container(Container::Dictionary).entry("k", Value::boolean(true)).build()),
                 QByteArray("<Obj RefId=\"0\"><DCT><En><S N=\"Key\">k</S><B N=\"Value\">true</B></En></DCT></Obj>"));
        const Value items[] = {Value::int32(1), Value::string(u"x")};
        QCOMPARE(
            write(arrayList(items)),
            QByteArray(
                "<Obj RefId=\"0\"><TN RefId=\"0\"><T>System.Collections.ArrayList</T><T>System.Object</T></TN><LST>"
                "<I32>1</I32><S>x</S></LST></Obj>"));
    }

    void repeatedObjectsAndTypesAreReferences()
    {
        const auto item = [](int i) { return ObjectBuilder().typeNames({"T"}).note("I", Value::int32(i)).build(); };
        const Value first = item(1);
        const Value list = ObjectBuilder().container(Container::List).item(first).item(item(2)).item(first).build();
        // Equal type lists of different objects are one; equal objects are not.
        QCOMPARE(write(list), QByteArray("<Obj RefId=\"0\"><LST><Obj RefId=\"1\"><TN RefId=\"0\"><T>T</T></TN><MS><I32 "
                                         "N=\"I\">1</I32></MS></Obj>"
                                         "<Obj RefId=\"2\"><TNRef RefId=\"0\" /><MS><I32 "
                                         "N=\"I\">2</I32></MS></Obj><Ref RefId=\"1\" /></LST></Obj>"));
        // Each message counts anew.
        QCOMPARE(write(first),
                 QByteArray("<Obj RefId=\"0\"><TN RefId=\"0\"><T>T</T></TN><MS><I32 N=\"I\">1</I32></MS></Obj>"));
    }

    void cyclesAreWrittenAsReferences()
    {
        const QByteArray xml = "<Obj RefId=\"0\"><MS><Ref N=\"Self\" RefId=\"0\" /><Obj N=\"Child\" RefId=\"1\"><MS>"
                               "<Ref N=\"Parent\" RefId=\"0\" /></MS></Obj></MS></Obj>";
        QCOMPARE(write(read(xml)), xml);
        const Value inner = read(xml).member("Child");
        QCOMPARE(write(inner),
                 QByteArray("<Obj RefId=\"0\"><MS><Obj N=\"Parent\" RefId=\"1\"><MS><Ref N=\"Self\" RefId=\"1\" />"
                            "<Ref N=\"Child\" RefId=\"0\" /></MS></Obj></MS></Obj>"));
    }

    void valuesOutliveWhatTheyCameFrom()
    {
        Value outer;
        {
            const Value source =
                read("<Obj><LST><Obj><MS><S N='t'>" + QByteArray(1000, 'q') + "</S></MS></Obj><S>s</S></LST></Obj>");
            const Value item = source.at(0);
            outer = ObjectBuilder()
                        .note("object", item)
                        .note("long", item.member("t"))
                        .note("short", source.at(1))
                        .base(enumeration("E", u"n", 4))
                        .build();
        }
        QCOMPARE(outer.member("object").member("t").text().size(), 1000);
        QCOMPARE(outer.member("long").text().size(), 1000);
        QCOMPARE(outer.member("short").text(), u"s"_s);
        QCOMPARE(outer.toInteger(), std::optional<qint64>(4));
        const Value kept = outer.member("object");
        outer = Value();
        QCOMPARE(kept.member("t").text().size(), 1000);
    }

    void builderIsEmptyAfterBuild()
    {
        ObjectBuilder builder;
        builder.note("a", Value::int32(1));
        const Value first = builder.build();
        builder.note("b", Value::int32(2));
        QCOMPARE(first.memberCount(), std::size_t(1));
        QCOMPARE(builder.build().memberName(0), u"b"_s);
    }

    void controlsThatCameUnescapedSurvive()
    {
        const Value value = read("<S>a&#13;b&#9;c</S>");
        QCOMPARE(value.text(), u"a\rb\tc"_s);
        QCOMPARE(read(write(value)).text(), value.text());
        const Value beside = read("<S>_x0DE0\x01\x08_</S>");
        QCOMPARE(read(write(beside)).text(), beside.text());
    }

    void tooDeepToWrite()
    {
        Value value = Value::int32(1);
        for (int i = 0; i < 1500; ++i)
            value = ObjectBuilder().item(value).build();
        try {
            (void)write(value);
            QFAIL("written");
        } catch (const base::Error &error) {
            QCOMPARE(error.category, base::ErrorCategory::LimitExceeded);
        }
    }

    void files()
    {
        QCOMPARE(writeFile({Value::int32(1), Value::string(u"a")}),
                 QByteArray("<Objs Version=\"1.1.0.1\" "
                            "xmlns=\"http://schemas.microsoft.com/powershell/2004/04\"><I32>1</I32><S>a</S>"
                            "</Objs>"));
    }

    /// What is written a value at a time reads as the whole does, although each value is gone before the next comes.
    void aFileValueByValue()
    {
        FileWriter writer;
        QByteArray bytes;
        for (int i = 0; i < 50; ++i) {
            const Value inner =
                ObjectBuilder().typeNames({"Inner", "System.Object"}).note("N", Value::int32(i)).build();
            const Value value = ObjectBuilder()
                                    .typeNames({"Outer", "System.Object"})
                                    .note("First", inner)
                                    .note("Same", inner)
                                    .note("Number", Value::int32(i))
                                    .build();
            bytes += writer.add(value) + '\n';
        }
        bytes += writer.finish();
        const QList<Value> read = readFile(bytes);
        QCOMPARE(read.size(), 50);
        for (int i = 0; i < 50; ++i) {
            QCOMPARE(read.at(i).typeNames().first(), QStringLiteral("Outer"));
            QCOMPARE(read.at(i).member("Same").member("N").toInteger(), i);
            QCOMPARE(read.at(i).member("First").typeNames().first(), QStringLiteral("Inner"));
            QCOMPARE(read.at(i).member("Number").toInteger(), i);
        }
        FileWriter empty;
        QVERIFY(readFile(empty.finish()).isEmpty());
    }
};

QTEST_GUILESS_MAIN(WriterTest)
#include "tst_writer.moc"
