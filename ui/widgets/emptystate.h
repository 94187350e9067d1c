#pragma once

#include <QWidget>

class QLabel;
class QVBoxLayout;
class QHBoxLayout;

namespace rejoin::ui {

/// What is shown where a list is empty: why, what to do, and buttons that do it.
class EmptyState : public QWidget
{
    Q_OBJECT

public:
    explicit EmptyState(QWidget *parent = nullptr);

    struct Offer
    {
        QString text;
        QString objectName;
        std::function<void()> act;
    };
    void say(const QString &title, const QString &words, const QList<Offer> &offers = {});

private:
    QLabel *m_title;
    QLabel *m_words;
    QWidget *m_offers;
    QHBoxLayout *m_row;
};

} // namespace rejoin::ui
