#include "core/cli/terminalkeys.h"

#include <QString>

#include <array>

namespace rejoin::cli {

namespace {

struct SpecialKey
{
    const char *sequence;
    int virtualKey;
};

// xterm's sequences, which the Linux console and Windows Terminal send too.
constexpr std::array<SpecialKey, 30> specialKeys{{
    {"\x1b[A", 0x26},   {"\x1b[B", 0x28},   {"\x1b[C", 0x27},   {"\x1b[D", 0x25},   {"\x1bOA", 0x26},
    {"\x1bOB", 0x28},   {"\x1bOC", 0x27},   {"\x1bOD", 0x25},   {"\x1b[H", 0x24},   {"\x1b[F", 0x23},
    {"\x1b[1~", 0x24},  {"\x1b[4~", 0x23},  {"\x1b[2~", 0x2d},  {"\x1b[3~", 0x2e},  {"\x1b[5~", 0x21},
    {"\x1b[6~", 0x22},  {"\x1bOP", 0x70},   {"\x1bOQ", 0x71},   {"\x1bOR", 0x72},   {"\x1bOS", 0x73},
    {"\x1b[15~", 0x74}, {"\x1b[17~", 0x75}, {"\x1b[18~", 0x76}, {"\x1b[19~", 0x77}, {"\x1b[20~", 0x78},
    {"\x1b[21~", 0x79}, {"\x1b[23~", 0x7a}, {"\x1b[24~", 0x7b}, {"\x1bOH", 0x24},   {"\x1bOF", 0x23},
}};

// ControlKeyStates
constexpr int leftAlt = 0x2;
constexpr int leftCtrl = 0x8;
constexpr int shift = 0x10;

constexpr int virtualReturn = 0x0d;
constexpr int virtualBack = 0x08;

} // namespace

sessions::KeyPress keyFromTerminal(QByteArrayView bytes)
{
    sessions::KeyPress key;
    for (const SpecialKey &special : specialKeys) {
        if (bytes == QByteArrayView(special.sequence)) {
            key.virtualKey = special.virtualKey;
            return key;
        }
    }
    if (bytes.size() > 1 && bytes.front() == '\x1b') {
        key = keyFromTerminal(bytes.sliced(1)); // Alt and a key
        key.controlState |= leftAlt;
        return key;
    }
    const QString text = QString::fromUtf8(bytes);
    if (text.isEmpty())
        return key;
    const char16_t unit = text.front().unicode();
    key.character = unit;
    if (unit == u'\n' || unit == u'\r') {
        key.virtualKey = virtualReturn;
        key.character = u'\r';
    } else if (unit == 0x7f || unit == u'\b') {
        key.virtualKey = virtualBack;
        key.character = u'\b';
    } else if (unit == u'\t' || unit == 0x1b || unit == u' ') {
        key.virtualKey = unit;
    } else if (unit < 0x20) {
        key.virtualKey = unit + 0x40; // Ctrl+A is 1
        key.controlState = leftCtrl;
    } else {
        const QChar upper = QChar(unit).toUpper();
        const bool hasKey = (upper >= u'A' && upper <= u'Z') || (unit >= u'0' && unit <= u'9');
        key.virtualKey = hasKey ? upper.unicode() : 0;
        key.controlState = upper == QChar(unit) && QChar(unit).isLetter() ? shift : 0;
    }
    return key;
}

} // namespace rejoin::cli
