#include "ui/widgets/emptystate.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace rejoin::ui {

EmptyState::EmptyState(QWidget *parent)
    : QWidget(parent), m_title(new QLabel), m_words(new QLabel), m_offers(new QWidget), m_row(new QHBoxLayout(m_offers))
{
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    QFont large = m_title->font();
    large.setPointSizeF(large.pointSizeF() * 1.25);
    m_title->setFont(large);
    for (QLabel *label : {m_title, m_words}) {
        label->setTextFormat(Qt::PlainText);
        label->setAlignment(Qt::AlignCenter);
        label->setWordWrap(true);
    }
    m_title->setObjectName(QStringLiteral("emptyTitle"));
    m_words->setForegroundRole(QPalette::PlaceholderText);
    m_row->setContentsMargins(0, 6, 0, 0);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 16, 24, 16);
    column->addStretch(2);
    column->addWidget(m_title);
    column->addWidget(m_words);
    column->addWidget(m_offers);
    column->addStretch(3);
}

void EmptyState::say(const QString &title, const QString &words, const QList<Offer> &offers)
{
    m_title->setText(title);
    m_words->setText(words);
    m_words->setVisible(!words.isEmpty());
    while (QLayoutItem *item = m_row->takeAt(0)) {
        if (item->widget())
            item->widget()->deleteLater();
        delete item;
    }
    m_row->addStretch();
    for (const Offer &offer : offers) {
        auto *button = new QPushButton(offer.text);
        button->setObjectName(offer.objectName);
        connect(button, &QPushButton::clicked, this, offer.act);
        m_row->addWidget(button);
    }
    m_row->addStretch();
    m_offers->setVisible(!offers.isEmpty());
}

} // namespace rejoin::ui
