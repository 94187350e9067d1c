#pragma once

#include "ui/controllers/attention.h"

#include <QFrame>

class QLabel;
class QScrollArea;
class QVBoxLayout;

namespace rejoin::ui {

/// What needs attention: a card each, with what happened, what to do, a button that does it, and the raw words.
class AttentionPanel : public QFrame
{
    Q_OBJECT

public:
    explicit AttentionPanel(Attention *attention, QWidget *parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void remedyRequested(const rejoin::ui::AttentionItem &item);

private:
    void refill();
    [[nodiscard]] QWidget *card(const AttentionItem &item);

    Attention *m_attention;
    QLabel *m_title;
    QScrollArea *m_area;
    QVBoxLayout *m_cards = nullptr;
    QSet<QUuid> m_open; ///< cards whose details are shown
    bool m_isRefillDue = false;
};

[[nodiscard]] QString remedyText(Remedy remedy);

} // namespace rejoin::ui
