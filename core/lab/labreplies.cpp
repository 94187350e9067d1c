#include "core/lab/labreplies.h"

#include "core/base/logging.h"
#include "core/base/spawn.h"
#include "core/lab/labfaults.h"

namespace rejoin::lab {

namespace {
constexpr std::size_t mostRows = 1000; // a lab is small; a client that never acknowledges must not fill it
}

LabReplies::~LabReplies()
{
    clear();
}

void LabReplies::clear()
{
    const auto rows = std::exchange(m_rows, {});
    for (const auto &row : rows)
        row->cancel.cancel();
}

LabReplies::RowPtr LabReplies::find(const wsman::ServerRequest &message, const QString &user) const
{
    for (const auto &row : m_rows) {
        if (row->operationId == message.operationId && row->sessionId == message.sessionId && row->user == user)
            return row;
    }
    return nullptr;
}

bool LabReplies::knows(const wsman::ServerRequest &message, const QString &user) const
{
    return message.retransmitted && find(message, user);
}

void LabReplies::acknowledge(quint64 connection)
{
    const auto rows = m_rows;
    for (const auto &row : rows) {
        if (row->connection == connection)
            forget(row);
    }
}

void LabReplies::forget(RowPtr row)
{
    m_rows.remove(row);
    row->retention.stop();
    if (!row->done)
        row->cancel.cancel();
}

void LabReplies::attach(const RowPtr &row, const Asker &asker)
{
    row->retention.stop();
    row->connection = asker.connection;
    const std::weak_ptr<Row> weak = row;
    // MS-WSMV 3.1.6.5: the answer waits so long for its client to come back.
    row->watch = asker.died.onCancel([weak] {
        if (const auto gone = weak.lock()) {
            gone->connection = 0;
            gone->retention.start();
        }
    });
}

Task<LabReplies::Reply> LabReplies::answer(wsman::ServerRequest message, Asker asker, Work work)
{
    const auto self = shared_from_this();
    RowPtr row = find(message, asker.user);
    if (message.sequenceId != 1 || (row && !message.retransmitted))
        throw faultError(faultcode::invalidHeader);
    if (!row) {
        acknowledge(asker.connection);
        while (m_rows.size() >= mostRows)
            forget(m_rows.front());
        row = std::make_shared<Row>();
        row->user = asker.user;
        row->sessionId = message.sessionId;
        row->operationId = message.operationId;
        row->retention.setSingleShot(true);
        row->retention.setInterval(m_retention);
        const std::weak_ptr<Row> weak = row;
        const std::weak_ptr<LabReplies> owner = self;
        QObject::connect(&row->retention, &QTimer::timeout, &row->retention, [weak, owner] {
            const auto late = weak.lock();
            if (const auto replies = owner.lock(); replies && late)
                replies->forget(late);
        });
        m_rows.push_back(row);
        attach(row, asker);
        base::spawn(run(self, row, std::move(work)));
    } else {
        attach(row, asker);
    }
    if (!row->done) {
        base::Awaitable<bool> over;
        row->waiting.append(over.handle());
        const auto registration =
            asker.died.onCancel([handle = over.handle()] { handle.fail(base::Error::cancelled()); });
        co_await over;
    }
    const Reply reply = row->reply;
    co_return reply;
}

Task<> LabReplies::run(std::shared_ptr<LabReplies> self, RowPtr row, Work work)
{
    std::optional<base::Error> failure;
    try {
        auto working = work(row->cancel.token());
        row->reply = co_await working;
    } catch (const base::Error &error) {
        failure = error;
    }
    row->done = true;
    const auto waiting = std::exchange(row->waiting, {});
    for (const auto &one : waiting) {
        if (failure)
            one.fail(*failure);
        else
            one.resolve(true);
    }
    if (failure)
        self->forget(row);
}

} // namespace rejoin::lab
