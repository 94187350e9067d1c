#include "core/lab/auth/gssacceptor.h"

#include <QCryptographicHash>
#include <QtEndian>

namespace rejoin::lab {

namespace {

const QByteArray authenticateMark = QByteArrayLiteral("NTLMSSP\0\3\0\0\0");
/// MS-NLMP 2.2.1.3: NtChallengeResponseFields.
constexpr qsizetype responseFields = 20;
/// MS-NLMP 2.2.2.8, 2.2.2.7: the proof, then RespType to the second reserved field; the AV pairs follow.
constexpr qsizetype beforePairs = 16 + 28;
constexpr quint16 endOfList = 0;
constexpr quint16 channelBindings = 10;

} // namespace

QByteArray ntlmChannelBindings(const QByteArray &token)
{
    const qsizetype start = token.indexOf(authenticateMark);
    if (start < 0)
        return {};
    const QByteArrayView message = QByteArrayView(token).sliced(start);
    if (message.size() < responseFields + 8)
        return {};
    const auto length = qFromLittleEndian<quint16>(message.data() + responseFields);
    const auto offset = qFromLittleEndian<quint32>(message.data() + responseFields + 4);
    if (offset > static_cast<quint64>(message.size()) || length > message.size() - static_cast<qsizetype>(offset) ||
        length < beforePairs)
        return {};
    QByteArrayView pairs = message.sliced(static_cast<qsizetype>(offset), length).sliced(beforePairs);
    while (pairs.size() >= 4) { // shorter each turn
        const auto id = qFromLittleEndian<quint16>(pairs.data());
        const auto size = qFromLittleEndian<quint16>(pairs.data() + 2);
        pairs = pairs.sliced(4);
        if (id == endOfList || size > pairs.size())
            return {};
        if (id == channelBindings) {
            // All zero means that there are none (MS-NLMP 2.2.2.1).
            const QByteArray value = pairs.first(size).toByteArray();
            return value == QByteArray(value.size(), '\0') ? QByteArray() : value;
        }
        pairs = pairs.sliced(size);
    }
    return {};
}

QByteArray ntlmChannelBindingsFor(const QByteArray &binding)
{
    // No addresses on either side: their types and lengths are zero.
    QByteArray structure(16, '\0');
    QByteArray length(4, '\0');
    qToLittleEndian(static_cast<quint32>(binding.size()), length.data());
    return QCryptographicHash::hash(structure + length + binding, QCryptographicHash::Md5);
}

} // namespace rejoin::lab
