#include "ui/widgets/noticebar.h"

#include "ui/dialogs/labels.h"
#include "ui/icons.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

namespace rejoin::ui {

namespace {

constexpr int plainMilliseconds = 8000;
constexpr int undoMilliseconds = 30000;

} // namespace

NoticeBar::NoticeBar(QWidget *parent) : QFrame(parent), m_words(new QLabel), m_undo(new QPushButton(tr("&Undo")))
{
    identify(this, "noticeBar", tr("Notice"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::AlternateBase);
    m_words->setTextFormat(Qt::PlainText);
    m_words->setObjectName(QStringLiteral("noticeText"));
    m_undo->setObjectName(QStringLiteral("undoButton"));
    auto *close = new QToolButton;
    close->setIcon(icon(QStringLiteral("close")));
    close->setAutoRaise(true);
    identify(close, "closeNoticeButton", tr("Close"), tr("Close"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(8, 3, 8, 3);
    row->addWidget(m_words, 1);
    row->addWidget(m_undo);
    row->addWidget(close);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &QWidget::hide);
    connect(close, &QToolButton::clicked, this, &QWidget::hide);
    connect(m_undo, &QPushButton::clicked, this, [this] {
        hide();
        if (const auto action = std::exchange(m_action, {}))
            action();
    });
    hide();
}

void NoticeBar::say(const QString &words, std::function<void()> undo)
{
    m_action = std::move(undo);
    m_words->setText(words);
    m_undo->setVisible(bool(m_action));
    setVisible(!words.isEmpty());
    m_timer.start(m_action ? undoMilliseconds : plainMilliseconds);
}

} // namespace rejoin::ui
