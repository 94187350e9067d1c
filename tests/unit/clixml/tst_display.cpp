#include "core/clixml/display.h"
#include "core/clixml/reader.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace rejoin;
using namespace rejoin::clixml;
using namespace Qt::StringLiterals;

namespace {

QString shown(const QList<Value> &values, int width = 120)
{
    return formatValues(values, width).join(u'\n');
}

QString shown(const char *xml)
{
    return shown({read(xml)});
}

Value bag(std::initializer_list<std::pair<std::string_view, Value>> members)
{
    ObjectBuilder builder;
    builder.typeNames({"System.Management.Automation.PSCustomObject", "System.Object"});
    for (const auto &[name, value] : members)
        builder.note(name, value);
    return builder.build();
}

Value job(int id, QStringView name, QStringView state, QStringView command)
{
    return ObjectBuilder()
        .typeNames({"Deserialized.System.Management.Automation.PSRemotingJob",
                    "Deserialized.System.Management.Automation.Job"})
        .property("HasMoreData", Value::boolean(true))
        .property("Location", Value::string(u"localhost"))
        .property("Command", Value::string(command))
        .property("Id", Value::int32(id))
        .property("Name", Value::string(name))
        .property("PSJobTypeName", Value::string(u"BackgroundJob"))
        .note("State", Value::string(state))
        .build();
}

} // namespace

class DisplayTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void scalars()
    {
        QCOMPARE(shown("<S>two words</S>"), u"two words"_s);
        QCOMPARE(formatValues({Value::string(u"")}), QStringList(QString()));
        QCOMPARE(shown("<S>a_x000D__x000A_b</S>"), u"a\nb"_s);
        QCOMPARE(shown("<I32>-7</I32>"), u"-7"_s);
        QCOMPARE(shown("<B>true</B>"), u"True"_s);
        QCOMPARE(shown("<C>97</C>"), u"a"_s);
        QCOMPARE(shown("<D>1.10</D>"), u"1.10"_s);
        QCOMPARE(shown("<Db>0.1</Db>"), u"0.1"_s);
        QCOMPARE(shown("<Db>INF</Db>"), u"Infinity"_s);
        QCOMPARE(shown("<Db>-0</Db>"), u"-0"_s);
        QCOMPARE(shown("<Db>1.7976931348623157E+308</Db>"), u"1.79769313486232E+308"_s);
        QCOMPARE(shown("<Sg>3.4028235E+38</Sg>"), u"3.402823E+38"_s);
        QCOMPARE(shown("<SS>cwBlAA==</SS>"), u"System.Security.SecureString"_s);
        QVERIFY(formatValues({Value()}).isEmpty());
        QCOMPARE(shown("<Obj><S>spec1</S><MS><S N='PSComputerName'>h</S></MS></Obj>"), u"spec1"_s);
    }

    void dates()
    {
        QCOMPARE(shown("<DT>2026-01-02T03:04:05.5Z</DT>"), u"\nFriday, 02 January 2026 03:04:05\n"_s);
        QCOMPARE(shown("<Obj><DT>2026-01-02T03:04:05Z</DT><MS><Obj "
                       "N='DisplayHint'><ToString>Date</ToString><I32>0</I32></Obj></MS></Obj>"),
                 u"\nFriday, 02 January 2026\n"_s);
    }

    void arraysItemByItem()
    {
        QCOMPARE(shown("<Obj><LST><I32>1</I32><S>two</S><Nil /><Obj><LST><I32>4</I32></LST></Obj></LST></Obj>"),
                 u"1\ntwo\n4"_s);
        QCOMPARE(shown("<BA>AAEC</BA>"), u"0\n1\n2"_s);
    }

    void tablesOfFewProperties()
    {
        const QList<Value> rows{bag({{"Name", Value::string(u"ITTask")}, {"Id", Value::int32(4)}}),
                                bag({{"Name", Value::string(u"x")}, {"Id", Value::int32(1234)}})};
        QCOMPARE(shown(rows), u"\nName     Id\n----     --\nITTask    4\nx      1234\n"_s);
    }

    void listsOfMany()
    {
        const Value value = bag({{"A", Value::int32(1)},
                                 {"Bb", Value::boolean(false)},
                                 {"C", Value()},
                                 {"D", Value::string(u"l1\nl2")},
                                 {"Eee", Value::duration(-10000)}});
        const QString one = u"A   : 1\nBb  : False\nC   : \nD   : l1\n      l2\nEee : -00:00:00.0010000\n"_s;
        QCOMPARE(shown({value}), u"\n"_s + one);
        QCOMPARE(shown({value, value}), u"\n"_s + one + u"\n"_s + one);
    }

    void nestedValuesInCells()
    {
        const Value inner = bag({{"A", Value::int32(1)}, {"B", read("<Obj><LST><I32>1</I32></LST></Obj>")}});
        QCOMPARE(shown({bag({{"N", inner}})}), u"\nN\n-\n@{A=1; B=System.Collections.ArrayList}\n"_s);
        const Value many = read("<Obj><LST><I32>1</I32><I32>2</I32><I32>3</I32><I32>4</I32><I32>5</I32></LST></Obj>");
        QCOMPARE(shown({bag({{"N", many}})}), u"\nN\n-\n{1, 2, 3, 4…}\n"_s);
    }

    void hashtables()
    {
        QCOMPARE(
            shown("<Obj><DCT><En><S N='Key'>k</S><I32 N='Value'>1</I32></En></DCT></Obj>"),
            u"\nName                           Value\n----                           -----\nk                              1\n"_s);
        QVERIFY(formatValues({read("<Obj><DCT /></Obj>")}).isEmpty());
    }

    void jobs()
    {
        QCOMPARE(
            shown({job(1, u"Job2", u"Completed", u"1..3;Write-Warning w;Write-Error e"),
                   job(12, u"Other", u"Running", u"x")}),
            u"\nId     Name            PSJobTypeName   State         HasMoreData     Location             Command\n"
            "--     ----            -------------   -----         -----------     --------             -------\n"
            "1      Job2            BackgroundJob   Completed     True            localhost            "
            "1..3;Write-Warning w;Wri…\n"
            "12     Other           BackgroundJob   Running       True            localhost            x\n"_s);
    }

    void narrowScreens()
    {
        const QStringList lines = formatValues({job(1, u"Job2", u"Completed", u"command")}, 60);
        for (const QString &line : lines)
            QVERIFY2(line.size() <= 60, qPrintable(line));
        QVERIFY(lines.value(1).startsWith(u"Id     Name            PSJobTypeName   State"_s));
        const Value longText = bag({{"T", Value::string(QString(200, u'x'))}});
        QCOMPARE(formatValues({longText}, 40).value(3), QString(39, u'x') + u"…"_s);
    }

    void shapesFollowEachOther()
    {
        const Value row = bag({{"N", Value::int32(1)}});
        QCOMPARE(shown({Value::string(u"a"), row, row, Value::string(u"b")}), u"a\n\nN\n-\n1\n1\nb\n"_s);
        // A scalar stands between the rows of a table that goes on.
        QCOMPARE(shown({row, Value::string(u"a"), row}), u"\nN\n-\n1\na\n1\n"_s);
        // No property in common: shown by itself rather than as an empty row.
        QCOMPARE(shown({row, bag({{"Other", Value::string(u"x")}}), row}), u"\nN\n-\n1\n\nOther : x\n\n1\n"_s);
        // What begins as a list goes on as a list.
        const Value wide = bag({{"A", Value::int32(1)},
                                {"B", Value::int32(2)},
                                {"C", Value::int32(3)},
                                {"D", Value::int32(4)},
                                {"E", Value::int32(5)}});
        QCOMPARE(shown({wide, row}), u"\nA : 1\nB : 2\nC : 3\nD : 4\nE : 5\n\nN : 1\n"_s);
        QCOMPARE(shown({row, Value(), row}), u"\nN\n-\n1\n1\n"_s);
    }

    void streaming()
    {
        OutputFormatter formatter;
        const Value row = bag({{"Name", Value::string(u"a")}});
        QCOMPARE(formatter.add(row), QStringList({QString(), u"Name"_s, u"----"_s, u"a"_s}));
        QCOMPARE(formatter.add(row), QStringList(u"a"_s));
        // Longer than the first: the last column has the rest of the line.
        QCOMPARE(formatter.add(bag({{"Name", Value::string(u"longer than it")}})), QStringList(u"longer than it"_s));
        QCOMPARE(formatter.add(Value::string(u"text")), QStringList(u"text"_s));
        QCOMPARE(formatter.add(row), QStringList(u"a"_s));
        QCOMPARE(formatter.finish(), QStringList(QString()));
        QVERIFY(formatter.finish().isEmpty());
        QCOMPARE(formatter.add(row).size(), 4);
        QCOMPARE(formatter.finish(), QStringList(QString()));
        QVERIFY(formatter.finish().isEmpty());
    }

    void rowsThatWaitCountForTheWidths()
    {
        OutputFormatter formatter;
        const auto row = [](QStringView name) { return bag({{"Name", Value::string(name)}, {"N", Value::int32(1)}}); };
        QCOMPARE(formatter.hold(row(u"a")), QStringList(QString()));
        QVERIFY(formatter.isHolding());
        QVERIFY(formatter.hold(row(u"longer")).isEmpty());
        QCOMPARE(formatter.flush(), QStringList({u"Name   N"_s, u"----   -"_s, u"a      1"_s, u"longer 1"_s}));
        QVERIFY(!formatter.isHolding());
        // The widths are fixed now.
        QCOMPARE(formatter.hold(row(u"longest of all")), QStringList(u"longe… 1"_s));
        QCOMPARE(formatter.finish(), QStringList(QString()));
    }

    void remotingMembersAreHidden()
    {
        const Value value = bag({{"N", Value::int32(1)},
                                 {"PSComputerName", Value::string(u"h")},
                                 {"PSShowComputerName", Value::boolean(false)}});
        QCOMPARE(shown({value}), u"\nN\n-\n1\n"_s);
    }

    void defaultDisplayProperties()
    {
        QCOMPARE(
            shown("<Obj><MS><MS N='PSStandardMembers'><Obj N='DefaultDisplayPropertySet'><LST><S>B</S></LST></Obj></MS>"
                  "<I32 N='A'>1</I32><S N='B'>b</S></MS></Obj>"),
            u"\nB\n-\nb\n"_s);
    }

    void errors()
    {
        ErrorRecord record;
        record.message = u"Cannot find it."_s;
        record.categoryActivity = u"Get-Item"_s;
        QCOMPARE(formatError(record), QStringList(u"Get-Item: Cannot find it."_s));
        QCOMPARE(shown({record.toValue()}), u"Get-Item: Cannot find it."_s);
        record.invocation = InvocationInfo{u"Get-Item"_s,
                                           u"x;Get-Item /n"_s,
                                           u"At /a.ps1:7 char:3\n+ x;Get-Item /n\n+   ~~~~~~~~~~~"_s,
                                           u"/a.ps1"_s,
                                           7,
                                           3};
        QCOMPARE(formatError(record).join(u'\n'),
                 u"Get-Item: /a.ps1:7\nLine |\n   7 |  x;Get-Item /n\n     |    ~~~~~~~~~~~\n"
                 "     | Cannot find it.\n"_s);
        QCOMPARE(formatError(ErrorRecord()), QStringList(u"Error: "_s));
    }

    void cyclesAndDepth()
    {
        const Value loop = read("<Obj RefId='0'><LST><I32>1</I32><Ref RefId='0' /></LST></Obj>");
        // The loop is left after some rounds.
        QVERIFY(formatValues({loop}).size() < 100);
        QCOMPARE(shown("<Obj RefId='0'><TN><T>System.Management.Automation.PSCustomObject</T></TN><MS><Ref N='Self' "
                       "RefId='0' />"
                       "<S N='Name'>loop</S></MS></Obj>"),
                 u"\nSelf                Name\n----                ----\n@{Self=; Name=loop} loop\n"_s);
    }

    /// tests/data/display/facts.txt
    void factsOfPowerShell_data()
    {
        QTest::addColumn<QStringList>("values");
        QTest::addColumn<QString>("wanted");
        QFile file(QStringLiteral(REJOIN_SOURCE_DIR "/tests/data/display/facts.txt"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QString all = QString::fromUtf8(file.readAll());
        all.chop(1); // as the line break before the next section does not belong to the one above it
        const QStringList sections = all.sliced(all.indexOf(u"\n== "_s) + 4).split(u"\n== "_s);
        QVERIFY(sections.size() > 100);
        for (const QString &section : sections) {
            const QString body = section.section(u'\n', 1);
            const qsizetype rule = body.indexOf(u"\n--"_s);
            QString shownThere = body.sliced(rule + 3);
            shownThere = shownThere.startsWith(u'\n') ? shownThere.sliced(1) : shownThere;
            QTest::addRow("%s", qPrintable(section.section(u'\n', 0, 0)))
                << body.first(rule).split(u'\n') << shownThere;
        }
    }
    void factsOfPowerShell()
    {
        QFETCH(const QStringList, values);
        QFETCH(const QString, wanted);
        QList<Value> read;
        for (const QString &one : values)
            read.append(clixml::read(one.toUtf8()));
        QStringList lines = formatValues(read);
        for (QString &line : lines)
            while (line.endsWith(u' '))
                line.chop(1);
        QCOMPARE(lines.join(u'\n'), wanted);
    }

    void errorsOfOtherPlaces()
    {
        // What PowerShell 7.6 prints for errors of a remote command.
        ErrorRecord record;
        record.message = u"The term 'x' is not recognized"_s;
        record.category = 13;
        record.categoryName = u"ObjectNotFound"_s;
        record.categoryReason = u"CommandNotFoundException"_s;
        QCOMPARE(formatError(record), QStringList(u"ObjectNotFound: The term 'x' is not recognized"_s));
        record.category = 0;
        record.categoryName = u"NotSpecified"_s;
        record.categoryReason = u"RuntimeException"_s;
        QCOMPARE(formatError(record).first().section(u':', 0, 0), u"RuntimeException"_s);
        record.categoryActivity = u"Write-Error"_s;
        record.recommendedAction = u"do\nit"_s;
        QCOMPARE(formatError(record),
                 QStringList({u"Write-Error: The term 'x' is not recognized"_s, u"  Recommendation: do it"_s}));
        record.wasThrown = true;
        QVERIFY(formatError(record).first().startsWith(u"Exception: "_s));
    }

    void errorDetails()
    {
        const ErrorRecord record = ErrorRecord::fromValue(read(
            "<Obj RefId='0'><TN "
            "RefId='0'><T>System.Management.Automation.ErrorRecord</T></TN><ToString>outer</ToString><MS>"
            "<Obj N='Exception' RefId='1'><TN RefId='1'><T>System.InvalidOperationException</T></TN>"
            "<ToString>System.InvalidOperationException: outer</ToString><Props><S N='Message'>outer</S>"
            "<S N='InnerException'>System.FormatException: inner words_x000A_   at Deep()</S>"
            "<S N='StackTrace'>   at There()</S></Props></Obj>"
            "<S N='FullyQualifiedErrorId'>Id,Cmd</S><Nil N='InvocationInfo' /><I32 N='ErrorCategory_Category'>6</I32>"
            "<S N='ErrorCategory_Activity'>Act</S><S N='ErrorCategory_Reason'>InvalidOperationException</S>"
            "<S N='ErrorCategory_TargetName'>t</S><S N='ErrorCategory_TargetType'>String</S>"
            "<S N='ErrorDetails_ScriptStackTrace'>at f, s.ps1: line 3</S></MS></Obj>"));
        QCOMPARE(record.innerExceptions, QStringList(u"System.FormatException: inner words"_s));
        QCOMPARE(formatErrorDetails(record).join(u'\n'), u"Message               : outer\n"
                                                         "Exception             : System.InvalidOperationException\n"
                                                         "InnerException        : System.FormatException: inner words\n"
                                                         "Category              : InvalidData\n"
                                                         "Activity              : Act\n"
                                                         "Reason                : InvalidOperationException\n"
                                                         "TargetName            : t\n"
                                                         "TargetType            : String\n"
                                                         "FullyQualifiedErrorId : Id,Cmd\n"
                                                         "ScriptStackTrace      : at f, s.ps1: line 3\n"
                                                         "StackTrace            :    at There()"_s);
    }

    void longMessagesOfScriptsWrap()
    {
        ErrorRecord record;
        record.categoryActivity = u"A"_s;
        record.message = u"The term 'nosuchcommand' is not recognized as a name of a cmdlet, function,\nor more"_s;
        record.invocation = InvocationInfo{u"A"_s, u"x"_s, u"At /a.ps1:7 char:1\n+ x\n+ ~"_s, u"/a.ps1"_s, 7, 1};
        const QStringList lines = formatError(record, 60);
        QCOMPARE(lines.mid(4), QStringList({u"     | The term 'nosuchcommand' is not recognized as a name"_s,
                                            u"     | of a cmdlet, function, or more"_s, QString()}));
    }

    void samplesOfPowerShell()
    {
        const QDir folder(QStringLiteral(REJOIN_SOURCE_DIR "/../shared/clixml"));
        if (!folder.exists())
            QSKIP("The samples written by PowerShell (../shared/clixml) are not beside the project.");
        QStringList wrong;
        for (const QString &name : folder.entryList({u"*.clixml"_s}, QDir::Files)) {
            QFile file(folder.filePath(name));
            QFile expected(folder.filePath(QString(name).replace(u".clixml"_s, u".txt"_s)));
            QVERIFY(file.open(QIODevice::ReadOnly) && expected.open(QIODevice::ReadOnly));
            QString text = formatValues(readFile(file.readAll())).join(u'\n');
            const QString wanted = QString::fromUtf8(expected.readAll());
            if (!text.isEmpty() || wanted == u"\n")
                text += u'\n';
            const QString base = QString(name).remove(u".clixml"_s);
            if (text != wanted) {
                wrong.append(base);
                qInfo().noquote() << name << "\n" << text << "--- wanted\n" << wanted;
            }
        }
        QCOMPARE(wrong, QStringList());
    }
};

QTEST_GUILESS_MAIN(DisplayTest)
#include "tst_display.moc"
