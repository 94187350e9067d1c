#include "core/sessions/session.h"

#include "core/remoting/failures.h"
#include "core/wsman/namespaces.h"

#include <algorithm>

namespace rejoin::sessions {

using remoting::SessionState;

namespace {
const QString disconnectedWord = QStringLiteral("Disconnected");
const QString connectedWord = QStringLiteral("Connected");
} // namespace

QString stateName(SessionState state)
{
    return remoting::stateWord(state);
}

QString availabilityName(Availability availability)
{
    switch (availability) {
    case Availability::None:
        return QStringLiteral("None");
    case Availability::Available:
        return QStringLiteral("Available");
    case Availability::AvailableForNestedCommand:
        return QStringLiteral("AvailableForNestedCommand");
    case Availability::Busy:
        return QStringLiteral("Busy");
    case Availability::RemoteDebug:
        return QStringLiteral("RemoteDebug");
    }
    return {};
}

Session::Session(int id, QUuid instanceId, ConnectionOptions origin, QObject *parent)
    : QObject(parent), m_id(id), m_instanceId(instanceId), m_origin(std::move(origin))
{
}

Session::~Session() = default;

QString Session::name() const
{
    if (!m_shell.name.isEmpty())
        return m_shell.name;
    if (m_runspace && !m_runspace->parameters().name.isEmpty())
        return m_runspace->parameters().name;
    return QStringLiteral("Runspace%1").arg(m_id);
}

QString Session::computerName() const
{
    return m_origin.displayName();
}

QString Session::configurationName() const
{
    if (!m_shell.resourceUri.isEmpty())
        return configurationNameFor(m_shell.resourceUri);
    return m_runspace ? configurationNameFor(m_runspace->parameters().resourceUri) : QString();
}

SessionState Session::state() const
{
    // What is only known from a listing is Disconnected, as PowerShell shows it, attached elsewhere or not.
    if (!m_runspace)
        return SessionState::Disconnected;
    const SessionState state = m_runspace->state();
    return state == SessionState::BeforeOpen && !m_shell.shellId.isEmpty() ? SessionState::Disconnected : state;
}

Availability Session::availability() const
{
    switch (state()) {
    case SessionState::Opened:
        return m_runspace->pipelines().isEmpty() ? Availability::Available : Availability::Busy;
    case SessionState::Disconnected:
        // Connectable, or attached to another client.
        return m_shell.state.isEmpty() || m_shell.state == disconnectedWord ? Availability::None : Availability::Busy;
    default:
        return Availability::None;
    }
}

bool Session::isAttached() const
{
    return state() == SessionState::Disconnected && availability() == Availability::Busy;
}

bool Session::isInUseElsewhere() const
{
    return isAttached() && !m_leftByUs && !(m_runspace && m_runspace->isCutOff());
}

bool Session::isConnectable() const
{
    return isPowerShell() && state() == SessionState::Disconnected && !isInUseElsewhere();
}

void Session::setLeftByUs(bool leftByUs)
{
    if (std::exchange(m_leftByUs, leftByUs) != leftByUs)
        Q_EMIT changed();
}

bool Session::isPowerShell() const
{
    const QLatin1String prefix(wsman::resource::powershellPrefix.data(),
                               qsizetype(wsman::resource::powershellPrefix.size()));
    return m_shell.resourceUri.isEmpty() || m_shell.resourceUri.startsWith(prefix, Qt::CaseInsensitive);
}

void Session::setOrigin(ConnectionOptions origin)
{
    m_origin = std::move(origin);
}

void Session::update(const wsman::ShellInfo &shell, const QList<wsman::CommandInfo> &commands, const QDateTime &now)
{
    m_shell = shell;
    m_commands = commands;
    m_seenAt = now;
    m_disconnectedOn.reset();
    m_expiresOn.reset();
    if (shell.state == disconnectedWord && shell.shellInactivity) {
        m_disconnectedOn = now.addMSecs(-shell.shellInactivity->count());
        if (shell.idleTimeout && *shell.idleTimeout > *shell.shellInactivity)
            m_expiresOn = m_disconnectedOn->addMSecs(shell.idleTimeout->count());
    }
    Q_EMIT changed();
}

void Session::setRunspace(std::shared_ptr<remoting::RunspaceSession> runspace)
{
    if (runspace == m_runspace)
        return;
    if (m_runspace)
        QObject::disconnect(m_runspace.get(), nullptr, this, nullptr);
    m_runspace = std::move(runspace);
    if (m_runspace) {
        connect(m_runspace.get(), &remoting::RunspaceSession::stateChanged, this, [this](SessionState state) {
            // What the next listing would say of it.
            if (state == SessionState::Opened) {
                m_shell.state = connectedWord;
                m_disconnectedOn.reset();
                m_expiresOn.reset();
            } else if (state == SessionState::Disconnected) {
                m_shell.state = disconnectedWord;
            }
            Q_EMIT changed();
        });
        connect(m_runspace.get(), &remoting::RunspaceSession::changed, this, &Session::changed);
    }
    Q_EMIT changed();
}

SessionPtr SessionRegistry::forShell(const QUuid &instanceId, const ConnectionOptions &origin)
{
    if (const SessionPtr known = find(instanceId)) {
        // The latest way there that worked is the one to use, unless a connection is up already.
        if (!known->runspace())
            known->setOrigin(origin);
        return known;
    }
    auto session = std::make_shared<Session>(m_nextId++, instanceId, origin);
    m_known.insert(instanceId, session);
    return session;
}

SessionPtr SessionRegistry::find(const QUuid &instanceId) const
{
    return m_known.value(instanceId).lock();
}

void SessionRegistry::hold(const SessionPtr &session)
{
    if (m_held.contains(session))
        return;
    const auto at = std::upper_bound(m_held.begin(), m_held.end(), session,
                                     [](const SessionPtr &a, const SessionPtr &b) { return a->id() < b->id(); });
    m_held.insert(at, session);
    m_known.insert(session->instanceId(), session);
    Q_EMIT heldChanged();
}

void SessionRegistry::release(const QUuid &instanceId)
{
    const auto removed =
        m_held.removeIf([&](const SessionPtr &session) { return session->instanceId() == instanceId; });
    m_known.removeIf([](const QHash<QUuid, std::weak_ptr<Session>>::iterator &entry) { return entry->expired(); });
    if (removed > 0)
        Q_EMIT heldChanged();
}

QList<SessionPtr> SessionRegistry::held() const
{
    return m_held;
}

SessionPtr SessionRegistry::heldById(int id) const
{
    for (const SessionPtr &session : m_held) {
        if (session->id() == id)
            return session;
    }
    return nullptr;
}

} // namespace rejoin::sessions
