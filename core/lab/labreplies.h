#pragma once

#include "core/base/awaitable.h"
#include "core/base/cancel.h"
#include "core/wsman/server.h"

#include <QTimer>

#include <functional>
#include <list>
#include <memory>

namespace rejoin::lab {

/// The server half of robust connections (MS-WSMV 3.1.4.1.39): an operation goes on although its connection died, and
/// its answer is kept until the client shows that it has it, or for the retention time after its connection ended.
///
/// Held by shared_ptr.
class LabReplies : public std::enable_shared_from_this<LabReplies>
{
public:
    struct Reply
    {
        Reply() = default;
        QByteArray envelope;
        quint32 fault = 0;
    };
    /// Carries the operation out. Cancelled when nobody came back for its answer.
    using Work = std::function<Task<Reply>(base::CancelToken cancel)>;
    /// Who asks, over which connection (an id that is never used again).
    struct Asker
    {
        Asker() = default;
        QString user;
        quint64 connection = 0;
        base::CancelToken died;
    };

    explicit LabReplies(wsman::Milliseconds retention) : m_retention(retention) {}
    ~LabReplies();
    LabReplies(const LabReplies &) = delete;
    LabReplies &operator=(const LabReplies &) = delete;

    /// True when the message is asked for again and its operation is known.
    [[nodiscard]] bool knows(const wsman::ServerRequest &message, const QString &user) const;
    /// Throws Error: invalidHeader for what the client may not say, Cancelled when this connection died.
    [[nodiscard]] Task<Reply> answer(wsman::ServerRequest message, Asker asker, Work work);
    /// Operations that are running or kept.
    [[nodiscard]] qsizetype size() const { return qsizetype(m_rows.size()); }
    void clear();

private:
    struct Row
    {
        QString user;
        QUuid sessionId;
        QUuid operationId;
        quint64 connection = 0;
        base::CancelToken::Registration watch;
        base::CancelSource cancel;
        QTimer retention;
        bool done = false;
        Reply reply;
        QList<base::Awaitable<bool>::Handle> waiting;
    };
    using RowPtr = std::shared_ptr<Row>;

    [[nodiscard]] RowPtr find(const wsman::ServerRequest &message, const QString &user) const;
    void attach(const RowPtr &row, const Asker &asker);
    void forget(RowPtr row);
    /// MS-WSMV 3.1.4.1.39: a new request over a connection says that the answer before it has come.
    void acknowledge(quint64 connection);
    [[nodiscard]] static Task<> run(std::shared_ptr<LabReplies> self, RowPtr row, Work work);

    wsman::Milliseconds m_retention;
    std::list<RowPtr> m_rows; ///< oldest first
};

} // namespace rejoin::lab
