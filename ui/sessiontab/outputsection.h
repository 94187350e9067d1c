#pragma once

#include "core/sessions/session.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace rejoin::ui {

class HostPrompter;
class ProgressArea;
class PromptArea;
class StreamDocument;
class StreamView;

/// One command of the session that was left running, or ended unreceived: what it had to say, and goes on saying.
class OutputSection : public QWidget
{
    Q_OBJECT

public:
    OutputSection(const sessions::SessionPtr &session, const QUuid &commandId, QWidget *parent = nullptr);
    ~OutputSection() override;

    [[nodiscard]] QUuid commandId() const { return m_commandId; }
    /// Follows it and begins. Again after a new connection: what it said before stays.
    void follow(const std::shared_ptr<remoting::RemotePipeline> &pipeline);
    [[nodiscard]] bool isRunning() const { return m_isRunning; }
    [[nodiscard]] StreamDocument *stream() const { return m_stream; }
    /// A short name for its tab.
    [[nodiscard]] QString title() const;
    void stop();

Q_SIGNALS:
    void runningChanged();
    void questionAsked();

private:
    void take(const psrp::PipelineEvent &event);
    void stateIs(psrp::PipelineState state);
    void setRunning(bool running, const QString &words);

    QUuid m_commandId;
    QString m_command;
    QString m_computer;
    StreamDocument *m_stream;
    StreamView *m_view;
    ProgressArea *m_progress;
    PromptArea *m_prompts;
    QLabel *m_status;
    QPushButton *m_stop;
    std::shared_ptr<HostPrompter> m_host;
    std::shared_ptr<remoting::RemotePipeline> m_pipeline;
    bool m_isRunning = false;
};

} // namespace rejoin::ui
