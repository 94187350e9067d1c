#include "ui/controllers/quitflow.h"

#include "core/base/spawn.h"
#include "core/text/errortext.h"
#include "core/text/moments.h"
#include "ui/controllers/connectcontroller.h"
#include "ui/controllers/sessionboard.h"
#include "ui/dialogs/quitdialog.h"

#include <QWidget>

namespace rejoin::ui {

namespace {
constexpr std::chrono::seconds leaveAtMost{15};
}

QuitFlow::QuitFlow(const Services &services, ConnectController *connector, SessionBoard *board, QWidget *window)
    : QObject(window), m_services(services), m_connector(connector), m_board(board), m_window(window)
{
}

void QuitFlow::setState(State state)
{
    m_state = state;
    Q_EMIT changed();
}

void QuitFlow::begin(Manner manner)
{
    if (m_state == State::Asking && m_dialog) {
        m_dialog->raise();
        return;
    }
    if (m_state != State::Idle)
        return;
    const QList<sessions::SessionPtr> sessions = m_board->opened();
    if (sessions.isEmpty()) {
        quitNow();
        return;
    }
    if (manner == Manner::AtOnce) {
        start(std::nullopt);
        return;
    }
    openDialog(sessions);
    setState(State::Asking);
}

void QuitFlow::openDialog(const QList<sessions::SessionPtr> &sessions)
{
    m_dialog = new QuitDialog(sessions, m_services.sessions->clock(), m_window);
    connect(m_dialog, &QuitDialog::startRequested, this, [this] { start(m_dialog->keepFor()); });
    connect(m_dialog, &QuitDialog::quitRequested, this, &QuitFlow::quitNow);
    connect(m_dialog, &QuitDialog::stayed, this, [this] { setState(State::Idle); });
    m_dialog->open();
}

void QuitFlow::start(std::optional<std::chrono::milliseconds> keepFor)
{
    m_failures.clear();
    setState(State::Running);
    base::spawn(run(QPointer(this), keepFor));
}

Task<> QuitFlow::run(QPointer<QuitFlow> flow, std::optional<std::chrono::milliseconds> keepFor)
{
    std::function<void(const sessions::SessionOutcome &)> onEach = [flow](const sessions::SessionOutcome &outcome) {
        if (flow && outcome.session)
            flow->take(outcome);
    };
    co_await flow->m_connector->leaveAll(keepFor, leaveAtMost, std::move(onEach));
    if (flow && flow->isRunning())
        flow->ended();
}

void QuitFlow::take(const sessions::SessionOutcome &outcome)
{
    const QUuid id = outcome.session->instanceId();
    if (outcome.error) {
        const QString sentence = text::describe(*outcome.error).sentence;
        m_failures.insert(id, sentence);
        if (m_dialog)
            m_dialog->setFailed(id, sentence);
    } else if (m_dialog) {
        m_dialog->setLeft(id, text::kept(outcome.session->expiresOn(), m_services.sessions->clock()->now()));
    }
}

void QuitFlow::ended()
{
    const QList<sessions::SessionPtr> left = m_board->opened();
    if (left.isEmpty()) {
        quitNow();
        return;
    }
    if (!m_dialog) {
        openDialog(left);
        m_dialog->showStarted();
    }
    for (const sessions::SessionPtr &session : left) {
        const QUuid id = session->instanceId();
        m_dialog->setFailed(id, m_failures.value(id, tr("%1 did not answer in time.").arg(session->computerName())));
    }
    m_dialog->finish();
    setState(State::Asking);
}

void QuitFlow::quitNow()
{
    if (m_dialog)
        m_dialog->done(QDialog::Accepted);
    setState(State::Done);
    Q_EMIT done();
}

} // namespace rejoin::ui
