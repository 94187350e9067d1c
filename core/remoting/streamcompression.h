#pragma once

#include <QByteArray>
#include <QString>

namespace rejoin::remoting {

/// Whether the streams of one shell are compressed, learned from what its server says and then from what it sends.
///
/// CompressionMode is decided by the Create (MS-WSMV 3.1.4.1.31.6). No source says whether a client that connects
/// later gets compressed streams too, so each stream is looked at: PSRP fragments begin with the zero bytes of a small
/// ObjectId, a compressed row with the length of at least one fragment.
class StreamCompression
{
public:
    StreamCompression() = default;
    /// mode: rsp:CompressionMode; empty when it is not known.
    explicit StreamCompression(const QString &mode);
    [[nodiscard]] static QString modeName(bool compressed);

    /// What is sent is compressed.
    [[nodiscard]] bool isOn() const { return m_on; }
    /// Whole PSRP fragments as they go into Send.
    [[nodiscard]] QByteArray pack(const QByteArray &fragments) const;
    /// The fragments of a received stream. What arrives otherwise than expected changes what is sent from then on.
    /// Throws Error as wsman::decompressStream().
    [[nodiscard]] QByteArray unpack(const QByteArray &stream);

private:
    bool m_never = false; ///< the server says so
    bool m_on = false;
};

} // namespace rejoin::remoting
