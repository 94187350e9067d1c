#pragma once

#include <QFrame>
#include <QTimer>

class QLabel;
class QPushButton;

namespace rejoin::ui {

/// One sentence at the foot of the window, with an Undo while there is something to undo. Goes by itself.
class NoticeBar : public QFrame
{
    Q_OBJECT

public:
    explicit NoticeBar(QWidget *parent = nullptr);

    void say(const QString &words, std::function<void()> undo = {});

private:
    QLabel *m_words;
    QPushButton *m_undo;
    std::function<void()> m_action;
    QTimer m_timer;
};

} // namespace rejoin::ui
