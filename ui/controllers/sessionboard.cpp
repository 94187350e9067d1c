#include "ui/controllers/sessionboard.h"

#include "core/text/errortext.h"
#include "ui/console/streamdocument.h"

namespace rejoin::ui {

using namespace Qt::StringLiterals;
using remoting::SessionState;

SessionBoard::SessionBoard(std::shared_ptr<base::Clock> clock, QObject *parent)
    : QObject(parent), m_clock(std::move(clock)), m_model(new SessionModel(m_clock, this))
{
}

SessionRow SessionBoard::rowOf(const sessions::Session &session)
{
    const wsman::ShellInfo &shell = session.shell();
    SessionRow row;
    row.shellId = session.instanceId();
    row.id = session.id();
    // Words of a server are data: nothing in them may break a line or hide.
    // One without a name is not shown with the one that Session makes up for it.
    row.name = shell.name.isEmpty() && !session.runspace() && !shell.shellId.isEmpty()
                   ? QString()
                   : StreamDocument::sanitized(session.name());
    row.computerName = session.computerName();
    row.state = sessions::stateName(session.state());
    row.configurationName = StreamDocument::sanitized(session.configurationName());
    row.availability = sessions::availabilityName(session.availability());
    row.expiresOn = session.expiresOn();
    row.owner = StreamDocument::sanitized(shell.owner);
    row.commands = int(session.commands().size());
    if (!session.commands().isEmpty())
        row.commandLine = StreamDocument::sanitized(session.commands().first().commandLine).simplified().left(500);
    row.idleSince = session.disconnectedOn();
    row.idleTimeoutSeconds = shell.idleTimeout ? shell.idleTimeout->count() / 1000 : 0;
    switch (shell.bufferMode) {
    case wsman::BufferMode::Block:
        row.buffering = u"Block"_s;
        break;
    case wsman::BufferMode::Drop:
        row.buffering = u"Drop"_s;
        break;
    case wsman::BufferMode::None:
        break;
    }
    row.client = StreamDocument::sanitized(shell.clientIp);
    if (shell.shellRunTime)
        row.runningSince = session.seenAt().addMSecs(-shell.shellRunTime->count());
    row.seenAt = session.seenAt();
    row.isPowerShell = session.isPowerShell();
    row.connectable = session.isConnectable();
    row.inUse = session.isInUseElsewhere();
    row.opened = session.state() == SessionState::Opened;
    return row;
}

SessionRow SessionBoard::merged(const sessions::SessionPtr &session, const QUuid &computer) const
{
    SessionRow row = rowOf(*session);
    if (const SessionRow *known = m_model->find(row.shellId)) {
        row.computers = known->computers;
        row.activity = known->activity;
        row.problem = known->problem;
        row.hiddenReason = known->hiddenReason;
    }
    if (!computer.isNull())
        row.computers.insert(computer);
    return row;
}

void SessionBoard::watch(const sessions::SessionPtr &session)
{
    const QUuid id = session->instanceId();
    if (m_sessions.value(id) == session)
        return;
    if (const sessions::SessionPtr old = m_sessions.value(id))
        disconnect(old.get(), nullptr, this, nullptr);
    m_sessions.insert(id, session);
    connect(session.get(), &sessions::Session::changed, this, [this, id] {
        const sessions::SessionPtr changed = m_sessions.value(id);
        const SessionRow *known = m_model->find(id);
        if (!changed || !known)
            return;
        SessionRow row = merged(changed, {});
        row.gone = known->gone || changed->state() == SessionState::Closed;
        m_model->upsert({row});
    });
}

QList<sessions::SessionPtr> SessionBoard::sessions(const QList<QUuid> &shellIds) const
{
    QList<sessions::SessionPtr> found;
    for (const QUuid &id : shellIds)
        if (const sessions::SessionPtr session = m_sessions.value(id))
            found += session;
    return found;
}

QUuid SessionBoard::computerOf(const QUuid &shellId) const
{
    const SessionRow *row = m_model->find(shellId);
    return row && !row->computers.isEmpty() ? *row->computers.constBegin() : QUuid();
}

QList<sessions::SessionPtr> SessionBoard::opened() const
{
    QList<sessions::SessionPtr> found;
    for (const sessions::SessionPtr &session : m_sessions)
        if (session->state() == SessionState::Opened)
            found += session;
    return found;
}

void SessionBoard::take(const QUuid &computer, const QList<sessions::SessionPtr> &found,
                        const QList<sessions::HiddenShell> &hidden)
{
    QList<SessionRow> rows;
    QSet<QUuid> listed;
    for (const sessions::SessionPtr &session : found) {
        watch(session);
        listed.insert(session->instanceId());
        SessionRow row = merged(session, computer);
        row.problem.clear();
        row.hiddenReason.clear();
        rows += row;
    }
    for (const sessions::HiddenShell &shell : hidden) {
        if (!shell.session)
            continue;
        watch(shell.session);
        listed.insert(shell.session->instanceId());
        SessionRow row = merged(shell.session, computer);
        row.problem.clear();
        row.hiddenReason = StreamDocument::sanitized(text::translated(shell.reason));
        rows += row;
    }
    QList<QUuid> hiddenAgain;
    for (SessionRow row : m_model->rows()) {
        if (!row.computers.contains(computer) || listed.contains(row.shellId))
            continue;
        if (!row.hiddenReason.isEmpty() && !row.opened) {
            // Not gone: it is no longer asked for, or nobody's loss.
            hiddenAgain += row.shellId;
            continue;
        }
        const sessions::SessionPtr session = m_sessions.value(row.shellId);
        row.stale = false;
        row.gone = !session || session->state() != SessionState::Opened;
        rows += row;
    }
    m_model->upsert(rows);
    forget(hiddenAgain);
}

void SessionBoard::take(const sessions::SessionPtr &session, const QUuid &computer)
{
    watch(session);
    SessionRow row = merged(session, computer);
    row.problem.clear();
    m_model->upsert({row});
}

void SessionBoard::markStale(const QUuid &computer)
{
    QList<SessionRow> rows;
    for (SessionRow row : m_model->rows()) {
        if (!row.computers.contains(computer) || row.opened)
            continue;
        row.stale = true;
        rows += row;
    }
    m_model->upsert(rows);
}

void SessionBoard::forget(const QList<QUuid> &shellIds)
{
    m_model->remove(shellIds);
    for (const QUuid &id : shellIds)
        if (const sessions::SessionPtr session = m_sessions.take(id))
            disconnect(session.get(), nullptr, this, nullptr);
}

void SessionBoard::forgetComputers(const QList<QUuid> &computers)
{
    QList<QUuid> lost;
    QList<SessionRow> kept;
    for (SessionRow row : m_model->rows()) {
        const qsizetype before = row.computers.size();
        for (const QUuid &computer : computers)
            row.computers.remove(computer);
        if (row.computers.size() == before)
            continue;
        if (row.computers.isEmpty() && !row.opened)
            lost += row.shellId;
        else
            kept += row;
    }
    m_model->upsert(kept);
    forget(lost);
}

void SessionBoard::setActivity(const QList<QUuid> &shellIds, const QString &words)
{
    m_model->change(shellIds, [&](SessionRow &row) { row.activity = words; });
}

void SessionBoard::setProblem(const QUuid &shellId, const QString &sentence)
{
    m_model->change({shellId}, [&](SessionRow &row) { row.problem = sentence; });
}

} // namespace rejoin::ui
