#include "ui/jobviewer/jobviewer.h"

#include "core/base/spawn.h"
#include "core/sessions/secondhop.h"
#include "core/text/errortext.h"
#include "core/text/names.h"
#include "ui/console/streamdocument.h"
#include "ui/console/streamview.h"
#include "ui/dialogs/labels.h"
#include "ui/icons.h"
#include "ui/models/jobmodel.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

namespace rejoin::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int refreshMilliseconds = 3000;
// When nothing runs, new jobs can only come from the console, which asks for a refresh itself.
constexpr int calmEvery = 10;

Task<> receiveJob(jobs::JobManager *manager, int jobId, bool keep, base::CancelToken cancel)
{
    return manager->receive(jobId, keep, cancel);
}

Task<> stopJob(jobs::JobManager *manager, int jobId, bool, base::CancelToken cancel)
{
    return manager->stop(jobId, cancel);
}

Task<> removeJob(jobs::JobManager *manager, int jobId, bool, base::CancelToken cancel)
{
    return manager->remove(jobId, cancel);
}

} // namespace

JobViewer::JobViewer(sessions::SessionService *service, sessions::SessionPtr session, QWidget *parent)
    : QWidget(parent),
      m_clock(service->clock()),
      m_session(std::move(session)),
      m_manager(new jobs::JobManager(service, m_session, this)),
      m_model(new JobModel(m_clock, this)),
      m_view(new QTreeView),
      m_outputTitle(new QLabel),
      m_output(new StreamView),
      m_status(new QLabel),
      m_refresh(new QPushButton(icon(u"refresh"_s), tr("Refresh"))),
      m_receive(new QPushButton(icon(u"receive"_s), tr("Receive"))),
      m_keep(new QCheckBox(tr("keep on the server"))),
      m_stop(new QPushButton(icon(u"stop"_s), tr("Stop"))),
      m_remove(new QPushButton(icon(u"remove"_s), tr("Remove")))
{
    identify(m_view, "jobsView", tr("Jobs of the session"));
    m_view->setModel(m_model);
    m_view->setUniformRowHeights(true);
    m_view->setAlternatingRowColors(true);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->header()->setStretchLastSection(false);
    const QFontMetrics metrics(m_view->font());
    const int cells[JobModel::ColumnCount] = {7, 10, 15, 12, 11, 11, 30, 16, 9};
    for (int column = 0; column < JobModel::ColumnCount; ++column)
        m_view->header()->resizeSection(column, metrics.horizontalAdvance(u'0') * cells[column] + 16);
    identify(m_output, "jobOutput", tr("Output of the job"));
    m_output->setPlaceholderText(tr("Select a job and press Receive to see its output here."));

    auto *left = new QWidget;
    auto *leftColumn = new QVBoxLayout(left);
    leftColumn->setContentsMargins(0, 0, 0, 0);
    leftColumn->setSpacing(4);
    auto *buttons = new QHBoxLayout;
    buttons->setContentsMargins(6, 4, 6, 0);
    for (QWidget *widget :
         {static_cast<QWidget *>(m_receive), static_cast<QWidget *>(m_keep), static_cast<QWidget *>(m_stop),
          static_cast<QWidget *>(m_remove), static_cast<QWidget *>(m_refresh)})
        buttons->addWidget(widget);
    buttons->addStretch();
    leftColumn->addLayout(buttons);
    leftColumn->addWidget(m_view, 1);
    m_status->setTextFormat(Qt::PlainText);
    m_status->setObjectName(u"jobsStatus"_s);
    m_status->setContentsMargins(8, 0, 8, 4);
    m_status->setWordWrap(true);
    leftColumn->addWidget(m_status);

    auto *right = new QWidget;
    auto *rightColumn = new QVBoxLayout(right);
    rightColumn->setContentsMargins(0, 0, 0, 0);
    rightColumn->setSpacing(4);
    m_outputTitle->setTextFormat(Qt::PlainText);
    m_outputTitle->setContentsMargins(8, 8, 8, 0);
    m_outputTitle->setMinimumHeight(m_receive->sizeHint().height() + 4);
    rightColumn->addWidget(m_outputTitle);
    rightColumn->addWidget(m_output, 1);

    auto *splitter = new QSplitter;
    splitter->addWidget(left);
    splitter->addWidget(right);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    splitter->setChildrenCollapsible(false);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(splitter);

    buildButtons();
    m_output->show(nullptr);
    connect(m_manager, &jobs::JobManager::jobsChanged, this, [this] {
        const bool wasEmpty = m_model->rowCount() == 0;
        m_model->setJobs(m_manager->jobs());
        if (wasEmpty && m_model->rowCount() > 0)
            m_view->setCurrentIndex(m_model->index(0, 0));
        Q_EMIT countChanged(m_model->rowCount());
        updateState();
    });
    connect(m_manager, &jobs::JobManager::output, this, [this](int jobId, const psrp::PipelineEvent &event) {
        outputOf(jobId)->appendEvent(event);
        const auto *error = std::get_if<psrp::ErrorReceived>(&event);
        const auto hop = error ? sessions::secondHopNoteOnce(*m_session, error->record) : std::nullopt;
        if (hop)
            outputOf(jobId)->append(Stream::Notice, text::translated(*hop));
        updateState();
    });
    connect(m_manager, &jobs::JobManager::jobEnded, this,
            [this](const jobs::Job &job) { say(tr("%1 has ended: %2").arg(job.name, text::stateWord(job.state))); });
    connect(m_manager, &jobs::JobManager::refreshFailed, this,
            [this](const base::Error &error) { say(text::describe(error).sentence); });
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, &JobViewer::updateState);
    connect(m_view, &QTreeView::activated, this, &JobViewer::receive);

    m_timer.setInterval(refreshMilliseconds);
    connect(&m_timer, &QTimer::timeout, this, [this, ticks = 0]() mutable {
        if (!isVisible())
            return;
        m_model->tick();
        const bool runs = std::ranges::any_of(m_model->jobs(), [](const jobs::Job &job) { return !job.isFinal(); });
        if (runs || ++ticks % calmEvery == 0)
            refresh();
    });
    m_timer.start();
    updateState();
}

