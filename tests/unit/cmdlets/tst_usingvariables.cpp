#include "core/base/error.h"
#include "core/cmdlets/usingvariables.h"

#include <QTest>

using namespace rejoin;
using namespace rejoin::cmdlets;
using namespace Qt::StringLiterals;

class UsingVariablesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void replaced_data()
    {
        QTest::addColumn<QString>("script");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("names");
        QTest::newRow("none") << u"Get-Job $x"_s << u"Get-Job $x"_s << QStringList();
        QTest::newRow("one") << u"Get-Job $using:X"_s << u"param($__using_x)\nGet-Job $__using_x"_s
                             << QStringList{u"__using_x"_s};
        QTest::newRow("twice, one parameter")
            << u"$using:x + $Using:x"_s << u"param($__using_x)\n$__using_x + $__using_x"_s
            << QStringList{u"__using_x"_s};
        QTest::newRow("braces") << u"\"${using:x}y\""_s << u"param($__using_x)\n\"${__using_x}y\""_s
                                << QStringList{u"__using_x"_s};
        QTest::newRow("in double quotes")
            << u"\"it's $using:x\""_s << u"param($__using_x)\n\"it's $__using_x\""_s << QStringList{u"__using_x"_s};
        QTest::newRow("in single quotes") << u"'$using:x'"_s << u"'$using:x'"_s << QStringList();
        QTest::newRow("in a comment") << u"1 # $using:x\n2"_s << u"1 # $using:x\n2"_s << QStringList();
        QTest::newRow("own parameters") << u"param($a = (1)) $a + $using:x"_s
                                        << u"param($a = (1), $__using_x) $a + $__using_x"_s
                                        << QStringList{u"__using_x"_s};
        QTest::newRow("empty parameters")
            << u"param() $using:x"_s << u"param($__using_x) $__using_x"_s << QStringList{u"__using_x"_s};
    }
    void replaced()
    {
        QFETCH(QString, script);
        QFETCH(QString, text);
        QFETCH(QStringList, names);
        const UsingResult result = replaceUsing(script, {{u"x"_s, Object::number(5)}});
        QCOMPARE(result.text, text);
        QStringList given;
        for (const auto &[name, value] : result.values) {
            given << name;
            QCOMPARE(value.toInteger(), 5);
        }
        QCOMPARE(given, names);
    }

    void whatIsNotSetIsAnError()
    {
        try {
            (void)replaceUsing(u"$using:missing"_s, {});
            QFAIL("replaced");
        } catch (const base::Error &error) {
            QCOMPARE(error.id, u"UsingVariableIsUndefined"_s);
            QVERIFY(error.english().contains("$using:missing"_L1));
        }
    }
};

QTEST_GUILESS_MAIN(UsingVariablesTest)
#include "tst_usingvariables.moc"
