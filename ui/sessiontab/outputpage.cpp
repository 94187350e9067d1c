#include "ui/sessiontab/outputpage.h"

#include "core/base/spawn.h"
#include "core/text/errortext.h"
#include "ui/console/hostprompter.h"
#include "ui/console/progressarea.h"
#include "ui/console/promptarea.h"
#include "ui/console/streamdocument.h"
#include "ui/console/streamview.h"
#include "ui/dialogs/labels.h"
#include "ui/icons.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace rejoin::ui {

using namespace Qt::StringLiterals;

OutputPage::OutputPage(sessions::SessionService *service, sessions::SessionPtr session, QWidget *parent)
    : QWidget(parent),
      m_service(service),
      m_session(std::move(session)),
      m_stream(new StreamDocument(this)),
      m_view(new StreamView),
      m_progress(new ProgressArea),
      m_prompts(new PromptArea),
      m_status(new QLabel),
      m_attach(new QPushButton(icon(u"receive"_s), tr("Get output"))),
      m_stop(new QPushButton(icon(u"stop"_s), tr("Stop")))
{
    identify(m_view, "outputView", tr("Output of the running command"));
    identify(m_attach, "getOutputButton", tr("Get output"),
             tr("Fetches what the running command has to say (Receive)"));
    identify(m_stop, "stopOutputButton", tr("Stop the command"), tr("Stops the command that runs in the session"));
    m_status->setTextFormat(Qt::PlainText);
    m_status->setObjectName(u"outputStatus"_s);
    m_view->show(m_stream);
    m_view->setPlaceholderText(tr("When a command of this session runs while nobody is connected, its output appears "
                                  "here."));
    auto *row = new QHBoxLayout;
    row->setContentsMargins(6, 4, 6, 0);
    row->addWidget(m_attach);
    row->addWidget(m_stop);
    row->addWidget(m_status, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addLayout(row);
    column->addWidget(m_view, 1);
    column->addWidget(m_progress);
    column->addWidget(m_prompts);

    m_host = std::make_shared<HostPrompter>(m_view, m_prompts->slot(), m_session->name());
    connect(m_host.get(), &HostPrompter::stopRequested, this, &OutputPage::stop);
    connect(m_host.get(), &HostPrompter::asking, this, [this](bool isAsking) {
        if (isAsking)
            Q_EMIT questionAsked();
    });
    connect(m_attach, &QPushButton::clicked, this, &OutputPage::attach);
    connect(m_stop, &QPushButton::clicked, this, &OutputPage::stop);
    setAttached(false);
    say(m_session->commands().isEmpty() ? tr("No command is running.") : QString());
}

OutputPage::~OutputPage()
{
    m_cancel.cancel();
}

void OutputPage::say(const QString &words)
{
    m_status->setText(words);
}

void OutputPage::setAttached(bool attached)
{
    m_isAttached = attached;
    m_attach->setEnabled(m_isConnected && !attached && !m_consoleRuns);
    m_stop->setEnabled(attached);
    Q_EMIT attachedChanged(attached);
}

void OutputPage::setConnected(bool connected)
{
    m_isConnected = connected;
    m_progress->clear();
    setAttached(m_isAttached && connected);
}

void OutputPage::setConsoleRunning(bool running)
{
    m_consoleRuns = running;
    m_attach->setEnabled(m_isConnected && !m_isAttached && !running);
}

void OutputPage::attach()
{
    if (m_isAttached || m_consoleRuns || !m_service)
        return;
    setAttached(true);
    say(tr("Asking for output…"));
    const QPointer<OutputPage> self(this);
    base::spawn(receive(), [self](const base::Error &error) {
        if (!self)
            return;
        self->m_progress->clear();
        self->setAttached(false);
        self->say(error.category == base::ErrorCategory::Cancelled ? QString() : text::describe(error).sentence);
    });
}

Task<> OutputPage::receive()
{
    const QPointer<OutputPage> self(this);
    m_cancel = base::CancelSource();
    const base::CancelToken cancel = m_cancel.token();
    const auto pipeline = co_await m_service->receive(m_session, cancel);
    if (!self)
        co_return;
    if (!pipeline) {
        say(tr("No command is running."));
        setAttached(false);
        co_return;
    }
    m_pipeline = pipeline;
    const QString command = pipeline->commandLine().simplified().left(200);
    say(command.isEmpty() ? tr("A command is running.") : tr("Running: %1").arg(command));
    m_stream->setWidth(m_view->cells());
    connect(pipeline.get(), &remoting::RemotePipeline::streamed, this, [this](const psrp::PipelineEvent &event) {
        if (const auto *progress = std::get_if<psrp::ProgressReceived>(&event))
            m_progress->show(progress->record);
        else
            m_stream->appendEvent(event);
    });
    sessions::bridgeHost(pipeline, m_host, m_session->computerName());
    pipeline->begin();
    const psrp::PipelineState state = co_await pipeline->finished();
    if (!self)
        co_return;
    m_stream->finishOutput();
    m_progress->clear();
    switch (state) {
    case psrp::PipelineState::Completed:
        say(tr("The command has ended. This was all of its output."));
        break;
    case psrp::PipelineState::Stopped:
        say(tr("The command was stopped."));
        break;
    case psrp::PipelineState::Failed:
        say(tr("The command ended with an error."));
        break;
    default:
        say(tr("Disconnected: the command goes on without us."));
    }
    setAttached(false);
}

void OutputPage::stop()
{
    if (const auto pipeline = m_pipeline.lock(); pipeline && m_isAttached)
        base::spawn(pipeline->stop(), [self = QPointer(this)](const base::Error &error) {
            if (self)
                self->say(text::describe(error).sentence);
        });
}

} // namespace rejoin::ui
