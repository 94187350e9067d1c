#include "ui/console/hostprompter.h"

#include "core/base/awaitable.h"
#include "ui/console/promptpanel.h"
#include "ui/console/streamdocument.h"
#include "ui/console/streamview.h"

namespace rejoin::ui {

namespace {

/// Takes the panel out of the window when the question ends, however it ends.
struct PanelKeeper
{
    explicit PanelKeeper(PromptPanel *shown) : panel(shown) {}
    Q_DISABLE_COPY_MOVE(PanelKeeper)
    ~PanelKeeper()
    {
        if (panel) {
            panel->hide();
            panel->deleteLater();
        }
    }
    /// The panel, or Cancelled when the window went while the answer was on its way.
    [[nodiscard]] PromptPanel *alive() const
    {
        if (!panel)
            throw base::Error::cancelled();
        return panel;
    }
    QPointer<PromptPanel> panel;
};

struct Done
{
};

} // namespace

HostPrompter::HostPrompter(StreamView *view, QWidget *slot, const QString &session)
    : m_view(view), m_slot(slot), m_session(session)
{
}

HostPrompter::~HostPrompter() = default;

PromptPanel *HostPrompter::makePanel(const QString &asker)
{
    if (!m_slot)
        throw base::Error::cancelled();
    QStringList who;
    for (const QString &part : {asker, m_session}) {
        if (!part.isEmpty())
            who += part;
    }
    return new PromptPanel(who.join(u" · "), m_slot);
}

Task<> HostPrompter::show(PromptPanel *panel, base::CancelToken cancel)
{
    // The panel lives in the console; when the window goes first, the question ends as cancelled.
    QPointer<HostPrompter> self(this);
    base::Awaitable<Done> answer;
    const auto handle = answer.handle();
    connect(panel, &PromptPanel::answered, panel, [handle] { handle.resolve(Done()); });
    connect(panel, &QObject::destroyed, panel, [handle] { handle.fail(base::Error::cancelled()); });
    connect(panel, &PromptPanel::dismissed, panel, [handle, self] {
        handle.fail(base::Error::cancelled());
        if (self)
            Q_EMIT self->stopRequested();
    });
    const auto registration = cancel.onCancel([handle] { handle.fail(base::Error::cancelled()); });
    m_slot->layout()->addWidget(panel);
    panel->setVisible(true);
    Q_EMIT asking(true);
    std::exception_ptr failure;
    try {
        co_await answer;
    } catch (...) {
        failure = std::current_exception();
    }
    if (self)
        Q_EMIT self->asking(false);
    if (failure)
        std::rethrow_exception(failure);
}

Task<QString> HostPrompter::readLine(base::CancelToken cancel)
{
    const QString asker = std::exchange(m_asker, {});
    const std::shared_ptr<void> turn = co_await m_turns.enter(cancel);
    const PanelKeeper keeper(makePanel(asker));
    keeper.panel->askLine(false);
    co_await show(keeper.panel, cancel);
    co_return keeper.alive()->answers().first().text;
}

Task<base::SecretString> HostPrompter::readSecret(base::CancelToken cancel)
{
    const QString asker = std::exchange(m_asker, {});
    const std::shared_ptr<void> turn = co_await m_turns.enter(cancel);
    const PanelKeeper keeper(makePanel(asker));
    keeper.panel->askLine(true);
    co_await show(keeper.panel, cancel);
    co_return keeper.alive()->answers().first().secret;
}

Task<QList<sessions::HostInterface::FieldAnswer>>
HostPrompter::prompt(QString caption, QString message, QList<sessions::PromptField> fields, base::CancelToken cancel)
{
    const QString asker = std::exchange(m_asker, {});
    const std::shared_ptr<void> turn = co_await m_turns.enter(cancel);
    const PanelKeeper keeper(makePanel(asker));
    keeper.panel->askFields(caption, message, fields);
    co_await show(keeper.panel, cancel);
    co_return keeper.alive()->answers();
}

Task<QList<int>> HostPrompter::choose(QString caption, QString message, QList<sessions::PromptChoice> choices,
                                      QList<int> defaults, bool multiple, base::CancelToken cancel)
{
    const QString asker = std::exchange(m_asker, {});
    const std::shared_ptr<void> turn = co_await m_turns.enter(cancel);
    const PanelKeeper keeper(makePanel(asker));
    keeper.panel->askChoice(caption, message, choices, defaults, multiple);
    co_await show(keeper.panel, cancel);
    co_return keeper.alive()->chosen();
}

Task<base::Credential> HostPrompter::credential(sessions::CredentialQuestion question, base::CancelToken cancel)
{
    const QString asker = std::exchange(m_asker, {});
    const std::shared_ptr<void> turn = co_await m_turns.enter(cancel);
    const PanelKeeper keeper(makePanel(asker));
    keeper.panel->askCredential(question);
    co_await show(keeper.panel, cancel);
    co_return keeper.alive()->credential();
}

Task<sessions::KeyPress> HostPrompter::readKey(base::CancelToken cancel)
{
    const QString asker = std::exchange(m_asker, {});
    const std::shared_ptr<void> turn = co_await m_turns.enter(cancel);
    const PanelKeeper keeper(makePanel(asker));
    keeper.panel->askKey();
    co_await show(keeper.panel, cancel);
    co_return keeper.alive()->key();
}

void HostPrompter::waitsForAnotherClient(bool waits)
{
    if (m_foreign) {
        m_foreign->hide();
        m_foreign->deleteLater();
        m_foreign.clear();
    }
    if (!waits || !m_slot)
        return;
    m_foreign = makePanel({});
    m_foreign->tellOfForeignQuestion();
    connect(m_foreign, &PromptPanel::dismissed, this, &HostPrompter::stopRequested);
    m_slot->layout()->addWidget(m_foreign);
    m_foreign->setVisible(true);
}

void HostPrompter::write(const QString &text, int foreground, int background)
{
    if (m_view && m_view->stream())
        m_view->stream()->write(text, foreground, background);
}

void HostPrompter::setShouldExit(int exitCode)
{
    Q_EMIT exitRequested(exitCode);
}

int HostPrompter::width() const
{
    return m_view ? m_view->cells() : 120;
}

int HostPrompter::height() const
{
    constexpr int usual = 50;
    if (!m_view)
        return usual;
    const int line = std::max(1, m_view->fontMetrics().lineSpacing());
    return std::max(1, m_view->viewport()->height() / line);
}

void HostPrompter::titleChanged()
{
    Q_EMIT titled(StreamDocument::sanitized(raw().title).simplified());
}

void HostPrompter::clear()
{
    if (m_view && m_view->stream())
        m_view->stream()->clear();
}

} // namespace rejoin::ui
