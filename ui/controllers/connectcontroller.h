#pragma once

#include "ui/commandpreview.h"
#include "ui/controllers/services.h"

#include <QObject>

namespace rejoin::ui {

class Attention;
class SessionBoard;

/// Connects, disconnects, removes and creates sessions: each row shows its own progress, each failure becomes an
/// item of the attention list.
class ConnectController : public QObject
{
    Q_OBJECT

public:
    ConnectController(const Services &services, SessionBoard *board, Attention *attention, QObject *parent = nullptr);
    ~ConnectController() override;

    void connectSessions(const QList<QUuid> &shellIds);
    /// Those that someone else is attached to: connected as soon as nobody is.
    void connectWhenFree(const QList<QUuid> &shellIds);
    /// Lists what the request asks for, then connects what is free.
    void connectRequested(const ConnectRequest &request);
    /// Without options each is left for its own time (sessions/keeping.h).
    void disconnectSessions(const QList<QUuid> &shellIds,
                            const std::optional<remoting::DisconnectOptions> &options = {});
    /// Renews the idle time of disconnected sessions.
    void keepAlive(const QList<QUuid> &shellIds, std::chrono::milliseconds time);
    /// Has a connected session kept for its own time, should the network be lost.
    void keepLonger(const QUuid &shellId);
    void removeSessions(const QList<QUuid> &shellIds);
    void create(const sessions::CreateRequest &request, const QUuid &computer);
    using OnOutcome = std::function<void(const sessions::SessionOutcome &)>;
    /// Disconnects everything that is connected here; ends when all is done or the time is over. Those that are still
    /// connected then were not left.
    [[nodiscard]] Task<> leaveAll(std::optional<std::chrono::milliseconds> keepFor, std::chrono::milliseconds atMost,
                                  OnOutcome onEach);
    void cancel();
    [[nodiscard]] bool isBusy() const { return m_running > 0; }

Q_SIGNALS:
    void opened(const rejoin::sessions::SessionPtr &session);
    void disconnected(const rejoin::sessions::SessionPtr &session);
    void removed(const QUuid &shellId);
    /// One sentence about what was done.
    void noticed(const QString &words);
    void busyChanged();

private:
    Task<> runConnect(QList<sessions::SessionPtr> sessions, int throttleLimit);
    Task<> runWhenFree(sessions::SessionPtr session);
    Task<> runRequested(ConnectRequest request);
    Task<> runDisconnect(QList<sessions::SessionPtr> sessions, std::optional<remoting::DisconnectOptions> options);
    Task<> runKeepAlive(QList<sessions::SessionPtr> sessions, std::chrono::milliseconds time);
    Task<> runKeepLonger(sessions::SessionPtr session);
    /// "ITTask on Server01: kept until …", or how many.
    void noticeKept(const QList<sessions::SessionPtr> &sessions);
    Task<> runRemove(QList<sessions::SessionPtr> sessions);
    Task<> runCreate(sessions::CreateRequest request, QUuid computer);
    void begin();
    void end();
    void start(Task<> task);
    /// What became of one session, put into its row: its activity is over, a failure is told.
    [[nodiscard]] bool succeeded(const sessions::SessionOutcome &outcome);
    void fail(const sessions::SessionPtr &session, const base::Error &error);
    void failTarget(const sessions::ConnectionOptions &target, const base::Error &error);

    Services m_services;
    SessionBoard *m_board;
    Attention *m_attention;
    base::CancelSource m_cancel;
    int m_running = 0;
};

/// The ShellIds of sessions.
[[nodiscard]] QList<QUuid> idsOf(const QList<sessions::SessionPtr> &sessions);

} // namespace rejoin::ui
