#include "core/base/wildcard.h"

#include <QTest>

using rejoin::base::Wildcard;

class WildcardTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wildcards_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("matches");
        const auto row = [](const char *pattern, const char *text, bool matches) {
            QTest::addRow("%s ~ %s", pattern, text)
                << QString::fromLatin1(pattern) << QString::fromLatin1(text) << matches;
        };
        row("ITTask", "ittask", true);
        row("IT*", "ITTask", true);
        row("IT*", "XITTask", false);
        row("*Task", "ITTask", true);
        row("IT?ask", "ITTask", true);
        row("IT?ask", "ITask", false);
        row("[a-j]TTask", "ITTask", true);
        row("[a-h]TTask", "ITTask", false);
        row("[xI]TTask", "ITTask", true);
        row("a.b", "axb", false);
        row("a`*b", "a*b", true);
        row("a`*b", "axb", false);
        row("a`[b]", "a[b]", true);
        row("[a`]]b", "]b", true);
        row("(x)+", "(x)+", true);
        row("[", "[", true);
        row("[^a]", "^", true); // no negation in PowerShell's wildcards
        row("", "", true);
        row("", "a", false);
        row("*", "", true);
    }
    void wildcards()
    {
        QFETCH(QString, pattern);
        QFETCH(QString, text);
        QFETCH(bool, matches);
        QCOMPARE(Wildcard(pattern).matches(text), matches);
    }

    void tellsWildcardsFromNames()
    {
        QVERIFY(Wildcard::hasWildcards(QStringLiteral("IT*")));
        QVERIFY(Wildcard::hasWildcards(QStringLiteral("IT[a]")));
        QVERIFY(!Wildcard::hasWildcards(QStringLiteral("IT`*")));
        QVERIFY(!Wildcard::hasWildcards(QStringLiteral("ITTask")));
    }
};

QTEST_GUILESS_MAIN(WildcardTest)
#include "tst_wildcard.moc"
