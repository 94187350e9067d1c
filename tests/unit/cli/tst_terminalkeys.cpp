#include "core/cli/terminalkeys.h"

#include <QTest>

using namespace rejoin;
using cli::keyFromTerminal;

class TerminalKeysTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void characters()
    {
        QCOMPARE(keyFromTerminal("q").character, u'q');
        QCOMPARE(keyFromTerminal("q").virtualKey, 'Q');
        QCOMPARE(keyFromTerminal("q").controlState, 0);
        QCOMPARE(keyFromTerminal("Q").controlState, 0x10);
        QCOMPARE(keyFromTerminal("7").virtualKey, '7');
        QCOMPARE(keyFromTerminal("\xc3\xa9").character, u'\u00e9');
        QCOMPARE(keyFromTerminal(" ").virtualKey, 0x20);
    }

    void editingKeys()
    {
        QCOMPARE(keyFromTerminal("\n").virtualKey, 0x0d);
        QCOMPARE(keyFromTerminal("\n").character, u'\r');
        QCOMPARE(keyFromTerminal("\x7f").virtualKey, 0x08);
        QCOMPARE(keyFromTerminal("\x1b").virtualKey, 0x1b);
        QCOMPARE(keyFromTerminal("\t").virtualKey, 0x09);
    }

    void sequences()
    {
        QCOMPARE(keyFromTerminal("\x1b[A").virtualKey, 0x26);
        QCOMPARE(keyFromTerminal("\x1b[A").character, u'\0');
        QCOMPARE(keyFromTerminal("\x1b[15~").virtualKey, 0x74);
        QCOMPARE(keyFromTerminal("\x1bOP").virtualKey, 0x70);
    }

    void modifiers()
    {
        QCOMPARE(keyFromTerminal("\x03").virtualKey, 'C');
        QCOMPARE(keyFromTerminal("\x03").controlState, 0x8);
        QCOMPARE(keyFromTerminal("\x1b"
                                 "x")
                     .virtualKey,
                 'X');
        QCOMPARE(keyFromTerminal("\x1b"
                                 "x")
                     .controlState,
                 0x2);
    }

    void nothing() { QCOMPARE(keyFromTerminal("").virtualKey, 0); }
};

QTEST_GUILESS_MAIN(TerminalKeysTest)
#include "tst_terminalkeys.moc"
