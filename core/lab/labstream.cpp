#include "core/lab/labstream.h"

#include "core/psrp/fragment.h"

#include <QTimer>
#include <QtEndian>

namespace rejoin::lab {

using wsman::BufferMode;

LabStream::LabStream(qint64 limit, BufferMode mode) : m_limit(limit), m_mode(mode)
{
}

void LabStream::push(const QByteArray &message, bool droppable)
{
    if (m_closed || message.isEmpty())
        return;
    Message entry;
    entry.droppable = droppable;
    entry.size = message.size();
    // MS-PSRP 2.2.4: the blob's length is the last field of the header; fragments never share an rsp:Stream in part.
    qsizetype at = 0;
    while (at + psrp::fragmentHeaderSize <= message.size()) {
        const auto blob = qFromBigEndian<quint32>(message.constData() + at + psrp::fragmentHeaderSize - 4);
        const auto size = qMin<qsizetype>(psrp::fragmentHeaderSize + static_cast<qsizetype>(blob), message.size() - at);
        entry.fragments.append(message.mid(at, size));
        at += size;
    }
    m_size += entry.size;
    m_messages.push_back(std::move(entry));
    if (m_mode == BufferMode::Drop)
        dropOldest();
    interrupt(Wake::Data);
}

void LabStream::dropOldest()
{
    // The newest message stays whatever its size.
    for (std::size_t i = 0; m_size > m_limit && i + 1 < m_messages.size();) {
        if (!m_messages[i].droppable || m_messages[i].begun) {
            ++i;
            continue;
        }
        m_size -= m_messages[i].size;
        m_messages.erase(m_messages.begin() + static_cast<std::ptrdiff_t>(i));
    }
}

QList<QByteArray> LabStream::take(qint64 maximumBytes)
{
    QList<QByteArray> taken;
    qint64 total = 0;
    bool full = false;
    while (!m_messages.empty() && !full) {
        auto &message = m_messages.front();
        QByteArray part;
        while (!message.fragments.isEmpty()) {
            const auto size = message.fragments.front().size();
            if (total > 0 && total + size > maximumBytes) {
                full = true;
                break;
            }
            part += message.fragments.takeFirst();
            total += size;
            message.size -= size;
            message.begun = true;
        }
        if (!part.isEmpty())
            taken.append(part);
        if (message.fragments.isEmpty())
            m_messages.pop_front();
    }
    m_size -= total;
    wakeWriters();
    return taken;
}

void LabStream::setMode(BufferMode mode)
{
    if (mode == BufferMode::None || mode == m_mode)
        return;
    m_mode = mode;
    if (m_mode == BufferMode::Drop)
        dropOldest();
    wakeWriters();
}

bool LabStream::hasRoom() const
{
    return m_closed || m_mode == BufferMode::Drop || m_size < m_limit;
}

void LabStream::wakeWriters()
{
    if (!hasRoom())
        return;
    for (const auto &writer : std::exchange(m_writers, {}))
        writer.resolve(Wake::Data);
}

void LabStream::interrupt(Wake reason)
{
    if (const auto receiver = std::exchange(m_receiver, {}))
        receiver->resolve(reason);
}

Task<LabStream::Wake> LabStream::wait(wsman::Milliseconds timeout, base::CancelToken cancel)
{
    const auto self = shared_from_this();
    interrupt(Wake::Superseded);
    if (m_closed)
        co_return Wake::Closed;
    if (!m_messages.empty())
        co_return Wake::Data;
    base::Awaitable<Wake> woken;
    const auto handle = woken.handle();
    const auto number = ++m_receiverNumber;
    m_receiver = handle;
    QTimer timer;
    timer.setSingleShot(true);
    QObject::connect(&timer, &QTimer::timeout, [handle] { handle.resolve(Wake::TimedOut); });
    timer.start(timeout);
    const auto registration = cancel.onCancel([handle] { handle.fail(base::Error::cancelled()); });
    std::exception_ptr failure;
    Wake reason = Wake::Closed;
    try {
        reason = co_await woken;
    } catch (...) {
        failure = std::current_exception();
    }
    if (m_receiver && m_receiverNumber == number)
        m_receiver.reset();
    if (failure)
        std::rethrow_exception(failure);
    // The connection may have died between the waking and now: the data must stay for the next one.
    cancel.check();
    co_return reason;
}

Task<> LabStream::room(base::CancelToken cancel)
{
    const auto self = shared_from_this();
    cancel.check();
    while (!hasRoom()) {
        base::Awaitable<Wake> woken;
        const auto handle = woken.handle();
        m_writers.push_back(handle);
        const auto registration = cancel.onCancel([handle] { handle.fail(base::Error::cancelled()); });
        const auto reason = co_await woken;
        Q_UNUSED(reason)
    }
}

void LabStream::close()
{
    m_closed = true;
    m_messages.clear();
    m_size = 0;
    interrupt(Wake::Closed);
    wakeWriters();
}

} // namespace rejoin::lab
