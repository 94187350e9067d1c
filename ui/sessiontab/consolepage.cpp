#include "ui/sessiontab/consolepage.h"

#include "core/base/spawn.h"
#include "core/cmdlets/plaincommand.h"
#include "core/sessions/secondhop.h"
#include "core/text/errortext.h"
#include "ui/console/consoleinput.h"
#include "ui/console/hostprompter.h"
#include "ui/console/keeppace.h"
#include "ui/console/progressarea.h"
#include "ui/console/promptarea.h"
#include "ui/console/streamdocument.h"
#include "ui/console/streamview.h"
#include "ui/dialogs/labels.h"
#include "ui/icons.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace rejoin::ui {

using namespace Qt::StringLiterals;

ConsolePage::ConsolePage(sessions::SessionService *service, sessions::SessionPtr session, QWidget *parent)
    : QWidget(parent),
      m_service(service),
      m_session(std::move(session)),
      m_stream(new StreamDocument(this)),
      m_view(new StreamView),
      m_progress(new ProgressArea),
      m_prompts(new PromptArea),
      m_promptLabel(new QLabel),
      m_input(new ConsoleInput),
      m_stop(new QPushButton(icon(u"stop"_s), tr("Stop"))),
      m_errorDetails(new QPushButton(tr("Error details"))),
      m_form(new QComboBox)
{
    identify(m_view, "consoleView", tr("Console output"));
    m_view->show(m_stream);
    m_promptLabel->setTextFormat(Qt::PlainText);
    m_promptLabel->setFont(m_input->font());
    m_promptLabel->setObjectName(u"promptLabel"_s);
    identify(m_input, "consoleInput", tr("Command"),
             tr("Enter runs, Shift+Enter makes a new line, Up and Down recall earlier commands"));
    m_input->setPlaceholderText(tr("Type a command and press Enter"));
    m_form->addItem(tr("Formatted"));
    m_form->addItem(tr("Objects"));
    m_form->setItemData(0, tr("The remote computer lays its output out, at the width of this console."),
                        Qt::ToolTipRole);
    m_form->setItemData(1, tr("The objects themselves come here and are laid out here."), Qt::ToolTipRole);
    identify(m_form, "outputFormCombo", tr("How output is shown"),
             tr("Formatted: the remote computer lays its output out, at the width of this console.\n"
                "Objects: the objects themselves come here and are laid out here."));
    identify(m_errorDetails, "errorDetailsButton", tr("Details of the last error"),
             tr("Everything that came with the last error: exceptions, category, id, position, stack"));
    m_errorDetails->hide();
    identify(m_stop, "stopButton", tr("Stop the command"), tr("Stops what runs (Ctrl+C)"));

    auto *row = new QHBoxLayout;
    row->setContentsMargins(6, 2, 6, 6);
    row->addWidget(m_promptLabel, 0, Qt::AlignVCenter);
    row->addWidget(m_input, 1);
    row->addWidget(m_form, 0, Qt::AlignTop);
    row->addWidget(m_errorDetails, 0, Qt::AlignTop);
    row->addWidget(m_stop, 0, Qt::AlignTop);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(m_view, 1);
    column->addWidget(m_progress);
    column->addWidget(m_prompts);
    column->addLayout(row);
    setFocusProxy(m_input);

    m_host = std::make_shared<HostPrompter>(m_view, m_prompts->slot(), m_session->name());
    connect(m_host.get(), &HostPrompter::asking, this, [this](bool isAsking) {
        for (QWidget *part : {static_cast<QWidget *>(m_input), static_cast<QWidget *>(m_promptLabel),
                              static_cast<QWidget *>(m_stop), static_cast<QWidget *>(m_form)})
            part->setVisible(!isAsking);
        m_errorDetails->setVisible(!isAsking && m_stream->hasError());
        if (isAsking)
            Q_EMIT questionAsked();
        else
            m_input->setFocus();
    });
    connect(m_host.get(), &HostPrompter::stopRequested, this, &ConsolePage::stop);
    connect(m_host.get(), &HostPrompter::titled, this, &ConsolePage::titled);
    connect(m_host.get(), &HostPrompter::exitRequested, this, &ConsolePage::exitRequested);
    connect(m_errorDetails, &QPushButton::clicked, m_stream, &StreamDocument::appendLastErrorDetails);
    connect(m_input, &ConsoleInput::submitted, this, &ConsolePage::run);
    connect(m_input, &ConsoleInput::stopRequested, this, &ConsolePage::stop);
    connect(m_stop, &QPushButton::clicked, this, &ConsolePage::stop);
    m_promptLabel->setText(u"[%1]: PS>"_s.arg(m_session->computerName()));
    updateState();
    // A command that runs already would make the question for the prompt wait for its end.
    if (m_session->commands().isEmpty())
        base::spawn(askPrompt());
}

ConsolePage::~ConsolePage()
{
    m_cancel.cancel();
}

void ConsolePage::note(const QString &words)
{
    m_stream->append(Stream::Notice, words);
}

void ConsolePage::setConnected(bool connected)
{
    m_isConnected = connected;
    if (!connected)
        m_progress->clear();
    updateState();
}

void ConsolePage::setRunning(bool running)
{
    m_isRunning = running;
    updateState();
    Q_EMIT runningChanged(running);
}

void ConsolePage::bridgePool()
{
    const auto runspace = m_session->runspace();
    if (!runspace || m_bridged.lock() == runspace)
        return;
    m_bridged = runspace;
    // Ends with the runspace or, as the host is held weakly, with this page.
    sessions::bridgePoolHost(runspace, m_host);
}

