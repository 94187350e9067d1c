#pragma once

#include "core/sessions/sessionservice.h"

#include <QPointer>
#include <QWidget>

class QLabel;
class QPushButton;

namespace rejoin::ui {

class HostPrompter;
class ProgressArea;
class PromptArea;
class StreamDocument;
class StreamView;

/// What the session's running command had to say since nobody listened, and goes on saying.
class OutputPage : public QWidget
{
    Q_OBJECT

public:
    OutputPage(sessions::SessionService *service, sessions::SessionPtr session, QWidget *parent = nullptr);
    ~OutputPage() override;

    /// Attaches to the command, if one runs.
    void attach();
    void stop();
    [[nodiscard]] bool isAttached() const { return m_isAttached; }
    [[nodiscard]] StreamDocument *stream() const { return m_stream; }
    void setConnected(bool connected);
    /// While the console runs a command of its own there is nothing of others to fetch.
    void setConsoleRunning(bool running);

Q_SIGNALS:
    void attachedChanged(bool attached);
    void questionAsked();

private:
    Task<> receive();
    void setAttached(bool attached);
    void say(const QString &words);

    QPointer<sessions::SessionService> m_service;
    sessions::SessionPtr m_session;
    StreamDocument *m_stream;
    StreamView *m_view;
    ProgressArea *m_progress;
    PromptArea *m_prompts;
    QLabel *m_status;
    QPushButton *m_attach;
    QPushButton *m_stop;
    std::shared_ptr<HostPrompter> m_host;
    std::weak_ptr<remoting::RemotePipeline> m_pipeline;
    base::CancelSource m_cancel;
    bool m_isAttached = false;
    bool m_isConnected = true;
    bool m_consoleRuns = false;
};

} // namespace rejoin::ui
