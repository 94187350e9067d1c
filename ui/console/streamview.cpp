#include "ui/console/streamview.h"

#include "ui/console/streamdocument.h"

#include <QEvent>
#include <QFontDatabase>
#include <QPlainTextDocumentLayout>
#include <QScrollBar>

#include <algorithm>

namespace rejoin::ui {

StreamView::StreamView(QWidget *parent) : QPlainTextEdit(parent), m_empty(new QTextDocument(this))
{
    m_empty->setDocumentLayout(new QPlainTextDocumentLayout(m_empty));
    setReadOnly(true);
    setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setFrameShape(QFrame::NoFrame);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this,
            [this](int value) { m_atEnd = value >= verticalScrollBar()->maximum(); });
    // A smaller view keeps its end in sight, too.
    connect(verticalScrollBar(), &QScrollBar::rangeChanged, this, &StreamView::follow);
}

void StreamView::show(StreamDocument *stream)
{
    disconnect(m_following);
    m_stream = stream;
    setDocument(stream ? stream->document() : m_empty);
    setCursorWidth(1);
    if (!stream)
        return;
    m_following = connect(stream->document(), &QTextDocument::contentsChanged, this, &StreamView::follow);
    m_atEnd = true;
    follow();
}

void StreamView::follow()
{
    if (m_atEnd)
        verticalScrollBar()->setValue(verticalScrollBar()->maximum());
}

int StreamView::cells() const
{
    const int cell = std::max(1, fontMetrics().horizontalAdvance(u'0'));
    return std::clamp((viewport()->width() - int(2 * document()->documentMargin())) / cell, 40, 300);
}

void StreamView::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_stream)
        m_stream->recolor();
}

} // namespace rejoin::ui
