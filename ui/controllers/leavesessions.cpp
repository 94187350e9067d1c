// How sessions are left and kept: part of ConnectController.
#include "ui/controllers/connectcontroller.h"

#include "core/base/logging.h"
#include "core/base/sleep.h"
#include "core/base/spawn.h"
#include "core/sessions/keeping.h"
#include "core/text/moments.h"
#include "ui/console/streamdocument.h"
#include "ui/controllers/attention.h"
#include "ui/controllers/sessionboard.h"

#include <QPointer>

#include <algorithm>

namespace rejoin::ui {

void ConnectController::noticeKept(const QList<sessions::SessionPtr> &sessions)
{
    if (sessions.isEmpty())
        return;
    const QDateTime now = m_services.sessions->clock()->now();
    if (sessions.size() == 1) {
        const sessions::Session &session = *sessions.first();
        Q_EMIT noticed(tr("%1 on %2: %3")
                           .arg(StreamDocument::sanitized(session.name()), session.computerName(),
                                text::kept(session.expiresOn(), now)));
        return;
    }
    std::optional<QDateTime> first;
    for (const sessions::SessionPtr &session : sessions)
        if (const auto until = session->expiresOn())
            first = first ? std::min(*first, *until) : *until;
    Q_EMIT noticed(first ? tr("%n session(s): the first is kept until %1.", nullptr, int(sessions.size()))
                               .arg(text::moment(*first, now))
                         : tr("%n session(s) stay disconnected.", nullptr, int(sessions.size())));
}

void ConnectController::keepAlive(const QList<QUuid> &shellIds, std::chrono::milliseconds time)
{
    const QList<sessions::SessionPtr> sessions = m_board->sessions(shellIds);
    if (!sessions.isEmpty())
        start(runKeepAlive(sessions, time));
}

Task<> ConnectController::runKeepAlive(QList<sessions::SessionPtr> sessions, std::chrono::milliseconds time)
{
    const QPointer<ConnectController> self(this);
    const QList<QUuid> ids = idsOf(sessions);
    m_board->setActivity(ids, tr("Keeping alive…"));
    for (const QUuid &id : ids)
        m_board->setProblem(id, {});
    const auto kept = std::make_shared<QList<sessions::SessionPtr>>();
    OnOutcome onEach = [self, kept](const sessions::SessionOutcome &outcome) {
        if (!self || !self->succeeded(outcome))
            return;
        const QUuid id = outcome.session->instanceId();
        self->m_attention->dismiss(id);
        self->m_board->take(outcome.session, {});
        *kept += outcome.session;
    };
    const base::CancelToken cancel = m_cancel.token();
    std::exception_ptr failure;
    try {
        co_await m_services.sessions->keepAlive(std::move(sessions), time, 0, std::move(onEach), cancel);
    } catch (...) {
        failure = std::current_exception();
    }
    if (self) {
        m_board->setActivity(ids, {});
        noticeKept(*kept);
    }
    if (failure)
        std::rethrow_exception(failure);
}

void ConnectController::keepLonger(const QUuid &shellId)
{
    if (const sessions::SessionPtr session = m_board->session(shellId))
        start(runKeepLonger(session));
}

Task<> ConnectController::runKeepLonger(sessions::SessionPtr session)
{
    const QPointer<ConnectController> self(this);
    const QUuid id = session->instanceId();
    m_board->setActivity({id}, tr("Keeping longer…"));
    const base::CancelToken cancel = m_cancel.token();
    std::exception_ptr failure;
    sessions::SessionOutcome outcome;
    try {
        outcome = co_await m_services.sessions->keepLonger(session, cancel);
    } catch (...) {
        failure = std::current_exception();
    }
    if (self) {
        m_board->setActivity({id}, {});
        if (outcome.error)
            fail(session, *outcome.error);
    }
    if (failure)
        std::rethrow_exception(failure);
}

Task<> ConnectController::leaveAll(std::optional<std::chrono::milliseconds> keepFor, std::chrono::milliseconds atMost,
                                   OnOutcome onEach)
{
    const QPointer<ConnectController> self(this);
    m_cancel.cancel();
    QList<sessions::SessionPtr> leaving = m_board->opened();
    if (leaving.isEmpty())
        co_return;
    base::CancelSource limit;
    const auto stopAfter = [](std::chrono::milliseconds time, base::CancelSource source) -> Task<> {
        co_await base::sleepFor(time, source.token());
        source.cancel();
    };
    base::spawn(stopAfter(atMost, limit));
    const QList<QUuid> ids = idsOf(leaving);
    m_board->setActivity(ids, tr("Disconnecting…"));
    OnOutcome each = [self, onEach](const sessions::SessionOutcome &outcome) {
        if (self && outcome.session)
            self->m_board->setActivity({outcome.session->instanceId()}, {});
        if (onEach)
            onEach(outcome);
    };
    const base::CancelToken cancel = limit.token();
    try {
        co_await m_services.sessions->leave(std::move(leaving), keepFor, 0, std::move(each), cancel);
    } catch (const base::Error &error) {
        // Out of time: the caller sees which ones are still connected.
        qCInfo(lcUi) << "not all sessions were left in time:" << error.english();
    }
    limit.cancel(); // nothing is left to bound
    if (self)
        m_board->setActivity(ids, {});
}

} // namespace rejoin::ui
