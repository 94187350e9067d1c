#pragma once

#include "core/sessions/sessionservice.h"

#include <QPointer>
#include <QWidget>

class QComboBox;
class QLabel;
class QPushButton;

namespace rejoin::ui {

class ConsoleInput;
class HostPrompter;
class ProgressArea;
class PromptArea;
class StreamDocument;
class StreamView;

/// The console of a connected session: runs what is typed, one command at a time.
class ConsolePage : public QWidget
{
    Q_OBJECT

public:
    ConsolePage(sessions::SessionService *service, sessions::SessionPtr session, QWidget *parent = nullptr);
    ~ConsolePage() override;

    void run(const QString &script);
    void stop();
    [[nodiscard]] bool isRunning() const { return m_isRunning; }
    [[nodiscard]] StreamDocument *stream() const { return m_stream; }
    /// A line of our own in the flow.
    void note(const QString &words);
    /// Input is possible only while connected.
    void setConnected(bool connected);

Q_SIGNALS:
    void runningChanged(bool running);
    /// The remote side asks and waits.
    void questionAsked();
    /// RawUI.WindowTitle was set.
    void titled(const QString &title);
    /// SetShouldExit: the command ended the console.
    void exitRequested(int exitCode);

private:
    Task<> execute(QString script);
    Task<> askPrompt();
    void setRunning(bool running);
    void updateState();
    /// Calls of the pool's host are answered here, too.
    void bridgePool();
    void watch(const std::shared_ptr<remoting::RemotePipeline> &pipeline, const psrp::CreatePipeline &sent);

    QPointer<sessions::SessionService> m_service;
    sessions::SessionPtr m_session;
    StreamDocument *m_stream;
    StreamView *m_view;
    ProgressArea *m_progress;
    PromptArea *m_prompts;
    QLabel *m_promptLabel;
    ConsoleInput *m_input;
    QPushButton *m_stop;
    QPushButton *m_errorDetails;
    QComboBox *m_form; ///< Formatted or Objects
    std::shared_ptr<HostPrompter> m_host;
    std::weak_ptr<remoting::RemotePipeline> m_pipeline;
    base::CancelSource m_cancel;
    std::weak_ptr<remoting::RunspaceSession> m_bridged; ///< whose pool's calls are answered
    bool m_isRunning = false;
    bool m_isRefused = false; ///< the endpoint did not allow it in this form: it is sent in another one
    bool m_isConnected = true;
    bool m_hasRemotePrompt = true; ///< until the remote side turned out to have none
};

} // namespace rejoin::ui
