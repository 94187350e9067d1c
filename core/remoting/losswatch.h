#pragma once

#include <QByteArray>
#include <QHash>
#include <QSet>
#include <QUuid>

namespace rejoin::remoting {

/// Finds out whether an answer that was lost on the way held output: a server numbers its messages over all streams of
/// a session (MS-PSRP 2.2.4), so what is missing leaves a gap. Asked only where a loss is possible, since other things
/// leave gaps too (BufferMode Drop, a command that nobody receives).
class LossWatch
{
public:
    struct Loss
    {
        qsizetype messages = 0; ///< numbers that came on no stream; 0 and headless: part of one message
        /// The stream goes on in the middle of a message, or left one unfinished: its reader must skip.
        bool headless = false;
        /// Nothing came for a while, so that nothing shows it.
        bool silent = false;
        [[nodiscard]] bool isLoss() const { return messages > 0 || headless || silent; }
    };

    /// An answer to a Receive of this stream (null: the pool's) may have been lost.
    void doubt(const QUuid &stream) { m_doubtful.insert(stream); }
    /// Nothing came that could tell.
    void settle(const QUuid &stream) { m_doubtful.remove(stream); }
    [[nodiscard]] bool isDoubtful(const QUuid &stream) const { return m_doubtful.contains(stream); }
    /// Whole fragments that came on a stream. Says what is missing before them, once, where there was a doubt.
    [[nodiscard]] Loss take(const QUuid &stream, QByteArrayView fragments);
    /// A Connect: numbers begin anew, nothing is known.
    void reset();

private:
    struct Stream
    {
        bool inMessage = false;
        quint64 objectId = 0;
        quint64 nextFragment = 0;
    };
    void see(quint64 objectId);

    QHash<QUuid, Stream> m_streams;
    QSet<QUuid> m_doubtful;
    quint64 m_highest = 0;
    QSet<quint64> m_missing; ///< below m_highest, seen nowhere
};

} // namespace rejoin::remoting
