#include "core/clixml/value.h"
#include "core/cmdlets/json.h"
#include "core/cmdlets/outputwriter.h"
#include "core/cmdlets/sessiontable.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace rejoin;
using namespace rejoin::cmdlets;
using namespace Qt::StringLiterals;

namespace {

/// A session as a server would have described it.
Object session(int id, const QString &name, const QString &computer = u"Server01"_s,
               const QString &configuration = u"ITTasks"_s)
{
    sessions::ConnectionOptions origin;
    origin.computerName = computer;
    origin.configurationName = configuration;
    auto made = std::make_shared<sessions::Session>(id, QUuid(u"9b96419e-f058-4919-9ce9-946ca227e22a"_s), origin);
    wsman::ShellInfo shell;
    shell.shellId = u"9B96419E-F058-4919-9CE9-946CA227E22A"_s;
    shell.name = name;
    shell.resourceUri = u"http://schemas.microsoft.com/powershell/"_s + configuration;
    shell.state = u"Disconnected"_s;
    shell.idleTimeout = std::chrono::milliseconds(7200000);
    made->update(shell, {}, QDateTime(QDate(2026, 1, 2), QTime(3, 4, 5), Qt::UTC));
    return Object::session(made);
}

QStringList written(OutputFormat format, const ObjectList &objects, int width = 0)
{
    QStringList lines;
    OutputWriter writer(format, width, [&](const QString &line) { lines << line; });
    for (const Object &object : objects)
        writer.add(object);
    writer.finish();
    return lines;
}

} // namespace

class OutputTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theTableIsTheReferenceTexts()
    {
        const QStringList expected{
            QString(),
            u"Id Name            ComputerName    State         ConfigurationName     Availability"_s,
            u"-- ----            ------------    -----         -----------------     ------------"_s,
            u" 1 ITTask          Server01        Disconnected  ITTasks                       None"_s,
            u"12 Backups         Server01        Disconnected  Microsoft.PowerShell          None"_s,
            QString(),
        };
        const ObjectList list{session(1, u"ITTask"_s),
                              session(12, u"Backups"_s, u"Server01"_s, u"Microsoft.PowerShell"_s)};
        QCOMPARE(sessionTable(list, 0), expected);
        QCOMPARE(written(OutputFormat::Table, list), expected);
    }

    void cells_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("cells");
        QTest::newRow("latin") << u"abc"_s << 3;
        QTest::newRow("chinese") << u"会话"_s << 4;
        QTest::newRow("korean") << u"세션"_s << 4;
        QTest::newRow("combining") << u"e\u0301"_s << 1;
        QTest::newRow("emoji") << QString::fromUtf8("\xF0\x9F\x92\xBE") << 2;
        QTest::newRow("nothing") << QString() << 0;
    }
    void cells()
    {
        QFETCH(QString, text);
        QTEST(cellWidth(text), "cells");
    }

    void wideNamesKeepTheColumns()
    {
        const QStringList lines = sessionTable({session(1, u"备份任务"_s), session(2, u"plain"_s)}, 0);
        const auto at = [&](int line) { return cellWidth(lines.at(line).left(lines.at(line).indexOf(u"Server01"_s))); };
        QCOMPARE(at(3), at(4));
        QCOMPARE(at(3), 19);
    }

    void aNarrowTerminalCutsTheLongestName()
    {
        const QStringList lines = sessionTable({session(1, QString(60, u'n'))}, 90);
        for (const QString &line : lines)
            QVERIFY2(cellWidth(line) <= 90, qPrintable(line));
        QVERIFY(lines.at(3).contains(u'\u2026'));
        // Never below the headings, however narrow.
        QVERIFY(sessionTable({session(1, u"n"_s)}, 10).at(1).contains("ConfigurationName"_L1));
    }

    void aNameCannotSteerTheTerminal()
    {
        const QStringList lines = sessionTable({session(1, u"a\x1b[31mb\nc"_s)}, 0);
        QCOMPARE(lines.size(), 5);
        QVERIFY(!lines.at(3).contains(u'\x1b'));
        QCOMPARE(visibleText(u"a\u202Eb\u0085c\td\x7f"_s), u"a\uFFFDb\uFFFDc\td\u2421"_s);
    }

    void json()
    {
        const QStringList lines = written(OutputFormat::Json, {session(1, u"ITTask"_s), Object::number(5)});
        const QJsonDocument document = QJsonDocument::fromJson(lines.join(u'\n').toUtf8());
        QCOMPARE(document.array().size(), 2);
        const QJsonObject object = document.array().at(0).toObject();
        QCOMPARE(object["Name"_L1].toString(), u"ITTask"_s);
        QCOMPARE(object["IdleTimeout"_L1].toInt(), 7200);
        QCOMPARE(object["InstanceId"_L1].toString(), u"9b96419e-f058-4919-9ce9-946ca227e22a"_s);
        QCOMPARE(document.array().at(1).toInt(), 5);
        QCOMPARE(written(OutputFormat::Json, {}).join(QString()), u"[]"_s);
    }

    void jsonOfValues()
    {
        QCOMPARE(toJson(Object()), QJsonValue(QJsonValue::Null));
        QCOMPARE(toJson(Object::boolean(true)), QJsonValue(true));
        QCOMPARE(toJson(Object::list({Object::number(1), Object::string(u"a"_s)})), QJsonValue(QJsonArray{1, u"a"_s}));
        const Object when(Object::Variant(QDateTime(QDate(2026, 1, 2), QTime(3, 4, 5), Qt::UTC)));
        QVERIFY(toJson(when).toString().startsWith("2026-01-02T03:04:05"_L1));
        const Object record = Object::record(u"T"_s, {{u"A"_s, Object::number(1)}});
        QCOMPARE(toJson(record).toObject(), (QJsonObject{{u"A"_s, 1}}));
        // Nesting ends somewhere.
        Object deep = Object::number(1);
        for (int i = 0; i < 100; ++i)
            deep = Object::list({deep, Object::number(i)});
        QVERIFY(!QJsonDocument(QJsonArray{toJson(deep)}).toJson().isEmpty());
    }

    void jsonLinesComeOneByOne()
    {
        QStringList lines;
        OutputWriter writer(OutputFormat::JsonLines, 0, [&](const QString &line) { lines << line; });
        writer.add(Object::string(u"a \"quoted\" word"_s));
        QCOMPARE(lines, QStringList{u"\"a \\\"quoted\\\" word\""_s});
        writer.add(session(1, u"x"_s));
        QCOMPARE(lines.size(), 2);
        writer.finish();
        QCOMPARE(lines.size(), 2);
    }

    void csv()
    {
        const QStringList lines =
            written(OutputFormat::Csv,
                    {Object::record(u"T"_s, {{u"A"_s, Object::string(u"say \"x\""_s)}, {u"B"_s, Object::number(2)}}),
                     Object::record(u"T"_s, {{u"B"_s, Object::number(3)}})});
        QCOMPARE(lines, (QStringList{u"\"A\",\"B\""_s, u"\"say \"\"x\"\"\",\"2\""_s, u"\"\",\"3\""_s}));
    }

    void list()
    {
        const QStringList lines = written(
            OutputFormat::List,
            {Object::record(u"T"_s, {{u"Name"_s, Object::string(u"n"_s)}, {u"LongerName"_s, Object::number(2)}}),
             Object::string(u"text"_s)});
        QCOMPARE(lines, (QStringList{QString(), u"Name       : n"_s, u"LongerName : 2"_s, u"text"_s}));
    }

    void clixml()
    {
        const QString text = written(OutputFormat::CliXml, {session(1, u"ITTask"_s)}).join(u'\n');
        QVERIFY(text.startsWith("<Objs Version=\"1.1.0.1\""_L1));
        QVERIFY(text.contains("<S N=\"Name\">ITTask</S>"_L1));
        QVERIFY(text.endsWith("</Objs>"_L1));
    }

    void formatsByName()
    {
        QVERIFY(outputFormatFrom(u"jSoNlInEs"_s) == OutputFormat::JsonLines);
        QVERIFY(!outputFormatFrom(u"yaml"_s));
    }
};

QTEST_GUILESS_MAIN(OutputTest)
#include "tst_output.moc"
