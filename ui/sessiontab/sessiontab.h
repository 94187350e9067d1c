#pragma once

#include "core/sessions/sessionservice.h"

#include <QTimer>
#include <QWidget>

class QFrame;
class QLabel;
class QPushButton;
class QTabWidget;

namespace rejoin::ui {

class ConsolePage;
class DetailsPage;
class JobViewer;
class OutputPage;

/// A session in the window: Console, Jobs, Output, Details. Outlives a disconnection: says so, keeps everything and
/// offers to connect again.
class SessionTab : public QWidget
{
    Q_OBJECT

public:
    SessionTab(sessions::SessionService *service, sessions::SessionPtr session, QWidget *parent = nullptr);

    [[nodiscard]] const sessions::SessionPtr &session() const { return m_session; }
    /// Puts the keyboard into the page that is shown: the console's input, the jobs.
    void focusPage();
    /// "ITTask · Server01"
    [[nodiscard]] QString title() const;
    /// What a command of the session set as its window's title; may be empty.
    [[nodiscard]] QString subtitle() const { return m_subtitle; }
    [[nodiscard]] bool isConnected() const { return m_isConnected; }
    [[nodiscard]] ConsolePage *console() const { return m_console; }
    [[nodiscard]] JobViewer *jobs() const { return m_jobs; }
    [[nodiscard]] OutputPage *output() const { return m_output; }
    /// What Receive of the window means here: the job that is selected, else the running command's output.
    void receive();

Q_SIGNALS:
    void reconnectRequested(const QUuid &shellId);
    void keepLongerRequested(const QUuid &shellId);
    /// State or name changed.
    void changed();
    /// A command asked the console to end (SetShouldExit).
    void exitRequested();

private:
    void follow();
    void updateState();
    void tell(const QString &words, bool offersConnect);
    /// "Reconnecting (3:12 left)"; false when the connection is not being waited for.
    bool countDown();

    sessions::SessionPtr m_session;
    QFrame *m_banner;
    QLabel *m_bannerText;
    QPushButton *m_bannerConnect;
    QTabWidget *m_pages;
    ConsolePage *m_console;
    JobViewer *m_jobs;
    OutputPage *m_output;
    DetailsPage *m_details;
    std::weak_ptr<remoting::RunspaceSession> m_followed;
    QTimer m_countDown;
    bool m_isConnected = false;
    QString m_subtitle;
};

} // namespace rejoin::ui
