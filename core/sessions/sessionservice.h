#pragma once

#include "core/base/clock.h"
#include "core/sessions/networkdefaults.h"
#include "core/sessions/ownrequests.h"
#include "core/sessions/session.h"

#include <functional>

namespace rejoin::output {
class SavedOutputStore;
} // namespace rejoin::output

namespace rejoin::sessions {

/// Which of a computer's sessions are wanted.
struct ListFilter
{
    ListFilter() = default;
    QStringList names;        ///< wildcards, case-insensitive; empty: all
    QList<QUuid> instanceIds; ///< empty: all
};

struct ListRequest
{
    ListRequest() = default;
    /// One each computer; ConnectionOptions::configurationName filters.
    QList<ConnectionOptions> targets;
    ListFilter filter;
    int throttleLimit = 0; ///< computers at once; 0 or less: 32
    /// Hidden shells come with a session each, to be looked at, removed and, where they are PowerShell's, connected;
    /// without it they take no local ids.
    bool withHiddenSessions = false;
};

/// A shell that Get-PSSession leaves out, and why (English, for -Verbose and *Show all shells*).
struct HiddenShell
{
    wsman::ShellInfo shell;
    base::Text reason;
    QList<wsman::CommandInfo> commands; ///< as far as they were asked for
    SessionPtr session;                 ///< with ListRequest::withHiddenSessions
};

/// What one computer answered: its sessions, or the Error that took their place.
struct ComputerListing
{
    ConnectionOptions target;
    QList<SessionPtr> sessions;
    QList<HiddenShell> hidden;
    std::optional<base::Error> error;
    /// Names and ids of the filter that matched nothing although the computer has sessions
    /// (PSSessionNameMatchFail, PSSessionIdMatchFail).
    QStringList unmatchedNames;
    QList<QUuid> unmatchedIds;
};

/// What became of one session.
struct SessionOutcome
{
    SessionPtr session;
    std::optional<base::Error> error;
};

struct CreateRequest
{
    CreateRequest() = default;
    ConnectionOptions target;
    QString name; ///< empty: Runspace<Id>
};

/// Finding sessions and acting on them: what both front ends call. Each failure is data in its computer's or
/// session's outcome; these tasks throw only Cancelled. Results come in the order of the request; onEach is called
/// as each one is known.
class SessionService : public QObject
{
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds gentleInterval{10000};
    using TransportFactory =
        std::function<std::shared_ptr<transport::Transport>(const transport::TransportSettings &settings)>;

    SessionService(SessionRegistry *registry, TransportFactory factory, std::shared_ptr<base::Clock> clock,
                   transport::ConnectTo connectTo = {}, QObject *parent = nullptr);
    ~SessionService() override;

    [[nodiscard]] SessionRegistry *registry() const;
    [[nodiscard]] std::shared_ptr<base::Clock> clock() const;
    /// More rules for dialling (the demo adds its own).
    void addConnectTo(const QString &rule);
    /// What holds for every computer; connections made from now on.
    void setNetworkDefaults(NetworkDefaults defaults);
    /// Who is told of redirects and asked, where ConnectionOptions::redirects names nobody.
    void setRedirectHandler(std::shared_ptr<RedirectHandler> handler);
    /// A password of this account was typed anew: it may be tried although one was refused before.
    void allowLogin(const QString &userName);
    /// Where ShellId and SessionId of held sessions are kept, so that after a kill the next start takes its own
    /// sessions back at once. Without it nothing is kept.
    void setHeldStore(const QString &directory);
    /// Where output is saved before it is shown. Without it nothing is saved.
    void setSavedOutput(std::shared_ptr<output::SavedOutputStore> store);
    [[nodiscard]] std::shared_ptr<output::SavedOutputStore> savedOutput() const; ///< may be null

    /// Get-PSSession of computers (protocol §2 "Get-PSSession's mapping").
    [[nodiscard]] Task<QList<ComputerListing>>
    list(ListRequest request, std::function<void(const ComputerListing &)> onEach = {}, base::CancelToken cancel = {});
    /// Connect-PSSession. Opened here already: returned as it is. Busy elsewhere and others: PSSessionConnectFailed.
    [[nodiscard]] Task<QList<SessionOutcome>> connect(QList<SessionPtr> sessions, int throttleLimit = 0,
                                                      std::function<void(const SessionOutcome &)> onEach = {},
                                                      base::CancelToken cancel = {});
    /// A session that someone else is attached to: asks its computer every now and then, and connects as soon as nobody
    /// is. Ends with an error when the session is gone or the computer refuses; a computer that is away is asked on.
    [[nodiscard]] Task<SessionOutcome> connectWhenFree(SessionPtr session,
                                                       std::chrono::milliseconds interval = gentleInterval,
                                                       base::CancelToken cancel = {});
    /// The machine slept or the network changed: held sessions renew their connections now instead of waiting for
    /// time-outs.
    void renewConnections();
    /// Of sessions made or connected from now on.
    void setRetryPolicy(const remoting::RetryPolicy &policy);

