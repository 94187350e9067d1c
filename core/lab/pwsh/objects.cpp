#include "core/lab/pwsh/objects.h"

#include "core/psrp/failures.h"
#include "core/psrp/fragment.h"
#include "core/psrp/hostcall.h"

#include <QtEndian>

namespace rejoin::lab::pwsh {

using psrp::MessageType;

psrp::Message RelayedMessage::decode() const
{
    psrp::Defragmenter defragmenter;
    const auto messages = defragmenter.add(fragments);
    if (messages.size() != 1)
        throw psrp::fragmentInvalid(
            base::Text(QT_TRANSLATE_NOOP("core", "The engine sent a fragment that fits none.")));
    return psrp::Message::decode(messages.front());
}

bool RelayedMessage::isDroppable() const
{
    switch (type) {
    case MessageType::PipelineOutput:
    case MessageType::ErrorRecord:
    case MessageType::DebugRecord:
    case MessageType::VerboseRecord:
    case MessageType::WarningRecord:
    case MessageType::ProgressRecord:
    case MessageType::InformationRecord:
        return true;
    default:
        return false;
    }
}

QList<RelayedMessage> MessageGatherer::add(QByteArrayView fragments)
{
    QList<RelayedMessage> messages;
    while (!fragments.isEmpty()) {
        const auto bad = [] {
            return psrp::fragmentInvalid(
                base::Text(QT_TRANSLATE_NOOP("core", "The engine sent a fragment that is cut off.")));
        };
        if (fragments.size() < psrp::fragmentHeaderSize)
            throw bad();
        const auto flags = static_cast<quint8>(fragments[16]);
        const auto blob = static_cast<qsizetype>(qFromBigEndian<quint32>(fragments.data() + 17));
        const auto size = psrp::fragmentHeaderSize + blob;
        if (size > fragments.size())
            throw bad();
        if (flags & 1) { // the first: MS-PSRP 2.2.1's type is the second field, little-endian
            m_message = RelayedMessage();
            if (blob < 8)
                throw bad();
            m_message.type =
                static_cast<MessageType>(qFromLittleEndian<quint32>(fragments.data() + psrp::fragmentHeaderSize + 4));
        }
        m_message.fragments += fragments.first(size);
        if (flags & 2)
            messages.append(std::exchange(m_message, {}));
        fragments = fragments.sliced(size);
    }
    return messages;
}

} // namespace rejoin::lab::pwsh
