#include "ui/sessiontab/outputsection.h"

#include "core/base/spawn.h"
#include "core/text/errortext.h"
#include "ui/console/hostprompter.h"
#include "ui/console/keeppace.h"
#include "ui/console/progressarea.h"
#include "ui/console/promptarea.h"
#include "ui/console/streamdocument.h"
#include "ui/console/streamview.h"
#include "ui/dialogs/labels.h"
#include "ui/icons.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QVBoxLayout>

namespace rejoin::ui {

using namespace Qt::StringLiterals;
using remoting::RemotePipeline;

OutputSection::OutputSection(const sessions::SessionPtr &session, const QUuid &commandId, QWidget *parent)
    : QWidget(parent),
      m_commandId(commandId),
      m_computer(session->computerName()),
      m_stream(new StreamDocument(this)),
      m_view(new StreamView),
      m_progress(new ProgressArea),
      m_prompts(new PromptArea),
      m_status(new QLabel),
      m_stop(new QPushButton(icon(u"stop"_s), tr("Stop")))
{
    identify(m_view, "outputView", tr("Output of the running command"));
    identify(m_stop, "stopOutputButton", tr("Stop the command"), tr("Stops the command that runs in the session"));
    m_status->setTextFormat(Qt::PlainText);
    m_status->setObjectName(u"outputStatus"_s);
    m_status->setWordWrap(true);
    m_view->show(m_stream);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(6, 4, 6, 0);
    row->addWidget(m_status, 1);
    row->addWidget(m_stop);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addLayout(row);
    column->addWidget(m_view, 1);
    column->addWidget(m_progress);
    column->addWidget(m_prompts);

    m_host = std::make_shared<HostPrompter>(m_view, m_prompts->slot(), session->name());
    connect(m_host.get(), &HostPrompter::stopRequested, this, &OutputSection::stop);
    connect(m_host.get(), &HostPrompter::asking, this, [this](bool isAsking) {
        if (isAsking)
            Q_EMIT questionAsked();
    });
    connect(m_stop, &QPushButton::clicked, this, &OutputSection::stop);
    m_stop->setEnabled(false);
}

OutputSection::~OutputSection()
{
    if (m_pipeline)
        m_pipeline->disconnect(this);
}

QString OutputSection::title() const
{
    constexpr qsizetype longest = 24;
    const QString words = StreamDocument::sanitized(m_command).simplified();
    if (words.isEmpty())
        return tr("Command %1").arg(m_commandId.toString(QUuid::WithoutBraces).left(8).toUpper());
    return words.size() > longest ? words.left(longest - 1) + u'…' : words;
}

void OutputSection::follow(const std::shared_ptr<RemotePipeline> &pipeline)
{
    if (m_pipeline)
        m_pipeline->disconnect(this);
    m_pipeline = pipeline;
    m_command = pipeline->commandLine();
    m_stream->setWidth(m_view->cells());
    connect(pipeline.get(), &RemotePipeline::streamed, this, &OutputSection::take);
    connect(pipeline.get(), &RemotePipeline::stateChanged, this, &OutputSection::stateIs);
    connect(pipeline.get(), &RemotePipeline::failed, this,
            [this](const base::Error &error) { setRunning(false, text::describe(error).sentence); });
    keepPace(pipeline, m_stream);
    sessions::bridgeHost(pipeline, m_host, m_computer);
    const QString command = StreamDocument::sanitized(m_command).simplified().left(200);
    setRunning(true, command.isEmpty() ? tr("A command is running.") : tr("Running: %1").arg(command));
    pipeline->begin();
}

void OutputSection::take(const psrp::PipelineEvent &event)
{
    if (const auto *progress = std::get_if<psrp::ProgressReceived>(&event))
        m_progress->show(progress->record);
    else
        m_stream->appendEvent(event);
}

void OutputSection::stateIs(psrp::PipelineState state)
{
    switch (state) {
    case psrp::PipelineState::Completed:
        setRunning(false, tr("The command has ended. This was all of its output."));
        break;
    case psrp::PipelineState::Stopped:
        setRunning(false, tr("The command was stopped."));
        break;
    case psrp::PipelineState::Failed:
        setRunning(false, tr("The command ended with an error."));
        break;
    case psrp::PipelineState::Disconnected:
        setRunning(false, tr("Disconnected: the command goes on without us."));
        break;
    default:
        setRunning(true, tr("A command is running."));
    }
}

void OutputSection::setRunning(bool running, const QString &words)
{
    m_isRunning = running;
    m_stop->setEnabled(running);
    m_status->setText(words);
    if (!running) {
        m_stream->finishOutput();
        m_progress->clear();
    }
    Q_EMIT runningChanged();
}

void OutputSection::stop()
{
    if (!m_pipeline || !m_isRunning)
        return;
    base::spawn(m_pipeline->stop(), [self = QPointer(this)](const base::Error &error) {
        if (self)
            self->m_status->setText(text::describe(error).sentence);
    });
}

} // namespace rejoin::ui
