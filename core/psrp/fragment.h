#pragma once

#include <QByteArray>
#include <QList>

#include <map>
#include <optional>
#include <vector>

namespace rejoin::psrp {

/// MS-PSRP 2.2.4: 21 bytes before each blob.
inline constexpr qsizetype fragmentHeaderSize = 21;
inline constexpr qsizetype defaultFragmentSize = 32768; ///< blob bytes, MS-PSRP 2.2.4

inline constexpr qsizetype defaultMaximumMessage = 256 << 20; ///< bytes

/// Cuts messages into fragments. One for each session: object ids go on counting from 1 over all of its streams.
class Fragmenter
{
public:
    /// One message as whole fragments, none with more than maximumBlob bytes of blob.
    [[nodiscard]] QList<QByteArray> fragment(QByteArrayView message, qsizetype maximumBlob = defaultFragmentSize);
    [[nodiscard]] quint64 lastObjectId() const { return m_objectId; }

private:
    quint64 m_objectId = 0;
};

/// Puts messages together again, one for each stream (the pool, each pipeline).
///
/// A stream that starts in the middle of a message (its head went to the client before us) is skipped up to its
/// first start fragment when skipHeadless is set, and refused otherwise. Throws Error (Protocol, "PSRPFragmentInvalid",
/// or LimitExceeded).
class Defragmenter
{
public:
    explicit Defragmenter(qsizetype maximumMessage = defaultMaximumMessage, bool skipHeadless = false);
    /// Takes the bytes of one or more whole fragments and gives the messages that they complete.
    [[nodiscard]] QList<QByteArray> add(QByteArrayView fragments);
    [[nodiscard]] bool isEmpty() const { return !m_active; }
    /// Part of the stream was lost: what is begun is dropped, and all up to the next start fragment is skipped.
    void skipToNextMessage();
    /// MaximumReceivedObjectSize: messages of more bytes end with PowerShell's error ("ReceivedObjectSize
    /// ExceededMaximumClient", LimitExceeded).
    void setMaximumObject(qint64 bytes) { m_maximumObject = bytes; }

private:
    qsizetype m_maximum;
    std::optional<qint64> m_maximumObject;
    bool m_skipHeadless;
    bool m_active = false;
    quint64 m_objectId = 0;
    quint64 m_nextFragment = 0;
    QByteArray m_message;
};

} // namespace rejoin::psrp
