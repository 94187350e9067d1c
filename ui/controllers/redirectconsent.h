#pragma once

#include "core/base/awaitable.h"
#include "core/sessions/redirecthandler.h"

#include <QObject>
#include <QPointer>
#include <QSet>

class QDialog;
class QWidget;

namespace rejoin::ui {

/// Asks whether a login may go on to another address, one question at a time and each once for this run.
class RedirectConsent : public QObject, public sessions::RedirectHandler
{
    Q_OBJECT

public:
    explicit RedirectConsent(QWidget *window);
    ~RedirectConsent() override;

    void redirected(const QString &to) override;
    [[nodiscard]] Task<bool> mayLogInAt(sessions::RedirectQuestion question, base::CancelToken cancel) override;

Q_SIGNALS:
    /// A hop that is taken, in words for the notice bar.
    void announced(const QString &words);

private:
    struct Waiting
    {
        sessions::RedirectQuestion question;
        base::Awaitable<bool>::Handle answer;
    };
    void askNext();
    void answered(bool permitted);

    QPointer<QWidget> m_window;
    QPointer<QDialog> m_open;
    QList<Waiting> m_waiting; ///< the first is the one that stands open
    QSet<QString> m_permitted;
};

} // namespace rejoin::ui
