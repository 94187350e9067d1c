#include "core/remoting/losswatch.h"

#include "core/psrp/fragment.h"

#include <QtEndian>

namespace rejoin::remoting {

namespace {
// MS-PSRP 2.2.4
constexpr quint8 startFlag = 1;
constexpr quint8 endFlag = 2;
constexpr qsizetype flagsOffset = 16;
constexpr qsizetype lengthOffset = 17;
constexpr qsizetype mostRemembered = 4096; ///< missing numbers; a wild server must not fill the memory
} // namespace

void LossWatch::reset()
{
    m_streams.clear();
    m_doubtful.clear();
    m_missing.clear();
    m_highest = 0;
}

void LossWatch::see(quint64 objectId)
{
    if (objectId <= m_highest) {
        m_missing.remove(objectId);
        return;
    }
    // Nothing is known of what came before the first.
    for (quint64 id = m_highest + 1; m_highest > 0 && id < objectId && m_missing.size() < mostRemembered; ++id)
        m_missing.insert(id);
    m_highest = objectId;
}

LossWatch::Loss LossWatch::take(const QUuid &stream, QByteArrayView fragments)
{
    Loss loss;
    Stream &state = m_streams[stream];
    bool first = true;
    while (fragments.size() >= psrp::fragmentHeaderSize) {
        const auto objectId = qFromBigEndian<quint64>(fragments.data());
        const auto fragmentId = qFromBigEndian<quint64>(fragments.data() + 8);
        const auto flags = static_cast<quint8>(fragments[flagsOffset]);
        const auto length = qsizetype(qFromBigEndian<quint32>(fragments.data() + lengthOffset));
        const bool starts = (flags & startFlag) != 0;
        if (first && m_doubtful.remove(stream)) {
            const bool goesOn =
                state.inMessage && !starts && objectId == state.objectId && fragmentId == state.nextFragment;
            loss.headless = !goesOn && (state.inMessage || !starts);
            see(objectId);
            // Those below this one; what comes later on another stream takes itself off the list for the next time.
            for (auto it = m_missing.begin(); it != m_missing.end();) {
                if (*it < objectId) {
                    ++loss.messages;
                    it = m_missing.erase(it);
                } else {
                    ++it;
                }
            }
        }
        first = false;
        see(objectId);
        state.objectId = objectId;
        state.nextFragment = fragmentId + 1;
        state.inMessage = (flags & endFlag) == 0;
        fragments = fragments.sliced(std::min(fragments.size(), psrp::fragmentHeaderSize + length));
    }
    return loss;
}

} // namespace rejoin::remoting