void ConsolePage::updateState()
{
    bridgePool();
    m_errorDetails->setVisible(m_stream->hasError());
    m_stop->setEnabled(m_isRunning);
    m_input->setEnabled(m_isConnected);
    m_input->setReadOnly(m_isRunning);
}

void ConsolePage::run(const QString &script)
{
    if (m_isRunning || !m_service || !m_isConnected)
        return;
    m_stream->append(Stream::Echo, m_promptLabel->text() + u' ' + script);
    setRunning(true);
    QPointer<ConsolePage> self(this);
    base::spawn(execute(script), [self](const base::Error &error) {
        if (!self)
            return;
        if (error.category != base::ErrorCategory::Cancelled) {
            const text::ErrorWords words = text::describe(error);
            self->m_stream->append(Stream::Error, words.sentence);
            if (!words.advice.isEmpty())
                self->m_stream->append(Stream::Notice, words.advice);
        }
        self->m_progress->clear();
        self->setRunning(false);
    });
}

void ConsolePage::watch(const std::shared_ptr<remoting::RemotePipeline> &pipeline, const psrp::CreatePipeline &sent)
{
    m_isRefused = false;
    connect(pipeline.get(), &remoting::RemotePipeline::streamed, this, [this, sent](const psrp::PipelineEvent &event) {
        // What the endpoint does not allow is sent again as it allows it, so the refusal is not shown.
        const auto *change = std::get_if<psrp::PipelineStateChanged>(&event);
        if (change && change->state == psrp::PipelineState::Failed && change->reason)
            m_isRefused = cmdlets::learnsFrom(*change->reason, sent, &m_session->limits());
        if (m_isRefused)
            return;
        if (const auto *progress = std::get_if<psrp::ProgressReceived>(&event))
            m_progress->show(progress->record);
        else
            m_stream->appendEvent(event);
        if (m_errorDetails->isHidden() && m_stream->hasError())
            m_errorDetails->show();
        const auto *error = std::get_if<psrp::ErrorReceived>(&event);
        const auto hop = error                      ? sessions::secondHopNoteOnce(*m_session, error->record)
                         : change && change->reason ? sessions::secondHopNoteOnce(*m_session, *change->reason)
                                                    : std::nullopt;
        if (hop)
            note(text::translated(*hop));
    });
}

Task<> ConsolePage::execute(QString script)
{
    const QPointer<ConsolePage> self(this);
    m_cancel = base::CancelSource();
    const base::CancelToken cancel = m_cancel.token();
    const int cells = m_view->cells();
    const bool areObjects = m_form->currentIndex() == 1;
    m_stream->setWidth(cells); // objects that the endpoint does not format are formatted here
    psrp::CreatePipeline typed = sessions::scriptPipeline(script, areObjects ? 0 : cells);
    typed.hostInfo.width = cells;
    typed.addToHistory = true;
    psrp::PipelineState state = psrp::PipelineState::NotStarted;
    m_isRefused = true;
    while (m_isRefused) { // each refusal teaches something, so there are few
        psrp::CreatePipeline request = cmdlets::fitted(typed, m_session->limits());
        const psrp::CreatePipeline sent = request;
        const auto pipeline = co_await m_service->start(m_session, std::move(request), cancel);
        if (!self)
            co_return;
        m_pipeline = pipeline;
        pipeline->saveOutput();
        watch(pipeline, sent);
        keepPace(pipeline, m_stream);
        sessions::bridgeHost(pipeline, m_host, m_session->computerName());
        pipeline->begin();
        state = co_await pipeline->finished();
        if (!self)
            co_return;
    }
    m_stream->finishOutput();
    if (state == psrp::PipelineState::Stopped)
        note(tr("Stopped."));
    else if (state == psrp::PipelineState::Disconnected)
        note(tr("Disconnected: the command goes on without us."));
    m_progress->clear();
    setRunning(false);
    if (state != psrp::PipelineState::Disconnected)
        co_await askPrompt();
}

Task<> ConsolePage::askPrompt()
{
    if (!m_hasRemotePrompt || !m_service || !m_session->runspace())
        co_return;
    const QPointer<ConsolePage> self(this);
    const auto words = std::make_shared<QString>();
    sessions::SessionService::OwnOutput take = [words](const psrp::PipelineEvent &event) {
        if (const auto *output = std::get_if<psrp::OutputReceived>(&event))
            *words += output->value.text();
    };
    std::optional<base::Error> failure;
    try {
        const base::CancelToken cancel = m_cancel.token();
        co_await m_service->runOwn(m_session, sessions::own::prompt(), std::move(take), cancel);
    } catch (const base::Error &error) {
        failure = error;
    }
    if (!self)
        co_return;
    if (failure && failure->category == base::ErrorCategory::Cancelled)
        co_return;
    // A restricted endpoint has no prompt function: ours stays, and it is not asked again.
    const QString line = StreamDocument::sanitized(*words).trimmed().section(u'\n', -1);
    if (failure || line.isEmpty())
        m_hasRemotePrompt = false;
    else
        m_promptLabel->setText(u"[%1]: %2"_s.arg(m_session->computerName(), line.left(80)));
}

void ConsolePage::stop()
{
    const auto pipeline = m_pipeline.lock();
    if (!m_isRunning)
        return;
    if (!pipeline) {
        m_cancel.cancel();
        return;
    }
    note(tr("Stopping…"));
    base::spawn(pipeline->stop(), [self = QPointer(this)](const base::Error &error) {
        if (self)
            self->m_stream->append(Stream::Error, text::describe(error).sentence);
    });
}

} // namespace rejoin::ui
