#pragma once

#include "core/remoting/runspacesession.h"
#include "core/sessions/connectionoptions.h"
#include "core/sessions/endpointlimits.h"
#include "core/sessions/sessionturns.h"

#include <QObject>

#include <memory>

namespace rejoin::sessions {

/// System.Management.Automation.Runspaces.RunspaceAvailability.
enum class Availability : quint8 { None, Available, AvailableForNestedCommand, Busy, RemoteDebug };

[[nodiscard]] QString stateName(remoting::SessionState state);
[[nodiscard]] QString availabilityName(Availability availability);

/// A PSSession: one remote shell known to this process, found by listing or made here. Keyed by ShellId: the
/// registry gives the same object for the same shell.
class Session : public QObject
{
    Q_OBJECT

public:
    Session(int id, QUuid instanceId, ConnectionOptions origin, QObject *parent = nullptr);
    ~Session() override;

    /// Local number, increasing.
    [[nodiscard]] int id() const { return m_id; }
    /// ShellId.
    [[nodiscard]] QUuid instanceId() const { return m_instanceId; }
    /// The server's name, or "Runspace<Id>".
    [[nodiscard]] QString name() const;
    [[nodiscard]] QString computerName() const;
    [[nodiscard]] QString configurationName() const;
    [[nodiscard]] remoting::SessionState state() const;
    [[nodiscard]] Availability availability() const;

    /// How it was reached.
    [[nodiscard]] const ConnectionOptions &origin() const { return m_origin; }
    void setOrigin(ConnectionOptions origin);
    /// As the server last described it.
    [[nodiscard]] const wsman::ShellInfo &shell() const { return m_shell; }
    [[nodiscard]] const QList<wsman::CommandInfo> &commands() const { return m_commands; }
    /// When it was last listed or spoken with (UTC).
    [[nodiscard]] QDateTime seenAt() const { return m_seenAt; }
    /// now − ShellInactivity when it was listed; only while Disconnected (UTC).
    [[nodiscard]] std::optional<QDateTime> disconnectedOn() const { return m_disconnectedOn; }
    /// disconnectedOn + IdleTimeOut; only while Disconnected and when IdleTimeOut > ShellInactivity (UTC).
    [[nodiscard]] std::optional<QDateTime> expiresOn() const { return m_expiresOn; }
    /// The server takes it for attached to a client, which is not this object: another one's, or an earlier run of
    /// ours.
    [[nodiscard]] bool isAttached() const;
    /// Attached to another client (rsp:State Connected and not by us).
    [[nodiscard]] bool isInUseElsewhere() const;
    /// A shell of PowerShell's kind, not of winrs or another.
    [[nodiscard]] bool isPowerShell() const;
    /// Of PowerShell's kind, Disconnected and Availability None, or attached to nobody but an earlier run of ours, or
    /// cut off from us.
    [[nodiscard]] bool isConnectable() const;

    /// The live session; null until connected or created here.
    [[nodiscard]] std::shared_ptr<remoting::RunspaceSession> runspace() const { return m_runspace; }

    /// What its endpoint turned out not to allow.
    [[nodiscard]] EndpointLimits &limits() { return m_limits; }
    [[nodiscard]] const EndpointLimits &limits() const { return m_limits; }
    /// Who may have a command in it now.
    [[nodiscard]] const std::shared_ptr<SessionTurns> &turns() const { return m_turns; }

    // For the services:
    void update(const wsman::ShellInfo &shell, const QList<wsman::CommandInfo> &commands, const QDateTime &now);
    void setRunspace(std::shared_ptr<remoting::RunspaceSession> runspace);
    /// Its SessionId is on this computer's disk, left by a run of ours that was killed.
    void setLeftByUs(bool leftByUs);

Q_SIGNALS:
    void changed();

private:
    int m_id;
    QUuid m_instanceId;
    ConnectionOptions m_origin;
    wsman::ShellInfo m_shell;
    QList<wsman::CommandInfo> m_commands;
    QDateTime m_seenAt;
    std::optional<QDateTime> m_disconnectedOn;
    std::optional<QDateTime> m_expiresOn;
    std::shared_ptr<remoting::RunspaceSession> m_runspace;
    bool m_leftByUs = false;
    EndpointLimits m_limits;
    std::shared_ptr<SessionTurns> m_turns = std::make_shared<SessionTurns>();
};

using SessionPtr = std::shared_ptr<Session>;

/// Local ids and the sessions of this process (PowerShell's runspace repository).
class SessionRegistry : public QObject
{
    Q_OBJECT

public:
    /// The known session of that shell, or a new one with the next id. Not held: see hold().
    [[nodiscard]] SessionPtr forShell(const QUuid &instanceId, const ConnectionOptions &origin);
    /// Null when no session of that shell is known and alive.
    [[nodiscard]] SessionPtr find(const QUuid &instanceId) const;
    /// Keeps a session (created or connected here): Get-PSSession without a computer lists it.
    void hold(const SessionPtr &session);
    void release(const QUuid &instanceId);
    /// In the order of their ids.
    [[nodiscard]] QList<SessionPtr> held() const;
    [[nodiscard]] SessionPtr heldById(int id) const;
    /// The id that the next session will get; also numbers names "Runspace<Id>".
    [[nodiscard]] int nextId() const { return m_nextId; }

Q_SIGNALS:
    void heldChanged();

private:
    int m_nextId = 1;
    QHash<QUuid, std::weak_ptr<Session>> m_known;
    QList<SessionPtr> m_held;
};

} // namespace rejoin::sessions