JobViewer::~JobViewer()
{
    m_cancel.cancel();
}

void JobViewer::buildButtons()
{
    identify(m_refresh, "refreshJobsButton", tr("Refresh the jobs"), tr("Asks for the jobs again (Get-Job)"));
    identify(m_receive, "receiveJobButton", tr("Receive the job's output"),
             tr("Fetches the job's output (Receive-Job, Enter)"));
    identify(m_keep, "keepCheck", tr("Keep the output on the server"),
             tr("The output can be fetched again (Keep); otherwise the server forgets what it has sent"));
    m_keep->setChecked(true);
    identify(m_stop, "stopJobButton", tr("Stop the job"), tr("Stops the job (Stop-Job)"));
    identify(m_remove, "removeJobButton", tr("Remove the job"),
             tr("Takes the job and what was not fetched off the server (Remove-Job)"));
    connect(m_refresh, &QPushButton::clicked, this, &JobViewer::refresh);
    connect(m_receive, &QPushButton::clicked, this, &JobViewer::receive);
    connect(m_stop, &QPushButton::clicked, this, [this] { act(stopJob, tr("Stopping %1…")); });
    connect(m_remove, &QPushButton::clicked, this, [this] { act(removeJob, tr("Removing %1…")); });
}

void JobViewer::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (!m_hasAsked)
        refresh();
}

void JobViewer::say(const QString &words)
{
    m_status->setText(words);
    m_status->setVisible(!words.isEmpty());
}

std::optional<jobs::Job> JobViewer::selected() const
{
    const jobs::Job *job = m_model->jobAt(m_view->currentIndex());
    return job ? std::optional(*job) : std::nullopt;
}

