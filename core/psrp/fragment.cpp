#include "core/psrp/fragment.h"

#include "core/psrp/failures.h"

#include <QtEndian>

#include <algorithm>
#include <limits>

namespace rejoin::psrp {

namespace {
// MS-PSRP 2.2.4: the reserved bits are not looked at.
constexpr quint8 startFlag = 1;
constexpr quint8 endFlag = 2;

struct Header
{
    quint64 objectId = 0;
    quint64 fragmentId = 0;
    bool start = false;
    bool end = false;
    quint32 length = 0;
};

Header readHeader(QByteArrayView bytes)
{
    Header header;
    header.objectId = qFromBigEndian<quint64>(bytes.data());
    header.fragmentId = qFromBigEndian<quint64>(bytes.data() + 8);
    const auto flags = static_cast<quint8>(bytes[16]);
    header.start = (flags & startFlag) != 0;
    header.end = (flags & endFlag) != 0;
    header.length = qFromBigEndian<quint32>(bytes.data() + 17);
    return header;
}
} // namespace

QList<QByteArray> Fragmenter::fragment(QByteArrayView message, qsizetype maximumBlob)
{
    constexpr qsizetype largestBlob = std::numeric_limits<qint32>::max();
    maximumBlob = std::clamp<qsizetype>(maximumBlob, 1, largestBlob);
    ++m_objectId;
    QList<QByteArray> fragments;
    quint64 fragmentId = 0;
    qsizetype at = 0;
    do {
        const qsizetype length = std::min(maximumBlob, message.size() - at);
        QByteArray fragment(fragmentHeaderSize + length, Qt::Uninitialized);
        char *out = fragment.data();
        qToBigEndian<quint64>(m_objectId, out);
        qToBigEndian<quint64>(fragmentId, out + 8);
        const bool last = at + length == message.size();
        out[16] = static_cast<char>((at == 0 ? startFlag : 0) | (last ? endFlag : 0));
        qToBigEndian<quint32>(static_cast<quint32>(length), out + 17);
        std::copy_n(message.data() + at, length, out + fragmentHeaderSize);
        fragments.append(std::move(fragment));
        at += length;
        ++fragmentId;
    } while (at < message.size());
    return fragments;
}

Defragmenter::Defragmenter(qsizetype maximumMessage, bool skipHeadless)
    : m_maximum(maximumMessage), m_skipHeadless(skipHeadless)
{
}

void Defragmenter::skipToNextMessage()
{
    m_active = false;
    m_message.clear();
    m_skipHeadless = true;
}

QList<QByteArray> Defragmenter::add(QByteArrayView fragments)
{
    QList<QByteArray> messages;
    while (!fragments.isEmpty()) {
        if (fragments.size() < fragmentHeaderSize) {
            throw fragmentInvalid(base::Text(
                QT_TRANSLATE_NOOP("core", "The remote computer sent a fragment with an incomplete header (%1 bytes)."),
                {QString::number(fragments.size())}));
        }
        const Header header = readHeader(fragments);
        fragments = fragments.sliced(fragmentHeaderSize);
        if (static_cast<quint64>(header.length) > static_cast<quint64>(fragments.size())) {
            throw fragmentInvalid(base::Text(
                QT_TRANSLATE_NOOP("core", "The remote computer sent a fragment of %1 bytes that says it has %2 bytes."),
                {QString::number(fragments.size()), QString::number(header.length)}));
        }
        const QByteArrayView blob = fragments.first(static_cast<qsizetype>(header.length));
        fragments = fragments.sliced(blob.size());
        if (header.objectId == 0)
            throw fragmentInvalid(
                base::Text(QT_TRANSLATE_NOOP("core", "The remote computer sent a fragment without an object number.")));

        if (header.start) {
            if (m_active || header.fragmentId != 0) {
                throw fragmentInvalid(base::Text(
                    QT_TRANSLATE_NOOP("core", "The remote computer started message %1 before message %2 was complete."),
                    {QString::number(header.objectId), QString::number(m_objectId)}));
            }
            m_skipHeadless = false;
            m_active = true;
            m_objectId = header.objectId;
            m_nextFragment = 0;
        } else if (!m_active) {
            if (m_skipHeadless)
                continue;
            throw fragmentInvalid(base::Text(
                QT_TRANSLATE_NOOP("core", "The remote computer sent part %1 of message %2 without its beginning."),
                {QString::number(header.fragmentId), QString::number(header.objectId)}));
        } else if (header.objectId != m_objectId || header.fragmentId != m_nextFragment) {
            throw fragmentInvalid(base::Text(
                QT_TRANSLATE_NOOP("core", "The remote computer sent part %1 of message %2 where part %3 of message %4 "
                                          "was to come."),
                {QString::number(header.fragmentId), QString::number(header.objectId), QString::number(m_nextFragment),
                 QString::number(m_objectId)}));
        }
        if (m_maximumObject && m_message.size() + blob.size() > *m_maximumObject)
            throw objectTooLarge(m_message.size() + blob.size(), *m_maximumObject);
        if (blob.size() > m_maximum - m_message.size()) {
            throw base::Error(
                base::ErrorCategory::LimitExceeded, QStringLiteral("PSRPMessageTooLarge"),
                base::Text(QT_TRANSLATE_NOOP("core", "The remote computer sent a message of more than %1 bytes."),
                           {QString::number(m_maximum)}),
                base::Text(QT_TRANSLATE_NOOP("core", "Let the remote command give less at once, for example with "
                                                     "Select-Object.")));
        }
        m_message.append(blob);
        ++m_nextFragment;
        if (header.end) {
            m_active = false;
            messages.append(std::exchange(m_message, {}));
        }
    }
    return messages;
}

} // namespace rejoin::psrp