    /// Disconnect-PSSession. Disconnected already: returned as it is.
    [[nodiscard]] Task<QList<SessionOutcome>> disconnect(QList<SessionPtr> sessions,
                                                         remoting::DisconnectOptions options, int throttleLimit = 0,
                                                         std::function<void(const SessionOutcome &)> onEach = {},
                                                         base::CancelToken cancel = {});
    /// Disconnects with leavingOptions() of each: how sessions are left where nobody says for how long, or one time
    /// (wish) for all, cut to each one's limits. A server that refuses it is left with what is in force there.
    [[nodiscard]] Task<QList<SessionOutcome>>
    leave(QList<SessionPtr> sessions, std::optional<std::chrono::milliseconds> wish = {}, int throttleLimit = 0,
          std::function<void(const SessionOutcome &)> onEach = {}, base::CancelToken cancel = {});
    /// Renews the idle time of disconnected sessions by connecting to the shell and disconnecting again with the idle
    /// time-out (none: keepTime()), attaching to no command, so that no output is consumed. Connecting closes the input
    /// of running commands: one that waits for input gets none afterwards. Refused while in use elsewhere; connected
    /// here there is nothing to do. After cancel no session is left connected by it.
    [[nodiscard]] Task<QList<SessionOutcome>>
    keepAlive(QList<SessionPtr> sessions, std::optional<std::chrono::milliseconds> idleTimeout, int throttleLimit = 0,
              std::function<void(const SessionOutcome &)> onEach = {}, base::CancelToken cancel = {});
    /// Sets keepTime() for a session that is connected here, by disconnecting and reconnecting it. Refused while a
    /// command of ours runs in it.
    [[nodiscard]] Task<SessionOutcome> keepLonger(SessionPtr session, base::CancelToken cancel = {});
    /// Remove-PSSession; a disconnected one by a bare Delete. Released from the registry whatever the outcome.
    [[nodiscard]] Task<QList<SessionOutcome>> remove(QList<SessionPtr> sessions, int throttleLimit = 0,
                                                     std::function<void(const SessionOutcome &)> onEach = {},
                                                     base::CancelToken cancel = {});
    /// New-PSSession.
    [[nodiscard]] Task<QList<SessionOutcome>> create(QList<CreateRequest> requests, int throttleLimit = 0,
                                                     std::function<void(const SessionOutcome &)> onEach = {},
                                                     base::CancelToken cancel = {});

    using OwnOutput = std::function<void(const psrp::PipelineEvent &event)>;
    /// Runs a request of the program itself to its end, when its turn has come (see SessionTurns); output gets its
    /// events. Throws Error: CommandNotOffered (Unsupported) when the endpoint has no such command, from the second
    /// time on without asking.
    [[nodiscard]] Task<> runOwn(SessionPtr session, OwnRequest request, OwnOutput output = {},
                                base::CancelToken cancel = {});
    /// Starts a user's pipeline in an Opened session (see RunspaceSession::start). Throws Error.
    [[nodiscard]] Task<std::shared_ptr<remoting::RemotePipeline>>
    start(SessionPtr session, psrp::CreatePipeline request, base::CancelToken cancel = {});
    /// The commands of an Opened session as its server lists them now: those that run and those whose output nobody has
    /// received; those of this process too. Throws Error.
    [[nodiscard]] Task<QList<wsman::CommandInfo>> commands(SessionPtr session, base::CancelToken cancel = {});
    /// Attaches to one of them (see RunspaceSession::attach). Throws Error.
    [[nodiscard]] Task<std::shared_ptr<remoting::RemotePipeline>> attach(SessionPtr session, QUuid commandId,
                                                                         base::CancelToken cancel = {});
    /// The single command of a session, attached: what Receive-PSSession streams. Connects first when Disconnected.
    /// Null when no command is running. Throws Error.
    [[nodiscard]] Task<std::shared_ptr<remoting::RemotePipeline>> receive(SessionPtr session,
                                                                          base::CancelToken cancel = {});
    /// Test-WSMan: Identify. Throws Error.
    [[nodiscard]] Task<wsman::IdentifyInfo> identify(ConnectionOptions target, base::CancelToken cancel = {});

Q_SIGNALS:
    /// A session's connection: interrupted, tried again, restored, given up (what PowerShell warns of).
    void noticed(const rejoin::sessions::SessionPtr &session, const rejoin::remoting::LineNotice &notice);
    /// A password or keytab turned out to be right, or wrong; not for each computer that says so again.
    void loginSettled(const rejoin::base::Credential &credential, bool accepted);

private:
    struct Private;
    std::shared_ptr<Private> d;
};

/// A script as CREATE_PIPELINE with our host. formattedWidth > 0 pipes it through Out-String (see formatRemotely); 0
/// gives objects.
[[nodiscard]] psrp::CreatePipeline scriptPipeline(const QString &script, int formattedWidth = 0);

} // namespace rejoin::sessions
