#include "ui/sessiontab/outputpage.h"

#include "core/base/spawn.h"
#include "core/text/errortext.h"
#include "ui/dialogs/labels.h"
#include "ui/icons.h"
#include "ui/output/savedoutputview.h"
#include "ui/sessiontab/outputsection.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QTabWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace rejoin::ui {

using namespace Qt::StringLiterals;

OutputPage::OutputPage(sessions::SessionService *service, sessions::SessionPtr session, QWidget *parent)
    : QWidget(parent),
      m_service(service),
      m_session(std::move(session)),
      m_tabs(new QTabWidget),
      m_status(new QLabel),
      m_attach(new QPushButton(icon(u"receive"_s), tr("Get output")))
{
    identify(m_attach, "getOutputButton", tr("Get output"),
             tr("Fetches what the session's commands have to say (Receive)"));
    identify(m_tabs, "outputSections", tr("Output by command"));
    m_tabs->setDocumentMode(true);
    m_status->setTextFormat(Qt::PlainText);
    m_status->setObjectName(u"outputPageStatus"_s);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(6, 4, 6, 0);
    row->addWidget(m_attach);
    row->addWidget(m_status, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addLayout(row);
    column->addWidget(m_tabs, 1);
    if (const auto store = service->savedOutput()) {
        m_saved = new SavedOutputView(store, m_session->instanceId(), nullptr);
        m_tabs->addTab(m_saved, tr("Saved on this computer"));
        connect(store.get(), &output::SavedOutputStore::failed, this,
                [this](const base::Error &error) { say(text::describe(error).sentence); });
    }
    connect(m_attach, &QPushButton::clicked, this, &OutputPage::attach);
    updateState();
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

bool OutputPage::isAttached() const
{
    return std::any_of(m_sections.begin(), m_sections.end(),
                       [](const OutputSection *section) { return section->isRunning(); });
}

bool OutputPage::isFollowed(const QUuid &commandId) const
{
    return std::any_of(m_sections.begin(), m_sections.end(), [&](const OutputSection *section) {
        return section->commandId() == commandId && section->isRunning();
    });
}

void OutputPage::updateState()
{
    m_attach->setEnabled(m_isConnected && !m_isAsking);
    for (int i = 0; i < m_tabs->count(); ++i) {
        if (const auto *section = qobject_cast<OutputSection *>(m_tabs->widget(i)))
            m_tabs->setTabIcon(i, section->isRunning() ? icon(u"receive"_s) : QIcon());
    }
}

void OutputPage::setConnected(bool connected)
{
    m_isConnected = connected;
    updateState();
}

OutputSection *OutputPage::sectionFor(const QUuid &commandId)
{
    for (OutputSection *section : std::as_const(m_sections)) {
        if (section->commandId() == commandId)
            return section;
    }
    auto *section = new OutputSection(m_session, commandId);
    m_sections.append(section);
    connect(section, &OutputSection::questionAsked, this, [this, section] {
        m_tabs->setCurrentWidget(section);
        Q_EMIT questionAsked();
    });
    connect(section, &OutputSection::runningChanged, this, [this] {
        updateState();
        Q_EMIT attachedChanged(isAttached());
    });
    return section;
}

void OutputPage::attach()
{
    if (m_isAsking || !m_service || !m_isConnected)
        return;
    m_isAsking = true;
    updateState();
    const QPointer<OutputPage> self(this);
    base::spawn(receiveAll(), [self](const base::Error &error) {
        if (!self)
            return;
        self->m_isAsking = false;
        self->updateState();
        self->say(error.category == base::ErrorCategory::Cancelled ? QString() : text::describe(error).sentence);
    });
}

Task<> OutputPage::receiveAll()
{
    const QPointer<OutputPage> self(this);
    const sessions::SessionPtr session = m_session;
    m_cancel = base::CancelSource();
    const base::CancelToken cancel = m_cancel.token();
    const QList<wsman::CommandInfo> commands = co_await m_service->commands(session, cancel);
    if (!self)
        co_return;
    int attached = 0;
    for (const wsman::CommandInfo &command : commands) {
        const QUuid id = command.id();
        const auto runspace = session->runspace();
        if (!runspace || !m_service)
            break;
        // What this program runs is shown where it was started; what is followed already goes on.
        if (runspace->isOwn(id) || isFollowed(id))
            continue;
        std::shared_ptr<remoting::RemotePipeline> pipeline;
        std::optional<base::Error> refused;
        try {
            pipeline = co_await m_service->attach(session, id, cancel);
        } catch (const base::Error &error) {
            refused = error;
        }
        if (!self)
            co_return;
        if (refused && refused->category == base::ErrorCategory::SessionNotFound)
            continue; // it ended in between
        if (refused)
            throw *refused;
        OutputSection *section = sectionFor(id);
        section->follow(pipeline);
        if (m_tabs->indexOf(section) < 0)
            m_tabs->insertTab(m_saved ? m_tabs->count() - 1 : m_tabs->count(), section, section->title());
        if (attached++ == 0)
            m_tabs->setCurrentWidget(section);
    }
    m_isAsking = false;
    updateState();
    if (attached > 0)
        say(tr("Following %n command(s).", nullptr, attached));
    else if (!isAttached())
        say(tr("No command is running."));
}

} // namespace rejoin::ui
