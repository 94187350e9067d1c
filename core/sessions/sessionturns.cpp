#include "core/sessions/sessionturns.h"

#include "core/base/logging.h"
#include "core/base/spawn.h"
#include "core/sessions/session.h"
#include "core/sessions/sessionerrors.h"

#include <QTimer>

namespace rejoin::sessions {

using remoting::RunspaceSession;
using remoting::SessionState;
using std::chrono::milliseconds;

namespace {

/// While a command is in the shell that nobody here is attached to, the server is asked now and then.
constexpr milliseconds askAgain{3000};
/// What a fetch may take before a disconnect leaves it running.
constexpr milliseconds fetchGrace{10000};
/// What a stopped request may take to end.
constexpr milliseconds stopGrace{5000};
constexpr milliseconds forEver{-1};

bool mayBeTakenAway(const QUuid &commandId)
{
    const auto kind = ownKind(commandId);
    return kind && *kind != OwnKind::Fetch;
}

} // namespace

/// Ends a turn: by then the coroutine that had it is over.
struct SessionTurns::Release
{
    std::shared_ptr<SessionTurns> turns;
    bool isOwn = false;

    Release(std::shared_ptr<SessionTurns> of, bool own) : turns(std::move(of)), isOwn(own) {}
    Release(const Release &) = delete;
    Release &operator=(const Release &) = delete;
    ~Release()
    {
        if (isOwn) {
            turns->m_ownActive = false;
            turns->m_own.reset();
        } else {
            --turns->m_users;
        }
        turns->wake();
    }
};

void SessionTurns::wake()
{
    const auto all = std::exchange(m_waiting, {});
    for (const auto &one : all)
        one.resolve(true);
}

bool SessionTurns::isFree(const RunspaceSession &runspace) const
{
    return !m_ownActive && m_users == 0 && runspace.pipelines().isEmpty();
}

SessionTurns::Turn SessionTurns::takeOwn()
{
    m_ownActive = true;
    return std::make_shared<Release>(shared_from_this(), true);
}

Task<bool> SessionTurns::change(std::shared_ptr<RunspaceSession> runspace, milliseconds longest,
                                base::CancelToken cancel)
{
    const auto self = shared_from_this();
    cancel.check();
    base::Awaitable<bool> changed;
    const auto handle = changed.handle();
    m_waiting.append(handle);
    QObject context;
    if (runspace) {
        QObject::connect(runspace.get(), &RunspaceSession::changed, &context, [handle] { handle.resolve(true); });
        QObject::connect(runspace.get(), &RunspaceSession::stateChanged, &context, [handle] { handle.resolve(true); });
    }
    QTimer timer;
    timer.setSingleShot(true);
    QObject::connect(&timer, &QTimer::timeout, &timer, [handle] { handle.resolve(false); });
    if (longest != forEver)
        timer.start(longest);
    const auto registration = cancel.onCancel([handle] { handle.fail(base::Error::cancelled()); });
    const bool happened = co_await changed;
    co_return happened;
}

Task<SessionTurns::Turn> SessionTurns::own(SessionPtr session, base::CancelToken cancel)
{
    const auto self = shared_from_this();
    while (true) { // each turn waits for a change
        cancel.check();
        const auto runspace = session->runspace();
        if (m_closed)
            throw base::Error::cancelled();
        if (!runspace || runspace->state() != SessionState::Opened)
            throw notConnectedHere(session->name());
        const auto left = std::chrono::ceil<milliseconds>(m_occupiedUntil - std::chrono::steady_clock::now());
        auto pause = left.count() > 0 ? left : forEver;
        if (isFree(*runspace) && left.count() <= 0) {
            // Ours while the server is asked, so that nobody else begins meanwhile.
            Turn turn = takeOwn();
            co_await forgetDoubtful(runspace, cancel);
            bool occupied = false;
            if (m_mayHoldCommands)
                occupied = co_await holdsOthers(runspace, cancel);
            if (!occupied && !m_closed && runspace->state() == SessionState::Opened)
                co_return turn;
            if (occupied) {
                m_occupiedUntil = std::chrono::steady_clock::now() + askAgain;
                pause = askAgain;
            }
        }
        if (!m_closed)
            (void)co_await change(runspace, pause, cancel);
    }
}

void SessionTurns::ownRuns(const std::shared_ptr<remoting::RemotePipeline> &pipeline)
{
    m_own = pipeline;
    wake();
}

Task<SessionTurns::Turn> SessionTurns::user(SessionPtr session, base::CancelToken cancel)
{
    const auto self = shared_from_this();
    ++m_users;
    Turn turn = std::make_shared<Release>(self, false);
    bool stopped = false;
    while (m_ownActive) {
        const bool changed = co_await change(session->runspace(), stopped ? forEver : grace, cancel);
        const auto running = m_own.lock();
        if (!changed && running && ownKind(running->id()) == OwnKind::Question) {
            stopped = true;
            base::spawn(running->discard());
        }
    }
    const auto runspace = session->runspace();
    if (!runspace || runspace->state() != SessionState::Opened)
        co_return turn; // the start says what is wrong
    std::optional<base::Error> failure;
    try {
        co_await forgetDoubtful(runspace, cancel);
    } catch (const base::Error &error) {
        failure = error;
    }
    if (failure && failure->category == base::ErrorCategory::Cancelled)
        throw *failure;
    co_return turn;
}

Task<> SessionTurns::close(base::CancelToken cancel)
{
    const auto self = shared_from_this();
    m_closed = true;
    wake();
    const auto wait = [](std::shared_ptr<SessionTurns> turns, milliseconds longest, base::CancelToken stop) -> Task<> {
        bool passed = false;
        const auto end = std::chrono::steady_clock::now() + longest;
        while (turns->m_ownActive && !passed) {
            const auto left = std::chrono::duration_cast<milliseconds>(end - std::chrono::steady_clock::now());
            passed = left.count() <= 0;
            if (!passed)
                passed = !co_await turns->change(nullptr, left, stop);
        }
    };
    const auto kindOf = [](const std::weak_ptr<remoting::RemotePipeline> &pipeline) {
        const auto running = pipeline.lock();
        return running ? ownKind(running->id()) : std::nullopt;
    };
    co_await wait(self, grace, cancel);
    if (!m_ownActive)
        co_return;
    if (kindOf(m_own) == OwnKind::Fetch) {
        // Stopped, it would take its output with it. As the shell's only command it can be received after a connect.
        co_await wait(self, fetchGrace - grace, cancel);
        co_return;
    }
    if (const auto running = m_own.lock())
        base::spawn(running->discard());
    co_await wait(self, stopGrace, cancel);
    if (m_ownActive)
        qCWarning(lcSessions) << "an own request did not end before the disconnect";
}

void SessionTurns::reopen(bool mayHoldCommands)
{
    m_closed = false;
    m_mayHoldCommands = m_mayHoldCommands || mayHoldCommands;
    m_occupiedUntil = {};
    wake();
}

void SessionTurns::doubt(const QUuid &commandId)
{
    if (!m_doubtful.contains(commandId))
        m_doubtful.append(commandId);
}

Task<> SessionTurns::forgetDoubtful(std::shared_ptr<RunspaceSession> runspace, base::CancelToken cancel)
{
    const auto self = shared_from_this();
    while (!m_doubtful.isEmpty()) {
        const QUuid id = m_doubtful.first();
        co_await runspace->forgetCommand(id, cancel);
        m_doubtful.removeAll(id);
        qCInfo(lcSessions) << "an own request was taken off the server afterwards" << id;
    }
}

Task<bool> SessionTurns::holdsOthers(std::shared_ptr<RunspaceSession> runspace, base::CancelToken cancel)
{
    const auto self = shared_from_this();
    const QList<wsman::CommandInfo> listed = co_await runspace->commands(cancel);
    for (const wsman::CommandInfo &command : listed) {
        if (!mayBeTakenAway(command.id()))
            co_return true;
        doubt(command.id());
    }
    co_await forgetDoubtful(runspace, cancel);
    m_mayHoldCommands = false; // from now on only what is started here
    co_return false;
}

Task<QList<QUuid>> SessionTurns::clearLeftOvers(std::shared_ptr<RunspaceSession> runspace, base::CancelToken cancel)
{
    const auto self = shared_from_this();
    QList<QUuid> cleared;
    std::optional<base::Error> failure;
    try {
        const QList<wsman::CommandInfo> listed = co_await runspace->commands(cancel);
        for (const wsman::CommandInfo &command : listed) {
            if (mayBeTakenAway(command.id()))
                doubt(command.id());
        }
        cleared = m_doubtful;
        co_await forgetDoubtful(runspace, cancel);
    } catch (const base::Error &error) {
        failure = error;
    }
    if (failure && failure->category == base::ErrorCategory::Cancelled)
        throw *failure;
    if (failure) {
        cleared.clear();
        qCInfo(lcSessions) << "what an earlier connection asked could not be cleared yet:" << failure->id;
    }
    co_return cleared;
}

} // namespace rejoin::sessions
