#include "ui/console/consoleinput.h"

#include <QFontDatabase>
#include <QKeyEvent>
#include <QTextBlock>

#include <algorithm>

namespace rejoin::ui {

namespace {

constexpr qsizetype maximumHistory = 500;
constexpr int maximumLines = 8;
constexpr int spare = 4; ///< pixels; without them one line gets a scroll bar

} // namespace

ConsoleInput::ConsoleInput(QWidget *parent) : QPlainTextEdit(parent)
{
    setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    setTabChangesFocus(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    connect(this, &QPlainTextEdit::textChanged, this, &QWidget::updateGeometry);
}

QSize ConsoleInput::sizeHint() const
{
    const int lines = std::clamp(blockCount(), 1, maximumLines);
    const int height =
        fontMetrics().lineSpacing() * lines + int(2 * document()->documentMargin()) + 2 * frameWidth() + spare;
    return {200, height};
}

void ConsoleInput::keyPressEvent(QKeyEvent *event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isEnter && !(event->modifiers() & (Qt::ShiftModifier | Qt::AltModifier))) {
        submit();
        return;
    }
    if (event->matches(QKeySequence::Copy) && !textCursor().hasSelection()) {
        Q_EMIT stopRequested();
        return;
    }
    const bool isPlain = (event->modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier;
    if (isPlain && event->key() == Qt::Key_Up && textCursor().blockNumber() == 0) {
        recall(-1);
        return;
    }
    if (isPlain && event->key() == Qt::Key_Down && textCursor().blockNumber() == blockCount() - 1) {
        recall(1);
        return;
    }
    QPlainTextEdit::keyPressEvent(event);
}

void ConsoleInput::submit()
{
    const QString script = toPlainText();
    if (script.trimmed().isEmpty())
        return;
    if (m_history.isEmpty() || m_history.last() != script)
        m_history += script;
    if (m_history.size() > maximumHistory)
        m_history.removeFirst();
    m_at = m_history.size();
    m_draft.clear();
    clear();
    Q_EMIT submitted(script);
}

void ConsoleInput::recall(int steps)
{
    const qsizetype to = m_at + steps;
    if (to < 0 || to > m_history.size())
        return;
    if (m_at == m_history.size())
        m_draft = toPlainText();
    m_at = to;
    setPlainText(m_at == m_history.size() ? m_draft : m_history.at(m_at));
    moveCursor(QTextCursor::End);
}

} // namespace rejoin::ui
