#include "ui/controllers/connectcontroller.h"

#include "core/base/sleep.h"
#include "core/base/spawn.h"
#include "core/text/errortext.h"
#include "ui/controllers/attention.h"
#include "ui/controllers/sessionboard.h"

#include <QPointer>

namespace rejoin::ui {

using namespace Qt::StringLiterals;

QList<QUuid> idsOf(const QList<sessions::SessionPtr> &sessions)
{
    QList<QUuid> ids;
    for (const sessions::SessionPtr &session : sessions)
        ids += session->instanceId();
    return ids;
}

ConnectController::ConnectController(const Services &services, SessionBoard *board, Attention *attention,
                                     QObject *parent)
    : QObject(parent), m_services(services), m_board(board), m_attention(attention)
{
}

ConnectController::~ConnectController()
{
    m_cancel.cancel();
}

void ConnectController::begin()
{
    if (m_running++ == 0)
        m_cancel = base::CancelSource();
    Q_EMIT busyChanged();
}

void ConnectController::end()
{
    --m_running;
    Q_EMIT busyChanged();
}

void ConnectController::start(Task<> task)
{
    begin();
    const QPointer<ConnectController> self(this);
    const auto run = [](QPointer<ConnectController> controller, Task<> work) -> Task<> {
        std::exception_ptr failure;
        try {
            co_await work;
        } catch (...) {
            failure = std::current_exception();
        }
        if (!controller)
            co_return;
        controller->end();
        if (!failure)
            co_return;
        const base::Error error = base::Error::from(failure);
        if (error.category != base::ErrorCategory::Cancelled)
            controller->m_attention->add(AttentionItem{{}, {}, {}, {}, error, Remedy::None});
    };
    base::spawn(run(self, std::move(task)));
}

bool ConnectController::succeeded(const sessions::SessionOutcome &outcome)
{
    if (!outcome.session)
        return false;
    m_board->setActivity({outcome.session->instanceId()}, {});
    if (outcome.error)
        fail(outcome.session, *outcome.error);
    return !outcome.error;
}

void ConnectController::fail(const sessions::SessionPtr &session, const base::Error &error)
{
    if (error.category == base::ErrorCategory::Cancelled)
        return;
    const QUuid id = session->instanceId();
    m_board->setProblem(id, text::describe(error).sentence);
    AttentionItem item;
    item.key = id;
    item.session = id;
    item.computer = m_board->computerOf(id);
    item.subject = tr("%1 on %2").arg(session->name(), session->computerName());
    item.error = error;
    item.remedy = Attention::remedyFor(error, false);
    m_attention->add(item);
}

void ConnectController::failTarget(const sessions::ConnectionOptions &target, const base::Error &error)
{
    if (error.category == base::ErrorCategory::Cancelled)
        return;
    AttentionItem item;
    item.subject = target.displayName();
    item.error = error;
    m_attention->add(item);
}

void ConnectController::connectSessions(const QList<QUuid> &shellIds)
{
    const QList<sessions::SessionPtr> sessions = m_board->sessions(shellIds);
    if (!sessions.isEmpty())
        start(runConnect(sessions, 0));
}

Task<> ConnectController::runConnect(QList<sessions::SessionPtr> sessions, int throttleLimit)
{
    const QPointer<ConnectController> self(this);
    const QList<QUuid> ids = idsOf(sessions);
    m_board->setActivity(ids, tr("Connecting…"));
    for (const QUuid &id : ids)
        m_board->setProblem(id, {});
    std::function<void(const sessions::SessionOutcome &)> onEach = [self](const sessions::SessionOutcome &outcome) {
        if (!self || !self->succeeded(outcome))
            return;
        const QUuid id = outcome.session->instanceId();
        self->m_attention->dismiss(id);
        self->m_board->take(outcome.session, {});
        Q_EMIT self->opened(outcome.session);
    };
    const base::CancelToken cancel = m_cancel.token();
    std::exception_ptr failure;
    try {
        co_await m_services.sessions->connect(std::move(sessions), throttleLimit, std::move(onEach), cancel);
    } catch (...) {
        failure = std::current_exception();
    }
    if (self)
        m_board->setActivity(ids, {});
    if (failure)
        std::rethrow_exception(failure);
}

void ConnectController::connectWhenFree(const QList<QUuid> &shellIds)
{
    const QList<sessions::SessionPtr> sessions = m_board->sessions(shellIds);
    for (const sessions::SessionPtr &session : sessions)
        start(runWhenFree(session));
}

Task<> ConnectController::runWhenFree(sessions::SessionPtr session)
{
    const QPointer<ConnectController> self(this);
    const QList<QUuid> ids{session->instanceId()};
    m_board->setActivity(ids, tr("Waiting until it is free…"));
    m_board->setProblem(ids.first(), {});
    const base::CancelToken cancel = m_cancel.token();
    std::exception_ptr failure;
    sessions::SessionOutcome outcome;
    try {
        outcome =
            co_await m_services.sessions->connectWhenFree(session, sessions::SessionService::gentleInterval, cancel);
    } catch (...) {
        failure = std::current_exception();
    }
    if (!self)
        co_return;
    m_board->setActivity(ids, {});
    if (failure)
        std::rethrow_exception(failure);
    if (outcome.error) {
        fail(session, *outcome.error);
        co_return;
    }
    m_attention->dismiss(ids.first());
    m_board->take(session, {});
    Q_EMIT opened(session);
}

void ConnectController::connectRequested(const ConnectRequest &request)
{
    start(runRequested(request));
}

Task<> ConnectController::runRequested(ConnectRequest request)
{
    const QPointer<ConnectController> self(this);
    sessions::ListRequest listing;
    listing.targets = request.targets();
    listing.filter.names = request.sessionNames;
    listing.filter.instanceIds = request.instanceIds;
    listing.throttleLimit = request.throttleLimit;
    const base::CancelToken cancel = m_cancel.token();
    const auto answers = co_await m_services.sessions->list(std::move(listing), nullptr, cancel);
    if (!self)
        co_return;
    QList<sessions::SessionPtr> wanted;
    for (const sessions::ComputerListing &answer : answers) {
        if (answer.error) {
            failTarget(answer.target, *answer.error);
            continue;
        }
        for (const QString &name : answer.unmatchedNames)
            failTarget(answer.target,
                       base::Error(base::ErrorCategory::SessionNotFound, u"PSSessionNameMatchFail"_s,
                                   base::Text(QT_TRANSLATE_NOOP("core", "No session named %1 was found on %2."),
                                              {name, answer.target.displayName()}),
                                   base::Text(QT_TRANSLATE_NOOP("core", "Check the name, or leave it empty to see "
                                                                        "all sessions."))));
        for (const sessions::SessionPtr &session : answer.sessions) {
            m_board->take(session, {});
            // Without names everything that is free is meant; what was named is tried and may say why not.
            if (session->isConnectable() || !request.sessionNames.isEmpty() || !request.instanceIds.isEmpty())
                wanted += session;
        }
    }
    if (wanted.isEmpty()) {
        Q_EMIT noticed(tr("No session was found that can be connected."));
        co_return;
    }
    co_await runConnect(std::move(wanted), request.throttleLimit);
}

void ConnectController::disconnectSessions(const QList<QUuid> &shellIds,
                                           const std::optional<remoting::DisconnectOptions> &options)
{
    const QList<sessions::SessionPtr> sessions = m_board->sessions(shellIds);
    if (!sessions.isEmpty())
        start(runDisconnect(sessions, options));
}

Task<> ConnectController::runDisconnect(QList<sessions::SessionPtr> sessions,
                                        std::optional<remoting::DisconnectOptions> options)
{
    const QPointer<ConnectController> self(this);
    const QList<QUuid> ids = idsOf(sessions);
    m_board->setActivity(ids, tr("Disconnecting…"));
    const auto left = std::make_shared<QList<sessions::SessionPtr>>();
    OnOutcome onEach = [self, left](const sessions::SessionOutcome &outcome) {
        if (!self || !self->succeeded(outcome))
            return;
        *left += outcome.session;
        Q_EMIT self->disconnected(outcome.session);
    };
    const base::CancelToken cancel = m_cancel.token();
    std::exception_ptr failure;
    try {
        if (options)
            co_await m_services.sessions->disconnect(std::move(sessions), *options, 0, std::move(onEach), cancel);
        else
            co_await m_services.sessions->leave(std::move(sessions), std::nullopt, 0, std::move(onEach), cancel);
    } catch (...) {
        failure = std::current_exception();
    }
    if (self) {
        m_board->setActivity(ids, {});
        noticeKept(*left);
    }
    if (failure)
        std::rethrow_exception(failure);
}

void ConnectController::removeSessions(const QList<QUuid> &shellIds)
{
    const QList<sessions::SessionPtr> sessions = m_board->sessions(shellIds);
    if (!sessions.isEmpty())
        start(runRemove(sessions));
}

Task<> ConnectController::runRemove(QList<sessions::SessionPtr> sessions)
{
    const QPointer<ConnectController> self(this);
    const QList<QUuid> ids = idsOf(sessions);
    m_board->setActivity(ids, tr("Removing…"));
    const auto count = std::make_shared<int>(0);
    std::function<void(const sessions::SessionOutcome &)> onEach = [self,
                                                                    count](const sessions::SessionOutcome &outcome) {
        if (!self || !self->succeeded(outcome))
            return;
        const QUuid id = outcome.session->instanceId();
        ++*count;
        self->m_attention->dismiss(id);
        self->m_board->forget({id});
        Q_EMIT self->removed(id);
    };
    const base::CancelToken cancel = m_cancel.token();
    std::exception_ptr failure;
    try {
        co_await m_services.sessions->remove(std::move(sessions), 0, std::move(onEach), cancel);
    } catch (...) {
        failure = std::current_exception();
    }
    if (self) {
        m_board->setActivity(ids, {});
        if (*count > 0)
            Q_EMIT noticed(tr("%n session(s) removed.", nullptr, *count));
    }
    if (failure)
        std::rethrow_exception(failure);
}

void ConnectController::create(const sessions::CreateRequest &request, const QUuid &computer)
{
    start(runCreate(request, computer));
}

Task<> ConnectController::runCreate(sessions::CreateRequest request, QUuid computer)
{
    const QPointer<ConnectController> self(this);
    Q_EMIT noticed(tr("Creating a session on %1…").arg(request.target.displayName()));
    const sessions::ConnectionOptions target = request.target;
    QList<sessions::CreateRequest> requests;
    requests += std::move(request);
    const base::CancelToken cancel = m_cancel.token();
    const auto outcomes = co_await m_services.sessions->create(std::move(requests), 0, nullptr, cancel);
    if (!self)
        co_return;
    for (const sessions::SessionOutcome &outcome : outcomes) {
        if (outcome.error) {
            failTarget(target, *outcome.error);
            continue;
        }
        m_board->take(outcome.session, computer);
        Q_EMIT noticed({});
        Q_EMIT opened(outcome.session);
    }
}

void ConnectController::cancel()
{
    m_cancel.cancel();
}

} // namespace rejoin::ui