StreamDocument *JobViewer::outputOf(int jobId)
{
    StreamDocument *&output = m_outputs[jobId];
    if (!output) {
        output = new StreamDocument(this);
        output->setWidth(m_output->cells());
    }
    return output;
}

void JobViewer::setConnected(bool connected)
{
    m_isConnected = connected;
    updateState();
    if (connected && isVisible())
        refresh();
}

void JobViewer::updateState()
{
    const auto job = selected();
    const bool can = m_isConnected && m_isOffered && !m_isActing && job;
    m_receive->setEnabled(can);
    m_stop->setEnabled(can && !job->isFinal());
    m_remove->setEnabled(can);
    m_refresh->setEnabled(m_isConnected && m_isOffered);
    StreamDocument *output = job ? m_outputs.value(job->id) : nullptr;
    if (m_output->stream() != output)
        m_output->show(output);
    m_outputTitle->setText(job ? tr("Output of %1").arg(job->name) : QString());
    if (m_model->rowCount() == 0 && m_isOffered && m_hasAsked && !m_manager->isRefreshing())
        say(tr("There are no jobs in this session. Start one in the console with Start-Job."));
    else if (m_model->rowCount() > 0 && m_status->text() == tr("Asking for the jobs…"))
        say({});
}

void JobViewer::refresh()
{
    if (!m_isConnected || !m_isOffered || m_manager->isRefreshing())
        return;
    if (!m_hasAsked)
        say(tr("Asking for the jobs…"));
    const QPointer<JobViewer> self(this);
    const base::CancelToken cancel = m_cancel.token();
    const auto run = [](QPointer<JobViewer> viewer, base::CancelToken token) -> Task<> {
        co_await viewer->m_manager->refresh(token);
        if (!viewer)
            co_return;
        viewer->m_hasAsked = true;
        viewer->updateState();
    };
    base::spawn(run(self, cancel), [self](const base::Error &error) {
        if (!self || error.category == base::ErrorCategory::Cancelled)
            return;
        if (error.id == sessions::commandNotOfferedId)
            self->giveUp();
        self->say(text::describe(error).sentence);
    });
}

/// An endpoint without jobs is not asked again: it would say the same each time.
void JobViewer::giveUp()
{
    m_isOffered = false;
    m_hasAsked = true;
    m_timer.stop();
    m_output->setPlaceholderText({});
    updateState();
}

void JobViewer::receive()
{
    const auto job = selected();
    if (!job || !m_receive->isEnabled())
        return;
    StreamDocument *output = outputOf(job->id);
    // Kept output comes whole each time: what is shown is replaced, not doubled.
    if (m_keep->isChecked())
        output->clear();
    updateState();
    act(receiveJob, tr("Receiving %1…"));
}

void JobViewer::act(Task<> (*action)(jobs::JobManager *, int, bool, base::CancelToken), const QString &words)
{
    const auto job = selected();
    if (!job || m_isActing)
        return;
    m_isActing = true;
    say(words.arg(job->name));
    updateState();
    using Action = Task<> (*)(jobs::JobManager *, int, bool, base::CancelToken);
    const auto run = [](QPointer<JobViewer> viewer, Action what, int jobId, bool keep,
                        base::CancelToken cancel) -> Task<> {
        std::exception_ptr failure;
        try {
            co_await what(viewer->m_manager, jobId, keep, cancel);
        } catch (...) {
            failure = std::current_exception();
        }
        if (!viewer)
            co_return;
        viewer->m_isActing = false;
        if (StreamDocument *output = viewer->m_outputs.value(jobId))
            output->finishOutput();
        viewer->say(failure ? text::describe(base::Error::from(failure)).sentence : QString());
        viewer->updateState();
        if (!failure)
            viewer->refresh();
    };
    base::spawn(run(QPointer<JobViewer>(this), action, job->id, m_keep->isChecked(), m_cancel.token()));
}

} // namespace rejoin::ui
