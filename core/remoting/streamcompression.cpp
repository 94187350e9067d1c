#include "core/remoting/streamcompression.h"

#include "core/base/logging.h"
#include "core/wsman/xpress.h"

namespace rejoin::remoting {

namespace {

/// An ObjectId is 8 bytes, big-endian, counted up from 1 (MS-PSRP 2.2.4): no session sends 2^48 messages. The first
/// two bytes of a compressed row are a length - 1, and no fragment is as short as a byte.
bool isPlain(const QByteArray &stream)
{
    return stream.startsWith(QByteArrayView("\0\0", 2));
}

} // namespace

StreamCompression::StreamCompression(const QString &mode)
    : m_never(mode == modeName(false)), m_on(mode == modeName(true))
{
}

QString StreamCompression::modeName(bool compressed)
{
    return compressed ? QStringLiteral("XpressCompression") : QStringLiteral("NoCompression");
}

QByteArray StreamCompression::pack(const QByteArray &fragments) const
{
    return m_on ? wsman::compressStream(fragments) : fragments;
}

QByteArray StreamCompression::unpack(const QByteArray &stream)
{
    if (m_never || stream.isEmpty())
        return stream;
    const bool compressed = !isPlain(stream);
    if (compressed != m_on) {
        qCInfo(lcRemoting) << "streams arrive" << (compressed ? "compressed" : "plain") << "unlike expected";
        m_on = compressed;
    }
    return compressed ? wsman::decompressStream(stream) : stream;
}

} // namespace rejoin::remoting
