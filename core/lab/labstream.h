#pragma once

#include "core/base/awaitable.h"
#include "core/base/cancel.h"
#include "core/wsman/types.h"

#include <deque>

namespace rejoin::lab {

/// The output of the pool or of one command, waiting for a Receive. Single-threaded, held by shared_ptr.
class LabStream : public std::enable_shared_from_this<LabStream>
{
public:
    enum class Wake : quint8 {
        Data,         ///< there is something, or the state changed
        TimedOut,     ///< OperationTimeout
        Superseded,   ///< a newer Receive took its place
        Disconnected, ///< the shell was disconnected
        Closed,       ///< the shell or the command is gone
    };

    /// limit: bytes that make a Block-ed writer wait and a Drop-ping one lose its oldest.
    LabStream(qint64 limit, wsman::BufferMode mode);

    /// message: whole fragments. Not droppable: states and host calls, which a client cannot miss.
    void push(const QByteArray &message, bool droppable);
    /// Whole fragments of at most maximumBytes in all (one at least), an element for each message.
    [[nodiscard]] QList<QByteArray> take(qint64 maximumBytes);
    [[nodiscard]] bool isEmpty() const { return m_messages.empty(); }
    [[nodiscard]] qint64 size() const { return m_size; }
    void setMode(wsman::BufferMode mode);

    /// A Receive waits: Data at once when there is some. Throws Error (Cancelled) when its connection died.
    [[nodiscard]] Task<Wake> wait(wsman::Milliseconds timeout, base::CancelToken cancel);
    [[nodiscard]] bool hasReceiver() const { return m_receiver.has_value(); }
    /// Ends the waiting Receive.
    void interrupt(Wake reason);
    /// Wakes the waiting Receive to look again.
    void stateChanged() { interrupt(Wake::Data); }

    /// A writer need not wait.
    [[nodiscard]] bool hasRoom() const;
    /// Resumes when the writer may go on. Throws Error (Cancelled).
    [[nodiscard]] Task<> room(base::CancelToken cancel);
    /// Nothing is kept from here on, and nobody waits.
    void close();

private:
    struct Message
    {
        QList<QByteArray> fragments;
        bool droppable = true;
        bool begun = false; ///< its head went to a client already
        qint64 size = 0;
    };
    using Waiter = base::Awaitable<Wake>::Handle;

    void dropOldest();
    void wakeWriters();

    std::deque<Message> m_messages;
    qint64 m_size = 0;
    qint64 m_limit;
    wsman::BufferMode m_mode;
    bool m_closed = false;
    std::optional<Waiter> m_receiver;
    quint64 m_receiverNumber = 0;
    std::vector<Waiter> m_writers;
};

} // namespace rejoin::lab
