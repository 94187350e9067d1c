#include "ui/console/keypress.h"

#include <QKeyEvent>

#include <array>

namespace rejoin::ui {

namespace {

struct Pair
{
    int key;
    int virtualKey;
};

constexpr std::array<Pair, 18> specialKeys{{{Qt::Key_Return, 0x0d},
                                            {Qt::Key_Enter, 0x0d},
                                            {Qt::Key_Backspace, 0x08},
                                            {Qt::Key_Tab, 0x09},
                                            {Qt::Key_Backtab, 0x09},
                                            {Qt::Key_Escape, 0x1b},
                                            {Qt::Key_Space, 0x20},
                                            {Qt::Key_PageUp, 0x21},
                                            {Qt::Key_PageDown, 0x22},
                                            {Qt::Key_End, 0x23},
                                            {Qt::Key_Home, 0x24},
                                            {Qt::Key_Left, 0x25},
                                            {Qt::Key_Up, 0x26},
                                            {Qt::Key_Right, 0x27},
                                            {Qt::Key_Down, 0x28},
                                            {Qt::Key_Insert, 0x2d},
                                            {Qt::Key_Delete, 0x2e},
                                            {Qt::Key_Pause, 0x13}}};

// ControlKeyStates
constexpr int leftAlt = 0x2;
constexpr int leftCtrl = 0x8;
constexpr int shift = 0x10;
constexpr int firstFunctionKey = 0x70;

} // namespace

std::optional<sessions::KeyPress> keyPressOf(const QKeyEvent &event)
{
    const int key = event.key();
    if (key == Qt::Key_Shift || key == Qt::Key_Control || key == Qt::Key_Alt || key == Qt::Key_Meta ||
        key == Qt::Key_AltGr || key == Qt::Key_CapsLock || key == Qt::Key_NumLock || key == 0)
        return {};
    sessions::KeyPress press;
    if (!event.text().isEmpty())
        press.character = event.text().front().unicode();
    for (const Pair &pair : specialKeys) {
        if (pair.key == key)
            press.virtualKey = pair.virtualKey;
    }
    if (key >= Qt::Key_F1 && key <= Qt::Key_F24)
        press.virtualKey = firstFunctionKey + key - Qt::Key_F1;
    else if ((key >= Qt::Key_A && key <= Qt::Key_Z) || (key >= Qt::Key_0 && key <= Qt::Key_9))
        press.virtualKey = key; // the same numbers
    if (event.modifiers() & Qt::ShiftModifier)
        press.controlState |= shift;
    if (event.modifiers() & Qt::ControlModifier)
        press.controlState |= leftCtrl;
    if (event.modifiers() & Qt::AltModifier)
        press.controlState |= leftAlt;
    return press;
}

} // namespace rejoin::ui
