#include "ui/console/promptarea.h"

#include <QEvent>
#include <QVBoxLayout>

#include <algorithm>

namespace rejoin::ui {

namespace {

constexpr int leastHeight = 120; ///< pixels; less of a question cannot be read

} // namespace

PromptArea::PromptArea(QWidget *parent) : QScrollArea(parent), m_slot(new QWidget)
{
    auto *column = new QVBoxLayout(m_slot);
    column->setContentsMargins(0, 0, 0, 0);
    setWidget(m_slot);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    setFocusPolicy(Qt::NoFocus);
}

QSize PromptArea::sizeHint() const
{
    const QSize wanted = m_slot->sizeHint();
    const int width = viewport()->width();
    const int height = m_slot->layout()->hasHeightForWidth() ? m_slot->layout()->heightForWidth(width) : 0;
    return {wanted.width(), std::max(wanted.height(), height)};
}

QSize PromptArea::minimumSizeHint() const
{
    return {0, std::min(sizeHint().height(), leastHeight)};
}

bool PromptArea::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_slot && event->type() == QEvent::LayoutRequest)
        updateGeometry();
    return QScrollArea::eventFilter(watched, event);
}

} // namespace rejoin::ui
